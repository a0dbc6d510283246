import type { AgentView } from "$bindings/AgentView";
import type { ReviewerView } from "$bindings/ReviewerView";
import type { Role } from "$bindings/Role";
import type { Terms } from "$bindings/Terms";
import * as calls from "$backend/calls";
import { toast } from "$design/toasts.svelte";
import { failure } from "$i18n/failure";
import { t } from "$i18n/t";
import { agentsInOrder, reviewersInOrder } from "./model";

interface Holder {
  id: string;
  name: string;
}

interface Kind<View, Asked> {
  all: () => Promise<View[]>;
  add: (asked: Asked) => Promise<Holder & { token: string }>;
  revoke: (id: string) => Promise<View>;
  revoked: (name: string) => string;
}

// Those who hold a credential of the hub, and what is being done to one of them.
class Roster<View extends Holder, Asked> {
  all = $state.raw<View[] | null>(null);
  adding = $state(false);
  created = $state.raw<(Holder & { token: string }) | null>(null);
  revoking = $state.raw<View | null>(null);
  sending = $state(false);
  readonly #kind: Kind<View, Asked>;

  constructor(kind: Kind<View, Asked>) {
    this.#kind = kind;
  }

  async load() {
    try {
      this.all = await this.#kind.all();
    } catch (error) {
      toast(failure(error));
    }
  }

  close() {
    this.adding = false;
    this.created = null;
    this.revoking = null;
  }

  async add(asked: Asked) {
    await this.send(async () => {
      this.created = await this.#kind.add(asked);
    });
  }

  async revoke() {
    const { revoking } = this;
    if (revoking === null) return;
    await this.send(async () => {
      await this.#kind.revoke(revoking.id);
      toast({ tone: "done", text: this.#kind.revoked(revoking.name) });
    });
    this.revoking = null;
  }

  protected async send(change: () => Promise<void>) {
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

class Agents extends Roster<AgentView, string> {
  settling = $state.raw<AgentView | null>(null);

  override close() {
    super.close();
    this.settling = null;
  }

  async setTerms(agent: AgentView, terms: Terms) {
    await this.send(async () => {
      await calls.setTerms(agent.id, terms);
      toast({ tone: "done", text: t("terms.set_toast", { name: agent.name }) });
      this.settling = null;
    });
  }
}

class Reviewers extends Roster<ReviewerView, { name: string; role: Role; groups: string[] }> {
  changing = $state.raw<ReviewerView | null>(null);

  override close() {
    super.close();
    this.changing = null;
  }

  async setRole(role: Role) {
    const { changing } = this;
    if (changing === null) return;
    await this.send(async () => {
      await calls.setRole(changing.id, role);
      toast({ tone: "done", text: t("reviewers.role_toast", { name: changing.name, role: t(`role.${role}`) }) });
    });
    this.changing = null;
  }
}

export const agents = () =>
  new Agents({
    all: async () => agentsInOrder(await calls.agents()),
    add: calls.addAgent,
    revoke: calls.revokeAgent,
    revoked: (name) => t("agents.revoked_toast", { name }),
  });

export const reviewers = () =>
  new Reviewers({
    all: async () => reviewersInOrder(await calls.reviewers()),
    add: ({ name, role, groups }) => calls.addReviewer(name, role, groups),
    revoke: calls.revokeReviewer,
    revoked: (name) => t("reviewers.revoked_toast", { name }),
  });
