//! Why a calibration could not be made.

use std::fmt;

/// Why a calibration could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CalibrationError {
    /// There is no parameter.
    NoParameter,
    /// The range of a parameter is empty or not finite.
    Parameter {
        /// The name of the parameter.
        name: String,
    },
    /// A setting is out of its range.
    Setting {
        /// The name of the setting.
        name: &'static str,
    },
    /// There is nothing observed, or it is not finite.
    Observed,
    /// A simulation gave another number of statistics than were observed.
    Statistics {
        /// The number of the simulation.
        simulation: u64,
    },
    /// No statistic differs between points of the prior, so that nothing can be
    /// learnt.
    NoVariation,
    /// Too few simulations of points of the prior gave finite statistics.
    Failing,
    /// An interrupt came before there was any result.
    Interrupted,
}

impl fmt::Display for CalibrationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoParameter => f.write_str("there is no parameter"),
            Self::Parameter { name } => write!(f, "the range of `{name}` is empty or not finite"),
            Self::Setting { name } => write!(f, "the setting `{name}` is out of its range"),
            Self::Observed => f.write_str("there is nothing observed, or it is not finite"),
            Self::Statistics { simulation } => write!(
                f,
                "simulation {simulation} gave another number of statistics than were observed"
            ),
            Self::NoVariation => f.write_str("no statistic differs between points of the prior"),
            Self::Failing => f.write_str("too few simulations gave finite statistics"),
            Self::Interrupted => f.write_str("interrupted before there was any result"),
        }
    }
}

impl std::error::Error for CalibrationError {}

/// The first setting whose check does not hold, as an error.
pub(super) fn check(checks: &[(bool, &'static str)]) -> Result<(), CalibrationError> {
    match checks.iter().find(|(holds, _)| !holds) {
        Some(&(_, name)) => Err(CalibrationError::Setting { name }),
        None => Ok(()),
    }
}
