//! What a method says of every factor, in one form for all methods.

use super::plan::{PlanDesign, SensitivityPlan};
use super::rows::{Index, Verdict};
use super::settings::{Explained, SensitivityMethod};
use crate::analysis::sensitivity::{
    Bootstrap, Delta, ElementaryEffects, InputIndices, MorrisDesign, PairIndex, Pawn, PawnIndex,
    SaltelliDesign, SensitivityError,
};
use crate::experiment::factor::Level;
use crate::stats::{Estimate, Method};

/// Probability with which the distance of a slice exceeds the critical one by chance.
pub(super) const ALPHA: f64 = 0.05;

/// The indices of one outcome.
#[derive(Clone, Debug)]
pub(super) struct Indices {
    /// By kind; the first is the one that says whether a factor matters.
    pub(super) kinds: Vec<IndexKind>,
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
    /// What says whether a factor matters; none if the index does not say it.
    pub(super) reference: Option<Reference>,
    /// Of each factor, what an index without influence exceeds rarely.
    pub(super) critical: Option<Vec<f64>>,
}

/// What an index is seen beside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reference {
    /// Nothing: the index is 0 on average where there is no influence, and luck is
    /// a factor like others.
    Zero,
    /// The upper end of the dummy's interval.
    Dummy(f64),
    /// Both: the index is 0 on average where there is no influence, and the dummy
    /// shows how far luck may move it.
    Both(f64),
}

impl IndexKind {
    /// What its interval says of a factor.
    pub(super) fn verdict(&self, factor: usize) -> Option<Verdict> {
        let reference = self.reference?;
        let estimate = &self.factors[factor];
        let low = estimate.ci_low.or(estimate.value)?;
        let (top, is_zero_on_average) = match reference {
            Reference::Zero => (0.0, true),
            Reference::Dummy(top) => (top, false),
            Reference::Both(top) => (top, true),
        };
        Some(match (low > top, low > 0.0 && is_zero_on_average) {
            _ if estimate.method == Method::Constant && low == 0.0 => Verdict::None,
            (true, _) => Verdict::Matters,
            (_, true) => Verdict::Small,
            _ => Verdict::NotShown,
        })
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

fn kind<T>(index: Index, factors: &[T], dummy: &T, of: impl Fn(&T) -> Estimate) -> IndexKind {
    let dummy = of(dummy);
    // nothing is below zero but by noise
    let top = dummy.ci_high.or(dummy.value).unwrap_or(0.0).max(0.0);
    IndexKind {
        index,
        factors: factors.iter().map(of).collect(),
        dummy,
        reference: Some(Reference::Dummy(top)),
        critical: None,
    }
}

fn morris(
    design: &MorrisDesign,
    outcome: &[Vec<f64>],
    bootstrap: &Bootstrap,
) -> Result<Indices, SensitivityError> {
    let found = design.effects(outcome, bootstrap)?;
    let of = |index, of: fn(&ElementaryEffects) -> Estimate| {
        let mut kind = kind(index, &found.inputs, &found.dummy, of);
        kind.reference = kind.reference.filter(|_| index == Index::MuStar);
        kind
    };
    Ok(Indices {
        kinds: vec![
            of(Index::MuStar, |effects| effects.mu_star),
            of(Index::Mu, |effects| effects.mu),
            of(Index::Sigma, |effects| effects.sigma),
        ],
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
        let mut kind = kind(index, &found.inputs, &found.dummy, of);
        kind.reference = kind.reference.map(|reference| match reference {
            Reference::Dummy(top) if !is_luck => Reference::Both(top),
            _ => Reference::Zero,
        });
        kind
    };
    Ok(Indices {
        kinds: vec![
            of(Index::Total, |indices| indices.total),
            of(Index::First, |indices| indices.first),
        ],
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
