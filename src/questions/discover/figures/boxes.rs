//! Boxes in which design points of interest lie: the ranges of their factors.

use super::super::restriction::bound;
use super::super::rows::BoxRule;
use crate::drawing::{Axis, Entry, Forest, Mark, Shape};
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::Subject;
use crate::numerals::{Shown, capitalised, significant};
use crate::result::{Factor, ResultFolder};
use crate::row::Rows;

/// The boxes: a chart each.
pub(super) fn figure(result: &ResultFolder, subject: &Subject, rules: &Rows<BoxRule>) -> Charts {
    let mut charts: Vec<Forest> = Vec::new();
    let mut words = Vec::new();
    let mut last = None;
    for row in rules {
        if last != Some(row.r#box) {
            last = Some(row.r#box);
            let told = in_words(row);
            charts.push(Forest {
                title: capitalised(&told),
                axis: Axis::of("place in the range of the factor", "share", [0.0, 1.0], 4),
                entries: Vec::new(),
                zone: None,
                lines: Vec::new(),
            });
            words.push(told);
        }
        let factor = result.factor(&row.factor);
        let (entry, told) = entry(row, &factor);
        words.push(format!("{} {told}", factor.label));
        if let Some(chart) = charts.last_mut() {
            chart.entries.push(entry);
        }
    }
    Charts {
        name: subject.name("boxes", ""),
        title: subject.title("Where points of interest lie"),
        description: format!("{}.", words.join("; ")),
        note: "Pale: the range of a factor in the design; strong: its range in the box; factors that a \
               box does not name are free. Quasi-p: the chance of a box as dense if the rule did \
               nothing; no p-value, since the rule was chosen for its density. Resamples: how often \
               the rule is found again."
            .to_owned(),
        charts: charts.into_iter().map(Chart::Forest).collect(),
        least: 520.0,
        ..Charts::default()
    }
}

/// A rule as an entry, and in words.
fn entry(row: &BoxRule, factor: &Factor) -> (Entry, String) {
    // a range that is not known is drawn from end to end
    let share = |value: f64| match factor.range {
        Some((low, high)) => ((value - low) / (high - low)).clamp(0.0, 1.0),
        None => 0.5,
    };
    let low = row.at_least.map_or(0.0, share);
    let high = row.at_most.map_or(1.0, share);
    let quasi_p = match row.quasi_p {
        p if p < 0.001 => "below 0.001".to_owned(),
        p => significant(p, 2),
    };
    let again = row.reproduced_by_coverage.map_or(String::new(), |again| {
        let again = Shown::of("share").estimate(Some(again), None);
        format!("; in {again} of resamples")
    });
    let (rule, beside) = (rule(row, &factor.unit), format!("quasi-p {quasi_p}{again}"));
    let told = format!("{rule}; {beside}");
    let mark = Mark::new(0, Shape::Dot, None, format!("{}: {told}", factor.label));
    let entry = Entry {
        name: format!("{}: {rule}", factor.label),
        marks: vec![mark.range(Some((0.0, 1.0))).interval(Some((low, high)))],
        told: beside,
        leads: false,
    };
    (entry, told)
}

/// The numbers of a box in words.
fn in_words(row: &BoxRule) -> String {
    let told = |share| Shown::of("share").estimate(Some(share), None);
    format!(
        "box {} holds {} of what is of interest; {} of the points in it are of interest; it has {} \
         of all points",
        row.r#box,
        told(row.coverage),
        told(row.density),
        told(row.mass)
    )
}

/// A rule in words, in the unit of its factor.
fn rule(row: &BoxRule, unit: &str) -> String {
    let number = |value: Option<f64>| value.map(|value| bound(value, unit));
    match (number(row.at_least), number(row.at_most)) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => row.among.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_told_like_any_other_number_of_its_unit() {
        let told = |low, high, unit| {
            let row = BoxRule {
                r#box: 1,
                rules: String::new(),
                coverage: 0.5,
                density: 0.5,
                mass: 0.5,
                points: 9,
                restricted: 1,
                factor: "factor".to_owned(),
                at_least: low,
                at_most: high,
                among: None,
                quasi_p: 0.01,
                reproduced_by_coverage: None,
                reproduced_by_density: None,
            };
            rule(&row, unit)
        };
        assert_eq!(
            told(Some(530.0), None, "thousand dollars"),
            "at least $0.53m"
        );
        let pay = "thousand dollars per person-year";
        assert_eq!(
            told(Some(100.0), Some(250.0), pay),
            "$0.1m/person-year to $0.25m/person-year"
        );
        assert_eq!(told(None, Some(0.139_26), "share"), "at most 13.9%");
        assert_eq!(told(None, Some(12.0), "people"), "at most 12 people");
        assert_eq!(told(Some(2.0), None, ""), "at least 2");
    }
}
