import type { Amount } from "$bindings/Amount";
import { language } from "./language.svelte";
import { t } from "./t";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Japanese locales write yen with the full-width sign, which tears a gap into a line of tabular figures.
const FULLWIDTH_YEN = "\uffe5";

type Decimal = `${number}`;

// `Intl` takes decimals as text without going through a float, and its types want to see that they are numerals.
function isDecimal(text: string): text is Decimal {
  return /^-?\d+(\.\d+)?$/.test(text);
}

export function list(words: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(words);
}

export function money({ value, currency }: Pick<Amount, "value" | "currency">): string {
  if (!isDecimal(value)) return currency === null ? value : `${value} ${currency}`;
  const written = value.split(".")[1]?.length ?? 0;
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) {
    const figure = new Intl.NumberFormat(language(), {
      minimumFractionDigits: written,
      maximumFractionDigits: written,
    }).format(value);
    return currency === null ? t("money.no_currency", { amount: figure }) : `${figure} ${currency}`;
  }
  const usual = new Intl.NumberFormat(language(), { style: "currency", currency }).resolvedOptions();
  const digits = usual.maximumFractionDigits ?? 0;
  return new Intl.NumberFormat(language(), {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: Math.max(digits, written),
  })
    .format(value)
    .replace(FULLWIDTH_YEN, "¥");
}

export function percent(part: number, whole: number): string {
  const share = whole === 0 ? 0 : part / whole;
  return new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(share);
}

export function count(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

// `Intl` parts numerals and units by a space in Japanese too, where nobody writes one.
function joined(text: string): string {
  return language() === "ja" ? text.replaceAll(/\s/g, "") : text;
}

export function dateTime(time: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "medium" }).format(new Date(time));
}

export function day(time: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium" }).format(new Date(time));
}

// A day with its day of the week, as a heading over what happened on it.
export function weekday(time: string, now: number): string {
  const date = new Date(time);
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = { weekday: "short", month: "short", day: "numeric" };
  return new Intl.DateTimeFormat(language(), isThisYear ? options : { ...options, year: "numeric" }).format(date);
}

// A month that is named as `2026-11`.
export function monthName(month: string): string {
  return new Intl.DateTimeFormat(language(), { year: "numeric", month: "long" }).format(new Date(`${month}-01T00:00`));
}

// The time of day alone.
export function clockTime(time: string): string {
  const hour = language() === "ja" ? "2-digit" : "numeric";
  return new Intl.DateTimeFormat(language(), { hour, minute: "2-digit" }).format(new Date(time));
}

export function shortTime(time: string, now: number): string {
  const date = new Date(time);
  const isToday = date.toDateString() === new Date(now).toDateString();
  const clock = { hour: language() === "ja" ? "2-digit" : "numeric", minute: "2-digit" } as const;
  const options: Intl.DateTimeFormatOptions = isToday ? clock : { month: "short", day: "numeric", ...clock };
  return new Intl.DateTimeFormat(language(), options).format(date);
}

function inUnits(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(seconds);
  if (size < MINUTE) return [Math.trunc(seconds), "second"];
  if (size < HOUR) return [Math.trunc(seconds / MINUTE), "minute"];
  if (size < DAY) return [Math.trunc(seconds / HOUR), "hour"];
  return [Math.trunc(seconds / DAY), "day"];
}

export function ago(time: string, now: number): string {
  const [amount, unit] = inUnits((Date.parse(time) - now) / 1000);
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  return joined(words.format(unit === "second" ? 0 : amount, unit));
}

export function timeLeft(dueAt: string, now: number): string {
  const seconds = (Date.parse(dueAt) - now) / 1000;
  if (seconds <= 0) return t("time.over");
  const [amount, unit] = seconds < MINUTE ? ([1, "minute"] as const) : inUnits(seconds);
  return joined(new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(amount));
}

// As people say a time that nobody needs to the second.
export function roughly(seconds: number): string {
  const [amount, unit] = inUnits(seconds);
  return joined(new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(amount));
}

// In the largest unit that leaves no rest.
export function span(seconds: number): string {
  const [size, unit] =
    seconds % HOUR === 0
      ? ([HOUR, "hour"] as const)
      : seconds % MINUTE === 0
        ? ([MINUTE, "minute"] as const)
        : ([1, "second"] as const);
  return joined(
    new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(seconds / size),
  );
}

export function isUrgent(dueAt: string, now: number): boolean {
  return Date.parse(dueAt) - now < 10 * MINUTE * 1000;
}
