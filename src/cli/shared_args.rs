//! Arguments that several commands have.

use std::fmt;
use std::path::PathBuf;

use clap::ValueEnum;

use super::whole::whole;

/// The options of all commands that simulate.
#[derive(Debug, clap::Args)]
pub(crate) struct CommonArgs {
    /// Number of threads; does not affect the results [default: one per core]
    #[arg(
        long,
        value_name = "N",
        value_parser = whole(1, u16::MAX),
        allow_negative_numbers = true
    )]
    pub(crate) threads: Option<u16>,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RunFormat,

    /// Print no progress or status messages
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl CommonArgs {
    /// Number of threads; 0 for one per core.
    pub(crate) fn threads(&self) -> usize {
        self.threads.map_or(0, usize::from)
    }
}

/// Values set on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Overrides {
    /// Override a value of the scenario: transfer.tacitness=0.8 (repeatable)
    ///
    /// The value is written as in TOML; text needs no quotes. --set overrides
    /// the file, and a later --set overrides an earlier one.
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
}

/// Output format of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunFormat {
    /// Readable table
    #[default]
    Table,
    /// JSON
    Json,
    /// CSV
    Csv,
}

/// Output format of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// Readable text
    #[default]
    Text,
    /// JSON
    Json,
}

/// Where parameters come from that a scenario does not state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Parameters {
    /// From their assumed ranges, beside their defaults.
    #[default]
    Ranges,
    /// Their defaults alone.
    Fixed,
    /// From the calibration in a folder.
    Calibration(PathBuf),
}

impl From<&str> for Parameters {
    fn from(text: &str) -> Self {
        match text {
            "ranges" => Self::Ranges,
            "fixed" => Self::Fixed,
            folder => Self::Calibration(folder.into()),
        }
    }
}

impl fmt::Display for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ranges => f.write_str("ranges"),
            Self::Fixed => f.write_str("fixed"),
            Self::Calibration(folder) => folder.display().fmt(f),
        }
    }
}
