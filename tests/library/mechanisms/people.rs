//! What keeps people, and who comes.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, Role};
use orgsim::scenario::{self, Scenario};
use orgsim::stats::Moments;

#[test]
fn satisfaction_spreads_and_keeps_people() {
    let (hazard, effect, noise, adjustment) = (0.05, 0.8, 0.7, 0.4);
    let (pay, disposition) = (0.5, 0.6);
    let mut scenario = worlds::bare(3000, 0, 40);
    scenario.mechanisms.satisfaction = true;
    worlds::silence_satisfaction(&mut scenario);
    scenario.satisfaction.noise = noise;
    scenario.satisfaction.adjustment = adjustment;
    scenario.satisfaction.pay = pay;
    scenario.mechanisms.disposition = true;
    scenario.satisfaction.disposition = disposition;
    // A first-order autoregression around relative pay and disposition, which are normal.
    let trace = Trace::of(&scenario, 0);
    let kept = 1.0 - adjustment;
    let variance = noise * noise / (1.0 - kept * kept) + pay * pay + disposition * disposition;
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

/// A world of researchers who all have the preference one half for research, on which they
/// spend all their time, and feel nothing but what the job lastingly offers.
fn lasting(researchers: u32, quarters: u32) -> Scenario {
    let mut scenario = worlds::bare(researchers, 0, quarters);
    scenario.mechanisms.satisfaction = true;
    worlds::silence_satisfaction(&mut scenario);
    scenario.people.taste_none_share = 0.0;
    scenario.people.taste_median = 1.0;
    scenario.people.taste_sigma = 0.0;
    scenario
}

/// Checks what everybody's satisfaction is, quarter by quarter, which moves from a start
/// towards a target from quarter 5 on.
fn satisfaction_moves(scenario: &Scenario, start: f64, target: f64) {
    let mut satisfaction = start;
    for (quarter, _, end) in Trace::of(scenario, 0).steps() {
        if quarter.0 >= 5 {
            satisfaction += scenario.satisfaction.adjustment * (target - satisfaction);
        }
        for seat in end.people() {
            let off = seat.satisfaction - satisfaction;
            assert!(off.abs() < 1e-12, "{quarter:?}: {satisfaction} and {off}");
        }
    }
}

#[test]
fn what_may_not_be_published_is_missed() {
    let mut scenario = lasting(30, 20);
    scenario.mechanisms.goal_fit = true;
    scenario.satisfaction.goal_fit = 0.8;
    scenario.structures["loose-coupling"].publication_share = 0.75;
    scenario.structures["fusion-teams"].publication_share = 0.25;
    worlds::reorganise(&mut scenario, 5, "fusion-teams");
    satisfaction_moves(&scenario, -0.8 * 0.5 * 0.25, -0.8 * 0.5 * 0.75);
}

#[test]
fn nobody_adapts_to_a_level_of_autonomy() {
    let mut scenario = lasting(30, 20);
    scenario.mechanisms.autonomy_level = true;
    scenario.satisfaction.autonomy = 0.5;
    scenario.satisfaction.autonomy_level = 1.0;
    scenario.satisfaction.market_autonomy = 0.9;
    scenario.structures["fusion-teams"].technical_control = 0.8;
    worlds::reorganise(&mut scenario, 5, "fusion-teams");
    // Their need is the mean one, as they are all alike.
    satisfaction_moves(&scenario, 0.5 * 0.1, -0.5 * 0.7);
}

#[test]
fn a_good_name_pleases_researchers() {
    let mut scenario = lasting(30, 20);
    scenario.mechanisms.prestige = true;
    scenario.mechanisms.reputation = true;
    scenario.satisfaction.prestige = 0.3;
    // Any paper is more than was ever wanted, so that reputation stays at its ceiling.
    scenario.reputation.reference_papers = 1e-9;
    scenario.reputation.ceiling = 2.0;
    scenario.reputation.adjustment = 1e-12;
    let trace = Trace::of(&scenario, 0);
    assert!((trace.moments[0].reputation - 2.0).abs() < 1e-9);
    for moment in &trace.moments[1..] {
        for seat in moment.people() {
            assert!((seat.satisfaction - 0.3).abs() < 0.05, "{seat:?}");
        }
    }
}

#[test]
fn vacancies_load_those_who_stay() {
    let mut scenario = lasting(40, 20);
    scenario.mechanisms.vacancy_load = true;
    scenario.satisfaction.vacancies = 1.5;
    let some = scenario::Departure {
        who: scenario::Who::MostSkilled,
        role: Role::Researcher,
        people: 10,
        units: Vec::new(),
    };
    let departure = scenario::Action::Departure(some);
    scenario
        .events
        .insert("some".into(), scenario::Event::at(5, departure));
    satisfaction_moves(&scenario, 0.0, -1.5 * 0.25);
    // Seats that are no longer funded are nobody's work.
    let layoff = scenario::Action::Layoff(scenario::Layoff {
        share: 0.25,
        role: scenario::Reach::Researcher,
        units: Vec::new(),
    });
    scenario.events["some"] = scenario::Event::at(5, layoff);
    satisfaction_moves(&scenario, 0.0, 0.0);
}

#[test]
fn those_who_come_suit_the_structure() {
    let (none, effect, sorting, hazard) = (0.4, 1.2, 2.0, 0.2);
    let mut scenario = lasting(3000, 12);
    scenario.people.taste_none_share = none;
    scenario.mechanisms.goal_fit = true;
    scenario.mechanisms.sorting = true;
    scenario.mechanisms.exits = true;
    scenario.mechanisms.hiring = true;
    scenario.satisfaction.goal_fit = effect;
    scenario.hiring.sorting = sorting;
    scenario.labour_market.base_hazard = hazard;
    scenario.labour_market.satisfaction = 0.0;
    scenario.structures["loose-coupling"].publication_share = 0.0;
    // Those without a taste for research always accept, the others now and then.
    let accepts = libm::exp(-sorting * effect * 0.5);
    let share = none / (none + (1.0 - none) * accepts);
    let trace = Trace::of(&scenario, 0);
    for (when, moment) in [("at the start", 0), ("later", 12)] {
        // Somebody new has felt nothing yet.
        let people = trace.moments[moment].people();
        let people: Vec<_> = people.filter(|seat| seat.tenure > 0).collect();
        let content = people.iter().filter(|seat| seat.satisfaction == 0.0);
        judge::binomial(when, content.count() as u64, people.len() as u64, share);
    }
}

#[test]
fn without_hiring_every_exit_leaves_a_vacancy() {
    let mut scenario = worlds::turnover(200, 100, 20, 0.1);
    scenario.mechanisms.hiring = false;
    let trace = Trace::of(&scenario, 0);
    let left = trace.exits().len();
    assert!(left > 150);
    let before = trace.moments[0].people().count();
    assert_eq!(trace.moments[20].people().count(), before - left);
}

#[test]
fn reputation_follows_papers_and_moves_hiring() {
    let (adjustment, elasticity, quality, median) = (0.1, 0.5, 2.0, 2.2);
    let mut scenario = worlds::turnover(5000, 500, 25, 0.1);
    scenario.mechanisms.reputation = true;
    scenario.reputation.adjustment = adjustment;
    scenario.hiring.fill_reputation = elasticity;
    scenario.hiring.quality_reputation = quality;
    scenario.hiring.fill_median = median;
    scenario.hiring.fill_sigma = 0.0;
    // From quarter 3 on, nothing is published.
    scenario.structures["fusion-teams"].publication_share = 0.0;
    worlds::reorganise(&mut scenario, 3, "fusion-teams");
    let sigma = scenario.people.research_skill_sigma;
    let trace = Trace::of(&scenario, 0);
    let mut reputation = trace.moments[0].reputation;
    for (quarter, _, end) in trace.steps() {
        let accepted = trace.count(|when, event| {
            u32::from(when == quarter && matches!(event, Event::PaperAccepted { .. }))
        });
        let papers = accepted as f64 / 5000.0 / scenario.reputation.reference_papers;
        reputation += adjustment * (papers.min(scenario.reputation.ceiling) - reputation);
        assert!((end.reputation - reputation).abs() < 1e-12);
    }
    assert!(reputation < 0.3 * trace.moments[0].reputation);
    // The reputation that people meet is that of the quarter before.
    let met = |quarter: i32| trace.moments[quarter as usize].reputation;
    let mut luck = Moments::default();
    for &(when, event) in &trace.events {
        let Event::Hired { seat, vacant_since } = event else {
            continue;
        };
        // Not those who left before the start.
        if vacant_since.0 < 0 {
            continue;
        }
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
