import { expect, test } from "vitest";
import { lineStart, overrides, pointsOf } from "./model";

test("only what differs from the standard is sent", () => {
  const lines = [
    { line: "effect.pay", standard: 30, points: 50 },
    { line: "effect.send", standard: 20, points: 20 },
  ] as const;
  expect(overrides(lines)).toEqual({ "effect.pay": 50 });
});

test("points are whole and no more than a score", () => {
  expect(pointsOf(" ４５ ")).toBe(45);
  for (const wrong of ["", "101", "-1", "4.5", "many"]) expect(pointsOf(wrong)).toBeNull();
});

test("a line is found where it begins", () => {
  const text = "one\ntwo\nthree";
  expect([1, 2, 3, 9].map((line) => lineStart(text, line))).toEqual([0, 4, 8, text.length]);
});
