//! `orgsim mechanisms`: test whether every part of the model does something.

use std::process::ExitCode;

use comfy_table::{CellAlignment, ContentArrangement};
use jiff::Timestamp;
use orgsim::experiment::{Measures, finding};
use orgsim::output::{self, TablesFolder};
use orgsim::questions::mechanisms::{MechanismsError, Settings, Tested, Verdict, worlds};
use orgsim::scenario::Loaded;

use crate::cli::args::MechanismsArgs;
use crate::cli::failures::cannot_write;
use crate::cli::runs_bar::{count, runs_bar};
use crate::cli::shared_args::RunFormat;
use crate::cli::wrap::wrap;
use crate::cli::{environment, exit_code, input, interrupt, json, print, terminal};

/// Runs the command.
pub(crate) fn mechanisms(args: &MechanismsArgs) -> ExitCode {
    let worlds = match read(args) {
        Ok(worlds) => worlds,
        Err(exit) => return exit,
    };
    let signals = match interrupt::listen() {
        Ok(signals) => signals,
        Err(exit) => return exit,
    };
    let started = Timestamp::now();
    // a folder that cannot be written is known before the work
    let folder = args.out.as_ref();
    let folder = folder.map(|path| TablesFolder::open(path, args.force));
    let folder = match folder.transpose() {
        Ok(folder) => folder,
        Err(error) => return cannot_write(&error),
    };
    let settings = Settings {
        runs: args.runs,
        level: worlds.first().map_or(Settings::LEVEL, |(_, loaded)| {
            loaded.scenario.simulation.confidence_level
        }),
        threads: args.common.threads(),
    };
    let bar = runs_bar(Tested::cost(&worlds, args.runs), args.common.quiet);
    let tested = Tested::run(&worlds, settings, &signals, |runs| count(&bar, runs));
    bar.finish_and_clear();
    match tested {
        Ok(tested) => {
            if let Some(folder) = folder {
                let environment = environment::now(started, settings.threads);
                if let Err(error) = tested.write(folder, &worlds, environment) {
                    return cannot_write(&error);
                }
            }
            exit_code::of_writing(print::result(&match args.markdown {
                true => tested.markdown(),
                false => shown(args.common.format, &tested),
            }))
        }
        Err(MechanismsError::Interrupted) => interrupt::without_result(),
        Err(error) => {
            print::error(&error.to_string());
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}

/// The worlds: those of the files by their titles, or those of the program.
fn read(args: &MechanismsArgs) -> Result<Vec<(String, Loaded)>, ExitCode> {
    let overrides = args.overrides();
    let overrides = overrides.map_err(|faults| input::invalid("the command line", &faults))?;
    if args.files.is_empty() {
        let worlds = worlds(&overrides);
        return worlds.map_err(|faults| input::invalid("the command line", &faults));
    }
    let mut worlds: Vec<(String, Loaded)> = Vec::new();
    for file in &args.files {
        let loaded = input::load(file, &overrides)?;
        let title = loaded.scenario.title.clone();
        let name = match worlds.iter().any(|(known, _)| *known == title) {
            true => file.display().to_string(),
            false => title,
        };
        worlds.push((name, loaded));
    }
    Ok(worlds)
}

fn shown(format: RunFormat, tested: &Tested) -> String {
    let findings = finding::boxed(tested.findings());
    let measures = Measures::default();
    match format {
        RunFormat::Csv => output::csv::to_string(&tested.parts.table()),
        RunFormat::Json => {
            let answer = serde_json::json!({
                "version": env!("CARGO_PKG_VERSION"),
                "confidence_level": tested.settings.level,
                "settings": tested.told(),
                "findings": json::findings(&findings, &measures),
                "tables": json::tables(&tested.tables()),
            });
            format!("{answer:#}\n")
        }
        RunFormat::Table => {
            let told = findings.iter().map(|finding| finding.tell(&measures));
            let told = told.map(|told| wrap(&told.to_string(), 0));
            let table = table(tested);
            std::iter::once(table)
                .chain(told)
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

/// A line a part that moves something, as wide as the terminal.
fn table(tested: &Tested) -> String {
    let mut table = terminal::table(&[
        "part",
        "put to",
        "scenario",
        "difference ± standard error",
        "strength",
        "measures",
    ]);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    for (place, padding) in [(0, (0, 1)), (4, (1, 1)), (5, (1, 1))] {
        if let Some(column) = table.column_mut(place) {
            column.set_padding(padding);
            if place > 0 {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    for line in tested.lines(Verdict::Moves) {
        table.add_row([
            line.part,
            line.to,
            line.scenario,
            line.measures.join("; "),
            line.strength,
            line.moved.to_string(),
        ]);
    }
    terminal::lines(&table)
}
