//! How the record is proved: the ledger's entry, and the digest to point a camera at.

use sekisho_core::review::State;

use crate::{
    Record,
    page::{Block, Section, code, say, squares},
    words::Voice,
};

pub(super) fn section(record: &Record, voice: &Voice<'_>) -> Section {
    let (language, proved) = (voice.language, &record.proved);
    let entry = if matches!(record.state, State::Held(_)) {
        language.pick("最新の記録", "Newest entry")
    } else {
        language.pick("決裁の記録", "Entry of the decision")
    };
    let (number, size) = (proved.entry, proved.size);
    let facts = vec![
        (language.pick("台帳", "Ledger").to_owned(), code(&proved.ledger)),
        (entry.to_owned(), say(&language.pick(format!("第{number}号（全{size}件）"), format!("No. {number} of {size}")))),
        (language.pick("ルート", "Root").to_owned(), code(&proved.root)),
        (language.pick("署名鍵", "Key").to_owned(), code(&proved.key_id)),
        (
            language.pick("QRコード", "QR code").to_owned(),
            say(language.pick("申請のダイジェスト（SHA-256）", "The digest of the request (SHA-256)")),
        ),
    ];
    let how = language.pick(
        "この PDF には、決裁の記録の証明（decision.tlog-proof）と、このファイル全体の証明（report.tlog-proof）が添付されています。台帳の公開鍵があれば、関所がなくても確かめられます。内容を1文字でも変えると、確認に失敗します。",
        "Inside this PDF are the proof of the decision’s entry (decision.tlog-proof) and the proof of the whole file \
         (report.tlog-proof). Whoever has the ledger’s public key can check both without Sekisho. If anything in the file is \
          changed, the check fails.",
    );
    let squares = squares(&record.action.digest.to_string());
    Section {
        title: language.pick("台帳による証明", "Proof by the ledger").to_owned(),
        blocks: vec![Block::Code(squares, facts), Block::Note(say(how))],
    }
}
