//! Flags by their meaning: what this command calls what others call otherwise.

use std::ffi::OsString;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::args::Args;

/// What people from other commands and programs may mean.
struct Meaning {
    /// Their names for it.
    names: &'static [&'static str],
    /// The flag that stands for it, where a command has that flag.
    flag: &'static str,
    /// What the flag would be given to mean it.
    value: Option<&'static str>,
}

const fn meaning(names: &'static [&'static str], flag: &'static str) -> Meaning {
    let value = None;
    Meaning { names, flag, value }
}

const MEANINGS: [Meaning; 6] = [
    meaning(&["replicates", "replications", "reps", "samples"], "runs"),
    meaning(&["runs", "replications", "reps", "samples"], "replicates"),
    Meaning {
        names: &["seed"],
        flag: "set",
        value: Some("simulation.seed=N"),
    },
    meaning(&["output", "output-dir", "folder", "dir", "o"], "out"),
    meaning(&["jobs", "workers", "cores", "j"], "threads"),
    meaning(&["json", "csv"], "format"),
];

/// Has an error about an unknown flag suggest one that means the same, in place of one with
/// similar letters, if the command that the arguments name has one.
pub(crate) fn suggest(error: &mut Error, arguments: impl Iterator<Item = OsString>) {
    let (ErrorKind::UnknownArgument, Some(ContextValue::String(unknown))) =
        (error.kind(), error.get(ContextKind::InvalidArg))
    else {
        return;
    };
    let name = unknown.trim_start_matches('-');
    let mut program = Args::command();
    program.build();
    let mut command = &program;
    for argument in arguments {
        command = command.find_subcommand(argument).unwrap_or(command);
    }
    let has = |flag| {
        let mut longs = command.get_arguments().filter_map(|known| known.get_long());
        longs.any(|known| known == flag)
    };
    let mut meanings = MEANINGS.iter();
    let is_meant = |meaning: &&Meaning| meaning.names.contains(&name) && has(meaning.flag);
    let Some(Meaning { flag, value, .. }) = meanings.find(is_meant) else {
        return;
    };
    let suggested = match value {
        Some(value) => format!("--{flag} {value}"),
        None => format!("--{flag}"),
    };
    let usage = command.clone().render_usage();
    error.remove(ContextKind::Suggested);
    error.insert(ContextKind::SuggestedArg, ContextValue::String(suggested));
    error.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(words: &[&str]) -> Option<String> {
        let mut error = Args::command().try_get_matches_from(words).err()?;
        assert_eq!(error.kind(), ErrorKind::UnknownArgument, "{words:?}");
        suggest(&mut error, words.iter().map(OsString::from));
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
            let arguments = || command.get_arguments();
            let longs: Vec<_> = arguments().filter_map(|known| known.get_long()).collect();
            let shorts: Vec<_> = arguments().filter_map(|known| known.get_short()).collect();
            for Meaning { names, flag, .. } in MEANINGS {
                for name in names {
                    let (unknown, is_known) = match name.chars().next() {
                        Some(short) if name.len() == 1 => {
                            (format!("-{name}"), shorts.contains(&short))
                        }
                        _ => (format!("--{name}"), longs.contains(name)),
                    };
                    if longs.contains(&flag) && !is_known {
                        let told = suggested(&["orgsim", command.get_name(), &unknown]);
                        let told = told.unwrap_or_else(|| panic!("nothing for {unknown}"));
                        let word = told
                            .split(' ')
                            .next()
                            .and_then(|told| told.strip_prefix("--"));
                        assert_eq!(word, Some(flag), "{} {unknown}", command.get_name());
                        met.push(flag);
                    }
                }
            }
        }
        for Meaning { flag, .. } in MEANINGS {
            assert!(met.contains(&flag), "no command has --{flag}");
        }
    }

    #[test]
    fn other_flags_are_left_to_their_letters() {
        let seed = suggested(&["orgsim", "sweep", "--seed"]);
        assert_eq!(seed.as_deref(), Some("--set simulation.seed=N"));
        assert_eq!(
            suggested(&["orgsim", "run", "--sed"]).as_deref(),
            Some("--seed")
        );
        assert_eq!(suggested(&["orgsim", "run", "--xyzzy"]), None);
        assert_eq!(suggested(&["orgsim", "--seed"]), None);
    }
}
