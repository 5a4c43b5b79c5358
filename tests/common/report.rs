//! Reports: what was found, beside what is known to be found.

use orgsim::stats::{Estimate, Moments};

/// Something that was looked at.
pub struct Finding {
    pub name: String,
    pub kind: &'static str,
    /// Figures with their 95 % intervals.
    pub figures: String,
    pub criterion: String,
    pub verdict: &'static str,
}

impl Finding {
    /// A finding that passes or fails.
    pub fn new(
        name: &str,
        kind: &'static str,
        figures: String,
        criterion: &str,
        passes: bool,
    ) -> Self {
        Self {
            name: name.into(),
            kind,
            figures,
            criterion: criterion.into(),
            verdict: if passes { "pass" } else { "fail" },
        }
    }
}

/// Prints the findings and fails if the verdicts are not those that are known.
/// Figures may move; a verdict that changes is to be noticed, and its line in
/// the committed file changed.
#[expect(clippy::print_stdout, reason = "the report is what the test is for")]
pub fn publish(findings: &[Finding], known: &str) {
    for finding in findings {
        let Finding {
            name,
            kind,
            figures,
            criterion,
            verdict,
        } = finding;
        println!("{verdict:8} {kind:13} {name}\n    found:  {figures}\n    wanted: {criterion}");
    }
    let verdicts = findings
        .iter()
        .map(|finding| format!("{}: {}\n", finding.name, finding.verdict));
    let verdicts: String = verdicts.collect();
    assert!(verdicts == known, "the verdicts are now\n\n{verdicts}");
}

/// The mean of numbers, one a run or one a group of runs, with its 95 %
/// interval.
pub fn estimate(numbers: impl IntoIterator<Item = f64>) -> Estimate {
    let numbers: Moments = numbers.into_iter().filter(|x| !x.is_nan()).collect();
    Estimate::of_mean(&numbers, 0.95)
}

/// An estimate in words.
pub fn words(estimate: &Estimate, decimals: usize) -> String {
    match (estimate.value, estimate.ci_low, estimate.ci_high) {
        (Some(value), Some(low), Some(high)) => {
            format!("{value:.decimals$} [{low:.decimals$}, {high:.decimals$}]")
        }
        (Some(value), ..) => format!("{value:.decimals$} in every run"),
        (None, ..) => "nothing".into(),
    }
}

/// Whether an interval lies above a number.
pub fn above(estimate: &Estimate, number: f64) -> bool {
    estimate.ci_low.is_some_and(|low| low > number)
}

/// Whether an interval lies below a number.
pub fn below(estimate: &Estimate, number: f64) -> bool {
    estimate.ci_high.is_some_and(|high| high < number)
}

/// Whether an interval lies within two numbers.
pub fn within(estimate: &Estimate, low: f64, high: f64) -> bool {
    above(estimate, low) && below(estimate, high)
}
