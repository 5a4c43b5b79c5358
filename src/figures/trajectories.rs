//! Measures quarter by quarter: one panel a measure, one line a result.

use super::marks::{Mark, draw_marks, note_on};
use super::moments::{Moment, band, ends, marks_of_all, moments, note_on_few, tables};
use super::subject::hyphened;
use super::tips::tips;
use super::{Made, NothingToDraw};
use crate::drawing::{Area, Axis, Drawing, Figure, Line, Panel, paint};
use crate::drawing::{columns, direct_labels, room_for};
use crate::experiment::tables::InQuarter;
use crate::metrics::{Measure, measures};
use crate::numerals::{Shown, capitalised};
use crate::result::{ResultFolder, calendar, levels};
use crate::row::Rows;
use crate::units::Calendar;

/// Panels of a group of measures.
struct Trajectories {
    group: &'static str,
    panels: Vec<Curves>,
    results: Vec<String>,
    marks: Vec<Mark>,
    calendar: Calendar,
    levels: String,
}

/// A measure in each of the results.
struct Curves {
    title: String,
    unit: String,
    series: Vec<Vec<Moment>>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let tables = tables(results)?;
    let marks = marks_of_all(results)?;
    let headline = measures().iter().filter(|m| m.headline && m.quarterly);
    let mut figures: Vec<Box<Trajectories>> = Vec::new();
    for measure in headline {
        let Some(curves) = curves(measure, &tables) else {
            continue;
        };
        match figures.last_mut() {
            Some(figure) if figure.group == measure.group() => figure.panels.push(curves),
            _ => figures.push(Box::new(Trajectories {
                group: measure.group(),
                panels: vec![curves],
                results: results.iter().map(|r| r.name().to_owned()).collect(),
                marks: marks.clone(),
                calendar: calendar(results),
                levels: levels(results),
            })),
        }
    }
    if figures.is_empty() {
        let reason = "no run has a value of a measure in any quarter";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    Ok(figures.into_iter().map(|f| f as Box<dyn Figure>).collect())
}

/// A measure in all results; none if nothing has a value.
fn curves(measure: &Measure, tables: &[Rows<InQuarter>]) -> Option<Curves> {
    let series: Vec<Vec<Moment>> = tables.iter().map(|t| moments(t, measure, None)).collect();
    let any = series.iter().flatten().any(|moment| moment.mean.is_some());
    any.then(|| Curves {
        title: capitalised(&measure.label),
        unit: measure.unit.to_owned(),
        series,
    })
}

impl Curves {
    fn draw(&self, drawing: &mut Drawing, area: Area, of: &Trajectories) {
        let alone = self.series.len() == 1;
        let moments = || self.series.iter().flatten();
        let shown = moments().flat_map(|moment| {
            let bands = if alone {
                [moment.most, moment.half]
            } else {
                [None, None]
            };
            let ends = bands.into_iter().chain([moment.interval]).flatten();
            let ends = ends.flat_map(|(low, high)| [low, high]);
            ends.chain(moment.mean).collect::<Vec<f64>>()
        });
        let (first, last) = ends(moments());
        let x = Axis::dates(of.calendar, "quarter", first, last, 5);
        let y = Axis::of("", &self.unit, shown, 4);
        let names = of.results.iter().map(String::as_str);
        let right = if alone {
            8.0
        } else {
            room_for(names, area.width)
        };
        let panel = Panel::new(drawing, area, &self.title, x, y, right);
        draw_marks(drawing, &panel, &of.marks);
        let mut labels = Vec::new();
        for (place, series) in self.series.iter().enumerate() {
            let colour = paint::series(place);
            if alone {
                panel.band(drawing, &band(series, |moment| moment.most), colour, 0.14);
                panel.band(drawing, &band(series, |moment| moment.half), colour, 0.2);
            }
            // many bands would hide each other
            let opacity = 0.7 / (self.series.len() + 1) as f64;
            panel.band(
                drawing,
                &band(series, |moment| moment.interval),
                colour,
                opacity,
            );
            let means: Vec<_> = series.iter().map(|m| (m.quarter, m.mean)).collect();
            panel.line(drawing, &means, Line::of_series(place));
            let end = means.iter().rev().find_map(|&(_, mean)| mean);
            if let Some(end) = end.filter(|_| !alone) {
                labels.push((place, panel.y(end), of.results[place].as_str()));
            }
        }
        direct_labels(drawing, &panel, &labels, right);
        let (title, unit) = (&self.title, &self.unit);
        tips(
            drawing,
            &panel,
            (title, unit, of.calendar),
            &of.results,
            &self.series,
        );
    }

    /// The first and the last mean of each series, in words.
    fn words(&self, of: &Trajectories) -> String {
        let unit = Shown::of(&self.unit);
        let series = of.results.iter().zip(&self.series).map(|(name, series)| {
            let mut means = series.iter().filter(|moment| moment.mean.is_some());
            let first = means.next();
            let last = means.next_back().or(first);
            let (Some(first), Some(last)) = (first, last) else {
                return format!("{name}: no value");
            };
            let value = |moment: &Moment| unit.estimate(moment.mean, moment.interval);
            let words = format!(
                "from {} in {} to {} in {}",
                value(first),
                of.calendar.words(first.quarter as i64),
                value(last),
                of.calendar.words(last.quarter as i64)
            );
            if of.results.len() > 1 {
                format!("{name} {words}")
            } else {
                words
            }
        });
        format!("{}: {}.", self.title, series.collect::<Vec<_>>().join("; "))
    }
}

impl Figure for Trajectories {
    fn name(&self) -> String {
        format!("trajectories-{}", hyphened(self.group))
    }

    fn title(&self) -> String {
        format!("{} by quarter", capitalised(self.group))
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.panels.iter().map(|panel| panel.words(self)).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        let levels = &self.levels;
        let bands = match self.results.len() {
            1 => format!(
                "Line: mean over the runs. Bands from strong to faint: {levels} interval of the \
                 mean, middle half of the runs, middle 90% of the runs."
            ),
            _ => format!(
                "Lines: means over the runs, one line a result. Bands: {levels} intervals of the \
                 means."
            ),
        };
        let marks = note_on(&self.marks);
        let few = note_on_few(self.panels.iter().flat_map(|p| &p.series).flatten());
        format!("{bands}{marks}{few}")
    }

    fn draw(&self, width: f64) -> Drawing {
        let (areas, height) = columns(width, 300.0, self.panels.len(), 190.0, 22.0);
        let mut drawing = Drawing::new(width, height);
        for (panel, area) in self.panels.iter().zip(areas) {
            panel.draw(&mut drawing, area, self);
        }
        drawing
    }
}
