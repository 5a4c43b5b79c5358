//! What a method says of every factor, in one form for all methods.

use super::plan::{PlanDesign, SensitivityPlan};
use super::rows::{Index, Verdict};
use super::settings::{Explained, SensitivityMethod};
use crate::analysis::sensitivity::{
    Bootstrap, Delta, ElementaryEffects, InputIndices, MorrisDesign, PairIndex, Pawn, PawnIndex,
    SaltelliDesign, SensitivityError,
};
use crate::experiment::factor::Level;
use crate::stats::{Estimate, Judgement, Method};

/// Probability with which the distance of a slice exceeds the critical one by chance.
pub(super) const ALPHA: f64 = 0.05;

/// The indices of one outcome.
#[derive(Clone, Debug)]
pub(super) struct Indices {
    /// By kind; the first is the one that says whether a factor matters.
    pub(super) kinds: Vec<IndexKind>,
    /// First-order indices added up, with that of luck where it is an input; none if the
    /// method has none.
    pub(super) first_sum: Option<Estimate>,
    /// Of all pairs of factors, if they were asked for.
    pub(super) pairs: Vec<PairIndex>,
    /// Base rows, trajectories or points that were analysed.
    pub(super) rows: usize,
    /// Those that were left out.
    pub(super) dropped: usize,
}

/// An index of every factor.
#[derive(Clone, Debug)]
pub(super) struct IndexKind {
    pub(super) index: Index,
    /// Of each factor, in their order.
    pub(super) factors: Vec<Estimate>,
    /// Of the coordinate that no scenario reads.
    pub(super) dummy: Estimate,
    /// What the index of a factor that matters lies above: the upper end of the dummy's
    /// interval, or 0 where luck is a factor like others. None if the index does not say
    /// whether a factor matters.
    pub(super) least: Option<f64>,
    /// Of each factor, whether it is shown to have an effect at all, however small.
    pub(super) shown: Vec<bool>,
    /// Of each factor, what an index without influence exceeds rarely.
    pub(super) critical: Option<Vec<f64>>,
}

impl IndexKind {
    /// What its interval says of a factor; nothing without one.
    pub(super) fn verdict(&self, factor: usize) -> Option<Verdict> {
        let least = self.least?;
        let estimate = &self.factors[factor];
        if !self.is_judged(factor) {
            return None;
        }
        let beside = |mark| Judgement::of(estimate, mark, 0.0);
        Some(match (beside(0.0), beside(least)) {
            (Judgement::Identical, _) => Verdict::None,
            (_, Judgement::Above) => Verdict::Matters,
            _ if self.shown[factor] => Verdict::Small,
            _ => Verdict::NotShown,
        })
    }

    /// Whether a factor has an interval, or the same value in all resamples.
    pub(super) fn is_judged(&self, factor: usize) -> bool {
        self.factors[factor].method != Method::None
    }

    /// Factors from the largest to the smallest; those without a value last.
    pub(super) fn ranked(&self) -> Vec<usize> {
        let size = |factor: usize| {
            let value = self.factors[factor].value;
            value.map_or(f64::NEG_INFINITY, f64::abs)
        };
        let mut ranked: Vec<usize> = (0..self.factors.len()).collect();
        ranked.sort_by(|&a, &b| size(b).total_cmp(&size(a)).then(a.cmp(&b)));
        ranked
    }
}

impl Indices {
    /// The indices of an outcome: a row of replicates for each point of the plan.
    pub(super) fn of(
        plan: &SensitivityPlan,
        outcome: &[Vec<f64>],
        bootstrap: &Bootstrap,
    ) -> Result<Self, SensitivityError> {
        match &plan.design {
            PlanDesign::Morris(design) => morris(design, outcome, bootstrap),
            PlanDesign::Saltelli(design) => {
                let is_luck = plan.settings.target == Explained::Run;
                sobol(design, outcome, bootstrap, is_luck)
            }
            PlanDesign::Given => {
                let points = numbers(&plan.points);
                match plan.settings.method {
                    SensitivityMethod::Delta => delta(&points, outcome, bootstrap),
                    _ => pawn(&points, outcome, bootstrap),
                }
            }
        }
    }
}

/// An index that says of a factor whether it matters, beside the dummy.
fn kind<T>(index: Index, factors: &[T], dummy: &T, of: impl Fn(&T) -> Estimate) -> IndexKind {
    let of = |own: &T| of(own).within(index.possible());
    let dummy = of(dummy);
    IndexKind {
        index,
        factors: factors.iter().map(of).collect(),
        dummy,
        least: Some(dummy.ci_high.or(dummy.value).unwrap_or(0.0)),
        shown: vec![false; factors.len()],
        critical: None,
    }
}

/// Whether an estimate is surely not 0.
fn is_not_zero(estimate: &Estimate) -> bool {
    Judgement::of(estimate, 0.0, 0.0).sign() != 0
}

fn morris(
    design: &MorrisDesign,
    outcome: &[Vec<f64>],
    bootstrap: &Bootstrap,
) -> Result<Indices, SensitivityError> {
    let found = design.effects(outcome, bootstrap)?;
    // a step of the dummy changes all luck, one of a factor little of it, so that the
    // dummy would hide what is small: effects are seen beside 0, too
    let is_shown = |effects: &ElementaryEffects| {
        is_not_zero(&effects.mu) || effects.square.as_ref().is_some_and(is_not_zero)
    };
    let of = |index, of: fn(&ElementaryEffects) -> Estimate| {
        let kind = kind(index, &found.inputs, &found.dummy, of);
        IndexKind {
            least: kind.least.filter(|_| index == Index::MuStar),
            shown: found.inputs.iter().map(is_shown).collect(),
            ..kind
        }
    };
    Ok(Indices {
        kinds: vec![
            of(Index::MuStar, |effects| effects.mu_star),
            of(Index::Mu, |effects| effects.mu),
            of(Index::Sigma, |effects| effects.sigma),
        ],
        first_sum: None,
        pairs: Vec::new(),
        rows: found.trajectories,
        dropped: found.dropped,
    })
}

fn sobol(
    design: &SaltelliDesign,
    outcome: &[Vec<f64>],
    bootstrap: &Bootstrap,
    is_luck: bool,
) -> Result<Indices, SensitivityError> {
    let found = design.indices(outcome, design.estimator(), bootstrap)?;
    let of = |index, of: fn(&InputIndices) -> Estimate| {
        let kind = kind(index, &found.inputs, &found.dummy, of);
        IndexKind {
            least: if is_luck { Some(0.0) } else { kind.least },
            shown: kind.factors.iter().map(is_not_zero).collect(),
            ..kind
        }
    };
    Ok(Indices {
        kinds: vec![
            of(Index::Total, |indices| indices.total),
            of(Index::First, |indices| indices.first),
        ],
        first_sum: Some(match is_luck {
            true => found.first_sum_with_dummy,
            false => found.first_sum,
        }),
        pairs: found.pairs.clone(),
        rows: found.rows,
        dropped: found.dropped,
    })
}

fn pawn(
    points: &[Vec<f64>],
    outcome: &[Vec<f64>],
    bootstrap: &Bootstrap,
) -> Result<Indices, SensitivityError> {
    let pawn = Pawn {
        // a distance takes some dozens of points
        slices: (points.len() / 20).clamp(2, 10),
        alpha: ALPHA,
    };
    let found = pawn.indices(points, outcome, bootstrap)?;
    let of = |index, of: fn(&PawnIndex) -> Estimate| {
        let mut kind = kind(index, &found.inputs, &found.dummy, of);
        let critical = found.inputs.iter().map(|index| index.critical);
        kind.critical = Some(critical.collect());
        kind
    };
    Ok(Indices {
        kinds: vec![
            of(Index::Median, |index| index.median),
            of(Index::Maximum, |index| index.maximum),
        ],
        first_sum: None,
        pairs: Vec::new(),
        rows: found.points,
        dropped: found.dropped,
    })
}

fn delta(
    points: &[Vec<f64>],
    outcome: &[Vec<f64>],
    bootstrap: &Bootstrap,
) -> Result<Indices, SensitivityError> {
    let found = Delta::for_points(points.len()).indices(points, outcome, bootstrap)?;
    Ok(Indices {
        kinds: vec![kind(Index::Delta, &found.inputs, &found.dummy, |&x| x)],
        first_sum: None,
        pairs: Vec::new(),
        rows: found.points,
        dropped: found.dropped,
    })
}

/// Points as numbers: a text is the place where it first comes up.
fn numbers(points: &[Vec<Level>]) -> Vec<Vec<f64>> {
    let mut texts: Vec<&str> = Vec::new();
    let mut number = |level| match level {
        &Level::Number(number) => number,
        Level::Text(text) => {
            let known = texts.iter().position(|known| known == text);
            let place = known.unwrap_or(texts.len());
            if known.is_none() {
                texts.push(text);
            }
            place as f64
        }
    };
    let mut rows = Vec::new();
    for point in points {
        rows.push(point.iter().map(&mut number).collect());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Entity, Purpose, Streams};
    use crate::units::Quarter;

    #[derive(Clone, Copy)]
    struct Luck;

    impl Purpose for Luck {
        fn number(self) -> u8 {
            1
        }
    }

    /// Luck of a run: its common part, and a part of each point.
    fn luck(run: usize, point: usize, replicate: usize) -> f64 {
        let entity = Entity {
            id: point as u32,
            generation: replicate as u32,
        };
        Streams::new(9, run as u64).uniform(Luck, entity, Quarter(0)) - 0.5
    }

    /// The first factor has an effect that is small beside luck, the second another at each
    /// end, whose mean is 0, the third none. The dummy changes all luck.
    fn verdicts(seed: u64) -> Vec<Option<Verdict>> {
        let design = MorrisDesign::new(3, 32, 4, seed).unwrap();
        let row_len = design.row_len();
        let outcome = |(place, x): (usize, &Vec<f64>)| {
            let first = design.points()[place - place % row_len][3];
            let row = 2 * (place / row_len) + usize::from(x[3] != first);
            let of = |replicate: usize| {
                let common = 40.0 * luck(row + 1000 * seed as usize, 0, replicate);
                let own = luck(row + 1000 * seed as usize, place + 1, replicate);
                x[0] + 4.0 * (x[1] - 0.5).abs() * (x[0] - 0.5).signum() + own + common
            };
            (0..4).map(of).collect()
        };
        let outcomes: Vec<Vec<f64>> = design.points().iter().enumerate().map(outcome).collect();
        let bootstrap = Bootstrap {
            resamples: 200,
            ..Bootstrap::default()
        };
        let found = morris(&design, &outcomes, &bootstrap).unwrap();
        (0..3)
            .map(|factor| found.kinds[0].verdict(factor))
            .collect()
    }

    /// Of 40 designs the third factor is shown to matter in 3 on average, at nominal levels
    /// of 95% and 97.5%; 16 or more would be seen once in ten million.
    #[test]
    fn what_is_small_beside_luck_is_not_screened_out() {
        let mut accidents = 0;
        for seed in 0..40 {
            let found = verdicts(seed);
            assert_eq!(found[..2], [Some(Verdict::Small); 2], "{seed}");
            accidents += u32::from(found[2] != Some(Verdict::NotShown));
        }
        assert!(accidents < 16, "{accidents} of 40");
    }

    #[test]
    fn without_an_interval_there_is_no_verdict() {
        let design = SaltelliDesign::first_order(2, 8, 1).unwrap();
        // two replicates that disagree about everything: no variance but noise
        let noisy = |(place, x): (usize, &Vec<f64>)| {
            (0..2)
                .map(|replicate| 0.3 * x[0] + luck(place, 0, replicate))
                .collect()
        };
        let points = design.points();
        let outcomes: Vec<Vec<f64>> = points.iter().enumerate().map(noisy).collect();
        let found = sobol(&design, &outcomes, &Bootstrap::default(), false).unwrap();
        for kind in &found.kinds {
            for (factor, estimate) in kind.factors.iter().enumerate() {
                assert_eq!(estimate.ci_low.zip(estimate.ci_high), None);
                assert_eq!(kind.verdict(factor), None);
            }
        }
        assert_eq!(found.first_sum.unwrap().ci_low, None);
    }
}
