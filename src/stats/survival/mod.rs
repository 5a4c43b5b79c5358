//! Times to an event of which not all are seen to their end.
//!
//! Averages over the spells that ended would be too short: long ones are the
//! ones still open. Here every spell counts for as long as it was watched.

mod aalen_johansen;
mod kaplan_meier;
mod spell_table;

pub use aalen_johansen::AalenJohansen;
pub use kaplan_meier::KaplanMeier;
pub use spell_table::{Row, SpellTable};

use super::interval::upper_probability;
use crate::elementary::normal_quantile;

/// Slack for a share that was reached but for rounding.
pub(super) const ROUNDING: f64 = 1e-12;

/// How far a normal interval reaches to either side.
fn half_width(std_error: f64, level: f64) -> f64 {
    normal_quantile(upper_probability(level)) * std_error
}

/// Index of `tick` in a curve that is known for the first `known` ticks, and
/// for ever if it has `ended` in the last of them.
fn place(tick: u32, known: usize, ended: bool) -> Option<usize> {
    let tick = tick as usize;
    if tick < known {
        Some(tick)
    } else {
        ended.then(|| known - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CAUSES: usize = 3;

    type Spell = (u32, u32, Option<usize>);

    fn table(spells: &[Spell]) -> SpellTable {
        let mut table = SpellTable::new(CAUSES);
        for &(entry, end, cause) in spells {
            table.add(entry, end, cause);
        }
        table
    }

    prop_compose! {
        fn spell()(
            entry in prop_oneof![3 => Just(0u32), 1 => 0u32..8],
            length in 0u32..12,
            cause in prop::option::of(0..CAUSES),
        ) -> Spell {
            (entry, entry + length.max(entry.min(1)), cause)
        }
    }

    /// Incidence and variance by the sums of the definition, spell by spell.
    fn plainly(spells: &[Spell], cause: usize, upto: u32) -> Option<(f64, f64)> {
        let (mut survival, mut f, mut steps) = (1.0, 0.0, Vec::new());
        for tick in 0..=upto {
            let count = |wanted: &dyn Fn(&Spell) -> bool| {
                spells.iter().filter(|spell| wanted(spell)).count() as f64
            };
            let n = count(&|&(entry, end, _)| (entry == 0 || entry < tick) && tick <= end);
            if n == 0.0 {
                return None;
            }
            let d = count(&|&(_, end, of)| end == tick && of.is_some());
            let dk = count(&|&(_, end, of)| end == tick && of == Some(cause));
            f += survival * dk / n;
            steps.push((n, d, dk, survival, f));
            if d == n {
                break;
            }
            survival *= 1.0 - d / n;
        }
        let term = |&(n, d, dk, s, fi): &(f64, f64, f64, f64, f64)| {
            let all = if n > d { d / (n * (n - d)) } else { 0.0 };
            (f - fi) * (f - fi) * all + s * s * dk * (n - dk) / (n * n * n)
                - 2.0 * (f - fi) * s * dk / (n * n)
        };
        Some((f, steps.iter().map(term).sum()))
    }

    proptest! {
        #[test]
        fn incidences_and_survival_add_up_to_one(
            spells in prop::collection::vec(spell(), 0..40),
            tick in 0u32..25,
        ) {
            let curves = AalenJohansen::new(&table(&spells));
            let of_causes: Option<f64> =
                (0..CAUSES).map(|cause| curves.incidence(cause, tick)).sum();
            prop_assert_eq!(of_causes.is_some(), curves.survival(tick).is_some());
            if let Some(sum) = of_causes {
                let total = sum + curves.survival(tick).unwrap();
                prop_assert!((total - 1.0).abs() < 1e-12);
            }
        }

        #[test]
        fn counts_give_what_the_definition_gives(
            spells in prop::collection::vec(spell(), 0..40),
            cause in 0..CAUSES,
            tick in 0u32..25,
        ) {
            let curves = AalenJohansen::new(&table(&spells));
            let expected = plainly(&spells, cause, tick);
            let value = curves.incidence(cause, tick);
            prop_assert_eq!(value.is_some(), expected.is_some());
            if let (Some(value), Some((f, variance))) = (value, expected) {
                prop_assert!((value - f).abs() < 1e-12);
                let std_error = curves.std_error(cause, tick).unwrap();
                prop_assert!((std_error * std_error - variance).abs() < 1e-12);
            }
        }

        #[test]
        fn survival_agrees_between_the_estimators(
            spells in prop::collection::vec(spell(), 0..40),
            tick in 0u32..25,
        ) {
            let spells = table(&spells);
            let (curve, curves) = (KaplanMeier::new(&spells), AalenJohansen::new(&spells));
            prop_assert_eq!(curve.survival(tick), curves.survival(tick));
        }

        #[test]
        fn tables_merge(
            spells in prop::collection::vec(spell(), 0..40),
            cut in 0usize..40,
        ) {
            let cut = cut.min(spells.len());
            let mut parts = table(&spells[..cut]);
            parts.merge(&table(&spells[cut..]));
            prop_assert_eq!(&parts, &table(&spells));
            prop_assert_eq!(parts.spells(), spells.len() as u64);
            parts.clear();
            prop_assert_eq!(parts.rows().len(), 0);
        }
    }

    #[test]
    fn nothing_is_known_of_no_spells() {
        let empty = SpellTable::new(1);
        let (curve, curves) = (KaplanMeier::new(&empty), AalenJohansen::new(&empty));
        assert_eq!((curve.survival(0), curve.std_error(0)), (None, None));
        assert_eq!((curves.incidence(0, 0), curves.last_tick()), (None, None));
        assert_eq!(
            (curve.median(), curves.first_reaching(0, 0.5)),
            (None, None)
        );
        assert_eq!(curve.restricted_mean(1), None);
    }

    #[test]
    fn a_delayed_spell_is_at_risk_only_after_its_entry() {
        // two from the start, one ends at 1; the third enters after 1
        let mut spells = SpellTable::new(1);
        for (entry, end, cause) in [(0, 1, Some(0)), (0, 3, None), (1, 2, Some(0))] {
            spells.add(entry, end, cause);
        }
        let at_risk: Vec<u64> = spells.rows().map(|row| row.at_risk).collect();
        assert_eq!(at_risk, [2, 2, 2, 1]);
        assert_eq!(KaplanMeier::new(&spells).survival(3), Some(0.25));
    }

    #[test]
    fn a_gap_without_anybody_at_risk_ends_what_is_known() {
        let mut spells = SpellTable::new(1);
        spells.add(0, 1, None);
        spells.add(2, 3, Some(0));
        let curve = KaplanMeier::new(&spells);
        assert_eq!((curve.survival(1), curve.survival(2)), (Some(1.0), None));
        assert_eq!((curve.survival(3), curve.median()), (None, None));
        // all from tick 2 on: nothing is known of the ticks before
        let mut late = SpellTable::new(1);
        late.add(2, 4, Some(0));
        assert_eq!(KaplanMeier::new(&late).survival(4), None);
        assert_eq!(KaplanMeier::new(&late).survival(0), None);
    }

    #[test]
    fn a_late_spell_that_was_never_at_risk_is_not_counted() {
        let mut spells = SpellTable::new(1);
        spells.add(5, 5, None);
        assert_eq!(spells, SpellTable::new(1));
    }

    #[test]
    fn spells_may_end_at_tick_0() {
        let mut spells = SpellTable::new(1);
        (0..3).for_each(|_| spells.add(0, 0, Some(0)));
        spells.add(0, 0, None);
        let curves = AalenJohansen::new(&spells);
        assert_eq!(
            (curves.incidence(0, 0), curves.incidence(0, 1)),
            (Some(0.75), None)
        );
        assert_eq!(KaplanMeier::new(&spells).median(), Some(0));
    }

    #[test]
    fn a_median_that_rounding_moved_is_found() {
        // seven of fourteen end one by one: the product is not exactly one half
        let mut spells = SpellTable::new(1);
        (1..=7).for_each(|tick| spells.add(0, tick, Some(0)));
        (0..7).for_each(|_| spells.add(0, 20, None));
        assert_eq!(KaplanMeier::new(&spells).median(), Some(7));
        assert_eq!(AalenJohansen::new(&spells).first_reaching(0, 0.5), Some(7));
    }

    #[test]
    fn restricted_means_of_competing_causes() {
        // of four spells two ship at 1 and 3, one is abandoned at 2, one is open
        let mut spells = SpellTable::new(2);
        for (end, cause) in [(1, Some(0)), (2, Some(1)), (3, Some(0)), (4, None)] {
            spells.add(0, end, cause);
        }
        let curves = AalenJohansen::new(&spells);
        // (1 + 3 + 4 + 4) / 4: who does not ship counts as 4
        assert_eq!(curves.restricted_mean(0, 4), Some(3.0));
        assert_eq!(curves.restricted_mean(0, 5), Some(3.5));
        assert_eq!(curves.restricted_mean(0, 6), None);
    }
}
