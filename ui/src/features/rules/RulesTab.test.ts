import { render, screen, within } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test, vi } from "vitest";
import { DemoHub } from "../../../demo/hub";
import { speak } from "$i18n/language.svelte";
import type { Cited } from "$backend/rules";
import RulesTab from "./RulesTab.svelte";

function open(cited: Cited | null, change: (hub: DemoHub) => void = () => {}) {
  speak("en");
  const hub = new DemoHub({ speech: "en", now: 0 });
  change(hub);
  hub.install();
  const onback = vi.fn();
  render(RulesTab, { cited, between: null, onback });
  return { hub, onback };
}

const marked = () => screen.getAllByTestId("policy").filter((row) => row.getAttribute("aria-current") === "true");

const barriers = async () =>
  (await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } }))
    .violations;

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
});

test("a rule that applied is marked, opened and stood before", async () => {
  const { hub } = open({ policy: "payment-limit", edition: 2 });
  expect((await screen.findByTestId("cited-rule")).textContent).toContain("marked below");
  const [row, ...others] = marked();
  expect(others).toEqual([]);
  if (!row) throw new Error("it is marked");
  expect(within(row).getByText("payment-limit")).toBeTruthy();
  expect(row.querySelector("details")?.open).toBe(true);
  expect(document.activeElement).toBe(row.querySelector("summary"));
  expect(hub.calls.map(({ path }) => path)).not.toContain("/rules/2");
  expect(await barriers()).toEqual([]);
});

test("a rule that has changed since is shown as it judged, beside what is in force", async () => {
  open({ policy: "payment-limit", edition: 1 });
  const note = await screen.findByTestId("cited-rule");
  await vi.waitFor(() => expect(note.textContent).toContain("has changed since"));
  expect(within(note).getByText(/steps >= 500000/)).toBeTruthy();
  expect(marked().map((row) => row.textContent.includes("500000"))).toEqual([true, false]);
  expect(await barriers()).toEqual([]);
});

test.each([
  ["people-decide", "is the same in both"],
  ["travel-trial", "is no longer in force"],
  ["nowhere", "cannot be read"],
])("what became of `%s` since an earlier edition is said", async (policy, words) => {
  open({ policy, edition: 1 });
  const note = await screen.findByTestId("cited-rule");
  await vi.waitFor(() => expect(note.textContent).toContain(words));
});

test("the way back is one key away", async () => {
  const { onback } = open({ policy: "payment-limit", edition: null });
  await screen.findByTestId("cited-rule");
  await userEvent.setup().keyboard("{Escape}");
  expect(onback).toHaveBeenCalledTimes(1);
});

test("two editions stand beside each other, and the way back is one key away", async () => {
  speak("en");
  new DemoHub({ speech: "en", now: 0 }).install();
  const onback = vi.fn();
  render(RulesTab, { cited: null, between: { from: 1, to: 2 }, onback });
  expect((await screen.findAllByTestId("policy-change")).length).toBeGreaterThan(0);
  expect(screen.getByTestId("between").textContent).toContain("From Edition 1 to Edition 2");
  expect(await barriers()).toEqual([]);
  await userEvent.setup().keyboard("{Escape}");
  expect(onback).toHaveBeenCalledTimes(1);
});
