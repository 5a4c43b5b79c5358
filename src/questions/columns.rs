//! The columns that stand beside those of factors in the tables of answers: names that no
//! factor can have.

use super::calibrate::rows::ParameterSet;
use super::compare::rows::{BesideBest, Difference, DifferenceSpread, QuarterDifference};
use super::select::rows::{Candidate, ConstraintCheck};
use super::sweep::rows::{Crossing, Mean};
use crate::experiment::run_columns;
use crate::experiment::tables::all_date_columns;
use crate::row::Row;
use crate::table::Column;

/// Their names.
pub(super) fn beside_factors() -> Vec<String> {
    let of_rows: [Vec<Column>; 9] = [
        Mean::columns(),
        Crossing::columns(),
        Difference::columns(),
        DifferenceSpread::columns(),
        QuarterDifference::columns(),
        BesideBest::columns(),
        Candidate::columns(),
        ConstraintCheck::columns(),
        ParameterSet::columns(),
    ];
    let all = run_columns()
        .into_iter()
        .chain(all_date_columns())
        .chain(of_rows.into_iter().flatten());
    let mut names: Vec<String> = all.map(|column| column.name).collect();
    names.sort();
    names.dedup();
    names
}
