//! Which of a person's open windows notifies, so that nobody is told the same thing on each of their computers.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sekisho_core::id::ReviewerId;

/// The windows that notify, by person.
#[derive(Debug, Default)]
pub(crate) struct Aloud(Mutex<HashMap<ReviewerId, Windows>>);

#[derive(Debug, Default)]
struct Windows {
    /// In the order in which they opened: each with its number, and the event after which it may tell.
    open: Vec<(u64, i64)>,
    /// Counts windows.
    opened: u64,
    /// The last event that one of them told.
    told: i64,
}

/// One window that notifies. It gives its place to the next when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    aloud: Arc<Aloud>,
    reviewer: ReviewerId,
    number: u64,
}

impl Aloud {
    /// A window opens, which has seen everything up to event `after` while the ledger ends at `end`.
    pub(crate) fn open(self: &Arc<Self>, reviewer: ReviewerId, after: i64, end: i64) -> Place {
        let mut people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let windows = people.entry(reviewer).or_default();
        // What has happened belongs to the windows that are open already; without one, to this, but for what was told.
        let from = if windows.open.is_empty() { after.max(windows.told) } else { end };
        windows.opened += 1;
        windows.open.push((windows.opened, from));
        Place { aloud: Arc::clone(self), reviewer, number: windows.opened }
    }
}

impl Place {
    /// Whether this window is the one to tell of an event: the newest of those that were open when it happened.
    pub(crate) fn tells(&self, seq: i64) -> bool {
        let mut people = self.aloud.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(windows) = people.get_mut(&self.reviewer) else { return false };
        let chosen = windows.open.iter().rev().find(|(_, from)| *from < seq);
        let tells = chosen.is_some_and(|(number, _)| *number == self.number);
        if tells {
            windows.told = windows.told.max(seq);
        }
        tells
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut people = self.aloud.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(windows) = people.get_mut(&self.reviewer) {
            windows.open.retain(|(number, _)| *number != self.number);
        }
    }
}

#[cfg(test)]
mod tests {
    use sekisho_core::time::Time;

    use super::*;

    #[test]
    fn each_event_has_one_window_also_while_windows_come_and_go() {
        let aloud = Arc::new(Aloud::default());
        let somebody = ReviewerId::new(Time::UNIX_EPOCH, [7; 10]);
        let first = aloud.open(somebody, 10, 10);
        assert!(first.tells(11));
        let second = aloud.open(somebody, 5, 12);
        assert_eq!((first.tells(12), second.tells(12)), (true, false), "what was there before the second belongs to the first");
        assert_eq!((first.tells(13), second.tells(13)), (false, true), "from then on the newest tells");
        drop(second);
        assert!(first.tells(14), "when it goes, the next does");
        drop(first);
        let third = aloud.open(somebody, 5, 16);
        assert_eq!([13, 14, 15].map(|seq| third.tells(seq)), [false, false, true], "what nobody told yet, and nothing twice");
    }
}
