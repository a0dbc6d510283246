import type { GrantsView } from "$bindings/GrantsView";
import type { GrantView } from "$bindings/GrantView";
import * as calls from "$backend/grants";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";

// All grants, and the one that is about to be revoked.
export class Grants {
  all = $state.raw<GrantsView | null>(null);
  revoking = $state.raw<GrantView | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.all = await calls.grants();
    } catch (error) {
      toast(failure(error));
    }
  }

  async revoke({ id }: GrantView) {
    this.sending = true;
    try {
      await calls.revokeGrant(id);
      toast({ tone: "done", text: t("grant.revoked") });
      this.revoking = null;
      await this.load();
    } catch (error) {
      toast(failure(error));
    } finally {
      this.sending = false;
    }
  }
}
