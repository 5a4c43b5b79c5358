//! How breakthroughs reach the product.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::Event;
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
fn own_research_is_needed_to_adopt() {
    let (rate, half) = (1.3, 0.8);
    let mut scenario = worlds::transfers(900, 60, AT_ONCE);
    scenario.mechanisms.absorptive_capacity = true;
    scenario.people.research_skill_sigma = 0.0;
    scenario.transfer.adoption_rate = rate;
    scenario.transfer.absorptive_half = half;
    judge_latencies(&scenario, 1.0, rate / (1.0 + half));
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
