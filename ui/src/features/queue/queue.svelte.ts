import type { ActionId } from "$bindings/ActionId";
import type { QueueItem } from "$bindings/QueueItem";
import * as calls from "$backend/calls";
import { hasSay } from "$backend/say.svelte";
import { PagedList } from "$backend/list.svelte";
import { moved, type Move } from "./model";
import type { Filter, Inbox } from "$backend/device";
import { unfiltered } from "./filter";

// How somebody likes to look at the inbox, which their device keeps.
interface Likes {
  inbox: () => Inbox;
  keep: (inbox: Inbox) => void;
}

export class Queue {
  scope = $state<calls.Scope>("mine");
  filter = $state.raw<Filter>(unfiltered);
  selected = $state<ActionId | null>(null);
  readonly list = new PagedList<QueueItem>((after) =>
    calls.queue(hasSay() ? this.scope : "all", this.sort, this.filter, after),
  );
  readonly index = $derived(this.selected === null ? -1 : this.list.indexOf(this.selected));
  readonly #likes: Likes;
  #lastIndex = 0;

  constructor(likes: Likes) {
    this.#likes = likes;
  }

  get likes(): Inbox {
    return this.#likes.inbox();
  }

  get sort(): calls.Sort {
    return this.likes.sort;
  }

  pick(scope: calls.Scope) {
    this.scope = scope;
    this.list.restart();
  }

  sortBy(sort: calls.Sort) {
    this.keep({ ...this.likes, sort });
    this.list.restart();
  }

  keep(inbox: Inbox) {
    this.#likes.keep(inbox);
  }

  narrow(filter: Filter) {
    this.filter = filter;
    this.list.restart();
  }

  select(id: ActionId) {
    this.selected = id;
    this.#lastIndex = Math.max(0, this.index);
  }

  neighbour(move: Move): ActionId | null {
    const index = this.index < 0 ? this.#lastIndex - 1 : this.index;
    return this.list.at(moved(index, move, this.list.length))?.id ?? null;
  }

  // The one to go on with while the answer to this one is on its way: the next below it, or else above it.
  onward(id: ActionId, isLeaving: (id: ActionId) => boolean): ActionId | null {
    const index = this.list.indexOf(id);
    for (const step of [1, -1]) {
      let item = this.list.at(index + step);
      for (let at = index + step; item && isLeaving(item.id); item = this.list.at(at)) at += step;
      if (item) return item.id;
    }
    return null;
  }

  // Takes a decided action off the list and says which one comes up in its place.
  take(id: ActionId): ActionId | null {
    const index = this.list.indexOf(id);
    this.list.remove(id);
    if (index < 0) return this.list.at(Math.min(this.#lastIndex, this.list.length - 1))?.id ?? null;
    return this.list.at(Math.min(index, this.list.length - 1))?.id ?? null;
  }
}
