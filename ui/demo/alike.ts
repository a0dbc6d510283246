import type { ActionView } from "../src/bindings/ActionView";
import type { Shown } from "../src/bindings/Shown";
import type { SimilarItem } from "../src/bindings/SimilarItem";
import type { SimilarView } from "../src/bindings/SimilarView";
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
