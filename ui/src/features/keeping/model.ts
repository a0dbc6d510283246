import type { HoldScope } from "$bindings/HoldScope";
import type { KeepingClass } from "$bindings/KeepingClass";

export const CLASSES = ["money", "changes", "looks"] as const satisfies KeepingClass[];

const YEARS = [1, 2, 3, 5, 7, 10, 12, 15, 20, 30];
const MONEY_YEARS_MIN = 7;

// Which years can be picked for a class, with what is set now.
export function yearsFor(kind: KeepingClass, set: number | null): number[] {
  const usual = YEARS.filter((years) => kind !== "money" || years >= MONEY_YEARS_MIN);
  return set === null || usual.includes(set) ? usual : [...usual, set].sort((a, b) => a - b);
}

export const KINDS = ["partner", "agent", "tool", "period", "action"] as const satisfies HoldScope["kind"][];

export interface Draft {
  name: string;
  reason: string;
  kind: HoldScope["kind"];
  // A part of a partner's name, an agent's id, a tool or an action's id.
  what: string;
  // The first and the last day, such as 2026-04-01.
  first: string;
  last: string;
}

export const blank: Draft = { name: "", reason: "", kind: "partner", what: "", first: "", last: "" };

const ACTION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

// What is to be held; null as long as something is missing.
export function scopeOf({ kind, what, first, last }: Draft): HoldScope | null {
  const text = what.trim();
  switch (kind) {
    case "partner":
      return text === "" ? null : { kind, partner: text };
    case "agent":
      return text === "" ? null : { kind, agent: text };
    case "tool":
      return text === "" ? null : { kind, tool: text };
    case "action":
      return ACTION_ID.test(text) ? { kind, action: text } : null;
    case "period": {
      const [from, until] = [day(first, 0), day(last, 1)];
      return from === null || until === null || until <= from ? null : { kind, from, until };
    }
    default:
      return kind satisfies never;
  }
}

// Midnight here at the start of a day, or so many days later.
function day(text: string, later: number): string | null {
  const [year, month, date] = text.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const start = new Date(year, month - 1, date + later);
  return Number.isNaN(start.getTime()) ? null : start.toISOString();
}

// The last day that a period has, as the hub names its end.
export const lastDay = (until: string) => new Date(new Date(until).getTime() - 1).toISOString();
