//! A selection: what each alternative is worth, which one is selected, when the
//! others were dropped, and how they stand to the constraints.

use super::rows::{Candidate, ConstraintCheck, Status, Verdict};
use crate::drawing::{Axis, Entry, Figure, Forest, Mark, Shape};
use crate::figures::Made;
use crate::figures::alternatives::names;
use crate::figures::charts::{Chart, Charts, tell_alike};
use crate::figures::subject::{Subject, boxed, each, empty, rows};
use crate::numerals::{Shown, percent};
use crate::result::ResultFolder;
use crate::row::{At, Rows};
use crate::stats::Estimated;

/// Colour of what is neither selected nor feasible.
const OTHER: usize = 6;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "select", "`orgsim select`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<Candidate>(result)?;
    let Some(any) = table.iter().find(|row| row.mean.value.is_some()) else {
        return Err(empty("no run has a value of the measure"));
    };
    let mut figures = vec![candidates(result, subject, &table, any)];
    if let Some(constraints) = result.rows::<ConstraintCheck>()? {
        figures.extend(bounds(result, subject, &constraints));
    }
    Ok(figures)
}

/// All alternatives; `any` of them tells what they have in common.
fn candidates(
    result: &ResultFolder,
    subject: &Subject,
    table: &Rows<Candidate>,
    any: &Candidate,
) -> Box<dyn Figure> {
    let measure = result.measure(&any.measure);
    let unit = Shown::of(&measure.unit);
    let name = names(table, |row| &row.variant);
    let is_selected = |row: &Candidate| row.status == Status::Selected;
    let mut rows: Vec<&At<Candidate>> = table.iter().collect();
    let mean = |row: &Candidate| row.mean.value.unwrap_or(f64::NEG_INFINITY);
    // the selected first, then those that were kept longest
    rows.sort_by(|a, b| {
        let order = is_selected(b)
            .cmp(&is_selected(a))
            .then(b.runs.cmp(&a.runs));
        order.then(mean(b).total_cmp(&mean(a)))
    });
    let entry = |row: &At<Candidate>, estimate: &Estimated, told: String| {
        let series = if is_selected(row) { 0 } else { OTHER };
        let shape = match row.status {
            Status::Worse | Status::Infeasible => Shape::Ring,
            Status::Selected | Status::Undecided => Shape::Dot,
        };
        let (name, fate) = (name(row), fate(row));
        let mark = Mark::new(
            series,
            shape,
            estimate.value,
            format!("{name}: {told}; {fate}"),
        );
        Entry {
            name: format!("{name} ({fate})"),
            marks: vec![mark.interval(estimate.interval())],
            told,
            leads: is_selected(row),
        }
    };
    let means = rows.iter().map(|row| {
        let told = unit.estimate(row.mean.value, row.mean.interval());
        entry(row, &row.mean, told)
    });
    let means = tell_alike(means.collect(), &measure.unit, false);
    let others = rows.iter().filter(|row| !is_selected(row));
    let differences = others.filter(|row| row.difference.value.is_some());
    let differences = differences.map(|row| {
        let told = unit.difference(row.difference.value, row.difference.interval());
        entry(row, &row.difference, told)
    });
    let differences = tell_alike(differences.collect(), &measure.unit, true);
    let label = measure.heading();
    let mut charts = vec![Chart::Forest(Forest {
        title: format!("{label}, means"),
        axis: Axis::of("", &measure.unit, Entry::numbers(&means), 4),
        entries: means,
        zone: None,
        lines: Vec::new(),
    })];
    let mut grey = "";
    if !differences.is_empty() {
        grey = " Grey: the indifference zone.";
        let zone = (-any.indifference, any.indifference);
        let numbers = Entry::numbers(&differences).chain([zone.0, zone.1]);
        charts.push(Chart::Forest(Forest {
            title: format!("{label}, differences from the selected alternative"),
            axis: Axis::of_differences("", &measure.unit, numbers, 4),
            entries: differences,
            zone: Some(zone),
            lines: Vec::new(),
        }));
    }
    let words = rows.iter().map(|row| {
        let told = unit.estimate(row.mean.value, row.mean.interval());
        format!("{} {told}, {}", name(row), fate(row))
    });
    boxed(Charts {
        name: subject.name("selection", ""),
        title: subject.title("Which alternative is best"),
        description: format!("{label}: {}.", words.collect::<Vec<_>>().join("; ")),
        note: format!(
            "Dots: means over the runs used; whiskers: separate {} intervals: the selection rests \
             on paired runs, not on whether whiskers overlap. Rings: alternatives that were \
             dropped, with the number of runs.{grey}",
            percent(any.level)
        ),
        charts,
        least: 420.0,
        ..Charts::default()
    })
}

/// What became of an alternative, in words.
fn fate(row: &Candidate) -> String {
    let runs = row.runs;
    match row.status {
        Status::Selected => format!("selected, {runs} runs"),
        Status::Worse => format!("dropped after {runs} runs"),
        Status::Infeasible => format!("violates a constraint, {runs} runs"),
        Status::Undecided => format!("undecided, {runs} runs"),
    }
}

/// How alternatives stand to each constraint.
fn bounds(
    result: &ResultFolder,
    subject: &Subject,
    table: &Rows<ConstraintCheck>,
) -> Option<Box<dyn Figure>> {
    let name = names(table, |row| &row.variant);
    let mut charts = Vec::new();
    let mut words = Vec::new();
    // a constraint may have a bound on each side
    let mut bounds: Vec<Vec<&At<ConstraintCheck>>> = Vec::new();
    for row in table {
        let is_of =
            |own: &At<ConstraintCheck>| (&own.constraint, own.side) == (&row.constraint, row.side);
        match bounds.iter_mut().find(|rows| is_of(rows[0])) {
            Some(rows) => rows.push(row),
            None => bounds.push(vec![row]),
        }
    }
    for rows in bounds {
        let first = rows[0];
        let measure = result.measure(&first.measure);
        let unit = Shown::of(&measure.unit);
        let bound = format!("{} {}", first.side, unit.significant(first.bound, 4));
        let entries = rows.iter().map(|row| {
            let interval = row.ci_low.zip(row.ci_high);
            let told = unit.estimate(row.mean, interval);
            let (series, shape) = match row.verdict {
                Verdict::Feasible => (0, Shape::Dot),
                Verdict::Infeasible => (1, Shape::Ring),
                Verdict::Undecided => (OTHER, Shape::Dot),
            };
            let (name, verdict) = (name(row), row.verdict);
            let tip = format!("{name}: {told}; {verdict}");
            words.push(format!("{}, {name}: {told}, {verdict}.", row.constraint));
            Entry {
                name: format!("{name} ({verdict})"),
                marks: vec![Mark::new(series, shape, row.mean, tip).interval(interval)],
                told,
                leads: false,
            }
        });
        let entries: Vec<Entry> = entries.collect();
        let numbers = Entry::numbers(&entries).chain([first.bound]);
        charts.push(Chart::Forest(Forest {
            title: format!("{}, {bound}", measure.heading()),
            axis: Axis::of("", &measure.unit, numbers, 4),
            entries,
            zone: None,
            lines: vec![(first.bound, bound)],
        }));
    }
    let mut verdicts = table.iter().map(|row| row.verdict);
    let rings = match verdicts.any(|verdict| verdict == Verdict::Infeasible) {
        true => " Rings: alternatives that violate it.",
        false => "",
    };
    (!charts.is_empty()).then(|| {
        boxed(Charts {
            name: subject.name("selection", "constraints"),
            title: subject.title("Which alternatives meet the constraints"),
            description: words.join(" "),
            note: format!(
                "Dots: means; whiskers: their intervals at the last check, wide enough for all \
                 checks together. Dashed: the bound.{rings}"
            ),
            charts,
            least: 420.0,
            ..Charts::default()
        })
    })
}
