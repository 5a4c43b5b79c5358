//! The rows of each outcome of a table.

use crate::experiment::Measure;
use crate::questions::sensitivity::outcome::of_variants;
use crate::questions::sensitivity::rows::Input;
use crate::result::ResultFolder;
use crate::row::{At, Rows};

/// The rows about an outcome: a measure of a variant, or of a difference.
pub(super) struct Group<'a, R> {
    pub(super) measure: Measure,
    /// The variant, or the difference, in words.
    pub(super) variants: String,
    /// The outcome in words, as far as outcomes of the table differ.
    pub(super) title: String,
    pub(super) rows: Vec<&'a R>,
}

/// The rows of a table by outcome, which are told by measure, variant and baseline.
pub(super) fn groups<'a, R>(
    result: &ResultFolder,
    table: &'a Rows<R>,
    outcome: impl Fn(&'a R) -> (&'a String, &'a String, &'a Option<String>),
) -> Vec<Group<'a, R>> {
    let mut found: Vec<((&String, String), Vec<&R>)> = Vec::new();
    for At { row, .. } in table {
        let (measure, variant, baseline) = outcome(row);
        let key = (measure, of_variants(variant, baseline.as_deref()));
        match found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => found.push((key, vec![row])),
        }
    }
    let several = found.windows(2).any(|pair| pair[0].0.1 != pair[1].0.1);
    let of = |((measure, variants), rows): ((&String, String), _)| {
        let measure = result.measure(measure);
        let title = match several {
            true => format!("{}: {variants}", measure.heading()),
            false => measure.heading(),
        };
        Group {
            measure,
            variants,
            title,
            rows,
        }
    };
    found.into_iter().map(of).collect()
}

/// What an index is about, in words.
pub(super) fn name(result: &ResultFolder, input: &Input) -> String {
    match input {
        Input::Factor(name) => result.factor(name).label,
        Input::Dummy => "dummy (no influence)".to_owned(),
        Input::Chance => "chance (the runs)".to_owned(),
    }
}
