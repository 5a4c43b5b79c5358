//! The draws of a quarter that everybody needs, as columns.

use crate::model::step::Step;
use crate::random::{Entity, Stream};

/// Uniforms of a quarter, one row a seat; drawn at once because a column costs less
/// than its draws one by one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Luck {
    /// Whose the draws are: seats, so that their luck does not depend on who left.
    seats: Vec<Entity>,
    pub(crate) exit: Vec<f64>,
    pub(crate) shock: Vec<f64>,
    pub(crate) satisfaction: Vec<f64>,
    pub(crate) papers: Vec<f64>,
    /// For the people who are there when a quarter ends.
    pub(crate) tie_renewal: Vec<f64>,
    pub(crate) tie_crossing: Vec<f64>,
}

impl Luck {
    pub(crate) fn of(people: &[Entity]) -> Self {
        let column = vec![0.5; people.len()];
        Self {
            seats: people.iter().map(|person| person.place()).collect(),
            exit: column.clone(),
            shock: column.clone(),
            satisfaction: column.clone(),
            papers: column.clone(),
            tie_renewal: column.clone(),
            tie_crossing: column,
        }
    }

    /// Draws the columns that a quarter starts with.
    pub(crate) fn draw(&mut self, step: &Step) {
        step.streams.pair_columns(
            [Stream::ExitDecision, Stream::Shock],
            step.quarter,
            &self.seats,
            &mut self.exit,
            &mut self.shock,
        );
        step.streams.pair_columns(
            [Stream::SatisfactionNoise, Stream::PaperSubmission],
            step.quarter,
            &self.seats,
            &mut self.satisfaction,
            &mut self.papers,
        );
    }

    /// Draws no more of a quarter than what researchers need for their papers.
    pub(crate) fn draw_papers(&mut self, step: &Step) {
        for unit in &step.model.units {
            let researchers = unit.researchers.clone();
            step.streams.column(
                Stream::PaperSubmission,
                step.quarter,
                &self.seats[researchers.clone()],
                &mut self.papers[researchers],
            );
        }
    }

    /// Draws the columns for new ties.
    pub(crate) fn draw_ties(&mut self, step: &Step) {
        step.streams.pair_columns(
            [Stream::TieRenewal, Stream::TieCrossing],
            step.quarter,
            &self.seats,
            &mut self.tie_renewal,
            &mut self.tie_crossing,
        );
    }
}
