//! GPUs, the flagship, papers by topic and venue, and the world outside.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, humaneval_like, mmlu_like};
use orgsim::scenario::{Topic, Venue};
use orgsim::stats::Moments;
use orgsim::units::Quarter;

const QUARTER_DAYS: f64 = 365.25 / 4.0;

#[test]
fn scarce_gpus_slow_research_by_their_elasticity() {
    // One researcher a crew of constant work: a project is done when its effort is.
    let progress = |gpus: u32, elasticity: f64| {
        let mut scenario = worlds::bare(30, 0, 8);
        scenario.mechanisms.compute = true;
        scenario.compute.gpus = gpus;
        scenario.compute.research_share_own = 1.0;
        scenario.compute.elasticity = elasticity;
        let trace = Trace::of(&scenario, 0);
        let [_, asked, research, ..] = trace.moments[1].gpus;
        let ended = trace.count(|_, event| matches!(event, Event::ProjectEnded { .. }).into());
        (research / asked, ended)
    };
    let (granted, all) = progress(1_000_000, 1.0);
    assert_eq!(granted, 1.0);
    let (granted, few) = progress(500, 1.0);
    assert!(granted > 0.2 && granted < 0.6, "{granted}");
    assert!(few < all, "{few} and {all}");
    assert_eq!(progress(500, 0.0).1, all);
}

#[test]
fn who_controls_the_budget_decides_who_gets_gpus() {
    let shares = |control: f64| {
        let mut scenario = worlds::bare(60, 200, 1);
        scenario.compute.gpus = 1000;
        scenario.compute.backfill = 0.0;
        scenario.structures["loose-coupling"].product_budget_control = control;
        let [_, _, research, product, flagship, _] = Trace::of(&scenario, 0).moments[1].gpus;
        assert_eq!(flagship, 0.0);
        (research, product)
    };
    // Both ask for more than they get.
    assert_eq!(shares(0.0), (750.0, 250.0));
    assert_eq!(shares(1.0), (350.0, 650.0));
    let (research, product) = shares(0.5);
    assert!((research - 550.0).abs() < 1e-9 && (product - 450.0).abs() < 1e-9);
}

#[test]
fn product_approves_a_share_of_the_vacancies_in_a_quarter() {
    let mut scenario = worlds::turnover(2000, 0, 12, 0.1);
    scenario.mechanisms.budget_control = true;
    scenario.structures["loose-coupling"].product_budget_control = 1.0;
    scenario.hiring.product_approval = 0.5;
    scenario.hiring.fill_sigma = 0.0;
    scenario.hiring.fill_median = 1.0;
    let trace = Trace::of(&scenario, 0);
    let waits = trace.select(|when, event| match *event {
        Event::Hired { vacant_since, .. } if when.0 < 12 && vacant_since.0 == 0 => {
            Some(when.0 - vacant_since.0)
        }
        _ => None,
    });
    let at_once = waits.iter().filter(|&&wait| wait == 1).count() as u64;
    judge::binomial("approved at once", at_once, waits.len() as u64, 0.5);
}

#[test]
fn a_flagship_without_noise_runs_as_planned() {
    let mut scenario = worlds::bare(30, 30, 40);
    scenario.mechanisms.flagship = true;
    scenario.flagship.length_sigma = 0.0;
    scenario.flagship.restarts = 0.0;
    scenario.flagship.capability_sigma = 0.0;
    scenario.flagship.start_readiness = 0.0;
    scenario.flagship.start_width = 0.001;
    scenario.flagship.loss_rate = 0.0;
    scenario.flagship.build_rate = 0.0;
    scenario.flagship.carry_over = 1.0;
    let runs = |scenario: &orgsim::scenario::Scenario| {
        Trace::of(scenario, 0).select(|when, event| match *event {
            Event::TrainingStarted { planned, days, .. } => Some((when, planned, days)),
            _ => None,
        })
    };
    let started = runs(&scenario);
    assert_eq!(started.len(), 10);
    for (place, &(when, planned, days)) in started.iter().enumerate() {
        assert_eq!((when, planned), (Quarter(4 * place as i32), when));
        assert!((days - 54.0).abs() < 1e-9);
    }
    // Goodput and scale.
    scenario.flagship.goodput = 0.45;
    assert!(
        runs(&scenario)
            .iter()
            .all(|&(_, _, days)| (days - 108.0).abs() < 1e-9)
    );
    // Full readiness has the capability of the scenario.
    let capability = Trace::of(&scenario, 0).select(|_, event| match *event {
        Event::TrainingEnded { capability, .. } => Some(capability),
        _ => None,
    });
    assert!(capability.iter().all(|&c| c == 1.6));
    assert!((mmlu_like(1.6) - 87.4).abs() < 0.1 && (humaneval_like(1.6) - 83.2).abs() < 0.1);
}

#[test]
fn readiness_settles_where_building_and_losing_balance() {
    let mut scenario = worlds::bare(30, 30, 60);
    scenario.mechanisms.flagship = true;
    scenario.flagship.compute_share = 0.0;
    scenario.structures["loose-coupling"].concurrent_assignments = 2.0;
    let end = Trace::of(&scenario, 0).moments.pop().unwrap();
    // Two assignments at once leave 83 percent of everybody's time.
    assert!((end.focus - 0.83).abs() < 1e-12);
    let (build, lose) = (0.5 * 0.83, 0.2 * 0.17);
    assert!((end.readiness - build / (build + lose)).abs() < 1e-9);
}

#[test]
fn a_training_run_takes_its_gpus_for_its_days() {
    let mut scenario = worlds::bare(30, 30, 3);
    scenario.mechanisms.flagship = true;
    scenario.flagship.length_sigma = 0.0;
    scenario.flagship.restarts = 0.0;
    let trace = Trace::of(&scenario, 0);
    let gpus: Vec<f64> = trace.moments.iter().map(|end| end.gpus[4]).collect();
    let expected = 0.25 * 10_000.0 * 54.0 / QUARTER_DAYS;
    assert_eq!(gpus[..2], [0.0, 0.0]);
    assert!((gpus[2] - expected).abs() < 1e-9 && gpus[3] == 0.0);
}

#[test]
fn topics_have_their_own_people_and_papers() {
    let mut scenario = worlds::bare(300, 0, 40);
    let topic = |share, submission_factor| Topic {
        share,
        submission_factor,
        request_factor: 1.0,
    };
    scenario.topics.clear();
    scenario.topics.insert("silent".into(), topic(0.5, 0.0));
    scenario.topics.insert("video".into(), topic(0.2, 1.0));
    scenario.topics.insert("language".into(), topic(0.3, 2.0));
    let mut papers = [0_u64; 3];
    for run in 0..20 {
        let topics = Trace::of(&scenario, run).select(|_, event| match *event {
            Event::PaperAccepted { topic, .. } => Some(topic),
            _ => None,
        });
        topics.into_iter().for_each(|topic| papers[topic] += 1);
    }
    assert_eq!(papers[0], 0);
    // Three times as many papers: half again the people, twice as eager. Authors
    // differ in skill, so that counts are wider than those of chance alone.
    let ratio = papers[2] as f64 / papers[1] as f64;
    assert!((2.4..3.7).contains(&ratio), "{papers:?}");
}

#[test]
fn venues_accept_by_their_odds_and_bring_citations() {
    let mut scenario = worlds::bare(300, 0, 40);
    let venue = |share, acceptance_odds, citation_factor| Venue {
        share,
        acceptance_odds,
        citation_factor,
    };
    scenario.papers.acceptance = 0.2;
    scenario.papers.most_rounds = 1;
    scenario.papers.citation_elasticity = 0.0;
    scenario.venues.clear();
    scenario
        .venues
        .insert("closed".into(), venue(0.3, 0.0, 1.0));
    scenario
        .venues
        .insert("strict".into(), venue(0.4, 1.0, 1.0));
    scenario.venues.insert("easy".into(), venue(0.3, 4.0, 0.5));
    let mut accepted = [0_u64; 3];
    let mut citations = [Moments::default(); 3];
    for run in 0..10 {
        for (venue, lifetime) in Trace::of(&scenario, run).select(|_, event| match *event {
            Event::PaperAccepted {
                venue, citations, ..
            } => Some((venue, citations)),
            _ => None,
        }) {
            accepted[venue] += 1;
            citations[venue].push(lifetime);
        }
    }
    assert_eq!(accepted[0], 0);
    // Odds of four times a quarter are one: half of the papers.
    let (strict, easy) = (0.4 * 0.2, 0.3 * 0.5);
    let all = accepted[1] + accepted[2];
    judge::binomial("easy", accepted[2], all, easy / (strict + easy));
    let mean = 20.0 * libm::exp(0.5 * 1.04 * 1.04);
    judge::mean("citations", &citations[1], mean);
    judge::mean("citations of the easy venue", &citations[2], 0.5 * mean);
}

#[test]
fn competitors_gain_from_those_who_join_them() {
    let mut scenario = worlds::turnover(200, 0, 200, 0.05);
    scenario.mechanisms.talent_outflow = true;
    scenario.labour_market.to_competitor = 1.0;
    scenario.labour_market.to_startup = 0.0;
    scenario.labour_market.to_academia = 0.0;
    scenario.labour_market.to_elsewhere = 0.0;
    let (mut talent, mut released) = (Moments::default(), Moments::default());
    for run in 0..200 {
        let trace = Trace::of(&scenario, run);
        let settled = &trace.moments[60..];
        let mean = settled.iter().map(|end| end.market[2]).sum::<f64>() / settled.len() as f64;
        talent.push(mean);
        let models = trace.count(|when, event| match *event {
            Event::CompetitorsReleased { models } if when.0 >= 60 => models,
            _ => 0,
        });
        // Each quarter's rate is 7 (1 + talent / 200), given the talent.
        released.push(models as f64 / 140.0 - 7.0 * (1.0 + mean / 200.0));
    }
    judge::mean("releases", &released, 0.0);
    assert!(talent.mean().unwrap() > 50.0);
}

#[test]
fn downloads_are_a_share_of_attention() {
    let mut scenario = worlds::bare(100, 0, 60);
    scenario.market.competitor_releases = 0.0;
    let end = Trace::of(&scenario, 0).moments.pop().unwrap();
    assert!((end.market[3] - 100.0).abs() < 1e-9);
    scenario.market.competitor_releases = 4.0;
    let end = Trace::of(&scenario, 0).moments.pop().unwrap();
    let [own, others, _, downloads] = end.market;
    assert!((downloads - 100.0 * own / (own + others)).abs() < 1e-9 && downloads < 100.0);
}

#[test]
fn startups_become_competitors_or_close() {
    // Hazards of 0.1 and 0.3: a quarter of those that end become competitors.
    let mut scenario = worlds::turnover(400, 0, 100, 0.05);
    scenario.mechanisms.talent_outflow = true;
    scenario.labour_market.to_competitor = 0.0;
    scenario.labour_market.to_startup = 1.0;
    scenario.labour_market.to_academia = 0.0;
    scenario.labour_market.to_elsewhere = 0.0;
    scenario.market.founder_share = 0.5;
    scenario.market.competitor_hazard = 0.1;
    scenario.market.closure_hazard = 0.3;
    let trace = Trace::of(&scenario, 0);
    let left = trace.exits().len() as u64;
    let founded = trace.count(|_, event| matches!(event, Event::StartupFounded { .. }).into());
    judge::binomial("founded", founded, left, 0.5);
    let emerged = trace.count(|_, event| matches!(event, Event::CompetitorEmerged).into());
    let open = trace.moments.last().unwrap().startups as u64;
    judge::binomial("emerged", emerged, founded - open, 0.25);
}
