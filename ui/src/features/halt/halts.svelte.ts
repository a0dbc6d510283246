import type { HaltId } from "$bindings/HaltId";
import type { HaltsView } from "$bindings/HaltsView";
import * as calls from "$backend/calls";
import { concernsAgents, concernsHalts, onChange } from "$backend/changes";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";

export class Halts {
  view = $state.raw<HaltsView | null>(null);
  sending = $state(false);

  watch(): () => void {
    void this.load();
    return onChange((change) => void ((concernsHalts(change) || concernsAgents(change)) && this.load()));
  }

  async load() {
    try {
      this.view = await calls.halts();
    } catch (error) {
      toast(failure(error));
    }
  }

  halt(target: calls.HaltTarget) {
    return this.#send(async () => void (await calls.halt(target)));
  }

  resume(id: HaltId, reason: string) {
    return this.#send(async () => {
      const { standing } = await calls.resume(id, reason);
      if (standing.state === "lifted") toast({ tone: "done", text: t("halt.resumed") });
    });
  }

  setSecondPerson(required: boolean) {
    return this.#send(async () => void (this.view = await calls.setSecondPerson(required)));
  }

  async #send(call: () => Promise<void>) {
    this.sending = true;
    try {
      await call();
    } catch (error) {
      toast(failure(error));
    } finally {
      this.sending = false;
    }
    await this.load();
  }
}
