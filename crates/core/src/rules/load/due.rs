//! `@due("4h")`: how much time people have for what a rule holds.

use cedar_policy::Policy;

use crate::time::{Timeout, WAIT_MAX};

/// Reads it strictly: people would have another time than the rule says.
pub(super) fn read(policy: &Policy, holds: bool) -> Result<Option<Timeout>, String> {
    let Some(text) = policy.annotation("due") else { return Ok(None) };
    match text.trim().parse::<Timeout>() {
        _ if !holds => Err("`@due` is for rules that hold".to_owned()),
        Ok(due) if due.span() <= WAIT_MAX => Ok(Some(due)),
        Ok(_) => Err(format!("`@due`: nothing waits longer than {} days", WAIT_MAX.num_days())),
        Err(error) => Err(format!("`@due`: {error}")),
    }
}
