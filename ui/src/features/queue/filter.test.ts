import { expect, test } from "vitest";
import type { Inbox } from "$backend/device";
import { speak } from "$i18n/language.svelte";
import { canKeep, dropped, filterWords, isFiltered, kept, unfiltered } from "./filter";

const inbox: Inbox = { sort: "risk", filters: [] };
const payments = { ...unfiltered, effect: "pay", risk: "high" } as const;

test("a filter says in words what it lets through", () => {
  speak("en");
  expect(isFiltered(unfiltered)).toBe(false);
  expect(isFiltered({ ...unfiltered, free: true })).toBe(true);
  expect(filterWords({ ...payments, agent: "agt_1", free: true }, () => "Orders")).toBe(
    "Orders · Pay · High risk and above · nobody on it",
  );
});

test("filters are kept by name, each once, and up to a number", () => {
  const one = kept(inbox, " Large ", payments);
  expect(one.filters).toEqual([{ ...payments, name: "Large" }]);
  expect(kept(one, "Large", { ...payments, free: true }).filters).toEqual([{ ...payments, free: true, name: "Large" }]);
  expect(dropped(one, "Large")).toEqual(inbox);
  const full = { ...inbox, filters: Array.from({ length: 20 }, (_, number) => ({ ...payments, name: `${number}` })) };
  expect([canKeep("a", inbox), canKeep(" ", inbox), canKeep("x".repeat(41), inbox), canKeep("a", full)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
