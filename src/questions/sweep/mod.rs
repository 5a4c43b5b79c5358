//! A design swept: means at every point, effects, and where the better variant
//! changes.

mod boundary;
mod effects;
mod settings;

pub(crate) use settings::DEFAULT;

use crate::experiment::answer::{
    Answer, brief, estimate_cells, estimate_columns, point_cells, point_columns, words,
};
use crate::experiment::asked::sign;
use crate::experiment::definition::Experiment;
use crate::experiment::factor::Level;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::{ExperimentError, Session};
use crate::stats::{Estimate, Moments};
use crate::table::{Cell, Column, Kind, Table};
use boundary::{Crossing, crossings};
use effects::Effects;

/// Runs the design of a session and describes it.
///
/// # Errors
/// If runs fail; what was done is kept.
pub fn sweep(
    session: &mut Session<'_>,
    listener: impl FnMut(u64),
) -> Result<Answer, ExperimentError> {
    let outcomes = session.outcomes(listener)?;
    let mut sentences = Vec::new();
    let means = means(session, &outcomes);
    let mut tables = vec![("means.csv", means)];
    match Effects::of(session.experiment, &session.points) {
        Some(effects) => {
            tables.push((
                "effects.csv",
                table_of_effects(session, &outcomes, &effects, &mut sentences),
            ));
        }
        None => sentences.push(
            "the points cannot tell the effects of the factors apart; a grid or more points can"
                .to_owned(),
        ),
    }
    if session.experiment.variants.len() > 1 {
        tables.push(("boundary.csv", boundary(session, &outcomes, &mut sentences)));
        sentences.extend(map(session, &outcomes));
    }
    Ok(Answer {
        sentences,
        tables,
        decided: true,
        points: session.points.clone(),
        outcomes: Some(outcomes),
    })
}

fn means(session: &Session<'_>, outcomes: &Outcomes) -> Table {
    let experiment = session.experiment;
    let level = outcomes.level();
    let mut columns = point_columns(experiment);
    columns.extend([
        Column::new("variant", Kind::Text, "", "The variant."),
        Column::new("measure", Kind::Text, "", "Key of the measure."),
        Column::new("runs", Kind::Count, "runs", "Runs that have a value."),
    ]);
    columns.extend(estimate_columns("mean", "Mean over runs", level));
    columns.extend(estimate_columns(
        "difference",
        "Variant less the first variant, mean over pairs of runs with the same luck",
        level,
    ));
    let mut table = Table::new(columns);
    for (point, levels) in session.points.iter().enumerate() {
        for (variant, of) in experiment.variants.iter().enumerate() {
            for (column, measure) in outcomes.columns().measures().iter().enumerate() {
                let mean = outcomes.mean(point, variant, column);
                let mut cells = point_cells(experiment, point, levels);
                cells.extend([
                    Cell::text(of.label.clone()),
                    Cell::text(measure.clone()),
                    Cell::Count(mean.n),
                ]);
                cells.extend(estimate_cells(&mean));
                cells.extend(match variant {
                    0 => [const { Cell::Missing }; 4],
                    _ => {
                        let pairs = outcomes.pairs(point, [0, variant], column);
                        estimate_cells(&pairs.difference(level))
                    }
                });
                table.push(cells);
            }
        }
    }
    table
}

/// What is regressed on the factors: a variant's level, or its difference from
/// the first.
fn of_run(outcomes: &Outcomes, variant: usize, column: usize, difference: bool) -> Vec<Vec<f64>> {
    let points = 0..outcomes.points();
    let numbers = points.map(|point| {
        let own = outcomes.column(point, variant, column);
        match difference {
            false => own.collect::<Vec<f64>>(),
            true => own
                .zip(outcomes.column(point, 0, column))
                .map(|(a, b)| a - b)
                .collect(),
        }
    });
    numbers.collect()
}

fn table_of_effects(
    session: &Session<'_>,
    outcomes: &Outcomes,
    effects: &Effects,
    sentences: &mut Vec<String>,
) -> Table {
    let experiment = session.experiment;
    let mut columns = vec![
        Column::new("measure", Kind::Text, "", "Key of the measure."),
        Column::new(
            "of",
            Kind::Text,
            "",
            "Whose: a variant, or the difference between a variant and the first.",
        ),
        Column::new(
            "term",
            Kind::Text,
            "",
            "A factor, from its lowest (-1) to its highest (1) point; a value of one, beside the \
             mean over its values; or the product of two.",
        ),
        Column::new(
            "runs",
            Kind::Count,
            "runs",
            "Runs that have a value at every point.",
        ),
    ];
    columns.extend(estimate_columns(
        "effect",
        "Coefficient of the term: half of the change over the range",
        outcomes.level(),
    ));
    let mut table = Table::new(columns);
    for (column, measure) in outcomes.columns().measures().iter().enumerate() {
        for (variant, of) in experiment.variants.iter().enumerate() {
            for difference in [false, true] {
                if difference && variant == 0 {
                    continue;
                }
                let name = match difference {
                    false => of.label.clone(),
                    true => format!("{} less {}", of.label, experiment.variants[0].label),
                };
                let found = regress(
                    effects,
                    &of_run(outcomes, variant, column, difference),
                    outcomes,
                );
                for (term, effect) in effects.names().iter().zip(&found) {
                    let mut cells = vec![
                        Cell::text(measure.clone()),
                        Cell::text(name.clone()),
                        Cell::text(term.clone()),
                        Cell::Count(effect.n),
                    ];
                    cells.extend(estimate_cells(effect));
                    table.push(cells);
                }
                let is_last = variant + 1 == experiment.variants.len();
                if column == 0 && is_last && (difference || variant == 0) {
                    sentences.push(strongest(measure, &name, effects.names(), &found));
                }
            }
        }
    }
    table
}

/// Coefficients run by run: their mean has an interval that knows what runs at
/// different points have in common.
fn regress(effects: &Effects, numbers: &[Vec<f64>], outcomes: &Outcomes) -> Vec<Estimate> {
    let runs = numbers.iter().map(Vec::len).min().unwrap_or(0);
    let mut moments = vec![Moments::default(); effects.names().len()];
    for run in 0..runs {
        let row: Vec<f64> = numbers.iter().map(|point| point[run]).collect();
        if row.iter().all(|x| x.is_finite()) {
            for (moments, value) in moments.iter_mut().zip(effects.coefficients(&row)) {
                moments.push(value);
            }
        }
    }
    let estimates = moments
        .iter()
        .map(|m| Estimate::of_mean(m, outcomes.level()));
    estimates.collect()
}

fn strongest(measure: &str, of: &str, names: &[String], effects: &[Estimate]) -> String {
    let surely = |effect: &Estimate| {
        let ends = effect.ci_low.zip(effect.ci_high);
        ends.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    };
    let pairs = names
        .iter()
        .zip(effects)
        .filter(|(_, effect)| surely(effect));
    let mut sure: Vec<(&String, &Estimate)> = pairs.collect();
    let size = |effect: &Estimate| effect.value.unwrap_or(0.0).abs();
    sure.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)));
    let told: Vec<String> = sure
        .iter()
        .take(4)
        .map(|(name, effect)| format!("{name} {}", words(effect)))
        .collect();
    match told.is_empty() {
        true => format!("{measure}, {of}: no effect is sure"),
        false => format!(
            "{measure}, {of}, strongest effects (half of the change): {}",
            told.join("; ")
        ),
    }
}

fn differences(
    session: &Session<'_>,
    outcomes: &Outcomes,
    variant: usize,
    column: usize,
) -> Vec<Estimate> {
    let points = 0..session.points.len();
    let difference = |point| {
        let pairs = outcomes.pairs(point, [0, variant], column);
        pairs.difference(outcomes.level())
    };
    points.map(difference).collect()
}

fn boundary(session: &Session<'_>, outcomes: &Outcomes, sentences: &mut Vec<String>) -> Table {
    let experiment = session.experiment;
    let mut columns = vec![
        Column::new("measure", Kind::Text, "", "Key of the measure."),
        Column::new(
            "variant",
            Kind::Text,
            "",
            "The variant that is compared with the first.",
        ),
        Column::new(
            "along",
            Kind::Text,
            "",
            "The factor along which the better one changes.",
        ),
        Column::new(
            "at",
            Kind::Number,
            "unit of the factor",
            "Where, by interpolation between points.",
        ),
        Column::new(
            "surely_below",
            Kind::Number,
            "unit of the factor",
            "The nearest point below at which the sign is sure.",
        )
        .or_empty("none on this line"),
        Column::new(
            "surely_above",
            Kind::Number,
            "unit of the factor",
            "The nearest point above at which the sign is sure.",
        )
        .or_empty("none on this line"),
        Column::new(
            "better_above",
            Kind::Text,
            "",
            "The variant that is better above.",
        ),
    ];
    columns.extend(point_columns(experiment).into_iter().skip(1).map(|column| {
        Column {
            kind: Kind::Text,
            name: format!("at_{}", column.name),
            ..column
        }
        .or_empty("it is the factor along which")
    }));
    let mut table = Table::new(columns);
    for (column, measure) in outcomes.columns().measures().iter().enumerate() {
        for variant in 1..experiment.variants.len() {
            let found = differences(session, outcomes, variant, column);
            let crossed = crossings(&experiment.factors, &session.points, &found);
            if column == 0 {
                sentences.push(told(experiment, measure, variant, &crossed));
            }
            for crossing in &crossed {
                table.push(boundary_row(session, measure, variant, crossing));
            }
        }
    }
    table
}

/// Label of the variant that is better above a crossing.
fn better_above<'a>(
    experiment: &'a Experiment,
    measure: &str,
    variant: usize,
    crossing: &Crossing,
) -> &'a str {
    let is_variant = crossing.rises == (sign(measure) > 0.0);
    &experiment.variants[if is_variant { variant } else { 0 }].label
}

fn boundary_row(
    session: &Session<'_>,
    measure: &str,
    variant: usize,
    crossing: &Crossing,
) -> Vec<Cell> {
    let experiment = session.experiment;
    let better = better_above(experiment, measure, variant, crossing);
    let mut cells = vec![
        Cell::text(measure.to_owned()),
        Cell::text(experiment.variants[variant].label.clone()),
        Cell::text(experiment.factors[crossing.factor].name.clone()),
        Cell::from(crossing.at),
        Cell::from(crossing.surely[0]),
        Cell::from(crossing.surely[1]),
        Cell::text(better.to_owned()),
    ];
    let levels = session.points[crossing.point].iter().enumerate();
    cells.extend(levels.map(|(place, level)| match place == crossing.factor {
        true => Cell::Missing,
        false => Cell::text(level.to_string()),
    }));
    cells
}

fn told(experiment: &Experiment, measure: &str, variant: usize, crossed: &[Crossing]) -> String {
    let names = [variant, 0].map(|place| experiment.variants[place].label.as_str());
    let about = format!("{measure}, {} against {}", names[0], names[1]);
    if crossed.is_empty() {
        return format!("{about}: the better one does not change along any factor");
    }
    let by_factor = experiment
        .factors
        .iter()
        .enumerate()
        .filter_map(|(place, factor)| {
            let own: Vec<&Crossing> = crossed.iter().filter(|c| c.factor == place).collect();
            let low = own.iter().map(|c| c.at).fold(f64::INFINITY, f64::min);
            let high = own.iter().map(|c| c.at).fold(f64::NEG_INFINITY, f64::max);
            let first = own.first()?;
            Some(format!(
                "along {} on {} of its lines, between {} and {} ({} better above)",
                factor.name,
                own.len(),
                brief(low),
                brief(high),
                better_above(experiment, measure, variant, first)
            ))
        });
    format!(
        "{about}: the better one changes {}",
        by_factor.collect::<Vec<_>>().join("; ")
    )
}

/// A map of the main measure over the first two factors, one for each setting of the
/// others, in letters on several lines; for grids of two variants.
fn map(session: &Session<'_>, outcomes: &Outcomes) -> Option<String> {
    let experiment = session.experiment;
    let is_grid = experiment.design == crate::experiment::Design::Grid;
    if experiment.variants.len() != 2 || experiment.factors.len() < 2 || !is_grid {
        return None;
    }
    let measure = &outcomes.columns().measures()[0];
    let found = differences(session, outcomes, 1, 0);
    let labels = [0, 1].map(|place| experiment.variants[place].label.as_str());
    let [across, down] = [0, 1];
    let mut lines = vec![format!(
        "map of {measure}: + {} surely better, - {} surely better, . undecided; across {}, down {}",
        labels[1], labels[0], experiment.factors[across].name, experiment.factors[down].name
    )];
    let columns = experiment.factors[across].levels();
    let rows = experiment.factors[down].levels();
    let others: Vec<Vec<_>> = {
        let mut others: Vec<Vec<_>> = Vec::new();
        for levels in &session.points {
            let rest = levels[2..].to_vec();
            if !others.contains(&rest) {
                others.push(rest);
            }
        }
        others
    };
    for rest in others {
        let pairs = experiment.factors[2..].iter().zip(&rest);
        let at: Vec<String> = pairs
            .map(|(factor, level)| format!("{} = {level}", factor.name))
            .collect();
        if !at.is_empty() {
            lines.push(format!("  {}", at.join(", ")));
        }
        for row in &rows {
            let symbol = |column: &Level| {
                let is_here = |levels: &Vec<Level>| {
                    levels[across] == *column && levels[down] == *row && levels[2..] == rest[..]
                };
                let point = session.points.iter().position(is_here);
                point.map_or(' ', |point| symbol(&found[point], sign(measure)))
            };
            let symbols: String = columns.iter().map(symbol).flat_map(|c| [' ', c]).collect();
            lines.push(format!("    {:>8} {symbols}", row.to_string()));
        }
    }
    Some(lines.join("\n"))
}

fn symbol(difference: &Estimate, sign: f64) -> char {
    match difference.ci_low.zip(difference.ci_high) {
        Some((low, _)) if low > 0.0 => {
            if sign > 0.0 {
                '+'
            } else {
                '-'
            }
        }
        Some((_, high)) if high < 0.0 => {
            if sign > 0.0 {
                '-'
            } else {
                '+'
            }
        }
        _ => '.',
    }
}
