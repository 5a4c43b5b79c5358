//! Survival by tenure: who was at risk at which tenure, and who left.

use super::window::Window;
use crate::model::Role;

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

    /// Adds the people of a role in a window to a table of counts, one row a tenure: how many
    /// were at risk, and how many of them left.
    pub(super) fn count(&self, role: Role, window: &Window, counts: &mut [f64]) {
        let quarters = window.first as usize..=window.last as usize;
        for (column, table) in [&self.at_risk, &self.exits].into_iter().enumerate() {
            for quarter in &table[quarters.clone()] {
                for (row, &people) in counts.chunks_exact_mut(2).zip(&quarter[role as usize]) {
                    row[column] += f64::from(people);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Statistic;

    fn counted(table: &TenureTable, role: Role, window: &Window) -> Vec<f64> {
        let mut counts = vec![0.0; 2 * TENURES];
        table.count(role, window, &mut counts);
        counts
    }

    fn survival(counts: &[f64], ticks: u32) -> Option<f64> {
        Statistic::Survival { causes: 1, ticks }.of(counts)
    }

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
        let counts = counted(&table, Role::Researcher, &window);
        for (time, published) in [
            (5, 1.0),
            (6, 0.8571),
            (7, 0.8067),
            (9, 0.8067),
            (10, 0.7529),
            (13, 0.6902),
            (16, 0.6275),
        ] {
            let survival = survival(&counts, time).unwrap();
            assert!((survival - published).abs() < 5e-5, "{time}: {survival}");
        }
        let at_risk = |tenure: usize| counts[2 * tenure];
        // published beside the curve: before the events of weeks 6, 10 and 16
        assert_eq!([at_risk(5), at_risk(9), at_risk(15)], [21.0, 15.0, 11.0]);
        let engineers = counted(&table, Role::Engineer, &window);
        assert_eq!(survival(&engineers, 4), None);
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
        let whole = counted(&table, Role::Engineer, &Window::whole(2));
        assert_eq!(survival(&whole, 1), Some(6.0 / 8.0));
        assert_eq!(survival(&whole, 2), Some(6.0 / 8.0 * 3.0 / 4.0));
        assert_eq!(survival(&whole, 3), None);
        let first = counted(&table, Role::Engineer, &Window::single(0));
        assert_eq!(survival(&first, 2), Some(3.0 / 4.0));
        assert_eq!(whole[..6], [8.0, 2.0, 4.0, 1.0, 0.0, 0.0]);
    }
}
