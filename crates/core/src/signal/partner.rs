//! Whether this agent was ever allowed to deal with whom or what the action concerns.

use super::{Contribution, Evidence, Facts};
use crate::{
    history::partners,
    json::Json,
    risk::{Line, Scorecard},
    shown::Shown,
    tool::Effect,
};

/// How much of a name is kept, in characters.
const NAME_CHARS_MAX: usize = 120;

pub(super) fn contribute(arguments: &Json, facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    if facts.class.effect == Effect::Read {
        return None;
    }
    let new: Vec<_> = partners(arguments, &facts.roles).into_iter().filter(|partner| !facts.past.partners.contains(partner)).collect();
    let first: String = new.first()?.chars().take(NAME_CHARS_MAX).collect();
    let others = u32::try_from(new.len() - 1).unwrap_or(u32::MAX);
    Some(card.contribution(Line::PartnerNew, Evidence::PartnerNew { partner: Shown::new(&first), others }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::Past, tool::classify};

    #[test]
    fn only_who_is_new_is_said() {
        let found = |tool: &str, json: &str| {
            let past = Past { partners: ["hana@firm.example".to_owned()].into(), ..Past::default() };
            let facts = Facts { past, ..Facts::of(classify(tool, None)) };
            contribute(&Json::parse(json).unwrap(), &facts, &Scorecard::default()).is_some()
        };
        assert!(found("send_mail", r#"{"to":"eve@evil.example"}"#));
        assert!(found("send_mail", r#"{"to":["hana@firm.example","eve@evil.example"]}"#), "one is enough");
        assert!(!found("send_mail", r#"{"to":"Hana@firm.example"}"#) && !found("get_mail", r#"{"to":"eve@evil.example"}"#));
    }
}
