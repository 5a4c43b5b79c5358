//! How variants fare over all points: what they lose by not being the best, and
//! where they are good enough.

use super::DiscoverSettings;
use crate::analysis::Bound;
use crate::analysis::discovery::{Regret, regrets, satisficing};
use crate::experiment::answer::{brief, point_cells, point_columns};
use crate::experiment::asked;
use crate::experiment::asked::NamedBound;
use crate::experiment::outcomes::Outcomes;
use crate::experiment::session::Session;
use crate::stats::Estimate;
use crate::table::{Cell, Column, Kind, Table};

/// `regret.csv`, if there are variants to choose from and one end of the measure
/// is better.
pub(super) fn regret(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    outcomes: &Outcomes,
    sentences: &mut Vec<String>,
) -> Option<Table> {
    let experiment = session.experiment;
    let variants = experiment.variants.len();
    if variants < 2 {
        return None;
    }
    let key = &experiment.measures[settings.measure];
    let Some(direction) = settings.direction else {
        sentences.push(format!(
            "no regret: neither end of {key} is better as such; `better` may say which"
        ));
        return None;
    };
    let estimate = |variant, point| outcomes.mean(point, variant, settings.measure);
    let is_known = |point: &usize| (0..variants).all(|v| estimate(v, *point).value.is_some());
    let points: Vec<usize> = (0..outcomes.points()).filter(is_known).collect();
    let table_of = |of: fn(&Estimate) -> Option<f64>| -> Vec<Vec<f64>> {
        let row = |variant| {
            let numbers = points.iter().map(|&point| of(&estimate(variant, point)));
            numbers.map(|x| x.unwrap_or(f64::NAN)).collect()
        };
        (0..variants).map(row).collect()
    };
    let means = table_of(|own| own.value);
    let errors = table_of(|own| own.std_error);
    let has_errors = errors.iter().flatten().all(|error| error.is_finite());
    let found = regrets(&means, has_errors.then_some(errors.as_slice()), direction);
    let Ok(found) = found else {
        sentences.push(format!(
            "no regret: at no point do all variants have a value of {key}"
        ));
        return None;
    };
    let left_out = outcomes.points() - points.len();
    if left_out > 0 {
        sentences.push(format!(
            "regret leaves out {left_out} points at which a variant has no value"
        ));
    }
    sentences.push(least_regret(session, settings, &found));
    let unit = asked::unit(key);
    if found.iter().any(|own| own.may_be_noise) {
        let noisy = found.iter().zip(&experiment.variants);
        let noisy = noisy.filter(|(own, _)| own.may_be_noise);
        let names: Vec<&str> = noisy.map(|(_, variant)| variant.label.as_str()).collect();
        sentences.push(format!(
            "warning: the greatest regret of {} may be noise: the maximum over {} points is biased \
             upwards, and more replicates are needed before it means anything",
            names.join(", "),
            points.len()
        ));
    }
    let mut table = Table::new(regret_columns(session, &unit));
    for (own, variant) in found.iter().zip(&experiment.variants) {
        let worst = points[own.worst_world];
        let mut cells = vec![
            Cell::text(variant.label.clone()),
            Cell::text(key.clone()),
            Cell::Count(points.len() as u64),
            Cell::from(own.max),
            Cell::from(own.p90),
            Cell::from(own.mean),
            Cell::from(own.max_of_noise),
            match own.max_of_noise {
                None => Cell::Missing,
                Some(_) if own.may_be_noise => Cell::text("yes"),
                Some(_) => Cell::text("no"),
            },
        ];
        cells.extend(point_cells(experiment, worst, &session.points[worst]));
        table.push(cells);
    }
    Some(table)
}

fn least_regret(session: &Session<'_>, settings: &DiscoverSettings, found: &[Regret]) -> String {
    let experiment = session.experiment;
    let key = &experiment.measures[settings.measure];
    let unit = asked::unit(key);
    let least = |of: fn(&Regret) -> f64| {
        let places = 0..found.len();
        let best = places.min_by(|&a, &b| of(&found[a]).total_cmp(&of(&found[b])));
        let best = best.unwrap_or(0);
        let label = &experiment.variants[best].label;
        format!("{label} ({}{unit})", brief(of(&found[best])))
    };
    format!(
        "least regret in {}: at worst, {}; exceeded at one point in ten, {}; on average, {}; points \
         count alike, whatever their odds",
        asked::in_words(key),
        least(|own| own.max),
        least(|own| own.p90),
        least(|own| own.mean)
    )
}

fn regret_columns(session: &Session<'_>, unit: &str) -> Vec<Column> {
    let unit = unit.trim_start();
    let number = |name, meaning| Column::new(name, Kind::Number, unit, meaning);
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let mut columns = vec![
        text("variant", "The variant."),
        text("measure", "Key of the measure."),
        Column::new(
            "points",
            Kind::Count,
            "points",
            "Points at which all variants have a value.",
        ),
        number(
            "regret_max",
            "Greatest regret: how far the mean falls short of that of the best variant at the point.",
        ),
        number("regret_p90", "Regret that one point in ten exceeds."),
        number("regret_mean", "Mean regret: points count alike."),
        number(
            "regret_max_of_noise",
            "Greatest regret that noise alone would exceed with a probability of 5%; too large under \
             common random numbers.",
        )
        .or_empty("fewer than two runs"),
        text(
            "may_be_noise",
            "yes: the greatest regret does not exceed what noise alone may give.",
        )
        .or_empty("fewer than two runs"),
    ];
    let worst = point_columns(session.experiment).into_iter();
    columns.extend(worst.map(|mut column| {
        column.meaning = format!("At the point of the greatest regret: {}", column.meaning);
        column.name = format!("worst_{}", column.name);
        column
    }));
    columns
}

/// `satisficing.csv`, if it was said what satisfies: for each variant the share of
/// points at which it meets all thresholds, and each of them.
pub(super) fn satisfice(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    outcomes: &Outcomes,
    sentences: &mut Vec<String>,
) -> Option<Table> {
    let bounds = &settings.satisfice;
    if bounds.is_empty() {
        return None;
    }
    let experiment = session.experiment;
    let level = outcomes.level();
    let mut table = Table::new(satisficing_columns(level));
    let mut shares = Vec::new();
    for (variant, about) in experiment.variants.iter().enumerate() {
        let mean = |point, measure| outcomes.mean(point, variant, measure).value;
        let is_known = |point: &usize| bounds.iter().all(|own| mean(*point, own.measure).is_some());
        let known: Vec<usize> = (0..outcomes.points()).filter(is_known).collect();
        let share_of = |bounds: &[NamedBound]| {
            let row = |&point: &usize| {
                let values = bounds.iter().filter_map(|own| mean(point, own.measure));
                values.collect::<Vec<f64>>()
            };
            let rows: Vec<Vec<f64>> = known.iter().map(row).collect();
            let limits: Vec<Bound> = bounds.iter().map(|own| own.bound).collect();
            satisficing(&rows, &limits, level).ok()
        };
        let unknown = outcomes.points() - known.len();
        let mut push = |name: &str, rule: String, share: &Estimate| {
            table.push(vec![
                Cell::text(about.label.clone()),
                Cell::text(name.to_owned()),
                Cell::text(rule),
                Cell::Count(share.n),
                Cell::Count(unknown as u64),
                Cell::from(share.value),
                Cell::from(share.ci_low),
                Cell::from(share.ci_high),
            ]);
        };
        let rule =
            |own: &NamedBound| format!("{} {}", experiment.measures[own.measure], own.words());
        if let Some(share) = share_of(bounds) {
            let rules: Vec<String> = bounds.iter().map(rule).collect();
            push("all", rules.join(" and "), &share);
            shares.push(format!("{} {}", about.label, percent(&share)));
        }
        for own in bounds {
            if let Some(share) = share_of(std::slice::from_ref(own)) {
                push(&own.name, rule(own), &share);
            }
        }
    }
    sentences.push(format!(
        "good enough in all that was asked: {} of the points",
        shares.join(", ")
    ));
    Some(table)
}

fn percent(share: &Estimate) -> String {
    let percent = |x: f64| format!("{:.0}", 100.0 * x);
    match (share.value, share.ci_low.zip(share.ci_high)) {
        (Some(value), Some((low, high))) => {
            format!(
                "{}% ({} to {})",
                percent(value),
                percent(low),
                percent(high)
            )
        }
        (Some(value), None) => format!("{}%", percent(value)),
        (None, _) => "at none known".to_owned(),
    }
}

fn satisficing_columns(level: f64) -> Vec<Column> {
    let text = |name, meaning| Column::new(name, Kind::Text, "", meaning);
    let share = |name, meaning: &str| {
        Column::new(name, Kind::Number, "share", meaning).or_empty("no point has a value")
    };
    let end = |end: &str| {
        format!(
            "{end} end of Wilson's {}% interval, for points that are independent draws; wider than need \
             be for an even design.",
            100.0 * level
        )
    };
    vec![
        text("variant", "The variant."),
        text("threshold", "Name of the threshold, or all of them."),
        text("rule", "What the mean over replicates must reach."),
        Column::new(
            "points",
            Kind::Count,
            "points",
            "Points that were looked at.",
        ),
        Column::new(
            "unknown",
            Kind::Count,
            "points",
            "Points that were left out, since a measure has no value in any run.",
        ),
        share("share", "Share of the points at which it is reached."),
        share("share_ci_low", &end("Lower")),
        share("share_ci_high", &end("Upper")),
    ]
}
