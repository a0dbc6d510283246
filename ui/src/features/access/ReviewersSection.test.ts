import { render, screen, within } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import { speak } from "$i18n/language.svelte";
import ReviewersSection from "./ReviewersSection.svelte";

async function open(canManage: boolean) {
  speak("en");
  const hub = new DemoHub({ speech: "en", now: 0 });
  hub.install();
  render(ReviewersSection, { canManage });
  const rows = await screen.findAllByTestId("reviewer-row");
  const other = rows.find((row) => within(row).queryByTestId("reviewer-role-change"));
  return { hub, other };
}

test("an administrator gives somebody else another role, and hears what an auditor gives up", async () => {
  const user = userEvent.setup();
  const { hub, other } = await open(true);
  if (!other) throw new Error("there are others");
  await user.click(within(other).getByTestId("reviewer-role-change"));
  const change = screen.getByTestId<HTMLButtonElement>("role-confirm");
  expect(change.disabled).toBe(true);
  expect(screen.queryByTestId("role-warning")).toBeNull();
  await user.click(screen.getByRole("radio", { name: "Auditor" }));
  expect(screen.getByTestId("role-warning").textContent).toContain("no longer decide");
  await user.click(change);
  const sent = hub.calls.filter((call) => call.method === "PUT");
  expect(sent.map((call) => [call.path, call.body])).toEqual([
    [`/reviewers/${other.dataset.id}/role`, { role: "auditor" }],
  ]);
  expect(await within(other).findByText("Auditor")).toBeTruthy();
});

test("nobody changes their own role by mistake, nor anybody's without being an administrator", async () => {
  const { other } = await open(false);
  expect(other).toBeUndefined();
});
