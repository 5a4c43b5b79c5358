//! The rows of patterns: one a condition, and one a pattern that is not applicable.

use super::condition::{Answer, Condition};
use super::finding::{Finding, Kind, Verdict};
use crate::row::{Rows, row};

row! {
    /// A condition of a pattern, or a pattern that is not applicable.
    pub struct TestedCondition = "patterns.csv" {
        /// The pattern.
        pattern: String,
        /// What it is evidence of.
        kind: Kind,
        /// Whether it is there.
        verdict: Verdict,
        /// Why it is not applicable.
        reason: Option<String> [empty "it is applicable"],
        /// Lower bound on the probability that it appears if the true value is that in `at`.
        power: Option<f64> [unit "probability"]
            [empty "nothing varies, or the pattern is not applicable"],
        /// Upper bound on the probability that it appears although a condition is false.
        false_alarm: Option<f64> [unit "probability"] [empty "the pattern is not applicable"],
        /// What was estimated.
        quantity: Option<String> [empty "the pattern is not applicable"],
        /// The estimate.
        value: Option<f64> [unit "the row's unit"] [empty "not known"],
        /// Its standard error.
        std_error: Option<f64> [unit "the row's unit"] [empty "not known"],
        /// Lower end of its interval, at the confidence level of the scenario.
        ci_low: Option<f64> [unit "the row's unit"] [empty "not known"],
        /// Upper end of its interval, at the same level.
        ci_high: Option<f64> [unit "the row's unit"] [empty "not known"],
        /// Number of them that have a value.
        n: Option<u64> [unit "runs or groups of runs"] [empty "the pattern is not applicable"],
        /// Unit of the estimate.
        unit: Option<String> [empty "none"],
        /// Where the interval is expected.
        wanted: Option<String> [empty "the pattern is not applicable"],
        /// What the interval says.
        answer: Option<Answer> [empty "the pattern is not applicable"],
        /// The true value for which the power of the condition is stated.
        at: Option<f64> [unit "the row's unit"] [empty "the pattern is not applicable"],
        /// Probability that the condition holds if that is the true value.
        condition_power: Option<f64> [unit "probability"]
            [empty "nothing varies, or the pattern is not applicable"],
    }
}

/// The findings as rows: one for each condition of each pattern, and one for a pattern
/// that is not applicable.
pub fn rows(findings: &[Finding]) -> Rows<TestedCondition> {
    let of_finding = |finding: &Finding| match finding.reason {
        Some(_) => vec![about(finding)],
        None => {
            let conditions = finding.conditions.iter();
            conditions.map(|own| tested(finding, own)).collect()
        }
    };
    findings.iter().flat_map(of_finding).collect()
}

/// What all rows of a pattern say.
fn about(finding: &Finding) -> TestedCondition {
    TestedCondition {
        pattern: finding.pattern.to_owned(),
        kind: finding.kind,
        verdict: finding.verdict(),
        reason: finding.reason.clone(),
        power: finding.power().filter(|_| finding.reason.is_none()),
        false_alarm: finding.false_alarm(),
        quantity: None,
        value: None,
        std_error: None,
        ci_low: None,
        ci_high: None,
        n: None,
        unit: None,
        wanted: None,
        answer: None,
        at: None,
        condition_power: None,
    }
}

fn tested(finding: &Finding, condition: &Condition) -> TestedCondition {
    let estimate = &condition.estimate;
    TestedCondition {
        quantity: Some(condition.quantity.clone()),
        value: estimate.value,
        std_error: estimate.std_error,
        ci_low: estimate.ci_low,
        ci_high: estimate.ci_high,
        n: Some(estimate.n),
        unit: (!condition.unit.is_empty()).then(|| condition.unit.to_owned()),
        wanted: Some(condition.target.to_string()),
        answer: Some(condition.answer()),
        at: Some(condition.alternative),
        condition_power: condition.power(),
        ..about(finding)
    }
}
