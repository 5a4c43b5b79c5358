//! `orgsim report`: results as one HTML file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use orgsim::output::{BRIEF, OutputDirectory, OutputError, REPORT};
use orgsim::report;
use orgsim::result::ResultFolder;

use crate::cli::commands::plot::unreadable;
use crate::cli::failures::cannot_write;
use crate::cli::plot_args::ShowArgs;
use crate::cli::report_args::ReportArgs;
use crate::cli::{exit_code, print};

/// The report on several results, in the first of them.
const COMPARISON: &str = "comparison.html";

/// Runs the command.
pub(crate) fn report(args: &ReportArgs) -> ExitCode {
    let results = match ResultFolder::open_all(&args.results) {
        Ok(results) => results,
        Err(error) => return unreadable(&error),
    };
    let html = match (args.brief, results.as_slice()) {
        (false, results) => report::report(results),
        (true, [result]) if report::has_brief(result) => report::brief(result),
        (true, _) => {
            print::error(
                "--brief is about one result of `orgsim run` or `orgsim fit`; leave it out for \
                 others",
            );
            return ExitCode::from(exit_code::USAGE);
        }
    };
    let html = match html {
        Ok(html) => html,
        Err(error) => return unreadable(&error),
    };
    let path = args
        .out
        .clone()
        .unwrap_or_else(|| match results.as_slice() {
            [result] if args.brief => result.path().join(BRIEF),
            [result] => result.path().join(REPORT),
            several => several[0].path().join(COMPARISON),
        });
    if path == Path::new("-") {
        return exit_code::of_writing(print::result(&html));
    }
    if let Err(error) = write(&path, html) {
        return cannot_write(&error);
    }
    match args.quiet {
        true => ExitCode::SUCCESS,
        false => exit_code::of_writing(print::result(&format!("{}\n", path.display()))),
    }
}

/// Writes the report that was asked for together with a result that has just been
/// written.
pub(crate) fn show(path: &Path, show: &ShowArgs, quiet: bool) -> Result<(), ExitCode> {
    if !show.report {
        return Ok(());
    }
    let results = [ResultFolder::open(path).map_err(|error| unreadable(&error))?];
    let html = report::report(&results).map_err(|error| unreadable(&error))?;
    let path = path.join(REPORT);
    write(&path, html).map_err(|error| cannot_write(&error))?;
    if !quiet {
        print::conversation(&format!("report in {}\n", path.display()));
    }
    Ok(())
}

fn write(path: &Path, html: String) -> Result<(), OutputError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let name = path.file_name().unwrap_or(REPORT.as_ref());
    let name = name.to_string_lossy().into_owned();
    OutputDirectory::replace(&folder, [(name, html.into_bytes())])
}
