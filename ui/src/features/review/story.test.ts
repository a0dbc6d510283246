import { expect, test } from "vitest";
import type { Entry } from "$bindings/Entry";
import { held } from "../../../demo/fixtures";
import { speak } from "$i18n/language.svelte";
import { changesSince, story } from "./story";

const START = Date.UTC(2026, 10, 22, 9);
const sato = { id: "rvr_1", name: "Sato" };
const tanaka = { id: "rvr_2", name: "Tanaka" };
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();

function told(history: Entry[], change: object = {}) {
  const [action] = held("en", START);
  if (!action) throw new Error("there are fixtures");
  return { ...action, history, ...change };
}

const received: Entry = { at: at(0), event: "received", verdict: "hold" };
const approved: Entry = { at: at(16), event: "approved", by: tanaka, note: null };
const remarks = (history: Entry[]) => story(told(history)).map(({ remark }) => remark);

test("pauses are told as people say them, and a moment is none", () => {
  const history: Entry[] = [received, { at: at(0.05), event: "reminded" }, { at: at(12), event: "reminded" }, approved];
  expect(story(told(history)).map(({ pause }) => pause)).toEqual([null, null, "11 min later", "4 min later"]);
  speak("ja");
  expect(story(told(history)).at(-1)?.pause).toBe("4分後");
});

test("a look says at what it was, and that nothing changed before the decision", () => {
  const history: Entry[] = [received, { at: at(12), event: "viewed", by: tanaka, version: 1 }, approved];
  expect(remarks(history)).toEqual([null, "Version 1, 4 min before the decision. Nothing changed in between.", null]);
});

test("a look says what changed after it", () => {
  const history: Entry[] = [
    received,
    { at: at(2), event: "viewed", by: sato, version: 1 },
    { at: at(3), event: "escalated", by: sato, to: { to: "reviewer", reviewer: tanaka }, note: "n" },
    { at: at(12), event: "viewed", by: tanaka, version: 2 },
    { at: at(13), event: "commented", by: sato, text: "n" },
    approved,
  ];
  expect(remarks(history)).toEqual([
    null,
    "Version 1, 14 min before the decision. In between: Sato escalated to Tanaka",
    null,
    "Version 2, 4 min before the decision. Nothing changed in between.",
    null,
    null,
  ]);
});

test("whoever looks again is told of by their last look", () => {
  const look = (minutes: number, version: number): Entry => ({ at: at(minutes), event: "viewed", by: tanaka, version });
  expect(remarks([received, look(1, 1), look(12, 2), approved])).toEqual([
    null,
    "Version 1",
    "Version 2, 4 min before the decision. Nothing changed in between.",
    null,
  ]);
});

test("a decision without a look says so", () => {
  const history: Entry[] = [received, { at: at(2), event: "viewed", by: sato, version: 1 }, approved];
  expect(remarks(history).at(-1)).toBe("No look at it in a window by Tanaka is on record before this.");
});

test("editions that came after the one that judged are offered, each once", () => {
  const ways = (edition: number | null, decided: number | null, now: number) =>
    changesSince(told([], { edition, since: { decided, now } })).map(({ href }) => href);
  expect(ways(3, 3, 3)).toEqual([]);
  expect(ways(3, 3, 5)).toEqual(["#/rules/rulebook//3/5"]);
  expect(ways(3, 4, 5)).toEqual(["#/rules/rulebook//3/4", "#/rules/rulebook//3/5"]);
  expect(ways(3, 5, 5)).toEqual(["#/rules/rulebook//3/5"]);
  expect(ways(3, null, 4), "while it waits").toEqual(["#/rules/rulebook//3/4"]);
  expect(ways(null, null, 4), "before editions were kept").toEqual([]);
});
