//! What the gate makes of an action as it comes in: measured, scored, judged, and opened for review.

use serde::{Deserialize, Serialize};

use crate::{
    action::Asked,
    gist::{self, Fact},
    history::{partners, remembered},
    money::Money,
    provenance::Traced,
    review::{Decider, Held, No, State},
    risk::{self, Risk, Scorecard},
    rules::{Judgement, Reason, Sight, Slice, Verdict},
    signal::{self, Facts},
    time::Time,
    tool::{Class, Effect},
};

/// Everything that was found out about an action, and the verdict with its reasons. Kept with the action as it was at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// What the tool does.
    pub class: Class,
    /// The money it moves.
    pub money: Money,
    /// Where its arguments come from, those of most concern first.
    #[serde(default)]
    pub traced: Vec<Traced>,
    /// Whom or what it deals with, as it is remembered once it is allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<String>,
    /// How risky it is.
    pub risk: Risk,
    /// By which edition of the rules and points; 0 is what ships. None of actions from before it was kept.
    #[serde(default)]
    pub edition: Option<u32>,
    /// By which edition of the scorecard; 0 before there was one.
    #[serde(default)]
    pub scorecard: u32,
    /// What the rules saw; none of actions from before it was kept.
    #[serde(default)]
    pub sight: Option<Sight>,
    /// What the rules say.
    pub judgement: Judgement,
    /// The first few arguments in short, for lists, which do not read the arguments. The agent's text as it came.
    pub gist: Vec<Fact>,
}

/// Assesses one action: by these points, and by the policies for this agent and tool. Without any that can be asked, it waits.
#[must_use]
pub fn assess(asked: &Asked, facts: &Facts, card: &Scorecard, slice: Option<&Slice>) -> Assessment {
    let mut signals = signal::extract(asked, facts, card);
    let risk = risk::assess(std::mem::take(&mut signals.contributions));
    let sight = Sight::new(asked, facts, &signals, &risk);
    let judgement = slice.map_or_else(Judgement::faulty, |slice| slice.judge(&sight));
    let gist = gist::of(asked.arguments.json(), &signals.money);
    let partners = if facts.class.effect == Effect::Read { Vec::new() } else { remembered(partners(asked.arguments.json(), &facts.roles)) };
    Assessment {
        class: facts.class.clone(),
        money: signals.money,
        traced: signals.traced,
        partners,
        risk,
        edition: None,
        scorecard: risk::VERSION,
        sight: Some(sight),
        judgement,
        gist,
    }
}

impl Assessment {
    /// Where the action stands right after it came in.
    #[must_use]
    pub fn open(&self, now: Time, due_at: Time) -> State {
        let held = || State::Held(Held { since: Some(now), ..Held::for_anyone(due_at) });
        match (self.judgement.verdict(), self.judgement.deciding().next()) {
            (Verdict::Pass, Some(Reason::Passed { rule, words })) => {
                State::approved_by_rule(rule.clone(), format!("Passed by the rule `{rule}`: {}", words.en), now)
            }
            (Verdict::Block, Some(Reason::Blocked { rule, words })) => State::Denied {
                by: Decider::Rule(rule.clone()),
                at: now,
                note: Some(format!("Blocked by the guardrail `{rule}`: {}", words.en)),
                how: No::Rejected,
            },
            (Verdict::Block, Some(Reason::BeyondBudget { budget, name, .. })) => State::Denied {
                by: Decider::Budget(*budget),
                at: now,
                note: Some(format!("Blocked: this is more than the whole budget `{name}`. Ask for less.")),
                how: No::Rejected,
            },
            // A verdict that its own reasons do not carry cannot happen, and would hold.
            (Verdict::Pass | Verdict::Hold | Verdict::Block, _) => held(),
        }
    }
}

#[cfg(test)]
mod business;
