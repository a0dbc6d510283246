import { expect, test } from "vitest";
import { everything, filterOf } from "./model";

const now = new Date(2026, 10, 22, 15, 30).getTime();

test("no wish, no filter", () => {
  expect(filterOf(everything, now)).toEqual({
    q: "",
    standing: null,
    agent: null,
    from: null,
    to: null,
    reading: null,
  });
});

test("what is to be read is narrowed by time alone", () => {
  const wanted = { ...everything, words: "pay", standing: "held", agent: "agt_1", reading: "open" } as const;
  expect(filterOf(wanted, now)).toEqual({ q: "", standing: null, agent: null, from: null, to: null, reading: "open" });
});

test("periods start at midnight here", () => {
  const from = (period: "today" | "week") => filterOf({ ...everything, period }, now).from;
  expect(from("today")).toBe(new Date(2026, 10, 22).toISOString());
  expect(from("week")).toBe(new Date(2026, 10, 16).toISOString());
});
