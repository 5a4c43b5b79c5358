//! The recorder on events told by hand.

use super::{Layout, Outcome, Recorder, RunRecord, SpellKind};
use crate::model::{
    Destination, Event, ExitReason, Observer, Organization, ProjectKind, ProjectOutcome, Role,
};
use crate::random::Entity;
use crate::scenario::{Action, Scenario};
use crate::units::Quarter;

const BURN_IN: u32 = 5;

fn scenario(quarters: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.simulation.quarters = quarters;
    scenario.simulation.burn_in_quarters = BURN_IN;
    scenario
}

/// An organisation that does what it is told, and tells it to a recorder.
struct Told<'a> {
    organization: Organization,
    recorder: Recorder<'a>,
    quarter: i32,
}

impl<'a> Told<'a> {
    /// Researchers in the first seats, engineers in the others, all there for
    /// `tenure` quarters when the burn-in begins.
    #[allow(
        clippy::field_reassign_with_default,
        reason = "most fields are private"
    )]
    fn new(layout: &'a Layout, researchers: usize, engineers: usize, tenure: u32) -> Self {
        let seats = researchers + engineers;
        let mut organization = Organization::default();
        organization.seats.role = vec![Role::Researcher; researchers];
        organization.seats.role.resize(seats, Role::Engineer);
        organization.seats.occupied = vec![true; seats];
        organization.seats.person = (0..seats as u32)
            .map(|id| Entity { id, generation: 0 })
            .collect();
        organization.seats.tenure = vec![tenure; seats];
        organization.minds.satisfaction = vec![0.25; seats];
        organization.minds.research_effort = vec![0.75; seats];
        organization.traits.preference = vec![0.5; seats];
        organization.seats.team = vec![3; seats];
        organization.seats.vacant_since = vec![Quarter(-999); seats];
        organization.seats.open = vec![true; seats];
        organization.ties.live = vec![2; seats];
        organization.ties.crossing = vec![1; seats];
        organization.reputation = 1.5;
        let mut recorder = Recorder::new(layout).with_spells();
        recorder.started(&organization);
        Self {
            organization,
            recorder,
            quarter: -(BURN_IN as i32),
        }
    }

    fn tell(&mut self, event: Event) {
        let quarter = Quarter(self.quarter);
        self.recorder.happened(quarter, event, &self.organization);
    }

    fn leave(&mut self, seat: usize) {
        self.organization.seats.occupied[seat] = false;
        self.organization.seats.vacant_since[seat] = Quarter(self.quarter);
        self.tell(Event::Left {
            seat,
            person: self.organization.seats.person[seat],
            team: self.organization.seats.team[seat] as usize,
            tenure: self.organization.seats.tenure[seat],
            reason: ExitReason::Shock,
            destination: Destination::Startup,
        });
    }

    fn hire(&mut self, seat: usize) {
        self.organization.seats.occupied[seat] = true;
        self.organization.seats.person[seat].generation += 1;
        self.tell(Event::Hired {
            seat,
            vacant_since: self.organization.seats.vacant_since[seat],
        });
        // in the first quarter of work the tenure becomes 1; see `quarter_ends`
        self.organization.seats.tenure[seat] = u32::MAX;
    }

    fn quarter_ends(&mut self) {
        for tenure in &mut self.organization.seats.tenure {
            *tenure = tenure.wrapping_add(1);
        }
        let quarter = Quarter(self.quarter);
        self.recorder.quarter_ended(quarter, &self.organization);
        self.quarter += 1;
    }

    /// Quarters pass without events until the given one begins.
    fn until(&mut self, quarter: i32) -> &mut Self {
        while self.quarter < quarter {
            self.quarter_ends();
        }
        self
    }

    fn record(&mut self, layout: &Layout) -> RunRecord {
        self.until(layout.quarters() as i32);
        self.recorder.record()
    }
}

fn value(layout: &Layout, record: &RunRecord, key: &str) -> (f64, u64, u64) {
    let place = layout.value(key).unwrap_or_else(|| panic!("no {key}"));
    (
        record.values[place],
        record.items[place],
        record.censored[place],
    )
}

fn series<'a>(layout: &Layout, record: &'a RunRecord, key: &str) -> &'a [f64] {
    let quarters = layout.quarters() as usize;
    let place = layout
        .series()
        .iter()
        .position(|series| series.measure.key() == key)
        .unwrap_or_else(|| panic!("no {key}"));
    &record.series[place * quarters..][..quarters]
}

#[test]
fn retention_counts_those_who_never_left() {
    let layout = Layout::new(&scenario(8));
    let mut told = Told::new(&layout, 10, 0, 6);
    // -2: two leave and are replaced; 1: one of the replacements leaves
    told.until(-2);
    told.leave(0);
    told.leave(1);
    told.hire(0);
    told.hire(1);
    told.until(1).leave(0);
    told.until(5).leave(2);
    told.until(6).hire(2);
    let record = told.record(&layout);
    let expected = [
        0.8, // cohort of -4: ten, two left in -2
        0.8, // cohort of -3: the same two
        0.9, // cohort of -2: ten with the replacements, one left in 1
        0.9, // cohort of -1
        0.9, // cohort of 0
        8.0 / 9.0,
        8.0 / 9.0, // the newcomer of 6 does not count for the cohort of 2
        8.0 / 9.0,
    ];
    assert_eq!(
        series(&layout, &record, "researcher_retention_12m"),
        expected
    );
    // cohorts of -4 to -1, ten people each, and of 0 to 3, followed to 4 to 7
    let retained = 8.0 + 8.0 + 9.0 + 9.0 + 9.0 + 8.0 + 8.0 + 8.0;
    assert_eq!(
        value(&layout, &record, "researcher_retention_12m"),
        (retained / (40.0 + 10.0 + 9.0 + 9.0 + 9.0), 77, 0)
    );
    assert!(value(&layout, &record, "engineer_retention_12m").0.is_nan());
}

#[test]
fn retention_in_a_segment_lies_wholly_inside() {
    let mut scenario = scenario(12);
    let event = crate::scenario::Event::at(6, Action::reorganise("fusion-teams"));
    scenario.events.insert("fusion".to_owned(), event);
    let layout = Layout::new(&scenario);
    let mut told = Told::new(&layout, 4, 0, 6);
    told.until(6).leave(0);
    told.until(7).leave(1);
    let record = told.record(&layout);
    let retention = |key| value(&layout, &record, key).0;
    // from quarter 0 on, cohorts of the burn-in are followed, too
    assert_eq!(retention("researcher_retention_12m__q0_q5"), 1.0);
    // cohorts of 6 (three people, one of whom leaves in 7) and of 7
    assert_eq!(retention("researcher_retention_12m__q6_q11"), 4.0 / 5.0);
    // 4 of 4 four times, then 4+4+3+2+2+2+2+2 of 4+4+4+4+4+4+3+2
    assert_eq!(retention("researcher_retention_12m"), 37.0 / 45.0);
}

#[test]
fn a_short_observation_follows_cohorts_of_the_burn_in() {
    let layout = Layout::new(&scenario(4));
    let record = Told::new(&layout, 3, 0, 0).record(&layout);
    let (retention, cohorts, _) = value(&layout, &record, "researcher_retention_12m");
    assert_eq!((retention, cohorts), (1.0, 12));
    assert_eq!(
        series(&layout, &record, "researcher_retention_12m"),
        [1.0; 4]
    );
}

#[test]
fn hazard_and_survival_count_people_at_risk() {
    let layout = Layout::new(&scenario(8));
    // everybody has tenure 5 when quarter 0 begins
    let mut told = Told::new(&layout, 0, 10, 0);
    told.until(0).leave(0);
    told.until(1).hire(0);
    told.until(3).leave(0);
    told.until(4).leave(1);
    let record = told.record(&layout);
    // at risk 10, 9, 10, 10, 9, 8, 8, 8 person-quarters
    let (hazard, items, _) = value(&layout, &record, "engineer_exit_hazard");
    assert_eq!((hazard, items), (4.0 * 3.0 / 72.0, 72));
    // one newcomer at risk in 2 (tenure 0) and 3 (tenure 1), gone in the second
    assert_eq!(
        value(&layout, &record, "engineer_survival_4q"),
        (0.0, 11, 8)
    );
    let exits = series(&layout, &record, "engineer_exits_to_startup");
    assert_eq!(exits, [1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!(
        value(&layout, &record, "engineer_shock_share_of_exits"),
        (1.0, 3, 0)
    );
    assert_eq!(
        series(&layout, &record, "engineer_vacancies"),
        [1.0, 0.0, 0.0, 1.0, 2.0, 2.0, 2.0, 2.0]
    );
}

#[test]
fn levels_are_means_over_those_present() {
    let layout = Layout::new(&scenario(2));
    let mut told = Told::new(&layout, 2, 2, 0);
    told.organization.minds.satisfaction = vec![1.0, -0.5, 9.0, 0.0];
    told.leave(2);
    told.organization.transfers.count = 3;
    let record = told.record(&layout);
    let number = |key| value(&layout, &record, key).0;
    assert_eq!(number("researcher_satisfaction"), 0.25);
    assert_eq!(number("engineer_satisfaction"), 0.0);
    assert_eq!(number("engineer_research_effort"), 0.75);
    assert_eq!(number("engineer_head_count"), 1.0);
    assert_eq!(number("cross_tie_share"), 0.5);
    assert_eq!(number("reputation"), 1.5);
    assert_eq!(number("breakthroughs_open"), 3.0);
}

#[test]
fn work_is_counted_per_quarter_and_per_person() {
    let layout = Layout::new(&scenario(4));
    let mut told = Told::new(&layout, 5, 0, 0);
    let kind = ProjectKind::Exploratory;
    told.tell(Event::PapersSubmitted { seat: 0, papers: 9 });
    told.until(1)
        .tell(Event::PapersSubmitted { seat: 0, papers: 3 });
    let author = told.organization.seats.person[1];
    told.tell(Event::PaperAccepted {
        author,
        submitted: Quarter(0),
        topic: 0,
        venue: 0,
        citations: 20.0,
    });
    told.until(2)
        .tell(Event::ProjectStarted { project: 0, kind });
    for (hit, flop) in [(true, false), (false, true), (false, false)] {
        told.tell(Event::ProjectEnded {
            project: 0,
            kind,
            started: Quarter(0),
            outcome: ProjectOutcome::Finished {
                quality: 1.0,
                hit,
                flop,
            },
        });
    }
    told.tell(Event::ProjectEnded {
        project: 1,
        kind,
        started: Quarter(1),
        outcome: ProjectOutcome::Cancelled,
    });
    told.tell(Event::FeaturesShipped {
        team: 0,
        features: 6,
    });
    let record = told.record(&layout);
    let number = |key| value(&layout, &record, key).0;
    assert_eq!(number("papers_submitted"), 0.75);
    assert_eq!(number("papers_submitted_per_researcher"), 3.0 / 20.0);
    assert_eq!(
        series(&layout, &record, "papers_accepted_per_researcher"),
        [0.0, 0.2, 0.0, 0.0]
    );
    assert_eq!(number("hits"), 0.25);
    assert_eq!(value(&layout, &record, "hit_share"), (0.25, 4, 0));
    assert_eq!(number("projects_cancelled"), 0.25);
    assert_eq!(number("projects_finished"), 0.75);
    assert_eq!(number("features_shipped"), 1.5);
    assert!(series(&layout, &record, "flop_share")[0].is_nan());
}

#[test]
fn breakthroughs_of_the_burn_in_are_no_part_of_the_cohort() {
    let layout = Layout::new(&scenario(12));
    let mut told = Told::new(&layout, 1, 0, 0);
    let made = |breakthrough| Event::BreakthroughMade {
        breakthrough,
        team: 4,
    };
    told.until(-3).tell(made(0));
    told.tell(made(1));
    told.until(-1).tell(Event::Abandoned {
        breakthrough: 1,
        made: Quarter(-3),
    });
    told.until(0).tell(made(2));
    told.until(1).tell(made(3));
    told.tell(Event::Shipped {
        breakthrough: 0,
        made: Quarter(-3),
        value: 1.0,
    });
    told.until(3).tell(Event::Shipped {
        breakthrough: 3,
        made: Quarter(1),
        value: 2.0,
    });
    told.until(11).tell(made(4));
    let record = told.record(&layout);
    let number = |key| value(&layout, &record, key);
    // 2 open after 11 quarters, 3 shipped after 2, 4 open after 0
    assert_eq!(number("shipped_by_2q"), (0.5, 3, 2));
    assert_eq!(number("latency_median"), (2.0, 3, 2));
    assert_eq!(number("latency_median_reached"), (1.0, 3, 2));
    assert_eq!(number("latency_median_shipped").0, 2.0);
    assert_eq!(number("latency_restricted_mean").0, 2.0 + 6.0 * 0.5);
    assert_eq!(number("breakthroughs_open_share").0, 2.0 / 3.0);
    // but its shipping counts for the flow
    assert_eq!(number("breakthroughs_shipped").0, 2.0 / 12.0);
    assert_eq!(number("shipped_value").0, 3.0 / 12.0);
}

#[test]
fn spells_are_truncated_on_the_left_and_censored_on_the_right() {
    let layout = Layout::new(&scenario(6));
    let mut told = Told::new(&layout, 2, 0, 10);
    told.until(2).leave(0);
    told.until(4).hire(0);
    told.until(5).tell(Event::BreakthroughMade {
        breakthrough: 0,
        team: 7,
    });
    let spells = told.record(&layout).spells.expect("spells were asked for");
    let rows: Vec<_> = spells
        .iter()
        .map(|s| {
            let entity = (s.entity.id, s.entity.generation);
            (s.kind, entity, s.entry.0, s.start.0, s.end.0, s.outcome)
        })
        .collect();
    // tenure 10 at the start of quarter -5: first at work in -15
    assert_eq!(
        rows,
        [
            (SpellKind::Employment, (0, 0), 0, -15, 2, Outcome::Resigned),
            (SpellKind::Employment, (0, 1), 5, 5, 5, Outcome::Censored),
            (SpellKind::Employment, (1, 0), 0, -15, 5, Outcome::Censored),
            (SpellKind::Transfer, (0, 0), 5, 5, 5, Outcome::Censored),
            (SpellKind::Vacancy, (0, 0), 2, 2, 4, Outcome::Filled),
        ]
    );
}

#[test]
fn a_recorder_forgets_the_run_before() {
    let layout = Layout::new(&scenario(6));
    let mut told = Told::new(&layout, 3, 3, 0);
    told.until(1).leave(1);
    told.tell(Event::BreakthroughMade {
        breakthrough: 0,
        team: 0,
    });
    told.record(&layout);
    let mut fresh = Told::new(&layout, 3, 3, 0);
    let expected = fresh.record(&layout);
    let mut again = Told::new(&layout, 3, 3, 0);
    again.recorder = told.recorder;
    again.recorder.started(&again.organization);
    assert_eq!(again.record(&layout), expected);
}
