import type { ChronicleItem } from "$bindings/ChronicleItem";
import { entryWords } from "$i18n/happened";
import { t } from "$i18n/t";
import { headline, plain } from "$i18n/words";

// One event of the record as a sentence.
export function eventWords(item: ChronicleItem): string {
  if (item.about === "action") return entryWords(item.happened);
  const by = item.by?.name ?? t("occurred.nobody");
  const name = item.name ? plain(item.name) : "";
  return t(`occurred.${item.what}`, { by, agent: item.agent?.name ?? "", name });
}

// What it is about, or what somebody said to it.
export function eventFacts(item: ChronicleItem): string[] {
  if (item.about === "action") return [item.agent.name, headline(item.what), plain(item.what.tool)];
  return item.note ? [plain(item.note)] : [];
}
