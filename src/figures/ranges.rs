//! The three doubts as a picture: a wide pale band for parameters that differ, a strong bar
//! within it for one organisation, and the mean with the error of the simulation.

use super::doubts::{DIFFER, Doubts, ONE, Ranges, Sort, Strip};
use crate::drawing::typeface::{Weight, width as text_width, wrapped};
use crate::drawing::{Anchor, Area, Drawing, Line, Point, Text, paint};

/// Height of a strip with the numbers below it.
const STRIP: f64 = 34.0;
/// How far the cap of the mean stands above the band.
const CAP: f64 = 3.0;
/// From the foot of letters above a strip to its band: their tails and some room stay clear of
/// the cap.
const CLEAR: f64 = CAP + 5.0;
/// Height of the words above the first strip.
const WORDS: f64 = CLEAR + 9.0;
/// Where the foot of a name above its strip stands, and its height.
const FOOT: f64 = 12.0;
const NAME: f64 = FOOT + CLEAR;
/// Height of the wide band, and of the bar within it.
const BAND: f64 = 16.0;
const BAR: f64 = 8.0;
/// Room for a sample of the line of a result, before its name.
const SAMPLE: f64 = 22.0;
/// Sizes of letters.
const END: f64 = 11.0;
const SMALL: f64 = 10.0;

/// Widths of what stands beside strips; the same for all measures of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Columns {
    names: f64,
    /// Whether names stand above their strips, for want of room beside them.
    above: bool,
    means: f64,
    lows: f64,
    highs: f64,
}

impl Columns {
    /// Those that hold all of these in a width.
    pub(crate) fn of<'a>(all: impl IntoIterator<Item = &'a Ranges>, width: f64) -> Self {
        let mut columns = Self::default();
        for ranges in all {
            for strip in &ranges.strips {
                let name = text_width(&strip.name, END, Weight::Regular) + ranges.sample();
                let told = text_width(&strip.told, SMALL, Weight::Regular);
                columns.names = columns.names.max(name).max(told);
                let mean = text_width(&ranges.mean(strip), END + 1.0, Weight::SemiBold);
                columns.means = columns.means.max(mean);
                if let Some((low, high)) = ranges.ends(strip) {
                    let [low, high] =
                        [low, high].map(|end| text_width(&end, END, Weight::SemiBold));
                    columns.lows = columns.lows.max(low);
                    columns.highs = columns.highs.max(high);
                }
            }
        }
        columns.above = columns.names > 0.25 * width;
        columns
    }

    /// Where means end.
    fn mean(&self, left: f64) -> f64 {
        match self.above {
            true => left + self.means,
            false => left + self.names + 8.0 + self.means,
        }
    }

    /// What of an area is left for the scale.
    fn scale(&self, area: Area) -> (f64, f64) {
        let left = self.mean(area.x) + 12.0 + self.lows + 5.0;
        let right = area.right() - self.highs - 5.0;
        (left, right.max(left + 20.0))
    }

    /// Height of what stands above the band of a strip, the first with words or not.
    fn lead(&self, words: bool) -> f64 {
        let name = if self.above { NAME } else { 0.0 };
        name + if words { WORDS } else { 0.0 }
    }
}

impl Ranges {
    /// Room for samples of lines, which tell several results apart.
    fn sample(&self) -> f64 {
        match self.strips.iter().any(|strip| strip.series > 0) && self.sort == Sort::Values {
            true => SAMPLE,
            false => 0.0,
        }
    }

    /// The lines of the title at a width, and the unit where it has room behind the last.
    fn heading(&self, width: f64) -> (Vec<String>, Option<f64>) {
        let lines = wrapped(&self.title, 12.0, Weight::SemiBold, width);
        let last = lines.last().map_or("", |line| line);
        let x = text_width(last, 12.0, Weight::SemiBold) + 7.0;
        // percents carry their sign
        let unit = text_width(&self.shown.unit, 11.0, Weight::Regular);
        let fits = self.shown.sign().is_empty() && x + unit <= width;
        (lines, fits.then_some(x))
    }

    /// Height of title and strips at a width, with words above the first strip or not.
    pub(crate) fn height(&self, width: f64, columns: Columns, words: bool) -> f64 {
        let title = 12.0 + 15.0 * self.heading(width).0.len() as f64;
        let strips = (0..self.strips.len()).map(|at| columns.lead(words && at == 0) + STRIP);
        title + strips.sum::<f64>()
    }

    /// Draws title and strips; `words` above the first one say what it shows.
    pub(crate) fn draw(&self, drawing: &mut Drawing, area: Area, columns: Columns, words: bool) {
        let (lines, unit) = self.heading(area.width);
        for (place, line) in lines.iter().enumerate() {
            let y = area.y + 18.0 + 15.0 * place as f64;
            drawing.text((area.x, y), Text::new(line, 12.0).bold());
        }
        let below = area.y + 3.0 + 15.0 * lines.len() as f64;
        if let Some(x) = unit {
            let unit = Text::new(&self.shown.unit, 11.0).colour(paint::MUTED);
            drawing.text((area.x + x, below), unit);
        }
        let scale = Scale {
            ends: columns.scale(area),
            values: self.range(),
            edges: (area.x, area.right()),
        };
        let mut top = below + 9.0;
        for (at, strip) in self.strips.iter().enumerate() {
            let first = words && at == 0;
            let band = top + columns.lead(first);
            drawing.with_tip(&self.told(strip), |drawing| {
                self.draw_left(drawing, (area, top, band), columns, strip);
                self.draw_strip(drawing, &scale, band, strip, first);
            });
            top = band + STRIP;
        }
    }

    /// The name of a strip, what is said of it, and its mean.
    fn draw_left(
        &self,
        drawing: &mut Drawing,
        (area, top, band): (Area, f64, f64),
        columns: Columns,
        strip: &Strip,
    ) {
        let x = area.x;
        let middle = band + BAND / 2.0 + 4.0;
        let y = if columns.above { top + FOOT } else { middle };
        let sample = self.sample();
        if sample > 0.0 {
            let ends = [(x, y - 4.0), (x + sample - 6.0, y - 4.0)];
            drawing.line(ends.map(Point::from), Line::of_series(strip.series));
        }
        let told = Text::new(&strip.told, SMALL).colour(paint::MUTED);
        let told_width = text_width(&strip.told, SMALL, Weight::Regular);
        let (room, at) = match columns.above {
            true => {
                let room = area.width - sample - told_width - 10.0;
                let name = text_width(&strip.name, END, Weight::Regular).min(room);
                (room, (x + sample + name + 8.0, y))
            }
            false => (columns.names - sample + 0.1, (x, y + 14.0)),
        };
        let name = Text::new(&strip.name, END).colour(paint::MUTED);
        drawing.text_within((x + sample, y), name, room);
        if !strip.told.is_empty() {
            drawing.text(at, told);
        }
        let mean = self.mean(strip);
        let text = Text::new(&mean, END + 1.0).bold().anchor(Anchor::End);
        drawing.text((columns.mean(x), middle), text);
    }

    fn draw_strip(
        &self,
        drawing: &mut Drawing,
        scale: &Scale,
        top: f64,
        strip: &Strip,
        first: bool,
    ) {
        let doubts = &strip.doubts;
        self.draw_behind(drawing, scale, top);
        let colour = paint::series(strip.series);
        let ranges = [(doubts.differ, BAND, 0.3), (doubts.one, BAR, 0.85)];
        for (range, height, opacity) in ranges {
            let Some((low, high)) = range else { continue };
            let (from, to) = (scale.x(low), scale.x(high));
            let y = top + (BAND - height) / 2.0;
            let area = Area::new(from, y, (to - from).max(1.0), height);
            drawing.rect(area, colour, opacity);
        }
        if self.has_zero() {
            let zero = [(scale.x(0.0), top), (scale.x(0.0), top + BAND)];
            drawing.line(zero.map(Point::from), Line::new(paint::PAPER, 1.4));
        }
        if let Some(mean) = doubts.mean {
            let (x, above) = (scale.x(mean), top - CAP);
            let line = Line::new(paint::INK, 1.4);
            drawing.line([(x, above), (x, top + BAND)].map(Point::from), line);
            if let Some((low, high)) = doubts.interval {
                let cap = [(scale.x(low), above), (scale.x(high), above)];
                drawing.line(cap.map(Point::from), line);
            }
        }
        if let Some((low, high)) = self.ends(strip) {
            let y = top + BAND / 2.0 + 4.0;
            let all = [doubts.differ, doubts.one].into_iter().flatten();
            let (from, to) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (c, d)| {
                (a.min(c), b.max(d))
            });
            for (end, x, anchor) in [
                (low, scale.x(from) - 5.0, Anchor::End),
                (high, scale.x(to) + 5.0, Anchor::Start),
            ] {
                let wide = text_width(&end, END, Weight::SemiBold);
                let left = if anchor == Anchor::End { x - wide } else { x };
                self.clear(drawing, scale, (left - 2.0, left + wide + 2.0, top));
                drawing.text((x, y), Text::new(&end, END).bold().anchor(anchor));
            }
        }
        if first {
            draw_words(drawing, scale, top - CLEAR, doubts);
        }
        let (Some(one), Some((low, high))) = (doubts.one, self.one_of(strip)) else {
            return;
        };
        let low = low.strip_suffix(self.shown.sign()).unwrap_or(&low);
        let words = match (first, doubts.differ.is_some()) {
            (true, true) => format!("{ONE} {low} to {high}"),
            (true, false) => ONE.to_owned(),
            (false, true) => format!("{low} to {high}"),
            // they stand at the ends already
            (false, false) => return,
        };
        let middle = scale.within((scale.x(one.0) + scale.x(one.1)) / 2.0, &words);
        let words = Text::new(&words, SMALL).anchor(Anchor::Middle);
        drawing.text((middle, top + BAND + 10.0), words);
    }

    /// Differences that do not matter, and none at all.
    fn draw_behind(&self, drawing: &mut Drawing, scale: &Scale, top: f64) {
        let Sort::Differences(threshold) = self.sort else {
            return;
        };
        if let Some(size) = threshold {
            let (left, right) = (scale.x(-size), scale.x(size));
            let (left, right) = (left.max(scale.ends.0), right.min(scale.ends.1));
            let zone = Area::new(left, top - CAP, right - left, BAND + CAP);
            drawing.rect(zone, paint::MUTED, 0.13);
        }
        // not through the numbers below
        let zero = [(scale.x(0.0), top - CAP), (scale.x(0.0), top + BAND)];
        drawing.line(zero.map(Point::from), Line::new(paint::MUTED, 1.0));
    }

    /// Clears a place for a number that the line at zero would strike through.
    fn clear(&self, drawing: &mut Drawing, scale: &Scale, (left, right, top): (f64, f64, f64)) {
        let zero = scale.x(0.0);
        if matches!(self.sort, Sort::Differences(_)) && left < zero && zero < right {
            let behind = Area::new(left, top - CAP, right - left, BAND + CAP);
            drawing.rect(behind, paint::PAPER, 1.0);
        }
    }
}

/// Where the values of strips stand.
struct Scale {
    ends: (f64, f64),
    values: (f64, f64),
    /// How far texts may reach to both sides.
    edges: (f64, f64),
}

impl Scale {
    fn x(&self, value: f64) -> f64 {
        let ((left, right), (low, high)) = (self.ends, self.values);
        left + (value - low) / (high - low) * (right - left)
    }

    /// The middle of a text that should be there, but within the edges.
    fn within(&self, middle: f64, text: &str) -> f64 {
        let half = text_width(text, SMALL, Weight::Regular) / 2.0;
        middle.min(self.edges.1 - half).max(self.edges.0 + half)
    }
}

/// What the mark of the mean and the wide band are, at a height above them.
fn draw_words(drawing: &mut Drawing, scale: &Scale, y: f64, doubts: &Doubts) {
    let (mut before, mut after) = (scale.edges.1, scale.edges.0);
    if let Some(mean) = doubts.mean {
        let x = scale.within(scale.x(mean), "mean");
        let text = Text::new("mean", SMALL).colour(paint::MUTED);
        drawing.text((x, y), text.anchor(Anchor::Middle));
        let half = text_width("mean", SMALL, Weight::Regular) / 2.0 + 7.0;
        (before, after) = (x - half, x + half);
    }
    let Some((low, high)) = doubts.differ else {
        return;
    };
    // from the lower end, or to the higher one
    let long = text_width(DIFFER, SMALL, Weight::SemiBold);
    let left = scale.x(low).min(before - long);
    let right = (scale.x(high) - long).max(after);
    let at = match left >= scale.edges.0 {
        true => left,
        false if right + long <= scale.edges.1 => right,
        false => return,
    };
    let words = Text::new(DIFFER, SMALL).bold();
    drawing.text((at, y), words.colour(paint::series(0)));
}
