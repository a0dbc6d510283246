//! Grants as people see them.

use sekisho_core::{
    grant::{Call, Refused, TIMES_MAX, VALID_MAX},
    json::Json,
    shown::Shown,
    time::Time,
};
use sekisho_store::{
    actions::Case,
    grants::{Grant, Use},
};

use super::what;
use crate::{
    registry::Registry,
    view::{GrantOffer, GrantPlace, GrantRefused, GrantStanding, GrantUse, GrantView, GrantedPlace},
};

pub(crate) fn offer(call: &Call<'_>, possible: Result<(), Refused>, now: Time) -> GrantOffer {
    let refused = possible.err().as_ref().map(word);
    let leaves = call.asked.arguments.json().leaves();
    let place = |(pointer, could): (String, _)| {
        let value = leaves.get(&pointer).map(|value| shown(value)).unwrap_or_default();
        GrantPlace { pointer, value, could }
    };
    // What cannot be shown whole is not shown here in part.
    let places = if refused.is_none() { call.places().into_iter().map(place).collect() } else { Vec::new() };
    GrantOffer { refused, places, times_max: TIMES_MAX, until_max: now + VALID_MAX }
}

pub(crate) fn grant(grant: &Grant, seen: &Case, uses: &[Use], registry: &Registry, may_revoke: bool, now: Time) -> GrantView {
    let asked = &seen.action.asked;
    let place = |(pointer, value): (String, &Json)| {
        let loose = grant.loosened.get(&pointer).cloned();
        GrantedPlace { value: shown(value), loose, pointer }
    };
    let standing = match grant.revoked {
        Some((at, by)) => GrantStanding::Revoked { by: registry.reviewer_ref(by), at },
        None if grant.used >= grant.times => GrantStanding::UsedUp,
        None if grant.until <= now => GrantStanding::Over,
        None => GrantStanding::Open,
    };
    GrantView {
        id: grant.id,
        action: grant.action,
        agent: registry.agent_ref(grant.agent),
        what: what(&asked.tool, asked.server.as_ref(), &seen.assessment),
        places: asked.arguments.json().leaves().into_iter().map(place).collect(),
        by: registry.reviewer_ref(grant.by),
        note: grant.note.clone(),
        given_at: grant.given_at,
        until: grant.until,
        times: grant.times,
        left: grant.times.saturating_sub(grant.used),
        uses: uses.iter().map(|used| GrantUse { number: used.number, action: used.action, at: used.at }).collect(),
        may_revoke,
        standing,
    }
}

fn shown(value: &Json) -> Shown {
    Shown::new(&value.leaf().unwrap_or_default())
}

fn word(refused: &Refused) -> GrantRefused {
    match refused {
        Refused::NotWhole => GrantRefused::NotWhole,
        Refused::TooRisky => GrantRefused::TooRisky,
        Refused::MoneyUnclear => GrantRefused::MoneyUnclear,
        Refused::NotByRules => GrantRefused::NotByRules,
        // The last two are about what somebody wants, and are not asked here.
        Refused::NotAlone | Refused::Fixed(_) | Refused::Terms => GrantRefused::NotAlone,
    }
}
