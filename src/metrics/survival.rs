//! Survival by tenure: who was at risk at which tenure, and who left.

use super::window::Window;
use crate::model::Role;
use crate::stats::KaplanMeier;

/// Tenures, in quarters, up to which survival is followed.
const LONGEST: usize = 16;

/// People at risk and exits by completed quarters of tenure, for each observed
/// quarter and role. Whoever was there before observation started enters at
/// the tenure of that moment: delayed entry.
#[derive(Clone, Debug)]
pub(super) struct TenureTable {
    /// `[quarter][role][tenure]`
    at_risk: Vec<[[u32; LONGEST]; 2]>,
    exits: Vec<[[u32; LONGEST]; 2]>,
}

impl TenureTable {
    pub(super) fn new(quarters: u32) -> Self {
        let empty = vec![[[0; LONGEST]; 2]; quarters as usize];
        Self {
            at_risk: empty.clone(),
            exits: empty,
        }
    }

    pub(super) fn clear(&mut self) {
        self.at_risk.fill([[0; LONGEST]; 2]);
        self.exits.fill([[0; LONGEST]; 2]);
    }

    /// The row of people at risk in a quarter, to be counted into: by role and
    /// tenure at its start.
    pub(super) fn at_risk_mut(&mut self, quarter: usize) -> &mut [[u32; LONGEST]; 2] {
        &mut self.at_risk[quarter]
    }

    /// Takes note of an exit.
    pub(super) fn exit(&mut self, quarter: usize, role: Role, tenure: u32) {
        if let Some(exits) = self.exits[quarter][role as usize].get_mut(tenure as usize) {
            *exits += 1;
        }
    }

    /// Kaplan-Meier estimate over a window of the probability to stay for
    /// `quarters`; NaN if a shorter tenure had nobody at risk.
    pub(super) fn survival(&self, role: Role, quarters: u32, window: &Window) -> f64 {
        let sum = |table: &[[[u32; LONGEST]; 2]], tenure: usize| -> u64 {
            table[window.first as usize..=window.last as usize]
                .iter()
                .map(|row| u64::from(row[role as usize][tenure]))
                .sum()
        };
        let Some(last_tenure) = quarters.checked_sub(1) else {
            return 1.0;
        };
        let counts = (0..quarters as usize)
            .map(|tenure| (sum(&self.at_risk, tenure), sum(&self.exits, tenure)));
        let stay_beyond = KaplanMeier::from_counts(counts).survival(last_tenure);
        stay_beyond.unwrap_or(f64::NAN)
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
            for tenure in 0..LONGEST.min(*time) {
                table.at_risk_mut(0)[0][tenure] += 1;
            }
        }
        for time in events {
            table.exit(0, Role::Researcher, time as u32 - 1);
        }
        let window = Window::whole(1);
        for (time, published) in [
            (5, 1.0),
            (6, 0.8571),
            (7, 0.8067),
            (9, 0.8067),
            (10, 0.7529),
            (13, 0.6902),
            (16, 0.6275),
        ] {
            let survival = table.survival(Role::Researcher, time, &window);
            assert!((survival - published).abs() < 5e-5, "{time}: {survival}");
        }
        assert!(table.survival(Role::Engineer, 4, &window).is_nan());
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
        let survival = |quarters, window| table.survival(Role::Engineer, quarters, &window);
        assert_eq!(survival(1, Window::whole(2)), 6.0 / 8.0);
        assert_eq!(survival(2, Window::whole(2)), 6.0 / 8.0 * 3.0 / 4.0);
        assert_eq!(survival(2, Window::single(0)), 3.0 / 4.0);
        assert!(survival(3, Window::whole(2)).is_nan());
    }
}
