//! Where variants of a scenario are run and looked at.

use std::convert::Infallible;
use std::fmt;
use std::num::NonZeroU64;

use super::condition;
use super::watch::{Seen, Watch};
use crate::engine::{MonteCarlo, Next, Signals, ThreadsUnavailable};
use crate::metrics::{Layout, Recorder, RunRecord};
use crate::model::Model;
use crate::random::Streams;
use crate::scenario::Scenario;
use crate::simulation::Simulation;
use crate::stats::{Estimate, Statistic};

/// How patterns are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Runs of each variant of the scenario, at least [`Settings::LEAST_RUNS`].
    pub runs: u64,
    /// Threads; 0: one a core.
    pub threads: usize,
}

impl Settings {
    /// Fewer runs do not fill the groups over which ratios are taken.
    pub const LEAST_RUNS: u64 = 40;
    /// More are not kept in memory together.
    pub const MOST_RUNS: u64 = 20_000;
    /// Runs if nothing is said.
    pub const RUNS: u64 = 240;
}

/// Why there are no findings.
#[derive(Debug)]
#[non_exhaustive]
pub enum PatternsError {
    /// The operating system refused the threads.
    Threads(ThreadsUnavailable),
    /// It was interrupted.
    Interrupted,
}

impl fmt::Display for PatternsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threads(error) => error.fmt(f),
            Self::Interrupted => f.write_str("interrupted before there was any result"),
        }
    }
}

impl std::error::Error for PatternsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // its words are its own: what is behind it comes next
            Self::Threads(error) => error.source(),
            Self::Interrupted => None,
        }
    }
}

pub(super) struct Laboratory<'a> {
    engine: MonteCarlo,
    runs: u64,
    signals: &'a Signals,
}

/// Many runs of one scenario: some of their measures, and what was seen.
pub(super) struct Runs {
    /// The scenario's level of confidence intervals.
    level: f64,
    /// Numbers run by run of which a measure is the mean.
    values: Vec<(&'static str, Vec<f64>)>,
    series: Vec<(&'static str, Vec<Vec<f64>>)>,
    pub(super) seen: Vec<Seen>,
}

/// The measures that are kept of a run: values over the whole observation, and
/// quarterly ones.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    pub(super) values: &'static [&'static str],
    pub(super) series: &'static [&'static str],
}

/// What is kept of one run: the numbers of which each value is made, and the quarterly ones.
type Kept = (Vec<Vec<f64>>, Vec<Vec<f64>>, Seen);

impl<'a> Laboratory<'a> {
    pub(super) fn new(settings: Settings, signals: &'a Signals) -> Result<Self, PatternsError> {
        let batch = NonZeroU64::new(64).unwrap_or(NonZeroU64::MIN);
        Ok(Self {
            engine: MonteCarlo::new(batch, settings.threads).map_err(PatternsError::Threads)?,
            runs: settings.runs,
            signals,
        })
    }

    /// The first runs of a scenario under its seed.
    pub(super) fn runs(&self, scenario: &Scenario, wanted: Wanted) -> Result<Runs, PatternsError> {
        let model = Model::new(scenario);
        let layout = Layout::new(scenario);
        let places = Places::new(&layout, wanted);
        let one = |run| -> Kept {
            let mut watch = Watch::new(Recorder::new(&layout));
            model.run(&Streams::new(scenario.simulation.seed, run), &mut watch);
            let (mut recorder, seen) = watch.into_parts();
            let (values, series) = places.take(&layout, &recorder.record());
            (values, series, seen)
        };
        let mut runs = Runs::new(scenario.simulation.confidence_level, wanted);
        let mut values = vec![Vec::new(); wanted.values.len()];
        self.each(self.runs, one, |(of_run, series, seen)| {
            for (all, value) in values.iter_mut().zip(of_run) {
                all.push(value);
            }
            runs.push(series, seen);
        })?;
        for (place, ((_, own), all)) in runs.values.iter_mut().zip(&values).enumerate() {
            let statistic = places.statistic(&layout, place);
            *own = statistic.pseudo_values(all.iter().map(Vec::as_slice));
        }
        Ok(runs)
    }

    /// The bits of all numbers of a few runs: the quarterly ones, and those over
    /// the whole observation.
    pub(super) fn bits(&self, scenario: &Scenario) -> Result<Vec<Vec<u64>>, PatternsError> {
        /// Every number is compared, so few runs suffice.
        const RUNS: u64 = 4;
        let simulation = Simulation::new(scenario);
        let one = |run| {
            let record = simulation.simulate(run, &mut simulation.recorder());
            let values = simulation.layout().values().iter().zip(&record.values);
            let whole = values.filter(|(value, _)| value.window.is_whole());
            let numbers = whole.map(|(_, number)| number).chain(&record.series);
            numbers.map(|number| number.to_bits()).collect::<Vec<_>>()
        };
        let mut all = Vec::new();
        self.each(RUNS, one, |bits| all.push(bits))?;
        Ok(all)
    }

    fn each<T: Send>(
        &self,
        runs: u64,
        one: impl Fn(u64) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> Result<(), PatternsError> {
        let Ok(finished) = self.engine.run(
            runs,
            self.signals,
            || (),
            |(), run| one(run),
            |_, results| {
                results.into_iter().for_each(&mut take);
                Ok::<_, Infallible>(Next::Continue)
            },
        );
        match finished.interrupted {
            true => Err(PatternsError::Interrupted),
            false => Ok(()),
        }
    }
}

/// Places of the wanted numbers in a record; none where the scenario has no such
/// measure.
struct Places {
    values: Vec<Option<usize>>,
    series: Vec<Option<usize>>,
    quarters: usize,
}

impl Places {
    fn new(layout: &Layout, wanted: Wanted) -> Self {
        let series_of = |key: &&str| {
            let mut all = layout.series().iter();
            all.position(|series| series.group.is_none() && series.measure.key() == *key)
        };
        Self {
            values: wanted.values.iter().map(|key| layout.value(key)).collect(),
            series: wanted.series.iter().map(series_of).collect(),
            quarters: layout.quarters() as usize,
        }
    }

    /// How a value is made of the numbers that are kept.
    fn statistic(&self, layout: &Layout, place: usize) -> Statistic {
        let value = self.values[place].map(|place| &layout.values()[place]);
        value.map_or(Statistic::Mean, |value| value.made.statistic)
    }

    fn take(&self, layout: &Layout, record: &RunRecord) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
        let value = |place: &Option<usize>| match place {
            None => vec![f64::NAN],
            Some(place) => layout.numbers(record, *place).to_vec(),
        };
        let series = |place: &Option<usize>| match place {
            Some(place) => {
                record.series[place * self.quarters..(place + 1) * self.quarters].to_vec()
            }
            None => vec![f64::NAN; self.quarters],
        };
        (
            self.values.iter().map(value).collect(),
            self.series.iter().map(series).collect(),
        )
    }
}

impl Runs {
    fn new(level: f64, wanted: Wanted) -> Self {
        Self {
            level,
            values: wanted.values.iter().map(|&key| (key, Vec::new())).collect(),
            series: wanted.series.iter().map(|&key| (key, Vec::new())).collect(),
            seen: Vec::new(),
        }
    }

    fn push(&mut self, series: Vec<Vec<f64>>, seen: Seen) {
        for ((_, all), numbers) in self.series.iter_mut().zip(series) {
            all.push(numbers);
        }
        self.seen.push(seen);
    }

    /// The mean of numbers that come from these runs, with its interval.
    pub(super) fn estimate(&self, numbers: impl IntoIterator<Item = f64>) -> Estimate {
        condition::estimate(numbers, self.level)
    }

    /// A measure over the whole observation, as numbers run by run of which it is the mean.
    pub(super) fn value(&self, key: &str) -> &[f64] {
        let found = self.values.iter().find(|(known, _)| *known == key);
        &found
            .expect("only measures that were wanted are asked for")
            .1
    }

    /// The quarterly numbers of a measure, run by run.
    pub(super) fn series(&self, key: &str) -> &[Vec<f64>] {
        let found = self.series.iter().find(|(known, _)| *known == key);
        &found
            .expect("only measures that were wanted are asked for")
            .1
    }

    /// Mean of a quarterly measure over some quarters, run by run.
    pub(super) fn mean_over(&self, key: &str, quarters: std::ops::Range<usize>) -> Vec<f64> {
        let mean = |series: &Vec<f64>| {
            let known = series[quarters.clone()].iter().filter(|x| !x.is_nan());
            let (n, sum) = known.fold((0, 0.0), |(n, sum), x| (n + 1, sum + x));
            sum / f64::from(n)
        };
        self.series(key).iter().map(mean).collect()
    }
}

/// Differences of what belongs together: second minus first.
pub(super) fn differences(first: &[f64], second: &[f64]) -> Vec<f64> {
    let pairs = first.iter().zip(second);
    pairs.map(|(first, second)| second - first).collect()
}
