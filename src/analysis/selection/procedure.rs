//! The state machine of a selection.

use std::fmt;

use super::boundary::{continuation, h_squared};
use super::feasibility::{Looks, judge};
use super::pairs::Pairs;
use super::{
    Feasibility, Outcome, Procedure, Settings, SettingsError, Status, VariantOutcome, Verdict,
};
use crate::stats::{Estimate, Moments};

/// A selection under way: says which runs are due, takes in their values, drops
/// variants.
///
/// Values are taken in replicate by replicate, and variants are dropped after
/// each one. What a round holds beyond the drop of a variant is not looked at,
/// so that the result does not depend on the size of rounds.
///
/// Only a variant that is surely feasible drops another one, so that a variant
/// that turns out infeasible has done no harm.
#[derive(Clone, Debug)]
pub struct Selection {
    settings: Settings,
    comparison_error: f64,
    replicates: u64,
    /// What became of those that are out of play.
    dropped: Vec<Option<Status>>,
    objectives: Vec<Moments>,
    /// One row a variant, one column a constraint.
    constrained: Vec<Vec<Moments>>,
    judgements: Vec<Vec<Judgement>>,
    looks: Looks,
    pairs: Pairs,
}

/// What is known of a variant and a constraint, and since which replicate.
#[derive(Clone, Copy, Debug)]
struct Judgement {
    verdict: Verdict,
    after: Option<u64>,
}

impl Judgement {
    const NONE: Self = Self {
        verdict: Verdict::Undecided,
        after: None,
    };
}

/// The runs that a selection needs next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The number of the first replicate.
    pub first: u64,
    /// How many replicates.
    pub replicates: u64,
    /// The variants of each replicate, by their numbers, ascending.
    pub variants: Vec<usize>,
}

/// What is wrong with values that were fed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeedError {
    /// Not the replicates, variants or measures that were due.
    NotDue,
    /// A value is missing or not finite.
    NotFinite {
        /// The variant.
        variant: usize,
        /// The number of the replicate.
        replicate: u64,
    },
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDue => f.write_str("these are not the values that were due"),
            Self::NotFinite { variant, replicate } => write!(
                f,
                "variant {variant} has no finite value in replicate {replicate}"
            ),
        }
    }
}

impl std::error::Error for FeedError {}

impl Selection {
    /// Starts a selection among `variants` variants, numbered from 0.
    ///
    /// # Errors
    /// If a setting is out of its range.
    pub fn new(variants: usize, settings: Settings) -> Result<Self, SettingsError> {
        settings.check(variants)?;
        let constraints = settings.constraints.len();
        Ok(Self {
            comparison_error: settings.comparison_error(variants),
            replicates: 0,
            dropped: vec![None; variants],
            objectives: vec![Moments::default(); variants],
            constrained: vec![vec![Moments::default(); constraints]; variants],
            judgements: vec![vec![Judgement::NONE; constraints]; variants],
            looks: Looks::new(
                settings.first_stage,
                settings.most_replicates,
                settings.judgement_error(variants),
            ),
            pairs: Pairs::new(variants),
            settings,
        })
    }

    /// The runs that are needed next; none once the selection is over.
    pub fn due(&self) -> Option<Due> {
        if self.is_over() {
            return None;
        }
        let wanted = match self.replicates {
            0 => self.settings.first_stage,
            _ => self.settings.round,
        };
        Some(Due {
            first: self.replicates,
            replicates: wanted.min(self.settings.most_replicates - self.replicates),
            variants: self.in_play(),
        })
    }

    /// Takes in the values of all runs that were due: for each replicate, for
    /// each variant, the objective and then the measures of the constraints.
    ///
    /// # Errors
    /// If they are not those that were due, or one is not finite. Nothing is
    /// taken in then.
    pub fn feed(&mut self, replicates: &[Vec<Vec<f64>>]) -> Result<(), FeedError> {
        let due = self.due().ok_or(FeedError::NotDue)?;
        self.check(&due, replicates)?;
        for rows in replicates {
            if self.is_over() {
                break;
            }
            self.take(&due.variants, rows);
            if self.replicates >= self.settings.first_stage {
                self.look_at_constraints();
                self.screen();
            }
        }
        Ok(())
    }

    /// What is known now.
    pub fn outcome(&self) -> Outcome {
        let in_play = self.in_play();
        let selected = match in_play[..] {
            [only] if self.is_feasible(only) => Some(only),
            _ => None,
        };
        let variants = (0..self.dropped.len()).map(|i| self.variant_outcome(i, selected));
        Outcome {
            selected,
            replicates: self.replicates,
            runs: self.objectives.iter().map(Moments::count).sum(),
            variants: variants.collect(),
        }
    }

    fn check(&self, due: &Due, replicates: &[Vec<Vec<f64>>]) -> Result<(), FeedError> {
        let measures = 1 + self.settings.constraints.len();
        if replicates.len() as u64 != due.replicates {
            return Err(FeedError::NotDue);
        }
        for (replicate, rows) in (due.first..).zip(replicates) {
            let is_due = rows.len() == due.variants.len();
            if !is_due || rows.iter().any(|row| row.len() != measures) {
                return Err(FeedError::NotDue);
            }
            for (&variant, row) in due.variants.iter().zip(rows) {
                if !row.iter().all(|value| value.is_finite()) {
                    return Err(FeedError::NotFinite { variant, replicate });
                }
            }
        }
        Ok(())
    }

    /// Takes in a replicate of those variants that are still in play.
    fn take(&mut self, variants: &[usize], rows: &[Vec<f64>]) {
        let rows = variants.iter().zip(rows);
        let rows: Vec<(usize, &Vec<f64>)> = rows
            .map(|(&variant, row)| (variant, row))
            .filter(|&(variant, _)| self.dropped[variant].is_none())
            .collect();
        for &(variant, row) in &rows {
            self.objectives[variant].push(row[0]);
            for (moments, &value) in self.constrained[variant].iter_mut().zip(&row[1..]) {
                moments.push(value);
            }
        }
        let objectives: Vec<(usize, f64)> = rows.iter().map(|&(i, row)| (i, row[0])).collect();
        self.pairs.push(&objectives, self.settings.first_stage);
        self.replicates += 1;
    }

    /// Judges what is undecided, if it is time for a look, and drops who breaks
    /// a constraint.
    fn look_at_constraints(&mut self) {
        let Some(level) = self.looks.level_after(self.replicates) else {
            return;
        };
        for variant in self.in_play() {
            for (index, &constraint) in self.settings.constraints.iter().enumerate() {
                let judgement = &mut self.judgements[variant][index];
                if judgement.verdict != Verdict::Undecided {
                    continue;
                }
                let verdict = judge(constraint, &self.constrained[variant][index], level);
                if verdict == Verdict::Undecided {
                    continue;
                }
                let after = self.replicates;
                *judgement = Judgement {
                    verdict,
                    after: Some(after),
                };
                if verdict == Verdict::Infeasible {
                    let constraint = index;
                    self.dropped[variant].get_or_insert(Status::Infeasible { after, constraint });
                }
            }
        }
    }

    /// Drops every variant that is surely worse than a feasible one. All are
    /// compared with those who were in play before.
    fn screen(&mut self) {
        let in_play = self.in_play();
        let feasible: Vec<usize> = in_play
            .iter()
            .copied()
            .filter(|&l| self.is_feasible(l))
            .collect();
        for &i in &in_play {
            let better = feasible.iter().find(|&&l| self.is_worse(i, l));
            if let Some(&by) = better {
                let after = self.replicates;
                self.dropped[i] = Some(Status::Eliminated { after, by });
            }
        }
    }

    /// Whether variant `i` is surely worse than variant `l`. Once the region is
    /// closed, which it is for KN after `h^2 S^2 / delta^2` replicates, the sign
    /// of the difference decides, and the lower number if there is none. Two that
    /// have not differed in any replicate are told apart by their number alone, when
    /// there are no more.
    fn is_worse(&self, i: usize, l: usize) -> bool {
        let pair = self.pairs.of(i, l);
        if pair.is_equal() {
            return l < i && self.replicates == self.settings.most_replicates;
        }
        let Some(first_stage) = pair.first_stage else {
            return false;
        };
        let known = match self.settings.procedure {
            Procedure::Kn => first_stage,
            Procedure::KnPlusPlus => pair.differences,
        };
        let (Some(variance), Some(mean)) = (known.variance(), pair.differences.mean()) else {
            return false;
        };
        let gain = self.settings.direction.sign() * mean;
        let delta = self.settings.indifference;
        let h_squared = h_squared(self.comparison_error, (known.count() - 1) as f64);
        let width = continuation(h_squared, variance, delta, self.replicates);
        gain < -width || (width == 0.0 && gain == 0.0 && l < i)
    }

    fn in_play(&self) -> Vec<usize> {
        let all = 0..self.dropped.len();
        all.filter(|&i| self.dropped[i].is_none()).collect()
    }

    fn is_feasible(&self, variant: usize) -> bool {
        let judgements = &self.judgements[variant];
        judgements
            .iter()
            .all(|judgement| judgement.verdict == Verdict::Feasible)
    }

    fn is_over(&self) -> bool {
        let decided = match self.in_play()[..] {
            [] => true,
            [only] => self.is_feasible(only),
            _ => false,
        };
        decided || self.replicates >= self.settings.most_replicates
    }

    fn variant_outcome(&self, variant: usize, selected: Option<usize>) -> VariantOutcome {
        let level = self.settings.level;
        let status = match (self.dropped[variant], selected == Some(variant)) {
            (Some(status), _) => status,
            (None, true) => Status::Selected,
            (None, false) => Status::Undecided,
        };
        let others = selected.filter(|&best| best != variant);
        let measures = self.constrained[variant].iter();
        let constraints = measures.zip(&self.judgements[variant]);
        VariantOutcome {
            status,
            objective: Estimate::of_mean(&self.objectives[variant], level),
            beside_selected: others
                .map(|best| Estimate::of_mean(&self.pairs.of(variant, best).differences, level)),
            constraints: constraints
                .map(|(values, judgement)| Feasibility {
                    verdict: judgement.verdict,
                    decided_after: judgement.after,
                    estimate: Estimate::of_mean(values, self.looks.level()),
                })
                .collect(),
        }
    }
}
