import type { BudgetsView } from "$bindings/BudgetsView";
import type { BudgetView } from "$bindings/BudgetView";
import * as calls from "$backend/calls";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";

// The budgets, and what is being done to one of them.
export class Account {
  all = $state.raw<BudgetsView | null>(null);
  adding = $state(false);
  editing = $state.raw<BudgetView | null>(null);
  ending = $state.raw<BudgetView | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.all = await calls.budgets();
    } catch (error) {
      toast(failure(error));
    }
  }

  close() {
    this.adding = false;
    this.editing = null;
    this.ending = null;
  }

  async add(budget: calls.NewBudget) {
    await this.#send(async () => (await calls.addBudget(budget), t("budgets.added", { name: budget.name })));
  }

  async change(id: string, name: string, limit: calls.NewBudget["limit"]) {
    await this.#send(async () => (await calls.changeBudget(id, name, limit), t("budgets.changed", { name })));
  }

  async end({ id, name }: BudgetView) {
    await this.#send(async () => (await calls.endBudget(id), t("budgets.ended", { name })));
  }

  async #send(change: () => Promise<string>) {
    this.sending = true;
    try {
      toast({ tone: "done", text: await change() });
      this.close();
      await this.load();
    } catch (error) {
      toast(failure(error));
    } finally {
      this.sending = false;
    }
  }
}
