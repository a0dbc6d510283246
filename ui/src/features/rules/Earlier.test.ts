import { render, screen, within } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import { DemoHub } from "../../../demo/hub";
import { speak } from "$i18n/language.svelte";
import RulesTab from "./RulesTab.svelte";

const user = userEvent.setup();

async function look(row: number, mayGuard = true): Promise<DemoHub> {
  speak("en");
  const hub = new DemoHub({ speech: "en", now: 0 });
  hub.standards = { ...hub.standards, may_guard: mayGuard };
  hub.install();
  render(RulesTab, { cited: null, between: null, onback: vi.fn() });
  const rows = await screen.findAllByTestId("edition-row");
  const chosen = rows[row];
  if (!chosen) throw new Error(`there are ${rows.length} editions`);
  await user.click(chosen);
  await screen.findAllByTestId(row === 2 ? "points-changes" : "policy-change");
  return hub;
}

const changes = () => screen.queryAllByTestId("policy-change").map((row) => row.querySelector("b")?.textContent);

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
});

test("an edition tells what it changed, and what bringing it back would", async () => {
  await look(1);
  expect(changes().toSorted()).toEqual(["Changed", "Gone", "New"]);
  expect(screen.queryByTestId("points-changes")).toBeNull();
  await user.click(screen.getByTestId("edition-against-now"));
  expect(screen.getByTestId("points-changes").textContent).toContain("40 → 30");
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  expect((await axe.run(document.body, { rules })).violations).toEqual([]);
});

test("what is in force cannot be brought back", async () => {
  await look(0);
  expect(screen.getByTestId("edition").textContent).toContain("The trial is over");
  expect(screen.queryByTestId("edition-restore")).toBeNull();
  expect(screen.queryByTestId("edition-against")).toBeNull();
});

test("an earlier edition comes back through the editor, with its points and a reason", async () => {
  const hub = await look(1);
  await user.click(screen.getByTestId("edition-restore"));
  expect(screen.getByTestId("rules-restores").textContent).toContain("edition 1");
  expect(hub.calls.filter(({ method }) => method === "PUT")).toEqual([]);
  await screen.findByText("Grammar and examples are fine. You can save.", {}, { timeout: 3_000 });
  const save = screen.getByTestId<HTMLButtonElement>("rules-save");
  expect(save.disabled).toBe(true);
  await user.type(screen.getByTestId("rules-note"), "the trial goes on");
  await user.click(save);
  await screen.findByTestId("editions");
  const [sent] = hub.calls.filter(({ method }) => method === "PUT");
  expect(sent?.body).toMatchObject({ edition: 2, scorecard: {}, note: "the trial goes on" });
  expect(sent?.body.rules).toContain("travel-trial");
  expect(sent?.body.guardrails).not.toContain("no-paste-sites");
});

test("who may not guard brings back the rules alone", async () => {
  const hub = await look(1, false);
  await user.click(screen.getByTestId("edition-restore"));
  expect(screen.getByTestId("rules-restores").textContent).toContain("stay as they are");
  await user.type(screen.getByTestId("rules-note"), "again");
  await vi.waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("rules-save").disabled).toBe(false), 3_000);
  await user.click(screen.getByTestId("rules-save"));
  await screen.findByTestId("editions");
  const [sent] = hub.calls.filter(({ method }) => method === "PUT");
  expect(sent?.body).toMatchObject({ guardrails: hub.standards.guardrails, scorecard: { "effect.pay": 40 } });
  expect(sent?.body.guardrails).toContain("no-paste-sites");
});

test("escape leads back to the rules", async () => {
  const hub = await look(2);
  expect(hub.calls.map(({ path }) => path)).toEqual(expect.arrayContaining(["/rules/0", "/rules/2"]));
  await user.keyboard("{Escape}");
  expect(within(await screen.findByTestId("editions")).getAllByTestId("edition-row")).toHaveLength(3);
});
