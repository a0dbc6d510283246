import type { ActionId } from "$bindings/ActionId";
import type { BatchResult } from "$bindings/BatchResult";
import type { BatchTable } from "$bindings/BatchTable";
import type { BatchView } from "$bindings/BatchView";
import type { QueueItem } from "$bindings/QueueItem";
import type { UnlikeItem } from "$bindings/UnlikeItem";
import { BackendError, classify, codeOf } from "$backend/error";
import { money } from "$i18n/format";
import { t } from "$i18n/t";
import { plain, standingWord } from "$i18n/words";

export type NotAlike = Extract<BatchView, { kind: "not_alike" }>;

// What may be alike as far as a list shows it, the current one first. The hub has the last word.
export function maybeAlike(current: QueueItem, items: readonly QueueItem[]): ActionId[] {
  const kind = ({ agent, what }: QueueItem) => JSON.stringify([agent.id, what.tool, what.server]);
  const others = items.filter(
    (item) =>
      item.id !== current.id &&
      item.mine &&
      (item.risk.level === "low" || item.risk.level === "medium") &&
      kind(item) === kind(current),
  );
  return [current.id, ...others.map(({ id }) => id)];
}

// The rows that are not what they were when somebody looked: they leave the others.
export function goneRows(before: BatchTable, view: BatchView): ActionId[] {
  const seen = new Map(before.rows.map((row) => [row.id, `${row.version} ${row.digest}`]));
  if (view.kind === "not_alike") {
    return view.items.filter(({ id, why }) => why === "not_yours" && seen.has(id)).map(({ id }) => id);
  }
  return view.table.rows
    .filter(({ id, version, digest }) => seen.has(id) && seen.get(id) !== `${version} ${digest}`)
    .map(({ id }) => id);
}

export function totalWords({ totals }: BatchTable): string | null {
  if (totals.length === 0) return null;
  return t("batch.total", { amount: totals.map(money).join(" + ") });
}

// `/lines/0/price` as people read it.
export function placeWords(place: BatchTable["columns"][number]["place"]): string {
  return plain(place).replace(/^\//, "").replaceAll("/", " › ").replaceAll("~1", "/").replaceAll("~0", "~");
}

export function unlikeWords(items: readonly UnlikeItem[]): string[] {
  const counts = new Map<UnlikeItem["why"], number>();
  for (const { why } of items) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, count]) => t(`batch.unlike_${why}`, { count }));
}

export function resultWords(result: BatchResult): string {
  switch (result.result) {
    case "decided":
      return result.standing.state === "held" ? t("batch.voted") : standingWord(result.standing);
    case "refused":
      return t(classify(new BackendError(codeOf(result.code), result.message)).key);
    default:
      return result satisfies never;
  }
}
