//! Retention by tenure: Kaplan-Meier curves with their bands, and how many were
//! at risk below them.

use super::destinations::people;
use super::moments::tables;
use super::steps::{Step, steps};
use super::windows::{Side, sides};
use super::{Made, NothingToDraw};
use crate::drawing::{Anchor, Area, Axis, Drawing, Figure, Key, Line, Panel, Point, Text};
use crate::drawing::{columns, legend, legend_height, paint};
use crate::experiment::tables::Survival;
use crate::model::Role;
use crate::numerals::{Shown, capitalised, fixed};
use crate::result::{ResultFolder, levels};
use crate::row::Rows;

/// Height of a panel without the numbers at risk.
const PANEL: f64 = 210.0;
/// Height of a line of numbers at risk.
const ROW: f64 = 13.0;

/// A panel for each role, with a curve for each side.
struct Retention {
    keys: Vec<Key>,
    sides: Vec<Side>,
    panels: Vec<Curves>,
    levels: String,
}

/// The curves of the people of a role, one a side.
struct Curves {
    title: String,
    series: Vec<Vec<Step>>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let tables = tables::<Survival>(results)?;
    let windows = tables.iter().flatten().map(|row| row.window);
    let sides = sides(results, windows);
    let roles = [Role::Researcher, Role::Engineer];
    let panels = roles.map(|role| Curves::of(role, &tables, &sides));
    let panels: Vec<Curves> = panels.into_iter().filter(Curves::any).collect();
    if panels.is_empty() {
        let reason = "nobody was at risk of leaving in any run";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    let key = |(series, side): (usize, &Side)| Key {
        series,
        shape: None,
        name: side.name.clone(),
    };
    Ok(vec![Box::new(Retention {
        keys: match sides.len() {
            1 => Vec::new(),
            _ => sides.iter().enumerate().map(key).collect(),
        },
        sides,
        panels,
        levels: levels(results),
    })])
}

impl Curves {
    fn of(role: Role, tables: &[Rows<Survival>], sides: &[Side]) -> Self {
        let series = sides.iter().map(|side| {
            let rows = tables[side.result].iter().map(|row| &row.row);
            let rows = rows.filter(|row| row.window == side.window && row.role == role);
            rows.map(Step::from).collect()
        });
        Self {
            title: capitalised(people(role)),
            series: series.collect(),
        }
    }

    /// Whether somebody was at risk.
    fn any(&self) -> bool {
        let mut steps = self.series.iter().flatten();
        steps.any(|step| step.value.is_some() && step.at_risk.is_some_and(|n| n > 0.0))
    }

    fn draw(&self, drawing: &mut Drawing, area: Area, of: &Retention) {
        let last = self.series.iter().flatten().map(|step| step.at);
        let last = last.fold(0.0, f64::max);
        let x = Axis::quarters("quarters of tenure", 0.0, last, 4);
        let y = Axis::with_zero("", "share", [1.0], 4);
        let upper = Area::new(area.x, area.y, area.width, PANEL);
        let panel = Panel::aligned(drawing, upper, &self.title, (x, y), 36.0, 12.0);
        for (place, series) in self.series.iter().enumerate() {
            let band: Vec<_> = series.iter().map(|s| (s.at, s.interval)).collect();
            panel.band(drawing, &steps(&band), paint::series(place), 0.25);
        }
        for (place, series) in self.series.iter().enumerate() {
            let values: Vec<_> = series.iter().map(|s| (s.at, s.value)).collect();
            panel.line(drawing, &steps(&values), Line::of_series(place));
        }
        self.tips(drawing, &panel, of);
        self.at_risk(drawing, &panel, (area.x, upper.bottom() + 8.0), of);
    }

    /// The numbers at risk below the named places of the axis, each series with its name.
    fn at_risk(
        &self,
        drawing: &mut Drawing,
        panel: &Panel,
        (left, top): (f64, f64),
        of: &Retention,
    ) {
        let heading = Text::new("people at risk in a run", 10.0).colour(paint::MUTED);
        drawing.text((left, top + 9.0), heading);
        let widest = panel.area.width / panel.x.ticks.len().max(1) as f64;
        let every = (30.0 / widest).ceil().max(1.0) as usize;
        for (place, (series, side)) in self.series.iter().zip(&of.sides).enumerate() {
            let mut y = top + 9.0 + rows_of(self.series.len()) * place as f64 + ROW;
            if self.series.len() > 1 {
                let sample = [(left, y - 4.0), (left + 16.0, y - 4.0)];
                drawing.line(sample.map(Point::from), Line::of_series(place));
                let name = Text::new(&side.name, 10.0).colour(paint::series(place));
                drawing.text_within((left + 21.0, y), name, panel.area.right() - left - 21.0);
                y += ROW;
            }
            for &(tenure, _) in panel.x.ticks.iter().step_by(every) {
                let step = series.iter().find(|step| step.at == tenure);
                let Some(at_risk) = step.and_then(|step| step.at_risk) else {
                    continue;
                };
                let number = told(at_risk);
                let text = Text::new(&number, 10.0).anchor(Anchor::Middle);
                drawing.text((panel.x(tenure), y), text);
            }
        }
    }

    /// A tip for each tenure, with the values of all series.
    fn tips(&self, drawing: &mut Drawing, panel: &Panel, of: &Retention) {
        let shown = Shown::of("share");
        let longest = self.series.iter().max_by_key(|series| series.len());
        for &Step { at, .. } in longest.into_iter().flatten() {
            let values = self
                .series
                .iter()
                .zip(&of.sides)
                .filter_map(|(series, side)| {
                    let step = series.iter().find(|step| step.at == at)?;
                    let value = shown.estimate(step.value, step.interval);
                    let at_risk = told(step.at_risk.unwrap_or(0.0));
                    Some(format!("; {} {value}, {at_risk} at risk", side.name))
                });
            let tip = format!(
                "{}, {at} quarters{}",
                self.title,
                values.collect::<String>()
            );
            drawing.tip(panel.around(at, 1.0), &tip);
        }
    }

    /// The shares that stay for a year, for two and for four.
    fn words(&self, of: &Retention) -> String {
        let shown = Shown::of("share");
        let series = self.series.iter().zip(&of.sides).map(|(series, side)| {
            let at = [4.0, 8.0, 16.0].into_iter();
            let told = at.filter_map(|tenure| {
                let step = series.iter().find(|step| step.at == tenure)?;
                step.value?;
                let value = shown.estimate(step.value, step.interval);
                Some(format!("{value} for {tenure} quarters"))
            });
            let told: Vec<String> = told.collect();
            match told.is_empty() {
                true => format!("{}: no value", side.name),
                false => format!("{}: {}", side.name, told.join(", ")),
            }
        });
        let series: Vec<String> = series.collect();
        format!("{} who stay: {}.", self.title, series.join("; "))
    }
}

/// Height of what is said of one of so many series in the table: the numbers, and its name
/// if there are several.
fn rows_of(series: usize) -> f64 {
    if series > 1 { 2.0 * ROW } else { ROW }
}

/// A mean number of people, in a few characters.
fn told(people: f64) -> String {
    fixed(people, if people < 9.95 { 1 } else { 0 })
}

impl Figure for Retention {
    fn name(&self) -> String {
        "retention".to_owned()
    }

    fn title(&self) -> String {
        "How long people stay".to_owned()
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.panels.iter().map(|panel| panel.words(self)).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        let steps = self.panels.iter().flat_map(|panel| &panel.series).flatten();
        let bands = match steps.filter(|step| step.interval.is_some()).count() {
            0 => "A single run has no interval.".to_owned(),
            _ => format!("Bands: {} intervals of these estimates.", self.levels),
        };
        format!(
            "Lines: share of people who stay for that many quarters, Kaplan-Meier estimates over \
             the people of all runs. {bands} People employed before the window enter at the tenure \
             that they had then; those still employed at its end are censored."
        )
    }

    fn draw(&self, width: f64) -> Drawing {
        let top = legend_height(&self.keys, width);
        let sides = self.sides.len();
        let below = 8.0 + 9.0 + rows_of(sides) * sides as f64 + 4.0;
        let (areas, height) = columns(width, 280.0, self.panels.len(), PANEL + below, 22.0);
        let mut drawing = Drawing::new(width, top + height);
        legend(&mut drawing, &self.keys, Point { x: 0.0, y: 0.0 }, width);
        for (panel, area) in self.panels.iter().zip(areas) {
            let area = Area::new(area.x, area.y + top, area.width, area.height);
            panel.draw(&mut drawing, area, self);
        }
        drawing
    }
}
