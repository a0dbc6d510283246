import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import { leave } from "../../tests/leave";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

const enabled = (id: string) =>
  waitFor(() => expect(screen.getByTestId<HTMLButtonElement>(id).disabled).toBe(false), { timeout: 3_000 });
const sent = () => hub.answers;
const value = (pointer: string) => {
  const found = screen.getAllByTestId<HTMLInputElement>("amend-value").find((one) => one.dataset.pointer === pointer);
  if (!found) throw new Error(`no ${pointer}`);
  return found;
};
const barriers = async () =>
  (await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }))
    .violations;

beforeEach(async () => {
  document.body.replaceChildren();
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await waitFor(() => expect(screen.getByTestId("action-headline").textContent).toContain("Pay ¥480,000"));
  await enabled("reject");
});

test("a question sends it back", async () => {
  await user.keyboard("b");
  const question = await screen.findByTestId("ask-back-question");
  expect(await barriers()).toEqual([]);
  await user.type(question, "  {Control>}{Enter}{/Control}");
  expect(sent(), "nothing was asked").toEqual([]);
  await user.type(question, "which order?{Control>}{Enter}{/Control}");
  leave();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({
    path: expect.stringMatching(/ask-back$/),
    body: { question: "which order?", version: 1 },
  });
});

test("other values go back with a reason, and only what is otherwise", async () => {
  await user.keyboard("m");
  await screen.findByTestId("amend-reason");
  expect(await barriers()).toEqual([]);
  expect(screen.getByTestId<HTMLButtonElement>("amend-send").disabled, "nothing is otherwise").toBe(true);
  const amount = value("/amount");
  expect(document.activeElement?.getAttribute("data-testid")).toBe("amend-value");
  await user.clear(amount);
  await user.type(amount, "４");
  expect(amount.getAttribute("aria-invalid"), "no number as the hub reads one").toBe("true");
  await user.clear(amount);
  await user.type(amount, "400000");
  expect(amount.getAttribute("aria-invalid")).toBe("false");
  expect(screen.getByTestId<HTMLButtonElement>("amend-send").disabled, "not without a reason").toBe(true);
  await user.type(screen.getByTestId("amend-reason"), "as ordered{Control>}{Enter}{/Control}");
  leave();
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]).toMatchObject({
    path: expect.stringMatching(/amend$/),
    body: { changes: [{ pointer: "/amount", value: "400000" }], reason: "as ordered", version: 1 },
  });
});

test("what was begun is kept, and put back it is no change", async () => {
  await user.keyboard("m");
  await screen.findByTestId("amend-reason");
  await user.clear(value("/amount"));
  await user.type(value("/amount"), "1");
  await user.keyboard("{Escape}");
  await screen.findByTestId("draft-kept");
  await user.keyboard("m");
  await waitFor(() => expect(value("/amount").value).toBe("1"));
  await user.clear(value("/amount"));
  await user.type(value("/amount"), "480000");
  await user.keyboard("{Escape}");
  expect(screen.queryByTestId("draft-kept")).toBeNull();
});
