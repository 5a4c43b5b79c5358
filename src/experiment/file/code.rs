//! Every kind of fault that an experiment file can have of its own; the values
//! of its scenarios have those of scenario files.

use crate::diagnostic::{Code, Diagnostic, Severity};

macro_rules! codes {
    ($($constant:ident $id:literal $name:literal $meaning:literal)*) => {
        $(
            #[doc = $meaning]
            pub(crate) static $constant: Code = Code {
                id: $id,
                name: $name,
                severity: Severity::Error,
                meaning: $meaning,
            };
        )*
        /// Every code, in the order of the identifiers.
        pub static CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    IS_SCENARIO "X0101" "experiment-is-scenario"
        "The file is a scenario, not an experiment."
    IS_EXPERIMENT "X0102" "scenario-is-experiment"
        "The file is an experiment, not a scenario."
    UNKNOWN_KEY "X0201" "experiment-unknown-key"
        "An experiment file has no such key."
    WRONG_TYPE "X0202" "experiment-wrong-type"
        "The value has the wrong type."
    OUT_OF_RANGE "X0203" "experiment-out-of-range"
        "The number is outside the allowed range, or the word is not one of the choices."
    MISSING_KEY "X0204" "experiment-missing-key"
        "A required key is missing."
    BAD_NAME "X0205" "experiment-bad-name"
        "A variant, factor or target cannot have this name."
    UNKNOWN_MEASURE "X0301" "experiment-unknown-measure"
        "No variant has a measure of this key."
    BAD_SCENARIO "X0302" "experiment-scenario"
        "The scenario of the base or of a variant is invalid."
    BAD_FACTOR "X0303" "experiment-factor"
        "A factor has no values, or values that its scenario does not allow."
    BAD_DESIGN "X0304" "experiment-design"
        "The design does not fit the factors, or cannot be generated."
    BAD_POINT "X0305" "experiment-point"
        "A design point is invalid: its values together break a rule of the scenario."
    UNKNOWN_VARIANT "X0306" "experiment-unknown-variant"
        "No variant has this name."
    BAD_QUESTION "X0307" "experiment-question"
        "The question cannot be asked of this experiment."
}

/// How many design points are invalid scenarios.
pub(crate) fn point_fault(bad: usize, all: usize) -> Diagnostic {
    let message = format!("{bad} of {all} design points are invalid");
    let note = "no runs were started, since all of them are needed";
    let fault = Diagnostic::new(&BAD_POINT, message).note(note);
    fault.help("narrow the ranges, or vary what belongs together by one factor with several keys")
}

/// Which point the next messages are about.
pub(crate) fn point_described(point: &str) -> Diagnostic {
    Diagnostic::new(&BAD_POINT, point)
}
