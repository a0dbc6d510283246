import type { ExportFormat } from "$backend/device";

export type Preset = "last_month" | "this_month" | "custom";

export const presets = ["last_month", "this_month", "custom"] as const satisfies Preset[];
export const kinds = ["pdf", "xlsx", "csv", "jsonl", "agentack"] as const satisfies ExportFormat[];

// With words of its own, in a language, and whole before any of it is sent.
export const isLaidOut = (kind: ExportFormat) => kind === "pdf" || kind === "xlsx";

export interface Span {
  from: Date;
  // The first moment that no longer belongs to it.
  to: Date;
}

// As a person names a period: both days belong to it.
export interface Days {
  first: string;
  last: string;
}

const startOf = (date: Date, months = 0, days?: number) =>
  new Date(date.getFullYear(), date.getMonth() + months, days ?? 1);

export function spanOf(preset: Exclude<Preset, "custom">, now: number): Span {
  const date = new Date(now);
  switch (preset) {
    case "this_month":
      return { from: startOf(date), to: startOf(date, 0, date.getDate() + 1) };
    case "last_month":
      return { from: startOf(date, -1), to: startOf(date) };
    default:
      return preset satisfies never;
  }
}

function dayOf(text: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year && month && day ? new Date(Number(year), Number(month) - 1, Number(day)) : null;
}

export function customSpan(first: string, last: string): Span | null {
  const from = dayOf(first);
  const until = dayOf(last);
  if (!from || !until || until < from) return null;
  return { from, to: startOf(until, 0, until.getDate() + 1) };
}
