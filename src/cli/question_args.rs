//! The commands of questions, made from what each question says of itself.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgMatches, Args as _, Command, FromArgMatches, Subcommand};
use orgsim::questions::{self, Flag, QUESTIONS, Question};

use super::experiment_args::{AskArgs, RunsArgs};
use super::plot_args::ShowArgs;

/// The argument that names the file.
const FILE: &str = "EXPERIMENT";
/// Takes scenario files, too, and has arguments of its own.
const COMPARE: &str = "compare";

/// The command of a question to an experiment file.
#[derive(Debug)]
pub(crate) struct QuestionCommand {
    pub(crate) question: &'static Question,
    pub(crate) file: PathBuf,
    /// Keys of the question's section that flags set, and their values.
    pub(crate) settings: Vec<(&'static str, String)>,
    pub(crate) ask: AskArgs,
    pub(crate) show: ShowArgs,
    pub(crate) runs: RunsArgs,
}

/// The questions with a command of this form.
fn asked() -> impl Iterator<Item = &'static Question> {
    QUESTIONS.iter().filter(|question| question.name != COMPARE)
}

fn flag(flag: &'static Flag) -> Arg {
    Arg::new(flag.name)
        .long(flag.name)
        .value_name(flag.value)
        .help(format!("{} [default: as in the file]", flag.about))
        .allow_negative_numbers(true)
        .value_parser(NonEmptyStringValueParser::new())
}

fn command(question: &'static Question) -> Command {
    let file = Arg::new(FILE)
        .required(true)
        .value_parser(clap::value_parser!(PathBuf))
        .help("The experiment file");
    let examples = question.examples.lines();
    let examples: Vec<String> = examples.map(|line| format!("  {}", line.trim())).collect();
    let command = Command::new(question.name)
        .arg(file)
        .args(question.flags.iter().map(flag));
    // these bring texts of their own, which are not those of the command
    let command = ShowArgs::augment_args(AskArgs::augment_args(command));
    RunsArgs::augment_args(command)
        .about(question.about)
        .long_about(format!("{}\n\n{}", question.about, question.detail))
        .after_long_help(format!("Examples:\n{}", examples.join("\n")))
}

impl FromArgMatches for QuestionCommand {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let known = matches.subcommand().and_then(|(name, own)| {
            let question = questions::named(name)?;
            Some((question, own))
        });
        let Some((question, own)) = known else {
            return Err(clap::Error::new(clap::error::ErrorKind::InvalidSubcommand));
        };
        let value = |flag: &'static Flag| {
            let value = own.get_one::<String>(flag.name)?;
            Some((flag.name, value.clone()))
        };
        Ok(Self {
            question,
            file: own.get_one::<PathBuf>(FILE).cloned().unwrap_or_default(),
            settings: question.flags.iter().filter_map(value).collect(),
            ask: AskArgs::from_arg_matches(own)?,
            show: ShowArgs::from_arg_matches(own)?,
            runs: RunsArgs::from_arg_matches(own)?,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for QuestionCommand {
    fn augment_subcommands(command_of_all: Command) -> Command {
        command_of_all.subcommands(asked().map(command))
    }

    fn augment_subcommands_for_update(command_of_all: Command) -> Command {
        Self::augment_subcommands(command_of_all)
    }

    fn has_subcommand(name: &str) -> bool {
        asked().any(|question| question.name == name)
    }
}
