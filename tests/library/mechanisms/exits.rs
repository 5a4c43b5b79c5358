//! Who leaves, and when.

use super::Switch;
use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, ExitReason};
use orgsim::scenario::LabourMarket;
use orgsim::stats::Moments;
use statrs::distribution::{ContinuousCDF, Normal};

/// Probability of leaving within a quarter at a hazard.
fn probability(hazard: f64) -> f64 {
    -libm::expm1(-hazard)
}

/// Probability of leaving within a quarter, averaged over founders whose log
/// hazard has a normal part: its mean is shifted by minus its variance, since
/// those with a low hazard are there the longer.
fn mixed_probability(hazard: f64, sigma: f64) -> f64 {
    let n = 20_000;
    let normal = Normal::standard();
    let at = |i: i32| {
        let z = normal.inverse_cdf((f64::from(i) + 0.5) / f64::from(n));
        probability(hazard * libm::exp(sigma * (z - sigma)))
    };
    (0..n).map(at).sum::<f64>() / f64::from(n)
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

#[test]
fn vesting_holds_exits_back_and_releases_them() {
    let (hazard, hold) = (0.05, 0.7);
    let mut scenario = worlds::turnover(4000, 0, 30, hazard);
    scenario.mechanisms.vesting = true;
    scenario.labour_market.vesting_hold = hold;
    scenario.labour_market.vesting_tenure = 4;
    let table = Trace::of(&scenario, 0).risk_by_tenure();
    for (tenure, &(n, exits)) in table.iter().enumerate().take(20) {
        let expectation = match tenure {
            3 => hazard * libm::exp(-hold),
            4 => hazard * libm::exp(hold),
            _ => hazard,
        };
        let what = format!("exits at tenure {tenure}");
        judge::binomial(&what, exits, n, probability(expectation));
    }
}
