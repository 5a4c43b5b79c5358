//! What is allowed in variants, but probably not meant.

use super::code;
use crate::diagnostic::{Diagnostic, Place};
use crate::experiment::definition::Variant;
use crate::scenario::Scenario;

/// The warnings of the scenarios of variants, each once, and those about all of them
/// together; `place` is where the variants stand.
pub(super) fn of_variants(variants: &[Variant], place: &Place) -> Vec<Diagnostic> {
    let mut warnings: Vec<Diagnostic> = Vec::new();
    for loaded in variants.iter().filter_map(Variant::loaded) {
        for warning in &loaded.warnings {
            if !warnings.contains(warning) {
                warnings.push(warning.clone());
            }
        }
    }
    warnings.extend(head_counts(variants, place));
    warnings
}

/// That variants differ in the number of people, so that what is compared may be size.
fn head_counts(variants: &[Variant], place: &Place) -> Option<Diagnostic> {
    let counted = |variant: &Variant| Some((variant.label.clone(), people(variant.scenario()?)));
    let counts: Vec<(String, u64)> = variants.iter().filter_map(counted).collect();
    let (_, first) = counts.first()?;
    if counts.iter().all(|(_, people)| people == first) {
        return None;
    }
    let each = counts
        .iter()
        .map(|(name, people)| format!("{name} {people}"));
    let each: Vec<String> = each.collect();
    let message = "the variants do not have the same number of people";
    let warning = Diagnostic::new(&code::HEAD_COUNTS, message).at(place, "");
    Some(
        warning
            .note(format!("people: {}", each.join(", ")))
            .help("measures that grow with size then differ by size alone"),
    )
}

/// The people of a scenario at its start.
fn people(scenario: &Scenario) -> u64 {
    let units = scenario.units.values();
    units
        .map(|unit| u64::from(unit.researchers) + u64::from(unit.engineers))
        .sum()
}
