//! Indices of factors, each with its interval.

use super::group::{Group, name};
use crate::drawing::{Axis, Entry, Forest, Key, Mark, Shape};
use crate::experiment::Measure;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::Subject;
use crate::numerals::{Shown, percent};
use crate::questions::sensitivity::notes::Told;
use crate::questions::sensitivity::rows::{FactorIndex, Index, Input, Verdict};
use crate::result::ResultFolder;

/// The series of what chance alone gives.
const CRITICAL: usize = 6;

/// The indices of all outcomes.
pub(super) fn figure(
    result: &ResultFolder,
    subject: &Subject,
    groups: &[Group<'_, FactorIndex>],
    told: Told,
) -> Charts {
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let indices = distinct(rows().map(|row| row.index));
    let chance = format!("largest distance by chance, at {}", percent(told.alpha));
    let keys = indices.iter().enumerate().map(|(place, index)| Key {
        series: place,
        shape: Some(shape(place)),
        name: index.label().to_owned(),
    });
    let has_critical = rows().any(|row| row.critical.is_some());
    let critical = has_critical.then(|| Key {
        series: CRITICAL,
        shape: Some(Shape::Stroke),
        name: chance.clone(),
    });
    let forest = |group| forest(result, group, &indices, &chance);
    let words = groups.iter().filter_map(|group| strongest(result, group));
    let variants = distinct(groups.iter().map(|group| group.variants.as_str()));
    Charts {
        name: subject.name("sensitivity", ""),
        title: subject.title(&match variants.as_slice() {
            [only] => format!("What {only} depends on"),
            _ => "What outcomes depend on".to_owned(),
        }),
        description: words.collect::<Vec<_>>().join(" "),
        note: format!(
            "{}; the largest first. Whiskers: bootstrap {} intervals. Names in bold: \
             significantly larger than for an input without effect.",
            meaning(&indices),
            percent(result.level())
        ),
        keys: keys.chain(critical).collect(),
        charts: groups.iter().map(forest).map(Chart::Forest).collect(),
        least: 320.0,
        ..Charts::default()
    }
}

/// The three strongest factors of an outcome, in words.
pub(super) fn strongest(result: &ResultFolder, group: &Group<'_, FactorIndex>) -> Option<String> {
    let index = group.rows.first()?.index;
    let own = group.rows.iter().filter(|row| row.index == index);
    let own = own.filter(|row| matches!(row.factor, Input::Factor(_)));
    let told = own.take(3).map(|row| {
        let estimate = index.shown(&group.measure.unit, &row.estimate);
        format!("{} {estimate}", name(result, &row.factor))
    });
    Some(format!(
        "{}, strongest factors ({}): {}.",
        group.title,
        index.label(),
        told.collect::<Vec<_>>().join("; ")
    ))
}

/// The different ones of some, in the order of their first appearance.
fn distinct<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut known = Vec::new();
    for one in all {
        if !known.contains(&one) {
            known.push(one);
        }
    }
    known
}

/// The shape of the n-th index.
fn shape(place: usize) -> Shape {
    [Shape::Bar, Shape::Dot, Shape::Ring][place.min(2)]
}

/// What the indices of a method are.
fn meaning(indices: &[Index]) -> &'static str {
    match indices.first() {
        Some(Index::Total | Index::First) => {
            "Shares of the variance that depend on each factor, with interactions (total-order) and \
             alone (first-order)"
        }
        Some(Index::MuStar | Index::Mu | Index::Sigma) => {
            "What each factor changes over its whole range"
        }
        _ => "How far each factor moves the distribution of the outcome, from 0 to 1",
    }
}

/// The unit of an axis of indices.
fn unit(index: Index, measure: &Measure) -> &str {
    match index {
        Index::MuStar | Index::Mu | Index::Sigma => &measure.unit,
        Index::Total | Index::First => "share of the variance",
        Index::Median | Index::Maximum | Index::Delta => "probability",
    }
}

fn forest(
    result: &ResultFolder,
    group: &Group<'_, FactorIndex>,
    indices: &[Index],
    chance: &str,
) -> Forest {
    // the table has the factors in the order of the first index, what is none last
    let factors = distinct(group.rows.iter().map(|row| &row.factor));
    let entries = factors.into_iter().map(|factor| {
        let name = name(result, factor);
        let own = |index: Index| {
            let mut rows = group.rows.iter();
            rows.find(|row| row.factor == *factor && row.index == index)
        };
        let marks = indices.iter().enumerate().filter_map(|(place, &index)| {
            let row = own(index)?;
            let estimate = index.shown(&group.measure.unit, &row.estimate);
            let verdict = row.verdict.map_or(String::new(), |v| format!("; {v}"));
            let tip = format!("{name}, {}: {estimate}{verdict}", index.label());
            let mark = Mark::new(place, shape(place), row.estimate.value, tip);
            Some(mark.interval(row.estimate.interval()))
        });
        let critical = indices.iter().find_map(|&index| own(index)?.critical);
        let critical = critical.map(|critical| {
            let shown = Shown::of("").significant(critical, 3);
            let tip = format!("{name}, {chance}: {shown}");
            Mark::new(CRITICAL, Shape::Stroke, Some(critical), tip)
        });
        let matters =
            |&index: &Index| own(index).is_some_and(|row| row.verdict == Some(Verdict::Matters));
        Entry {
            marks: marks.chain(critical).collect(),
            told: String::new(),
            leads: indices.iter().any(matters),
            name,
        }
    });
    let entries: Vec<Entry> = entries.collect();
    let unit = indices
        .first()
        .map_or("", |&index| unit(index, &group.measure));
    Forest {
        title: group.title.clone(),
        axis: Axis::of_differences("", unit, Entry::numbers(&entries), 4),
        entries,
        zone: None,
        lines: Vec::new(),
    }
}
