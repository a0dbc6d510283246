import type { ActivityItem } from "$bindings/ActivityItem";
import type { By } from "$bindings/By";
import { money, roughly, weekday } from "$i18n/format";
import { t } from "$i18n/t";
import { decider, recipient } from "$i18n/words";

const DAY_MS = 24 * 60 * 60 * 1000;

// Less is at once.
const WAIT_MS = 1_000;

const isSameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString();

// What stands above the first action of a day.
export function dayWords(time: string, now: number): string {
  const at = Date.parse(time);
  const day = weekday(time, now);
  if (isSameDay(at, now)) return t("activity.today", { day });
  if (isSameDay(at, now - DAY_MS)) return t("activity.yesterday", { day });
  return day;
}

// Whether another day begins after the time before, which is later.
export function startsDay(time: string, before: string | null): boolean {
  return before === null || !isSameDay(Date.parse(time), Date.parse(before));
}

function whatWords({ effect, amount }: ActivityItem["what"], done: boolean): string {
  const what = t(`tale.${done ? "did" : "do"}_${effect}`);
  if (amount === null) return what;
  return t(effect === "pay" ? "tale.of_amount" : "tale.with_amount", { what, amount: money(amount) });
}

// What the agent did, or asked for. That it did so is the executor's word, as its state says.
export function actWords({ agent, what, standing }: ActivityItem): string {
  const done = standing.state === "reported" && standing.succeeded;
  const tense = done ? "did" : standing.state === "held" ? "asks" : "asked";
  return t(`tale.${tense}`, { agent: agent.name, what: whatWords(what, done) });
}

function yesWords(by: By): string {
  return by.kind === "reviewer" ? t("tale.approved", { by: decider(by) }) : t("tale.passed", { by: decider(by) });
}

function noWords(by: By, sentBack: boolean): string {
  if (by.kind !== "reviewer") return t("tale.blocked", { by: decider(by) });
  return t(sentBack ? "tale.sent_back" : "tale.denied", { by: decider(by) });
}

// Who decided how, or who is to.
export function decisionWords({ standing }: ActivityItem): string {
  switch (standing.state) {
    case "held":
      return recipient(standing.with);
    case "approved":
    case "consumed":
    case "reported":
      return yesWords(standing.by);
    case "denied":
      return noWords(standing.by, standing.how !== "rejected");
    case "expired":
    case "cancelled":
      return t(`tale.${standing.state}`);
    default:
      return standing satisfies never;
  }
}

// How long it took, where somebody took their time.
export function waitWords({ received_at, decided_at }: ActivityItem): string | null {
  if (decided_at === null) return null;
  const waited = Date.parse(decided_at) - Date.parse(received_at);
  return waited < WAIT_MS ? null : t("activity.after", { time: roughly(waited / 1000) });
}
