//! What reviewers look at: the inbox, one action, the record, and the frame around them.

use sekisho_core::{
    id::{ActionId, AgentId, ReviewerId},
    ledger::Entry,
    review::Actor,
    time::Time,
};
pub use sekisho_store::dealings::Dealing;
use sekisho_store::{actions::Filter, desks::Waiting, reviewers::Reviewer};

use crate::{
    Gate,
    error::{Code, Error},
    registry,
    render::{self, Around},
    view::{ActionView, ActivityPage, EditionsSince, LinePage, StandingFilter, Status},
    words,
};

/// The longest page.
pub const PAGE_MAX: u32 = 200;

/// The longest page of an action's lines.
pub const LINES_MAX: u32 = 1_000;

/// How many decisions that are still to be read, and outcomes to be looked at, are counted.
const TO_READ_MAX: u32 = 1_000;

/// How many earlier calls are counted for comparison.
const BEFORE_MAX: u32 = 1_000;

/// Which actions of the record to list. Everything is optional and narrows.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Only those with these words.
    pub words: Option<String>,
    /// Only those that stand so.
    pub standing: Option<StandingFilter>,
    /// Only this agent's.
    pub agent: Option<AgentId>,
    /// Only those received at or after this.
    pub from: Option<Time>,
    /// Only those received before this.
    pub until: Option<Time>,
    /// Only those that deal so.
    pub dealing: Dealing,
    /// Only what whoever looks is to read about, or has. It goes with no words, agent, standing or dealing.
    pub reading: Option<Reading>,
    /// Where the page starts, from the page before.
    pub after: Option<String>,
    /// How many, [`PAGE_MAX`] at the most.
    pub limit: u32,
}

/// How far somebody is with what they read about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Not yet read.
    Open,
    /// Read.
    Done,
}

/// What of an action comes in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its arguments.
    Arguments,
    /// The claims that have no place of their own.
    Claims,
}

impl Gate {
    /// What the frame shows. `address` is where the caller found the hub.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn status(&self, me: ReviewerId, address: &str) -> Result<Status, Error> {
        let viewer = self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let (waiting, actor) = (reader.waiting().await?, self.actor(&viewer, None));
        let is_mine = |waiting: &&Waiting| actor.as_ref().is_some_and(|actor| waiting.desks.has(actor));
        let waiting_for_me = waiting.iter().filter(is_mine).map(|waiting| waiting.count).sum();
        let agents = self.registry().agents().iter().filter(|agent| agent.revoked_at.is_none() && !agent.practice).count();
        Ok(Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            address: address.to_owned(),
            me: registry::me(&viewer),
            now: self.clock().now(),
            waiting_for_me,
            waiting: waiting.iter().map(|waiting| waiting.count).sum(),
            to_read: reader.unread(me, TO_READ_MAX).await?,
            to_look_at: reader.to_look_at(TO_READ_MAX).await?,
            agents: u32::try_from(agents).unwrap_or(u32::MAX),
            today: self.today(),
        })
    }

    /// Everything about one action.
    ///
    /// # Errors
    /// When there is no such action, or the database fails.
    pub async fn action(&self, me: ReviewerId, id: ActionId) -> Result<ActionView, Error> {
        let viewer = self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let mut case = reader.case(id).await?.ok_or_else(Error::not_found)?;
        let history = reader.history(case.seq).await?;
        let earlier = match follows(&history) {
            Some(earlier) => reader.case(earlier).await?,
            None => None,
        };
        let keeping = self.kept(&mut reader, &case, &history).await?;
        let decided = match render::history::decided_at(&case.state) {
            Some(at) => self.edition_at(&mut reader, case.assessment.edition, at).await?,
            None => None,
        };
        let before = reader.states_before(case.action.agent, case.action.asked.tool.as_str(), case.seq, BEFORE_MAX).await?;
        let now = self.clock().now();
        let budgets = self.budget_lines(&mut reader, &case, now).await?;
        let halts = self.halts_on(case.action.agent, &case.action.asked);
        let may_mark = self.may_mark(&viewer, case.action.agent, &case.state);
        let aftermath = render::outcomes::view(&reader.aftermath(case.seq).await?, may_mark, self.registry());
        // What somebody who is gone has said counts no more, also before it is on record.
        case.state = self.remembered(&case.state, now)?.0;
        let others: Vec<_> = self.actors().into_iter().filter(|other| other.id != me).collect();
        let viewer = self.actor(&viewer, Some(&case.assessment));
        let waiting = reader.waiting().await?;
        let load = |other: &Actor| waiting.iter().filter(|waiting| waiting.desks.has(other)).map(|waiting| waiting.count).sum();
        let loads = others.iter().map(|other| (other.id, load(other))).collect();
        let around = Around {
            viewer,
            others,
            loads,
            registry: self.registry(),
            since: EditionsSince { now: self.standards().edition(), decided },
            words: self.words_at_hand(&case),
            earlier,
            history: &history,
            before: &before,
            budgets,
            halts,
            aftermath,
            keeping,
            now,
        };
        Ok(render::action(&case, around))
    }

    /// The lines of one part of an action behind the first `after`, `limit` or [`LINES_MAX`] at the most.
    ///
    /// # Errors
    /// When there is no such action, or the database fails.
    pub async fn lines(&self, me: ReviewerId, id: ActionId, part: Part, after: u32, limit: u32) -> Result<LinePage, Error> {
        self.viewer(me)?;
        let case = self.store().read().await?.case(id).await?.ok_or_else(Error::not_found)?;
        let after = after as usize;
        let range = after..after.saturating_add(limit.clamp(1, LINES_MAX) as usize);
        Ok(match part {
            Part::Arguments => render::lines::arguments(&case.action.asked, range),
            Part::Claims => render::lines::other_claims(&case.action.asked, range),
        })
    }

    /// The record, newest first.
    ///
    /// # Errors
    /// When `after` is no place in the record, or the database fails.
    pub async fn activity(&self, me: ReviewerId, search: Search) -> Result<ActivityPage, Error> {
        self.viewer(me)?;
        let limit = search.limit.clamp(1, PAGE_MAX);
        let before =
            search.after.map(|place| place.parse::<i64>().map_err(|_| Error::invalid("`after` is not from a page before"))).transpose()?;
        let words = search.words.as_deref().map(words::query).transpose()?.flatten();
        let filter = Filter {
            agent: search.agent,
            standing: search.standing.map(standing_name),
            from: search.from,
            until: search.until,
            before,
            words,
            dealing: search.dealing,
            reader: search.reading.map(|reading| (me, reading == Reading::Done)),
        };
        let narrows = filter.words.is_some() || filter.agent.is_some() || filter.standing.is_some() || filter.dealing.is_any();
        if filter.reader.is_some() && narrows {
            return Err(Error::invalid("`reading` goes with nothing but `from` and `to`"));
        }
        let found = self.store().read().await?.cases(&filter, limit).await?;
        let next = found.last().filter(|_| found.len() == limit as usize).map(|brief| brief.seq.to_string());
        Ok(ActivityPage { items: found.iter().map(|brief| render::activity_item(brief, self.registry())).collect(), next })
    }

    pub(crate) fn viewer(&self, me: ReviewerId) -> Result<Reviewer, Error> {
        self.registry().active_reviewer(me).ok_or_else(|| Error::new(Code::Unauthorized, "this needs a valid credential"))
    }

    /// Whoever changes something, other than what only administrators may.
    pub(crate) fn decider(&self, me: ReviewerId) -> Result<Reviewer, Error> {
        Some(self.viewer(me)?).filter(|reviewer| reviewer.role.has_a_say()).ok_or_else(no_say)
    }

    /// Whether this reviewer may do more than look.
    ///
    /// # Errors
    /// [`Code::Forbidden`] for an auditor; else when their credential ended.
    pub fn check_say(&self, me: ReviewerId) -> Result<(), Error> {
        self.decider(me).map(|_| ())
    }
}

pub(crate) fn no_say() -> Error {
    Error::new(Code::Forbidden, "an auditor looks and changes nothing")
}

/// The action that this one follows on.
fn follows(history: &[(Time, Entry)]) -> Option<ActionId> {
    history.iter().find_map(|(_, entry)| if let Entry::Resubmitted { of, .. } = entry { Some(*of) } else { None })
}

fn standing_name(standing: StandingFilter) -> &'static str {
    match standing {
        StandingFilter::Held => "held",
        StandingFilter::Approved => "approved",
        StandingFilter::Denied => "denied",
        StandingFilter::Expired => "expired",
        StandingFilter::Cancelled => "cancelled",
    }
}
