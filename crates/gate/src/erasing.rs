//! Erasing: what the policy says, announced two weeks before and a few at a time, and what administrators ask for.

use chrono::TimeDelta;
use sekisho_core::{
    id::{ActionId, ReviewerId},
    keeping::{Class, MONEY_YEARS_MIN, NOTICE, Years, years_before},
    ledger::{Announced, Entry, Grounds, Keeping},
    time::Time,
};
use sekisho_store::{
    Tx,
    actions::Case,
    erasures::{Candidate, Requested},
    retention::{Announcement, Retention, Seen},
};

pub(crate) use self::walk::Walk;
use self::walk::{is_right, is_settled, may_go, page};
use crate::{
    Gate,
    decide::words,
    error::{Code, Error},
    keeping::{check_contents, covering, target},
    view::ActionView,
    words as indexed,
};

mod walk;

/// How many actions are looked at, and erased, at once.
const LOOKED_AT: u32 = 500;
const ERASED: u32 = 50;

/// How often is looked for what could be announced.
const ANNOUNCE_EVERY: TimeDelta = TimeDelta::days(1);

/// How often the clock is looked at.
const CLOCK_EVERY: TimeDelta = TimeDelta::hours(6);

/// Who has to say that an action is erased on demand.
enum Says {
    /// Nobody else.
    Alone,
    /// Somebody else has said so before.
    Second(Requested),
    /// Somebody else has to say so first.
    First,
}

impl Gate {
    /// The next step of what the policy wants. Tells whether there is more to do at once.
    pub(crate) async fn keep(&self, walk: &mut Walk) -> Result<bool, Error> {
        if !self.look_at_clock().await? {
            return Ok(false);
        }
        let mut reader = self.store().read().await?;
        let (retention, open) = (reader.retention().await?, reader.announcement().await?);
        drop(reader);
        let Some(retention) = retention.filter(|retention| retention.years != Years::default()) else { return Ok(false) };
        match open {
            None => self.count(walk, &retention).await,
            Some(open) if self.clock().now() < open.not_before => Ok(false),
            Some(open) => self.erase_next(walk, open).await,
        }
    }

    /// Erases the contents of an action for a reason. Before its time, another administrator has to say so, too; what moves money is
    /// kept for its seven years whoever says so.
    ///
    /// # Errors
    /// When `by` is no administrator, it is held or has to be kept, or something about it is open; else when the database fails.
    pub async fn erase(&self, by: ReviewerId, id: ActionId, reason: &str) -> Result<ActionView, Error> {
        self.administrator(by)?;
        let reason = words(reason, "a reason")?;
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                let case = tx.case(id).await?.ok_or_else(Error::not_found)?;
                check_contents(&case)?;
                let now = gate.clock().now();
                let kept = tx.candidate(case.seq).await?.filter(|kept| !kept.open && is_settled(&case.state, now));
                let kept = kept.ok_or_else(|| Error::new(Code::Conflict, "something about it is still open"))?;
                let holds = tx.standing_holds().await?;
                if let Some(hold) = covering(&holds, &target(&kept)).next() {
                    return Err(Error::new(Code::OnHold, format!("the hold `{}` keeps it", hold.name)));
                }
                let grounds = match gate.says(tx, &kept, (by, &reason), now).await? {
                    Says::Alone => Grounds::Request { by, second: None, reason },
                    Says::Second(first) => Grounds::Request { by: first.by, second: Some(by), reason: first.reason },
                    Says::First => return Ok(()),
                };
                tx.overwrite_erased(true).await?;
                gate.erase_case(tx, &case, grounds, now).await?;
                Ok(tx.overwrite_erased(false).await?)
            })
        });
        work.await?;
        self.action(by, id).await
    }

    /// Who has to say so. Whoever is the first to ask is on record.
    async fn says(&self, tx: &mut Tx, kept: &Candidate, (by, reason): (ReviewerId, &str), now: Time) -> Result<Says, Error> {
        let is_right = is_right(tx.clock_seen().await?, now);
        let years = tx.retention().await?.map(|retention| retention.years);
        let over = years.and_then(|years| years.over_before(kept.class, now));
        if is_right && over.is_some_and(|over| kept.last_at < over) {
            return Ok(Says::Alone);
        }
        let is_money = kept.class == Class::Money;
        if is_money && (!is_right || years_before(now, MONEY_YEARS_MIN).is_none_or(|over| kept.last_at >= over)) {
            return Err(Error::new(Code::StillKept, format!("what moves money is kept for {MONEY_YEARS_MIN} years at least")));
        }
        match tx.requested(kept.seq).await? {
            Some(first) if first.by == by => Err(Error::new(Code::SamePerson, "another administrator must say so, too")),
            Some(first) if self.administrator(first.by).is_ok() => Ok(Says::Second(first)),
            // Nobody has asked, or whoever did is no administrator any more.
            Some(_) | None => {
                tx.request_erasure(kept.seq, &Requested { by, reason: reason.to_owned() }, now).await?;
                let entry = Entry::Keeping(Keeping::ErasureAsked { by, reason: reason.to_owned() });
                tx.append(now, Some((kept.seq, kept.id)), entry).await?;
                Ok(Says::First)
            }
        }
    }

    async fn erase_case(&self, tx: &mut Tx, case: &Case, grounds: Grounds, now: Time) -> Result<(), Error> {
        let agent = self.registry().agent_ref(case.action.agent).name;
        let (before, after) = (indexed::of(case, &agent), indexed::left(case, &agent));
        Ok(tx.erase(case, grounds, now, (&before, &after)).await?)
    }

    /// Counts what could be erased, and announces it once all of it is counted.
    async fn count(&self, walk: &mut Walk, retention: &Retention) -> Result<bool, Error> {
        let now = self.clock().now();
        if walk.announcement.is_some() {
            *walk = Walk::default();
        }
        if (walk.class, walk.after) == (0, 0) {
            if walk.counted_at.is_some_and(|at| now - at < ANNOUNCE_EVERY) {
                return Ok(false);
            }
            walk.before = Class::ALL.map(|class| retention.years.over_before(class, now));
        }
        if let Some(class) = walk.class() {
            let mut reader = self.store().read().await?;
            let before = walk.before.get(walk.class).copied().flatten();
            let page = page(&mut reader, class, walk.after, before, LOOKED_AT).await?;
            let holds = reader.standing_holds().await?;
            walk.found += page.iter().filter(|kept| may_go(kept, before, &holds)).map(|_| 1).sum::<u64>();
            walk.pass(&page);
            return Ok(true);
        }
        let (found, before, edition) = (walk.found, walk.before, retention.edition);
        *walk = Walk::of(None, Some(now));
        if found == 0 {
            return Ok(false);
        }
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                let newest = tx.retention().await?.map(|retention| retention.edition);
                if newest != Some(edition) || tx.announcement().await?.is_some() {
                    return Ok(());
                }
                let at = gate.clock().now();
                let not_before = at + NOTICE;
                tx.announce(edition, before, found, (at, not_before)).await?;
                let [money, changes, looks] = before;
                let announced = Announced { edition, money, changes, looks, actions: found, not_before };
                Ok::<_, Error>(tx.append(at, None, Entry::Keeping(Keeping::ErasureAnnounced(announced))).await?)
            })
        });
        work.await?;
        tracing::info!(actions = found, "{found} actions will be erased in two weeks, as their time is over");
        Ok(false)
    }

    /// Erases the next few of what was announced. Whatever changed in the meantime counts: holds, the policy, the clock.
    async fn erase_next(&self, walk: &mut Walk, open: Announcement) -> Result<bool, Error> {
        if walk.announcement != Some(open.number) {
            *walk = Walk::of(Some(open.number), None);
        }
        let Some(class) = walk.class() else {
            let gate = self.clone();
            let end = self
                .store()
                .write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.end_announcement(open.number, gate.clock().now()).await?) }));
            end.await?;
            *walk = Walk::default();
            return Ok(false);
        };
        let page = page(&mut self.store().read().await?, class, walk.after, open.before(class), ERASED).await?;
        let (gate, places): (_, Vec<_>) = (self.clone(), page.iter().map(|kept| kept.seq).collect());
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                let now = gate.clock().now();
                let is_open = tx.announcement().await?.is_some_and(|still| still == open);
                if !is_open || now < open.not_before || !is_right(tx.clock_seen().await?, now) {
                    return Ok(());
                }
                let holds = tx.standing_holds().await?;
                tx.overwrite_erased(true).await?;
                for seq in places {
                    let Some(kept) = tx.candidate(seq).await? else { continue };
                    let Some(case) = tx.case(kept.id).await? else { continue };
                    if kept.class == class && may_go(&kept, open.before(class), &holds) && is_settled(&case.state, now) {
                        gate.erase_case(tx, &case, Grounds::Policy { edition: open.edition }, now).await?;
                    }
                }
                Ok::<_, Error>(tx.overwrite_erased(false).await?)
            })
        });
        work.await?;
        walk.pass(&page);
        Ok(true)
    }

    /// Whether the clock can be believed. If it has jumped, that is on record, and an administrator has to say that it is right.
    async fn look_at_clock(&self) -> Result<bool, Error> {
        let (now, seen) = (self.clock().now(), self.store().read().await?.clock_seen().await?);
        let is_right = is_right(seen, now);
        let is_news = seen.is_none_or(|seen| !seen.doubted && (!is_right || now - seen.at >= CLOCK_EVERY));
        if is_news {
            let work = self.store().write(move |tx| {
                Box::pin(async move {
                    // Somebody may have said that it is right in the meantime.
                    if tx.clock_seen().await? != seen {
                        return Ok(());
                    }
                    match seen {
                        Some(Seen { at: seen_at, .. }) if !is_right => {
                            tx.see_clock(Seen { at: seen_at, doubted: true }).await?;
                            tx.append(now, None, Entry::Keeping(Keeping::ClockDoubted { seen_at })).await?;
                        }
                        Some(_) | None => tx.see_clock(Seen { at: now, doubted: false }).await?,
                    }
                    Ok::<_, Error>(())
                })
            });
            work.await?;
        }
        Ok(is_right)
    }
}
