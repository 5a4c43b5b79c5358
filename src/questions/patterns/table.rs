//! The table of patterns: one row a condition.

use super::condition::{Answer, Condition, Target};
use super::finding::Finding;
use crate::table::{Cell, Column, Kind, Table};

/// The findings as a table, with a row for each condition of each pattern, and
/// one for a pattern that is not applicable.
pub fn table(findings: &[Finding]) -> Table {
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let number = |name, meaning| {
        Column::new(name, Kind::Number, "the row's unit", meaning).or_empty("not known")
    };
    let chance = |name, meaning| {
        let column = Column::new(name, Kind::Number, "probability", meaning);
        column.or_empty("nothing varies, or the pattern is not applicable")
    };
    let none = "the pattern is not applicable";
    let columns = vec![
        text("pattern", "The pattern."),
        text("kind", "fitted, predicted or null."),
        text("verdict", "appears, fails, undecided or not applicable."),
        text("reason", "Why it is not applicable.").or_empty("it is applicable"),
        chance(
            "power",
            "Least probability that it appears if the truth is as at `at`.",
        ),
        chance(
            "false_alarm",
            "Most probability that it appears though a condition is false.",
        ),
        text("quantity", "What was estimated.").or_empty(none),
        number("value", "The estimate."),
        number("std_error", "Its standard error."),
        number("ci_low", "Lower end of the 95% interval."),
        number("ci_high", "Upper end of the 95% interval."),
        Column::new(
            "n",
            Kind::Count,
            "runs or groups of runs",
            "How many had a value.",
        )
        .or_empty(none),
        text("unit", "Unit of the estimate.").or_empty("none"),
        text("wanted", "Where the interval is to lie.").or_empty(none),
        text("answer", "holds, contradicted or undecided.").or_empty(none),
        number(
            "at",
            "The truth for which the power of the condition is stated.",
        ),
        chance(
            "condition_power",
            "Probability that the condition holds if the truth is that.",
        ),
    ];
    let mut table = Table::new(columns);
    for finding in findings {
        let about = about(finding);
        if finding.reason.is_some() {
            let mut row = about.to_vec();
            row.resize(table.columns().len(), Cell::Missing);
            table.push(row);
            continue;
        }
        for condition in &finding.conditions {
            table.push(about.iter().cloned().chain(cells(condition)));
        }
    }
    table
}

fn about(finding: &Finding) -> [Cell; 6] {
    let applies = finding.reason.is_none();
    [
        Cell::text(finding.pattern),
        Cell::text(finding.kind.name()),
        Cell::text(finding.verdict().name()),
        finding.reason.clone().map_or(Cell::Missing, Cell::text),
        Cell::from(finding.power().filter(|_| applies)),
        Cell::from(finding.false_alarm()),
    ]
}

fn cells(condition: &Condition) -> Vec<Cell> {
    let estimate = &condition.estimate;
    let answer = match condition.answer() {
        Answer::Holds => "holds",
        Answer::Contradicted => "contradicted",
        Answer::Undecided => "undecided",
    };
    vec![
        Cell::text(condition.quantity.clone()),
        Cell::from(estimate.value),
        Cell::from(estimate.std_error),
        Cell::from(estimate.ci_low),
        Cell::from(estimate.ci_high),
        Cell::from(estimate.n),
        match condition.unit {
            "" => Cell::Missing,
            unit => Cell::text(unit),
        },
        Cell::text(wanted(condition.target)),
        Cell::text(answer),
        Cell::from(condition.alternative),
        Cell::from(condition.power()),
    ]
}

fn wanted(target: Target) -> String {
    match target {
        Target::Above(bound) => format!("above {bound}"),
        Target::Below(bound) => format!("below {bound}"),
        Target::Within(low, high) => format!("{} to {}", short(low), short(high)),
        Target::Exactly(number) => format!("exactly {number}"),
    }
}

/// Three decimals at most.
fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
