import type { ActivityItem } from "$bindings/ActivityItem";
import type { AgentView } from "$bindings/AgentView";
import * as calls from "$backend/calls";
import { PagedList } from "$backend/list.svelte";
import { toast } from "$design/toasts.svelte";
import { now } from "$i18n/clock.svelte";
import { failure } from "$i18n/failure";
import { everything, filterOf, type Wanted } from "./model";

const TYPING_MS = 200;
const TYPED = ["words", "partner", "least", "most", "first", "last"] as const satisfies (keyof Wanted)[];

export class Record {
  wanted = $state.raw<Wanted>(everything);
  agents = $state.raw<AgentView[]>([]);
  #filter = filterOf(everything, 0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly list = new PagedList<ActivityItem>((after) => calls.activity(this.#filter, after));

  want(change: Partial<Wanted>) {
    this.wanted = { ...this.wanted, ...change };
    clearTimeout(this.#timer);
    const isTyped = TYPED.some((field) => field in change);
    this.#timer = setTimeout(() => this.#restart(), isTyped ? TYPING_MS : 0);
  }

  async loadAgents() {
    try {
      this.agents = await calls.agents();
    } catch (error) {
      toast(failure(error));
    }
  }

  // The period is fixed once per search, so that all pages of one list belong together.
  #restart() {
    this.#filter = filterOf(this.wanted, now());
    this.list.restart();
  }
}
