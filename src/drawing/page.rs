//! A figure that stands alone: with its title above and its note below.

use super::canvas::{Area, Drawing, Text};
use super::typeface::{Weight, wrapped};
use super::{Figure, paint};

const MARGIN: f64 = 16.0;

/// A figure with title and note on white, as wide as given.
pub fn page(figure: &dyn Figure, width: f64) -> Drawing {
    let room = width - 2.0 * MARGIN;
    let body = figure.draw(room);
    let title = wrapped(&figure.title(), 15.0, Weight::SemiBold, room);
    let about = wrapped(&figure.about(), 11.0, Weight::Regular, room);
    let note = wrapped(&figure.note(), 10.5, Weight::Regular, room);
    let titles = MARGIN + 20.0 * title.len() as f64;
    let above = titles + 15.0 * about.len() as f64 + 6.0;
    let below = 10.0 + 14.0 * note.len() as f64 + MARGIN - 4.0;
    let mut drawing = Drawing::new(width, above + body.height + below);
    let sheet = Area::new(0.0, 0.0, width, drawing.height);
    drawing.rect(sheet, paint::PAPER, 1.0);
    for (place, line) in title.iter().enumerate() {
        let y = MARGIN + 14.0 + 20.0 * place as f64;
        drawing.text((MARGIN, y), Text::new(line, 15.0).bold());
    }
    for (place, line) in about.iter().enumerate() {
        let y = titles + 10.0 + 15.0 * place as f64;
        drawing.text((MARGIN, y), Text::new(line, 11.0).colour(paint::MUTED));
    }
    for (place, line) in note.iter().enumerate() {
        let y = above + body.height + 20.0 + 14.0 * place as f64;
        drawing.text((MARGIN, y), Text::new(line, 10.5).colour(paint::MUTED));
    }
    drawing.place((MARGIN, above), body);
    drawing
}
