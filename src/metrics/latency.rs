//! Latency from breakthrough to product, with open items censored and
//! abandonment as a competing risk.

use super::measure::Fate;
use super::window::Window;

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
/// made in a window and followed to its end. Times are whole quarters; events
/// come before censorings at the same time, since an item that is open at the
/// end of the window has survived its last quarter.
#[derive(Clone, Debug)]
pub(super) struct LatencyCurve {
    /// Incidence at 0, 1, 2 ... quarters up to the longest follow-up.
    shipped: Vec<f64>,
    abandoned: Vec<f64>,
    /// Whether every item had an event by then, so that the curve is known for
    /// good.
    complete: bool,
    made: u64,
    counts: [u64; 3],
}

impl LatencyCurve {
    pub(super) fn new(transfers: &[Transfer], window: &Window) -> Self {
        let length = window.quarters() as usize;
        let mut ends = vec![[0u32; 3]; length];
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
            ends[(end - transfer.made) as usize][fate as usize] += 1;
            counts[fate as usize] += 1;
        }
        let made = counts.iter().sum();
        let mut at_risk = made as u32;
        let (mut open, mut shipped, mut abandoned) = (1.0, 0.0, 0.0);
        let mut curve = Self {
            shipped: Vec::with_capacity(length),
            abandoned: Vec::with_capacity(length),
            complete: false,
            made,
            counts,
        };
        for ended in &ends {
            if at_risk == 0 {
                break;
            }
            let events = ended[Fate::Shipped as usize] + ended[Fate::Abandoned as usize];
            let step = open / f64::from(at_risk);
            shipped += step * f64::from(ended[Fate::Shipped as usize]);
            abandoned += step * f64::from(ended[Fate::Abandoned as usize]);
            open *= 1.0 - f64::from(events) / f64::from(at_risk);
            curve.complete = events == at_risk;
            at_risk -= ended.iter().sum::<u32>();
            curve.shipped.push(shipped);
            curve.abandoned.push(abandoned);
        }
        curve
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
        let curve = match fate {
            Fate::Shipped => &self.shipped,
            Fate::Abandoned => &self.abandoned,
            Fate::Open => {
                return 1.0
                    - self.incidence(Fate::Shipped, time)
                    - self.incidence(Fate::Abandoned, time);
            }
        };
        match (curve.get(time as usize), curve.last()) {
            (Some(&incidence), _) => incidence,
            (None, Some(&last)) if self.complete => last,
            _ => f64::NAN,
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
        match self.shipped.last() {
            Some(&ever) if ever > 0.0 => self.first_at_least(ever / 2.0),
            _ => f64::NAN,
        }
    }

    /// Integral from 0 to `horizon` of one minus the incidence of shipping; NaN
    /// if follow-up is shorter.
    pub(super) fn restricted_mean(&self, horizon: u32) -> f64 {
        // the incidence is constant from one whole quarter to the next
        (0..horizon)
            .map(|time| 1.0 - self.incidence(Fate::Shipped, time))
            .sum()
    }

    fn first_at_least(&self, level: f64) -> f64 {
        // sums of fractions that make up the level may fall short by rounding
        const ROUNDING: f64 = 1e-12;
        self.shipped
            .iter()
            .position(|&incidence| incidence >= level - ROUNDING)
            .map_or(f64::NAN, |time| time as f64)
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
