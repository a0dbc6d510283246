//! Reports as PDF files. Each has room for the proof that the ledger knows it, which comes in last (`sekisho_verify::seal`).

mod asked;
mod judged;
mod outcome;
mod period;
mod proof;
mod route;
mod stamps;
#[cfg(test)]
mod tests;

pub use period::{LISTED_MAX, period};
use sekisho_core::{money::Money, review::State};
use sekisho_verify::vacancy;
use typst::foundations::Value;

pub use crate::page::Error;
use crate::{
    Language, Record,
    page::{self, Document, Station, list, say, text},
    words::{self, Voice},
    zone::Times,
};

/// The name of the file in a report that proves it.
const PROOF: &str = "report.tlog-proof";

/// A decision record 決裁書.
///
/// # Errors
/// When the pages cannot be laid out.
pub fn record(record: &Record, language: Language) -> Result<Vec<u8>, Error> {
    let times = Times { zone: record.zone, language };
    let voice = &Voice { language, names: &record.names, times };
    let money = if let Money::Amount(amount) = &record.assessment.money { Some(amount) } else { None };
    let headline = words::headline(record.assessment.class.effect, money, language);
    let head = vec![
        ("headline", say(&headline).value()),
        ("under", asked::under(record, voice).value()),
        ("standing-label", text(language.pick("決裁の結果", "Decision"))),
        ("standing", say(words::standing(&record.state, language)).value()),
        ("standing-note", route::note(record, voice).value()),
        ("open", Value::Bool(matches!(record.state, State::Held(_)))),
        ("stamps", list(stamps::stations(record, voice).into_iter().map(Station::value))),
    ];
    let sections = [
        Some(asked::section(record, voice)),
        Some(asked::arguments(record, voice)),
        Some(judged::section(record, voice)),
        route::section(record, voice),
        outcome::section(record, voice),
        asked::claims(record, voice),
        Some(route::history(record, voice)),
        Some(proof::section(record, voice)),
    ];
    let (at, zone, by) = (times.exact(record.made_at), times.zone(record.made_at), &record.made_by);
    page::pdf(Document {
        language,
        kind: language.pick("決裁書", "Decision record"),
        number: record.action.id.to_string(),
        author: by.clone(),
        mark: record.mark(),
        made_at: times.clock(record.made_at),
        made: language.pick(format!("作成 {at}　{zone}　{by}"), format!("Made {at}, {zone}, by {by}")),
        head,
        sections: sections.into_iter().flatten().collect(),
        attached: vec![
            (PROOF, vacancy(), "The proof that the ledger knows this file (C2SP tlog-proof)"),
            ("decision.tlog-proof", record.proved.proof.clone().into_bytes(), "The proof of the decision (C2SP tlog-proof)"),
        ],
    })
}
