//! Decision reports: pages and sheets for whoever answers for decisions, made of plain data. No I/O, no clock.

pub use inert::inert;

mod inert;
pub mod period;
pub mod sheet;

/// In which language a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

impl Language {
    /// Its code (BCP 47).
    #[must_use]
    pub fn code(self) -> &'static str {
        self.pick("ja", "en")
    }

    /// Which of two.
    fn pick<T>(self, japanese: T, english: T) -> T {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }
}
