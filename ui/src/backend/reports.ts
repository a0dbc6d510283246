import type { ExportProgress } from "$bindings/ExportProgress";
import type { MonthlyPlan as Planned } from "$bindings/MonthlyPlan";
import type { MonthlyView } from "$bindings/MonthlyView";
import { call } from "./call";

// What is sent to have each month written.
export type MonthlyPlan = Pick<Planned, "folder" | "formats" | "language">;

export const exportProgress = (ticket: string) => call<ExportProgress>("GET", `/exports/${encodeURIComponent(ticket)}`);

export const monthly = () => call<MonthlyView>("GET", "/reports/monthly");

export const setMonthly = (plan: MonthlyPlan) => call<MonthlyView>("PUT", "/reports/monthly", plan);

export const endMonthly = () => call<MonthlyView>("DELETE", "/reports/monthly");
