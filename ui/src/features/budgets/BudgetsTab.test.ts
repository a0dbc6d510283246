import { render, screen, within } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { DemoHub } from "../../../demo/hub";
import { speak } from "$i18n/language.svelte";
import BudgetsTab from "./BudgetsTab.svelte";

function open(canManage: boolean): DemoHub {
  speak("en");
  const hub = new DemoHub({ speech: "en", now: 0 });
  hub.install();
  render(BudgetsTab, { canManage });
  return hub;
}

const sent = (hub: DemoHub, method: string) => hub.calls.find((call) => call.method === method);

test("a budget tells in words and numbers what is spent, held, over and left", async () => {
  open(true);
  const [, short] = await screen.findAllByTestId("budget");
  if (!short) throw new Error("there are budgets");
  expect(within(short).getByTestId("budget-over").textContent).toContain("¥14,000");
  expect(within(short).getByTestId("budget-left").textContent).toContain("¥0");
});

test("an administrator adds a budget, changes its limit and ends it", async () => {
  const user = userEvent.setup();
  const hub = open(true);
  await user.click(await screen.findByTestId("budget-add"));
  await user.type(screen.getByTestId("budget-name"), "Travel");
  await user.type(screen.getByTestId("budget-limit"), "500,000");
  await user.click(screen.getByTestId("budget-create"));
  expect(await screen.findByRole("article", { name: "Travel" })).toBeTruthy();
  expect(sent(hub, "POST")?.body).toEqual({
    name: "Travel",
    agents: { to: "everyone" },
    effect: "pay",
    limit: { value: "500000", currency: "JPY" },
    period: { every: "month" },
  });
  const card = screen.getByRole("article", { name: "Travel" });
  await user.click(within(card).getByTestId("budget-edit"));
  await user.clear(screen.getByTestId("budget-new-limit"));
  await user.type(screen.getByTestId("budget-new-limit"), "600000");
  await user.click(screen.getByTestId("budget-save"));
  await screen.findByText("¥600,000");
  expect(sent(hub, "PUT")?.body).toEqual({ name: "Travel", limit: { value: "600000", currency: "JPY" } });
  await user.click(within(screen.getByRole("article", { name: "Travel" })).getByTestId("budget-end"));
  await user.click(screen.getByTestId("budget-end-confirm"));
  await screen.findByText("2 ended budgets");
});

test("a reviewer looks and changes nothing", async () => {
  open(false);
  await screen.findAllByTestId("budget");
  expect(screen.getByTestId("budget-add").hasAttribute("disabled")).toBe(true);
  expect(screen.queryByTestId("budget-edit")).toBeNull();
});
