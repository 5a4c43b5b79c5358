//! From breakthrough to product, and what product teams ship by themselves.

use orgsim::model::{Event, Role};
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

use super::counted::{exp, ln};
use super::projects::Project;
use super::{Company, poisson};

/// A breakthrough that is neither shipped nor abandoned.
pub(super) struct Breakthrough {
    number: usize,
    crew: usize,
    made: Quarter,
    project: Project,
    quality: f64,
    tacitness: f64,
    readiness: f64,
    is_published: bool,
    /// Stages behind it: notice, adoption, hardening (some), integration (some).
    stages: u32,
    /// The people of the crew when it was made.
    makers: Vec<Entity>,
}

/// How a quarter ends for a breakthrough.
enum End {
    Open,
    Shipped,
    Abandoned,
}

impl Company<'_> {
    pub(super) fn make_breakthrough(&mut self, crew: usize, project: &Project, quality: f64) {
        let parameters = &self.scenario.transfer;
        let unit = self.crews[crew].unit;
        let first = &self.seats[self.crews[crew].seats[0]];
        let team = self.team_number(unit, first.team);
        let (whose, place) = (project.identity, project.place);
        let draw = |stream| self.streams.pair_uniform(stream, whose, Quarter(0), place);
        let around = parameters.tacitness_spread * (2.0 * draw(Stream::Tacitness) - 1.0);
        let permitted = self.structure(unit).publication_share;
        self.transfers.push(Breakthrough {
            number: self.breakthroughs,
            crew,
            made: self.now,
            project: project.clone(),
            quality,
            tacitness: (parameters.tacitness + around).clamp(0.0, 1.0),
            readiness: parameters.initial_readiness,
            is_published: draw(Stream::PublicationPermit) < permitted,
            stages: 0,
            makers: self.members(crew),
        });
        self.say(Event::BreakthroughMade {
            breakthrough: self.breakthroughs,
            team,
        });
        self.breakthroughs += 1;
    }

    /// Every breakthrough made before this quarter travels on.
    pub(super) fn transfer(&mut self) {
        self.value_lost = 0.0;
        let paces: Vec<f64> = (0..self.units.len())
            .map(|unit| self.engage_engineers(unit))
            .collect();
        for mut breakthrough in std::mem::take(&mut self.transfers) {
            if breakthrough.made == self.now {
                self.transfers.push(breakthrough);
                continue;
            }
            let unit = self.crews[breakthrough.crew].unit;
            let (number, made) = (breakthrough.number, breakthrough.made);
            let was_noticed_at_most = breakthrough.stages < 2;
            let end = self.travel(&mut breakthrough, paces[unit]);
            if was_noticed_at_most && breakthrough.stages >= 2 {
                self.say(Event::Adopted {
                    breakthrough: number,
                });
            }
            match end {
                End::Open => {
                    let gain = self.scenario.transfer.readiness_gain;
                    breakthrough.readiness += gain * (1.0 - breakthrough.readiness);
                    self.transfers.push(breakthrough);
                }
                End::Shipped => {
                    let value = breakthrough.quality * self.relevance(&breakthrough);
                    self.units[unit].shipped += value;
                    let fresh = breakthrough.quality * breakthrough.project.relevance;
                    self.value_lost += fresh - value;
                    self.say(Event::Shipped {
                        breakthrough: number,
                        made,
                        value,
                    });
                }
                End::Abandoned => self.say(Event::Abandoned {
                    breakthrough: number,
                    made,
                }),
            }
        }
    }

    /// Puts a unit's engineers on the transfers that were adopted before; returns
    /// the share of full pace that this gives each of them.
    fn engage_engineers(&mut self, unit: usize) -> f64 {
        let parameters = &self.scenario.transfer;
        let in_hand = self.transfers.iter().filter(|breakthrough| {
            self.crews[breakthrough.crew].unit == unit && breakthrough.stages >= 2
        });
        let wanted = parameters.engineers_per_transfer * in_hand.count() as f64;
        let engineers = self.seats_of(unit, Role::Engineer);
        let work = self.total(&engineers, |person| person.product_work);
        let granted = wanted.min(work);
        self.units[unit].shipped = 0.0;
        self.units[unit].transfer_load = if work > 0.0 { granted / work } else { 0.0 };
        // Whatever enters these stages this quarter finds the engineers free.
        if wanted > 0.0 {
            granted / wanted
        } else if work > 0.0 || parameters.engineers_per_transfer == 0.0 {
            1.0
        } else {
            0.0
        }
    }

    /// One quarter of constant hazards: wait for whatever happens first, the end
    /// of the stage or of the breakthrough, until the quarter is over.
    fn travel(&self, breakthrough: &mut Breakthrough, pace: f64) -> End {
        let parameters = &self.scenario.transfer;
        let stages = 2 + parameters.hardening_stages + parameters.integration_stages;
        let missing = 1.0 - breakthrough.readiness;
        let abandonment = parameters.abandonment_rate + parameters.immaturity_rate * missing;
        let mut draws = 0;
        let (whose, place): (Entity, u32) =
            (breakthrough.project.identity, breakthrough.project.place);
        let mut draw = || {
            draws += 1;
            let stream = Stream::TransferProgress;
            self.streams
                .nth_uniform(stream, whose, self.now, place, draws - 1)
        };
        let mut time = 1.0;
        loop {
            let advance = match breakthrough.stages {
                0 => parameters.notice_rate * self.awareness(breakthrough),
                1 => self.adoption_hazard(breakthrough),
                _ => parameters.stage_rate * pace * self.involvement(breakthrough),
            };
            let either = advance + abandonment;
            if either == 0.0 {
                return End::Open;
            }
            time -= -ln(1.0 - draw()) / either;
            if time <= 0.0 {
                return End::Open;
            }
            if draw() >= advance / either {
                return End::Abandoned;
            }
            breakthrough.stages += 1;
            if breakthrough.stages == stages {
                return End::Shipped;
            }
        }
    }

    /// Relevance that age has left.
    fn relevance(&self, breakthrough: &Breakthrough) -> f64 {
        let age = f64::from(self.now.0 - breakthrough.made.0);
        breakthrough.project.relevance * exp(-self.scenario.transfer.obsolescence_rate * age)
    }

    /// One minus the chance to be overlooked both in papers and by colleagues.
    fn awareness(&self, breakthrough: &Breakthrough) -> f64 {
        if !self.scenario.mechanisms.awareness {
            return 1.0;
        }
        let through_papers = match breakthrough.is_published {
            true => self.scenario.transfer.published_awareness,
            false => 0.0,
        };
        1.0 - (1.0 - through_papers) * (1.0 - self.closeness(breakthrough.crew))
    }

    fn adoption_hazard(&self, breakthrough: &Breakthrough) -> f64 {
        let parameters = &self.scenario.transfer;
        let unit = self.crews[breakthrough.crew].unit;
        let gate = self.structure(unit);
        let relevance = self.relevance(breakthrough);
        let meets = self.now.0 % gate.gate_interval_quarters as i32 == 0;
        if !meets || breakthrough.readiness < gate.gate_readiness || relevance < gate.gate_relevance
        {
            return 0.0;
        }
        let knowledge = self.units[unit].knowledge;
        let absorption = match self.scenario.mechanisms.absorptive_capacity {
            true => knowledge / (knowledge + parameters.absorptive_half),
            false => 1.0,
        };
        parameters.adoption_rate * relevance * absorption
    }

    /// What is not tacit goes by itself; what is needs those who made it, still
    /// there and close to engineers.
    fn involvement(&self, breakthrough: &Breakthrough) -> f64 {
        if !self.scenario.mechanisms.tacit_involvement {
            return 1.0;
        }
        let crew = breakthrough.crew;
        let (makers, members) = (&breakthrough.makers, self.members(crew));
        let stayed = makers.iter().filter(|&maker| members.contains(maker));
        let share = match makers.len() {
            0 => 0.0,
            all => stayed.count() as f64 / all as f64,
        };
        let know_how = self.closeness(crew) * share;
        1.0 - breakthrough.tacitness * (1.0 - know_how)
    }

    /// The share of a crew's possible ties that cross the line, relative to the
    /// share at which it is fully involved.
    pub(super) fn closeness(&self, crew: usize) -> f64 {
        let seats = &self.crews[crew].seats;
        let possible = self.scenario.teams.ties_per_person as usize * seats.len();
        if possible == 0 {
            return 0.0;
        }
        let crossing: u32 = self.people(seats).map(|p| self.live_ties(p).1).sum();
        let share = f64::from(crossing) / possible as f64;
        (share / self.scenario.transfer.full_involvement_ties).min(1.0)
    }

    /// Who is in a crew's seats.
    fn members(&self, crew: usize) -> Vec<Entity> {
        let people = self.people(&self.crews[crew].seats);
        people.map(|person| person.identity).collect()
    }

    /// Teams ship features with the work that transfers leave; a breakthrough
    /// counts as its value in features.
    pub(super) fn product(&mut self) {
        let effort = self.scenario.work.feature_effort;
        let smoothing = self.scenario.satisfaction.outcome_adjustment;
        for unit in 0..self.units.len() {
            let mut shipped = self.units[unit].shipped;
            for number in 0..self.units[unit].teams.len() {
                let team = &self.units[unit].teams[number];
                let by_engineers = self.total(&team.engineers, |p| p.product_work);
                let by_researchers = self.total(&team.researchers, |p| p.product_work);
                let left = 1.0 - self.units[unit].transfer_load;
                let mean = (by_engineers * left + by_researchers) / effort + team.requested;
                let whose = Entity {
                    id: ((unit as u32) << 25) + number as u32,
                    generation: 0,
                };
                let features = poisson(mean, self.draw(Stream::Features, whose));
                shipped += f64::from(features);
                let normal = self.product_seats(team) / effort;
                self.units[unit].teams[number].requested = 0.0;
                let engagement = &mut self.units[unit].teams[number].engagement;
                if normal > 0.0 {
                    *engagement += smoothing * (f64::from(features) / normal - *engagement);
                }
                if features > 0 {
                    let team = self.team_number(unit, number);
                    self.say(Event::FeaturesShipped { team, features });
                }
            }
            let engineers = self.units[unit].planned[Role::Engineer as usize];
            if engineers > 0 {
                let normal = engineers as f64 / effort;
                let revenue = &mut self.units[unit].revenue;
                *revenue += smoothing * (shipped / normal - *revenue);
            }
        }
    }
}
