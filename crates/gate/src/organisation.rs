//! The organisation's settings: its time zone, and when people are at work.

use std::sync::{Arc, PoisonError, RwLock};

use sekisho_core::{id::ReviewerId, ledger::Entry, organisation::Organisation};
use sekisho_store::Store;

use crate::{Gate, clock::Clock, error::Error, view::OrganisationView};

/// The settings in memory, as many calls look at them.
#[derive(Debug)]
pub(crate) struct Settings(RwLock<Arc<Organisation>>);

impl Settings {
    /// What the store has. At the very first start, what is usual in this computer's time zone; kept from then on, so that no
    /// day begins elsewhere because somebody travels with the computer.
    pub(crate) async fn load(store: &Store, clock: &Clock) -> Result<Self, sekisho_store::StoreError> {
        let known = store.read().await?.organisation().await?;
        let organisation = if let Some(known) = known {
            known
        } else {
            let (usual, now) = (Organisation::usual(Clock::zone()), clock.now());
            let stored = usual.clone();
            store
                .write(move |tx| {
                    Box::pin(async move {
                        tx.put_organisation(&stored).await?;
                        tx.append(now, None, Entry::OrganisationSet { by: None, organisation: stored }).await
                    })
                })
                .await?;
            usual
        };
        Ok(Self(RwLock::new(Arc::new(organisation))))
    }

    pub(crate) fn get(&self) -> Arc<Organisation> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, organisation: Organisation) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(organisation);
    }
}

impl Gate {
    /// The organisation's settings.
    ///
    /// # Errors
    /// When `me` is no reviewer.
    pub fn organisation(&self, me: ReviewerId) -> Result<OrganisationView, Error> {
        self.viewer(me)?;
        let Organisation { time_zone, working_hours } = self.settings().get().as_ref().clone();
        Ok(OrganisationView { time_zone, working_hours })
    }

    /// Replaces the organisation's settings. They hold for whatever comes in after this returns.
    ///
    /// # Errors
    /// When `by` is no administrator, or the database fails.
    pub async fn set_organisation(&self, by: ReviewerId, organisation: Organisation) -> Result<OrganisationView, Error> {
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                tx.put_organisation(&organisation).await?;
                let entry = Entry::OrganisationSet { by: Some(by), organisation: organisation.clone() };
                tx.append(gate.clock().now(), None, entry).await?;
                // Inside the one writer, so that two who set it at once leave memory and database with the same.
                gate.settings().set(organisation);
                Ok::<_, Error>(())
            })
        });
        if let Err(error) = work.await {
            // What memory has may not have been stored.
            if let Some(kept) = self.store().read().await?.organisation().await? {
                self.settings().set(kept);
            }
            return Err(error);
        }
        self.organisation(by)
    }
}
