//! Differences quarter by quarter: when damage appears, and when it is undone.

use super::{CompareSettings, others};
use crate::experiment::answer::{estimate_cells, estimate_columns, point_cells, point_columns};
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::stats::Estimate;
use crate::table::{Cell, Column, Kind, Table};

/// The table of differences: a row a point, measure, variant and quarter. Without
/// factors, spells of sure differences are told.
pub(super) fn by_quarter(
    session: &Session<'_>,
    outcomes: &Outcomes,
    settings: CompareSettings,
    sentences: &mut Vec<String>,
) -> Table {
    let experiment = session.experiment;
    let columns_kept = outcomes.columns();
    let mut columns = point_columns(experiment);
    columns.extend([
        Column::new("measure", Kind::Text, "", "Key of the measure."),
        Column::new("variant", Kind::Text, "", "The variant that is compared."),
        Column::new(
            "quarter",
            Kind::Count,
            "quarters",
            "Observed quarter, from 0.",
        ),
        Column::new(
            "pairs",
            Kind::Count,
            "runs",
            "Runs in which both have a value.",
        ),
    ]);
    columns.extend(estimate_columns(
        "difference",
        "Variant less baseline in this quarter, mean over pairs of runs with the same luck",
        outcomes.level(),
    ));
    let mut table = Table::new(columns);
    for (point, levels) in session.points.iter().enumerate() {
        for (place, measure) in columns_kept.quarterly().iter().enumerate() {
            for variant in others(experiment, settings.baseline) {
                let differences: Vec<Estimate> = (0..columns_kept.quarters())
                    .map(|quarter| {
                        let column = columns_kept.in_quarter(place, quarter);
                        let pair = [settings.baseline, variant];
                        outcomes
                            .pairs(point, pair, column)
                            .difference(outcomes.level())
                    })
                    .collect();
                for (quarter, difference) in differences.iter().enumerate() {
                    let mut cells = point_cells(experiment, point, levels);
                    cells.extend([
                        Cell::text(measure.clone()),
                        Cell::text(experiment.variants[variant].label.clone()),
                        Cell::Count(quarter as u64),
                        Cell::Count(difference.n),
                    ]);
                    cells.extend(estimate_cells(difference));
                    table.push(cells);
                }
                if experiment.factors.is_empty() {
                    let label = &experiment.variants[variant].label;
                    sentences.extend(spells(label, measure, &differences));
                }
            }
        }
    }
    table
}

/// The quarters in which a difference is surely there, in words.
fn spells(variant: &str, measure: &str, differences: &[Estimate]) -> Option<String> {
    let sign = |difference: &Estimate| match difference.ci_low.zip(difference.ci_high) {
        Some((low, _)) if low > 0.0 => 1,
        Some((_, high)) if high < 0.0 => -1,
        _ => 0,
    };
    let mut spells: Vec<(i32, usize, usize)> = Vec::new();
    for (quarter, difference) in differences.iter().enumerate() {
        match (sign(difference), spells.last_mut()) {
            (0, _) => {}
            (sign, Some(last)) if last.0 == sign && last.2 + 1 == quarter => last.2 = quarter,
            (sign, _) => spells.push((sign, quarter, quarter)),
        }
    }
    let words = spells.iter().map(|(sign, first, last)| {
        let side = if *sign > 0 { "higher" } else { "lower" };
        match first == last {
            true => format!("{side} in quarter {first}"),
            false => format!("{side} in quarters {first} to {last}"),
        }
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| {
        format!(
            "{measure}, {variant}, quarter by quarter surely {}",
            words.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;

    fn of(numbers: &[f64]) -> Estimate {
        Estimate::of_mean(&numbers.iter().copied().collect::<Moments>(), 0.95)
    }

    #[test]
    fn sure_quarters_are_told_as_spells() {
        let (up, down, none) = (of(&[1.0, 1.1]), of(&[-1.0, -1.1]), of(&[-1.0, 1.0]));
        let found = spells("b", "x", &[none, down, down, none, up]).unwrap();
        assert!(
            found.ends_with("surely lower in quarters 1 to 2, higher in quarter 4"),
            "{found}"
        );
        assert_eq!(spells("b", "x", &[none, none]), None);
    }
}
