//! A forest plot: named rows on one horizontal axis, each with estimates and their
//! intervals.

use super::axis::Axis;
use super::canvas::{Anchor, Area, Drawing, Line, Point, Text};
use super::mark::{Mark, draw_mark};
use super::paint;
use super::panel::{LINE, Panel, SMALL, text_width};
use super::typeface::{self, Weight, wrapped};

/// From this width the numbers stand beside the rows.
const WIDE: f64 = 520.0;
/// Height of an estimate in a row.
const STRIP: f64 = 11.0;
/// Space between rows.
const BETWEEN: f64 = 9.0;
/// What is not joined with a row must be this far from it.
const GAP: f64 = 8.0;

/// What the titles of all parts but the first end with.
const CONTINUED: &str = " (continued)";

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is about.
    pub name: String,
    /// Its estimates, from top to bottom.
    pub marks: Vec<Mark>,
    /// Its numbers, where there is room for them; may be empty.
    pub told: String,
    /// Whether its name is set apart from others.
    pub leads: bool,
}

impl Entry {
    /// All numbers that the axis of some rows must hold.
    pub fn numbers(entries: &[Self]) -> impl Iterator<Item = f64> {
        let marks = entries.iter().flat_map(|entry| &entry.marks);
        marks.flat_map(Mark::numbers)
    }
}

/// Rows on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    /// What it shows; may be empty.
    pub title: String,
    /// The horizontal axis.
    pub axis: Axis,
    /// The rows from top to bottom.
    pub entries: Vec<Entry>,
    /// Values that make no difference in practice.
    pub zone: Option<(f64, f64)>,
    /// Values to compare with, and what they are.
    pub lines: Vec<(f64, String)>,
}

/// Where things are at a width.
struct Layout {
    /// Room for names on the left; none if they stand above their rows.
    names: Option<f64>,
    /// Room for numbers on the right.
    told: f64,
    title: Vec<String>,
    /// The lines of each name, and the height of each row.
    rows: Vec<(Vec<String>, f64)>,
}

impl Forest {
    fn layout(&self, width: f64) -> Layout {
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let mut names = self.entries.iter().map(|e| self.width_of(e));
        let name = widest(&mut names) + GAP;
        let beside = match width {
            w if w >= WIDE => Some(name.min(0.34 * w)),
            w => Some(name).filter(|&name| name <= 0.4 * w),
        };
        let mut told = self.entries.iter().map(|e| text_width(&e.told));
        let told = match (width >= WIDE, widest(&mut told)) {
            (true, told) if told > 0.0 && told <= 0.36 * width => told + 2.0 * GAP,
            _ => 0.0,
        };
        let rows = self.entries.iter().map(|entry| {
            let room = beside.map_or(width, |room| room - GAP);
            let lines = wrapped(&entry.name, SMALL, weight(entry), room);
            let marks = STRIP * entry.marks.len().max(1) as f64;
            let text = LINE * lines.len() as f64;
            let height = match beside {
                Some(_) => marks.max(text),
                None => marks + text + 1.0,
            };
            (lines, height + BETWEEN)
        });
        Layout {
            names: beside,
            told,
            rows: rows.collect(),
            title: wrapped(&self.title, 12.0, Weight::SemiBold, width),
        }
    }

    fn width_of(&self, entry: &Entry) -> f64 {
        typeface::width(&entry.name, SMALL, weight(entry))
    }

    /// The least width at which its numbers are shown; none if it has none.
    pub fn least_with_numbers(&self) -> Option<f64> {
        let told = self.entries.iter().any(|entry| !entry.told.is_empty());
        told.then_some(WIDE)
    }

    /// Its height at a width.
    pub fn height(&self, width: f64) -> f64 {
        let layout = self.layout(width);
        let rows: f64 = layout.rows.iter().map(|(_, height)| height).sum();
        self.above(&layout) + rows + self.below()
    }

    /// The same as several, each no higher than given at a width, if it has more rows than
    /// that holds.
    pub fn cut(&self, width: f64, height: f64) -> Vec<Self> {
        let mut parts = vec![self.clone()];
        while let Some(last) = parts.last_mut().filter(|own| own.height(width) > height) {
            let layout = last.layout(width);
            let mut left = height - last.above(&layout) - last.below();
            let fits = |(_, row): &&(Vec<String>, f64)| {
                left -= row;
                left >= 0.0
            };
            let rows = layout.rows.iter().take_while(fits).count().max(1);
            if rows >= last.entries.len() {
                break;
            }
            let rest = Self {
                title: match last.title.strip_suffix(CONTINUED) {
                    _ if last.title.is_empty() => String::new(),
                    Some(_) => last.title.clone(),
                    None => last.title.clone() + CONTINUED,
                },
                entries: last.entries.split_off(rows),
                ..last.clone()
            };
            parts.push(rest);
        }
        parts
    }

    /// Height of what stands above the rows.
    fn above(&self, layout: &Layout) -> f64 {
        let lines = if self.lines.is_empty() { 0.0 } else { LINE };
        14.0 * layout.title.len() as f64 + lines + 9.0
    }

    /// Height of what stands below the rows.
    fn below(&self) -> f64 {
        let label = if self.axis.label.is_empty() {
            0.0
        } else {
            LINE + 1.0
        };
        5.0 + LINE + label
    }

    /// Draws it, its upper left corner at a place.
    pub fn draw(&self, drawing: &mut Drawing, at: Point, width: f64) {
        let layout = self.layout(width);
        for (place, line) in layout.title.iter().enumerate() {
            let y = at.y + 12.0 + 14.0 * place as f64;
            drawing.text((at.x, y), Text::new(line, 12.0).bold());
        }
        // numbers at both ends of the axis stay on the sheet
        let half = |tick: Option<&(f64, String)>| tick.map_or(0.0, |(_, n)| text_width(n) / 2.0);
        let (first, last) = (self.axis.ticks.first(), self.axis.ticks.last());
        let left = layout.names.unwrap_or((half(first) - 7.0).max(0.0));
        let right = match layout.told > 0.0 {
            true => 10.0,
            false => half(last).max(10.0),
        };
        let outer = Area::new(
            at.x + left,
            at.y + self.above(&layout) - 9.0,
            width - left - layout.told,
            self.height(width) - self.above(&layout) + 9.0,
        );
        let nothing = Axis {
            label: String::new(),
            low: 0.0,
            high: 1.0,
            ticks: Vec::new(),
        };
        let panel = Panel::new(drawing, outer, "", self.axis.clone(), nothing, right);
        self.background(drawing, &panel);
        let mut top = panel.area.y;
        for (entry, (lines, height)) in self.entries.iter().zip(&layout.rows) {
            let row = Area::new(at.x, top, width, *height);
            draw_entry(drawing, &panel, entry, lines, row, &layout);
            top += height;
        }
    }

    /// The zone, the grid and the lines to compare with.
    fn background(&self, drawing: &mut Drawing, panel: &Panel) {
        let area = panel.area;
        if let Some((low, high)) = self.zone {
            let [low, high] = [low, high].map(|x| panel.x(x.clamp(panel.x.low, panel.x.high)));
            let zone = Area::new(low, area.y, high - low, area.height);
            drawing.rect(zone, paint::MUTED, 0.13);
        }
        for &(value, _) in &self.axis.ticks {
            let strong = value.abs() < 1e-9 * (self.axis.high - self.axis.low);
            let line = match strong {
                true => Line::new(paint::MUTED, 1.0),
                false => Line::new(paint::GRID, 1.0),
            };
            upright(drawing, panel, value, line);
        }
        let mut taken = f64::NEG_INFINITY;
        for (value, label) in self.lines.iter().filter(|(v, _)| self.axis.holds(*v)) {
            let line = Line {
                dashes: &[3.0, 3.0],
                ..Line::new(paint::EVENT, 1.0)
            };
            upright(drawing, panel, *value, line);
            let half = text_width(label) / 2.0;
            let right = area.right() + 10.0 - half;
            let middle = panel.x(*value).min(right).max(area.x + half - 7.0);
            if middle - half > taken {
                let text = Text::new(label, SMALL).colour(paint::EVENT);
                drawing.text((middle, area.y - 4.0), text.anchor(Anchor::Middle));
                taken = middle + half + 4.0;
            }
        }
    }
}

fn upright(drawing: &mut Drawing, panel: &Panel, value: f64, line: Line<'_>) {
    let x = panel.x(value);
    let ends = [(x, panel.area.y), (x, panel.area.bottom())];
    drawing.line(ends.map(Point::from), line);
}

fn draw_entry(
    drawing: &mut Drawing,
    panel: &Panel,
    entry: &Entry,
    lines: &[String],
    row: Area,
    layout: &Layout,
) {
    let text = LINE * lines.len() as f64;
    let marks = STRIP * entry.marks.len().max(1) as f64;
    let inner = row.height - BETWEEN;
    let top = row.y + BETWEEN / 2.0;
    let (of_name, of_marks) = match layout.names {
        Some(_) => (top + (inner - text) / 2.0, top + (inner - marks) / 2.0),
        None => (top, top + text + 1.0),
    };
    for (place, line) in lines.iter().enumerate() {
        let y = of_name + LINE * (place as f64 + 1.0) - 3.0;
        let mut text = Text::new(line, SMALL);
        text.weight = weight(entry);
        let cut = lines.len() == 1 && *line != entry.name;
        match (layout.names, cut) {
            (Some(room), false) => {
                drawing.text((row.x + room - GAP, y), text.anchor(Anchor::End));
            }
            (Some(room), true) => drawing.with_tip(&entry.name, |d| {
                d.text((row.x + room - GAP, y), text.anchor(Anchor::End));
            }),
            (None, _) => {
                let wide = typeface::width(line, SMALL, weight(entry)) + 4.0;
                let behind = Area::new(row.x, y - 10.0, wide, LINE);
                drawing.rect(behind, paint::PAPER, 1.0);
                drawing.text((row.x, y), text);
            }
        }
    }
    for (place, mark) in entry.marks.iter().enumerate() {
        let y = of_marks + STRIP * (place as f64 + 0.5);
        draw_mark(drawing, panel, mark, y);
        let strip = Area::new(panel.area.x, y - STRIP / 2.0, panel.area.width, STRIP);
        drawing.tip(strip, &mark.tip);
    }
    if layout.told > 0.0 && !entry.told.is_empty() {
        let text = Text::new(&entry.told, SMALL).colour(paint::MUTED);
        let at = (
            row.right() - layout.told + 2.0 * GAP,
            top + inner / 2.0 + 4.0,
        );
        drawing.text(at, text);
    }
}

fn weight(entry: &Entry) -> Weight {
    match entry.leads {
        true => Weight::SemiBold,
        false => Weight::Regular,
    }
}
