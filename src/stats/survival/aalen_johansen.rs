//! Cumulative incidence of competing causes.

use super::{ROUNDING, SpellTable, half_width, place};
use crate::stats::interval::log_log_interval;

/// The estimator of Aalen & Johansen (1978) for competing causes: the share of
/// spells that have ended with cause `k` by a tick,
/// `F_k(t) = sum over i <= t of S(t_i-) d_ki / n_i`, where `S` is the survival
/// of all causes together.
///
/// At every tick the incidences of all causes and the survival add up to 1.
/// One minus a Kaplan-Meier curve with the other causes taken as censored does
/// not have this property and is too high: it says what would be if the other
/// causes did not exist.
///
/// It is defined up to the last tick at which somebody was at risk, and for
/// ever once the survival has come down to 0. Where nobody is at risk at a
/// tick, nothing can be known from there on, and the answer is none.
#[derive(Clone, Debug, PartialEq)]
pub struct AalenJohansen {
    causes: usize,
    /// Survival of all causes together, one a tick, from tick 0 on; none if
    /// nobody was at risk at 0.
    survival: Vec<f64>,
    /// A row a tick, a column a cause.
    incidence: Vec<Incidence>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Incidence {
    value: f64,
    variance: f64,
}

/// One cause up to a tick: its incidence and the sums from which the variance
/// follows.
#[derive(Clone, Copy, Default)]
struct Running {
    incidence: f64,
    /// Of `d / (n (n - d))`, times 1, `F` and `F` squared.
    greenwood: [f64; 3],
    /// Of `S^2 d_k (n - d_k) / n^3`.
    binomial: f64,
    /// Of `S d_k / n^2`, times 1 and `F`.
    mixed: [f64; 2],
}

impl Running {
    /// Goes on by a tick with `of_cause` of `events` among `n` at risk, which a
    /// share `survival` reached.
    fn advance(&mut self, survival: f64, n: f64, events: f64, of_cause: f64) {
        self.incidence += survival * of_cause / n;
        let f = self.incidence;
        // after the last one at risk nothing changes: its term is 0
        if events < n {
            let greenwood = events / (n * (n - events));
            self.greenwood[0] += greenwood;
            self.greenwood[1] += greenwood * f;
            self.greenwood[2] += greenwood * f * f;
        }
        self.binomial += survival * survival * of_cause * (n - of_cause) / (n * n * n);
        let mixed = survival * of_cause / (n * n);
        self.mixed[0] += mixed;
        self.mixed[1] += mixed * f;
    }

    /// The variance by the delta method: the sum over ticks `i` up to now of
    /// `(F - F_i)^2 d / (n (n - d)) + S^2 d_k (n - d_k) / n^3
    /// - 2 (F - F_i) S d_k / n^2`, with the brackets multiplied out.
    fn variance(&self) -> f64 {
        let f = self.incidence;
        let [g0, g1, g2] = self.greenwood;
        let [m0, m1] = self.mixed;
        let variance = f * f * g0 - 2.0 * f * g1 + g2 + self.binomial - 2.0 * (f * m0 - m1);
        variance.max(0.0)
    }
}

impl AalenJohansen {
    /// The incidences of the causes of a table.
    pub fn new(spells: &SpellTable) -> Self {
        let causes = spells.causes();
        let ticks = spells.rows().len();
        let mut curves = Self {
            causes,
            survival: Vec::with_capacity(ticks),
            incidence: Vec::with_capacity(ticks * causes),
        };
        let mut running = vec![Running::default(); causes];
        let mut survival = 1.0;
        for row in spells.rows() {
            if row.at_risk == 0 {
                break;
            }
            let all: u64 = row.events.iter().sum();
            let (n, events) = (row.at_risk as f64, all as f64);
            for (cause, &of_cause) in running.iter_mut().zip(row.events) {
                cause.advance(survival, n, events, of_cause as f64);
                curves.incidence.push(Incidence {
                    value: cause.incidence,
                    variance: cause.variance(),
                });
            }
            survival *= (n - events) / n;
            curves.survival.push(survival);
            if all == row.at_risk {
                break;
            }
        }
        curves
    }

    /// Share of spells that have ended with a cause by a tick.
    ///
    /// # Panics
    /// As every method with a cause, if there is no such cause.
    pub fn incidence(&self, cause: usize, tick: u32) -> Option<f64> {
        self.at(cause, tick).map(|incidence| incidence.value)
    }

    /// Standard error of the incidence by the delta method.
    pub fn std_error(&self, cause: usize, tick: u32) -> Option<f64> {
        self.at(cause, tick)
            .map(|incidence| incidence.variance.sqrt())
    }

    /// Confidence interval of the incidence, symmetric on the scale of
    /// `ln(-ln F)`; none where the incidence is 0 or 1.
    ///
    /// It takes spells as independent of each other, which those of one run are
    /// not. `level` lies strictly between 0 and 1.
    pub fn interval(&self, cause: usize, tick: u32, level: f64) -> Option<(f64, f64)> {
        let Incidence { value, variance } = *self.at(cause, tick)?;
        log_log_interval(value, half_width(variance.sqrt(), level))
    }

    /// Share of spells that no cause has ended by a tick.
    pub fn survival(&self, tick: u32) -> Option<f64> {
        self.place(tick).map(|index| self.survival[index])
    }

    /// The first tick by which at least a `share` of all spells have ended with
    /// a cause, the median for one half; none if it is not reached.
    pub fn first_reaching(&self, cause: usize, share: f64) -> Option<u32> {
        assert!(cause < self.causes, "no such cause");
        let mut of_cause = self.incidence.iter().skip(cause).step_by(self.causes);
        of_cause
            .position(|incidence| incidence.value >= share - ROUNDING)
            .map(|tick| tick as u32)
    }

    /// The last tick with anybody at risk, if there is one.
    pub fn last_tick(&self) -> Option<u32> {
        self.survival.len().checked_sub(1).map(|tick| tick as u32)
    }

    /// Mean time to an end with a cause, counted as at most `tau` ticks: the
    /// integral of `1 - F_k` from 0 to `tau`. A spell that ends with another
    /// cause counts `tau`. None if the incidence is not known so far.
    pub fn restricted_mean(&self, cause: usize, tau: u32) -> Option<f64> {
        (0..tau)
            .map(|tick| Some(1.0 - self.incidence(cause, tick)?))
            .sum()
    }

    fn at(&self, cause: usize, tick: u32) -> Option<&Incidence> {
        assert!(cause < self.causes, "no such cause");
        let row = self.place(tick)?;
        self.incidence.get(row * self.causes + cause)
    }

    fn place(&self, tick: u32) -> Option<usize> {
        let ended = *self.survival.last()? == 0.0;
        place(tick, self.survival.len(), ended)
    }
}
