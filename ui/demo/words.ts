import type { ActionView } from "../src/bindings/ActionView";
import type { Speech } from "./sketches";

type Sentences = Omit<ActionView["words"], "reason_needed">;

// The organisation's own sentences.
export const sentences: Record<Speech, Sentences> = {
  ja: {
    approve: ["注文書と照合しました。", "担当部署に電話で確認しました。"],
    reject: ["金額が注文書と一致しません。", "振込先を確認できません。", "この時期には行わない方針です。"],
    ask_back: ["注文番号を教えてください。", "なぜ通常の取引先ではないのですか。"],
    escalate: ["権限を超えるため、お願いします。"],
  },
  en: {
    approve: ["Checked against the order.", "Confirmed by phone with the department."],
    reject: ["The amount is not that of the order.", "The account cannot be confirmed.", "We do not do this now."],
    ask_back: ["What is the order number?", "Why is it not the usual supplier?"],
    escalate: ["Above what I may approve."],
  },
};
