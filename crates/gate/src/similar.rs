//! What was decided about actions like one that somebody looks at.

use sekisho_core::{
    id::{ActionId, ReviewerId},
    similar::{Likeness, Measure},
};
use sekisho_store::similar::{Decided, Kind};

use crate::{Gate, error::Error, render, view::SimilarView};

/// How many earlier decisions are compared.
const COMPARED_MAX: u32 = 200;

/// How many are shown.
const SHOWN_MAX: usize = 5;

/// The longest arguments that are compared, in bytes.
const COMPARED_BYTES_MAX: u32 = 16 * 1024;

impl Gate {
    /// Earlier decisions about calls of the same tool by the same agent on the same server, nearest first. Whoever may look at the action
    /// may look at these, and nobody else.
    ///
    /// # Errors
    /// When there is no such action, or the database fails.
    pub async fn similar(&self, me: ReviewerId, id: ActionId) -> Result<SimilarView, Error> {
        self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let case = reader.case(id).await?.ok_or_else(Error::not_found)?;
        let asked = &case.action.asked;
        let kind = Kind { agent: case.action.agent, tool: &asked.tool, server: asked.server.as_ref() };
        let decided = reader.decided_before(kind, case.seq, COMPARED_BYTES_MAX, COMPARED_MAX).await?;
        drop(reader);
        let measure = Measure::new(asked.arguments.json(), &case.assessment);
        let compared = u32::try_from(decided.len()).unwrap_or(u32::MAX);
        let mut near: Vec<(Likeness, Decided)> = decided
            .into_iter()
            .map(|earlier| (measure.of(earlier.arguments.json(), &earlier.assessment.money), earlier))
            .filter(|(likeness, _)| likeness.points > 0)
            .collect();
        // They come newest first, and those that are as near stay so.
        near.sort_by_key(|(likeness, _)| std::cmp::Reverse(likeness.points));
        near.truncate(SHOWN_MAX);
        let items = near.into_iter().filter_map(|(likeness, earlier)| render::similar::item(likeness, &earlier, self.registry()));
        Ok(SimilarView { compared, items: items.collect() })
    }
}
