//! Survival by tenure: who was at risk at which tenure, and who left.

use super::curves::TenurePoint;
use super::window::Window;
use crate::model::Role;
use crate::stats::KaplanMeier;

/// Tenures at which people are counted: from none up to the longest, in quarters,
/// for which there is a measure of survival.
pub(super) const TENURES: usize = 17;

/// People at risk and exits by completed quarters of tenure, for each observed
/// quarter and role. Whoever was there before observation started enters at
/// the tenure of that moment: delayed entry.
#[derive(Clone, Debug)]
pub(super) struct TenureTable {
    /// `[quarter][role][tenure]`
    at_risk: Vec<[[u32; TENURES]; 2]>,
    exits: Vec<[[u32; TENURES]; 2]>,
}

/// Survival by tenure of the people of a role over a window, with the counts it is
/// made of.
#[derive(Clone, Debug)]
pub(super) struct TenureCurve {
    /// By tenure: people at risk, and those of them who left.
    counts: [(u64, u64); TENURES],
    estimate: KaplanMeier,
}

impl TenureTable {
    pub(super) fn new(quarters: u32) -> Self {
        let empty = vec![[[0; TENURES]; 2]; quarters as usize];
        Self {
            at_risk: empty.clone(),
            exits: empty,
        }
    }

    pub(super) fn clear(&mut self) {
        self.at_risk.fill([[0; TENURES]; 2]);
        self.exits.fill([[0; TENURES]; 2]);
    }

    /// The row of people at risk in a quarter, to be counted into: by role and
    /// tenure at its start.
    pub(super) fn at_risk_mut(&mut self, quarter: usize) -> &mut [[u32; TENURES]; 2] {
        &mut self.at_risk[quarter]
    }

    /// Takes note of an exit.
    pub(super) fn exit(&mut self, quarter: usize, role: Role, tenure: u32) {
        if let Some(exits) = self.exits[quarter][role as usize].get_mut(tenure as usize) {
            *exits += 1;
        }
    }

    /// The curve of a role over a window.
    pub(super) fn curve(&self, role: Role, window: &Window) -> TenureCurve {
        let sum = |table: &[[[u32; TENURES]; 2]], tenure: usize| -> u64 {
            table[window.first as usize..=window.last as usize]
                .iter()
                .map(|row| u64::from(row[role as usize][tenure]))
                .sum()
        };
        let counts =
            std::array::from_fn(|tenure| (sum(&self.at_risk, tenure), sum(&self.exits, tenure)));
        TenureCurve {
            counts,
            estimate: KaplanMeier::from_counts(counts),
        }
    }
}

impl TenureCurve {
    /// Kaplan-Meier estimate of the probability to stay for `quarters`; none if a
    /// shorter tenure had nobody at risk.
    pub(super) fn survival(&self, quarters: u32) -> Option<f64> {
        match quarters.checked_sub(1) {
            Some(last_tenure) => self.estimate.survival(last_tenure),
            None => Some(1.0),
        }
    }

    /// The curve, tenure by tenure.
    pub(super) fn points(&self) -> impl Iterator<Item = TenurePoint> {
        (0..)
            .zip(self.counts)
            .map(|(tenure, (at_risk, exits))| TenurePoint {
                survival: self.survival(tenure),
                at_risk,
                exits,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 6-MP arm of Freireich et al. (1963): remission times in weeks, with
    /// a plus for censored ones. The published estimates are those of Cox &
    /// Oakes (1984), table 1.1.
    #[test]
    fn remission_times_give_the_published_curve() {
        let events = [6, 6, 6, 7, 10, 13, 16];
        let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let later = [22, 23];
        let mut table = TenureTable::new(1);
        for time in events.iter().chain(&censored).chain(&later) {
            // an exit at time t is one in the t-th quarter, at tenure t - 1
            for tenure in 0..TENURES.min(*time) {
                table.at_risk_mut(0)[0][tenure] += 1;
            }
        }
        for time in events {
            table.exit(0, Role::Researcher, time as u32 - 1);
        }
        let window = Window::whole(1);
        let curve = table.curve(Role::Researcher, &window);
        for (time, published) in [
            (5, 1.0),
            (6, 0.8571),
            (7, 0.8067),
            (9, 0.8067),
            (10, 0.7529),
            (13, 0.6902),
            (16, 0.6275),
        ] {
            let survival = curve.survival(time).unwrap();
            assert!((survival - published).abs() < 5e-5, "{time}: {survival}");
        }
        let at_risk = |tenure: usize| curve.points().nth(tenure).unwrap().at_risk;
        // published beside the curve: before the events of weeks 6, 10 and 16
        assert_eq!([at_risk(5), at_risk(9), at_risk(15)], [21, 15, 11]);
        assert_eq!(table.curve(Role::Engineer, &window).survival(4), None);
    }

    #[test]
    fn delayed_entry_joins_people_of_different_tenure() {
        // two quarters: in each, four newcomers and two of tenure 1 at risk
        let mut table = TenureTable::new(2);
        for quarter in 0..2 {
            table.at_risk_mut(quarter)[1][0] = 4;
            table.at_risk_mut(quarter)[1][1] = 2;
        }
        table.exit(0, Role::Engineer, 0);
        table.exit(1, Role::Engineer, 0);
        table.exit(1, Role::Engineer, 1);
        table.exit(1, Role::Engineer, 99);
        let whole = table.curve(Role::Engineer, &Window::whole(2));
        assert_eq!(whole.survival(1), Some(6.0 / 8.0));
        assert_eq!(whole.survival(2), Some(6.0 / 8.0 * 3.0 / 4.0));
        assert_eq!(whole.survival(3), None);
        let first = table.curve(Role::Engineer, &Window::single(0));
        assert_eq!(first.survival(2), Some(3.0 / 4.0));
        let points: Vec<_> = whole.points().take(3).collect();
        let counts = |point: &TenurePoint| (point.at_risk, point.exits);
        assert_eq!(
            points.iter().map(counts).collect::<Vec<_>>(),
            [(8, 2), (4, 1), (0, 0)]
        );
        assert_eq!(points[0].survival, Some(1.0));
    }
}
