//! What events of a scenario do in worlds where little else happens.

use crate::trace::{Seat, Trace};
use crate::{judge, worlds};
use orgsim::model::{Destination, Event, ExitReason, Role};
use orgsim::scenario::{Scenario, load_str};
use orgsim::simulation::Simulation;
use orgsim::units::Quarter;

/// A world with events as a file states them.
fn with(mut world: Scenario, events: &str) -> Scenario {
    let text = format!("[units.core]\nresearchers = 60\nengineers = 60\n{events}");
    let loaded = load_str(&text).unwrap_or_else(|faults| panic!("{faults}"));
    world.events = loaded.scenario.events;
    world
}

fn world() -> Scenario {
    worlds::turnover(60, 60, 12, 0.05)
}

fn leavers(trace: &Trace, why: ExitReason) -> Vec<(Quarter, usize, Destination)> {
    trace.select(|when, event| match *event {
        Event::Left {
            seat,
            reason,
            destination,
            ..
        } if reason == why => Some((when, seat, destination)),
        _ => None,
    })
}

fn seats(trace: Trace) -> Vec<Vec<Seat>> {
    trace.moments.into_iter().map(|end| end.seats).collect()
}

/// What changes nothing leaves everybody as they were.
#[test]
fn events_without_size_are_exact_nulls() {
    for event in [
        "layoff = { share = 0.001 }",
        "change_budget = { funded_share = 1.0 }",
        "change_compute = { factor = 1.0 }",
        "change_pay = { ratio = 1.0, spread = 0.1 }",
        "retention_grant = { hold = 0.0, quarters = 3, pay_share = 0.2 }",
        "descope_flagship = { scale = 1.0 }",
        "demand_shock = { factor = 1.0, quarters = 4 }",
        "offer_wave = { hazard_ratio = 1.0, skill_slope = 0.0, quarters = 4 }",
    ] {
        let busy = || {
            let mut scenario = worlds::busy();
            scenario.events.clear();
            scenario.units[0].structure = "fusion-teams".into();
            scenario
        };
        let without = Trace::of(&busy(), 0);
        let text = format!("[events.nothing]\nquarter = 2\n{event}");
        let nothing = Trace::of(&with(busy(), &text), 0);
        assert!(without.moments == nothing.moments, "{event}");
    }
}

#[test]
fn a_layoff_dismisses_a_share_and_closes_their_seats() {
    let layoff = "[events.cut]\nquarter = 4\nlayoff = { share = 0.25, role = \"researcher\" }";
    let mut scenario = with(world(), layoff);
    scenario.mechanisms.exits = false;
    let trace = Trace::of(&scenario, 0);
    let dismissed = leavers(&trace, ExitReason::Layoff);
    assert_eq!(dismissed.len(), 15);
    assert!(
        dismissed
            .iter()
            .all(|&(when, seat, _)| when == Quarter(4) && seat < 60)
    );
    // Nobody is hired instead.
    assert_eq!(trace.moments.last().unwrap().people().count(), 105);
}

#[test]
fn survivors_of_a_layoff_leave_more_often_for_a_while() {
    let layoff = "[events.cut]\nquarter = 0\nlayoff = { share = 0.2 }";
    let mut scenario = with(worlds::turnover(4000, 0, 1, 0.05), layoff);
    scenario.mechanisms.survivors = true;
    scenario.labour_market.survivor_effect = 0.4;
    let trace = Trace::of(&scenario, 0);
    let quits = leavers(&trace, ExitReason::NoShock).len() as u64;
    // A fifth is twice the reference of a tenth.
    let hazard = 0.05 * (1.0 + 0.4 * 2.0);
    judge::binomial("quits", quits, 3200, 1.0 - libm::exp(-hazard));
}

#[test]
fn a_freeze_and_a_budget_limit_hiring() {
    let freeze =
        "[events.freeze]\nquarter = 3\nhiring_freeze = { quarters = 4, role = \"engineer\" }";
    let trace = Trace::of(&with(world(), freeze), 0);
    let hires = trace.select(|when, event| match *event {
        Event::Hired { seat, .. } => Some((when.0, seat)),
        _ => None,
    });
    let frozen = |&&(when, seat): &&(i32, usize)| (3..7).contains(&when) && seat >= 60;
    assert_eq!(hires.iter().filter(frozen).count(), 0);
    let after = hires
        .iter()
        .filter(|(when, seat)| *when >= 7 && *seat >= 60);
    let others = hires
        .iter()
        .filter(|(when, seat)| (3..7).contains(when) && *seat < 60);
    assert!(after.count() > 5 && others.count() > 5);

    let budget = "[events.budget]\nquarter = 0\nchange_budget = { funded_share = 0.5, role = \"researcher\" }";
    let mut scenario = with(world(), budget);
    scenario.simulation.quarters = 60;
    let trace = Trace::of(&scenario, 0);
    let researchers: Vec<usize> = trace
        .moments
        .iter()
        .map(|end| {
            end.people()
                .filter(|seat| seat.role == Role::Researcher)
                .count()
        })
        .collect();
    // Attrition, then never more than are funded.
    assert_eq!(*researchers.iter().skip(40).max().unwrap(), 30);
    assert!(
        researchers
            .windows(2)
            .all(|pair| pair[0] <= 30 || pair[1] <= pair[0])
    );
}

#[test]
fn offers_and_grants_move_the_hazard_by_their_size() {
    let people = 6000;
    let hazard = 0.04;
    let quits = |event: &str, quarters: u32| {
        let scenario = with(worlds::turnover(people, 0, quarters, hazard), event);
        let trace = Trace::of(&scenario, 0);
        let last = Quarter(quarters as i32 - 1);
        let at_risk = trace.moments[quarters as usize - 1].people().count() as u64;
        let left = trace
            .exits()
            .iter()
            .filter(|(when, ..)| *when == last)
            .count() as u64;
        (left, at_risk)
    };
    let probability = |hazard: f64| 1.0 - libm::exp(-hazard);
    let offers = "[events.offers]\nquarter = 1\n\
        offer_wave = { hazard_ratio = 2.5, skill_slope = 0, quarters = 1, role = \"researcher\" }";
    for (quarters, expected) in [(1, 0.04), (2, 0.1), (3, 0.04)] {
        let (left, at_risk) = quits(offers, quarters);
        judge::binomial("offers", left, at_risk, probability(expected));
    }
    let grant = "[events.grant]\nquarter = 1\n\
        retention_grant = { hold = 0.7, quarters = 2, pay_share = 0.3 }";
    let (held, released) = (0.04 * libm::exp(-0.7), 0.04 * libm::exp(0.7));
    // Some were hired after the grant, and are not held.
    for (quarters, expected) in [(1, 0.04), (2, held), (5, 0.04)] {
        let (left, at_risk) = quits(grant, quarters);
        judge::binomial("grant", left, at_risk, probability(expected));
    }
    let (left, at_risk) = quits(grant, 4);
    assert!(left as f64 / at_risk as f64 > probability(0.5 * (0.04 + released)));
}

#[test]
fn offers_pull_to_competitors() {
    let wave = "[events.offers]\nquarter = 0\n\
        offer_wave = { hazard_ratio = 4, skill_slope = 0, quarters = 1, role = \"researcher\" }";
    let scenario = with(worlds::turnover(9000, 0, 1, 0.05), wave);
    let trace = Trace::of(&scenario, 0);
    let left = leavers(&trace, ExitReason::NoShock);
    let to_competitors = left
        .iter()
        .filter(|(_, _, destination)| *destination == Destination::Competitor)
        .count();
    // By default 55 of 100 go there; founders differ little in the pull of start-ups.
    let share = to_competitors as f64 / left.len() as f64;
    let expected = 4.0 * 0.55 / (4.0 * 0.55 + 0.45);
    assert!((share - expected).abs() < 0.05, "{share} and {expected}");
}

/// Pay moves the satisfaction of those whom it reaches by what (M58), (M60) and (M65) say, and
/// what they cost by as much as it rises.
#[test]
fn pay_moves_satisfaction_and_costs() {
    let mut base = world();
    base.mechanisms.exits = false;
    base.mechanisms.satisfaction = true;
    let raise = "[events.raise]\nquarter = 2\n\
        change_pay = { ratio = 1.2, spread = 0.25, role = \"engineer\" }\n\
        [events.grant]\nquarter = 3\n\
        retention_grant = { hold = 0, quarters = 1, pay_share = 0.5 }\n";
    let grant = raise.split_once("[events.grant]").unwrap().1;
    let (with_raise, without) = (
        with(base.clone(), raise),
        with(base.clone(), &format!("[events.grant]{grant}")),
    );
    let (raised, usual) = (Trace::of(&with_raise, 0), Trace::of(&without, 0));
    let parameters = &base.satisfaction;
    let worth = parameters.pay * libm::log(1.2) / 0.25;
    let mut share = 0.0;
    for quarter in 1..5 {
        if quarter > 1 {
            share += parameters.adjustment * (1.0 - share);
        }
        let pairs = raised.moments[quarter + 1].seats.iter();
        for (own, other) in pairs.zip(&usual.moments[quarter + 1].seats) {
            let expected = match own.role {
                Role::Engineer => share * worth,
                Role::Researcher => 0.0,
            };
            let moved = own.satisfaction - other.satisfaction;
            assert!((moved - expected).abs() < 1e-12, "{quarter}: {moved}");
        }
    }
    let cost = |scenario: &Scenario, measure: &str, quarter: usize| {
        let simulation = Simulation::new(scenario);
        let series = simulation.layout().series();
        let place = series.iter().position(|own| own.measure.key() == measure);
        let record = simulation.simulate(0, &mut simulation.recorder());
        let quarters = scenario.simulation.quarters as usize;
        record.series[place.expect("a known measure") * quarters + quarter]
    };
    let engineers = 60.0 * base.money.engineer_cost;
    let differs =
        |measure, quarter| cost(&with_raise, measure, quarter) - cost(&without, measure, quarter);
    assert!((differs("payroll", 2) - 0.2 * engineers / 4.0).abs() < 1e-9);
    assert!((differs("grant_cost", 3) - 0.5 * 0.2 * engineers).abs() < 1e-9);
    assert_eq!(differs("payroll", 1), 0.0);
    // of two units, one
    let second = base.units[0].clone();
    base.units.insert("second".to_owned(), second);
    let of_second = "[units.second]\n[events.raise]\nquarter = 2\n\
        change_pay = { ratio = 1.2, role = \"engineer\", units = [\"second\"] }\n";
    let both = [of_second, "[units.second]\n"].map(|text| with(base.clone(), text));
    let [raised, usual] = both.map(|scenario| cost(&scenario, "payroll", 2));
    assert!((raised - usual - 0.2 * engineers / 4.0).abs() < 1e-9);
}

#[test]
fn named_people_leave() {
    let mut base = world();
    base.mechanisms.exits = false;
    base.teams.ties_per_person = 3;
    base.teams.managers_per_team = 1;
    let departure = |who: &str| {
        let text =
            format!("[events.star]\nquarter = 2\ndeparture = {{ who = \"{who}\", people = 2 }}");
        Trace::of(&with(base.clone(), &text), 0)
    };
    let trace = departure("most-skilled");
    let left = leavers(&trace, ExitReason::Named);
    let mut by_skill: Vec<(f64, usize)> = trace.moments[0].seats[..60]
        .iter()
        .enumerate()
        .map(|(seat, person)| (person.research_skill, seat))
        .collect();
    by_skill.sort_by(|a, b| b.0.total_cmp(&a.0));
    let named: Vec<usize> = left.iter().map(|&(_, seat, _)| seat).collect();
    assert_eq!(named, [by_skill[0].1, by_skill[1].1]);
    for who in ["most-central", "star", "manager"] {
        let left = leavers(&departure(who), ExitReason::Named);
        assert_eq!(left.len(), 2, "{who}");
        assert!(
            left.iter()
                .all(|&(when, seat, _)| when == Quarter(2) && seat < 60)
        );
    }
}

#[test]
fn a_spin_off_takes_people_along_and_is_a_competitor() {
    let mut base = world();
    base.mechanisms.exits = false;
    base.mechanisms.talent_outflow = true;
    base.market.closure_hazard = 0.0;
    base.teams.ties_per_person = 3;
    let event = "[events.off]\nquarter = 2\nspin_off = { people = 3 }";
    let trace = Trace::of(&with(base, event), 0);
    let left = leavers(&trace, ExitReason::Named);
    assert_eq!(left.len(), 3);
    assert!(
        left.iter()
            .all(|&(_, seat, to)| seat < 60 && to == Destination::Startup)
    );
    assert_eq!(trace.moments.last().unwrap().competitors, 1);
}

#[test]
fn requests_follow_demand() {
    let pivots = |factor: &str| {
        let mut scenario = worlds::bare(300, 0, 12);
        scenario.mechanisms.pivots = true;
        scenario.structures["loose-coupling"].technical_control = 1.0;
        let event = format!(
            "[events.demand]\nquarter = 6\ndemand_shock = {{ factor = {factor}, quarters = 6 }}"
        );
        let trace = Trace::of(&with(scenario, &event), 0);
        let when = trace.select(|when, event| match event {
            Event::Pivoted { .. } => Some(when.0),
            _ => None,
        });
        let late = when.iter().filter(|&&when| when >= 6).count();
        (when.len() - late, late)
    };
    assert_eq!(pivots("0").1, 0);
    let (before, normal) = pivots("1");
    let (same, triple) = pivots("3");
    assert_eq!(before, same);
    let ratio = triple as f64 / normal as f64;
    assert!((2.7..3.3).contains(&ratio), "{ratio}");
}

#[test]
fn changes_of_structure_come_in_phases_and_are_announced() {
    let text = "[units.one]\nresearchers = 6\n[units.two]\nresearchers = 6\n\
        [units.three]\nresearchers = 6\n[events.fuse]\nquarter = 5\n\
        reorganise = { structure = \"fusion-teams\", over_quarters = 6, announced_quarters = 2 }";
    let scenario = load_str(text).unwrap().scenario;
    let trace = Trace::of(&scenario, 0);
    let changes = trace.select(|when, event| match *event {
        Event::Reorganised { unit } => Some((when.0, unit)),
        _ => None,
    });
    assert_eq!(changes, [(5, 0), (7, 1), (9, 2)]);
    let announced = trace.select(|when, event| match *event {
        Event::Announced { unit } => Some((when.0, unit)),
        _ => None,
    });
    assert_eq!(announced, [(3, 0), (3, 1), (3, 2)]);
}

#[test]
fn a_condition_is_waited_for() {
    // Everybody leaves in the end, and nobody comes.
    let mut scenario = with(
        worlds::turnover(60, 0, 30, 0.1),
        "[events.alarm]\n\
         when = { measure = \"researcher_head_count\", below = 40, for_quarters = 2 }\n\
         retention_grant = { hold = 1, quarters = 2, pay_share = 0.1 }",
    );
    scenario.mechanisms.hiring = false;
    let granted = |scenario: &Scenario| {
        let trace = Trace::of(scenario, 0);
        let heads: Vec<usize> = trace.moments[1..]
            .iter()
            .map(|end| end.people().count())
            .collect();
        let first = heads.iter().position(|&heads| heads < 40).unwrap() as i32;
        let when = trace.select(|when, event| match event {
            Event::RetentionGranted { .. } => Some(when.0),
            _ => None,
        });
        (first, when)
    };
    let (first, when) = granted(&scenario);
    assert_eq!(when, [first + 2]);
    scenario.events[0].repeat_quarters = Some(5);
    let (first, when) = granted(&scenario);
    assert_eq!(when[..3], [first + 2, first + 7, first + 12]);
}

#[test]
fn a_change_on_a_condition_to_what_is_there_is_none() {
    let mut scenario = worlds::busy();
    let event = "[events.late]\n\
        when = { measure = \"reputation\", above = 0 }\n\
        reorganise = { structure = \"loose-coupling\" }";
    scenario = with(scenario, event);
    let without = {
        let mut without = scenario.clone();
        without.events.clear();
        seats(Trace::of(&without, 0))
    };
    assert!(seats(Trace::of(&scenario, 0)) == without);
}

/// Events that meet, or come again and again, add up to what a run can do.
#[test]
fn events_may_pile_up() {
    for event in [
        "demand_shock = { factor = 100, quarters = 400 }",
        "demand_shock = { factor = 0, quarters = 400 }",
        "offer_wave = { hazard_ratio = 50, quarters = 400, skill_slope = 5 }",
        "retention_grant = { hold = 5, quarters = 40, pay_share = 1 }",
        "change_compute = { factor = 0.01 }",
        "change_compute = { factor = 1e-300 }",
        "change_compute = { factor = 100 }",
        "layoff = { share = 0.3 }",
        "spin_off = { people = 9 }",
    ] {
        let text = format!("[events.again]\nquarter = 0\nrepeat_quarters = 1\n{event}");
        let mut scenario = with(worlds::busy(), &text);
        scenario.units[0].researchers = 6;
        scenario.units[0].engineers = 6;
        scenario.simulation.quarters = 220;
        let trace = Trace::of(&scenario, 0);
        assert_eq!(
            trace.quarters.len(),
            scenario.simulation.burn_in_quarters as usize + 220
        );
        let end = trace.moments.last().unwrap();
        let numbers = end.gpus.iter().chain(&end.market);
        assert!(numbers.clone().all(|x| x.is_finite()), "{event}: {end:?}");
    }
}

#[test]
fn less_than_one_gpu_is_none() {
    let capacity = |factor: &str| {
        let mut world = worlds::bare(6, 6, 2);
        world.compute.gpus = 100;
        let event = format!("[events.gpus]\nquarter = 1\nchange_compute = {{ factor = {factor} }}");
        let trace = Trace::of(&with(world, &event), 0);
        [trace.moments[1].gpus[0], trace.moments[2].gpus[0]]
    };
    assert_eq!(capacity("0.5"), [100.0, 50.0]);
    assert_eq!(capacity("0.01"), [100.0, 1.0]);
    assert_eq!(capacity("0.009"), [100.0, 0.0]);
}

/// A world in which nothing moves satisfaction, but what a test adds.
fn content() -> Scenario {
    let mut scenario = worlds::bare(60, 60, 8);
    scenario.mechanisms.satisfaction = true;
    worlds::silence_satisfaction(&mut scenario);
    scenario
}

fn satisfaction(trace: &Trace, quarter: usize) -> Vec<f64> {
    let seats = trace.moments[quarter + 1].people();
    seats.map(|seat| seat.satisfaction).collect()
}

#[test]
fn an_announced_change_unsettles_before_it_comes() {
    let text = "[events.fuse]\nquarter = 4\n\
        reorganise = { structure = \"fusion-teams\", announced_quarters = 2 }";
    let mut scenario = with(content(), text);
    scenario.satisfaction.adjustment = 0.5;
    scenario.satisfaction.stability = 0.8;
    scenario.satisfaction.announcement = 0.25;
    scenario.mechanisms.anticipation = true;
    let trace = Trace::of(&scenario, 0);
    // Half of the way to -0.8 x 0.25, then half of what is left.
    for (quarter, expected) in [(1, 0.0), (2, -0.1), (3, -0.15)] {
        let all = satisfaction(&trace, quarter);
        assert!(
            all.iter().all(|s| (s - expected).abs() < 1e-12),
            "{quarter}: {all:?}"
        );
    }
    scenario.mechanisms.anticipation = false;
    assert!(
        satisfaction(&Trace::of(&scenario, 0), 3)
            .iter()
            .all(|&s| s == 0.0)
    );
}

#[test]
fn those_tied_to_somebody_who_leaves_are_upset() {
    let text = "[events.star]\nquarter = 2\ndeparture = { who = \"most-central\" }";
    let mut scenario = with(content(), text);
    scenario.teams.ties_per_person = 3;
    scenario.satisfaction.adjustment = 0.0;
    scenario.satisfaction.departure = 0.4;
    let trace = Trace::of(&scenario, 0);
    assert!(satisfaction(&trace, 1).iter().all(|&s| s == 0.0));
    let after = satisfaction(&trace, 2);
    let upset = after.iter().filter(|&&s| s == -0.4).count();
    assert_eq!(upset + after.iter().filter(|&&s| s == 0.0).count(), 119);
    // Everybody keeps three ties, and so is tied to by three on average.
    assert!(upset >= 3, "{upset} are upset");
}

#[test]
fn less_compute_takes_longer_and_a_smaller_flagship_is_faster() {
    let started = |event: &str| {
        let mut scenario = with(worlds::bare(30, 30, 12), event);
        scenario.mechanisms.flagship = true;
        let flagship = &mut scenario.flagship;
        (flagship.length_sigma, flagship.restarts) = (0.0, 0.0);
        (flagship.capability_sigma, flagship.start_readiness) = (0.0, 0.0);
        (flagship.build_rate, flagship.loss_rate) = (0.0, 0.0);
        (flagship.start_width, flagship.carry_over) = (0.001, 1.0);
        let trace = Trace::of(&scenario, 0);
        let days = trace.select(|_, event| match *event {
            Event::TrainingStarted { days, .. } => Some(days),
            _ => None,
        });
        let capability = trace.select(|_, event| match *event {
            Event::TrainingEnded { capability, .. } => Some(capability),
            _ => None,
        });
        (days[1], capability[1], scenario.flagship)
    };
    let (days, capability, flagship) =
        started("[events.half]\nquarter = 2\nchange_compute = { factor = 0.5 }");
    assert!((days - 2.0 * flagship.run_days).abs() < 1e-9);
    assert_eq!(capability, flagship.capability);
    let (days, capability, flagship) =
        started("[events.half]\nquarter = 2\ndescope_flagship = { scale = 0.5 }");
    assert!((days - 0.5 * flagship.run_days).abs() < 1e-9);
    let expected = flagship.capability + flagship.scale_gain * libm::log(0.5);
    assert!((capability - expected).abs() < 1e-12);
}

/// Everybody is dismissed and nobody is hired: what comes later finds nobody, and no model is
/// trained.
#[test]
fn what_finds_nobody_does_not_happen() {
    let mut scenario = worlds::busy();
    scenario.mechanisms.flagship = true;
    scenario.simulation.quarters = 40;
    let all = "[events.freeze]\nquarter = 0\nhiring_freeze = { quarters = 40 }\n\
               [events.all]\nquarter = 2\nlayoff = { share = 1.0 }\n";
    let later = [
        "layoff = { share = 0.5 }",
        "departure = { who = \"most-skilled\", people = 2 }",
        "departure = { who = \"manager\", people = 1 }",
        "spin_off = { people = 3 }",
        "retention_grant = { hold = 0.5, quarters = 3, pay_share = 0.2 }",
    ];
    for later in later {
        let text = format!("{all}[events.later]\nquarter = 6\n{later}");
        let trace = Trace::of(&with(scenario.clone(), &text), 0);
        let told = trace.select(|when, event| match *event {
            Event::Began { event } => Some((when, event)),
            _ => None,
        });
        assert_eq!(told, [(Quarter(0), 0), (Quarter(2), 1)], "{later}");
        let trained = trace.select(|when, event| match event {
            Event::TrainingStarted { .. } | Event::TrainingEnded { .. } if when.0 >= 2 => {
                Some(when)
            }
            _ => None,
        });
        assert_eq!(trained, [], "{later}");
    }
    // of four people, a tenth is nobody
    let few = "[units.core]\nresearchers = 4\nengineers = 0\n\
               [events.few]\nquarter = 2\nlayoff = { share = 0.1 }";
    let loaded = load_str(few).unwrap_or_else(|faults| panic!("{faults}"));
    let trace = Trace::of(&loaded.scenario, 0);
    let began = trace.select(|_, event| matches!(event, Event::Began { .. }).then_some(()));
    assert_eq!(began, []);
}
