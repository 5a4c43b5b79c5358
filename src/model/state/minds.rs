//! Minds: what the people in the seats strive for, expect and feel.

/// What the occupants strive for, expect and feel, one row a seat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Minds {
    /// Share of effort that goes into research.
    pub(crate) research_effort: Vec<f64>,
    /// Satisfaction in standard deviations around zero.
    pub(crate) satisfaction: Vec<f64>,
    /// Papers submitted, relative to the normal rate, smoothed.
    pub(crate) paper_outcome: Vec<f64>,
    /// Score under the occupant's own incentive function.
    pub(crate) own_score: Vec<f64>,
    /// Score under the product evaluation of the unit's structure.
    pub(crate) product_score: Vec<f64>,
    /// Reward of this quarter.
    pub(crate) reward: Vec<f64>,
    /// What is expected of a quarter's reward.
    pub(crate) reward_expectation: Vec<f64>,
    /// What is expected of autonomy.
    pub(crate) autonomy_expectation: Vec<f64>,
    /// What instability and vacancies take from satisfaction this quarter.
    pub(crate) strain: Vec<f64>,
    /// Hazard of exit this quarter (its logarithm until all parts are added up).
    pub(crate) hazard: Vec<f64>,
}

impl Minds {
    /// Of so many seats, for people to settle in.
    pub(crate) fn with_seats(seats: usize) -> Self {
        let column = vec![0.0; seats];
        Self {
            research_effort: column.clone(),
            satisfaction: column.clone(),
            paper_outcome: vec![1.0; seats],
            own_score: vec![1.0; seats],
            product_score: vec![1.0; seats],
            reward: column.clone(),
            reward_expectation: column.clone(),
            autonomy_expectation: column.clone(),
            strain: column.clone(),
            hazard: column,
        }
    }
}
