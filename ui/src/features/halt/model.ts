import type { ActionView } from "$bindings/ActionView";
import type { AgentView } from "$bindings/AgentView";
import type { HaltedAgent } from "$bindings/HaltedAgent";
import type { HaltTarget } from "$backend/calls";
import type { HaltView } from "$bindings/HaltView";
import { ago } from "$i18n/format";
import { t } from "$i18n/t";
import { plain } from "$i18n/words";

export interface Asked {
  title: string;
  // What can be halted from here, the surest first. One of one is not chosen.
  choices: readonly { label: string; target: HaltTarget }[];
}

export function everything(): Asked {
  const title = t("halt.everything");
  return { title, choices: [{ label: title, target: { scope: { kind: "everything" } } }] };
}

export function ofAgent({ id, name }: Pick<AgentView, "id" | "name">): Asked {
  const title = t("halt.new", { what: name });
  return { title, choices: [{ label: title, target: { scope: { kind: "agent", agent: id } } }] };
}

// The tool and the session are taken from the record, as here they are only in pieces to show.
export function ofAction({ id, agent, what, claims }: Pick<ActionView, "id" | "agent" | "what" | "claims">): Asked {
  const session = claims.session && {
    label: t("halt.part_session", { session: plain(claims.session) }),
    target: { of: { action: id, part: "session" as const } },
  };
  return {
    title: t("halt.of_action"),
    choices: [
      { label: t("halt.part_agent", { agent: agent.name }), target: { scope: { kind: "agent", agent: agent.id } } },
      { label: t("halt.part_tool", { tool: plain(what.tool) }), target: { of: { action: id, part: "tool" } } },
      ...(session ? [session] : []),
    ],
  };
}

// What was stopped, as a name.
export function whatWords({ scope }: HaltView): string {
  switch (scope.kind) {
    case "everything":
      return t("halt.part_everything");
    case "group":
      return t("halt.part_group", { group: scope.group });
    case "agent":
      return t("halt.part_agent", { agent: scope.agent.name });
    case "tool":
      return t("halt.part_tool", { tool: plain(scope.tool) });
    case "session":
      return t("halt.part_session_of", { agent: scope.agent.name, session: plain(scope.session) });
    default:
      return scope satisfies never;
  }
}

export function scopeWords({ scope }: HaltView): string {
  switch (scope.kind) {
    case "everything":
      return t("halt.scope_everything");
    case "group":
      return t("halt.scope_group", { group: scope.group });
    case "agent":
      return t("halt.scope_agent", { agent: scope.agent.name });
    case "tool":
      return t("halt.scope_tool", { tool: plain(scope.tool) });
    case "session":
      return t("halt.scope_session", { agent: scope.agent.name });
    default:
      return scope satisfies never;
  }
}

export function byWords({ by }: HaltView): string {
  return by.kind === "file" ? t("halt.by_file") : t("halt.by_person", { name: by.reviewer.name });
}

export function heardWords({ heard }: HaltedAgent, now: number): string {
  if (heard.kind === "acknowledged") return t("halt.acknowledged", { when: ago(heard.at, now) });
  if (heard.connected) return t("halt.connected");
  return heard.seen_at === null ? t("halt.unseen") : t("halt.seen", { when: ago(heard.seen_at, now) });
}

// How many agents say that they have heard of it. The silent ones come first, and those beyond the list are silent too.
export function heardCount({ agents }: HaltView): number {
  return agents.filter(({ heard }) => heard.kind === "acknowledged").length;
}

// Why whoever looks can't resume now; none if they can.
export function resumeWords({ resume }: HaltView): string | null {
  switch (resume) {
    case "administrators":
    case "second_person":
    case "remove_file":
      return t(`halt.resume_${resume}`);
    case "yes":
    case "over":
      return null;
    default:
      return resume satisfies never;
  }
}
