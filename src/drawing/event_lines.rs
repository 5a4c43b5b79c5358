//! Events over a panel: upright lines with labels, which neither cover nor cross each other.

use super::panel::{EVENT, Panel};
use super::typeface::{self, Weight};
use super::{Anchor, Drawing, Line, Point, Text, paint};

/// Size of the letters of a label.
const LETTERS: f64 = 10.0;
/// From a line to its label.
const BESIDE: f64 = 4.0;
/// Least room between a label and what stands beside it.
const APART: f64 = 6.0;

/// A label at its place.
struct Label {
    text: String,
    anchor: Anchor,
    at: f64,
    /// Most room that it may take.
    room: f64,
    /// Where it begins and ends.
    ends: (f64, f64),
    row: usize,
}

impl Panel {
    /// An upright line at a value, with a label at its upper end.
    pub fn event(&self, drawing: &mut Drawing, value: f64, label: &str) {
        self.events(drawing, &[(value, label)]);
    }

    /// Upright lines at values in ascending order, each with a label; labels that
    /// would cover each other stand in rows, those of the same value in one; an empty label
    /// is none. A line leaves room for the labels of others.
    pub fn events(&self, drawing: &mut Drawing, events: &[(f64, &str)]) {
        let events = events.iter().filter(|(value, _)| self.x.holds(*value));
        let mut joined: Vec<(f64, String)> = Vec::new();
        for (value, label) in events {
            match joined.last_mut() {
                Some((last, _)) if last == value && label.is_empty() => {}
                Some((last, all)) if last == value && !all.is_empty() => {
                    *all = format!("{all}, {label}");
                }
                _ => joined.push((*value, (*label).to_owned())),
            }
        }
        let lines: Vec<f64> = joined.iter().map(|(value, _)| self.x(*value)).collect();
        let labels = self.labels(joined);
        for x in lines {
            self.line_beside(drawing, x, &labels);
        }
        for label in labels {
            let text = Text::new(&label.text, LETTERS).colour(paint::EVENT);
            let at = (label.at, self.top() + 9.0 + EVENT * label.row as f64);
            drawing.text_within(at, text.anchor(label.anchor), label.room);
        }
    }

    /// Where lines and labels begin.
    fn top(&self) -> f64 {
        self.area.y - self.above
    }

    /// Labels at their places.
    fn labels(&self, events: Vec<(f64, String)>) -> Vec<Label> {
        // where the labels of each row end
        let mut rows: Vec<f64> = Vec::new();
        let named = events.into_iter().filter(|(_, text)| !text.is_empty());
        let label = |(value, text): (f64, String)| {
            let x = self.x(value);
            let right = self.area.right() - x - BESIDE;
            let left = x - self.area.x - BESIDE;
            let long = typeface::width(&text, LETTERS, Weight::Regular);
            let (anchor, at, room) = match right >= long.min(left) {
                true => (Anchor::Start, x + BESIDE, right),
                false => (Anchor::End, x - BESIDE, left),
            };
            let long = long.min(room);
            let ends = match anchor {
                Anchor::End => (at - long, at),
                _ => (at, at + long),
            };
            // its own line has to stay clear, too
            let from = ends.0.min(x) - APART;
            let row = rows.iter().position(|end| *end <= from);
            let row = row.unwrap_or_else(|| {
                rows.push(0.0);
                rows.len() - 1
            });
            rows[row] = ends.1.max(x);
            Label {
                text,
                anchor,
                at,
                room,
                ends,
                row,
            }
        };
        named.map(label).collect()
    }

    /// A line, but for where labels stand across it.
    fn line_beside(&self, drawing: &mut Drawing, x: f64, labels: &[Label]) {
        let across = labels
            .iter()
            .filter(|label| label.ends.0 - BESIDE < x && x < label.ends.1 + BESIDE);
        let mut rows: Vec<usize> = across.map(|label| label.row).collect();
        rows.sort_unstable();
        let line = Line {
            dashes: &[3.0, 3.0],
            ..Line::new(paint::EVENT, 1.0)
        };
        let mut from = self.top();
        for row in rows {
            let above = self.top() + EVENT * row as f64;
            if above > from {
                drawing.line([(x, from), (x, above)].map(Point::from), line);
            }
            from = above + EVENT;
        }
        drawing.line([(x, from), (x, self.area.bottom())].map(Point::from), line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Area, Axis, svg};

    fn panel(drawing: &mut Drawing) -> Panel {
        let area = Area::new(0.0, 0.0, 200.0, 100.0);
        let [x, y] = [8.0, 1.0].map(|high| Axis::whole("", 0.0, high, 1));
        Panel::new(drawing, area, "", x, y, 0.0)
    }

    fn texts(events: &[(f64, &str)]) -> Vec<String> {
        let mut drawing = Drawing::new(200.0, 100.0);
        panel(&mut drawing).events(&mut drawing, events);
        let page = svg::to_string(&drawing, "");
        let texts = page
            .split("</text>")
            .filter_map(|part| part.rsplit_once('>'));
        let texts = texts.map(|(_, text)| text.to_owned());
        texts
            .filter(|text| text.contains(|c: char| c == ',' || c.is_alphabetic()))
            .collect()
    }

    #[test]
    fn events_of_one_time_share_a_line_and_those_without_a_name_have_none() {
        assert_eq!(texts(&[(4.0, "fusion"), (4.0, "grant")]), ["fusion, grant"]);
        assert_eq!(texts(&[(4.0, ""), (4.0, "")]), Vec::<String>::new());
        assert_eq!(texts(&[(4.0, "fusion"), (4.0, "")]), ["fusion"]);
    }

    /// However close events are, and at whichever side.
    #[test]
    fn labels_neither_cover_each_other_nor_touch_another_line() {
        let mut drawing = Drawing::new(200.0, 100.0);
        let panel = panel(&mut drawing);
        for step in 1..40_u32 {
            let values = [
                1.0,
                1.0 + f64::from(step) * 0.1,
                5.0,
                5.0 + f64::from(step) * 0.07,
            ];
            let mut values = values.to_vec();
            values.sort_by(f64::total_cmp);
            values.dedup();
            let lines: Vec<f64> = values.iter().map(|value| panel.x(*value)).collect();
            let events = values
                .into_iter()
                .map(|value| (value, "reorganise".to_owned()));
            let labels = panel.labels(events.collect());
            for (at, label) in labels.iter().enumerate() {
                let (low, high) = label.ends;
                for other in labels[..at].iter().filter(|other| other.row == label.row) {
                    let is_apart = other.ends.1 + APART <= low || high + APART <= other.ends.0;
                    assert!(is_apart, "{step}: {:?} {:?}", label.ends, other.ends);
                }
                // in its row no other line begins right behind it
                let own = labels
                    .iter()
                    .zip(&lines)
                    .filter(|(other, _)| other.row == label.row);
                for (_, line) in own {
                    let is_apart = *line <= low - BESIDE + 1e-9 || *line >= high + BESIDE - 1e-9;
                    assert!(is_apart, "{step}: {:?} {line}", label.ends);
                }
            }
        }
    }
}
