//! What people get done.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, Role};
use orgsim::scenario::Scenario;
use orgsim::simulation::Simulation;

/// Features of a quarter.
fn features(trace: &Trace, quarter: i32) -> u64 {
    trace.count(|when, event| match *event {
        Event::FeaturesShipped { features, .. } if when.0 == quarter => features,
        _ => 0,
    })
}

/// Engineers of skill one, who ship twenty tiny features a quarter each: many,
/// so that their number tells much.
fn engineers(quarters: u32) -> Scenario {
    let mut scenario = worlds::bare(0, 4500, quarters);
    scenario.people.product_skill_sigma = 0.0;
    scenario.work.feature_effort = 0.05;
    scenario
}

#[test]
fn newcomers_ramp_up() {
    let mut scenario = engineers(6);
    scenario.mechanisms.ramp_up = true;
    // Nobody is experienced who could be a mentor of somebody new.
    scenario.mechanisms.mentoring = true;
    // Seats multiply so fast that all but one in a million are new.
    scenario.mechanisms.growth = true;
    scenario.units[0].past_growth = 1e6;
    scenario.work.ramp_start = 0.25;
    scenario.work.ramp_quarters = 3;
    let trace = Trace::of(&scenario, 0);
    for (quarter, share) in [0.25, 0.5, 0.75, 1.0, 1.0, 1.0].into_iter().enumerate() {
        let what = format!("features in quarter {quarter}");
        judge::poisson(&what, features(&trace, quarter as i32), 90_000.0 * share);
        let lost = trace.moments[quarter + 1].time_lost;
        assert_eq!(lost[Role::Researcher as usize], 0.0);
        let lost = lost[Role::Engineer as usize];
        assert!(
            (lost - 4500.0 * (1.0 - share)).abs() < 1e-6,
            "{lost} in {quarter}"
        );
    }
    // An engineer costs 100 thousand a quarter.
    scenario.money.engineer_cost = 400.0;
    let simulation = Simulation::new(&scenario);
    let series = simulation.layout().series();
    let place = series
        .iter()
        .position(|series| series.measure.key() == "ramp_up_cost");
    let record = simulation.simulate(0, &mut simulation.recorder());
    let costs = &record.series[6 * place.unwrap()..];
    let expected = [0.75, 0.5, 0.25, 0.0, 0.0, 0.0].map(|lost| 450_000.0 * lost);
    for (cost, expected) in costs.iter().zip(expected) {
        assert!((cost - expected).abs() < 1e-4, "{cost}, not {expected}");
    }
}

#[test]
fn newcomers_cost_their_mentors_time() {
    let load = 0.6;
    let mut scenario = engineers(4);
    scenario.mechanisms.mentoring = true;
    scenario.mechanisms.growth = true;
    scenario.units[0].past_growth = 0.284;
    scenario.work.mentor_load = load;
    let trace = Trace::of(&scenario, 0);
    for (quarter, start, end) in trace.steps() {
        let mut teams = vec![(0.0, 0.0); 500];
        for seat in &start.seats {
            let team = &mut teams[seat.team];
            if seat.tenure < scenario.work.ramp_quarters {
                team.0 += 1.0;
            } else {
                team.1 += 1.0;
            }
        }
        let work = teams.iter().map(|&(new, old): &(f64, f64)| {
            let lost = (load * new).min(old);
            new + old - lost
        });
        let work = work.sum::<f64>();
        let lost = end.time_lost[Role::Engineer as usize];
        assert!(
            (lost - (4500.0 - work)).abs() < 1e-6,
            "{lost} lost, {work} left"
        );
        let mean = work / 0.05;
        let what = format!("features in {quarter:?}");
        judge::poisson(&what, features(&trace, quarter.0), mean);
        if quarter.0 == 0 {
            assert!(
                mean < 80_000.0,
                "mentoring costs too little to be seen: {mean}"
            );
        }
    }
}

#[test]
fn a_reorganisation_disrupts_work_for_a_time() {
    let mut scenario = engineers(6);
    scenario.mechanisms.reorganisation_dip = true;
    scenario.work.reorganisation_dip = 0.4;
    scenario.work.dip_persistence = 0.5;
    worlds::reorganise(&mut scenario, 2, "loose-coupling");
    let trace = Trace::of(&scenario, 0);
    for (quarter, share) in [1.0, 1.0, 0.6, 0.8, 0.9, 0.95].into_iter().enumerate() {
        let what = format!("features in quarter {quarter}");
        judge::poisson(&what, features(&trace, quarter as i32), 90_000.0 * share);
    }
}

#[test]
fn a_reorganisation_breaks_ties() {
    let mut scenario = worlds::bare(600, 600, 2);
    scenario.mechanisms.tie_breakage = true;
    scenario.work.tie_breakage = 0.3;
    scenario.teams.ties_per_person = 3;
    scenario.teams.tie_renewal = 0.0;
    scenario.teams.tie_repair = 0.0;
    worlds::reorganise(&mut scenario, 1, "loose-coupling");
    let trace = Trace::of(&scenario, 0);
    let live = |moment: usize| {
        let ties = trace.moments[moment].seats.iter().map(|seat| seat.ties.0);
        u64::from(ties.sum::<u32>())
    };
    assert_eq!(live(0), live(1));
    judge::binomial("ties that survive", live(2), live(1), 0.7);
}

#[test]
fn effort_stays_in_the_own_role_unless_it_adapts() {
    let effort = |adaptive: bool| {
        let mut scenario = worlds::bare(60, 60, 8);
        scenario.mechanisms.adaptive_effort = adaptive;
        worlds::reorganise(&mut scenario, 0, "fusion-teams");
        let end = Trace::of(&scenario, 0).moments[8].clone();
        let of = |role| {
            let people = end.seats.iter().filter(|seat| seat.role == role);
            people.map(|seat| seat.research_effort).sum::<f64>() / 60.0
        };
        (of(Role::Researcher), of(Role::Engineer))
    };
    assert_eq!(effort(false), (1.0, 0.0));
    let (researchers, engineers) = effort(true);
    assert!(researchers < 0.8 && engineers == 0.0, "{researchers}");
}

#[test]
fn specialists_among_others_fall_behind_a_fast_field() {
    let (loss, rate) = (0.2, 2.0);
    let mut scenario = worlds::bare(3000, 3000, 4);
    scenario.mechanisms.currency = true;
    scenario.work.currency_loss = loss;
    // Twice the normal speed.
    scenario.transfer.obsolescence_rate = 0.1;
    scenario.people.research_skill_sigma = 0.0;
    scenario.papers.submission_rate = rate;
    scenario.papers.progress_elasticity = 0.0;
    scenario.teams.ties_per_person = 3;
    let structure = &mut scenario.structures["loose-coupling"];
    structure.cross_ties = 0.5;
    structure.publication_share = 1.0;
    let trace = Trace::of(&scenario, 0);
    let (mut submitted, mut mean) = (0, 0.0);
    for (quarter, start, _) in trace.steps() {
        submitted += trace.count(|when, event| match *event {
            Event::PapersSubmitted { papers, .. } if when == quarter => papers,
            _ => 0,
        });
        for seat in start.people().filter(|seat| seat.role == Role::Researcher) {
            let (live, crossing) = seat.ties;
            let others = f64::from(crossing) / f64::from(live.max(1));
            mean += rate * (1.0 - 2.0 * loss * others);
        }
    }
    assert!(mean < 0.9 * 4.0 * 3000.0 * rate);
    judge::poisson("papers of specialists", submitted, mean);
}
