//! Arguments of `orgsim plot`.

use std::path::PathBuf;

use clap::ValueEnum;

/// Width of figures, if nothing else was said.
pub(crate) const WIDTH: u16 = 720;

/// Draw the figures of results
///
/// Reads folders that `orgsim run` or a question to an experiment wrote, and
/// writes each figure that they have into a file. Several results are put side by
/// side in the same figures.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim plot results/reorganisation
  orgsim plot results/reorganisation --figure trajectories --format pdf
  orgsim plot results/loose-coupling results/fusion-teams --out results/both
  orgsim plot results/reorganisation --list")]
pub(crate) struct PlotArgs {
    /// Folders of results
    #[arg(required = true, value_name = "RESULT")]
    pub(crate) results: Vec<PathBuf>,

    /// Draw only these kinds of figures; may be repeated
    ///
    /// --list tells the kinds that the results have.
    #[arg(long, value_name = "NAME")]
    pub(crate) figure: Vec<String>,

    /// Format of the files
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: FigureFormat,

    /// The folder of the files; by default `figures` in the first result
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// Width of the figures in points of 1/96 inch; PNG has two pixels a point
    #[arg(
        long,
        value_name = "POINTS",
        default_value_t = WIDTH,
        value_parser = clap::value_parser!(u16).range(280..=4000)
    )]
    pub(crate) width: u16,

    /// List the kinds of figures, which of them the results have, and why not
    #[arg(long)]
    pub(crate) list: bool,

    /// Say nothing but errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// What is made of the results at once.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// Also write each CSV file as Parquet, NAME.parquet beside NAME.csv
    ///
    /// Needs a program that was built with `--features parquet`.
    #[arg(long)]
    pub(crate) parquet: bool,

    /// Also draw the figures, as `orgsim plot` does, into the folder `figures`
    #[arg(long)]
    pub(crate) plot: bool,

    /// Also write a report, as `orgsim report` does: report.html in the folder
    #[arg(long)]
    pub(crate) report: bool,
}

/// A file format of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FigureFormat {
    /// Vectors with text, the same bytes everywhere
    #[default]
    Svg,
    /// Pixels, two a point
    Png,
    /// Vectors, letters as outlines
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
