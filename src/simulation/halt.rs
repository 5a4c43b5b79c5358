//! Runs that are halted at the start of a quarter, from which those of other scenarios go on.

use super::Simulation;
use super::past::{Past, have_one_past, in_common};
use crate::metrics::{Heard, RunRecord};
use crate::model::Course;
use crate::random::Streams;
use crate::scenario::Scenario;
use crate::units::Quarter;

/// A run that is halted at the start of a quarter.
#[derive(Clone, Debug)]
pub struct Halt {
    course: Course,
    heard: Heard,
    at: Quarter,
}

impl Halt {
    /// Bytes of memory that one takes, about: measured for 180 and for 1,200 seats.
    pub fn bytes(simulation: &Simulation) -> usize {
        const OF_SEAT: usize = 512;
        const OF_NUMBER: usize = 24;
        let layout = &simulation.layout;
        let numbers = layout.series().len() * layout.quarters() as usize + layout.values().len();
        OF_SEAT * simulation.model.seats() + OF_NUMBER * numbers
    }
}

/// The quarter at whose start two scenarios part; none if they have no past in common.
pub fn parting(a: &Scenario, b: &Scenario) -> Option<Quarter> {
    have_one_past(a, b).then(|| Past::of(&[a, b]).until)
}

impl Simulation {
    /// Replicate `run` up to the start of a quarter.
    ///
    /// ```
    /// use orgsim::scenario::load_str;
    /// use orgsim::simulation::{Simulation, parting};
    ///
    /// let raise = "[events.raise]\nquarter = 6\nchange_pay = { ratio = 1.1 }\n";
    /// let [usual, raised] = ["", raise].map(|text| load_str(text).unwrap().scenario);
    /// let at = parting(&usual, &raised).expect("they differ in an event alone");
    /// let [before, after] = [&usual, &raised].map(Simulation::new);
    /// let halt = before.halt(7, at);
    /// let record = after.go_on(7, &halt, &before);
    /// assert!(record == after.simulate(7, &mut after.recorder()));
    /// ```
    pub fn halt(&self, run: u64, at: Quarter) -> Halt {
        let streams = Streams::new(self.seed, run);
        let mut recorder = self.recorder();
        let mut course = self.model.start(&streams, &mut recorder);
        self.model.advance(&mut course, at, &streams, &mut recorder);
        Halt {
            course,
            heard: recorder.heard().clone(),
            at,
        }
    }

    /// The record of replicate `run`, which goes on from where that of a scenario was halted that
    /// has the same past until then: that of [`simulate`](Self::simulate), bit for bit.
    pub fn go_on(&self, run: u64, halt: &Halt, of: &Self) -> RunRecord {
        let streams = Streams::new(self.seed, run);
        let begun = in_common(self.model.scenario(), of.model.scenario(), halt.at);
        let mut recorder = halt.heard.fork(&self.layout, &begun);
        let mut course = halt.course.fork(self.layout.events().len(), &begun);
        self.model
            .advance(&mut course, self.model.end(), &streams, &mut recorder);
        recorder.record()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load_str;

    /// A small organisation in which much goes on before the halt.
    const BASE: &str = "[simulation]\nquarters = 12\nburn_in_quarters = 3\n\
        [units.a]\nresearchers = 12\nengineers = 15\n\
        [units.b]\nresearchers = 6\nengineers = 9\nstructure = \"unified\"\n\
        [events.star]\nquarter = 2\ndeparture = { who = \"most-central\" }\n\
        [events.phased]\nquarter = 4\nreorganise = { structure = \"fusion-teams\", over_quarters = 4 }\n\
        [events.alarm]\nwhen = { measure = \"reputation\", below = 5 }\n\
        hiring_freeze = { quarters = 2 }\n";

    fn scenario(text: &str) -> Scenario {
        let loaded = load_str(text).unwrap_or_else(|faults| panic!("{faults}"));
        loaded.scenario
    }

    #[test]
    fn runs_go_on_from_a_halt_as_if_there_had_been_none() {
        let base = scenario(BASE);
        let pay = "[events.pay]\nquarter = 6\nchange_pay = { ratio = 1.3 }\n";
        let star = BASE.find("[events.star]").unwrap();
        let later = [
            (Quarter(6), format!("{BASE}{pay}")),
            // the same in another place
            (
                Quarter(6),
                format!("{}{pay}{}", &BASE[..star], &BASE[star..]),
            ),
            (
                Quarter(8),
                format!(
                    "{BASE}[structures.new]\nlike = \"research-led\"\n\
                     [events.new]\nquarter = 8\nreorganise = {{ structure = \"new\" }}\n"
                ),
            ),
            (Quarter(12), BASE.to_owned()),
        ];
        let halted = Simulation::new(&base);
        for (at, text) in later {
            let other = scenario(&text);
            assert_eq!(parting(&base, &other), Some(at));
            let simulation = Simulation::new(&other);
            for run in 0..10 {
                let whole = simulation.simulate(run, &mut simulation.recorder());
                for at in [Quarter(-1), Quarter(5), at] {
                    let halt = halted.halt(run, at);
                    assert!(
                        simulation.go_on(run, &halt, &halted) == whole,
                        "{text}: {run}"
                    );
                }
            }
        }
        let sooner = BASE.replace("researchers = 12", "researchers = 13");
        assert_eq!(parting(&base, &scenario(&sooner)), None);
    }
}
