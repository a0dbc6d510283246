import type { OriginView } from "$bindings/OriginView";
import type { Trust } from "$bindings/Trust";
import * as backend from "$backend/registry";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { plain } from "$i18n/words";

// Where agents read from, and how far that is trusted.
export class Sources {
  all = $state.raw<OriginView[] | null>(null);

  async load() {
    try {
      this.all = await backend.origins();
    } catch (error) {
      toast(failure(error));
    }
  }

  async set({ origin, shown }: OriginView, trust: Trust) {
    try {
      this.all = await backend.setOrigin(origin, trust);
      toast({ tone: "done", text: t("sources.set_toast", { name: plain(shown), trust: t(`trust.${trust}`) }) });
    } catch (error) {
      toast(failure(error));
      await this.load();
    }
  }
}
