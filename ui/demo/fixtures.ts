import type { ActionView } from "../src/bindings/ActionView";
import type { Claims } from "../src/bindings/Claims";
import type { Contribution } from "../src/bindings/Contribution";
import type { Effect } from "../src/bindings/Effect";
import type { Entry } from "../src/bindings/Entry";
import type { Level } from "../src/bindings/Level";
import type { Line } from "../src/bindings/Line";
import type { ReadingView } from "../src/bindings/ReadingView";
import type { Reversibility } from "../src/bindings/Reversibility";
import type { Shown } from "../src/bindings/Shown";
import type { Standing } from "../src/bindings/Standing";
import type { With } from "../src/bindings/With";
import { linesFor } from "./budgets";
import { kept } from "./keeping";
import { aftermathOf, nothing } from "./outcomes";
import { iso, MINUTE, people, practiceOrAgent, reviewers } from "./people";
import { IN_FORCE, LOOSE } from "./rules";
import { onItsWay } from "./ways";
import { sentences } from "./words";
import { sketches, type Json, type Sketch, type Speech } from "./sketches";

export const shown = (text: string): Shown =>
  text
    .split(/([\u202e\u200b])/)
    .filter((part) => part !== "")
    .map((part) =>
      part === "\u202e" || part === "\u200b"
        ? { kind: "mark", code: `U+${part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}` }
        : { kind: "text", text: part },
    );

function linesOf(value: Json, pointer = "", depth = 0): Line[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]): Line[] => {
    const at = `${pointer}/${key}`;
    const items = typeof child === "object" && child !== null ? Object.keys(child).length : 0;
    const place = { pointer: at, depth, key: shown(key), items };
    if (Array.isArray(child)) return [{ ...place, kind: "list", value: [] }, ...linesOf(child, at, depth + 1)];
    if (typeof child === "object" && child !== null)
      return [{ ...place, kind: "object", value: [] }, ...linesOf(child, at, depth + 1)];
    const kind = typeof child === "string" ? "text" : typeof child === "number" ? "number" : "word";
    return [{ ...place, kind, value: shown(String(child)) }];
  });
}

const POINTS: Record<Effect, number> = {
  read: 0,
  write: 10,
  delete: 20,
  send: 20,
  publish: 25,
  pay: 30,
  grant: 30,
  execute: 35,
};
const BACK: Record<Reversibility, number> = { reversible: 0, costly: 10, irreversible: 20 };

function contributionsOf(sketch: Sketch): Contribution[] {
  const { effect, reversibility, amount } = sketch;
  const word = sketch.tool.split("_")[0] ?? "";
  const all: Contribution[] = [
    { points: POINTS[effect], most: 35, evidence: { signal: "effect", effect, source: { from: "name", word } } },
    { points: BACK[reversibility], most: 20, evidence: { signal: "reversibility", reversibility } },
  ];
  if (amount) {
    const size = Number(amount.value) * (amount.currency === "JPY" ? 1 : 100);
    const points = size >= 1e6 ? 20 : size >= 1e5 ? 14 : 8;
    all.push({ points, most: 25, evidence: { signal: "amount", amount } });
  }
  if (sketch.firstTime) all.push({ points: 10, most: 10, evidence: { signal: "first_time" } });
  return all.toSorted((a, b) => b.points - a.points);
}

const levelOf = (score: number): Level =>
  score >= 75 ? "critical" : score >= 50 ? "high" : score >= 25 ? "medium" : "low";

function claimsOf({ claims }: Sketch): Claims {
  const text = (words: string | undefined) => (words === undefined ? null : shown(words));
  return {
    reasoning: text(claims.reasoning),
    task: text(claims.task),
    on_behalf_of: text(claims.on_behalf_of),
    session: text(claims.session),
    others: [],
    others_count: 0,
  };
}

export function held(speech: Speech, now: number): ActionView[] {
  const targets: With[] = [
    { to: "group", name: speech === "ja" ? "経理" : "Finance" },
    { to: "group", name: speech === "ja" ? "法務" : "Legal" },
    { to: "administrators" },
    ...reviewers(speech, now)
      .slice(1)
      .map(({ id, name }): With => ({ to: "reviewer", reviewer: { id, name } })),
  ];
  return sketches(speech)
    .map((sketch, index): ActionView => {
      const contributions = contributionsOf(sketch);
      const score = Math.min(
        100,
        contributions.reduce((sum, { points }) => sum + points, 0),
      );
      const mine = sketch.with.to !== "reviewer";
      const budgets =
        sketch.amount?.currency === "JPY" && sketch.effect === "pay" ? linesFor(speech, now, sketch.amount.value) : [];
      const lines = linesOf(sketch.arguments);
      const agent = practiceOrAgent(speech)[sketch.agent];
      if (!agent) throw new Error(`no agent ${sketch.agent}`);
      return {
        id: `0197a000-0000-7000-8000-00000000000${index}`,
        agent,
        what: {
          tool: shown(sketch.tool),
          server: sketch.server === null ? null : shown(sketch.server),
          effect: sketch.effect,
          reversibility: sketch.reversibility,
          amount: sketch.amount,
          gist: lines
            .filter((line) => line.kind === "text" && line.depth === 0)
            .slice(0, 3)
            .map(({ key, value }) => ({ key, value })),
        },
        risk: { score, level: levelOf(score) },
        contributions,
        verdict: "hold",
        reasons: [
          {
            kind: "held",
            rule: "people-decide",
            words: {
              en: "Whatever changes something is decided by a person.",
              ja: "何かを変更する操作は、人が確認します。",
            },
          },
        ],
        edition: IN_FORCE,
        since: { now: IN_FORCE, decided: null },
        arguments: lines,
        arguments_count: lines.length,
        traced: (sketch.traced ?? []).map(({ pointer, value, provenance, origin, around = "" }) => ({
          pointer,
          role: "counterparty",
          value: shown(value),
          provenance,
          found: origin === undefined ? null : { origin: shown(origin), around: shown(around) },
        })),
        digest: "9f2c41d07be3a5561c88e0f4a7d3920be41f6c5a8d7733e1902bc4fd56ae70" + `0${index}`,
        claims: claimsOf(sketch),
        received_at: iso(now - sketch.askedAgo * MINUTE),
        due_at: iso(now + sketch.dueIn * MINUTE),
        clock: index === 0 ? "working" : "wall",
        given_seconds: index === 0 ? 4 * 60 * 60 : null,
        standing: { state: "held", with: sketch.with, way: null, taken: null },
        proposed: null,
        earlier: null,
        version: 1,
        budgets,
        allowed:
          mine && budgets.some(({ fits }) => !fits)
            ? ["reject", "ask_back", "amend", "escalate", "take"]
            : mine
              ? ["approve", "grant", "reject", "ask_back", "amend", "escalate", "take"]
              : [],
        confirm: sketch.reversibility === "irreversible" || score >= 50,
        targets,
        loads: { rvr_02: 12, rvr_03: 0 },
        words: { reason_needed: score >= 75, ...sentences[speech] },
        halts: [],
        aftermath: nothing,
        keeping: kept,
        readings: [],
        history: [{ at: iso(now - sketch.askedAgo * MINUTE), event: "received", verdict: "hold" }],
        before: sketch.firstTime
          ? { approved: 0, denied: 0, passed: 0, failed: 0 }
          : { approved: 14, denied: 2, passed: 31, failed: 1 },
      };
    })
    .map((action) => onItsWay(action, speech, now))
    .toSorted((a, b) => b.risk.score - a.risk.score);
}

// The record behind the queue: earlier actions in every standing there is.
// I am to read about it, and somebody else has.
function readingsOf(speech: Speech, now: number, mine: string | null, others: string): ReadingView[] {
  const [me, other] = reviewers(speech, now).map(({ id, name }) => ({ id, name }));
  if (!me || !other) throw new Error("there are reviewers");
  return [
    { reader: other, me: false, duty: "circulate", read_at: others },
    { reader: me, me: true, duty: "review_after", read_at: mine },
  ];
}

// One had it on screen and passed it on, the other decided on what they saw.
function looked(speech: Speech, now: number, received: number): Entry[] {
  const [one, other] = reviewers(speech, now).map(({ id, name }) => ({ id, name }));
  if (!one || !other) throw new Error("there are reviewers");
  const note = speech === "ja" ? "金額の確認をお願いします。" : "Please look at the amount.";
  const to = { to: "reviewer", reviewer: other } as const;
  return [
    { at: iso(received + 0.5 * MINUTE), event: "viewed", by: one, version: 1 },
    { at: iso(received + MINUTE), event: "escalated", by: one, to, note },
    { at: iso(received + 3 * MINUTE), event: "viewed", by: other, version: 2 },
  ];
}

export function past(speech: Speech, now: number, count: number): ActionView[] {
  const originals = held(speech, now);
  const [, tanaka = ""] = people(speech);
  const by = { kind: "reviewer", reviewer: { id: "rvr_02", name: tanaka } } as const;
  const rule = { kind: "rule", rule: "reads-pass", words: null } as const;
  return Array.from({ length: count }, (_, index) => {
    const original = originals[index % originals.length];
    if (!original) throw new Error("there are fixtures");
    const received = now - (index + 2) * 17 * MINUTE;
    const at = iso(received + 4 * MINUTE);
    const standings: Standing[] = [
      { state: "reported", by, at, succeeded: true, note: null },
      { state: "reported", by: rule, at, succeeded: true, note: null },
      {
        state: "denied",
        how: "rejected",
        by,
        at,
        reason: speech === "ja" ? "発注書と金額が違います。" : "The amount differs from the order.",
      },
      { state: "consumed", by: rule, at },
      { state: "expired", at },
      { state: "approved", by, at, expires_at: iso(received + 60 * MINUTE) },
      { state: "cancelled", at },
      { state: "reported", by, at, succeeded: false, note: shown("timeout") },
    ];
    const standing = standings[index % standings.length];
    if (!standing) throw new Error("there are standings");
    const action: ActionView = {
      ...original,
      id: `0197b000-0000-7000-8000-${String(index).padStart(12, "0")}`,
      received_at: iso(received),
      due_at: iso(received + 60 * MINUTE),
      clock: null,
      given_seconds: null,
      ...(index % 4 === 3 && { edition: 1, reasons: [{ kind: "held", rule: "payment-limit", words: LOOSE }] }),
      standing,
      allowed: [],
      targets: [],
      loads: {},
      halts: [],
      since: { now: IN_FORCE, decided: IN_FORCE },
      readings: index % 40 === 2 ? readingsOf(speech, now, index === 42 ? at : null, at) : [],
      history: [
        { at: iso(received), event: "received", verdict: "hold" },
        ...looked(speech, now, received),
        ...(standing.state === "denied"
          ? [{ at, event: "denied" as const, by: by.reviewer, reason: standing.reason ?? "", how: standing.how }]
          : [{ at, event: "approved" as const, by: by.reviewer, note: null }]),
      ],
    };
    return { ...action, aftermath: aftermathOf(index, action, speech) };
  });
}
