//! `orgsim plot`: results as figures in files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use orgsim::diagnostic::nearest;
use orgsim::drawing::{Figure, Format, page};
use orgsim::figures::{Kind, NothingToDraw};
use orgsim::output::OutputDirectory;
use orgsim::questions::figure_kinds;
use orgsim::result::{ResultError, ResultFolder};
use orgsim::text::shell_line;

use crate::cli::failures::cannot_write;
use crate::cli::plot_args::{FigureFormat, PlotArgs, ShowArgs, WIDTH};
use crate::cli::{exit_code, print, terminal};

/// The folder of the figures, in that of their result.
const FIGURES: &str = "figures";
/// The kind of figure that a run always has.
const OVERVIEW: &str = "overview";

/// Runs the command.
pub(crate) fn plot(args: &PlotArgs) -> ExitCode {
    let results = match ResultFolder::open_all(&args.results) {
        Ok(results) => results,
        Err(error) => return unreadable(&error),
    };
    if args.list {
        return exit_code::of_writing(print::result(&list(&results)));
    }
    let kinds = match chosen(&args.figure) {
        Ok(kinds) => kinds,
        Err(problem) => {
            print::error(&problem);
            return ExitCode::from(exit_code::USAGE);
        }
    };
    let figures = match figures(&results, &kinds, !args.figure.is_empty()) {
        Ok(figures) => figures,
        Err(exit) => return exit,
    };
    if figures.is_empty() {
        print::error("there are no figures for these results; --list shows why");
        return ExitCode::from(exit_code::INVALID_INPUT);
    }
    let default = || results[0].path().join(FIGURES);
    let folder = args.out.clone().unwrap_or_else(default);
    let names = match write(&folder, &figures, args.format, f64::from(args.width)) {
        Ok(names) => names,
        Err(exit) => return exit,
    };
    let paths = names.iter().map(|name| folder.join(name));
    let list: String = paths.map(|path| format!("{}\n", path.display())).collect();
    match args.quiet {
        true => ExitCode::SUCCESS,
        false => exit_code::of_writing(print::result(&list)),
    }
}

/// Draws what was asked for together with results that have just been written. If
/// nothing was asked for, says so where figures of earlier results are left.
pub(crate) fn show(path: &Path, show: &ShowArgs, quiet: bool) -> Result<(), ExitCode> {
    if show.plot {
        return draw(path, &figure_kinds().collect::<Vec<_>>(), quiet).map(drop);
    }
    say_what_is_old(path, &[], quiet);
    Ok(())
}

/// The same for a run, of which the overview is always drawn; says where that is.
pub(crate) fn show_run(
    path: &Path,
    show: &ShowArgs,
    quiet: bool,
) -> Result<Option<PathBuf>, ExitCode> {
    let overview = |kind: &&Kind| kind.name == OVERVIEW;
    let names = match show.plot {
        true => draw(path, &figure_kinds().collect::<Vec<_>>(), quiet)?,
        false => draw(
            path,
            &figure_kinds().filter(overview).collect::<Vec<_>>(),
            true,
        )?,
    };
    if !show.plot {
        say_what_is_old(path, &names, quiet);
    }
    let mut names = names.iter();
    let overview = names.find(|name| name.starts_with(OVERVIEW));
    Ok(overview.map(|name| path.join(FIGURES).join(name)))
}

/// Says that there are figures of earlier results, if there are any but these.
fn say_what_is_old(path: &Path, new: &[String], quiet: bool) {
    let folder = path.join(FIGURES);
    let there = OutputDirectory::names(&folder).unwrap_or_default();
    if !quiet && there.iter().any(|name| !new.contains(name)) {
        let folder = folder.display();
        let plot = shell_line(["orgsim", "plot", &path.to_string_lossy()]);
        print::conversation(&format!(
            "{folder} has figures of earlier results; `{plot}` redraws them\n"
        ));
    }
}

/// Draws the figures of these kinds that a result has into its folder, and says how many.
fn draw(path: &Path, kinds: &[&'static Kind], quiet: bool) -> Result<Vec<String>, ExitCode> {
    let results = [ResultFolder::open(path).map_err(|error| unreadable(&error))?];
    let figures = figures(&results, kinds, false)?;
    if figures.is_empty() {
        return Ok(Vec::new());
    }
    let folder = path.join(FIGURES);
    let names = write(&folder, &figures, FigureFormat::Svg, f64::from(WIDTH))?;
    if !quiet {
        let count = names.len();
        print::conversation(&format!("{count} figures in {}\n", folder.display()));
    }
    Ok(names)
}

/// The figures of these kinds. Whoever asks for everything gets what there is;
/// `all`: each of them has to be there.
fn figures(
    results: &[ResultFolder],
    kinds: &[&'static Kind],
    all: bool,
) -> Result<Vec<Box<dyn Figure>>, ExitCode> {
    let mut figures = Vec::new();
    for kind in kinds {
        match kind.make(results) {
            Ok(more) => figures.extend(more),
            Err(NothingToDraw::Unreadable(error)) => return Err(unreadable(&error)),
            Err(_) if !all => {}
            Err(reason) => {
                print::error(&format!("there is no figure `{}`: {reason}", kind.name));
                return Err(ExitCode::from(exit_code::INVALID_INPUT));
            }
        }
    }
    Ok(figures)
}

/// Says that a result cannot be read.
pub(crate) fn unreadable(error: &ResultError) -> ExitCode {
    print::error(&error.to_string());
    ExitCode::from(exit_code::INVALID_INPUT)
}

/// The kinds of these names; all if there are none.
fn chosen(names: &[String]) -> Result<Vec<&'static Kind>, String> {
    if names.is_empty() {
        return Ok(figure_kinds().collect());
    }
    let find = |name: &String| {
        let known = figure_kinds().find(|kind| kind.name == name);
        known.ok_or_else(|| {
            let all: Vec<&str> = figure_kinds().map(|kind| kind.name).collect();
            let hint = nearest(name, all.iter().copied());
            let hint = hint.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            format!(
                "there is no kind of figure `{name}`{hint} (the kinds are {})",
                all.join(", ")
            )
        })
    };
    names.iter().map(find).collect()
}

/// The kinds of figures, and which of them results have.
fn list(results: &[ResultFolder]) -> String {
    let mut table = terminal::table(&["figure", "shows", "available"]);
    for kind in figure_kinds() {
        let here = match kind.make(results) {
            Ok(figures) if figures.len() == 1 => "yes".to_owned(),
            Ok(figures) => format!("yes, {}", figures.len()),
            Err(reason) => format!("no: {reason}"),
        };
        table.add_row([kind.name, kind.about, &here]);
    }
    terminal::lines(&table)
}

/// Writes figures into a folder, over those of the same names.
fn write(
    folder: &Path,
    figures: &[Box<dyn Figure>],
    format: FigureFormat,
    width: f64,
) -> Result<Vec<String>, ExitCode> {
    let format = Format::from(format);
    let mut files = Vec::new();
    for figure in figures {
        let drawing = page(&**figure, width);
        let bytes = format.render(&drawing, &figure.description());
        let bytes = bytes.map_err(|error| {
            print::error(&format!("{}: {error}", figure.name()));
            ExitCode::from(exit_code::INTERNAL)
        })?;
        files.push((format!("{}.{}", figure.name(), format.extension()), bytes));
    }
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    OutputDirectory::replace(folder, files).map_err(|error| cannot_write(&error))?;
    Ok(names)
}
