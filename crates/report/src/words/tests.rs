use sekisho_core::{
    calendar::Zone,
    command::Does,
    ledger::{Denied, Entry},
    outcome::{Deviation, Mark},
    provenance::{Provenance, Role},
    review::{Detour, Duty, No},
    risk::Level,
    signal::Evidence,
    tool::{Effect, Reversibility, Source},
};
use serde_json::json;

use super::*;

/// The window's dictionaries.
const WINDOW: [(Language, &str); 2] = [
    (
        Language::Japanese,
        concat!(
            include_str!("../../../../ui/src/i18n/words.ja.ts"),
            include_str!("../../../../ui/src/i18n/review.ja.ts"),
            include_str!("../../../../ui/src/i18n/history.ja.ts"),
            include_str!("../../../../ui/src/i18n/tools.ja.ts"),
            include_str!("../../../../ui/src/i18n/way.ja.ts"),
            include_str!("../../../../ui/src/i18n/outcomes.ja.ts"),
        ),
    ),
    (
        Language::English,
        concat!(
            include_str!("../../../../ui/src/i18n/words.en.ts"),
            include_str!("../../../../ui/src/i18n/review.en.ts"),
            include_str!("../../../../ui/src/i18n/history.en.ts"),
            include_str!("../../../../ui/src/i18n/tools.en.ts"),
            include_str!("../../../../ui/src/i18n/way.en.ts"),
            include_str!("../../../../ui/src/i18n/outcomes.en.ts"),
        ),
    ),
];

fn voice(language: Language, names: &Names) -> Voice<'_> {
    Voice { language, names, times: Times { zone: Zone::UTC, language } }
}

/// Evidence whose words have the dictionary's own placeholders in their places.
fn evidences() -> Vec<Evidence> {
    let shown = |text: &str| json!([{ "kind": "text", "text": text }]);
    let traced =
        |provenance: &str| json!({ "pointer": "", "role": "target", "value": shown("{value}"), "provenance": provenance, "found": null });
    let mut all = vec![
        json!({ "signal": "amount_unread", "pointer": "{pointer}" }),
        json!({ "signal": "first_time" }),
        json!({ "signal": "disguise", "pointer": "", "value": shown("{value}") }),
        json!({ "signal": "read_lost" }),
        json!({ "signal": "read_changes", "pointer": "", "query": shown("{query}") }),
        json!({ "signal": "exposed", "private": shown("{private}"), "stranger": shown("{stranger}") }),
        json!({ "signal": "partner_new", "partner": shown("{partner}"), "others": 0 }),
        json!({ "signal": "outside_hours" }),
        json!({ "signal": "command", "pointer": "", "parts": [], "others": 0 }),
    ];
    all.extend(
        ["user", "trusted", "internal", "record", "made", "untrusted"]
            .map(|from| json!({ "signal": "provenance", "worst": traced(from), "others": 0 })),
    );
    all.extend(["password", "token", "private_key"].map(|kind| json!({ "signal": "secret", "pointer": "{pointer}", "kind": kind })));
    all.extend(["reversible", "costly", "irreversible"].map(|far| json!({ "signal": "reversibility", "reversibility": far })));
    all.into_iter().map(|one| serde_json::from_value(one).unwrap()).collect()
}

#[test]
fn pages_say_what_the_window_says() {
    let names = Names::default();
    for (language, dictionaries) in WINDOW {
        let voice = &voice(language, &names);
        let mut words: Vec<String> = evidences().iter().map(|seen| evidence(seen, voice)).collect();
        words.extend(Effect::ALL.map(|one| effect(one, language).to_owned()));
        words.extend(Role::ALL.map(|one| role(one, language).to_owned()));
        let far = [Reversibility::Reversible, Reversibility::Costly, Reversibility::Irreversible];
        words.extend(far.map(|one| reversibility(one, language).to_owned()));
        words.extend([Level::Low, Level::Medium, Level::High, Level::Critical].map(|one| level(one, language).to_owned()));
        words.extend([Mark::Good, Mark::Harmful, Mark::FalseAlarm].map(|one| mark(one, language).to_owned()));
        words.extend([Duty::Circulate, Duty::ReviewAfter].map(|one| duty(one, language).to_owned()));
        words.extend([Deviation::OtherPartner, Deviation::Unused, Deviation::Unreported].map(|one| deviation(&one, voice)));
        words.extend([Detour::NoRoute("{name}".to_owned()), Detour::NoOne("{name}".to_owned())].map(|one| detour(&one, language)));
        let all = [
            Does::Looks,
            Does::Runs,
            Does::Changes,
            Does::Fetches,
            Does::Installs,
            Does::Sends,
            Does::Deletes,
            Does::Elevates,
            Does::Uninspectable,
            Does::RunsFetched,
        ];
        words.extend(all.map(|one| does(one, language).to_owned()));
        let word = "{word}".to_owned();
        let how = [Source::Annotations, Source::Name { word: word.clone() }, Source::Description { word }, Source::Person, Source::Assumed];
        words.extend(how.map(|one| source(&one, language)));
        let from =
            [Provenance::User, Provenance::Trusted, Provenance::Internal, Provenance::Record, Provenance::Made, Provenance::Untrusted];
        words.extend(from.map(|one| provenance(one, language).to_owned()));
        let events = [Entry::Reminded, Entry::Expired, Entry::Cancelled, Entry::Consumed, Entry::Reported { succeeded: true, note: None }];
        words.extend(events.iter().filter_map(|one| happened(one, voice)));
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            assert!(dictionaries.contains(&format!("\"{word}\"")), "the window does not say `{word}`");
        }
    }
}

#[test]
fn numbers_are_as_people_write_them() {
    let written = |value: &str, currency: &str| told(value.parse().unwrap(), currency);
    let all =
        [written("1480000", "JPY"), written("12.5", "USD"), written("1234567.125", "CHF"), written("0.001", "KWD"), written("999", "")];
    assert_eq!(all, ["¥1,480,000", "$12.50", "CHF\u{2009}1,234,567.125", "KWD\u{2009}0.001", "999"]);
}

#[test]
fn what_was_said_stands_with_what_happened() {
    let names = Names::default();
    let denied = |how| Entry::Denied(Denied { by: sekisho_core::id::ReviewerId::from_bytes([1; 16]), reason: "だめ".to_owned(), how });
    let said = |how| happened(&denied(how), &voice(Language::English, &names)).unwrap();
    assert!(said(No::Rejected).ends_with(" rejected") && said(No::AskedBack).ends_with(" sent it back with a question"));
    assert_eq!(note(&denied(No::Rejected)), Some("だめ"));
}
