import type { NewReviewer } from "$bindings/NewReviewer";
import type { ReviewerView } from "$bindings/ReviewerView";
import type { Role } from "$bindings/Role";
import * as calls from "$backend/calls";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { ordered } from "./model";

export class Reviewers {
  all = $state.raw<ReviewerView[] | null>(null);
  created = $state.raw<NewReviewer | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.all = ordered(await calls.reviewers());
    } catch (error) {
      toast(failure(error));
    }
  }

  async add(name: string, role: Role, groups: string[]) {
    await this.#send(async () => {
      this.created = await calls.addReviewer(name.trim(), role, groups);
    });
  }

  async revoke({ id, name }: ReviewerView) {
    await this.#send(async () => {
      await calls.revokeReviewer(id);
      toast({ tone: "done", text: t("reviewers.revoked_toast", { name }) });
    });
  }

  async rename(name: string) {
    await this.#send(async () => {
      await calls.rename(name.trim());
      toast({ tone: "done", text: t("settings.renamed") });
    });
  }

  async #send(change: () => Promise<void>) {
    this.sending = true;
    try {
      await change();
      await this.load();
    } catch (error) {
      toast(failure(error));
    } finally {
      this.sending = false;
    }
  }
}
