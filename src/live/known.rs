//! What is known of what-ifs that were looked at.

use super::doubt::Doubt;
use super::pasts::Pasts;
use super::wanted::{Look, Side, Wanted};
use super::world::World;
use crate::engine::{MonteCarlo, Signals};
use crate::experiment::Draws;

/// Draws of the parameters that nobody states.
pub(super) const DRAWS: u64 = 200;

/// Most what-ifs of which something is kept.
const MOST_KEPT: usize = 6;

/// What was wanted last, by what it is of. What was wanted last of all stands last.
struct Recent<K, T>(Vec<(K, T)>);

impl<K: Clone + PartialEq, T> Recent<K, T> {
    fn get(&self, key: &K) -> Option<&T> {
        let mut all = self.0.iter();
        all.find(|(own, _)| own == key).map(|(_, kept)| kept)
    }

    fn get_mut(&mut self, key: &K) -> Option<&mut T> {
        let mut all = self.0.iter_mut();
        all.find(|(own, _)| own == key).map(|(_, kept)| kept)
    }

    /// What is kept of something, from now on the last; begun if there is nothing.
    fn of(&mut self, key: &K, begin: impl FnOnce() -> T) -> &mut T {
        let known = self.0.iter().position(|(own, _)| own == key);
        let entry = known.map(|place| self.0.remove(place));
        self.0.push(entry.unwrap_or_else(|| (key.clone(), begin())));
        if self.0.len() > MOST_KEPT {
            self.0.remove(0);
        }
        &mut self.0.last_mut().expect("one was pushed").1
    }
}

/// Runs and draws of what was looked at last.
pub(super) struct Known {
    worlds: Recent<Vec<String>, World>,
    /// The past of the last baseline that was compared with a later change.
    pasts: Option<Pasts>,
    doubts: Recent<[Vec<String>; 2], Doubt>,
}

impl Known {
    pub(super) fn new() -> Self {
        Self {
            worlds: Recent(Vec::new()),
            pasts: None,
            doubts: Recent(Vec::new()),
        }
    }

    /// What is known of the runs of a scenario with these changes.
    pub(super) fn world(&self, key: &Vec<String>) -> Option<&World> {
        self.worlds.get(key)
    }

    /// The same, to add runs.
    pub(super) fn world_mut(&mut self, key: &Vec<String>) -> Option<&mut World> {
        self.worlds.get_mut(key)
    }

    /// The same of a side that is looked at.
    pub(super) fn world_of(&mut self, side: &Side) -> &mut World {
        let begin = || World::new(&side.loaded.scenario);
        self.worlds.of(&side.key, begin)
    }

    /// The draws of the parameters of two sides, if all are there.
    pub(super) fn doubt(&self, pair: &[Vec<String>; 2]) -> Option<&Doubt> {
        let doubt = self.doubts.get(pair);
        doubt.filter(|doubt| doubt.draws() == DRAWS)
    }

    /// The draws of the parameters of two sides so far, to add others; none if nobody wanted them.
    pub(super) fn doubt_mut(&mut self, pair: &[Vec<String>; 2]) -> Option<&mut Doubt> {
        self.doubts.get_mut(pair)
    }

    /// The same, begun if nobody wanted them before.
    pub(super) fn doubt_of(&mut self, pair: &[Vec<String>; 2], draws: &Draws) -> &mut Doubt {
        self.doubts.of(pair, || Doubt::new(draws))
    }

    /// What is known of a side, and the past from which its runs go on if one is known. Runs of
    /// the baseline are halted where the first of the others parts from it.
    pub(super) fn with_past(
        &mut self,
        side: &Side,
        wanted: &Wanted,
    ) -> (&mut World, Option<&Pasts>) {
        let baseline = wanted.baseline();
        if let Some(at) = wanted.parting
            && !self
                .pasts
                .as_ref()
                .is_some_and(|pasts| pasts.is_of(baseline, at))
        {
            self.pasts = Some(Pasts::new(baseline, at));
        }
        let pasts = self.pasts.as_ref();
        let pasts = pasts.filter(|pasts| pasts.is_past_of(&side.loaded.scenario));
        let begin = || World::new(&side.loaded.scenario);
        (self.worlds.of(&side.key, begin), pasts)
    }

    /// Sees to it that all is known that a look needs; `draws` are of the parameters that nobody
    /// states. Whether that was not interrupted; what was done stays.
    pub(super) fn extend<'d>(
        &mut self,
        look: &Look,
        wanted: &Wanted,
        draws: impl FnOnce() -> Option<&'d Draws>,
        means: (&MonteCarlo, &Signals),
    ) -> bool {
        let are_whole = wanted.sides.iter().all(|side| {
            // whoever has all runs from others needs no past
            if self.world_of(side).runs() >= look.runs() {
                return true;
            }
            let (world, pasts) = self.with_past(side, wanted);
            world.extend(look.runs(), pasts, means)
        });
        if !are_whole {
            return false;
        }
        match wanted.in_doubt(look).zip(draws()) {
            Some((pair, draws)) => {
                let doubt = self.doubt_of(&pair, draws);
                doubt.extend(DRAWS, draws, &pair, wanted.first, means)
            }
            None => true,
        }
    }
}
