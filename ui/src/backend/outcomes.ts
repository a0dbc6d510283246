import type { ActionId } from "$bindings/ActionId";
import type { ActionView } from "$bindings/ActionView";
import type { Mark } from "$bindings/Mark";
import type { OutcomeFilter } from "$bindings/OutcomeFilter";
import type { OutcomesPage } from "$bindings/OutcomesPage";
import type { ResultsBy } from "$bindings/ResultsBy";
import type { ResultsView } from "$bindings/ResultsView";
import { call } from "./call";

const PAGE_LENGTH = 50;

export const outcomes = (show: OutcomeFilter, after: string | null) => {
  const query = new URLSearchParams({ show, limit: String(PAGE_LENGTH), ...(after !== null && { after }) });
  return call<OutcomesPage>("GET", `/outcomes?${query.toString()}`);
};

export const results = (by: ResultsBy, days: number) =>
  call<ResultsView>("GET", `/results?${new URLSearchParams({ by, days: String(days) }).toString()}`);

export const mark = (id: ActionId, mark: Mark, note: string) =>
  call<ActionView>("POST", `/actions/${encodeURIComponent(id)}/mark`, { mark, ...(note !== "" && { note }) });
