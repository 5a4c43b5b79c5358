//! Flags by their meaning: what this command calls what others call otherwise.

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// Names that people know from other commands and programs, and the flag that may stand for them
/// here, with what it would be given.
const MEANINGS: [(&[&str], &str); 6] = [
    (&["replicates", "replications", "reps", "samples"], "--runs"),
    (&["runs", "replications", "reps", "samples"], "--replicates"),
    (&["seed"], "--set simulation.seed=N"),
    (&["output", "output-dir", "folder", "dir", "o"], "--out"),
    (&["jobs", "workers", "cores", "j"], "--threads"),
    (&["json", "csv"], "--format"),
];

/// Has an error about an unknown flag suggest one that means the same, in place of one with
/// similar letters, if the command that was given has one.
pub(crate) fn suggest(error: &mut Error, of: &Command, arguments: impl Iterator<Item = String>) {
    let (ErrorKind::UnknownArgument, Some(ContextValue::String(unknown))) =
        (error.kind(), error.get(ContextKind::InvalidArg))
    else {
        return;
    };
    let name = unknown.trim_start_matches('-').to_owned();
    let mut command = of;
    for argument in arguments {
        command = command.find_subcommand(argument).unwrap_or(command);
    }
    let has = |flag: &str| {
        let long = flag.split(' ').next().unwrap_or(flag);
        let mut longs = command.get_arguments().filter_map(|known| known.get_long());
        longs.any(|known| long.strip_prefix("--") == Some(known))
    };
    let mut meanings = MEANINGS.iter();
    let Some((_, flag)) = meanings.find(|(names, flag)| names.contains(&&*name) && has(flag))
    else {
        return;
    };
    let usage = command.clone().render_usage();
    error.remove(ContextKind::Suggested);
    error.insert(
        ContextKind::SuggestedArg,
        ContextValue::String((*flag).to_owned()),
    );
    error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::args::Args;
    use super::*;

    fn suggested(program: &Command, words: &[&str]) -> Option<String> {
        let mut error = program.clone().try_get_matches_from(words).err()?;
        assert_eq!(error.kind(), ErrorKind::UnknownArgument, "{words:?}");
        let arguments = words.iter().map(|&word| word.to_owned());
        suggest(&mut error, program, arguments);
        match error.get(ContextKind::SuggestedArg) {
            Some(ContextValue::String(flag)) => Some(flag.clone()),
            _ => None,
        }
    }

    #[test]
    fn every_command_suggests_its_own_flag() {
        let mut program = Args::command();
        program.build();
        let mut met = Vec::new();
        for command in program.get_subcommands() {
            let known: Vec<_> = command
                .get_arguments()
                .filter_map(|a| a.get_long())
                .collect();
            for (names, flag) in MEANINGS {
                let long = flag.split(' ').next().unwrap().trim_start_matches('-');
                // a name of one letter is a short flag
                for name in names.iter().filter(|name| name.len() > 1) {
                    if known.contains(&long) && !known.contains(name) {
                        let unknown = format!("--{name}");
                        let told = suggested(&program, &["orgsim", command.get_name(), &unknown]);
                        assert_eq!(told.as_deref(), Some(flag), "{} {name}", command.get_name());
                        met.push(flag);
                    }
                }
            }
        }
        for (_, flag) in MEANINGS {
            assert!(met.contains(&flag), "no command has {flag}");
        }
    }

    #[test]
    fn other_flags_are_left_to_their_letters() {
        let mut program = Args::command();
        program.build();
        let told = |words: &[&str]| suggested(&program, words);
        assert_eq!(told(&["orgsim", "run", "-j"]).as_deref(), Some("--threads"));
        assert_eq!(told(&["orgsim", "run", "--sed"]).as_deref(), Some("--seed"));
        assert_eq!(told(&["orgsim", "run", "--xyzzy"]), None);
        assert_eq!(told(&["orgsim", "--seed"]), None);
    }
}
