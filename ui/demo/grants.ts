import type { ActionView } from "../src/bindings/ActionView";
import type { GrantOffer } from "../src/bindings/GrantOffer";
import type { GrantRefused } from "../src/bindings/GrantRefused";
import type { GrantsView } from "../src/bindings/GrantsView";
import type { GrantView } from "../src/bindings/GrantView";
import type { Line } from "../src/bindings/Line";
import type { Loose } from "../src/bindings/Loose";
import type { ReviewerRef } from "../src/bindings/ReviewerRef";
import { held, shown } from "./fixtures";
import { iso, MINUTE, people, practiceOrAgent } from "./people";
import type { Speech } from "./sketches";

const DAY = 24 * 60 * MINUTE;
const TEXTS = ["body", "subject", "note", "memo", "message", "comment", "reason", "備考"];

const isSingle = ({ kind }: Line) => kind !== "list" && kind !== "object";
const lastOf = ({ pointer }: Line) => pointer.split("/").at(-1) ?? "";

function couldOf(line: Line, action: ActionView) {
  if (line.pointer === action.what.amount?.pointer && line.kind === "number") return "up_to";
  return line.kind === "text" && TEXTS.includes(lastOf(line)) ? "any_text" : "stay";
}

function refusedOf({ risk, standing, what, arguments: lines }: ActionView): GrantRefused | null {
  const hides = lines.some(({ value }) => value.some(({ kind }) => kind === "mark"));
  if (standing.state !== "held" || standing.way) return "not_alone";
  if (hides) return "not_whole";
  return risk.score >= (what.reversibility === "irreversible" ? 50 : 75) ? "too_risky" : null;
}

export function offerOf(action: ActionView, now: number): GrantOffer {
  const refused = refusedOf(action);
  const places = action.arguments
    .filter(isSingle)
    .map((line) => ({ pointer: line.pointer, value: line.value, could: couldOf(line, action) }) as const);
  return { refused, places: refused ? [] : places, times_max: 50, until_max: iso(now + 30 * DAY) };
}

export interface Given {
  note?: string;
  times?: number;
  until?: string;
  loosened?: Record<string, Loose>;
}

export function given(action: ActionView, said: Given, id: string, by: ReviewerRef, at: string): GrantView {
  const { note = "", times = 1, until = at, loosened = {} } = said;
  return {
    id,
    action: action.id,
    agent: action.agent,
    what: action.what,
    places: action.arguments
      .filter(isSingle)
      .map(({ pointer, value }) => ({ pointer, value, loose: loosened[pointer] ?? null })),
    by,
    note,
    given_at: at,
    until,
    times,
    left: times,
    uses: [],
    standing: { is: "open" },
    may_revoke: true,
  };
}

// Something that an agent will ask for again, and that can be granted.
export function repeated(speech: Speech, now: number): ActionView {
  const record = held(speech, now).find(({ what }) => what.effect === "write");
  if (!record) throw new Error("there are fixtures");
  const say = (ja: string, en: string) => (speech === "ja" ? ja : en);
  const values: Record<string, string | number> = {
    customer: say("株式会社みどり商会", "Midori Trading Co."),
    credit: 20000,
    currency: "JPY",
    note: say("11月分のご優待", "The discount for November"),
  };
  const lines = Object.entries(values).map(([key, value]): Line => ({
    pointer: `/${key}`,
    depth: 0,
    key: shown(key),
    kind: typeof value === "number" ? "number" : "text",
    value: shown(String(value)),
    items: 0,
  }));
  const amount = { pointer: "/credit", value: "20000", currency: "JPY" };
  const [agent = record.agent] = practiceOrAgent(speech);
  const what = { ...record.what, tool: shown("update_credit"), amount };
  return { ...record, agent, what, arguments: lines, arguments_count: lines.length };
}

export function grants(speech: Speech, now: number): GrantsView {
  const [aoi = "", tanaka = ""] = people(speech);
  const action = repeated(speech, now);
  const use = (number: number, minutes: number) => ({
    number,
    action: `0197e000-0000-7000-8000-${String(minutes).padStart(12, "0")}`,
    at: iso(now - minutes * MINUTE),
  });
  const why =
    speech === "ja" ? "毎月の優待のため。相手先は変わりません。" : "The discount of each month, for the same customer.";
  const loosened = { "/credit": { may: "up_to", value: "20000" }, "/note": { may: "any_text" } } as const;
  const monthly = {
    ...given(
      action,
      { note: why, times: 5, until: iso(now + 9 * DAY), loosened },
      "grt_01",
      { id: "rvr_01", name: aoi },
      iso(now - 5 * DAY),
    ),
    left: 3,
    uses: [use(1, 4_300), use(2, 1_440)],
  };
  const over: GrantView = {
    ...given(
      action,
      { note: why, times: 3, until: iso(now + 2 * DAY) },
      "grt_02",
      { id: "rvr_02", name: tanaka },
      iso(now - 8 * DAY),
    ),
    standing: { is: "revoked", by: { id: "rvr_01", name: aoi }, at: iso(now - 6 * DAY) },
    may_revoke: false,
  };
  return { open: [monthly], over: [over] };
}
