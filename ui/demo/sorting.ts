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

const LEVELS = ["low", "medium", "high", "critical"];

// As the hub narrows.
export function narrowed(items: QueueItem[], wanted: URLSearchParams): QueueItem[] {
  const [agent, effect, risk] = [wanted.get("agent"), wanted.get("effect"), wanted.get("risk")];
  return items.filter(
    (item) =>
      (agent === null || item.agent.id === agent) &&
      (effect === null || item.what.effect === effect) &&
      (risk === null || LEVELS.indexOf(item.risk.level) >= LEVELS.indexOf(risk)) &&
      (wanted.get("free") === null || item.taken === null),
  );
}
