//! The figures of a fit: how well it predicts, what was learnt and how that was checked, and
//! what records say.

mod backtest;
mod checks;
mod learnt;

use super::command::COMMAND;
use super::described;
use crate::figures::subject::{Subject, each};
use crate::figures::{Kind, Made};
use crate::result::ResultFolder;

/// Those of what was learnt.
const OF_LEARNT: [Kind; 3] = [
    Kind {
        name: "backtest",
        about: "what would have been predicted of the last quarters of records, and what happened",
        make: |results| of_each(results, backtest::make),
    },
    Kind {
        name: "learnt",
        about: "what records teach of parameters, beside what is assumed without them",
        make: |results| of_each(results, learnt::make),
    },
    Kind {
        name: "checks",
        about: "where records are among those of organisations with what was learnt",
        make: |results| of_each(results, checks::make),
    },
];

/// The kinds of figures of a fit.
pub(super) const FIGURES: &[Kind] =
    &joined::<{ OF_LEARNT.len() + described::FIGURES.len() }>(&OF_LEARNT, described::FIGURES);

/// Two lists as one, of so many kinds.
const fn joined<const ALL: usize>(first: &[Kind], second: &[Kind]) -> [Kind; ALL] {
    let mut all = [first[0]; ALL];
    let mut place = 0;
    while place < ALL {
        all[place] = match place < first.len() {
            true => first[place],
            false => second[place - first.len()],
        };
        place += 1;
    }
    all
}

fn of_each(results: &[ResultFolder], make: fn(&ResultFolder, &Subject) -> Made) -> Made {
    each(results, COMMAND, "`orgsim fit --out`", make)
}
