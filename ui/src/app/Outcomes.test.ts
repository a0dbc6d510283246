import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import { DemoHub } from "../../demo/hub";
import App from "./App.svelte";

const user = userEvent.setup();

let hub: DemoHub;

beforeEach(async () => {
  document.body.replaceChildren();
  window.location.hash = "#/outcomes";
  hub = new DemoHub({ speech: "en" });
  hub.install();
  render(App);
  await screen.findAllByTestId("outcome-row");
});

const barriers = async () =>
  (await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } })).violations;

async function openFirst() {
  const [row] = screen.getAllByTestId("outcome-row");
  if (!row) throw new Error("there is an outcome");
  await user.click(row);
  return screen.findByTestId("aftermath");
}

test("a deviation is listed, explained, and marked with a reason", async () => {
  const before = screen.getAllByTestId("outcome-row").length;
  const aftermath = await openFirst();
  expect(aftermath.textContent).toContain("More moved");
  expect(aftermath.textContent).toContain("not verified");
  expect(aftermath.textContent).toContain("wait for a person");
  expect(await barriers()).toEqual([]);
  await user.type(screen.getByTestId("mark-note"), "refunded");
  await user.click(screen.getByTestId("mark-good"));
  await waitFor(() => expect(screen.getByTestId("aftermath").textContent).toContain("refunded"));
  expect(hub.answers.map(({ body }) => body)).toEqual([{ mark: "good", note: "refunded" }]);
  await user.click(screen.getByRole("radio", { name: "Marked" }));
  await waitFor(() => expect(screen.getAllByTestId("outcome-row")).toHaveLength(1));
  await user.click(screen.getByRole("radio", { name: /To look at/ }));
  await waitFor(() => expect(screen.queryAllByTestId("outcome-row")).toHaveLength(before - 1));
});

test("a mark can be changed, and letters typed into its reason are no commands", async () => {
  await openFirst();
  await user.type(screen.getByTestId("mark-note"), "are rye hay");
  expect(hub.answers).toEqual([]);
  await user.click(screen.getByTestId("mark-harmful"));
  await user.click(await screen.findByTestId("mark-anew"));
  await user.click(await screen.findByTestId("mark-false_alarm"));
  await waitFor(() => expect(hub.answers.map(({ body }) => body.mark)).toEqual(["harmful", "false_alarm"]));
});

test("what still waits has no outcome to mark", async () => {
  await user.keyboard("1");
  await screen.findByTestId("action-headline");
  expect(screen.queryByTestId("aftermath")).toBeNull();
});

test("results are counted by whom and what, in each period", async () => {
  await user.click(screen.getByRole("radio", { name: "Results" }));
  const rows = await screen.findAllByTestId("result-row");
  expect(rows[0]?.textContent).toMatch(/\d/);
  expect(await barriers()).toEqual([]);
  await user.click(screen.getByRole("radio", { name: "Rule" }));
  await screen.findByText("payment-limit");
  await user.selectOptions(screen.getByTestId("results-days"), "90");
  const asked = () => hub.calls.filter(({ path }) => path.startsWith("/results")).map(({ path }) => path);
  expect(asked().at(-1)).toBe("/results?by=rule&days=90");
});
