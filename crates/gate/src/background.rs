//! What runs beside the calls: what a revocation left is settled, actions that nobody answered expire, new actions
//! become searchable, and what is kept no longer is erased.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sekisho_core::{
    ledger::Entry,
    review::{Alert, Event, State, Step, transition},
};
use sekisho_store::{Tx, actions::Case};

use crate::{Gate, erasing::Walk, error::Error, halt::file::LOOK_EVERY, words};

/// How many actions one transaction expires or indexes.
const BATCH: u32 = 200;

/// How often it is looked for what was never used, or never reported.
const UNFINISHED_EVERY: Duration = Duration::from_secs(30);

/// How long what a session read is kept after the last that happened in it, and how often that is looked at.
const SESSION_KEPT: TimeDelta = TimeDelta::hours(24);
const FORGET_EVERY: Duration = Duration::from_mins(10);

/// How often is looked whether something is to be erased.
const KEEP_EVERY: Duration = Duration::from_mins(1);

/// The longest sleep, so that a clock that was set forward is noticed.
const SLEEP_MAX: Duration = Duration::from_secs(5);

/// How long new actions are left to gather before they are indexed, so that the index stays out of the intake's way.
const GATHER: Duration = Duration::from_millis(300);

/// How many times as long as a batch took the index rests before the next, so that agents get the larger share of the one writer.
const REST: u32 = 4;

pub(crate) fn start(gate: &Gate) {
    let closed = |gate: Gate| async move { gate.closed().await };
    let (settling, forgetting, expiring, indexing, halting) = (gate.clone(), gate.clone(), gate.clone(), gate.clone(), gate.clone());
    let (counting, missing, filing, keeping) = (gate.clone(), gate.clone(), gate.clone(), gate.clone());
    tokio::spawn(async move {
        tokio::select! { () = file(&filing) => {}, () = closed(filing.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = keep(&keeping) => {}, () = closed(keeping.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = count(&counting) => {}, () = closed(counting.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = miss(&missing) => {}, () = closed(missing.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = halt(&halting) => {}, () = closed(halting.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = forget(&forgetting) => {}, () = closed(forgetting.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = settle(&settling) => {}, () = closed(settling.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = expire(&expiring) => {}, () = closed(expiring.clone()) => {} }
    });
    tokio::spawn(async move {
        tokio::select! { () = index(&indexing) => {}, () = closed(indexing.clone()) => {} }
    });
}

/// Looks for the file that halts, and stores what could not be stored.
async fn halt(gate: &Gate) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        gate.obey_file().await;
        // It is tried again soon.
        let _ = gate.keep_halts().await;
    }
}

/// Once, and again only where the database failed.
async fn settle(gate: &Gate) {
    while gate.settle().await.is_err() {
        tokio::time::sleep(SLEEP_MAX).await;
    }
}

async fn forget(gate: &Gate) {
    loop {
        let more = gate.forget_sessions().await.is_ok_and(|forgotten| forgotten == u64::from(BATCH));
        tokio::time::sleep(if more { GATHER } else { FORGET_EVERY }).await;
    }
}

async fn expire(gate: &Gate) {
    loop {
        let sleep = match gate.expire_due().await {
            Ok(sleep) => sleep,
            // Nothing is lost: an overdue action cannot be approved, only its record is late.
            Err(_) => SLEEP_MAX,
        };
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = gate.feed().held.notified() => {}
        }
    }
}

async fn index(gate: &Gate) {
    loop {
        let started = Instant::now();
        match gate.index_new().await {
            Ok(indexed) if indexed == BATCH as usize => tokio::time::sleep(started.elapsed() * REST).await,
            Ok(_) => {
                gate.feed().received.notified().await;
                tokio::time::sleep(GATHER).await;
            }
            Err(_) => tokio::time::sleep(SLEEP_MAX).await,
        }
    }
}

/// Counts what happened, with rests, so that agents do not wait for it.
async fn count(gate: &Gate) {
    loop {
        let started = Instant::now();
        match gate.count_results().await {
            Ok(true) => tokio::time::sleep(started.elapsed() * REST).await,
            Ok(false) => {
                gate.feed().happened.notified().await;
                tokio::time::sleep(GATHER).await;
            }
            Err(_) => tokio::time::sleep(SLEEP_MAX).await,
        }
    }
}

/// Files what came in and what was told, with rests, as the index does.
async fn file(gate: &Gate) {
    loop {
        let started = Instant::now();
        match gate.file_new().await {
            Ok(true) => tokio::time::sleep(started.elapsed() * REST).await,
            Ok(false) => {
                gate.feed().unfiled.notified().await;
                tokio::time::sleep(GATHER).await;
            }
            Err(_) => tokio::time::sleep(SLEEP_MAX).await,
        }
    }
}

/// Erases what the policy says, a few at a time.
async fn keep(gate: &Gate) {
    let mut walk = Walk::default();
    loop {
        let started = Instant::now();
        let more = gate.keep(&mut walk).await.unwrap_or(false);
        tokio::time::sleep(if more { (started.elapsed() * REST).max(GATHER) } else { KEEP_EVERY }).await;
    }
}

async fn miss(gate: &Gate) {
    loop {
        let more = gate.find_unfinished().await.unwrap_or(false);
        tokio::time::sleep(if more { GATHER } else { UNFINISHED_EVERY }).await;
    }
}

impl Gate {
    /// Expires what is due and tells how long there is nothing more to do.
    pub(crate) async fn expire_due(&self) -> Result<Duration, Error> {
        self.release_unused().await?;
        let due = self.store().read().await?.due(self.clock().now(), BATCH).await?;
        if due.is_empty() {
            let next = self.store().read().await?.next_due().await?;
            let until = next.map_or(SLEEP_MAX, |due| (due - self.clock().now()).to_std().unwrap_or(Duration::ZERO));
            return Ok(until.min(SLEEP_MAX));
        }
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    for case in due {
                        // Somebody may have answered in the meantime; then there is nothing to expire.
                        let Some(case) = tx.case(case.action.id).await? else { continue };
                        gate.pass_time(tx, &case).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(Duration::ZERO)
    }

    /// What time does to one action: it reminds, asks the next authority, or ends it as a no.
    async fn pass_time(&self, tx: &mut Tx, case: &Case) -> Result<(), Error> {
        let now = self.clock().now();
        let Ok(Step::Changed(mut state)) = transition(&case.state, Event::Tick, now) else { return Ok(()) };
        let mut entry = Entry::Expired;
        if let State::Held(held) = &state {
            entry = Entry::Reminded;
            let next = (held.alert == Alert::Raised).then(|| self.next_authority(held)).flatten();
            if let Some(to) = next
                && let Step::Changed(raised) = transition(&state, Event::Raise { to: to.clone() }, now)?
            {
                (state, entry) = (raised, Entry::Raised { to });
            }
        }
        tx.advance_review(case.seq, case.version, &state).await?;
        Ok(tx.append(now, Some((case.seq, case.action.id)), entry).await?)
    }

    /// Forgets what was read in sessions that are over, and tells how many sessions those were.
    pub(crate) async fn forget_sessions(&self) -> Result<u64, Error> {
        let before = self.clock().now() - SESSION_KEPT;
        self.store().write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.forget_sessions(before, BATCH).await?) })).await
    }

    /// Makes the oldest actions searchable that are not, and tells how many.
    pub(crate) async fn index_new(&self) -> Result<usize, Error> {
        let cases = self.store().read().await?.not_indexed(BATCH).await?;
        let Some(last) = cases.last().map(|case| case.seq) else { return Ok(0) };
        let words: Vec<_> =
            cases.iter().map(|case| (case.seq, words::of(case, &self.registry().agent_ref(case.action.agent).name))).collect();
        let count = words.len();
        self.store().write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.index_words(&words, last).await?) })).await?;
        Ok(count)
    }
}
