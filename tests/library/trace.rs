//! Everything that can be seen of a run.

use orgsim::metrics::Measure;
use orgsim::model::{Event, Model, Observer, Organization, Role};
use orgsim::random::{Entity, Streams};
use orgsim::scenario::Scenario;
use orgsim::units::Quarter;

/// A run: all that happened, and the state before its first quarter and at
/// the end of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    pub events: Vec<(Quarter, Event)>,
    /// The state at the start, then at the end of each quarter.
    pub moments: Vec<Moment>,
    /// Quarters of `moments`, but for the first.
    pub quarters: Vec<Quarter>,
}

/// The public state of an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    pub seats: Vec<Seat>,
    pub reputation: f64,
    pub open_transfers: usize,
    /// Capacity, what research asks for, what research, product and flagship get,
    /// and what is lost.
    pub gpus: [f64; 6],
    /// Generation, quarter of its planned start, whether it is trained.
    pub flagship: (u32, i32, bool),
    pub readiness: f64,
    pub focus: f64,
    /// Attention for own and other open models, talent at competitors, downloads.
    pub market: [f64; 4],
    pub competitors: usize,
    pub startups: usize,
    pub citations: f64,
    pub value_lost: f64,
    /// Person-quarters of researchers and engineers lost to ramp-up and mentoring.
    pub time_lost: [f64; 2],
}

/// The public state of a seat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    pub role: Role,
    pub occupied: bool,
    pub person: Entity,
    pub tenure: u32,
    pub satisfaction: f64,
    pub research_effort: f64,
    pub research_skill: f64,
    pub team: usize,
    pub ties: (u32, u32),
}

impl Trace {
    /// Run number `run` of a scenario, under the scenario's seed.
    pub fn of(scenario: &Scenario, run: u64) -> Self {
        let mut trace = Self::default();
        let streams = Streams::new(scenario.simulation.seed, run);
        Model::new(scenario).run(&streams, &mut trace);
        trace
    }

    /// What a measure read in a quarter, for conditions; only some are known.
    pub fn reading(&self, measure: &Measure, quarter: Quarter) -> f64 {
        let ends = self.quarters.iter().zip(self.moments.iter().skip(1));
        let mut ends = ends.filter(|(of, _)| **of == quarter && of.0 >= 0);
        let Some((_, moment)) = ends.next() else {
            return f64::NAN;
        };
        match measure.key().as_str() {
            "researcher_head_count" => {
                let researchers = moment.people().filter(|seat| seat.role == Role::Researcher);
                researchers.count() as f64
            }
            "reputation" => moment.reputation,
            _ => f64::NAN,
        }
    }

    /// Those that happened among the events.
    pub fn select<T>(&self, pick: impl Fn(Quarter, &Event) -> Option<T>) -> Vec<T> {
        let events = self.events.iter();
        events
            .filter_map(|(when, what)| pick(*when, what))
            .collect()
    }

    /// Sum of what events count.
    pub fn count(&self, number: impl Fn(Quarter, &Event) -> u32) -> u64 {
        let numbers = self.events.iter().map(|(when, what)| number(*when, what));
        numbers.map(u64::from).sum()
    }

    /// Exits, in order: when, from which seat, at which tenure.
    pub fn exits(&self) -> Vec<(Quarter, usize, u32)> {
        self.select(|when, what| match *what {
            Event::Left { seat, tenure, .. } => Some((when, seat, tenure)),
            _ => None,
        })
    }

    /// For each completed tenure, person-quarters at risk and exits.
    pub fn risk_by_tenure(&self) -> Vec<(u64, u64)> {
        let mut table = Vec::new();
        let at = |table: &mut Vec<(u64, u64)>, tenure: u32| {
            let tenure = tenure as usize;
            if table.len() <= tenure {
                table.resize(tenure + 1, (0, 0));
            }
            tenure
        };
        let starts = &self.moments[..self.moments.len() - 1];
        for seat in starts.iter().flat_map(Moment::people) {
            let tenure = at(&mut table, seat.tenure);
            table[tenure].0 += 1;
        }
        for (_, _, tenure) in self.exits() {
            let tenure = at(&mut table, tenure);
            table[tenure].1 += 1;
        }
        table
    }

    /// Each observed quarter with the state at its start and at its end.
    pub fn steps(&self) -> impl Iterator<Item = (Quarter, &Moment, &Moment)> {
        let ends = self.quarters.iter().zip(self.moments.windows(2));
        ends.map(|(&quarter, ends)| (quarter, &ends[0], &ends[1]))
    }

    /// The same run with everybody's satisfaction left out.
    pub fn without_satisfaction(mut self) -> Self {
        for moment in &mut self.moments {
            moment
                .seats
                .iter_mut()
                .for_each(|seat| seat.satisfaction = 0.0);
        }
        self
    }
}

impl Moment {
    /// Seats with somebody in them.
    pub fn people(&self) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(|seat| seat.occupied)
    }
}

impl From<&Organization> for Moment {
    fn from(organization: &Organization) -> Self {
        let seat = |seat| Seat {
            role: organization.role(seat),
            occupied: organization.occupied(seat),
            person: organization.person(seat),
            tenure: organization.tenure(seat),
            satisfaction: organization.satisfaction(seat),
            research_effort: organization.research_effort(seat),
            research_skill: organization.research_skill(seat),
            team: organization.team(seat),
            ties: organization.ties(seat),
        };
        let (compute, flagship) = (organization.compute(), organization.flagship());
        let market = organization.market();
        Self {
            seats: (0..organization.seats()).map(seat).collect(),
            reputation: organization.reputation(),
            open_transfers: organization.open_transfers(),
            gpus: [
                compute.capacity,
                compute.research_asked,
                compute.research,
                compute.product,
                compute.flagship,
                compute.lost,
            ],
            flagship: (
                flagship.generation,
                flagship.planned.0,
                flagship.is_training(),
            ),
            readiness: flagship.readiness,
            focus: flagship.focus,
            market: [
                market.attention,
                market.competitors_attention,
                market.talent,
                market.downloads,
            ],
            competitors: market.competitors(),
            startups: market.startups(),
            citations: organization.citations(),
            value_lost: organization.value_lost(),
            time_lost: [Role::Researcher, Role::Engineer].map(|role| organization.time_lost(role)),
        }
    }
}

impl Observer for Trace {
    fn started(&mut self, organization: &Organization) {
        self.moments.push(organization.into());
    }

    fn happened(&mut self, quarter: Quarter, event: Event, _: &Organization) {
        self.events.push((quarter, event));
    }

    fn reading(&self, measure: &Measure, quarter: Quarter) -> f64 {
        Self::reading(self, measure, quarter)
    }

    fn quarter_ended(&mut self, quarter: Quarter, organization: &Organization) {
        self.quarters.push(quarter);
        self.moments.push(organization.into());
    }
}
