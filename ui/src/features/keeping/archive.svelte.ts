import type { HoldView } from "$bindings/HoldView";
import type { KeepingView } from "$bindings/KeepingView";
import type { KeepingYears } from "$bindings/KeepingYears";
import * as backend from "$backend/keeping";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { scopeOf, type Draft } from "./model";

export class Archive {
  view = $state.raw<KeepingView | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.view = await backend.keeping();
    } catch (error) {
      toast(failure(error));
    }
  }

  setYears(years: KeepingYears, note: string): Promise<boolean> {
    const edition = this.view?.edition ?? 0;
    return this.#send(() => backend.setYears(edition, years, note), t("keeping.saved"));
  }

  confirmClock(): Promise<boolean> {
    return this.#send(() => backend.confirmClock(), t("keeping.clock_confirmed"));
  }

  hold(draft: Draft): Promise<boolean> {
    const scope = scopeOf(draft);
    if (scope === null) return Promise.resolve(false);
    return this.#send(() => backend.addHold(draft.name, draft.reason, scope), t("hold.added", { name: draft.name }));
  }

  lift(hold: HoldView, reason: string): Promise<boolean> {
    return this.#send(() => backend.liftHold(hold.id, reason), t("hold.lifted", { name: hold.name }));
  }

  async #send(work: () => Promise<unknown>, done: string): Promise<boolean> {
    this.sending = true;
    let worked = false;
    try {
      await work();
      worked = true;
      toast({ tone: "done", text: done });
    } catch (error) {
      toast(failure(error));
    }
    await this.load();
    this.sending = false;
    return worked;
  }
}
