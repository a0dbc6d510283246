//! The intake: an action and its review, added in one trip.

use sekisho_core::{
    action::{Action, Digest, Name, Sent},
    assessment::Assessment,
    review::State,
};

use crate::{StoreError, Tx, reviews, row, tree::Columns};

/// What became of an action that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is there.
    New {
        /// Its place in the order of arrival.
        seq: i64,
        /// The hash of all that is stored of it and never changes.
        row: Digest,
    },
    /// This agent used the idempotency key before; nothing was added.
    KeyUsed,
    /// As many wait as may; the action has no review, so the work has to fail, which undoes it.
    TooManyHeld,
}

impl Tx {
    /// Adds an action that was just received, with where it stands now, unless it would be held and `held_max` of this agent's
    /// are already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_action(
        &mut self,
        action: &Action,
        key: &str,
        assessment: &Assessment,
        state: &State,
        held_max: u32,
    ) -> Result<Inserted, StoreError> {
        let (id, agent, digest) = (action.id.as_bytes().as_slice(), action.agent.as_bytes().as_slice(), action.digest.0.as_slice());
        let (tool, server) = (action.asked.tool.as_str(), action.asked.server.as_ref().map(Name::as_str));
        let (arguments, context) = (action.asked.arguments.text(), action.asked.context.as_ref().map(Sent::text));
        let (timeout, reasoning) = (action.asked.timeout.as_str(), action.asked.agent_reasoning.as_deref());
        let (received_at, deadline_at) = (action.received_at.timestamp_micros(), action.deadline_at.timestamp_micros());
        let assessed = row::json(assessment, "actions")?;
        let review = reviews::Columns::new(state)?;
        let priority = assessment.risk.score();
        // Both rows in one trip to the database's thread, which costs about as much as a row.
        let inserted = sqlx::query!(
            "INSERT INTO actions (id, agent_id, idempotency_key, tool, server, arguments, timeout, agent_reasoning, context, digest,
                                  received_at, deadline_at, assessment)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (agent_id, idempotency_key) DO NOTHING;
             INSERT INTO reviews (seq, version, state, standing, priority, assignee, due_at, desks, ends_at)
             SELECT last_insert_rowid(), 1, ?, ?, ?, ?, ?, ?, ?
             WHERE changes() = 1 AND (? <> 'held' OR (SELECT coalesce(sum(count), 0) FROM waiting WHERE agent_id = ?) < ?)",
            id,
            agent,
            key,
            tool,
            server,
            arguments,
            timeout,
            reasoning,
            context,
            digest,
            received_at,
            deadline_at,
            assessed,
            review.state,
            review.standing,
            priority,
            review.assignee,
            review.due_at,
            review.desks,
            review.ends_at,
            review.standing,
            agent,
            held_max,
        )
        .execute(self.connection())
        .await?;
        Ok(match inserted.rows_affected() {
            0 => Inserted::KeyUsed,
            1 => Inserted::TooManyHeld,
            // An action and its review have the same `seq`.
            _ => Inserted::New { seq: inserted.last_insert_rowid(), row: Columns::of(action, &assessed).hash() },
        })
    }
}
