//! Boxes in which points of interest lie: the ranges of their factors, and how
//! they were peeled.

use super::Made;
use super::charts::{Chart, Charts};
use super::subject::{Subject, boxed, each, filled};
use crate::drawing::{Axis, Entry, Figure, Forest, Mark, Scatter, Shape, Spot};
use crate::numerals::{Shown, significant};
use crate::result::{Frame, ResultFolder, Row};

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "discover", "`orgsim discover`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let boxes = filled(result, "boxes.csv")?;
    let mut figures = vec![ranges(result, subject, &boxes)];
    if let Some(peeling) = result.table("peeling.csv")?.filter(|t| t.rows().len() > 0) {
        figures.push(trajectory(subject, &peeling));
    }
    Ok(figures)
}

/// The numbers of a box in words.
fn in_words(row: &Row<'_>) -> String {
    let share = Shown::of("share");
    let told = |name| share.estimate(row.number(name), None);
    format!(
        "box {} holds {} of what is of interest; {} of the points in it are of interest; it has {} \
         of all points",
        row.count("box").unwrap_or(1),
        told("coverage"),
        told("density"),
        told("mass")
    )
}

/// A rule in words.
fn rule(row: &Row<'_>) -> String {
    let number = |name| row.number(name).map(|value| significant(value, 3));
    match (number("at_least"), number("at_most"), row.text("among")) {
        (Some(low), Some(high), _) => format!("{low} to {high}"),
        (Some(low), None, _) => format!("at least {low}"),
        (None, Some(high), _) => format!("at most {high}"),
        (None, None, among) => among.unwrap_or_default().to_owned(),
    }
}

fn ranges(result: &ResultFolder, subject: &Subject, table: &Frame) -> Box<dyn Figure> {
    let mut charts: Vec<Forest> = Vec::new();
    let mut words = Vec::new();
    let mut last = None;
    for row in table.rows() {
        if last != row.count("box") {
            last = row.count("box");
            let mut told = in_words(&row);
            words.push(told.clone());
            told.replace_range(..1, "B");
            charts.push(Forest {
                title: told,
                axis: Axis::of("place in the range of the factor", "share", [0.0, 1.0], 4),
                entries: Vec::new(),
                zone: None,
                lines: Vec::new(),
            });
        }
        let factor = result.factor(row.text("factor").unwrap_or_default());
        // a range that is not known is drawn from end to end
        let share = |value: f64| match factor.range {
            Some((low, high)) => ((value - low) / (high - low)).clamp(0.0, 1.0),
            None => 0.5,
        };
        let low = row.number("at_least").map_or(0.0, share);
        let high = row.number("at_most").map_or(1.0, share);
        let luck = row.number("quasi_p").map_or(String::new(), |p| {
            let p = match p < 0.001 {
                true => "below 0.001".to_owned(),
                false => significant(p, 2),
            };
            format!("; quasi-p {p}")
        });
        let again = row
            .number("reproduced_by_coverage")
            .map_or(String::new(), |again| {
                format!(
                    "; in {} of resamples",
                    Shown::of("share").estimate(Some(again), None)
                )
            });
        let unit = match &*factor.unit {
            "" => String::new(),
            unit => format!(" {unit}"),
        };
        let told = format!("{}{unit}{luck}{again}", rule(&row));
        words.push(format!("{} {told}", factor.label));
        let tip = format!("{}: {told}", factor.label);
        let mark = Mark::new(0, Shape::Dot, None, tip);
        let entry = Entry {
            name: format!("{}: {}{unit}", factor.label, rule(&row)),
            marks: vec![mark.range(Some((0.0, 1.0))).interval(Some((low, high)))],
            told: format!("{luck}{again}").trim_start_matches("; ").to_owned(),
            leads: false,
        };
        if let Some(chart) = charts.last_mut() {
            chart.entries.push(entry);
        }
    }
    boxed(Charts {
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
    })
}

/// Rules with the numbers as people read them.
fn shortened(rules: &str) -> String {
    let word = |word: &str| match word.parse::<f64>() {
        Ok(number) => significant(number, 3),
        Err(_) => word.to_owned(),
    };
    rules.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Coverage against density, from all points to the smallest box.
fn trajectory(subject: &Subject, table: &Frame) -> Box<dyn Figure> {
    let share = Shown::of("share");
    let mut spots = Vec::new();
    let mut words = Vec::new();
    for row in table.rows() {
        let number = row.count("box").unwrap_or(1);
        let is_chosen = row.text("is_chosen") == Some("yes");
        let (Some(x), Some(y)) = (row.number("coverage"), row.number("density")) else {
            continue;
        };
        let [coverage, density] = [x, y].map(|value| share.estimate(Some(value), None));
        let rules = shortened(row.text("rules").unwrap_or_default());
        let step = row.count("step").unwrap_or(0);
        let tip = format!("step {step}: coverage {coverage}, density {density}; {rules}");
        if is_chosen {
            words.push(format!("Box {number} came of {tip}."));
        }
        spots.push(Spot {
            // boxes are few
            series: number.saturating_sub(1) as usize,
            x,
            y,
            name: match is_chosen {
                true => format!("box {number}"),
                false => String::new(),
            },
            tip,
            leads: is_chosen,
        });
    }
    let values = |of: fn(&Spot) -> f64| spots.iter().map(of).collect::<Vec<f64>>();
    let chart = Scatter {
        title: String::new(),
        x: Axis::of(
            "coverage",
            "share",
            values(|spot| spot.x).into_iter().chain([0.0, 1.0]),
            5,
        ),
        y: Axis::of(
            "density",
            "share",
            values(|spot| spot.y).into_iter().chain([1.0]),
            5,
        ),
        spots,
        joined: true,
        diagonal: false,
    };
    boxed(Charts {
        name: subject.name("boxes", "peeling"),
        title: subject.title("How boxes were peeled: coverage against density"),
        description: words.join(" "),
        note: "From all points, at the right, slice by slice to the smallest box. Coverage: share of \
               what is of interest that lies in the box; density: share of the points in it that is \
               of interest. Large: the step that a box came of, which pasting and dropping rules that \
               could be luck make a little larger."
            .to_owned(),
        charts: vec![Chart::Scatter(chart)],
        least: 320.0,
        ..Charts::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_with_few_digits() {
        let rules = "tacitness >= 0.139259939556906 and structure = fusion";
        assert_eq!(
            shortened(rules),
            "tacitness >= 0.139 and structure = fusion"
        );
    }
}
