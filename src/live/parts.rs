//! What a look needs, part by part, for workers that share no memory: one has the desk that
//! answers, and the others have copies of it and simulate.

use serde::{Deserialize, Serialize};

use super::desk::{Desk, LookError};
use super::doubt::{AtDraw, at_draw};
use super::known::DRAWS;
use super::wanted::Look;
use crate::metrics::RunRecord;

/// A part of what a look needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Runs of a side, of which the baseline is the first.
    Runs {
        /// The place of the side.
        side: usize,
        /// The first run.
        from: u64,
        /// The run after the last.
        to: u64,
    },
    /// Draws of the parameters that nobody states, with one run of both sides each.
    Draws {
        /// The first draw.
        from: u64,
        /// The draw after the last.
        to: u64,
    },
}

/// The runs or draws of a part that fall to one worker: every `of`-th, so that each has the pasts
/// of its own runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Share {
    /// Which worker it is, from 0.
    pub worker: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    fn among(self, from: u64, to: u64) -> impl Iterator<Item = u64> {
        (from..to).filter(move |number| number % self.of.max(1) == self.worker)
    }
}

/// What a worker has simulated, by what the sides change of the scenario.
#[derive(Serialize, Deserialize)]
enum Found {
    Runs(Vec<String>, Vec<(u64, RunRecord)>),
    Draws([Vec<String>; 2], Vec<(u64, AtDraw)>),
}

impl Desk {
    /// The next part of what a look needs, of at most so many runs or draws; none if all is
    /// there, and the look is answered at once.
    ///
    /// # Errors
    /// As [`look`](Self::look).
    pub fn next_part(&mut self, look: &Look, most: u64) -> Result<Option<Part>, LookError> {
        let wanted = self.wanted(look)?;
        let end = |from: u64, all: u64| all.min(from.saturating_add(most.max(1)));
        for (side, own) in wanted.sides.iter().enumerate() {
            let from = self.known.world_of(own).runs();
            if from < look.runs() {
                let to = end(from, look.runs());
                return Ok(Some(Part::Runs { side, from, to }));
            }
        }
        let Some(pair) = wanted.in_doubt(look) else {
            return Ok(None);
        };
        let (known, draws) = self.known_and_draws();
        let from = draws().map_or(DRAWS, |draws| known.doubt_of(&pair, draws).draws());
        let to = end(from, DRAWS);
        Ok((from < to).then_some(Part::Draws { from, to }))
    }

    /// Simulates a worker's share of a part, for the desk of another to [`take`](Self::take).
    ///
    /// # Errors
    /// As [`look`](Self::look).
    pub fn simulate(
        &mut self,
        look: &Look,
        part: Part,
        share: Share,
    ) -> Result<Vec<u8>, LookError> {
        let wanted = self.wanted(look)?;
        let (known, draws) = self.known_and_draws();
        let found = match part {
            Part::Runs { side, from, to } => {
                let side = wanted.sides.get(side).ok_or(LookError::TooMany)?;
                let (world, pasts) = known.with_past(side, &wanted);
                let runs = share.among(from, to);
                Found::Runs(side.key.clone(), world.records(runs, pasts))
            }
            Part::Draws { from, to } => {
                let pair = wanted.pair();
                let own = |draws| {
                    let at = |draw| (draw, at_draw(draws, &pair, wanted.first, draw));
                    share.among(from, to).map(at).collect()
                };
                let found = draws().map_or_else(Vec::new, own);
                Found::Draws(pair, found)
            }
        };
        Ok(postcard::to_allocvec(&found).expect("lists of numbers can be written"))
    }

    /// Takes in what a worker has simulated of this scenario.
    ///
    /// # Errors
    /// If it is not what a worker gives.
    pub fn take(&mut self, found: &[u8]) -> Result<(), postcard::Error> {
        match postcard::from_bytes(found)? {
            Found::Runs(key, records) => {
                if let Some(world) = self.known.world_mut(&key) {
                    world.take(records);
                }
            }
            Found::Draws(pair, draws) => {
                if let Some(doubt) = self.known.doubt_mut(&pair) {
                    doubt.take(draws);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::engine::Signals;
    use crate::live::{Moves, engine};
    use crate::scenario::load_str;

    fn desk() -> Desk {
        let text = "[simulation]\nquarters = 10\nburn_in_quarters = 2\n\
                    [units.core]\nresearchers = 10\nengineers = 16\n";
        let loaded = load_str(text).unwrap();
        Desk::new(loaded, Vec::new(), engine(1).unwrap())
    }

    fn moved(lever: &str, value: impl Into<serde_json::Value>) -> Moves {
        Moves([(lever.to_owned(), value.into())].into())
    }

    fn look() -> Look {
        Look {
            what_if: moved("runway_quarters", 2),
            pinned: vec![("A".to_owned(), moved("growth", 0.02))],
            runs: 23,
            doubt: true,
            width: 400.0,
            ..Look::default()
        }
    }

    #[test]
    fn a_look_in_parts_is_the_look_at_once() {
        let at_once = desk().look(&look(), &Signals::default()).unwrap();
        assert!(at_once.has_doubt);
        let (mut answers, mut helpers) = (desk(), [desk(), desk(), desk()]);
        let mut parts = 0;
        while let Some(part) = answers.next_part(&look(), 10).unwrap() {
            // shares come in any order
            for worker in [2, 0, 1] {
                let share = Share { worker, of: 3 };
                let found = helpers[worker as usize]
                    .simulate(&look(), part, share)
                    .unwrap();
                answers.take(&found).unwrap();
                // twice is as good as once
                answers.take(&found).unwrap();
            }
            parts += 1;
        }
        assert_eq!(parts, 3 * 3 + 20);
        // nothing is left to simulate: an interrupted look is answered
        let signals = Arc::new(Signals::default());
        signals
            .interrupt
            .store(true, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(answers.look(&look(), &signals).unwrap(), at_once);
    }

    #[test]
    fn what_a_part_lacks_is_asked_for_again() {
        let (mut answers, mut helper) = (desk(), desk());
        let mut share = |desk: &mut Desk, worker: u64| {
            let part = desk.next_part(&look(), 10).unwrap().unwrap();
            let share = Share { worker, of: 2 };
            let found = helper.simulate(&look(), part, share).unwrap();
            desk.take(&found).unwrap();
            part
        };
        let whole = Part::Runs {
            side: 0,
            from: 0,
            to: 10,
        };
        assert_eq!(share(&mut answers, 1), whole);
        assert_eq!(share(&mut answers, 0), whole);
        let next = Part::Runs {
            side: 0,
            from: 10,
            to: 20,
        };
        assert_eq!(share(&mut answers, 0), next);
        assert!(answers.take(b"\x07").is_err());
    }
}
