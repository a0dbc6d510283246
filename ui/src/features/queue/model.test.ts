import { expect, test } from "vitest";
import { moved, moveOf } from "./model";

test("keys and arrows move alike", () => {
  expect(["j", "ArrowDown", "k", "ArrowUp", "Home", "End", "a"].map(moveOf)).toEqual([
    "next",
    "next",
    "previous",
    "previous",
    "first",
    "last",
    null,
  ]);
});

test("moves stop at both ends", () => {
  expect(moved(0, "previous", 3)).toBe(0);
  expect(moved(2, "next", 3)).toBe(2);
  expect(moved(1, "first", 3)).toBe(0);
  expect(moved(1, "last", 3)).toBe(2);
  expect(moved(-1, "next", 3), "from nowhere to the first").toBe(0);
  expect(moved(-1, "next", 0), "an empty list has no place").toBe(-1);
});
