//! What is known of parameters beforehand.

use super::CalibrationError;
use super::luck::{Luck, uniform};
use crate::elementary::{exp, ln};
use crate::random::{Normal, Streams};

/// What is known of a parameter beforehand.
#[derive(Clone, Debug, PartialEq)]
pub enum Marginal {
    /// Any number in a range is as likely as any other.
    Uniform {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Any order of magnitude in a range is as likely as any other.
    LogUniform {
        /// The lower end, above 0.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Normal.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation, above 0.
        deviation: f64,
    },
    /// Any whole number in a range is as likely as any other.
    Integer {
        /// The least.
        low: i32,
        /// The greatest.
        high: i32,
    },
    /// One of several categories; the value is its number, from 0.
    Categorical {
        /// How likely each is, in proportion.
        weights: Vec<f64>,
    },
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What is known of it beforehand.
    pub marginal: Marginal,
}

/// Independent parameters. Each is the image of a uniform coordinate of the
/// unit cube under its quantile function, so that a method works in the cube,
/// where the prior is flat, whatever the parameters are.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    parameters: Vec<Parameter>,
}

impl Marginal {
    /// The value below which a share `u` in (0, 1) lies.
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Uniform { low, high } => low + (high - low) * u,
            Self::LogUniform { low, high } => {
                let (low_log, high_log) = (ln(*low), ln(*high));
                exp(low_log + (high_log - low_log) * u).clamp(*low, *high)
            }
            Self::Normal { mean, deviation } => Normal::new(*mean, *deviation).quantile(u),
            Self::Integer { low, high } => {
                let (low, high) = (f64::from(*low), f64::from(*high));
                (low + ((high - low + 1.0) * u).floor()).min(high)
            }
            Self::Categorical { weights } => {
                let total: f64 = weights.iter().sum();
                let mut below = 0.0;
                let place = weights.iter().position(|weight| {
                    below += weight / total;
                    u < below
                });
                place.unwrap_or(weights.len() - 1) as f64
            }
        }
    }

    fn is_valid(&self) -> bool {
        match self {
            Self::Uniform { low, high } => low < high && (high - low).is_finite(),
            Self::LogUniform { low, high } => 0.0 < *low && low < high && high.is_finite(),
            Self::Normal { mean, deviation } => {
                mean.is_finite() && *deviation > 0.0 && deviation.is_finite()
            }
            Self::Integer { low, high } => low <= high,
            Self::Categorical { weights } => {
                let total: f64 = weights.iter().sum();
                weights.iter().all(|&weight| weight >= 0.0) && total > 0.0 && total.is_finite()
            }
        }
    }
}

impl Prior {
    /// Independent parameters, in their order.
    ///
    /// # Errors
    /// If there is none, or a range is empty or not finite.
    pub fn new(parameters: Vec<Parameter>) -> Result<Self, CalibrationError> {
        if parameters.is_empty() {
            return Err(CalibrationError::NoParameter);
        }
        match parameters.iter().find(|p| !p.marginal.is_valid()) {
            Some(wrong) => Err(CalibrationError::Parameter {
                name: wrong.name.clone(),
            }),
            None => Ok(Self { parameters }),
        }
    }

    /// The parameters.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The values of the parameters at a point of the open unit cube, which has
    /// one coordinate a parameter.
    pub fn values(&self, point: &[f64]) -> Vec<f64> {
        let pairs = self.parameters.iter().zip(point);
        pairs.map(|(p, &u)| p.marginal.quantile(u)).collect()
    }

    /// A point of the cube from the prior.
    pub(super) fn draw(&self, streams: &Streams) -> Vec<f64> {
        let coordinates = 0..self.parameters.len();
        coordinates
            .map(|coordinate| uniform(streams, Luck::Prior, 0, coordinate))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_become_values() {
        let quantiles = |marginal: Marginal| [0.01, 0.5, 0.99].map(|u| marginal.quantile(u));
        let uniform = Marginal::Uniform {
            low: 10.0,
            high: 20.0,
        };
        assert_eq!(quantiles(uniform), [10.1, 15.0, 19.9]);
        let log = Marginal::LogUniform {
            low: 0.01,
            high: 100.0,
        };
        assert!((log.quantile(0.75) - 10.0).abs() < 1e-12);
        let integer = Marginal::Integer { low: -1, high: 3 };
        assert_eq!(quantiles(integer.clone()), [-1.0, 1.0, 3.0]);
        assert_eq!([0.1999, 0.2].map(|u| integer.quantile(u)), [-1.0, 0.0]);
        let categorical = Marginal::Categorical {
            weights: vec![1.0, 0.0, 3.0],
        };
        assert_eq!(quantiles(categorical.clone()), [0.0, 2.0, 2.0]);
        assert_eq!(categorical.quantile(0.2499), 0.0);
        let normal = Marginal::Normal {
            mean: 2.0,
            deviation: 3.0,
        };
        assert_eq!(normal.quantile(0.5), 2.0);
    }

    #[test]
    fn an_empty_range_is_named() {
        let prior = |marginal| {
            let name = "x".to_owned();
            Prior::new(vec![Parameter { name, marginal }])
        };
        let wrong = [
            Marginal::Uniform {
                low: 1.0,
                high: 1.0,
            },
            Marginal::LogUniform {
                low: 0.0,
                high: 1.0,
            },
            Marginal::Normal {
                mean: 0.0,
                deviation: 0.0,
            },
            Marginal::Integer { low: 2, high: 1 },
            Marginal::Categorical { weights: vec![] },
        ];
        for marginal in wrong {
            let name = "x".to_owned();
            assert_eq!(prior(marginal), Err(CalibrationError::Parameter { name }));
        }
        assert_eq!(Prior::new(vec![]), Err(CalibrationError::NoParameter));
    }
}
