import type { Act } from "$bindings/Act";
import type { ActionView } from "$bindings/ActionView";
import type { Entry } from "$bindings/Entry";
import type { With } from "$bindings/With";
import { now } from "$i18n/clock.svelte";
import { shortTime } from "$i18n/format";
import { t } from "$i18n/t";
import { decider, headline, recipient } from "$i18n/words";
import { askedNow } from "./way";

function whoChanged(history: readonly Entry[]): string {
  // A remark or a look changes nothing.
  const last = history.filter(({ event }) => event !== "commented" && event !== "viewed").at(-1);
  switch (last?.event) {
    case "escalated":
      return t("faster.escalated", { by: last.by.name, to: recipient(last.to) });
    case "voted":
      return t("faster.voted", { by: last.by.name });
    case "withdrawn":
      return t("faster.withdrawn", { by: last.by.name });
    case "taken":
      return t("faster.taken", { by: last.by.name });
    default:
      return t("faster.changed");
  }
}

// What was used or reported stands so since later than it was approved.
function decidedAt(since: string, history: readonly Entry[]): string {
  const decision = history.findLast(({ event }) => event === "approved" || event === "denied");
  return shortTime(decision?.at ?? since, now());
}

// Who changed the action while the reviewer was looking at an older version of it.
export function whoWasFaster({ standing, history }: ActionView): string {
  switch (standing.state) {
    case "approved":
    case "consumed":
    case "reported":
      return t("faster.approved", { by: decider(standing.by), when: decidedAt(standing.at, history) });
    case "denied":
      return t(standing.how === "rejected" ? "faster.denied" : "faster.sent_back", {
        by: decider(standing.by),
        when: decidedAt(standing.at, history),
      });
    case "expired":
      return t("faster.expired");
    case "cancelled":
      return t("faster.cancelled");
    case "held":
      return whoChanged(history);
    default:
      return standing satisfies never;
  }
}

// What a decision has come to: a yes may be one of several.
export function outcomeWords(act: Act, { what: done, standing }: ActionView, target: With | null): string {
  const what = headline(done);
  switch (act) {
    case "approve":
      return standing.state === "held"
        ? t("toast.voted", { what, to: askedNow(standing) })
        : t("toast.approved", { what });
    case "grant":
      return t("toast.granted", { what });
    case "reject":
      return t("toast.rejected", { what });
    case "escalate":
      return t("toast.escalated", { what, to: target ? recipient(target) : "" });
    case "ask_back":
    case "amend":
      return t(act === "amend" ? "toast.amended" : "toast.asked_back", { what });
    case "withdraw":
      return t("toast.withdrawn", { what });
    case "take":
    case "release":
      return t(act === "take" ? "toast.taken" : "toast.released", { what });
    default:
      return act satisfies never;
  }
}
