import { expect, test } from "vitest";
import { amountOf, everything, filterOf } from "./model";

const now = new Date(2026, 10, 22, 15, 30).getTime();

test("no wish, no filter", () => {
  expect(filterOf(everything, now)).toEqual({
    q: "",
    standing: null,
    agent: null,
    partner: "",
    amount_from: null,
    amount_to: null,
    from: null,
    to: null,
    reading: null,
  });
});

test("what is to be read is narrowed by time alone", () => {
  const wanted = {
    ...everything,
    words: "pay",
    standing: "held",
    agent: "agt_1",
    partner: "x",
    reading: "open",
  } as const;
  expect(filterOf(wanted, now)).toEqual({ ...filterOf(everything, now), reading: "open" });
});

test("an amount is read as people type it, or not at all", () => {
  expect(["48000", "1,200,000", "￥４８，０００", "12.50", "1000円"].map(amountOf)).toEqual([
    "48000",
    "1200000",
    "48000",
    "12.50",
    "1000",
  ]);
  expect(["", "-5", "1e5", "about 5", "1.2.3", "."].map(amountOf)).toEqual([null, null, null, null, null, null]);
  const { amount_from, amount_to } = filterOf({ ...everything, least: "1,000", most: "x" }, now);
  expect([amount_from, amount_to]).toEqual(["1000", null]);
});

test("named days are whole days here", () => {
  const { from, to } = filterOf({ ...everything, period: "days", first: "2026-04-01", last: "2026-04-30" }, now);
  expect([from, to]).toEqual([new Date(2026, 3, 1).toISOString(), new Date(2026, 4, 1).toISOString()]);
  const open = filterOf({ ...everything, period: "days", first: "2026-04-01" }, now);
  expect([open.from, open.to]).toEqual([new Date(2026, 3, 1).toISOString(), null]);
});

test("periods start at midnight here", () => {
  const from = (period: "today" | "week") => filterOf({ ...everything, period }, now).from;
  expect(from("today")).toBe(new Date(2026, 10, 22).toISOString());
  expect(from("week")).toBe(new Date(2026, 10, 16).toISOString());
});
