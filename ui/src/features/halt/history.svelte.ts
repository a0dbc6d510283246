import type { HaltId } from "$bindings/HaltId";
import type { HaltView } from "$bindings/HaltView";
import * as calls from "$backend/calls";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";

// The halts that are over, as far as they were asked for.
export class History {
  halts = $state.raw<readonly HaltView[] | null>(null);
  loading = $state(false);
  #next = $state.raw<HaltId | null>(null);

  get hasMore() {
    return this.#next !== null;
  }

  start() {
    return this.#load(null);
  }

  more() {
    return this.#load(this.#next);
  }

  async #load(after: HaltId | null) {
    if (this.loading) return;
    this.loading = true;
    try {
      const page = await calls.liftedHalts(after);
      this.halts = after === null ? page.halts : [...(this.halts ?? []), ...page.halts];
      this.#next = page.next;
    } catch (error) {
      toast(failure(error));
    }
    this.loading = false;
  }
}
