//! Scenarios under the same seed share their luck, person by person and seat by
//! seat: what a change does not reach stays as it was, and what it does reach is
//! compared with less noise.

#![expect(
    clippy::print_stdout,
    reason = "the variance reductions are of interest even where they pass"
)]

use crate::trace::{Seat, Trace};
use crate::worlds;
use orgsim::model::{Destination, Event};
use orgsim::random::Entity;
use orgsim::scenario::{self, Action, Layoff, Reach, Scenario, Unit};
use orgsim::simulation::Simulation;
use orgsim::stats::PairedMoments;
use orgsim::units::Quarter;
use std::collections::{BTreeMap, BTreeSet};

/// Seats and project slots of the first unit of a busy world: 15 crews with
/// up to four projects each.
const SEATS: usize = 105;
const SLOTS: usize = 60;

/// What can be seen of the first unit alone, with its breakthroughs numbered
/// by themselves.
fn first_unit(trace: &Trace) -> (Vec<(Quarter, Event)>, Vec<Vec<Seat>>) {
    let first = trace.quarters[0].0;
    let own_team = |when: Quarter, team: usize| {
        let end = &trace.moments[(when.0 - first) as usize + 1];
        end.seats[..SEATS].iter().any(|seat| seat.team == team)
    };
    let own_seat = |person: Entity| {
        let seats = &trace.moments[0].seats[..SEATS];
        seats.iter().any(|seat| seat.person.id == person.id)
    };
    let mut own = BTreeMap::new();
    let events = trace.select(|when, event| {
        let concerns = match *event {
            Event::Left { seat, .. }
            | Event::Hired { seat, .. }
            | Event::PapersSubmitted { seat, .. } => seat < SEATS,
            Event::PaperAccepted { author, .. } => own_seat(author),
            Event::FeaturesShipped { team, .. } | Event::BreakthroughMade { team, .. } => {
                own_team(when, team)
            }
            Event::Pivoted { project }
            | Event::ProjectStarted { project, .. }
            | Event::ProjectEnded { project, .. } => project < SLOTS,
            Event::Announced { unit } | Event::Reorganised { unit } => unit == 0,
            // Known by who made them.
            Event::Adopted { .. } | Event::Shipped { .. } | Event::Abandoned { .. } => true,
            // Of the organisation as a whole.
            Event::Began { .. }
            | Event::RetentionGranted { .. }
            | Event::TrainingStarted { .. }
            | Event::TrainingEnded { .. }
            | Event::ModelsReleased { .. }
            | Event::CompetitorsReleased { .. }
            | Event::StartupFounded { .. }
            | Event::CompetitorEmerged => false,
        };
        concerns.then_some((when, *event))
    });
    let mut renumbered = Vec::new();
    for (when, mut event) in events {
        match &mut event {
            Event::BreakthroughMade { breakthrough, .. } => {
                let number = own.len();
                own.insert(*breakthrough, number);
                *breakthrough = number;
            }
            Event::Adopted { breakthrough }
            | Event::Shipped { breakthrough, .. }
            | Event::Abandoned { breakthrough, .. } => match own.get(breakthrough) {
                Some(&number) => *breakthrough = number,
                None => continue,
            },
            _ => {}
        }
        renumbered.push((when, event));
    }
    let ends = trace.moments.iter();
    (
        renumbered,
        ends.map(|end| end.seats[..SEATS].to_vec()).collect(),
    )
}

#[test]
fn bystanders_change_nobodys_luck() {
    // Reputation and GPUs are the organisation's, and all that units share.
    let mut alone = worlds::busy();
    alone.mechanisms.reputation = false;
    alone.mechanisms.compute = false;
    let bystanders = Unit {
        researchers: 30,
        engineers: 20,
        ..alone.units[0].clone()
    };
    let mut together = alone.clone();
    together.units.insert("bystanders".into(), bystanders);
    for run in 0..3 {
        let (alone, together) = (Trace::of(&alone, run), Trace::of(&together, run));
        assert!(alone.events.len() < together.events.len());
        let shipped = |_, event: &Event| matches!(event, Event::Shipped { .. }).then_some(());
        assert!(!alone.select(shipped).is_empty());
        assert!(first_unit(&alone) == first_unit(&together));
    }
}

#[test]
fn further_draws_for_one_purpose_shift_no_other() {
    // Ties make draws of their own, and matter to nothing but themselves here.
    let mut few = worlds::busy();
    few.mechanisms.awareness = false;
    few.mechanisms.tacit_involvement = false;
    few.mechanisms.embeddedness = false;
    few.mechanisms.absorptive_capacity = false;
    few.mechanisms.currency = false;
    few.mechanisms.know_how = false;
    few.mechanisms.requested_work = false;
    let mut many = few.clone();
    many.teams.ties_per_person = 7;
    many.teams.tie_renewal = 0.9;
    let without_ties = |scenario: &Scenario| {
        let mut trace = Trace::of(scenario, 0);
        let seats = trace.moments.iter_mut().flat_map(|end| &mut end.seats);
        seats.for_each(|seat| seat.ties = (0, 0));
        trace
    };
    assert!(Trace::of(&few, 0) != Trace::of(&many, 0));
    assert!(without_ties(&few) == without_ties(&many));
}

#[test]
fn hires_are_the_same_people_under_every_structure() {
    let mut loose = Scenario::default();
    loose.simulation.burn_in_quarters = 0;
    loose.hiring.quality_reputation = 0.0;
    // Who declines an offer depends on the structure.
    loose.mechanisms.sorting = false;
    let mut fusion = loose.clone();
    worlds::reorganise(&mut fusion, 0, "fusion-teams");
    let hires = |scenario: &Scenario| -> BTreeMap<(u32, u32), f64> {
        let trace = Trace::of(scenario, 0);
        let ends = trace.moments.iter();
        let hired = ends.flat_map(|end| end.people().filter(|seat| seat.person.generation > 0));
        hired
            .map(|seat| {
                let Entity { id, generation } = seat.person;
                ((id, generation), seat.research_skill)
            })
            .collect()
    };
    let (loose, fusion) = (hires(&loose), hires(&fusion));
    let both = fusion
        .iter()
        .filter_map(|(who, skill)| Some((skill, loose.get(who)?)));
    let mut met = 0;
    for (in_fusion, in_loose) in both {
        assert_eq!(in_fusion, in_loose);
        met += 1;
    }
    assert!(met > 100, "{met} are hired under both");
    assert_ne!(loose.len(), fusion.len());
}

#[test]
fn a_quarter_brings_a_seat_the_same_whoever_sits_there() {
    let mut left_alone = worlds::still();
    left_alone.mechanisms.exits = true;
    left_alone.mechanisms.hiring = true;
    left_alone.labour_market.base_hazard = 0.08;
    left_alone.labour_market.startup_skill = 0.0;
    let mut thinned = left_alone.clone();
    let layoff = Action::Layoff(Layoff {
        share: 0.4,
        role: Reach::All,
        units: Vec::new(),
    });
    let event = scenario::Event::at(0, layoff);
    thinned.events.insert("layoff".into(), event);
    let (left_alone, thinned) = (Trace::of(&left_alone, 0), Trace::of(&thinned, 0));
    let leavers = |trace: &Trace, of: Quarter| -> BTreeMap<usize, Destination> {
        let exits = trace.select(|when, event| match *event {
            Event::Left {
                seat, destination, ..
            } => (when == of).then_some((seat, destination)),
            _ => None,
        });
        exits.into_iter().collect()
    };
    let mut others = 0;
    for (before, &quarter) in left_alone.quarters.iter().enumerate() {
        if quarter.0 < 1 {
            continue;
        }
        let (here, there) = (&left_alone.moments[before], &thinned.moments[before]);
        let both: BTreeSet<usize> = (0..here.seats.len())
            .filter(|&seat| here.seats[seat].occupied && there.seats[seat].occupied)
            .collect();
        // All leave with one probability for the same places, so that luck alone says
        // who, and where to.
        let of_both = |trace| {
            let mut left = leavers(trace, quarter);
            left.retain(|seat, _| both.contains(seat));
            left
        };
        let left = of_both(&left_alone);
        assert_eq!(left, of_both(&thinned), "in quarter {}", quarter.0);
        others += left
            .keys()
            .filter(|&&seat| here.seats[seat].person != there.seats[seat].person)
            .count();
    }
    assert!(others > 50, "{others} left whose seat others had there");
}

/// Values of measures, run by run.
fn values<const N: usize>(scenario: &Scenario, keys: [&str; N], runs: u64) -> Vec<[f64; N]> {
    let simulation = Simulation::new(scenario);
    let places = keys.map(|key| simulation.layout().value(key).expect("a known measure"));
    let mut recorder = simulation.recorder();
    (0..runs)
        .map(|run| {
            let record = simulation.simulate(run, &mut recorder);
            places.map(|place| record.values[place])
        })
        .collect()
}

const MEASURES: [&str; 4] = [
    "researcher_retention_12m",
    "engineer_retention_12m",
    "papers_accepted",
    "features_shipped",
];

#[test]
fn equal_scenarios_differ_by_nothing() {
    let scenario = worlds::busy();
    let (first, second) = (
        values(&scenario, MEASURES, 20),
        values(&scenario.clone(), MEASURES, 20),
    );
    for measure in 0..MEASURES.len() {
        let mut pairs = PairedMoments::default();
        for (first, second) in first.iter().zip(&second) {
            pairs.push(first[measure], second[measure]);
        }
        let difference = pairs.difference(0.95);
        assert_eq!(
            (difference.value, difference.std_error),
            (Some(0.0), Some(0.0))
        );
    }
}

#[test]
fn shared_luck_reduces_the_noise_of_a_comparison() {
    let mut loose = Scenario::default();
    loose.simulation.burn_in_quarters = 16;
    loose.simulation.quarters = 12;
    let mut fusion = loose.clone();
    // Where hardly a paper is left, there is no luck that could be shared.
    worlds::reorganise(&mut fusion, 0, "unified");
    // The event stands at the first quarter: both have one window.
    let (loose, fusion) = (values(&loose, MEASURES, 80), values(&fusion, MEASURES, 80));
    for (measure, name) in MEASURES.iter().enumerate() {
        let mut pairs = PairedMoments::default();
        for (loose, fusion) in loose.iter().zip(&fusion) {
            pairs.push(loose[measure], fusion[measure]);
        }
        let (reduction, difference) = (pairs.variance_reduction().unwrap(), pairs.difference(0.95));
        println!(
            "{name}: fusion - loose {:+.4} +- {:.4}, variance reduced {reduction:.1} times",
            difference.value.unwrap(),
            difference.half_width().unwrap(),
        );
        // Pairs of correlation zero reach 2.2 by chance less than once in a
        // million: the ratio is near 1 / (1 - r), and r of 80 pairs has a
        // standard error of 0.11 there.
        assert!(reduction > 2.2, "{name}: too little luck is shared");
    }
}
