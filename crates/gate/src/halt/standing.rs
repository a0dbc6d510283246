//! The halts that stand, in memory: every pass, approval and use looks here inside the one writer, and a halt counts from the moment
//! it is made, before it is stored. It ends only after its end is stored.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use sekisho_core::{
    halt::{Halt, Halter, Refusal, Resume, STANDING_MAX, Scope, State, Target},
    id::{AgentId, HaltId},
    ledger::{Entry, SecondPersonSet},
    time::Time,
};
use sekisho_store::{Committed, Reader, StoreError};
use tokio::sync::watch;

use crate::error::{Code, Error};

/// How many streams of halts one agent has open at a time.
const STREAMS_MAX: u32 = 8;

#[derive(Debug)]
pub(crate) struct Standing {
    halts: RwLock<Vec<One>>,
    /// Whether later halts need a second person before things go on.
    second_person: AtomicBool,
    /// Whether the file was there at the last look.
    file: AtomicBool,
    seen: Mutex<HashMap<AgentId, Seen>>,
    changed: watch::Sender<()>,
}

/// A halt that stands.
#[derive(Debug, Clone)]
pub(crate) struct One {
    pub(crate) halt: Halt,
    /// Whether it is on disk.
    pub(crate) stored: bool,
    pub(crate) acknowledged: BTreeMap<AgentId, Time>,
}

/// What is known of an agent since the hub started.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    /// How many streams of halts it has open.
    pub(crate) streams: u32,
    /// When it last called.
    pub(crate) at: Option<Time>,
}

impl Standing {
    pub(crate) fn new() -> Self {
        Self {
            halts: RwLock::default(),
            second_person: AtomicBool::new(false),
            file: AtomicBool::new(false),
            seen: Mutex::default(),
            changed: watch::channel(()).0,
        }
    }

    /// Takes what the store has, at start.
    pub(crate) async fn load(&self, reader: &mut Reader) -> Result<(), StoreError> {
        let mut halts = Vec::new();
        for halt in reader.standing_halts().await? {
            let acknowledged = reader.acknowledged(halt.id).await?.into_iter().collect();
            halts.push(One { halt, stored: true, acknowledged });
        }
        self.second_person.store(reader.second_person().await?, Ordering::Relaxed);
        self.write(|standing| *standing = halts);
        Ok(())
    }

    /// Halts. From here on nothing in scope is passed, approved or used, whatever the database says next.
    pub(crate) fn add(&self, halt: Halt) -> Result<(), Error> {
        self.write(|standing| {
            let is_wide = halt.scope == Scope::Everything {} && !standing.iter().any(|one| one.halt.scope == Scope::Everything {});
            if standing.len() >= STANDING_MAX && !is_wide {
                return Err(Error::new(Code::Conflict, "too many halts stand; halt everything, or resume some first"));
            }
            // Each time the file comes, it halts once.
            if halt.by == Halter::File && standing.iter().any(|one| one.halt.by == Halter::File) {
                return Err(Error::new(Code::Conflict, "the file halts everything already"));
            }
            standing.push(One { halt, stored: false, acknowledged: BTreeMap::new() });
            Ok(())
        })
    }

    /// Takes over what was committed, in order.
    pub(crate) fn apply(&self, committed: &[Committed]) {
        for Committed { at, entry, .. } in committed {
            match entry {
                Entry::Halted { halt, .. } => self.change(*halt, |one| one.stored = true),
                Entry::ResumeAsked { halt, by, reason } => {
                    let resume = Resume { by: *by, at: *at, reason: reason.clone() };
                    self.change(*halt, |one| one.halt.state = State::ResumeAsked(resume));
                }
                Entry::Resumed { halt, .. } => self.write(|standing| standing.retain(|one| one.halt.id != *halt)),
                Entry::HaltAcknowledged { halt, agent } => self.change(*halt, |one| {
                    one.acknowledged.insert(*agent, *at);
                }),
                Entry::SecondPersonSet(SecondPersonSet { required, .. }) => self.second_person.store(*required, Ordering::Relaxed),
                Entry::Received(_)
                | Entry::Escalated { .. }
                | Entry::Returned { .. }
                | Entry::Voted(_)
                | Entry::Withdrawn { .. }
                | Entry::Resubmitted { .. }
                | Entry::AskedAgain { .. }
                | Entry::Taken { .. }
                | Entry::Released { .. }
                | Entry::Commented { .. }
                | Entry::Viewed(_)
                | Entry::Circulated(_)
                | Entry::Read { .. }
                | Entry::Reminded
                | Entry::Raised { .. }
                | Entry::Forgotten { .. }
                | Entry::ChartSet(_)
                | Entry::Approved { .. }
                | Entry::Granted(_)
                | Entry::UnderGrant(_)
                | Entry::GrantRevoked(_)
                | Entry::Denied(_)
                | Entry::Expired
                | Entry::Cancelled
                | Entry::Consumed
                | Entry::Reported { .. }
                | Entry::AgentAdded(_)
                | Entry::AgentTermsSet(_)
                | Entry::AgentRevoked(_)
                | Entry::ReviewerAdded { .. }
                | Entry::ReviewerRoleSet { .. }
                | Entry::ReviewerRenamed { .. }
                | Entry::ReviewerRevoked { .. }
                | Entry::AgentOverstepped(_)
                | Entry::ToolsImported(_)
                | Entry::OriginTrusted(_)
                | Entry::Booked(_)
                | Entry::ActualTold { .. }
                | Entry::Told(_)
                | Entry::Deviated(_)
                | Entry::Marked(_)
                | Entry::ToolConfirmed(_)
                | Entry::ToolChanged(_)
                | Entry::BudgetSet(_)
                | Entry::BudgetEnded(_)
                | Entry::OrganisationSet { .. }
                | Entry::StandardsSet(_)
                | Entry::Custody(_)
                | Entry::Keeping(_) => {}
            }
        }
    }

    /// What covers an action, oldest first.
    pub(crate) fn covering(&self, target: &Target<'_>) -> Vec<HaltId> {
        self.read(|standing| standing.iter().filter(|one| one.halt.scope.covers(target)).map(|one| one.halt.id).collect())
    }

    /// What an agent has to be told of, oldest first.
    pub(crate) fn concerning(&self, agent: AgentId, groups: &[String]) -> Vec<Halt> {
        let concerning = |standing: &Vec<One>| {
            let halts = standing.iter().map(|one| &one.halt);
            halts.filter(|halt| halt.scope.concerns(agent, groups)).cloned().collect()
        };
        self.read(concerning)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.read(Vec::is_empty)
    }

    pub(crate) fn all(&self) -> Vec<One> {
        self.read(Vec::clone)
    }

    /// Those that are not on disk, as it was full or failed.
    pub(crate) fn unstored(&self) -> Vec<Halt> {
        self.read(|standing| standing.iter().filter(|one| !one.stored).map(|one| one.halt.clone()).collect())
    }

    pub(crate) fn is_by_file(&self) -> bool {
        self.read(|standing| standing.iter().any(|one| one.halt.by == Halter::File))
    }

    pub(crate) fn second_person(&self) -> bool {
        self.second_person.load(Ordering::Relaxed)
    }

    pub(crate) fn file_lies(&self) -> bool {
        self.file.load(Ordering::Relaxed)
    }

    pub(crate) fn set_file_lies(&self, lies: bool) {
        self.file.store(lies, Ordering::Relaxed);
    }

    /// Tells all streams to look again.
    pub(crate) fn tell(&self) {
        self.changed.send_replace(());
    }

    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    pub(crate) fn called(&self, agent: AgentId, at: Time) {
        self.seen(|seen| seen.entry(agent).or_default().at = Some(at));
    }

    pub(crate) fn last_seen(&self, agent: AgentId) -> Seen {
        self.seen(|seen| seen.get(&agent).copied().unwrap_or_default())
    }

    /// One more stream of an agent, unless it has too many. To be given back by [`Self::close_stream`].
    pub(crate) fn open_stream(&self, agent: AgentId) -> bool {
        self.seen(|seen| {
            let seen = seen.entry(agent).or_default();
            let fits = seen.streams < STREAMS_MAX;
            seen.streams += u32::from(fits);
            fits
        })
    }

    pub(crate) fn close_stream(&self, agent: AgentId) {
        self.seen(|seen| {
            if let Some(seen) = seen.get_mut(&agent) {
                seen.streams = seen.streams.saturating_sub(1);
            }
        });
    }

    fn change(&self, id: HaltId, change: impl FnOnce(&mut One)) {
        self.write(|standing| standing.iter_mut().find(|one| one.halt.id == id).map(change));
    }

    fn seen<T>(&self, look: impl FnOnce(&mut HashMap<AgentId, Seen>) -> T) -> T {
        look(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn read<T>(&self, look: impl FnOnce(&Vec<One>) -> T) -> T {
        look(&self.halts.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Vec<One>) -> T) -> T {
        let changed = change(&mut self.halts.write().unwrap_or_else(PoisonError::into_inner));
        self.tell();
        changed
    }
}

/// What an agent's stream has told, and what it should have.
#[derive(Debug, Default)]
pub(crate) struct Told(BTreeSet<HaltId>);

impl Told {
    /// The next thing to tell, if there is one: a halt that is new, or one that is over.
    pub(crate) fn next(&mut self, standing: &[Halt]) -> Option<Result<Halt, HaltId>> {
        if let Some(halt) = standing.iter().find(|halt| !self.0.contains(&halt.id)) {
            self.0.insert(halt.id);
            return Some(Ok(halt.clone()));
        }
        let over = self.0.iter().find(|id| standing.iter().all(|halt| halt.id != **id)).copied()?;
        self.0.remove(&over);
        Some(Err(over))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::AlreadyLifted => Code::Conflict,
            Refusal::SamePerson => Code::SamePerson,
        };
        Self::new(code, refusal.to_string())
    }
}
