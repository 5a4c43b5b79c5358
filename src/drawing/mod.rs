//! Results as pictures: a typed drawing, written as SVG, PNG or PDF, and the
//! kinds of figures that results have.
//!
//! A [`Figure`] is laid out for a width, so that the same figure serves a page, a
//! slide and a phone. What is drawn depends on the result and the width alone: the
//! SVG has the same bytes everywhere.

mod axis;
mod canvas;
mod curves;
mod event_lines;
mod forest;
mod format;
pub mod labels;
mod legend;
mod mark;
mod matrix;
mod names;
mod page;
pub mod paint;
mod panel;
pub mod pdf;
pub mod raster;
mod render_error;
mod scatter;
mod short;
pub mod svg;
pub mod typeface;

pub use axis::Axis;
pub use canvas::{Anchor, Area, Drawing, Line, Point, Text};
pub use curves::{Curves, Moment};
pub use forest::{Entry, Forest};
pub use format::Format;
pub use labels::spread;
pub use legend::{Key, legend, legend_height};
pub use mark::{Mark, Shape};
pub use matrix::{Crossing, Matrix, SCALE_HEIGHT, Square, scale_legend};
pub use names::{Named, draw_names};
pub use page::page;
pub use panel::{Panel, columns, direct_labels, room_beside, room_for};
pub use render_error::RenderError;
pub use scatter::{Scatter, Spot};

/// A picture of a result.
pub trait Figure {
    /// Its name in files: lower case with hyphens.
    fn name(&self) -> String;

    /// What it shows, as a heading.
    fn title(&self) -> String;

    /// What it is about, where the title does not say so: the names of scenarios and
    /// experiments.
    fn about(&self) -> String {
        String::new()
    }

    /// What is to be seen, in words with the main numbers: the alternative for
    /// those who do not see it.
    fn description(&self) -> String;

    /// How to read it: what lines, bands and marks are.
    fn note(&self) -> String;

    /// The drawing without title and note, as wide as given, in points of 1/96
    /// inch, from 280.
    fn draw(&self, width: f64) -> Drawing;
}
