//! Exits by destination, quarter by quarter.

use super::moments::{Moment, moments};
use crate::experiment::tables::InQuarter;
use crate::metrics::{Measure, find, role_name};
use crate::model::Role;
use crate::row::Rows;

/// Measures of exits by destination, in the order in which they are stacked, and
/// their names.
pub(super) const PARTS: [(&str, &str); 4] = [
    ("exits_to_competitor", "competitor"),
    ("exits_to_startup", "own start-up"),
    ("exits_to_academia", "academia"),
    ("exits_to_elsewhere", "elsewhere"),
];

/// Measures of exits that the organisation decides; they have destinations too.
const DECIDED: [&str; 2] = ["dismissals", "exits_by_event"];

/// The exits of a quarter.
pub(super) struct Column {
    pub(super) total: Moment,
    pub(super) parts: Vec<f64>,
    /// How many of the total are dismissed or leave by an event.
    pub(super) decided: f64,
}

/// What the people of a role are called.
pub(super) fn people(role: Role) -> &'static str {
    match role {
        Role::Researcher => "researchers",
        Role::Engineer => "engineers",
    }
}

/// A measure of exits of a role.
pub(super) fn measure(role: Role, id: &str) -> &'static Measure {
    let key = format!("{}_{id}", role_name(role));
    find(&key).expect("each role has the measures of exits")
}

/// The exits of a role in each quarter.
pub(super) fn read(quarters: &Rows<InQuarter>, role: Role) -> Vec<Column> {
    let of = |id| moments(quarters, measure(role, id), None);
    let at = |place: usize, moments: &Vec<Moment>| {
        let moment = moments.get(place).and_then(|moment| moment.mean);
        moment.unwrap_or(0.0)
    };
    let parts = PARTS.map(|(id, _)| of(id));
    let decided = DECIDED.map(of);
    let column = |(place, total): (usize, Moment)| Column {
        total,
        parts: parts.iter().map(|part| at(place, part)).collect(),
        decided: decided.iter().map(|part| at(place, part)).sum(),
    };
    of("exits").into_iter().enumerate().map(column).collect()
}
