//! The witness: a folder that somebody else looks after and that gets a checkpoint each hour. What it was given once has to fit for ever.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use sekisho_core::{
    id::ReviewerId,
    ledger::{Custody, Entry, Unlike, WitnessDiffers, WitnessSet},
    time::Time,
};
use sekisho_store::{Reader, StoreError};
use sekisho_verify::folder_of;

use self::folder::{Newest, give, newest};
pub(crate) use self::folder::{Turn, settle};
use crate::{
    Gate,
    error::{Code, Error},
    view::WitnessView,
};

mod folder;

/// How often it is given a checkpoint, and after how many entries at the latest.
const GIVE_EVERY: Duration = Duration::from_hours(1);
const ENTRIES_MAX: u64 = 10_000;

/// How often is looked whether it is time, and how soon a folder that did not answer is tried again.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// The witness, and what the last look at it found.
#[derive(Debug)]
pub(crate) struct Witness {
    folder: RwLock<Option<String>>,
    seen: Mutex<Seen>,
    turn: Turn,
}

/// What a look found.
#[derive(Debug, Clone, Default)]
struct Seen {
    at: Option<Time>,
    /// How long the ledger was at the newest checkpoint there.
    size: Option<u64>,
    problem: Option<Problem>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Problem {
    #[error("the witness's folder cannot be used: {0}")]
    Unusable(String),
    #[error("the ledger is not the one that the witness knows: {}", told(*.0, *.1))]
    Differs(Unlike, u64),
}

fn told(why: Unlike, size: u64) -> String {
    match why {
        Unlike::Shorter => format!("it had {size} entries once and has fewer now; it was cut, or restored from an older backup"),
        Unlike::Forked => format!("its first {size} entries are others; it was written anew, or there are two"),
        Unlike::Unsigned => {
            format!("`{size}.checkpoint` is not signed with this ledger's key; the key is another, or the file was changed")
        }
    }
}

impl Witness {
    pub(crate) async fn load(reader: &mut Reader) -> Result<Self, StoreError> {
        Ok(Self { folder: RwLock::new(reader.witness().await?), seen: Mutex::default(), turn: Turn::default() })
    }

    pub(crate) fn view(&self) -> Option<WitnessView> {
        let (folder, Seen { at, size, problem }) = (self.folder()?, self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone());
        let fits = !matches!(problem, Some(Problem::Differs(..)));
        Some(WitnessView { folder, size, looked_at: at, fits, problem: problem.map(|problem| problem.to_string()) })
    }

    fn folder(&self) -> Option<String> {
        self.folder.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, folder: Option<String>) {
        *self.folder.write().unwrap_or_else(PoisonError::into_inner) = folder;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Seen::default();
    }

    /// Does something at the folder.
    async fn at_folder<T: Send + 'static>(&self, work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, Problem> {
        self.turn.take(work).await.map_err(Problem::Unusable)
    }
}

impl Gate {
    /// Gives checkpoints to this folder from now on, or to none.
    ///
    /// # Errors
    /// When `by` is no administrator, the folder cannot be used or knows another ledger, or the database fails.
    pub async fn set_witness(&self, by: ReviewerId, folder: Option<String>) -> Result<(), Error> {
        self.administrator(by)?;
        if let Some(folder) = &folder {
            self.try_witness(folder).await?;
        }
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    gate.administrator(by)?;
                    tx.put_witness(folder.as_deref()).await?;
                    tx.append(gate.clock().now(), None, Entry::Custody(Custody::WitnessSet(WitnessSet { by, folder }))).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        // Two who set it at once leave what is stored.
        self.witness().set(self.store().read().await?.witness().await?);
        self.meet_witness(true).await
    }

    /// Compares the ledger with what the witness has. None if there is no witness.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_witness(&self) -> Result<Option<WitnessView>, Error> {
        self.meet_witness(false).await?;
        Ok(self.witness().view())
    }

    /// Gives the witness checkpoints from time to time, until the gate closes.
    pub fn keep_witness(&self) {
        let gate = self.clone();
        tokio::spawn(async move {
            tokio::select! { () = gate.witnessing() => {}, () = gate.closed() => {} }
        });
    }

    /// Gives the witness the newest checkpoint, such as before a stop. What fails is told by the log and the next look.
    pub async fn tell_witness(&self) {
        let _ = self.meet_witness(true).await;
    }

    async fn witnessing(&self) {
        let mut last: Option<(Instant, u64)> = None;
        loop {
            let end = async { self.last_checkpoint(&mut self.store().read().await?).await };
            if let Ok(end) = end.await {
                let size = end.checkpoint.size;
                let is_due = last.is_none_or(|(at, given)| at.elapsed() >= GIVE_EVERY || size.saturating_sub(given) >= ENTRIES_MAX);
                // What did not work is tried again soon.
                if is_due && self.meet_witness(true).await.is_ok() {
                    let well = self.witness().view().is_some_and(|seen| seen.problem.is_none());
                    last = well.then(|| (Instant::now(), size));
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Looks whether the folder can be a witness, and makes the ledger's own folder in it. Later it has to be there: a share that is
    /// not mounted is an empty folder.
    async fn try_witness(&self, folder: &str) -> Result<(), Error> {
        let (path, data, own) = (PathBuf::from(folder), self.directory().to_owned(), self.own_folder(folder));
        if !path.is_absolute() {
            return Err(Error::invalid("name the folder from the root on"));
        }
        let made = self.witness().at_folder(move || {
            if fs::canonicalize(&path)?.starts_with(&data) {
                return Ok(false);
            }
            match fs::create_dir(&own) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
                Ok(()) | Err(_) => Ok(true),
            }
        });
        match made.await {
            Ok(true) => {}
            Ok(false) => {
                return Err(Error::invalid("a folder in the data directory is no witness: who changes the one can change the other"));
            }
            Err(problem) => return Err(Error::invalid(problem.to_string())),
        }
        match self.look(folder, false).await?.problem {
            None => Ok(()),
            Some(problem) => Err(Error::new(Code::InvalidRequest, format!("{problem}; keep that folder, and name another one"))),
        }
    }

    /// Compares with the witness, gives it the newest checkpoint if it is to have it, and puts on record what does not fit. A look
    /// that gives nothing tells nobody but whoever looks.
    async fn meet_witness(&self, gives: bool) -> Result<(), Error> {
        let Some(folder) = self.witness().folder() else { return Ok(()) };
        let mut seen = self.look(&folder, gives).await?;
        let before = self.witness().seen.lock().unwrap_or_else(PoisonError::into_inner).problem.clone();
        if let (Some(Problem::Differs(_, known)), Some(Problem::Differs(_, size))) = (&before, &seen.problem)
            && known == size
        {
            // A ledger that was cut grows beyond where it was cut; what was found first stays true.
            seen.problem = before.clone();
        }
        if gives && seen.problem != before {
            match &seen.problem {
                None => tracing::info!(witness.folder = folder, "The witness has a checkpoint again"),
                Some(problem @ Problem::Unusable(_)) => tracing::warn!(witness.folder = folder, "{problem}"),
                Some(problem @ Problem::Differs(why, size)) => {
                    tracing::error!(witness.folder = folder, "{problem}");
                    let (gate, entry) = (self.clone(), WitnessDiffers { folder, size: *size, why: *why });
                    let append = self.store().write(move |tx| {
                        Box::pin(async move {
                            Ok::<_, Error>(tx.append(gate.clock().now(), None, Entry::Custody(Custody::WitnessDiffers(entry))).await?)
                        })
                    });
                    append.await?;
                }
            }
        }
        *self.witness().seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        Ok(())
    }

    async fn look(&self, folder: &str, gives: bool) -> Result<Seen, Error> {
        let own = self.own_folder(folder);
        let keys = self.ledger_keys(&mut self.store().read().await?).await?;
        let mut seen = Seen { at: Some(self.clock().now()), ..Seen::default() };
        let there = own.clone();
        let newest = match self.witness().at_folder(move || newest(&there, &keys)).await {
            Ok(newest) => newest,
            Err(problem) => return Ok(Seen { problem: Some(problem), ..seen }),
        };
        // After the folder, so that nothing in it can be newer than this.
        let mut reader = self.store().read().await?;
        let end = self.last_checkpoint(&mut reader).await?;
        match newest {
            Newest::None => {}
            Newest::Unsigned(size) => {
                (seen.size, seen.problem) = (Some(size), Some(Problem::Differs(Unlike::Unsigned, size)));
                return Ok(seen);
            }
            Newest::Signed(known) => {
                seen.size = Some(known.size);
                let why = if known.size > end.checkpoint.size {
                    Some(Unlike::Shorter)
                } else {
                    (reader.root_at(known.size).await? != known.root).then_some(Unlike::Forked)
                };
                if let Some(why) = why {
                    return Ok(Seen { problem: Some(Problem::Differs(why, known.size)), ..seen });
                }
            }
        }
        drop(reader);
        let size = end.checkpoint.size;
        if gives && seen.size != Some(size) {
            let signer = self.signer_of(&mut self.store().read().await?, &end).await?;
            let note = end.checkpoint.note(&signer, &end.signature);
            match self.witness().at_folder(move || give(&own, size, &note)).await {
                Ok(()) => seen.size = Some(size),
                Err(problem) => seen.problem = Some(problem),
            }
        }
        Ok(seen)
    }

    fn own_folder(&self, folder: &str) -> PathBuf {
        Path::new(folder).join(folder_of(self.ledger_key().name()))
    }
}
