//! The table of an audit: one row a claim.

use super::arithmetic;
use super::claims::{Claim, Compare};
use super::noise::equal_rates_p_value;
use super::prediction::{self, Audit, Prediction, Verdict};
use crate::table::{Cell, Column, Kind, Table};

/// Columns of text: name, and what a cell says.
const TEXTS: [(&str, &str); 9] = [
    ("claim", "Identifier of the claim."),
    ("quantity", "What it is about."),
    ("stated", "The stated values."),
    ("arithmetic", "Its change, recomputed from its own values."),
    ("noise", "Whether its change is more than counting noise."),
    (
        "metric",
        "The measure to which it is put, and what is compared.",
    ),
    (
        "literature",
        "Inside or outside of the model's 95% interval under the literature's ranges.",
    ),
    (
        "reached",
        "The smallest stretch of the ranges whose interval contains it.",
    ),
    (
        "drivers",
        "Parameters that drive the outcome (rank correlation), and how far each alone would have to go.",
    ),
];
const SPANS: [&str; 3] = ["before", "after", "change"];

/// The table of an audit. Columns `*_low`, `*_median`, `*_high` are in the
/// claim's unit; the change is a ratio where ratios are compared.
pub fn table(audit: &Audit) -> Table {
    let text = |(name, meaning): &(&str, &str)| Column::new(name, Kind::Text, "", meaning);
    let mut columns: Vec<Column> = TEXTS.iter().map(text).collect();
    columns.push(
        Column::new(
            "p_value",
            Kind::Number,
            "",
            "Exact two-sided conditional binomial test.",
        )
        .or_empty("there is no counting noise to test"),
    );
    for prior in ["literature", "wide"] {
        for span in SPANS {
            for end in ["low", "median", "high"] {
                let name = format!("{prior}_{span}_{end}");
                let meaning = format!("Central 95% interval over draws and runs: {end}.");
                let column = Column::new(&name, Kind::Number, "claim's unit", &meaning);
                columns.push(column.or_empty("not compared, or not needed"));
            }
        }
    }
    for (name, meaning) in [
        ("stretch", "Stretch of the wide prior."),
        (
            "draws_used",
            "Draws under the literature's ranges with a number.",
        ),
        ("parameters_drawn", "Parameters that were drawn."),
    ] {
        let column = Column::new(name, Kind::Number, "", meaning);
        columns.push(column.or_empty("not needed"));
    }
    let held = Column::new(
        "held_fixed",
        Kind::Text,
        "",
        "Parameters held because a rule ties them to others.",
    );
    columns.push(held.or_empty("not put to the model, or none"));
    for (name, end) in [("stated_low", "low"), ("stated_high", "high")] {
        let meaning = format!(
            "What is stated of that which is compared, the change if there is one: {end} end of a \
             range, or the number."
        );
        let column = Column::new(name, Kind::Number, "claim's unit", &meaning);
        columns.push(column.or_empty("not compared"));
    }
    let mut table = Table::new(columns);
    for (claim, verdict) in audit.claims.iter().zip(&audit.verdicts) {
        table.push(row(claim, verdict.as_ref()));
    }
    table
}

fn row(claim: &Claim, verdict: Option<&Verdict>) -> Vec<Cell> {
    let p_value = counts(claim).map(|(before, after)| equal_rates_p_value(before, after));
    let noise = match p_value {
        None => "no counting noise to test".to_owned(),
        Some(p) if p < 0.05 => format!("p = {p:.3}: more than noise"),
        Some(p) => format!("p = {p:.3}: compatible with noise"),
    };
    let texts = [
        claim.id.clone(),
        claim.quantity.clone(),
        stated(claim),
        arithmetic::words(claim),
        noise,
        metric(claim),
        verdict.map_or("not put to the model".to_owned(), |v| inside(&v.literature)),
        verdict.map_or(String::new(), reached),
        verdict.map_or(String::new(), drivers),
    ];
    let mut cells: Vec<Cell> = texts.into_iter().map(Cell::text).collect();
    cells.push(Cell::from(p_value));
    let wide = verdict.and_then(|v| v.wide.as_ref());
    for prediction in [verdict.map(|v| &v.literature), wide.map(|(_, wide)| wide)] {
        for place in 0..SPANS.len() {
            let span = prediction.and_then(|p| [p.before, p.after, p.change][place]);
            cells.extend(span.map_or([f64::NAN; 3], |span| span).map(Cell::from));
        }
    }
    cells.push(Cell::from(wide.map(|(factor, _)| *factor)));
    cells.push(Cell::from(verdict.map(|v| v.literature.used as f64)));
    cells.push(Cell::from(verdict.map(|v| v.drawn as f64)));
    cells.push(match verdict {
        Some(verdict) if !verdict.tied.is_empty() => Cell::text(verdict.tied.join(" ")),
        _ => Cell::Missing,
    });
    let compared = verdict.map(|_| prediction::stated(claim));
    cells.extend(compared.unwrap_or([f64::NAN; 2]).map(Cell::from));
    cells
}

fn counts(claim: &Claim) -> Option<(u32, u32)> {
    claim.counts.then_some(())?;
    // a claims file has whole numbers here, not above a million
    Some((claim.before? as u32, claim.after? as u32))
}

fn stated(claim: &Claim) -> String {
    let level = |level: Option<f64>| level.map_or(String::new(), |level| level.to_string());
    match (claim.before, claim.after) {
        (None, None) => "no number".to_owned(),
        (None, after) => format!("{} {}", level(after), claim.unit),
        (before, after) => format!("{} -> {} {}", level(before), level(after), claim.unit),
    }
}

fn metric(claim: &Claim) -> String {
    let compared = match claim.compare {
        None => return format!("no measure of the model: {}", claim.note),
        Some(Compare::Level) => "level",
        Some(Compare::Ratio) => "ratio",
        Some(Compare::Range) => "range",
    };
    format!("{} ({compared})", claim.metric)
}

fn inside(prediction: &Prediction) -> String {
    let word = match (prediction.used, prediction.is_inside) {
        (0, _) => return "no run has a number".to_owned(),
        (_, true) => "inside",
        (_, false) => "outside",
    };
    let span = prediction.change.or(prediction.after);
    span.map_or(word.to_owned(), |[low, median, high]| {
        format!("{word}: {low:.3} to {high:.3}, median {median:.3}")
    })
}

fn reached(verdict: &Verdict) -> String {
    if verdict.literature.is_inside {
        return "within the literature's ranges".to_owned();
    }
    match &verdict.wide {
        Some((factor, wide)) if wide.is_inside => format!("ranges x{factor}"),
        Some((factor, _)) => {
            format!("not reached within the allowed ranges, stretched up to x{factor}")
        }
        None => String::new(),
    }
}

fn drivers(verdict: &Verdict) -> String {
    let words = verdict.departures.iter().map(|departure| {
        let reach = match departure.reach {
            Some((value, factor)) => format!("alone at {value:.4} (x{factor})"),
            None => "alone: not reached".to_owned(),
        };
        format!("{} ({:+.2}) {reach}", departure.key, departure.correlation)
    });
    words.collect::<Vec<_>>().join("; ")
}
