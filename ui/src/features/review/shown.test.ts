import { describe, expect, test } from "vitest";
import type { Shown } from "$bindings/Shown";
import { beginning, characters } from "./shown";

const text = (text: string) => ({ kind: "text", text }) as const;
const mark = { kind: "mark", code: "U+200B" } as const;

test("characters are counted as people see them", () => {
  expect(characters([text("あ🙂"), mark, text("b")])).toBe(4);
  expect(characters([])).toBe(0);
});

describe("the beginning of a text", () => {
  const shown: Shown = [text("abc"), mark, text("🙂d")];

  test("is the whole where the whole is short", () => {
    expect(beginning(shown, 7, 3)).toEqual({ shown, isWhole: true });
    expect(beginning([], 0, 0)).toEqual({ shown: [], isWhole: true });
  });

  test("ends within a piece, or behind one", () => {
    expect(beginning(shown, 2, 9)).toEqual({ shown: [text("ab")], isWhole: false });
    expect(beginning(shown, 3, 9)).toEqual({ shown: [text("abc")], isWhole: false });
    expect(beginning(shown, 4, 9)).toEqual({ shown: [text("abc"), mark], isWhole: false });
  });

  test("halves no character", () => {
    expect(beginning(shown, 5, 9)).toEqual({ shown: [text("abc"), mark, text("")], isWhole: false });
    expect(beginning(shown, 6, 9)).toEqual({ shown: [text("abc"), mark, text("🙂")], isWhole: false });
  });

  test("has no more pieces than wanted", () => {
    expect(beginning(shown, Infinity, 2)).toEqual({ shown: [text("abc"), mark], isWhole: false });
    expect(beginning(shown, Infinity, 3).isWhole).toBe(true);
  });
});
