//! A sweep of two or more factors as a map: where which variant is better, by how
//! much, and where that changes.

use super::super::rows::{Crossing, Mean};
use super::grid::Grid;
use crate::drawing::{Figure, paint};
use crate::experiment::Measure;
use crate::figures::Made;
use crate::figures::charts::{Charts, Scale};
use crate::figures::subject::{Subject, boxed, distinct, each, empty, rows};
use crate::metrics::Better;
use crate::numerals::{Shown, decimals, fixed, percent};
use crate::result::ResultFolder;
use crate::row::{At, Rows};
use crate::stats::Estimated;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sweep", "`orgsim sweep`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let means = rows::<Mean>(result)?;
    let grid = Grid::of(result, &means);
    if grid.factors.len() < 2 {
        return Err(empty("a map needs two factors; see `response`"));
    }
    if !grid.is_full() {
        let reason = "the design points are not a grid with a few levels of each factor, which a \
        map needs";
        return Err(empty(reason));
    }
    let boundary = result.rows::<Crossing>()?;
    let variants = distinct(means.iter().map(|row| row.variant.as_str()));
    let (first, others) = match variants.split_first() {
        Some((first, [])) => (None, vec![first.clone()]),
        Some((first, others)) => (Some(first.clone()), others.to_vec()),
        None => (None, Vec::new()),
    };
    let mut figures = Vec::new();
    for key in distinct(means.iter().map(|row| row.measure.as_str())) {
        for variant in &others {
            let map = Map {
                grid: &grid,
                means: &means,
                boundary: boundary.as_ref(),
                level: result.level(),
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
    means: &'a Rows<Mean>,
    pub(super) boundary: Option<&'a Rows<Crossing>>,
    /// Confidence level of the intervals.
    level: f64,
    pub(super) measure: Measure,
    pub(super) baseline: Option<&'a str>,
    pub(super) variant: &'a str,
}

/// A value at a design point.
pub(super) struct Value<'a> {
    pub(super) row: &'a At<Mean>,
    pub(super) value: f64,
    pub(super) estimate: Estimated,
    /// Of how many runs or pairs it is made.
    pub(super) pairs: u64,
}

impl<'a> Map<'a> {
    fn values(&self) -> Vec<Value<'a>> {
        let own = self.means.iter();
        let own = own.filter(|row| row.measure == self.measure.key && row.variant == self.variant);
        let values = own.filter_map(|row| {
            let estimate = match self.baseline {
                Some(_) => row.difference,
                None => row.mean,
            };
            Some(Value {
                row,
                value: estimate.value?,
                estimate,
                pairs: match self.baseline {
                    Some(_) => row.pairs.unwrap_or(0),
                    None => row.runs,
                },
            })
        });
        values.collect()
    }

    /// The changes of sign of this measure and variant.
    pub(super) fn own_crossings(&self) -> impl Iterator<Item = &'a At<Crossing>> {
        let all = self.boundary.into_iter().flatten();
        all.filter(|row| row.measure == self.measure.key && row.variant == self.variant)
    }

    fn figure(&self, subject: &Subject, part: &str) -> Option<Box<dyn Figure>> {
        let values = self.values();
        // a single pair may be far off, and would leave the others pale
        let many = values.iter().any(|value| value.pairs > 1);
        let sets_scale = |value: &&Value<'_>| !many || value.pairs > 1;
        let numbers = || values.iter().filter(sets_scale).map(|value| value.value);
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
            Some(baseline) => format!("{label}, {} minus {baseline}", self.variant),
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

    /// 1, or -1 where lower is better: what is better has the colours of what is
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
            Some(baseline) => format!("{} minus {baseline}", self.variant),
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
            return "Cells: means over the runs at each design point.".to_owned();
        };
        let hatched = match values.iter().any(|value| value.estimate.sign() == 0) {
            true => format!(
                " Hatched: the {} interval includes 0, or there is a single pair without an \
                 interval, which does not set the scale; the sign is undecided.",
                percent(self.level)
            ),
            false => String::new(),
        };
        let line = match self.own_crossings().next() {
            None => "",
            Some(_) => {
                " Strong line: where the sign changes along the horizontal factor, by interpolation; \
                 its whiskers reach to the nearest cells whose intervals exclude 0, or to the border."
            }
        };
        format!(
            "Cells: mean paired difference between {} and {baseline} (common random \
             numbers).{hatched}{line}",
            self.variant
        )
    }

    fn description(&self, title: &str, values: &[Value<'_>]) -> String {
        let unit = Shown::of(&self.measure.unit);
        let by_value = |a: &&Value<'_>, b: &&Value<'_>| a.value.total_cmp(&b.value);
        let extreme = |value: Option<&Value<'_>>| match (value, self.baseline) {
            (Some(value), Some(_)) => unit.difference(Some(value.value), value.estimate.interval()),
            (value, _) => unit.estimate(
                value.map(|own| own.value),
                value.and_then(|own| own.estimate.interval()),
            ),
        };
        let (least, most) = (
            values.iter().min_by(by_value),
            values.iter().max_by(by_value),
        );
        let range = format!("{title}: from {} to {}", extreme(least), extreme(most));
        if self.baseline.is_none() {
            return format!("{range}.");
        }
        let signs = || values.iter().map(|value| value.estimate.sign());
        let count = |sign: i8| signs().filter(|own| *own == sign).count();
        format!(
            "{range}. The difference is significantly above 0 at {1} of {0} design points, below \
             0 at {2}, and undecided at {3}; its sign changes in {4} places between them.",
            values.len(),
            count(1),
            count(-1),
            count(0),
            self.own_crossings().count()
        )
    }
}
