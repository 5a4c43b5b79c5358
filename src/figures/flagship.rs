//! The flagship: when its training runs start, how long they take, and what they
//! give, on one line of time.

use super::marks::{Mark, note_on};
use super::moments::{Moment, marks_of_all, moments, note_on_few, tables};
use super::strip::{Look, Strip};
use super::windows::{Side, over_windows, sides};
use super::{Made, NothingToDraw};
use crate::drawing::{Area, Axis, Drawing, Entry, Figure, Forest, Key, Mark as Dot, Panel, Point};
use crate::drawing::{Shape, columns, cut, legend, legend_height, room_beside};
use crate::experiment::tables::{InQuarter, OverWindow};
use crate::metrics::{Measure, find};
use crate::numerals::{Shown, capitalised};
use crate::result::{ResultFolder, calendar, levels};
use crate::row::Rows;
use crate::units::Calendar;
use std::ops::Range;

/// Measures of starts, which runs have but quarters do not.
const STARTS: [&str; 2] = ["training_on_time", "training_slip_restricted_mean"];

/// Height of a strip without the labels of events, and space between strips.
const STRIP: f64 = 132.0;
const GAP: f64 = 14.0;

/// Strips below each other, under what is known of the starts.
struct Flagship {
    keys: Vec<Key>,
    forests: Vec<Forest>,
    strips: Vec<Strip>,
    marks: Vec<Mark>,
    words: String,
    levels: String,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let quarters = tables(results)?;
    let summaries = tables::<OverWindow>(results)?;
    let started = of("training_runs_started", &quarters);
    let any = |moment: &Moment| moment.mean.is_some_and(|mean| mean > 0.0);
    if !started.iter().flatten().any(any) {
        let reason = "no training run of the flagship started in any run";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    let names: Vec<String> = results.iter().map(|r| r.name().to_owned()).collect();
    let sides = sides(results, summaries.iter().flatten().map(|row| row.window));
    let starts = STARTS.iter().filter_map(|id| find(id));
    let forests = starts
        .clone()
        .map(|measure| forest(measure, &summaries, &sides));
    let words = starts.chain(measures_in_words().filter_map(find));
    let words: Vec<String> = words.map(|m| in_words(m, &summaries, &sides)).collect();
    let keys = sides.iter().enumerate().map(|(series, side)| Key {
        series,
        shape: None,
        name: side.name.clone(),
    });
    Ok(vec![Box::new(Flagship {
        keys: keys.filter(|_| results.len() > 1).collect(),
        forests: forests.collect(),
        strips: strips(&names, &quarters, calendar(results)),
        marks: marks_of_all(results)?,
        words: words.join(" "),
        levels: levels(results),
    })])
}

fn measures_in_words() -> impl Iterator<Item = &'static str> {
    let ids = ["training_days", "training_restarts", "mmlu_like"];
    ids.into_iter()
        .chain(["humaneval_like", "flagship_readiness"])
}

/// A measure in each quarter of each result.
fn of(id: &str, quarters: &[Rows<InQuarter>]) -> Vec<Vec<Moment>> {
    let measure = find(id);
    let of = |table| measure.map_or(Vec::new(), |measure| moments(table, measure, None));
    quarters.iter().map(of).collect()
}

fn strips(names: &[String], quarters: &[Rows<InQuarter>], calendar: Calendar) -> Vec<Strip> {
    let strip = |id: &str, look| {
        let measure = find(id)?;
        Some(Strip {
            title: capitalised(&measure.label),
            unit: measure.unit.to_owned(),
            look,
            names: names.to_vec(),
            calendar,
            series: of(id, quarters),
        })
    };
    // dots of more than two results would cover each other
    let (columns, dots) = match names.len() {
        1 => (Look::Columns, Look::Dots),
        2 => (Look::Line, Look::Dots),
        _ => (Look::Line, Look::Line),
    };
    let strips = [
        strip("training_runs_started", columns),
        strip("training_days", dots),
        strip("training_restarts", dots),
        strip("mmlu_like", dots),
        strip("humaneval_like", dots),
        strip("flagship_readiness", Look::Line),
    ];
    strips.into_iter().flatten().filter(Strip::any).collect()
}

fn forest(measure: &Measure, summaries: &[Rows<OverWindow>], sides: &[Side]) -> Forest {
    let told = |side: &Side| {
        let over = over_windows(&summaries[side.result], measure, None);
        side.of(&over).cloned()
    };
    let dot = |series: usize, side: &Side| {
        let over = told(side);
        let over = over.as_ref();
        let estimate = over.map_or(String::new(), |over| over.estimate(measure.unit));
        let tip = format!("{}: {estimate}", side.name);
        let dot = Dot::new(series, Shape::Dot, over.and_then(|over| over.value), tip);
        dot.interval(over.and_then(|over| over.interval))
    };
    let entries: Vec<Entry> = match summaries.len() {
        // windows have their names in the rows, results theirs in the legend
        1 => sides
            .iter()
            .map(|side| Entry {
                name: side.window.brief(side.calendar),
                marks: vec![dot(0, side)],
                told: told(side).map_or(String::new(), |over| over.estimate(measure.unit)),
                leads: false,
            })
            .collect(),
        _ => {
            let marks = sides
                .iter()
                .enumerate()
                .map(|(series, side)| dot(series, side));
            vec![Entry {
                name: String::new(),
                marks: marks.collect(),
                told: String::new(),
                leads: false,
            }]
        }
    };
    let numbers = Entry::numbers(&entries);
    Forest {
        title: capitalised(&measure.label),
        axis: Axis::with_zero("", measure.unit, numbers, 4),
        entries,
        zone: None,
        lines: Vec::new(),
    }
}

fn in_words(measure: &Measure, summaries: &[Rows<OverWindow>], sides: &[Side]) -> String {
    let told = sides.iter().map(|side| {
        let over = over_windows(&summaries[side.result], measure, None);
        let told = side.of(&over).map(|over| over.estimate(measure.unit));
        let told = told.unwrap_or_else(|| Shown::of(measure.unit).estimate(None, None));
        match summaries.len() {
            1 => format!("{told} in {}", side.name),
            _ => format!("{} {told}", side.name),
        }
    });
    let told: Vec<String> = told.collect();
    format!("{}: {}.", capitalised(&measure.label), told.join("; "))
}

impl Figure for Flagship {
    fn name(&self) -> String {
        "flagship".to_owned()
    }

    fn title(&self) -> String {
        "The flagship: training runs and their results".to_owned()
    }

    fn description(&self) -> String {
        self.words.clone()
    }

    fn note(&self) -> String {
        let marks = note_on(&self.marks);
        let few = note_on_few(self.strips.iter().flat_map(|s| &s.series).flatten());
        let has = |look| self.strips.iter().any(|strip| strip.look == look);
        let means = match (has(Look::Columns), has(Look::Dots)) {
            (true, _) => "Columns, dots and lines",
            (false, true) => "Dots and lines",
            (false, false) => "Lines",
        };
        format!(
            "{means}: means over the runs, with {} intervals; of length, restarts and scores over \
             the runs in which a training run starts or ends in the quarter. A start is on time in \
             the quarter for which it is planned; slips of more than 4 quarters count with \
             4.{marks}{few}",
            self.levels
        )
    }

    fn draw(&self, width: f64) -> Drawing {
        self.rows(width, 0..self.strips.len())
    }

    fn sheets(&self, width: f64, height: f64) -> Vec<Drawing> {
        let beside = self.beside(width);
        let rows = self.strips.len().div_ceil(beside);
        cut(rows, height, |rows| {
            self.rows(width, beside * rows.start..beside * rows.end)
        })
    }
}

impl Flagship {
    /// Where strips stand below the starts.
    fn areas(&self, width: f64) -> Vec<Area> {
        let height = STRIP + Panel::room_for_events(self.marks.len());
        columns(width, 430.0, self.strips.len(), height, GAP).0
    }

    /// How many strips stand side by side.
    fn beside(&self, width: f64) -> usize {
        let strips = self.areas(width);
        strips
            .iter()
            .take_while(|area| area.y == 0.0)
            .count()
            .max(1)
    }

    /// Draws whole rows of strips; the first one stands under the legend and the starts.
    fn rows(&self, width: f64, some: Range<usize>) -> Drawing {
        let is_first = some.start == 0;
        let (forests, mut top) = match is_first {
            true => self.starts(width),
            false => (Vec::new(), 0.0),
        };
        let areas = self.areas(width);
        let strips = self.strips.iter().zip(&areas);
        let strips = strips.skip(some.start).take(some.len());
        let strips: Vec<(&Strip, &Area)> = strips.collect();
        top -= strips.first().map_or(0.0, |(_, area)| area.y);
        let end = strips.last().map_or(0.0, |(_, area)| area.y + area.height);
        let mut drawing = Drawing::new(width, top + end);
        if is_first {
            legend(&mut drawing, &self.keys, Point { x: 0.0, y: 0.0 }, width);
        }
        for (forest, (at, width)) in self.forests.iter().zip(forests) {
            forest.draw(&mut drawing, at, width);
        }
        let each = areas.first().map_or(width, |area| area.width);
        let lefts = self
            .strips
            .iter()
            .map(|strip| room_beside(&strip.axis(), each));
        let left = lefts.fold(0.0, f64::max);
        for (strip, area) in strips {
            let area = Area::new(area.x, area.y + top, area.width, area.height);
            strip.draw(&mut drawing, area, &self.marks, left);
        }
        drawing
    }

    /// Where what is known of the starts stands and how wide it is, and where it ends.
    fn starts(&self, width: f64) -> (Vec<(Point, f64)>, f64) {
        let mut top = legend_height(&self.keys, width);
        let (forests, _) = columns(width, 300.0, self.forests.len(), 0.0, 22.0);
        let mut places = Vec::new();
        let heights = self.forests.iter().zip(&forests);
        let heights: Vec<f64> = heights.map(|(f, area)| f.height(area.width)).collect();
        let together = forests.windows(2).all(|pair| pair[0].y == pair[1].y);
        for (area, height) in forests.iter().zip(&heights) {
            places.push((Point { x: area.x, y: top }, area.width));
            if !together {
                top += height + GAP;
            }
        }
        if together {
            top += heights.iter().copied().fold(0.0, f64::max) + GAP;
        }
        (places, top)
    }
}
