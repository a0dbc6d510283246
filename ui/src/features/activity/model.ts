import type { ActivityItem } from "$bindings/ActivityItem";
import type { AgentId } from "$bindings/AgentId";
import type { StandingFilter } from "$bindings/StandingFilter";
import type { ActivityFilter } from "$backend/calls";
import { decider, recipient } from "$i18n/words";

type Period = "any" | "today" | "week" | "month";

export interface Wanted {
  words: string;
  standing: StandingFilter | null;
  agent: AgentId | null;
  period: Period;
  // What I am to read about, or have.
  reading: "open" | "done" | null;
}

export const everything: Wanted = { words: "", standing: null, agent: null, period: "any", reading: null };

export const standings = ["held", "approved", "denied", "expired", "cancelled"] as const satisfies StandingFilter[];
export const periods = ["any", "today", "week", "month"] as const satisfies Period[];

const DAYS_BACK: Record<Exclude<Period, "any">, number> = { today: 0, week: 6, month: 29 };

function since(period: Period, now: number): string | null {
  if (period === "any") return null;
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - DAYS_BACK[period]).toISOString();
}

export function filterOf({ words, standing, agent, period, reading }: Wanted, now: number): ActivityFilter {
  const from = since(period, now);
  if (reading !== null) return { q: "", standing: null, agent: null, from, to: null, reading };
  return { q: words.trim(), standing, agent, from, to: null, reading };
}

// Who decided, or who is to.
export function whoOf({ standing }: ActivityItem): string {
  switch (standing.state) {
    case "held":
      return recipient(standing.with);
    case "approved":
    case "consumed":
    case "reported":
    case "denied":
      return decider(standing.by);
    case "expired":
    case "cancelled":
      return "";
    default:
      return standing satisfies never;
  }
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
