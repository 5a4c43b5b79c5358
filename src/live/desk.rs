//! A scenario on a desk: looked at with this and that moved.

use std::fmt;
use std::num::NonZeroU64;
use std::sync::{Arc, OnceLock};

use super::doubt::Doubt;
use super::known::Known;
use super::lever::{OF_STRUCTURE, Offered, first_structure, levers};
use super::moves::{Moves, following, overrides};
use super::pictures::{Named, by_quarter, drawing, is_settled, marks, measure, time_to_ship};
use super::seen::{NOTE, Seen, SeenMeasure};
use super::wanted::{Look, MOST_BESIDE, MOST_RUNS, Side, Wanted, runs_of};
use super::words::{of_measure, of_time_to_ship};
use super::world::{SHOWN, World};
use crate::diagnostic::Faults;
use crate::drawing::{Curves, svg};
use crate::engine::{MonteCarlo, Signals, ThreadsUnavailable};
use crate::experiment::{Draws, ParameterSource, Unfit, tables};
use crate::numerals::capitalised;
use crate::output;
use crate::scenario::{Complete, Loaded, Scenario};
use crate::text::shell_line;

/// Runs after which an interrupt is noticed.
const BATCH: u64 = 16;

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
    /// Draws of the parameters, once they are needed; none if every parameter is stated.
    draws: OnceLock<Option<Draws>>,
    /// What the last look was at.
    wanted: Option<Arc<Wanted>>,
    pub(super) known: Known,
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
            draws: OnceLock::new(),
            wanted: None,
            known: Known::new(),
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
        let engine = Arc::clone(&self.engine);
        let (known, draws) = self.known_and_draws();
        let is_whole = known.extend(look, &wanted, draws, (&engine, signals));
        is_whole.then_some(()).ok_or(LookError::Interrupted)?;
        let worlds = wanted.sides.iter().filter_map(|side| {
            let name = side.name.clone();
            let world = self.known.world(&side.key);
            world.map(|world| Named { name, world })
        });
        let worlds: Vec<Named<'_>> = worlds.collect();
        let doubt = self.known.doubt(&wanted.pair());
        Ok(self.seen(look, &wanted, &worlds, doubt))
    }

    /// What a look is at.
    pub(super) fn wanted(&mut self, look: &Look) -> Result<Arc<Wanted>, LookError> {
        if let Some(wanted) = &self.wanted
            && wanted.is_of(look)
        {
            return Ok(Arc::clone(wanted));
        }
        let named = look.named();
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
        let sides = sides.collect::<Result<_, LookError>>()?;
        let wanted = Arc::new(Wanted::new(look, sides, &self.loaded.scenario));
        self.wanted = Some(Arc::clone(&wanted));
        Ok(wanted)
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
        let (key, runs) = (overrides(&self.loaded, moves), runs_of(runs));
        let csv = |world: &World| {
            let rows = tables::quarters(world.simulation.layout(), &world.ensemble);
            output::csv::to_string(&rows.table())
        };
        // what was looked at may have more runs
        let known = self.known.world(&key);
        if let Some(world) = known.filter(|world| world.runs() == runs) {
            return Ok(csv(world));
        }
        let mut world = World::new(&own.scenario);
        let is_whole = world.extend(runs, None, (&self.engine, signals));
        is_whole.then(|| csv(&world)).ok_or(LookError::Interrupted)
    }

    /// The command line that simulates so many runs of a what-if.
    pub fn command(&self, moves: &Moves, runs: u64) -> String {
        let file = self.loaded.inputs.first().map_or("-", |input| &input.name);
        let moved = overrides(&self.loaded, moves);
        let set = self.set.iter().chain(&moved);
        let set = set.flat_map(|set| ["--set", set]);
        let runs = runs_of(runs).to_string();
        let words = ["orgsim", "run", file].into_iter().chain(set);
        shell_line(words.chain(["--runs", &runs, "--parameters", "fixed"]))
    }

    /// What is known so far, and the draws of the parameters that nobody states, if there are
    /// such.
    pub(super) fn known_and_draws<'d>(
        &'d mut self,
    ) -> (&'d mut Known, impl FnOnce() -> Option<&'d Draws>) {
        let Self {
            loaded,
            engine,
            parameters,
            draws,
            known,
            ..
        } = self;
        let begin = || {
            Draws::new(
                &[&*loaded],
                parameters,
                loaded.scenario.simulation.seed,
                engine,
            )
        };
        (known, move || draws.get_or_init(begin).as_ref())
    }

    fn seen(&self, look: &Look, wanted: &Wanted, all: &[Named<'_>], doubt: Option<&Doubt>) -> Seen {
        let (first, runs) = (wanted.first, look.runs());
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
