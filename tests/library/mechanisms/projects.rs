//! What becomes of research projects.

use std::collections::BTreeMap;

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, ProjectKind, ProjectOutcome};
use orgsim::scenario::{self, Scenario};

/// Crews of three with two projects each.
fn projects(quarters: u32) -> Scenario {
    worlds::bare(900, 0, quarters)
}

const SLOTS: usize = 600;

#[test]
fn requests_pivot_what_managers_do_not_shield() {
    let (requests, control, quarters) = (0.4, 0.6, 20);
    let mut scenario = projects(quarters);
    scenario.mechanisms.pivots = true;
    scenario.agenda.request_rate = requests;
    scenario.structures["loose-coupling"].technical_control = control;
    let trace = Trace::of(&scenario, 0);
    let pivots = trace.count(|_, event| u32::from(matches!(event, Event::Pivoted { .. })));
    // Requests reach what is under way when a quarter starts: every slot but
    // those that were left in the quarter before.
    let left = trace.count(|when, event| {
        let ended = matches!(event, Event::ProjectEnded { .. });
        u32::from(ended && when.0 + 1 < quarters as i32)
    });
    let under_way = SLOTS as f64 * f64::from(quarters) - left as f64;
    judge::poisson("pivots", pivots, requests * control * under_way);
}

#[test]
fn reviews_cancel_what_is_past_its_runway() {
    let (strictness, runway, quarters) = (0.3, 2, 20);
    let mut scenario = projects(quarters);
    scenario.mechanisms.runway_review = true;
    scenario.agenda.review_strictness = strictness;
    scenario.research.exploratory_relevance = 1e-13;
    scenario.research.incremental_relevance = 1e-13;
    scenario.structures["loose-coupling"].runway_quarters = runway;
    let trace = Trace::of(&scenario, 0);
    // Projects that were seen to start: a review a quarter from the end of the
    // runway to the end of the project.
    let mut started = BTreeMap::new();
    let reviews_of = |start: i32, last: i32| (last - start - runway as i32 + 1).max(0) as u64;
    let (mut reviews, mut cancelled) = (0, 0);
    for &(when, event) in &trace.events {
        match event {
            Event::ProjectStarted { project, .. } => {
                started.insert(project, when.0);
            }
            Event::ProjectEnded {
                project, outcome, ..
            } => {
                if let Some(start) = started.remove(&project) {
                    reviews += reviews_of(start, when.0);
                    cancelled += u64::from(outcome == ProjectOutcome::Cancelled);
                }
            }
            _ => {}
        }
    }
    for start in started.into_values() {
        reviews += reviews_of(start, quarters as i32 - 1);
    }
    judge::binomial("cancelled", cancelled, reviews, strictness);
}

#[test]
fn a_short_runway_discourages_exploration() {
    let (runway, needed) = (2.0, 9.0 / 2.0);
    let mut scenario = projects(30);
    scenario.mechanisms.runway_choice = true;
    scenario.structures["loose-coupling"].runway_quarters = 2;
    let started = Trace::of(&scenario, 0).select(|_, event| match *event {
        Event::ProjectStarted { kind, .. } => Some(kind),
        _ => None,
    });
    let exploratory = started
        .iter()
        .filter(|&&kind| kind == ProjectKind::Exploratory);
    let share = scenario.research.exploratory_share * runway / needed;
    judge::binomial(
        "exploratory",
        exploratory.count() as u64,
        started.len() as u64,
        share,
    );
}

/// Qualities of what finishes, with the quarter.
fn qualities(scenario: &Scenario) -> Vec<(i32, f64)> {
    Trace::of(scenario, 0).select(|when, event| match *event {
        Event::ProjectEnded {
            outcome: ProjectOutcome::Finished { quality, .. },
            ..
        } => Some((when.0, quality)),
        _ => None,
    })
}

#[test]
fn partners_raise_quality_by_what_they_know() {
    let (weight, parted) = (0.8, 5);
    let mut scenario = projects(12);
    scenario.teams.ties_per_person = 3;
    scenario.teams.tie_renewal = 0.0;
    scenario.teams.tie_repair = 0.0;
    scenario.teams.acquaintance = 1.0;
    scenario.people.know_how_sigma = 0.0;
    scenario.research.know_how = weight;
    // All ties break for good.
    scenario.mechanisms.tie_breakage = true;
    scenario.work.tie_breakage = 1.0;
    worlds::reorganise(&mut scenario, parted, "loose-coupling");
    let alone = qualities(&scenario);
    scenario.mechanisms.know_how = true;
    let together = qualities(&scenario);
    assert_eq!(alone.len(), together.len());
    let helped = |quarter: i32| quarter < parted as i32;
    let (mut before, mut after) = (0, 0);
    for ((quarter, alone), (_, together)) in alone.into_iter().zip(together) {
        // Full knowledge of three ordinary partners is usual; without any, the crew is left
        // with its own.
        let factor = if helped(quarter) {
            1.0
        } else {
            1.0 / (1.0 + weight)
        };
        let ratio = together / alone;
        // Who came in the quarter before the start knows nobody yet.
        before += usize::from(helped(quarter) && (ratio - factor).abs() < 1e-12);
        after += usize::from(!helped(quarter));
        assert!(ratio <= factor + 1e-12, "{quarter}: {ratio}");
        assert!(helped(quarter) || (ratio - factor).abs() < 1e-12);
    }
    assert!(before > 500 && after > 500, "{before} and {after}");
}

#[test]
fn acquaintance_grows_with_the_age_of_ties() {
    let (weight, gain) = (1.0, 0.25);
    let mut scenario = projects(16);
    scenario.mechanisms.know_how = true;
    scenario.mechanisms.tie_breakage = true;
    scenario.teams.ties_per_person = 1;
    scenario.teams.tie_renewal = 0.0;
    scenario.teams.tie_repair = 1.0;
    scenario.teams.acquaintance = gain;
    scenario.people.know_how_sigma = 0.0;
    scenario.research.know_how = weight;
    scenario.work.tie_breakage = 1.0;
    worlds::reorganise(&mut scenario, 3, "loose-coupling");
    let with = qualities(&scenario);
    scenario.mechanisms.know_how = false;
    let without = qualities(&scenario);
    let mut seen = 0;
    for ((quarter, with), (_, without)) in with.into_iter().zip(without) {
        if quarter >= 3 {
            // All ties were formed at the end of quarter 3.
            let shared = 1.0 - libm::pow(1.0 - gain, f64::from(quarter - 3));
            let factor = (1.0 + weight * shared) / (1.0 + weight);
            assert!((with / without - factor).abs() < 1e-12, "{quarter}");
            seen += 1;
        }
    }
    assert!(seen > 1000);
}

#[test]
fn skill_sets_the_pace_of_projects_by_its_elasticity() {
    let ended = |sigma: f64, elasticity: f64| {
        let mut scenario = projects(12);
        scenario.people.research_skill_sigma = sigma;
        scenario.research.pace_elasticity = elasticity;
        Trace::of(&scenario, 0).select(|when, event| match *event {
            Event::ProjectEnded { project, .. } => Some((when, project)),
            _ => None,
        })
    };
    assert!(ended(1.0, 0.5) != ended(1.0, 1.0));
    assert!(ended(1.0, 0.0) == ended(0.0, 1.0));
}

#[test]
fn leavers_take_along_a_share_of_their_part() {
    // One researcher a crew, with one project at a time that takes four quarters.
    let first_ends = |taken: f64| {
        let mut scenario = projects(16);
        scenario.teams.crew_size = 1;
        scenario.research.project_staff = 1.0;
        scenario.research.exploratory_share = 0.0;
        scenario.research.incremental_effort = 4.0;
        scenario.research.effort_sigma = 0.0;
        scenario.research.taken_progress = taken;
        scenario.research.pace_elasticity = 0.0;
        scenario.people.research_skill_sigma = 0.0;
        scenario.mechanisms.taken_progress = true;
        scenario.mechanisms.hiring = true;
        scenario.hiring.fill_median = 1.0;
        scenario.hiring.fill_sigma = 0.0;
        let everybody = scenario::Departure {
            who: scenario::Who::MostSkilled,
            role: orgsim::model::Role::Researcher,
            people: 900,
            units: Vec::new(),
        };
        let departure = scenario::Action::Departure(everybody);
        scenario
            .events
            .insert("all".into(), scenario::Event::at(1, departure));
        let mut first = BTreeMap::new();
        for (when, event) in Trace::of(&scenario, 0).events {
            if let Event::ProjectEnded { project, .. } = event
                && when.0 > 1
            {
                first.entry(project).or_insert(when.0);
            }
        }
        let mut ends: Vec<i32> = first.into_values().collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    // New people come at the end of quarter 2; half of what is done leaves half of it to do.
    assert_eq!(first_ends(1.0), [6]);
    assert_eq!(first_ends(0.5), [5, 6]);
    assert_eq!(first_ends(0.0), [3, 4, 5, 6]);
}
