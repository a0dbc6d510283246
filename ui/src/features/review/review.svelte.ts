import type { Act } from "$bindings/Act";
import type { ActionId } from "$bindings/ActionId";
import type { ActionView } from "$bindings/ActionView";
import type { With } from "$bindings/With";
import * as calls from "$backend/calls";
import { BackendError, classify } from "$backend/error";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { DeadTime } from "./deadtime.svelte";
import { Draft, type Drafts } from "./drafts.svelte";
import { outcomeWords, whoWasFaster } from "./history";
import { Unfolding } from "./unfolding.svelte";

const BLANK_AFTER_MS = 120;

// After these the action is before whoever did them as it was.
const STAYS: readonly Act[] = ["withdraw", "take", "release"];

// Answers with words of the reviewer's.
export type Written = "approve" | "reject" | "escalate" | "ask_back" | "amend";

type Mode = "look" | "confirm" | Written;

const nothing = () => Promise.resolve({ lines: [], count: 0 });
interface Circumstances {
  drafts: Drafts;
  isConnected: () => boolean;
  ondecided: (id: ActionId) => void;
}

export class Review {
  action = $state.raw<ActionView | null>(null);
  // What was asked never changes, so what was unfolded of it stays.
  arguments = $state.raw(new Unfolding([], 0, nothing));
  otherClaims = $state.raw(new Unfolding([], 0, nothing));
  failure = $state<ReturnType<typeof classify> | null>(null);
  mode = $state<Mode>("look");
  sending = $state(false);
  remarking = $state(false);
  readonly deadTime = new DeadTime();
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

  can(act: Act): boolean {
    const { action, sending } = this;
    if (action === null || action.id !== this.#id || !action.allowed.includes(act) || this.isStale) return false;
    return this.deadTime.isOver && !sending && this.#circumstances.isConnected();
  }

  async open(id: ActionId) {
    this.#id = id;
    this.failure = null;
    this.#blankSoon();
    this.mode = "look";
    this.remarking = false;
    this.draft = this.#circumstances.drafts.of(id);
    this.deadTime.begin();
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
        else void this.#approve();
        break;
      case "reject":
      case "escalate":
      case "ask_back":
      case "amend":
        this.#write(act);
        break;
      case "withdraw":
      case "take":
      case "release":
        void this.answer(act, calls[act]);
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
    if (this.mode === "confirm" && this.can("approve")) void this.#approve();
  }

  #approve() {
    return this.answer("approve", (seen) => calls.approve(seen, null));
  }

  async answer(act: Act, send: (seen: calls.Seen) => Promise<ActionView>, target: With | null = null) {
    const { action } = this;
    if (action === null || !this.can(act)) return;
    this.sending = true;
    try {
      const decided = await send({ id: action.id, digest: action.digest, version: action.version });
      toast({ tone: "done", text: outcomeWords(act, decided, target) });
      if (action.id === this.#id) this.#show(decided);
      if (STAYS.includes(act)) return;
      this.#forget(action.id);
      this.#circumstances.ondecided(action.id);
    } catch (error) {
      await this.#refused(error);
    } finally {
      this.sending = false;
    }
  }

  async #refused(error: unknown) {
    if (classify(error).remedy !== "reload") {
      toast(failure(error));
      return;
    }
    await this.reload();
    const beaten = error instanceof BackendError && (error.code === "conflict" || error.code === "already_decided");
    toast(beaten && this.action ? { tone: "warning", text: whoWasFaster(this.action) } : failure(error));
  }

  #fold({ id, arguments: lines, arguments_count, claims }: ActionView) {
    this.arguments = new Unfolding(lines, arguments_count, (after) => calls.lines(id, "arguments", after));
    this.otherClaims = new Unfolding(claims.others, claims.others_count, (after) => calls.lines(id, "claims", after));
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
    const isOlder = action.id === id && version !== undefined && action.version < version;
    if (isOlder) return;
    const changed = action.id !== id || action.version !== version || action.digest !== digest;
    if (action.id !== id) this.#fold(action);
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
    this.#circumstances.drafts.drop(id);
    if (id === this.#id) this.draft = this.#circumstances.drafts.of(id);
  }
}
