//! Cases: points of the input space and whether their outcome is of interest.

use std::fmt;

/// An input and its value in each case.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The name by which rules call it.
    pub name: String,
    /// Its values, one a case.
    pub values: Values,
}

/// The values of an input, one a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers, of which only the order matters; integers and switches too.
    Numeric(Vec<f64>),
    /// Categories without an order.
    Categorical {
        /// Their names.
        categories: Vec<String>,
        /// Indices into the names.
        values: Vec<usize>,
    },
}

/// Inputs and outcomes of cases.
///
/// An outcome is how much a case is of interest: 0 or 1, or a probability. If
/// the simulation is stochastic it comes from the mean of replicates or is the
/// share of them; a single run would make noise look like structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    inputs: Vec<Input>,
    outcomes: Vec<f64>,
    /// How much each case counts beside the others.
    weights: Vec<f64>,
}

/// What is wrong with cases.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CasesError {
    /// There is no case, or no input.
    Empty,
    /// An input has another number of values than there are outcomes.
    Length {
        /// The name of the input.
        input: String,
    },
    /// A value is not finite, or not the index of a category.
    Value {
        /// The name of the input.
        input: String,
        /// The number of the case, from 0.
        case: usize,
    },
    /// An outcome does not lie within 0 to 1.
    Outcome {
        /// The number of the case, from 0.
        case: usize,
    },
    /// No case is of interest, or none that counts.
    NoneOfInterest,
    /// There is not one weight a case, each a number from 0.
    Weights,
}

impl fmt::Display for CasesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no case, or no input"),
            Self::Length { input } => write!(f, "`{input}` does not have one value a case"),
            Self::Value { input, case } => {
                write!(f, "`{input}` has no valid value in case {case}")
            }
            Self::Outcome { case } => {
                write!(f, "the outcome of case {case} does not lie within 0 to 1")
            }
            Self::NoneOfInterest => f.write_str("no case is of interest"),
            Self::Weights => f.write_str("there is not one weight a case, each a number from 0"),
        }
    }
}

impl std::error::Error for CasesError {}

/// How many rows of equal weight would tell as much as rows of these weights: the square of
/// their sum by the sum of their squares (Kish 1965). 0 without weight.
pub fn effective(weights: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut squares) = (0.0, 0.0);
    for weight in weights {
        sum += weight;
        squares += weight * weight;
    }
    if squares > 0.0 {
        sum * sum / squares
    } else {
        0.0
    }
}

impl Cases {
    /// Cases with an outcome each.
    ///
    /// # Errors
    /// If lengths differ, a value is no number or category, an outcome lies
    /// outside of 0 to 1, or all outcomes are 0.
    pub fn new(inputs: Vec<Input>, outcomes: Vec<f64>) -> Result<Self, CasesError> {
        if inputs.is_empty() || outcomes.is_empty() {
            return Err(CasesError::Empty);
        }
        for input in &inputs {
            let name = || input.name.clone();
            let (length, wrong) = match &input.values {
                Values::Numeric(values) => (
                    values.len(),
                    values.iter().position(|value| !value.is_finite()),
                ),
                Values::Categorical { categories, values } => (
                    values.len(),
                    values.iter().position(|&value| value >= categories.len()),
                ),
            };
            if length != outcomes.len() {
                return Err(CasesError::Length { input: name() });
            }
            if let Some(case) = wrong {
                return Err(CasesError::Value {
                    input: name(),
                    case,
                });
            }
        }
        let allowed = |outcome: &f64| (0.0..=1.0).contains(outcome);
        if let Some(case) = outcomes.iter().position(|outcome| !allowed(outcome)) {
            return Err(CasesError::Outcome { case });
        }
        if outcomes.iter().all(|&outcome| outcome == 0.0) {
            return Err(CasesError::NoneOfInterest);
        }
        let weights = vec![1.0; outcomes.len()];
        Ok(Self {
            inputs,
            outcomes,
            weights,
        })
    }

    /// The same cases, each of which counts as much as its weight.
    ///
    /// # Errors
    /// If there is not one weight a case, a number from 0, or none of interest counts.
    pub fn weighted(self, weights: Vec<f64>) -> Result<Self, CasesError> {
        let is_weight = |weight: &f64| weight.is_finite() && *weight >= 0.0;
        if weights.len() != self.outcomes.len() || !weights.iter().all(is_weight) {
            return Err(CasesError::Weights);
        }
        let cases = Self { weights, ..self };
        let all: Vec<usize> = (0..cases.outcomes.len()).collect();
        match cases.interest(&all) > 0.0 {
            true => Ok(cases),
            false => Err(CasesError::NoneOfInterest),
        }
    }

    /// The inputs.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// How much each case is of interest.
    pub fn outcomes(&self) -> &[f64] {
        &self.outcomes
    }

    /// How much some cases are of interest together. A case that is named
    /// twice counts twice.
    pub(super) fn interest(&self, cases: &[usize]) -> f64 {
        let interest = cases
            .iter()
            .map(|&case| self.weights[case] * self.outcomes[case]);
        interest.sum()
    }

    /// How much some cases count together: their number, if they count alike.
    pub(super) fn weight(&self, cases: &[usize]) -> f64 {
        cases.iter().map(|&case| self.weights[case]).sum()
    }

    /// How many cases that count alike would tell as much as some cases (Kish 1965).
    pub(super) fn effective(&self, cases: &[usize]) -> f64 {
        effective(cases.iter().map(|&case| self.weights[case]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said() {
        let numeric = |values: &[f64]| Input {
            name: "x".to_owned(),
            values: Values::Numeric(values.to_vec()),
        };
        let input = || "x".to_owned();
        let error = |inputs, outcomes: &[f64]| Cases::new(inputs, outcomes.to_vec()).err();
        assert_eq!(error(vec![], &[1.0]), Some(CasesError::Empty));
        let inputs = vec![numeric(&[0.5])];
        let length = CasesError::Length { input: input() };
        assert_eq!(error(inputs.clone(), &[1.0, 0.0]), Some(length));
        assert_eq!(
            error(inputs.clone(), &[1.5]),
            Some(CasesError::Outcome { case: 0 })
        );
        assert_eq!(
            error(inputs.clone(), &[0.0]),
            Some(CasesError::NoneOfInterest)
        );
        let cases = Cases::new(inputs, vec![1.0]).unwrap();
        let weighted = |weights: &[f64]| cases.clone().weighted(weights.to_vec()).err();
        assert_eq!(weighted(&[2.0]), None);
        assert_eq!(weighted(&[0.0]), Some(CasesError::NoneOfInterest));
        for wrong in [&[][..], &[-1.0], &[f64::NAN], &[1.0, 1.0]] {
            assert_eq!(weighted(wrong), Some(CasesError::Weights));
        }
        let value = CasesError::Value {
            input: input(),
            case: 1,
        };
        assert_eq!(
            error(vec![numeric(&[0.5, f64::NAN])], &[1.0, 0.0]),
            Some(value.clone())
        );
        let categorical = Input {
            name: input(),
            values: Values::Categorical {
                categories: vec!["a".to_owned()],
                values: vec![0, 1],
            },
        };
        assert_eq!(error(vec![categorical], &[1.0, 0.0]), Some(value));
    }

    #[test]
    fn rows_of_equal_weight_count_for_themselves() {
        assert_eq!(effective([0.25; 8]), 8.0);
        assert_eq!(effective([3.0, 0.0]), 1.0);
        assert_eq!(effective([]), 0.0);
        let posterior = effective([100.0, 1.0, 1.0, 1.0, 1.0]);
        assert!((posterior - 104.0 * 104.0 / 10_004.0).abs() < 1e-12);
    }
}
