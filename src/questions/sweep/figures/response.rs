//! A sweep of one factor: measures over it, and what variants change along it.

use super::Made;
use super::charts::{Chart, Charts};
use super::grid::Grid;
use super::subject::{Subject, boxed, distinct, each, empty, filled};
use crate::drawing::{Curves, Moment};
use crate::numerals::capitalised;
use crate::result::{Frame, ResultFolder};

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "sweep", "`orgsim sweep`", of_result)
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let means = filled(result, "means.csv")?;
    let grid = Grid::of(result, &means);
    let [factor] = grid.factors.as_slice() else {
        return Err(empty("it is of one factor; see `heat-map` and `effects`"));
    };
    let mut variants = distinct(means.rows().filter_map(|row| row.text("variant")));
    let mut figures = Vec::new();
    let panels = panels(result, &means, &grid, &variants, false);
    if panels.is_empty() {
        return Err(empty("no run has a value of a measure"));
    }
    let over = &factor.label;
    figures.push(boxed(Charts {
        name: subject.name("response", ""),
        title: subject.title(&format!("Measures over {over}")),
        description: words(&panels),
        note:
            "Lines: means over the runs at each value of the factor; bands: 95% intervals of the \
               means. Variants have the same luck, so that their bands say little about their \
               differences."
                .to_owned(),
        charts: panels.into_iter().map(Chart::Curves).collect(),
        least: 300.0,
        ..Charts::default()
    }));
    if variants.len() > 1 {
        let first = variants.remove(0);
        let panels = self::panels(result, &means, &grid, &variants, true);
        let grey = match panels.iter().any(|panel| panel.threshold.is_some()) {
            true => " Grey: less than what matters in practice.",
            false => "",
        };
        figures.push(boxed(Charts {
            name: subject.name("response", "differences"),
            title: subject.title(&match variants.as_slice() {
                [only] => format!("{} less {first}, over {over}", capitalised(only)),
                _ => format!("Differences from {first} over {over}"),
            }),
            description: words(&panels),
            note: format!(
                "Lines: mean differences from {first} over pairs of runs with the same luck; bands: \
                 95% intervals.{grey}"
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
    means: &Frame,
    grid: &Grid,
    variants: &[String],
    differences: bool,
) -> Vec<Curves> {
    let factor = &grid.factors[0];
    let (axis, at) = factor.axis();
    let names = factor.names();
    let prefix = if differences { "difference" } else { "mean" };
    let ends = [format!("{prefix}_ci_low"), format!("{prefix}_ci_high")];
    let measures = distinct(means.rows().filter_map(|row| row.text("measure")));
    let panels = measures.iter().map(|key| {
        let measure = result.measure(key);
        let moments = |variant: &String| {
            let own = means.rows().filter(|row| {
                row.text("measure") == Some(key) && row.text("variant") == Some(variant)
            });
            let own = own.filter_map(|row| {
                let place = factor.place(&row)?;
                Some(Moment {
                    x: at[place],
                    name: format!("{} {}", factor.label, names[place]),
                    value: row.number(prefix),
                    interval: row.interval(&ends[0], &ends[1]),
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
