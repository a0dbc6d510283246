import type { ActionId } from "$bindings/ActionId";

// Rows that are picked to be decided at once.
export interface Picking {
  has: (id: ActionId) => boolean;
  toggle: (id: ActionId) => void;
  add: (ids: readonly ActionId[]) => void;
  alike: () => void;
}
