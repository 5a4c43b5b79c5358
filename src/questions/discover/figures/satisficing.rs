//! How often variants are good enough.

use super::super::requirements::{Requirements, Threshold};
use super::super::rows::Satisfied;
use crate::drawing::{Axis, Entry, Forest, Mark, Shape};
use crate::figures::charts::{Chart, Charts, tell_alike};
use crate::figures::subject::Subject;
use crate::numerals::{Shown, percent};
use crate::result::ResultFolder;
use crate::row::{At, Rows};

/// The shares: a chart a threshold.
pub(super) fn figure(
    result: &ResultFolder,
    subject: &Subject,
    satisfied: &Rows<Satisfied>,
) -> Charts {
    // a threshold may have a bound on each side
    let mut asked: Vec<Vec<&At<Satisfied>>> = Vec::new();
    for row in satisfied {
        let is_of =
            |own: &At<Satisfied>| (&own.threshold, &own.rule) == (&row.threshold, &row.rule);
        match asked.iter_mut().find(|rows| is_of(rows[0])) {
            Some(rows) => rows.push(row),
            None => asked.push(vec![row]),
        }
    }
    let mut words = Vec::new();
    let charts = asked.iter().map(|rows| {
        let entries = rows.iter().map(|row| {
            let (name, threshold) = (&row.variant, &row.threshold);
            let told = Shown::of("share").estimate(row.share, row.interval());
            words.push(format!("{name}, {threshold}: {told}."));
            let tip = format!("{name}, {threshold}: {told} of the points");
            let mark = Mark::new(0, Shape::Bar, row.share, tip);
            Entry {
                name: name.clone(),
                marks: vec![mark.interval(row.interval())],
                told,
                leads: false,
            }
        });
        Chart::Forest(Forest {
            entries: tell_alike(entries.collect(), "share", false),
            title: match rows[0].threshold {
                Threshold::All => "All at once".to_owned(),
                Threshold::Named(_) => in_words(result, &rows[0].rule),
            },
            axis: Axis::of("of the points", "share", [0.0, 1.0], 4),
            zone: None,
            lines: Vec::new(),
        })
    });
    Charts {
        charts: charts.collect(),
        name: subject.name("satisficing", ""),
        title: subject.title("How often each variant is good enough"),
        description: words.join(" "),
        note: format!(
            "Bars: share of the points of the design at which the mean reaches what was asked; \
             whiskers: Wilson's {} intervals, for points that are independent draws; wider than need \
             be for an even design.",
            percent(result.level())
        ),
        least: 420.0,
        ..Charts::default()
    }
}

/// What a threshold asks: the measures in words, and bounds in their units.
fn in_words(result: &ResultFolder, requirements: &Requirements) -> String {
    let told = requirements.0.iter().map(|own| {
        let measure = result.measure(&own.measure);
        let bound = Shown::of(&measure.unit).significant(own.bound, 4);
        format!("{}, {} {bound}", measure.heading(), own.side)
    });
    told.collect::<Vec<_>>().join("; ")
}
