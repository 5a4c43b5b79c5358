//! `orgsim compare`: variants of a scenario under common random numbers.

use std::path::Path;
use std::process::ExitCode;

use orgsim::experiment::{Experiment, file};
use orgsim::questions::compare;

use crate::cli::experiment_args::{CompareArgs, name_of};
use crate::cli::{asking, exit_code, input, print};

/// Runs the command.
pub(crate) fn run(args: &CompareArgs) -> ExitCode {
    let mut experiment = match experiment(args) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    for threshold in &args.threshold {
        if !experiment.measures.contains(&threshold.measure) {
            let known = experiment.measures.join(", ");
            print::error(&format!(
                "--threshold: `{}` is not among the measures compared: {known}",
                threshold.measure
            ));
            return ExitCode::from(exit_code::USAGE);
        }
        let pair = (threshold.measure.clone(), threshold.value);
        experiment.thresholds.insert(0, pair);
    }
    let question = &compare::QUESTION;
    let adjust = args.adjust.map(|adjust| ("adjust", name_of(adjust)));
    let parameters = args
        .parameters
        .as_ref()
        .map(|source| ("parameters", source.to_string()));
    let flags: Vec<(&str, String)> = adjust.into_iter().chain(parameters).collect();
    match asking::override_settings(&mut experiment, question, &flags) {
        Ok(()) => asking::ask(question, &experiment, &args.ask, &args.show),
        Err(exit) => exit,
    }
}

/// An experiment file, scenario files side by side, or one of them with
/// variants.
fn experiment(args: &CompareArgs) -> Result<Experiment, ExitCode> {
    let set = &args.ask.overrides.set;
    if let ([file], true) = (args.files.as_slice(), args.variant.is_empty()) {
        let experiment = asking::load(file, &args.ask)?;
        if !args.measure.is_empty() {
            print::error("--measure is for scenario files; an experiment file names its own");
            return Err(ExitCode::from(exit_code::USAGE));
        }
        return Ok(experiment);
    }
    if args.files.len() > 1 && !args.variant.is_empty() {
        print::error("--variant takes one scenario file; with several files, leave it out");
        return Err(ExitCode::from(exit_code::USAGE));
    }
    let mut files: Vec<(String, &Path, Vec<String>)> = Vec::new();
    for file in &args.files {
        let name = file
            .file_stem()
            .map_or("-".into(), |stem| stem.to_string_lossy());
        let taken = files.iter().filter(|(known, ..)| *known == name).count();
        let name = match taken {
            0 => name.into_owned(),
            _ => file.display().to_string(),
        };
        files.push((name, file, set.clone()));
    }
    for variant in &args.variant {
        let own = set.iter().cloned().chain([variant.clone()]).collect();
        files.push((variant.clone(), &args.files[0], own));
    }
    let loaded = file::load_files(&files, args.measure.clone(), args.ask.replicates);
    let experiment = loaded.map_err(|faults| input::invalid("the comparison", &faults))?;
    print::conversation(&input::rendered(&experiment.warnings));
    Ok(experiment)
}
