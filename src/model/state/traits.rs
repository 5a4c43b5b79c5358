//! Traits: what is fixed about the people in the seats.

/// Fixed traits of the occupants, one row a seat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    /// Skill for research; its mean over people is one.
    pub(crate) research_skill: Vec<f64>,
    /// Skill for product work; its mean over people is one.
    pub(crate) product_skill: Vec<f64>,
    /// Skill in the own role, in standard deviations.
    pub(crate) skill_score: Vec<f64>,
    /// Taste for publishing; zero for engineers and for those without one.
    pub(crate) taste: Vec<f64>,
    /// Career stage: 0 junior, 1 middle, 2 senior.
    pub(crate) stage: Vec<u8>,
    /// Relative pay in standard deviations.
    pub(crate) pay: Vec<f64>,
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
            taste: column.clone(),
            stage: vec![0; seats],
            pay: column.clone(),
            log_hazard: column,
        }
    }
}
