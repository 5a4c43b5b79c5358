//! The list of patterns.

use super::baseline::{self, Baseline};
use super::finding::Finding;
use super::laboratory::{Laboratory, PatternsError, Settings};
use super::{incentives, nulls, reorganisation, stars, steady, transfer};
use crate::engine::Signals;
use crate::scenario::Scenario;

/// Looks for all patterns in a scenario; `listener` hears about each step.
///
/// The first runs of the scenario's seed are taken, for each of its variants
/// the same, so that what a variant changes is compared person by person.
///
/// # Errors
/// If the threads are refused or the signals say to end.
pub fn find(
    scenario: &Scenario,
    settings: Settings,
    signals: &Signals,
    mut listener: impl FnMut(&str),
) -> Result<Vec<Finding>, PatternsError> {
    let laboratory = Laboratory::new(settings, signals)?;
    listener("the undisturbed organisation");
    let undisturbed = Baseline::of(&laboratory, scenario)?;
    let mut findings = baseline::findings(&undisturbed);
    listener("reorganisation and recovery");
    findings.extend(reorganisation::findings(&laboratory, scenario)?);
    listener("incentives");
    findings.extend(incentives::findings(&laboratory, scenario)?);
    listener("structures in the long run");
    findings.extend(steady::findings(&laboratory, scenario)?);
    listener("a star leaves");
    findings.push(stars::findings(&laboratory, scenario)?);
    listener("runway, tacitness, horizon");
    findings.extend(transfer::findings(&laboratory, scenario)?);
    listener("null models");
    findings.extend(nulls::findings(&laboratory, &undisturbed)?);
    Ok(findings)
}
