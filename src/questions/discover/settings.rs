//! What makes a design point one of interest, and how boxes are looked for, as a file says.

use std::sync::LazyLock;

use super::interest::Interest;
use crate::analysis::Direction;
use crate::analysis::discovery::{Choice, Settings};
use crate::diagnostic::{Faults, Place};
use crate::experiment::asked::{self, NamedBound};
use crate::experiment::cost::Cost;
use crate::experiment::definition::Experiment;
use crate::experiment::file::{BAD_QUESTION, QuestionDefault, Reading, Record, UNKNOWN_VARIANT};
use crate::experiment::session::ExperimentError;

/// The commented default of the question.
pub(crate) static DEFAULT: LazyLock<QuestionDefault> = LazyLock::new(|| {
    let default = QuestionDefault::parse("discover", include_str!("section.toml"));
    default.expect("a test reads the commented default of each question")
});

/// What is looked for over the points of an experiment.
#[derive(Clone, Debug)]
pub struct DiscoverSettings {
    /// Place of the measure that makes a point one of interest, and of which
    /// regret is told.
    pub measure: usize,
    /// Which end of it is better; none if neither is as such, and then there is
    /// no regret.
    pub direction: Option<Direction>,
    /// Place of the variant that is looked at.
    pub variant: usize,
    /// Place of the variant from which it is to differ, instead of its level.
    pub than: Option<usize>,
    /// Which means, or mean differences, are of interest.
    pub interest: Interest,
    /// How boxes are looked for.
    pub boxes: Settings,
    /// Bootstrap resamples that say how far rules depend on the points.
    pub resamples: u32,
    /// What a variant must reach to satisfy; all of them together.
    pub satisfice: Vec<NamedBound>,
}

impl DiscoverSettings {
    /// Those of an experiment's file.
    ///
    /// # Errors
    /// If there is no section `[discover]`, it names what the experiment does not
    /// have, it does not say what is of interest, or there are no factors.
    pub fn of(experiment: &Experiment) -> Result<Self, Faults> {
        let mut reading = Reading::default();
        let place = asked::place_of(experiment, DEFAULT.name);
        if experiment.factors.is_empty() {
            let message = "there is nothing to discover without factors";
            let help = "add tables such as [factors.tacitness], and a design over them";
            reading.fault(&BAD_QUESTION, &place, message, Some(help.to_owned()));
        }
        let Some(section) = experiment.record.table(DEFAULT.name) else {
            let message = "the experiment does not say what to discover";
            let help = "add [discover] with `above` or `below`: what makes a point one of interest";
            reading.fault(&BAD_QUESTION, &place, message, Some(help.to_owned()));
            return Err(Faults(reading.faults));
        };
        let measure = asked::measure(&mut reading, experiment, section);
        let variant = match section.text("variant") {
            None => Some(0),
            Some(_) => variant(&mut reading, experiment, section, "variant"),
        };
        let than = section.text("than");
        let than = than.map(|_| variant_than(&mut reading, experiment, section, variant));
        interest(&mut reading, section, &place);
        let satisfice = asked::bounds(&mut reading, experiment, section, "satisfice");
        reading.end(|| {
            let measure = measure?;
            Some(Self {
                measure,
                direction: {
                    let key = &experiment.measures[measure];
                    asked::direction(section, &experiment.described().get(key))
                },
                variant: variant?,
                than: match than {
                    Some(than) => Some(than?),
                    None => None,
                },
                interest: Interest {
                    above: section.number("above"),
                    below: section.number("below"),
                },
                boxes: Settings {
                    alpha: section.number("peel")?,
                    least_mass: section.number("least_mass")?,
                    choice: match section.number("least_density") {
                        Some(least) => Choice::DensityAtLeast(least),
                        None => Choice::Balanced,
                    },
                    most_boxes: section.whole("boxes")? as usize,
                    ..Settings::default()
                },
                resamples: section.whole("resamples")? as u32,
                satisfice,
            })
        })
    }

    /// What it takes: all runs of the design.
    ///
    /// # Errors
    /// If the design cannot be made.
    pub fn cost(&self, experiment: &Experiment) -> Result<Cost, ExperimentError> {
        let points = experiment.points()?.len();
        Ok(Cost::over_points(experiment, "discover", points))
    }
}

fn variant(
    reading: &mut Reading,
    experiment: &Experiment,
    section: &Record,
    key: &str,
) -> Option<usize> {
    let names = experiment.variants.iter().map(|own| own.name.as_str());
    let name = section.text(key)?;
    reading.one_of("variant", &UNKNOWN_VARIANT, name, names, section.place(key))
}

/// The variant from which another is to differ: not that one itself.
fn variant_than(
    reading: &mut Reading,
    experiment: &Experiment,
    section: &Record,
    other: Option<usize>,
) -> Option<usize> {
    let than = variant(reading, experiment, section, "than")?;
    if Some(than) == other {
        let name = &experiment.variants[than].name;
        let message = format!("`{name}` does not differ from itself");
        let help = Some("name two variants: `variant` and `than`".to_owned());
        reading.fault(&BAD_QUESTION, section.place("than"), message, help);
        return None;
    }
    Some(than)
}

/// What is of interest must be said, and must be possible.
fn interest(reading: &mut Reading, section: &Record, place: &Place) {
    match (section.number("above"), section.number("below")) {
        (None, None) => {
            let message = "the experiment does not say which points are of interest";
            let help = "give `above` or `below`; with `than`, `above = 0` asks where it is better";
            reading.fault(&BAD_QUESTION, place, message, Some(help.to_owned()));
        }
        (Some(above), Some(below)) if above >= below => {
            let message = format!("no mean is above {above} and below {below}");
            let help = Some("leave one of them out, or exchange them".to_owned());
            reading.fault(&BAD_QUESTION, section.place("below"), message, help);
        }
        _ => {}
    }
}
