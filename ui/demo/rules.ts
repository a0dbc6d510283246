import type { EditionTexts } from "../src/bindings/EditionTexts";
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

export const IN_FORCE = 2;

export const LOOSE = {
  en: "Payments of 500,000 yen, 5,000 dollars or more are decided by a person.",
  ja: "50万円（5,000ドル）以上の支払いは、人が確認します。",
};

const STANDARD = { en: /Payments of 100,000 yen.*? person\./, ja: /10万円（1,000ドル）以上の支払いは.*?。/ };

const TRIAL = `
@id("travel-trial")
@reason_en("Bookings of up to 20,000 yen pass while we try this out.")
@reason_ja("試行中：2万円以下の旅費の手配は自動承認します。")
@matches("effect=pay amount=read steps=19999")
permit (principal, action == Action::"auto_approve", resource in Effect::"pay")
when { context.amount == Amount::"read" && context.steps < 20000 };
`;

// A trial that somebody took back: one policy looser, one more, and one less.
const loose =
  rules
    .replace(STANDARD.en, LOOSE.en)
    .replace(STANDARD.ja, LOOSE.ja)
    .replaceAll(/(amount=read steps=)(100000|99999)(?=[";])/g, (_, name, steps) => `${name}${Number(steps) + 400000}`)
    .replace("context.steps >= 100000 }", "context.steps >= 500000 }") + TRIAL;
const fewer = guardrails.replace(/@id\("no-paste-sites"\)[^]*?\n};\n\n/, "");

export function edition(number: number): EditionTexts {
  const [ruled, guarded] = number === 1 ? [loose, fewer] : [rules, guardrails];
  return {
    edition: number,
    rules: ruled,
    guardrails: guarded,
    policies: [...policies(ruled, "rule"), ...policies(guarded, "guardrail")],
    scorecard: POINTS.map(([line, standard]) => ({
      line,
      standard,
      points: line === "effect.pay" && number >= IN_FORCE ? 40 : standard,
    })),
    faults: [],
  };
}

export function standards(speech: Speech, now: number): StandardsView {
  const [first = "", second = ""] = people(speech);
  const ja = speech === "ja";
  return {
    ...edition(IN_FORCE),
    scorecard_version: 1,
    editions: [
      {
        edition: 2,
        by: { id: "rvr_01", name: first },
        at: iso(now - 3 * 60 * MINUTE),
        note: ja ? "試行を終え、支払いの点数を見直しました" : "The trial is over, and payments weigh more",
      },
      {
        edition: 1,
        by: { id: "rvr_02", name: second },
        at: iso(now - 26 * 60 * MINUTE),
        note: ja ? "旅費の自動承認を試行します" : "Trying to let travel bookings pass",
      },
    ],
    may_guard: true,
  };
}

export function faults(rules: string): Fault[] {
  if (rules.includes(";")) return [];
  const detail = "unexpected end of input";
  return [{ tier: "rule", line: 1, policy: null, problem: "parse", detail }];
}

export function next(
  before: StandardsView,
  sent: Partial<StandardsView> & { note?: string },
  at: string,
): StandardsView {
  const { rules = before.rules, guardrails = before.guardrails, note = "" } = sent;
  const edition = before.edition + 1;
  return {
    ...before,
    edition,
    rules,
    guardrails,
    policies: [...policies(rules, "rule"), ...policies(guardrails, "guardrail")],
    editions: [{ edition, by: { id: "rvr_01", name: "A" }, at, note }, ...before.editions],
  };
}
