//! A strip of a line of time: measures quarter by quarter as columns, dots or
//! lines.

use super::marks::{Mark, draw_marks};
use super::moments::{Moment, ends};
use super::tips::tips;
use crate::drawing::{Area, Axis, Drawing, Line, Panel, Point, paint};
use crate::units::Calendar;

/// How the numbers of quarters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// A column a quarter, from zero.
    Columns,
    /// A dot a quarter, for what has a number in some quarters only.
    Dots,
    /// A line with a band.
    Line,
}

/// Series of a strip, of measures that are never negative.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) look: Look,
    pub(crate) names: Vec<String>,
    pub(crate) calendar: Calendar,
    pub(crate) series: Vec<Vec<Moment>>,
}

impl Strip {
    /// Whether any quarter has a number.
    pub(crate) fn any(&self) -> bool {
        self.series.iter().flatten().any(|m| m.mean.is_some())
    }

    /// Its vertical axis.
    pub(crate) fn axis(&self) -> Axis {
        let shown = self.series.iter().flatten().flat_map(|moment| {
            let ends = moment.within().into_iter();
            ends.flat_map(|(low, high)| [low, high]).chain(moment.mean)
        });
        match self.look {
            Look::Columns => Axis::with_zero("", &self.unit, shown, 3),
            _ => Axis::of("", &self.unit, shown, 3),
        }
    }

    /// Draws it with so much room at the left.
    pub(crate) fn draw(&self, drawing: &mut Drawing, area: Area, marks: &[Mark], left: f64) {
        let (first, last) = ends(self.series.iter().flatten());
        let mut x = Axis::dates(self.calendar, "quarter", first, last, 5);
        (x.low, x.high) = (first - 0.5, last + 0.5);
        let axes = (x, self.axis());
        // dots and columns would strike through the labels of events
        let (sides, events) = ((left, 8.0), marks.len());
        let panel = Panel::below_events(drawing, area, &self.title, axes, sides, events);
        for (place, series) in self.series.iter().enumerate() {
            match self.look {
                Look::Columns => columns(drawing, &panel, series, place),
                Look::Dots => self.dots(drawing, &panel, series, place),
                Look::Line => self.line(drawing, &panel, series, place),
            }
        }
        draw_marks(drawing, &panel, marks);
        let words = (&*self.title, &*self.unit, self.calendar);
        tips(drawing, &panel, words, &self.names, &self.series);
    }

    /// A line with a band.
    fn line(&self, drawing: &mut Drawing, panel: &Panel, series: &[Moment], place: usize) {
        let colour = paint::series(place);
        let band: Vec<_> = series.iter().map(|m| (m.quarter, m.within())).collect();
        // many bands would hide each other
        let opacity = 0.5 / (self.series.len() + 1) as f64;
        panel.band(drawing, &band, colour, opacity);
        let means: Vec<_> = series.iter().map(|m| (m.quarter, m.mean)).collect();
        panel.line(drawing, &means, Line::of_series(place));
    }

    /// Dots of several series stand beside each other within their quarter.
    fn dots(&self, drawing: &mut Drawing, panel: &Panel, series: &[Moment], place: usize) {
        let step = panel.x(1.0) - panel.x(0.0);
        let count = self.series.len() as f64;
        let apart = (step / (count + 1.0)).min(6.0);
        let aside = apart * (place as f64 - (count - 1.0) / 2.0);
        let colour = paint::series(place);
        for moment in series {
            let x = panel.x(moment.quarter) + aside;
            interval(drawing, panel, moment, x, Line::new(colour, 1.4));
            let Some(mean) = moment.mean else { continue };
            let (at, radius) = (
                Point::from((x, panel.y(mean))),
                (0.3 * step).clamp(1.8, 3.2),
            );
            match place % 2 {
                0 => drawing.dot(at, radius + 0.6, colour),
                _ => drawing.ring(at, radius, Line::new(colour, 1.4)),
            }
        }
    }
}

fn columns(drawing: &mut Drawing, panel: &Panel, series: &[Moment], place: usize) {
    let step = panel.x(1.0) - panel.x(0.0);
    let width = (step - 2.0).max(0.7 * step);
    for moment in series {
        let x = panel.x(moment.quarter);
        let top = panel.y(moment.mean.unwrap_or(0.0));
        let area = Area::new(x - width / 2.0, top, width, panel.y(0.0) - top);
        drawing.rect(area, paint::series(place), 0.75);
        interval(drawing, panel, moment, x, Line::new(paint::INK, 1.2));
    }
}

fn interval(drawing: &mut Drawing, panel: &Panel, moment: &Moment, x: f64, line: Line<'_>) {
    if let Some((low, high)) = moment.within() {
        let ends = [(x, panel.y(low)), (x, panel.y(high))];
        drawing.line(ends.map(Point::from), line);
    }
}
