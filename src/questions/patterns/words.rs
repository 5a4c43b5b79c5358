//! How patterns are told.

use super::condition::Condition;
use super::finding::{Finding, Verdict};
use crate::numerals::{Shown, listed, percent, significant};
use crate::stats::Estimated;

impl Condition {
    /// The condition in words: what was estimated, where it is expected, and whether it
    /// holds. Numbers are those of the table, in the unit of the condition.
    pub fn tell(&self) -> String {
        let estimated = Estimated::from(&self.estimate);
        let interval = estimated.interval();
        let shown = Shown::of("").estimate(estimated.value, interval);
        let in_every_run = match interval {
            Some(_) => "",
            None => " in every run",
        };
        format!(
            "{}: {shown}{in_every_run}; expected {}: {}",
            self.quantity,
            self.target,
            self.answer()
        )
    }
}

impl Finding {
    /// What its verdict rests on, a line each: its conditions and the chances of error,
    /// or why it is not applicable.
    pub fn tell(&self) -> Vec<String> {
        if let Some(reason) = &self.reason {
            return vec![reason.clone()];
        }
        let mut lines: Vec<String> = self.conditions.iter().map(Condition::tell).collect();
        let power = self.power();
        let power = power.map(|power| format!("power at least {power:.3}"));
        let alarm = self.false_alarm();
        let alarm = alarm.map(|rate| format!("false-alarm rate at most {}", significant(rate, 3)));
        let chances: Vec<String> = power.into_iter().chain(alarm).collect();
        lines.push(chances.join(", "));
        lines
    }
}

/// How many patterns have which verdict, and the level of their intervals.
pub fn summary(findings: &[Finding]) -> String {
    let counts = Verdict::ALL.iter().map(|&verdict| {
        let own = findings.iter().filter(|own| own.verdict() == verdict);
        let word = match verdict {
            Verdict::Appears => "appear",
            Verdict::Fails => "fail",
            Verdict::Undecided | Verdict::NotApplicable => verdict.name(),
        };
        format!("{} {word}", own.count())
    });
    let conditions = findings.iter().flat_map(|finding| &finding.conditions);
    let level = conditions.map(|condition| condition.estimate.level).next();
    let level = level.map_or(String::new(), |level| {
        format!(", by {} intervals", percent(level))
    });
    format!("{} patterns: {}{level}", findings.len(), listed(counts))
}

#[cfg(test)]
mod tests {
    use super::super::condition::{Target, estimate};
    use super::super::finding::Kind;
    use super::*;

    fn condition(numbers: [f64; 4], target: Target) -> Condition {
        Condition::new("loss", "ratio", estimate(numbers, 0.9), target, 2.0)
    }

    #[test]
    fn conditions_are_told_with_what_is_expected() {
        let varied = condition([1.3, 1.7, 1.4, 1.6], Target::Within(1.0, 2.0));
        assert_eq!(
            varied.tell(),
            "loss: 1.50 (1.29 to 1.71); expected 1 to 2: holds"
        );
        let constant = condition([0.0; 4], Target::Exactly(0.0));
        assert_eq!(
            constant.tell(),
            "loss: 0 in every run; expected exactly 0: holds"
        );
    }

    #[test]
    fn a_pattern_is_told_with_its_chances_of_error() {
        let conditions = vec![condition([1.3, 1.7, 1.4, 1.6], Target::Above(1.0))];
        let found = Finding::new("a pattern", Kind::Predicted, conditions);
        let lines = found.tell();
        assert!(
            lines[1].ends_with("false-alarm rate at most 0.05"),
            "{lines:?}"
        );
        let other = Finding::not_applicable("another", Kind::Null, "nobody leaves");
        assert_eq!(other.tell(), ["nobody leaves"]);
        assert_eq!(
            summary(&[found, other]),
            "2 patterns: 1 appear, 0 fail, 0 undecided and 1 not applicable, by 90% intervals"
        );
    }
}
