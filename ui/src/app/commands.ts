import type { ActionId } from "$bindings/ActionId";
import type { QueueItem } from "$bindings/QueueItem";
import type { Choices } from "$backend/device";
import { hasSay } from "$backend/say.svelte";
import { searchText } from "$features/queue/model";
import { t } from "$i18n/t";
import { headline, plain } from "$i18n/words";
import { views, type Part, type View } from "./route";

export type Command =
  | { do: "go"; view: View }
  | { do: "open"; action: ActionId }
  | { do: "choose"; choices: Partial<Choices> }
  | { do: "halt" }
  | { do: "reports"; part: Part }
  | { do: "record"; action: ActionId }
  | { do: "practise" }
  | { do: "shortcuts" }
  | { do: "quit" };

export interface Entry {
  id: string;
  label: string;
  hint: string;
  search: string;
  command: Command;
}

const FOUND_MOST = 8;

const entry = (id: string, label: string, command: Command, hint = "", search = label): Entry => ({
  id,
  label,
  hint,
  search: search.toLocaleLowerCase(),
  command,
});

const acts = (): Entry[] => [
  entry("practise", t("empty.practise"), { do: "practise" }),
  entry("halt", t("halt.everything"), { do: "halt" }, "", `${t("halt.everything")} halt stop kill 停止`),
];

// What may be done with the action that is open.
const withOpen = (action: ActionId): Entry[] => [entry("record", t("record.make"), { do: "record", action }, "D")];

function fixed(open: ActionId | null): Entry[] {
  return [
    ...(open === null ? [] : withOpen(open)),
    ...views.map((view, index) => entry(`go-${view}`, t(`rail.${view}`), { do: "go", view }, String(index + 1))),
    entry("report", t("report.title"), { do: "reports", part: "make" }, "", `${t("report.title")} export csv 書き出し`),
    entry("check", t("check.title"), { do: "reports", part: "check" }, "", `${t("check.title")} verify ledger 台帳`),
    ...(hasSay() ? acts() : []),
    entry("shortcuts", t("shortcut.title"), { do: "shortcuts" }, "?"),
    entry("quit", t("shortcut.quit"), { do: "quit" }, "Ctrl Q"),
    entry(
      "ja",
      "日本語",
      { do: "choose", choices: { language: "ja" } },
      t("settings.language"),
      "日本語 japanese nihongo",
    ),
    entry("en", "English", { do: "choose", choices: { language: "en" } }, t("settings.language"), "english 英語"),
    ...(["system", "light", "dark"] as const).map((theme) =>
      entry(
        theme,
        t(`theme.${theme}`),
        { do: "choose", choices: { theme } },
        t("settings.theme"),
        `${t(`theme.${theme}`)} ${theme}`,
      ),
    ),
  ];
}

export function entries(words: string, queued: readonly QueueItem[], open: ActionId | null): Entry[] {
  const wanted = words.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ search }: Entry) => wanted.every((word) => search.includes(word));
  if (wanted.length === 0) return fixed(open);
  const actions = queued.map((item) =>
    entry(
      item.id,
      `${headline(item.what)} · ${plain(item.what.tool)}`,
      { do: "open", action: item.id },
      item.agent.name,
      searchText(item),
    ),
  );
  return [...fixed(open).filter(matches), ...actions.filter(matches).slice(0, FOUND_MOST)];
}
