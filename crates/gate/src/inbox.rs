//! The inbox: what waits, in the order and as narrow as somebody wants it.

use sekisho_core::{
    id::{AgentId, ReviewerId},
    risk::Level,
    tool::Effect,
};
use sekisho_store::inbox::{Narrow, Order, Place};

use crate::{Gate, error::Error, look::PAGE_MAX, render, view::QueuePage};

/// What of the inbox somebody wants to see. Everything but the order narrows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// Also what waits for others.
    pub all: bool,
    /// What comes first.
    pub sort: Sort,
    /// Only this agent's.
    pub agent: Option<AgentId>,
    /// Only what does this.
    pub effect: Option<Effect>,
    /// Only what is at least so risky.
    pub risk: Option<Level>,
    /// Only what nobody else is at.
    pub free: bool,
}

/// What comes first. Among equals it is always the oldest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The most risky.
    #[default]
    Risk,
    /// What ends soonest.
    Due,
    /// The oldest.
    Arrival,
}

impl Gate {
    /// What waits for this reviewer, or for anybody.
    ///
    /// # Errors
    /// When `after` is no place in the inbox in this order, or the database fails.
    pub async fn inbox(&self, me: ReviewerId, wanted: Wanted, after: Option<&str>, limit: u32) -> Result<QueuePage, Error> {
        let viewer = self.viewer(me)?;
        let limit = limit.clamp(1, PAGE_MAX);
        let after = after.map_or(Ok(Place::START), |after| place(wanted.sort, after))?;
        // Whoever is gone is at nothing any more.
        let others = self.registry().active_reviewers().into_iter().map(|reviewer| reviewer.id).filter(|other| *other != me);
        let not_taken_by = others.filter(|_| wanted.free).collect();
        let narrow = Narrow { agent: wanted.agent, effect: wanted.effect, risk: wanted.risk, not_taken_by };
        let by = (order(wanted.sort), &narrow);
        let actor = self.actor(&viewer, None);
        let mut reader = self.store().read().await?;
        let found = match &actor {
            _ if wanted.all => reader.inbox_of_all(by, after, limit).await?,
            Some(actor) => reader.inbox((actor.id, &actor.voices()), by, after, limit).await?,
            // Whoever only looks has nothing to answer.
            None => Vec::new(),
        };
        let next = found.last().filter(|_| found.len() == limit as usize).map(|(place, _)| text(wanted.sort, *place));
        let items = found.iter().filter_map(|(_, brief)| render::queue_item(brief, actor.as_ref(), self.registry())).collect();
        Ok(QueuePage { items, next })
    }
}

fn order(sort: Sort) -> Order {
    match sort {
        Sort::Risk => Order::Risk,
        Sort::Due => Order::Due,
        Sort::Arrival => Order::Arrival,
    }
}

/// A place says in which order it is one, as it means nothing in another.
fn mark(sort: Sort) -> &'static str {
    match sort {
        Sort::Risk => "r",
        Sort::Due => "d",
        Sort::Arrival => "a",
    }
}

fn text(sort: Sort, place: Place) -> String {
    format!("{}{}.{}", mark(sort), place.key, place.seq)
}

fn place(sort: Sort, text: &str) -> Result<Place, Error> {
    let numbers = text.strip_prefix(mark(sort)).and_then(|rest| rest.split_once('.'));
    let parsed = numbers.and_then(|(key, seq)| Some(Place { key: key.parse().ok()?, seq: seq.parse().ok()? }));
    parsed.ok_or_else(|| Error::invalid("`after` is not from a page before in this order"))
}
