import type { Act } from "$bindings/Act";
import type { ActionId } from "$bindings/ActionId";
import type { ActionView } from "$bindings/ActionView";
import type { With } from "$bindings/With";
import { lookedAhead } from "$backend/ahead";
import * as calls from "$backend/calls";
import { classify } from "$backend/error";
import { toast } from "$design/toasts.svelte";
import { DeadTime } from "$design/deadtime.svelte";
import { Draft } from "./drafts.svelte";
import { outcomeWords } from "./history";
import type { Mode, Outbox, Written } from "./outbox.svelte";
import { refusal } from "./refusal";
import { noLines, unfoldings } from "./unfolding.svelte";
import { tellViewed } from "./viewed";

const BLANK_AFTER_MS = 120;

interface Circumstances {
  outbox: Outbox;
  isConnected: () => boolean;
  ondecided: (id: ActionId) => void;
}

export class Review {
  action = $state.raw<ActionView | null>(null);
  // What was asked never changes, so what was unfolded of it stays.
  arguments = $state.raw(noLines());
  otherClaims = $state.raw(noLines());
  failure = $state<ReturnType<typeof classify> | null>(null);
  mode = $state<Mode>("look");
  sending = $state(false);
  remarking = $state(false);
  readonly deadTime = new DeadTime(tellViewed(() => this.action));
  draft = $state.raw(new Draft());
  #id = $state<ActionId | null>(null);
  #blank: ReturnType<typeof setTimeout> | undefined;
  readonly #circumstances: Circumstances;

  constructor(circumstances: Circumstances) {
    this.#circumstances = circumstances;
  }

  // Whether words are open that were written for an older version than the one on screen: they wait for another look.
  get isStale(): boolean {
    return this.#written !== null && this.draft.version !== this.action?.version;
  }

  // Whether an answer of this window's is on its way.
  get isLeaving(): boolean {
    return this.action !== null && this.#circumstances.outbox.has(this.action.id);
  }

  can(act: Act): boolean {
    const { action, sending } = this;
    if (action === null || action.id !== this.#id || !action.allowed.includes(act) || this.isStale) return false;
    return this.deadTime.isOver && !sending && !this.isLeaving && this.#circumstances.isConnected();
  }

  async open(id: ActionId) {
    this.#id = id;
    this.failure = null;
    this.#blankSoon();
    this.mode = "look";
    this.remarking = false;
    this.draft = this.#circumstances.outbox.drafts.of(id);
    this.deadTime.begin();
    // What was fetched ahead is on screen at once; the hub says right after whether it still stands so.
    const ahead = await lookedAhead(id)?.catch(() => null);
    if (ahead && id === this.#id) this.#show(ahead);
    await this.reload();
  }

  async reload() {
    const id = this.#id;
    if (id === null) return;
    try {
      const action = await calls.action(id);
      if (id === this.#id) this.#show(action);
    } catch (error) {
      const unseen = this.action?.id !== id || classify(error).remedy === "reload";
      if (id === this.#id && unseen) this.failure = classify(error);
    }
  }

  close() {
    this.deadTime.stop();
    clearTimeout(this.#blank);
    this.#id = null;
  }

  begin(act: Act) {
    if (!this.can(act)) return;
    switch (act) {
      case "approve":
        if (this.action?.words.reason_needed) this.#write(act);
        else if (this.action?.confirm) this.mode = "confirm";
        else this.#approve();
        break;
      case "grant":
      case "reject":
      case "escalate":
      case "ask_back":
      case "amend":
        this.#write(act);
        break;
      case "withdraw":
      case "take":
      case "release":
        void this.#do(act);
        break;
      default:
        act satisfies never;
    }
  }

  #write(act: Written) {
    if (this.action) this.draft.begin(this.action.version);
    this.mode = act;
  }

  // The send button appears where the click was, so it takes its dead time first.
  lookedAgain() {
    if (this.action) this.draft.version = this.action.version;
    this.deadTime.begin();
  }

  confirm() {
    if (this.mode === "confirm" && this.can("approve")) this.#approve();
  }

  #approve() {
    this.answer("approve", (seen) => calls.approve(seen, null));
  }

  // The answer names what is on screen now, however long it takes to leave. `send` has to bring its own words.
  answer(act: Written, send: (seen: calls.Seen) => Promise<ActionView>, target: With | null = null) {
    const { action } = this;
    if (action === null || !this.can(act)) return;
    this.mode = "look";
    this.#circumstances.outbox.put({ act, action, target, send: () => send(calls.seen(action)) });
    this.#circumstances.ondecided(action.id);
  }

  async settled(id: ActionId) {
    if (id !== this.#id) return;
    this.draft = this.#circumstances.outbox.drafts.of(id);
    await this.reload();
  }

  // What leaves the action before whoever did it, and decides nothing, goes at once.
  async #do(act: "withdraw" | "take" | "release") {
    const { action } = this;
    if (action === null || !this.can(act)) return;
    this.sending = true;
    try {
      const changed = await calls[act](calls.seen(action));
      toast({ tone: "done", text: outcomeWords(act, changed, null) });
      if (action.id === this.#id) this.#show(changed);
    } catch (error) {
      if (classify(error).remedy === "reload") await this.reload();
      toast(refusal(error, this.action));
    } finally {
      this.sending = false;
    }
  }

  // The action before stays on screen, undecidable, until the next one is there: a quick hub shows no flicker.
  #blankSoon() {
    clearTimeout(this.#blank);
    this.#blank = setTimeout(() => {
      if (this.action?.id !== this.#id) this.action = null;
    }, BLANK_AFTER_MS);
  }

  #show(action: ActionView) {
    const { id, version, digest } = this.action ?? {};
    if (action.id === id && version !== undefined && action.version < version) return;
    const changed = action.id !== id || action.version !== version || action.digest !== digest;
    if (action.id !== id) [this.arguments, this.otherClaims] = unfoldings(action);
    this.action = action;
    this.failure = null;
    if (!changed) return;
    if (action.standing.state !== "held") this.#forget(action.id);
    const goesOn = action.id === id && this.#written !== null && action.allowed.includes(this.#written);
    if (!goesOn) this.mode = "look";
    this.deadTime.begin();
  }

  get #written(): Written | null {
    return this.mode === "look" || this.mode === "confirm" ? null : this.mode;
  }

  #forget(id: ActionId) {
    this.#circumstances.outbox.drafts.drop(id);
    if (id === this.#id) this.draft = this.#circumstances.outbox.drafts.of(id);
  }
}
