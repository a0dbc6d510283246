import type { Fault } from "$bindings/Fault";
import type { PolicyView } from "$bindings/PolicyView";
import type { ScoreLine } from "$bindings/ScoreLine";
import type { ScorecardLine } from "$bindings/ScorecardLine";
import type { Verdict } from "$bindings/Verdict";
import { t } from "$i18n/t";

const SCORE_MAX = 100;

type Fate = "same" | "changed" | "gone" | "unknown";

// What somebody wrote of a policy. Where it stands in the text is not part of it.
export function isSamePolicy(a: PolicyView, b: PolicyView): boolean {
  return JSON.stringify({ ...a, line: null }) === JSON.stringify({ ...b, line: null });
}

// What has become of a policy since an earlier edition.
export function fateOf(then: PolicyView | null, now: PolicyView | null): Fate {
  if (!then) return "unknown";
  if (!now) return "gone";
  return isSamePolicy(then, now) ? "same" : "changed";
}

// The strictest first, as that is what counts when several apply.
export const verdicts = ["block", "hold", "pass"] as const satisfies Verdict[];

export const policiesOf = (policies: readonly PolicyView[], verdict: Verdict) =>
  policies.filter((policy) => policy.verdict === verdict);

export const changed = (lines: readonly ScoreLine[]) => lines.filter(({ points, standard }) => points !== standard);

export function overrides(lines: readonly ScoreLine[]): Partial<Record<ScorecardLine, number>> {
  return Object.fromEntries(changed(lines).map(({ line, points }) => [line, points]));
}

export function pointsOf(typed: string): number | null {
  const text = typed.normalize("NFKC").trim();
  if (!/^\d{1,3}$/.test(text)) return null;
  const points = Number(text);
  return points <= SCORE_MAX ? points : null;
}

export function faultWords({ problem, policy, line }: Fault): string {
  const words = t(`fault.${problem}`);
  const named = policy === null ? words : t("fault.in_policy", { policy, words });
  return line === null ? named : t("fault.on_line", { line, words: named });
}

export function lineStart(text: string, line: number): number {
  let start = 0;
  for (let skipped = 1; skipped < line; skipped++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return start;
}
