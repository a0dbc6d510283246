import type { QueueItem } from "../src/bindings/QueueItem";

// As the hub sorts; what has the same place keeps its own.
export function sorted(items: QueueItem[], wanted: URLSearchParams): QueueItem[] {
  switch (wanted.get("sort")) {
    case "due":
      return items.toSorted((a, b) => a.due_at.localeCompare(b.due_at));
    case "arrival":
      return items.toSorted((a, b) => a.received_at.localeCompare(b.received_at));
    default:
      return items;
  }
}
