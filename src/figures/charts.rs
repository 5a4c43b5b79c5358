//! Several charts of a kind on one sheet, under a legend.

use super::doubts::Ranges;
use super::ranges::Columns;
use crate::drawing::{Area, Curves, Drawing, Entry, Figure, Forest, Key, Matrix, Point, Scatter};
use crate::drawing::{SCALE_HEIGHT, columns, cut, legend, legend_height, scale_legend};
use crate::numerals::Shown;
use std::ops::Range;

/// Height of a panel of curves.
const CURVES: f64 = 195.0;
/// Height of a panel of points.
const SCATTER: f64 = 290.0;
/// Space between charts.
const GAP: f64 = 22.0;

/// A chart of a sheet.
#[derive(Clone, Debug)]
pub(crate) enum Chart {
    /// Numbers with their three doubts.
    Ranges(Ranges),
    /// Named rows with estimates.
    Forest(Forest),
    /// Curves with bands.
    Curves(Curves),
    /// Coloured cells.
    Matrix(Matrix),
    /// Points with names.
    Scatter(Scatter),
}

/// What colours of cells say.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    /// What is told.
    pub(crate) label: String,
    /// Colour at a position from 0 to 1.
    pub(crate) colour: fn(f64) -> String,
    /// The values at the start, in the middle and at the end.
    pub(crate) values: [String; 3],
}

/// Charts side by side as far as they fit, and below each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Charts {
    /// Name in files.
    pub(crate) name: String,
    /// Heading.
    pub(crate) title: String,
    /// What is to be seen, in words.
    pub(crate) description: String,
    /// How to read it.
    pub(crate) note: String,
    /// Marks and colours that need names.
    pub(crate) keys: Vec<Key>,
    /// Colours of cells.
    pub(crate) scale: Option<Scale>,
    /// The charts.
    pub(crate) charts: Vec<Chart>,
    /// Least width of a chart.
    pub(crate) least: f64,
}

/// Tells the numbers of rows with one estimate each, where they are told, with the same
/// decimals in all rows.
pub(crate) fn tell_alike(mut entries: Vec<Entry>, unit: &str, differences: bool) -> Vec<Entry> {
    let estimate = |entry: &Entry| match entry.marks.as_slice() {
        [only] if !entry.told.is_empty() => (only.value, only.interval),
        _ => (None, None),
    };
    let estimates: Vec<_> = entries.iter().map(estimate).collect();
    let told = Shown::of(unit).alike(&estimates, differences);
    for (entry, told) in entries.iter_mut().zip(told) {
        if !entry.told.is_empty() {
            entry.told = told;
        }
    }
    entries
}

/// How a chart is laid out as one of a sheet.
#[derive(Clone, Copy)]
struct Place {
    width: f64,
    /// Widths of what stands beside strips.
    columns: Columns,
    /// Whether it is the first, which says how all are read.
    first: bool,
    /// Whether names stand beside curves.
    named: bool,
}

impl Chart {
    fn height(&self, place: Place) -> f64 {
        match self {
            Self::Ranges(ranges) => ranges.height(place.width, place.columns, place.first),
            Self::Forest(forest) => forest.height(place.width),
            Self::Curves(_) => CURVES,
            Self::Matrix(matrix) => matrix.height(place.width),
            Self::Scatter(_) => SCATTER,
        }
    }

    fn draw(&self, drawing: &mut Drawing, at: Point, place: Place) {
        let area = Area::new(at.x, at.y, place.width, self.height(place));
        match self {
            Self::Ranges(ranges) => ranges.draw(drawing, area, place.columns, place.first),
            Self::Forest(forest) => forest.draw(drawing, at, place.width),
            Self::Curves(curves) => curves.draw(drawing, area, place.named),
            Self::Matrix(matrix) => matrix.draw(drawing, at, place.width),
            Self::Scatter(scatter) => scatter.draw(drawing, area),
        }
    }
}

impl Charts {
    /// Least width of a chart on a sheet: on one that is wide enough for numbers,
    /// charts do not stand so close that they have no room.
    fn least_on(&self, width: f64) -> f64 {
        let numbers = self.charts.iter().filter_map(|chart| match chart {
            Chart::Forest(forest) => forest.least_with_numbers(),
            _ => None,
        });
        let numbers = numbers.fold(0.0, f64::max);
        self.least.max(if numbers <= width { numbers } else { 0.0 })
    }

    /// Whether names stand beside curves, in charts of a width, and what the legend
    /// holds: the names of curves if they do not fit there.
    fn names_of_curves(&self, width: f64) -> (bool, Vec<Key>) {
        let curves = || {
            self.charts.iter().filter_map(|chart| match chart {
                Chart::Curves(curves) => Some(curves),
                _ => None,
            })
        };
        let Some(first) = curves().next().filter(|curves| curves.names.len() > 1) else {
            return (false, self.keys.clone());
        };
        if curves().all(|curves| curves.names_fit(width)) {
            return (true, self.keys.clone());
        }
        let keys = (0..).zip(&first.names).map(|(series, name)| Key {
            series,
            shape: None,
            name: name.clone(),
        });
        (false, keys.collect())
    }
    /// How many charts stand side by side on a sheet.
    fn beside(&self, width: f64) -> usize {
        let (areas, _) = columns(width, self.least_on(width), self.charts.len(), 0.0, GAP);
        let first = areas.first().map_or(0.0, |area| area.y);
        areas
            .iter()
            .take_while(|area| area.y == first)
            .count()
            .max(1)
    }

    /// Draws some rows of charts; the first one stands under the legend.
    fn rows(&self, width: f64, rows: Range<usize>) -> Drawing {
        let beside = self.beside(width);
        let (areas, _) = columns(width, self.least_on(width), self.charts.len(), 0.0, GAP);
        let each = areas.first().map_or(width, |area| area.width);
        let (named, keys) = self.names_of_curves(each);
        let ranges = self.charts.iter().filter_map(|chart| match chart {
            Chart::Ranges(ranges) => Some(ranges),
            _ => None,
        });
        let columns = Columns::of(ranges, each);
        let place = |at: usize| Place {
            width: each,
            columns,
            first: at == 0,
            named,
        };
        let is_first = rows.start == 0;
        let mut top = 0.0;
        if is_first {
            let scale = self.scale.as_ref().map_or(0.0, |_| SCALE_HEIGHT + 6.0);
            top = legend_height(&keys, width) + scale;
        }
        let mut places: Vec<(usize, Point)> = Vec::new();
        for row in rows {
            let here = row * beside..self.charts.len().min((row + 1) * beside);
            let heights = here.clone().map(|at| self.charts[at].height(place(at)));
            let height = heights.fold(0.0, f64::max);
            places.extend(here.map(|at| {
                (
                    at,
                    Point {
                        x: areas[at].x,
                        y: top,
                    },
                )
            }));
            top += height + GAP;
        }
        let mut drawing = Drawing::new(width, (top - GAP).max(0.0));
        if is_first {
            self.legends(&mut drawing, &keys);
        }
        for (at, corner) in places {
            self.charts[at].draw(&mut drawing, corner, place(at));
        }
        drawing
    }

    /// Draws what says what marks and colours are.
    fn legends(&self, drawing: &mut Drawing, keys: &[Key]) {
        let width = drawing.width;
        legend(drawing, keys, Point { x: 0.0, y: 0.0 }, width);
        if let Some(Scale {
            label,
            colour,
            values,
        }) = &self.scale
        {
            let values = [&*values[0], &*values[1], &*values[2]];
            let at = Point {
                x: 0.0,
                y: legend_height(keys, width),
            };
            scale_legend(drawing, at, width, label, colour, values);
        }
    }
}

impl Figure for Charts {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn description(&self) -> String {
        self.description.clone()
    }

    fn note(&self) -> String {
        self.note.clone()
    }

    fn draw(&self, width: f64) -> Drawing {
        self.rows(width, 0..self.charts.len().div_ceil(self.beside(width)))
    }

    fn sheets(&self, width: f64, height: f64) -> Vec<Drawing> {
        let beside = self.beside(width);
        let mut own = self.clone();
        // what stands beside others is cut with them only
        if beside == 1 {
            let cut = |chart: Chart| match chart {
                Chart::Forest(forest) => {
                    let parts = forest.cut(width, height).into_iter();
                    parts.map(Chart::Forest).collect()
                }
                chart => vec![chart],
            };
            own.charts = own.charts.into_iter().flat_map(cut).collect();
        }
        let rows = own.charts.len().div_ceil(beside);
        cut(rows, height, |rows| own.rows(width, rows))
    }
}
