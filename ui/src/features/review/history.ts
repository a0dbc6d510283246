import type { Act } from "$bindings/Act";
import type { ActionView } from "$bindings/ActionView";
import type { Entry } from "$bindings/Entry";
import type { With } from "$bindings/With";
import { now } from "$i18n/clock.svelte";
import { money, shortTime } from "$i18n/format";
import { t } from "$i18n/t";
import { decider, deviationWords, headline, recipient } from "$i18n/words";
import { askedNow } from "./way";

export function entryWords(entry: Entry): string {
  switch (entry.event) {
    case "received":
      return t(`history.received_${entry.verdict}`);
    case "escalated":
      return t("history.escalated", { by: entry.by.name, to: recipient(entry.to) });
    case "voted": {
      const { by, stands_for, station } = entry;
      if (stands_for === null) return t("history.voted", { by: by.name, station });
      return t("history.voted_for", { by: by.name, absent: stands_for.name, station });
    }
    case "withdrawn":
    case "taken":
    case "released":
    case "commented":
      return t(`history.${entry.event}`, { by: entry.by.name });
    case "circulated":
      return entry.to.length === 0
        ? t("history.circulated_nobody")
        : t("history.circulated", { to: entry.to.map(({ name }) => name).join(t("access.between")) });
    case "read":
    case "viewed":
      return t(`history.${entry.event}`, { by: entry.by.name });
    case "forgotten":
      return t("history.forgotten", { reviewer: entry.reviewer.name });
    case "raised":
      return t("history.raised", { to: recipient(entry.to) });
    case "returned":
      return t("history.returned", { from: recipient(entry.from) });
    case "approved":
      return t("history.approved", { by: entry.by.name });
    case "granted":
      return t("history.granted", { count: entry.times, until: shortTime(entry.until, now()) });
    case "under_grant":
      return t("history.under_grant", { count: entry.number });
    case "denied":
      return t(`history.${entry.how === "rejected" ? "denied" : entry.how}`, { by: entry.by.name });
    case "resubmitted":
      return t(entry.as_amended ? "history.resubmitted_as_amended" : "history.resubmitted");
    case "asked_again":
      return t("history.asked_again");
    case "expired":
    case "cancelled":
    case "consumed":
    case "reminded":
      return t(`history.${entry.event}`);
    case "booked":
      return t(`history.booked_${entry.booked}`, { name: entry.name, amount: money(entry.sum) });
    case "actual_told":
      return t("history.actual_told", { amount: money(entry.actual) });
    case "told":
      return t("history.told");
    case "deviated":
      return t("history.deviated", { how: entry.deviations.map(deviationWords).join(t("access.between")) });
    case "marked":
      return t("history.marked", { by: entry.by.name, mark: t(`mark.${entry.mark}`) });
    case "erasure_asked":
      return t("history.erasure_asked", { by: entry.by.name });
    case "erased": {
      if (entry.grounds.kind === "policy") return t("history.erased");
      const { by, second } = entry.grounds;
      if (second === null) return t("history.erased_by", { by: by.name });
      return t("history.erased_by_two", { by: by.name, second: second.name });
    }
    case "reported":
      return t(entry.succeeded ? "history.succeeded" : "history.failed");
    default:
      return entry satisfies never;
  }
}

export function entryNote(entry: Entry): string | null {
  switch (entry.event) {
    case "escalated":
    case "voted":
    case "approved":
    case "marked":
      return entry.note;
    case "denied":
    case "erasure_asked":
      return entry.reason;
    case "erased":
      return entry.grounds.kind === "request" ? entry.grounds.reason : null;
    case "commented":
      return entry.text;
    case "received":
    case "withdrawn":
    case "taken":
    case "released":
    case "resubmitted":
    case "asked_again":
    case "circulated":
    case "read":
    case "viewed":
    case "forgotten":
    case "granted":
    case "under_grant":
    case "reminded":
    case "raised":
    case "returned":
    case "expired":
    case "cancelled":
    case "consumed":
    case "booked":
    case "actual_told":
    case "told":
    case "deviated":
    case "reported":
      return null;
    default:
      return entry satisfies never;
  }
}

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
