//! How many people there are, and since when.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::Role;
use orgsim::scenario::Scenario;
use orgsim::stats::Moments;

/// A world of engineers in which the only things that happen are growth, exits at a constant
/// hazard and hires.
fn growing(engineers: u32, past: f64, future: f64, hazard: f64) -> Scenario {
    let mut scenario = worlds::turnover(0, engineers, 8, hazard);
    scenario.mechanisms.growth = true;
    scenario.units[0].past_growth = past;
    scenario.units[0].growth = future;
    scenario
}

fn tenures(trace: &Trace, moment: usize) -> Moments {
    let people = trace.moments[moment].people();
    people.map(|seat| f64::from(seat.tenure)).collect()
}

#[test]
fn people_have_been_there_as_long_as_growth_and_hazard_imply() {
    for (past, hazard) in [(0.05, 0.03), (0.0, 0.08), (0.1, 0.001)] {
        let scenario = growing(4000, past, 0.0, hazard);
        let trace = Trace::of(&scenario, 0);
        // Each quarter further back, as many fewer came, and fewer of them have stayed.
        let kept = libm::exp(-hazard) / (1.0 + past);
        let mean = kept / (1.0 - kept);
        judge::mean("tenure at the start", &tenures(&trace, 0), mean);
    }
}

#[test]
fn tenure_stays_as_it_is_while_an_organisation_grows() {
    let (past, hazard) = (0.05, 0.03);
    let mut scenario = growing(6000, past, 0.0, hazard);
    scenario.simulation.burn_in_quarters = 30;
    // Vacancies are filled in the quarter in which they come up, or the next.
    scenario.hiring.fill_median = 0.1;
    let trace = Trace::of(&scenario, 0);
    let kept = libm::exp(-hazard) / (1.0 + past);
    judge::mean("tenure in quarter 0", &tenures(&trace, 30), {
        let mean = kept / (1.0 - kept);
        // The quarter in which a seat is vacant is missing from its occupants' tenure.
        mean - (1.0 - libm::exp(-hazard)) * mean
    });
}

#[test]
fn those_who_are_known_are_there_and_seats_beyond_them_are_vacant() {
    let mut scenario = growing(7, 0.05, 0.0, 0.02);
    let known = vec![12, 0, 40, 3, 100];
    scenario.units[0].engineer_tenures.clone_from(&known);
    let trace = Trace::of(&scenario, 0);
    let there = trace.moments[0].people();
    assert_eq!(there.map(|seat| seat.tenure).collect::<Vec<_>>(), known);
    // The two others come in time.
    assert!(trace.moments[8].people().count() >= 6);
}

#[test]
fn whoever_has_stayed_for_long_is_known_to_stay() {
    // Traits are those of people who have not left in all that time.
    let mut scenario = growing(3000, 0.0, 0.0, 0.03);
    scenario.mechanisms.frailty = true;
    scenario.labour_market.frailty_sigma = 1.0;
    let first_exits = |tenure: u32| {
        let mut scenario = scenario.clone();
        scenario.units[0].engineer_tenures = vec![tenure; 3000];
        let trace = Trace::of(&scenario, 0);
        trace.exits().iter().filter(|exit| exit.0.0 == 0).count()
    };
    let (new, old) = (first_exits(0), first_exits(60));
    // The mean of 1 - exp(-h) over log-normal hazards with median .03 and spread 1, and the
    // same weighted by exp(-60 h): sums over 16,001 points.
    judge::poisson("exits of newcomers", new as u64, 3000.0 * 0.046_471);
    judge::poisson("exits after fifteen years", old as u64, 3000.0 * 0.015_197);
}

#[test]
fn exits_are_as_frequent_as_ratios_say() {
    let mut scenario = worlds::turnover(20_000, 20_000, 1, 0.01);
    scenario.roles.engineer.exit_ratio = 3.0;
    scenario.units[0].exit_ratio = 2.0;
    scenario.units[0].researcher_tenures = vec![4; 20_000];
    scenario.units[0].engineer_tenures = vec![4; 20_000];
    let trace = Trace::of(&scenario, 0);
    for (role, hazard) in [(Role::Researcher, 0.02), (Role::Engineer, 0.06)] {
        let seats = &trace.moments[0].seats;
        let exits = trace.exits();
        let left = exits.iter().filter(|exit| seats[exit.1].role == role);
        let expected = 20_000.0 * -libm::expm1(-hazard);
        judge::poisson("exits in a quarter", left.count() as u64, expected);
    }
}

/// People may have been there for longer than anybody whom the model draws.
#[test]
fn the_longest_tenures_that_can_be_stated_are_those_of_the_start() {
    let mut scenario = worlds::turnover(4, 1, 1, 0.01);
    let stated = vec![400, 161, 160, 0];
    scenario.units[0].researcher_tenures = stated.clone();
    let trace = Trace::of(&scenario, 0);
    let researchers = trace.moments[0].seats.iter();
    let researchers = researchers.filter(|seat| seat.role == Role::Researcher);
    let tenures: Vec<u32> = researchers.map(|seat| seat.tenure).collect();
    assert_eq!(tenures, stated);
}

#[test]
fn seats_open_as_planned() {
    let mut scenario = growing(100, 0.1, 0.05, 1e-9);
    scenario.simulation.burn_in_quarters = 4;
    let trace = Trace::of(&scenario, 0);
    for (quarter, _, end) in trace.steps() {
        let growth: f64 = if quarter.0 < 0 { 1.1 } else { 1.05 };
        let planned = (100.0 * libm::pow(growth, f64::from(quarter.0))).round();
        assert_eq!(end.people().count() as f64, planned, "{quarter:?}");
    }
}

#[test]
fn a_shrinking_unit_loses_people_by_attrition_alone() {
    let trace = Trace::of(&growing(1000, 0.0, -0.05, 0.06), 0);
    for (quarter, start, end) in trace.steps() {
        let left = trace
            .exits()
            .iter()
            .filter(|exit| exit.0 == quarter)
            .count();
        let (before, after) = (start.people().count(), end.people().count());
        let planned = (1000.0 * libm::pow(0.95, f64::from(quarter.0))).round() as usize;
        assert!(after >= before - left && after <= (before - left).max(planned));
    }
    let last = trace.moments[8].people().count();
    assert!(last < 800, "{last} are left");
}
