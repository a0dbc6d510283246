import type { ReviewerRef } from "$bindings/ReviewerRef";
import { call } from "./call";
import type { ExportFormat, Language } from "./device";

interface ExportProgress {
  // From 0 to 1.
  share: number;
  rows: number;
}

// What is written each month by itself.
export interface MonthlyPlan {
  folder: string;
  formats: ExportFormat[];
  language: Language;
}

export interface MonthlyView {
  monthly: (MonthlyPlan & { set_by: ReviewerRef; next_month: string; due_at: string }) | null;
  last: { month: string; at: string; files: string[] } | null;
  // Why the last month is not written yet.
  problem: string | null;
}

export const exportProgress = (ticket: string) => call<ExportProgress>("GET", `/exports/${encodeURIComponent(ticket)}`);

export const monthly = () => call<MonthlyView>("GET", "/reports/monthly");

export const setMonthly = (plan: MonthlyPlan) => call<MonthlyView>("PUT", "/reports/monthly", plan);

export const endMonthly = () => call<MonthlyView>("DELETE", "/reports/monthly");
