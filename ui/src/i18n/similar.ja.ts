import type { similar as english } from "./similar.en";
import type { Message } from "./t";

export const similar = {
  "similar.amended": "別の値を提案して差し戻し",
  "similar.approved": "承認",
  "similar.asked_back": "質問して差し戻し",
  "similar.blocked": "拒否",
  "similar.denied": "却下",
  "similar.differs": "異なる点（当時 → 今回）",
  "similar.expired": "回答なし（期限切れ）",
  "similar.failed_to_load": "読み込めませんでした。",
  "similar.more": { other: "ほかに{count}か所が異なります" },
  "similar.note": { other: "過去{count}件の記録から近い順。推奨ではありません。" },
  "similar.open": "開く",
  "similar.outcome_failed": "実行失敗",
  "similar.outcome_succeeded": "実行済み",
  "similar.outcome_unknown": "結果は未報告",
  "similar.outcome_unused": "未使用",
  "similar.passed": "自動承認",
  "similar.rest": "ほか{count}件を表示",
  "similar.same": "同じ点：{names}",
  "similar.title": "これまでの似た操作",
} as const satisfies Record<keyof typeof english, Message>;
