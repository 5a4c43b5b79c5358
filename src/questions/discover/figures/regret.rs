//! How far variants fall short of the best one over all design points.

use super::super::rows::VariantRegret;
use crate::drawing::{Axis, Entry, Forest, Key, Mark, Shape};
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, distinct};
use crate::numerals::{Shown, percent};
use crate::result::ResultFolder;
use crate::row::Rows;

/// A kind of regret.
type Of = fn(&VariantRegret) -> Option<f64>;

/// Kinds of regret, with their marks and what they are called.
const REGRETS: [(Of, Shape, &str); 4] = [
    (|row| Some(row.regret_max), Shape::Bar, "greatest"),
    (
        |row| Some(row.regret_p90),
        Shape::Dot,
        "exceeded at one point in ten",
    ),
    (|row| Some(row.regret_mean), Shape::Ring, "mean"),
    (
        |row| row.regret_max_of_noise,
        Shape::Stroke,
        "greatest of noise alone",
    ),
];

/// The regrets: a chart a measure. Noise alone exceeds the greatest of it with a probability
/// of `noise`.
pub(super) fn figure(
    result: &ResultFolder,
    subject: &Subject,
    regrets: &Rows<VariantRegret>,
    noise: f64,
) -> Option<Charts> {
    let mut charts = Vec::new();
    let mut words = Vec::new();
    for key in distinct(regrets.iter().map(|row| row.measure.as_str())) {
        let measure = result.measure(&key);
        let unit = Shown::of(&measure.unit);
        let own = regrets.iter().filter(|row| row.measure == key);
        let entries: Vec<Entry> = own
            .map(|row| {
                let marks = REGRETS
                    .iter()
                    .enumerate()
                    .map(|(place, (of, shape, what))| {
                        let value = of(row);
                        let told = unit.estimate(value, None);
                        let tip = format!("{}, {what}: {told}", row.variant);
                        Mark::new(place, *shape, value, tip)
                    });
                let marks: Vec<Mark> = marks.collect();
                let told = marks.iter().map(|mark| mark.tip.clone());
                words.push(format!("{}.", told.collect::<Vec<_>>().join("; ")));
                Entry {
                    name: row.variant.clone(),
                    marks,
                    told: String::new(),
                    leads: false,
                }
            })
            .collect();
        let numbers: Vec<f64> = Entry::numbers(&entries).collect();
        if numbers.is_empty() {
            continue;
        }
        charts.push(Chart::Forest(Forest {
            title: measure.heading(),
            axis: Axis::with_zero("", &measure.unit, numbers, 4),
            entries,
            zone: None,
            lines: Vec::new(),
        }));
    }
    let keys = REGRETS
        .iter()
        .enumerate()
        .map(|(series, (_, shape, name))| Key {
            series,
            shape: Some(*shape),
            name: (*name).to_owned(),
        });
    (!charts.is_empty()).then(|| Charts {
        name: subject.name("regret", ""),
        title: subject.title("Regret: how far each variant falls short of the best one"),
        description: words.join(" "),
        note: format!(
            "Over the points of the design, which count alike. Noise alone: what the greatest regret \
             would exceed with a chance of {} if all variants were as good.",
            percent(noise)
        ),
        keys: keys.collect(),
        charts,
        least: 420.0,
        ..Charts::default()
    })
}
