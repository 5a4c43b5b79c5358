//! The main measures at a glance: before and after, what one organisation may see, what it
//! may see if its parameters differ, and how they go quarter by quarter.

use super::doubts::{Doubts, Ranges, Strip};
use super::marks::{Mark, draw_marks, note_on};
use super::moments::{Moment, band, ends, marks_of_all, moments, tables};
use super::ranges::Columns;
use super::tips::tips;
use super::windows::{Over, over_windows};
use super::{Made, NothingToDraw};
use crate::drawing::{Area, Axis, Drawing, Figure, Line, Panel, Point, paint};
use crate::experiment::tables::{InQuarter, OverWindow};
use crate::metrics::{Measure, Span, find};
use crate::numerals::capitalised;
use crate::output::DrawnParameters;
use crate::result::{ResultFolder, calendar, levels};
use crate::row::Rows;
use crate::units::Calendar;

/// Keys of the measures, all of them among those that are told first: people, papers,
/// features, and what reaches the product from research.
pub(crate) const MEASURES: [&str; 4] = [
    "researcher_retention_12m",
    "papers_accepted",
    "features_shipped",
    "shipped_value",
];

/// From this width on, a chart stands beside its strips.
const SIDE_BY_SIDE: f64 = 560.0;
/// Height of a chart at least.
const CHART: f64 = 88.0;
/// Room between cards.
const GAP: f64 = 10.0;
/// Bands of more results would hide each other.
const MOST_BANDS: usize = 2;

/// Cards below each other.
struct Overview {
    cards: Vec<Card>,
    title: String,
    results: Vec<String>,
    marks: Vec<Mark>,
    calendar: Calendar,
    /// What the bands are, as far as it is the same in all results.
    drawn: Option<DrawnParameters>,
    runs: Option<u64>,
    levels: String,
}

/// A measure in each result.
struct Card {
    unit: &'static str,
    ranges: Ranges,
    /// What each strip is about, within a sentence.
    places: Vec<String>,
    series: Vec<Vec<Moment>>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let quarters = tables(results)?;
    let summaries = tables(results)?;
    let measures = MEASURES.iter().filter_map(|key| find(key));
    let cards = measures.map(|measure| Card::of(measure, results, &quarters, &summaries));
    let cards: Vec<Card> = cards.filter(Card::says_something).collect();
    if cards.is_empty() {
        let reason = "no run has a value of a main measure in any quarter";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    let title = match results {
        [result] => format!("{} at a glance", result.title()),
        _ => "People, papers, products and money at a glance".to_owned(),
    };
    let runs = |result: &ResultFolder| result.manifest()["runs"].as_u64();
    Ok(vec![Box::new(Overview {
        cards,
        title,
        results: results.iter().map(|r| r.name().to_owned()).collect(),
        marks: marks_of_all(results)?,
        calendar: calendar(results),
        drawn: same(results.iter().map(ResultFolder::parameters)),
        runs: same(results.iter().map(runs)),
        levels: levels(results),
    })])
}

/// What all have, if it is the same.
fn same<T: PartialEq>(mut all: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = all.next()??;
    all.all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

impl Card {
    fn of(
        measure: &'static Measure,
        results: &[ResultFolder],
        quarters: &[Rows<InQuarter>],
        summaries: &[Rows<OverWindow>],
    ) -> Self {
        let overs = summaries
            .iter()
            .map(|table| over_windows(table, measure, None));
        let (places, strips) = match results {
            [_] => overs
                .flat_map(|over| of_windows(&over, calendar(results)))
                .unzip(),
            several => {
                let overs = overs.zip(several).enumerate();
                let strip = |(series, (over, result)): (usize, (Vec<Over>, &ResultFolder))| {
                    let whole = over.iter().find(|over| over.is_whole());
                    let strip = Strip {
                        name: result.name().to_owned(),
                        told: String::new(),
                        series,
                        doubts: whole.map(Doubts::from).unwrap_or_default(),
                    };
                    (result.name().to_owned(), strip)
                };
                overs.map(strip).unzip()
            }
        };
        let series = quarters.iter().map(|table| moments(table, measure, None));
        Self {
            unit: measure.unit,
            ranges: Ranges::of_values(capitalised(&measure.title()), measure.unit, strips),
            places,
            series: series.collect(),
        }
    }

    fn says_something(&self) -> bool {
        self.has_chart() || self.ranges.has_value()
    }

    fn has_chart(&self) -> bool {
        self.series.iter().flatten().any(|m| m.mean.is_some())
    }

    /// Its height, and that of what stands left or above.
    fn heights(&self, layout: &Layout, words: bool) -> (f64, f64) {
        let ranges = self.ranges.height(layout.left, layout.columns, words);
        let chart = if self.has_chart() { CHART } else { 0.0 };
        match layout.beside {
            true => (ranges.max(chart), ranges),
            false => (ranges + chart, ranges),
        }
    }

    fn draw(&self, drawing: &mut Drawing, area: Area, layout: &Layout, of: &Overview) {
        let words = area.y == 0.0;
        let rule = [(area.x, area.y), (area.right(), area.y)];
        drawing.line(rule.map(Point::from), Line::new(paint::GRID, 1.0));
        let (_, height) = self.heights(layout, words);
        let ranges = Area::new(area.x, area.y, layout.left, height);
        self.ranges.draw(drawing, ranges, layout.columns, words);
        if !self.has_chart() {
            return;
        }
        let chart = match layout.beside {
            true => {
                let x = area.x + layout.left + 24.0;
                Area::new(x, area.y + 4.0, area.right() - x, area.height - 4.0)
            }
            false => Area::new(area.x, ranges.bottom(), area.width, CHART),
        };
        self.draw_chart(drawing, chart, of, words);
    }

    fn draw_chart(&self, drawing: &mut Drawing, area: Area, of: &Overview, words: bool) {
        let bands = self.series.len() <= MOST_BANDS;
        let unit = self.unit;
        let (first, last) = ends(self.series.iter().flatten());
        let mut x = Axis::dates(of.calendar, "", first, last, 4);
        if of.calendar.is_empty() {
            x.ticks.iter_mut().for_each(|(_, name)| name.insert(0, 'q'));
        }
        let most = |moment: &Moment| moment.most.filter(|_| bands);
        let shown = self.series.iter().flatten().flat_map(|moment| {
            let ends = most(moment).into_iter();
            ends.flat_map(|(low, high)| [low, high]).chain(moment.mean)
        });
        let mut y = Axis::of("", unit, shown, 2);
        y.label.clear();
        let panel = Panel::new(drawing, area, "", x, y, 6.0);
        for (place, series) in self.series.iter().enumerate() {
            let band = if bands {
                band(series, |moment| moment.most)
            } else {
                Vec::new()
            };
            let opacity = 0.3 / self.series.len() as f64;
            panel.band(drawing, &band, paint::series(place), opacity);
            let means: Vec<_> = series.iter().map(|m| (m.quarter, m.mean)).collect();
            panel.line(drawing, &means, Line::of_series(place));
        }
        let marks = of.marks.iter().map(|mark| Mark {
            // said once
            label: if words {
                mark.label.clone()
            } else {
                String::new()
            },
            ..mark.clone()
        });
        draw_marks(drawing, &panel, &marks.collect::<Vec<_>>());
        let words = (&*self.ranges.title, unit, of.calendar);
        tips(drawing, &panel, words, &of.results, &self.series);
    }

    fn words(&self) -> String {
        let strips = self.ranges.strips.iter().zip(&self.places);
        let strips = strips.filter(|(strip, _)| strip.doubts != Doubts::default());
        let told = strips.map(|(strip, place)| {
            let words = self.ranges.in_words(strip);
            let (mean, rest) = words.split_once("; ").unwrap_or((&words, ""));
            let mean = mean.trim_start_matches("mean ");
            match rest {
                "" => format!("{mean} in {place}"),
                rest => format!("{mean} in {place}, {}", rest.replace("; ", ", ")),
            }
        });
        let told: Vec<String> = told.collect();
        format!("{}: {}.", self.ranges.title, told.join("; "))
    }
}

/// The first and the last window of a result, or the whole if there is no other; each in
/// words and as a strip.
fn of_windows(over: &[Over], calendar: Calendar) -> Vec<(String, Strip)> {
    let parts: Vec<&Over> = over.iter().filter(|over| !over.is_whole()).collect();
    let strip = |name: String, over: &Over| {
        let strip = Strip {
            name,
            told: String::new(),
            series: 0,
            doubts: over.into(),
        };
        (over.window.words(calendar), strip)
    };
    match parts.as_slice() {
        [before, .., after] => {
            let date = |quarter: u32| calendar.date(quarter.into());
            let dates = match (before.window, after.window) {
                (Span::Quarters(_, last), Span::Quarters(first, _)) => date(last).zip(date(first)),
                _ => None,
            };
            let names = match dates {
                // short enough for a phone
                Some((last, first)) => [format!("to {last}"), format!("from {first}")],
                None => [("before", before), ("after", after)]
                    .map(|(word, over)| format!("{word}, {}", over.window.short(calendar))),
            };
            let [to, from] = names;
            vec![strip(to, before), strip(from, after)]
        }
        _ => {
            let whole = over.iter().filter(|over| over.is_whole());
            whole
                .map(|over| strip(over.window.short(calendar), over))
                .collect()
        }
    }
}

/// How cards are divided at a width.
struct Layout {
    left: f64,
    beside: bool,
    columns: Columns,
}

impl Overview {
    fn layout(&self, width: f64) -> Layout {
        let beside = width >= SIDE_BY_SIDE;
        let left = if beside { 0.64 * width } else { width };
        let all = self.cards.iter().map(|card| &card.ranges);
        Layout {
            left,
            beside,
            columns: Columns::of(all, left),
        }
    }
}

impl Figure for Overview {
    fn name(&self) -> String {
        "overview".to_owned()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.cards.iter().map(Card::words).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        let mut note = String::new();
        if self.cards.iter().any(|card| card.ranges.differ()) {
            note += "Wide bands: if parameters differ, 90% of organisations lie within";
            note += &match &self.drawn {
                Some(drawn) => format!("; {} draws of {}. ", drawn.draws, drawn.words()),
                None => "; parameters are drawn from assumed ranges. ".to_owned(),
            };
        }
        if self.cards.iter().any(|card| card.ranges.one()) {
            note += "Narrow bars: 90% of organisations with the parameters of the scenario lie \
                     within. ";
        }
        note += "Upright: the mean";
        match self.runs {
            Some(1) => note += ", of a single run. ",
            Some(runs) => {
                note += &format!(
                    "; its cap is the {} interval of the mean, the error of simulating {runs} \
                     runs. ",
                    self.levels
                );
            }
            None => note += &format!("; its cap is the {} interval of the mean. ", self.levels),
        }
        note += "Charts, whose axes need not begin at 0: the mean by quarter";
        if self.results.len() <= MOST_BANDS && self.runs != Some(1) {
            note += ", and within which 90% of organisations lie";
        }
        if self.cards.iter().any(|card| card.ranges.has_zero()) {
            note += ". Gap in a band: zero";
        }
        format!("{note}.{}", note_on(&self.marks))
    }

    fn draw(&self, width: f64) -> Drawing {
        let layout = self.layout(width);
        let mut top = 0.0;
        let mut areas = Vec::new();
        for (place, card) in self.cards.iter().enumerate() {
            let (height, _) = card.heights(&layout, place == 0);
            areas.push(Area::new(0.0, top, width, height));
            top += height + GAP;
        }
        let mut drawing = Drawing::new(width, top - GAP);
        for (card, area) in self.cards.iter().zip(areas) {
            card.draw(&mut drawing, area, &layout, self);
        }
        drawing
    }
}
