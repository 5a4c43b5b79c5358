//! Marks of estimates in a row: dots, rings, bars and strokes with their intervals.

use super::canvas::{Area, Drawing, Line, Point, Text};
use super::paint;
use super::panel::Panel;

/// How an estimate is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A disc at the value.
    Dot,
    /// A circle at the value: of less weight than a disc.
    Ring,
    /// A bar from zero to the value.
    Bar,
    /// An upright stroke at the value.
    Stroke,
}

/// An estimate in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which series it is of.
    pub series: usize,
    /// How it is marked.
    pub shape: Shape,
    /// The value, if there is one.
    pub value: Option<f64>,
    /// Its interval, if there is one.
    pub interval: Option<(f64, f64)>,
    /// A range behind it, paler.
    pub range: Option<(f64, f64)>,
    /// Its values in words.
    pub tip: String,
}

impl Mark {
    /// An estimate of a series.
    pub fn new(series: usize, shape: Shape, value: Option<f64>, tip: String) -> Self {
        Self {
            series,
            shape,
            value,
            interval: None,
            range: None,
            tip,
        }
    }

    /// The same with an interval.
    #[must_use]
    pub fn interval(mut self, interval: Option<(f64, f64)>) -> Self {
        self.interval = interval;
        self
    }

    /// The same with a range behind it.
    #[must_use]
    pub fn range(mut self, range: Option<(f64, f64)>) -> Self {
        self.range = range;
        self
    }

    /// All numbers that an axis must hold.
    pub fn numbers(&self) -> impl Iterator<Item = f64> {
        let ends = [self.interval, self.range].into_iter().flatten();
        ends.flat_map(|(low, high)| [low, high]).chain(self.value)
    }
}

/// Draws a mark at a height.
pub(super) fn draw_mark(drawing: &mut Drawing, panel: &Panel, mark: &Mark, y: f64) {
    let colour = paint::series(mark.series);
    if let Some((low, high)) = mark.range {
        let [low, high] = [panel.x(low), panel.x(high)];
        let area = Area::new(low, y - 3.0, high - low, 6.0);
        drawing.rect(area, colour, 0.16);
    }
    let Some(value) = mark.value else {
        if mark.range.is_none() && mark.interval.is_none() {
            let at = panel.x(0.0_f64.clamp(panel.x.low, panel.x.high));
            let text = Text::new("no value", 10.0).colour(paint::MUTED);
            drawing.text((at.min(panel.area.right() - 46.0) + 4.0, y + 3.5), text);
        }
        return draw_interval(drawing, panel, mark.interval, y, Line::new(colour, 2.6));
    };
    let x = panel.x(value);
    match mark.shape {
        Shape::Bar => {
            let zero = panel.x(0.0_f64.clamp(panel.x.low, panel.x.high));
            let bar = Area::new(zero.min(x), y - 4.0, (x - zero).abs(), 8.0);
            drawing.rect(bar, colour, 0.55);
            draw_interval(drawing, panel, mark.interval, y, Line::new(paint::INK, 1.2));
        }
        shape => {
            draw_interval(drawing, panel, mark.interval, y, Line::new(colour, 2.0));
            match shape {
                Shape::Ring => drawing.ring((x, y).into(), 3.4, Line::new(colour, 1.6)),
                Shape::Stroke => {
                    let ends = [(x, y - 5.0), (x, y + 5.0)].map(Point::from);
                    drawing.line(ends, Line::new(colour, 2.6));
                }
                _ => drawing.dot((x, y).into(), 4.2, colour),
            }
        }
    }
}

/// An interval with strokes at its ends.
fn draw_interval(
    drawing: &mut Drawing,
    panel: &Panel,
    interval: Option<(f64, f64)>,
    y: f64,
    line: Line<'_>,
) {
    let Some((low, high)) = interval else {
        return;
    };
    let [low, high] = [panel.x(low), panel.x(high)];
    drawing.line([(low, y), (high, y)].map(Point::from), line);
    for end in [low, high] {
        let stroke = [(end, y - 2.6), (end, y + 2.6)].map(Point::from);
        drawing.line(stroke, Line::new(line.colour, 1.2));
    }
}
