import type { BudgetView } from "$bindings/BudgetView";
import type { Every } from "$bindings/Every";
import type { Movement } from "$bindings/Movement";
import type { NewBudget } from "$backend/calls";
import { dateTime, money } from "$i18n/format";
import { t } from "$i18n/t";

export const PERIODS = ["day", "week", "month", "hours"] as const satisfies Every["every"][];

const HOURS_MAX = 744;

export const inCurrency = (value: string, { limit }: Pick<BudgetView, "limit">) =>
  money({ value, currency: limit.currency });

// Shares are for the eye only; every figure that is read comes from the hub.
export function shares({ limit, spent, held, over }: BudgetView): { spent: number; held: number; over: number } {
  const [whole, ...parts] = [limit.value, spent, held, over].map(Number);
  const used = parts.reduce((sum, part) => sum + part, 0);
  const scale = Math.max(whole ?? 0, used);
  const [spentShare = 0, heldShare = 0, overShare = 0] = parts.map((part) => (scale === 0 ? 0 : (part / scale) * 100));
  return { spent: spentShare, held: heldShare, over: overShare };
}

export function periodWords(period: Every): string {
  return period.every === "hours" ? t("budget.last_hours", { count: period.hours }) : t(`budget.each_${period.every}`);
}

export function covers({ agents, effect }: BudgetView): string {
  const whom = () => {
    switch (agents.to) {
      case "everyone":
        return t("budget.everyone");
      case "group":
        return t("with.group", { name: agents.name });
      case "agent":
        return agents.agent.name;
      default:
        return agents satisfies never;
    }
  };
  const what = effect === null ? t("budget.all_effects") : t(`effect.${effect}`);
  return t("budget.covers", { whom: whom(), what });
}

export function turns({ until }: BudgetView): string {
  return until === null ? t("budget.turns_rolling") : t("budget.turns_at", { time: dateTime(until) });
}

export const movementWords = ({ stage }: Movement) => t(`movement.${stage}`);

export interface Draft {
  name: string;
  to: "everyone" | "group" | "agent";
  whom: string;
  effect: string;
  value: string;
  currency: string;
  every: Every["every"];
  hours: string;
}

function scopeOf({ to, whom }: Draft): NewBudget["agents"] | null {
  if (to === "everyone") return { to };
  if (whom.trim() === "") return null;
  return to === "group" ? { to, name: whom.trim() } : { to, id: whom };
}

function periodOf({ every, hours }: Draft): Every | null {
  if (every !== "hours") return { every };
  const count = /^\d{1,3}$/.test(hours) ? Number(hours) : 0;
  return count >= 1 && count <= HOURS_MAX ? { every, hours: count } : null;
}

export function limitOf(value: string, currency: string): NewBudget["limit"] | null {
  const [plain, code] = [value.replaceAll(",", "").trim(), currency.trim().toUpperCase()];
  return /^\d+(\.\d+)?$/.test(plain) && /^[A-Z]{3}$/.test(code) ? { value: plain, currency: code } : null;
}

// What the hub is asked for, once everything it needs is there.
export function asked(draft: Draft): NewBudget | null {
  const [agents, period, limit] = [scopeOf(draft), periodOf(draft), limitOf(draft.value, draft.currency)];
  if (draft.name.trim() === "" || !agents || !period || !limit) return null;
  return { name: draft.name.trim(), agents, effect: draft.effect === "" ? null : draft.effect, limit, period };
}
