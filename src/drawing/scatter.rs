//! Points with names over two axes.

use super::axis::Axis;
use super::canvas::{Area, Drawing, Line, Point};
use super::names::{Named, draw_names};
use super::paint;
use super::panel::Panel;

/// A point.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Which series it is of.
    pub series: usize,
    /// Its horizontal value.
    pub x: f64,
    /// Its vertical value.
    pub y: f64,
    /// What stands beside it; may be empty.
    pub name: String,
    /// Its values in words.
    pub tip: String,
    /// Whether it is set apart from others.
    pub leads: bool,
}

/// Points over two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// What it shows; may be empty.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The points; their names are placed in this order.
    pub spots: Vec<Spot>,
    /// Whether points of a series are joined.
    pub joined: bool,
    /// Whether there is a line where both values are the same.
    pub diagonal: bool,
}

impl Scatter {
    /// Draws it into an area.
    pub fn draw(&self, drawing: &mut Drawing, area: Area) {
        let panel = Panel::new(
            drawing,
            area,
            &self.title,
            self.x.clone(),
            self.y.clone(),
            10.0,
        );
        if self.diagonal {
            let ends = [panel.x.low.max(panel.y.low), panel.x.high.min(panel.y.high)];
            let line = Line {
                dashes: &[3.0, 3.0],
                ..Line::new(paint::MUTED, 1.0)
            };
            drawing.line(ends.map(|end| panel.point(end, end)), line);
        }
        let series = self.spots.iter().map(|spot| spot.series);
        for series in 0..series
            .max()
            .map_or(0, |last| last + 1)
            .min(paint::SERIES.len())
        {
            let own = self.spots.iter().filter(|spot| spot.series == series);
            let points: Vec<Point> = own.map(|spot| panel.point(spot.x, spot.y)).collect();
            if self.joined {
                drawing.line(points, Line::of_series(series));
            }
        }
        for spot in &self.spots {
            let at = panel.point(spot.x, spot.y);
            let colour = paint::series(spot.series);
            drawing.with_tip(&spot.tip, |drawing| match (self.joined, spot.leads) {
                (_, true) => drawing.dot(at, 6.5, colour),
                (true, false) => drawing.dot(at, 3.0, colour),
                (false, false) => drawing.dot(at, 4.5, colour),
            });
        }
        let named = self.spots.iter().filter(|spot| !spot.name.is_empty());
        let named = named.map(|spot| Named {
            at: panel.point(spot.x, spot.y),
            name: &spot.name,
        });
        let names: Vec<Named<'_>> = named.collect();
        draw_names(drawing, panel.area, &names);
    }
}
