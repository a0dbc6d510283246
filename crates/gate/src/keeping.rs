//! How long things are kept, and what holds them: administrators say so, and each change is on record.

use sekisho_core::{
    id::{HoldId, ReviewerId},
    keeping::{Scope, Target, Years},
    ledger::{Entry, Keeping},
    time::Time,
};
use sekisho_store::{
    Reader,
    actions::Case,
    holds::Hold,
    retention::{Announcement, Retention, Seen},
};

use crate::{
    Gate,
    agents::readable_name,
    chance,
    decide::words,
    error::{Code, Error},
    registry::Registry,
    render,
    view::{AnnouncedView, HoldRef, HoldView, KeepingView, KeptView, LiftedView},
};

/// How many lifted holds are listed.
const LIFTED_MAX: u32 = 20;

/// The most holds that stand at once: each action that is to be erased is compared with all of them.
const HOLDS_MAX: usize = 1_000;

impl Gate {
    /// How long things are kept, and what is held.
    ///
    /// # Errors
    /// When `me` is no reviewer, or the database fails.
    pub async fn keeping(&self, me: ReviewerId) -> Result<KeepingView, Error> {
        self.viewer(me)?;
        let (mut reader, registry) = (self.store().read().await?, self.registry());
        let (retention, seen) = (reader.retention().await?, reader.clock_seen().await?);
        let holds = reader.standing_holds().await?.into_iter().map(|hold| hold_view(hold, registry)).collect();
        let lifted = reader.lifted_holds(LIFTED_MAX).await?.into_iter().map(|hold| hold_view(hold, registry)).collect();
        Ok(KeepingView {
            edition: retention.as_ref().map_or(0, |retention| retention.edition),
            years: retention.as_ref().map_or_else(Years::default, |retention| retention.years),
            usual: Years::USUAL,
            by: retention.as_ref().map(|retention| registry.reviewer_ref(retention.by)),
            at: retention.as_ref().map(|retention| retention.at),
            note: retention.map(|retention| retention.note),
            announced: reader.announcement().await?.map(announced_view),
            clock_doubted: seen.is_some_and(|seen| seen.doubted),
            erased: reader.erased_count().await?,
            holds,
            lifted,
        })
    }

    /// Sets how long things are kept from now on. `edition` is the one that was looked at.
    ///
    /// # Errors
    /// When `by` is no administrator, the years cannot be set, or there is a newer edition; else when the database fails.
    pub async fn set_retention(&self, by: ReviewerId, edition: u32, years: Years, note: &str) -> Result<KeepingView, Error> {
        self.administrator(by)?;
        let (years, note) = (years.checked().map_err(|error| Error::invalid(error.to_string()))?, words(note, "a note")?);
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                let newest = tx.retention().await?.map_or(0, |retention| retention.edition);
                let (edition, at) = (edition + 1, gate.clock().now());
                let retention = Retention { edition, years, by, at, note: note.clone() };
                if edition != newest + 1 || !tx.insert_retention(&retention).await? {
                    return Err(Error::new(Code::Conflict, "somebody else has set how long things are kept; look again"));
                }
                // What was announced under other years is not erased.
                if let Some(open) = tx.announcement().await? {
                    tx.end_announcement(open.number, at).await?;
                }
                Ok(tx.append(at, None, Entry::Keeping(Keeping::RetentionSet { by, edition, years, note })).await?)
            })
        });
        work.await?;
        self.keeping(by).await
    }

    /// Keeps these actions from being erased from now on.
    ///
    /// # Errors
    /// When `by` is no administrator, the hold makes no sense, or one that stands has its name; else when the database fails.
    pub async fn hold(&self, by: ReviewerId, name: &str, reason: &str, scope: Scope) -> Result<HoldView, Error> {
        self.administrator(by)?;
        self.check_scope(&scope)?;
        let (name, reason) = (readable_name(name)?, words(reason, "a reason")?);
        let (at, id) = (self.clock().now(), HoldId::new(self.clock().now(), chance::for_id()?));
        let hold = Hold { id, name, reason, scope, by, at, lifted: None };
        let (gate, kept) = (self.clone(), hold.clone());
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                if tx.standing_holds().await?.len() >= HOLDS_MAX {
                    return Err(Error::new(Code::Conflict, "too many holds stand; lift some first"));
                }
                if let Scope::Action { action } = &kept.scope {
                    tx.case(*action).await?.ok_or_else(Error::not_found)?;
                }
                if !tx.insert_hold(&kept).await? {
                    return Err(Error::new(Code::Conflict, "a hold that stands has this name"));
                }
                let Hold { id, name, reason, scope, by, .. } = kept;
                let entry = Keeping::HoldSet { by, hold: id, name, reason, scope };
                Ok(tx.append(gate.clock().now(), None, Entry::Keeping(entry)).await?)
            })
        });
        work.await?;
        Ok(hold_view(hold, self.registry()))
    }

    /// Lifts a hold.
    ///
    /// # Errors
    /// When `by` is no administrator, or no such hold stands; else when the database fails.
    pub async fn lift_hold(&self, by: ReviewerId, id: HoldId, reason: &str) -> Result<KeepingView, Error> {
        self.administrator(by)?;
        let reason = words(reason, "a reason")?;
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                let at = gate.clock().now();
                if !tx.lift_hold(id, by, at, &reason).await? {
                    return Err(Error::not_found());
                }
                Ok(tx.append(at, None, Entry::Keeping(Keeping::HoldLifted { by, hold: id, reason })).await?)
            })
        });
        work.await?;
        self.keeping(by).await
    }

    /// Says that the clock is right, though it has jumped.
    ///
    /// # Errors
    /// When `by` is no administrator, or the clock has not jumped; else when the database fails.
    pub async fn confirm_clock(&self, by: ReviewerId) -> Result<KeepingView, Error> {
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                if !tx.clock_seen().await?.is_some_and(|seen| seen.doubted) {
                    return Err(Error::new(Code::Conflict, "the clock has not jumped"));
                }
                let at = gate.clock().now();
                tx.see_clock(Seen { at, doubted: false }).await?;
                Ok(tx.append(at, None, Entry::Keeping(Keeping::ClockConfirmed { by })).await?)
            })
        });
        work.await?;
        self.keeping(by).await
    }

    /// How long one action is kept, as its page tells it.
    pub(crate) async fn kept(&self, reader: &mut Reader, case: &Case, history: &[(Time, Entry)]) -> Result<KeptView, Error> {
        let (candidate, registry) = (reader.candidate(case.seq).await?, self.registry());
        let erased = history.iter().find_map(|(at, entry)| render::erased(*at, entry, registry));
        let mut holds = Vec::new();
        if let Some(kept) = &candidate {
            let standing = reader.standing_holds().await?;
            holds.extend(covering(&standing, &target(kept)).map(|hold| HoldRef { id: hold.id, name: hold.name.clone() }));
        }
        let class = candidate.map(|kept| kept.class);
        let years = reader.retention().await?.and_then(|retention| retention.years.of(class?));
        let asked = reader.requested(case.seq).await?.map(|requested| registry.reviewer_ref(requested.by));
        Ok(KeptView { class, years, holds, asked, erased })
    }

    fn check_scope(&self, scope: &Scope) -> Result<(), Error> {
        match scope {
            Scope::Agent { agent } => {
                let known = self.registry().agents().iter().any(|one| one.id == *agent);
                if known { Ok(()) } else { Err(Error::not_found()) }
            }
            Scope::Tool { tool: text } | Scope::Partner { partner: text } => readable_name(text).map(|_| ()),
            Scope::Period { from, until } if until <= from => Err(Error::invalid("the period ends before it starts")),
            Scope::Action { .. } | Scope::Period { .. } => Ok(()),
        }
    }
}

/// What a hold looks at.
pub(crate) fn target(kept: &sekisho_store::erasures::Candidate) -> Target<'_> {
    Target { id: kept.id, agent: kept.agent, tool: &kept.tool, partners: &kept.partners, received_at: kept.received_at }
}

/// The holds that keep an action.
pub(crate) fn covering<'a>(holds: &'a [Hold], target: &Target<'_>) -> impl Iterator<Item = &'a Hold> {
    holds.iter().filter(|hold| hold.scope.covers(target))
}

/// Whether something has happened to an action that can no longer be told or marked.
pub(crate) fn check_contents(case: &Case) -> Result<(), Error> {
    if case.erased_at.is_some() { Err(Error::new(Code::Erased, "its contents were erased")) } else { Ok(()) }
}

fn hold_view(hold: Hold, registry: &Registry) -> HoldView {
    let Hold { id, name, reason, scope, by, at, lifted } = hold;
    let lifted = lifted.map(|(by, at, reason)| LiftedView { by: registry.reviewer_ref(by), at, reason });
    HoldView { id, name, reason, scope, by: registry.reviewer_ref(by), at, lifted }
}

fn announced_view(open: Announcement) -> AnnouncedView {
    let Announcement { before: [money, changes, looks], actions, at, not_before, .. } = open;
    AnnouncedView { money, changes, looks, actions, at, not_before }
}
