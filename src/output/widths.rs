//! A file of results has the same bytes at every width of vectors that the machine has.

#![cfg(feature = "simd")]

use std::fs;

use super::{Environment, Format, Results};
use crate::elementary::width::at_every_width;
use crate::engine::Signals;
use crate::experiment::Study;
use crate::scenario::Scenario;

/// The runs of the default scenario, which has all mechanisms.
fn runs() -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut scenario = Scenario::default();
    scenario.simulation.runs = 6;
    let study = Study::new(&scenario, Vec::new());
    let mut results = Results::open(folder.path(), false, &[Format::Csv], &study).unwrap();
    let signals = Signals::default();
    let finding = study.run(2, &signals, |progress| results.append(&progress));
    let environment = Environment::default();
    results
        .finish(&scenario, &[], &study, &finding.unwrap(), environment)
        .unwrap();
    fs::read_to_string(folder.path().join("runs.csv")).unwrap()
}

#[test]
fn runs_are_the_same_at_every_width() {
    let widest = runs();
    assert_eq!(widest.lines().count(), 7);
    at_every_width(|arch| assert_eq!(runs(), widest, "{arch:?}"));
}
