import type { AgentRef } from "../src/bindings/AgentRef";
import type { AgentView } from "../src/bindings/AgentView";
import type { ReviewerView } from "../src/bindings/ReviewerView";
import type { Terms } from "../src/bindings/Terms";
import type { Speech } from "./sketches";

export const MINUTE = 60_000;

export const iso = (time: number) => new Date(time).toISOString();

export function practiceOrAgent(speech: Speech): AgentRef[] {
  const names =
    speech === "ja"
      ? ["経理エージェント", "カスタマーサポート", "リリース担当", "情シス窓口", "練習用エージェント"]
      : ["Accounting agent", "Customer support", "Release bot", "IT helpdesk", "Practice agent"];
  return names.map((name, index) => ({ id: `agt_0${index}`, name, practice: index === 4 }));
}

export const people = (speech: Speech) =>
  speech === "ja" ? ["山本 葵", "田中 浩", "中村 直子"] : ["Aoi Yamamoto", "Hiroshi Tanaka", "Naoko Nakamura"];

export function reviewers(speech: Speech, now: number): ReviewerView[] {
  const groups =
    speech === "ja" ? [["経理", "法務"], ["経理"], ["情報システム"]] : [["Finance", "Legal"], ["Finance"], ["IT"]];
  return people(speech).map((name, index) => ({
    id: `rvr_0${index + 1}`,
    name,
    role: index === 0 ? "administrator" : "reviewer",
    groups: groups[index] ?? [],
    created_at: iso(now - (40 - index) * 24 * 60 * MINUTE),
    revoked_at: null,
    me: index === 0,
  }));
}

function termsOf(speech: Speech, index: number): Terms {
  const groups = speech === "ja" ? [["経理"], ["営業"], ["開発", "本番"]] : [["Finance"], ["Sales"], ["Engineering"]];
  return {
    groups: groups[index] ?? [],
    limit: index === 0 ? { value: "300000", currency: "JPY" } : null,
    task_claimed: index === 2,
  };
}

export function agents(speech: Speech, now: number): AgentView[] {
  const actions = [1284, 862, 97, 311, 12];
  return practiceOrAgent(speech).map((agent, index) => ({
    ...agent,
    terms: termsOf(speech, index),
    created_at: iso(now - (30 - index * 3) * 24 * 60 * MINUTE),
    revoked_at: index === 3 ? iso(now - 2 * 24 * 60 * MINUTE) : null,
    last_asked_at: iso(now - (index * 47 + 3) * MINUTE),
    actions: actions[index] ?? 0,
  }));
}
