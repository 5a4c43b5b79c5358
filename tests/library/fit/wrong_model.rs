//! Records with what the model does not have are noticed.

use orgsim::engine::Signals;
use orgsim::questions::fit::{Feature, FitSettings, Fitted, fit};
use orgsim::records::{Ended, Reason, Records, Stay};
use orgsim::scenario::load_str;
use orgsim::simulation::Simulation;
use orgsim::units::Day;

/// An organisation of 240 over five years.
fn records() -> Records {
    let text = "simulation = { quarters = 20, start = \"2018-Q1\" }\n\
                units.core = { researchers = 80, engineers = 160 }\n";
    let scenario = load_str(text).unwrap().scenario;
    Simulation::new(&scenario).records(11, "2018-Q1".parse().unwrap())
}

fn fitted(records: &Records) -> Fitted {
    let base = load_str("").unwrap();
    let settings = FitSettings {
        draws: 500,
        hold_out: 0,
        ..FitSettings::default()
    };
    fit(records, &base, &settings, &Signals::default(), |_| ()).unwrap()
}

fn remarkable(fitted: &Fitted) -> Vec<Feature> {
    let rows = fitted.checks.iter().filter(|row| row.is_remarkable);
    rows.map(|row| row.feature).collect()
}

#[test]
fn nothing_is_remarkable_about_records_of_the_model() {
    assert_eq!(remarkable(&fitted(&records())), []);
}

/// Exits of the first and the last quarter of a year happen in the third one.
#[test]
fn seasons_are_noticed() {
    let mut records = records();
    let later = |stay: &mut Stay| {
        if let Some(ended) = &mut stay.ended {
            let (year, month, day) = ended.day.civil();
            let in_summer = Day::of(year, 8, day.min(28)).unwrap();
            let first = stay.start.map_or(in_summer, |start| start.after(1));
            if !(4..=9).contains(&month) && first < in_summer {
                ended.day = in_summer;
            }
        }
    };
    records.stays.iter_mut().for_each(later);
    let found = remarkable(&fitted(&records));
    assert!(found.contains(&Feature::Seasons), "{found:?}");
}

/// All of the three largest teams leave within a quarter.
#[test]
fn an_exodus_is_noticed() {
    let mut records = records();
    let when = Day::of(2020, 5, 15).unwrap();
    for team in [0, 10, 20] {
        for stay in &mut records.stays {
            if stay.is_there(when) && stay.post(when).team == Some(team) {
                stay.ended = Some(Ended {
                    day: when,
                    reason: Reason::Quit,
                });
            }
        }
    }
    let found = remarkable(&fitted(&records));
    assert!(found.contains(&Feature::Exodus), "{found:?}");
}
