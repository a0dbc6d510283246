import type { MonthlyView } from "$bindings/MonthlyView";
import { endMonthly, monthly, setMonthly, type MonthlyPlan } from "$backend/reports";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";

export class Monthly {
  view = $state.raw<MonthlyView | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.view = await monthly();
    } catch (error) {
      toast(failure(error));
    }
  }

  async save(plan: MonthlyPlan): Promise<boolean> {
    return this.#send(setMonthly(plan), t("monthly.saved"));
  }

  async end(): Promise<boolean> {
    return this.#send(endMonthly(), t("monthly.ended"));
  }

  async #send(work: Promise<MonthlyView>, done: string): Promise<boolean> {
    this.sending = true;
    try {
      this.view = await work;
      toast({ tone: "done", text: done });
      return true;
    } catch (error) {
      toast(failure(error));
      return false;
    } finally {
      this.sending = false;
    }
  }
}
