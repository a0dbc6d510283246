import { expect, test } from "vitest";
import type { OccurredWord } from "$bindings/OccurredWord";
import type { ChronicleItem } from "$bindings/ChronicleItem";
import { chronicle } from "../../../demo/chronicle";
import { speak } from "$i18n/language.svelte";
import { eventFacts, eventWords } from "./event";

const by = { id: "rvr_1", name: "Yamada" };
const agent = { id: "agt_1", name: "Accounting bot", practice: false };
const house = (what: OccurredWord, change: object = {}): ChronicleItem => ({
  id: "1",
  at: new Date(0).toISOString(),
  about: "house",
  what,
  by,
  agent,
  name: [{ kind: "text", text: "7" }],
  note: null,
  ...change,
});

test("what happened beside actions is a sentence in both languages", () => {
  expect(eventWords(house("standards_set"))).toBe("Yamada set edition 7 of the rules");
  expect(eventWords(house("agent_added", { by: null }))).toBe("The hub added the agent Accounting bot");
  speak("ja");
  expect(eventWords(house("halted"))).toBe("Yamadaがすべてを緊急停止");
});

test("what hides in a name is marked", () => {
  const name = [{ kind: "mark", code: "U+202E" }];
  expect(eventWords(house("halted_part", { name }))).toBe("Yamada halted <U+202E>");
});

test("what happened to an action says to which", () => {
  const item = chronicle("en", 0).find(({ about }) => about === "action");
  if (!item) throw new Error("there are fixtures");
  expect(eventWords(item)).toBe("Hiroshi Tanaka approved");
  expect(eventFacts(item)).toEqual(["Accounting agent", "Pay ¥480,000", "create_payment"]);
});
