//! Times as the organisation's clocks show them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use sekisho_core::{calendar::Zone, time::Time};

use crate::Language;

/// What the organisation's clock shows at some time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) local: NaiveDateTime,
    pub(crate) offset_minutes: i32,
}

/// Tells times in a zone and a language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) zone: Zone,
    pub(crate) language: Language,
}

impl Times {
    fn there(self, time: Time) -> DateTime<FixedOffset> {
        self.zone.there(time)
    }

    pub(crate) fn clock(self, time: Time) -> Clock {
        let there = self.there(time);
        Clock { local: there.naive_local(), offset_minutes: there.offset().local_minus_utc() / 60 }
    }

    /// To the second.
    pub(crate) fn exact(self, time: Time) -> String {
        self.there(time).format(self.language.pick("%Y年%-m月%-d日 %H:%M:%S", "%-d %b %Y, %H:%M:%S")).to_string()
    }

    /// To the second, for columns.
    pub(crate) fn column(self, time: Time) -> String {
        self.there(time).format("%Y-%m-%d %H:%M:%S").to_string()
    }

    pub(crate) fn date(self, day: NaiveDate) -> String {
        day.format(self.language.pick("%Y年%-m月%-d日", "%-d %b %Y")).to_string()
    }

    /// To the minute, for long lists.
    pub(crate) fn short(self, time: Time) -> String {
        self.there(time).format("%m-%d %H:%M").to_string()
    }

    /// As stamps have it.
    pub(crate) fn stamp(self, time: Time) -> String {
        self.there(time).format(self.language.pick("%Y.%-m.%-d", "%-d %b %Y")).to_string()
    }

    /// The zone, as it is at that time.
    pub(crate) fn zone(self, time: Time) -> String {
        format!("{} (UTC{})", self.zone.name(), self.there(time).format("%:z"))
    }
}
