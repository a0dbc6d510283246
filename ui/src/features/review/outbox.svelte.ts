import type { ActionId } from "$bindings/ActionId";
import type { ActionView } from "$bindings/ActionView";
import type { With } from "$bindings/With";
import * as calls from "$backend/calls";
import { concernsHalts, onChange } from "$backend/changes";
import { classify } from "$backend/error";
import { toast } from "$design/toasts.svelte";
import { now } from "$i18n/clock.svelte";
import { t } from "$i18n/t";
import { headline } from "$i18n/words";
import { Drafts } from "./drafts.svelte";
import { outcomeWords } from "./history";
import { refusal } from "./refusal";

// For so long an answer can be taken back, as it has not left the window.
export const UNDO_MS = 5_000;
// With less than this between leaving and the deadline it might come too late.
const MARGIN_MS = 10_000;

// Answers that the agent hears, or whoever is to answer instead.
export type Written = "approve" | "grant" | "reject" | "escalate" | "ask_back" | "amend";
export type Mode = "look" | "confirm" | Written;

interface Answer {
  act: Written;
  // As it was on screen when the key was pressed.
  action: ActionView;
  target: With | null;
  send: () => Promise<ActionView>;
}

interface Outgoing extends Answer {
  timer: ReturnType<typeof setTimeout>;
}

type Settled = (id: ActionId, isStored: boolean) => void;

// What a session has written: unsent words, and answers on their way to the hub. Each waits for a moment in which it can be taken back; it counts when the hub says so.
export class Outbox {
  // Oldest first.
  #waiting = $state.raw<readonly Outgoing[]>([]);
  #sending = $state.raw<readonly Answer[]>([]);
  readonly drafts = new Drafts();
  #listeners: readonly Settled[] = [];
  readonly #open: (id: ActionId) => void;

  constructor(onopen: (id: ActionId) => void) {
    this.#open = onopen;
  }

  get waiting(): readonly Answer[] {
    return this.#waiting;
  }

  has(id: ActionId): boolean {
    return [...this.#waiting, ...this.#sending].some(({ action }) => action.id === id);
  }

  put(answer: Answer) {
    const left = Date.parse(answer.action.due_at) - now() - UNDO_MS;
    if (left < MARGIN_MS || document.hidden) void this.#send(answer);
    else this.#waiting = [...this.#waiting, { ...answer, timer: setTimeout(() => void this.#leave(answer), UNDO_MS) }];
  }

  // Takes the last one back.
  undo() {
    const last = this.#waiting.at(-1);
    if (!last) return;
    this.#remove(last);
    toast({ tone: "info", text: t("outbox.undone", { what: headline(last.action.what) }) });
    this.#open(last.action.id);
  }

  // Sends all at once, and returns when the hub has answered.
  async flush() {
    await Promise.all(this.#waiting.map((answer) => this.#leave(answer)));
  }

  // Nothing of somebody who is signed out goes anywhere.
  clear() {
    for (const answer of this.#waiting) this.#remove(answer);
  }

  onSettled(listener: Settled): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener);
    };
  }

  watch(): () => void {
    const flush = () => void this.flush();
    const look = () => document.hidden && flush();
    document.addEventListener("visibilitychange", look);
    addEventListener("pagehide", flush);
    const stop = onChange((change) => concernsHalts(change) && void this.#stopHalted());
    return () => {
      stop();
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pagehide", flush);
    };
  }

  #find(id: ActionId): Outgoing | undefined {
    return this.#waiting.find(({ action }) => action.id === id);
  }

  #remove({ action }: Answer) {
    clearTimeout(this.#find(action.id)?.timer);
    this.#waiting = this.#waiting.filter((one) => one.action.id !== action.id);
  }

  async #leave(answer: Answer) {
    if (!this.#find(answer.action.id)) return;
    this.#remove(answer);
    await this.#send(answer);
  }

  async #send(answer: Answer) {
    const { act, action, target, send } = answer;
    this.#sending = [...this.#sending, answer];
    let isStored = false;
    try {
      const decided = await send();
      isStored = true;
      this.drafts.drop(action.id);
      toast({ tone: "done", text: outcomeWords(act, decided, target) });
    } catch (error) {
      await this.#refused(error, action);
    } finally {
      this.#sending = this.#sending.filter((one) => one !== answer);
      for (const listener of this.#listeners) listener(action.id, isStored);
    }
  }

  async #refused(error: unknown, action: ActionView) {
    const seen = classify(error).remedy === "reload" ? await calls.action(action.id).catch(() => null) : null;
    const { tone, text: why } = refusal(error, seen);
    this.#complain(tone, t("outbox.refused", { what: headline(action.what), why }), action.id);
  }

  async #stopHalted() {
    for (const answer of this.#waiting.filter(({ act }) => act === "approve" || act === "grant")) {
      const { id, what } = answer.action;
      // Without an answer it goes on: the hub refuses what is halted.
      const seen = await calls.action(id).catch(() => null);
      if (!seen || seen.halts.length === 0 || !this.#find(id)) continue;
      this.#remove(answer);
      this.#complain("warning", t("outbox.halted", { what: headline(what) }), id);
    }
  }

  #complain(tone: "info" | "warning" | "error", text: string, id: ActionId) {
    const open = { label: t("outbox.open"), run: () => this.#open(id) };
    toast({ tone, text, stays: true, offer: open });
  }
}
