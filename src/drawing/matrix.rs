//! Coloured cells in columns and rows, with their values where they fit, and where
//! values change their sign.

use super::axis::Axis;
use super::canvas::{Anchor, Area, Drawing, Line, Point, Text};
use super::paint;
use super::panel::{LINE, Panel, SMALL, room_beside, text_width};
use super::typeface::{self, Weight};

/// Height of a cell.
const CELL: f64 = 30.0;
/// Longest name below a column that is turned upward.
const LONGEST: f64 = 120.0;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    /// Its colour.
    pub colour: String,
    /// Its value, shown if it fits.
    pub text: String,
    /// Whether the sign of the value is sure; hatched if not.
    pub sure: bool,
    /// Its value in words.
    pub tip: String,
}

/// Where the sign changes along a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The row, from the bottom.
    pub row: usize,
    /// Where, in columns from 0, between them if it is no whole number.
    pub at: f64,
    /// The columns between which it surely lies.
    pub between: (f64, f64),
}

/// Cells over two factors.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// What it shows; may be empty.
    pub title: String,
    /// What the columns are.
    pub x: String,
    /// What the rows are.
    pub y: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Names of the rows, from the bottom.
    pub rows: Vec<String>,
    /// The cells of each row, from the bottom; none is an empty place.
    pub squares: Vec<Vec<Option<Square>>>,
    /// Where the sign changes.
    pub crossings: Vec<Crossing>,
}

impl Matrix {
    /// Its height at a width.
    pub fn height(&self, width: f64) -> f64 {
        let title = typeface::wrapped(&self.title, 12.0, Weight::SemiBold, width).len();
        let y = if self.y.is_empty() { 0.0 } else { LINE };
        let x = if self.x.is_empty() { 0.0 } else { LINE + 2.0 };
        let inner = width - self.left(width);
        14.0 * title as f64 + y + 9.0 + CELL * self.rows.len() as f64 + self.below(inner) + x
    }

    /// Room for the names of rows, as panels have it.
    fn left(&self, width: f64) -> f64 {
        let rows = Axis::names("", self.rows.iter().map(String::as_str));
        room_beside(&rows, width)
    }

    /// Whether the names of columns are turned, at a width of all cells.
    fn turned(&self, inner: f64) -> bool {
        let each = inner / self.columns.len().max(1) as f64;
        self.columns
            .iter()
            .any(|name| text_width(name) + 4.0 > each)
    }

    /// Height of the names of columns.
    fn below(&self, inner: f64) -> f64 {
        let widest = self.columns.iter().map(|name| text_width(name));
        match self.turned(inner) {
            true => widest.fold(0.0, f64::max).min(LONGEST) + 8.0,
            false => LINE + 6.0,
        }
    }

    /// Draws it, its upper left corner at a place.
    pub fn draw(&self, drawing: &mut Drawing, at: Point, width: f64) {
        let inner = width - self.left(width);
        let label = if self.x.is_empty() { 0.0 } else { LINE + 2.0 };
        // a panel takes room for one line of numbers
        let height = self.height(width) - self.below(inner) - label + LINE + 5.0;
        let outer = Area::new(at.x, at.y, width, height);
        let columns = Axis {
            ticks: Vec::new(),
            ..Axis::names("", self.columns.iter().map(String::as_str))
        };
        let rows = Axis::names(&self.y, self.rows.iter().map(String::as_str));
        let panel = Panel::new(drawing, outer, &self.title, columns, rows, 0.0);
        // cells are enough of a grid
        let within = Area {
            height: panel.area.height - 1.0,
            ..panel.area
        };
        drawing.rect(within, paint::PAPER, 1.0);
        for (row, squares) in self.squares.iter().enumerate() {
            for (column, square) in squares.iter().enumerate() {
                if let Some(square) = square {
                    let cell = Self::cell(&panel, (row, column));
                    drawing.rect(cell, &square.colour, 1.0);
                    if !square.sure {
                        hatch(drawing, cell, &square.colour);
                    }
                }
            }
        }
        self.boundary(drawing, &panel);
        for (row, squares) in self.squares.iter().enumerate() {
            for (column, square) in squares.iter().enumerate() {
                if let Some(square) = square {
                    self.value(drawing, &panel, (row, column), square);
                }
            }
        }
        if self.squares.iter().flatten().all(Option::is_none) {
            let area = panel.area;
            let at = (area.x + area.width / 2.0, area.y + area.height / 2.0 + 4.0);
            let text = Text::new("no run has a value", SMALL).colour(paint::MUTED);
            drawing.text_within(at, text.anchor(Anchor::Middle), area.width);
        }
        self.names(drawing, &panel);
    }

    /// The area of a cell.
    fn cell(panel: &Panel, (row, column): (usize, usize)) -> Area {
        let [left, right] = [-0.5, 0.5].map(|half| panel.x(column as f64 + half));
        let [top, bottom] = [0.5, -0.5].map(|half| panel.y(row as f64 + half));
        Area::new(
            left + 0.5,
            top + 0.5,
            right - left - 1.0,
            bottom - top - 1.0,
        )
    }

    /// The value of a cell, on its colour where something lies behind it.
    fn value(
        &self,
        drawing: &mut Drawing,
        panel: &Panel,
        (row, column): (usize, usize),
        square: &Square,
    ) {
        let cell = Self::cell(panel, (row, column));
        let mut own = self.crossings.iter().filter(|crossing| crossing.row == row);
        let crossed = own.clone().next().is_some();
        let wide = text_width(&square.text);
        if wide + 5.0 > cell.width {
            return drawing.tip(cell, &square.tip);
        }
        let middle = cell.x + cell.width / 2.0;
        let y = cell.y + cell.height / 2.0 - if crossed { 3.5 } else { 0.0 };
        let behind = Area::new(middle - wide / 2.0 - 2.0, y - 6.5, wide + 4.0, 13.0);
        let covered = own.any(|crossing| {
            let x = panel.x(crossing.at);
            behind.x - 2.0 < x && x < behind.right() + 2.0
        });
        if !square.sure || covered {
            drawing.rect(behind, &square.colour, 1.0);
        }
        let text = Text::new(&square.text, SMALL).on_scale(&square.colour);
        drawing.text((middle, y + 4.0), text.anchor(Anchor::Middle));
        drawing.tip(cell, &square.tip);
    }

    /// A line through the places where the sign changes, with what is sure of them.
    fn boundary(&self, drawing: &mut Drawing, panel: &Panel) {
        let mut joined: Vec<Point> = Vec::new();
        let mut last: Option<&Crossing> = None;
        for crossing in &self.crossings {
            if last.is_some_and(|last| last.row + 1 != crossing.row) {
                outlined(drawing, &joined);
                joined.clear();
            }
            let row = crossing.row as f64;
            joined.push(panel.point(crossing.at, row - 0.5));
            joined.push(panel.point(crossing.at, row + 0.5));
            last = Some(crossing);
        }
        outlined(drawing, &joined);
        for crossing in &self.crossings {
            let y = panel.y(crossing.row as f64) + CELL / 2.0 - 6.0;
            let (low, high) = crossing.between;
            let [low, high] = [low, high].map(|at| {
                panel
                    .x(at)
                    .clamp(panel.area.x + 1.0, panel.area.right() - 1.0)
            });
            let whisker = [
                [(low, y), (high, y)],
                [(low, y - 2.5), (low, y + 2.5)],
                [(high, y - 2.5), (high, y + 2.5)],
            ];
            // it is read on every colour of a scale
            for (colour, width) in [(paint::PAPER, 3.0), (paint::INK, 1.0)] {
                for stroke in whisker {
                    drawing.line(stroke.map(Point::from), Line::new(colour, width));
                }
            }
        }
    }

    fn names(&self, drawing: &mut Drawing, panel: &Panel) {
        let base = panel.area.bottom();
        let turned = self.turned(panel.area.width);
        for (column, name) in self.columns.iter().enumerate() {
            let x = panel.x(column as f64);
            let shown = typeface::fitted(name, SMALL, Weight::Regular, LONGEST);
            let text = Text::new(&shown, SMALL).colour(paint::MUTED);
            match turned {
                true => {
                    let text = text.anchor(Anchor::End).upward();
                    drawing.text((x + 4.0, base + 5.0), text);
                }
                false => {
                    let at = (x, base + LINE + 2.0);
                    drawing.text(
                        at,
                        Text::new(name, SMALL)
                            .colour(paint::MUTED)
                            .anchor(Anchor::Middle),
                    );
                }
            }
        }
        let label = typeface::fitted(&self.x, SMALL, Weight::Regular, panel.area.width);
        let text = Text::new(&label, SMALL).colour(paint::MUTED);
        let middle = panel.area.x + panel.area.width / 2.0;
        let at = (middle, base + self.below(panel.area.width) + LINE - 3.0);
        drawing.text(at, text.anchor(Anchor::Middle));
    }
}

/// A dark line with a light rim, which stands out from every colour.
fn outlined(drawing: &mut Drawing, points: &[Point]) {
    drawing.line(points.iter().copied(), Line::new(paint::PAPER, 4.5));
    drawing.line(points.iter().copied(), Line::new(paint::INK, 2.0));
}

/// Slanted lines over an area.
fn hatch(drawing: &mut Drawing, area: Area, colour: &str) {
    // seen on pale and on strong colours alike
    let line = Line::new(paint::hatch(colour), 0.7);
    let mut start = area.x - area.height + 4.0;
    while start < area.right() {
        // from the lower side up to the right, as far as it lies within
        let left = start.max(area.x);
        let right = (start + area.height).min(area.right());
        let ends = [left, right].map(|x| Point::from((x, area.bottom() - (x - start))));
        drawing.line(ends, line);
        start += 7.0;
    }
}

/// Height of a legend of colours.
pub const SCALE_HEIGHT: f64 = 44.0;

/// A legend of colours from `low` to `high`, positions 0 to 1 of the scale: what
/// it tells above it, the values at both ends and in the middle below it.
pub fn scale_legend(
    drawing: &mut Drawing,
    at: Point,
    width: f64,
    label: &str,
    colour: impl Fn(f64) -> String,
    values: [&str; 3],
) {
    const STEPS: usize = 21;
    let wide = width.min(300.0);
    let label = typeface::fitted(label, SMALL, Weight::Regular, width);
    drawing.text(
        (at.x, at.y + 10.0),
        Text::new(&label, SMALL).colour(paint::MUTED),
    );
    let each = wide / STEPS as f64;
    for step in 0..STEPS {
        let share = step as f64 / (STEPS - 1) as f64;
        let area = Area::new(at.x + each * step as f64, at.y + 15.0, each + 0.3, 9.0);
        drawing.rect(area, &colour(share), 1.0);
    }
    let anchors = [Anchor::Start, Anchor::Middle, Anchor::End];
    for ((value, anchor), share) in values.iter().zip(anchors).zip([0.0, 0.5, 1.0]) {
        let text = Text::new(value, 10.0).colour(paint::MUTED).anchor(anchor);
        drawing.text((at.x + share * wide, at.y + 35.0), text);
    }
}
