import type { CommandPart } from "$bindings/CommandPart";
import type { Evidence } from "$bindings/Evidence";
import type { Source } from "$bindings/Source";
import { list, money } from "$i18n/format";
import { t } from "$i18n/t";
import { plain } from "$i18n/words";

function sourceWords(source: Source): string {
  switch (source.from) {
    case "annotations":
    case "assumed":
    case "person":
      return t(`source.${source.from}`);
    case "name":
    case "description":
      return t(`source.${source.from}`, { word: source.word });
    default:
      return source satisfies never;
  }
}

function partWords({ text, does, hosts }: CommandPart): string {
  const words = { text: plain(text), does: t(`command.${does}`) };
  return hosts.length > 0
    ? t("evidence.command_part_to", { ...words, hosts: list(hosts.map(plain)) })
    : t("evidence.command_part", words);
}

export function evidenceWords(evidence: Evidence): string {
  switch (evidence.signal) {
    case "effect":
      return t("evidence.effect", { effect: t(`effect.${evidence.effect}`), source: sourceWords(evidence.source) });
    case "reversibility":
      return t(`evidence.${evidence.reversibility}`);
    case "amount":
      return t("evidence.amount", { amount: money(evidence.amount) });
    case "amount_unread":
      return t("evidence.amount_unread", { pointer: evidence.pointer });
    case "first_time":
      return t("evidence.first_time");
    case "provenance": {
      const { worst, others } = evidence;
      const words = t(`evidence.from_${worst.provenance}`, { value: plain(worst.value) });
      return others > 0 ? t("evidence.and_others", { words, count: others }) : words;
    }
    case "disguise":
      return t("evidence.disguise", { value: plain(evidence.value) });
    case "read_lost":
      return t("evidence.read_lost");
    case "command": {
      const words = list(evidence.parts.map(partWords));
      return evidence.others > 0 ? t("evidence.and_others", { words, count: evidence.others }) : words;
    }
    case "read_changes":
      return t("evidence.read_changes", { query: plain(evidence.query) });
    case "secret":
      return t(`evidence.secret_${evidence.kind}`, { pointer: evidence.pointer });
    case "personal":
      return t(`evidence.personal_${evidence.datum}`, { pointer: evidence.pointer, count: evidence.count });
    case "exposed":
      return t("evidence.exposed", { private: plain(evidence.private), stranger: plain(evidence.stranger) });
    case "told":
      return t("evidence.told", {
        origin: plain(evidence.origin),
        values: list(evidence.values.map(plain)),
        count: evidence.count,
      });
    case "limit_over":
      return t("evidence.limit_over", { limit: money(evidence.limit) });
    case "jump":
      return t("evidence.jump", { usual: money(evidence.usual), samples: evidence.samples });
    case "partner_new": {
      const words = t("evidence.partner_new", { partner: plain(evidence.partner) });
      return evidence.others > 0 ? t("evidence.and_others", { words, count: evidence.others }) : words;
    }
    case "repeats":
      return t("evidence.repeats", { count: evidence.times });
    case "burst":
      return t("evidence.burst", { minute: evidence.minute, usual: evidence.usual });
    case "outside_hours":
      return t("evidence.outside_hours");
    case "record_denied":
      return t("evidence.record_denied", { denied: evidence.denied, decided: evidence.decided });
    case "record_failed":
      return t("evidence.record_failed", { count: evidence.failed });
    case "erased":
      return t("evidence.erased");
    default:
      return evidence satisfies never;
  }
}
