//! Off is an exact null, and no mechanism reaches beyond its own part.

use super::Switch;
use crate::trace::{Seat, Trace};
use crate::worlds;
use orgsim::model;
use orgsim::scenario::{Action, Event, HiringFreeze, Reach, Scenario, Structure};

type Change = fn(&mut Scenario);
/// A switch, and what takes away the mechanism's effect otherwise.
struct Null {
    name: &'static str,
    switch: Switch,
    neutral: Change,
    /// A world in which the mechanism has an effect.
    world: fn() -> Scenario,
}

fn every_structure(scenario: &mut Scenario, change: impl Fn(&mut Structure)) {
    scenario.structures.values_mut().for_each(change);
}

fn mechanisms() -> Vec<Null> {
    macro_rules! null {
        ($name:ident, $neutral:expr) => {
            null!($name, $neutral, worlds::busy)
        };
        ($name:ident, $neutral:expr, $world:expr) => {
            Null {
                name: stringify!($name),
                switch: |mechanisms| &mut mechanisms.$name,
                neutral: $neutral,
                world: $world,
            }
        };
    }
    vec![
        null!(pivots, |s| s.agenda.request_rate = 0.0),
        null!(runway_review, |s| s.agenda.review_strictness = 0.0),
        null!(mentoring, |s| s.work.mentor_load = 0.0),
        null!(ramp_up, |s| s.work.ramp_start = 1.0),
        null!(reorganisation_dip, |s| s.work.reorganisation_dip = 0.0),
        null!(tie_breakage, |s| s.work.tie_breakage = 0.0),
        null!(absorptive_capacity, |s| s.transfer.absorptive_half = 1e-300),
        null!(tacit_involvement, |s| {
            s.transfer.tacitness = 0.0;
            s.transfer.tacitness_spread = 0.0;
        }),
        null!(requested_work, |s| s.research.requested_yield = 0.0),
        null!(currency, |s| s.work.currency_loss = 0.0),
        null!(know_how, |s| s.research.know_how = 0.0),
        null!(taken_progress, |s| s.research.taken_progress = 0.0),
        null!(prestige, |s| s.satisfaction.prestige = 0.0),
        null!(vacancy_load, |s| s.satisfaction.vacancies = 0.0),
        null!(satisfaction, |s| worlds::silence_satisfaction(s)),
        null!(disposition, |s| s.satisfaction.disposition = 0.0),
        null!(goal_fit, |s| s.satisfaction.goal_fit = 0.0),
        null!(autonomy_level, |s| s.satisfaction.autonomy_level = 0.0),
        null!(sorting, |s| s.hiring.sorting = 0.0),
        null!(tenure_hazard, |s| s.labour_market.early_peak_ratio = 1.0),
        null!(shocks, |s| s.labour_market.shock_probability = 0.0),
        null!(contagion, |s| s.labour_market.contagion = 0.0),
        null!(embeddedness, |s| s.labour_market.embeddedness = 0.0),
        null!(alternatives, |s| s.labour_market.alternatives = 0.0),
        null!(frailty, |s| s.labour_market.frailty_sigma = 0.0),
        null!(growth, |s| {
            s.units[0].past_growth = 0.0;
            s.units[0].growth = 0.0;
        }),
        // Beyond the allowed range, where nobody ever leaves.
        null!(exits, |s| s.labour_market.base_hazard = 0.0),
        null!(hiring, |s| {
            s.simulation.burn_in_quarters = 0;
            let freeze = Action::HiringFreeze(HiringFreeze {
                quarters: 400,
                role: Reach::All,
                units: Vec::new(),
            });
            s.events.insert("freeze".into(), Event::at(0, freeze));
            s.mechanisms.growth = false;
        }),
        null!(reputation, |s| s.reputation.adjustment = 0.0),
        null!(compute, |s| s.compute.elasticity = 0.0, worlds::eventful),
        null!(budget_control, |s| s.hiring.product_approval = 1.0),
        null!(
            anticipation,
            |s| s.satisfaction.announcement = 0.0,
            worlds::eventful
        ),
        null!(
            survivors,
            |s| s.labour_market.survivor_effect = 0.0,
            worlds::eventful
        ),
        // Nothing that would have to be reserved, nor any change of readiness.
        null!(flagship, |s| {
            s.flagship.compute_share = 0.0;
            s.flagship.build_rate = 0.0;
            s.flagship.loss_rate = 0.0;
        }),
        // These have no value of their own that takes them away; there are
        // worlds in which they have nothing to do.
        null!(runway_choice, |s| every_structure(s, |structure| {
            structure.runway_quarters = 40;
        })),
        null!(adaptive_effort, |s| every_structure(s, |structure| {
            structure.evaluation_weight = 0.0;
        })),
        null!(talent_outflow, |s| {
            s.labour_market.to_competitor = 0.0;
            s.labour_market.to_startup = 0.0;
            s.labour_market.to_academia = 0.75;
        }),
        null!(awareness, |s| {
            every_structure(s, |structure| structure.publication_share = 1.0);
            s.transfer.published_awareness = 1.0;
        }),
    ]
}

/// Those of `mechanisms` that are in worlds of their own.
const OTHER_WORLDS: [&str; 5] = [
    "hiring",
    "runway_choice",
    "adaptive_effort",
    "awareness",
    "talent_outflow",
];

fn trace(base: fn() -> Scenario, change: impl FnOnce(&mut Scenario)) -> Trace {
    let mut scenario = base();
    change(&mut scenario);
    Trace::of(&scenario, 0)
}

#[test]
fn every_switch_is_tested() {
    let switches = serde_json::to_value(worlds::still().mechanisms).unwrap();
    let names = switches.as_object().unwrap().keys();
    let mut tested: Vec<&str> = mechanisms().iter().map(|null| null.name).collect();
    let mut names: Vec<&str> = names.map(String::as_str).collect();
    tested.sort_unstable();
    names.sort_unstable();
    assert_eq!(tested, names);
}

#[test]
fn off_is_an_exact_null() {
    for Null {
        name,
        switch,
        neutral,
        world,
    } in mechanisms()
    {
        let on = trace(world, |_| ());
        let off = trace(world, |s| *switch(&mut s.mechanisms) = false);
        assert!(on != off, "{name} has no effect");
        let neutral_on = trace(world, neutral);
        let neutral_off = trace(world, |s| {
            neutral(s);
            *switch(&mut s.mechanisms) = false;
        });
        assert!(neutral_on == neutral_off, "{name} acts without effect");
        if !OTHER_WORLDS.contains(&name) {
            assert!(neutral_on == off, "{name}: off is not neutral");
        }
    }
}

/// Switches one mechanism off at a time and compares what must be the same.
fn leaves_alone<T: PartialEq>(names: &[&str], world: fn() -> Scenario, seen: impl Fn(Trace) -> T) {
    let on = seen(trace(world, |_| ()));
    for name in names {
        let all = mechanisms();
        let null = all.iter().find(|null| null.name == *name).unwrap();
        let off = trace(world, |s| *(null.switch)(&mut s.mechanisms) = false);
        assert!(seen(off) == on, "{name} changes what it must not");
    }
}

#[test]
fn where_nobody_leaves_nothing_about_leaving_matters() {
    fn world() -> Scenario {
        let mut scenario = worlds::busy();
        scenario.mechanisms.exits = false;
        scenario.mechanisms.growth = false;
        scenario
    }
    // Embeddedness, alternatives, frailty and reputation decide who is there at the start.
    let names = ["tenure_hazard", "shocks", "contagion", "hiring"];
    leaves_alone(&names, world, |trace| trace);
    leaves_alone(&["satisfaction"], world, Trace::without_satisfaction);
}

/// Neither satisfaction nor reputation nor ties lead from work to people.
fn work_apart_from_people() -> Scenario {
    let mut scenario = worlds::busy();
    scenario.mechanisms.satisfaction = false;
    scenario.mechanisms.reputation = false;
    scenario.labour_market.tie_embeddedness = 0.0;
    scenario
}

#[test]
fn work_alone_moves_nobody() {
    let names = [
        "pivots",
        "runway_review",
        "runway_choice",
        "adaptive_effort",
        "mentoring",
        "ramp_up",
        "reorganisation_dip",
        "tie_breakage",
        "awareness",
        "absorptive_capacity",
        "tacit_involvement",
        "know_how",
        "taken_progress",
    ];
    leaves_alone(&names, work_apart_from_people, |trace| {
        trace.select(|when, event| {
            let moves = matches!(
                event,
                model::Event::Left { .. } | model::Event::Hired { .. }
            );
            moves.then_some((when, *event))
        })
    });
}

#[test]
fn transfer_leaves_research_alone() {
    let names = ["awareness", "absorptive_capacity", "tacit_involvement"];
    leaves_alone(&names, work_apart_from_people, |trace| {
        let events = trace.select(|when, event| {
            let of_transfer = matches!(
                event,
                model::Event::Adopted { .. }
                    | model::Event::Shipped { .. }
                    | model::Event::Abandoned { .. }
                    | model::Event::FeaturesShipped { .. }
            );
            (!of_transfer).then_some((when, *event))
        });
        let people: Vec<Vec<Seat>> = trace.moments.into_iter().map(|end| end.seats).collect();
        (events, people)
    });
}
