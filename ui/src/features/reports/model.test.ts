import { expect, test } from "vitest";
import { customSpan, spanOf } from "./model";

const now = new Date(2026, 0, 15, 12).getTime();

test("presets cover whole days and turn the year", () => {
  expect(spanOf("last_month", now)).toEqual({ from: new Date(2025, 11, 1), to: new Date(2026, 0, 1) });
  expect(spanOf("this_month", now)).toEqual({ from: new Date(2026, 0, 1), to: new Date(2026, 0, 16) });
});

test("a custom period includes its last day", () => {
  expect(customSpan("2026-01-01", "2026-01-31")).toEqual({ from: new Date(2026, 0, 1), to: new Date(2026, 1, 1) });
  expect(customSpan("2026-02-01", "2026-01-31"), "backwards").toBeNull();
  expect(customSpan("", "2026-01-31")).toBeNull();
});
