//! The model gives the numbers that theory gives, wherever theory has one.
//!
//! Each world is so bare that what is looked at has a closed form. Seeds are
//! fixed; with other seeds each judgement would fail by chance less than once
//! in a million (see `judge`).

use crate::trace::{Moment, Trace};
use crate::{judge, worlds};
use orgsim::model::{Event, ProjectKind, ProjectOutcome, Role};
use orgsim::scenario::{self, Action, Layoff, Reach, Scenario};
use orgsim::simulation::Simulation;
use orgsim::stats::Moments;
use statrs::distribution::{Binomial, ContinuousCDF, Discrete, Gamma, LogNormal, Normal};

/// Probability of an event within a quarter at a hazard.
fn probability(hazard: f64) -> f64 {
    -libm::expm1(-hazard)
}

#[test]
fn a_constant_hazard_gives_geometric_tenure() {
    let hazard = 0.06;
    let trace = Trace::of(&worlds::turnover(4000, 0, 40, hazard), 0);
    let table = trace.risk_by_tenure();
    for (tenure, &(at_risk, exits)) in table.iter().enumerate().take(30) {
        let what = format!("exits at tenure {tenure}");
        judge::binomial(&what, exits, at_risk, probability(hazard));
    }

    // Those hired in the first 15 quarters are seen for 25 quarters or more.
    let mut hired = 0;
    let mut counts = vec![0; 26];
    let mut since = vec![None; 4000];
    for &(when, event) in &trace.events {
        match event {
            Event::Hired { seat, .. } => {
                since[seat] = Some(when).filter(|when| when.0 < 15);
                hired += u64::from(since[seat].is_some());
            }
            Event::Left { seat, tenure, .. } if since[seat].is_some() && tenure < 25 => {
                counts[tenure as usize] += 1;
            }
            _ => {}
        }
    }
    counts[25] = hired - counts.iter().sum::<u64>();
    let reaches = |tenure: usize| libm::exp(-hazard * tenure as f64);
    let mut probabilities: Vec<f64> = (0..25)
        .map(|tenure| reaches(tenure) - reaches(tenure + 1))
        .collect();
    probabilities.push(reaches(25));
    judge::cells("tenure at exit", &counts, &probabilities);
}

#[test]
fn a_constant_hazard_gives_the_fourth_power_as_retention() {
    let hazard = 0.05;
    let scenario = worlds::turnover(3000, 0, 41, hazard);
    let trace = Trace::of(&scenario, 0);
    let kept = |start: &Moment, end: &Moment| {
        let pairs = start.seats.iter().zip(&end.seats);
        let cohort = pairs.filter(|(start, _)| start.occupied);
        let (mut members, mut stayed) = (0, 0);
        for (start, end) in cohort {
            members += 1;
            stayed += u64::from(end.occupied && end.person == start.person);
        }
        (members, stayed)
    };
    // Cohorts a year apart have no quarter in common.
    let (mut members, mut stayed) = (0, 0);
    for ends in trace.moments.windows(5).step_by(4) {
        let cohort = kept(&ends[0], &ends[4]);
        members += cohort.0;
        stayed += cohort.1;
    }
    let expectation = libm::exp(-4.0 * hazard);
    judge::binomial("retention over four quarters", stayed, members, expectation);

    // The measure that the program reports is the same share over all cohorts, that of the
    // founding included.
    let (mut members, mut stayed) = (0, 0);
    for ends in trace.moments.windows(5) {
        let cohort = kept(&ends[0], &ends[4]);
        members += cohort.0;
        stayed += cohort.1;
    }
    let reported = value(&scenario, "researcher_retention_12m");
    assert_eq!(reported, stayed as f64 / members as f64);
}

/// The value of a measure in run 0.
fn value(scenario: &Scenario, key: &str) -> f64 {
    let simulation = Simulation::new(scenario);
    let place = simulation.layout().value(key).expect("a known measure");
    simulation.simulate(0, &mut simulation.recorder()).values[place]
}

#[test]
fn a_seat_alternates_between_occupied_and_vacant() {
    // A two-state chain: occupied for a geometric time of mean 1 / p, vacant
    // for a fixed time of m quarters.
    let (hazard, m) = (0.15, 3.0);
    let mut scenario = worlds::turnover(1500, 0, 160, hazard);
    scenario.hiring.fill_median = m;
    scenario.hiring.fill_sigma = 0.0;
    let trace = Trace::of(&scenario, 0);
    let settled = &trace.moments[60..];
    let vacant: Moments = (0..1500)
        .map(|seat| {
            let quarters = settled.iter().filter(|end| !end.seats[seat].occupied);
            quarters.count() as f64 / settled.len() as f64
        })
        .collect();
    let p = probability(hazard);
    judge::mean("share of time vacant", &vacant, m * p / (1.0 + m * p));
}

#[test]
fn the_time_to_fill_is_log_normal_in_whole_quarters() {
    let scenario = worlds::turnover(2000, 0, 70, 0.1);
    let trace = Trace::of(&scenario, 0);
    let mut counts = vec![0; 40];
    for time in trace.select(|when, event| match *event {
        // Not those who left before the start.
        Event::Hired { vacant_since, .. } if (0..30).contains(&vacant_since.0) => {
            Some(when.0 - vacant_since.0)
        }
        _ => None,
    }) {
        counts[time as usize] += 1;
    }
    let opened = trace.exits().iter().filter(|exit| exit.0.0 < 30).count() as u64;
    assert_eq!(
        counts.iter().sum::<u64>(),
        opened,
        "every vacancy is filled"
    );
    let hiring = &scenario.hiring;
    let time = LogNormal::new(libm::log(hiring.fill_median), hiring.fill_sigma).unwrap();
    let by = |quarters: usize| match quarters {
        0 => 0.0,
        40.. => 1.0,
        some => time.cdf(some as f64 + 0.5),
    };
    // To the nearest quarter, and at least one.
    let probabilities: Vec<f64> = (0..40)
        .map(|quarters| match quarters {
            0 => 0.0,
            39 => 1.0 - by(38),
            some => by(some) - by(some - 1),
        })
        .collect();
    judge::cells("time to fill", &counts, &probabilities);
}

#[test]
fn skill_is_log_normal_with_mean_one() {
    let scenario = worlds::bare(40_000, 0, 1);
    let sigma = scenario.people.research_skill_sigma;
    let trace = Trace::of(&scenario, 0);
    let skills = trace.moments[0]
        .seats
        .iter()
        .map(|seat| seat.research_skill);
    let (mut skill, mut log, mut square) = Default::default();
    let take = |moments: &mut Moments, x| moments.push(x);
    for x in skills {
        let centred = libm::log(x) + 0.5 * sigma * sigma;
        take(&mut skill, x);
        take(&mut log, centred);
        take(&mut square, centred * centred);
    }
    judge::mean("skill", &skill, 1.0);
    judge::mean("logarithm of skill", &log, 0.0);
    judge::mean("squared logarithm of skill", &square, sigma * sigma);
}

/// Ends of the breakthroughs made before a quarter: latency, and whether it
/// was shipped.
fn latencies(trace: &Trace, made_before: i32) -> Vec<(usize, bool)> {
    trace
        .select(|when, event| match *event {
            Event::Shipped { made, .. } => Some((when, made, true)),
            Event::Abandoned { made, .. } => Some((when, made, false)),
            _ => None,
        })
        .into_iter()
        .filter(|(_, made, _)| made.0 < made_before)
        .map(|(when, made, shipped)| ((when.0 - made.0) as usize, shipped))
        .collect()
}

#[test]
fn transfer_takes_an_erlang_time() {
    // Noticed, adopted, hardened once, integrated twice: five stages. A
    // breakthrough starts its way in the quarter after it was made.
    let (stages, rate) = (5.0, 1.5);
    let trace = Trace::of(&worlds::transfers(900, 90, rate), 0);
    let time = Gamma::new(stages, rate).unwrap();
    let longest = 30;
    let mut counts = vec![0; longest + 1];
    let mut latency = Moments::default();
    for (quarters, shipped) in latencies(&trace, 60) {
        assert!(shipped, "nothing is abandoned at no hazard");
        counts[quarters] += 1;
        latency.push(quarters as f64);
    }
    let by = |quarters: usize| time.cdf(quarters as f64);
    let mut probabilities = vec![0.0];
    probabilities.extend((1..longest).map(|n| by(n) - by(n - 1)));
    probabilities.push(1.0 - by(longest - 1));
    judge::cells("latency", &counts, &probabilities);
    let expectation: f64 = 1.0 + (1..200).map(|n| 1.0 - by(n)).sum::<f64>();
    judge::mean("mean latency", &latency, expectation);
}

#[test]
fn abandonment_competes_with_transfer() {
    // With stages of rate r and abandonment at rate b, a breakthrough ships
    // with probability (r / (r + b))^k, after an Erlang time of rate r + b.
    let (rate, abandonment) = (1.2, 0.2);
    let mut scenario = worlds::transfers(900, 90, rate);
    scenario.transfer.abandonment_rate = abandonment;
    let trace = Trace::of(&scenario, 0);
    let longest = 30;
    let mut counts = vec![0; 2 * longest];
    for (quarters, shipped) in latencies(&trace, 60) {
        counts[(quarters - 1).min(longest - 1) + if shipped { 0 } else { longest }] += 1;
    }
    let race = Gamma::new(5.0, rate + abandonment).unwrap();
    let alone = Gamma::new(5.0, rate).unwrap();
    let ever = (0..5).fold(1.0, |share, _| share * rate / (rate + abandonment));
    let shipped = |n: f64| ever * race.cdf(n);
    let open = |n: f64| libm::exp(-abandonment * n) * (1.0 - alone.cdf(n));
    let abandoned = |n: f64| 1.0 - shipped(n) - open(n);
    let steps = |incidence: &dyn Fn(f64) -> f64, ever: f64| -> Vec<f64> {
        let at = |n: usize| {
            if n == longest {
                ever
            } else {
                incidence(n as f64)
            }
        };
        (1..=longest).map(|n| at(n) - at(n - 1)).collect()
    };
    let mut probabilities = steps(&shipped, ever);
    probabilities.extend(steps(&abandoned, 1.0 - ever));
    judge::cells("fate and its quarter", &counts, &probabilities);
}

#[test]
fn every_quarter_in_transfer_is_somebodys_latency() {
    // Little's law without its limit: summed over a run, breakthroughs in
    // transfer at quarters' ends are the quarters that each one spends there.
    let mut scenario = Scenario::default();
    scenario.simulation.quarters = 60;
    worlds::reorganise(&mut scenario, 48, "fusion-teams");
    let trace = Trace::of(&scenario, 0);
    let in_transfer: usize = trace.moments[1..]
        .iter()
        .map(|end| end.open_transfers)
        .sum();
    let last = trace.quarters.last().unwrap().0;
    let mut made = 0;
    let mut spent = 0;
    let mut still_open = 0;
    for &(when, event) in &trace.events {
        match event {
            Event::BreakthroughMade { .. } => {
                made += 1;
                spent += last + 1 - when.0;
                still_open += 1;
            }
            Event::Shipped { .. } | Event::Abandoned { .. } => {
                spent -= last + 1 - when.0;
                still_open -= 1;
            }
            _ => {}
        }
    }
    assert!(made > 50, "{made} breakthroughs");
    assert_eq!(in_transfer, spent as usize);
    assert_eq!(trace.moments.last().unwrap().open_transfers, still_open);
}

#[test]
fn breakthroughs_in_transfer_are_arrivals_times_latency() {
    // Little's law L = lambda W, with W from theory.
    let (stages, rate) = (5.0, 1.5);
    let time = Gamma::new(stages, rate).unwrap();
    let latency: f64 = 1.0 + (1..200).map(|n| 1.0 - time.cdf(f64::from(n))).sum::<f64>();
    let (first, quarters) = (60, 120);
    let scenario = worlds::transfers(30, quarters, rate);
    let excess: Moments = (0..200)
        .map(|run| {
            let trace = Trace::of(&scenario, run);
            let window = &trace.moments[first + 1..];
            let open: usize = window.iter().map(|end| end.open_transfers).sum();
            let arrivals = trace.count(|when, event| {
                let arrival = matches!(event, Event::BreakthroughMade { .. });
                u32::from(arrival && when.0 >= first as i32)
            });
            (open as f64 - arrivals as f64 * latency) / window.len() as f64
        })
        .collect();
    judge::mean("L - lambda W", &excess, 0.0);
}

#[test]
fn pooled_papers_are_over_dispersed_as_a_log_normal_mixture_is() {
    let mut scenario = worlds::bare(40_000, 0, 1);
    scenario.people.research_skill_sigma = 0.6;
    scenario.papers.submission_rate = 0.8;
    scenario.papers.progress_elasticity = 0.0;
    scenario.structures["loose-coupling"].publication_share = 1.0;
    let trace = Trace::of(&scenario, 0);
    let mut papers = vec![0.0; 40_000];
    for &(_, event) in &trace.events {
        if let Event::PapersSubmitted { seat, papers: n } = event {
            papers[seat] = f64::from(n);
        }
    }
    let mean = 0.8;
    let variance = mean + mean * mean * libm::expm1(0.36);
    let squares = papers.iter().map(|n| (n - mean) * (n - mean)).collect();
    judge::mean("papers", &papers.into_iter().collect(), mean);
    judge::mean("squared deviation of papers", &squares, variance);
}

#[test]
fn effort_reaches_the_optimum_of_holmstrom_and_milgrom() {
    let (c, g, intrinsic, taste, adjustment) = (1.3, 0.5, 0.4, 1.2, 0.3);
    let mut scenario = worlds::bare(30, 30, 12);
    scenario.mechanisms.adaptive_effort = true;
    scenario.people.taste_none_share = 0.0;
    scenario.people.taste_median = taste;
    scenario.people.taste_sigma = 0.0;
    scenario.effort.own_cost = c;
    scenario.effort.substitution = g;
    scenario.effort.intrinsic_weight = intrinsic;
    scenario.effort.adjustment = adjustment;
    let incentive = &mut scenario.incentives["publication"];
    (incentive.papers, incentive.citations) = (0.5, 0.2);
    (incentive.open_source, incentive.revenue) = (0.0, 0.3);
    scenario.structures["loose-coupling"].evaluation_weight = 0.2;
    scenario.structures["fusion-teams"].evaluation_weight = 0.6;
    worlds::reorganise(&mut scenario, 4, "fusion-teams");

    // The own incentive pays 0.7 for research and 0.3 for the product, the
    // product's pays for the product alone.
    let optimum = |weight: f64| {
        let b1 = (1.0 - weight) * 0.7 + intrinsic * taste;
        let b2 = (1.0 - weight) * 0.3 + weight;
        let t1 = (c * b1 - g * b2) / (c * c - g * g);
        let t2 = (c * b2 - g * b1) / (c * c - g * g);
        assert!(t1 > 0.0 && t2 > 0.0, "an interior solution");
        t1 / (t1 + t2)
    };
    let (before, after) = (optimum(0.2), optimum(0.6));
    let trace = Trace::of(&scenario, 0);
    let mut distance = 1.0;
    for (quarter, _, end) in trace.steps() {
        if quarter.0 >= 4 {
            distance *= 1.0 - adjustment;
        }
        let expectation = after + (before - after) * distance;
        for seat in end.people() {
            let expectation = match seat.role {
                Role::Researcher => expectation,
                // What engineers are paid for leaves research alone.
                Role::Engineer => 0.0,
            };
            assert!(
                (seat.research_effort - expectation).abs() < 1e-12,
                "{quarter:?}"
            );
        }
    }
}

#[test]
fn hits_and_flops_are_the_tails_of_log_normal_quality() {
    let mut scenario = worlds::bare(900, 0, 120);
    scenario.research.skill_elasticity = 0.0;
    let trace = Trace::of(&scenario, 0);
    let research = &scenario.research;
    let normal = Normal::standard();
    for (kind, sigma) in [
        (ProjectKind::Exploratory, research.exploratory_sigma),
        (ProjectKind::Incremental, research.incremental_sigma),
    ] {
        let tails = trace.select(|_, event| match *event {
            Event::ProjectEnded {
                kind: ended,
                outcome: ProjectOutcome::Finished { hit, flop, .. },
                ..
            } if ended == kind => Some((hit, flop)),
            _ => None,
        });
        let n = tails.len() as u64;
        let hits = tails.iter().filter(|tail| tail.0).count() as u64;
        let flops = tails.iter().filter(|tail| tail.1).count() as u64;
        let above = normal.cdf(-libm::log(research.hit_quality) / sigma);
        let below = normal.cdf(libm::log(research.flop_quality) / sigma);
        judge::binomial(&format!("{kind:?} hits"), hits, n, above);
        judge::binomial(&format!("{kind:?} flops"), flops, n, below);
    }
    let started = trace.select(|_, event| match *event {
        Event::ProjectStarted { kind, .. } => Some(kind),
        _ => None,
    });
    let exploratory = started
        .iter()
        .filter(|&&kind| kind == ProjectKind::Exploratory);
    judge::binomial(
        "exploratory projects",
        exploratory.count() as u64,
        started.len() as u64,
        research.exploratory_share,
    );
}

#[test]
fn papers_wait_for_their_reviews() {
    // Everybody but the first comes in the first quarter and is dismissed in the next, so that
    // all their papers are of the same age.
    let authors = 100_000;
    let mut scenario = worlds::bare(authors, 0, 16);
    scenario.mechanisms.growth = true;
    scenario.units[0].past_growth = 1e6;
    let layoff = Action::Layoff(Layoff {
        share: 1.0,
        role: Reach::All,
        units: Vec::new(),
    });
    scenario
        .events
        .insert("layoff".into(), scenario::Event::at(1, layoff));
    scenario.papers.submission_rate = 1.0;
    scenario.papers.progress_elasticity = 0.0;
    let trace = Trace::of(&scenario, 0);
    assert_eq!(trace.exits().len(), authors as usize);
    let submitted = trace.count(|_, event| match *event {
        Event::PapersSubmitted { papers, seat } if seat > 0 => papers,
        _ => 0,
    });
    let mut counts = vec![0; 17];
    for when in trace.select(|when, event| match event {
        Event::PaperAccepted { author, .. } if author.id > 0 => Some(when),
        _ => None,
    }) {
        counts[when.0 as usize] += 1;
    }
    counts[16] = submitted - counts.iter().sum::<u64>();

    // The paper is accepted in round j with probability a (r (1 - a))^(j - 1);
    // each round takes one quarter, or two with probability 0.33.
    let papers = &scenario.papers;
    let (whole, part) = (1, papers.review_quarters - 1.0);
    let mut probabilities = vec![0.0; 17];
    let mut reaches = 1.0;
    for rounds in 1..=u64::from(papers.most_rounds) {
        let longer = Binomial::new(part, rounds).unwrap();
        for twice in 0..=rounds {
            let quarters = (whole * rounds + twice) as usize;
            probabilities[quarters] += reaches * papers.acceptance * longer.pmf(twice);
        }
        reaches *= papers.resubmission * (1.0 - papers.acceptance);
    }
    probabilities[16] = 1.0 - probabilities.iter().sum::<f64>();
    judge::cells("quarters to acceptance", &counts, &probabilities);
}
