//! The factors of an experiment as parameters with priors.

use crate::analysis::calibration::{CalibrationError, Marginal, Matched, Parameter, Prior};
use crate::experiment::factor::{Domain, Factor, Level};

/// Least share of the width of what was kept by which it is widened, each side.
const MARGIN: f64 = 0.1;

/// Independent priors over the factors of an experiment.
#[derive(Clone, Debug)]
pub(super) struct Space<'a> {
    /// The factors.
    pub(super) factors: &'a [Factor],
    /// Their priors, in the same order.
    pub(super) prior: Prior,
}

impl<'a> Space<'a> {
    /// The priors of factors: flat over a range, or over its logarithms; every
    /// value of a list as likely as any other.
    ///
    /// # Errors
    /// If there is none, or a range is too wide.
    pub(super) fn of(factors: &'a [Factor]) -> Result<Self, CalibrationError> {
        let parameter = |factor: &Factor| {
            let name = factor.name.clone();
            let marginal = match &factor.domain {
                Domain::Linear(low, high) => Marginal::Uniform {
                    low: *low,
                    high: *high,
                },
                Domain::Log(low, high) => Marginal::LogUniform {
                    low: *low,
                    high: *high,
                },
                Domain::Whole(low, high) => match (i32::try_from(*low), i32::try_from(*high)) {
                    (Ok(low), Ok(high)) => Marginal::Integer { low, high },
                    _ => return Err(CalibrationError::Parameter { name }),
                },
                Domain::Levels(levels) => Marginal::Categorical {
                    weights: vec![1.0; levels.len()],
                },
            };
            Ok(Parameter { name, marginal })
        };
        let parameters = factors.iter().map(parameter).collect::<Result<_, _>>()?;
        Ok(Self {
            factors,
            prior: Prior::new(parameters)?,
        })
    }

    /// The values of the factors that parameter values stand for.
    pub(super) fn levels(&self, values: &[f64]) -> Vec<Level> {
        let pairs = self.factors.iter().zip(values);
        pairs
            .map(|(factor, &value)| match &factor.domain {
                Domain::Levels(levels) => levels[value as usize].clone(),
                _ => Level::Number(value),
            })
            .collect()
    }

    /// The box around the points that were kept, parameter by parameter, widened
    /// by a tenth of its width on either side, or more if few points tell where
    /// it ends: points that fill a range evenly leave about its n-th part free.
    /// Categories stay: that none of a few points had one rules nothing out.
    pub(super) fn around(&self, kept: &[Matched]) -> Self {
        let margin = f64::max(MARGIN, 3.0 / kept.len() as f64);
        let parameters = self.prior.parameters().iter().enumerate();
        let narrowed = parameters.map(|(index, parameter)| {
            let places = || kept.iter().map(|matched| matched.point[index]);
            let low = places().fold(f64::INFINITY, f64::min);
            let high = places().fold(f64::NEG_INFINITY, f64::max);
            // one point, or none, has no width that could be widened
            let (low, high) = match high > low {
                true => (low - margin * (high - low), high + margin * (high - low)),
                false => (0.0, 1.0),
            };
            Parameter {
                name: parameter.name.clone(),
                marginal: cut(&parameter.marginal, low, high),
            }
        });
        let prior = Prior::new(narrowed.collect()).unwrap_or_else(|_| self.prior.clone());
        Self {
            factors: self.factors,
            prior,
        }
    }

    /// The ends of a parameter's range; none of categories.
    pub(super) fn ends(&self, parameter: usize) -> Option<(f64, f64)> {
        match &self.prior.parameters()[parameter].marginal {
            Marginal::Uniform { low, high } | Marginal::LogUniform { low, high } => {
                Some((*low, *high))
            }
            Marginal::Integer { low, high } => Some((f64::from(*low), f64::from(*high))),
            _ => None,
        }
    }
}

/// A marginal between two places of the unit interval.
fn cut(marginal: &Marginal, from: f64, to: f64) -> Marginal {
    let between = |low: f64, high: f64| {
        let place = |u: f64, end: f64, is_inside: bool| match is_inside {
            true => marginal.quantile(u),
            false => end,
        };
        (place(from, low, from > 0.0), place(to, high, to < 1.0))
    };
    match marginal {
        Marginal::Uniform { low, high } => {
            let (low, high) = between(*low, *high);
            Marginal::Uniform { low, high }
        }
        Marginal::LogUniform { low, high } => {
            let (low, high) = between(*low, *high);
            Marginal::LogUniform { low, high }
        }
        Marginal::Integer { low, high } => {
            let (low, high) = between(f64::from(*low), f64::from(*high));
            Marginal::Integer {
                low: low as i32,
                high: high as i32,
            }
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(domain: Domain) -> Factor {
        Factor {
            name: "x".to_owned(),
            keys: vec!["a.b".to_owned()],
            domain,
            grid: 5,
        }
    }

    fn kept(places: &[f64]) -> Vec<Matched> {
        let one = |&place: &f64| Matched {
            point: vec![place; 4],
            values: Vec::new(),
            implausibilities: Vec::new(),
            weight: 1.0,
        };
        places.iter().map(one).collect()
    }

    fn factors() -> Vec<Factor> {
        let texts = ["a", "b"].map(|text| Level::Text(text.to_owned()));
        [
            Domain::Linear(10.0, 20.0),
            Domain::Log(1.0, 10_000.0),
            Domain::Whole(1, 10),
            Domain::Levels(texts.to_vec()),
        ]
        .map(factor)
        .to_vec()
    }

    #[test]
    fn what_is_left_is_a_box_with_a_margin() {
        let factors = factors();
        let space = Space::of(&factors).unwrap();
        // from 0.5 to 0.75, widened by a tenth of 0.25
        let many: Vec<f64> = (0..51).map(|i| 0.5 + f64::from(i) / 200.0).collect();
        let left = space.around(&kept(&many));
        let (low, high) = left.ends(0).unwrap();
        assert!((low - 14.75).abs() < 1e-9 && (high - 17.75).abs() < 1e-9);
        let (low, high) = left.ends(1).unwrap();
        assert!((libm::log10(low) - 1.9).abs() < 1e-9 && (libm::log10(high) - 3.1).abs() < 1e-9);
        assert_eq!(left.ends(2), Some((5.0, 8.0)));
        assert_eq!(left.prior.parameters()[3], space.prior.parameters()[3]);
        // few points say little, one says nothing
        let (low, high) = space.around(&kept(&[0.4, 0.6])).ends(0).unwrap();
        assert!((low - 11.0).abs() < 1e-9 && (high - 19.0).abs() < 1e-9);
        assert_eq!(space.around(&kept(&[0.4])).ends(0), Some((10.0, 20.0)));
        assert_eq!(space.around(&kept(&[0.1, 0.9])).ends(0), Some((10.0, 20.0)));
    }

    #[test]
    fn categories_become_their_values() {
        let factors = factors();
        let space = Space::of(&factors).unwrap();
        let levels = space.levels(&[12.5, 100.0, 3.0, 1.0]);
        assert_eq!(levels[0], Level::Number(12.5));
        assert_eq!(levels[3], Level::Text("b".to_owned()));
        let wide = [factor(Domain::Whole(0, 1 << 40))];
        assert!(Space::of(&wide).is_err());
    }
}
