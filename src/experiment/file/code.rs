//! Every kind of fault that an experiment file can have of its own; the values
//! of its scenarios have those of scenario files. X09: warnings.

use crate::diagnostic::{Code, Diagnostic, Severity};

macro_rules! codes {
    ($($constant:ident $severity:ident $id:literal $name:literal $meaning:literal)*) => {
        $(
            #[doc = $meaning]
            pub(crate) static $constant: Code = Code {
                id: $id,
                name: $name,
                severity: Severity::$severity,
                meaning: $meaning,
            };
        )*
        /// Every code, in the order of the identifiers.
        pub static CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    IS_SCENARIO Error "X0101" "experiment-is-scenario"
        "The file is a scenario, not an experiment."
    IS_EXPERIMENT Error "X0102" "scenario-is-experiment"
        "The file is an experiment, not a scenario."
    UNKNOWN_KEY Error "X0201" "experiment-unknown-key"
        "An experiment file has no such key."
    WRONG_TYPE Error "X0202" "experiment-wrong-type"
        "The value has the wrong type."
    OUT_OF_RANGE Error "X0203" "experiment-out-of-range"
        "The number is outside the allowed range, or the word is not one of the choices."
    MISSING_KEY Error "X0204" "experiment-missing-key"
        "A required key is missing."
    BAD_NAME Error "X0205" "experiment-bad-name"
        "A variant, factor or target cannot have this name."
    BAD_TEXT Error "X0206" "experiment-bad-text"
        "The text has control characters, or stands in tables and begins as a formula does."
    UNKNOWN_MEASURE Error "X0301" "experiment-unknown-measure"
        "No variant has a measure of this key."
    BAD_SCENARIO Error "X0302" "experiment-scenario"
        "The scenario of the base or of a variant is invalid."
    BAD_FACTOR Error "X0303" "experiment-factor"
        "A factor has no values, or values that its scenario does not allow."
    BAD_DESIGN Error "X0304" "experiment-design"
        "The design does not fit the factors, or cannot be generated."
    BAD_POINT Error "X0305" "experiment-point"
        "A design point is invalid: its values together break a rule of the scenario."
    UNKNOWN_VARIANT Error "X0306" "experiment-unknown-variant"
        "No variant has this name."
    BAD_QUESTION Error "X0307" "experiment-question"
        "The question cannot be asked of this experiment."
    OVERRIDDEN Error "X0308" "experiment-overridden"
        "Two places set the same key, and what one of them says would have no effect."
    OF_THE_STUDY Error "X0309" "experiment-of-the-study"
        "The key belongs to the study (runs, seed, title), and cannot be varied or has no effect."
    COLLISION Error "X0310" "experiment-collision"
        "A label, factor or measure has the name of something else, or none that can be read."
    TOO_LARGE Error "X0311" "experiment-too-large"
        "There are more variants at design points than can be held."
    BAD_CELL Error "X0312" "experiment-cell"
        "A value of a design point is missing, or is none of its factor's."
    BAD_HEADER Error "X0313" "experiment-header"
        "The columns of a file of design points are not those of the factors."
    UNSEEN Error "X0314" "experiment-unseen"
        "A measure looks at more quarters than its window has, so that it never has a value."
    HORIZONS Error "X0315" "experiment-horizons"
        "The variants differ in a horizon, so that one measure means different things."
    LENGTHS Error "X0316" "experiment-lengths"
        "A measure depends on how long is observed, and the variants differ in that."

    LOST_DIFFERENCE Warning "X0901" "experiment-lost-difference"
        "The files of the variants differ in a key that a factor sets for all of them."
    HEAD_COUNTS Warning "X0902" "experiment-head-counts"
        "The variants do not have the same number of people."
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
