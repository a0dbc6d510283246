//! The gate itself: what every use case stands on.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use sekisho_core::{id::AgentId, time::Time};
use sekisho_store::{Committed, Seal, Store};
use sekisho_verify::PublicKey;

use crate::{
    background,
    charts::Charts,
    clock::Clock,
    credentials::SignIns,
    directory::Directory,
    error::{Error, OpenError},
    export::progress::Exports,
    feed::Feed,
    halt::standing::Standing,
    limits::{Limits, Pace},
    monthly::Months,
    organisation::Settings,
    origins::Origins,
    past::Recent,
    registry::Registry,
    seal::{self, LedgerKey},
    standards::Standards,
    tally::Tally,
    tools::Known,
    unsettled::Unsettled,
    view::Today,
    witness::Witness,
};

/// How many pairs of agent and tool are remembered before they are looked up again.
const KNOWN_MAX: usize = 100_000;

/// The gate of one data directory. Clones are the same gate.
#[derive(Debug, Clone)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    clock: Clock,
    /// What actions are judged by. Replaced as a whole.
    standards: RwLock<Arc<Standards>>,
    registry: Registry,
    sign_ins: SignIns,
    pace: Pace,
    tools: Known,
    origins: Origins,
    settings: Settings,
    charts: Charts,
    standing: Arc<Standing>,
    unsettled: Arc<Unsettled>,
    /// Where the database is, and maybe the file that halts.
    directory: PathBuf,
    /// What signs the ledger.
    ledger_key: Arc<LedgerKey>,
    witness: Witness,
    exports: Exports,
    months: Months,
    feed: Arc<Feed>,
    tally: Arc<Mutex<Tally>>,
    /// Tools that an agent was allowed before, so that the database need not be asked each time. What was once allowed stays so.
    known: Mutex<HashSet<(AgentId, String, String)>>,
    recent: Recent,
}

impl Gate {
    /// Opens the gate on a data directory and starts what runs beside the calls: expiry and the search index.
    ///
    /// # Errors
    /// When the database cannot be opened, or the rules cannot be loaded.
    pub async fn open(directory: &Directory, limits: Limits) -> Result<Self, OpenError> {
        Self::open_with(directory, limits, Clock::new).await
    }

    pub(crate) async fn open_with(
        directory: &Directory,
        limits: Limits,
        clock: impl FnOnce(Option<Time>) -> Clock,
    ) -> Result<Self, OpenError> {
        let feed = Arc::new(Feed::new());
        let tally = Arc::<Mutex<Tally>>::default();
        let standing = Arc::new(Standing::new());
        let unsettled = Arc::<Unsettled>::default();
        let (told, counted, halted, ended) = (Arc::clone(&feed), Arc::clone(&tally), Arc::clone(&standing), Arc::clone(&unsettled));
        let (store, ledger_key) = seal::open(directory, move |committed: &[Committed]| {
            counted.lock().unwrap_or_else(PoisonError::into_inner).count(committed);
            halted.apply(committed);
            ended.apply(committed);
            told.publish(committed);
        })
        .await?;
        let mut reader = store.read().await?;
        let clock = clock(reader.last_event_at().await?);
        let registry = Registry::default();
        registry.load(&mut reader).await?;
        standing.load(&mut reader).await?;
        unsettled.load(&mut reader).await?;
        let tools = Known::default();
        tools.load(&reader.tools().await?);
        let origins = Origins::default();
        origins.load(reader.origins().await?);
        let standards = Standards::load(&mut reader).await?;
        let midnight = Clock::midnight(clock.now());
        let since = reader.ledger_at(midnight).await?;
        let verdicts = reader.verdicts_since(since).await?;
        *tally.lock().unwrap_or_else(PoisonError::into_inner) = Tally::of(midnight, &verdicts);
        drop(reader);
        let settings = Settings::load(&store, &clock).await?;
        let charts = Charts::load(&mut store.read().await?).await?;
        let witness = Witness::load(&mut store.read().await?).await?;
        let gate = Self(Arc::new(Inner {
            store,
            clock,
            standards: RwLock::new(Arc::new(standards)),
            registry,
            sign_ins: SignIns::default(),
            pace: Pace::new(limits),
            tools,
            origins,
            settings,
            charts,
            standing,
            unsettled,
            directory: directory.path().to_owned(),
            ledger_key,
            witness,
            exports: Exports::default(),
            months: Months::default(),
            feed,
            tally,
            known: Mutex::default(),
            recent: Recent::default(),
        }));
        // Before anybody is served.
        gate.obey_file().await;
        background::start(&gate);
        Ok(gate)
    }

    /// Counts a call of an agent.
    ///
    /// # Errors
    /// [`Code::RateLimited`] when there were too many.
    pub fn count_call(&self, agent: AgentId) -> Result<(), Error> {
        self.0.standing.called(agent, self.0.clock.now());
        self.0.pace.count(agent)
    }

    /// Whether the database is whole.
    ///
    /// # Errors
    /// When it fails.
    pub async fn is_intact(&self) -> Result<bool, Error> {
        Ok(self.store().read().await?.is_intact().await?)
    }

    /// Ends every wait, so that the hub can stop.
    pub fn close(&self) {
        self.0.feed.close();
    }

    /// Resolves once the gate closes.
    pub async fn closed(&self) {
        self.0.feed.closed().await;
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn set_standards(&self, standards: Standards) {
        *self.0.standards.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(standards);
    }

    pub(crate) fn standards(&self) -> Arc<Standards> {
        Arc::clone(&self.0.standards.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn pace(&self) -> &Pace {
        &self.0.pace
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.0.registry
    }

    pub(crate) fn sign_ins(&self) -> &SignIns {
        &self.0.sign_ins
    }

    pub(crate) fn tools_known(&self) -> &Known {
        &self.0.tools
    }

    pub(crate) fn origins_known(&self) -> &Origins {
        &self.0.origins
    }

    pub(crate) fn recent(&self) -> &Recent {
        &self.0.recent
    }

    pub(crate) fn charts(&self) -> &Charts {
        &self.0.charts
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn standing(&self) -> &Standing {
        &self.0.standing
    }

    pub(crate) fn unsettled(&self) -> &Unsettled {
        &self.0.unsettled
    }

    pub(crate) fn ledger_key(&self) -> &PublicKey {
        self.0.ledger_key.key()
    }

    pub(crate) fn signer(&self) -> &LedgerKey {
        &self.0.ledger_key
    }

    pub(crate) fn witness(&self) -> &Witness {
        &self.0.witness
    }

    pub(crate) fn exports(&self) -> &Exports {
        &self.0.exports
    }

    pub(crate) fn months(&self) -> &Months {
        &self.0.months
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.0.directory
    }

    pub(crate) fn feed(&self) -> &Feed {
        &self.0.feed
    }

    pub(crate) fn today(&self) -> Today {
        let mut tally = self.0.tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.today(Clock::midnight(self.0.clock.now()))
    }

    /// Whether this would be the first call of this tool by this agent. Only what was allowed counts as a call: asking alone, or
    /// being refused, makes no tool familiar.
    pub(crate) async fn is_first_time(&self, agent: AgentId, tool: &str, server: Option<&str>) -> Result<bool, Error> {
        let key = (agent, tool.to_owned(), server.unwrap_or_default().to_owned());
        if self.0.known.lock().unwrap_or_else(PoisonError::into_inner).contains(&key) {
            return Ok(false);
        }
        let known = self.store().read().await?.was_allowed(agent, tool, server).await?;
        if known {
            let mut all = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
            if all.len() >= KNOWN_MAX {
                all.clear();
            }
            all.insert(key);
        }
        Ok(!known)
    }
}
