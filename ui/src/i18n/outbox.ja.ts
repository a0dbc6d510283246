import type { outbox as english } from "./outbox.en";
import type { Message } from "./t";

export const outbox = {
  "outbox.amend": "修正案を付けて差し戻します：{what}",
  "outbox.approve": "承認します：{what}",
  "outbox.ask_back": "質問を付けて差し戻します：{what}",
  "outbox.escalate": "{to}へ上申します：{what}",
  "outbox.halted": "緊急停止のため、承認を送信しませんでした：{what}",
  "outbox.open": "開く",
  "outbox.others": "ほかに送信前のものが{count}件あります",
  "outbox.page": "まもなく回答を送信します。Uキーで取り消せます。",
  "outbox.refused": "記録されませんでした：{what}。{why}",
  "outbox.reject": "却下します：{what}",
  "outbox.row": "まもなく送信",
  "outbox.seconds": "あと{seconds}秒",
  "outbox.undo": "取り消す",
  "outbox.undone": "送信を取り消しました：{what}",
} as const satisfies Record<keyof typeof english, Message>;
