import type { ActivityItem } from "$bindings/ActivityItem";
import type { AgentId } from "$bindings/AgentId";
import type { StandingFilter } from "$bindings/StandingFilter";
import type { ActivityFilter } from "$backend/calls";

type Period = "any" | "today" | "week" | "month" | "days";

export interface Wanted {
  words: string;
  standing: StandingFilter | null;
  agent: AgentId | null;
  period: Period;
  // The first and the last day, where the period names its days; empty for none.
  first: string;
  last: string;
  // As somebody typed them; empty for any.
  partner: string;
  least: string;
  most: string;
  // What I am to read about, or have.
  reading: "open" | "done" | null;
}

export const everything: Wanted = {
  words: "",
  standing: null,
  agent: null,
  period: "any",
  first: "",
  last: "",
  partner: "",
  least: "",
  most: "",
  reading: null,
};

export const standings = ["held", "approved", "denied", "expired", "cancelled"] as const satisfies StandingFilter[];
export const periods = ["any", "today", "week", "month", "days"] as const satisfies Period[];

const DAYS_BACK: Record<Exclude<Period, "any" | "days">, number> = { today: 0, week: 6, month: 29 };

// Midnight here at the start of a day such as 2026-04-01, or so many days later.
function midnight(day: string, later = 0): string | null {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const start = new Date(year, month - 1, date + later);
  return Number.isNaN(start.getTime()) ? null : start.toISOString();
}

function bounds({ period, first, last }: Wanted, now: number): { from: string | null; to: string | null } {
  if (period === "any") return { from: null, to: null };
  if (period === "days") return { from: midnight(first), to: midnight(last, 1) };
  const day = new Date(now);
  const from = new Date(day.getFullYear(), day.getMonth(), day.getDate() - DAYS_BACK[period]);
  return { from: from.toISOString(), to: null };
}

// An amount as people type it (`1,000`, `￥１０００`, `1000円`) as a plain decimal; null if it is none.
export function amountOf(text: string): string | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s,¥円]/gu, "");
  return /^\d{1,20}(\.\d{1,8})?$/u.test(plain) ? plain : null;
}

export function filterOf(wanted: Wanted, now: number): ActivityFilter {
  const { words, standing, agent, partner, least, most, reading } = wanted;
  const none = { q: "", standing: null, agent: null, partner: "", amount_from: null, amount_to: null };
  const { from, to } = bounds(wanted, now);
  if (reading !== null) return { ...none, from, to, reading };
  const amounts = { amount_from: amountOf(least), amount_to: amountOf(most) };
  return { q: words.trim(), standing, agent, partner: partner.trim(), ...amounts, from, to, reading };
}

type Look = "waits" | "yes" | "no" | "over";

export function lookOf({ standing }: ActivityItem): Look {
  switch (standing.state) {
    case "held":
      return "waits";
    case "approved":
    case "consumed":
      return "yes";
    case "reported":
      return standing.succeeded ? "yes" : "no";
    case "denied":
      return "no";
    case "expired":
    case "cancelled":
      return "over";
    default:
      return standing satisfies never;
  }
}
