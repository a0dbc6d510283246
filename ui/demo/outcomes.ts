import type { ActivityItem } from "../src/bindings/ActivityItem";
import type { ActionView } from "../src/bindings/ActionView";
import type { AftermathView } from "../src/bindings/AftermathView";
import type { Counts } from "../src/bindings/Counts";
import type { Mark } from "../src/bindings/Mark";
import type { OutcomesPage } from "../src/bindings/OutcomesPage";
import type { ResultOf } from "../src/bindings/ResultOf";
import type { ResultsView } from "../src/bindings/ResultsView";
import { shown } from "./fixtures";
import { iso, practiceOrAgent, reviewers } from "./people";
import type { Speech } from "./sketches";

const PARTS = 12;
const DAY = 24 * 60 * 60 * 1000;

export const nothing: AftermathView = { told: null, deviations: [], mark: null, holds: false, may_mark: false };

// What became of the actions of the record: most went as approved, and each kind of deviation is there.
export function aftermathOf(index: number, action: ActionView, speech: Speech): AftermathView {
  const may_mark = action.standing.state !== "held";
  const sum = action.what.amount;
  const told = {
    amount: null,
    counterparty: shown(speech === "ja" ? "佐藤商店" : "Sato & Co."),
    link: shown("https://bank.example/receipts/2026-11-20"),
    voucher: "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
    note: null,
  };
  if (action.standing.state === "reported" && index % 48 === 0 && sum) {
    const [approved, actual] = ["1", "1.25"].map((times) => ({
      value: String(Math.round(Number(sum.value) * Number(times))),
      currency: sum.currency ?? "JPY",
    }));
    if (!approved || !actual) throw new Error("there are two sums");
    const deviations = [
      { kind: "more", approved, actual, other: null } as const,
      { kind: "other_partner", other: null } as const,
    ];
    return { told: { ...told, amount: actual }, deviations, mark: null, holds: true, may_mark };
  }
  if (action.standing.state === "consumed" && index % 24 === 3) {
    return { ...nothing, deviations: [{ kind: "unreported", other: null }], may_mark };
  }
  if (action.standing.state === "approved" && index % 24 === 5) {
    return { ...nothing, deviations: [{ kind: "unused", other: null }], may_mark };
  }
  return { ...nothing, may_mark };
}

export function marked(aftermath: AftermathView, mark: Mark, note: string | null, speech: Speech, now: number) {
  const [by] = reviewers(speech, now).map(({ id, name }) => ({ id, name }));
  if (!by) throw new Error("someone is signed in");
  return { ...aftermath, mark: { by, at: iso(now), mark, note }, holds: mark === "harmful" };
}

// What was decided stands so since then, as far as these fixtures go.
export function asItem(action: ActionView): ActivityItem {
  const { standing, verdict } = action;
  return { ...action, verdict, decided_at: standing.state === "held" ? null : standing.at };
}

export function page(actions: readonly ActionView[], show: string): OutcomesPage {
  const isQuiet = ({ deviations }: AftermathView) =>
    deviations.every(({ kind }) => kind === "unused" || kind === "unreported");
  const classOf = (one: AftermathView) => {
    if (one.mark) return "marked";
    if (one.deviations.length > 0) return isQuiet(one) ? "quiet" : "look";
    return one.told ? "told" : "";
  };
  const items = actions
    .filter(({ aftermath }) => classOf(aftermath) === show)
    .map((action) => ({ action: asItem(action), aftermath: action.aftermath }));
  return { items, next: null };
}

function counts(weight: number, share: number): Counts {
  const received = Math.round(weight);
  const held = Math.round(received * share);
  const blocked = Math.round(held / 9);
  const denied = Math.round(held / 6);
  return {
    received,
    passed: received - held - blocked,
    held,
    blocked,
    approved: held - denied,
    denied,
    expired: Math.round(held / 20),
    cancelled: 0,
    succeeded: received - held,
    failed: Math.round(received / 80),
    deviated: Math.round(held / 14),
    good: Math.round(held / 12),
    harmful: Math.round(held / 40),
    false_alarm: Math.round(held / 18),
    answer_seconds: held === 0 ? null : 140 + held * 3,
  };
}

// By place in the list, so that the pictures stay the same.
const trend = (weight: number, share: number) =>
  Array.from({ length: PARTS }, (_, part) =>
    counts((weight / PARTS) * (1 + 0.4 * Math.sin(part * 1.7 + weight)), share),
  );

function namesOf(by: string, speech: Speech, now: number): ResultOf[] {
  switch (by) {
    case "tool":
      return ["send_payment", "send_mail", "update_row", "deploy"].map((tool, index) => ({
        kind: "tool",
        tool: shown(tool),
        server: index === 0 ? shown("bank") : null,
      }));
    case "rule":
      return ["reads-pass", "people-decide", "payment-limit", "new-partner"].map((rule) => ({ kind: "rule", rule }));
    case "signal":
      return ["amount", "first_time", "provenance", "partner"].map((signal) => ({ kind: "signal", signal }));
    case "reviewer":
      return reviewers(speech, now).map(({ id, name }) => ({ kind: "reviewer", reviewer: { id, name } }));
    default:
      return practiceOrAgent(speech).map((agent) => ({ kind: "agent", agent }));
  }
}

export function results(speech: Speech, now: number, wanted: URLSearchParams): ResultsView {
  const days = Number(wanted.get("days") ?? 30);
  const day = (before: number) => iso(now - before * DAY).slice(0, 10);
  const rows = namesOf(wanted.get("by") ?? "agent", speech, now).map((of, index) => {
    const [weight, share] = [(days * 40) / (index + 1), 0.06 + index * 0.05];
    return { of, counts: counts(weight, share), trend: trend(weight, share) };
  });
  return {
    from: day(days - 1),
    to: day(0),
    all: counts(days * 84, 0.09),
    trend: trend(days * 84, 0.09),
    rows,
    rows_count: rows.length,
  };
}
