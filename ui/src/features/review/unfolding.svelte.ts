import type { ActionView } from "$bindings/ActionView";
import type { Line } from "$bindings/Line";
import type { LinePage } from "$bindings/LinePage";
import * as calls from "$backend/calls";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";

// Lines of which the first came with the action. The rest is fetched page by page, when somebody asks for it.
export class Unfolding {
  #lines = $state.raw<readonly Line[]>([]);
  #working = $state(false);
  readonly count: number;
  readonly #first: number;
  readonly #fetch: (after: number) => Promise<LinePage>;

  constructor(first: readonly Line[], count: number, fetch: (after: number) => Promise<LinePage>) {
    this.#lines = first;
    this.#first = first.length;
    this.count = count;
    this.#fetch = fetch;
  }

  get lines() {
    return this.#lines;
  }

  get working() {
    return this.#working;
  }

  get isWhole() {
    return this.#lines.length >= this.count;
  }

  // Whether some of the lines did not come with the action.
  get isPaged() {
    return this.#first < this.count;
  }

  async more() {
    if (this.#working || this.isWhole) return;
    this.#working = true;
    try {
      const { lines } = await this.#fetch(this.#lines.length);
      this.#lines = [...this.#lines, ...lines];
    } catch (error) {
      toast(failure(error));
    } finally {
      this.#working = false;
    }
  }
}

// What was asked, and what else its agent claims.
export function unfoldings({ id, arguments: lines, arguments_count, claims }: ActionView): [Unfolding, Unfolding] {
  return [
    new Unfolding(lines, arguments_count, (after) => calls.lines(id, "arguments", after)),
    new Unfolding(claims.others, claims.others_count, (after) => calls.lines(id, "claims", after)),
  ];
}

export const noLines = () => new Unfolding([], 0, () => Promise.resolve({ lines: [], count: 0 }));
