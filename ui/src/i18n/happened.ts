import type { Happened } from "$bindings/Happened";
import { now } from "./clock.svelte";
import { money, shortTime } from "./format";
import { t } from "./t";
import { deviationWords, recipient } from "./words";

export function entryWords(entry: Happened): string {
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
    case "record_made":
      return t("history.record_made", { by: entry.by?.name ?? t("occurred.nobody") });
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

export function entryNote(entry: Happened): string | null {
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
    case "record_made":
    case "reported":
      return null;
    default:
      return entry satisfies never;
  }
}
