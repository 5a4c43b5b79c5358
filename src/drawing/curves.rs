//! Curves with bands over one axis, one a series.

use super::axis::Axis;
use super::canvas::{Area, Drawing, Line, Point};
use super::paint;
use super::panel::{Panel, direct_labels, room_for, text_width};
use crate::numerals::Shown;

/// A point of a curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Its place on the horizontal axis.
    pub x: f64,
    /// What the place is called, in tips.
    pub name: String,
    /// The value, if there is one.
    pub value: Option<f64>,
    /// Its interval, if there is one.
    pub interval: Option<(f64, f64)>,
}

/// A panel of curves.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// What it shows.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// Unit of the values.
    pub unit: String,
    /// Whether they are differences, which have a line at zero.
    pub differences: bool,
    /// The size of a difference that matters, if it is stated.
    pub threshold: Option<f64>,
    /// Names of the series.
    pub names: Vec<String>,
    /// The points of each series, in order.
    pub series: Vec<Vec<Moment>>,
    /// Upright lines at places of the horizontal axis, in order, and what they are.
    pub marks: Vec<(f64, String)>,
}

impl Curves {
    /// Whether there is any value.
    pub fn any(&self) -> bool {
        self.series.iter().flatten().any(|m| m.value.is_some())
    }

    fn axis(&self) -> Axis {
        let moments = self.series.iter().flatten();
        let shown = moments.flat_map(|moment| {
            let ends = moment
                .interval
                .into_iter()
                .flat_map(|(low, high)| [low, high]);
            ends.chain(moment.value).collect::<Vec<f64>>()
        });
        match self.differences {
            true => Axis::of_differences("", &self.unit, shown, 4),
            false => Axis::of("", &self.unit, shown, 4),
        }
    }

    /// Whether the names fit beside a panel of a width.
    pub fn names_fit(&self, width: f64) -> bool {
        let widest = self.names.iter().map(|name| text_width(name));
        widest.fold(0.0, f64::max) + 14.0 <= 0.36 * width
    }

    /// Draws it into an area; with names beside the curves, or without them.
    pub fn draw(&self, drawing: &mut Drawing, area: Area, named: bool) {
        let names = self.names.iter().map(String::as_str);
        let last = self
            .x
            .ticks
            .last()
            .map_or(0.0, |(_, name)| text_width(name) / 2.0);
        let right = match named {
            true => room_for(names, area.width),
            false => last.max(8.0),
        };
        let axes = (self.x.clone(), self.axis());
        let panel = Panel::below_events(
            drawing,
            area,
            &self.title,
            axes,
            (0.0, right),
            self.marks.len(),
        );
        if self.differences {
            self.zero(drawing, &panel);
        }
        let mut labels = Vec::new();
        for (place, series) in self.series.iter().enumerate() {
            let bands: Vec<_> = series.iter().map(|m| (m.x, m.interval)).collect();
            let values: Vec<_> = series.iter().map(|m| (m.x, m.value)).collect();
            panel.band(drawing, &bands, paint::series(place), 0.25);
            panel.line(drawing, &values, Line::of_series(place));
            let end = values.iter().rev().find_map(|&(_, value)| value);
            if let Some(end) = end.filter(|_| named) {
                labels.push((place, panel.y(end), self.names[place].as_str()));
            }
        }
        direct_labels(drawing, &panel, &labels, right);
        let marks: Vec<(f64, &str)> = self.marks.iter().map(|(x, name)| (*x, &**name)).collect();
        panel.events(drawing, &marks);
        self.tips(drawing, &panel);
    }

    /// The line at zero, and what is too small to matter around it.
    fn zero(&self, drawing: &mut Drawing, panel: &Panel) {
        let area = panel.area;
        if let Some(threshold) = self.threshold {
            let [above, below] = [threshold, -threshold]
                .map(|value| panel.y(value.clamp(panel.y.low, panel.y.high)));
            let zone = Area::new(area.x, above, area.width, below - above);
            drawing.rect(zone, paint::MUTED, 0.13);
        }
        let zero = panel.y(0.0);
        let ends = [(area.x, zero), (area.right(), zero)].map(Point::from);
        drawing.line(ends, Line::new(paint::MUTED, 1.0));
    }

    /// A number of the curves with its interval, in words.
    pub fn told(&self, moment: &Moment) -> String {
        let unit = Shown::of(&self.unit);
        match self.differences {
            true => unit.difference(moment.value, moment.interval),
            false => unit.estimate(moment.value, moment.interval),
        }
    }

    /// A tip for each place, with the values of all series.
    fn tips(&self, drawing: &mut Drawing, panel: &Panel) {
        let Some(longest) = self.series.iter().max_by_key(|series| series.len()) else {
            return;
        };
        let area = panel.area;
        let at = |place: usize| longest.get(place).map(|moment| panel.x(moment.x));
        for (place, moment) in longest.iter().enumerate() {
            let here = panel.x(moment.x);
            let before = place.checked_sub(1).and_then(at);
            let left = before.map_or(area.x, |x| (x + here) / 2.0);
            let right = at(place + 1).map_or(area.right(), |x| (x + here) / 2.0);
            let values = self
                .names
                .iter()
                .zip(&self.series)
                .filter_map(|(name, series)| {
                    let own = series.iter().find(|own| own.x == moment.x)?;
                    Some(match self.names.len() {
                        1 => self.told(own),
                        _ => format!("{name} {}", self.told(own)),
                    })
                });
            let values = values.collect::<Vec<_>>().join("; ");
            let area = Area::new(left, area.y, right - left, area.height);
            drawing.tip(area, &format!("{}, {}: {values}", self.title, moment.name));
        }
    }
}
