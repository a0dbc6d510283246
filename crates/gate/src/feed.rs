//! Tells those who wait what was just committed: agents that poll, and windows that are open.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use sekisho_core::{
    id::{ActionId, ReviewerId},
    ledger::{Entry, Keeping, Received, Voted},
    rules::Verdict,
};
use sekisho_store::Committed;
use tokio::sync::{Notify, broadcast, watch};

use self::aloud::{Aloud, Place};
use crate::{
    Gate,
    view::{About, Because, Live},
};

mod aloud;
mod notice;

/// How many events a slow window may be behind before it is told from the ledger instead.
const BEHIND_MAX: usize = 1_024;

/// How many events are read from the ledger at once.
const PAGE: u32 = 256;

#[derive(Debug)]
pub(crate) struct Feed {
    events: broadcast::Sender<Committed>,
    waiting: Mutex<HashMap<ActionId, Arc<Notify>>>,
    /// Something new was held, so a deadline may come sooner than thought.
    pub(crate) held: Notify,
    /// Something new came in, so there are words to index.
    pub(crate) received: Notify,
    /// Something happened, so there is more to count.
    pub(crate) happened: Notify,
    /// Something happened, so there is more to file.
    pub(crate) unfiled: Notify,
    aloud: Arc<Aloud>,
    closing: watch::Sender<bool>,
}

/// Someone who waits for one action to change.
pub(crate) struct Watch<'a> {
    feed: &'a Feed,
    id: ActionId,
    changed: Arc<Notify>,
}

impl Feed {
    pub(crate) fn new() -> Self {
        Self {
            events: broadcast::channel(BEHIND_MAX).0,
            waiting: Mutex::default(),
            held: Notify::new(),
            received: Notify::new(),
            happened: Notify::new(),
            unfiled: Notify::new(),
            aloud: Arc::default(),
            closing: watch::channel(false).0,
        }
    }

    pub(crate) fn publish(&self, committed: &[Committed]) {
        self.happened.notify_one();
        self.unfiled.notify_one();
        for event in committed {
            if let Entry::Received(Received { verdict, .. }) = event.entry {
                self.received.notify_one();
                if verdict == Verdict::Hold {
                    self.held.notify_one();
                }
            } else if let Some(id) = event.action
                && let Some(changed) = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).get(&id)
            {
                changed.notify_waiters();
            }
            // Nobody listening is fine.
            let _ = self.events.send(event.clone());
        }
    }

    pub(crate) fn watch(&self, id: ActionId) -> Watch<'_> {
        let changed = Arc::clone(self.waiting.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_default());
        Watch { feed: self, id, changed }
    }

    /// Ends every wait, for the hub is about to stop.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    pub(crate) async fn closed(&self) {
        let mut closing = self.closing.subscribe();
        // An error means that the feed itself is gone, which is as closed as can be.
        let _ = closing.wait_for(|closing| *closing).await;
    }
}

impl Watch<'_> {
    pub(crate) fn changed(&self) -> &Notify {
        &self.changed
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        let mut waiting = self.feed.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // Ours is given back under the lock, so that the last one to leave sees only the map's.
        self.changed = Arc::default();
        if waiting.get(&self.id).is_some_and(|changed| Arc::strong_count(changed) == 1) {
            waiting.remove(&self.id);
        }
    }
}

/// What one reviewer's window hears, without a gap.
#[derive(Debug)]
pub struct Listener {
    gate: Gate,
    reviewer: ReviewerId,
    events: broadcast::Receiver<Committed>,
    behind: VecDeque<Committed>,
    /// The last event that was told.
    last: i64,
    /// Where the ledger ended when the listener came.
    end: i64,
    /// The listener's place among those who notify, if it does.
    place: Option<Place>,
    /// Whether the ledger may hold events that neither `behind` nor `events` does.
    catching_up: bool,
}

impl Gate {
    /// Everything that happens after event `after`, or from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn listen(&self, reviewer: ReviewerId, after: Option<i64>) -> Result<Listener, crate::Error> {
        let events = self.feed().events.subscribe();
        let end = self.store().read().await?.ledger_end().await?;
        let last = after.unwrap_or(end);
        Ok(Listener { gate: self.clone(), reviewer, events, behind: VecDeque::new(), last, end, place: None, catching_up: true })
    }
}

impl Listener {
    /// A listener that notifies its person. Of several only one is told to, for each event: the newest that is still open.
    #[must_use]
    pub fn aloud(mut self) -> Self {
        self.place = Some(self.gate.feed().aloud.open(self.reviewer, self.last, self.end));
        self
    }

    /// The place of the last event that was told; the next one comes after it.
    #[must_use]
    pub fn last(&self) -> i64 {
        self.last
    }

    /// The next event that windows care about. None when the hub stops or the listener may no longer listen.
    pub async fn next(&mut self) -> Option<Live> {
        loop {
            let event = self.next_committed().await?;
            if event.seq <= self.last {
                continue;
            }
            self.last = event.seq;
            // Somebody whose credential was revoked hears nothing more.
            self.gate.registry().active_reviewer(self.reviewer)?;
            if let Some(about) = self.about(&event).await {
                return Some(Live { seq: u64::try_from(event.seq).unwrap_or_default(), at: event.at, about });
            }
        }
    }

    async fn next_committed(&mut self) -> Option<Committed> {
        loop {
            if let Some(event) = self.behind.pop_front() {
                return Some(event);
            }
            if self.catching_up {
                let page = self.gate.store().read().await.ok()?.ledger_after(self.last, PAGE).await.ok()?;
                self.catching_up = page.len() == PAGE as usize;
                self.behind = page.into();
                continue;
            }
            let received = tokio::select! {
                received = self.events.recv() => received,
                () = self.gate.feed().closed() => return None,
            };
            match received {
                Ok(event) => return Some(event),
                Err(broadcast::error::RecvError::Lagged(_)) => self.catching_up = true,
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }

    async fn about(&self, event: &Committed) -> Option<About> {
        match &event.entry {
            Entry::Received(Received { verdict: Verdict::Hold, .. }) => self.action(event, Some(Because::Held)).await,
            // Whoever passes something on to their own group knows.
            Entry::Escalated { by, .. } => self.action(event, (*by != self.reviewer).then_some(Because::Escalated)).await,
            // Whoever comes next is asked now.
            Entry::Voted(Voted { by, .. }) => self.action(event, (*by != self.reviewer).then_some(Because::Held)).await,
            Entry::Reminded => self.action(event, Some(Because::Reminded)).await,
            Entry::Raised { .. } => self.action(event, Some(Because::Raised)).await,
            Entry::Returned { .. } => self.action(event, Some(Because::Returned)).await,
            Entry::Withdrawn { .. }
            | Entry::Taken { .. }
            | Entry::Released { .. }
            | Entry::Commented { .. }
            | Entry::Circulated(_)
            | Entry::Read { .. }
            | Entry::Forgotten { .. }
            | Entry::Resubmitted { .. }
            | Entry::AskedAgain { .. }
            | Entry::ActualTold { .. }
            | Entry::Told(_)
            | Entry::Deviated(_)
            | Entry::Marked(_)
            | Entry::Reported { .. } => self.action(event, None).await,
            Entry::Received(Received { verdict: Verdict::Pass | Verdict::Block, .. })
            | Entry::Approved { .. }
            | Entry::Denied(_)
            | Entry::Expired
            | Entry::Cancelled
            | Entry::Consumed
            | Entry::Keeping(Keeping::ErasureAsked { .. } | Keeping::Erased { .. }) => {
                Some(About::Action { id: event.action?, mine: false, notice: None })
            }
            Entry::AgentAdded(_) | Entry::AgentTermsSet(_) | Entry::AgentRevoked(_) => Some(About::Agents),
            Entry::Halted { .. }
            | Entry::ResumeAsked { .. }
            | Entry::Resumed { .. }
            | Entry::HaltAcknowledged { .. }
            | Entry::SecondPersonSet(_) => Some(About::Halts),
            Entry::ReviewerAdded { .. } | Entry::ReviewerRoleSet { .. } | Entry::ReviewerRenamed { .. } | Entry::ReviewerRevoked { .. } => {
                Some(About::Reviewers)
            }
            Entry::OrganisationSet { .. }
            | Entry::ChartSet(_)
            | Entry::Keeping(
                Keeping::RetentionSet { .. }
                | Keeping::HoldSet { .. }
                | Keeping::HoldLifted { .. }
                | Keeping::ErasureAnnounced(_)
                | Keeping::ClockDoubted { .. }
                | Keeping::ClockConfirmed { .. },
            ) => Some(About::Organisation),
            Entry::Granted(_) | Entry::UnderGrant(_) | Entry::GrantRevoked(_) => Some(About::Grants),
            Entry::StandardsSet(_) => Some(About::Rules),
            Entry::BudgetSet(_) | Entry::BudgetEnded(_) | Entry::Booked(_) => Some(About::Budgets),
            Entry::AgentOverstepped(_)
            | Entry::ToolsImported(_)
            | Entry::ToolConfirmed(_)
            | Entry::ToolChanged(_)
            | Entry::OriginTrusted(_)
            // A page would change under the eyes of whoever looks.
            | Entry::Viewed(_)
            | Entry::Custody(_) => None,
        }
    }
}
