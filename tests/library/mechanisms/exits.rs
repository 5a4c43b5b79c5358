//! Who leaves, and when.

use super::Switch;
use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, ExitReason, Role};
use orgsim::scenario::{self, Action, Departure, LabourMarket, Layoff, Reach, Who};
use orgsim::stats::Moments;
use statrs::distribution::{ContinuousCDF, Normal};

/// Probability of leaving within a quarter at a hazard.
fn probability(hazard: f64) -> f64 {
    -libm::expm1(-hazard)
}

/// Probability of leaving within a quarter, averaged over founders whose log
/// hazard has a normal part: weighted by how many of those who came in 161 quarters
/// have stayed.
fn mixed_probability(hazard: f64, sigma: f64) -> f64 {
    let n = 20_000;
    let normal = Normal::standard();
    let (mut leave, mut all) = (0.0, 0.0);
    for i in 0..n {
        let z = normal.inverse_cdf((f64::from(i) + 0.5) / f64::from(n));
        let h = hazard * libm::exp(sigma * z);
        let stayed: f64 = (0..160).map(|t| libm::exp(-h * f64::from(t))).sum();
        leave += stayed * probability(h);
        all += stayed;
    }
    leave / all
}

fn at_risk(trace: &Trace) -> u64 {
    let starts = trace.steps().map(|(_, start, _)| start.people().count());
    starts.sum::<usize>() as u64
}

#[test]
fn shocks_raise_the_hazard_of_those_they_reach() {
    let (hazard, reach, effect) = (0.02, 0.15, 2.1);
    let mut scenario = worlds::turnover(3000, 0, 20, hazard);
    scenario.mechanisms.shocks = true;
    scenario.labour_market.shock_probability = reach;
    scenario.labour_market.shock_effect = effect;
    let trace = Trace::of(&scenario, 0);
    let exits = |wanted: ExitReason| {
        trace.count(|_, event| match *event {
            Event::Left { reason, .. } => u32::from(reason == wanted),
            _ => 0,
        })
    };
    let n = at_risk(&trace);
    let with = reach * probability(hazard * libm::exp(effect));
    judge::binomial("exits after shocks", exits(ExitReason::Shock), n, with);
    let without = (1.0 - reach) * probability(hazard);
    judge::binomial("exits without", exits(ExitReason::NoShock), n, without);
}

#[test]
fn each_exit_of_two_quarters_raises_the_hazard_of_the_team() {
    let (hazard, contagion) = (0.03, 1.5);
    let mut scenario = worlds::turnover(3000, 0, 24, hazard);
    scenario.mechanisms.contagion = true;
    scenario.labour_market.contagion = contagion;
    let trace = Trace::of(&scenario, 0);
    let exits = trace.exits();
    let teams = 1 + trace.moments[0]
        .seats
        .iter()
        .map(|seat| seat.team)
        .max()
        .unwrap();
    // Person-quarters and exits by the number of recent exits in the team.
    let mut table = [(0, 0); 4];
    for (quarter, start, end) in trace.steps() {
        let mut recent = vec![0; teams];
        for (_, seat, _) in exits
            .iter()
            .filter(|exit| (quarter.0 - 2..quarter.0).contains(&exit.0.0))
        {
            recent[start.seats[*seat].team] += 1;
        }
        for (start, end) in start.seats.iter().zip(&end.seats) {
            if start.occupied && recent[start.team] < table.len() {
                let row = &mut table[recent[start.team]];
                row.0 += 1;
                row.1 += u64::from(!end.occupied);
            }
        }
    }
    for (recent, (n, exits)) in table.into_iter().enumerate() {
        let raised = hazard * (1.0 + contagion * recent as f64);
        let what = format!("exits after {recent} in the team");
        judge::binomial(&what, exits, n, probability(raised));
    }
}

#[test]
fn each_exit_is_felt_in_two_decisions_and_dismissals_in_their_own_measure() {
    let (hazard, by_exit, by_dismissal) = (0.03, 1.0, 4.0);
    let mut scenario = worlds::turnover(9000, 0, 6, hazard);
    scenario.mechanisms.contagion = true;
    scenario.labour_market.contagion = by_exit;
    scenario.labour_market.contagion_of_layoffs = by_dismissal;
    let layoff = Action::Layoff(Layoff {
        share: 0.03,
        role: Reach::All,
        units: Vec::new(),
    });
    let departure = Action::Departure(Departure {
        who: Who::MostSkilled,
        role: Role::Researcher,
        people: 300,
        units: Vec::new(),
    });
    for (name, quarter, action) in [("layoff", 1, layoff), ("departure", 2, departure)] {
        scenario
            .events
            .insert(name.into(), scenario::Event::at(quarter, action));
    }
    let trace = Trace::of(&scenario, 0);
    let exits = trace.select(|when, what| match *what {
        Event::Left {
            seat, team, reason, ..
        } => Some((when, seat, team, reason)),
        _ => None,
    });
    for (quarter, start, end) in trace.steps() {
        // Events come before the decisions of their quarter, quits with them.
        let mut raised = vec![1.0; 9000];
        let mut gone = vec![false; 9000];
        for &(when, seat, team, reason) in &exits {
            let quits = matches!(reason, ExitReason::Shock | ExitReason::NoShock);
            let first = when.0 + i32::from(quits);
            if (first..first + 2).contains(&quarter.0) {
                raised[team] += match reason {
                    ExitReason::Layoff => by_dismissal,
                    _ => by_exit,
                };
            }
            gone[seat] |= when == quarter && !quits;
        }
        let (mut left, mut mean, mut variance) = (0.0, 0.0, 0.0);
        for (seat, (start, end)) in start.seats.iter().zip(&end.seats).enumerate() {
            if start.occupied && !gone[seat] {
                let p = probability(hazard * raised[start.team]);
                left += f64::from(u8::from(!end.occupied));
                mean += p;
                variance += p * (1.0 - p);
            }
        }
        judge::expected(&format!("exits in {quarter:?}"), left, mean, variance);
    }
}

#[test]
fn personal_differences_mix_the_hazards() {
    let (hazard, sigma, people) = (0.05, 1.0, 20_000);
    type Spread = fn(&mut LabourMarket) -> &mut f64;
    let cases: [(&str, Switch, Spread); 3] = [
        ("frailty", |m| &mut m.frailty, |l| &mut l.frailty_sigma),
        (
            "embeddedness",
            |m| &mut m.embeddedness,
            |l| &mut l.embeddedness,
        ),
        (
            "alternatives",
            |m| &mut m.alternatives,
            |l| &mut l.alternatives,
        ),
    ];
    for (name, switch, spread) in cases {
        let mut scenario = worlds::turnover(people, 0, 1, hazard);
        *switch(&mut scenario.mechanisms) = true;
        *spread(&mut scenario.labour_market) = sigma;
        let trace = Trace::of(&scenario, 0);
        let exits = trace.exits().len() as u64;
        let expectation = mixed_probability(hazard, sigma);
        judge::binomial(name, exits, u64::from(people), expectation);

        // Alternatives follow skill; the others have nothing to do with it.
        let log_skill = |seat: usize| libm::log(trace.moments[0].seats[seat].research_skill);
        let everybody: Moments = (0..people as usize).map(log_skill).collect();
        let mean = everybody.mean().unwrap();
        let leavers = trace.exits();
        let skill: Moments = leavers
            .iter()
            .map(|&(_, seat, _)| log_skill(seat) - mean)
            .collect();
        if name == "alternatives" {
            let above = skill.mean().unwrap() / skill.std_error().unwrap();
            assert!(above > 5.0, "the skilled do not leave more");
        } else {
            judge::mean("skill of leavers", &skill, 0.0);
        }
    }
}

#[test]
fn broken_ties_loosen_embeddedness() {
    let (hazard, people) = (0.05, 9000);
    let mut scenario = worlds::turnover(people, 0, 1, hazard);
    scenario.mechanisms.embeddedness = true;
    scenario.mechanisms.tie_breakage = true;
    scenario.work.tie_breakage = 1.0;
    scenario.teams.ties_per_person = 2;
    scenario.labour_market.embeddedness = 0.6;
    scenario.labour_market.tie_embeddedness = 0.9;
    worlds::reorganise(&mut scenario, 0, "loose-coupling");
    let exits = Trace::of(&scenario, 0).exits().len() as u64;
    let raised = hazard * libm::exp(0.6 * 0.9);
    let expectation = mixed_probability(raised, 0.6);
    judge::binomial("exits", exits, u64::from(people), expectation);
}

#[test]
fn the_hazard_follows_tenure() {
    let (hazard, ratio, peak) = (0.04, 2.5, 1.0);
    let mut scenario = worlds::turnover(6000, 0, 30, hazard);
    scenario.mechanisms.tenure_hazard = true;
    scenario.labour_market.early_peak_ratio = ratio;
    scenario.labour_market.peak_tenure = peak;
    let table = Trace::of(&scenario, 0).risk_by_tenure();
    for (tenure, &(n, exits)) in table.iter().enumerate().take(25) {
        let x = (tenure as f64 + 0.5) / peak;
        let expectation = hazard * (1.0 + (ratio - 1.0) * x * libm::exp(1.0 - x));
        let what = format!("exits at tenure {tenure}");
        judge::binomial(&what, exits, n, probability(expectation));
    }
}
