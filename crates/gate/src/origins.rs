//! How far the operator trusts what agents have read, by where it comes from.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use sekisho_core::{
    id::ReviewerId,
    ledger::{Entry, OriginTrusted},
    shown::Shown,
    source::Trust,
};
use sekisho_store::StoreError;

use crate::{
    Gate,
    error::Error,
    observe::NAME_BYTES_MAX,
    settling::{Settling, Turn},
    view::OriginView,
};

/// How many origins that nobody has set are listed, the latest first.
const SEEN_MAX: u32 = 500;

/// How far origins are trusted, in memory.
#[derive(Debug, Default)]
pub(crate) struct Origins(Settling<String, Trust>);

impl Origins {
    /// Takes in what is on disk.
    pub(crate) fn load(&self, origins: Vec<(String, Trust)>) {
        let turn = self.0.announce(origins);
        self.0.settle(&turn);
    }

    /// What nobody has set is not trusted, and neither is what is about to be trusted less, or more.
    pub(crate) fn trust(&self, origin: &str) -> Trust {
        let told = self.0.look(|all| all.get(origin).into_iter().flatten().map(|(_, trust)| trust.unwrap_or(Trust::Untrusted)).max());
        told.0.unwrap_or(Trust::Untrusted)
    }

    /// Which change was the last.
    pub(crate) fn version(&self) -> u64 {
        self.0.version()
    }

    fn decide(&self, turn: Option<&Turn<String>>, stored: bool) {
        match turn {
            Some(turn) if stored => self.0.settle(turn),
            Some(turn) => self.0.withdraw(turn),
            None => {}
        }
    }
}

impl Gate {
    /// How far origins are trusted: those that somebody has set, and those that were seen of late, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn origins(&self, me: ReviewerId) -> Result<Vec<OriginView>, Error> {
        self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let mut set: BTreeMap<_, _> = reader.origins().await?.into_iter().collect();
        let seen = reader.origins_seen(SEEN_MAX).await?;
        let view = |origin: String, set: Option<Trust>, seen, last_seen_at| {
            let (shown, trust) = (Shown::new(&origin), set.unwrap_or(Trust::Untrusted));
            OriginView { origin, shown, trust, set: set.is_some(), seen, last_seen_at }
        };
        let mut origins = Vec::new();
        for seen in seen {
            let trust = set.remove(&seen.origin);
            origins.push(view(seen.origin, trust, seen.count, Some(seen.last_at)));
        }
        origins.extend(set.into_iter().map(|(origin, trust)| view(origin, Some(trust), 0, None)));
        Ok(origins)
    }

    /// Sets how far an origin is trusted.
    ///
    /// # Errors
    /// When `by` is no administrator, the name cannot be one, or the database fails.
    pub async fn set_origin(&self, by: ReviewerId, origin: String, trust: Trust) -> Result<Vec<OriginView>, Error> {
        self.administrator(by)?;
        if origin.trim().is_empty() || origin.len() > NAME_BYTES_MAX {
            return Err(Error::invalid(format!("an origin has 1 to {NAME_BYTES_MAX} bytes")));
        }
        let gate = self.clone();
        // To the end also if whoever asked goes away, so that memory and disk agree.
        let work = tokio::spawn(async move {
            let turn = Arc::new(OnceLock::new());
            let (inside, announced) = (gate.clone(), Arc::clone(&turn));
            let stored = gate.store().write(move |tx| {
                Box::pin(async move {
                    inside.administrator(by)?;
                    tx.put_origin(&origin, trust).await?;
                    tx.append(inside.clock().now(), None, Entry::OriginTrusted(OriginTrusted { by, origin: origin.clone(), trust }))
                        .await?;
                    announced.get_or_init(|| inside.origins_known().0.announce(vec![(origin, trust)]));
                    Ok::<_, Error>(())
                })
            });
            let stored = stored.await;
            gate.origins_known().decide(turn.get(), stored.is_ok());
            stored
        });
        work.await.map_err(|_| Error::from(StoreError::Closed))??;
        self.origins(by).await
    }
}
