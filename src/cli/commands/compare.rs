//! `orgsim compare`: variants of a scenario under common random numbers.

use std::process::ExitCode;

use orgsim::experiment::Experiment;
use orgsim::experiment::file::{self, ScenarioFile};
use orgsim::output::ExperimentFolder;
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
    let parameters = args.ask.parameters.as_ref();
    let parameters = match compare::draws_beside(&experiment) {
        true => parameters.map(|source| ("parameters", source.to_string())),
        false => match asking::draw_parameters(&mut experiment, &args.ask) {
            Ok(()) => None,
            Err(exit) => return exit,
        },
    };
    let flags: Vec<(&str, String)> = adjust.into_iter().chain(parameters).collect();
    match asking::override_settings(&mut experiment, question, &flags) {
        Ok(()) => asking::ask(question, &experiment, &args.ask, &args.show, &args.runs),
        Err(exit) => exit,
    }
}

/// An experiment file, scenario files side by side, or one of them with
/// variants.
fn experiment(args: &CompareArgs) -> Result<Experiment, ExitCode> {
    let set = &args.ask.overrides.set;
    if let ([file], true) = (args.files.as_slice(), args.variant.is_empty()) {
        let experiment = asking::with_file_parameters(file, &args.ask)?;
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
    let mut files: Vec<ScenarioFile<'_>> = Vec::new();
    for file in &args.files {
        let name = file
            .file_stem()
            .map_or("-".into(), |stem| stem.to_string_lossy());
        let taken = files.iter().filter(|known| known.name == name).count();
        let name = match taken {
            0 => name.into_owned(),
            _ => file.display().to_string(),
        };
        files.push(ScenarioFile {
            name,
            path: file,
            set: set.clone(),
            titled: true,
        });
    }
    for variant in &args.variant {
        files.push(ScenarioFile {
            name: variant.clone(),
            path: &args.files[0],
            set: set.iter().cloned().chain([variant.clone()]).collect(),
            titled: false,
        });
    }
    let loaded = file::load_files(&files, args.measure.clone(), args.ask.replicates);
    let mut experiment = loaded.map_err(|faults| input::invalid("the comparison", &faults))?;
    print::faults(&experiment.warnings);
    if args.ask.out.is_none() && !args.ask.force {
        experiment.name = own_folder(&experiment, args.ask.common.quiet);
    }
    Ok(experiment)
}

/// The name of a folder that no other comparison has: that of the variants, or with a number
/// behind it.
fn own_folder(experiment: &Experiment, quiet: bool) -> String {
    let usual = asking::usual_folder(&experiment.name);
    let free = ExperimentFolder::unshared(&usual, compare::QUESTION.store, &experiment.identity());
    if free != usual && !quiet {
        print::conversation(&format!(
            "{} has something else: this goes to {}\n",
            usual.display(),
            free.display()
        ));
    }
    let name = free.file_name();
    name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
