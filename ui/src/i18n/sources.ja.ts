import type { sources as english } from "./sources.en";
import type { Message } from "./t";

export const sources = {
  "sources.internal_means":
    "自社の人やシステムが書いたものです。ここにある宛先や口座は、会社が示したものとして扱います。",
  "sources.last_seen": "最後に読まれた日時",
  "sources.lead":
    "エージェントが読んだ情報の出どころです。支払先や宛先がどこに書かれていたかで、自動承認できるかどうかが変わります。",
  "sources.none": "エージェントはまだ何も読んでいません。",
  "sources.not_lately": "最近はありません",
  "sources.origin": "情報源",
  "sources.seen": "回数",
  "sources.set_toast": "{name}を「{trust}」にしました",
  "sources.trust": "信頼度",
  "sources.trust_of": "{name}の信頼度",
  "sources.trusted_means": "外部の人が書き込めない記録です（会計台帳など）。内容をそのまま根拠にします。",
  "sources.unset": "未設定",
  "sources.untrusted_means":
    "誰でも書き込めるものです（メール、Webページなど）。ここにしかない宛先や口座は、人が確認します。",
  "trust.internal": "社内",
  "trust.trusted": "信頼する",
  "trust.untrusted": "信頼しない",
} as const satisfies Record<keyof typeof english, Message>;
