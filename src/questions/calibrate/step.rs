//! The steps of a calibration, and why runs of them are rejected.

use crate::choice::choice;

choice! {
    /// What a calibration does.
    pub enum Step {
        /// Sets from the prior are estimated back.
        Recovery = "recovery",
        /// History matching.
        History = "history matching",
        /// ABC.
        Posterior = "ABC",
        /// The posterior predictive check.
        Prediction = "posterior predictive check",
    }
}

choice! {
    /// Why a simulation gave no statistics.
    pub enum Reason {
        /// Its values break a rule of the scenario together.
        Refused = "refused",
        /// Its run has no value of the measure of a target.
        NoValue = "no value",
    }
}
