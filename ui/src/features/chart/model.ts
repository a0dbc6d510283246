import type { ChartFault } from "$bindings/ChartFault";
import type { ChartUnread } from "$bindings/ChartUnread";
import type { Effect } from "$bindings/Effect";
import { day, money } from "$i18n/format";
import { language } from "$i18n/language.svelte";
import { t } from "$i18n/t";
import type { Weekday } from "$bindings/Weekday";
import type { Hours, Person, Stage, Turn } from "./read";

const EFFECTS = ["read", "write", "delete", "send", "publish", "pay", "grant", "execute"] as const satisfies Effect[];

export const NOTE_MAX = 500;

// The same as the hub's.
export const TEXT_BYTES_MAX = 1024 * 1024;

export function limitWords({ upTo, effect }: Person["limits"][number]): string {
  const [, value, currency] = /^\s*(\d+(?:\.\d+)?)\s*([A-Z]{3})\s*$/.exec(upTo) ?? [];
  const sum = value !== undefined && currency !== undefined ? money({ value, currency }) : upTo;
  const known = EFFECTS.find((one) => one === effect);
  if (effect === null) return t("chart.limit", { sum });
  return t("chart.limit_of", { sum, effect: known ? t(`effect.${known}`) : effect });
}

// A day of the organisation is the same day everywhere. What is none is shown as it is written.
export function dayWords(text: string): string {
  const midnight = `${text}T00:00`;
  return Number.isNaN(Date.parse(midnight)) ? text : day(midnight);
}

export function absenceWords({ from, until, delegate }: Person["absences"][number]): string {
  return t("chart.absence", { from: dayWords(from), until: dayWords(until), delegate });
}

const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies Weekday[];

function weekdays(days: readonly string[]): string {
  const known = WEEKDAYS.filter((day) => days.includes(day)).map((day) => t(`weekday.${day}`));
  return known.join(t("chart.between_days"));
}

export function hoursWords({ days, from, to }: Hours): string {
  return `${weekdays(days)} ${from}–${to}`;
}

export function turnWords({ person, from, until, days }: Turn): string {
  const span = { person, from: dayWords(from), until: dayWords(until) };
  return days.length === 0 ? t("chart.turn", span) : t("chart.turn_on", { ...span, days: weekdays(days) });
}

export function countryWords(code: string): string {
  try {
    return new Intl.DisplayNames(language(), { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function seatWords(seat: string): string {
  const [kind = "", ...rest] = seat.split(":");
  const name = rest.join(":").trim();
  switch (kind.trim()) {
    case "manager":
      return name === "" || name === "1" ? t("chart.seat_manager") : t("chart.seat_above", { levels: name });
    case "authority":
      return t("chart.seat_authority");
    case "administrators":
      return t("with.administrators");
    case "group":
      return t("with.group", { name });
    case "person":
      return name;
    default:
      return seat;
  }
}

export function needWords({ seats, need }: Stage): string {
  if (seats.length < 2) return "";
  if (need === null || need === seats.length) return t("chart.all");
  return t("chart.some", { need, places: seats.length });
}

export function faultWords({ problem, about, detail }: ChartFault): string {
  const words = t(`chart.fault_${problem}`);
  const named = detail === "" ? words : t("chart.with_detail", { words, detail });
  return about === "" ? named : t("chart.about", { about, words: named });
}

export function unreadWords({ line }: ChartUnread): string {
  return line === null ? t("chart.unread") : t("chart.unread_line", { line });
}

export function isAway({ absences }: Person, now: number): boolean {
  const date = new Date(now);
  const two = (part: number) => String(part).padStart(2, "0");
  const today = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return absences.some(({ from, until }) => from <= today && today <= until);
}
