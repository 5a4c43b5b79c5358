//! A sweep of one factor: measures over it, and what variants change along it.

use super::super::rows::Mean;
use super::grid::Grid;
use crate::drawing::{Curves, Moment};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, distinct, each, empty, rows};
use crate::numerals::{capitalised, percent};
use crate::result::ResultFolder;
use crate::row::Rows;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sweep", "`orgsim sweep`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let means = rows::<Mean>(result)?;
    let grid = Grid::of(result, &means);
    let [factor] = grid.factors.as_slice() else {
        return Err(empty(
            "a response is for one factor; see `heat-map` and `effects`",
        ));
    };
    let mut variants = distinct(means.iter().map(|row| row.variant.as_str()));
    let mut figures = Vec::new();
    let panels = panels(result, &means, &grid, &variants, false);
    if panels.is_empty() {
        return Err(empty("no run has a value of a measure"));
    }
    let (over, level) = (&factor.label, percent(result.level()));
    figures.push(boxed(Charts {
        name: subject.name("response", ""),
        title: subject.title(&format!("Measures over {over}")),
        description: words(&panels),
        note: format!(
            "Lines: means over the runs at each level of the factor; bands: {level} intervals of \
             the means. Variants use common random numbers, so their bands say little about their \
             differences."
        ),
        charts: panels.into_iter().map(Chart::Curves).collect(),
        least: 300.0,
        ..Charts::default()
    }));
    if variants.len() > 1 {
        let first = variants.remove(0);
        let panels = self::panels(result, &means, &grid, &variants, true);
        let grey = match panels.iter().any(|panel| panel.threshold.is_some()) {
            true => " Grey: differences below the threshold.",
            false => "",
        };
        figures.push(boxed(Charts {
            name: subject.name("response", "differences"),
            title: subject.title(&match variants.as_slice() {
                [only] => format!("{} minus {first}, over {over}", capitalised(only)),
                _ => format!("Differences from {first} over {over}"),
            }),
            description: words(&panels),
            note: format!(
                "Lines: mean paired differences from {first} (common random numbers); bands: \
                 {level} intervals.{grey}"
            ),
            charts: panels.into_iter().map(Chart::Curves).collect(),
            least: 300.0,
            ..Charts::default()
        }));
    }
    Ok(figures)
}

/// A panel for each measure that has values.
fn panels(
    result: &ResultFolder,
    means: &Rows<Mean>,
    grid: &Grid,
    variants: &[String],
    differences: bool,
) -> Vec<Curves> {
    let factor = &grid.factors[0];
    let (axis, at) = factor.axis();
    let names = factor.names();
    let measures = distinct(means.iter().map(|row| row.measure.as_str()));
    let panels = measures.iter().map(|key| {
        let measure = result.measure(key);
        let moments = |variant: &String| {
            let own = means.iter();
            let own = own.filter(|row| row.measure == *key && row.variant == *variant);
            let own = own.filter_map(|row| {
                let place = factor.of_mean(row)?;
                let estimate = if differences {
                    row.difference
                } else {
                    row.mean
                };
                Some(Moment {
                    x: at[place],
                    name: format!("{} {}", factor.label, names[place]),
                    value: estimate.value,
                    interval: estimate.interval(),
                })
            });
            let mut own: Vec<Moment> = own.collect();
            own.sort_by(|a, b| a.x.total_cmp(&b.x));
            own
        };
        Curves {
            title: measure.heading(),
            x: axis.clone(),
            unit: measure.unit,
            differences,
            marks: Vec::new(),
            threshold: measure.threshold,
            names: variants.to_vec(),
            series: variants.iter().map(moments).collect(),
        }
    });
    panels.filter(Curves::any).collect()
}

/// The first and the last value of each curve, in words.
fn words(panels: &[Curves]) -> String {
    let panel = |curves: &Curves| {
        let series = curves
            .names
            .iter()
            .zip(&curves.series)
            .map(|(name, moments)| {
                let told = moments.iter().filter(|moment| moment.value.is_some());
                let ends = [told.clone().next(), told.clone().next_back()];
                let ends = ends.into_iter().flatten();
                let ends = ends.map(|end| format!("{} at {}", curves.told(end), end.name));
                format!("{name} {}", ends.collect::<Vec<_>>().join(", "))
            });
        format!(
            "{}: {}.",
            curves.title,
            series.collect::<Vec<_>>().join("; ")
        )
    };
    panels.iter().map(panel).collect::<Vec<_>>().join(" ")
}
