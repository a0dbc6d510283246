import type { ActionId } from "$bindings/ActionId";
import type { ActionView } from "$bindings/ActionView";
import { action } from "./calls";

// The one action that somebody is likely to open next, fetched before they do.
let next: { id: ActionId; view: Promise<ActionView> } | null = null;

export function lookAhead(id: ActionId) {
  if (next?.id === id) return;
  const view = action(id);
  next = { id, view };
  // Whoever opens it asks again, and hears why.
  view.catch(() => next?.view === view && forgetAhead());
}

// As it was a moment ago, and once: whoever takes it asks the hub again.
export function lookedAhead(id: ActionId): Promise<ActionView> | null {
  if (next?.id !== id) return null;
  const { view } = next;
  forgetAhead();
  return view;
}

// Something has changed since.
export function forgetAhead() {
  next = null;
}
