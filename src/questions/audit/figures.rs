//! The audit of claims: where each lies in what the model predicts.

use super::rows::{AuditedClaim, Position};
use super::words::stated;
use crate::drawing::{Axis, Entry, Forest, Mark, Shape};
use crate::figures::Made;
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::{Subject, boxed, each, empty, rows};
use crate::numerals::{percent, significant};
use crate::result::ResultFolder;

/// What is farther away than this is drawn at the edge.
const FARTHEST: f64 = 4.0;

pub(super) fn make(results: &[ResultFolder]) -> Made {
    each(results, "audit", "`orgsim audit --out`", of_result)
}

/// A claim and what the model predicts, in the claim's unit.
struct Drawn {
    name: String,
    stated: (f64, f64),
    is_inside: bool,
    /// Low end, median and high end under the literature's ranges.
    literature: [f64; 3],
    /// The same under stretched ranges, and by how much, if it was needed.
    wide: Option<([f64; 3], f64)>,
}

impl Drawn {
    fn of(row: &AuditedClaim) -> Option<Self> {
        let words = stated(row.before, row.after, row.unit.as_deref());
        Some(Self {
            name: format!("{} {}, {words}", row.claim, row.quantity),
            stated: row.stated()?,
            is_inside: row.literature == Position::Inside,
            literature: row.literature_compared()?,
            wide: row.wide_compared().zip(row.stretch),
        })
    }

    /// Where a number lies in the prediction: 0 at the median, -1 and 1 at the ends.
    fn position(&self, number: f64) -> f64 {
        let [low, median, high] = self.literature;
        let side = if number < median {
            median - low
        } else {
            high - median
        };
        match side > 0.0 {
            true => (number - median) / side,
            false if number == median => 0.0,
            false => f64::INFINITY.copysign(number - median),
        }
    }

    fn entry(&self) -> Entry {
        let drawn = |number| self.position(number).clamp(-FARTHEST, FARTHEST);
        let number = |number| significant(number, 3);
        let [low, median, high] = self.literature.map(number);
        let stated = match self.stated {
            (from, to) if from == to => number(from),
            (from, to) => format!("{} to {}", number(from), number(to)),
        };
        let told = format!("{stated}; model: {low} to {high}");
        let wide = self
            .wide
            .map_or(String::new(), |([low, _, high], stretch)| {
                let ends = [low, high].map(number);
                format!("; ranges widened x{stretch}: {} to {}", ends[0], ends[1])
            });
        let inside = if self.is_inside { "inside" } else { "outside" };
        let tip = format!(
            "{}: stated {stated}, {inside} of the model's {low} to {high}, median {median}{wide}",
            self.name
        );
        let middle = (self.stated.0 + self.stated.1) / 2.0;
        let (series, shape) = match self.is_inside {
            true => (0, Shape::Dot),
            false => (1, Shape::Ring),
        };
        let range =
            (self.stated.0 < self.stated.1).then(|| (drawn(self.stated.0), drawn(self.stated.1)));
        let wide = self
            .wide
            .map(|([low, _, high], _)| (drawn(low), drawn(high)));
        Entry {
            name: self.name.clone(),
            marks: vec![
                Mark::new(series, shape, Some(drawn(middle)), tip)
                    .interval(range)
                    .range(wide),
            ],
            told,
            leads: !self.is_inside,
        }
    }
}

fn of_result(result: &ResultFolder, subject: &Subject) -> Made {
    let table = rows::<AuditedClaim>(result)?;
    let claims: Vec<Drawn> = table.iter().filter_map(|row| Drawn::of(row)).collect();
    if claims.is_empty() {
        return Err(empty("no claim was compared with the model"));
    }
    let others = table.len() - claims.len();
    let inside = claims.iter().filter(|claim| claim.is_inside).count();
    let entries: Vec<Entry> = claims.iter().map(Drawn::entry).collect();
    let words = entries.iter().map(|entry| entry.marks[0].tip.clone());
    let level = percent(result.level());
    let description = format!(
        "{inside} of {} claims are inside the model's {level} interval over the plausible ranges; {others} more were not compared with the model. {}.",
        claims.len(),
        words.collect::<Vec<_>>().join("; ")
    );
    let numbers: Vec<f64> = Entry::numbers(&entries).chain([-1.0, 1.0]).collect();
    let farther = match numbers.iter().any(|number| number.abs() >= FARTHEST) {
        true => format!(" Claims beyond {FARTHEST} are drawn there."),
        false => String::new(),
    };
    Ok(vec![boxed(Charts {
        name: subject.name("claims", ""),
        title: subject.title("Claims and predictions of the model"),
        description,
        note: format!(
            "Each claim where it lies in the model's predictions for it: 0 is the median, -1 and 1 \
             are the ends of the central {level} over the plausible ranges (grey), from parameters \
             and luck. Rings and names in bold: outside of it; pale: the interval under the smallest \
             widening of the ranges that contains the claim, or the largest allowed.{farther} \
             Numbers: the stated change as it is compared, a ratio of counts and a difference of \
             levels, or the level or range if there is no change. {others} claims were not compared \
             with the model."
        ),
        charts: vec![Chart::Forest(Forest {
            title: String::new(),
            axis: Axis::of(
                &format!("place in the model's {level} interval"),
                "",
                numbers,
                5,
            ),
            entries,
            zone: Some((-1.0, 1.0)),
            lines: Vec::new(),
        })],
        least: 320.0,
        ..Charts::default()
    })])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(stated: f64, literature: [f64; 3]) -> Drawn {
        Drawn {
            name: String::new(),
            stated: (stated, stated),
            is_inside: false,
            literature,
            wide: None,
        }
    }

    #[test]
    fn a_claim_stands_where_it_lies_in_the_interval() {
        let claim = drawn(-24.0, [-32.0, -12.0, -4.0]);
        assert_eq!(claim.position(-12.0), 0.0);
        assert_eq!(claim.position(-22.0), -0.5);
        assert_eq!(claim.position(-4.0), 1.0);
        assert_eq!(claim.position(4.0), 2.0);
    }

    #[test]
    fn a_prediction_without_width_holds_its_own_number_only() {
        let claim = drawn(1.0, [2.0, 2.0, 2.0]);
        assert_eq!(claim.position(2.0), 0.0);
        assert_eq!(claim.position(3.0), f64::INFINITY);
        assert_eq!(claim.position(1.0), f64::NEG_INFINITY);
    }
}
