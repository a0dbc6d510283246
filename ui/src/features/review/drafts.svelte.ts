import type { ActionId } from "$bindings/ActionId";
import type { With } from "$bindings/With";
import { SvelteMap } from "svelte/reactivity";

// What a reviewer has written for one action and not sent.
export class Draft {
  approval = $state("");
  reason = $state("");
  note = $state("");
  question = $state("");
  // Other values by their places; none where something shall go.
  readonly values = new SvelteMap<string, string | null>();
  // A yes ahead: how often, for how many days, why, and the most that may stand in a place, or nothing where any text may.
  times = $state("3");
  days = $state("7");
  why = $state("");
  readonly loosened = new SvelteMap<string, string>();
  // Beside any answer, and so it does not count as one that was begun.
  remark = $state("");
  to = $state.raw<With | null>(null);
  // The version of the action that the words were written for, or that the reviewer has looked at since.
  version = $state<number | null>(null);

  get isBegun(): boolean {
    const texts = [this.approval, this.reason, this.note, this.question, this.why];
    return texts.some((text) => text !== "") || this.to !== null || this.values.size + this.loosened.size > 0;
  }

  begin(version: number) {
    if (!this.isBegun) this.version = version;
  }
}

// All of a session: they outlive the pages on which they were written, and are never stored.
export class Drafts {
  readonly #all = new SvelteMap<ActionId, Draft>();

  of(id: ActionId): Draft {
    const draft = this.#all.get(id) ?? new Draft();
    this.#all.set(id, draft);
    return draft;
  }

  drop(id: ActionId) {
    this.#all.delete(id);
  }
}
