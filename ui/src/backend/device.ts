import type { ActionId } from "$bindings/ActionId";
import type { AgentId } from "$bindings/AgentId";
import type { Effect } from "$bindings/Effect";
import type { Level } from "$bindings/Level";
import type { ReportFormat } from "$bindings/ReportFormat";
import type { Sort } from "./calls";
import { invoke } from "./call";

export type Language = "ja" | "en";
export type Theme = "system" | "light" | "dark";
export type ExportFormat = ReportFormat;

export type Every = "once" | "quarter" | "hour";

export interface Quiet {
  from: string;
  to: string;
}

// What of the inbox is shown. Everything narrows.
export interface Filter {
  agent: AgentId | null;
  effect: Effect | null;
  risk: Level | null;
  // Only what nobody else is at.
  free: boolean;
}

export interface Inbox {
  sort: Sort;
  filters: readonly (Filter & { name: string })[];
}

export interface Choices {
  language: Language | null;
  theme: Theme;
  notifications: boolean;
  quiet: Quiet | null;
  every: Every;
  inbox: Inbox;
}

export interface Preferences extends Choices {
  system_language: Language;
  data_dir: string;
  embedded: boolean;
  // Whether the window joined a hub with a credential of its own.
  elsewhere: boolean;
}

interface ExportWanted {
  from: string;
  to: string;
  format: ExportFormat;
  language: Language;
  // A word of ours, under which the hub tells how far it has come.
  ticket: string;
}

interface Exported {
  path: string;
  // Nothing, where a row is no decision.
  rows: number | null;
}

export const preferences = () => invoke<Preferences>("preferences");

export const setPreferences = (choices: Choices) => invoke<null>("set_preferences", { preferences: choices });

export const exportDecisions = (wanted: ExportWanted) => invoke<Exported>("export_decisions", { wanted });

// In the language of the window. Returns where the file is.
export const saveRecord = (id: ActionId) => invoke<string>("save_record", { id });

export const cancelExport = () => invoke<null>("cancel_export");

export const reveal = (path: string) => invoke<null>("reveal", { path });

export const signIn = (token: string) => invoke<null>("sign_in", { token });

export const signOut = () => invoke<null>("sign_out");

export const quit = () => invoke<null>("quit");

export const ready = () => invoke<{ open: ActionId | null }>("ready");
