//! The inbox: what waits, page by page, on somebody's desk or anywhere.

use sekisho_core::{
    id::{AgentId, ReviewerId},
    review::{Assignee, Voice},
    risk::Level,
    tool::Effect,
};

use crate::{Reader, StoreError, actions::Brief, desks::assignee_key, row};

/// In which order people look at what waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Most risky first, then oldest first.
    #[default]
    Risk,
    /// What ends soonest first, then oldest first.
    Due,
    /// Oldest first.
    Arrival,
}

/// What of the inbox is looked at. Everything is optional and narrows.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    /// Only this agent's.
    pub agent: Option<AgentId>,
    /// Only what does this.
    pub effect: Option<Effect>,
    /// Only what is at least so risky.
    pub risk: Option<Level>,
    /// Only what none of these is at.
    pub not_taken_by: Vec<ReviewerId>,
}

/// A place in the inbox: behind this key and, among equals, behind this arrival. What the key is depends on the order: the score with a
/// minus, the end in microseconds, or the arrival itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Of the order.
    pub key: i64,
    /// The order of arrival.
    pub seq: i64,
}

impl Place {
    /// Before everything.
    pub const START: Self = Self { key: i64::MIN, seq: 0 };
}

/// A [`Narrow`] as the queries take it.
struct Bounds {
    agent: Option<Vec<u8>>,
    effect: Option<&'static str>,
    risk: u8,
    not_taken_by: String,
}

impl Bounds {
    fn new(narrow: &Narrow) -> Result<Self, StoreError> {
        Ok(Self {
            agent: narrow.agent.map(|agent| agent.as_bytes().to_vec()),
            effect: narrow.effect.map(Effect::name),
            risk: narrow.risk.map_or(0, Level::least),
            not_taken_by: row::json(&narrow.not_taken_by, "reviews")?,
        })
    }
}

/// The desk that everything lies on, whoever may answer it.
const ALL: &str = "all";

/// One page of places on a desk, read along the index of its order.
macro_rules! places {
    ($index:tt, $key:tt, $behind:tt, $order:tt, $look:expr) => {
        sqlx::query_as!(
            Place,
            "SELECT " + $key + r#" AS "key!: i64", l.seq AS "seq!: i64" FROM desks AS l "# + $index
                + " WHERE l.desk = ?1 AND " + $behind
                + " AND (?5 IS NULL OR l.agent_id = ?5) AND (?6 IS NULL OR l.effect = ?6) AND l.priority >= ?7
                    AND (?8 = '[]' OR NOT EXISTS (
                        SELECT 1 FROM reviews AS r WHERE r.seq = l.seq AND r.state ->> '$.taken.by' IN (SELECT value FROM json_each(?8))))
                    AND NOT EXISTS (SELECT 1 FROM desks_without AS w WHERE w.seq = l.seq AND w.reviewer IN (?9, ?10))
                  ORDER BY " + $order + ", l.seq LIMIT ?4",
            $look.desk,
            $look.after.key,
            $look.after.seq,
            $look.limit,
            $look.bounds.agent,
            $look.bounds.effect,
            $look.bounds.risk,
            $look.bounds.not_taken_by,
            $look.people.0,
            $look.people.1
        )
    };
}

/// A look at one desk.
struct Look<'a> {
    desk: String,
    /// What neither of these two may answer is left out.
    people: (String, String),
    bounds: &'a Bounds,
    after: Place,
    limit: u32,
}

impl Reader {
    /// What `me` finds behind `after` on the desks of `voices`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbox(
        &mut self,
        (me, voices): (ReviewerId, &[Voice]),
        (order, narrow): (Order, &Narrow),
        after: Place,
        limit: u32,
    ) -> Result<Vec<(Place, Brief)>, StoreError> {
        let (bounds, mut places) = (Bounds::new(narrow)?, Vec::new());
        // Each desk has its own sorted list; a page of the whole needs no more than a page of each.
        for voice in voices {
            for desk in voice.desks.iter().map(assignee_key) {
                let people = (me.to_string(), voice.of.to_string());
                places.extend(self.desk(&Look { desk, people, bounds: &bounds, after, limit }, order).await?);
            }
        }
        // What lies on several desks is one.
        places.sort_unstable();
        places.dedup();
        places.truncate(limit as usize);
        self.briefs(&places).await
    }

    /// What waits for anybody behind `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbox_of_all(
        &mut self,
        (order, narrow): (Order, &Narrow),
        after: Place,
        limit: u32,
    ) -> Result<Vec<(Place, Brief)>, StoreError> {
        let bounds = Bounds::new(narrow)?;
        let look = Look { desk: ALL.to_owned(), people: Default::default(), bounds: &bounds, after, limit };
        let places = self.desk(&look, order).await?;
        self.briefs(&places).await
    }

    async fn desk(&mut self, look: &Look<'_>, order: Order) -> Result<Vec<Place>, StoreError> {
        let places = match order {
            Order::Risk => {
                places!(
                    "",
                    "-l.priority",
                    "l.priority <= -max(?2, -100) AND (l.priority < -max(?2, -101) OR l.seq > ?3)",
                    "l.priority DESC",
                    look
                )
                .fetch_all(&mut *self.0)
                .await
            }
            Order::Due => {
                places!("INDEXED BY desks_by_end", "l.ends_at", "(l.ends_at, l.seq) > (?2, ?3)", "l.ends_at", look)
                    .fetch_all(&mut *self.0)
                    .await
            }
            Order::Arrival => {
                places!("INDEXED BY desks_by_arrival", "l.seq", "l.seq > max(?2, ?3)", "l.seq", look).fetch_all(&mut *self.0).await
            }
        };
        Ok(places?)
    }

    /// The actions at these places, in this order.
    async fn briefs(&mut self, places: &[Place]) -> Result<Vec<(Place, Brief)>, StoreError> {
        let list: Vec<_> = places.iter().map(|place| place.seq).collect();
        Ok(places.iter().copied().zip(self.briefs_at(&list).await?).collect())
    }

    /// The actions at these places in the order of arrival, in the order in which they are named.
    pub(crate) async fn briefs_at(&mut self, places: &[i64]) -> Result<Vec<Brief>, StoreError> {
        let list = row::json(&places, "reviews")?;
        let rows = sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM json_each(?1) AS page JOIN cases AS c ON c.seq = page.value ORDER BY page.key",
            list
        );
        row::briefs(rows.fetch_all(&mut *self.0).await?)
    }

    /// What waits for the answer of `assignee`, who may be gone, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn held_with(&mut self, assignee: &Assignee, limit: u32) -> Result<Vec<Brief>, StoreError> {
        let key = assignee_key(assignee);
        let rows = sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM (SELECT seq FROM reviews INDEXED BY reviews_by_assignee WHERE standing = 'held' AND assignee = ?1 LIMIT ?2) AS page
             JOIN cases AS c ON c.seq = page.seq",
            key,
            limit
        );
        row::briefs(rows.fetch_all(&mut *self.0).await?)
    }
}
