import type { ActionView } from "../src/bindings/ActionView";
import type { BatchView } from "../src/bindings/BatchView";
import type { Shown } from "../src/bindings/Shown";
import type { SimilarItem } from "../src/bindings/SimilarItem";
import type { SimilarView } from "../src/bindings/SimilarView";
import type { UnlikeItem } from "../src/bindings/UnlikeItem";
import * as fixtures from "./fixtures";
import type { Speech } from "./sketches";

const DAY = 86_400_000;

const shown = (text: string): Shown => [{ kind: "text", text }];

// What was decided before about calls like this one. What moves no money, or was never called, has nothing like it.
export function similar(speech: Speech, now: number, action: ActionView): SimilarView {
  const { amount } = action.what;
  if (!amount || action.before.approved === 0) return { compared: 0, items: [] };
  const ja = speech === "ja";
  const at = (days: number) => new Date(now - days * DAY).toISOString();
  const reviewer = { id: "rvr_02", name: ja ? "佐藤 健" : "Ken Sato" };
  const by = { kind: "reviewer", reviewer } as const;
  const rule = { kind: "rule", rule: "auto-small-payments", words: null } as const;
  const item = (number: number, share: number, decided: SimilarItem["decided"]): SimilarItem => {
    const value = String(Math.round(Number(amount.value) * share));
    const differs = [{ pointer: amount.pointer, before: shown(value), after: shown(amount.value) }];
    const memo = { pointer: "/memo", before: shown(`INV-${number}`), after: shown("INV-88412") };
    return {
      id: `0197c000-0000-7000-9000-00000000000${number}`,
      amount: { ...amount, value },
      decided,
      same: [shown("payee"), shown("currency")],
      differs: [...differs, memo],
      others: number === 3 ? 2 : 0,
    };
  };
  const note = ja ? "請求書と一致しています。" : "It matches the invoice.";
  const reason = ja ? "発注書がありません。" : "There is no purchase order.";
  const failed = shown(ja ? "口座が解約されています" : "account closed");
  return {
    compared: 134,
    items: [
      item(1, 0.94, { answer: "approved", by, at: at(3), note, outcome: { outcome: "succeeded", note: null } }),
      item(2, 1.08, { answer: "denied", by, at: at(11), reason, how: "rejected" }),
      item(3, 0.71, {
        answer: "approved",
        by,
        at: at(19),
        note: null,
        outcome: { outcome: "failed", note: failed },
      }),
      item(4, 0.06, { answer: "approved", by: rule, at: at(24), note: null, outcome: { outcome: "unknown" } }),
      item(5, 2.4, { answer: "expired", at: at(40) }),
    ],
  };
}

const textOf = (value: Shown) => value.map((span) => (span.kind === "text" ? span.text : span.code)).join("");

function unlike(action: ActionView, first: ActionView): UnlikeItem["why"] | null {
  const shape = ({ arguments: lines }: ActionView) => lines.map(({ pointer, kind }) => `${pointer} ${kind}`).join();
  if (action.agent.id !== first.agent.id) return "agent";
  if (textOf(action.what.tool) !== textOf(first.what.tool)) return "tool";
  if (shape(action) !== shape(first)) return "arguments";
  if (action.risk.score >= 50) return "risk";
  if (action.standing.state !== "held" || !action.allowed.includes("reject")) return "not_yours";
  return action.halts.length > 0 ? "halted" : null;
}

// What the hub says of several actions, as far as the fixtures need it.
export function preview(actions: ActionView[]): BatchView {
  const [first] = actions;
  if (!first || actions.length > 50) return { kind: "not_alike", why: "count", items: [] };
  const items = actions.flatMap((action) => {
    const why = unlike(action, first);
    return why === null ? [] : [{ id: action.id, why }];
  });
  if (items.length > 0) return { kind: "not_alike", why: "unlike", items };
  const valueAt = (action: ActionView, place: string): Shown =>
    action.arguments.find(({ pointer }) => pointer === place)?.value ?? [];
  const places = first.arguments.map(({ pointer }) => pointer);
  const isSame = (place: string) => new Set(actions.map((action) => textOf(valueAt(action, place)))).size === 1;
  const columns = places.filter((place) => !isSame(place));
  const sums = actions.flatMap(({ what }) => (what.amount ? [Number(what.amount.value)] : []));
  const lasting = first.what.reversibility !== "reversible";
  return {
    kind: "alike",
    table: {
      agent: first.agent,
      what: { ...first.what, amount: null, gist: [] },
      same: places.filter(isSame).map((place) => ({ place: shown(place), value: valueAt(first, place) })),
      columns: columns.map((place) => ({ place: shown(place) })),
      rows: actions.map((action) => ({
        id: action.id,
        digest: action.digest,
        version: action.version,
        risk: action.risk,
        amount: action.what.amount,
        due_at: action.due_at,
        values: columns.map((place) => valueAt(action, place)),
      })),
      totals: sums.length === 0 ? [] : [{ value: String(sums.reduce((a, b) => a + b, 0)), currency: "JPY" }],
      allowed: lasting ? ["reject"] : ["approve", "reject"],
      only_no: lasting ? "lasting" : null,
      words: first.words,
    },
  };
}

// Changes to customers, one like the other, with something else between them.
export function alike(speech: Speech, now: number): ActionView[] {
  const ja = speech === "ja";
  const held = fixtures.held(speech, now);
  const original = held.find(({ what }) => textOf(what.tool) === "update_record");
  if (!original) throw new Error("there are fixtures");
  const owners = ja
    ? ["鈴木", "高橋", "伊藤", "渡辺", "小林"]
    : ["Suzuki", "Takahashi", "Ito", "Watanabe", "Kobayashi"];
  const one = (owner: string, index: number): ActionView => {
    const values: { [place: string]: string } = { "/customer": `C-${10923 + index * 7}`, "/value": owner };
    const lines = original.arguments.map((line) => {
      const value = values[line.pointer];
      return value === undefined ? line : { ...line, value: shown(value) };
    });
    const gist = lines.slice(0, 3).map(({ key, value }) => ({ key, value }));
    const id = `0197d000-0000-7000-8000-00000000000${index}`;
    return { ...original, id, digest: `${index}`.repeat(64), arguments: lines, what: { ...original.what, gist } };
  };
  const others = held.filter(({ risk }) => risk.score < 50 && risk.score > 20);
  return [...others, ...owners.map(one)];
}
