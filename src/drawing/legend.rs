//! A legend: what series look like, where names cannot stand beside them.

use super::canvas::{Area, Drawing, Line, Point, Text};
use super::mark::Shape;
use super::paint;
use super::panel::{LINE, SMALL};
use super::typeface::{self, Weight};

/// Room for a sample before its name.
const SAMPLE: f64 = 26.0;
/// Space between entries.
const GAP: f64 = 16.0;
/// Height of a line of entries.
const HEIGHT: f64 = LINE + 5.0;

/// A series in a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Which series it is.
    pub series: usize,
    /// How its values are marked; none if it is a line.
    pub shape: Option<Shape>,
    /// What it is.
    pub name: String,
}

/// Where the entries stand, in lines of a width.
fn places(keys: &[Key], width: f64) -> (Vec<Point>, f64) {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::new();
    for key in keys {
        let name = typeface::fitted(&key.name, SMALL, Weight::Regular, width - SAMPLE);
        let needed = SAMPLE + typeface::width(&name, SMALL, Weight::Regular);
        if x > 0.0 && x + needed > width {
            x = 0.0;
            y += HEIGHT;
        }
        places.push(Point { x, y });
        x += needed + GAP;
    }
    let height = if keys.is_empty() {
        0.0
    } else {
        y + HEIGHT + 4.0
    };
    (places, height)
}

/// The height of a legend of a width; none without entries.
pub fn legend_height(keys: &[Key], width: f64) -> f64 {
    places(keys, width).1
}

/// Draws a legend of a width, its upper left corner at a place.
pub fn legend(drawing: &mut Drawing, keys: &[Key], at: Point, width: f64) {
    for (key, place) in keys.iter().zip(places(keys, width).0) {
        let (x, y) = (at.x + place.x, at.y + place.y + HEIGHT / 2.0);
        sample(drawing, key, x, y);
        let text = (x + SAMPLE, y + 4.0);
        drawing.text_within(text, Text::new(&key.name, SMALL), width - SAMPLE);
    }
}

fn sample(drawing: &mut Drawing, key: &Key, x: f64, y: f64) {
    let colour = paint::series(key.series);
    let middle = Point::from((x + 10.0, y));
    let across = [(x, y), (x + 20.0, y)].map(Point::from);
    match key.shape {
        None => drawing.line(across, Line::of_series(key.series)),
        Some(Shape::Bar) => drawing.rect(Area::new(x, y - 4.0, 20.0, 8.0), colour, 0.55),
        Some(Shape::Dot) => {
            drawing.line(across, Line::new(colour, 2.0));
            drawing.dot(middle, 4.2, colour);
        }
        Some(Shape::Ring) => {
            drawing.line(across, Line::new(colour, 2.0));
            drawing.ring(middle, 3.4, Line::new(colour, 1.6));
        }
        Some(Shape::Stroke) => {
            let ends = [(middle.x, y - 5.0), (middle.x, y + 5.0)].map(Point::from);
            drawing.line(ends, Line::new(colour, 2.6));
        }
    }
}
