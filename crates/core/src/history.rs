//! What is on record of an agent, loaded by the gate: nothing of it is the agent's own word.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    fold::fold,
    json::Json,
    provenance::{Role, Roles, bare_of, named},
};

/// How many of an action's partners are looked up and remembered. More count as new.
pub const PARTNERS_MAX: usize = 32;

/// The longest name of a partner that is remembered, in bytes. What is longer counts as new.
const PARTNER_BYTES_MAX: usize = 200;

/// What an agent did before, as far as it was allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// What it moved with the same tool in the same currency, the newest first.
    pub amounts: Vec<Decimal>,
    /// Those of the action's partners that it has dealt with, as [`partners`] writes them.
    pub partners: BTreeSet<String>,
    /// What people made of what it asked.
    pub record: Record,
    /// What it asked lately.
    pub lately: Lately,
    /// Whether nobody is at work now.
    pub outside_hours: bool,
}

/// What people made of what an agent asked, and what came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Record {
    /// How many of its actions people approved.
    pub approved: u32,
    /// How many people rejected.
    pub denied: u32,
    /// How many failed when they ran.
    pub failed: u32,
}

/// What an agent asked in the last minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lately {
    /// How often exactly this was asked before, in the last ten minutes.
    pub alike: u32,
    /// How much was asked in the last minute.
    pub minute: u32,
    /// How much it usually asks in a minute in which it asks anything; 0 as long as that is not known.
    pub usual: u32,
}

/// Whom or what an action deals with, in one spelling each: accounts, names, mail addresses, and the host of a link.
#[must_use]
pub fn partners(arguments: &Json, roles: &Roles) -> Vec<String> {
    let mut partners = Vec::new();
    for (_, role, value) in named(arguments, roles) {
        if !matches!(role, Role::Counterparty | Role::Destination) {
            continue;
        }
        let folded = fold(&value);
        let is_address = folded.contains("://") || folded.starts_with("www.");
        let partner = bare_of(&folded);
        let partner = if is_address { partner.split(['/', '?', '#']).next().unwrap_or_default() } else { partner };
        if !partner.is_empty() && !partners.iter().any(|known| known == partner) {
            partners.push(partner.to_owned());
        }
        if partners.len() > PARTNERS_MAX {
            break;
        }
    }
    partners
}

/// Those of them that are remembered.
#[must_use]
pub fn remembered(mut partners: Vec<String>) -> Vec<String> {
    partners.truncate(PARTNERS_MAX);
    partners.retain(|partner| partner.len() <= PARTNER_BYTES_MAX);
    partners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_has_one_spelling() {
        let of = |json: &str| partners(&Json::parse(json).unwrap(), &Roles::default());
        assert_eq!(of(r#"{"to":"Hana@Firm.example","cc":["hana@firm.example"],"body":"to eve@evil.example"}"#), ["hana@firm.example"]);
        assert_eq!(of(r#"{"url":"https://www.a.example/x?y","link":"http://A.example/z"}"#), ["a.example"]);
        assert_eq!(of(r#"{"振込先":"ヤマダ","amount":5,"file":"x"}"#), ["ヤマダ"]);
    }

    #[test]
    fn what_is_too_much_is_not_remembered() {
        let many: Vec<_> = (0..100).map(|index| format!("\"n{index}@a.example\"")).collect();
        let partners = partners(&Json::parse(&format!("{{\"to\":[{}]}}", many.join(","))).unwrap(), &Roles::default());
        assert_eq!(partners.len(), PARTNERS_MAX + 1, "one more, which nobody can know");
        assert_eq!(remembered(partners).len(), PARTNERS_MAX);
        assert_eq!(remembered(vec!["x".repeat(PARTNER_BYTES_MAX + 1)]), [] as [&str; 0]);
    }
}
