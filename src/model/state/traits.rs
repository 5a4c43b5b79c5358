//! Traits: what is fixed about the people in the seats.

use crate::measures::Role;

/// Fixed traits of the occupants, one row a seat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    /// Skill for research; its mean over people is one.
    pub(crate) research_skill: Vec<f64>,
    /// Skill for product work; its mean over people is one.
    pub(crate) product_skill: Vec<f64>,
    /// Skill in the own role, in standard deviations.
    pub(crate) skill_score: Vec<f64>,
    /// How much faster projects advance than papers, given the skill.
    pub(crate) pace: Vec<f64>,
    /// What partners come to share; its mean over people is one.
    pub(crate) know_how: Vec<f64>,
    /// Taste for publishing; zero for engineers and for those without one.
    pub(crate) taste: Vec<f64>,
    /// Preference for research that follows from that taste, 0 to 1.
    pub(crate) preference: Vec<f64>,
    /// Career stage: 0 junior, 1 middle, 2 senior.
    pub(crate) stage: Vec<u8>,
    /// What pay and disposition add to satisfaction, in standard deviations.
    pub(crate) contentment: Vec<f64>,
    /// What embeddedness, alternatives and frailty add to the log hazard.
    pub(crate) log_hazard: Vec<f64>,
}

impl Traits {
    /// Of so many seats, for people to settle in.
    pub(crate) fn with_seats(seats: usize) -> Self {
        let column = vec![0.0; seats];
        Self {
            research_skill: column.clone(),
            product_skill: column.clone(),
            skill_score: column.clone(),
            pace: column.clone(),
            know_how: column.clone(),
            taste: column.clone(),
            preference: column.clone(),
            stage: vec![0; seats],
            contentment: column.clone(),
            log_hazard: column,
        }
    }

    /// Gives a seat the traits that stand in a row of others.
    pub(crate) fn copy(&mut self, seat: usize, from: &Self, row: usize) {
        self.research_skill[seat] = from.research_skill[row];
        self.product_skill[seat] = from.product_skill[row];
        self.skill_score[seat] = from.skill_score[row];
        self.pace[seat] = from.pace[row];
        self.know_how[seat] = from.know_how[row];
        self.taste[seat] = from.taste[row];
        self.preference[seat] = from.preference[row];
        self.stage[seat] = from.stage[row];
        self.contentment[seat] = from.contentment[row];
        self.log_hazard[seat] = from.log_hazard[row];
    }

    /// By what stars are told: what somebody does alone, times what others know from that
    /// person.
    pub(crate) fn standing(&self, role: Role, seat: usize) -> f64 {
        let skill = match role {
            Role::Researcher => self.research_skill[seat],
            Role::Engineer => self.product_skill[seat],
        };
        skill * self.know_how[seat]
    }
}
