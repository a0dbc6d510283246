//! What callers branch on, and a sentence for people.

use sekisho_core::{grant, review::Refusal};
use sekisho_store::{Failure, StoreError};

use crate::seal::KeyStoreError;

/// For what the caller can not mend.
const BROKEN: &str = "something went wrong on the computer that Sekisho runs on";

/// What a caller does differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The call makes no sense as it stands.
    InvalidRequest,
    /// No credential, or not a valid one.
    Unauthorized,
    /// A valid credential that may not do this.
    Forbidden,
    /// There is no such thing, or not for this caller.
    NotFound,
    /// It changed since the caller looked.
    Conflict,
    /// The same idempotency key, another request.
    IdempotencyConflict,
    /// It was approved, denied, expired or cancelled before.
    AlreadyDecided,
    /// The time to answer is over.
    TooLate,
    /// Someone else is to answer.
    NotYours,
    /// The agent belongs to whoever wants to answer.
    OwnAgent,
    /// They have said yes before.
    Voted,
    /// They have said no yes that could be taken back.
    NotVoted,
    /// A yes to something so risky needs a reason.
    ReasonNeeded,
    /// They are not at it.
    NotTaken,
    /// It is more than they may approve.
    AboveLimit,
    /// It cannot be passed on there.
    NotThere,
    /// Nobody approved it.
    NotApproved,
    /// The approval ended unused.
    ApprovalExpired,
    /// The approval was used before.
    AlreadyConsumed,
    /// The approval was not used.
    NotConsumed,
    /// Another outcome was reported before.
    OutcomeConflict,
    /// It does not fit into what a budget has left.
    OverBudget,
    /// A budget covers it, and nobody can say how much it moves.
    BudgetUnclear,
    /// A guardrail stops it.
    Blocked,
    /// These actions are not to be decided at once.
    NotAlike,
    /// It cannot be granted ahead, or not so.
    NotGrantable,
    /// These rules cannot be used.
    InvalidRules,
    /// This organisation chart cannot be used.
    InvalidChart,
    /// It is halted.
    Halted,
    /// The file that halts still lies there.
    HaltFile,
    /// Another person must confirm.
    SamePerson,
    /// A hold keeps it from being erased.
    OnHold,
    /// It has to be kept for longer.
    StillKept,
    /// Its contents were erased.
    Erased,
    /// The session read more than can be kept.
    TooMuchRead,
    /// The agent calls too often.
    RateLimited,
    /// As many of the agent's actions wait as may.
    TooManyHeld,
    /// The disk is full.
    StorageFull,
    /// Something that the caller cannot mend.
    Internal,
}

impl Code {
    /// The code as callers see it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::IdempotencyConflict => "idempotency_conflict",
            Self::AlreadyDecided => "already_decided",
            Self::TooLate => "too_late",
            Self::NotYours => "not_yours",
            Self::OwnAgent => "own_agent",
            Self::Voted => "voted",
            Self::NotVoted => "not_voted",
            Self::ReasonNeeded => "reason_needed",
            Self::NotTaken => "not_taken",
            Self::AboveLimit => "above_limit",
            Self::NotThere => "not_there",
            Self::NotApproved => "not_approved",
            Self::ApprovalExpired => "approval_expired",
            Self::AlreadyConsumed => "already_consumed",
            Self::NotConsumed => "not_consumed",
            Self::OutcomeConflict => "outcome_conflict",
            Self::OverBudget => "over_budget",
            Self::BudgetUnclear => "budget_unclear",
            Self::Blocked => "blocked",
            Self::NotAlike => "not_alike",
            Self::NotGrantable => "not_grantable",
            Self::InvalidRules => "invalid_rules",
            Self::InvalidChart => "invalid_chart",
            Self::Halted => "halted",
            Self::HaltFile => "halt_file",
            Self::SamePerson => "same_person",
            Self::OnHold => "on_hold",
            Self::StillKept => "still_kept",
            Self::Erased => "erased",
            Self::TooMuchRead => "too_much_read",
            Self::RateLimited => "rate_limited",
            Self::TooManyHeld => "too_many_held",
            Self::StorageFull => "storage_full",
            Self::Internal => "internal",
        }
    }
}

/// Why a use case did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What to branch on.
    pub code: Code,
    /// A sentence to read.
    pub message: String,
}

impl Error {
    /// An error with this code and sentence.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// For what is not there, or not for this caller.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "there is no such thing here")
    }

    /// For a call that makes no sense.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidRequest, message)
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::new(Code::Conflict, error.to_string()),
            StoreError::Full => Self::new(Code::StorageFull, "the disk is full; free some space, then try again"),
            // What was under way when the gate stopped, or broke off in a panic, which tells of itself.
            StoreError::Closed => Self::new(Code::Internal, BROKEN),
            StoreError::Newer
            | StoreError::OldSqlite(_)
            | StoreError::Unwritable
            | StoreError::Damaged
            | StoreError::Inconsistent { .. }
            | StoreError::NotAsSigned
            | StoreError::NoChance
            | StoreError::Sqlite(_) => {
                // The whole chain, once, here.
                let source = std::error::Error::source(&error).map(ToString::to_string);
                tracing::error!(error = %error, error.source = source, "The store failed: {error}");
                Self::new(Code::Internal, BROKEN)
            }
        }
    }
}

impl Failure for Error {
    fn is_full(&self) -> bool {
        self.code == Code::StorageFull
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::AlreadyDecided => Code::AlreadyDecided,
            Refusal::TooLate => Code::TooLate,
            Refusal::NotYours => Code::NotYours,
            Refusal::OwnAgent => Code::OwnAgent,
            Refusal::Voted => Code::Voted,
            Refusal::NotVoted => Code::NotVoted,
            Refusal::NotTaken => Code::NotTaken,
            Refusal::AboveLimit => Code::AboveLimit,
            Refusal::NotThere => Code::NotThere,
            Refusal::NotApproved => Code::NotApproved,
            Refusal::ApprovalExpired => Code::ApprovalExpired,
            Refusal::AlreadyConsumed => Code::AlreadyConsumed,
            Refusal::NotConsumed => Code::NotConsumed,
            Refusal::OutcomeConflict => Code::OutcomeConflict,
        };
        Self::new(code, refusal.to_string())
    }
}

impl From<grant::Refused> for Error {
    fn from(refused: grant::Refused) -> Self {
        let code = if refused == grant::Refused::Terms { Code::InvalidRequest } else { Code::NotGrantable };
        Self::new(code, refused.to_string())
    }
}

/// Why the gate did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rules.
    #[error(transparent)]
    Rules(#[from] sekisho_core::rules::LoadError),
    /// The organisation chart.
    #[error("the organisation chart cannot be read: {0}")]
    Chart(String),
    /// The data directory.
    #[error(transparent)]
    Directory(#[from] crate::directory::DirectoryError),
    /// The key that signs the ledger.
    #[error("`ledger.key` holds no key; put the one back that was there")]
    LedgerKey,
    /// There is a ledger, and not the key that signed it.
    #[error("`ledger.key` is missing from the data directory; put the one back that was there")]
    NoLedgerKey,
    /// The file that names a key in a key store names none.
    #[error("`ledger.pub` holds no public key; put the one back that was there")]
    LedgerPub,
    /// The key lies in a key store that does not give it.
    #[error("{}", closed(.0))]
    KeyStore(KeyStoreError),
    /// Something else.
    #[error(transparent)]
    Other(#[from] Error),
}

fn closed(why: &KeyStoreError) -> String {
    let what_to_do = "unlock it, or start Sekisho in that user's session; no other key takes its place";
    format!("the ledger's key lies in the key store of this computer's user, which does not give it: {why}; {what_to_do}")
}
