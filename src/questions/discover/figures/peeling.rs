//! How boxes were peeled: coverage against density, from all design points to the smallest
//! box.

use super::super::restriction::bound;
use super::super::rows::PeelingStep;
use crate::drawing::{Axis, Scatter, Spot};
use crate::figures::charts::{Chart, Charts};
use crate::figures::subject::Subject;
use crate::numerals::Shown;
use crate::result::ResultFolder;
use crate::row::Rows;

/// The steps of peeling: a curve a box.
pub(super) fn figure(
    result: &ResultFolder,
    subject: &Subject,
    steps: &Rows<PeelingStep>,
) -> Charts {
    let mut spots = Vec::new();
    let mut words = Vec::new();
    for row in steps {
        let told = |share| Shown::of("share").estimate(Some(share), None);
        let tip = format!(
            "step {}: coverage {}, density {}; {}",
            row.step,
            told(row.coverage),
            told(row.density),
            shortened(&row.rules, |factor| result.factor(factor).unit)
        );
        if row.is_chosen {
            words.push(format!("Box {} came of {tip}.", row.r#box));
        }
        spots.push(Spot {
            // boxes are few
            series: row.r#box.saturating_sub(1) as usize,
            x: row.coverage,
            y: row.density,
            name: match row.is_chosen {
                true => format!("box {}", row.r#box),
                false => String::new(),
            },
            tip,
            leads: row.is_chosen,
        });
    }
    let axis = |label, of: fn(&Spot) -> f64, ends: &[f64]| {
        let values = spots.iter().map(of).chain(ends.iter().copied());
        Axis::of(label, "share", values, 5)
    };
    let chart = Scatter {
        title: String::new(),
        x: axis("coverage", |spot| spot.x, &[0.0, 1.0]),
        y: axis("density", |spot| spot.y, &[1.0]),
        spots,
        joined: true,
        diagonal: false,
    };
    Charts {
        name: subject.name("boxes", "peeling"),
        title: subject.title("How boxes were peeled: coverage against density"),
        description: words.join(" "),
        note: "From all points, at the right, slice by slice to the smallest box. Coverage: share of \
               what is of interest that lies in the box; density: share of the points in it that is \
               of interest. Large: the step that a box came of, which pasting and dropping rules that \
               could be luck make a little larger."
            .to_owned(),
        charts: vec![Chart::Scatter(chart)],
        least: 320.0,
        ..Charts::default()
    }
}

/// Rules with the numbers as people read them, by the units of their factors.
fn shortened(rules: &str, unit: impl Fn(&str) -> String) -> String {
    let words: Vec<&str> = rules.split(' ').collect();
    let word = |(place, word): (usize, &&str)| match (word.parse(), place.checked_sub(2)) {
        (Ok(number), Some(factor)) => bound(number, &unit(words[factor])),
        _ => (*word).to_owned(),
    };
    words
        .iter()
        .enumerate()
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_like_any_other_number_of_their_units() {
        let rules = "tacitness >= 0.139259939556906 and researchers <= 1200 and structure = fusion";
        let unit = |factor: &str| match factor {
            "tacitness" => "share".to_owned(),
            _ => "people".to_owned(),
        };
        assert_eq!(
            shortened(rules, unit),
            "tacitness >= 13.9% and researchers <= 1200 people and structure = fusion"
        );
        assert_eq!(shortened("all", unit), "all");
    }
}
