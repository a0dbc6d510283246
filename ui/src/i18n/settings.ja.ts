import type { settings as english } from "./settings.en";
import type { Message } from "./t";

export const settings = {
  "about.address": "エージェントの接続先",
  "about.data_dir": "データの保存先",
  "about.embedded": "ハブはこのアプリの中で動いています。",
  "about.joined": "すでに動いているハブに接続しています。",
  "about.title": "このアプリについて",
  "about.version": "バージョン",
  "settings.device": "この画面",
  "settings.language": "言語",
  "settings.lead": "変更はすぐに反映されます。",
  "settings.me": "あなた",
  "settings.my_name": "名前",
  "settings.my_name_hint": "決裁の記録に表示されます。",
  "settings.notifications": "通知",
  "settings.notifications_hint": "確認待ちが届いたときにお知らせします。通知から決裁はできません。",
  "settings.renamed": "名前を変更しました",
  "settings.theme": "外観",
  "settings.title": "設定",
  "theme.dark": "ダーク",
  "theme.light": "ライト",
  "theme.system": "システム",
} as const satisfies Record<keyof typeof english, Message>;
