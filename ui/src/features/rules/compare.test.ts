import { expect, test } from "vitest";
import type { EditionTexts } from "$bindings/EditionTexts";
import type { PolicyView } from "$bindings/PolicyView";
import { compare, lineDiff } from "./compare";

const policy = (id: string, change: Partial<PolicyView> = {}): PolicyView => ({
  id,
  tier: "rule",
  verdict: "hold",
  words: { en: `Why ${id}.`, ja: `${id}の理由。` },
  line: 1,
  text: "permit (principal, action, resource)\nwhen { context.steps >= 10 };",
  matches: ["effect=pay"],
  not_matches: [],
  ...change,
});

const edition = (number: number, policies: PolicyView[], change: Partial<EditionTexts> = {}): EditionTexts => ({
  edition: number,
  rules: JSON.stringify(policies.map((policy) => ({ ...policy, line: null }))),
  guardrails: "",
  policies,
  scorecard: [{ line: "effect.pay", standard: 30, points: 30 }],
  faults: [],
  ...change,
});

test("what is new, gone and changed is told apart, whatever moved", () => {
  const before = edition(1, [policy("stays"), policy("changes"), policy("goes")]);
  const after = edition(2, [policy("comes"), policy("changes", { verdict: "pass" }), policy("stays", { line: 40 })]);
  const { policies, onlyText } = compare(before, after);
  expect(policies.map(({ change, policy }) => [change, policy.id])).toEqual([
    ["added", "comes"],
    ["changed", "changes"],
    ["removed", "goes"],
  ]);
  expect(onlyText).toBe(false);
});

test("every line of a changed policy is kept, added or removed", () => {
  const after = policy("one", { text: "permit (principal, action, resource)\nwhen { context.steps >= 99 };" });
  const [change] = compare(edition(1, [policy("one")]), edition(2, [after])).policies;
  const lines = change?.lines ?? [];
  expect(lines.filter(({ mark }) => mark !== "kept")).toEqual([
    { mark: "removed", text: "when { context.steps >= 10 };" },
    { mark: "added", text: "when { context.steps >= 99 };" },
  ]);
  expect(lines.filter(({ mark }) => mark === "kept")).toHaveLength(5);
});

test("a change of words, or of an example, is a change", () => {
  const one = (change: Partial<PolicyView>) =>
    compare(edition(1, [policy("one")]), edition(2, [policy("one", change)])).policies[0]?.lines.map(
      ({ mark }) => mark,
    );
  expect(one({ words: { en: "Why one.", ja: "別の理由。" } })).toContain("added");
  expect(one({ not_matches: ["effect=read"] })).toContain("added");
});

test("points that differ are told, and a comment is no rule", () => {
  const before = edition(1, [policy("one")]);
  const scorecard = [{ line: "effect.pay" as const, standard: 30, points: 45 }];
  const { points, policies, onlyText } = compare(before, { ...before, scorecard, rules: `// note\n${before.rules}` });
  expect(points).toEqual([{ line: "effect.pay", before: 30, after: 45 }]);
  expect([policies, onlyText]).toEqual([[], true]);
});

test("texts with nothing in common are still shown whole", () => {
  const lines = (word: string) => Array.from({ length: 2_000 }, (_, at) => `${word} ${at}`).join("\n");
  const diff = lineDiff(lines("old"), lines("new"));
  expect(diff).toHaveLength(4_000);
  expect(diff.filter(({ mark }) => mark === "added")).toHaveLength(2_000);
});
