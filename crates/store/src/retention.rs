//! How long things are kept: the policy in editions, what was announced to be erased, and when the clock was looked at.

use sekisho_core::{
    id::ReviewerId,
    keeping::{Class, Years},
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

/// One edition of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// Which, from 1.
    pub edition: u32,
    /// How long each class is kept.
    pub years: Years,
    /// Who set it.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// Why, in their words.
    pub note: String,
}

/// Something that was announced, and is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// Which, from 1.
    pub number: i64,
    /// By which edition of the policy.
    pub edition: u32,
    /// Of each class, that to which nothing has happened since then; none of a class that is kept.
    pub before: [Option<Time>; 3],
    /// How many actions those were.
    pub actions: u64,
    /// When it was announced.
    pub at: Time,
    /// Not before when they are erased.
    pub not_before: Time,
}

/// When the clock was looked at last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: Time,
    /// Whether it has jumped, and nobody has said that it is right.
    pub doubted: bool,
}

impl Announcement {
    /// Up to when the last that happened to an action of this class may have happened; none of a class that is kept.
    #[must_use]
    pub fn before(&self, class: Class) -> Option<Time> {
        let [money, changes, looks] = self.before;
        match class {
            Class::Money => money,
            Class::Changes => changes,
            Class::Looks => looks,
        }
    }
}

impl Tx {
    /// Keeps a new edition. `false` if there is one of this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_retention(&mut self, retention: &Retention) -> Result<bool, StoreError> {
        let (by, at) = (retention.by.as_bytes().as_slice(), retention.at.timestamp_micros());
        let Years { money, changes, looks } = retention.years;
        let result = sqlx::query!(
            "INSERT INTO retentions (edition, money, changes, looks, set_by, set_at, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT DO NOTHING",
            retention.edition,
            money,
            changes,
            looks,
            by,
            at,
            retention.note
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Announces.
    ///
    /// # Errors
    /// When something else is announced, or the database fails.
    pub async fn announce(
        &mut self,
        edition: u32,
        before: [Option<Time>; 3],
        actions: u64,
        (at, not_before): (Time, Time),
    ) -> Result<(), StoreError> {
        let [money, changes, looks] = before.map(|time| time.map(|time| time.timestamp_micros()));
        let (at, not_before, actions) = (at.timestamp_micros(), not_before.timestamp_micros(), i64::try_from(actions).unwrap_or(i64::MAX));
        sqlx::query!(
            "INSERT INTO announcements (edition, money, changes, looks, actions, announced_at, not_before)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            edition,
            money,
            changes,
            looks,
            actions,
            at,
            not_before
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// What was announced is over: all of it is erased, or the policy is another.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_announcement(&mut self, number: i64, at: Time) -> Result<(), StoreError> {
        let at = at.timestamp_micros();
        sqlx::query!("UPDATE announcements SET ended_at = ?2 WHERE number = ?1 AND ended_at IS NULL", number, at)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Notes when the clock was looked at, and whether it has jumped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn see_clock(&mut self, seen: Seen) -> Result<(), StoreError> {
        let at = seen.at.timestamp_micros();
        sqlx::query!(
            "INSERT INTO keeping_clock (one, seen_at, doubted) VALUES (1, ?1, ?2)
             ON CONFLICT (one) DO UPDATE SET seen_at = excluded.seen_at, doubted = excluded.doubted",
            at,
            seen.doubted
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// The policy that counts, once there is any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retention(&mut self) -> Result<Option<Retention>, StoreError> {
        let row = sqlx::query!(
            r#"SELECT edition AS "edition: u32", money AS "money: u32", changes AS "changes: u32", looks AS "looks: u32", set_by,
                      set_at, note
               FROM retentions ORDER BY edition DESC LIMIT 1"#
        );
        let retention = row.fetch_optional(&mut *self.0).await?.map(|row| {
            let at = i64::from(row.edition);
            Ok(Retention {
                edition: row.edition,
                years: Years { money: row.money, changes: row.changes, looks: row.looks },
                by: ReviewerId::from_bytes(row::bytes(&row.set_by, "retentions", at)?),
                at: row::time(row.set_at, "retentions", at)?,
                note: row.note,
            })
        });
        retention.transpose()
    }

    /// What is announced and not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn announcement(&mut self) -> Result<Option<Announcement>, StoreError> {
        let row = sqlx::query!(
            r#"SELECT number AS "number!", edition AS "edition: u32", money, changes, looks, actions, announced_at, not_before
               FROM announcements WHERE ended_at IS NULL"#
        );
        let announcement = row.fetch_optional(&mut *self.0).await?.map(|row| {
            let time = |micros: i64| row::time(micros, "announcements", row.number);
            Ok(Announcement {
                number: row.number,
                edition: row.edition,
                before: [row.money.map(time).transpose()?, row.changes.map(time).transpose()?, row.looks.map(time).transpose()?],
                actions: u64::try_from(row.actions).unwrap_or_default(),
                at: time(row.announced_at)?,
                not_before: time(row.not_before)?,
            })
        });
        announcement.transpose()
    }

    /// When the clock was looked at last; none if it never was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clock_seen(&mut self) -> Result<Option<Seen>, StoreError> {
        let row = sqlx::query!(r#"SELECT seen_at, doubted AS "doubted: bool" FROM keeping_clock"#).fetch_optional(&mut *self.0).await?;
        row.map(|row| Ok(Seen { at: row::time(row.seen_at, "keeping_clock", 1)?, doubted: row.doubted })).transpose()
    }
}
