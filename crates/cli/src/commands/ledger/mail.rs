//! A checkpoint as a mail that a person can send. The program that sends it knows from whom and to whom.

use base64::{Engine, prelude::BASE64_STANDARD};
use sekisho_gate::{Time, view::LedgerView};

/// How long a line of base64 is.
const LINE: usize = 76;

/// The mail, with the checkpoint as a file that arrives as it was signed. Its lines end as those of mails do.
pub(super) fn written(ledger: &LedgerView, now: Time) -> String {
    let LedgerView { name, size, checkpoint, key, .. } = ledger;
    let id = key.split('+').nth(1).unwrap_or_default();
    let (boundary, date) = (format!("sekisho-{id}-{size}"), now.format("%a, %d %b %Y %H:%M:%S +0000"));
    let root = checkpoint.lines().nth(2).unwrap_or_default();
    let text = format!(
        "Subject: Sekisho: checkpoint of {name} over {size} entries\n\
         Date: {date}\n\
         X-Unsent: 1\n\
         MIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"{boundary}\"\n\
         \n\
         --{boundary}\n\
         Content-Type: text/plain; charset=utf-8\n\
         Content-Transfer-Encoding: 8bit\n\
         \n\
         Please keep this mail. The file in it is a checkpoint of the ledger of Sekisho: how many entries\n\
         it has, the root over all of them, and a signature. It says nothing of what is in them.\n\
         Whoever checks the ledger later with `sekisho verify FILE --key KEY --earlier CHECKPOINT` sees\n\
         whether anything of these entries was changed or removed since, also by us.\n\
         \n\
         このメールを保管してください。添付のファイルは、Sekisho の台帳のチェックポイントです。台帳の件数と、\n\
         すべての記録から計算した値と、署名が入っています。記録の内容は含まれません。\n\
         後日、`sekisho verify ファイル --key 公開鍵 --earlier チェックポイント` で台帳を検証すると、\n\
         ここまでの記録が（私たち自身によるものも含めて）書き換えられたり削除されたりしていないことを確かめられます。\n\
         \n\
         Ledger / 台帳: {name}\n\
         Entries / 件数: {size}\n\
         Root / ルート: {root}\n\
         \n\
         --{boundary}\n\
         Content-Type: application/octet-stream\n\
         Content-Disposition: attachment; filename=\"{size}.checkpoint\"\n\
         Content-Transfer-Encoding: base64\n\
         \n\
         {attached}\n\
         --{boundary}--\n",
        attached = folded(&BASE64_STANDARD.encode(checkpoint)),
    );
    text.replace('\n', "\r\n")
}

fn folded(text: &str) -> String {
    let lines = text.as_bytes().chunks(LINE).map(String::from_utf8_lossy);
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use sekisho_gate::view::KeyPlace;

    use super::*;

    #[test]
    fn the_file_in_it_is_the_checkpoint_and_no_line_is_too_long() {
        let checkpoint = "sekisho/ledger-01\n12\ncm9vdA==\n\n\u{2014} sekisho/ledger-01 c2lnbmF0dXJl\n".to_owned();
        let key = "sekisho/ledger-01+0a1b2c3d+AQ==".to_owned();
        let ledger = LedgerView {
            name: "sekisho/ledger-01".to_owned(),
            key,
            size: 12,
            checkpoint: checkpoint.clone(),
            key_in: KeyPlace::File,
            witness: None,
        };
        let mail = written(&ledger, "2026-11-02T03:04:05Z".parse().unwrap());
        assert!(
            mail.starts_with(
                "Subject: Sekisho: checkpoint of sekisho/ledger-01 over 12 entries\r\nDate: Mon, 02 Nov 2026 03:04:05 +0000\r\n"
            )
        );
        assert!(mail.split("\r\n").all(|line| !line.contains(['\r', '\n']) && line.len() <= 998), "as RFC 5322 says");
        let (_, rest) = mail.split_once("base64\r\n\r\n").unwrap();
        let (attached, end) = rest.split_once("\r\n--").unwrap();
        assert_eq!(BASE64_STANDARD.decode(attached.replace("\r\n", "")).unwrap(), checkpoint.as_bytes());
        assert_eq!(end, "sekisho-0a1b2c3d-12--\r\n");
    }
}
