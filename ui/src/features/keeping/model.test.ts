import { expect, test } from "vitest";
import { blank, lastDay, scopeOf, yearsFor } from "./model";

test("what moves money is kept for seven years at least", () => {
  expect(yearsFor("money", null)[0]).toBe(7);
  expect(yearsFor("looks", null)[0]).toBe(1);
  expect(yearsFor("money", 11)).toContain(11);
});

test("a hold has to say what it holds", () => {
  expect(scopeOf(blank)).toBeNull();
  expect(scopeOf({ ...blank, what: " ヤマダ " })).toEqual({ kind: "partner", partner: "ヤマダ" });
  expect(scopeOf({ ...blank, kind: "action", what: "x" })).toBeNull();
  const id = "01a203a4-a46a-73ec-89de-b6210047b874";
  expect(scopeOf({ ...blank, kind: "action", what: id })).toEqual({ kind: "action", action: id });
});

test("the last day of a held period is in it", () => {
  const period = { ...blank, kind: "period", first: "2026-04-01", last: "2026-04-30" } as const;
  const scope = scopeOf(period);
  const until = new Date(2026, 4, 1).toISOString();
  expect(scope).toEqual({ kind: "period", from: new Date(2026, 3, 1).toISOString(), until });
  expect(new Date(lastDay(until)).getDate()).toBe(30);
  expect(scopeOf({ ...period, last: "2026-03-01" })).toBeNull();
});
