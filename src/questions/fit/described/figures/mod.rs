//! The figures of what records say, from the tables of a folder of results.

mod entries;
mod people;
mod rates;
mod tenure;
#[cfg(test)]
mod tests;
mod waiting;

use crate::figures::subject::{Subject, each};
use crate::figures::{Kind, Made};
use crate::questions::fit::command::COMMAND;
use crate::result::ResultFolder;

/// The kinds of figures of a description.
pub const FIGURES: &[Kind] = &[
    Kind {
        name: "head-count",
        about: "people, hires, exits and retention by quarter, as recorded",
        make: |results| of_each(results, people::head_count),
    },
    Kind {
        name: "tenure",
        about: "how long people stay, and at which tenure they leave, as recorded",
        make: |results| of_each(results, tenure::tenure),
    },
    Kind {
        name: "groups",
        about: "exit rates of roles, units and levels, as recorded",
        make: |results| of_each(results, rates::groups),
    },
    Kind {
        name: "seasons",
        about: "exit rates by quarter of the year, as recorded",
        make: |results| of_each(results, rates::seasons),
    },
    Kind {
        name: "teams",
        about: "exit rates in teams soon after other exits, and otherwise, as recorded",
        make: |results| of_each(results, rates::teams),
    },
    Kind {
        name: "time-to-fill",
        about: "how long vacancies are open, as recorded",
        make: |results| of_each(results, waiting::time_to_fill),
    },
    Kind {
        name: "breakthroughs",
        about: "what becomes of breakthroughs, and when, as recorded",
        make: |results| of_each(results, waiting::breakthroughs),
    },
];

fn of_each(results: &[ResultFolder], make: fn(&ResultFolder, &Subject) -> Made) -> Made {
    each(results, COMMAND, "`orgsim fit --out`", make)
}
