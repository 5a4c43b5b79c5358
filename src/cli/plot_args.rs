//! Arguments of `orgsim plot`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::whole::whole;

/// Default width of figures.
pub(crate) const WIDTH: u16 = 720;

/// Draw figures of results
///
/// Reads result folders, as written by `orgsim run` and the other commands, and
/// writes each figure to a file. Several results are drawn side by side in the
/// same figures.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim plot results/reorganisation
  orgsim plot results/reorganisation --figure trajectories --format pdf
  orgsim plot results/loose-coupling results/fusion-teams --out results/both
  orgsim plot results/reorganisation --list")]
pub(crate) struct PlotArgs {
    /// Result folders
    #[arg(required = true, value_name = "RESULT")]
    pub(crate) results: Vec<PathBuf>,

    /// Draw only this kind of figure (repeatable)
    ///
    /// --list shows which kinds are available.
    #[arg(long, value_name = "NAME")]
    pub(crate) figure: Vec<String>,

    /// File format
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: FigureFormat,

    /// Folder to write to [default: figures in the first result folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Width of the figures in points of 1/96 inch; PNG has two pixels per point
    #[arg(
        long,
        value_name = "POINTS",
        default_value_t = WIDTH,
        value_parser = whole::<u16>(280, 4000),
        allow_negative_numbers = true
    )]
    pub(crate) width: u16,

    /// List the kinds of figures, and which are available for these results
    #[arg(long)]
    pub(crate) list: bool,

    /// Print only errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// What else is written with the results.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Also write each table as Parquet: NAME.parquet next to NAME.csv
    ///
    /// Requires an orgsim built with `--features parquet`.
    #[arg(long)]
    pub(crate) parquet: bool,

    /// Also draw the figures, as `orgsim plot` does, in the folder figures
    #[arg(long)]
    pub(crate) plot: bool,

    /// Also write a report, as `orgsim report` does: report.html in the result folder
    #[arg(long)]
    pub(crate) report: bool,
}

/// A file format of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FigureFormat {
    /// Vector graphics; identical bytes on every machine
    #[default]
    Svg,
    /// Pixels, two per point
    Png,
    /// Vector graphics, with text as outlines
    Pdf,
}

impl From<FigureFormat> for orgsim::drawing::Format {
    fn from(format: FigureFormat) -> Self {
        match format {
            FigureFormat::Svg => Self::Svg,
            FigureFormat::Png => Self::Png,
            FigureFormat::Pdf => Self::Pdf,
        }
    }
}
