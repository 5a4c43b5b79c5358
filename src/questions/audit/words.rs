//! How the findings of an audit are told.

use super::arithmetic::{Recomputed, is_percent};
use super::claim::Compare;
use super::findings::{Claimed, Compared, Finding};
use super::rows::{Arithmetic, Chance, Position, Reach};
use crate::experiment::{Measures, Tell, Weight};
use crate::numerals::{Shown, percent, significant};
use crate::prose::Prose;

impl Tell for Finding {
    fn weight(&self) -> Weight {
        Weight::Result
    }

    fn tell(&self, measures: &Measures) -> Prose {
        match self {
            Self::Inside {
                claims,
                compared,
                inside,
                level,
            } => {
                let others = match claims - compared {
                    0 => String::new(),
                    1 => "; 1 claim was not compared with the model".to_owned(),
                    others => format!("; {others} claims were not compared with the model"),
                };
                format!(
                    "{inside} of {compared} claims lie inside the model's {} interval under the \
                     plausible ranges{others}.",
                    percent(*level)
                )
                .into()
            }
            Self::Claim(claimed) => claimed.told(measures),
        }
    }
}

impl Claimed {
    /// What is stated: `92 → 68 percent`.
    fn stated(&self) -> String {
        stated(self.before, self.after, self.unit.as_deref())
    }

    fn told(&self, measures: &Measures) -> Prose {
        let mut told = Prose::default().stressed(&self.claim).plain(format!(
            ", {}, {}",
            self.quantity,
            self.stated()
        ));
        if let Some(change) = &self.change {
            told = told.plain(format!(": {}", self.arithmetic(change)));
        }
        told = told.plain(".");
        if let Some(p_value) = self.p_value {
            let verdict = match self.noise {
                Chance::MoreThanNoise => "more than counting noise",
                Chance::Compatible | Chance::Untested => "compatible with counting noise",
            };
            let p_value = significant(p_value, 2);
            told = told.plain(format!(
                " The two counts differ with p = {p_value}, {verdict}."
            ));
        }
        match (&self.compared, &self.note) {
            (Some(compared), _) => compared.told(told, measures),
            (None, Some(note)) => told.plain(format!(" Not compared with the model: {note}.")),
            (None, None) => told.plain(" Not compared with the model."),
        }
    }

    /// The change of its own values, and what it says of the change as stated.
    fn arithmetic(&self, change: &Recomputed) -> String {
        let unit = match self.unit.as_deref() {
            Some(unit) if is_percent(unit) => " points",
            _ => "",
        };
        let mut words = format!("{}{unit}", signed(change.difference));
        let mut parts = Vec::new();
        parts.extend(
            change
                .relative
                .map(|relative| format!("{}%", signed(100.0 * relative))),
        );
        let ratios = [
            ("attrition ×", change.attrition_factor),
            ("hazard ratio", change.hazard_ratio),
        ];
        for (name, ratio) in ratios {
            parts.extend(ratio.map(|ratio| format!("{name} {}", significant(ratio, 3))));
        }
        if !parts.is_empty() {
            words.push_str(&format!(" ({})", parts.join(", ")));
        }
        let stated = self.stated_change.as_deref().unwrap_or_default();
        words.push_str(&match self.arithmetic {
            Arithmetic::Holds => format!("; the stated change, {stated}, holds"),
            Arithmetic::Points => {
                format!("; the stated change, {stated}, is a difference in points")
            }
            Arithmetic::Wrong => format!("; the stated change, {stated}, is wrong"),
            Arithmetic::Unchecked => String::new(),
        });
        words
    }
}

impl Compared {
    /// A text about the claim, followed by how it compares with the model.
    fn told(&self, text: Prose, measures: &Measures) -> Prose {
        let what = match (self.compare, self.is_change) {
            (Compare::Ratio, _) => "the ratio of after to before",
            (Compare::Level, true) => "the change",
            (Compare::Level, false) => "the level",
            (Compare::Range, _) => "the range",
        };
        let title = measures.get(&self.measure).title;
        let interval = self.interval.map(|ends| ends.map(brief));
        let (position, Some([low, median, high])) = (self.position, interval) else {
            return text.plain(format!(" No run has a number for {what} of “{title}”."));
        };
        let side = match position {
            Position::Inside => "inside",
            _ => "outside",
        };
        let mut text = text.plain(format!(
            " It lies {side} the model's {} interval for {what} of “{title}” under the plausible \
             ranges: {low} to {high}, median {median}.",
            percent(self.level)
        ));
        let stretch = self
            .stretch
            .map_or(String::new(), |stretch| stretch.to_string());
        text = match self.reached {
            Reach::Literature => text,
            Reach::Stretched => text.plain(format!(" Ranges {stretch} times as wide contain it.")),
            Reach::NotReached => text.plain(format!(
                " Not reached within the allowed ranges, up to {stretch} times as wide."
            )),
        };
        let mut start = " Strongest drivers (rank correlation): ";
        for driver in &self.drivers {
            let alone = match driver.value.zip(driver.stretch) {
                Some((value, stretch)) => format!(
                    "alone at {}, a range {stretch} times as wide",
                    significant(value, 4)
                ),
                None => "not reached alone".to_owned(),
            };
            let correlation = signed(driver.correlation);
            text = text
                .plain(start)
                .code(&driver.parameter)
                .plain(format!(" ({correlation}), {alone}"));
            start = "; ";
        }
        match self.drivers.is_empty() {
            true => text,
            false => text.plain("."),
        }
    }
}

/// What a claim states: `92 → 68 percent`.
pub(super) fn stated(before: Option<f64>, after: Option<f64>, unit: Option<&str>) -> String {
    let values = [before, after].into_iter().flatten();
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    match (values.is_empty(), unit) {
        (true, _) => "no number".to_owned(),
        (false, None) => values.join(" → "),
        (false, Some(unit)) => format!("{} {unit}", values.join(" → ")),
    }
}

fn brief(number: f64) -> String {
    significant(number, 3)
}

/// A number with three digits and its sign.
fn signed(number: f64) -> String {
    Shown::of("").difference(Some(number), None)
}

#[cfg(test)]
mod tests {
    use super::super::arithmetic::recompute;
    use super::super::findings::Influence;
    use super::*;
    use serde::Deserialize;

    fn told(finding: &Finding) -> String {
        Tell::tell(finding, &Measures::default()).to_string()
    }

    fn claimed() -> Claimed {
        Claimed {
            claim: "A01".into(),
            quantity: "retention".into(),
            before: Some(92.0),
            after: Some(68.0),
            unit: Some("percent".into()),
            stated_change: Some("-44%".into()),
            change: Some(recompute(92.0, 68.0, true)),
            arithmetic: Arithmetic::Wrong,
            p_value: None,
            noise: Chance::Untested,
            note: Some("a note".into()),
            compared: None,
        }
    }

    fn compared() -> Compared {
        Compared {
            measure: "researcher_retention_12m".into(),
            compare: Compare::Level,
            is_change: true,
            position: Position::Outside,
            level: 0.9,
            interval: Some([-20.02, -12.0, -3.0]),
            reached: Reach::Stretched,
            stretch: Some(1.5),
            drivers: vec![
                Influence {
                    parameter: "people.taste_median".into(),
                    correlation: 0.463,
                    value: Some(1.75),
                    stretch: Some(1.5),
                },
                Influence {
                    parameter: "compute.backfill".into(),
                    correlation: -0.25,
                    value: None,
                    stretch: None,
                },
            ],
        }
    }

    #[test]
    fn a_claim_is_told_with_its_own_numbers() {
        assert_eq!(
            told(&Finding::Claim(claimed())),
            "A01, retention, 92 → 68 percent: -24 points (-26.1%, attrition × 4, hazard ratio \
             4.63); the stated change, -44%, is wrong. Not compared with the model: a note."
        );
        let counts = Claimed {
            before: Some(12.0),
            after: Some(5.0),
            unit: None,
            stated_change: None,
            change: Some(recompute(12.0, 5.0, false)),
            arithmetic: Arithmetic::Unchecked,
            p_value: Some(0.1435),
            noise: Chance::Compatible,
            note: None,
            ..claimed()
        };
        assert_eq!(
            told(&Finding::Claim(counts)),
            "A01, retention, 12 → 5: -7 (-58.3%). The two counts differ with p = 0.14, compatible \
             with counting noise. Not compared with the model."
        );
    }

    #[test]
    fn a_claim_outside_is_told_with_what_it_would_take() {
        let outside = Claimed {
            change: None,
            compared: Some(compared()),
            ..claimed()
        };
        assert_eq!(
            told(&Finding::Claim(outside)),
            "A01, retention, 92 → 68 percent. It lies outside the model's 90% interval for the \
             change of “researchers: retained over 12 months” under the plausible ranges: -20 to \
             -3, median -12. Ranges 1.5 times as wide contain it. Strongest drivers (rank \
             correlation): people.taste_median (+0.463), alone at 1.75, a range 1.5 times as wide; \
             compute.backfill (-0.25), not reached alone."
        );
    }

    #[test]
    fn the_summary_counts_what_was_not_compared() {
        let inside = |claims| Finding::Inside {
            claims,
            compared: 3,
            inside: 2,
            level: 0.95,
        };
        let start = "2 of 3 claims lie inside the model's 95% interval under the plausible ranges";
        assert_eq!(told(&inside(3)), format!("{start}."));
        assert_eq!(
            told(&inside(4)),
            format!("{start}; 1 claim was not compared with the model.")
        );
    }

    #[test]
    fn findings_are_read_as_they_were_written() {
        let finding = Finding::Claim(Claimed {
            compared: Some(compared()),
            ..claimed()
        });
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(value["kind"], "claim");
        assert_eq!(value["compared"]["position"], "outside");
        assert_eq!(Finding::deserialize(&value).unwrap(), finding);
    }
}
