import { expect, test } from "vitest";
import { daysOf } from "./days";
import { everything } from "./model";

const now = new Date(2026, 10, 3, 15, 30).getTime();

test("the period that is shown is named by its days", () => {
  expect(daysOf({ ...everything, period: "week" }, now)).toEqual({ first: "2026-10-28", last: "2026-11-03" });
  expect(daysOf({ ...everything, period: "today" }, now)).toEqual({ first: "2026-11-03", last: "2026-11-03" });
});

test("all of the record is no period", () => {
  expect(daysOf(everything, now)).toBeNull();
});
