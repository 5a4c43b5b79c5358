//! What keeps people, and who comes.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, Role};
use orgsim::stats::Moments;

#[test]
fn satisfaction_spreads_and_keeps_people() {
    let (hazard, effect, noise, adjustment, pay) = (0.05, 0.8, 0.7, 0.4, 0.5);
    let mut scenario = worlds::bare(3000, 0, 40);
    scenario.mechanisms.satisfaction = true;
    worlds::silence_satisfaction(&mut scenario);
    scenario.satisfaction.noise = noise;
    scenario.satisfaction.adjustment = adjustment;
    scenario.satisfaction.pay = pay;
    // A first-order autoregression around relative pay, which is normal.
    let trace = Trace::of(&scenario, 0);
    let variance = noise * noise / (1.0 - (1.0 - adjustment) * (1.0 - adjustment)) + pay * pay;
    let squares: Moments = trace.moments[40]
        .people()
        .map(|seat| seat.satisfaction * seat.satisfaction)
        .collect();
    judge::mean("squared satisfaction", &squares, variance);

    // Somebody's satisfaction is seen at the end of the quarter, leaver or not.
    scenario.mechanisms.exits = true;
    scenario.mechanisms.hiring = true;
    scenario.labour_market.base_hazard = hazard;
    scenario.labour_market.satisfaction = effect;
    let (mut exits, mut mean, mut variance) = (0.0, 0.0, 0.0);
    for (_, start, end) in Trace::of(&scenario, 0).steps() {
        for (start, end) in start.seats.iter().zip(&end.seats) {
            if start.occupied {
                let p = -libm::expm1(-hazard * libm::exp(-effect * end.satisfaction));
                exits += f64::from(u8::from(!end.occupied));
                mean += p;
                variance += p * (1.0 - p);
            }
        }
    }
    judge::expected("exits by satisfaction", exits, mean, variance);
}

#[test]
fn lost_autonomy_hurts_until_it_is_expected() {
    let (effect, adjustment, learning, lost) = (1.0, 0.4, 0.1, 0.8);
    let mut scenario = worlds::bare(30, 30, 20);
    scenario.mechanisms.satisfaction = true;
    worlds::silence_satisfaction(&mut scenario);
    scenario.satisfaction.autonomy = effect;
    scenario.satisfaction.adjustment = adjustment;
    scenario.satisfaction.expectation_adjustment = learning;
    scenario.structures["fusion-teams"].technical_control = lost;
    worlds::reorganise(&mut scenario, 5, "fusion-teams");
    let (mut satisfaction, mut surprise) = (0.0, 0.0);
    for (quarter, _, end) in Trace::of(&scenario, 0).steps() {
        if quarter.0 == 5 {
            surprise = lost;
        }
        satisfaction += adjustment * (-effect * surprise - satisfaction);
        surprise *= 1.0 - learning;
        for seat in end.people() {
            let expectation = match seat.role {
                Role::Researcher => satisfaction,
                Role::Engineer => 0.0,
            };
            assert!(
                (seat.satisfaction - expectation).abs() < 1e-12,
                "{quarter:?}"
            );
        }
    }
}

#[test]
fn without_hiring_every_exit_leaves_a_vacancy() {
    let mut scenario = worlds::turnover(200, 100, 20, 0.1);
    scenario.mechanisms.hiring = false;
    let trace = Trace::of(&scenario, 0);
    let left = trace.exits().len();
    assert!(left > 200);
    assert_eq!(trace.moments[20].people().count(), 300 - left);
}

#[test]
fn reputation_follows_papers_and_moves_hiring() {
    let (adjustment, elasticity, quality, median) = (0.1, 0.5, 2.0, 2.2);
    let mut scenario = worlds::turnover(5000, 500, 25, 0.1);
    scenario.mechanisms.reputation = true;
    scenario.papers.acceptance = 0.0;
    scenario.reputation.adjustment = adjustment;
    scenario.hiring.fill_reputation = elasticity;
    scenario.hiring.quality_reputation = quality;
    scenario.hiring.fill_median = median;
    scenario.hiring.fill_sigma = 0.0;
    let sigma = scenario.people.research_skill_sigma;
    let trace = Trace::of(&scenario, 0);
    let mut reputation = 1.0;
    for end in &trace.moments {
        assert!((end.reputation - reputation).abs() < 1e-12);
        reputation *= 1.0 - adjustment;
    }
    // The reputation that people meet is that of the quarter before.
    let met = |quarter: i32| trace.moments[quarter as usize].reputation;
    let mut luck = Moments::default();
    for &(when, event) in &trace.events {
        let Event::Hired { seat, vacant_since } = event else {
            continue;
        };
        let hired = trace.moments[when.0 as usize + 1].seats[seat];
        let pull = match hired.role {
            Role::Researcher => elasticity * libm::log(met(vacant_since.0)),
            Role::Engineer => 0.0,
        };
        let time = (median * libm::exp(-pull) + 0.5).floor();
        assert_eq!(f64::from(when.0 - vacant_since.0), time);
        if hired.role == Role::Researcher {
            let score = libm::log(hired.research_skill) / sigma + 0.5 * sigma;
            luck.push(score - quality * (met(when.0) - 1.0));
        }
    }
    judge::mean("skill of hires beside reputation", &luck, 0.0);
}
