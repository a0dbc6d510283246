import { parse } from "smol-toml";

interface Limit {
  upTo: string;
  effect: string | null;
}

interface Absence {
  from: string;
  until: string;
  delegate: string;
}

export interface Hours {
  days: string[];
  from: string;
  to: string;
}

export interface Calendar {
  holidays: string | null;
  closed: string[];
  open: string[];
}

export interface Turn {
  person: string;
  from: string;
  until: string;
  days: string[];
}

export interface Roster {
  group: string;
  weekly: string[];
  since: string | null;
  turns: Turn[];
}

export interface Person {
  name: string;
  title: string;
  manager: string | null;
  groups: string[];
  hours: Hours | null;
  limits: Limit[];
  absences: Absence[];
}

export interface Stage {
  title: string;
  seats: string[];
  need: number | null;
  skipIfEmpty: boolean;
}

export interface Route {
  name: string;
  isWorking: boolean;
  circulate: string[];
  reviewAfter: string[];
  stages: Stage[];
}

export interface Chart {
  defaultRoute: string | null;
  votesStand: boolean;
  people: Person[];
  agents: { name: string; owner: string }[];
  routes: Route[];
  calendar: Calendar | null;
  rosters: Roster[];
}

const fields = (value: unknown) => new Map(Object.entries(typeof value === "object" && value !== null ? value : {}));

const rows = (value: unknown): Map<string, unknown>[] => (Array.isArray(value) ? value.map(fields) : []);

const words = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

// A day may be written with quotes or without.
function word(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : "";
}

// A day of the organisation is the same day everywhere; what is none stays as it is written.
const dayOf = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : word(value));

const days = (value: unknown): string[] => (Array.isArray(value) ? value.map(dayOf).filter((one) => one !== "") : []);

const wordOrNone = (value: unknown) => word(value) || null;

function hours(value: unknown): Hours | null {
  const row = fields(value);
  const [from, to] = [word(row.get("from")), word(row.get("to"))];
  return from === "" || to === "" ? null : { days: words(row.get("days")), from, to };
}

function calendar(value: unknown): Calendar | null {
  if (value === undefined) return null;
  const row = fields(value);
  return { holidays: wordOrNone(row.get("holidays")), closed: days(row.get("closed")), open: days(row.get("open")) };
}

function roster(row: Map<string, unknown>): Roster {
  return {
    group: word(row.get("group")),
    weekly: words(row.get("weekly")),
    since: dayOf(row.get("since")) || null,
    turns: rows(row.get("turns")).map((turn) => ({
      person: word(turn.get("person")),
      from: dayOf(turn.get("from")),
      until: dayOf(turn.get("until")),
      days: words(turn.get("days")),
    })),
  };
}

function person(row: Map<string, unknown>): Person {
  return {
    name: word(row.get("name")),
    title: word(row.get("title")),
    manager: wordOrNone(row.get("manager")),
    groups: words(row.get("groups")),
    hours: hours(row.get("hours")),
    limits: rows(row.get("limits")).map((limit) => ({
      upTo: word(limit.get("up_to")),
      effect: wordOrNone(limit.get("effect")),
    })),
    absences: rows(row.get("absences")).map((absence) => ({
      from: word(absence.get("from")),
      until: word(absence.get("until")),
      delegate: word(absence.get("delegate")),
    })),
  };
}

function stage(row: Map<string, unknown>): Stage {
  const need = row.get("need");
  return {
    title: word(row.get("title")),
    seats: words(row.get("seats")),
    need: typeof need === "number" ? need : null,
    skipIfEmpty: row.get("skip_if_empty") === true,
  };
}

// To look at only: the hub alone says what a chart means. None if it is no TOML.
export function readChart(text: string): Chart | null {
  try {
    const all = fields(parse(text));
    return {
      defaultRoute: wordOrNone(all.get("default_route")),
      votesStand: all.get("removed_votes") === "stand",
      people: rows(all.get("people")).map(person),
      agents: rows(all.get("agents")).map((agent) => ({
        name: word(agent.get("name")),
        owner: word(agent.get("owner")),
      })),
      routes: rows(all.get("routes")).map((route) => ({
        name: word(route.get("name")),
        isWorking: route.get("clock") === "working",
        circulate: words(route.get("circulate")),
        reviewAfter: words(route.get("review_after")),
        stages: rows(route.get("stages")).map(stage),
      })),
      calendar: calendar(all.get("calendar")),
      rosters: rows(all.get("rosters")).map(roster),
    };
  } catch {
    return null;
  }
}

// Everybody below whom they report to, and how far down.
export function asTree(people: readonly Person[]): { person: Person; depth: number }[] {
  const names = new Set(people.map(({ name }) => name));
  const placed = new Set<Person>();
  const below = (manager: string | null, depth: number): { person: Person; depth: number }[] =>
    people
      .filter((one) => !placed.has(one) && (manager === null ? !names.has(one.manager ?? "") : one.manager === manager))
      .flatMap((one) => {
        if (placed.has(one)) return [];
        placed.add(one);
        return [{ person: one, depth }, ...below(one.name, depth + 1)];
      });
  const tree = below(null, 0);
  // Whoever is above themselves is below nobody.
  return [...tree, ...people.filter((one) => !placed.has(one)).map((person) => ({ person, depth: 0 }))];
}
