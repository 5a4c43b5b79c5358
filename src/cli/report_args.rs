//! Arguments of `orgsim report`.

use std::path::PathBuf;

/// Write a report on results: one HTML file that needs nothing else
///
/// Reads folders that `orgsim run` or a question to an experiment wrote. The file
/// opens from a disk, without a network: the question, the answer in sentences,
/// figures, tables, what the scenario changes of the default, how sure the numbers
/// are, methods, limits, and how to reproduce them. Several results are put side by
/// side.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim report results/reorganisation
  orgsim report results/loose-coupling results/fusion-teams --out both.html
  orgsim run my.toml --report")]
pub(crate) struct ReportArgs {
    /// Folders of results
    #[arg(required = true, value_name = "RESULT")]
    pub(crate) results: Vec<PathBuf>,

    /// The file; - prints it [default: report.html in the result; comparison.html in
    /// the first of several]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Say nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
