import type { Decided } from "$bindings/Decided";
import { now } from "$i18n/clock.svelte";
import { shortTime } from "$i18n/format";
import { t } from "$i18n/t";
import { decider } from "$i18n/words";

type Look = "yes" | "no" | "over";

function answer(decided: Decided): string {
  switch (decided.answer) {
    case "approved":
      return t(decided.by.kind === "rule" ? "similar.passed" : "similar.approved");
    case "denied":
      if (decided.by.kind !== "reviewer") return t("similar.blocked");
      return t(decided.how === "rejected" ? "similar.denied" : `similar.${decided.how}`);
    case "expired":
      return t("similar.expired");
    default:
      return decided satisfies never;
  }
}

export function decidedWords(decided: Decided): string {
  if (decided.answer !== "approved") return answer(decided);
  return `${answer(decided)} · ${t(`similar.outcome_${decided.outcome.outcome}`)}`;
}

// Green only for what is known to have gone well.
export function lookOf(decided: Decided): Look {
  switch (decided.answer) {
    case "approved":
      if (decided.outcome.outcome === "failed") return "no";
      return decided.outcome.outcome === "succeeded" ? "yes" : "over";
    case "denied":
      return "no";
    case "expired":
      return "over";
    default:
      return decided satisfies never;
  }
}

export function whoWhen(decided: Decided): string {
  const when = shortTime(decided.at, now());
  return decided.answer === "expired" ? when : t("back.by", { by: decider(decided.by), when });
}

export function reasonOf(decided: Decided): string | null {
  switch (decided.answer) {
    case "approved":
      return decided.note;
    case "denied":
      return decided.reason;
    case "expired":
      return null;
    default:
      return decided satisfies never;
  }
}
