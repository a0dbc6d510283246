//! The one writer. It takes what waits, does it in one transaction, and answers everybody after the commit.
//!
//! One `fsync` then serves a whole group, and no two writes ever race.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    panic::AssertUnwindSafe,
    sync::Arc,
};

use futures_util::{FutureExt, future::BoxFuture};
use sekisho_core::{id::ActionId, ledger::Entry, time::Time};
use sqlx::{SqliteConnection, SqlitePool};
use tokio::sync::{mpsc, oneshot};

use crate::{Reader, StoreError, thread, tree::Tree};

pub(crate) use lanes::Lane;
use lanes::Waiting;

mod lanes;

/// The most writes in one transaction.
const GROUP_MAX: usize = 256;

/// The most writes that wait; whoever comes then waits outside.
const QUEUE_MAX: usize = 4_096;

/// The most writes that wait ahead of them.
const FIRST_MAX: usize = 64;

/// A transaction. It reads its own writes.
#[derive(Debug)]
pub struct Tx {
    reader: Reader,
    pub(crate) tree: Tree,
    pub(crate) appended: Vec<Committed>,
}

/// A ledger entry that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its place in the ledger.
    pub seq: i64,
    /// When it happened.
    pub at: Time,
    /// The action it is about.
    pub action: Option<ActionId>,
    /// What happened.
    pub entry: Entry,
}

/// Where writes are handed in.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    first: mpsc::Sender<Box<dyn Job>>,
}

/// Hears of what was committed.
type OnCommit = dyn Fn(&[Committed]) + Send + Sync;

/// Answers one caller, once the fate of the group is known.
type Finish = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Why a piece of work failed, in its caller's words.
pub trait Failure: From<StoreError> {
    /// Whether it failed for want of room.
    fn is_full(&self) -> bool;
}

impl Failure for StoreError {
    fn is_full(&self) -> bool {
        matches!(self, Self::Full)
    }
}

/// What is done with what a piece of work wrote.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Undo,
    /// Undo it; the disk is full, upon which SQLite may already have undone the whole group.
    UndoFull,
}

trait Job: Send {
    /// Does the work.
    fn run(self: Box<Self>, tx: &mut Tx) -> BoxFuture<'_, (Fate, Finish)>;

    /// Leaves the work undone; the finish then only brings the bad news.
    fn refuse(self: Box<Self>) -> Finish;
}

struct Work<F, T, E> {
    work: F,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Work<F, T, E>
where
    T: Send + 'static,
    E: Failure + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
{
    fn run(self: Box<Self>, tx: &mut Tx) -> BoxFuture<'_, (Fate, Finish)> {
        let Self { work, answer } = *self;
        async move {
            // A panic undoes this piece of work, not everybody else's; the caller hears that the store gave no answer.
            let Ok(result) = AssertUnwindSafe(work(tx)).catch_unwind().await else {
                return (Fate::Undo, Box::new(move |_| drop(answer)) as Finish);
            };
            // A refusal, too, is answered after the commit: it may rest on what the group wrote before.
            let fate = match &result {
                Ok(_) => Fate::Keep,
                Err(error) if error.is_full() => Fate::UndoFull,
                Err(_) => Fate::Undo,
            };
            let finish = move |committed: Result<(), StoreError>| {
                // The caller may have gone; what was written stays.
                let _ = answer.send(committed.map_err(E::from).and(result));
            };
            (fate, Box::new(finish) as Finish)
        }
        .boxed()
    }

    fn refuse(self: Box<Self>) -> Finish {
        let answer = self.answer;
        Box::new(move |outcome| {
            let _ = answer.send(Err(outcome.err().unwrap_or(StoreError::Closed).into()));
        })
    }
}

impl Writer {
    pub(crate) fn start(
        pool: SqlitePool,
        tree: Tree,
        on_commit: impl Fn(&[Committed]) + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let (queue, common) = mpsc::channel(QUEUE_MAX);
        let (first, urgent) = mpsc::channel(FIRST_MAX);
        let waiting = Waiting { queue: common, first: urgent };
        thread::run("writer", serve((pool, tree), waiting, Arc::new(on_commit))).map_err(sqlx::Error::Io)?;
        Ok(Self { queue, first })
    }

    pub(crate) async fn write<T, E, F>(&self, work: F, lane: Lane) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let queue = match lane {
            Lane::Common => &self.queue,
            Lane::First => &self.first,
        };
        queue.send(Box::new(Work { work, answer })).await.map_err(|_| StoreError::Closed)?;
        answered.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

async fn serve((pool, mut tree): (SqlitePool, Tree), mut waiting: Waiting, on_commit: Arc<OnCommit>) {
    while let Some(first) = waiting.next().await {
        let mut finishes = Vec::new();
        let outcome = match group((&pool, &mut tree), first, &mut waiting, &mut finishes).await {
            Ok(appended) => {
                on_commit(&appended);
                Ok(())
            }
            Err(error) => {
                tracing::error!(
                    error = format!("{error:?}"),
                    group.size = finishes.len(),
                    "A group of writes failed; nothing of it is stored"
                );
                Err(error)
            }
        };
        // The first lane's, which is the last if it is there, is answered first.
        for finish in finishes.into_iter().rev() {
            finish(outcome.clone());
        }
    }
}

/// One transaction with whatever waits. Every job that was taken leaves a finish, also when the group fails.
async fn group(
    (pool, tree): (&SqlitePool, &mut Tree),
    first: (Lane, Box<dyn Job>),
    waiting: &mut Waiting,
    finishes: &mut Vec<Finish>,
) -> Result<Vec<Committed>, StoreError> {
    let mut next = Some(first);
    let begun = begin(pool, tree).await;
    let mut tx = match begun {
        Ok(tx) => tx,
        Err(error) => {
            // The first job must hear of it too.
            if let Some((_, job)) = next.take() {
                finishes.push(job.refuse());
            }
            return Err(error);
        }
    };
    let result = async {
        while let Some((lane, job)) = next {
            step(&mut tx, job, finishes).await?;
            // What comes first also gets its answer first: nobody else joins the group.
            next = if finishes.len() < GROUP_MAX && lane == Lane::Common { waiting.try_next() } else { None };
        }
        tx.tree.commit(&mut tx.reader.0).await
    }
    .await;
    match result {
        Ok(grown) => {
            tree.keep(grown, tx.tree.next_seal());
            Ok(std::mem::take(&mut tx.appended))
        }
        Err(error) => {
            // SQLite may have rolled back by itself; a connection in doubt is not used again.
            let _ = sqlx::query("ROLLBACK").execute(&mut *tx.reader.0).await;
            tx.reader.0.close_on_drop();
            Err(error)
        }
    }
}

async fn begin(pool: &SqlitePool, tree: &Tree) -> Result<Tx, StoreError> {
    let mut connection = pool.acquire().await?;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    Ok(Tx { reader: Reader(connection), tree: tree.clone(), appended: Vec::new() })
}

/// Does one job on a savepoint of its own. The savepoint stays until the next job or the commit ends it: each trip to the
/// database's thread costs about as much as a row, so its end and the next one's start share a trip.
async fn step(tx: &mut Tx, job: Box<dyn Job>, finishes: &mut Vec<Finish>) -> Result<(), StoreError> {
    let start = if finishes.is_empty() { "SAVEPOINT job" } else { "RELEASE job; SAVEPOINT job" };
    if let Err(error) = sqlx::query(start).execute(&mut *tx.reader.0).await {
        finishes.push(job.refuse());
        return Err(error.into());
    }
    let (appended, leaves) = (tx.appended.len(), tx.tree.added());
    let (fate, finish) = job.run(tx).await;
    finishes.push(finish);
    if fate != Fate::Keep {
        tx.appended.truncate(appended);
        tx.tree.undo(leaves);
        let undone = sqlx::query("ROLLBACK TO job").execute(&mut *tx.reader.0).await;
        // Without this, callers would hear that a savepoint is missing, and not why.
        undone.map_err(|error| if fate == Fate::UndoFull { StoreError::Full } else { error.into() })?;
    }
    Ok(())
}

impl Tx {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.reader.0
    }
}

impl Deref for Tx {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}
