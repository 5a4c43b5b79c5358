//! What to look at, and what that needs.

use serde::Deserialize;

use super::moves::Moves;
use crate::scenario::{Loaded, Scenario};
use crate::simulation::parting;
use crate::units::Quarter;

/// Most runs of a what-if: more would not be seen.
pub(super) const MOST_RUNS: u64 = 1_000;

/// Most what-ifs that stand beside each other, the baseline among them.
pub(super) const MOST_BESIDE: usize = 5;

/// What to look at.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Look {
    /// What it is compared with: nothing moved, or a what-if that was pinned.
    #[serde(default)]
    pub baseline: Moves,
    /// The what-if.
    #[serde(default)]
    pub what_if: Moves,
    /// What-ifs that stand beside it, by name.
    #[serde(default)]
    pub pinned: Vec<(String, Moves)>,
    /// Runs of each.
    pub runs: u64,
    /// Whether parameters are drawn, too.
    #[serde(default)]
    pub doubt: bool,
    /// Width of the pictures in points of 1/96 inch.
    pub width: f64,
}

impl Look {
    /// What stands beside each other: the baseline first, and the what-if last if it is another.
    pub(super) fn named(&self) -> Vec<(&str, &Moves)> {
        let pinned = self.pinned.iter();
        let pinned = pinned.map(|(name, moves)| (name.as_str(), moves));
        let what_if = (self.what_if != self.baseline).then_some(("what-if", &self.what_if));
        let baseline = [("baseline", &self.baseline)];
        baseline.into_iter().chain(pinned).chain(what_if).collect()
    }

    /// How many runs of each are looked at.
    pub(super) fn runs(&self) -> u64 {
        runs_of(self.runs)
    }
}

/// How many runs there are where somebody asks for so many.
pub(super) fn runs_of(asked: u64) -> u64 {
    asked.clamp(2, MOST_RUNS)
}

/// A scenario with some levers moved.
pub(super) struct Side {
    pub(super) name: String,
    /// What changes of the scenario.
    pub(super) key: Vec<String>,
    pub(super) loaded: Loaded,
}

/// What a look needs, however many runs of it.
pub(super) struct Wanted {
    of: [Moves; 2],
    pinned: Vec<(String, Moves)>,
    /// The baseline first, and the what-if last if there is one.
    pub(super) sides: Vec<Side>,
    has_what_if: bool,
    /// The quarter from which they are compared.
    pub(super) first: u32,
    /// Where the first of the others parts from the baseline; none if none shares its past.
    pub(super) parting: Option<Quarter>,
}

impl Wanted {
    /// What a look needs whose `sides` stand beside each other.
    pub(super) fn new(look: &Look, sides: Vec<Side>, scenario: &Scenario) -> Self {
        let changing = [&look.what_if, &look.baseline].into_iter();
        let changing = changing.filter(|moves| moves.changes());
        let first = changing.map(|moves| moves.when(scenario)).min();
        let scenario_of = |side: usize| &sides[side].loaded.scenario;
        let others = 1..sides.len();
        let partings = others.filter_map(|side| parting(scenario_of(0), scenario_of(side)));
        Self {
            of: [look.baseline.clone(), look.what_if.clone()],
            pinned: look.pinned.clone(),
            has_what_if: look.what_if != look.baseline,
            first: first.unwrap_or(0),
            parting: partings.min(),
            sides,
        }
    }

    /// Whether a look needs this.
    pub(super) fn is_of(&self, look: &Look) -> bool {
        self.of[0] == look.baseline && self.of[1] == look.what_if && self.pinned == look.pinned
    }

    /// The baseline.
    pub(super) fn baseline(&self) -> &Scenario {
        &self.sides[0].loaded.scenario
    }

    /// The place of the what-if; of the baseline if there is none.
    pub(super) fn what_if(&self) -> usize {
        match self.has_what_if {
            true => self.sides.len() - 1,
            false => 0,
        }
    }

    /// What the baseline and the what-if change of the scenario, if a look wants both at draws of
    /// the parameters.
    pub(super) fn in_doubt(&self, look: &Look) -> Option<[Vec<String>; 2]> {
        (look.doubt && self.has_what_if).then(|| self.pair())
    }

    /// What the baseline and the what-if change of the scenario.
    pub(super) fn pair(&self) -> [Vec<String>; 2] {
        [0, self.what_if()].map(|place| self.sides[place].key.clone())
    }
}
