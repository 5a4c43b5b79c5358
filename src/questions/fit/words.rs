//! What a fit found, in words.

use super::backtest::Counted;
use super::checks::Feature;
use super::findings::{Finding, LearntFinding};
use crate::experiment::{Measures, Tell, Weight};
use crate::numerals::{listed, percent, significant};
use crate::prose::Prose;

/// Most parameters that are named in a sentence.
const MOST_NAMED: usize = 8;

/// The first of some names, and how many there are beside them.
fn first_of(names: &[String]) -> Vec<String> {
    let more = names.len().saturating_sub(MOST_NAMED);
    let mut told = names[..names.len() - more].to_vec();
    if more > 0 {
        told.push(format!("{more} more"));
    }
    told
}

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::Learnt(finding) => finding.weight(),
            Self::Said(finding) => Tell::weight(finding),
        }
    }

    fn tell(&self, measures: &Measures) -> Prose {
        match self {
            Self::Learnt(finding) => finding.tell(),
            Self::Said(finding) => Tell::tell(finding, measures),
        }
    }
}

impl LearntFinding {
    fn weight(&self) -> Weight {
        match self {
            Self::Remarkable { .. } | Self::NotTested { .. } | Self::NothingLearnt { .. } => {
                Weight::Warning
            }
            _ => Weight::Result,
        }
    }

    fn tell(&self) -> Prose {
        match self {
            Self::NothingLearnt { reason } => {
                Prose::default().plain(format!("Nothing was learnt of parameters: {reason}."))
            }
            Self::Predicted {
                counted,
                quarters,
                low,
                high,
                observed,
            } => Prose::default().plain(format!(
                "Predicted from what was known before: {low:.0} to {high:.0} {} in the last {}; \
                 {observed:.0} happened{}.",
                what(*counted),
                period(*quarters),
                match (low..=high).contains(&observed) {
                    true => "",
                    false => ", which is outside",
                }
            )),
            Self::Scored {
                counted,
                quarters,
                better_than_last_year,
                better_than_by_role,
                relative_to_last_year,
                relative_to_by_role,
                within_50,
                within_90,
            } => Prose::default().plain(format!(
                "{}, quarter by quarter: the prediction is better than last year's rate in \
                 {better_than_last_year} of {quarters} quarters and {}, and better than a constant \
                 rate by role in {better_than_by_role} and {}. Its middle half held what happened \
                 in {within_50} of {quarters}, its nine tenths in {within_90}.",
                capital(what(*counted)),
                in_the_mean(*relative_to_last_year),
                in_the_mean(*relative_to_by_role),
            )),
            Self::NotTested { quarters } => Prose::default().plain(format!(
                "Predictions were not tested: {quarters} whole quarters are too few to fit some and \
                 predict the others."
            )),
            Self::Learnt {
                parameter,
                unit,
                median,
                low,
                high,
                level,
                assumed,
            } => {
                let number = |x: &f64| significant(*x, 3);
                let (from, to) = assumed;
                let before = match from == to {
                    true => format!("without records, {} is assumed", number(from)),
                    false => format!(
                        "without records, {} to {} are assumed",
                        number(from),
                        number(to)
                    ),
                };
                let outside = match high < from || low > to {
                    true => "; it lies outside that",
                    false => "",
                };
                // Of these, the numbers say it.
                let unit = match unit.as_str() {
                    "ratio" | "index" | "share" | "probability" => String::new(),
                    unit => format!(" {unit}"),
                };
                Prose::default().plain(format!(
                    "{parameter}: {}{unit} ({} interval {} to {}); {before}{outside}.",
                    number(median),
                    percent(*level),
                    number(low),
                    number(high)
                ))
            }
            Self::NotIdentified { parameters, others } => {
                let first = match parameters.is_empty() {
                    true => String::new(),
                    false => format!(
                        "The records do not identify {}, which keep the ranges that are assumed \
                         for them. ",
                        listed(first_of(parameters))
                    ),
                };
                Prose::default().plain(format!(
                    "{first}They cannot say anything about {others} other parameters with a \
                     plausible range (learnt.csv lists them): every what-if with --parameters \
                     draws these from their assumed ranges, too."
                ))
            }
            Self::GoOn => Prose::default()
                .plain("What-ifs start from organisation.toml, the organisation of today: ")
                .code("orgsim compare organisation.toml --variant KEY=VALUE --parameters .")
                .plain(" draws all that is not known from what was learnt."),
            Self::Remarkable {
                feature,
                observed,
                low,
                high,
                p,
            } => Prose::default().plain(format!(
                "The model does not make such records: {} is {}, and nine tenths of organisations \
                 that are simulated with what was learnt have {} to {} (p = {}). {}",
                of_records(*feature),
                significant(*observed, 3),
                significant(*low, 3),
                significant(*high, 3),
                significant(*p, 2),
                meaning(*feature)
            )),
            Self::Unremarkable { features } => Prose::default().plain(format!(
                "Organisations that are simulated with what was learnt keep records like these in \
                 all {features} respects that were compared."
            )),
        }
    }
}

fn what(counted: Counted) -> &'static str {
    counted.name()
}

fn capital(text: &str) -> String {
    crate::numerals::capitalised(text)
}

fn period(quarters: u64) -> String {
    match quarters {
        4 => "year".to_owned(),
        1 => "quarter".to_owned(),
        some => format!("{some} quarters"),
    }
}

/// How scores compare, in the mean of all quarters: below 1, the prediction is better.
fn in_the_mean(relative: f64) -> String {
    let score = significant(relative, 3);
    match relative < 1.0 {
        true => format!("in the mean (its score is {score} of the other)"),
        false => format!("worse in the mean (its score is {score} of the other)"),
    }
}

fn of_records(feature: Feature) -> &'static str {
    match feature {
        Feature::Seasons => "chi-squared of exits by quarter of the year, by degree of freedom,",
        Feature::Quarters => "the unevenness of exits from quarter to quarter",
        Feature::Teams => "the unevenness of exits between teams",
        Feature::Exodus => "the number of people who left one team in a quarter, at most,",
        Feature::Trend => "the log ratio of exits in the second half of the records and the first",
    }
}

fn meaning(feature: Feature) -> &'static str {
    match feature {
        Feature::Seasons => {
            "People leave in some seasons more than in others, and the model has no seasons: \
             predictions of single quarters are too even."
        }
        Feature::Quarters => {
            "Something made many leave at the same time that the model does not have, or that is \
             missing from the changes: intervals are too narrow."
        }
        Feature::Teams => {
            "Teams differ in ways that the model does not have: intervals for teams are too \
             narrow."
        }
        Feature::Exodus => {
            "A team left together, beyond what exits of team mates do in the model: look at \
             that quarter before anything is concluded from it."
        }
        Feature::Trend => {
            "Exits rise or fall over the records, and the model takes them as steady: predictions \
             continue the mean."
        }
    }
}
