//! Pictures of a what-if beside the scenario as it stands.

use super::world::{SHOWN, World, place};
use crate::drawing::{Area, Axis, Curves, Drawing, Moment};
use crate::metrics::{Fate, Measure, Window, WindowCurves, find};
use crate::numerals::capitalised;
use crate::scenario::{Scenario, Trigger};
use crate::stats::Estimate;
use crate::units::Calendar;

/// Height of a picture.
const HEIGHT: f64 = 200.0;

/// Share of the height of a picture below which nothing is seen to move.
const UNSEEN: f64 = 1.0 / 150.0;

/// A name and what is known of it.
pub(super) struct Named<'a> {
    pub(super) name: String,
    pub(super) world: &'a World,
}

/// The measure of a place among those that are shown.
pub(super) fn measure(place: usize) -> &'static Measure {
    find(SHOWN[place]).expect("a test looks at the measures that are shown")
}

/// Events of a scenario that are set for a quarter, in order of time.
pub(super) fn marks(scenario: &Scenario) -> Vec<(f64, String)> {
    let events = scenario.events.iter();
    let mut marks: Vec<(f64, String)> = events
        .filter_map(|(name, event)| match event.trigger {
            // between the quarter before it and its own, which has felt it
            Trigger::Quarter(at) => Some((f64::from(at) - 0.5, name.clone())),
            Trigger::When(_) => None,
        })
        .filter(|(at, _)| *at < f64::from(scenario.simulation.quarters))
        .collect();
    marks.sort_by(|a, b| a.0.total_cmp(&b.0));
    marks
}

/// A shown measure quarter by quarter: means, and within which nine tenths of organisations lie.
pub(super) fn by_quarter(all: &[Named<'_>], shown: usize, marks: Vec<(f64, String)>) -> Curves {
    let measure = measure(shown);
    let layout = all[0].world.simulation.layout();
    let (calendar, quarters) = (layout.calendar(), layout.quarters());
    let series = all.iter().enumerate().map(|(place_among, own)| {
        // bands of all would hide each other
        let has_band = place_among == 0 || place_among + 1 == all.len();
        let ensemble = &own.world.ensemble;
        let first = place(own.world.simulation.layout(), SHOWN[shown]);
        let moments = first.into_iter().flat_map(|series| {
            (0..quarters).map(move |quarter| {
                let at = series * quarters as usize + quarter as usize;
                let spread = ensemble.spread(at);
                Moment {
                    x: f64::from(quarter),
                    name: calendar.words(quarter.into()),
                    value: ensemble.quarter(at).value,
                    interval: spread
                        .filter(|_| has_band)
                        .map(|spread| (spread[0], spread[4])),
                }
            })
        });
        moments.collect()
    });
    Curves {
        title: capitalised(&measure.title()),
        x: quarters_axis(calendar, quarters),
        unit: measure.unit.to_owned(),
        differences: false,
        threshold: None,
        names: all.iter().map(|own| own.name.clone()).collect(),
        series: series.collect(),
        marks,
    }
}

fn quarters_axis(calendar: Calendar, quarters: u32) -> Axis {
    let mut x = Axis::dates(calendar, "", 0.0, f64::from(quarters - 1), 5);
    if calendar.is_empty() {
        x.ticks.iter_mut().for_each(|(_, name)| name.insert(0, 'q'));
    }
    x
}

/// The share of breakthroughs that have shipped by the time since they were made.
pub(super) fn time_to_ship(all: &[Named<'_>]) -> Curves {
    let horizon = all[0].world.simulation.layout().latency_horizon();
    let series = all.iter().map(|own| {
        let at = |time| Moment {
            x: f64::from(time),
            name: format!("{time} quarters after they were made"),
            value: shipped(own.world, time).value,
            interval: None,
        };
        (0..=horizon).map(at).collect()
    });
    Curves {
        title: "Time to ship: share of breakthroughs shipped".to_owned(),
        x: Axis::quarters(
            "quarters since the breakthrough",
            0.0,
            f64::from(horizon),
            6,
        ),
        unit: "share".to_owned(),
        differences: false,
        threshold: None,
        names: all.iter().map(|own| own.name.clone()).collect(),
        series: series.collect(),
        marks: Vec::new(),
    }
}

/// The share of all breakthroughs that have shipped so many quarters after they were made.
pub(super) fn shipped(world: &World, time: u32) -> Estimate {
    let layout = world.simulation.layout();
    let whole = layout.windows().iter().position(Window::is_whole);
    let curves = whole.map(|whole| layout.curves()[whole].latencies);
    let part = curves.expect("every layout has the whole observation");
    world
        .ensemble
        .share(part, &WindowCurves::share(Fate::Shipped, time))
}

/// Whether means of a shown measure are known so well that more runs would not be seen.
pub(super) fn is_settled(all: &[Named<'_>], shown: usize, curves: &Curves) -> bool {
    let moments = curves.series.iter().flatten();
    let ends = moments.filter_map(|moment| moment.interval);
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |all, own| {
        (all.0.min(own.0), all.1.max(own.1))
    });
    let seen = UNSEEN * (high - low);
    all.iter().all(|own| {
        let layout = own.world.simulation.layout();
        let quarters = layout.quarters() as usize;
        let Some(series) = place(layout, SHOWN[shown]) else {
            return true;
        };
        (series * quarters..(series + 1) * quarters).all(|at| {
            let estimate = own.world.ensemble.quarter(at);
            match (estimate.ci_low, estimate.ci_high) {
                (Some(low), Some(high)) => (high - low) / 2.0 <= seen,
                _ => own.world.ensemble.runs() > 1,
            }
        })
    })
}

/// A picture, so wide.
pub(super) fn drawing(curves: &Curves, width: f64) -> Drawing {
    let mut drawing = Drawing::new(width, HEIGHT);
    let area = Area::new(0.0, 0.0, width, HEIGHT);
    curves.draw(
        &mut drawing,
        area,
        curves.names.len() > 1 && curves.names_fit(width),
    );
    drawing
}
