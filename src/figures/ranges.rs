//! What may be expected of a measure, on one scale: where one organisation may lie, where it
//! may lie if its parameters differ, and the mean with the error of the simulation.

use super::windows::Over;
use crate::drawing::typeface::{Weight, fitted, width as text_width};
use crate::drawing::{Anchor, Area, Drawing, Line, Point, Text, paint};
use crate::numerals::Shown;

/// Height of a strip with the numbers below it.
pub(crate) const STRIP: f64 = 34.0;
/// Height of the words above the first strip.
pub(crate) const WORDS: f64 = 14.0;
/// Height of the wide band, and of the bar within it.
const BAND: f64 = 16.0;
const BAR: f64 = 8.0;
/// Room for a sample of the line of a result, before its name.
const SAMPLE: f64 = 22.0;
/// Sizes of letters.
const END: f64 = 11.0;
const SMALL: f64 = 10.0;

/// Words for what the strips show, in all figures and tables.
pub(crate) const ONE: &str = "one organisation";
pub(crate) const DIFFER: &str = "if parameters differ";

/// A strip: a window of a result, or a whole result.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// What it is called at its left.
    pub(crate) name: String,
    /// The place of its result among the series.
    pub(crate) series: usize,
    pub(crate) over: Option<Over>,
}

/// The strips of a measure, below each other.
#[derive(Clone, Debug)]
pub(crate) struct Ranges {
    pub(crate) title: String,
    pub(crate) unit: &'static str,
    pub(crate) strips: Vec<Strip>,
}

/// Widths of what stands beside strips; the same for all measures of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Columns {
    names: f64,
    means: f64,
    lows: f64,
    highs: f64,
}

impl Columns {
    /// Those that hold all of these, if names have so much room at most.
    pub(crate) fn of<'a>(all: impl IntoIterator<Item = &'a Ranges>, room: f64) -> Self {
        let mut columns = Self::default();
        for ranges in all {
            for strip in &ranges.strips {
                let name = text_width(&strip.name, END, Weight::Regular) + ranges.sample();
                columns.names = columns.names.max(name.min(room));
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
        columns
    }

    /// What of an area is left for the scale.
    fn scale(&self, area: Area) -> (f64, f64) {
        let left = area.x + self.names + 8.0 + self.means + 12.0 + self.lows + 5.0;
        let right = area.right() - self.highs - 5.0;
        (left, right.max(left + 20.0))
    }
}

impl Strip {
    pub(crate) fn has_value(&self) -> bool {
        self.over.as_ref().is_some_and(|over| over.value.is_some())
    }

    fn one(&self) -> Option<(f64, f64)> {
        self.over.as_ref()?.one
    }

    fn differ(&self) -> Option<(f64, f64)> {
        self.over.as_ref()?.differ
    }
}

impl Ranges {
    /// Room for samples of lines, which tell several results apart.
    fn sample(&self) -> f64 {
        match self.strips.iter().any(|strip| strip.series > 0) {
            true => SAMPLE,
            false => 0.0,
        }
    }

    pub(crate) fn height(&self) -> f64 {
        STRIP * self.strips.len() as f64
    }

    /// Whether any strip shows parameters that differ.
    pub(crate) fn differ(&self) -> bool {
        self.strips.iter().any(|strip| strip.differ().is_some())
    }

    /// Whether any strip shows where one organisation may lie.
    pub(crate) fn one(&self) -> bool {
        self.strips.iter().any(|strip| strip.one().is_some())
    }

    /// The mean of a strip, with the digits that its organisations bear.
    fn mean(&self, strip: &Strip) -> String {
        let shown = Shown::of(self.unit);
        let value = strip.over.as_ref().and_then(|over| over.value);
        match value {
            Some(value) => shown.apart(value, self.bears()).0 + shown.sign(),
            None => "–".to_owned(),
        }
    }

    /// The widest range of one organisation, which says how many digits are shown.
    fn bears(&self) -> Option<(f64, f64)> {
        let ones = self.strips.iter().filter_map(Strip::one);
        ones.max_by(|(a, b), (c, d)| (b - a).total_cmp(&(d - c)))
    }

    /// The numbers at the ends of the widest range that a strip has.
    fn ends(&self, strip: &Strip) -> Option<(String, String)> {
        let range = strip.differ().or(strip.one())?;
        let shown = Shown::of(self.unit);
        let widest = match strip.differ() {
            Some(_) => self.strips.iter().filter_map(Strip::differ),
            None => return Some(told(&shown, range, self.bears())),
        };
        let widest = widest.max_by(|(a, b), (c, d)| (b - a).total_cmp(&(d - c)));
        Some(told(&shown, range, widest))
    }

    /// The values at both ends of the scale.
    fn range(&self) -> (f64, f64) {
        let overs = self.strips.iter().filter_map(|strip| strip.over.as_ref());
        let shown = overs.flat_map(|over| {
            let ranges = [over.one, over.differ, over.interval];
            let ends = ranges.into_iter().flatten();
            ends.flat_map(|(low, high)| [low, high]).chain(over.value)
        });
        let (low, high) = shown.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
            (low.min(x), high.max(x))
        });
        match low < high {
            true => (low, high),
            // a single value stands in the middle
            false => (low - 1.0, low + 1.0),
        }
    }

    /// Whether zero lies within the scale of some range.
    pub(crate) fn has_zero(&self) -> bool {
        let (low, high) = self.range();
        low < 0.0 && high > 0.0 && (self.one() || self.differ())
    }

    /// Draws the strips into an area; `words` above the first one say what it shows.
    pub(crate) fn draw(&self, drawing: &mut Drawing, area: Area, columns: Columns, words: bool) {
        let (left, right) = columns.scale(area);
        let (low, high) = self.range();
        let scale = Scale {
            ends: (left, right),
            values: (low, high),
            edges: (area.x, area.right()),
        };
        for (at, strip) in self.strips.iter().enumerate() {
            let top = area.y + STRIP * at as f64;
            let first = words && at == 0;
            drawing.with_tip(&self.told(strip), |drawing| {
                self.draw_left(drawing, (area.x, top), columns, strip);
                self.draw_strip(drawing, &scale, top, strip, first);
            });
        }
    }

    fn draw_left(&self, drawing: &mut Drawing, (x, top): (f64, f64), of: Columns, strip: &Strip) {
        let y = top + BAND / 2.0 + 4.0;
        let sample = self.sample();
        if sample > 0.0 {
            let ends = [(x, y - 4.0), (x + sample - 6.0, y - 4.0)];
            drawing.line(ends.map(Point::from), Line::of_series(strip.series));
        }
        let room = of.names - sample + 0.1;
        let name = fitted(&strip.name, END, Weight::Regular, room);
        let text = Text::new(&name, END).colour(paint::MUTED);
        drawing.text((x + sample, y), text);
        let mean = self.mean(strip);
        let text = Text::new(&mean, END + 1.0).bold().anchor(Anchor::End);
        drawing.text((x + of.names + 8.0 + of.means, y), text);
    }

    fn draw_strip(
        &self,
        drawing: &mut Drawing,
        scale: &Scale,
        top: f64,
        strip: &Strip,
        first: bool,
    ) {
        let Some(over) = &strip.over else { return };
        let colour = paint::series(strip.series);
        let ranges = [(over.differ, BAND, 0.3), (over.one, BAR, 0.85)];
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
        if let Some(mean) = over.value {
            let (x, above) = (scale.x(mean), top - 3.0);
            let line = Line::new(paint::INK, 1.4);
            drawing.line([(x, above), (x, top + BAND)].map(Point::from), line);
            if let Some((low, high)) = over.interval {
                let cap = [(scale.x(low), above), (scale.x(high), above)];
                drawing.line(cap.map(Point::from), line);
            }
        }
        if let Some((low, high)) = self.ends(strip) {
            let y = top + BAND / 2.0 + 4.0;
            let all = [over.differ, over.one].into_iter().flatten();
            let (from, to) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (c, d)| {
                (a.min(c), b.max(d))
            });
            let low = Text::new(&low, END).bold().anchor(Anchor::End);
            drawing.text((scale.x(from) - 5.0, y), low);
            let high = Text::new(&high, END).bold();
            drawing.text((scale.x(to) + 5.0, y), high);
        }
        if first {
            draw_words(drawing, scale, top - 5.0, over);
        }
        let Some(one) = over.one else { return };
        let shown = Shown::of(self.unit);
        let (low, high) = told(&shown, one, self.bears());
        let low = low.strip_suffix(shown.sign()).unwrap_or(&low);
        let words = match (first, over.differ.is_some()) {
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

    /// The numbers of a strip in words.
    pub(crate) fn told(&self, strip: &Strip) -> String {
        let head = format!("{}, {}", self.title, strip.name);
        match &strip.over {
            Some(over) => format!("{head}: {}", self.in_words(over)),
            None => format!("{head}: no value"),
        }
    }

    /// The numbers of a window in words: the mean, and what one organisation may see.
    pub(crate) fn in_words(&self, over: &Over) -> String {
        let shown = Shown::of(self.unit);
        let mut words = vec![format!(
            "mean {}",
            shown.estimate(over.value, over.interval)
        )];
        let ranges = [(ONE, over.one), (DIFFER, over.differ)];
        words.extend(ranges.into_iter().filter_map(|(name, range)| {
            let (low, high) = told(&shown, range?, range);
            let low = low.strip_suffix(shown.sign()).unwrap_or(&low);
            Some(format!("{name} {low} to {high}"))
        }));
        words.join("; ")
    }
}

/// The ends of a range with the digits that another one bears.
fn told(shown: &Shown, (low, high): (f64, f64), bears: Option<(f64, f64)>) -> (String, String) {
    let end = |end| shown.apart(end, bears).0 + shown.sign();
    (end(low), end(high))
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
fn draw_words(drawing: &mut Drawing, scale: &Scale, y: f64, over: &Over) {
    let (mut before, mut after) = (scale.edges.1, scale.edges.0);
    if let Some(mean) = over.value {
        let x = scale.within(scale.x(mean), "mean");
        let text = Text::new("mean", SMALL).colour(paint::MUTED);
        drawing.text((x, y), text.anchor(Anchor::Middle));
        let half = text_width("mean", SMALL, Weight::Regular) / 2.0 + 7.0;
        (before, after) = (x - half, x + half);
    }
    let Some((low, high)) = over.differ else {
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
