//! From what is stored to what is shown. Agents' text leaves here as [`Shown`] only.

use std::collections::BTreeMap;

use sekisho_core::{
    action::{Asked, Name},
    assessment::Assessment,
    id::{HaltId, ReviewerId},
    json::Json,
    ledger,
    money::Money,
    review::{Actor, Approval, Decider, Held, No, State, Taken},
    risk::Level,
    rules::Reason,
    shown::Shown,
    time::Time,
    tool::Reversibility,
};
use sekisho_store::actions::{Brief, Case};

use crate::{
    registry::Registry,
    view::{
        Act, ActionView, ActivityItem, AftermathView, Before, BudgetLine, By, Claims, EditionsSince, ErasedView, Fact, KeptView, QueueItem,
        RiskWord, Standing, TakenView, What, WordsView,
    },
};

pub(crate) mod acts;
pub(crate) mod again;
pub(crate) mod batch;
pub(crate) mod chronicle;
pub(crate) mod grants;
pub(crate) mod history;
pub(crate) mod lines;
pub(crate) mod outcomes;
pub(crate) mod similar;
mod way;

/// How many lines of arguments, and of claims, come with an action itself.
const FIRST_LINES: usize = 200;

fn what(tool: &Name, server: Option<&Name>, assessment: &Assessment) -> What {
    What {
        tool: Shown::new(tool.as_str()),
        server: server.map(|server| Shown::new(server.as_str())),
        effect: assessment.class.effect,
        reversibility: assessment.class.reversibility,
        amount: match &assessment.money {
            Money::Amount(amount) => Some(amount.clone()),
            Money::None | Money::Unread { .. } => None,
        },
        gist: assessment.gist.iter().map(|fact| Fact { key: Shown::new(&fact.key), value: Shown::new(&fact.value) }).collect(),
    }
}

/// What an action is about.
pub(crate) fn what_of(case: &Case) -> What {
    what(&case.action.asked.tool, case.action.asked.server.as_ref(), &case.assessment)
}

fn claims(asked: &Asked) -> Claims {
    let text = |key: &str| asked.claim(key).and_then(Json::as_str).map(Shown::new);
    let others = lines::other_claims(asked, 0..FIRST_LINES);
    Claims {
        reasoning: asked.agent_reasoning.as_deref().map(Shown::new),
        task: text("task"),
        on_behalf_of: text("on_behalf_of"),
        session: text("session"),
        others: others.lines,
        others_count: others.count,
    }
}

fn risk(assessment: &Assessment) -> RiskWord {
    RiskWord { score: assessment.risk.score(), level: assessment.risk.level() }
}

fn standing(state: &State, assessment: &Assessment, registry: &Registry) -> Standing {
    let by = |decider: &Decider| by(decider, assessment, registry);
    let allowed_by = |approval: &Approval| approved_by(approval, assessment, registry);
    match state {
        State::Held(held) => {
            let way = held.way.as_ref().map(|way| Box::new(way::way(way, registry)));
            let taken = taken(held, registry).map(|taken| TakenView { by: registry.reviewer_ref(taken.by), at: taken.at });
            Standing::Held { with: registry.with(&held.with), way, taken }
        }
        State::Approved(approval) => Standing::Approved { by: allowed_by(approval), at: approval.at, expires_at: approval.expires_at },
        State::Consumed { approval, consumption } => Standing::Consumed { by: allowed_by(approval), at: consumption.at },
        State::Reported { approval, outcome, .. } => Standing::Reported {
            by: allowed_by(approval),
            at: outcome.at,
            succeeded: outcome.succeeded,
            note: outcome.note.as_deref().map(Shown::new),
        },
        State::Denied { by: decider, at, note, how } => {
            // A guardrail's words come with the rule.
            let reason = note.clone().filter(|_| matches!(decider, Decider::Reviewer(_)));
            Standing::Denied { by: by(decider), at: *at, reason, how: again::no(how) }
        }
        State::Expired { at } => Standing::Expired { at: *at },
        State::Cancelled { at } => Standing::Cancelled { at: *at },
    }
}

/// Who or what said yes, and whether ahead.
fn approved_by(approval: &Approval, assessment: &Assessment, registry: &Registry) -> By {
    match (by(&approval.by, assessment, registry), approval.grant) {
        (By::Reviewer { reviewer }, Some(grant)) => By::Grant { reviewer, grant },
        (by, _) => by,
    }
}

/// Who is at it, unless they are gone.
fn taken(held: &Held, registry: &Registry) -> Option<Taken> {
    held.taken.filter(|taken| registry.active_reviewer(taken.by).is_some())
}

fn by(decider: &Decider, assessment: &Assessment, registry: &Registry) -> By {
    match decider {
        Decider::Reviewer(id) => By::Reviewer { reviewer: registry.reviewer_ref(*id) },
        Decider::Rule(id) => {
            let words = assessment.judgement.reasons().iter().find_map(|reason| match reason {
                Reason::Passed { rule, words } | Reason::Held { rule, words } | Reason::Blocked { rule, words } => {
                    (rule == id).then(|| words.clone())
                }
                Reason::Fault { .. }
                | Reason::NoRule
                | Reason::OverBudget { .. }
                | Reason::BeyondBudget { .. }
                | Reason::BudgetUnclear { .. }
                | Reason::OtherCurrency { .. }
                | Reason::Halted { .. }
                | Reason::Deviated { .. } => None,
            });
            By::Rule { rule: id.clone(), words }
        }
        Decider::Budget(id) => {
            let name = assessment.judgement.reasons().iter().find_map(|reason| match reason {
                Reason::BeyondBudget { budget, name, .. } => (budget == id).then(|| name.clone()),
                Reason::Passed { .. }
                | Reason::Held { .. }
                | Reason::Blocked { .. }
                | Reason::Fault { .. }
                | Reason::NoRule
                | Reason::OverBudget { .. }
                | Reason::BudgetUnclear { .. }
                | Reason::OtherCurrency { .. }
                | Reason::Halted { .. }
                | Reason::Deviated { .. } => None,
            });
            By::Budget { name: name.unwrap_or_else(|| id.to_string()) }
        }
    }
}

pub(crate) fn queue_item(brief: &Brief, viewer: Option<&Actor>, registry: &Registry) -> Option<QueueItem> {
    let State::Held(held) = &brief.state else { return None };
    Some(QueueItem {
        id: brief.action.id,
        agent: registry.agent_ref(brief.action.agent),
        what: what(&brief.action.tool, brief.action.server.as_ref(), &brief.assessment),
        risk: risk(&brief.assessment),
        received_at: brief.action.received_at,
        due_at: held.due_at,
        with: registry.with(&held.with),
        mine: viewer.is_some_and(|viewer| held.is_with(viewer)),
        taken: taken(held, registry).map(|taken| registry.reviewer_ref(taken.by)),
        step: held.way.as_deref().and_then(way::step),
    })
}

pub(crate) fn activity_item(brief: &Brief, registry: &Registry) -> ActivityItem {
    ActivityItem {
        id: brief.action.id,
        agent: registry.agent_ref(brief.action.agent),
        what: what(&brief.action.tool, brief.action.server.as_ref(), &brief.assessment),
        risk: risk(&brief.assessment),
        verdict: brief.assessment.judgement.verdict(),
        standing: standing(&brief.state, &brief.assessment, registry),
        received_at: brief.action.received_at,
        decided_at: history::decided_at(&brief.state),
    }
}

/// What a page about one action needs besides the action.
pub(crate) struct Around<'a> {
    /// Whoever looks, as they would act on this action; none if they have no say.
    pub(crate) viewer: Option<Actor>,
    /// Everyone else who has a say.
    pub(crate) others: Vec<Actor>,
    /// How many actions lie on each one's desk.
    pub(crate) loads: BTreeMap<ReviewerId, u32>,
    pub(crate) registry: &'a Registry,
    /// Which editions of the rules were in force since.
    pub(crate) since: EditionsSince,
    /// The words that go with an answer.
    pub(crate) words: WordsView,
    /// The action that this one follows on.
    pub(crate) earlier: Option<Case>,
    pub(crate) history: &'a [(Time, ledger::Entry)],
    pub(crate) before: &'a [State],
    pub(crate) budgets: Vec<BudgetLine>,
    pub(crate) halts: Vec<HaltId>,
    pub(crate) aftermath: AftermathView,
    pub(crate) keeping: KeptView,
    pub(crate) now: Time,
}

pub(crate) fn action(case: &Case, around: Around<'_>) -> ActionView {
    let registry = around.registry;
    let asked = &case.action.asked;
    let arguments = lines::arguments(asked, 0..FIRST_LINES);
    let is_whole = arguments.count as usize == arguments.lines.len();
    let can_be_undone = case.assessment.class.reversibility == Reversibility::Reversible;
    let allowed = acts::allowed(case, &around);
    let pace = if let State::Held(held) = &case.state { held.pace.as_deref() } else { None };
    let targets = if allowed.contains(&Act::Escalate) { acts::targets(case, &around) } else { Vec::new() };
    ActionView {
        id: case.action.id,
        agent: registry.agent_ref(case.action.agent),
        what: what(&asked.tool, asked.server.as_ref(), &case.assessment),
        risk: risk(&case.assessment),
        contributions: case.assessment.risk.contributions().to_vec(),
        verdict: case.assessment.judgement.verdict(),
        reasons: case.assessment.judgement.reasons().to_vec(),
        edition: case.assessment.edition,
        since: around.since,
        arguments: arguments.lines,
        arguments_count: arguments.count,
        traced: case.assessment.traced.clone(),
        digest: case.action.digest.to_string(),
        claims: claims(asked),
        received_at: case.action.received_at,
        due_at: case.action.deadline_at,
        clock: pace.map(|pace| pace.clock),
        given_seconds: pace.and_then(|pace| pace.given_seconds),
        standing: standing(&case.state, &case.assessment, registry),
        version: u32::try_from(case.version).unwrap_or(u32::MAX),
        confirm: !can_be_undone || case.assessment.risk.level() >= Level::High || !is_whole,
        loads: around.loads.into_iter().filter(|_| allowed.contains(&Act::Escalate)).collect(),
        targets,
        allowed,
        readings: history::readings(around.history, around.viewer.as_ref(), registry),
        history: history::entries(around.history, registry),
        before: before(around.before),
        proposed: again::proposed(case),
        earlier: around.earlier.map(|earlier| again::earlier(&earlier, &case.action.asked, registry)),
        budgets: around.budgets,
        words: around.words,
        halts: around.halts,
        aftermath: around.aftermath,
        keeping: around.keeping,
    }
}

/// The erasure of an action's contents, if this is it.
pub(crate) fn erased(at: Time, entry: &ledger::Entry, registry: &Registry) -> Option<ErasedView> {
    let ledger::Entry::Keeping(ledger::Keeping::Erased { grounds, .. }) = entry else { return None };
    Some(ErasedView { at, grounds: history::grounds_of(grounds, registry) })
}

fn before(states: &[State]) -> Before {
    let mut before = Before::default();
    for state in states {
        if matches!(state, State::Denied { by: Decider::Reviewer(_), how: No::Rejected, .. }) {
            before.denied += 1;
        }
        match state.approval().map(|approval| (&approval.by, approval.grant)) {
            Some((Decider::Reviewer(_), None)) => before.approved += 1,
            Some((Decider::Reviewer(_), Some(_)) | (Decider::Rule(_), _)) => before.passed += 1,
            // A budget lets nothing pass.
            Some((Decider::Budget(_), _)) | None => {}
        }
        if matches!(state, State::Reported { outcome, .. } if !outcome.succeeded) {
            before.failed += 1;
        }
    }
    before
}
