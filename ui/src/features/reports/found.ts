import type { CheckpointFault } from "$bindings/CheckpointFault";
import type { EntryFault } from "$bindings/EntryFault";
import type { FileCheck } from "$bindings/FileCheck";
import type { FileFault } from "$bindings/FileFault";
import { t } from "$i18n/t";

type Verdict = "whole" | "proved" | "made" | "bad" | "none";

const entryWords = (why: EntryFault) => t(`bad.entry_${why}`);

const checkpointWords = (why: CheckpointFault) => t(`bad.checkpoint_${why}`);

export function faultWords(fault: FileFault): string {
  switch (fault.kind) {
    case "bad_key":
    case "unreadable":
    case "neither":
    case "no_ledger":
    case "other_ledger":
    case "no_proof":
    case "not_included":
    case "no_room":
    case "no_report":
    case "other_report":
    case "changed_report":
      return t(`bad.${fault.kind}`);
    case "bad_earlier":
    case "proof_checkpoint":
      return t(`bad.${fault.kind}`, { why: checkpointWords(fault.why) });
    case "checkpoint":
      return t("bad.after", { after: fault.after, why: checkpointWords(fault.why) });
    case "entry":
      return t("bad.entry", { seq: fault.seq, why: entryWords(fault.why) });
    case "proof_entry":
      return t("bad.proof_entry", { why: entryWords(fault.why) });
    case "older":
    case "missing":
    case "key":
      return t(`bad.${fault.kind}`, { seq: fault.seq });
    case "root":
    case "unsigned":
      return t(`bad.${fault.kind}`, { from: fault.from, until: fault.until });
    case "short":
      // More than there should be is as little whole as fewer.
      return fault.found > fault.wanted
        ? t("bad.long", { wanted: fault.wanted })
        : t("bad.short", { found: fault.found, wanted: fault.wanted });
    case "order":
    case "shorter":
      return t(`bad.${fault.kind}`, { found: fault.found, wanted: fault.wanted });
    case "forked":
      return t("bad.forked", { size: fault.size });
    default:
      return fault satisfies never;
  }
}

// Whether anything was checked at all, before what came of it.
export function verdictOf(check: FileCheck): Verdict {
  switch (check.found) {
    case "ledger":
      return "whole";
    case "proof":
      return "proved";
    case "report":
      return "made";
    case "fault":
      return ["bad_key", "bad_earlier", "unreadable", "neither", "no_room"].includes(check.fault.kind) ? "none" : "bad";
    default:
      return check satisfies never;
  }
}
