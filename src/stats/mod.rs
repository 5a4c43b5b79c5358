//! Statistics: moments, intervals, quantiles, paired differences and survival.
//!
//! Everything here is a function of numbers, without randomness, and gives the
//! same bits on every CPU. What is used when, and its sources, stands in
//! `docs/statistics.md`.

mod binomial;
mod count_moments;
mod estimate;
mod estimated;
mod gamma;
mod interval;
mod judgement;
mod moments;
mod multiple;
mod paired;
mod poisson;
mod pooled;
mod power;
mod quantile;
mod skewness;
mod student_t;
mod survival;

pub use binomial::binomial_at_least;
pub use count_moments::CountMoments;
pub use estimate::{Estimate, Method};
pub use estimated::Estimated;
pub use gamma::chi_squared_tail;
pub(crate) use interval::tail_probability;
pub use judgement::Judgement;
pub use moments::Moments;
pub use multiple::{BesideTheBest, compare_with_best, holm};
pub use paired::PairedMoments;
pub use poisson::poisson_interval;
pub use pooled::{Cause, Linear, Statistic};
pub use power::t_test_power;
pub use quantile::quantiles;
pub use skewness::{runs_needed, skewness};
pub use student_t::{student_t_cdf, student_t_quantile};
pub use survival::{AalenJohansen, KaplanMeier, Row, SpellTable};
