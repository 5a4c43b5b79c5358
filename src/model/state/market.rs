//! The market: attention for open models, talent at competitors, start-ups.

use crate::random::Entity;

/// The outside world at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Market {
    /// Attention for the organisation's open models; one a new model.
    pub attention: f64,
    /// Attention for those of competitors.
    pub competitors_attention: f64,
    /// Leavers at competitors, by research skill, faded.
    pub talent: f64,
    /// Downloads of the organisation's open models, in millions a month.
    pub downloads: f64,
    /// Start-ups by leavers that are no competitors: their founders.
    pub(crate) startups: Vec<Entity>,
    /// Direct competitors that leavers founded: their founders.
    pub(crate) competitors: Vec<Entity>,
    /// Generations of the flagship that were finished this quarter.
    pub(crate) flagships_released: u32,
}

impl Market {
    /// Start-ups by leavers that are no direct competitors.
    pub fn startups(&self) -> usize {
        self.startups.len()
    }

    /// Direct competitors that leavers founded.
    pub fn competitors(&self) -> usize {
        self.competitors.len()
    }
}
