import { diffLines } from "diff";
import type { EditionTexts } from "$bindings/EditionTexts";
import type { PolicyView } from "$bindings/PolicyView";
import type { ScorecardLine } from "$bindings/ScorecardLine";
import { isSamePolicy } from "./model";

// More changed lines than this are no help to anybody, and take long to find: then all is old, and all is new.
const EDITS_MAX = 1_000;

export type Mark = "added" | "removed" | "kept";

export interface DiffLine {
  mark: Mark;
  text: string;
}

interface PolicyChange {
  change: "added" | "removed" | "changed";
  policy: PolicyView;
  // Why it existed before, where that was put otherwise.
  before: PolicyView | null;
  lines: DiffLine[];
}

interface PointsChange {
  line: ScorecardLine;
  before: number;
  after: number;
}

export interface Comparison {
  policies: PolicyChange[];
  points: PointsChange[];
  // Whether the texts differ in something that no policy says, such as a comment.
  onlyText: boolean;
}

// A policy as Cedar has it, each annotation on a line of its own, so that a change of one is one line.
function written({ id, words, matches, not_matches, text }: PolicyView): string {
  const note = (name: string, value: string) => `@${name}(${JSON.stringify(value)})`;
  const notes = [
    note("id", id),
    note("reason_en", words.en),
    note("reason_ja", words.ja),
    ...matches.map((example) => note("matches", example)),
    ...not_matches.map((example) => note("not_matches", example)),
  ];
  return `${[...notes, text].join("\n")}\n`;
}

const split = (text: string) => text.replace(/\n$/, "").split("\n");

const marked = (mark: Mark, text: string): DiffLine[] =>
  text === "" ? [] : split(text).map((line) => ({ mark, text: line }));

export function lineDiff(before: string, after: string): DiffLine[] {
  const parts = diffLines(before, after, { maxEditLength: EDITS_MAX });
  if (!parts) return [...marked("removed", before), ...marked("added", after)];
  return parts.flatMap(({ added, removed, value }) => marked(added ? "added" : removed ? "removed" : "kept", value));
}

function policyChange(before: PolicyView | null, after: PolicyView | null): PolicyChange[] {
  const policy = after ?? before;
  if (!policy || (before && after && isSamePolicy(before, after))) return [];
  const change = !before ? "added" : !after ? "removed" : "changed";
  const lines = lineDiff(before ? written(before) : "", after ? written(after) : "");
  return [{ change, policy, before: change === "changed" ? before : null, lines }];
}

export function compare(before: EditionTexts, after: EditionTexts): Comparison {
  const named = (policies: readonly PolicyView[]) => new Map(policies.map((policy) => [policy.id, policy]));
  const [old, now] = [named(before.policies), named(after.policies)];
  const policies = [...new Set([...now.keys(), ...old.keys()])].flatMap((id) =>
    policyChange(old.get(id) ?? null, now.get(id) ?? null),
  );
  const points = after.scorecard.flatMap(({ line, points }) => {
    const was = before.scorecard.find((other) => other.line === line)?.points ?? points;
    return was === points ? [] : [{ line, before: was, after: points }];
  });
  const isSameText = before.rules === after.rules && before.guardrails === after.guardrails;
  return { policies, points, onlyText: policies.length === 0 && !isSameText };
}
