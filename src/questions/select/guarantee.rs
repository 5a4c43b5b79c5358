//! How far a selection can be relied on.

use serde::{Deserialize, Serialize};

use super::settings::SelectSettings;
use crate::analysis::selection::Procedure;
use crate::experiment::{Experiment, Measures};
use crate::numerals::{Shown, percent};
use crate::questions::note::Note;

/// What a selection promises, and by which method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guarantee {
    /// Key of the measure that is to be best.
    pub measure: String,
    /// Probability of correct selection.
    pub probability: f64,
    /// The indifference zone, in the unit of the measure.
    pub indifference: f64,
    /// The rule that drops alternatives.
    pub procedure: Procedure,
    /// Whether there are constraints.
    pub constrained: bool,
}

impl Guarantee {
    /// That of a selection with these settings.
    pub(super) fn of(experiment: &Experiment, settings: &SelectSettings) -> Self {
        Self {
            measure: experiment.measures[settings.measure].clone(),
            probability: settings.probability,
            indifference: settings.indifference,
            procedure: settings.procedure,
            constrained: !settings.constraints.is_empty(),
        }
    }

    /// The guarantee and its assumptions, of a selection that was made.
    pub(super) fn told(&self, measures: &Measures) -> String {
        let limit = match self.procedure {
            Procedure::Kn => "any number of runs",
            Procedure::KnPlusPlus => "large numbers of runs only",
        };
        format!(
            "With a probability of at least {}, the selected alternative is the best, or worse \
             than the best by less than {} (the indifference zone).{} This assumes approximately \
             normal and independent runs, and a zone that was chosen beforehand; it holds for \
             {limit}.",
            percent(self.probability),
            self.zone(measures),
            self.judging()
        )
    }

    /// The method.
    pub(super) fn note(&self, measures: &Measures) -> Note {
        let (rule, sources): (&str, &'static [&'static str]) = match self.procedure {
            Procedure::Kn => (
                "KN keeps the variances of the first stage; its guarantee holds for any number of runs.",
                &["Kim, S.-H. & Nelson, B. L. (2001)"],
            ),
            Procedure::KnPlusPlus => (
                "KN++ updates the variances; its guarantee is asymptotic.",
                &["Kim, S.-H. & Nelson, B. L. (2006)"],
            ),
        };
        let says = format!(
            "Alternatives are simulated under common random numbers, and those that are \
             significantly worse are dropped until one is left: with a probability of at least {} \
             the best, or worse than the best by less than {}. {rule}{}",
            percent(self.probability),
            self.zone(measures),
            self.judging()
        );
        Note::new(says, sources)
    }

    fn zone(&self, measures: &Measures) -> String {
        Shown::of(&measures.get(&self.measure).unit).distance(Some(self.indifference), None)
    }

    fn judging(&self) -> &'static str {
        match self.constrained {
            true => " Half of the error probability is set aside for the constraints.",
            false => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarantee(procedure: Procedure, constrained: bool) -> Guarantee {
        Guarantee {
            measure: "researcher_retention_12m".into(),
            probability: 0.9,
            indifference: 0.05,
            procedure,
            constrained,
        }
    }

    #[test]
    fn it_is_told_with_the_probability_and_the_zone_of_the_file() {
        let told = |own: Guarantee| own.told(&Measures::default());
        assert_eq!(
            told(guarantee(Procedure::Kn, true)),
            "With a probability of at least 90%, the selected alternative is the best, or worse than the \
             best by less than 5 pp (the indifference zone). Half of the error probability is set \
             aside for the constraints. This assumes approximately normal and independent runs, and a \
             zone that was chosen beforehand; it holds for any number of runs."
        );
        let limit = told(guarantee(Procedure::KnPlusPlus, false));
        assert!(limit.ends_with("it holds for large numbers of runs only."));
    }

    #[test]
    fn its_note_is_about_the_rule_that_was_used() {
        let note = |procedure| guarantee(procedure, false).note(&Measures::default());
        let (kn, kn_plus_plus) = (note(Procedure::Kn), note(Procedure::KnPlusPlus));
        assert!(kn.says.contains("KN keeps"), "{}", kn.says);
        assert!(
            kn_plus_plus.says.contains("KN++ updates"),
            "{}",
            kn_plus_plus.says
        );
        assert!(
            kn.says.contains("90%") && kn.says.contains("less than 5 pp"),
            "{}",
            kn.says
        );
        assert_ne!(kn.sources, kn_plus_plus.sources);
    }
}
