//! How breakthroughs reach the product.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, ProjectOutcome};
use orgsim::scenario::Scenario;
use statrs::distribution::{ContinuousCDF, Gamma};

/// A rate at which a stage takes no time.
const AT_ONCE: f64 = 1e9;

/// Judges latencies, one quarter and an Erlang time, of a world of transfers.
fn judge_latencies(scenario: &Scenario, stages: f64, rate: f64) {
    let made_before = 30;
    let longest = 25;
    let trace = Trace::of(scenario, 0);
    let made = trace.count(|when, event| {
        let made = matches!(event, Event::BreakthroughMade { .. });
        u32::from(made && when.0 < made_before)
    });
    let mut counts = vec![0; longest + 1];
    for latency in trace.select(|when, event| match *event {
        Event::Shipped { made, .. } if made.0 < made_before => Some(when.0 - made.0),
        _ => None,
    }) {
        counts[(latency as usize).min(longest)] += 1;
    }
    counts[longest] += made - counts.iter().sum::<u64>();
    let time = Gamma::new(stages, rate).unwrap();
    let by = |n: usize| time.cdf(n as f64);
    let mut probabilities = vec![0.0];
    probabilities.extend((1..longest).map(|n| by(n) - by(n - 1)));
    probabilities.push(1.0 - by(longest - 1));
    judge::cells("latency", &counts, &probabilities);
}

#[test]
fn publication_alone_makes_few_aware() {
    let rate = 1.3;
    let mut scenario = worlds::transfers(900, 60, AT_ONCE);
    scenario.mechanisms.awareness = true;
    scenario.transfer.notice_rate = rate;
    scenario.transfer.published_awareness = 0.4;
    scenario.structures["loose-coupling"].publication_share = 1.0;
    judge_latencies(&scenario, 1.0, rate * 0.4);

    // Neither published nor carried by ties, nothing is ever noticed.
    scenario.structures["loose-coupling"].publication_share = 0.0;
    let shipped = |_, event: &Event| matches!(event, Event::Shipped { .. }).then_some(());
    assert!(Trace::of(&scenario, 0).select(shipped).is_empty());
}

#[test]
fn what_engineers_know_of_research_is_needed_to_adopt() {
    let (rate, half, known) = (1.3, 0.8, 0.6);
    let mut scenario = worlds::transfers(900, 60, AT_ONCE);
    scenario.mechanisms.absorptive_capacity = true;
    scenario.transfer.adoption_rate = rate;
    scenario.transfer.absorptive_half = half;
    scenario.transfer.engineers_knowledge = known;
    // Nobody has ties, from which more could be learnt.
    judge_latencies(&scenario, 1.0, rate * known / (known + half));
}

#[test]
fn what_is_tacit_needs_its_researchers() {
    let (rate, tacitness) = (2.0, 0.7);
    let mut scenario = worlds::transfers(900, 60, AT_ONCE);
    scenario.mechanisms.tacit_involvement = true;
    scenario.transfer.stage_rate = rate;
    scenario.transfer.tacitness = tacitness;
    scenario.transfer.tacitness_spread = 0.0;
    // Without ties across the line, they are not involved at all.
    judge_latencies(&scenario, 3.0, rate * (1.0 - tacitness));
}

#[test]
fn the_gate_asks_before_readiness_grows() {
    let mut scenario = worlds::transfers(200, 40, AT_ONCE);
    scenario.transfer.initial_readiness = 0.2;
    scenario.transfer.readiness_gain = 0.25;
    let first = |gate: f64| {
        let mut scenario = scenario.clone();
        scenario.structures["loose-coupling"].gate_readiness = gate;
        let latencies = Trace::of(&scenario, 0).select(|when, event| match *event {
            Event::Shipped { made, .. } => Some(when.0 - made.0),
            _ => None,
        });
        assert!(latencies.len() > 100);
        *latencies.iter().min().unwrap()
    };
    // Readiness is .2, .4 and .55 in the quarters after a breakthrough.
    assert_eq!([0.2, 0.3, 0.5, 0.6].map(first), [1, 2, 3, 4]);
}

#[test]
fn finished_requests_are_worth_features() {
    let (yields, effort) = (0.8, 0.1);
    let mut scenario = worlds::bare(300, 100, 30);
    scenario.teams.ties_per_person = 2;
    scenario.work.feature_effort = effort;
    scenario.research.requested_yield = yields;
    scenario.research.requested_relevance = worlds::FULL;
    scenario.research.effort_sigma = 0.0;
    scenario.transfer.full_involvement_ties = 1e-3;
    let structure = &mut scenario.structures["loose-coupling"];
    structure.technical_control = 1.0;
    structure.cross_ties = 1.0;
    structure.runway_quarters = 1;
    let features = |trace: &Trace| {
        trace.count(|_, event| match *event {
            Event::FeaturesShipped { features, .. } => features,
            _ => 0,
        }) as f64
    };
    let without = features(&Trace::of(&scenario, 0));
    scenario.mechanisms.requested_work = true;
    let trace = Trace::of(&scenario, 0);
    let with = features(&trace);
    // No request is larger than what its staff does until the first review.
    let required = scenario.research.project_staff;
    let qualities = trace.select(|_, event| match *event {
        Event::ProjectEnded {
            outcome: ProjectOutcome::Finished { quality, .. },
            ..
        } => Some(quality),
        _ => None,
    });
    let worth = yields * required / effort * qualities.iter().sum::<f64>();
    assert!(worth > 5_000.0);
    judge::expected(
        "features of requests",
        with - without,
        worth,
        with + without,
    );
}
