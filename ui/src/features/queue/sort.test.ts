import { expect, test } from "vitest";
import { nextSort } from "./sort";

test("the key goes through all orders and back", () => {
  expect([nextSort("risk"), nextSort("due"), nextSort("arrival")]).toEqual(["due", "arrival", "risk"]);
});
