//! The model's quarter, written to be read.
//!
//! A [`Company`] is a vector of seats, each empty or with a [`Person`] in it.
//! Units have a structure, which decides how their seats form teams. Crews of
//! researchers outlive structures; each has slots for projects. Papers under
//! review and breakthroughs under transfer are plain vectors. Nothing is
//! computed beforehand, and every luck is drawn where it is used.
//!
//! How a company starts is in `founding`. A quarter is what [`Company::quarter`] lists:
//!
//! 1. **Events** (`happenings`): the disruption of earlier changes fades; what
//!    the scenario's events do begins. Units that change their structure form new
//!    teams and break ties (`teams`).
//! 2. **Agenda** (`agenda`): product requests pivot running projects (less
//!    progress, more relevance), reviews cancel some of those past their
//!    runway, and crews start projects while they have attention to spare.
//! 3. **Effort** (`effort`): each person moves towards the split between
//!    research and product that incentives and taste make best.
//! 4. **Work** (`work`): time x skill x ramp-up x what switching, disruption,
//!    managing and mentoring leave.
//! 5. **Compute** (`world`): GPUs are shared out.
//! 6. **Research** (`projects`): projects advance and finish; the best results
//!    are breakthroughs.
//! 7. **Papers** (`papers`): researchers submit; reviews that end accept.
//! 8. **Transfer** (`transfer`): earlier breakthroughs are noticed, adopted,
//!    hardened, integrated and shipped, or abandoned.
//! 9. **Product** (`transfer`): teams ship features; revenue follows.
//! 10. **Flagship** (`world`): a model gets ready, is trained, is done.
//! 11. **Appraisal** (`appraisal`): outcomes are scored and rewarded;
//!     satisfaction and expectations move.
//! 12. **Labour market** (`labour_market`): people leave.
//! 13. **Hiring** (`labour_market`): vacancies are filled; reputation moves.
//! 14. **Ties** (`ties`): broken ties are repaired, old ones replaced.
//! 15. **Market** (`world`): open models, competitors, start-ups.
//!
//! Sums run over seats in their order, researchers before engineers, from zero;
//! products and sums of several terms are evaluated from left to right. Where
//! rounding can show in a result, that order is the model's.

mod agenda;
mod appraisal;
pub(crate) mod counted;
mod effort;
mod founding;
mod happenings;
mod labour_market;
mod papers;
mod person;
mod projects;
mod rest;
mod teams;
mod ties;
mod transfer;
mod work;
mod world;

use orgsim::model::{Event, Role};
use orgsim::random::{Entity, Stream};
use orgsim::scenario::{Scenario, Structure};
use orgsim::units::Quarter;

use crate::trace::{self, Moment, Trace};
use counted::{CountedStreams, exp, ln};
use happenings::{Change, Lasting};
use papers::Paper;
use person::Person;
use projects::Crew;
use teams::Team;
use transfer::Breakthrough;
use world::{Gpus, Outside, Programme};

/// Everything there is.
pub(crate) struct Company<'a> {
    scenario: &'a Scenario,
    streams: CountedStreams,
    now: Quarter,
    units: Vec<Unit<'a>>,
    seats: Vec<Seat>,
    crews: Vec<Crew>,
    /// Papers that will be accepted, in the order of their submission.
    papers: Vec<Paper>,
    accepted: u32,
    /// Breakthroughs neither shipped nor abandoned, in their order.
    transfers: Vec<Breakthrough>,
    breakthroughs: usize,
    reputation: f64,
    /// Share of the seats of each unit and role that were vacant in the past.
    vacancies_at_rest: Vec<[f64; 2]>,
    /// Changes of structure on their way.
    changes: Vec<Change<'a>>,
    /// Effects of events that last, or have lasted.
    lasting: Vec<Lasting>,
    /// Of each event on a condition: how many quarters in a row it held, and the
    /// quarter from which it may happen.
    waiting: Vec<(u32, i32)>,
    /// Citations that are still to come, and this quarter's.
    citations_due: f64,
    citations: f64,
    /// This quarter's progress of projects that was lost, in person-quarters.
    work_lost: f64,
    /// Value that this quarter's breakthroughs lost on their way.
    value_lost: f64,
    /// This quarter's time that newcomers and mentors did not work, by role.
    time_lost: [f64; 2],
    gpus: Gpus,
    flagship: Programme,
    market: Outside,
    /// Mean wish of researchers on the labour market to do research.
    mean_wish: f64,
    trace: Trace,
}

struct Unit<'a> {
    /// Names of the present structure and of the one before.
    structure: &'a str,
    previous: &'a str,
    teams: Vec<Team>,
    disruption: f64,
    /// Rise of the hazard after layoffs.
    survivors: f64,
    /// Seats by the plan, and those that may be occupied, of researchers and of engineers.
    planned: [usize; 2],
    funded: [usize; 2],
    /// Pay of researchers and of engineers against that at the start, and how wide pay is
    /// spread.
    pay: [(f64, f64); 2],
    /// This quarter's work on research.
    research_done: f64,
    /// What its engineers know of research.
    knowledge: f64,
    revenue: f64,
    /// This quarter's value of shipped breakthroughs.
    shipped: f64,
    /// Share of the engineers' work that transfers take this quarter.
    transfer_load: f64,
}

struct Seat {
    unit: usize,
    role: Role,
    /// Number of the team in the unit.
    team: usize,
    is_manager: bool,
    /// Whether it is planned by now.
    is_open: bool,
    /// The occupant's identity; of an empty seat, that of the next.
    identity: Entity,
    occupant: Option<Person>,
    empty_since: Quarter,
    filled_in: Quarter,
    /// How many declined it before its occupant came, or so far.
    declined: u32,
    /// Last quarters in which the last exit, and the last dismissal, is felt.
    exit_felt: Option<Quarter>,
    dismissal_felt: Option<Quarter>,
}

/// All that can be seen of a run.
pub(crate) fn run(scenario: &Scenario, run: u64) -> Trace {
    let burn_in = scenario.simulation.burn_in_quarters as i32;
    let mut company = Company::found(scenario, run, Quarter(-burn_in));
    company.look();
    for quarter in -burn_in..scenario.simulation.quarters as i32 {
        company.now = Quarter(quarter);
        company.quarter();
        company.trace.quarters.push(company.now);
        company.look();
    }
    company.trace
}

impl<'a> Company<'a> {
    fn quarter(&mut self) {
        self.events();
        self.agenda();
        self.effort();
        self.work();
        self.compute();
        self.research();
        self.papers();
        self.transfer();
        self.product();
        self.flagship();
        self.appraisal();
        self.labour_market();
        self.hiring();
        self.ties();
        self.market();
    }

    /// A mature company: all seats taken, projects under way, ties in place.
    fn found(scenario: &'a Scenario, run: u64, first: Quarter) -> Self {
        let mut company = Self {
            scenario,
            streams: CountedStreams::new(scenario.simulation.seed, run),
            now: first,
            units: Vec::new(),
            seats: Vec::new(),
            crews: Vec::new(),
            papers: Vec::new(),
            accepted: 0,
            transfers: Vec::new(),
            breakthroughs: 0,
            reputation: 1.0,
            vacancies_at_rest: vec![[0.0; 2]; scenario.units.len()],
            changes: Vec::new(),
            lasting: Vec::new(),
            waiting: vec![(0, 0); scenario.events.len()],
            citations_due: 0.0,
            citations: 0.0,
            work_lost: 0.0,
            value_lost: 0.0,
            time_lost: [0.0; 2],
            gpus: Gpus {
                capacity: f64::from(scenario.compute.gpus),
                asked: 0.0,
                research: 0.0,
                product: 0.0,
                flagship: 0.0,
                lost: 0.0,
                pace: 1.0,
            },
            flagship: Programme {
                generation: 0,
                planned: (first.0..)
                    .find(|quarter| quarter % scenario.flagship.interval_quarters as i32 == 0)
                    .expect("there is a multiple"),
                readiness: 1.0,
                focus: 1.0,
                scale: 1.0,
                run: None,
            },
            market: Outside::default(),
            mean_wish: appraisal::mean_wish(&scenario.people),
            trace: Trace::default(),
        };
        for (unit, given) in scenario.units.values().enumerate() {
            company.units.push(Unit {
                structure: &given.structure,
                previous: &given.structure,
                teams: Vec::new(),
                disruption: 0.0,
                survivors: 0.0,
                planned: [0; 2],
                funded: [0; 2],
                pay: [(1.0, 1.0); 2],
                research_done: 0.0,
                knowledge: 1.0,
                revenue: 1.0,
                shipped: 0.0,
                transfer_load: 0.0,
            });
            let last = scenario.simulation.quarters as i32 - 1;
            for role in [Role::Researcher, Role::Engineer] {
                let planned = |quarter| company.planned_in(unit, role, Quarter(quarter));
                let most = (first.0..=last).map(planned).max().unwrap_or(0);
                let open = planned(first.0);
                company.units[unit].planned[role as usize] = open;
                company.units[unit].funded[role as usize] = open;
                for place in 0..most {
                    company.add_seat(unit, role, place as u32, place < open);
                }
            }
            company.form_teams(unit);
        }
        company.come_to_rest();
        company.seat_founders();
        company.vacate_seats();
        company.found_crews();
        company.found_ties();
        company.remember_the_past();
        company
    }

    fn add_seat(&mut self, unit: usize, role: Role, place: u32, is_open: bool) {
        self.seats.push(Seat {
            unit,
            role,
            team: 0,
            is_manager: false,
            is_open,
            identity: Entity {
                id: ((unit as u32) << 25) + ((role as u32) << 24) + place,
                generation: 0,
            },
            occupant: None,
            empty_since: self.now,
            filled_in: self.now,
            declined: 0,
            exit_felt: None,
            dismissal_felt: None,
        });
    }

    fn structure(&self, unit: usize) -> &'a Structure {
        &self.scenario.structures[self.units[unit].structure]
    }

    /// Seats of a unit's people in a role.
    fn seats_of(&self, unit: usize, role: Role) -> Vec<usize> {
        (0..self.seats.len())
            .filter(|&seat| self.seats[seat].unit == unit && self.seats[seat].role == role)
            .collect()
    }

    fn team_of(&self, seat: usize) -> &Team {
        let seat = &self.seats[seat];
        &self.units[seat.unit].teams[seat.team]
    }

    /// Number of a unit's team among those of all units.
    fn team_number(&self, unit: usize, team: usize) -> usize {
        let before = self.units[..unit].iter().map(|unit| unit.teams.len());
        before.sum::<usize>() + team
    }

    fn people<'s>(&'s self, seats: &'s [usize]) -> impl Iterator<Item = &'s Person> {
        let occupants = seats.iter().map(|&seat| self.seats[seat].occupant.as_ref());
        occupants.flatten()
    }

    /// Sum of a number over the people in seats.
    fn total(&self, seats: &[usize], number: impl Fn(&Person) -> f64) -> f64 {
        let mut total = 0.0;
        for person in self.people(seats) {
            total += number(person);
        }
        total
    }

    /// A draw of this quarter.
    fn draw(&self, stream: Stream, whose: Entity) -> f64 {
        self.streams.uniform(stream, whose, self.now)
    }

    fn say(&mut self, event: Event) {
        self.trace.events.push((self.now, event));
    }

    /// Notes the state. A vacant seat has an identity and a team, nothing else.
    fn look(&mut self) {
        let seats = (0..self.seats.len()).map(|number| {
            let seat = &self.seats[number];
            let person = seat.occupant.as_ref();
            trace::Seat {
                role: seat.role,
                occupied: person.is_some(),
                person: seat.identity,
                tenure: person.map_or(0, |p| p.tenure),
                satisfaction: person.map_or(0.0, |p| p.satisfaction),
                research_effort: person.map_or(0.0, |p| p.research_effort),
                research_skill: person.map_or(0.0, |p| p.research_skill),
                team: self.team_number(seat.unit, seat.team),
                ties: person.map_or((0, 0), |p| self.live_ties(p)),
            }
        });
        let moment = Moment {
            seats: seats.collect(),
            reputation: self.reputation,
            open_transfers: self.transfers.len(),
            gpus: [
                self.gpus.capacity,
                self.gpus.asked,
                self.gpus.research,
                self.gpus.product,
                self.gpus.flagship,
                self.gpus.lost,
            ],
            flagship: (
                self.flagship.generation,
                self.flagship.planned,
                self.flagship.run.is_some(),
            ),
            readiness: self.flagship.readiness,
            focus: self.flagship.focus,
            market: [
                self.market.attention,
                self.market.others,
                self.market.talent,
                self.market.downloads,
            ],
            competitors: self.market.competitors.len(),
            startups: self.market.founders.len(),
            citations: self.citations,
            value_lost: self.value_lost,
            time_lost: self.time_lost,
        };
        self.trace.moments.push(moment);
    }
}

/// The least count whose cumulative probability reaches `u`. Counts ten standard
/// deviations below the mean are too improbable to be added.
fn poisson(mean: f64, u: f64) -> u32 {
    let mut count = (mean - 10.0 * mean.sqrt()).max(0.0) as u32;
    let logarithms = (1..=count).map(|below| ln(mean / f64::from(below)));
    let mut probability = exp(-mean + logarithms.sum::<f64>());
    let mut left = u - probability;
    while left > 0.0 && probability > 0.0 {
        count += 1;
        probability *= mean / f64::from(count);
        left -= probability;
    }
    count
}

/// Rounded to the nearest whole number, halves upwards.
fn nearest(x: f64) -> usize {
    (x + 0.5).floor() as usize
}
