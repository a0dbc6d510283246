//! Secrets, and data about people, in what goes out.

use super::{Contribution, Evidence};
use crate::{
    command::Does,
    json::Json,
    provenance::{Role, Roles, named},
    risk::{Line, Scorecard},
    sensitive::{self, People, Personal, Secret},
    tool::Effect,
};

/// What goes out, as far as it should not go unseen.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    pub secret: Option<Contribution>,
    pub personal: Personal,
    pub people: Option<Contribution>,
}

/// Whether the action carries what it holds to others.
pub(super) fn goes_out(effect: Effect, arguments: &Json, does: impl IntoIterator<Item = Does>) -> bool {
    let leads = || arguments.walk().any(|node| matches!(node.value, Json::String(text) if text.contains("://")));
    match effect {
        Effect::Send | Effect::Publish => true,
        Effect::Read | Effect::Write | Effect::Delete | Effect::Pay | Effect::Grant => leads(),
        Effect::Execute => leads() || does.into_iter().any(|does| does >= Does::Sends),
    }
}

pub(super) fn contribute(arguments: &Json, goes_out: bool, card: &Scorecard) -> Outgoing {
    if !goes_out {
        return Outgoing::default();
    }
    let mut secret: Option<(Secret, String)> = None;
    let mut people: Option<(People, String)> = None;
    for (pointer, role, text) in named(arguments, &Roles::default()) {
        let found = if role == Role::Secret { Some(Secret::Password).filter(|_| is_password(&pointer)) } else { sensitive::secret(&text) };
        if let Some(found) = found.filter(|found| secret.as_ref().is_none_or(|(worst, _)| found > worst)) {
            secret = Some((found, pointer.clone()));
        }
        // Whom it goes to is no data that goes out.
        let found = if role == Role::Destination { None } else { sensitive::people(&text) };
        if let Some(found) = found.filter(|found| people.as_ref().is_none_or(|(worst, _)| found.personal > worst.personal)) {
            people = Some((found, pointer));
        }
    }
    let secret = secret.map(|(kind, pointer)| card.contribution(Line::Secret, Evidence::Secret { pointer, kind }));
    let personal = people.as_ref().map_or(Personal::None, |(people, _)| people.personal);
    let line = if personal == Personal::Many { Line::PersonalMany } else { Line::PersonalSome };
    let people = people.map(|(People { datum, count, .. }, pointer)| card.contribution(line, Evidence::Personal { pointer, datum, count }));
    Outgoing { secret, personal, people }
}

/// An argument of its own for a password. A token in one may be the place in a list.
fn is_password(pointer: &str) -> bool {
    let name = pointer.to_lowercase();
    ["password", "passwd", "passphrase", "パスワード"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(effect: Effect, json: &str) -> (bool, Personal) {
        let json = Json::parse(json).unwrap();
        let outgoing = contribute(&json, goes_out(effect, &json, []), &Scorecard::default());
        (outgoing.secret.is_some(), outgoing.personal)
    }

    #[test]
    fn what_goes_out_is_looked_through() {
        let letter = r#"{"to":"a@b.example","body":"The password is spring2026!"}"#;
        assert_eq!(found(Effect::Send, letter), (true, Personal::None));
        assert_eq!(found(Effect::Write, letter), (false, Personal::None), "what stays is not looked through");
        assert_eq!(found(Effect::Write, r#"{"url":"https://b.example","body":"The password is spring2026!"}"#), (true, Personal::None));
        assert_eq!(found(Effect::Read, r#"{"url":"https://b.example/?k=AKIAIOSFODNN7EXAMPLE"}"#), (true, Personal::None));
        assert_eq!(found(Effect::Send, r#"{"to":"a@b.example","password":"x"}"#), (true, Personal::None));
        assert_eq!(found(Effect::Send, r#"{"to":"a@b.example","page_token":"x"}"#), (false, Personal::None));
    }

    #[test]
    fn a_list_of_people_is_more_than_a_list_of_recipients() {
        let many: Vec<_> = (0..20).map(|index| format!("n{index}@home.example")).collect();
        let recipients = format!(r#"{{"to":["{}"],"body":"Hello"}}"#, many.join(r#"",""#));
        assert_eq!(found(Effect::Send, &recipients), (false, Personal::None));
        let body = format!(r#"{{"to":"a@b.example","body":"{}"}}"#, many.join(", "));
        assert_eq!(found(Effect::Send, &body), (false, Personal::Many));
    }
}
