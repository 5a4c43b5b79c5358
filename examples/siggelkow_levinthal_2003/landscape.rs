//! NK landscapes: how much each decision of a firm contributes, given others
//! (Kauffman 1993).
//!
//! Kauffman, S. A. (1993). *The Origins of Order*. Oxford University Press,
//! chapter 2. Each of N decisions is 0 or 1 and contributes a uniform between
//! 0 and 1, drawn anew for each combination of it and of those decisions that
//! it depends on. Fitness is the mean contribution.

use std::fmt;
use std::str::FromStr;

use orgsim::random::{Entity, Purpose, Streams};
use orgsim::units::Quarter;

/// N: decisions of a firm.
pub(crate) const DECISIONS: usize = 6;
/// Decisions of each of its two divisions, which are neighbours.
pub(crate) const IN_DIVISION: usize = DECISIONS / 2;
/// Configurations of all decisions.
pub(crate) const CONFIGURATIONS: usize = 1 << DECISIONS;

/// All decisions, one a bit.
pub(crate) type Configuration = usize;

/// On which others a decision's contribution depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interactions {
    /// On the K decisions that follow it, the first following the last.
    Adjacent(usize),
    /// On K others, chosen at random for each landscape and decision.
    Random(usize),
    /// On all of its own division and on C of the other one.
    Across(usize),
}

/// What luck decides.
#[derive(Clone, Copy)]
pub(crate) enum Luck {
    /// A contribution to fitness.
    Contribution,
    /// On whom a decision depends.
    Dependence,
    /// How a firm decides at the start.
    Start,
    /// Which of its decisions a division considers.
    Proposal,
}

impl Purpose for Luck {
    fn number(self) -> u8 {
        self as u8
    }
}

/// Contributions by decision and configuration.
pub(crate) struct Landscape {
    contributions: Vec<[f64; DECISIONS]>,
}

impl Landscape {
    /// The landscape of a run.
    pub(crate) fn new(interactions: Interactions, streams: &Streams) -> Self {
        let masks = interactions.masks(streams);
        let addresses: Vec<(Entity, u32)> = (0..CONFIGURATIONS)
            .flat_map(|configuration| {
                (0..DECISIONS).map(move |of| (entity(of), (configuration & masks[of]) as u32))
            })
            .collect();
        let mut uniforms = vec![0.0; addresses.len()];
        streams.column_of_pairs(Luck::Contribution, Quarter(0), &addresses, &mut uniforms);
        Self {
            contributions: uniforms.as_chunks().0.to_vec(),
        }
    }

    /// Mean contribution of a division's decisions.
    pub(crate) fn of_division(&self, division: usize, at: Configuration) -> f64 {
        let first = division * IN_DIVISION;
        let own = &self.contributions[at][first..first + IN_DIVISION];
        own.iter().sum::<f64>() / IN_DIVISION as f64
    }

    /// Fitness: mean contribution of all decisions.
    pub(crate) fn fitness(&self, at: Configuration) -> f64 {
        (self.of_division(0, at) + self.of_division(1, at)) / 2.0
    }

    /// Lowest and highest fitness.
    pub(crate) fn range(&self) -> (f64, f64) {
        let all = (0..CONFIGURATIONS).map(|at| self.fitness(at));
        all.fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(low, high), fitness| (low.min(fitness), high.max(fitness)),
        )
    }

    /// Configurations that no change of a single decision improves.
    pub(crate) fn local_optima(&self) -> usize {
        let is_optimum = |&at: &Configuration| {
            let fitness = self.fitness(at);
            (0..DECISIONS).all(|decision| self.fitness(at ^ (1 << decision)) < fitness)
        };
        (0..CONFIGURATIONS).filter(is_optimum).count()
    }
}

impl Interactions {
    /// For each decision the bits of those that its contribution depends on,
    /// its own among them.
    fn masks(self, streams: &Streams) -> [usize; DECISIONS] {
        std::array::from_fn(|of| {
            let others: Vec<usize> = match self {
                Self::Adjacent(k) => (1..=k).map(|step| (of + step) % DECISIONS).collect(),
                Self::Random(k) => random_others(of, k, streams),
                Self::Across(c) => {
                    let (own, other) = (of / IN_DIVISION, 1 - of / IN_DIVISION);
                    let inside = (0..IN_DIVISION).map(|place| own * IN_DIVISION + place);
                    let across = (0..c).map(|step| (of + step) % IN_DIVISION);
                    inside
                        .chain(across.map(|place| other * IN_DIVISION + place))
                        .collect()
                }
            };
            others.iter().fold(1 << of, |mask, other| mask | 1 << other)
        })
    }
}

/// The k others whose uniforms are the lowest.
fn random_others(of: usize, k: usize, streams: &Streams) -> Vec<usize> {
    let uniform =
        |other: usize| streams.pair_uniform(Luck::Dependence, entity(of), Quarter(0), other as u32);
    let mut others: Vec<usize> = (0..DECISIONS).filter(|&other| other != of).collect();
    others.sort_by(|&a, &b| uniform(a).total_cmp(&uniform(b)));
    others.truncate(k);
    others
}

/// A decision or a division as one for whom luck is drawn.
pub(crate) fn entity(number: usize) -> Entity {
    Entity {
        id: number as u32,
        generation: 0,
    }
}

impl fmt::Display for Interactions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Across(0) => f.write_str("modular"),
            Self::Across(IN_DIVISION) => f.write_str("pervasive"),
            Self::Across(c) => write!(f, "across:{c}"),
            Self::Adjacent(k) => write!(f, "adjacent:{k}"),
            Self::Random(k) => write!(f, "random:{k}"),
        }
    }
}

impl FromStr for Interactions {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |digits: &str, most: usize| match digits.parse() {
            Ok(number) if number <= most => Ok(number),
            _ => Err(format!(
                "the number after the colon is from 0 to {most}, not {digits:?}"
            )),
        };
        match text.split_once(':') {
            None if text == "modular" => Ok(Self::Across(0)),
            None if text == "pervasive" => Ok(Self::Across(IN_DIVISION)),
            Some(("across", c)) => number(c, IN_DIVISION).map(Self::Across),
            Some(("adjacent", k)) => number(k, DECISIONS - 1).map(Self::Adjacent),
            Some(("random", k)) => number(k, DECISIONS - 1).map(Self::Random),
            _ => Err(
                "interactions are modular, pervasive, across:C, adjacent:K or random:K".to_owned(),
            ),
        }
    }
}
