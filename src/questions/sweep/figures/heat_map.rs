//! A sweep of two or more factors as a map: where which variant is better, by how
//! much, and where that changes.

use super::Made;
use super::charts::{Charts, Scale};
use super::grid::Grid;
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::drawing::{Figure, paint};
use crate::experiment::Measure;
use crate::metrics::Better;
use crate::numerals::{Shown, decimals, fixed};
use crate::result::{Frame, ResultFolder, Row};

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sweep", "`orgsim sweep`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let means = filled(result, "means.csv")?;
    let grid = Grid::of(result, &means);
    if grid.factors.len() < 2 {
        return Err(empty("a map needs two factors; see `response`"));
    }
    if !grid.is_full() {
        let reason = "the points are no grid of a few values of each factor; a map needs one";
        return Err(empty(reason));
    }
    let boundary = result.table("boundary.csv")?;
    let variants = distinct(means.rows().filter_map(|row| row.text("variant")));
    let (first, others) = match variants.split_first() {
        Some((first, [])) => (None, vec![first.clone()]),
        Some((first, others)) => (Some(first.clone()), others.to_vec()),
        None => (None, Vec::new()),
    };
    let mut figures = Vec::new();
    for key in distinct(means.rows().filter_map(|row| row.text("measure"))) {
        for variant in &others {
            let map = Map {
                grid: &grid,
                means: &means,
                boundary: boundary.as_ref(),
                measure: result.measure(&key),
                baseline: first.as_deref(),
                variant,
            };
            let part = match others.len() {
                1 => key.clone(),
                _ => format!("{key} {variant}"),
            };
            figures.extend(map.figure(subject, &part));
        }
    }
    match figures.is_empty() {
        true => Err(empty("no run has a value of a measure")),
        false => Ok(figures),
    }
}

/// A measure of a variant over the grid.
pub(super) struct Map<'a> {
    pub(super) grid: &'a Grid,
    means: &'a Frame,
    pub(super) boundary: Option<&'a Frame>,
    pub(super) measure: Measure,
    pub(super) baseline: Option<&'a str>,
    pub(super) variant: &'a str,
}

/// A value at a point.
pub(super) struct Value<'a> {
    pub(super) row: Row<'a>,
    pub(super) value: f64,
    pub(super) interval: Option<(f64, f64)>,
}

impl Value<'_> {
    /// 1 or -1 if the interval tells the sign, 0 if not.
    pub(super) fn sign(&self) -> f64 {
        match self.interval {
            Some((low, _)) if low > 0.0 => 1.0,
            Some((_, high)) if high < 0.0 => -1.0,
            _ => 0.0,
        }
    }
}

impl<'a> Map<'a> {
    fn values(&self) -> Vec<Value<'a>> {
        let (value, low, high) = match self.baseline {
            Some(_) => ("difference", "difference_ci_low", "difference_ci_high"),
            None => ("mean", "mean_ci_low", "mean_ci_high"),
        };
        let own = self.means.rows().filter(|row| {
            row.text("measure") == Some(&self.measure.key)
                && row.text("variant") == Some(self.variant)
        });
        let values = own.filter_map(|row| {
            Some(Value {
                row,
                value: row.number(value)?,
                interval: row.interval(low, high),
            })
        });
        values.collect()
    }

    fn figure(&self, subject: &Subject, part: &str) -> Option<Box<dyn Figure>> {
        let values = self.values();
        let numbers = || values.iter().map(|value| value.value);
        let greatest = numbers().map(f64::abs).fold(0.0, f64::max);
        let ends = match self.baseline {
            Some(_) => (-greatest, greatest),
            None => (
                numbers().fold(f64::INFINITY, f64::min),
                numbers().fold(f64::NEG_INFINITY, f64::max),
            ),
        };
        if values.is_empty() {
            return None;
        }
        let label = self.measure.heading();
        let title = match self.baseline {
            Some(baseline) => format!("{label}, {} less {baseline}", self.variant),
            None => format!("{label} over {} factors", self.grid.factors.len()),
        };
        Some(boxed(Charts {
            name: subject.name("heat-map", part),
            title: subject.title(&title),
            description: self.description(&title, &values),
            note: self.note(&values),
            scale: Some(self.scale(ends)),
            charts: self.matrices(&values, ends),
            least: 260.0,
            ..Charts::default()
        }))
    }

    /// 1, or -1 where less is better: what is better has the colours of what is
    /// above zero.
    pub(super) fn direction(&self) -> f64 {
        match self.measure.better {
            Better::Lower if self.baseline.is_some() => -1.0,
            _ => 1.0,
        }
    }

    fn scale(&self, (low, high): (f64, f64)) -> Scale {
        let unit = Shown::of(&self.measure.unit);
        let digits = |value: f64| self.short(value, high - low);
        let (name, values, colour): (&str, [String; 3], fn(f64) -> String) = match self.baseline {
            Some(_) => {
                let ends = [-1.0, 1.0].map(|end| digits(end * self.direction() * high));
                let words = match self.measure.better {
                    Better::Neither => ["", ""],
                    _ => [": worse", ": better"],
                };
                let [worse, better] = ends;
                (
                    unit.unit_of_differences(),
                    [worse + words[0], "0".to_owned(), better + words[1]],
                    |share| paint::diverging(2.0 * share - 1.0),
                )
            }
            None => (
                &unit.unit,
                [low, (low + high) / 2.0, high].map(digits),
                paint::sequential,
            ),
        };
        let about = match self.baseline {
            Some(baseline) => format!("{} less {baseline}", self.variant),
            None => self.variant.to_owned(),
        };
        Scale {
            label: match name {
                "" => about,
                unit => format!("{about} ({unit})"),
            },
            colour,
            values,
        }
    }

    /// A value with as many decimals as a range bears, and a sign if it is a
    /// difference.
    pub(super) fn short(&self, value: f64, range: f64) -> String {
        let unit = Shown::of(&self.measure.unit);
        let text = fixed(unit.factor * value, decimals(unit.factor * range / 4.0));
        match self.baseline.is_some() && value > 0.0 {
            true => format!("+{text}"),
            false => text,
        }
    }

    /// How to read it, with the marks that are there.
    fn note(&self, values: &[Value<'_>]) -> String {
        let Some(baseline) = self.baseline else {
            return "Cells: means over the runs at each point.".to_owned();
        };
        let hatched = match values.iter().any(|value| value.sign() == 0.0) {
            true => {
                " Hatched: the 95% interval covers 0, or one run alone has no interval; the sign is \
                 not sure."
            }
            false => "",
        };
        let line = match self.changes() {
            0 => "",
            _ => {
                " Strong line: where the sign changes along the horizontal factor, by interpolation; \
                 its whiskers reach to the nearest cells whose signs are sure, or to the border."
            }
        };
        format!(
            "Cells: mean difference between {} and {baseline} over pairs of runs with the same \
             luck.{hatched}{line}",
            self.variant
        )
    }

    /// On how many lines of the grid the sign changes.
    fn changes(&self) -> usize {
        let boundary = self.boundary.into_iter().flat_map(Frame::rows);
        let changes = boundary.filter(|row| {
            row.text("measure") == Some(&self.measure.key)
                && row.text("variant") == Some(self.variant)
        });
        changes.count()
    }

    fn description(&self, title: &str, values: &[Value<'_>]) -> String {
        let unit = Shown::of(&self.measure.unit);
        let by_value = |a: &&Value<'_>, b: &&Value<'_>| a.value.total_cmp(&b.value);
        let extreme = |value: Option<&Value<'_>>| match (value, self.baseline) {
            (Some(value), Some(_)) => unit.difference(Some(value.value), value.interval),
            (value, _) => unit.estimate(value.map(|v| v.value), value.and_then(|v| v.interval)),
        };
        let (least, most) = (
            values.iter().min_by(by_value),
            values.iter().max_by(by_value),
        );
        let range = format!("{title}: from {} to {}", extreme(least), extreme(most));
        if self.baseline.is_none() {
            return format!("{range}.");
        }
        let count = |sign: f64| values.iter().filter(|value| value.sign() == sign).count();
        format!(
            "{range}. Of {} points, the difference is surely above 0 at {}, surely below at {}, and \
             unsure at {}; its sign changes on {} lines of the grid.",
            values.len(),
            count(1.0),
            count(-1.0),
            count(0.0),
            self.changes()
        )
    }
}
