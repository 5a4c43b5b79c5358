//! Cumulative incidence of competing causes.

use super::{ROUNDING, SpellTable, log_log_interval, place};

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
    /// Survival of all causes together, one a tick, from tick 0 on.
    survival: Vec<f64>,
    /// A row a tick, a column a cause.
    incidence: Vec<Incidence>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Incidence {
    value: f64,
    variance: f64,
}

/// Sums over the ticks so far, from which the variance of one cause follows.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// Of `d / (n (n - d))`, times 1, `F` and `F` squared.
    greenwood: [f64; 3],
    /// Of `S^2 d_k (n - d_k) / n^3`.
    binomial: f64,
    /// Of `S d_k / n^2`, times 1 and `F`.
    mixed: [f64; 2],
}

impl Sums {
    /// The variance by the delta method: the sum over ticks `i` up to now of
    /// `(F - F_i)^2 d / (n (n - d)) + S^2 d_k (n - d_k) / n^3
    /// - 2 (F - F_i) S d_k / n^2`, with the brackets multiplied out.
    fn variance(&self, f: f64) -> f64 {
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
        let ticks = spells.rows().len().max(1);
        let mut curves = Self {
            causes,
            survival: Vec::with_capacity(ticks),
            incidence: Vec::with_capacity(ticks * causes),
        };
        curves.survival.push(1.0);
        curves.incidence.resize(causes, Incidence::default());
        let mut sums = vec![Sums::default(); causes];
        let mut survival = 1.0;
        for row in spells.rows().skip(1) {
            if row.at_risk == 0 {
                break;
            }
            let events: u64 = row.events.iter().sum();
            let (n, left) = (row.at_risk as f64, (row.at_risk - events) as f64);
            // after the last one at risk nothing changes: its term is 0
            let greenwood = if left > 0.0 {
                events as f64 / (n * left)
            } else {
                0.0
            };
            let last_row = curves.incidence.len() - causes;
            for (cause, (&of_cause, sums)) in row.events.iter().zip(&mut sums).enumerate() {
                let d = of_cause as f64;
                let f = curves.incidence[last_row + cause].value + survival * d / n;
                sums.greenwood[0] += greenwood;
                sums.greenwood[1] += greenwood * f;
                sums.greenwood[2] += greenwood * f * f;
                sums.binomial += survival * survival * d * (n - d) / (n * n * n);
                sums.mixed[0] += survival * d / (n * n);
                sums.mixed[1] += survival * d / (n * n) * f;
                curves.incidence.push(Incidence {
                    value: f,
                    variance: sums.variance(f),
                });
            }
            survival *= left / n;
            curves.survival.push(survival);
            if events == row.at_risk {
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
        log_log_interval(value, variance.sqrt(), level)
    }

    /// Share of spells that no cause has ended by a tick.
    pub fn survival(&self, tick: u32) -> Option<f64> {
        self.place(tick).map(|index| self.survival[index])
    }

    /// The first tick by which at least half of all spells have ended with a
    /// cause; none if it is not reached.
    pub fn median(&self, cause: usize) -> Option<u32> {
        assert!(cause < self.causes, "no such cause");
        let mut of_cause = self.incidence.iter().skip(cause).step_by(self.causes);
        of_cause
            .position(|incidence| incidence.value >= 0.5 - ROUNDING)
            .map(|tick| tick as u32)
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
