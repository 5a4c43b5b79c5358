//! What outcomes depend on: indices of factors, pairs of them, and the two sides of
//! elementary effects.

mod elementary_effects;
mod group;
mod indices;
mod pairs;

use super::notes::Told;
use super::rows::{FactorIndex, Interaction};
use crate::figures::subject::{Subject, boxed, each, empty, rows};
use crate::figures::{Made, NothingToDraw};
use crate::result::ResultFolder;
use crate::row::Rows;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sensitivity", "`orgsim sensitivity`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table: Rows<FactorIndex> = rows(result)?;
    if !table.iter().any(|row| row.estimate.value.is_some()) {
        return Err(empty("no outcome differed, so there is nothing to explain"));
    }
    let told = Told::of(result).map_err(NothingToDraw::Unreadable)?;
    let groups = group::groups(result, &table, |row| {
        (&row.measure, &row.variant, &row.baseline)
    });
    let mut figures = vec![boxed(indices::figure(result, subject, &groups, told))];
    figures.extend(elementary_effects::figure(result, subject, &groups).map(boxed));
    let pairs = result.rows::<Interaction>()?;
    if let Some(table) = pairs.filter(|pairs| !pairs.is_empty()) {
        let groups = group::groups(result, &table, |row| {
            (&row.measure, &row.variant, &row.baseline)
        });
        figures.push(boxed(pairs::figure(result, subject, &groups)));
    }
    Ok(figures)
}
