import { expect, test } from "vitest";
import { budgets } from "../../../demo/budgets";
import { asked, limitOf, shares, type Draft } from "./model";

const draft: Draft = {
  name: " Ads ",
  to: "everyone",
  whom: "",
  effect: "pay",
  value: "1,000,000",
  currency: "jpy",
  every: "month",
  hours: "",
};

test("a budget is asked for once all that it needs is there", () => {
  expect(asked(draft)).toEqual({
    name: "Ads",
    agents: { to: "everyone" },
    effect: "pay",
    limit: { value: "1000000", currency: "JPY" },
    period: { every: "month" },
  });
  expect(asked({ ...draft, name: " " })).toBeNull();
  expect(asked({ ...draft, to: "group" })).toBeNull();
  expect(asked({ ...draft, to: "group", whom: "Sales" })?.agents).toEqual({ to: "group", name: "Sales" });
  expect(asked({ ...draft, every: "hours", hours: "0" })).toBeNull();
  expect(asked({ ...draft, every: "hours", hours: "745" })).toBeNull();
  expect(asked({ ...draft, every: "hours", hours: "24" })?.period).toEqual({ every: "hours", hours: 24 });
});

test("a limit is a plain decimal, and never goes through a float", () => {
  expect(limitOf("999999999999999.99", "USD")?.value).toBe("999999999999999.99");
  for (const value of ["", "-1", "1e5", "１０", "ten"]) expect(limitOf(value, "USD")).toBeNull();
  expect(limitOf("1", "YE")).toBeNull();
});

test("the parts of a meter never leave it", () => {
  for (const budget of budgets("en", 0).budgets) {
    const { spent, held, over } = shares(budget);
    expect(spent + held + over).toBeLessThanOrEqual(100.001);
  }
  const [first] = budgets("en", 0).budgets;
  if (!first) throw new Error("there are budgets");
  const none = { ...first, limit: { value: "0", currency: "JPY" }, spent: "0", held: "0", over: "0" };
  expect(shares(none)).toEqual({ spent: 0, held: 0, over: 0 });
});
