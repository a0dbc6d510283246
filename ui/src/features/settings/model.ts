import type { OrganisationView } from "$bindings/OrganisationView";
import type { Weekday } from "$bindings/Weekday";
import type { WorkingHours } from "$bindings/WorkingHours";

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies Weekday[];

// What is suggested where somebody turns working hours on.
export const USUAL: WorkingHours = { days: WEEKDAYS.slice(0, 5), from: "07:00", to: "20:00" };

export function toggled(days: readonly Weekday[], day: Weekday): Weekday[] {
  return WEEKDAYS.filter((one) => days.includes(one) !== (one === day));
}

export function isComplete({ time_zone, working_hours }: OrganisationView): boolean {
  if (time_zone.trim() === "") return false;
  if (working_hours === null) return true;
  const { days, from, to } = working_hours;
  return days.length > 0 && from !== "" && to !== "" && from !== to;
}

// The zones of this computer's own list, with the one that is set, which may be an older name.
export function zones(set: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes(set) ? known : [set, ...known];
}
