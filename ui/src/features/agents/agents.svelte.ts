import type { AgentView } from "$bindings/AgentView";
import type { NewAgent } from "$bindings/NewAgent";
import * as calls from "$backend/calls";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { ordered } from "./model";

export class Agents {
  all = $state.raw<AgentView[] | null>(null);
  created = $state.raw<NewAgent | null>(null);
  sending = $state(false);

  async load() {
    try {
      this.all = ordered(await calls.agents());
    } catch (error) {
      toast(failure(error));
    }
  }

  async add(name: string) {
    await this.#send(async () => {
      this.created = await calls.addAgent(name.trim());
    });
  }

  async revoke(agent: AgentView) {
    await this.#send(async () => {
      await calls.revokeAgent(agent.id);
      toast({ tone: "done", text: t("agents.revoked_toast", { name: agent.name }) });
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
