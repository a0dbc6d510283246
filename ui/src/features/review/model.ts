import type { BudgetLine } from "$bindings/BudgetLine";
import type { Unclear } from "$bindings/Unclear";
import type { ActionView } from "$bindings/ActionView";
import type { Line } from "$bindings/Line";
import type { Reason } from "$bindings/Reason";
import type { What } from "$bindings/What";
import type { With } from "$bindings/With";
import type { EscalateTo } from "$backend/calls";
import type { Cited } from "$backend/rules";
import { money, shortTime, span } from "$i18n/format";
import { t } from "$i18n/t";
import { headline, plain, recipient, sentence } from "$i18n/words";

export { evidenceWords } from "./evidence";

export function workingTime({ due_at, given_seconds }: ActionView, now: number): string {
  const until = shortTime(due_at, now);
  return given_seconds === null
    ? t("review.working", { until })
    : t("review.working_given", { time: span(given_seconds), until });
}

export function consequence({ reversibility }: What): string {
  return t(`review.consequence_${reversibility}`);
}

export function question(action: ActionView): string {
  return t("review.question", { what: headline(action.what), consequence: consequence(action.what) });
}

function unclearWords(unclear: Unclear): string {
  switch (unclear.why) {
    case "unread":
    case "no_currency":
      return t(`unclear.${unclear.why}`, { pointer: unclear.pointer });
    case "no_amount":
      return t("unclear.no_amount");
    default:
      return unclear satisfies never;
  }
}

export function budgetWords({ name, limit, left, amount, unclear, fits }: BudgetLine): string {
  if (unclear !== null || amount === null) {
    return t("budget.unclear", { name, why: unclearWords(unclear ?? { why: "no_amount" }) });
  }
  const sums = [left, limit.value, amount].map((value) => money({ value, currency: limit.currency }));
  const [leftWords = "", limitWords = "", amountWords = ""] = sums;
  return t(fits ? "budget.fits" : "budget.short", { name, left: leftWords, limit: limitWords, amount: amountWords });
}

export function reasonWords(reason: Reason): { words: string; rule: string } {
  switch (reason.kind) {
    case "passed":
    case "held":
    case "blocked":
      return { words: sentence(reason.words), rule: reason.rule };
    case "fault":
      return { words: t("reason.fault"), rule: reason.rule };
    case "deviated":
      return { words: t("reason.deviated"), rule: "" };
    case "halted":
      return { words: t("reason.halted"), rule: "" };
    case "no_rule":
      return { words: t("reason.no_rule"), rule: "" };
    case "over_budget": {
      const { name, amount, left } = reason;
      return { words: t("reason.over_budget", { name, amount: money(amount), left: money(left) }), rule: "" };
    }
    case "beyond_budget": {
      const { name, amount, limit } = reason;
      return { words: t("reason.beyond_budget", { name, amount: money(amount), limit: money(limit) }), rule: "" };
    }
    case "budget_unclear":
      return { words: t("reason.budget_unclear", { name: reason.name, why: unclearWords(reason.unclear) }), rule: "" };
    case "other_currency":
      return { words: t("reason.other_currency", { currency: reason.currency }), rule: "" };
    default:
      return reason satisfies never;
  }
}

// The policies that the reasons name, by the edition that judged.
export function citedBy({ reasons, edition }: ActionView): Cited[] {
  const named = reasons.map((reason) => reasonWords(reason).rule).filter((rule) => rule !== "");
  return named.map((policy) => ({ policy, edition }));
}

export function canDecide({ standing, allowed }: ActionView): boolean {
  return standing.state === "held" && allowed.length > 0;
}

// None for `anyone`: the hub passes actions on to someone in particular only.
export function escalateTo(to: With): EscalateTo | null {
  switch (to.to) {
    case "anyone":
      return null;
    case "reviewer":
      return { to: "reviewer", id: to.reviewer.id };
    case "group":
      return { to: "group", name: to.name };
    case "administrators":
      return { to: "administrators" };
    default:
      return to satisfies never;
  }
}

export function isSameTarget(a: With, b: With): boolean {
  return JSON.stringify(escalateTo(a)) === JSON.stringify(escalateTo(b));
}

export function matchingTargets(targets: readonly With[], words: string): With[] {
  const wanted = words.trim().toLocaleLowerCase();
  return targets.filter((to) => to.to !== "anyone" && recipient(to).toLocaleLowerCase().includes(wanted));
}

const LONG_CHARACTERS = 240;
const LONG_LINES = 6;

// Whether a value may outgrow its box and scroll in it.
export function isLong({ value }: Line): boolean {
  const text = plain(value);
  return text.length > LONG_CHARACTERS || text.split("\n").length > LONG_LINES;
}
