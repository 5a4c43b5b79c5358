//! What randomness is for: the part of an address that keeps decisions apart.

/// What a draw is for. Draws for different purposes are independent of each
/// other, whatever else of their addresses agrees.
///
/// [`Stream`](super::Stream) lists the purposes of this package's own model.
/// Another model lists its own:
///
/// ```
/// use orgsim::random::{Entity, Purpose, Streams};
/// use orgsim::units::Quarter;
///
/// #[derive(Clone, Copy)]
/// enum Luck {
///     Weather,
///     Harvest,
/// }
///
/// impl Purpose for Luck {
///     fn number(self) -> u8 {
///         self as u8
///     }
/// }
///
/// let (streams, village) = (Streams::new(1, 0), Entity::default());
/// let weather = streams.uniform(Luck::Weather, village, Quarter(0));
/// assert_ne!(weather, streams.uniform(Luck::Harvest, village, Quarter(0)));
/// ```
pub trait Purpose: Copy {
    /// The number of the purpose, which no other of the same model has. It is
    /// part of the results: whoever changes it changes every draw.
    fn number(self) -> u8;
}

/// The number of a purpose's block among those of an address.
#[inline(always)]
pub(super) const fn block(purpose: u8) -> u32 {
    purpose as u32 / 2
}

/// The half of the block that belongs to a purpose: 0 or 1.
#[inline(always)]
pub(super) const fn lane(purpose: u8) -> usize {
    purpose as usize % 2
}

/// One of the two 64-bit halves of a block.
#[inline(always)]
pub(super) fn half(words: [u32; 4], lane: usize) -> u64 {
    (u64::from(words[2 * lane + 1]) << 32) | u64::from(words[2 * lane])
}
