//! What becomes of research projects.

use crate::trace::Trace;
use crate::{judge, worlds};
use orgsim::model::{Event, ProjectKind, ProjectOutcome};
use orgsim::scenario::Scenario;

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
    let mut started = vec![None; 4 * SLOTS];
    let reviews_of = |start: i32, last: i32| (last - start - runway as i32 + 1).max(0) as u64;
    let (mut reviews, mut cancelled) = (0, 0);
    for &(when, event) in &trace.events {
        match event {
            Event::ProjectStarted { project, .. } => started[project] = Some(when.0),
            Event::ProjectEnded {
                project, outcome, ..
            } => {
                if let Some(start) = started[project].take() {
                    reviews += reviews_of(start, when.0);
                    cancelled += u64::from(outcome == ProjectOutcome::Cancelled);
                }
            }
            _ => {}
        }
    }
    for start in started.into_iter().flatten() {
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
