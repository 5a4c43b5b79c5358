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
use std::ops::Range;

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

    /// The same cut into drawings that belong below each other, none higher than given where
    /// that can be: a page of paper would make a higher one too small to read.
    fn sheets(&self, width: f64, height: f64) -> Vec<Drawing> {
        let _ = height;
        vec![self.draw(width)]
    }
}

/// Cuts what stands in so many rows into drawings, each of as many rows as stay within a
/// height, at least one, and as even as that allows.
pub(crate) fn cut(
    rows: usize,
    height: f64,
    part: impl Fn(Range<usize>) -> Drawing,
) -> Vec<Drawing> {
    let whole = part(0..rows);
    if whole.height <= height {
        return vec![whole];
    }
    let sheets = |most: usize| {
        let mut sheets = Vec::new();
        let mut from = 0;
        while from < rows {
            let fits = |to: &usize| *to == from + 1 || part(from..*to).height <= height;
            let to = (from + 1..=rows.min(from + most)).rev().find(fits);
            let to = to.unwrap_or(rows);
            sheets.push(part(from..to));
            from = to;
        }
        sheets
    };
    let greedy = sheets(rows);
    let even = sheets(rows.div_ceil(greedy.len()));
    match even.len() == greedy.len() {
        true => even,
        false => greedy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_evenly_and_stay_in_order() {
        let heights = |rows, height| -> Vec<f64> {
            let part = |rows: Range<usize>| Drawing::new(9.0, 10.0 * rows.len() as f64);
            let sheets = cut(rows, height, part).into_iter();
            sheets.map(|sheet| sheet.height).collect()
        };
        assert_eq!(heights(6, 60.0), [60.0]);
        assert_eq!(heights(6, 59.0), [30.0, 30.0]);
        assert_eq!(heights(7, 30.0), [30.0, 30.0, 10.0]);
        // what is higher by itself stands alone
        assert_eq!(heights(2, 9.0), [10.0, 10.0]);
    }

    #[test]
    fn a_forest_that_is_too_high_goes_on_in_another() {
        let entry = |n: u8| Entry {
            name: n.to_string(),
            marks: vec![Mark::new(0, Shape::Dot, Some(f64::from(n)), String::new())],
            told: String::new(),
            leads: false,
        };
        let entries: Vec<Entry> = (0..20).map(entry).collect();
        let forest = Forest {
            title: "Rows".to_owned(),
            axis: Axis::of("", "", Entry::numbers(&entries), 4),
            entries,
            zone: None,
            lines: Vec::new(),
        };
        assert_eq!(forest.cut(720.0, 9e9), std::slice::from_ref(&forest));
        let parts = forest.cut(720.0, 200.0);
        assert!(parts.iter().all(|part| part.height(720.0) <= 200.0));
        let titles: Vec<&str> = parts.iter().map(|part| &*part.title).collect();
        assert_eq!(titles, ["Rows", "Rows (continued)", "Rows (continued)"]);
        let together: Vec<Entry> = parts.into_iter().flat_map(|part| part.entries).collect();
        assert_eq!(together, forest.entries);
    }
}
