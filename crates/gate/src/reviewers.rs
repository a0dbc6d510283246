//! Reviewers: added by name, given one credential, revoked at once.

use sekisho_core::{
    fold::fold,
    id::ReviewerId,
    ledger::{Entry, ReviewerAdded, ReviewerRoleSet},
};
use sekisho_store::reviewers::Reviewer;

use crate::{
    Gate,
    agents::{group_names, readable_name},
    chance,
    error::{Code, Error},
    registry,
    view::{Me, NewReviewer, ReviewerView, Role},
};

/// How a reviewer's credential starts.
pub const TOKEN_PREFIX: &str = "sekisho_reviewer_";

impl Gate {
    /// All reviewers, oldest first.
    #[must_use]
    pub fn reviewers(&self, me: ReviewerId) -> Vec<ReviewerView> {
        let view = |reviewer: Reviewer| ReviewerView {
            id: reviewer.id,
            role: reviewer.role,
            name: reviewer.name,
            groups: reviewer.groups,
            created_at: reviewer.created_at,
            revoked_at: reviewer.revoked_at,
            me: reviewer.id == me,
        };
        self.registry().reviewers().into_iter().map(view).collect()
    }

    /// The credential of whoever owns the data directory: the first reviewer, made on first use.
    /// Each call gives them a new credential and ends the old one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn owner_credential(&self, name: &str) -> Result<String, Error> {
        // If somebody revoked them, the directory's owner is somebody new, and never somebody else.
        let owner = self.registry().active_reviewers().into_iter().find(|reviewer| reviewer.owner);
        let Some(owner) = owner else {
            // The computer may call its user something that no reviewer can be called; that is no reason not to start.
            // Nor is it that somebody else has the name.
            let mut names = readable_name(name).into_iter().chain((1..).map(|number| match number {
                1 => "Owner".to_owned(),
                number => format!("Owner {number}"),
            }));
            let taken: Vec<_> = self.registry().active_reviewers().iter().map(|reviewer| fold(&reviewer.name)).collect();
            let name = names.find(|name| !taken.contains(&fold(name))).unwrap_or_default();
            return Ok(self.insert_reviewer(None, name, Role::Administrator, Vec::new()).await?.token);
        };
        let token = chance::token(TOKEN_PREFIX)?;
        let token_hash = chance::hash(&token);
        let replaced = self
            .store()
            .write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.replace_reviewer_token(owner.id, token_hash).await?) }))
            .await?;
        if !replaced {
            return Err(Error::not_found());
        }
        self.registry().replace_token(owner.id, token_hash);
        Ok(token)
    }

    /// Adds a reviewer and gives them a credential, which is told this once.
    ///
    /// # Errors
    /// When a name cannot be one or is taken, `by` is no administrator, or the database fails.
    pub async fn add_reviewer(&self, by: ReviewerId, name: &str, role: Role, groups: &[String]) -> Result<NewReviewer, Error> {
        self.administrator(by)?;
        let name = readable_name(name)?;
        let groups = group_names(groups)?;
        self.insert_reviewer(Some(by), name, role, groups).await
    }

    async fn insert_reviewer(&self, by: Option<ReviewerId>, name: String, role: Role, groups: Vec<String>) -> Result<NewReviewer, Error> {
        let (token, chance) = (chance::token(TOKEN_PREFIX)?, chance::for_id()?);
        let token_hash = chance::hash(&token);
        let gate = self.clone();
        let reviewer = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    by.map(|by| gate.administrator(by)).transpose()?;
                    gate.check_lookalike(None, &name)?;
                    let now = gate.clock().now();
                    let id = ReviewerId::new(now, chance);
                    let reviewer = Reviewer {
                        id,
                        name: name.clone(),
                        token_hash,
                        role,
                        groups,
                        owner: by.is_none(),
                        created_at: now,
                        revoked_at: None,
                    };
                    if !tx.insert_reviewer(&reviewer).await? {
                        return Err(name_taken(&name));
                    }
                    tx.append(now, None, Entry::ReviewerAdded(ReviewerAdded { reviewer: id, name, by, role: Some(role) })).await?;
                    Ok::<_, Error>(reviewer)
                })
            })
            .await?;
        tracing::info!(reviewer.id = %reviewer.id, "Added reviewer {}", reviewer.id);
        let new = NewReviewer { id: reviewer.id, name: reviewer.name.clone(), token };
        self.registry().add_reviewer(reviewer);
        Ok(new)
    }

    /// A reviewer takes another name.
    ///
    /// # Errors
    /// When the name cannot be one or is taken, or the database fails.
    pub async fn rename_me(&self, me: ReviewerId, name: &str) -> Result<Me, Error> {
        let name = readable_name(name)?;
        let gate = self.clone();
        let renamed = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    gate.decider(me)?;
                    gate.check_lookalike(Some(me), &name)?;
                    // Else the next edition of the chart would give whoever takes the name the other's place.
                    let chart = gate.charts().get();
                    if chart.bound.people.iter().any(|(other, id)| *id != me && fold(other) == fold(&name)) {
                        return Err(Error::new(Code::Conflict, format!("in the organisation chart `{name}` is somebody else")));
                    }
                    let now = gate.clock().now();
                    if !tx.rename_reviewer(me, &name).await? {
                        return Err(name_taken(&name));
                    }
                    tx.append(now, None, Entry::ReviewerRenamed { reviewer: me, name: name.clone() }).await?;
                    // Inside the one writer, so that two names at once leave memory and database with the same.
                    gate.registry().rename_reviewer(me, &name);
                    Ok(())
                })
            })
            .await;
        if let Err(error) = renamed {
            self.mend_reviewer(me).await?;
            return Err(error);
        }
        Ok(registry::me(&self.viewer(me)?))
    }

    /// Whether nobody else has a name that looks the same: in other letters for the same sign, in other spaces, or in full width.
    fn check_lookalike(&self, me: Option<ReviewerId>, name: &str) -> Result<(), Error> {
        let looks = fold(name);
        let is_taken = self.registry().active_reviewers().iter().any(|other| Some(other.id) != me && fold(&other.name) == looks);
        if is_taken { Err(name_taken(name)) } else { Ok(()) }
    }

    /// Ends a reviewer's credential. The last administrator stays.
    ///
    /// # Errors
    /// When there is no such reviewer, they are the last administrator, `by` is no administrator, or the database fails.
    pub async fn revoke_reviewer(&self, by: ReviewerId, id: ReviewerId) -> Result<ReviewerView, Error> {
        self.administrator(by)?;
        self.registry().reviewer(id).ok_or_else(Error::not_found)?;
        // First in memory: nothing that is on its way gets through, whatever the database says next.
        if !self.registry().revoke_reviewer(id, self.clock().now()) {
            return Err(last_administrator());
        }
        let gate = self.clone();
        let revoked = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    // Whoever ends their own credential has ended it by now.
                    if by != id {
                        gate.administrator(by)?;
                    }
                    let now = gate.clock().now();
                    // Another call may have failed and mended this one's mark in the meantime.
                    if !gate.registry().revoke_reviewer(id, now) {
                        return Err(last_administrator());
                    }
                    if tx.revoke_reviewer(id, now).await? {
                        tx.append(now, None, Entry::ReviewerRevoked { reviewer: id, by }).await?;
                        gate.end_grants(tx, Some(id), None, (by, now)).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await;
        if let Err(error) = revoked {
            self.mend_reviewer(id).await?;
            return Err(error);
        }
        self.forget_votes().await?;
        self.settle().await?;
        tracing::info!(reviewer.id = %id, "Revoked reviewer {id}");
        self.reviewers(by).into_iter().find(|view| view.id == id).ok_or_else(Error::not_found)
    }

    /// Gives a reviewer another role. Whoever becomes an auditor has no say from then on: what waits for them goes to others, and their
    /// yes counts as that of somebody who was removed. The last administrator stays one.
    ///
    /// # Errors
    /// When there is no such reviewer, they are the last administrator, `by` is no administrator, or the database fails.
    pub async fn set_role(&self, by: ReviewerId, id: ReviewerId, role: Role) -> Result<ReviewerView, Error> {
        self.administrator(by)?;
        let gate = self.clone();
        let set = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    gate.administrator(by)?;
                    let reviewer = gate.registry().active_reviewer(id).ok_or_else(Error::not_found)?;
                    if reviewer.role == role {
                        return Ok(());
                    }
                    // Inside the one writer: whatever comes after this in the queue meets them as they are now.
                    if !gate.registry().set_role(id, role) {
                        return Err(last_administrator());
                    }
                    if !tx.set_reviewer_role(id, role).await? {
                        return Err(Error::not_found());
                    }
                    let now = gate.clock().now();
                    if !role.has_a_say() {
                        gate.end_grants(tx, Some(id), None, (by, now)).await?;
                    }
                    Ok(tx.append(now, None, Entry::ReviewerRoleSet(ReviewerRoleSet { reviewer: id, role, by })).await?)
                })
            })
            .await;
        if let Err(error) = set {
            self.mend_reviewer(id).await?;
            return Err(error);
        }
        self.forget_votes().await?;
        self.settle().await?;
        tracing::info!(reviewer.id = %id, reviewer.role = role.name(), "Reviewer {id} has another role");
        self.reviewers(by).into_iter().find(|view| view.id == id).ok_or_else(Error::not_found)
    }

    /// As [`Self::mend_agent`] does.
    async fn mend_reviewer(&self, id: ReviewerId) -> Result<(), Error> {
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                let stored = tx.reviewers().await?.into_iter().find(|reviewer| reviewer.id == id);
                if let Some(reviewer) = stored.filter(|reviewer| reviewer.revoked_at.is_none()) {
                    gate.registry().add_reviewer(reviewer);
                }
                Ok::<_, Error>(())
            })
        });
        work.await
    }
}

fn last_administrator() -> Error {
    Error::new(Code::Conflict, "somebody has to remain who can add agents and reviewers")
}

fn name_taken(name: &str) -> Error {
    Error::new(Code::Conflict, format!("there is a reviewer named `{name}` already"))
}
