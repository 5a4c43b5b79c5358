//! Boxes: rules that hold together.

use std::fmt::Write;

use super::{Cases, Values};

/// A restriction of one input.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// A numeric input is at least `value`.
    AtLeast {
        /// The number of the input, from 0.
        input: usize,
        /// The least value.
        value: f64,
    },
    /// A numeric input is at most `value`.
    AtMost {
        /// The number of the input, from 0.
        input: usize,
        /// The greatest value.
        value: f64,
    },
    /// A categorical input is none of the categories `without`.
    Without {
        /// The number of the input, from 0.
        input: usize,
        /// The numbers of the categories, ascending.
        without: Vec<usize>,
    },
}

/// A box: the cases for which all rules hold. Without rules it holds all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    rules: Vec<Rule>,
}

/// How well a box tells the cases of interest from others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Cases in the box.
    pub cases: usize,
    /// How much of them is of interest: a count if outcomes are 0 or 1 and cases count alike.
    pub interest: f64,
    /// Share of what is of interest that lies in the box.
    pub coverage: f64,
    /// Share of the box that is of interest; 0 for an empty box.
    pub density: f64,
    /// Share of all cases that lie in the box, by weight.
    pub mass: f64,
    /// How many inputs are restricted.
    pub restricted: usize,
}

impl Rule {
    /// The number of the input that is restricted.
    pub fn input(&self) -> usize {
        match self {
            Self::AtLeast { input, .. }
            | Self::AtMost { input, .. }
            | Self::Without { input, .. } => *input,
        }
    }

    /// Whether the rule holds for a case.
    pub(super) fn holds(&self, cases: &Cases, case: usize) -> bool {
        match (self, &cases.inputs()[self.input()].values) {
            (Self::AtLeast { value, .. }, Values::Numeric(values)) => values[case] >= *value,
            (Self::AtMost { value, .. }, Values::Numeric(values)) => values[case] <= *value,
            (Self::Without { without, .. }, Values::Categorical { values, .. }) => {
                !without.contains(&values[case])
            }
            // a rule of another kind than its input restricts nothing
            _ => true,
        }
    }

    /// Whether two rules restrict the same end of the same input.
    fn replaces(&self, other: &Self) -> bool {
        let same_end = std::mem::discriminant(self) == std::mem::discriminant(other);
        same_end && self.input() == other.input()
    }

    /// The rule in words, such as `budget >= 3` or `region in {north, south}`.
    pub fn describe(&self, cases: &Cases) -> String {
        let input = &cases.inputs()[self.input()];
        match (self, &input.values) {
            (Self::AtLeast { value, .. }, _) => format!("{} >= {value}", input.name),
            (Self::AtMost { value, .. }, _) => format!("{} <= {value}", input.name),
            (Self::Without { without, .. }, Values::Categorical { categories, .. }) => {
                let kept = (0..).zip(categories).filter(|(n, _)| !without.contains(n));
                let names: Vec<&str> = kept.map(|(_, name)| name.as_str()).collect();
                format!("{} in {{{}}}", input.name, names.join(", "))
            }
            (Self::Without { .. }, Values::Numeric(_)) => input.name.clone(),
        }
    }
}

impl Region {
    /// The rules, in the order of the inputs.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether a case lies in the box.
    pub fn contains(&self, cases: &Cases, case: usize) -> bool {
        self.rules.iter().all(|rule| rule.holds(cases, case))
    }

    /// The numbers of the inputs that are restricted, ascending.
    pub fn restricted(&self) -> Vec<usize> {
        let mut inputs: Vec<usize> = self.rules.iter().map(Rule::input).collect();
        inputs.dedup();
        inputs
    }

    /// The name of the box: all its rules in words.
    pub fn describe(&self, cases: &Cases) -> String {
        if self.rules.is_empty() {
            return "all".to_owned();
        }
        let mut text = String::new();
        for rule in &self.rules {
            let joint = if text.is_empty() { "" } else { " and " };
            let _ = write!(text, "{joint}{}", rule.describe(cases));
        }
        text
    }

    /// Those of some cases that lie in the box.
    pub(super) fn members(&self, cases: &Cases, sample: &[usize]) -> Vec<usize> {
        let inside = sample.iter().copied();
        inside.filter(|&case| self.contains(cases, case)).collect()
    }

    /// How well the box does among some cases.
    pub(super) fn fit(&self, cases: &Cases, sample: &[usize]) -> Fit {
        self.fit_of(&self.members(cases, sample), cases, sample)
    }

    /// The same, for who knows the members already.
    pub(super) fn fit_of(&self, members: &[usize], cases: &Cases, sample: &[usize]) -> Fit {
        let (interest, all) = (cases.interest(members), cases.interest(sample));
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        Fit {
            cases: members.len(),
            interest,
            coverage: share(interest, all),
            density: share(interest, cases.weight(members)),
            mass: share(cases.weight(members), cases.weight(sample)),
            restricted: self.restricted().len(),
        }
    }

    /// The box with a rule more, or with a rule in the place of the one that
    /// restricted the same end of the same input.
    pub(super) fn with(&self, rule: Rule) -> Self {
        let mut rules = self.rules.clone();
        rules.retain(|known| !rule.replaces(known));
        rules.push(rule);
        rules.sort_by_key(|rule| (rule.input(), matches!(rule, Rule::AtMost { .. })));
        Self { rules }
    }

    /// The box without one of its rules.
    pub(super) fn without(&self, index: usize) -> Self {
        let mut rules = self.rules.clone();
        rules.remove(index);
        Self { rules }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Input;
    use super::*;

    #[test]
    fn a_box_is_named_by_its_rules() {
        let inputs = vec![
            Input {
                name: "budget".to_owned(),
                values: Values::Numeric(vec![1.0, 2.0, 3.0, 4.0]),
            },
            Input {
                name: "place".to_owned(),
                values: Values::Categorical {
                    categories: ["north", "south", "west"].map(str::to_owned).into(),
                    values: vec![0, 1, 2, 0],
                },
            },
        ];
        let cases = Cases::new(inputs, vec![0.0, 1.0, 1.0, 1.0]).unwrap();
        let region = Region::default()
            .with(Rule::Without {
                input: 1,
                without: vec![2],
            })
            .with(Rule::AtMost {
                input: 0,
                value: 3.0,
            })
            .with(Rule::AtLeast {
                input: 0,
                value: 1.0,
            })
            .with(Rule::AtLeast {
                input: 0,
                value: 2.0,
            });
        assert_eq!(
            region.describe(&cases),
            "budget >= 2 and budget <= 3 and place in {north, south}"
        );
        assert_eq!(Region::default().describe(&cases), "all");
        let fit = region.fit(&cases, &[0, 1, 2, 3]);
        assert_eq!((fit.cases, fit.density, fit.mass), (1, 1.0, 0.25));
        assert_eq!((fit.coverage, fit.restricted), (1.0 / 3.0, 2));
    }
}
