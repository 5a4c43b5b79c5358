//! The main measures at a glance: how they go, and how they change with the
//! reorganisation.

use super::change::Change;
use super::destinations::people;
use super::marks::{Mark, draw_marks, note_on};
use super::moments::{Moment, ends, marks_of_all, moments, tables};
use super::tips::tips;
use super::windows::{Over, over_windows};
use super::{Made, NothingToDraw};
use crate::drawing::typeface::{Weight, fitted, width as text_width, wrapped};
use crate::drawing::{Anchor, Area, Axis, Drawing, Figure, Line, Panel, Point, Text};
use crate::drawing::{columns, paint};
use crate::experiment::tables::{InQuarter, OverWindow};
use crate::metrics::{Better, Measure, find};
use crate::numerals::capitalised;
use crate::result::{ResultFolder, levels};
use crate::row::Rows;

/// Keys of the measures: people, papers, and both kinds of products.
const MEASURES: [&str; 4] = [
    "researcher_retention_12m",
    "papers_accepted",
    "breakthroughs_shipped",
    "features_shipped",
];

/// Height of a chart with its axis.
const CHART: f64 = 142.0;
/// Height of a line that tells a number.
const TOLD: f64 = 15.0;

/// Cards side by side.
struct Overview {
    cards: Vec<Card>,
    results: Vec<String>,
    marks: Vec<Mark>,
    levels: String,
}

/// A measure in each result.
struct Card {
    measure: &'static Measure,
    title: String,
    series: Vec<Vec<Moment>>,
    over: Vec<Vec<Over>>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let quarters = tables(results)?;
    let summaries = tables(results)?;
    let measures = MEASURES.iter().filter_map(|key| find(key));
    let cards = measures.map(|measure| Card::of(measure, &quarters, &summaries));
    let cards: Vec<Card> = cards.filter(Card::says_something).collect();
    if cards.is_empty() {
        let reason = "no run has a value of a main measure in any quarter";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    Ok(vec![Box::new(Overview {
        cards,
        results: results.iter().map(|r| r.name().to_owned()).collect(),
        marks: marks_of_all(results)?,
        levels: levels(results),
    })])
}

impl Card {
    fn of(
        measure: &'static Measure,
        quarters: &[Rows<InQuarter>],
        summaries: &[Rows<OverWindow>],
    ) -> Self {
        let title = match measure.role {
            Some(role) => format!("{} {}", people(role), measure.label),
            None => measure.label.clone(),
        };
        let series = quarters.iter().map(|table| moments(table, measure, None));
        let over = summaries
            .iter()
            .map(|table| over_windows(table, measure, None));
        Self {
            measure,
            title: capitalised(&title),
            series: series.collect(),
            over: over.collect(),
        }
    }

    fn says_something(&self) -> bool {
        self.series.iter().flatten().any(|m| m.mean.is_some())
    }

    /// The change from the first to the last window of the only result.
    fn change(&self) -> Option<Change> {
        let [over] = self.over.as_slice() else {
            return None;
        };
        let mut windows = over.iter().filter(|over| !over.is_whole());
        let (before, after) = (windows.next()?, windows.next_back()?);
        Change::of(before, after, self.measure.unit)
    }

    /// The lines of the title at a width.
    fn heading(&self, width: f64) -> Vec<String> {
        wrapped(&self.title, 12.0, Weight::SemiBold, width)
    }

    /// Draws it under a heading of so many lines.
    fn draw(&self, drawing: &mut Drawing, area: Area, heading: usize, of: &Overview) {
        let rule = [(area.x, area.y), (area.right(), area.y)];
        drawing.line(rule.map(Point::from), Line::new(paint::INK, 1.5));
        let mut top = area.y + 6.0;
        for (place, line) in self.heading(area.width).iter().enumerate() {
            let y = top + 12.0 + 15.0 * place as f64;
            drawing.text((area.x, y), Text::new(line, 12.0).bold());
        }
        top += 15.0 * heading as f64 + 2.0;
        match self.over.as_slice() {
            [over] => self.draw_number(drawing, area, top, over),
            _ => self.draw_numbers(drawing, area, top, of),
        }
        top += of.told();
        let chart = Area::new(area.x, top, area.width, CHART);
        self.draw_chart(drawing, chart, of);
    }

    /// The number of the only result, before and after if it has both.
    fn draw_number(&self, drawing: &mut Drawing, area: Area, top: f64, over: &[Over]) {
        let whole = over.iter().find(|over| over.is_whole());
        let (number, words, colour) = match (self.change(), whole) {
            (Some(change), _) => {
                let number = format!("{} → {}", change.before, change.after);
                let colour = match (change.clear, self.measure.better) {
                    (false, _) | (true, Better::Neither) => paint::MUTED,
                    (true, better) if (better == Better::Higher) == change.up => paint::series(2),
                    _ => paint::series(7),
                };
                (number, change.words, colour)
            }
            (None, Some(over)) => {
                let number = over.brief(self.measure.unit);
                let words = over.interval_in_words(self.measure.unit);
                (number, words, paint::MUTED)
            }
            (None, None) => return,
        };
        let size = (area.width / text_width(&number, 1.0, Weight::SemiBold)).min(20.0);
        drawing.text((area.x, top + 20.0), Text::new(&number, size).bold());
        let size = (area.width / text_width(&words, 1.0, Weight::Regular)).min(11.0);
        let words = Text::new(&words, size).colour(colour);
        drawing.text((area.x, top + 37.0), words);
    }

    /// The number of each result, and which line is its.
    fn draw_numbers(&self, drawing: &mut Drawing, area: Area, top: f64, of: &Overview) {
        let wholes = self
            .over
            .iter()
            .map(|over| over.iter().find(|o| o.is_whole()));
        for (place, (whole, name)) in wholes.zip(&of.results).enumerate() {
            let y = top + TOLD * (place as f64 + 0.5);
            let sample = [(area.x, y), (area.x + 16.0, y)];
            drawing.line(sample.map(Point::from), Line::of_series(place));
            let number = whole.map_or("-".to_owned(), |o| o.brief(self.measure.unit));
            let room = area.width - 26.0 - text_width(&number, 11.0, Weight::SemiBold);
            let shown = fitted(name, 11.0, Weight::Regular, room);
            let estimate = whole.map_or(String::new(), |o| o.estimate(self.measure.unit));
            drawing.with_tip(&format!("{name}: {estimate}"), |drawing| {
                drawing.text((area.x + 21.0, y + 4.0), Text::new(&shown, 11.0));
                let number = Text::new(&number, 11.0).bold().anchor(Anchor::End);
                drawing.text((area.right(), y + 4.0), number);
            });
        }
    }

    fn draw_chart(&self, drawing: &mut Drawing, area: Area, of: &Overview) {
        let alone = self.series.len() == 1;
        let (first, last) = ends(self.series.iter().flatten());
        let x = Axis::whole("quarter", first, last, 4);
        let shown = self.series.iter().flatten().flat_map(|moment| {
            let ends = moment.within().into_iter();
            let ends = ends.flat_map(|(low, high)| [low, high]);
            ends.chain(moment.mean)
        });
        let mut shown: Vec<f64> = shown.collect();
        if !of.marks.is_empty() {
            // room for the labels of events above the lines
            let low = shown.iter().copied().fold(f64::INFINITY, f64::min);
            let high = shown.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            shown.push(high + 0.12 * (high - low));
        }
        let y = Axis::of("", self.measure.unit, shown, 3);
        let panel = Panel::new(drawing, area, "", x, y, 6.0);
        for (place, series) in self.series.iter().enumerate() {
            let intervals: Vec<_> = series.iter().map(|m| (m.quarter, m.within())).collect();
            let colour = paint::series(place);
            panel.band(drawing, &intervals, colour, 0.25);
            let means: Vec<_> = series.iter().map(|m| (m.quarter, m.mean)).collect();
            panel.line(drawing, &means, Line::of_series(place));
            if let Some((quarter, Some(mean))) = means.last().copied().filter(|_| alone) {
                drawing.dot(panel.point(quarter, mean), 3.4, colour);
            }
        }
        draw_marks(drawing, &panel, &of.marks);
        let (title, unit) = (&self.title, self.measure.unit);
        tips(drawing, &panel, (title, unit), &of.results, &self.series);
    }

    fn words(&self, of: &Overview) -> String {
        let unit = self.measure.unit;
        let numbers: Vec<String> = match self.over.as_slice() {
            [over] => {
                let windows = over.iter().filter(|o| over.len() == 1 || !o.is_whole());
                let told = windows.map(|o| format!("{} in {}", o.estimate(unit), o.window.words()));
                told.chain(self.change().map(|change| change.words))
                    .collect()
            }
            all => {
                let wholes = all.iter().zip(&of.results).filter_map(|(over, name)| {
                    let whole = over.iter().find(|o| o.is_whole())?;
                    Some(format!("{name} {}", whole.estimate(unit)))
                });
                wholes.collect()
            }
        };
        format!("{}: {}.", self.title, numbers.join("; "))
    }
}

impl Overview {
    /// Height of the numbers above the charts.
    fn told(&self) -> f64 {
        match self.results.len() {
            1 => 46.0,
            several => TOLD * several as f64 + 6.0,
        }
    }
}

impl Figure for Overview {
    fn name(&self) -> String {
        "overview".to_owned()
    }

    fn title(&self) -> String {
        "People, papers and products at a glance".to_owned()
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.cards.iter().map(|card| card.words(self)).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        let changes = self.cards.iter().any(|card| card.change().is_some());
        let marks = note_on(&self.marks);
        let levels = &self.levels;
        let numbers = match (changes, self.results.len()) {
            (true, 1) => format!(
                "Numbers: means over the quarters before the first and from the last change of a \
                 structure; the interval of a change is the widest that their {levels} intervals \
                 allow."
            ),
            _ => "Numbers: means over the runs and all quarters.".to_owned(),
        };
        format!("{numbers} Lines: means over the runs, with {levels} intervals.{marks}")
    }

    fn draw(&self, width: f64) -> Drawing {
        let (probe, _) = columns(width, 146.0, self.cards.len(), 0.0, 22.0);
        let each = probe.first().map_or(width, |area| area.width);
        let heading = self.cards.iter().map(|card| card.heading(each).len()).max();
        let heading = heading.unwrap_or(1);
        let height = 8.0 + 15.0 * heading as f64 + self.told() + CHART;
        let (areas, height) = columns(width, 146.0, self.cards.len(), height, 22.0);
        let mut drawing = Drawing::new(width, height);
        for (card, area) in self.cards.iter().zip(areas) {
            card.draw(&mut drawing, area, heading, self);
        }
        drawing
    }
}
