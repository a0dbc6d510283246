import { expect, test } from "vitest";
import { format, parse } from "./route";

test("a route survives the address bar", () => {
  for (const hash of [
    "#/inbox",
    "#/inbox/0197a000",
    "#/activity/a%2Fb",
    "#/rules/rulebook",
    "#/rules/rulebook/payment-limit",
    "#/rules/rulebook/a%2Fb/3",
    "#/rules/rulebook//3/5",
    "#/rules/budgets",
    "#/rules/tools",
    "#/rules/sources",
    "#/agents",
    "#/reports/make",
    "#/reports/make/2026-10-01/2026-10-31",
    "#/reports/check",
    "#/settings",
  ]) {
    expect(format(parse(hash))).toBe(hash);
  }
});

test("an unknown place is the inbox", () => {
  expect(parse("")).toEqual({ view: "inbox", action: null });
  expect(parse("#/nowhere/1")).toEqual({ view: "inbox", action: "1" });
});
