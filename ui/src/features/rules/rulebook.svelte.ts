import type { EditionTexts } from "$bindings/EditionTexts";
import type { Fault } from "$bindings/Fault";
import type { ScoreLine } from "$bindings/ScoreLine";
import type { StandardsView } from "$bindings/StandardsView";
import { checkRules, edition, setRules, standards, type Texts } from "$backend/rules";
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
  // The earlier edition that this brings back, and the points that come with it.
  readonly restores: number | null;
  readonly scorecard: readonly ScoreLine[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #check = 0;

  // Whoever may not change guardrails and points brings back only the rules.
  constructor(view: StandardsView, earlier: EditionTexts | null = null) {
    this.edition = view.edition;
    this.restores = earlier?.edition ?? null;
    this.rules = (earlier ?? view).rules;
    const guarded = view.may_guard && earlier ? earlier : view;
    this.guardrails = guarded.guardrails;
    this.scorecard = guarded.scorecard;
    if (earlier) this.check();
    else this.faults = [];
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
  // The edition that is looked at in place of the rules in force.
  looking = $state<number | null>(null);

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

  async edition(number: number): Promise<EditionTexts | null> {
    try {
      return await edition(number);
    } catch (error) {
      toast(failure(error));
      return null;
    }
  }

  // Nothing counts before it is saved, with a reason.
  restore(earlier: EditionTexts) {
    if (this.view) this.draft = new Draft(this.view, earlier);
  }

  async saveTexts(draft: Draft) {
    const scorecard = overrides(draft.scorecard);
    const saved = await this.#save({ ...draft.texts, edition: draft.edition, scorecard, note: draft.note });
    if (!saved) return;
    this.draft = null;
    this.looking = null;
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
