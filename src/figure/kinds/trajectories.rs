//! Measures quarter by quarter: one panel a measure, one line a result.

use super::marks::{Mark, marks};
use super::{Made, NothingToDraw};
use crate::figure::{Area, Axis, Drawing, Figure, Line, Panel, paint};
use crate::figure::{columns, direct_labels, room_for};
use crate::metrics::{Measure, measures, role_name};
use crate::numerals::Shown;
use crate::result::{Frame, ResultFolder};

/// Panels of a group of measures.
struct Trajectories {
    group: &'static str,
    panels: Vec<Curves>,
    results: Vec<String>,
    marks: Vec<Mark>,
}

/// A measure in each of the results.
struct Curves {
    title: String,
    unit: String,
    series: Vec<Vec<Moment>>,
}

/// A measure in a quarter, over the runs.
#[derive(Clone, Copy)]
struct Moment {
    quarter: f64,
    mean: Option<f64>,
    interval: Option<(f64, f64)>,
    /// The middle half of the runs.
    half: Option<(f64, f64)>,
    /// The middle 90%.
    most: Option<(f64, f64)>,
}

pub(super) fn make(results: &[ResultFolder]) -> Made {
    let mut tables = Vec::new();
    let mut at = Vec::new();
    for result in results {
        if result.command() != "run" {
            return Err(NothingToDraw::OfAnother("`orgsim run`"));
        }
        tables.push(result.table("quarters.csv")?.ok_or_else(|| {
            NothingToDraw::Empty(format!("{} has no quarters.csv", result.name()))
        })?);
        at.push(marks(result)?);
    }
    // marks of several results would be taken for each other's
    let same = at.windows(2).all(|pair| pair[0] == pair[1]);
    let marks = if same { at.swap_remove(0) } else { Vec::new() };
    let headline = measures().iter().filter(|m| m.headline && m.quarterly);
    let mut figures: Vec<Box<Trajectories>> = Vec::new();
    for measure in headline {
        let Some(curves) = curves(measure, &tables) else {
            continue;
        };
        match figures.last_mut() {
            Some(figure) if figure.group == measure.group() => figure.panels.push(curves),
            _ => figures.push(Box::new(Trajectories {
                group: measure.group(),
                panels: vec![curves],
                results: results.iter().map(|r| r.name().to_owned()).collect(),
                marks: marks.clone(),
            })),
        }
    }
    if figures.is_empty() {
        let reason = "no run had a value of a measure in any quarter";
        return Err(NothingToDraw::Empty(reason.to_owned()));
    }
    Ok(figures.into_iter().map(|f| f as Box<dyn Figure>).collect())
}

/// A measure in all results; none if nothing has a value.
fn curves(measure: &Measure, tables: &[Frame]) -> Option<Curves> {
    let moments = |table: &Frame| {
        let of = table.rows().filter(|row| {
            row.text("metric") == Some(measure.id)
                && row.text("role") == measure.role.map(role_name)
                && row.text("group").is_none()
        });
        of.map(|row| Moment {
            quarter: row.number("quarter").unwrap_or(0.0),
            mean: row.number("mean"),
            interval: row.interval("ci_low", "ci_high"),
            half: row.interval("p25", "p75"),
            most: row.interval("p05", "p95"),
        })
        .collect::<Vec<Moment>>()
    };
    let series: Vec<Vec<Moment>> = tables.iter().map(moments).collect();
    let any = series.iter().flatten().any(|moment| moment.mean.is_some());
    any.then(|| Curves {
        title: capitalised(&measure.label),
        unit: measure.unit.to_owned(),
        series,
    })
}

/// A heading from a label: its first letter as a capital.
pub(super) fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

impl Curves {
    fn draw(&self, drawing: &mut Drawing, area: Area, of: &Trajectories) {
        let alone = self.series.len() == 1;
        let moments = || self.series.iter().flatten();
        let shown = moments().flat_map(|moment| {
            let bands = if alone {
                [moment.most, moment.half]
            } else {
                [None, None]
            };
            let ends = bands.into_iter().chain([moment.interval]).flatten();
            let ends = ends.flat_map(|(low, high)| [low, high]);
            ends.chain(moment.mean).collect::<Vec<f64>>()
        });
        let quarters = moments().map(|moment| moment.quarter);
        let (first, last) = quarters.fold((f64::INFINITY, 0.0), |(a, b): (f64, f64), quarter| {
            (a.min(quarter), b.max(quarter))
        });
        let x = Axis::whole("quarter", first, last, 5);
        let y = Axis::of("", &self.unit, shown, 4);
        let names = of.results.iter().map(String::as_str);
        let right = if alone {
            8.0
        } else {
            room_for(names, area.width)
        };
        let panel = Panel::new(drawing, area, &self.title, x, y, right);
        for mark in &of.marks {
            panel.event(drawing, mark.quarter, &mark.label);
        }
        let mut labels = Vec::new();
        for (place, series) in self.series.iter().enumerate() {
            let band = |ends: fn(&Moment) -> Option<(f64, f64)>| -> Vec<_> {
                series.iter().map(|m| (m.quarter, ends(m))).collect()
            };
            let colour = paint::series(place);
            if alone {
                panel.band(drawing, &band(|moment| moment.most), colour, 0.14);
                panel.band(drawing, &band(|moment| moment.half), colour, 0.2);
            }
            panel.band(drawing, &band(|moment| moment.interval), colour, 0.35);
            let means: Vec<_> = series.iter().map(|m| (m.quarter, m.mean)).collect();
            panel.line(drawing, &means, Line::of_series(place));
            let end = means.iter().rev().find_map(|&(_, mean)| mean);
            if let Some(end) = end.filter(|_| !alone) {
                labels.push((place, panel.y(end), of.results[place].as_str()));
            }
        }
        direct_labels(drawing, &panel, &labels, right);
        self.tips(drawing, &panel, of);
    }

    /// A tip for each quarter, with the values of all series.
    fn tips(&self, drawing: &mut Drawing, panel: &Panel, of: &Trajectories) {
        let unit = Shown::of(&self.unit);
        let longest = self.series.iter().max_by_key(|series| series.len());
        let step = panel.x(1.0) - panel.x(0.0);
        for (place, moment) in longest.into_iter().flatten().enumerate() {
            let mut tip = format!("{}, quarter {}", self.title, moment.quarter);
            for (name, series) in of.results.iter().zip(&self.series) {
                let Some(moment) = series.get(place) else {
                    continue;
                };
                let value = unit.estimate(moment.mean, moment.interval);
                let name = if of.results.len() > 1 { name } else { "mean" };
                tip += &format!("; {name} {value}");
            }
            let left = (panel.x(moment.quarter) - step / 2.0).max(panel.area.x);
            let right = (panel.x(moment.quarter) + step / 2.0).min(panel.area.right());
            let area = Area::new(left, panel.area.y, right - left, panel.area.height);
            drawing.tip(area, &tip);
        }
    }

    /// The first and the last mean of each series, in words.
    fn words(&self, of: &Trajectories) -> String {
        let unit = Shown::of(&self.unit);
        let series = of.results.iter().zip(&self.series).map(|(name, series)| {
            let mut means = series.iter().filter(|moment| moment.mean.is_some());
            let first = means.next();
            let last = means.next_back().or(first);
            let (Some(first), Some(last)) = (first, last) else {
                return format!("{name}: no value");
            };
            let value = |moment: &Moment| unit.estimate(moment.mean, moment.interval);
            let words = format!(
                "from {} in quarter {} to {} in quarter {}",
                value(first),
                first.quarter,
                value(last),
                last.quarter
            );
            if of.results.len() > 1 {
                format!("{name} {words}")
            } else {
                words
            }
        });
        format!("{}: {}.", self.title, series.collect::<Vec<_>>().join("; "))
    }
}

impl Figure for Trajectories {
    fn name(&self) -> String {
        format!("trajectories-{}", self.group.replace([' ', ','], "-"))
    }

    fn title(&self) -> String {
        format!("{}, quarter by quarter", capitalised(self.group))
    }

    fn description(&self) -> String {
        let words: Vec<String> = self.panels.iter().map(|panel| panel.words(self)).collect();
        words.join(" ")
    }

    fn note(&self) -> String {
        let bands = match self.results.len() {
            1 => {
                "Line: mean over the runs. Bands from dark to light: 95% interval of the mean, \
                 middle half of the runs, middle 90% of the runs."
            }
            _ => {
                "Lines: means over the runs, one line a result. Bands: 95% intervals of the means."
            }
        };
        let marks = if self.marks.is_empty() {
            ""
        } else {
            " Dashed: events."
        };
        format!("{bands}{marks}")
    }

    fn draw(&self, width: f64) -> Drawing {
        let (areas, height) = columns(width, 300.0, self.panels.len(), 190.0, 22.0);
        let mut drawing = Drawing::new(width, height);
        for (panel, area) in self.panels.iter().zip(areas) {
            panel.draw(&mut drawing, area, self);
        }
        drawing
    }
}
