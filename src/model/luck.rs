//! The draws of a quarter that everybody needs, as columns.

use super::step::Step;
use crate::random::{Entity, Stream};

/// Uniforms of the people who are there when a quarter starts, one row a seat;
/// drawn at once because a column costs less than its draws one by one.
#[derive(Clone, Debug, Default)]
pub(super) struct Luck {
    pub(super) exit: Vec<f64>,
    pub(super) shock: Vec<f64>,
    pub(super) satisfaction: Vec<f64>,
    pub(super) papers: Vec<f64>,
    /// Of the people who are there when a quarter ends.
    pub(super) tie_renewal: Vec<f64>,
    pub(super) tie_crossing: Vec<f64>,
}

impl Luck {
    pub(super) fn with_seats(seats: usize) -> Self {
        let column = vec![0.5; seats];
        Self {
            exit: column.clone(),
            shock: column.clone(),
            satisfaction: column.clone(),
            papers: column.clone(),
            tie_renewal: column.clone(),
            tie_crossing: column,
        }
    }

    /// Draws the columns of a quarter.
    pub(super) fn draw(&mut self, step: &Step, people: &[Entity]) {
        step.streams.pair_columns(
            Stream::ExitDecision,
            step.quarter,
            people,
            &mut self.exit,
            &mut self.shock,
        );
        step.streams.pair_columns(
            Stream::SatisfactionNoise,
            step.quarter,
            people,
            &mut self.satisfaction,
            &mut self.papers,
        );
    }
}
