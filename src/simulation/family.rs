//! Scenarios that share a past, simulated together until they part.

use super::Simulation;
use super::past::{Past, have_one_past, in_common};
use crate::metrics::{Recorder, RunRecord};
use crate::model::Course;
use crate::random::Streams;
use crate::scenario::Scenario;

/// Scenarios that are simulated together: the quarters that some of them share are simulated
/// once. Their records are those of separate runs, bit for bit.
#[derive(Clone, Debug)]
pub struct Family {
    simulations: Vec<Simulation>,
    pasts: Vec<Past>,
}

impl Family {
    /// Of some scenarios, of which those that differ in events alone share their past, unless
    /// each is to be simulated for itself.
    pub fn new(scenarios: &[&Scenario], shares_pasts: bool) -> Self {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (place, scenario) in scenarios.iter().enumerate() {
            let shares = |group: &&mut Vec<usize>| {
                shares_pasts && have_one_past(scenarios[group[0]], scenario)
            };
            match groups.iter_mut().find(shares) {
                Some(group) => group.push(place),
                None => groups.push(vec![place]),
            }
        }
        let past = |group: Vec<usize>| {
            let of_group: Vec<&Scenario> = group.iter().map(|&place| scenarios[place]).collect();
            Past::of(&of_group).named(&group)
        };
        Self {
            simulations: scenarios.iter().map(|own| Simulation::new(own)).collect(),
            pasts: groups.into_iter().map(past).collect(),
        }
    }

    /// Its simulations, in the order of the scenarios.
    pub fn simulations(&self) -> &[Simulation] {
        &self.simulations
    }

    /// The records of replicate `run` of all scenarios, in their order, with spells if they are
    /// wanted.
    pub fn simulate(&self, run: u64, with_spells: bool) -> Vec<RunRecord> {
        let mut records = vec![RunRecord::default(); self.simulations.len()];
        for past in &self.pasts {
            let own = &self.simulations[past.members[0]];
            let streams = Streams::new(own.seed, run);
            let mut recorder = own.recorder();
            if with_spells {
                recorder = recorder.with_spells();
            }
            let course = own.model.start(&streams, &mut recorder);
            self.follow(past, (course, recorder), &streams, &mut records);
        }
        records
    }

    /// Simulates a past and what comes of it: first all that part from its first member, then
    /// that one, which needs no copy.
    fn follow<'a>(
        &'a self,
        past: &Past,
        (mut course, mut recorder): (Course, Recorder<'a>),
        streams: &Streams,
        records: &mut [RunRecord],
    ) {
        let first = past.members[0];
        let own = &self.simulations[first];
        own.model
            .advance(&mut course, past.until, streams, &mut recorder);
        let begun = |other: &Simulation| {
            in_common(other.model.scenario(), own.model.scenario(), past.until)
        };
        let Some((same, others)) = past.then.split_first() else {
            for &member in &past.members[1..] {
                let other = &self.simulations[member];
                records[member] = recorder.heard().fork(&other.layout, &begun(other)).record();
            }
            records[first] = recorder.record();
            return;
        };
        for past in others {
            let other = &self.simulations[past.members[0]];
            let begun = begun(other);
            let events = other.layout.events().len();
            let fork = (
                course.fork(events, &begun),
                recorder.heard().fork(&other.layout, &begun),
            );
            self.follow(past, fork, streams, records);
        }
        self.follow(same, (course, recorder), streams, records);
    }
}
