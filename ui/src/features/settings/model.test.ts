import { expect, test } from "vitest";
import { USUAL, isComplete, toggled, zones } from "./model";

test("days stay in the order of the week", () => {
  expect(toggled(["monday", "wednesday"], "tuesday")).toEqual(["monday", "tuesday", "wednesday"]);
  expect(toggled(["monday", "wednesday"], "monday")).toEqual(["wednesday"]);
});

test("what the hub would refuse cannot be saved", () => {
  const set = (working_hours: typeof USUAL | null) => isComplete({ time_zone: "Asia/Tokyo", working_hours });
  expect([set(null), set(USUAL)]).toEqual([true, true]);
  expect(set({ ...USUAL, days: [] })).toBe(false);
  expect(set({ ...USUAL, from: "" })).toBe(false);
  expect(set({ ...USUAL, to: USUAL.from })).toBe(false);
  expect(isComplete({ time_zone: " ", working_hours: null })).toBe(false);
});

test("a zone that this computer does not list can still be shown", () => {
  expect(zones("Asia/Tokyo").filter((name) => name === "Asia/Tokyo")).toHaveLength(1);
  expect(zones("US/Pacific-New")[0]).toBe("US/Pacific-New");
});
