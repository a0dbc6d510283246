import type { QueueItem } from "$bindings/QueueItem";
import { headline, plain } from "$i18n/words";

export type Move = "next" | "previous" | "first" | "last";

export function moveOf(key: string): Move | null {
  switch (key) {
    case "j":
    case "ArrowDown":
      return "next";
    case "k":
    case "ArrowUp":
      return "previous";
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return null;
  }
}

export function moved(index: number, move: Move, length: number): number {
  const last = length - 1;
  switch (move) {
    case "next":
      return Math.min(index + 1, last);
    case "previous":
      return Math.max(index - 1, Math.min(0, last));
    case "first":
      return Math.min(0, last);
    case "last":
      return last;
    default:
      return move satisfies never;
  }
}

export function searchText(item: QueueItem): string {
  const facts = item.what.gist.map((fact) => plain(fact.value));
  return [headline(item.what), plain(item.what.tool), item.agent.name, ...facts].join(" ");
}
