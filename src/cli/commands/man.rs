//! `orgsim man`: the manual page of the program or of a command.

use std::process::ExitCode;

use clap::CommandFactory;

use crate::cli::args::{Args, ManArgs};
use crate::cli::{exit_code, print};

/// Runs the command.
pub(crate) fn man(args: &ManArgs) -> ExitCode {
    let mut program = Args::command();
    program.build();
    let page = match &args.command {
        None => Some(program),
        Some(name) => program.find_subcommand(name).map(|command| {
            // `orgsim run` is found under orgsim-run(1).
            let name = format!("orgsim-{name}");
            command.clone().display_name(name)
        }),
    };
    let Some(page) = page else {
        let name = args.command.as_deref().unwrap_or_default();
        print::error(&format!(
            "there is no command `{name}`; `orgsim --help` lists them"
        ));
        return ExitCode::from(exit_code::USAGE);
    };
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(page).render(&mut text);
    exit_code::of_writing(rendered.and_then(|()| print::result(&String::from_utf8_lossy(&text))))
}
