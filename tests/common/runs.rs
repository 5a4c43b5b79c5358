//! Many runs of a scenario, measured as the program measures them.

use super::trace::Trace;
use orgsim::metrics::{Layout, Recorder, RunRecord};
use orgsim::model::{Event, Model, Observer, Organization};
use orgsim::random::Streams;
use orgsim::scenario::Scenario;
use orgsim::simulation::Simulation;
use orgsim::units::Quarter;
use rayon::prelude::*;

/// Runs of a scenario, in order.
pub struct Runs {
    layout: Layout,
    records: Vec<RunRecord>,
}

impl Runs {
    /// The first runs of a scenario.
    pub fn of(scenario: &Scenario, runs: u64) -> Self {
        let simulation = Simulation::new(scenario);
        let records = (0..runs).into_par_iter();
        let records = records.map(|run| simulation.simulate(run, &mut simulation.recorder()));
        Self {
            records: records.collect(),
            layout: simulation.layout().clone(),
        }
    }

    /// The first runs, and what `look` sees in the trace of each.
    pub fn traced<T: Send>(
        scenario: &Scenario,
        runs: u64,
        look: impl Fn(&Trace) -> T + Sync,
    ) -> (Self, Vec<T>) {
        let model = Model::new(scenario);
        let layout = Layout::new(scenario);
        let one = |run| {
            let mut both = Both {
                recorder: Recorder::new(&layout),
                trace: Trace::default(),
            };
            model.run(&Streams::new(scenario.simulation.seed, run), &mut both);
            (both.recorder.record(), look(&both.trace))
        };
        let (records, seen) = (0..runs).into_par_iter().map(one).unzip();
        (Self { layout, records }, seen)
    }

    /// The value of a measure over the whole observation, run by run.
    pub fn value(&self, key: &str) -> Vec<f64> {
        let place = self.layout.value(key).expect("a known measure");
        self.records
            .iter()
            .map(|record| record.values[place])
            .collect()
    }

    /// The quarterly numbers of a measure, run by run.
    pub fn series(&self, key: &str) -> Vec<&[f64]> {
        let all = self.layout.series().iter();
        let mut keys = all.map(|series| series.measure.key());
        let place = keys.position(|other| other == key).expect("a known series");
        let quarters = self.layout.quarters() as usize;
        let of_run = place * quarters..(place + 1) * quarters;
        let records = self.records.iter();
        records
            .map(|record| &record.series[of_run.clone()])
            .collect()
    }

    /// Mean of a quarterly measure over some quarters, run by run.
    pub fn mean_over(&self, key: &str, quarters: std::ops::Range<usize>) -> Vec<f64> {
        let mean = |series: &[f64]| {
            let known = series[quarters.clone()].iter().filter(|x| !x.is_nan());
            let (n, sum) = known.fold((0, 0.0), |(n, sum), x| (n + 1, sum + x));
            sum / f64::from(n)
        };
        self.series(key).into_iter().map(mean).collect()
    }
}

/// Two listeners at once.
struct Both<'a> {
    recorder: Recorder<'a>,
    trace: Trace,
}

impl Observer for Both<'_> {
    fn started(&mut self, organization: &Organization) {
        self.recorder.started(organization);
        self.trace.started(organization);
    }

    fn happened(&mut self, quarter: Quarter, event: Event, organization: &Organization) {
        self.recorder.happened(quarter, event, organization);
        self.trace.happened(quarter, event, organization);
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        self.recorder.quarter_ended(quarter, organization);
        self.trace.quarter_ended(quarter, organization);
    }
}

/// Differences of what belongs together.
pub fn differences(first: &[f64], second: &[f64]) -> Vec<f64> {
    let pairs = first.iter().zip(second);
    pairs.map(|(first, second)| second - first).collect()
}
