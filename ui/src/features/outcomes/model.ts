import type { Counts } from "$bindings/Counts";
import type { OutcomeFilter } from "$bindings/OutcomeFilter";
import type { ResultOf } from "$bindings/ResultOf";
import type { ResultsBy } from "$bindings/ResultsBy";
import { plain } from "$i18n/words";

export const filters = ["look", "quiet", "marked", "told"] as const satisfies OutcomeFilter[];
export const subjects = ["agent", "tool", "rule", "signal", "reviewer"] as const satisfies ResultsBy[];
export const periods = [7, 30, 90, 365] as const;

export function nameOf(of: ResultOf): string {
  switch (of.kind) {
    case "agent":
      return of.agent.name;
    case "tool":
      return of.server ? `${plain(of.server)} / ${plain(of.tool)}` : plain(of.tool);
    case "rule":
      return of.rule;
    case "signal":
      return of.signal;
    case "reviewer":
      return of.reviewer.name;
    default:
      return of satisfies never;
  }
}

// Of what people were asked about and answered, the part that they rejected: how often asking was right.
export function rejectedShare({ approved, denied }: Counts): number | null {
  return approved + denied === 0 ? null : denied / (approved + denied);
}
