//! Every kind of error and warning about a scenario.
//!
//! S01: reading the file. S02: one key. S03: keys that contradict each other.
//! S04: events. S05: a bug. S09: warnings; allowed, but probably not intended.

use crate::diagnostic::{Code, Severity};

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
    UNREADABLE Error "S0101" "unreadable"
        "The file is missing, is a folder, or cannot be read."
    TOO_LARGE Error "S0102" "too-large"
        "The file is larger than a scenario can be (1 MiB)."
    NOT_UTF8 Error "S0103" "not-utf8"
        "The file is not UTF-8 text."
    SYNTAX Error "S0104" "syntax"
        "The file is not valid TOML."
    EXTENDS_CYCLE Error "S0105" "extends-cycle"
        "A file extends itself, directly or through others."
    SET_FORM Error "S0106" "set-form"
        "A `--set` does not have the form KEY=VALUE."
    SET_TWICE Error "S0107" "set-twice"
        "A flag of the command line and a `--set` set the same key."

    UNKNOWN_KEY Error "S0201" "unknown-key"
        "There is no such key."
    WRONG_TYPE Error "S0202" "wrong-type"
        "The value has the wrong type."
    OUT_OF_RANGE Error "S0203" "out-of-range"
        "The number is outside the allowed range, infinite or NaN."
    UNKNOWN_CHOICE Error "S0204" "unknown-choice"
        "The value is not one of the choices."
    UNKNOWN_NAME Error "S0205" "unknown-name"
        "No unit, structure, incentive function, topic or venue has this name."
    BAD_NAME Error "S0206" "bad-name"
        "A table cannot have this name."
    LIKE_CYCLE Error "S0207" "like-cycle"
        "`like` leads from a table back to itself, directly or through others."
    MISPLACED_KEY Error "S0208" "misplaced-key"
        "The key exists, but is not allowed here."
    BAD_TEXT Error "S0209" "bad-text"
        "The text has control characters, or stands in tables and begins as a formula does."

    WEIGHTS_SUM Error "S0301" "weights-sum"
        "The weights of an incentive function do not add up to one."
    DESTINATIONS_SUM Error "S0302" "destinations-sum"
        "The destinations of leavers do not add up to one."
    STAGES_SUM Error "S0303" "stages-sum"
        "The shares of junior and senior people add up to more than one."
    EMPTY_UNIT Error "S0304" "empty-unit"
        "A unit has no people."
    MORE_MANAGERS_THAN_PEOPLE Error "S0305" "more-managers-than-people"
        "A team does not have fewer managers than people."
    CREW_LARGER_THAN_TEAM Error "S0306" "crew-larger-than-team"
        "A crew is larger than a team."
    SUBSTITUTION Error "S0307" "substitution"
        "Substitution between the tasks is not smaller than their own cost."
    QUALITY_ORDER Error "S0308" "quality-order"
        "The quality limit of flops is not below that of hits or breakthroughs."
    TOO_MANY_UNITS Error "S0309" "too-many-units"
        "There are more units than people's identifiers can distinguish."
    TOPICS_SUM Error "S0310" "topics-sum"
        "The shares of the topics do not add up to one."
    VENUES_SUM Error "S0311" "venues-sum"
        "The shares of the venues do not add up to one."
    NOTHING_LEFT Error "S0312" "nothing-left"
        "Every unit, topic or venue is removed."
    UNSEEN_HORIZON Error "S0313" "unseen-horizon"
        "The latency horizon that is asked for is longer than the observed period."
    BAD_QUARTER Error "S0314" "bad-quarter"
        "The text is no quarter of a year."
    TOO_LARGE_A_UNIT Error "S0315" "too-large-a-unit"
        "A unit would grow to more people than can be told apart."
    MORE_PEOPLE_THAN_SEATS Error "S0316" "more-people-than-seats"
        "A unit states the tenures of more people of a role than it has seats for."
    TENURES_BEFORE_BURN_IN Error "S0317" "tenures-before-burn-in"
        "The tenures of people are those at the start of quarter 0, and a burn-in comes before it."

    EVENT_ACTION Error "S0401" "event-action"
        "An event has no action, or more than one."
    EVENT_INCOMPLETE Error "S0402" "event-incomplete"
        "An event lacks a trigger, or a key that its action needs."
    EVENT_AFTER_HORIZON Error "S0403" "event-after-horizon"
        "An event, or its last phase, happens after the last observed quarter."
    CONTRADICTORY_EVENTS Error "S0404" "contradictory-events"
        "Two events set the same thing in the same quarter."
    NOTHING_TO_RESTORE Error "S0405" "nothing-to-restore"
        "Autonomy is restored in a unit that has no reorganisation to undo."
    EVENT_TRIGGER Error "S0406" "event-trigger"
        "An event has two triggers: a quarter and a condition."
    UNKNOWN_MEASURE Error "S0407" "unknown-measure"
        "No quarterly measure has this key."
    IMPOSSIBLE_CONDITION Error "S0408" "impossible-condition"
        "A condition can never hold, or not within the observed quarters."
    ANNOUNCED_BEFORE_START Error "S0409" "announced-before-start"
        "An event is announced before the first observed quarter."
    PHASES_WITHOUT_UNITS Error "S0410" "phases-without-units"
        "An event changes units one after another, but applies to only one."
    TOO_FEW_PEOPLE Error "S0411" "too-few-people"
        "An event involves more people than its units have."

    DEFECT Error "S0501" "defect"
        "A bug in orgsim: please report it."

    SHORT_HORIZON Warning "S0901" "short-horizon"
        "Fewer than four quarters: retention over 12 months has no value."
    LATENCY_HORIZON Warning "S0902" "latency-horizon"
        "The observed period is shorter than the latency horizon, which is the default."
    UNCHANGED_STRUCTURE Warning "S0903" "unchanged-structure"
        "A unit is reorganised to the structure that it already has."
    REPEATED_UNIT Warning "S0904" "repeated-unit"
        "An event names a unit twice."
    NEVER_REPEATED Warning "S0905" "never-repeated"
        "An event would only repeat after the last observed quarter."
    CERTAIN_CONDITION Warning "S0906" "certain-condition"
        "A condition always holds."
    EVENT_WITHOUT_EFFECT Warning "S0907" "event-without-effect"
        "The mechanism through which an event acts is switched off."
    ADDED_UNIT Warning "S0908" "added-unit"
        "A file adds units to those of the file that it extends."
}

/// Whether a fault is one of several values together, so that other values beside one of
/// them can put it right: all rules, but for those that say what an event needs.
pub(crate) fn is_about_several(code: &Code) -> bool {
    let of_one_event = [
        &EVENT_ACTION,
        &EVENT_INCOMPLETE,
        &EVENT_TRIGGER,
        &UNKNOWN_MEASURE,
    ];
    let is_rule = code.id.starts_with("S03") || code.id.starts_with("S04");
    is_rule && !of_one_event.iter().any(|of_one| **of_one == *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_ascend_and_names_differ() {
        assert!(CODES.is_sorted_by(|a, b| a.id < b.id));
        let mut names: Vec<_> = CODES.iter().map(|code| code.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CODES.len());
    }
}
