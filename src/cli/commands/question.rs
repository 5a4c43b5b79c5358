//! The questions to an experiment file, all asked in the same way.

use std::process::ExitCode;

use crate::cli::asking;
use crate::cli::question_args::QuestionCommand;

/// Runs the command.
pub(crate) fn run(command: &QuestionCommand) -> ExitCode {
    let mut experiment = match asking::load(&command.file, &command.ask) {
        Ok(experiment) => experiment,
        Err(exit) => return exit,
    };
    let question = command.question;
    let set = asking::override_settings(&mut experiment, question, &command.settings);
    match set {
        Ok(()) => asking::ask(
            question,
            &experiment,
            &command.ask,
            &command.show,
            &command.runs,
        ),
        Err(exit) => exit,
    }
}
