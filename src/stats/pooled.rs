//! Statistics of what runs counted, taken over the sums of all runs.

use super::survival::ROUNDING;

/// How a number follows from counts: from those of one run, or from the sums over many.
///
/// A mean over runs of a ratio, of a share or of a time to an event drops the runs in which
/// nothing could be seen, and those are not like the others. Here the counts are summed
/// first and a run with nothing to count adds nothing. What a run adds is known from the
/// derivative of the statistic, so that the variance over runs is that of the infinitesimal
/// jackknife (Efron 1982, chapter 6), which deletes runs one by one to first order.
///
/// A curve is counted in rows, one a tick from 0 on: how many were at risk, then the events
/// of each cause.
///
/// ```
/// use orgsim::stats::Statistic;
/// let ratio = Statistic::Ratio { scale: 1.0 };
/// assert_eq!(ratio.of(&[3.0, 4.0]), Some(0.75));
/// assert_eq!(ratio.of(&[0.0, 0.0]), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// The mean over runs of a number; runs without one count for nothing.
    Mean,
    /// `scale` times the first count over the second.
    Ratio {
        /// What the ratio is multiplied by.
        scale: f64,
    },
    /// The share without an event of any cause after some ticks (Kaplan & Meier 1958).
    Survival {
        /// How many causes there are.
        causes: usize,
        /// How many ticks must be survived.
        ticks: u32,
    },
    /// The share with an event of a cause up to and at a tick (Aalen & Johansen 1978).
    Incidence {
        /// Of which curve.
        cause: Cause,
        /// Up to which tick.
        tick: u32,
    },
    /// The integral from 0 to a horizon of one minus the incidence of a cause.
    RestrictedMean {
        /// Of which curve.
        cause: Cause,
        /// The horizon, in ticks.
        horizon: u32,
    },
    /// The first tick at which the incidence of a cause is a half.
    Median {
        /// Of which curve.
        cause: Cause,
        /// How many ticks are watched.
        ticks: u32,
    },
    /// The first tick at which the incidence of a cause is half of what it is at last.
    MedianOfCause {
        /// Of which curve.
        cause: Cause,
        /// How many ticks are watched.
        ticks: u32,
    },
}

/// One of several causes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its number, from 0.
    pub number: usize,
    /// How many causes there are.
    pub of: usize,
}

impl Cause {
    /// No cause of its own: what happens of any.
    fn any(of: usize) -> Self {
        Self { number: of, of }
    }

    /// Events in a row of counts: of the cause, or of any.
    fn events(self, row: &[f64]) -> f64 {
        match row.get(1 + self.number) {
            Some(&events) => events,
            None => row[1..].iter().sum(),
        }
    }

    /// Counts of a tick.
    fn row(self) -> usize {
        1 + self.of
    }
}

/// A value, and what it changes by with each count.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    /// The value.
    pub value: f64,
    /// The derivative of the value by each count. Times the counts it sums to zero, since a
    /// multiple of all counts has the same value.
    pub gradient: Vec<f64>,
}

impl Linear {
    /// The value, plus what the counts of one of the `n` runs add to it whose sums it is of: the
    /// influence of the run, which is zero on average, and exactly zero where it is that but
    /// for rounding.
    pub fn pseudo_value(&self, counts: &[f64], n: usize) -> f64 {
        let (mut sum, mut size) = (0.0, 0.0);
        for (slope, count) in self.gradient.iter().zip(counts) {
            sum += slope * count;
            size += (slope * count).abs();
        }
        match sum.abs() > ROUNDING * size {
            true => self.value + n as f64 * sum,
            false => self.value,
        }
    }
}

impl Statistic {
    /// How many counts it is made of.
    pub fn width(&self) -> usize {
        match (self, self.curve()) {
            (_, Some((cause, ticks))) => cause.row() * ticks as usize,
            (Self::Mean, None) => 1,
            (_, None) => 2,
        }
    }

    /// Whether it is a statistic of sums; otherwise it is a mean of numbers.
    pub fn is_pooled(&self) -> bool {
        *self != Self::Mean
    }

    /// The least and the greatest that it can be, where its measure lies between two numbers.
    pub fn possible(&self, [least, greatest]: [f64; 2]) -> [f64; 2] {
        match *self {
            Self::Survival { .. } | Self::Incidence { .. } => [least.max(0.0), greatest.min(1.0)],
            Self::RestrictedMean { horizon, .. } => [least.max(0.0), greatest.min(horizon.into())],
            _ => [least, greatest],
        }
    }

    /// Over how many ticks somebody must be watched; none of no curve, or if any may do (medians).
    pub fn watched(&self) -> Option<u32> {
        match self {
            Self::Median { .. } | Self::MedianOfCause { .. } => None,
            _ => self.curve().map(|(_, ticks)| ticks),
        }
    }

    /// Of which cause its curve is, and over how many ticks; none if it is of no curve.
    fn curve(&self) -> Option<(Cause, u32)> {
        match *self {
            Self::Mean | Self::Ratio { .. } => None,
            Self::Survival { causes, ticks } => Some((Cause::any(causes), ticks)),
            Self::Incidence { cause, tick } => Some((cause, tick + 1)),
            Self::RestrictedMean { cause, horizon } => Some((cause, horizon)),
            Self::Median { cause, ticks } | Self::MedianOfCause { cause, ticks } => {
                Some((cause, ticks))
            }
        }
    }

    /// Its value of counts; none if there is nothing to tell it from: nobody at risk at a
    /// tick that matters, a share of nothing, a median that is not reached.
    ///
    /// Fewer counts than its width are those of a curve that was not watched for longer.
    ///
    /// # Panics
    /// Without counts, or with one only of a ratio.
    pub fn of(&self, counts: &[f64]) -> Option<f64> {
        match (self, self.curve()) {
            (_, Some((cause, ticks))) => self.of_curve(&Curve::new(counts, cause, ticks)),
            (Self::Ratio { scale }, _) => (counts[1] > 0.0).then(|| scale * counts[0] / counts[1]),
            _ => Some(counts[0]).filter(|number| number.is_finite()),
        }
    }

    fn of_curve(&self, curve: &Curve<'_>) -> Option<f64> {
        match self {
            Self::Median { .. } => curve.first_at_least(0.5),
            Self::MedianOfCause { .. } => {
                let ever = *curve.incidence.last()?;
                (ever > 0.0).then(|| curve.first_at_least(ever / 2.0))?
            }
            _ if !curve.is_known() => None,
            Self::Survival { .. } => Some(curve.without),
            Self::RestrictedMean { horizon, .. } => {
                let mut mean = f64::from(*horizon);
                for (tick, before) in curve.before.iter().enumerate() {
                    let row = curve.row(tick);
                    mean += self.weight(tick as u32) * before * curve.cause.events(row) / row[0];
                }
                Some(mean)
            }
            _ => curve.incidence.last().copied(),
        }
    }

    /// By how much the share with an event of the cause at a tick enters a statistic that is
    /// linear in these shares.
    fn weight(&self, tick: u32) -> f64 {
        match self {
            Self::Survival { .. } => -1.0,
            Self::RestrictedMean { horizon, .. } => -f64::from(horizon - tick),
            _ => 1.0,
        }
    }

    /// Its value and derivative at sums; none as for [`of`](Self::of), and for a mean, which is
    /// no statistic of sums.
    pub fn linear(&self, sums: &[f64]) -> Option<Linear> {
        let Some((cause, ticks)) = self.curve() else {
            let Self::Ratio { scale } = self else {
                return None;
            };
            let value = self.of(sums)?;
            let gradient = vec![scale / sums[1], -value / sums[1]];
            return Some(Linear { value, gradient });
        };
        let curve = Curve::new(sums, cause, ticks);
        let value = self.of_curve(&curve)?;
        let gradient = match self {
            Self::Median { .. } | Self::MedianOfCause { .. } => {
                let of_last = matches!(self, Self::MedianOfCause { .. });
                curve.gradient_of_quantile(value as usize, of_last)?
            }
            _ => curve.gradient(curve.before.len(), |tick| self.weight(tick)),
        };
        Some(Linear { value, gradient })
    }

    /// Its value and derivative at the sums over runs; none without a value, or without runs.
    pub fn over<'a>(&self, runs: impl IntoIterator<Item = &'a [f64]>) -> Option<Linear> {
        let mut runs = runs.into_iter();
        let mut sums = runs.next()?.to_vec();
        for run in runs {
            for (sum, count) in sums.iter_mut().zip(run) {
                *sum += count;
            }
        }
        // a count that is no number spoils the sums, and there is no value
        self.linear(&sums).filter(|linear| linear.value.is_finite())
    }

    /// Numbers run by run of which the statistic is the mean, and whose variance is its own:
    /// the value of each run, of a mean; otherwise the statistic over all runs plus what the
    /// run adds to it (pseudo-values of the infinitesimal jackknife). Differences of them
    /// between runs that belong together are paired like any others. Not a number where there
    /// is no value.
    pub fn pseudo_values<'a>(
        &self,
        runs: impl ExactSizeIterator<Item = &'a [f64]> + Clone,
    ) -> Vec<f64> {
        if !self.is_pooled() {
            return runs.map(|run| self.of(run).unwrap_or(f64::NAN)).collect();
        }
        let n = runs.len();
        match self.over(runs.clone()) {
            Some(linear) => runs.map(|run| linear.pseudo_value(run, n)).collect(),
            None => vec![f64::NAN; n],
        }
    }
}

/// The curves of a table of counts, as far as somebody is at risk.
struct Curve<'a> {
    counts: &'a [f64],
    cause: Cause,
    /// How many ticks are looked at.
    ticks: usize,
    /// By tick: the share without an event before it.
    before: Vec<f64>,
    /// By tick: the incidence of the cause, the tick included.
    incidence: Vec<f64>,
    /// The share without an event at last.
    without: f64,
    /// Whether an event came to all, so that the curve is known for good.
    ended: bool,
}

impl<'a> Curve<'a> {
    fn new(counts: &'a [f64], cause: Cause, ticks: u32) -> Self {
        let (mut before, mut incidence) = (Vec::new(), Vec::new());
        let (mut without, mut so_far) = (1.0, 0.0);
        let mut ended = false;
        for row in counts.chunks_exact(cause.row()).take(ticks as usize) {
            let at_risk = row[0];
            if at_risk <= 0.0 {
                break;
            }
            let events: f64 = row[1..].iter().sum();
            before.push(without);
            so_far += without * cause.events(row) / at_risk;
            incidence.push(so_far);
            without *= (at_risk - events) / at_risk;
            if events == at_risk {
                ended = true;
                break;
            }
        }
        Self {
            counts,
            cause,
            ticks: ticks as usize,
            before,
            incidence,
            without,
            ended,
        }
    }

    fn row(&self, tick: usize) -> &[f64] {
        let width = self.cause.row();
        &self.counts[tick * width..][..width]
    }

    /// Whether it is known up to its last tick.
    fn is_known(&self) -> bool {
        self.ended || self.before.len() >= self.ticks
    }

    /// The derivative by the counts of the sum of weighted shares with an event of the cause in
    /// the first ticks; from the last tick back, as what is lost at a tick is missing from all
    /// later ones.
    fn gradient(&self, ticks: usize, weight: impl Fn(u32) -> f64) -> Vec<f64> {
        let mut gradient = vec![0.0; self.counts.len()];
        // the derivative by the share without an event before the next tick
        let mut by_later = 0.0;
        for (tick, &before) in self.before.iter().enumerate().take(ticks).rev() {
            let row = self.row(tick);
            let weight = weight(tick as u32);
            let (at_risk, of_cause) = (row[0], self.cause.events(row));
            let events: f64 = row[1..].iter().sum();
            let by_any = -before * by_later / at_risk;
            let by_cause = weight * before / at_risk;
            let place = tick * self.cause.row();
            gradient[place] = -(by_any * events + by_cause * of_cause) / at_risk;
            for of in 0..self.cause.of {
                let is_counted = of == self.cause.number || self.cause.number == self.cause.of;
                gradient[place + 1 + of] = by_any + if is_counted { by_cause } else { 0.0 };
            }
            by_later = weight * of_cause / at_risk + (at_risk - events) / at_risk * by_later;
        }
        gradient
    }

    /// The derivative of the tick of a quantile, of one that is half of the last incidence if
    /// `of_last`: that of the incidence at it, over the slope there. The slope is taken over
    /// the tick before and the one after, as events come at whole ticks.
    fn gradient_of_quantile(&self, tick: usize, of_last: bool) -> Option<Vec<f64>> {
        let at = |tick: usize| self.incidence.get(tick).copied();
        let below = match tick {
            0 => 0.0,
            tick => at(tick - 1)?,
        };
        let (above, steps) = match at(tick + 1) {
            Some(above) => (above, 2.0),
            None => (at(tick)?, 1.0),
        };
        let slope = (above - below) / steps;
        let mut gradient = self.gradient(tick + 1, |_| 1.0);
        if of_last {
            let last = self.gradient(self.incidence.len(), |_| 1.0);
            let pairs = gradient.iter_mut().zip(last);
            pairs.for_each(|(own, last)| *own -= last / 2.0);
        }
        gradient.iter_mut().for_each(|own| *own /= -slope);
        Some(gradient)
    }

    fn first_at_least(&self, share: f64) -> Option<f64> {
        let mut incidence = self.incidence.iter();
        let tick = incidence.position(|&so_far| so_far >= share - ROUNDING);
        tick.map(|tick| tick as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{AalenJohansen, KaplanMeier, SpellTable};
    use proptest::prelude::*;

    const SHIPPED: Cause = Cause { number: 0, of: 2 };

    fn all(ticks: u32) -> Vec<Statistic> {
        let cause = SHIPPED;
        let second = Cause { number: 1, of: 2 };
        vec![
            Statistic::Incidence {
                cause,
                tick: ticks / 2,
            },
            Statistic::Incidence {
                cause: second,
                tick: ticks - 1,
            },
            Statistic::RestrictedMean {
                cause,
                horizon: ticks,
            },
        ]
    }

    prop_compose! {
        /// Spells from 0 on: when they end, and why.
        fn run()(spells in prop::collection::vec((0u32..7, prop::option::of(0..2usize)), 0..12))
            -> Vec<(u32, Option<usize>)> {
            spells
        }
    }

    fn counts(spells: &[(u32, Option<usize>)], ticks: u32) -> Vec<f64> {
        let mut counts = vec![0.0; 3 * ticks as usize];
        for &(end, cause) in spells {
            for tick in 0..=end.min(ticks - 1) {
                counts[3 * tick as usize] += 1.0;
            }
            if let Some(cause) = cause
                && end < ticks
            {
                counts[3 * end as usize + 1 + cause] += 1.0;
            }
        }
        counts
    }

    fn sum(runs: &[Vec<f64>], but: Option<usize>) -> Vec<f64> {
        let mut sums = vec![0.0; runs[0].len()];
        for (_, run) in runs.iter().enumerate().filter(|(at, _)| Some(*at) != but) {
            sums.iter_mut()
                .zip(run)
                .for_each(|(sum, count)| *sum += count);
        }
        sums
    }

    proptest! {
        /// By the estimators that count spells one by one, which are tested against
        /// published curves.
        #[test]
        fn sums_give_what_spells_give(spells in run(), tick in 0u32..7) {
            let mut table = SpellTable::new(2);
            spells.iter().for_each(|&(end, cause)| table.add(0, end, cause));
            let curves = AalenJohansen::new(&table);
            let counts = counts(&spells, 7);
            for number in 0..2 {
                let cause = Cause { number, of: 2 };
                let close = |own: Option<f64>, other: Option<f64>| match (own, other) {
                    (Some(own), Some(other)) => (own - other).abs() < 1e-12,
                    (own, other) => own == other,
                };
                let incidence = Statistic::Incidence { cause, tick }.of(&counts);
                prop_assert!(close(incidence, curves.incidence(number, tick)));
                let mean = Statistic::RestrictedMean { cause, horizon: tick + 1 }.of(&counts);
                prop_assert!(close(mean, curves.restricted_mean(number, tick + 1)));
                let open = Statistic::Survival { causes: 2, ticks: tick + 1 }.of(&counts);
                prop_assert!(close(open, curves.survival(tick)));
                let median = Statistic::Median { cause, ticks: 7 }.of(&counts);
                prop_assert_eq!(median, curves.first_reaching(number, 0.5).map(f64::from));
            }
        }

        /// Each derivative beside a difference quotient.
        #[test]
        fn derivatives_are_those_of_the_value(
            runs in prop::collection::vec(run(), 6..12),
        ) {
            let runs: Vec<Vec<f64>> = runs.iter().map(|run| counts(run, 5)).collect();
            let sums = sum(&runs, None);
            for statistic in all(5) {
                let Some(linear) = statistic.linear(&sums) else { continue };
                let along: f64 = linear.gradient.iter().zip(&sums).map(|(g, x)| g * x).sum();
                prop_assert!(along.abs() < 1e-9, "{statistic:?} changes with the number of runs");
                for run in &runs {
                    let step = 1e-6;
                    let moved = |sign: f64| -> Vec<f64> {
                        let width = statistic.width();
                        sums.iter().zip(run).take(width).map(|(x, d)| x + sign * step * d).collect()
                    };
                    let quotient = (statistic.of(&moved(1.0)).unwrap()
                        - statistic.of(&moved(-1.0)).unwrap()) / (2.0 * step);
                    let own: f64 = linear.gradient.iter().zip(run).map(|(g, x)| g * x).sum();
                    prop_assert!((quotient - own).abs() < 1e-6, "{statistic:?}: {quotient} {own}");
                }
            }
        }
    }

    /// A quantile on whole ticks moves by the incidence at it over the slope there.
    #[test]
    fn a_median_moves_with_the_incidence_at_it() {
        let counts = [10.0, 2.0, 1.0, 7.0, 2.0, 0.0, 5.0, 2.0, 1.0, 2.0, 1.0, 0.0];
        let (cause, ticks) = (SHIPPED, 4);
        let linear = |statistic: Statistic| statistic.linear(&counts).unwrap();
        let median = linear(Statistic::Median { cause, ticks });
        let at = |tick| linear(Statistic::Incidence { cause, tick });
        assert_eq!(median.value, 2.0);
        let slope = (at(3).value - at(1).value) / 2.0;
        for (own, of_incidence) in median.gradient.iter().zip(&at(2).gradient) {
            assert!((own + of_incidence / slope).abs() < 1e-12, "{own}");
        }
        // half of .78 is passed a tick before; what is there at last counts by half
        let of_cause = linear(Statistic::MedianOfCause { cause, ticks });
        assert_eq!(of_cause.value, 1.0);
        let slope = at(2).value / 2.0 - at(0).value / 2.0;
        for (place, own) in of_cause.gradient.iter().enumerate() {
            let at_it = at(1).gradient.get(place).copied().unwrap_or(0.0);
            let expected = -(at_it - at(3).gradient[place] / 2.0) / slope;
            assert!((own - expected).abs() < 1e-12, "{own} {expected}");
        }
    }

    /// Among many runs, what one adds is what is lost without it.
    #[test]
    fn the_infinitesimal_jackknife_deletes_runs_one_by_one() {
        let runs: Vec<Vec<f64>> = (0..200u32)
            .map(|run| {
                let spells: Vec<_> = (0..run % 7)
                    .map(|item| {
                        let end = (run * 5 + item * 3) % 6;
                        (end, [Some(0), Some(1), None][((run + item) % 3) as usize])
                    })
                    .collect();
                counts(&spells, 5)
            })
            .collect();
        let n = runs.len() as f64;
        let sums = sum(&runs, None);
        let statistic = Statistic::RestrictedMean {
            cause: SHIPPED,
            horizon: 5,
        };
        let linear = statistic.linear(&sums).unwrap();
        let (mut infinitesimal, mut deleted) = (0.0, 0.0);
        for (at, run) in runs.iter().enumerate() {
            let own: f64 = linear.gradient.iter().zip(run).map(|(g, x)| g * x).sum();
            infinitesimal += own * own;
            let without = statistic.of(&sum(&runs, Some(at))).unwrap();
            deleted += (without - linear.value) * (without - linear.value);
        }
        let ratio = (deleted * (n - 1.0) / n / infinitesimal).sqrt();
        assert!((ratio - 1.0).abs() < 0.01, "{ratio}");
    }

    /// The 6-MP arm of Freireich et al. (1963), as published by Cox & Oakes (1984).
    #[test]
    fn remission_times_give_the_published_survival() {
        let rows = [(21, 3), (17, 1), (15, 1), (12, 1), (11, 1)];
        let kaplan_meier = KaplanMeier::from_counts(rows);
        let counts: Vec<f64> = rows
            .iter()
            .flat_map(|&(at_risk, events)| [at_risk as f64, events as f64])
            .collect();
        for (ticks, published) in [
            (1, 0.8571),
            (2, 0.8067),
            (3, 0.7529),
            (4, 0.6902),
            (5, 0.6275),
        ] {
            let survival = Statistic::Survival { causes: 1, ticks }
                .of(&counts)
                .unwrap();
            assert!((survival - published).abs() < 5e-5, "{ticks}: {survival}");
            assert!((survival - kaplan_meier.survival(ticks - 1).unwrap()).abs() < 1e-14);
        }
    }

    #[test]
    fn what_nobody_was_at_risk_of_is_not_told() {
        // made late: watched for two ticks only
        let counts = [4.0, 1.0, 0.0, 3.0, 1.0, 1.0, 0.0, 0.0, 0.0];
        let cause = SHIPPED;
        let incidence = |tick| Statistic::Incidence { cause, tick }.of(&counts);
        assert_eq!(
            [incidence(0), incidence(1), incidence(2)],
            [Some(0.25), Some(0.5), None]
        );
        assert_eq!(
            Statistic::RestrictedMean { cause, horizon: 3 }.of(&counts),
            None
        );
        assert_eq!(Statistic::Median { cause, ticks: 3 }.of(&counts), Some(1.0));
        // the last at risk have an event: known for good
        let ended = [2.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0];
        assert_eq!(
            Statistic::Incidence { cause, tick: 2 }.of(&ended),
            Some(0.5)
        );
        assert_eq!(Statistic::Ratio { scale: 2.0 }.of(&[1.0, 0.0]), None);
        assert_eq!(Statistic::Mean.of(&[f64::NAN]), None);
    }
}
