//! Where the records lie among those of organisations that are simulated with what was learnt.

use crate::drawing::{Axis, Entry, Forest, Mark, Shape};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, empty};
use crate::numerals::significant;
use crate::questions::fit::rows::Checked;
use crate::result::ResultFolder;

/// What is farther away than this is drawn at the edge.
const FARTHEST: f64 = 4.0;

pub(super) fn make(result: &ResultFolder, subject: &Subject) -> Made {
    let table = result.rows::<Checked>()?.unwrap_or_default();
    let entries: Vec<Entry> = table.iter().map(|row| entry(row)).collect();
    if entries.is_empty() {
        return Err(empty(
            "no feature of the records was compared with the model",
        ));
    }
    let remarkable = table.iter().filter(|row| row.is_remarkable).count();
    let tips: Vec<&str> = entries
        .iter()
        .map(|own| own.marks[0].tip.as_str())
        .collect();
    let description = format!(
        "{remarkable} of {} features are remarkable. {}.",
        entries.len(),
        tips.join("; ")
    );
    let numbers: Vec<f64> = Entry::numbers(&entries).chain([-1.0, 1.0]).collect();
    let farther = match numbers.iter().any(|number| number.abs() >= FARTHEST) {
        true => format!(" What is beyond {FARTHEST} is drawn there."),
        false => String::new(),
    };
    Ok(vec![boxed(Charts {
        name: subject.name("checks", ""),
        title: subject.title("Does the model make such records?"),
        description,
        note: format!(
            "Each feature of the records where it lies among organisations that are simulated with \
             what was learnt: 0 is their median, -1 and 1 are the ends of nine tenths (grey). Rings \
             and names in bold: the model does not make such records, over all features \
             together.{farther} Numbers: the feature in the records, and its nine tenths in \
             simulated organisations."
        ),
        charts: vec![Chart::Forest(Forest {
            title: String::new(),
            axis: Axis::of("place among simulated organisations", "", numbers, 5),
            entries,
            zone: Some((-1.0, 1.0)),
            lines: Vec::new(),
        })],
        least: 320.0,
        ..Charts::default()
    })])
}

/// Where a feature lies: 0 at the median, -1 and 1 at the ends.
fn position(row: &Checked) -> f64 {
    let from_median = row.observed - row.simulated_p50;
    let side = match from_median < 0.0 {
        true => row.simulated_p50 - row.simulated_p05,
        false => row.simulated_p95 - row.simulated_p50,
    };
    match side > 0.0 {
        true => (from_median / side).clamp(-FARTHEST, FARTHEST),
        false if from_median == 0.0 => 0.0,
        false => FARTHEST.copysign(from_median),
    }
}

fn entry(row: &Checked) -> Entry {
    let number = |number| significant(number, 3);
    let told = format!(
        "{}; model: {} to {}",
        number(row.observed),
        number(row.simulated_p05),
        number(row.simulated_p95)
    );
    let name = row.feature.name().to_owned();
    let verdict = if row.is_remarkable {
        "remarkable"
    } else {
        "not remarkable"
    };
    let tip = format!("{name}: {told}, {verdict} (p = {})", significant(row.p, 2));
    let (series, shape) = match row.is_remarkable {
        true => (1, Shape::Ring),
        false => (0, Shape::Dot),
    };
    Entry {
        marks: vec![Mark::new(series, shape, Some(position(row)), tip)],
        name,
        told,
        leads: row.is_remarkable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::fit::checks::Feature;

    fn check(observed: f64, [low, median, high]: [f64; 3]) -> Checked {
        Checked {
            feature: Feature::Exodus,
            observed,
            simulated_p05: low,
            simulated_p50: median,
            simulated_p95: high,
            p: 0.5,
            is_remarkable: false,
        }
    }

    #[test]
    fn a_feature_stands_where_it_lies_among_simulated_ones() {
        assert_eq!(position(&check(3.5, [1.0, 3.0, 4.0])), 0.5);
        assert_eq!(position(&check(1.0, [1.0, 3.0, 4.0])), -1.0);
        assert_eq!(position(&check(90.0, [1.0, 3.0, 4.0])), FARTHEST);
        // without any below the median
        assert_eq!(position(&check(3.0, [3.0, 3.0, 4.0])), 0.0);
        assert_eq!(position(&check(2.0, [3.0, 3.0, 4.0])), -FARTHEST);
    }
}
