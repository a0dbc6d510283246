import type { ActionView } from "$bindings/ActionView";
import type { Entry } from "$bindings/Entry";
import { list, roughly } from "$i18n/format";
import { entryWords } from "$i18n/happened";
import { t } from "$i18n/t";

// Shorter pauses are none.
const PAUSE_MS = 10_000;

const isDecision = ({ event }: Entry) =>
  event === "approved" || event === "denied" || event === "expired" || event === "cancelled";

// What somebody who had it on screen before could not know of.
const CHANGES: readonly Entry["event"][] = [
  "escalated",
  "forgotten",
  "raised",
  "released",
  "returned",
  "taken",
  "voted",
  "withdrawn",
];

interface Chapter {
  entry: Entry;
  // How long nothing happened before.
  pause: string | null;
  // Who saw what, and what came after.
  remark: string | null;
}

interface Since {
  edition: number;
  words: string;
  href: string;
}

const millis = (later: Entry, earlier: Entry) => Date.parse(later.at) - Date.parse(earlier.at);

function lookOf(viewed: Extract<Entry, { event: "viewed" }>, later: readonly Entry[]): string {
  const { by, version } = viewed;
  const end = later.findIndex(isDecision);
  const decision = later[end];
  const between = later.slice(0, end);
  const looksAgain = between.some((entry) => entry.event === "viewed" && entry.by.id === by.id);
  if (!decision || looksAgain) return t("story.seen_version", { version });
  const time = roughly(Math.max(1, millis(decision, viewed) / 1000));
  const changes = between.filter(({ event }) => CHANGES.includes(event)).map(entryWords);
  return changes.length === 0
    ? t("story.seen", { version, time })
    : t("story.seen_changed", { version, time, changes: list(changes) });
}

function remarkOf(history: readonly Entry[], index: number): string | null {
  const entry = history[index];
  if (entry?.event === "viewed") return lookOf(entry, history.slice(index + 1));
  if (entry?.event !== "approved" && entry?.event !== "denied") return null;
  const { by } = entry;
  const hasLooked = history.slice(0, index).some((one) => one.event === "viewed" && one.by.id === by.id);
  return hasLooked ? null : t("story.unseen", { by: by.name });
}

export function story({ history }: ActionView): Chapter[] {
  return history.map((entry, index) => {
    const before = history[index - 1];
    const pause = before ? millis(entry, before) : 0;
    return {
      entry,
      pause: pause < PAUSE_MS ? null : t("story.after", { time: roughly(pause / 1000) }),
      remark: remarkOf(history, index),
    };
  });
}

// The editions that came after the one that judged, where somebody may ask what has changed.
export function changesSince({ edition, since }: ActionView): Since[] {
  if (edition === null) return [];
  const href = (to: number) => `#/rules/rulebook//${String(edition)}/${String(to)}`;
  const { now, decided } = since;
  const all: Since[] = [];
  if (decided !== null && decided !== edition) {
    all.push({ edition: decided, words: t("story.since_decided", { edition: decided }), href: href(decided) });
  }
  if (now !== edition && now !== decided) {
    all.push({ edition: now, words: t("story.since_now", { edition: now }), href: href(now) });
  }
  return all;
}
