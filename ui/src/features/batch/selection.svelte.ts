import type { ActionId } from "$bindings/ActionId";
import type { QueueItem } from "$bindings/QueueItem";
import { BATCH_MAX, preview } from "$backend/alike";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { maybeAlike } from "./model";

// The actions that are to be decided at once, in the order in which they were picked.
export class Selection {
  ids = $state.raw<readonly ActionId[]>([]);

  has(id: ActionId): boolean {
    return this.ids.includes(id);
  }

  toggle(id: ActionId) {
    if (this.has(id)) this.drop([id]);
    else this.add([id]);
  }

  add(ids: readonly ActionId[]) {
    const all = [...this.ids, ...ids.filter((id) => !this.has(id))];
    if (all.length > BATCH_MAX) toast({ tone: "info", text: t("batch.full", { count: BATCH_MAX }) });
    this.ids = all.slice(0, BATCH_MAX);
  }

  drop(ids: readonly ActionId[]) {
    this.ids = this.ids.filter((id) => !ids.includes(id));
  }

  clear() {
    this.ids = [];
  }

  // Picks what the hub says is like this one, of what the list has loaded.
  async pickAlike(current: QueueItem, items: readonly QueueItem[]) {
    const ids = maybeAlike(current, items).slice(0, BATCH_MAX);
    try {
      const view = await preview(ids);
      const unlike = view.kind === "not_alike" ? view.items.map(({ id }) => id) : [];
      const alike = ids.filter((id) => !unlike.includes(id));
      if (alike.length > 1 && alike[0] === current.id) this.ids = alike;
      else toast({ tone: "info", text: t("batch.none_alike") });
    } catch (error) {
      toast(failure(error));
    }
  }
}
