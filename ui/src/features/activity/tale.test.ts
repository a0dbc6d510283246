import { expect, test } from "vitest";
import type { ActivityItem } from "$bindings/ActivityItem";
import type { Standing } from "$bindings/Standing";
import { past } from "../../../demo/fixtures";
import { speak } from "$i18n/language.svelte";
import { actWords, dayWords, decisionWords, startsDay, waitWords } from "./tale";

const now = new Date(2026, 10, 22, 15, 30).getTime();
const day = (date: number, hour = 9) => new Date(2026, 10, date, hour).toISOString();

function item(change: Partial<ActivityItem>): ActivityItem {
  const [action] = past("en", now, 1);
  if (!action) throw new Error("there are fixtures");
  return { ...action, decided_at: null, ...change };
}

test("days are called as people call them", () => {
  expect([22, 21, 20].map((date) => dayWords(day(date), now))).toEqual([
    "Today, Sun, Nov 22",
    "Yesterday, Sat, Nov 21",
    "Fri, Nov 20",
  ]);
  expect(dayWords(new Date(2025, 10, 20).toISOString(), now), "another year").toBe("Thu, Nov 20, 2025");
  speak("ja");
  expect([22, 21, 20].map((date) => dayWords(day(date), now))).toEqual([
    "今日 11月22日(日)",
    "昨日 11月21日(土)",
    "11月20日(金)",
  ]);
});

test("a day begins with its first action", () => {
  expect(startsDay(day(22), null)).toBe(true);
  expect(startsDay(day(22), day(22, 12))).toBe(false);
  expect(startsDay(day(21, 23), day(22))).toBe(true);
});

test("who decided, and after how long, is a sentence", () => {
  const reviewer = { kind: "reviewer", reviewer: { id: "rvr_1", name: "Yamada" } } as const;
  const rule = { kind: "rule", rule: "reads-pass", words: null } as const;
  const at = day(22);
  const told = (standing: Standing) => decisionWords(item({ standing }));
  expect(told({ state: "approved", by: reviewer, at, expires_at: at })).toBe("Yamada approved");
  expect(told({ state: "consumed", by: rule, at })).toBe("Passed: Rule reads-pass");
  expect(told({ state: "denied", by: reviewer, at, reason: null, how: "asked_back" })).toBe("Yamada sent it back");
  expect(told({ state: "denied", by: rule, at, reason: null, how: "rejected" })).toBe("Blocked: Rule reads-pass");
  expect(told({ state: "held", with: { to: "group", name: "Finance" }, way: null, taken: null })).toBe(
    "Finance (group)",
  );
  expect(waitWords(item({ received_at: at, decided_at: new Date(2026, 10, 22, 9, 4).toISOString() }))).toBe(
    "after 4 min",
  );
  expect(waitWords(item({ received_at: at, decided_at: at })), "at once").toBeNull();
});

test("what an agent did, or asked for, is a sentence", () => {
  const [agent, at] = [{ id: "agt_1", name: "Accounting bot", practice: false }, day(22)];
  const by = { kind: "rule", rule: "r", words: null } as const;
  const pays = (standing: Standing) => actWords(item({ agent, standing }));
  expect(pays({ state: "reported", by, at, succeeded: true, note: null })).toBe("Accounting bot paid ¥480,000");
  expect(pays({ state: "reported", by, at, succeeded: false, note: null })).toBe(
    "Accounting bot asked to pay ¥480,000",
  );
  expect(pays({ state: "held", with: { to: "anyone" }, way: null, taken: null })).toBe(
    "Accounting bot asks to pay ¥480,000",
  );
  speak("ja");
  expect(pays({ state: "expired", at })).toBe("Accounting botが¥480,000の支払いを申請");
});
