//! What can be typed after `sekisho report` and `sekisho monthly`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The decisions of a period as a file.
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The first day, such as 2026-11-01.
    #[arg(long)]
    pub(crate) from: String,
    /// The last day, such as 2026-11-30.
    #[arg(long)]
    pub(crate) to: String,
    /// The format.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub(crate) format: Format,
    /// The language of a workbook or of pages.
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub(crate) language: Language,
    /// Start a CSV file with a byte order mark, for Excel in Japan.
    #[arg(long)]
    pub(crate) bom: bool,
    /// The file; without it, the output.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The report of each month.
#[derive(Debug, Args)]
pub(crate) struct Monthly {
    /// A folder that is there (administrators).
    #[arg(long, value_name = "DIR", conflicts_with = "none")]
    pub(crate) folder: Option<PathBuf>,
    /// A format, one file each; may be repeated.
    #[arg(long = "format", value_enum, value_name = "FORMAT", requires = "folder", default_value = "xlsx")]
    pub(crate) formats: Vec<Format>,
    /// The language of a workbook or of pages; CSV in Japanese starts with a byte order mark.
    #[arg(long, value_enum, requires = "folder", default_value_t = Language::En)]
    pub(crate) language: Language,
    /// No reports any more (administrators).
    #[arg(long)]
    pub(crate) none: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// An Excel workbook with a summary.
    Xlsx,
    /// Pages with a summary and the list, which `verify` checks.
    Pdf,
    /// A trace that `agentack check` reads.
    Agentack,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    Ja,
    En,
}

impl Format {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Agentack => "agentack",
        }
    }
}

impl Language {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}
