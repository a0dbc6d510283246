import type { Fault } from "../src/bindings/Fault";
import type { PolicyView } from "../src/bindings/PolicyView";
import type { ScorecardLine } from "../src/bindings/ScorecardLine";
import type { StandardsView } from "../src/bindings/StandardsView";
import guardrails from "../../crates/core/src/rules/starter/guardrails.cedar?raw";
import rules from "../../crates/core/src/rules/starter/rules.cedar?raw";
import { iso, MINUTE, people } from "./people";
import type { Speech } from "./sketches";

// The demo reads the texts that ship just far enough to list them; the hub parses them.
function policies(text: string, tier: PolicyView["tier"]): PolicyView[] {
  return [...text.matchAll(/@id\("([^"]+)"\)[\s\S]*?;\n/g)].map(([whole, id = ""]) => {
    const annotation = (name: string) => new RegExp(`@${name}\\("([^"]*)"\\)`).exec(whole)?.[1] ?? "";
    const examples = (name: string) =>
      annotation(name)
        .split(";")
        .map((one) => one.trim())
        .filter((one) => one !== "");
    const body = whole.split("\n").filter((line) => !line.startsWith("@"));
    const passes = /^permit[^]*auto_approve/.test(body.join("\n"));
    return {
      id,
      tier,
      verdict: tier === "guardrail" ? "block" : passes ? "pass" : "hold",
      words: { en: annotation("reason_en"), ja: annotation("reason_ja") },
      line: null,
      text: body.join("\n").trim(),
      matches: examples("matches"),
      not_matches: examples("not_matches"),
    };
  });
}

const POINTS: readonly [ScorecardLine, number][] = [
  ["amount.large", 14],
  ["disguise.found", 30],
  ["effect.delete", 20],
  ["effect.pay", 30],
  ["partner.new", 10],
  ["provenance.made", 20],
  ["provenance.untrusted", 40],
  ["reversibility.irreversible", 20],
  ["secret.found", 40],
];

export function standards(speech: Speech, now: number): StandardsView {
  const [by = ""] = people(speech);
  const note = speech === "ja" ? "支払いの点数を見直しました" : "Payments weigh more";
  return {
    edition: 1,
    rules,
    guardrails,
    policies: [...policies(rules, "rule"), ...policies(guardrails, "guardrail")],
    scorecard_version: 1,
    scorecard: POINTS.map(([line, standard]) => ({
      line,
      standard,
      points: line === "effect.pay" ? 40 : standard,
    })),
    faults: [],
    editions: [{ edition: 1, by: { id: "rvr_01", name: by }, at: iso(now - 3 * 60 * MINUTE), note }],
    may_guard: true,
  };
}

export function faults(rules: string): Fault[] {
  if (rules.includes(";")) return [];
  const detail = "unexpected end of input";
  return [{ tier: "rule", line: 1, policy: null, problem: "parse", detail }];
}
