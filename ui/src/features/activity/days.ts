import { filterOf, type Wanted } from "./model";

const twoDigits = (figure: number) => String(figure).padStart(2, "0");

const dayOf = (date: Date) =>
  `${String(date.getFullYear())}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;

// The days that the record shows, the last one included.
export function daysOf(wanted: Wanted, now: number): { first: string; last: string } | null {
  const { from, to } = filterOf(wanted, now);
  if (from === null) return null;
  return { first: dayOf(new Date(from)), last: dayOf(new Date(to === null ? now : Date.parse(to) - 1)) };
}
