import { describe, expect, test } from "vitest";
import { held, shown } from "../../../demo/fixtures";
import type { ActionView } from "$bindings/ActionView";
import type { Line } from "$bindings/Line";
import { isWritten } from "$backend/words";
import { speak } from "$i18n/language.svelte";
import { budgetWords, evidenceWords, isLong, matchingTargets, question, reasonWords } from "./model";
import { whoWasFaster } from "./history";

function payment(): ActionView {
  const [action] = held("en", 0);
  if (!action) throw new Error("there are fixtures");
  return action;
}

const line = (depth: number, value = ""): Line => ({
  pointer: `/${depth}`,
  depth,
  key: shown("key"),
  kind: "text",
  value: shown(value),
  items: 0,
});

test("the question restates what happens and that it can't be undone", () => {
  expect(question(payment())).toBe("Pay ¥480,000? This can't be undone.");
  speak("ja");
  expect(question(payment())).toBe("¥480,000を支払う操作を承認しますか？この操作は元に戻せません。");
});

test("evidence is put into words", () => {
  expect(evidenceWords({ signal: "first_time" })).toBe("This agent has never called this tool");
  expect(evidenceWords({ signal: "amount_unread", pointer: "/total" })).toBe("The amount at /total can't be read");
  expect(evidenceWords({ signal: "effect", effect: "pay", source: { from: "name", word: "create" } })).toBe(
    "Pay (from the word “create” in its name)",
  );
});

test("reasons speak the reviewer's language", () => {
  const reason = {
    kind: "held",
    rule: "people-decide",
    words: { en: "A person decides.", ja: "人が確認します。" },
  } as const;
  expect(reasonWords(reason).words).toBe("A person decides.");
  speak("ja");
  expect(reasonWords(reason).words).toBe("人が確認します。");
  expect(reasonWords({ kind: "no_rule" }).rule).toBe("");
});

test("long values are those that may outgrow their box", () => {
  expect(isLong(line(0, "short"))).toBe(false);
  expect(isLong(line(0, "x".repeat(500)))).toBe(true);
  expect(isLong(line(0, "\n".repeat(9)))).toBe(true);
});

test("targets are found by any part of their name, and never anyone", () => {
  const { targets } = payment();
  expect(matchingTargets([{ to: "anyone" }, ...targets], "LEG").length).toBe(1);
  expect(matchingTargets([{ to: "anyone" }, ...targets], "").length).toBe(targets.length);
});

test("a note of blanks is no note", () => {
  expect(["", "  \n", "ok", "x".repeat(2_001)].map(isWritten)).toEqual([false, false, true, false]);
});

describe("who was faster", () => {
  const after = (change: Partial<ActionView>) => whoWasFaster({ ...payment(), ...change });
  const rule = { kind: "rule", rule: "limit", words: null } as const;

  test("names the person or the rule", () => {
    const at = "2026-11-22T09:00:01Z";
    expect(after({ standing: { state: "denied", by: rule, at, reason: null, how: "rejected" } })).toMatch(
      /^Already rejected by Rule limit, .*\d:\d\d/,
    );
    expect(after({ standing: { state: "cancelled", at: "" } })).toBe("The agent has taken it back");
  });

  test("names who passed it on", () => {
    const by = { id: "rvr_02", name: "Hiroshi Tanaka" };
    const history: ActionView["history"] = [
      { at: "", event: "escalated", by, to: { to: "group", name: "Legal" }, note: "" },
    ];
    expect(after({ history })).toBe("Hiroshi Tanaka has just escalated it to Legal (group)");
  });
});

test("a budget says what is left, and why something does not fit", () => {
  speak("en");
  const line = { id: "bgt_1", name: "Ads", limit: { value: "1000", currency: "JPY" }, left: "300", until: null };
  expect(budgetWords({ ...line, amount: "200", unclear: null, fits: true })).toContain("¥300 of ¥1,000 left");
  expect(budgetWords({ ...line, amount: "400", unclear: null, fits: false })).toContain("do not fit");
  expect(budgetWords({ ...line, amount: null, unclear: { why: "unread", pointer: "/amount" }, fits: false })).toContain(
    "/amount cannot be read safely",
  );
});
