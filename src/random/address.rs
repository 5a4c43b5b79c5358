//! The address of a draw within a run.

use super::purpose::block;
use crate::units::Quarter;

/// Whom or what a draw is for: an identifier and, for those who replace each
/// other in the same place, their number in that place.
///
/// Hires take the identifier of the seat that they fill, so identities survive
/// a change of structure and do not depend on who was hired elsewhere before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Entity {
    /// The place: a seat, a project slot, a team.
    pub id: u32,
    /// How many held the place before; below 65,536.
    pub generation: u32,
}

impl Entity {
    /// The place, whoever holds it. What lasts is drawn for who holds a place, and
    /// what a quarter brings for the place: organisations then still share it when
    /// somebody left in one of them and not in the other.
    #[inline]
    pub fn place(self) -> Self {
        Self {
            generation: 0,
            ..self
        }
    }
}

/// Draw numbers at one address: 24 bits.
pub(super) const DRAWS: u32 = 1 << 24;

/// The counter of the generator block for an address.
#[inline(always)]
pub(super) fn counter(
    purpose: u8,
    entity: Entity,
    quarter: Quarter,
    other: u32,
    draw: u32,
) -> [u32; 4] {
    debug_assert!(draw < DRAWS, "draw number {draw} does not fit 24 bits");
    [
        entity.id,
        moment(entity.generation, quarter),
        (block(purpose) << 24) | draw,
        other,
    ]
}

/// The word that generation and quarter share.
#[inline(always)]
pub(super) fn moment(generation: u32, quarter: Quarter) -> u32 {
    debug_assert!(
        generation <= u32::from(u16::MAX),
        "generation {generation} does not fit 16 bits"
    );
    debug_assert!(
        i16::try_from(quarter.0).is_ok(),
        "quarter {} does not fit 16 bits",
        quarter.0
    );
    (generation << 16) | u32::from(quarter.0 as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Takes a counter apart again, as the table in the module's documentation
    /// has it.
    fn parts([id, moment, what, other]: [u32; 4]) -> (u32, u32, i32, u32, u32, u32) {
        let quarter = i32::from(moment as u16 as i16);
        (
            id,
            moment >> 16,
            quarter,
            what >> 24,
            what & 0xFF_FFFF,
            other,
        )
    }

    proptest! {
        #[test]
        fn counter_holds_the_whole_address(
            id: u32,
            generation in 0..=u32::from(u16::MAX),
            quarter: i16,
            other: u32,
            draw in 0..DRAWS,
            purpose: u8,
        ) {
            let quarter = Quarter(i32::from(quarter));
            let counter = counter(purpose, Entity { id, generation }, quarter, other, draw);
            prop_assert_eq!(
                parts(counter),
                (id, generation, quarter.0, block(purpose), draw, other)
            );
        }
    }
}
