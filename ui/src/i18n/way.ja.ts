import type { way as english } from "./way.en";
import type { Message } from "./t";

export const way = {
  "decide.voted": "承認済み。次の確認者：{to}",
  "decide.withdraw": "承認を取り消す",
  "faster.voted": "{by}が先に承認しました。もう一度ご確認ください。",
  "faster.withdrawn": "{by}が承認を取り消しました。もう一度ご確認ください。",
  "history.forgotten": "{reviewer}が決裁できなくなったため、その承認は無効に",
  "history.raised": "回答がないため、{to}へ自動で上申",
  "history.reminded": "確認者に催促",
  "history.voted": "{by}が承認（{station}）",
  "history.voted_for": "{by}が{absent}の代理で承認（{station}）",
  "history.withdrawn": "{by}が承認を取り消し",
  "toast.voted": "承認を記録しました。次は{to}が確認します：{what}",
  "toast.withdrawn": "承認を取り消しました：{what}",
  "way.all_of": "{need}人中{count}人が承認",
  "way.between": "、",
  "way.done": "承認済み",
  "way.later": "この後",
  "way.no_one": "「{name}」を決裁できる人がいないため、管理者に回りました。",
  "way.no_route": "決裁ルート「{name}」がないため、管理者に回りました。",
  "way.now": "確認中",
  "way.open": "未承認：",
  "way.said_yes": "承認済み：",
  "way.some_of": "{places}人のうち{need}人の承認が必要（現在{count}人）",
  "way.stands_for": "{absent}の代理",
  "way.title": "決裁ルート：{route}",
} as const satisfies Record<keyof typeof english, Message>;
