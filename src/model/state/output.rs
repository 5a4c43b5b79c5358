//! Output: what people bring about in a quarter.

/// What a quarter's work comes to, one row a seat.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    /// Effective effort on research this quarter, in person-quarters of an
    /// average person.
    pub(crate) research_work: Vec<f64>,
    /// Effective effort on the product this quarter.
    pub(crate) product_work: Vec<f64>,
    /// Papers that are to be expected this quarter, of researchers.
    pub(crate) papers_expected: Vec<f64>,
    /// Probability that it is none (minus what is expected until all is added up).
    pub(crate) no_paper: Vec<f64>,
    /// Papers submitted this quarter.
    pub(crate) papers_submitted: Vec<u32>,
    /// Person-quarters of each role that ramp-up and mentoring took this quarter.
    pub(crate) time_lost: [f64; 2],
}

impl Output {
    /// Of so many seats, before any work.
    pub(crate) fn with_seats(seats: usize) -> Self {
        Self {
            research_work: vec![0.0; seats],
            product_work: vec![0.0; seats],
            papers_expected: vec![0.0; seats],
            no_paper: vec![1.0; seats],
            papers_submitted: vec![0; seats],
            time_lost: [0.0; 2],
        }
    }
}
