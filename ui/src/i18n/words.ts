import type { By } from "$bindings/By";
import type { DeviationView } from "$bindings/DeviationView";
import type { Shown } from "$bindings/Shown";
import type { Standing } from "$bindings/Standing";
import type { What } from "$bindings/What";
import type { With } from "$bindings/With";
import type { Words } from "$bindings/Words";
import { money } from "./format";
import { language } from "./language.svelte";
import { t } from "./t";

export function plain(shown: Shown): string {
  return shown.map((span) => (span.kind === "text" ? span.text : `<${span.code}>`)).join("");
}

// Where a value stands, as people read it: `lines 0 price`.
export const placeName = (pointer: string) =>
  pointer.split("/").slice(1).join(" ").replaceAll("~1", "/").replaceAll("~0", "~");

export function headline({ effect, amount }: What): string {
  if (amount === null) return t(`effect.${effect}`);
  if (effect === "pay") return t("effect.pay_amount", { amount: money(amount) });
  return t("effect.with_amount", { effect: t(`effect.${effect}`), amount: money(amount) });
}

export function sentence(words: Words): string {
  return words[language()];
}

export function recipient(to: With): string {
  switch (to.to) {
    case "anyone":
      return t("with.anyone");
    case "reviewer":
      return to.reviewer.name;
    case "group":
      return t("with.group", { name: to.name });
    case "administrators":
      return t("with.administrators");
    default:
      return to satisfies never;
  }
}

export function decider(by: By): string {
  switch (by.kind) {
    case "rule":
      return t("by.rule", { rule: by.rule });
    case "budget":
      return t("by.budget", { name: by.name });
    case "reviewer":
      return by.reviewer.name;
    case "grant":
      return t("by.grant", { name: by.reviewer.name });
    default:
      return by satisfies never;
  }
}

export function standingWord(standing: Standing): string {
  switch (standing.state) {
    case "reported":
      return t(standing.succeeded ? "standing.succeeded" : "standing.failed");
    case "approved":
      if (standing.by.kind === "grant") return t("standing.granted");
      return t(standing.by.kind === "rule" ? "standing.passed" : "standing.approved");
    case "denied":
      return t(standing.by.kind === "reviewer" ? "standing.denied" : "standing.blocked");
    case "held":
    case "consumed":
    case "expired":
    case "cancelled":
      return t(`standing.${standing.state}`);
    default:
      return standing satisfies never;
  }
}

export function deviationWords(deviation: DeviationView): string {
  switch (deviation.kind) {
    case "more":
    case "less": {
      const { approved, actual } = deviation;
      return t(`deviation.${deviation.kind}`, { approved: money(approved), actual: money(actual) });
    }
    case "other_currency":
    case "unasked_money":
      return t(`deviation.${deviation.kind}`, { actual: money(deviation.actual) });
    case "told_by_other":
      return t("deviation.told_by_other", { agent: deviation.other?.name ?? deviation.agent });
    case "other_partner":
    case "unused":
    case "unreported":
      return t(`deviation.${deviation.kind}`);
    default:
      return deviation satisfies never;
  }
}
