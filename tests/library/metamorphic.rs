//! How a run must answer to a change of its scenario, where its numbers
//! themselves are unknown.

use crate::trace::{Seat, Trace};
use crate::{judge, worlds};
use indexmap::IndexMap;
use orgsim::model::{Event, Role};
use orgsim::scenario::{self, Action, Reorganise, RestoreAutonomy, Scenario};
use orgsim::stats::Moments;
use orgsim::units::Quarter;

/// A busy world with two units, of which one returns to what it was.
fn two_units() -> Scenario {
    let mut scenario = worlds::busy();
    let mut second = scenario.units[0].clone();
    second.structure = "fusion-teams".into();
    second.researcher_incentive = "product".into();
    scenario.units.insert("second".into(), second);
    scenario.roles.engineer.senior_incentive = "publication".into();
    let action = Action::RestoreAutonomy(RestoreAutonomy {
        structure: String::new(),
        units: vec!["core".into()],
        over_quarters: 1,
        announced_quarters: 0,
    });
    let back = scenario::Event::at(11, action);
    scenario.events.insert("back".into(), back);
    scenario
}

/// Gives everything that goes by a name another one.
fn rename(scenario: &mut Scenario, new: impl Fn(&str) -> String) {
    fn keys<T>(table: &mut IndexMap<String, T>, new: &impl Fn(&str) -> String) {
        let old = std::mem::take(table);
        *table = old
            .into_iter()
            .map(|(name, value)| (new(&name), value))
            .collect();
    }
    let change = |name: &mut String| {
        if !name.is_empty() {
            *name = new(name);
        }
    };
    keys(&mut scenario.units, &new);
    keys(&mut scenario.structures, &new);
    keys(&mut scenario.incentives, &new);
    keys(&mut scenario.events, &new);
    for unit in scenario.units.values_mut() {
        change(&mut unit.structure);
        change(&mut unit.researcher_incentive);
        change(&mut unit.engineer_incentive);
    }
    for role in [&mut scenario.roles.researcher, &mut scenario.roles.engineer] {
        change(&mut role.incentive);
        change(&mut role.junior_incentive);
        change(&mut role.senior_incentive);
    }
    for structure in scenario.structures.values_mut() {
        change(&mut structure.product_evaluation);
    }
    for event in scenario.events.values_mut() {
        let (Action::Reorganise(Reorganise {
            structure, units, ..
        })
        | Action::RestoreAutonomy(RestoreAutonomy {
            structure, units, ..
        })) = &mut event.action
        else {
            continue;
        };
        change(structure);
        units.iter_mut().for_each(change);
    }
}

#[test]
fn names_change_nothing() {
    let scenario = two_units();
    let trace = Trace::of(&scenario, 0);
    let mut other = scenario.clone();
    rename(&mut other, |name| format!("not {name}"));
    assert!(other.structures.contains_key("not fusion-teams"));
    assert!(Trace::of(&other, 0) == trace);

    // Under each other's names, the presets remain what they are.
    let mut swapped = scenario;
    rename(&mut swapped, |name| match name {
        "fusion-teams" => "loose-coupling".into(),
        "loose-coupling" => "fusion-teams".into(),
        other => other.into(),
    });
    assert_eq!(swapped.structures["fusion-teams"].technical_control, 0.0);
    assert!(Trace::of(&swapped, 0) == trace);
}

#[test]
fn the_order_of_tables_changes_nothing() {
    let scenario = two_units();
    let mut other = scenario.clone();
    other.structures.reverse();
    other.incentives.reverse();
    other.events.reverse();
    assert_ne!(
        other.structures.keys().next(),
        scenario.structures.keys().next()
    );
    let mut trace = Trace::of(&other, 0);
    let last = scenario.events.len() - 1;
    for (_, what) in &mut trace.events {
        if let Event::Began { event } = what {
            *event = last - *event;
        }
    }
    assert!(trace == Trace::of(&scenario, 0));
}

#[test]
fn titles_and_the_number_of_runs_change_nothing() {
    let scenario = worlds::busy();
    let mut other = scenario.clone();
    other.title = "Something else".into();
    other.description = "Entirely".into();
    other.simulation.runs += 1;
    other.simulation.max_runs += 1;
    other.simulation.batch_size += 1;
    other.simulation.confidence_level = 0.5;
    other.simulation.latency_horizon_quarters += 1;
    assert!(Trace::of(&other, 0) == Trace::of(&scenario, 0));
}

#[test]
fn another_run_or_seed_changes_everything() {
    let scenario = worlds::busy();
    let mut other = scenario.clone();
    other.simulation.seed += 1;
    let trace = Trace::of(&scenario, 0);
    assert!(Trace::of(&scenario, 1) != trace);
    assert!(Trace::of(&other, 0) != trace);
    assert!(Trace::of(&other, 0) != Trace::of(&scenario, 1));
}

const FLOWS: usize = 8;

/// What flows in a run, a quarter: exits, hires, papers submitted and
/// accepted, features, projects finished, breakthroughs, pivots.
fn flows(scenario: &Scenario, run: u64) -> [f64; FLOWS] {
    let mut flows = [0; FLOWS];
    for (when, event) in Trace::of(scenario, run).events {
        if when.0 < 0 {
            continue;
        }
        let (flow, size) = match event {
            Event::Left { .. } => (0, 1),
            Event::Hired { .. } => (1, 1),
            Event::PapersSubmitted { papers, .. } => (2, papers),
            Event::PaperAccepted { .. } => (3, 1),
            Event::FeaturesShipped { features, .. } => (4, features),
            Event::ProjectEnded { .. } => (5, 1),
            Event::BreakthroughMade { .. } => (6, 1),
            Event::Pivoted { .. } => (7, 1),
            _ => continue,
        };
        flows[flow] += size;
    }
    flows.map(|flow| f64::from(flow) / f64::from(scenario.simulation.quarters))
}

/// Twice the teams, each of the same size and with as many requests as before.
#[test]
fn twice_the_teams_give_twice_the_flows() {
    for structure in ["loose-coupling", "fusion-teams"] {
        let mut single = Scenario::default();
        single.simulation.burn_in_quarters = 16;
        single.simulation.quarters = 12;
        single.units[0].researchers = 90;
        single.units[0].engineers = 180;
        single.units[0].structure = structure.into();
        let mut double = single.clone();
        double.units[0].researchers *= 2;
        double.units[0].engineers *= 2;
        double.compute.gpus *= 2;
        let mut excess = [Moments::default(); FLOWS];
        let mut pivots = 0.0;
        for run in 0..200 {
            // Different runs: three organisations have nothing in common.
            let halves = [flows(&single, 3 * run), flows(&single, 3 * run + 1)];
            let double = flows(&double, 3 * run + 2);
            for flow in 0..FLOWS {
                excess[flow].push(double[flow] - halves[0][flow] - halves[1][flow]);
            }
            pivots += double[7];
        }
        // Without control from the product side, requests move nothing.
        let is_loose = single.structures[structure].technical_control == 0.0;
        assert_eq!(pivots == 0.0, is_loose, "{structure}: {pivots} pivots");
        for (flow, excess) in excess.iter().enumerate() {
            if flow < 7 || !is_loose {
                judge::mean(&format!("{structure}, flow {flow}"), excess, 0.0);
            }
        }
    }
}

#[test]
fn the_burn_in_does_not_shift_luck() {
    // Where nothing has a memory, an observed quarter is the same whatever
    // went before.
    let mut short = worlds::bare(60, 90, 10);
    short.papers.progress_elasticity = 0.0;
    short.papers.submission_rate = 1.0;
    short.transfer.engineers_per_transfer = 0.0;
    let mut long = short.clone();
    long.simulation.burn_in_quarters = 7;
    let memoryless = |scenario: &Scenario| {
        Trace::of(scenario, 0).select(|when, event| {
            let memoryless = matches!(
                event,
                Event::PapersSubmitted { .. } | Event::FeaturesShipped { .. }
            );
            (when.0 >= 0 && memoryless).then_some((when, *event))
        })
    };
    let observed = memoryless(&short);
    assert!(observed.len() > 300, "{}", observed.len());
    assert!(observed == memoryless(&long));
}

#[test]
fn who_is_there_from_the_start_leaves_when_they_would_have() {
    let short = worlds::turnover(300, 300, 30, 0.03);
    let mut long = short.clone();
    long.simulation.burn_in_quarters = 9;
    let first_exits = |scenario: &Scenario| {
        let mut exits = vec![None; 600];
        for (when, seat, _) in Trace::of(scenario, 0).exits() {
            exits[seat].get_or_insert(when);
        }
        exits
    };
    let (short, long) = (first_exits(&short), first_exits(&long));
    let mut compared = 0;
    for (short, long) in short.into_iter().zip(long) {
        // Those who left during the longer burn-in had successors.
        if long.is_none_or(|when| when.0 >= 0) {
            assert_eq!(short, long);
            compared += u32::from(short.is_some());
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn engineers_alone_concern_no_researcher() {
    let mut scenario = worlds::busy();
    scenario.events.clear();
    scenario.structures["loose-coupling"].cross_ties = 0.0;
    // GPUs are shared.
    scenario.mechanisms.compute = false;
    let mut other = scenario.clone();
    other.units[0].engineers += 40;
    other.work.feature_effort *= 3.0;
    other.people.product_skill_sigma *= 2.0;
    other.incentives["product"].engagement = 0.2;
    other.incentives["product"].revenue = 0.5;
    let of_researchers = |scenario: &Scenario| {
        let researchers = scenario.units[0].researchers as usize;
        let trace = Trace::of(scenario, 0);
        let events = trace.select(|when, event| {
            let concerns = match *event {
                Event::Left { seat, .. } | Event::Hired { seat, .. } => seat < researchers,
                Event::FeaturesShipped { .. }
                | Event::Adopted { .. }
                | Event::Shipped { .. }
                | Event::Abandoned { .. }
                | Event::StartupFounded { .. }
                | Event::CompetitorEmerged
                | Event::CompetitorsReleased { .. } => false,
                _ => true,
            };
            concerns.then_some((when, *event))
        });
        let ends = trace.moments.into_iter();
        let seats: Vec<Vec<Seat>> = ends.map(|end| end.seats[..researchers].to_vec()).collect();
        assert!(seats[0].iter().all(|seat| seat.role == Role::Researcher));
        (events, seats)
    };
    assert!(of_researchers(&other) == of_researchers(&scenario));
}

#[test]
fn a_higher_hazard_makes_nobody_stay_longer() {
    let mut low = worlds::turnover(400, 400, 30, 0.02);
    low.mechanisms.tenure_hazard = true;
    low.mechanisms.shocks = true;
    low.mechanisms.frailty = true;
    low.mechanisms.alternatives = true;
    // The same people start in both, as all have just come and no seat is vacant.
    low.mechanisms.growth = true;
    low.units[0].past_growth = 1e6;
    low.hiring.fill_median = 1e-9;
    let mut high = low.clone();
    high.labour_market.base_hazard = 0.03;
    let first_exits = |scenario: &Scenario| {
        let mut exits = vec![Quarter(i32::MAX); 800];
        for (when, seat, _) in Trace::of(scenario, 0).exits() {
            exits[seat] = exits[seat].min(when);
        }
        exits
    };
    let pairs = first_exits(&low).into_iter().zip(first_exits(&high));
    let mut sooner = 0;
    for (low, high) in pairs {
        assert!(high <= low, "somebody stays longer at the higher hazard");
        sooner += u32::from(high < low);
    }
    assert!(sooner > 50, "{sooner}");
}

/// What an event counts, summed up to each quarter.
fn running_total(scenario: &Scenario, run: u64, number: fn(&Event) -> u32) -> Vec<u32> {
    let trace = Trace::of(scenario, run);
    let mut totals = vec![0; trace.quarters.len()];
    for (when, event) in &trace.events {
        totals[(when.0 - trace.quarters[0].0) as usize] += number(event);
    }
    let mut total = 0;
    totals.iter_mut().for_each(|of_quarter| {
        total += *of_quarter;
        *of_quarter = total;
    });
    totals
}

#[test]
fn milder_reviews_accept_no_paper_later() {
    let mut strict = worlds::busy();
    strict.mechanisms.reputation = false;
    let mut mild = strict.clone();
    mild.papers.acceptance += 0.05;
    let accepted = |event: &Event| u32::from(matches!(event, Event::PaperAccepted { .. }));
    for run in 0..10 {
        let strict = running_total(&strict, run, accepted);
        let mild = running_total(&mild, run, accepted);
        assert!(
            mild.iter()
                .zip(&strict)
                .all(|(mild, strict)| mild >= strict)
        );
        assert!(mild.last() > strict.last());
    }
}

#[test]
fn a_higher_rate_submits_no_paper_less() {
    let mut low = worlds::busy();
    low.mechanisms.satisfaction = false;
    low.mechanisms.reputation = false;
    let mut high = low.clone();
    high.papers.submission_rate *= 1.2;
    let submitted = |event: &Event| match *event {
        Event::PapersSubmitted { papers, .. } => papers,
        _ => 0,
    };
    for run in 0..10 {
        let low = running_total(&low, run, submitted);
        let high = running_total(&high, run, submitted);
        assert!(high.iter().zip(&low).all(|(high, low)| high >= low));
        assert!(high.last() > low.last());
    }
}
