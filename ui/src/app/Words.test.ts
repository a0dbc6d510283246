import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test } from "vitest";
import { held } from "../../demo/fixtures";
import { DemoHub } from "../../demo/hub";
import { leave } from "../../tests/leave";
import App from "./App.svelte";

const user = userEvent.setup();

test("a risky yes needs its reason, and the organisation's sentences are at hand", async () => {
  const now = Date.now();
  const waiting = held("en", now).map((action) => ({ ...action, words: { ...action.words, reason_needed: true } }));
  const hub = new DemoHub({ speech: "en", now, waiting });
  hub.install();
  render(App);
  await waitFor(() => expect(screen.getByTestId("action-headline").textContent).toContain("Pay ¥480,000"));
  const approve = screen.getByTestId<HTMLButtonElement>("approve");
  await waitFor(() => expect(approve.disabled).toBe(false), { timeout: 3_000 });
  const sent = () => hub.answers;
  await user.keyboard("a");
  const reason = await screen.findByTestId<HTMLTextAreaElement>("approve-reason");
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}y");
  expect(sent(), "not without a reason").toEqual([]);
  await user.clear(reason);
  const [first, second] = screen.getAllByTestId("sentence");
  if (!first || !second) throw new Error("no sentences");
  await user.click(first);
  await user.click(second);
  expect(reason.value).toBe(`${first.textContent}\n${second.textContent}`);
  expect(document.activeElement, "to be read and changed").toBe(reason);
  expect(sent(), "choosing sends nothing").toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");
  leave();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({
    path: expect.stringMatching(/approve$/),
    body: { note: reason.value, version: 1 },
  });
});
