//! A race of orgsim and its peers on one small organisation: first whether all simulate
//! the same, then how long each takes.
#![allow(
    clippy::disallowed_methods,
    reason = "peers compute with the functions that their users have"
)]

mod agents;
mod agreement;
mod columns;
mod contestant;
mod organisation;
mod people;
mod python;
mod race;
mod small;
mod tally;
mod turn;
mod whole;

use std::process::ExitCode;

fn main() -> ExitCode {
    if !python::is_installed() {
        println!("Without NumPy and Mesa: `benches/peers/install` installs them.\n");
    }
    let mut contestants = contestant::peers();
    let agreement = agreement::compare(&contestants);
    println!("{}", agreement.table);
    if !agreement.faults.is_empty() {
        println!(
            "They do not simulate the same:\n{}",
            agreement.faults.join("\n")
        );
        return ExitCode::FAILURE;
    }
    contestants.push(contestant::whole_model());
    println!("{}", race::run(&contestants));
    ExitCode::SUCCESS
}
