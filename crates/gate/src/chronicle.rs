//! All of the record, event by event: also what concerns no action.

use std::collections::{
    HashMap,
    hash_map::Entry::{Occupied, Vacant},
};

use sekisho_core::id::{ActionId, ReviewerId};
use sekisho_store::{Committed, Reader, actions::Case};

use crate::{
    Gate,
    error::Error,
    look::PAGE_MAX,
    render::{self, chronicle::occurred, history::happened},
    view::{ChronicleItem, ChroniclePage, Chronicled},
};

impl Gate {
    /// What happened, newest first.
    ///
    /// # Errors
    /// When `me` is no reviewer, `after` is not from a page before, or the database fails.
    pub async fn chronicle(&self, me: ReviewerId, after: Option<&str>, limit: u32) -> Result<ChroniclePage, Error> {
        self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let last = match after {
            None => reader.ledger_end().await?,
            Some(place) => place.parse::<i64>().map_err(|_| Error::invalid("`after` is not from a page before"))?.saturating_sub(1),
        };
        // Each place up to the last has one event.
        let before = last.saturating_sub(i64::from(limit.clamp(1, PAGE_MAX))).max(0);
        let found = reader.ledger_after(before, u32::try_from(last.saturating_sub(before)).unwrap_or(PAGE_MAX)).await?;
        let mut cases = HashMap::new();
        let mut items = Vec::with_capacity(found.len());
        for committed in found.iter().rev() {
            if let Some(event) = self.chronicled(&mut reader, &mut cases, committed).await? {
                items.push(ChronicleItem { id: committed.seq.to_string(), at: committed.at, event });
            }
        }
        Ok(ChroniclePage { items, next: (before > 0).then(|| (before + 1).to_string()) })
    }

    async fn chronicled(
        &self,
        reader: &mut Reader,
        cases: &mut HashMap<ActionId, Case>,
        committed: &Committed,
    ) -> Result<Option<Chronicled>, Error> {
        let registry = self.registry();
        let Some((id, happened)) = committed.action.zip(happened(&committed.entry, registry)) else {
            return Ok(occurred(&committed.entry, registry).map(Chronicled::House));
        };
        let case = match cases.entry(id) {
            Occupied(known) => known.into_mut(),
            Vacant(place) => place.insert(reader.case(id).await?.ok_or_else(Error::not_found)?),
        };
        let agent = registry.agent_ref(case.action.agent);
        Ok(Some(Chronicled::Action { action: id, agent, what: render::what_of(case), happened }))
    }
}
