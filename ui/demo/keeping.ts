import type { HoldScope } from "../src/bindings/HoldScope";
import type { HoldView } from "../src/bindings/HoldView";
import type { KeepingView } from "../src/bindings/KeepingView";
import type { KeptView } from "../src/bindings/KeptView";
import type { Speech } from "./sketches";

export const kept: KeptView = { class: "money", years: 10, holds: [], asked: null, erased: null };

const DAY = 24 * 60 * 60_000;
const usual = { money: 10, changes: 7, looks: 1 };

const names = {
  en: {
    me: "Hana Sato",
    note: "Records rule 5",
    hold: "Lawsuit 2026-11",
    reason: "It is before the court.",
    who: "Yamada",
  },
  ja: { me: "佐藤花子", note: "文書管理規程 第5条", hold: "訴訟 2026-11", reason: "係争中のため", who: "ヤマダ製作所" },
} as const;

export function keeping(speech: Speech, now: number): KeepingView {
  const { me, note, hold, reason, who } = names[speech];
  const by = { id: "rvr_01", name: me };
  const at = new Date(now - 40 * DAY).toISOString();
  return {
    edition: 1,
    years: usual,
    usual,
    by,
    at,
    note,
    announced: {
      money: null,
      changes: null,
      looks: new Date(now - 396 * DAY).toISOString(),
      actions: 128,
      at: new Date(now - 2 * DAY).toISOString(),
      not_before: new Date(now + 12 * DAY).toISOString(),
    },
    clock_doubted: false,
    erased: 0,
    holds: [{ id: "hld_01", name: hold, reason, scope: { kind: "partner", partner: who }, by, at, lifted: null }],
    lifted: [],
  };
}

interface Sent {
  name?: string | undefined;
  reason?: string | undefined;
  note?: string | undefined;
  money?: number;
  changes?: number;
  looks?: number;
}

export function setYears(view: KeepingView, sent: Sent): KeepingView {
  const years = { money: sent.money ?? null, changes: sent.changes ?? null, looks: sent.looks ?? null };
  return { ...view, edition: view.edition + 1, years, note: sent.note ?? "", announced: null };
}

export function holdOf(view: KeepingView, sent: Sent, scope: HoldScope, at: string): HoldView {
  const by = view.by ?? { id: "rvr_01", name: "" };
  const id = `hld_${String(view.holds.length + 2).padStart(2, "0")}`;
  return { id, name: sent.name ?? "", reason: sent.reason ?? "", scope, by, at, lifted: null };
}
