import { expect, test } from "vitest";
import type { CheckpointFault } from "$bindings/CheckpointFault";
import type { EntryFault } from "$bindings/EntryFault";
import type { FileFault } from "$bindings/FileFault";
import { speak, type Language } from "$i18n/language.svelte";
import { faultWords, verdictOf } from "./found";

const ENTRY: { [W in EntryFault]: W } = { no_entry: "no_entry", leaf: "leaf", record: "record" };
const CHECKPOINT: { [W in CheckpointFault]: W } = {
  no_checkpoint: "no_checkpoint",
  other_ledger: "other_ledger",
  other_key: "other_key",
  changed: "changed",
};

// Each fault there is, by its kind, so that a new one is missed by the compiler first.
const EVERY: { [K in FileFault["kind"]]: readonly Extract<FileFault, { kind: K }>[] } = {
  bad_key: [{ kind: "bad_key" }],
  bad_earlier: [{ kind: "bad_earlier", why: "other_key" }],
  unreadable: [{ kind: "unreadable" }],
  neither: [{ kind: "neither" }],
  no_ledger: [{ kind: "no_ledger" }],
  other_ledger: [{ kind: "other_ledger" }],
  entry: Object.values(ENTRY).map((why) => ({ kind: "entry", seq: 29, why })),
  order: [{ kind: "order", wanted: 20, found: 21 }],
  older: [{ kind: "older", seq: 7 }],
  missing: [{ kind: "missing", seq: 12 }],
  key: [{ kind: "key", seq: 31 }],
  checkpoint: Object.values(CHECKPOINT).map((why) => ({ kind: "checkpoint", after: 256, why })),
  root: [{ kind: "root", from: 257, until: 512 }],
  short: [
    { kind: "short", wanted: 1_512, found: 40 },
    { kind: "short", wanted: 40, found: 41 },
  ],
  unsigned: [{ kind: "unsigned", from: 257, until: 260 }],
  shorter: [{ kind: "shorter", wanted: 512, found: 300 }],
  forked: [{ kind: "forked", size: 256 }],
  no_proof: [{ kind: "no_proof" }],
  proof_entry: [{ kind: "proof_entry", why: "record" }],
  proof_checkpoint: [{ kind: "proof_checkpoint", why: "changed" }],
  not_included: [{ kind: "not_included" }],
  no_room: [{ kind: "no_room" }],
  no_report: [{ kind: "no_report" }],
  other_report: [{ kind: "other_report" }],
  changed_report: [{ kind: "changed_report" }],
};

const LANGUAGES: Language[] = ["en", "ja"];

test.each(LANGUAGES)("each fault has words of its own in %s", (language) => {
  speak(language);
  const words = Object.values(EVERY).flat().map(faultWords);
  expect(new Set(words).size, "no two sound the same").toBe(words.length);
  expect(words).toMatchSnapshot();
});

test("a file that was never looked at is not called false", () => {
  const verdicts = Object.values(EVERY)
    .flat()
    .filter((fault) => verdictOf({ found: "fault", line: null, fault }) === "none")
    .map(({ kind }) => kind);
  expect(verdicts).toEqual(["bad_key", "bad_earlier", "unreadable", "neither", "no_room"]);
});
