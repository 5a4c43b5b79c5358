//! A panel: two axes, what is drawn between them, and labels beside it.

use super::axis::Axis;
use super::canvas::{Anchor, Area, Drawing, Line, Point, Text};
use super::labels::spread;
use super::typeface::Weight;
use super::{paint, typeface};

/// Size of letters at axes and of labels.
pub(super) const SMALL: f64 = 11.0;
/// Height of a line of such letters.
pub(super) const LINE: f64 = 13.0;

/// Height of a row of labels of events, and how many stand above data at most.
pub(super) const EVENT: f64 = 12.0;
const MOST_ROWS: usize = 2;

/// A place for data: where its values are on the sheet.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The area between the axes.
    pub area: Area,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Room above the data for labels of events.
    pub(super) above: f64,
}

/// Areas side by side and below each other, in even columns of at least `least` in
/// width, for so many panels of a height with a gap; and the height of all.
pub fn columns(width: f64, least: f64, panels: usize, height: f64, gap: f64) -> (Vec<Area>, f64) {
    // as many as fit, at least one; a handful
    let fitting = ((width + gap) / (least + gap)).floor().max(1.0) as usize;
    let rows = panels.div_ceil(fitting).max(1);
    // no row with much less than the others
    let columns = panels.div_ceil(rows).max(1);
    let each = (width - gap * (columns - 1) as f64) / columns as f64;
    let area = |panel: usize| {
        let [row, column] = [panel / columns, panel % columns].map(|place| place as f64);
        Area::new(column * (each + gap), row * (height + gap), each, height)
    };
    let height = rows as f64 * (height + gap) - gap;
    ((0..panels).map(area).collect(), height.max(0.0))
}

impl Panel {
    /// Draws title and axes into an area and leaves so much room at the right of
    /// the data. A panel without a title starts with the data.
    ///
    /// The label of the vertical axis stands above it, where it is read without
    /// turning the head. Names of the vertical axis take up to 45% of the width.
    pub fn new(
        drawing: &mut Drawing,
        outer: Area,
        title: &str,
        x: Axis,
        y: Axis,
        right: f64,
    ) -> Self {
        Self::aligned(drawing, outer, title, (x, y), 0.0, right)
    }

    /// The same with at least so much room at the left of the data, so that panels
    /// below each other have one horizontal axis.
    pub fn aligned(
        drawing: &mut Drawing,
        outer: Area,
        title: &str,
        axes: (Axis, Axis),
        left: f64,
        right: f64,
    ) -> Self {
        Self::laid_out(drawing, outer, title, axes, (left, right, 0.0))
    }

    /// The same with rows above the data for the
    /// labels of so many events, which lines that begin at the top would strike through.
    pub fn below_events(
        drawing: &mut Drawing,
        outer: Area,
        title: &str,
        axes: (Axis, Axis),
        (left, right): (f64, f64),
        events: usize,
    ) -> Self {
        let above = Self::room_for_events(events);
        Self::laid_out(drawing, outer, title, axes, (left, right, above))
    }

    /// Height of these rows.
    pub fn room_for_events(events: usize) -> f64 {
        EVENT * events.min(MOST_ROWS) as f64
    }

    fn laid_out(
        drawing: &mut Drawing,
        outer: Area,
        title: &str,
        (x, y): (Axis, Axis),
        (left, right, above): (f64, f64, f64),
    ) -> Self {
        let mut top = outer.y;
        for line in typeface::wrapped(title, 12.0, Weight::SemiBold, outer.width) {
            top += 14.0;
            drawing.text((outer.x, top - 2.0), Text::new(&line, 12.0).bold());
        }
        if !y.label.is_empty() {
            top += LINE;
            let label = typeface::fitted(&y.label, SMALL, Weight::Regular, outer.width);
            let text = Text::new(&label, SMALL).colour(paint::MUTED);
            drawing.text((outer.x, top - 2.0), text);
        }
        top += 9.0 + above;
        let left = room_beside(&y, outer.width).max(left);
        let below = 5.0 + LINE + if x.label.is_empty() { 0.0 } else { LINE + 1.0 };
        let area = Area::new(
            outer.x + left,
            top,
            (outer.width - left - right).max(20.0),
            (outer.bottom() - top - below).max(20.0),
        );
        let panel = Self { area, x, y, above };
        panel.draw_axes(drawing, outer);
        panel
    }

    fn draw_axes(&self, drawing: &mut Drawing, outer: Area) {
        let area = self.area;
        let across = |y: f64| (Point::from((area.x, y)), Point::from((area.right(), y)));
        let grid = self.y.ticks.iter().map(|(value, _)| across(self.y(*value)));
        drawing.lines(grid.collect(), Line::new(paint::GRID, 1.0));
        for (value, name) in &self.y.ticks {
            let y = self.y(*value);
            let room = area.x - outer.x - 6.0;
            let text = Text::new(name, SMALL).colour(paint::MUTED);
            drawing.text_within((area.x - 6.0, y + 4.0), text.anchor(Anchor::End), room);
        }
        let base = area.bottom();
        let mut lines = vec![across(base)];
        let widest = self
            .x
            .ticks
            .iter()
            .map(|(_, name)| text_width(name))
            .fold(0.0, f64::max);
        let between = area.width / (self.x.ticks.len().max(1)) as f64;
        // as many names as stand side by side
        let every = ((widest + 8.0) / between).ceil().max(1.0) as usize;
        // zero is among them
        let zero = self.x.ticks.iter().position(|(_, name)| is_zero(name));
        let first = zero.map_or(0, |zero| zero % every);
        for (value, name) in self.x.ticks.iter().skip(first).step_by(every) {
            let x = self.x(*value);
            lines.push(((x, base).into(), (x, base + 4.0).into()));
            let text = Text::new(name, SMALL)
                .colour(paint::MUTED)
                .anchor(Anchor::Middle);
            drawing.text((x, base + 4.0 + LINE - 2.0), text);
        }
        drawing.lines(lines, Line::new(paint::MUTED, 1.0));
        if !self.x.label.is_empty() {
            let label = typeface::fitted(&self.x.label, SMALL, Weight::Regular, outer.width);
            let text = Text::new(&label, SMALL).colour(paint::MUTED);
            // below the middle of the data, but within the panel
            let half = text_width(&label) / 2.0;
            let middle = area.x + area.width / 2.0;
            let middle = middle.min(outer.right() - half).max(outer.x + half);
            let at = (middle, base + 5.0 + 2.0 * LINE - 1.0);
            drawing.text(at, text.anchor(Anchor::Middle));
        }
    }

    /// Where a value of the horizontal axis is.
    pub fn x(&self, value: f64) -> f64 {
        self.area.x + self.x.position(value) * self.area.width
    }

    /// Where a value of the vertical axis is.
    pub fn y(&self, value: f64) -> f64 {
        self.area.bottom() - self.y.position(value) * self.area.height
    }

    /// Where a pair of values is.
    pub fn point(&self, x: f64, y: f64) -> Point {
        Point {
            x: self.x(x),
            y: self.y(y),
        }
    }

    /// The upright strip of the area around a value of the horizontal axis, so many
    /// of its units wide.
    pub fn around(&self, value: f64, width: f64) -> Area {
        let half = (self.x(width) - self.x(0.0)) / 2.0;
        let left = (self.x(value) - half).max(self.area.x);
        let right = (self.x(value) + half).min(self.area.right());
        Area::new(left, self.area.y, right - left, self.area.height)
    }

    /// A line through pairs of values; it breaks where one is missing, and one without
    /// neighbours is a dot.
    pub fn line(&self, drawing: &mut Drawing, values: &[(f64, Option<f64>)], line: Line<'_>) {
        let points = values
            .iter()
            .map(|&(x, y)| self.point(x, y.unwrap_or(f64::NAN)));
        drawing.line(points, line);
        for piece in values.split(|(_, y)| y.is_none()) {
            if let [(x, Some(y))] = *piece {
                drawing.dot(self.point(x, y), 1.2 * line.width, line.colour);
            }
        }
    }

    /// A band between two values at each place; it breaks where there is none.
    pub fn band(
        &self,
        drawing: &mut Drawing,
        values: &[(f64, Option<(f64, f64)>)],
        colour: &str,
        opacity: f64,
    ) {
        for piece in values.split(|(_, ends)| ends.is_none()) {
            let ends = |high: bool| {
                piece.iter().filter_map(move |&(x, ends)| {
                    let (below, above) = ends?;
                    Some(self.point(x, if high { above } else { below }))
                })
            };
            let mut outline: Vec<Point> = ends(true).collect();
            let below: Vec<Point> = ends(false).collect();
            outline.extend(below.into_iter().rev());
            match outline.as_slice() {
                [] => {}
                // a place without neighbours
                [above, below] => {
                    let (y, height) = (above.y, below.y - above.y);
                    drawing.rect(Area::new(above.x - 1.5, y, 3.0, height), colour, opacity);
                }
                _ => drawing.polygon(outline, colour, opacity),
            }
        }
    }
}

/// Names beside the ends of lines, each joined to its line where it had to move:
/// of the n-th series at a height, in its colour. They start at `x` and have so
/// much room.
pub fn direct_labels(
    drawing: &mut Drawing,
    panel: &Panel,
    labels: &[(usize, f64, &str)],
    room: f64,
) {
    let area = panel.area;
    let wanted: Vec<f64> = labels.iter().map(|&(_, y, _)| y).collect();
    let places = spread(&wanted, LINE, area.y, area.bottom());
    for (&(series, wanted, name), place) in labels.iter().zip(places) {
        let colour = paint::series(series);
        let ends = [(area.right() + 2.0, wanted), (area.right() + 9.0, place)];
        drawing.line(ends.map(Point::from), Line::new(colour, 1.0));
        let text = Text::new(name, SMALL).colour(colour);
        drawing.text_within((area.right() + 12.0, place + 4.0), text, room - 12.0);
    }
}

/// Room for the names at a vertical axis in a panel of a width.
pub fn room_beside(y: &Axis, width_of_panel: f64) -> f64 {
    let widest = y.ticks.iter().map(|(_, name)| text_width(name));
    widest.fold(0.0, f64::max).min(0.45 * width_of_panel) + 7.0
}

/// Room for the names of series beside a panel of a width.
pub fn room_for<'a>(names: impl IntoIterator<Item = &'a str>, width_of_panel: f64) -> f64 {
    let widest = names.into_iter().map(text_width).fold(0.0, f64::max);
    (widest + 14.0).min(0.36 * width_of_panel)
}

/// Width of a text at axes.
pub(super) fn text_width(text: &str) -> f64 {
    typeface::width(text, SMALL, Weight::Regular)
}

/// Whether a number on an axis is zero.
fn is_zero(name: &str) -> bool {
    name.starts_with('0') && name.chars().all(|letter| matches!(letter, '0' | '.'))
}
