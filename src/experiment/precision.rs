//! A wanted precision.

use crate::metrics::{self, Layout};
use std::fmt;

/// A half-width that the interval of a value is to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct PrecisionTarget {
    /// Key of the value: that of a measure, with the suffix of a window if it
    /// is not about the whole observation.
    pub key: String,
    /// Its place in a record.
    pub(crate) value: usize,
    /// The half-width in the unit of the measure.
    pub half_width: f64,
}

/// Why a target makes no sense for a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetError {
    /// There is no such measure.
    UnknownMeasure {
        /// The key.
        key: String,
        /// The known key that looks most like it.
        nearest: Option<String>,
    },
    /// The measure has no value a run.
    NoValuePerRun(String),
    /// The scenario has no such window.
    UnknownWindow {
        /// The key.
        key: String,
        /// The keys of the same measure.
        known: Vec<String>,
    },
    /// Percentage points of something that is not a share.
    NotAShare {
        /// The key.
        key: String,
        /// The unit that it has.
        unit: &'static str,
    },
    /// A half-width that any interval of a share has from the start.
    WiderThanAShare(String),
    /// The window is too short for the measure to be seen in it.
    Unseen {
        /// The key.
        key: String,
        /// How many quarters it has.
        quarters: u32,
        /// How many it would need.
        needed: u32,
    },
}

impl PrecisionTarget {
    /// A target for the value with a key, in the unit of its measure, or in
    /// percentage points if it is a share.
    ///
    /// ```
    /// use orgsim::experiment::PrecisionTarget;
    /// use orgsim::metrics::Layout;
    /// use orgsim::scenario::Scenario;
    ///
    /// let layout = Layout::new(&Scenario::default());
    /// let target = PrecisionTarget::new(&layout, "researcher_retention_12m", 1.0, true)?;
    /// assert_eq!(target.half_width, 0.01);
    /// assert!(PrecisionTarget::new(&layout, "latency_median", 1.0, true).is_err());
    /// # Ok::<(), orgsim::experiment::TargetError>(())
    /// ```
    ///
    /// # Errors
    /// If the scenario has no such value, if it is no share but percentage
    /// points were given, or if it is a share and the half-width is 1 or more.
    pub fn new(
        layout: &Layout,
        key: &str,
        half_width: f64,
        percentage_points: bool,
    ) -> Result<Self, TargetError> {
        let Some(value) = layout.value(key) else {
            return Err(Self::unknown(layout, key));
        };
        if let Some(needed) = layout.values()[value].unseen() {
            return Err(TargetError::Unseen {
                key: key.to_owned(),
                quarters: layout.values()[value].window.quarters(),
                needed,
            });
        }
        let measure = layout.values()[value].measure;
        if percentage_points && !measure.is_share() {
            return Err(TargetError::NotAShare {
                key: key.to_owned(),
                unit: measure.unit,
            });
        }
        let half_width = if percentage_points {
            half_width / 100.0
        } else {
            half_width
        };
        if measure.is_share() && half_width >= 1.0 {
            return Err(TargetError::WiderThanAShare(key.to_owned()));
        }
        Ok(Self {
            key: key.to_owned(),
            value,
            half_width,
        })
    }

    fn unknown(layout: &Layout, key: &str) -> TargetError {
        let (name, _) = metrics::split_window(key);
        let key = key.to_owned();
        match metrics::find(name) {
            None => TargetError::UnknownMeasure {
                nearest: metrics::nearest(name),
                key,
            },
            Some(measure) if !measure.per_run => TargetError::NoValuePerRun(key),
            Some(measure) => TargetError::UnknownWindow {
                known: layout
                    .values()
                    .iter()
                    .filter(|value| value.measure == measure)
                    .map(|value| value.key.clone())
                    .collect(),
                key,
            },
        }
    }
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMeasure { key, nearest } => {
                write!(f, "there is no measure `{key}`")?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
                    None => f.write_str("; `orgsim measures` lists them"),
                }
            }
            Self::NoValuePerRun(key) => {
                write!(f, "`{key}` has a value per quarter but none per run")
            }
            Self::UnknownWindow { key, known } => {
                write!(f, "the scenario has no window of `{key}`; it has ")?;
                f.write_str(&known.join(", "))
            }
            Self::NotAShare { key, unit } => {
                write!(
                    f,
                    "`{key}` is not a share: give its half-width in {unit}, without pp"
                )
            }
            Self::WiderThanAShare(key) => {
                write!(
                    f,
                    "`{key}` is a share, so a half-width of 1 or more says nothing; 1pp is 0.01"
                )
            }
            Self::Unseen {
                key,
                quarters,
                needed,
            } => {
                write!(
                    f,
                    "`{key}` has no value in a window of {quarters} quarters: it needs {needed}"
                )
            }
        }
    }
}

impl std::error::Error for TargetError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn message(key: &str, points: bool) -> String {
        let layout = Layout::new(&Scenario::default());
        PrecisionTarget::new(&layout, key, 1.0, points)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn what_makes_no_sense_is_said_with_the_way_out() {
        assert_eq!(
            message("researcher_retention_12", false),
            "there is no measure `researcher_retention_12`; did you mean \
             `researcher_retention_12m`?"
        );
        assert_eq!(
            message("qqqq", false),
            "there is no measure `qqqq`; `orgsim measures` lists them"
        );
        assert_eq!(
            message("latency_restricted_mean", true),
            "`latency_restricted_mean` is not a share: give its half-width in quarters, without pp"
        );
        assert_eq!(
            message("researcher_retention_12m", false),
            "`researcher_retention_12m` is a share, so a half-width of 1 or more says nothing; \
             1pp is 0.01"
        );
        assert_eq!(
            message("papers_accepted__q8_q19", false),
            "the scenario has no window of `papers_accepted__q8_q19`; it has papers_accepted"
        );
        let mut scenario = Scenario::default();
        scenario.simulation.quarters = 8;
        let unseen = PrecisionTarget::new(&Layout::new(&scenario), "shipped_by_8q", 0.1, false);
        assert_eq!(
            unseen.unwrap_err().to_string(),
            "`shipped_by_8q` has no value in a window of 8 quarters: it needs 9"
        );
    }
}
