//! How much came in since midnight, as the frame of the window shows it.

use sekisho_core::{
    ledger::{Entry, Received},
    rules::Verdict,
    time::Time,
};
use sekisho_store::Committed;

use crate::{clock::Clock, view::Today};

/// Counts since midnight.
#[derive(Debug)]
pub(crate) struct Tally {
    midnight: Time,
    today: Today,
}

const NOTHING: Today = Today { received: 0, passed: 0, held: 0, blocked: 0 };

impl Default for Tally {
    fn default() -> Self {
        Self { midnight: Time::UNIX_EPOCH, today: NOTHING }
    }
}

impl Tally {
    /// What came in since midnight, by verdict.
    pub(crate) fn of(midnight: Time, verdicts: &[(String, u32)]) -> Self {
        let mut tally = Self { midnight, today: NOTHING };
        for verdict in [Verdict::Pass, Verdict::Hold, Verdict::Block] {
            let count = verdicts.iter().find(|(name, _)| name == verdict.name()).map_or(0, |(_, count)| *count);
            tally.today.add(verdict, count);
        }
        tally
    }

    /// What came in since this midnight.
    pub(crate) fn today(&mut self, midnight: Time) -> Today {
        self.roll(midnight);
        self.today
    }

    pub(crate) fn count(&mut self, committed: &[Committed]) {
        for event in committed {
            if let Entry::Received(Received { verdict, .. }) = event.entry {
                self.roll(Clock::midnight(event.at));
                self.today.add(verdict, 1);
            }
        }
    }

    fn roll(&mut self, midnight: Time) {
        if midnight > self.midnight {
            *self = Self { midnight, today: NOTHING };
        }
    }
}

impl Today {
    fn add(&mut self, verdict: Verdict, count: u32) {
        self.received += count;
        match verdict {
            Verdict::Pass => self.passed += count,
            Verdict::Hold => self.held += count,
            Verdict::Block => self.blocked += count,
        }
    }
}
