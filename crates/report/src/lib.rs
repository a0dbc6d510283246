//! Decision reports: pages and sheets for whoever answers for decisions, made of plain data. No I/O, no clock.

pub mod period;

/// In which language a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}
