//! How records are described.

/// How records are described.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DescribeSettings {
    /// Confidence level of intervals, strictly between 0 and 1.
    pub level: f64,
    /// The fewest people that are told of together; 1 tells of everybody.
    pub smallest: u32,
}

impl Default for DescribeSettings {
    fn default() -> Self {
        Self {
            level: 0.95,
            smallest: 5,
        }
    }
}
