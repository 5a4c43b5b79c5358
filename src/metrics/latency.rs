//! Latency from breakthrough to product, with open items censored and
//! abandonment as a competing risk.

use super::parts::{ABANDONED, SHIPPED};
use super::window::Window;
use crate::measures::Fate;

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

impl Transfer {
    /// How long it was followed until the end of a window, and its fate then; none if it was
    /// not made in the window.
    fn in_window(&self, window: &Window) -> Option<(u32, Fate)> {
        if !(window.first..=window.last).contains(&self.made) {
            return None;
        }
        Some(match self.fate {
            Fate::Shipped | Fate::Abandoned if self.ended <= window.last => {
                (self.ended - self.made, self.fate)
            }
            _ => (window.last - self.made, Fate::Open),
        })
    }
}

/// Adds what was made in a window to a table of counts, one row a quarter since then: how
/// many were followed so far and still open, how many then shipped, how many were abandoned.
pub(super) fn count(transfers: &[Transfer], window: &Window, counts: &mut [f64]) {
    const ROW: usize = 1 + SHIPPED.of;
    for transfer in transfers {
        let Some((followed, fate)) = transfer.in_window(window) else {
            continue;
        };
        let mut rows = counts.chunks_exact_mut(ROW);
        for row in rows.by_ref().take(followed as usize) {
            row[0] += 1.0;
        }
        if let Some(row) = rows.next() {
            row[0] += 1.0;
            match fate {
                Fate::Shipped => row[1 + SHIPPED.number] += 1.0,
                Fate::Abandoned => row[1 + ABANDONED.number] += 1.0,
                Fate::Open => {}
            }
        }
    }
}

/// How many were made in a window, by their fate at its end.
pub(super) fn fates(transfers: &[Transfer], window: &Window) -> [u64; Fate::ALL.len()] {
    let mut counts = [0; Fate::ALL.len()];
    for (_, fate) in transfers.iter().filter_map(|t| t.in_window(window)) {
        counts[fate as usize] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Statistic;

    fn transfer(made: u32, latency: u32, fate: Fate) -> Transfer {
        Transfer {
            made,
            ended: made + latency,
            fate,
        }
    }

    fn counted(transfers: &[Transfer], window: &Window) -> Vec<f64> {
        let mut counts = vec![0.0; 3 * window.quarters() as usize];
        count(transfers, window, &mut counts);
        counts
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
        let window = Window::whole(last + 1);
        let counts = counted(&transfers, &window);
        let incidence = |cause, tick| Statistic::Incidence { cause, tick }.of(&counts);
        let close = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-12, "{a:?} {b}");
        for (time, shipped, abandoned) in [
            (0, 0.0, 0.0),
            (1, 0.0, 0.0),
            (2, 0.0, 0.2),
            (3, 0.0, 0.4),
            (4, 0.2, 0.4),
            (5, 0.4, 0.4),
            (6, 0.4, 0.4),
        ] {
            close(incidence(SHIPPED, time), shipped);
            close(incidence(ABANDONED, time), abandoned);
        }
        assert_eq!(incidence(SHIPPED, 7), None);
        let (cause, ticks) = (SHIPPED, 10);
        assert_eq!(Statistic::Median { cause, ticks }.of(&counts), None);
        assert_eq!(
            Statistic::MedianOfCause { cause, ticks }.of(&counts),
            Some(4.0)
        );
        let mean = |horizon| Statistic::RestrictedMean { cause, horizon }.of(&counts);
        close(mean(7), 4.0 + 0.8 + 0.6 + 0.6);
        assert_eq!(mean(8), None);
        assert_eq!(fates(&transfers, &window), [2, 2, 2]);
        let at_risk: Vec<f64> = counts.chunks_exact(3).map(|row| row[0]).collect();
        assert_eq!(at_risk[..8], [6.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0]);
    }

    #[test]
    fn a_window_ends_follow_up() {
        let transfers = [transfer(2, 3, Fate::Shipped), transfer(6, 1, Fate::Shipped)];
        let mut window = Window::single(2);
        window.last = 4;
        assert_eq!(fates(&transfers, &window), [0, 0, 1]);
        let counts = counted(&transfers, &window);
        assert_eq!(counts, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        assert_eq!(counted(&transfers, &Window::single(3)), [0.0; 3]);
        // a table that ends before follow-up does keeps those at risk
        let mut short = [0.0; 6];
        count(&transfers, &Window::whole(20), &mut short);
        assert_eq!(short, [2.0, 0.0, 0.0, 2.0, 1.0, 0.0]);
    }
}
