import { describe, expect, test } from "vitest";
import { append, at, count, indexOf, nothing, pageOf, replace, trimmed, without, type Pages } from "./pages";

interface Item {
  id: string;
}

const items = (...ids: string[]): Item[] => ids.map((id) => ({ id }));
const ids = (view: Pages<Item>) => Array.from({ length: count(view) }, (_, index) => at(view, index)?.id ?? null);

function three(): Pages<Item> {
  let view: Pages<Item> = nothing;
  view = append(view, { items: items("a", "b"), next: "b" });
  view = append(view, { items: items("c", "d"), next: "d" });
  return append(view, { items: items("e"), next: null });
}

test("pages line up one after another", () => {
  const view = three();
  expect(ids(view)).toEqual(["a", "b", "c", "d", "e"]);
  expect([0, 1, 2, 3, 4, 5, -1].map((index) => pageOf(view, index))).toEqual([0, 0, 1, 1, 2, -1, -1]);
  expect(indexOf(view, "d")).toBe(3);
  expect(indexOf(view, "z")).toBe(-1);
});

describe("a page that is fetched again", () => {
  test("ends where the next one begins", () => {
    const view = replace(three(), 0, { items: items("a", "c"), next: "c" });
    expect(ids(view), "`b` is gone and `c` is not shown twice").toEqual(["a", "c", "d", "e"]);
    expect(view.next).toBeNull();
  });

  test("cuts off what follows if it no longer touches it", () => {
    const view = replace(three(), 0, { items: items("x", "a"), next: "a" });
    expect(ids(view)).toEqual(["x", "a"]);
    expect(view.next, "`b` is found again from here").toBe("a");
  });

  test("keeps what follows if it still ends there", () => {
    expect(ids(replace(three(), 0, { items: items("a", "b"), next: "b" }))).toEqual(["a", "b", "c", "d", "e"]);
  });
});

test("an item taken out closes the gap", () => {
  const view = without(without(three(), "a"), "b");
  expect(ids(view)).toEqual(["c", "d", "e"]);
  expect(pageOf(view, 0), "an emptied page holds no place").toBe(1);
});

test("pages far from the view leave memory and keep their place", () => {
  let view: Pages<Item> = nothing;
  for (let page = 0; page < 100; page++) {
    view = append(view, { items: items(`${page}-0`, `${page}-1`), next: String(page) });
  }
  const few = trimmed(view, 100, 103);
  expect(few.pages.filter((page) => page.items !== null).length).toBeLessThan(20);
  expect(count(few)).toBe(200);
  expect(at(few, 0)).toBeNull();
  expect(at(few, 101)?.id).toBe("50-1");
});
