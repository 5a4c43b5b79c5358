//! Patterns that organisations show, and whether the model shows them.
//!
//! Those of kind `fit` were looked at when parameters were chosen, and must
//! hold. Those of kind `not built in` were not: nothing in the model makes them
//! by itself, and no parameter was chosen for their sake. A pattern that does
//! not appear is reported as such. The verdicts are written down in
//! `expected.txt`; the test fails when one changes. The criteria stood before
//! the figures.

#[path = "../common/mod.rs"]
pub mod common;

mod baseline;
mod mechanisms;
mod reorganisation;
mod transfer;

use common::report;

const FIT: &str = "fit";
const NOT_BUILT_IN: &str = "not built in";

#[test]
fn the_patterns_are_those_that_are_known() {
    let mut findings = Vec::new();
    let base = baseline::base();
    findings.extend(baseline::fit(&base));
    findings.extend(reorganisation::findings());
    findings.extend(transfer::findings());
    findings.extend(mechanisms::findings(&base));
    for finding in &findings {
        let holds = finding.kind != FIT || finding.verdict == "pass";
        assert!(holds, "{}: {}", finding.name, finding.figures);
    }
    report::publish(&findings, include_str!("expected.txt"));
}
