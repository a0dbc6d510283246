import { afterEach, expect, test, vi } from "vitest";
import { keepSort, keptSort, nextSort } from "./sort";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test("the key goes through all orders and back", () => {
  expect([nextSort("risk"), nextSort("due"), nextSort("arrival")]).toEqual(["due", "arrival", "risk"]);
});

test("an order is kept on this device, and anything else is the most risky first", () => {
  expect(keptSort()).toBe("risk");
  keepSort("due");
  expect(keptSort()).toBe("due");
  localStorage.setItem("sekisho.inbox.sort", "by name");
  expect(keptSort()).toBe("risk");
});

test("a device that keeps nothing still shows the inbox", () => {
  const refuse = () => {
    throw new Error("no storage here");
  };
  vi.stubGlobal("localStorage", { getItem: refuse, setItem: refuse, clear: () => undefined });
  keepSort("due");
  expect(keptSort()).toBe("risk");
});
