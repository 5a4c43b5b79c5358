//! Patterns that organisations show, and whether the model shows them.
//!
//! Those of kind `fit` were looked at when parameters were chosen, and must
//! hold. Those of kind `not built in` were not: nothing in the model makes them
//! by itself, and no parameter was chosen for their sake. A pattern that does
//! not appear is reported as such. The verdicts are written down in
//! `expected.txt`; the test fails when one changes.
//!
//! The criteria stood before the figures, but for two that asked the wrong
//! question at first. Hysteresis was looked for in features, which fusion does
//! not lose but gain; now it is in head count. And a constant hazard was to
//! leave papers per researcher alone, which it raises by 7 % because the
//! skilled no longer leave more than others; now it is to leave papers per
//! skill alone, and its ratios are to be one within 10 %, not within the 5 %
//! that is less than the noise.

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
