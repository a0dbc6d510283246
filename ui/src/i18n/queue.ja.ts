import type { queue as english } from "./queue.en";
import type { Message } from "./t";

export const queue = {
  "empty.add_agent": "エージェントを追加",
  "empty.clear": "確認待ちはありません",
  "empty.clear_lead": "人の確認が必要なアクションが届くと、ここに表示されます。",
  "empty.practise": "練習用エージェントで試す",
  "empty.practise_note":
    "練習用エージェントは、日常業務のアクションを十数件、本物の関所に送ります。実際には何も実行されません。",
  "empty.share": "本日のアクションのうち、人の確認に回ったのは{share}です。",
  "empty.step_add": "エージェントを追加",
  "empty.step_add_how": "そのエージェント専用のトークンを発行します。",
  "empty.step_paste": "操作を実行する箇所に、5行のコードを貼り付け",
  "empty.step_paste_how": "以後、実行の前にここへ確認を求めます。",
  "empty.welcome": "関所の準備ができました",
  "empty.welcome_lead":
    "エージェントは実行の前に、ここへ確認を求めます。日常の操作は通し、禁じた操作は止め、例外だけをお見せします。",
  "inbox.all": "すべて {waiting}",
  "inbox.list": "確認待ちのアクション",
  "inbox.mine": "自分宛 {waiting}",
  "inbox.no_arguments": "引数はありません",
  "inbox.none_here": "ここに確認待ちはありません。",
  "inbox.not_mine": "別の確認者の担当",
  "inbox.pick": "左の一覧から選んでください。",
  "inbox.scope": "担当",
  "inbox.sort": "並び順",
  "inbox.sort_arrival": "届いた順",
  "inbox.sort_due": "期限の近い順",
  "inbox.sort_risk": "リスクの高い順",
  "inbox.taken": "{by}が対応中",
  "inbox.time_left": "残り時間：",
  "inbox.title": "受信箱",
  "today.blocked": "拒否",
  "today.held": "人の確認",
  "today.passed": "自動承認",
  "today.received": "本日の受付",
} as const satisfies Record<keyof typeof english, Message>;
