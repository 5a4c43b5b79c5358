//! The boxes in which design points of interest lie, as rows and findings.

use super::DiscoverSettings;
use super::findings::Finding;
use super::judged::Judged;
use super::restriction::{Allowed, Restriction};
use super::rows::{BoxRule, PeelingStep};
use crate::analysis::discovery::{
    Cases, Found, Reproducibility, discover, effective, reproducibility,
};
use crate::experiment::session::Session;
use crate::row::Rows;

/// Share of resamples below which a rule is called an accident.
const REPRODUCED: f64 = 0.5;
/// Points of interest, of equal weight, below which boxes are not to be trusted.
const FEW: f64 = 20.0;

/// Boxes, and how they were peeled.
#[derive(Default)]
pub(super) struct Boxes {
    pub(super) rules: Rows<BoxRule>,
    pub(super) peeling: Rows<PeelingStep>,
}

/// Looks for boxes. Where no point is of interest, or every one is, there are none.
pub(super) fn boxes(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    judged: &Judged,
    findings: &mut Vec<Finding>,
) -> Boxes {
    let mut boxes = Boxes::default();
    findings.extend(about_points(session, settings, judged));
    let (known, found) = (judged.points.len(), judged.count());
    if found == 0 || found == known {
        return boxes;
    }
    // settings and cases were checked, so that neither can be refused
    let mut left: Vec<usize> = (0..known).collect();
    let Ok(cases) = judged.cases(session, &left) else {
        return boxes;
    };
    let Ok(discovery) = discover(&cases, &settings.boxes) else {
        return boxes;
    };
    let mut accidents = Vec::new();
    for (number, found) in (1..).zip(&discovery.boxes) {
        let rules = Restriction::all(&found.region, &cases, &session.experiment.factors);
        let reproduced = reproduced(session, settings, judged, &left, found);
        accidents.extend(accident(number, found, &cases, &reproduced));
        boxes.push(number, found, &rules, &cases, &reproduced);
        findings.push(Finding::BoxFound {
            number,
            rules,
            coverage: found.fit.coverage,
            density: found.fit.density,
            mass: found.fit.mass,
        });
        left.retain(|&case| !found.region.contains(&cases, case));
    }
    findings.push(match discovery.boxes.is_empty() {
        true => Finding::NoBox,
        false => Finding::AllBoxes {
            coverage: discovery.coverage,
            density: discovery.density,
            of_interest: judged.share(),
        },
    });
    findings.extend(accidents);
    boxes
}

/// How many points are of interest, and how far that can be relied on.
fn about_points(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    judged: &Judged,
) -> Vec<Finding> {
    let experiment = session.experiment;
    let label = |place: usize| experiment.variants[place].label.clone();
    let (points, of_interest) = (judged.points.len(), judged.count());
    let weighted = experiment.weights().is_some();
    let mut findings = vec![Finding::OfInterest {
        measure: experiment.measures[settings.measure].clone(),
        variant: (experiment.variants.len() > 1).then(|| label(settings.variant)),
        baseline: settings.than.map(label),
        interest: settings.interest,
        of_interest: of_interest as u64,
        points: points as u64,
        share: weighted.then(|| judged.share()),
    }];
    if weighted && points > 0 {
        findings.push(Finding::Weighted {
            points: points as u64,
            effective: effective(judged.weights.iter().copied()),
        });
    }
    if judged.undecided > 0 {
        findings.push(Finding::Undecided {
            undecided: judged.undecided as u64,
            points: points as u64,
        });
    }
    if judged.unknown > 0 {
        findings.push(Finding::LeftOut {
            points: judged.unknown as u64,
        });
    }
    let others = points - of_interest;
    let [many, other] = judged.effective();
    match (of_interest, others) {
        (0, _) => findings.push(Finding::NothingOfInterest),
        (_, 0) => findings.push(Finding::AllOfInterest),
        _ if many.min(other) < FEW => findings.push(Finding::Few {
            points: if many < FEW { of_interest } else { others } as u64,
            are_of_interest: many < FEW,
        }),
        _ => {}
    }
    findings
}

/// How often each factor is restricted in boxes of resamples of the points that are left;
/// empty without resamples.
fn reproduced(
    session: &Session<'_>,
    settings: &DiscoverSettings,
    judged: &Judged,
    left: &[usize],
    found: &Found,
) -> Vec<Reproducibility> {
    let Ok(among) = judged.cases(session, left) else {
        return Vec::new();
    };
    let (resamples, seed) = (settings.resamples, session.experiment.seed());
    let shares = reproducibility(&among, &found.fit, &settings.boxes, resamples, seed);
    shares.unwrap_or_default()
}

/// Factors that boxes of other samples of the points would not restrict.
fn accident(
    number: u64,
    found: &Found,
    cases: &Cases,
    reproduced: &[Reproducibility],
) -> Vec<Finding> {
    let restricted = found.region.restricted().into_iter();
    let accidents = restricted.filter_map(|input| {
        let own = reproduced.get(input)?;
        let share = own.by_coverage.max(own.by_density);
        (share < REPRODUCED).then(|| Finding::Accident {
            number,
            factor: cases.inputs()[input].name.clone(),
            reproduced: share,
        })
    });
    accidents.collect()
}

impl Boxes {
    fn push(
        &mut self,
        number: u64,
        found: &Found,
        rules: &[Restriction],
        cases: &Cases,
        reproduced: &[Reproducibility],
    ) {
        let (fit, region) = (&found.fit, &found.region);
        for (place, rule) in rules.iter().enumerate() {
            let own = reproduced.get(region.rules()[place].input());
            let (at_least, at_most, among) = match &rule.to {
                Allowed::AtLeast(value) => (Some(*value), None, None),
                Allowed::AtMost(value) => (None, Some(*value), None),
                Allowed::Among(values) => (None, None, Some(values.join(" | "))),
            };
            self.rules.push(BoxRule {
                r#box: number,
                rules: region.describe(cases),
                coverage: fit.coverage,
                density: fit.density,
                mass: fit.mass,
                points: fit.cases as u64,
                restricted: fit.restricted as u64,
                factor: rule.factor.clone(),
                at_least,
                at_most,
                among,
                quasi_p: found.quasi_p[place],
                reproduced_by_coverage: own.map(|own| own.by_coverage),
                reproduced_by_density: own.map(|own| own.by_density),
            });
        }
        for (step, (region, fit)) in found.trajectory.iter().enumerate() {
            self.peeling.push(PeelingStep {
                r#box: number,
                step: step as u64,
                coverage: fit.coverage,
                density: fit.density,
                mass: fit.mass,
                points: fit.cases as u64,
                restricted: fit.restricted as u64,
                is_chosen: step == found.chosen,
                rules: region.describe(cases),
            });
        }
    }
}
