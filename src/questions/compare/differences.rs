//! Differences from a baseline over whole runs, and what they say.

use super::{Adjust, CompareSettings, others};
use crate::experiment::answer::{
    estimate_cells, estimate_columns, point_cells, point_columns, words,
};
use crate::experiment::definition::Experiment;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::metrics::{Better, find_value};
use crate::stats::{Estimate, PairedMoments, holm, student_t_cdf};
use crate::table::{Cell, Column, Kind, Table};

/// The table of differences: a row a point, measure and variant. Without factors,
/// a sentence is said of each.
pub(super) fn differences(
    session: &Session<'_>,
    outcomes: &Outcomes,
    settings: CompareSettings,
    sentences: &mut Vec<String>,
) -> Table {
    let experiment = session.experiment;
    let level = outcomes.level();
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let number =
        |name, unit, meaning, empty| Column::new(name, Kind::Number, unit, meaning).or_empty(empty);
    let mut columns = point_columns(experiment);
    columns.extend([
        text("measure", "Key of the measure."),
        text("baseline", "The variant that is compared with."),
        text("variant", "The variant that is compared."),
        Column::new(
            "pairs",
            Kind::Count,
            "runs",
            "Runs in which both have a value.",
        ),
        number(
            "baseline_mean",
            "unit of the measure",
            "Mean of the baseline.",
            "no value",
        ),
        number(
            "variant_mean",
            "unit of the measure",
            "Mean of the variant.",
            "no value",
        ),
    ]);
    columns.extend(estimate_columns(
        "difference",
        "Variant less baseline, mean over pairs of runs with the same luck",
        level,
    ));
    columns.extend([
        number(
            "p_value",
            "probability",
            "Two-sided paired t test.",
            "nothing varies",
        ),
        number(
            "p_adjusted",
            "probability",
            "The same, after Holm, over all comparisons of this table.",
            "not adjusted, or nothing varies",
        ),
        number(
            "correlation",
            "",
            "Correlation between the two.",
            "one of them is constant",
        ),
        number(
            "variance_reduction",
            "ratio",
            "Variance of the difference of independent runs, relative to that of pairs.",
            "the difference is constant",
        ),
        number(
            "threshold",
            "unit of the measure",
            "What matters in practice.",
            "not stated",
        ),
        text(
            "verdict",
            "What the interval says of the difference, and of what matters.",
        ),
    ]);
    let mut rows: Vec<(Vec<Cell>, PairedMoments, Estimate, usize)> = Vec::new();
    for (point, levels) in session.points.iter().enumerate() {
        for (column, measure) in outcomes.columns().measures().iter().enumerate() {
            for variant in others(experiment, settings.baseline) {
                let pairs = outcomes.pairs(point, [settings.baseline, variant], column);
                let difference = pairs.difference(level);
                let mut cells = point_cells(experiment, point, levels);
                let name = |place: usize| Cell::text(experiment.variants[place].label.clone());
                cells.extend([
                    Cell::text(measure.clone()),
                    name(settings.baseline),
                    name(variant),
                    Cell::Count(difference.n),
                    Cell::from(outcomes.mean(point, settings.baseline, column).value),
                    Cell::from(outcomes.mean(point, variant, column).value),
                ]);
                cells.extend(estimate_cells(&difference));
                rows.push((cells, pairs, difference, variant));
            }
        }
    }
    let p_values: Vec<f64> = rows
        .iter()
        .map(|row| p_value(&row.2).unwrap_or(f64::NAN))
        .collect();
    let adjusted = match settings.adjust {
        Adjust::Holm => holm(&p_values),
        Adjust::Best | Adjust::None => vec![f64::NAN; p_values.len()],
    };
    let place = columns
        .iter()
        .position(|column| column.name == "measure")
        .unwrap_or(0);
    let mut table = Table::new(columns);
    let mut hurt = Vec::new();
    for (index, (mut cells, pairs, difference, variant)) in rows.into_iter().enumerate() {
        let measure = cells[place].to_string();
        let threshold = experiment.threshold(&measure);
        let verdict = verdict(&difference, threshold);
        if experiment.factors.is_empty() {
            sentences.push(sentence(
                experiment,
                settings.baseline,
                variant,
                &measure,
                &difference,
                verdict,
            ));
        }
        if pairs
            .variance_reduction()
            .is_some_and(|factor| factor < 1.0)
            && !hurt.contains(&measure)
        {
            hurt.push(measure.clone());
        }
        cells.extend([
            Cell::from(p_values[index]),
            Cell::from(adjusted[index]),
            Cell::from(pairs.correlation()),
            Cell::from(pairs.variance_reduction()),
            Cell::from(threshold),
            Cell::text(verdict),
        ]);
        table.push(cells);
    }
    if !hurt.is_empty() {
        sentences.push(format!(
            "warning: common random numbers did not help with {} (variance reduction below 1): the \
             variants react to the same luck in different ways",
            hurt.join(", ")
        ));
    }
    table
}

/// What is said of a difference and what matters.
fn verdict(difference: &Estimate, threshold: Option<f64>) -> &'static str {
    let interval = difference.ci_low.zip(difference.ci_high);
    let same = difference.value.map(|value| (value, value));
    match (interval.or(same), threshold) {
        (None, _) => "unknown",
        (Some((low, high)), None) => match (low > 0.0, high < 0.0) {
            (true, _) => "higher",
            (_, true) => "lower",
            _ => "undecided",
        },
        (Some((low, high)), Some(threshold)) => {
            if low > threshold {
                "higher by more than matters"
            } else if high < -threshold {
                "lower by more than matters"
            } else if -threshold < low && high < threshold {
                "no difference that matters"
            } else {
                "undecided"
            }
        }
    }
}

/// Two-sided p-value of the paired t test; none if nothing varies.
fn p_value(difference: &Estimate) -> Option<f64> {
    let error = difference.std_error.filter(|&error| error > 0.0)?;
    let t = difference.value? / error;
    Some(2.0 * student_t_cdf(-t.abs(), (difference.n - 1) as f64))
}

fn sentence(
    experiment: &Experiment,
    baseline: usize,
    variant: usize,
    measure: &str,
    difference: &Estimate,
    verdict: &str,
) -> String {
    let known = find_value(measure);
    let (label, unit) = match known {
        Some(known) => (known.label(), known.measure.unit),
        None => (measure.to_owned(), ""),
    };
    let names = [variant, baseline].map(|place| experiment.variants[place].label.as_str());
    let is_sure = verdict.starts_with("higher") || verdict.starts_with("lower");
    let good = match (known.map(|known| known.measure.better), difference.value) {
        (Some(Better::Higher), Some(value)) if is_sure => match value > 0.0 {
            true => ", better",
            false => ", worse",
        },
        (Some(Better::Lower), Some(value)) if is_sure => match value < 0.0 {
            true => ", better",
            false => ", worse",
        },
        _ => "",
    };
    format!(
        "{label}, {} less {}: {} {unit}: {verdict}{good}",
        names[0],
        names[1],
        words(difference)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Moments;

    fn of(numbers: &[f64]) -> Estimate {
        Estimate::of_mean(&numbers.iter().copied().collect::<Moments>(), 0.95)
    }

    #[test]
    fn what_matters_decides() {
        // mean 1.5, interval 1.13 to 1.87
        let difference = of(&[1.3, 1.7, 1.4, 1.6]);
        assert_eq!(verdict(&difference, None), "higher");
        assert_eq!(
            verdict(&difference, Some(1.0)),
            "higher by more than matters"
        );
        assert_eq!(verdict(&difference, Some(1.5)), "undecided");
        assert_eq!(
            verdict(&difference, Some(3.0)),
            "no difference that matters"
        );
        assert_eq!(
            verdict(&of(&[0.0, 0.0, 0.0]), Some(0.1)),
            "no difference that matters"
        );
        assert_eq!(verdict(&of(&[]), None), "unknown");
    }

    /// Student's sleep data: t = -4.0621, 9 degrees of freedom, p = .002833.
    #[test]
    fn the_paired_test_is_student_s() {
        let drug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let differences: Vec<f64> = drug.iter().zip(other).map(|(a, b)| a - b).collect();
        let p = p_value(&of(&differences)).unwrap();
        assert!((p - 0.002_833).abs() < 5e-7, "{p}");
    }
}
