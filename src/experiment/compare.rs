//! Variants compared under common random numbers.

use super::answer::{Answer, estimate_cells, estimate_columns, point_cells, point_columns, words};
use super::asked;
use super::definition::Experiment;
use super::file::{Reading, UNKNOWN_VARIANT};
use super::outcomes::Outcomes;
use super::session::{ExperimentError, Session};
use crate::diagnostic::{Faults, Place, Source};
use crate::metrics::Better;
use crate::stats::{
    BesideTheBest, Estimate, PairedMoments, compare_with_best, holm, student_t_cdf,
};
use crate::table::{Cell, Column, Kind, Table};

/// How several variants are compared at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjust {
    /// Differences from the baseline; p-values adjusted after Holm (1979).
    Holm,
    /// Each with the best of the others (Hsu 1984).
    Best,
    /// Differences from the baseline, each by itself.
    None,
}

/// How variants are compared.
#[derive(Clone, Copy, Debug)]
pub struct CompareSettings {
    /// Place of the variant with which others are compared.
    pub baseline: usize,
    /// What is done about several comparisons.
    pub adjust: Adjust,
}

impl CompareSettings {
    /// Those of an experiment's file.
    ///
    /// # Errors
    /// If it names no variant of the experiment, or there is only one.
    pub fn of(experiment: &Experiment) -> Result<Self, Faults> {
        let mut reading = Reading::default();
        let section = experiment
            .record
            .as_ref()
            .and_then(|record| record.table("compare"));
        let place = match (&experiment.record, section) {
            (_, Some(section)) => section.place("baseline").clone(),
            (Some(record), None) => record.place("variants").clone(),
            (None, None) => Place::new(&Source::new("the command line", ""), 0..0),
        };
        if experiment.variants.len() < 2 {
            let help = Some("add tables such as [variants.fusion]".to_owned());
            let message = "a comparison needs two variants";
            reading.fault(&UNKNOWN_VARIANT, &place, message, help);
        }
        let names = experiment
            .variants
            .iter()
            .map(|variant| variant.name.as_str());
        let baseline = match section.and_then(|section| section.text("baseline")) {
            None => Some(0),
            Some(name) => reading.one_of("variant", &UNKNOWN_VARIANT, name, names, &place),
        };
        let adjust = match section.and_then(|section| section.text("adjust")) {
            Some("best") => Adjust::Best,
            Some("none") => Adjust::None,
            _ => Adjust::Holm,
        };
        reading.end(|| {
            Some(Self {
                baseline: baseline?,
                adjust,
            })
        })
    }
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

/// Compares the variants of a session, at every point.
///
/// # Errors
/// If runs fail; what was done is kept.
pub fn compare(
    session: &mut Session<'_>,
    settings: CompareSettings,
    listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let outcomes = session.outcomes(listener)?;
    let mut sentences = Vec::new();
    let mut tables = vec![(
        "differences.csv",
        differences(session, &outcomes, settings, &mut sentences),
    )];
    if settings.adjust == Adjust::Best {
        tables.push(("best.csv", best(session, &outcomes)));
    }
    if !outcomes.columns().quarterly().is_empty() {
        tables.push((
            "quarters.csv",
            by_quarter(session, &outcomes, settings, &mut sentences),
        ));
    }
    Ok(Answer {
        sentences,
        tables,
        decided: true,
        points: session.points.clone(),
        outcomes: Some(outcomes),
    })
}

/// Places of the variants that are compared with the baseline.
fn others(experiment: &Experiment, baseline: usize) -> impl Iterator<Item = usize> {
    (0..experiment.variants.len()).filter(move |&variant| variant != baseline)
}

fn differences(
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

fn sentence(
    experiment: &Experiment,
    baseline: usize,
    variant: usize,
    measure: &str,
    difference: &Estimate,
    verdict: &str,
) -> String {
    let known = asked::definition(measure);
    let (label, unit) = match known {
        Some(known) => (format!("{}: {}", known.group(), known.label), known.unit),
        None => (measure.to_owned(), ""),
    };
    let window = measure
        .split_once("__")
        .map_or(String::new(), |(_, window)| {
            format!(" ({})", window.replace('_', " to "))
        });
    let names = [variant, baseline].map(|place| experiment.variants[place].label.as_str());
    let is_sure = verdict.starts_with("higher") || verdict.starts_with("lower");
    let good = match (known.map(|known| known.better), difference.value) {
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
        "{label}{window}, {} less {}: {} {unit}: {verdict}{good}",
        names[0],
        names[1],
        words(difference)
    )
}

/// Each variant beside the best of the others.
fn best(session: &Session<'_>, outcomes: &Outcomes) -> Table {
    let experiment = session.experiment;
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let number = |name, meaning| {
        Column::new(name, Kind::Number, "unit of the measure", meaning).or_empty("no interval")
    };
    let mut columns = point_columns(experiment);
    columns.extend([
        text("measure", "Key of the measure."),
        text("variant", "The variant."),
        number(
            "difference",
            "Its mean less the best mean among the others; above 0: better.",
        ),
        number(
            "ci_low",
            "Lower end of simultaneous intervals; 0: no other is better.",
        ),
        number(
            "ci_high",
            "Upper end of simultaneous intervals; 0: another is at least as good.",
        ),
        text("verdict", "best, not best or undecided."),
    ]);
    let mut table = Table::new(columns);
    for (point, levels) in session.points.iter().enumerate() {
        for (column, measure) in outcomes.columns().measures().iter().enumerate() {
            let sign = asked::sign(measure);
            let of_variant = |variant| outcomes.column(point, variant, column);
            let mut iterators: Vec<_> = (0..experiment.variants.len()).map(of_variant).collect();
            let runs = iterators
                .iter()
                .map(ExactSizeIterator::len)
                .min()
                .unwrap_or(0);
            let row = |_| {
                let row = iterators
                    .iter_mut()
                    .map(|column| sign * column.next().unwrap_or(f64::NAN));
                row.collect::<Vec<f64>>()
            };
            let rows: Vec<Vec<f64>> = (0..runs).map(row).collect();
            let whole = rows
                .into_iter()
                .filter(|row| row.iter().all(|x| x.is_finite()));
            let beside = compare_with_best(&whole.collect::<Vec<_>>(), outcomes.level());
            for (place, variant) in experiment.variants.iter().enumerate() {
                let mut cells = point_cells(experiment, point, levels);
                let found = beside.as_ref().map(|all| all[place]);
                cells.extend([
                    Cell::text(measure.clone()),
                    Cell::text(variant.label.clone()),
                ]);
                cells.extend(beside_cells(found));
                table.push(cells);
            }
        }
    }
    table
}

fn beside_cells(found: Option<BesideTheBest>) -> [Cell; 4] {
    let verdict = match found {
        Some(found) if found.low == 0.0 && found.high > 0.0 => "best",
        Some(found) if found.high == 0.0 && found.low < 0.0 => "not best",
        _ => "undecided",
    };
    let number = |of: fn(BesideTheBest) -> f64| Cell::from(found.map(of));
    [
        number(|found| found.difference),
        number(|found| found.low),
        number(|found| found.high),
        Cell::text(verdict),
    ]
}

/// Differences quarter by quarter: when damage appears, and when it is undone.
fn by_quarter(
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
