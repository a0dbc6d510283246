import { classify } from "./error";
import {
  append,
  at,
  count,
  indexOf,
  loaded,
  nothing,
  pageOf,
  replace,
  trimmed,
  without,
  type Fetched,
  type Pages,
} from "./pages";

type Fetch<T> = (after: string | null) => Promise<Fetched<T>>;

// Rows of placeholder below the last loaded one while there are more.
const TAIL = 3;
const AHEAD = 20;

export class PagedList<T extends { id: string }> {
  #view = $state.raw<Pages<T>>(nothing);
  #failure = $state<ReturnType<typeof classify> | null>(null);
  #first = 0;
  #last = 0;
  #generation = 0;
  #stale: boolean[] = [];
  #working = false;
  readonly #fetch: Fetch<T>;

  constructor(fetch: Fetch<T>) {
    this.#fetch = fetch;
  }

  get failure() {
    return this.#failure;
  }

  get isLoaded() {
    return this.#view.next !== undefined;
  }

  get length() {
    return count(this.#view);
  }

  get rows() {
    return this.length + (this.#view.next === null ? 0 : TAIL);
  }

  at(index: number): T | null {
    return at(this.#view, index);
  }

  indexOf(id: string): number {
    return indexOf(this.#view, id);
  }

  items(): T[] {
    return loaded(this.#view);
  }

  show(first: number, last: number) {
    this.#first = first;
    this.#last = last;
    this.#view = trimmed(this.#view, first, last);
    void this.#work();
  }

  refresh() {
    this.#stale = this.#view.pages.map(() => true);
    void this.#work();
  }

  restart() {
    this.#generation++;
    this.#view = nothing;
    this.#failure = null;
    this.#stale = [];
    this.#working = false;
    void this.#work();
  }

  remove(id: string) {
    this.#view = without(this.#view, id);
  }

  #wanted(): { after: string | null; number: number | null } | null {
    const { pages, next } = this.#view;
    if (next === undefined) return { after: null, number: null };
    const from = Math.max(0, pageOf(this.#view, this.#first));
    const to = pageOf(this.#view, this.#last);
    for (let number = from; number <= (to < 0 ? pages.length - 1 : to); number++) {
      const page = pages[number];
      if (!page || (page.items && !this.#stale[number])) continue;
      this.#stale[number] = false;
      return { after: page.after, number };
    }
    return next !== null && this.#last + AHEAD >= this.length ? { after: next, number: null } : null;
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    const generation = this.#generation;
    try {
      for (let wanted = this.#wanted(); wanted; wanted = this.#wanted()) {
        const fetched = await this.#fetch(wanted.after);
        if (generation !== this.#generation) return;
        this.#failure = null;
        this.#view = wanted.number === null ? append(this.#view, fetched) : replace(this.#view, wanted.number, fetched);
      }
    } catch (error) {
      if (generation === this.#generation) this.#failure = classify(error);
    } finally {
      if (generation === this.#generation) this.#working = false;
    }
  }
}
