import type { ArgumentClue } from "$bindings/ArgumentClue";
import type { ArgumentRole } from "$bindings/ArgumentRole";
import type { ChangeAbout } from "$bindings/ChangeAbout";
import type { Effect } from "$bindings/Effect";
import type { Reversibility } from "$bindings/Reversibility";
import type { Source } from "$bindings/Source";
import type { ToolPage } from "$bindings/ToolPage";
import type { ToolView } from "$bindings/ToolView";
import type { Confirmation, Which } from "$backend/registry";
import { t } from "$i18n/t";
import { plain } from "$i18n/words";

export type Filter = "open" | "all";
export type State = "changed" | "guess" | "new" | "confirmed" | "gone";

export const EFFECTS = [
  "read",
  "write",
  "delete",
  "send",
  "publish",
  "pay",
  "grant",
  "execute",
] as const satisfies Effect[];

export const REVERSIBILITIES = ["reversible", "costly", "irreversible"] as const satisfies Reversibility[];

export const ROLES = [
  "counterparty",
  "destination",
  "target",
  "command",
  "secret",
  "text",
  "money",
  "currency",
  "plain",
] as const satisfies ArgumentRole[];

// What a person has to do about a tool, most pressing first.
export function stateOf(tool: ToolView): State {
  if (tool.gone_at !== null) return "gone";
  switch (tool.standing) {
    case "changed":
      return "changed";
    case "confirmed":
      return "confirmed";
    case "inferred":
    case "unknown":
      return tool.guesses > 0 ? "guess" : "new";
    default:
      return tool.standing satisfies never;
  }
}

export function isOpen(tool: ToolView): boolean {
  const state = stateOf(tool);
  return state === "changed" || state === "guess" || state === "new";
}

export const isSame = (a: Which, b: Which | null) => a.server === b?.server && a.name === b.name;

const RANK: { [S in State]: number } = { changed: 0, guess: 1, new: 2, confirmed: 3, gone: 4 };

export function grouped(tools: readonly ToolView[], filter: Filter): { server: string; tools: ToolView[] }[] {
  const wanted = tools.filter((tool) => filter === "all" || isOpen(tool));
  const inOrder = wanted.toSorted(
    (a, b) => a.server.localeCompare(b.server) || RANK[stateOf(a)] - RANK[stateOf(b)] || a.name.localeCompare(b.name),
  );
  const groups: { server: string; tools: ToolView[] }[] = [];
  for (const tool of inOrder) {
    const last = groups.at(-1);
    if (last?.server === tool.server) last.tools.push(tool);
    else groups.push({ server: tool.server, tools: [tool] });
  }
  return groups;
}

export function confirmation({ tool, digest, arguments: all }: ToolPage): Confirmation {
  const { server, name, effect, reversibility } = tool;
  return { server, name, digest, effect, reversibility, roles: all.map(({ pointer, role }) => ({ pointer, role })) };
}

export function sourceWords(source: Source): string {
  switch (source.from) {
    case "annotations":
    case "assumed":
    case "person":
      return t(`source.${source.from}`);
    case "name":
    case "description":
      return t(`source.${source.from}`, { word: source.word });
    default:
      return source satisfies never;
  }
}

export function clueWords(clue: ArgumentClue): string {
  switch (clue.from) {
    case "format":
      return t("clue.format", { word: clue.word });
    case "description":
      return t("clue.description", { word: clue.word });
    case "name":
    case "assumed":
      return t(`clue.${clue.from}`);
    default:
      return clue satisfies never;
  }
}

export function aboutWords(about: ChangeAbout): string {
  switch (about.of) {
    case "argument":
      return t("tools.change_argument", { name: plain(about.pointer) });
    case "title":
    case "description":
    case "read_only":
    case "destructive":
    case "schema":
      return t(`tools.change_${about.of}`);
    default:
      return about satisfies never;
  }
}
