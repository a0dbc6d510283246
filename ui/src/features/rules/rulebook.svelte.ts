import type { Fault } from "$bindings/Fault";
import type { ScoreLine } from "$bindings/ScoreLine";
import type { StandardsView } from "$bindings/StandardsView";
import { checkRules, setRules, standards, type Texts } from "$backend/rules";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { overrides } from "./model";

const CHECK_AFTER_MS = 400;

// What is written and not yet saved. A change by somebody else does not touch it; saving says so.
export class Draft {
  rules = $state("");
  guardrails = $state("");
  note = $state("");
  faults = $state.raw<Fault[] | null>(null);
  readonly edition: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #check = 0;

  constructor({ edition, rules, guardrails }: StandardsView) {
    this.edition = edition;
    this.rules = rules;
    this.guardrails = guardrails;
    this.faults = [];
  }

  get texts(): Texts {
    return { rules: this.rules, guardrails: this.guardrails };
  }

  // Tried a moment after the last key. An answer to an older text is dropped.
  check() {
    clearTimeout(this.#timer);
    this.faults = null;
    const check = ++this.#check;
    this.#timer = setTimeout(async () => {
      try {
        const faults = await checkRules(this.texts);
        if (check === this.#check) this.faults = faults;
      } catch (error) {
        toast(failure(error));
      }
    }, CHECK_AFTER_MS);
  }
}

export class Rulebook {
  view = $state.raw<StandardsView | null>(null);
  draft = $state<Draft | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.view = await standards();
    } catch (error) {
      toast(failure(error));
    }
  }

  edit() {
    if (this.view) this.draft = new Draft(this.view);
  }

  async saveTexts(draft: Draft) {
    const { view } = this;
    if (!view) return;
    const scorecard = overrides(view.scorecard);
    const saved = await this.#save({ ...draft.texts, edition: draft.edition, scorecard, note: draft.note });
    if (saved) this.draft = null;
  }

  async savePoints(lines: readonly ScoreLine[], note: string): Promise<boolean> {
    const { view } = this;
    if (!view) return false;
    const { edition, rules, guardrails } = view;
    return this.#save({ edition, rules, guardrails, scorecard: overrides(lines), note });
  }

  async #save(next: Parameters<typeof setRules>[0]): Promise<boolean> {
    this.sending = true;
    try {
      this.view = await setRules(next);
      toast({ tone: "done", text: t("rules.saved_toast", { edition: this.view.edition }) });
      return true;
    } catch (error) {
      toast(failure(error));
      return false;
    } finally {
      this.sending = false;
    }
  }
}
