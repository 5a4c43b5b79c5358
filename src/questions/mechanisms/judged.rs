//! What is said of each part.

use std::collections::BTreeSet;

use super::part::Part;
use super::rows::{Effect, JudgedPart, Verdict};
use crate::row::Rows;

/// What was seen of a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// How many steps were taken.
    pub(super) steps: u32,
    /// Whether any number of any run of any step differs.
    pub(super) differs: bool,
    /// The first rule that a step breaks.
    pub(super) rule: Option<String>,
}

/// The p-value below which an effect counts among so many tests, so that by chance none does
/// with the probability of the level (Bonferroni).
pub(super) fn bound(level: f64, tests: u64) -> f64 {
    (1.0 - level) / tests.max(1) as f64
}

/// The parts, the strongest first; those that are equally strong in their own order.
pub(super) fn parts(
    parts: &[Part],
    seen: &[Seen],
    effects: &Rows<Effect>,
    bound: f64,
) -> Rows<JudgedPart> {
    let judge = |(part, seen): (&Part, &Seen)| judge(part, seen, effects, bound);
    let mut judged: Vec<JudgedPart> = parts.iter().zip(seen).map(judge).collect();
    let rank = |row: &JudgedPart| row.strength.map_or(0.0, f64::abs);
    judged.sort_by(|a, b| {
        let verdicts = a.verdict.cmp(&b.verdict);
        verdicts.then(rank(b).total_cmp(&rank(a)))
    });
    judged.into_iter().collect()
}

fn judge(part: &Part, seen: &Seen, effects: &Rows<Effect>, bound: f64) -> JudgedPart {
    let own: Vec<&Effect> = effects
        .iter()
        .map(|at| &at.row)
        .filter(|effect| effect.part == part.key)
        .collect();
    let counts = |effect: &&&Effect| is_counted(effect, bound);
    let strength = |effect: &Effect| effect.strength.map_or(0.0, f64::abs);
    let strongest = own
        .iter()
        .filter(counts)
        .max_by(|a, b| strength(a).total_cmp(&strength(b)));
    let moved: BTreeSet<&str> = own
        .iter()
        .filter(counts)
        .map(|effect| effect.measure.as_str())
        .collect();
    // what is not detected is shown where it comes nearest
    let nearest = || {
        let known = own.iter().filter(|effect| effect.p_value.is_some());
        known.min_by(|a, b| a.p_value.partial_cmp(&b.p_value).expect("both are there"))
    };
    let shown = match seen.differs {
        true => strongest.or_else(nearest),
        false => None,
    };
    JudgedPart {
        part: part.key.clone(),
        kind: part.kind,
        verdict: match (strongest, seen) {
            (Some(_), _) => Verdict::Moves,
            (None, Seen { differs: true, .. }) => Verdict::Undetected,
            (None, Seen { steps: 1.., .. }) => Verdict::Dead,
            (None, Seen { rule: Some(_), .. }) => Verdict::Held,
            (None, _) => Verdict::Absent,
        },
        rule: seen.rule.clone().filter(|_| seen.steps == 0),
        scenario: shown.map(|effect| effect.scenario.clone()),
        level: shown.map(|effect| effect.level),
        setting: shown.map(|effect| effect.setting.clone()),
        measure: shown.map(|effect| effect.measure.clone()),
        difference: shown.and_then(|effect| effect.difference.value),
        std_error: shown.and_then(|effect| effect.difference.std_error),
        strength: shown.and_then(|effect| effect.strength),
        measures_moved: moved.len() as u64,
    }
}

/// Pairs that must all differ by the same for that to be no chance.
const ALIKE: u64 = 10;

/// Whether an effect is beyond the bound: by its test, or since all pairs differ by the same.
pub(super) fn is_counted(effect: &Effect, bound: f64) -> bool {
    match effect.p_value {
        Some(p) => p < bound,
        None => effect.pairs >= ALIKE && effect.difference.value.is_some_and(|x| x != 0.0),
    }
}
