//! The model agrees bit for bit with a plain one, which is written to be read:
//! event by event, and in the state of everybody at the end of every quarter.

mod difference;

use std::collections::BTreeMap;

use crate::happenings::{self, Known};
use crate::reference::{self, counted::addresses};
use crate::trace::Trace;
use difference::difference;
use orgsim::random::Stream;
use orgsim::scenario::{self, Range, Scenario, registry};
use proptest::prelude::*;

/// Two units with different structures, small enough to be fast and uneven
/// enough that nothing divides.
const SMALL: &str = r#"
[simulation]
quarters = 18
burn_in_quarters = 6
latency_horizon_quarters = 4

[units.lab]
researchers = 11
engineers = 13

[units.shop]
researchers = 7
engineers = 16
structure = "fusion-teams"

[topics.video]
share = 0.4
request_factor = 1.5
submission_factor = 1.25

[topics.language]
share = 0.6

[venues.conferences]
share = 0.7

[venues.journals]
share = 0.3
acceptance_odds = 1.5
citation_factor = 0.5

[compute]
gpus = 700

[incentives.quota]
form = "quota"

[incentives.race]
form = "relative"
papers = 0.3
shipping_speed = 0.2

[structures.half-mixed]
technical_control = 0.4
evaluation_weight = 0.5
product_evaluation = "quota"
runway_quarters = 2
cross_ties = 0.3
concurrent_assignments = 3.4
mixed_teams = 0.5
gate_interval_quarters = 3

[events.fuse]
quarter = 3
reorganise = { structure = "fusion-teams", units = ["lab"] }

[events.split]
quarter = 5
reorganise = { structure = "half-mixed", units = ["shop"] }

[events.again]
quarter = 7
reorganise = { structure = "half-mixed", units = ["lab"] }

[events.back]
quarter = 10
restore_autonomy = {}

[events.phased]
quarter = 14
reorganise = { structure = "fusion-teams", over_quarters = 3, announced_quarters = 2 }

[events.star]
quarter = 2
departure = { who = "most-central", people = 2 }

[events.manager]
quarter = 4
departure = { who = "manager", role = "engineer", units = ["shop"] }

[events.skilled]
quarter = 9
departure = { who = "most-skilled", role = "engineer" }

[events.together]
quarter = 8
spin_off = { people = 3 }

[events.dismissals]
quarter = 6
layoff = { share = 0.2, units = ["lab"] }

[events.cut]
quarter = 11
change_budget = { funded_share = 0.8, role = "engineer" }

[events.freeze]
quarter = 3
hiring_freeze = { quarters = 2, role = "researcher" }

[events.fewer-gpus]
quarter = 12
change_compute = { factor = 0.5 }

[events.raise]
quarter = 3
change_pay = { ratio = 1.15, role = "researcher" }

[events.fall]
quarter = 6
change_pay = { ratio = 0.9, spread = 0.3, units = ["shop"] }

[events.grant]
quarter = 4
retention_grant = { hold = 0.8, quarters = 3, pay_share = 0.3 }

[events.smaller]
quarter = 5
descope_flagship = { scale = 0.6 }

[events.demand]
quarter = 2
repeat_quarters = 5
demand_shock = { factor = 2.5, quarters = 2 }

[events.offers]
quarter = 7
offer_wave = { hazard_ratio = 3.0, skill_slope = 0.4, quarters = 2, role = "researcher" }

[events.rescue]
when = { measure = "researcher_head_count", below = 15, for_quarters = 2 }
repeat_quarters = 4
reorganise = { structure = "half-mixed", units = ["lab"], announced_quarters = 1 }

[events.response]
when = { measure = "reputation", above = 0.5, below = 1.5 }
retention_grant = { hold = 0.3, quarters = 2, pay_share = 0.1, role = "engineer" }
"#;

/// Settings with which people, breakthroughs and papers come and go so fast that
/// a short run sees all that can happen.
const BUSY: [&str; 6] = [
    "labour_market.base_hazard=0.03",
    "market.release_rate=0.1",
    "research.breakthrough_quality=0.7",
    "research.incremental_effort=2",
    "papers.acceptance=0.5",
    "agenda.request_rate=0.6",
];

/// What happens there: events, and how things end.
const KINDS: [&str; 31] = [
    "Reorganised",
    "Pivoted",
    "ProjectStarted",
    "Exploratory",
    "Incremental",
    "Finished",
    "Cancelled",
    "PapersSubmitted",
    "PaperAccepted",
    "BreakthroughMade",
    "Adopted",
    "Shipped",
    "Abandoned",
    "FeaturesShipped",
    "Shock",
    "NoShock",
    "Competitor",
    "Startup",
    "Academia",
    "Elsewhere",
    "Hired",
    "Announced",
    "Layoff",
    "Named",
    "RetentionGranted",
    "TrainingStarted",
    "TrainingEnded",
    "ModelsReleased",
    "CompetitorsReleased",
    "StartupFounded",
    "CompetitorEmerged",
];

fn scenario(text: &str, settings: &[String]) -> Scenario {
    match scenario::load_bytes("scenario.toml", text.into(), settings) {
        Ok(loaded) => loaded.scenario,
        Err(faults) => panic!("{faults}"),
    }
}

fn busy(settings: &[&str]) -> Scenario {
    let all = BUSY.iter().chain(settings);
    scenario(SMALL, &all.map(|&s| s.to_owned()).collect::<Vec<_>>())
}

/// The model's trace, in which only identity and place of a vacant seat count.
fn model(scenario: &Scenario, run: u64) -> Trace {
    let mut trace = Trace::of(scenario, run);
    let seats = trace
        .moments
        .iter_mut()
        .flat_map(|moment| &mut moment.seats);
    for seat in seats.filter(|seat| !seat.occupied) {
        seat.tenure = 0;
        seat.satisfaction = 0.0;
        seat.research_effort = 0.0;
        seat.research_skill = 0.0;
    }
    trace
}

#[track_caller]
fn agree(scenario: &Scenario) {
    for run in 0..3 {
        if let Some(difference) = difference(&model(scenario, run), &reference::run(scenario, run))
        {
            panic!("run {run}: {difference}");
        }
    }
}

#[test]
fn they_agree_on_the_default_scaled_down() {
    let small = "units.core = { researchers = 15, engineers = 45 }\nsimulation.quarters = 12";
    agree(&scenario(small, &[]));
    agree(&scenario(
        small,
        &["units.core.structure=\"fusion-teams\"".into()],
    ));
}

/// Agreement where nothing happens would say nothing.
#[test]
fn much_happens_in_these_runs() {
    let scenario = busy(&[]);
    let mut counts = BTreeMap::new();
    for run in 0..3 {
        for (_, event) in reference::run(&scenario, run).events {
            let words = format!("{event:?}");
            let kinds = words.split([' ', '{', ':', '.', ',', '}', '(']);
            for kind in kinds.filter(|word| word.starts_with(char::is_uppercase)) {
                *counts.entry(kind.to_owned()).or_insert(0) += 1;
            }
        }
    }
    for kind in KINDS {
        let count = counts.get(kind).copied().unwrap_or(0);
        assert!(count >= 5, "{kind} happened {count} times: {counts:?}");
    }
}

/// Two decisions with one draw would be one decision. The model draws what the
/// plain one draws, or they would not agree.
#[test]
fn no_draw_decides_twice() {
    let scenario = busy(&[]);
    for run in 0..3 {
        let mut addresses: Vec<_> = addresses(|| drop(reference::run(&scenario, run)))
            .into_iter()
            .map(|(stream, whose, quarter, other, draw)| {
                let whose = (whose.id, whose.generation);
                (stream as usize, whose, quarter.0, other, draw)
            })
            .collect();
        assert!(addresses.len() > 5_000, "{} draws", addresses.len());
        addresses.sort_unstable();
        let twice = addresses.windows(2).filter(|pair| pair[0] == pair[1]);
        let twice: Vec<_> = twice
            .map(|pair| (Stream::ALL[pair[0].0], pair[0]))
            // the shock that moved a leaver is looked at again as the reason, and a
            // tie that one change of a quarter breaks is broken for the next
            .filter(|(stream, _)| !matches!(stream, Stream::Shock | Stream::TieBreakage))
            .take(10)
            .collect();
        assert!(twice.is_empty(), "run {run}: {twice:?}");
    }
}

#[test]
fn they_agree_when_much_happens() {
    agree(&busy(&[]));
    for seed in 2..6 {
        agree(&busy(&[&format!("simulation.seed={seed}")]));
    }
}

#[test]
fn they_agree_without_any_one_mechanism() {
    let parameters = registry().parameters().iter();
    let switches: Vec<String> = parameters
        .map(|parameter| parameter.key())
        .filter(|key| key.starts_with("mechanisms."))
        .collect();
    assert!(switches.len() > 20, "{switches:?}");
    for switch in switches {
        agree(&busy(&[&format!("{switch}=false")]));
    }
}

#[test]
fn they_agree_on_every_form_of_incentives() {
    for form in ["linear", "quota", "relative"] {
        agree(&busy(&[
            &format!("incentives.product.form=\"{form}\""),
            &format!("incentives.publication.form=\"{form}\""),
        ]));
    }
    agree(&busy(&[
        "roles.researcher.junior_incentive=\"race\"",
        "roles.engineer.senior_incentive=\"quota\"",
        "units.lab.engineer_incentive=\"race\"",
        "units.shop.researcher_incentive=\"product\"",
    ]));
}

#[test]
fn they_agree_on_who_is_known_to_be_there() {
    agree(&busy(&[
        "simulation.burn_in_quarters=0",
        "units.lab.researcher_tenures=[0, 3, 40, 7, 160, 2, 2, 1]",
        "units.shop.engineer_tenures=[9, 8, 8, 30]",
        "units.shop.exit_ratio=1.5",
        "roles.engineer.exit_ratio=0.5",
    ]));
}

/// Alone in a team, nobody can be better than the others.
#[test]
fn they_agree_where_no_effort_pays() {
    agree(&busy(&[
        "incentives.product.form=\"relative\"",
        "incentives.publication.form=\"relative\"",
        "teams.crew_size=1",
        "teams.team_size=1",
        "teams.managers_per_team=0",
        "events.manager.departure.who=\"most-central\"",
    ]));
}

/// Effort is all or nothing here, and a reorganisation turns it over: crews begin
/// research without a project, and leave projects to wait.
#[test]
fn they_agree_where_research_stops_and_starts() {
    for elasticity in ["0", "0.5"] {
        agree(&busy(&[
            "units.lab.researcher_incentive=\"product\"",
            "units.shop.researcher_incentive=\"product\"",
            "structures.half-mixed.product_evaluation=\"publication\"",
            "structures.half-mixed.evaluation_weight=1",
            "people.taste_none_share=1",
            "effort.adjustment=1",
            &format!("papers.progress_elasticity={elasticity}"),
        ]));
    }
}

#[test]
fn they_agree_whether_or_not_transfers_take_engineers() {
    for wanted in [0.0, 0.5, 40.0] {
        let wanted = format!("transfer.engineers_per_transfer={wanted}");
        agree(&busy(&[&wanted]));
        agree(&busy(&[&wanted, "units.lab.engineers=0"]));
    }
}

#[test]
fn they_agree_on_every_curve_of_switching() {
    for curve in ["none", "tregubov", "weinberg"] {
        agree(&busy(&[&format!("work.context_switching=\"{curve}\"")]));
    }
    let most = "structures.fusion-teams.concurrent_assignments=6";
    agree(&busy(&["work.context_switching=\"weinberg\"", most]));
}

#[test]
fn they_agree_on_teams_of_any_shape() {
    for (crew, team) in [(1, 2), (2, 3), (3, 4), (4, 9), (5, 30), (20, 20)] {
        agree(&busy(&[
            &format!("teams.crew_size={crew}"),
            &format!("teams.team_size={team}"),
        ]));
    }
    for (researchers, engineers) in [(0, 5), (5, 0), (1, 1), (2, 40), (30, 1)] {
        for structure in ["loose-coupling", "fusion-teams", "half-mixed"] {
            agree(&busy(&[
                &format!("units.lab.researchers={researchers}"),
                &format!("units.lab.engineers={engineers}"),
                &format!("units.lab.structure=\"{structure}\""),
                "events.fuse.reorganise.structure=\"half-mixed\"",
            ]));
        }
    }
}

/// What drawn events speak of. Of the measures, those that the trace knows.
const KNOWN: Known = Known {
    units: ["lab", "shop"],
    structures: &["loose-coupling", "fusion-teams", "half-mixed", "unified"],
    measures: &[
        ("researcher_head_count", 8.0, 19.0),
        ("reputation", 0.4, 1.4),
    ],
    quarters: 18,
};

/// Parameters whose values must fit each other, or which only make runs longer.
const FIXED: [&str; 5] = [
    "simulation.",
    "incentives.*.",
    "labour_market.to_",
    "events.*.",
    "research.flop_quality",
];

/// A setting of some parameter: which one, for which table of its kind, and how
/// far between the lowest value and the highest.
type Turn = (usize, usize, f64);

/// The setting that a turn stands for; None if the parameter is fixed.
fn setting((which, table, position): Turn) -> Option<String> {
    let parameters: Vec<_> = registry().parameters().iter().collect();
    let parameter = parameters[which % parameters.len()];
    let key = parameter.key();
    if parameter.is_directive() || FIXED.iter().any(|fixed| key.starts_with(fixed)) {
        return None;
    }
    let key = key
        .replace("units.*", ["units.lab", "units.shop"][table % 2])
        .replace(
            "structures.*",
            [
                "structures.loose-coupling",
                "structures.fusion-teams",
                "structures.half-mixed",
            ][table % 3],
        );
    let Range::Interval(range) = &parameter.range else {
        return match parameter.shown.to_string().as_str() {
            "true" => Some(format!("{key}=false")),
            _ => None,
        };
    };
    // Up to twice the default: some ranges are wide enough for a run to take
    // hours, and the ends, where formulas break, are mostly low.
    let shown: f64 = parameter.shown.to_string().parse().ok()?;
    let high = range.high.min(if shown > 0.0 { 2.0 * shown } else { 1.0 });
    let low = match range.includes_low {
        true => range.low,
        false => 0.1 * shown,
    };
    let (low, high) = match key.contains("units.") {
        true => (0.0, 20.0),
        false => (low, high),
    };
    let value = low + position * (high - low);
    Some(match parameter.kind {
        scenario::Type::Integer => format!("{key}={}", value.round()),
        _ => format!("{key}={value:?}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_global_rejects: 8192, ..ProptestConfig::default() })]
    #[test]
    fn they_agree_on_any_small_scenario(
        turns in prop::collection::vec(
            (0..1000usize, 0..6usize, prop_oneof![Just(0.0), Just(1.0), 0.0..1.0]),
            0..40,
        ),
        run in 0..1000u64,
    ) {
        let settings = turns.into_iter().filter_map(setting);
        let settings: Vec<String> = BUSY.iter().map(|&s| s.into()).chain(settings).collect();
        let loaded = scenario::load_bytes("scenario.toml", SMALL.into(), &settings);
        prop_assume!(loaded.is_ok());
        let scenario = loaded.unwrap().scenario;
        let difference = difference(&model(&scenario, run), &reference::run(&scenario, run));
        prop_assert!(difference.is_none(), "{settings:#?}\n{}", difference.unwrap());
    }

    /// As many events as come, beside those that there are or instead of them.
    #[test]
    fn they_agree_on_any_events(
        events in prop::collection::vec(happenings::choices(), 1..8),
        alone in any::<bool>(),
        switched_off in 0..40usize,
        run in 0..1000u64,
    ) {
        let mut text = if alone {
            SMALL.split("[events.").next().unwrap_or(SMALL).to_owned()
        } else {
            SMALL.to_owned()
        };
        for (place, event) in events.iter().enumerate() {
            text += &event.text(&format!("drawn{place}"), &KNOWN);
        }
        let switches = registry().parameters().iter();
        let switch = switches
            .filter(|parameter| parameter.key().starts_with("mechanisms."))
            .nth(switched_off)
            .map(|parameter| format!("{}=false", parameter.key()));
        let settings = BUSY.iter().map(|&s| s.into()).chain(switch);
        let settings: Vec<String> = settings.collect();
        let loaded = scenario::load_bytes("scenario.toml", text.clone().into(), &settings);
        prop_assume!(loaded.is_ok());
        let scenario = loaded.unwrap().scenario;
        let difference = difference(&model(&scenario, run), &reference::run(&scenario, run));
        prop_assert!(difference.is_none(), "{text}\n{settings:?}\n{}", difference.unwrap());
    }
}
