import type { ActionView } from "$bindings/ActionView";
import * as calls from "$backend/calls";

// Who saw what before they decided is on record: each version once, if it was on screen for longer than a glance.
export function tellViewed(onScreen: () => ActionView | null): () => void {
  const told = new Set<string>();
  return () => {
    const action = onScreen();
    if (action === null || action.standing.state !== "held" || action.allowed.length === 0 || document.hidden) return;
    const version = `${action.id} ${String(action.version)}`;
    if (told.has(version)) return;
    told.add(version);
    // What cannot be told is told at the next look.
    calls.viewed(calls.seen(action)).catch(() => told.delete(version));
  };
}
