//! What a what-if changes, in sentences.

use super::doubt::Doubt;
use super::pictures::{measure, shipped};
use super::world::{World, mean_from};
use crate::metrics::Better;
use crate::numerals::{Shown, percent, with_unit};
use crate::stats::{Estimate, Moments, quantiles};
use crate::units::Calendar;

/// Differences of runs with the same number.
struct Paired {
    /// Means of the what-if and of what it is compared with.
    means: [Estimate; 2],
    differences: Vec<f64>,
}

fn paired(baseline: &World, what_if: &World, shown: usize, first: u32) -> Paired {
    let mut moments = [Moments::default(), Moments::default()];
    let mut differences = Vec::new();
    for (old, new) in baseline.runs.iter().zip(&what_if.runs) {
        let both = [new, old].map(|run| mean_from(&run[shown], first));
        for (moments, number) in moments.iter_mut().zip(both) {
            number.into_iter().for_each(|number| moments.push(number));
        }
        if let [Some(new), Some(old)] = both {
            differences.push(new - old);
        }
    }
    let level = baseline.ensemble.level();
    Paired {
        means: moments.map(|moments| Estimate::of_mean(&moments, level)),
        differences,
    }
}

/// What is seen of a shown measure from a quarter on.
pub(super) fn of_measure(
    worlds: [&World; 2],
    shown: usize,
    (first, calendar): (u32, Calendar),
    doubt: Option<&Doubt>,
) -> Vec<String> {
    let [baseline, what_if] = worlds;
    let measure = measure(shown);
    let unit = Shown::of(measure.unit);
    let found = paired(baseline, what_if, shown, first);
    let from = match first {
        0 => String::new(),
        first => format!(" from {} on", calendar.words(first.into())),
    };
    let [Some(new), Some(old)] = [&found.means[0], &found.means[1]].map(|mean| mean.value) else {
        return vec![format!("No run has a value{from}.")];
    };
    let [now, then] = [new, old].map(|mean| unit.significant(mean, 3));
    let moments: Moments = found.differences.iter().copied().collect();
    let difference = Estimate::of_mean(&moments, baseline.ensemble.level());
    let Some(mean) = difference.value.filter(|mean| *mean != 0.0) else {
        return vec![format!("{now}{from}, as in the baseline.")];
    };
    let size = Shown::of(measure.unit).of_differences();
    let size = size.significant(mean.abs(), 2);
    let way = if mean < 0.0 { "below" } else { "above" };
    let mut words = vec![format!("{now}{from}, {size} {way} the baseline ({then}).")];
    words.extend(shares(&found.differences, &unit, "organisations"));
    if let Some(doubt) = doubt {
        let draws = shares(&doubt.differences[shown], &unit, "draws");
        let told = draws.map(|told| {
            let told = lowercased(&told);
            format!(
                "If {} parameters that nobody knows differ: {told}",
                doubt.parameters
            )
        });
        words.extend(told);
    }
    if measure.better == Better::Neither {
        words.push("Neither direction is better.".to_owned());
    }
    words
}

/// In how many of some pairs there is less or more, and by how much in nine tenths of them.
fn shares(differences: &[f64], unit: &Shown, of: &str) -> Option<String> {
    let mut sorted = differences.to_vec();
    let [low, high] = quantiles(&mut sorted, [0.05, 0.95])?;
    let count = |is: fn(&f64) -> bool| differences.iter().filter(|own| is(own)).count();
    let (less, more) = (count(|own| *own < 0.0), count(|own| *own > 0.0));
    let (count, way) = match less > more {
        true => (less, "Lower"),
        false => (more, "Higher"),
    };
    let share = percent((100.0 * count as f64 / differences.len() as f64).round() / 100.0);
    let signed = |x: f64| {
        let sign = if x > 0.0 { "+" } else { "" };
        format!("{sign}{}", unit.apart(x, Some((low, high))).0)
    };
    let range = range_with_unit(&signed(low), &signed(high), unit.unit_of_differences());
    Some(format!(
        "{way} in {share} of {of}; {range} in nine tenths of them."
    ))
}

/// Two ends of a range, with the unit behind the second; what stands before a number stands
/// before both.
fn range_with_unit(low: &str, high: &str, unit: &str) -> String {
    let of_low = match unit.starts_with('$') {
        true => unit.split('/').next().unwrap_or_default(),
        false => "",
    };
    format!("{} to {}", with_unit(low, of_low), with_unit(high, unit))
}

/// How fast breakthroughs ship.
pub(super) fn of_time_to_ship(worlds: [&World; 2]) -> Vec<String> {
    let time = |world: &World| 4.min(world.simulation.layout().latency_horizon());
    let [baseline, what_if] = worlds.map(|world| shipped(world, time(world)));
    let unit = Shown::of("share");
    let told = |estimate: &Estimate| match estimate.value {
        Some(value) => unit.significant(value, 2),
        None => "none".to_owned(),
    };
    let quarters = time(worlds[0]);
    vec![format!(
        "{} of all breakthroughs ship within {quarters} quarters; in the baseline {}.",
        told(&what_if),
        told(&baseline)
    )]
}

fn lowercased(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_range_have_what_stands_before_a_number() {
        let range = |unit| range_with_unit("-0.95", "+0.44", unit);
        assert_eq!(range("$m/quarter"), "-$0.95m to +$0.44m/quarter");
        assert_eq!(range("pp"), "-0.95 to +0.44 pp");
        assert_eq!(range("%"), "-0.95 to +0.44%");
        assert_eq!(range(""), "-0.95 to +0.44");
    }
}
