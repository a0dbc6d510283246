import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import { held, shown } from "../../../demo/fixtures";
import type { Line } from "$bindings/Line";
import { toasts } from "$design/toasts.svelte";
import { speak } from "$i18n/language.svelte";
import ActionPage from "./ActionPage.svelte";
import { Outbox } from "./outbox.svelte";

const NOW = Date.parse("2026-11-22T09:00:00Z");

const line = (index: number, value: string): Line => ({
  pointer: `/rows/${index}`,
  depth: 1,
  key: shown(String(index)),
  kind: "text",
  value: shown(value),
  items: 0,
});
const linesOf = (count: number): Line[] => [
  { ...line(0, ""), pointer: "/rows", depth: 0, key: shown("rows"), kind: "list", items: count },
  ...Array.from({ length: count }, (_, index) => line(index, `value ${index}`)),
];

let hub: DemoHub;

function open(count: number, change: { arguments?: Line[]; others?: Line[] } = {}) {
  const [action] = held("en", NOW);
  if (!action) throw new Error("there are fixtures");
  const lines = change.arguments ?? linesOf(count);
  const claims = { ...action.claims, others: change.others ?? [] };
  hub = new DemoHub({ speech: "en", now: NOW, waiting: [{ ...action, arguments: lines, claims }] });
  hub.install();
  render(ActionPage, {
    id: action.id,
    connected: true,
    outbox: new Outbox(() => undefined),
    ondecided: () => undefined,
    onback: () => undefined,
    onhalt: () => undefined,
    onrule: () => undefined,
  });
}

const pages = () => hub.calls.filter(({ path }) => path.includes("?after="));
const more = () => screen.findByTestId("more-lines");

beforeEach(() => {
  document.body.replaceChildren();
  speak("en");
});

test("arguments that show whole say nothing of it", async () => {
  open(150);
  await screen.findByText("value 149");
  expect(screen.queryByTestId("more-lines")).toBeNull();
  expect(screen.queryByText(/values shown/)).toBeNull();
});

test("every value can be reached, and what is shown is counted", async () => {
  const user = userEvent.setup();
  open(1_500);
  expect(await screen.findByText("200 of 1,501 values shown")).toBeTruthy();
  expect(screen.getByText("1,500 items"), "a list knows what it holds on later pages").toBeTruthy();
  expect(screen.queryByText("value 199")).toBeNull();
  await user.click(await more());
  expect(await screen.findByText("1,200 of 1,501 values shown")).toBeTruthy();
  await user.click(await more());
  expect(await screen.findByText("1,501 of 1,501 values shown")).toBeTruthy();
  expect(screen.getByText("value 1499")).toBeTruthy();
  expect(screen.queryByTestId("more-lines")).toBeNull();
  expect(pages().map(({ path }) => path.replace(/.*\?/, ""))).toEqual([
    "after=200&limit=1000",
    "after=1200&limit=1000",
  ]);
}, 30_000);

test("the question says what was not looked at", async () => {
  const user = userEvent.setup();
  open(300);
  await more();
  await waitFor(() => expect(screen.getByTestId("approve").hasAttribute("disabled")).toBe(false), { timeout: 2_000 });
  await user.click(screen.getByTestId("approve"));
  expect(screen.getByText(/Only 200 of its 301 values were shown\./)).toBeTruthy();
  await user.click(await more());
  await waitFor(() => expect(screen.queryByText(/values were shown/)).toBeNull());
  expect(screen.getByTestId("confirm-approve"), "looking at the rest takes nothing back").toBeTruthy();
});

test("a page that does not come can be asked for again", async () => {
  const user = userEvent.setup();
  open(300);
  await more();
  hub.reachable = false;
  await user.click(await more());
  await waitFor(() => expect(toasts().length).toBeGreaterThan(0));
  hub.reachable = true;
  await user.click(await more());
  expect(await screen.findByText("301 of 301 values shown")).toBeTruthy();
});

test("claims come in pages as well", async () => {
  const user = userEvent.setup();
  open(3, { others: linesOf(260) });
  expect(await screen.findByText("200 of 261 values shown")).toBeTruthy();
  await user.click(await more());
  expect(await screen.findByText("261 of 261 values shown")).toBeTruthy();
  expect(pages().map(({ path }) => path.replace(/.*\/(\w+)\?.*/, "$1"))).toEqual(["claims"]);
});

test("one long value shows its beginning, and the whole when asked", async () => {
  const user = userEvent.setup();
  const long = `${"x".repeat(900_000)}end`;
  open(1, { arguments: [line(0, long)] });
  const button = await screen.findByText("Show all (900,003 characters)");
  expect(document.body.textContent.length).toBeLessThan(10_000);
  await user.click(button);
  await waitFor(() => expect(document.body.textContent).toContain("xend"));
  expect(screen.queryByText(/Show all/)).toBeNull();
});

test("a value of many marks never becomes too many elements at once", async () => {
  const user = userEvent.setup();
  open(1, { arguments: [line(0, "\u200b".repeat(5_000))] });
  const marks = () => screen.getByTestId("arguments").querySelectorAll(".mark").length;
  const button = await screen.findByText("Show all (5,000 characters)");
  expect(marks()).toBe(2_000);
  await user.click(button);
  await waitFor(() => expect(marks()).toBe(4_000));
  await user.click(button);
  await waitFor(() => expect(marks()).toBe(5_000));
});
