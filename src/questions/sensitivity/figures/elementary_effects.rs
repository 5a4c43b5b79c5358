//! The two sides of elementary effects: their size and their spread.

use super::group::{Group, name};
use super::indices::strongest;
use crate::drawing::{Axis, Scatter, Spot};
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::Subject;
use crate::questions::sensitivity::rows::{FactorIndex, Index, Input};
use crate::result::ResultFolder;

/// Size against spread of elementary effects, if there are such.
pub(super) fn figure(
    result: &ResultFolder,
    subject: &Subject,
    groups: &[Group<'_, FactorIndex>],
) -> Option<Charts> {
    let charts = groups.iter().map(|group| {
        let spots = spots(result, group);
        (!spots.is_empty()).then(|| Chart::Scatter(scatter(group, spots)))
    });
    let charts: Vec<Chart> = charts.collect::<Option<_>>()?;
    let words = groups.iter().filter_map(|group| strongest(result, group));
    Some(Charts {
        name: subject.name("sensitivity", "elementary effects"),
        title: subject.title("Elementary effects: size and spread"),
        description: words.collect::<Vec<_>>().join(" "),
        note: "Right: factors with a large effect over their range. Up: factors whose effect \
               depends on the levels of others, or is nonlinear. Above the dashed line the spread \
               exceeds the mean size."
            .to_owned(),
        charts,
        least: 320.0,
        ..Charts::default()
    })
}

/// The factors of an outcome, each by both its indices.
fn spots(result: &ResultFolder, group: &Group<'_, FactorIndex>) -> Vec<Spot> {
    let is_factor = |row: &&&FactorIndex| matches!(row.factor, Input::Factor(_));
    let of = |index: Index| {
        let rows = group.rows.iter().filter(is_factor);
        rows.filter(move |row| row.index == index)
    };
    let spot = |size: &&FactorIndex| {
        let mut spreads = of(Index::Sigma);
        let spread = spreads.find(|row| row.factor == size.factor)?;
        let name = name(result, &size.factor);
        let [told, spread_told] = [size, spread].map(|row| {
            let mut estimate = row.estimate;
            (estimate.ci_low, estimate.ci_high) = (None, None);
            row.index.shown(&group.measure.unit, &estimate)
        });
        Some(Spot {
            series: 0,
            x: size.estimate.value?,
            y: spread.estimate.value?,
            tip: format!("{name}: μ* {told}, σ {spread_told}"),
            name,
            leads: false,
        })
    };
    of(Index::MuStar).filter_map(spot).collect()
}

fn scatter(group: &Group<'_, FactorIndex>, spots: Vec<Spot>) -> Scatter {
    let axis = |label: &str, of: fn(&Spot) -> f64| {
        Axis::of_differences(label, &group.measure.unit, spots.iter().map(of), 4)
    };
    Scatter {
        title: group.title.clone(),
        x: axis("mean size of the change, μ*", |spot| spot.x),
        y: axis("standard deviation, σ", |spot| spot.y),
        spots,
        joined: false,
        diagonal: true,
    }
}
