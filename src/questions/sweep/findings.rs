//! What a sweep found, and how it is told.

use serde::{Deserialize, Serialize};

use super::map::Map;
use super::term::Term;
use crate::experiment::{Measure, Measures, Tell, Weight};
use crate::metrics::Better;
use crate::numerals::{Shown, listed, significant};
use crate::prose::Prose;
use crate::stats::Estimated;

/// A finding of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Finding {
    /// The experiment has no factors, so that there are no effects.
    NoFactors,
    /// The design points do not separate the effects of the factors.
    Confounded,
    /// Design points have weights, which effects do not use.
    WeightsIgnored,
    /// The strongest of the significant effects.
    Effects {
        /// Key of the measure.
        measure: String,
        /// Label of the variant.
        variant: String,
        /// Label of the variant that is subtracted from it; none: effects on itself.
        baseline: Option<String>,
        /// The effects, the strongest first.
        strongest: Vec<TermEffect>,
    },
    /// Where the better of two variants changes.
    Boundary {
        /// Key of the measure.
        measure: String,
        /// Label of the variant.
        variant: String,
        /// Label of the one that it is compared with.
        baseline: String,
        /// The factors along which it changes.
        along: Vec<Along>,
    },
    /// Which variant is better over two factors.
    Map(Map),
}

/// The effect of a term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TermEffect {
    /// The term.
    pub term: Term,
    /// Its coefficient, in the unit of the measure.
    pub effect: Estimated,
}

/// The changes of the better variant along a factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Along {
    /// Name of the factor.
    pub factor: String,
    /// How many there are, over all combinations of the other factors.
    pub crossings: u64,
    /// The least of their places.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// Label of the variant that is better above; none if that depends on other factors.
    pub better_above: Option<String>,
}

impl Tell for Finding {
    fn weight(&self) -> Weight {
        match self {
            Self::NoFactors | Self::Confounded | Self::WeightsIgnored => Weight::Warning,
            Self::Effects { .. } | Self::Boundary { .. } => Weight::Result,
            Self::Map(_) => Weight::Letters,
        }
    }

    fn tell(&self, measures: &Measures) -> Prose {
        match self {
            Self::NoFactors => "The experiment has no factors, so there are no effects to \
                                estimate."
                .into(),
            Self::Confounded => {
                "Effects cannot be estimated: the design has too few points, or the effects are \
                 confounded. A grid separates them."
                    .into()
            }
            Self::WeightsIgnored => {
                "Design points have weights, which effects do not use: all points \
                                     count alike."
                    .into()
            }
            Self::Effects {
                measure,
                variant,
                baseline,
                strongest,
            } => {
                let measure = measures.get(measure);
                let about = match baseline {
                    Some(baseline) => format!("{variant} minus {baseline}"),
                    None => variant.clone(),
                };
                let words = effects(&Shown::of(&measure.unit), strongest);
                Prose::default()
                    .stressed(measure.heading())
                    .plain(format!(", {about}: {words}."))
            }
            Self::Boundary {
                measure,
                variant,
                baseline,
                along,
            } => {
                let measure = measures.get(measure);
                let words = boundary(better(&measure), along);
                Prose::default()
                    .stressed(measure.heading())
                    .plain(format!(", {variant} versus {baseline}: {words}."))
            }
            Self::Map(map) => {
                let measure = measures.get(&map.measure);
                let (variant, baseline) = (&map.variant, &map.baseline);
                let better = better(&measure);
                format!(
                    "{}, a map: + {variant} is significantly {better}, - {baseline} is, . undecided; {} \
                     across, {} down\n{}",
                    measure.heading(),
                    map.across.factor,
                    map.down.factor,
                    map.letters()
                )
                .into()
            }
        }
    }
}

/// What a variant with more of a measure, or less, is.
fn better(measure: &Measure) -> &'static str {
    match measure.better {
        Better::Higher | Better::Lower => "better",
        Better::Neither => "higher",
    }
}

fn effects(unit: &Shown, strongest: &[TermEffect]) -> String {
    if strongest.is_empty() {
        return "no effect is significant".to_owned();
    }
    let told = strongest.iter().map(|own| {
        let effect = unit.difference(own.effect.value, own.effect.interval());
        format!("{} {effect}", own.term.label(str::to_owned))
    });
    format!(
        "strongest effects (half of the change over the range of a factor): {}",
        told.collect::<Vec<_>>().join("; ")
    )
}

fn boundary(better: &str, along: &[Along]) -> String {
    if along.is_empty() {
        return format!("no factor is shown to change which variant is {better}");
    }
    let told = along.iter().map(|own| {
        let [low, high] = [own.low, own.high].map(|place| significant(place, 3));
        let places = match own.crossings {
            1 => format!("at {low}"),
            crossings => format!("at {crossings} places between {low} and {high}"),
        };
        let above = match &own.better_above {
            Some(variant) => format!("{variant} is {better} above"),
            None => "in either direction".to_owned(),
        };
        format!("along {} {places} ({above})", own.factor)
    });
    format!("the {better} variant changes {}", listed(told))
}

#[cfg(test)]
mod tests {
    use super::super::map::{Leader, Levels, Panel};
    use super::super::term::Contrast;
    use super::*;
    use crate::experiment::Level;

    fn told(finding: &Finding) -> String {
        Tell::tell(finding, &Measures::default()).to_string()
    }

    fn contrast(factor: &str, level: Option<&str>) -> Contrast {
        Contrast {
            factor: factor.to_owned(),
            level: level.map(str::to_owned),
        }
    }

    #[test]
    fn effects_are_told_in_the_unit_of_the_measure() {
        let effect = Estimated {
            value: Some(-0.05),
            std_error: Some(0.01),
            ci_low: Some(-0.07),
            ci_high: Some(-0.03),
        };
        let product = Term::Product(
            contrast("tacitness", None),
            contrast("structure", Some("unified")),
        );
        let strongest = [Term::Main(contrast("tacitness", None)), product];
        let finding = |strongest| Finding::Effects {
            measure: "researcher_retention_12m".into(),
            variant: "fusion".into(),
            baseline: Some("loose coupling".into()),
            strongest,
        };
        let strongest = strongest.map(|term| TermEffect { term, effect });
        assert_eq!(
            told(&finding(strongest.into())),
            "Researchers: retained over 12 months, fusion minus loose coupling: strongest effects \
             (half of the change over the range of a factor): tacitness -5.0 pp (-7.0 to -3.0); \
             tacitness × structure = unified -5.0 pp (-7.0 to -3.0)."
        );
        assert!(told(&finding(Vec::new())).ends_with(": no effect is significant."));
    }

    fn along(crossings: u64, better_above: Option<&str>) -> Along {
        Along {
            factor: "tacitness".into(),
            crossings,
            low: 0.54054,
            high: 0.72434,
            better_above: better_above.map(str::to_owned),
        }
    }

    #[test]
    fn a_boundary_is_told_with_who_is_better_above() {
        let finding = |measure: &str, along| Finding::Boundary {
            measure: measure.into(),
            variant: "fusion".into(),
            baseline: "loose coupling".into(),
            along,
        };
        assert_eq!(
            told(&finding(
                "shipped_value",
                vec![along(6, Some("fusion")), along(1, None)]
            )),
            "Value shipped, fusion versus loose coupling: the better variant changes along tacitness at \
             6 places between 0.541 and 0.724 (fusion is better above) and along tacitness at 0.541 \
             (in either direction)."
        );
        let told = told(&finding("researcher_head_count", Vec::new()));
        assert!(
            told.ends_with(": no factor is shown to change which variant is higher."),
            "{told}"
        );
    }

    #[test]
    fn a_map_is_told_in_letters() {
        let levels = |factor: &str| Levels {
            factor: factor.into(),
            levels: vec![Level::Number(0.5)],
        };
        let finding = Finding::Map(Map {
            measure: "shipped_value".into(),
            variant: "fusion".into(),
            baseline: "loose coupling".into(),
            across: levels("tacitness"),
            down: levels("obsolescence"),
            panels: vec![Panel {
                at: Vec::new(),
                rows: vec![vec![Leader::Variant]],
            }],
        });
        assert_eq!(Tell::weight(&finding), Weight::Letters);
        assert_eq!(
            told(&finding),
            "Value shipped, a map: + fusion is significantly better, - loose coupling is, . undecided; \
             tacitness across, obsolescence down\n         0.5  +"
        );
    }

    #[test]
    fn findings_are_read_as_they_were_written() {
        let finding = Finding::Boundary {
            measure: "shipped_value".into(),
            variant: "fusion".into(),
            baseline: "loose coupling".into(),
            along: vec![along(2, None)],
        };
        let value = serde_json::to_value(&finding).unwrap();
        assert_eq!(value["kind"], "boundary");
        assert_eq!(Finding::deserialize(&value).unwrap(), finding);
    }
}
