//! A scenario on a desk: looked at with this and that moved.

use std::fmt;
use std::num::NonZeroU64;
use std::sync::Arc;

use serde::Deserialize;

use super::doubt::Doubt;
use super::lever::{OF_STRUCTURE, Offered, first_structure, levers};
use super::moves::{Moves, following, overrides};
use super::pasts::Pasts;
use super::pictures::{Named, by_quarter, drawing, is_settled, marks, measure, time_to_ship};
use super::seen::{NOTE, Seen, SeenMeasure};
use super::words::{of_measure, of_time_to_ship};
use super::world::{SHOWN, World};
use crate::diagnostic::Faults;
use crate::drawing::{Curves, svg};
use crate::engine::{MonteCarlo, Signals, ThreadsUnavailable};
use crate::experiment::{Draws, ParameterSource, Unfit, tables};
use crate::numerals::capitalised;
use crate::output;
use crate::scenario::{Complete, Loaded, Scenario};
use crate::simulation::parting;
use crate::text::shell_line;

/// Runs after which an interrupt is noticed.
const BATCH: u64 = 16;

/// Most runs of a what-if: more would not be seen.
const MOST_RUNS: u64 = 1_000;

/// Draws of the parameters that nobody states.
const DRAWS: u64 = 200;

/// Most what-ifs whose runs are kept.
const MOST_KEPT: usize = 6;

/// Most what-ifs that stand beside each other, the baseline among them.
const MOST_BESIDE: usize = 5;

/// Widths that a picture can have.
const WIDTHS: (f64, f64) = (280.0, 1_200.0);

/// A scenario, and what is known of what-ifs that were looked at.
pub struct Desk {
    loaded: Loaded,
    complete: Complete,
    offered: Offered,
    /// Values that were set besides the files.
    set: Vec<String>,
    engine: Arc<MonteCarlo>,
    parameters: ParameterSource,
    /// Draws of the parameters, once they are needed.
    draws: Option<Draws>,
    /// What was looked at last stands last.
    worlds: Vec<(Vec<String>, World)>,
    /// The past of the last baseline that was compared with a later change.
    pasts: Option<Pasts>,
    doubts: Vec<([Vec<String>; 2], Doubt)>,
}

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

/// A scenario with some levers moved.
struct Side {
    name: String,
    key: Vec<String>,
    loaded: Loaded,
}

/// What a look is at, and what it needs.
struct Wanted {
    /// The baseline first, and the what-if last if there is one.
    sides: Vec<Side>,
    has_what_if: bool,
    /// The quarter from which they are compared.
    first: u32,
    runs: u64,
    has_doubt: bool,
}

impl Wanted {
    /// The place of the what-if; of the baseline if there is none.
    fn what_if(&self) -> usize {
        match self.has_what_if {
            true => self.sides.len() - 1,
            false => 0,
        }
    }

    /// What the baseline and the what-if change of the scenario.
    fn pair(&self) -> [Vec<String>; 2] {
        [0, self.what_if()].map(|place| self.sides[place].key.clone())
    }
}

/// Why there is nothing to be seen.
#[derive(Debug)]
#[non_exhaustive]
pub enum LookError {
    /// What was moved breaks rules of the scenario.
    Faults(Faults),
    /// There is no such lever.
    Lever(String),
    /// A change is undone before it comes, in this quarter.
    UndoneTooEarly(u32),
    /// Too much was to be seen at once.
    TooMany,
    /// Something else is to be looked at.
    Interrupted,
}

impl fmt::Display for LookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults(faults) => faults.fmt(f),
            Self::Lever(id) => write!(f, "there is no lever `{id}`"),
            Self::UndoneTooEarly(when) => write!(
                f,
                "the change comes in quarter {when} and is undone before: choose a later quarter for \
                 that, or never"
            ),
            Self::TooMany => write!(f, "at most {MOST_BESIDE} stand beside each other"),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for LookError {}

/// The threads of all desks; 0 for one a core.
///
/// # Errors
/// If the operating system refuses the threads.
pub fn engine(threads: usize) -> Result<Arc<MonteCarlo>, ThreadsUnavailable> {
    let batch = NonZeroU64::new(BATCH).expect("it is not 0");
    MonteCarlo::new(batch, threads).map(Arc::new)
}

impl Desk {
    /// A scenario on a desk, that was loaded with such values of `--set`.
    pub fn new(loaded: Loaded, set: Vec<String>, engine: Arc<MonteCarlo>) -> Self {
        Self {
            complete: Complete::new("the what-if", &loaded),
            offered: levers(&loaded),
            set,
            loaded,
            engine,
            parameters: ParameterSource::Ranges,
            draws: None,
            worlds: Vec::new(),
            pasts: None,
            doubts: Vec::new(),
        }
    }

    /// The same with other parameters in draws than those from assumed ranges.
    ///
    /// # Errors
    /// If what was calibrated does not go with the scenario.
    pub fn with_parameters(self, parameters: ParameterSource) -> Result<Self, Unfit> {
        if let ParameterSource::Calibrated(calibrated) = &parameters {
            calibrated.check(&[&self.loaded])?;
        }
        Ok(Self { parameters, ..self })
    }

    /// The scenario as it stands.
    pub fn scenario(&self) -> &Scenario {
        &self.loaded.scenario
    }

    /// The names of the quarters.
    pub fn quarters(&self) -> Vec<String> {
        let simulation = &self.loaded.scenario.simulation;
        let calendar = simulation.calendar();
        let name = |quarter: u32| match calendar.date(quarter.into()) {
            Some(date) => date.to_string(),
            None => format!("q{quarter}"),
        };
        (0..simulation.quarters).map(name).collect()
    }

    /// What can be moved.
    pub fn levers(&self) -> &Offered {
        &self.offered
    }

    /// The scenario with some levers moved.
    ///
    /// # Errors
    /// If there is no such lever, or what was moved breaks rules.
    pub fn moved(&self, moves: &Moves) -> Result<Loaded, LookError> {
        let short = self.offered.groups.iter().flat_map(|(_, own)| own);
        let known = short.chain(&self.offered.others);
        let is_unknown = |id: &&String| !known.clone().any(|own| own.id == **id);
        if let Some(id) = moves.0.keys().find(is_unknown) {
            return Err(LookError::Lever(id.clone()));
        }
        let when = moves.when(&self.loaded.scenario);
        if moves.changes() && moves.undone().is_some_and(|undone| undone <= when.into()) {
            return Err(LookError::UndoneTooEarly(when));
        }
        let set = overrides(&self.loaded, moves);
        self.complete.with(&set).map_err(LookError::Faults)
    }

    /// What is seen of a what-if.
    ///
    /// # Errors
    /// If there is no such lever, what was moved breaks rules, or something else is to be
    /// looked at; what was simulated is kept.
    pub fn look(&mut self, look: &Look, signals: &Signals) -> Result<Seen, LookError> {
        let wanted = self.wanted(look)?;
        self.simulate(&wanted, u64::MAX, signals)?;
        let pair = wanted.pair();
        let of_pair = self.doubts.iter().find(|(known, _)| *known == pair);
        let of_pair = of_pair.map(|(_, doubt)| doubt);
        let doubt = of_pair.filter(|doubt| doubt.draws() == DRAWS);
        let worlds = wanted.sides.iter().filter_map(|side| {
            let known = self.worlds.iter().find(|(known, _)| *known == side.key);
            let name = side.name.clone();
            known.map(|(_, world)| Named { name, world })
        });
        let worlds: Vec<Named<'_>> = worlds.collect();
        Ok(self.seen(look, &wanted, &worlds, doubt))
    }

    /// Simulates at most so many runs of what a look needs, and says whether that was all: for
    /// whoever cannot be interrupted and wants to look up from time to time.
    ///
    /// # Errors
    /// As [`look`](Self::look).
    pub fn prepare(&mut self, look: &Look, most: u64) -> Result<bool, LookError> {
        let wanted = self.wanted(look)?;
        self.simulate(&wanted, most, &Signals::default())
    }

    /// What a look is at.
    fn wanted(&self, look: &Look) -> Result<Wanted, LookError> {
        let mut named = vec![("baseline", &look.baseline)];
        let pinned = look.pinned.iter();
        named.extend(pinned.map(|(name, moves)| (name.as_str(), moves)));
        let has_what_if = look.what_if != look.baseline;
        if has_what_if {
            named.push(("what-if", &look.what_if));
        }
        if named.len() > MOST_BESIDE {
            return Err(LookError::TooMany);
        }
        let sides = named.into_iter().map(|(name, moves)| {
            Ok(Side {
                name: name.to_owned(),
                key: overrides(&self.loaded, moves),
                loaded: self.moved(moves)?,
            })
        });
        let changing = [&look.what_if, &look.baseline].into_iter();
        let changing = changing.filter(|moves| moves.changes());
        let first = changing
            .map(|moves| moves.when(&self.loaded.scenario))
            .min();
        Ok(Wanted {
            sides: sides.collect::<Result<_, LookError>>()?,
            has_what_if,
            first: first.unwrap_or(0),
            runs: look.runs.clamp(2, MOST_RUNS),
            has_doubt: look.doubt && has_what_if,
        })
    }

    /// The numbers of a what-if quarter by quarter, as CSV: `quarters.csv` of
    /// [`command`](Self::command).
    ///
    /// # Errors
    /// As [`look`](Self::look).
    pub fn csv(
        &mut self,
        moves: &Moves,
        runs: u64,
        signals: &Signals,
    ) -> Result<String, LookError> {
        let own = self.moved(moves)?;
        // what was looked at may have more runs
        let mut world = World::new(&own.scenario);
        let is_whole = world.extend(runs.clamp(2, MOST_RUNS), None, (&self.engine, signals));
        is_whole.then_some(()).ok_or(LookError::Interrupted)?;
        let rows = tables::quarters(world.simulation.layout(), &world.ensemble);
        Ok(output::csv::to_string(&rows.table()))
    }

    /// The command line that simulates so many runs of a what-if.
    pub fn command(&self, moves: &Moves, runs: u64) -> String {
        let file = self.loaded.inputs.first().map_or("-", |input| &input.name);
        let moved = overrides(&self.loaded, moves);
        let set = self.set.iter().chain(&moved);
        let set = set.flat_map(|set| ["--set", set]);
        let runs = runs.clamp(2, MOST_RUNS).to_string();
        let words = ["orgsim", "run", file].into_iter().chain(set);
        shell_line(words.chain(["--runs", &runs, "--parameters", "fixed"]))
    }

    /// Sees to it that there are the runs that are wanted, but simulates no more than so many.
    /// Whether all are there.
    fn simulate(
        &mut self,
        wanted: &Wanted,
        most: u64,
        signals: &Signals,
    ) -> Result<bool, LookError> {
        let mut left = most;
        self.halt_before(wanted);
        for side in &wanted.sides {
            let known = self.worlds.iter().position(|(known, _)| *known == side.key);
            let (key, mut world) = match known {
                Some(place) => self.worlds.remove(place),
                None => (side.key.clone(), World::new(&side.loaded.scenario)),
            };
            let before = world.ensemble.runs();
            let to = wanted.runs.min(before.saturating_add(left));
            let pasts = self.pasts.as_ref();
            let pasts = pasts.filter(|pasts| pasts.is_past_of(&side.loaded.scenario));
            let is_whole = world.extend(to, pasts, (&self.engine, signals));
            left -= world.ensemble.runs() - before;
            let has_all = world.ensemble.runs() >= wanted.runs;
            self.worlds.push((key, world));
            if self.worlds.len() > MOST_KEPT {
                self.worlds.remove(0);
            }
            if !is_whole {
                return Err(LookError::Interrupted);
            }
            if !has_all {
                return Ok(false);
            }
        }
        match wanted.has_doubt {
            true => self.draw(wanted, left, signals),
            false => Ok(true),
        }
    }

    /// Makes ready to halt runs of the baseline where the first of the others parts from it.
    fn halt_before(&mut self, wanted: &Wanted) {
        let Some((baseline, others)) = wanted.sides.split_first() else {
            return;
        };
        let baseline = &baseline.loaded.scenario;
        let partings = others.iter();
        let partings = partings.filter_map(|side| parting(baseline, &side.loaded.scenario));
        if let Some(at) = partings.min()
            && !self
                .pasts
                .as_ref()
                .is_some_and(|pasts| pasts.is_of(baseline, at))
        {
            self.pasts = Some(Pasts::new(baseline, at));
        }
    }

    /// The same for draws of the parameters, with one run of both sides each.
    fn draw(&mut self, wanted: &Wanted, most: u64, signals: &Signals) -> Result<bool, LookError> {
        let pair = wanted.pair();
        if self.draws.is_none() {
            let seed = self.loaded.scenario.simulation.seed;
            self.draws = Draws::new(&[&self.loaded], &self.parameters, seed, &self.engine);
        }
        let Some(draws) = &self.draws else {
            return Ok(true);
        };
        let known = self.doubts.iter().position(|(known, _)| *known == pair);
        let (pair, mut doubt) = match known {
            Some(place) => self.doubts.remove(place),
            None => (pair, Doubt::new(draws)),
        };
        let to = DRAWS.min(doubt.draws().saturating_add(most / 2));
        let means = (&*self.engine, signals);
        let is_whole = doubt.extend(to, draws, &pair, wanted.first, means);
        let has_all = doubt.draws() == DRAWS;
        self.doubts.push((pair, doubt));
        if self.doubts.len() > MOST_KEPT {
            self.doubts.remove(0);
        }
        is_whole.then_some(has_all).ok_or(LookError::Interrupted)
    }

    fn seen(&self, look: &Look, wanted: &Wanted, all: &[Named<'_>], doubt: Option<&Doubt>) -> Seen {
        let (first, runs) = (wanted.first, wanted.runs);
        let calendar = self.loaded.scenario.simulation.calendar();
        let width = look.width.clamp(WIDTHS.0, WIDTHS.1);
        let element = |curves: &Curves| svg::element(&drawing(curves, width), true);
        let worlds = [all[0].world, all[wanted.what_if()].world];
        let marks = marks(&wanted.sides[wanted.what_if()].loaded.scenario);
        let mut is_seen_well = true;
        let mut measures: Vec<SeenMeasure> = (0..SHOWN.len())
            .map(|shown| {
                let curves = by_quarter(all, shown, marks.clone());
                is_seen_well &= is_settled(all, shown, &curves);
                SeenMeasure {
                    key: SHOWN[shown].to_owned(),
                    title: capitalised(&measure(shown).title()),
                    picture: element(&curves),
                    words: of_measure(worlds, shown, (first, calendar), doubt),
                    curves,
                }
            })
            .collect();
        let curves = time_to_ship(all);
        let time = SeenMeasure {
            key: "time_to_ship".to_owned(),
            title: curves.title.clone(),
            picture: element(&curves),
            words: of_time_to_ship(worlds),
            curves,
        };
        measures.insert(2, time);
        Seen {
            runs,
            is_enough: is_seen_well || runs == MOST_RUNS,
            has_doubt: doubt.is_some(),
            command: self.command(&look.what_if, runs),
            positions: self.positions(&look.what_if),
            measures,
            note: NOTE.to_owned(),
        }
    }

    /// Where levers stand that were not moved and do not stay where they were: those of the
    /// structure as in the structure that units change to, and shares that follow others.
    fn positions(&self, moves: &Moves) -> Vec<(String, serde_json::Value)> {
        let scenario = &self.loaded.scenario;
        let chosen = moves
            .0
            .get(super::lever::STRUCTURE)
            .and_then(|own| own.as_str());
        let chosen = chosen.filter(|name| !name.is_empty());
        let structure = chosen.unwrap_or_else(|| first_structure(scenario));
        let settings = self.loaded.settings.iter();
        let of_structure = settings.filter_map(|setting| {
            let key = setting.key();
            let rest = key.strip_prefix("structures.")?.strip_prefix(structure)?;
            let name = rest.strip_prefix('.')?;
            let is_lever = OF_STRUCTURE.iter().any(|(known, _)| *known == name);
            let value = is_lever.then(|| setting.value.as_f64())??;
            Some((name.to_owned(), value.into()))
        });
        let following = following(&self.loaded, moves).into_iter();
        let following = following.map(|(id, value)| (id, value.into()));
        of_structure
            .filter(|(name, _)| !moves.0.contains_key(name))
            .chain(following)
            .collect()
    }
}
