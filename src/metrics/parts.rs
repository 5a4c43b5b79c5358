//! What a run's numbers are made of: counts that are summed over runs.

use super::survival::TENURES;
use super::window::Window;
use crate::measures::{Fate, Formula, Measure, Role, SLIP_HORIZON, Tally};
use crate::scenario::Scenario;
use crate::stats::{Cause, Statistic};
use std::ops::Range;

/// Latencies are followed for so many quarters at most, or up to the horizon of the scenario
/// if that is longer.
const LONGEST_FOLLOWED: u32 = 40;

/// Shipping and abandonment of what is followed.
pub(super) const SHIPPED: Cause = Cause { number: 0, of: 2 };
pub(super) const ABANDONED: Cause = Cause { number: 1, of: 2 };

/// Counts of a run that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// Of breakthroughs made in a window, by the time since they were made.
    Latency { window: Window, ticks: u32 },
    /// Of training runs planned in a window, by the time since the plan.
    Slip { window: Window, ticks: u32 },
    /// Of people of a role in a window, by tenure.
    Tenure { window: Window, role: Role },
    /// Of two tallies over quarters, the sums.
    Tallies {
        of: Tally,
        to: Tally,
        quarters: [u32; 2],
    },
    /// Of breakthroughs made in a window, those with a fate, and all.
    Fate { window: Window, fate: Fate },
}

impl Part {
    /// How many counts it has.
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Latency { ticks, .. } | Self::Slip { ticks, .. } => 3 * *ticks as usize,
            Self::Tenure { .. } => 2 * TENURES,
            Self::Tallies { .. } | Self::Fate { .. } => 2,
        }
    }
}

/// The parts of all numbers of a scenario's runs, and where each begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    parts: Vec<Part>,
    starts: Vec<usize>,
    width: usize,
    /// Where the parts of the window begin that are being added.
    window_start: usize,
    curves: Vec<WindowCurves>,
}

/// The parts of a window that are drawn as curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowCurves {
    /// People at risk and exits by tenure, by role.
    pub tenures: [usize; 2],
    /// Breakthroughs at risk, shipped and abandoned by the time since they were made.
    pub latencies: usize,
}

impl WindowCurves {
    /// The share of breakthroughs with a fate so many quarters after they were made.
    pub fn share(fate: Fate, time: u32) -> Statistic {
        let incidence = |cause| Statistic::Incidence { cause, tick: time };
        match fate {
            Fate::Shipped => incidence(SHIPPED),
            Fate::Abandoned => incidence(ABANDONED),
            Fate::Open => Statistic::Survival {
                causes: SHIPPED.of,
                ticks: time + 1,
            },
        }
    }

    /// The share of people who stay for so many quarters.
    pub fn survival(tenure: u32) -> Statistic {
        Statistic::Survival {
            causes: 1,
            ticks: tenure,
        }
    }
}

/// A statistic of a part of a run's counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Made {
    /// How the number follows from the counts.
    pub statistic: Statistic,
    /// The place of the part among all parts of a scenario, if the number of a run comes from
    /// counts.
    pub part: Option<usize>,
}

impl Made {
    /// The mean over runs.
    const MEAN: Self = Self {
        statistic: Statistic::Mean,
        part: None,
    };

    /// The least and the greatest that a number of a measure can be that is made like this.
    pub fn possible(&self, measure: &Measure) -> [f64; 2] {
        self.statistic.possible(measure.numbers)
    }

    /// The place of the part whose counts are summed over runs; none of a mean.
    pub fn counts(&self) -> Option<usize> {
        self.part.filter(|_| self.statistic.is_pooled())
    }
}

impl Parts {
    /// All parts, in the order of a record.
    pub(super) fn all(&self) -> &[Part] {
        &self.parts
    }

    /// Where the counts of a part stand in a record.
    pub(super) fn range(&self, part: usize) -> Range<usize> {
        let start = self.starts[part];
        start..start + self.parts[part].width()
    }

    /// The parts that are drawn as curves, window by window.
    pub(super) fn curves(&self) -> &[WindowCurves] {
        &self.curves
    }

    /// Ends a window with the parts of it that are drawn as curves.
    pub(super) fn curves_of(&mut self, scenario: &Scenario, window: &Window) {
        let tenures = Role::ALL.map(|role| {
            let window = window.clone();
            self.shared(Part::Tenure { window, role })
        });
        let latencies = self.shared(latency(scenario, window));
        self.curves.push(WindowCurves { tenures, latencies });
        self.window_start = self.parts.len();
    }

    /// The place of a part that several measures of the window are made of.
    fn shared(&mut self, part: Part) -> usize {
        let mut of_window = self.parts[self.window_start..].iter();
        match of_window.position(|known| *known == part) {
            Some(place) => self.window_start + place,
            None => self.add(part),
        }
    }

    fn add(&mut self, part: Part) -> usize {
        self.starts.push(self.width);
        self.width += part.width();
        self.parts.push(part);
        self.parts.len() - 1
    }

    fn made(&mut self, statistic: Statistic, part: Part) -> Made {
        let part = match part {
            Part::Latency { .. } | Part::Slip { .. } | Part::Tenure { .. } => self.shared(part),
            Part::Tallies { .. } | Part::Fate { .. } => self.add(part),
        };
        Made {
            statistic,
            part: Some(part),
        }
    }

    /// The statistic of a measure over a window.
    pub(super) fn of_window(
        &mut self,
        scenario: &Scenario,
        measure: &Measure,
        window: &Window,
    ) -> Made {
        let horizon = scenario.simulation.latency_horizon_quarters;
        let ticks = followed(scenario);
        let latency = || latency(scenario, window);
        let slip = || Part::Slip {
            window: window.clone(),
            ticks: window.quarters().min(SLIP_HORIZON + 1),
        };
        match measure.formula {
            Formula::PerQuarter(_)
            | Formula::PerGroup(_)
            | Formula::TopTenthOfAuthors
            | Formula::TopTenthOfPapers => Made::MEAN,
            Formula::Ratio { of, to, scale, lag } => {
                let quarters = [window.first + window.lag(lag), window.last];
                self.made(
                    Statistic::Ratio { scale },
                    Part::Tallies { of, to, quarters },
                )
            }
            Formula::Survival(role, ticks) => {
                let window = window.clone();
                self.made(
                    Statistic::Survival { causes: 1, ticks },
                    Part::Tenure { window, role },
                )
            }
            Formula::StartedBy(tick) => {
                let cause = SHIPPED;
                self.made(Statistic::Incidence { cause, tick }, slip())
            }
            Formula::RestrictedMeanSlip => {
                let statistic = Statistic::RestrictedMean {
                    cause: SHIPPED,
                    horizon: SLIP_HORIZON,
                };
                self.made(statistic, slip())
            }
            Formula::Incidence(fate, tick) => {
                let cause = match fate {
                    Fate::Abandoned => ABANDONED,
                    Fate::Shipped | Fate::Open => SHIPPED,
                };
                self.made(Statistic::Incidence { cause, tick }, latency())
            }
            Formula::MedianLatency => {
                let cause = SHIPPED;
                self.made(Statistic::Median { cause, ticks }, latency())
            }
            Formula::MedianLatencyShipped => {
                let cause = SHIPPED;
                self.made(Statistic::MedianOfCause { cause, ticks }, latency())
            }
            Formula::RestrictedMeanLatency => {
                let cause = SHIPPED;
                self.made(Statistic::RestrictedMean { cause, horizon }, latency())
            }
            // over runs a share of runs; only within a run it comes from counts
            Formula::MedianLatencyReached => self.made(Statistic::Mean, latency()),
            Formula::FateShare(fate) => {
                let window = window.clone();
                self.made(Statistic::Ratio { scale: 1.0 }, Part::Fate { window, fate })
            }
        }
    }

    /// How long a window must be for it to see a number; none if any is long enough. People are
    /// seen at any tenure, since many had been there before the window began.
    pub(super) fn needed(
        &self,
        made: Made,
        measure: &Measure,
        window: &Window,
        burn_in: u32,
    ) -> Option<u32> {
        match (&self.parts[made.part?], measure.formula) {
            (Part::Latency { .. } | Part::Slip { .. }, _) => made.statistic.watched(),
            // the first window looks back into the burn-in
            (_, Formula::Ratio { lag, .. }) if window.first == 0 => {
                Some(lag.saturating_sub(burn_in) + 1)
            }
            (_, Formula::Ratio { lag, .. }) => Some(lag + 1),
            _ => None,
        }
    }

    /// The statistic of a quarterly measure in the first of so many quarters; the parts of the
    /// others follow in order.
    pub(super) fn of_quarters(&mut self, measure: &Measure, quarters: u32) -> Made {
        let Formula::Ratio { of, to, scale, .. } = measure.formula else {
            return Made::MEAN;
        };
        let part = self.parts.len();
        for quarter in 0..quarters {
            let quarters = [quarter; 2];
            self.add(Part::Tallies { of, to, quarters });
        }
        Made {
            statistic: Statistic::Ratio { scale },
            part: Some(part),
        }
    }
}

/// For how many ticks latencies are followed: the same in all windows of all scenarios of an
/// experiment, so that their statistics are the same.
fn followed(scenario: &Scenario) -> u32 {
    let horizon = scenario.simulation.latency_horizon_quarters;
    horizon.max(LONGEST_FOLLOWED) + 1
}

fn latency(scenario: &Scenario, window: &Window) -> Part {
    Part::Latency {
        window: window.clone(),
        ticks: window.quarters().min(followed(scenario)),
    }
}
