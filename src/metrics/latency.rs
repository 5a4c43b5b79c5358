//! Latency from breakthrough to product, with open items censored and
//! abandonment as a competing risk.

use super::curves::LatencyPoint;
use super::fate::Fate;
use super::window::Window;
use crate::stats::{AalenJohansen, SpellTable};

/// A breakthrough that was made in an observed quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Transfer {
    /// Quarter in which it was made.
    pub(super) made: u32,
    /// Quarter of its fate, if it is not open.
    pub(super) ended: u32,
    /// What became of it.
    pub(super) fate: Fate,
}

/// Aalen-Johansen incidence of shipping and abandonment over the breakthroughs
/// made in a window and followed to its end. Times are whole quarters.
#[derive(Clone, Debug)]
pub(super) struct LatencyCurve {
    incidence: AalenJohansen,
    /// By time: breakthroughs that were followed so far and still open.
    at_risk: Vec<u64>,
    made: u64,
    counts: [u64; 3],
}

const SHIPPED: usize = 0;
const ABANDONED: usize = 1;

impl LatencyCurve {
    pub(super) fn new(transfers: &[Transfer], window: &Window) -> Self {
        let mut spells = SpellTable::new(2);
        let mut counts = [0; 3];
        for transfer in transfers {
            if !(window.first..=window.last).contains(&transfer.made) {
                continue;
            }
            let (end, fate) = if transfer.fate == Fate::Open || transfer.ended > window.last {
                (window.last, Fate::Open)
            } else {
                (transfer.ended, transfer.fate)
            };
            let cause = match fate {
                Fate::Shipped => Some(SHIPPED),
                Fate::Abandoned => Some(ABANDONED),
                Fate::Open => None,
            };
            spells.add(0, end - transfer.made, cause);
            counts[fate as usize] += 1;
        }
        Self {
            incidence: AalenJohansen::new(&spells),
            at_risk: spells.rows().map(|row| row.at_risk).collect(),
            made: counts.iter().sum(),
            counts,
        }
    }

    /// Breakthroughs made in the window.
    pub(super) fn made(&self) -> u64 {
        self.made
    }

    /// How many of them have a fate at its end.
    pub(super) fn count(&self, fate: Fate) -> u64 {
        self.counts[fate as usize]
    }

    /// Incidence of a fate at a time; NaN beyond the longest follow-up.
    pub(super) fn incidence(&self, fate: Fate, time: u32) -> f64 {
        self.share(fate, time).unwrap_or(f64::NAN)
    }

    /// The curve from 0 to a `horizon`, quarter by quarter.
    pub(super) fn points(&self, horizon: u32) -> impl Iterator<Item = LatencyPoint> {
        (0..=horizon).map(|time| LatencyPoint {
            shipped: self.share(Fate::Shipped, time),
            abandoned: self.share(Fate::Abandoned, time),
            open: self.share(Fate::Open, time),
            at_risk: self.at_risk.get(time as usize).copied().unwrap_or(0),
        })
    }

    fn share(&self, fate: Fate, time: u32) -> Option<f64> {
        match fate {
            Fate::Shipped => self.incidence.incidence(SHIPPED, time),
            Fate::Abandoned => self.incidence.incidence(ABANDONED, time),
            Fate::Open => self.incidence.survival(time),
        }
    }

    /// Smallest time at which half of all breakthroughs have shipped; NaN if
    /// that is not reached.
    pub(super) fn median(&self) -> f64 {
        self.first_at_least(0.5)
    }

    /// Whether there is a median, as 0 or 1; NaN without breakthroughs.
    pub(super) fn median_reached(&self) -> f64 {
        match self.made {
            0 => f64::NAN,
            _ => f64::from(u8::from(!self.median().is_nan())),
        }
    }

    /// Smallest time at which half of those that ship at all have shipped; NaN
    /// if nothing ships.
    pub(super) fn median_of_shipped(&self) -> f64 {
        let last = self.incidence.last_tick();
        match last.map(|time| self.incidence(Fate::Shipped, time)) {
            Some(ever) if ever > 0.0 => self.first_at_least(ever / 2.0),
            _ => f64::NAN,
        }
    }

    /// Integral from 0 to `horizon` of one minus the incidence of shipping; NaN
    /// if follow-up is shorter.
    pub(super) fn restricted_mean(&self, horizon: u32) -> f64 {
        let mean = self.incidence.restricted_mean(SHIPPED, horizon);
        mean.unwrap_or(f64::NAN)
    }

    fn first_at_least(&self, level: f64) -> f64 {
        let time = self.incidence.first_reaching(SHIPPED, level);
        time.map_or(f64::NAN, f64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(made: u32, latency: u32, fate: Fate) -> Transfer {
        Transfer {
            made,
            ended: made + latency,
            fate,
        }
    }

    /// The example of SAS that lifelines tests against: times 1 to 6, status
    /// 0, 1, 1, 2, 2, 0, where 0 is censored.
    #[test]
    fn the_published_competing_risks_example() {
        // censoring happens at the end of the window: what is to be censored
        // after `time` quarters was made that many quarters before the end
        let last = 9;
        let transfers = [
            transfer(last - 1, 0, Fate::Open),
            transfer(0, 2, Fate::Abandoned),
            transfer(0, 3, Fate::Abandoned),
            transfer(0, 4, Fate::Shipped),
            transfer(0, 5, Fate::Shipped),
            transfer(last - 6, 0, Fate::Open),
        ];
        let curve = LatencyCurve::new(&transfers, &Window::whole(last + 1));
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        for (time, shipped, abandoned) in [
            (0, 0.0, 0.0),
            (1, 0.0, 0.0),
            (2, 0.0, 0.2),
            (3, 0.0, 0.4),
            (4, 0.2, 0.4),
            (5, 0.4, 0.4),
            (6, 0.4, 0.4),
        ] {
            close(curve.incidence(Fate::Shipped, time), shipped);
            close(curve.incidence(Fate::Abandoned, time), abandoned);
            close(curve.incidence(Fate::Open, time), 1.0 - shipped - abandoned);
        }
        assert!(curve.incidence(Fate::Shipped, 7).is_nan());
        assert!(curve.median().is_nan());
        assert_eq!(curve.median_reached(), 0.0);
        assert_eq!(curve.median_of_shipped(), 4.0);
        close(curve.restricted_mean(7), 4.0 + 0.8 + 0.6 + 0.6);
        assert!(curve.restricted_mean(8).is_nan());
        assert_eq!((curve.made(), curve.count(Fate::Open)), (6, 2));
        let points: Vec<_> = curve.points(7).collect();
        let at_risk: Vec<u64> = points.iter().map(|point| point.at_risk).collect();
        assert_eq!(at_risk, [6, 6, 5, 4, 3, 2, 1, 0]);
        assert_eq!(
            points[3].abandoned,
            Some(curve.incidence(Fate::Abandoned, 3))
        );
        assert_eq!((points[7].shipped, points[7].open), (None, None));
    }

    #[test]
    fn complete_curves_are_known_for_good() {
        let transfers = [
            transfer(0, 1, Fate::Shipped),
            transfer(0, 3, Fate::Shipped),
            transfer(1, 0, Fate::Abandoned),
        ];
        let curve = LatencyCurve::new(&transfers, &Window::whole(20));
        assert_eq!(curve.median(), 3.0);
        assert_eq!(curve.median_reached(), 1.0);
        assert!((curve.incidence(Fate::Shipped, 15) - 2.0 / 3.0).abs() < 1e-12);
        // 1 + 3 quarters and once the horizon of 8
        assert!((curve.restricted_mean(8) - 12.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn half_made_up_of_tenths_is_half() {
        let transfers: Vec<_> = (0..10)
            .map(|i| match i {
                0..=4 => transfer(0, i + 1, Fate::Shipped),
                _ => transfer(0, 6, Fate::Abandoned),
            })
            .collect();
        let curve = LatencyCurve::new(&transfers, &Window::whole(20));
        assert_eq!(curve.median(), 5.0);
    }

    #[test]
    fn a_window_ends_follow_up() {
        let transfers = [transfer(2, 3, Fate::Shipped), transfer(6, 1, Fate::Shipped)];
        let mut window = Window::single(2);
        window.last = 4;
        let curve = LatencyCurve::new(&transfers, &window);
        assert_eq!((curve.made(), curve.count(Fate::Open)), (1, 1));
        assert!(curve.incidence(Fate::Shipped, 3).is_nan());
        let nothing = LatencyCurve::new(&transfers, &Window::single(3));
        assert!(nothing.median_reached().is_nan());
        assert!(nothing.median_of_shipped().is_nan());
        assert!(nothing.incidence(Fate::Shipped, 0).is_nan());
    }
}
