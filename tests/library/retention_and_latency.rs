//! Retention, survival and latency of the whole model, computed a second time
//! from its spells in the plainest way, and against closed forms.

use orgsim::engine::Signals;
use orgsim::experiment::{Session, Study, StudyResult};
use orgsim::metrics::{Layout, Outcome, RunRecord, Spell, SpellKind};
use orgsim::model::Role;
use orgsim::questions::file;
use orgsim::questions::patterns::constant_hazard;
use orgsim::scenario::{Action, Event, Scenario};
use orgsim::simulation::Simulation;
use std::convert::Infallible;

/// A reorganisation halfway, so that every branch of the model is used.
fn reorganising() -> Scenario {
    let mut scenario = Scenario::default();
    scenario.simulation.quarters = 12;
    let event = Event::at(5, Action::reorganise("fusion-teams"));
    scenario.events.insert("fusion".to_owned(), event);
    scenario
}

fn record_with_spells(simulation: &Simulation, run: u64) -> (RunRecord, Vec<Spell>) {
    let record = simulation.simulate(run, &mut simulation.recorder().with_spells());
    let spells = record.spells.clone().expect("spells were asked for");
    (record, spells)
}

fn value(layout: &Layout, record: &RunRecord, key: &str) -> f64 {
    record.values[layout.value(key).unwrap_or_else(|| panic!("no {key}"))]
}

/// Equal but for rounding; both missing counts as equal.
fn assert_close(found: f64, expected: Option<f64>, what: &str) {
    match expected {
        None => assert!(found.is_nan(), "{what}: {found}, expected none"),
        Some(expected) => assert!(
            (found - expected).abs() < 1e-12,
            "{what}: {found}, expected {expected}"
        ),
    }
}

fn employments(spells: &[Spell], role: Role) -> Vec<Spell> {
    let of_role = |s: &&Spell| s.kind == SpellKind::Employment && s.role == Some(role);
    spells.iter().filter(of_role).copied().collect()
}

/// Whether somebody is employed at the end of a quarter. Who is at work from a
/// quarter on was hired in the one before.
fn employed(spell: &Spell, quarter: i32) -> bool {
    spell.start.0 - 1 <= quarter && (spell.end.0 > quarter || spell.outcome == Outcome::Censored)
}

#[test]
fn retention_is_what_the_spells_say() {
    let simulation = Simulation::new(&reorganising());
    for run in 0..3 {
        let (record, spells) = record_with_spells(&simulation, run);
        for (role, name) in [
            (Role::Researcher, "researcher"),
            (Role::Engineer, "engineer"),
        ] {
            let people = employments(&spells, role);
            // who left in the burn-in has no spell, so only of a later window all are known
            let (mut cohorts, mut retained) = (0, 0);
            for t in 9..=11 {
                let cohort = people.iter().filter(|s| employed(s, t - 4));
                cohorts += cohort.clone().count();
                retained += cohort.filter(|s| employed(s, t)).count();
            }
            let key = format!("{name}_retention_12m__q5_q11");
            let expected = retained as f64 / cohorts as f64;
            assert_close(
                value(simulation.layout(), &record, &key),
                Some(expected),
                &key,
            );
        }
    }
}

/// The product-limit estimate, spell by spell.
fn survival_of(people: &[Spell], quarters: i32, first: i32, last: i32) -> Option<f64> {
    let mut survival = 1.0;
    for tenure in 0..quarters {
        // in which quarter a person has this tenure at the start
        let at_risk = people.iter().filter(|s| {
            let now = s.start.0 + tenure;
            (first..=last).contains(&now) && s.entry.0 <= now && now <= s.end.0
        });
        let exits = at_risk
            .clone()
            .filter(|s| s.outcome == Outcome::Resigned && s.end.0 == s.start.0 + tenure);
        match at_risk.clone().count() {
            _ if survival == 0.0 => {}
            0 => return None,
            n => survival *= 1.0 - exits.count() as f64 / n as f64,
        }
    }
    Some(survival)
}

#[test]
fn survival_and_hazard_are_what_the_spells_say() {
    let simulation = Simulation::new(&reorganising());
    for run in 0..3 {
        let (record, spells) = record_with_spells(&simulation, run);
        let people = employments(&spells, Role::Engineer);
        for (window, first, last) in [("", 0, 11), ("__q0_q4", 0, 4), ("__q5_q11", 5, 11)] {
            for quarters in [4, 8, 16] {
                let key = format!("engineer_survival_{quarters}q{window}");
                let expected = survival_of(&people, quarters, first, last);
                assert_close(value(simulation.layout(), &record, &key), expected, &key);
            }
            let at_risk: i32 = people
                .iter()
                .map(|s| (s.end.0.min(last) - s.entry.0.max(first) + 1).max(0))
                .sum();
            let exits = people
                .iter()
                .filter(|s| s.outcome == Outcome::Resigned && (first..=last).contains(&s.end.0));
            let key = format!("engineer_exit_hazard{window}");
            let expected = 4.0 * exits.count() as f64 / f64::from(at_risk);
            assert_close(
                value(simulation.layout(), &record, &key),
                Some(expected),
                &key,
            );
        }
    }
}

/// Aalen-Johansen by redistribution: everybody starts with the same mass; the
/// mass of the censored goes in equal parts to those at risk for longer. It
/// equals the product formula (Efron 1967 for one cause) and shares no code
/// with it.
fn incidence(transfers: &[(i32, Outcome)], time: i32) -> Option<f64> {
    let mut mass: Vec<f64> = vec![1.0 / transfers.len() as f64; transfers.len()];
    let mut shipped = 0.0;
    let longest = transfers.iter().map(|(t, _)| *t).max()?;
    for now in 0..=time {
        let at_risk = transfers.iter().any(|(t, _)| *t >= now);
        if !at_risk {
            // known for good only if nobody was censored last
            let lost = transfers
                .iter()
                .any(|(t, o)| *t == longest && *o == Outcome::Censored);
            return (!lost).then_some(shipped);
        }
        for (i, (t, outcome)) in transfers.iter().enumerate() {
            if *t == now && *outcome == Outcome::Shipped {
                shipped += mass[i];
            }
        }
        let later: Vec<usize> = (0..transfers.len())
            .filter(|&i| transfers[i].0 > now)
            .collect();
        for i in 0..transfers.len() {
            if transfers[i] == (now, Outcome::Censored) && !later.is_empty() {
                let share = mass[i] / later.len() as f64;
                later.iter().for_each(|&j| mass[j] += share);
            }
        }
    }
    Some(shipped)
}

#[test]
fn latency_is_what_the_spells_say() {
    let mut scenario = reorganising();
    scenario.simulation.quarters = 20;
    let simulation = Simulation::new(&scenario);
    for run in 0..5 {
        let (record, spells) = record_with_spells(&simulation, run);
        for (window, first, last) in [("", 0, 19), ("__q5_q19", 5, 19)] {
            let mut transfers: Vec<(i32, Outcome)> = spells
                .iter()
                .filter(|s| s.kind == SpellKind::Transfer && s.start.0 >= first)
                .map(|s| (s.end.0.min(last) - s.start.0, s.outcome))
                .collect();
            let number = |id: &str| value(simulation.layout(), &record, &format!("{id}{window}"));
            let made = transfers.len() as f64;
            for (id, outcome) in [
                ("breakthroughs_shipped_share", Outcome::Shipped),
                ("breakthroughs_abandoned_share", Outcome::Abandoned),
                ("breakthroughs_open_share", Outcome::Censored),
            ] {
                let part = transfers.iter().filter(|(_, o)| *o == outcome).count();
                if window.is_empty() {
                    assert_close(number(id), Some(part as f64 / made), id);
                }
            }
            // those made in the last quarter were never at risk
            transfers.retain(|(t, _)| *t > 0);
            for time in [2, 4, 8] {
                let id = format!("shipped_by_{time}q");
                assert_close(number(&id), incidence(&transfers, time), &id);
            }
            let below: Option<f64> = (0..8).map(|t| incidence(&transfers, t)).sum();
            assert_close(
                number("latency_restricted_mean"),
                below.map(|below| 8.0 - below),
                "latency_restricted_mean",
            );
            // One half up to rounding: the product form may miss it by a bit.
            let reached = |f: f64| f >= 0.5 - 1e-9;
            let median = (0..=15).find(|&t| incidence(&transfers, t).is_some_and(reached));
            assert_close(
                number("latency_median"),
                median.map(f64::from),
                "latency_median",
            );
        }
    }
}

#[test]
fn flows_and_levels_balance() {
    let simulation = Simulation::new(&reorganising());
    let layout = simulation.layout();
    let quarters = layout.quarters() as usize;
    for run in 0..3 {
        let record = simulation.simulate(run, &mut simulation.recorder());
        let series = |key: &str| {
            let place = layout.series().iter().position(|s| s.measure.key() == key);
            let start = place.unwrap_or_else(|| panic!("no {key}")) * quarters;
            &record.series[start..start + quarters]
        };
        for role in ["researcher", "engineer"] {
            let of = |id: &str| series(&format!("{role}_{id}"));
            let seats = of("head_count")[0] + of("vacancies")[0];
            for q in 0..quarters {
                assert_eq!(of("head_count")[q] + of("vacancies")[q], seats);
                if q > 0 {
                    let flow = of("hires")[q] - of("exits")[q];
                    assert_eq!(of("head_count")[q] - of("head_count")[q - 1], flow);
                }
                let by_reason = of("exits_after_shock")[q] + of("exits_without_shock")[q];
                let by_place = ["competitor", "startup", "academia", "elsewhere"]
                    .map(|place| of(&format!("exits_to_{place}"))[q]);
                assert_eq!(by_reason, of("exits")[q]);
                assert_eq!(by_place.iter().sum::<f64>(), of("exits")[q]);
            }
        }
        for q in 1..quarters {
            let open = series("breakthroughs_open");
            let flow = series("breakthroughs")[q]
                - series("breakthroughs_shipped")[q]
                - series("breakthroughs_abandoned")[q];
            assert_eq!(open[q] - open[q - 1], flow);
        }
    }
}

fn study(scenario: &Scenario) -> (Study, StudyResult) {
    let study = Study::new(scenario, Vec::new());
    let finding = study
        .run(0, &Signals::default(), |_| Ok::<(), Infallible>(()))
        .expect("threads are there");
    (study, finding)
}

/// With every mechanism off but exits and hiring, everybody has the hazard
/// `labour_market.base_hazard` in every quarter.
#[test]
fn a_constant_hazard_gives_the_closed_forms() {
    let mut scenario = constant_hazard(&Scenario::default(), 0.05);
    scenario.simulation.quarters = 20;
    scenario.simulation.burn_in_quarters = 8;
    scenario.simulation.runs = 300;
    let (study, finding) = study(&scenario);
    let stay: f64 = libm::exp(-0.05);
    let to_the = |quarters: i32| (0..quarters).map(|_| stay).product::<f64>();
    for role in ["researcher", "engineer"] {
        for (id, exact) in [
            ("retention_12m", to_the(4)),
            ("retention_24m", to_the(8)),
            ("survival_4q", to_the(4)),
            ("survival_8q", to_the(8)),
            ("survival_16q", to_the(16)),
            ("exit_hazard", 4.0 * (1.0 - stay)),
        ] {
            let key = format!("{role}_{id}");
            let estimate = finding.ensemble.value(study.layout().value(&key).unwrap());
            let (value, error) = (estimate.value.unwrap(), estimate.std_error.unwrap());
            // six standard errors of 300 runs: a false alarm in about 7e-8 for
            // all twelve together
            assert!(
                (value - exact).abs() < 6.0 * error,
                "{key}: {value}, {exact}"
            );
            assert!(6.0 * error < 0.05 * exact, "{key}: the test has no power");
        }
    }
}

/// Two runs leave an interval so wide that only what is possible ends it.
#[test]
fn no_interval_of_few_runs_leaves_the_possible() {
    let mut ended = 0;
    for horizon in [5, 8] {
        let mut scenario = Scenario::default();
        scenario.simulation.quarters = 16;
        scenario.simulation.latency_horizon_quarters = horizon;
        scenario.mechanisms.flagship = true;
        for runs in [2, 3] {
            scenario.simulation.runs = runs;
            let (study, finding) = study(&scenario);
            for (place, value) in study.layout().values().iter().enumerate() {
                let [least, greatest] = value.made.possible(value.measure);
                match value.key.as_str() {
                    "latency_restricted_mean" => assert_eq!(greatest, f64::from(horizon)),
                    "training_slip_restricted_mean" => assert_eq!(greatest, 4.0),
                    "shipped_by_8q" => assert_eq!([least, greatest], [0.0, 1.0]),
                    _ => {}
                }
                let estimate = finding.ensemble.value(place);
                for end in [estimate.ci_low, estimate.ci_high].into_iter().flatten() {
                    let is_possible = (least..=greatest).contains(&end);
                    assert!(is_possible, "{}: {estimate:?}", value.key);
                    ended += u32::from(value.key == "latency_restricted_mean");
                }
            }
        }
    }
    assert!(
        ended > 0,
        "no capped mean has an interval: the test has no power"
    );
}

/// Columns of experiments are the same at all design points; windows are not.
#[test]
fn an_experiment_estimates_what_studies_do_however_long_they_observe() {
    let text = "measures = [\"shipped_by_8q\", \"shipped_by_4q\", \"researcher_retention_12m\"]\n\
                replicates = 8\n\
                set = { units.core.researchers = 90, simulation.burn_in_quarters = 4, \
                transfer.immaturity_rate = 0 }\n\
                [factors.quarters]\nkey = \"simulation.quarters\"\nvalues = [6, 12]\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.toml");
    std::fs::write(&path, text).unwrap();
    let experiment = file::load(&path, &[]).unwrap();
    let mut session = Session::in_memory(&experiment).unwrap();
    let outcomes = session.outcomes(|_| ()).unwrap();
    for (point, quarters) in [6, 12].into_iter().enumerate() {
        let mut scenario = Scenario::default();
        scenario
            .units
            .values_mut()
            .for_each(|unit| unit.researchers = 90);
        scenario.simulation.burn_in_quarters = 4;
        scenario.simulation.quarters = quarters;
        scenario.simulation.runs = 8;
        // Some of what is made is open at the end, so that nobody knows what becomes of it.
        scenario.transfer.immaturity_rate = 0.0;
        let study = Study::new(&scenario, Vec::new());
        let found = study.run(0, &Signals::default(), |_| Ok::<_, Infallible>(()));
        let ensemble = found.unwrap().ensemble;
        for (column, key) in outcomes.columns().measures().iter().enumerate() {
            let expected = ensemble.value(study.layout().value(key).unwrap());
            let own = outcomes.mean(point, 0, column);
            assert_eq!(own.value, expected.value, "{key} of {quarters} quarters");
            assert_eq!(own.ci_low, expected.ci_low, "{key} of {quarters} quarters");
            let is_seen = (key.as_str(), quarters) != ("shipped_by_8q", 6);
            assert_eq!(own.value.is_some(), is_seen, "{key} of {quarters} quarters");
        }
    }
}
