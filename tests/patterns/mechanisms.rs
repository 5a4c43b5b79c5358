//! Teams in which exits cluster, and what single mechanisms have to do with it.

use super::NOT_BUILT_IN;
use super::baseline::{self, Base, Seen, hazard_ratio};
use super::common::report::{Finding, above, below, estimate, within, words};
use super::common::runs::differences;
use orgsim::stats::Estimate;

pub(crate) fn findings(base: &Base) -> Vec<Finding> {
    let dispersion = estimate(base.seen.iter().map(|seen| seen.dispersion));
    vec![
        Finding::new(
            "exits in teams are over-dispersed against a binomial",
            NOT_BUILT_IN,
            format!("variance relative to a binomial {}", words(&dispersion, 3)),
            "above one",
            above(&dispersion, 1.0),
        ),
        contagion_off(base),
        constant_hazard(base),
    ]
}

/// Relative change of a measure from the base to a variant.
fn change(key: &str, base: &Base, variant: &Base) -> Estimate {
    relative_change(&base.runs.value(key), &variant.runs.value(key))
}

fn relative_change(from: &[f64], to: &[f64]) -> Estimate {
    let mean = estimate(from.iter().copied()).value.unwrap();
    estimate(
        differences(from, to)
            .into_iter()
            .map(|change| change / mean),
    )
}

/// What has nothing to do with why people leave, and how much it changes. Who
/// is there to write papers does, by skill and tenure; what a person of given
/// skill and long tenure writes does not.
fn untouched(base: &Base, variant: &Base) -> (String, bool) {
    let papers = |base: &Base| base.seen.iter().map(Seen::papers_per_skill).collect();
    let pairs: (Vec<f64>, Vec<f64>) = (papers(base), papers(variant));
    let papers = relative_change(&pairs.0, &pairs.1);
    let latency = change("latency_restricted_mean", base, variant);
    let unmoved = |change: &Estimate| !above(change, 0.03) && !below(change, -0.03);
    let by_selection = change("papers_submitted_per_researcher", base, variant);
    let figures = format!(
        "papers per skill {}, latency {}; papers per researcher {}",
        words(&papers, 3),
        words(&latency, 3),
        words(&by_selection, 3)
    );
    (figures, unmoved(&papers) && unmoved(&latency))
}

fn contagion_off(base: &Base) -> Finding {
    let mut scenario = baseline::undisturbed();
    scenario.mechanisms.contagion = false;
    let off = baseline::look(&scenario);
    let exits = change("researcher_exits", base, &off);
    let pairs = base.seen.iter().zip(&off.seen);
    let dispersion = estimate(pairs.map(|(on, off)| off.dispersion - on.dispersion));
    let (figures, unmoved) = untouched(base, &off);
    Finding::new(
        "switching contagion off changes exits and nothing else",
        NOT_BUILT_IN,
        format!(
            "researchers' exits {}, dispersion among teams {}; {figures}",
            words(&exits, 3),
            words(&dispersion, 3)
        ),
        "exits and dispersion fall; neither papers per skill nor latency surely moves by 3 %",
        below(&exits, 0.0) && below(&dispersion, 0.0) && unmoved,
    )
}

fn constant_hazard(base: &Base) -> Finding {
    let mut scenario = baseline::undisturbed();
    let mechanisms = &mut scenario.mechanisms;
    mechanisms.satisfaction = false;
    mechanisms.tenure_hazard = false;
    mechanisms.vesting = false;
    mechanisms.shocks = false;
    mechanisms.contagion = false;
    mechanisms.embeddedness = false;
    mechanisms.alternatives = false;
    mechanisms.frailty = false;
    // About as many exits.
    scenario.labour_market.base_hazard = 0.028;
    let constant = baseline::look(&scenario);
    let ratio = hazard_ratio(&constant, 0..2, 8..9);
    let dispersion = estimate(constant.seen.iter().map(|seen| seen.dispersion));
    let (figures, unmoved) = untouched(base, &constant);
    Finding::new(
        "a constant hazard changes who leaves and nothing else",
        NOT_BUILT_IN,
        format!(
            "hazard of the first two quarters to that of two years and more {}, dispersion {}; \
             {figures}",
            words(&ratio, 3),
            words(&dispersion, 3)
        ),
        "ratio and dispersion within 10 % of one; neither papers per skill nor latency surely moves by 3 %",
        within(&ratio, 0.9, 1.1) && within(&dispersion, 0.9, 1.1) && unmoved,
    )
}
