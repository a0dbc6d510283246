import type { AgentId } from "$bindings/AgentId";
import type { Effect } from "$bindings/Effect";
import type { Level } from "$bindings/Level";
import type { Filter, Inbox } from "$backend/device";
import { t } from "$i18n/t";

export const EFFECTS = [
  "pay",
  "grant",
  "execute",
  "publish",
  "send",
  "delete",
  "write",
  "read",
] as const satisfies Effect[];
export const RISKS = ["medium", "high", "critical"] as const satisfies Level[];

const FILTERS_MAX = 20;
export const FILTER_NAME_MAX = 40;

export const unfiltered: Filter = { agent: null, effect: null, risk: null, free: false };

export const isFiltered = ({ agent, effect, risk, free }: Filter) =>
  agent !== null || effect !== null || risk !== null || free;

export const isSame = (one: Filter, other: Filter) =>
  one.agent === other.agent && one.effect === other.effect && one.risk === other.risk && one.free === other.free;

export function filterWords({ agent, effect, risk, free }: Filter, nameOf: (id: AgentId) => string): string {
  const parts = [
    agent === null ? "" : nameOf(agent),
    effect === null ? "" : t(`effect.${effect}`),
    risk === null ? "" : t("filter.risk_from", { level: t(`risk.${risk}`) }),
    free ? t("filter.free") : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

export const canKeep = (name: string, { filters }: Inbox) =>
  name.trim() !== "" && name.trim().length <= FILTER_NAME_MAX && filters.length < FILTERS_MAX;

// Under a name that is taken it takes the place of the one before.
export function kept(inbox: Inbox, name: string, filter: Filter): Inbox {
  const others = inbox.filters.filter((one) => one.name !== name.trim());
  return { ...inbox, filters: [...others, { ...filter, name: name.trim() }] };
}

export const dropped = (inbox: Inbox, name: string): Inbox => ({
  ...inbox,
  filters: inbox.filters.filter((one) => one.name !== name),
});
