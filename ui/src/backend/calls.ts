import type { ActionId } from "$bindings/ActionId";
import type { ActionView } from "$bindings/ActionView";
import type { ActivityPage } from "$bindings/ActivityPage";
import type { AgentId } from "$bindings/AgentId";
import type { AgentRef } from "$bindings/AgentRef";
import type { AgentView } from "$bindings/AgentView";
import type { Sum } from "$bindings/Sum";
import type { BudgetId } from "$bindings/BudgetId";
import type { BudgetsView } from "$bindings/BudgetsView";
import type { BudgetView } from "$bindings/BudgetView";
import type { EndedBudget } from "$bindings/EndedBudget";
import type { Every } from "$bindings/Every";
import type { HaltPart } from "$bindings/HaltPart";
import type { HaltId } from "$bindings/HaltId";
import type { HaltsView } from "$bindings/HaltsView";
import type { HaltView } from "$bindings/HaltView";
import type { LiftedHalts } from "$bindings/LiftedHalts";
import type { LinePage } from "$bindings/LinePage";
import type { Me } from "$bindings/Me";
import type { NewAgent } from "$bindings/NewAgent";
import type { NewReviewer } from "$bindings/NewReviewer";
import type { OrganisationView } from "$bindings/OrganisationView";
import type { QueuePage } from "$bindings/QueuePage";
import type { ReviewerId } from "$bindings/ReviewerId";
import type { ReviewerView } from "$bindings/ReviewerView";
import type { Role } from "$bindings/Role";
import type { StandingFilter } from "$bindings/StandingFilter";
import type { Scope as HaltScope } from "$bindings/Scope";
import type { Status } from "$bindings/Status";
import type { Terms } from "$bindings/Terms";
import type { Filter } from "./device";
import { call } from "./call";
import type { Language } from "./device";

const PAGE_LENGTH = 50;
const HALTS_LENGTH = 20;
const LINES_LENGTH = 1_000;

export type Scope = "mine" | "all";

export type Sort = "risk" | "due" | "arrival";

export interface ActivityFilter {
  q: string;
  standing: StandingFilter | null;
  agent: AgentId | null;
  from: string | null;
  to: string | null;
  // Plain decimals, both included.
  amount_from: string | null;
  amount_to: string | null;
  // A part of a name.
  partner: string;
  // What I am to read about, or have; goes with nothing but a time.
  reading: "open" | "done" | null;
}

export type EscalateTo = { to: "reviewer"; id: ReviewerId } | { to: "group"; name: string } | { to: "administrators" };

export interface Seen {
  id: ActionId;
  digest: string;
  version: number;
}

export const seen = ({ id, digest, version }: ActionView): Seen => ({ id, digest, version });

function query(values: Record<string, string | number | true | null>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== "") search.set(name, String(value));
  }
  return search.toString();
}

const decide = (seen: Seen, how: string, rest: Record<string, unknown>) =>
  call<ActionView>("POST", `/actions/${encodeURIComponent(seen.id)}/${how}`, {
    digest: seen.digest,
    version: seen.version,
    ...rest,
  });

export const status = () => call<Status>("GET", "/status");

export const queue = (scope: Scope, sort: Sort, { free, ...filter }: Filter, after: string | null) =>
  call<QueuePage>("GET", `/queue?${query({ scope, sort, ...filter, free: free || null, limit: PAGE_LENGTH, after })}`);

export const action = (id: ActionId) => call<ActionView>("GET", `/actions/${encodeURIComponent(id)}`);

export const lines = (id: ActionId, part: "arguments" | "claims", after: number) =>
  call<LinePage>("GET", `/actions/${encodeURIComponent(id)}/${part}?${query({ after, limit: LINES_LENGTH })}`);

export const approve = (seen: Seen, note: string | null) => decide(seen, "approve", note === null ? {} : { note });

export const reject = (seen: Seen, reason: string) => decide(seen, "reject", { reason });

export const escalate = (seen: Seen, to: EscalateTo, note: string) => decide(seen, "escalate", { to, note });

export const askBack = (seen: Seen, question: string) => decide(seen, "ask-back", { question });

export interface Change {
  pointer: string;
  value?: string;
}

export const amend = (seen: Seen, changes: readonly Change[], reason: string) =>
  decide(seen, "amend", { changes, reason });

export const withdraw = (seen: Seen) => decide(seen, "withdraw", {});

// Not decisions: they name no version.
const beside = (id: ActionId, how: string, body?: Record<string, unknown>) =>
  call<ActionView>("POST", `/actions/${encodeURIComponent(id)}/${how}`, body);

export const take = ({ id }: { id: ActionId }) => beside(id, "take");

export const release = ({ id }: { id: ActionId }) => beside(id, "release");

export const viewed = ({ id, digest, version }: Seen) =>
  call<null>("POST", `/actions/${encodeURIComponent(id)}/viewed`, { digest, version });

export const comment = (id: ActionId, text: string) => beside(id, "comments", { text });

export const read = (id: ActionId) => beside(id, "read");

export const activity = (filter: ActivityFilter, after: string | null) =>
  call<ActivityPage>("GET", `/activity?${query({ ...filter, limit: PAGE_LENGTH, after })}`);

export const agents = () => call<AgentView[]>("GET", "/agents");

export const addAgent = (name: string) => call<NewAgent>("POST", "/agents", { name });

export const setTerms = (id: AgentId, terms: Terms) =>
  call<AgentView>("PUT", `/agents/${encodeURIComponent(id)}/terms`, { ...terms });

export const revokeAgent = (id: AgentId) => call<AgentView>("DELETE", `/agents/${encodeURIComponent(id)}`);

export const reviewers = () => call<ReviewerView[]>("GET", "/reviewers");

export const addReviewer = (name: string, role: Role, groups: string[]) =>
  call<NewReviewer>("POST", "/reviewers", { name, role, groups });

export const setRole = (id: ReviewerId, role: Role) =>
  call<ReviewerView>("PUT", `/reviewers/${encodeURIComponent(id)}/role`, { role });

export const revokeReviewer = (id: ReviewerId) => call<ReviewerView>("DELETE", `/reviewers/${encodeURIComponent(id)}`);

export const isName = (name: string) => name.trim() !== "" && name.trim().length <= 100;

export const rename = (name: string) => call<Me>("PUT", "/me", { name });

export interface NewBudget {
  name: string;
  agents: { to: "everyone" } | { to: "group"; name: string } | { to: "agent"; id: AgentId };
  effect: string | null;
  limit: Sum;
  period: Every;
}

export const budgets = () => call<BudgetsView>("GET", "/budgets");

export const addBudget = ({ effect, ...budget }: NewBudget) =>
  call<BudgetView>("POST", "/budgets", { ...budget, ...(effect !== null && { effect }) });

export const changeBudget = (id: BudgetId, name: string, limit: Sum) =>
  call<BudgetView>("PUT", `/budgets/${encodeURIComponent(id)}`, { name, limit });

export const endBudget = (id: BudgetId) => call<EndedBudget>("DELETE", `/budgets/${encodeURIComponent(id)}`);

export const organisation = () => call<OrganisationView>("GET", "/organisation");

export const setOrganisation = ({ time_zone, working_hours }: OrganisationView) =>
  call<OrganisationView>("PUT", "/organisation", { time_zone, ...(working_hours && { working_hours }) });

export const practise = (language: Language) => call<{ agent: AgentRef }>("POST", "/practice", { language });

export const halts = () => call<HaltsView>("GET", "/halts");

// What is halted: a scope, or what an action is of, as its agent wrote it.
export type HaltTarget = { scope: HaltScope } | { of: { action: ActionId; part: HaltPart } };

export const halt = (target: HaltTarget) => call<HaltView>("POST", "/halts", { ...target });

export const liftedHalts = (after: HaltId | null) =>
  call<LiftedHalts>("GET", `/halts/lifted?${query({ limit: HALTS_LENGTH, after })}`);

export const setSecondPerson = (required: boolean) => call<HaltsView>("PUT", "/halts/second-person", { required });

export const resume = (id: HaltId, reason: string) =>
  call<HaltView>("POST", `/halts/${encodeURIComponent(id)}/resume`, { reason });
