//! What was erased, and who wanted that.

use sekisho_core::ledger::{Grounds, Keeping};

use super::Voice;

/// An event about how long things are kept, in words; none if it is not about an action.
pub(super) fn keeping(kept: &Keeping, voice: &Voice<'_>) -> Option<String> {
    let (language, names) = (voice.language, voice.names);
    match kept {
        Keeping::ErasureAsked { by, reason: _ } => {
            let by = names.reviewer(*by);
            Some(language.pick(format!("{by}が内容の消去を申し出"), format!("{by} wants the contents erased")))
        }
        Keeping::Erased { grounds: Grounds::Policy { .. }, .. } => {
            Some(language.pick("保存期間の満了により内容を消去", "Contents erased, as their time was over").to_owned())
        }
        Keeping::Erased { grounds: Grounds::Request { by, second, reason: _ }, .. } => {
            let by = names.reviewer(*by);
            let Some(second) = second.map(|second| names.reviewer(second)) else {
                return Some(language.pick(format!("{by}が内容を消去"), format!("{by} erased the contents")));
            };
            Some(language.pick(format!("{by}と{second}が内容を消去"), format!("{by} and {second} erased the contents")))
        }
        Keeping::RetentionSet { .. }
        | Keeping::HoldSet { .. }
        | Keeping::HoldLifted { .. }
        | Keeping::ErasureAnnounced(_)
        | Keeping::ClockDoubted { .. }
        | Keeping::ClockConfirmed { .. } => None,
    }
}
