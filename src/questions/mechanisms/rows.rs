//! The rows of a test of parts.

use super::part::Kind;
use super::step::Level;
use crate::choice::choice;
use crate::row::row;
use crate::stats::Estimated;

choice! {
    /// What is said of a part.
    pub enum Verdict {
        /// Some main measure of some scenario differs, beyond the bound for all tests together.
        Moves = "moves",
        /// Some number of some run differs, but no main measure beyond that bound.
        Undetected = "not detected",
        /// No number of any run of any scenario differs.
        Dead = "dead",
        /// Every step breaks a rule of the scenario.
        Held = "cannot move alone",
        /// No scenario has it, or it is at both ends of its range already.
        Absent = "in no scenario",
    }
}

row! {
    /// A main measure of a scenario in which one part is at another level.
    pub struct Effect = "effects.csv" {
        /// Key of the part; in that of an event, a star stands for its name.
        part: String,
        /// What sort of a part it is.
        kind: Kind,
        /// The scenario.
        scenario: String,
        /// Where the part is put in it.
        level: Level,
        /// The value of the part there.
        setting: String,
        /// Key of the measure.
        measure: String,
        /// Pairs of runs in which both have a value.
        pairs: u64 [unit "runs"],
        /// Mean of the scenario as it is.
        base: Option<f64> [unit "unit of the measure"] [empty "no run has a value"],
        /// With the part at that level minus as it is, mean over pairs of runs with the same luck.
        difference: Estimated [unit "unit of the measure"],
        /// P-value of the paired t test, for itself.
        p_value: Option<f64> [unit "probability"]
            [empty "there are fewer than two pairs, or all differ by the same"],
        /// Difference relative to how far single runs of the scenario as it is spread.
        strength: Option<f64> [unit "standard deviations between runs"]
            [empty "runs do not differ, or the difference is not known"],
    }
}

row! {
    /// A part, with the effect by which it is judged.
    pub struct JudgedPart = "parts.csv" {
        /// Key of the part; in that of an event, a star stands for its name.
        part: String,
        /// What sort of a part it is.
        kind: Kind,
        /// What is said of it.
        verdict: Verdict,
        /// The rule that it breaks, if it cannot move alone.
        rule: Option<String> [empty "it breaks none at some level"],
        /// The scenario in which it moves a main measure most.
        scenario: Option<String> [empty "it moves none"],
        /// Where it is put there.
        level: Option<Level> [empty "it moves none"],
        /// Its value there.
        setting: Option<String> [empty "it moves none"],
        /// Key of the measure that it moves most.
        measure: Option<String> [empty "it moves none"],
        /// By how much.
        difference: Option<f64> [unit "unit of the measure"] [empty "it moves none"],
        /// Standard error of that.
        std_error: Option<f64> [unit "unit of the measure"] [empty "it moves none"],
        /// The same relative to how far single runs of the scenario spread.
        strength: Option<f64> [unit "standard deviations between runs"] [empty "it moves none"],
        /// How many main measures it moves in some scenario, beyond the bound for all tests.
        measures_moved: u64 [unit "measures"],
    }
}
