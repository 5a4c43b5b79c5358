//! The command line: arguments in, results on stdout, conversation on stderr.
//!
//! This is the only part of the program that reads arguments, prints, or
//! chooses an exit code. Each command has a file of its own.

mod args;
mod asking;
mod commands;
mod division;
mod doubts;
mod environment;
mod exit_code;
mod experiment_args;
mod failures;
mod fit_args;
mod input;
mod interrupt;
mod json;
mod live;
mod live_args;
mod meanings;
mod plot_args;
mod precision;
mod print;
mod progress;
mod question_args;
mod report_args;
mod runs_bar;
mod shared_args;
mod sparkline;
mod table_formats;
mod terminal;
mod whole;
mod wrap;
mod writing;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Parses the arguments and runs the command they name.
pub(crate) fn main() -> ExitCode {
    interrupt::outlive_limits_of_files();
    let command = match Args::try_parse() {
        Ok(args) => args.command,
        Err(mut answer) => {
            meanings::suggest(&mut answer, std::env::args_os().skip(1));
            return answered(&answer);
        }
    };
    if let Err(told) = environment::force_vectors() {
        print::error(&told);
        return ExitCode::from(exit_code::USAGE);
    }
    // A panic is a defect of the program; it has already said where.
    catch_unwind(AssertUnwindSafe(|| dispatch(command)))
        .unwrap_or_else(|_| ExitCode::from(exit_code::INTERNAL))
}

/// Answers arguments that name no command to run.
fn answered(answer: &clap::Error) -> ExitCode {
    let printed = print::answer_of_clap(answer);
    match answer.use_stderr() {
        true => ExitCode::from(exit_code::USAGE),
        false => exit_code::of_writing(printed),
    }
}

fn dispatch(command: Command) -> ExitCode {
    match command {
        Command::Run(args) => commands::run::run(&args),
        Command::Fit(args) => commands::fit::fit(&args),
        Command::Audit(args) => commands::audit::audit(&args),
        Command::Patterns(args) => commands::patterns::patterns(&args),
        Command::Mechanisms(args) => commands::mechanisms::mechanisms(&args),
        Command::Plot(args) => commands::plot::plot(&args),
        Command::Report(args) => commands::report::report(&args),
        Command::Live(args) => commands::live::live(&args),
        Command::Demo(args) => commands::live::demo(&args),
        Command::Plan(args) => commands::plan::run(&args),
        Command::Work(args) => commands::work::run(&args),
        Command::Status(args) => commands::status::run(&args),
        Command::Merge(args) => commands::merge::run(&args),
        Command::Submit(args) => commands::submit::run(&args),
        Command::Question(command) => commands::question::run(&command),
        Command::Compare(args) => commands::compare::run(&args),
        Command::Check(args) => commands::check::check(&args),
        Command::Explain(args) => commands::explain::explain(&args),
        Command::Init(args) => commands::init::init(&args),
        Command::Schema(args) => commands::schema::schema(&args),
        Command::Measures(args) => commands::measures::measures(&args),
        Command::Completions(args) => commands::completions::completions(&args),
        Command::Man(args) => commands::man::man(&args),
    }
}
