import type { ActionId } from "$bindings/ActionId";
import type { Live } from "$bindings/Live";
import { on } from "./events";

const COALESCE_MS = 150;

type Change =
  | { all: true }
  | {
      all: false;
      actions: ReadonlySet<ActionId>;
      agents: boolean;
      reviewers: boolean;
      organisation: boolean;
      budgets: boolean;
      rules: boolean;
      grants: boolean;
      halts: boolean;
    };

type Listener = (change: Change) => void;

const listeners = new Set<Listener>();
let pending: Live[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;

function summarise(events: readonly Live[]): Change {
  const actions = new Set<ActionId>();
  let agents = false;
  let reviewers = false;
  let organisation = false;
  let budgets = false;
  let rules = false;
  let grants = false;
  let halts = false;
  for (const event of events) {
    switch (event.about) {
      case "action":
        actions.add(event.id);
        break;
      case "agents":
        agents = true;
        break;
      case "reviewers":
        reviewers = true;
        break;
      case "organisation":
        organisation = true;
        break;
      case "budgets":
        budgets = true;
        break;
      case "rules":
        rules = true;
        break;
      case "grants":
        grants = true;
        break;
      case "halts":
        halts = true;
        break;
      default:
        event satisfies never;
    }
  }
  return { all: false, actions, agents, reviewers, organisation, budgets, rules, grants, halts };
}

function tell(change: Change) {
  for (const listener of listeners) listener(change);
}

function flush() {
  timer = null;
  const events = pending;
  pending = [];
  tell(summarise(events));
}

export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reloadAll() {
  tell({ all: true });
}

export function watchChanges(): () => void {
  const stop = on("live", (event) => {
    pending.push(event);
    timer ??= setTimeout(flush, COALESCE_MS);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
    timer = null;
    pending = [];
  };
}

export const concernsAction = (change: Change, id: ActionId) => change.all || change.actions.has(id);
export const concernsActions = (change: Change) => change.all || change.actions.size > 0;
export const concernsAgents = (change: Change) => change.all || change.agents;
export const concernsReviewers = (change: Change) => change.all || change.reviewers;
export const concernsOrganisation = (change: Change) => change.all || change.organisation;
export const concernsBudgets = (change: Change) => change.all || change.budgets;
export const concernsRules = (change: Change) => change.all || change.rules;
export const concernsGrants = (change: Change) => change.all || change.grants;
export const concernsHalts = (change: Change) => change.all || change.halts;
