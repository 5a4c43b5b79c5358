//! Arguments of `orgsim report`.

use std::path::PathBuf;

/// Write a report on results: one self-contained HTML file
///
/// Reads result folders, as written by `orgsim run` and the other commands. The
/// report needs no network. It has the question, the findings in sentences,
/// figures, tables, how the scenario differs from the default, the reliability of
/// the numbers, methods, limitations, and how to reproduce them. Several results
/// are shown side by side.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  orgsim report results/reorganisation
  orgsim report results/reorganisation --brief
  orgsim report results/loose-coupling results/fusion-teams --out both.html
  orgsim run my.toml --report")]
pub(crate) struct ReportArgs {
    /// Result folders
    #[arg(required = true, value_name = "RESULT")]
    pub(crate) results: Vec<PathBuf>,

    /// One page of A4 for a board: question, picture, main results, limits
    ///
    /// Of one result of `orgsim run` or `orgsim fit`; a browser prints it on one page.
    #[arg(long)]
    pub(crate) brief: bool,

    /// The file to write; - prints it [default: report.html or brief.html in the result
    /// folder; comparison.html in the first of several]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Print only errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
