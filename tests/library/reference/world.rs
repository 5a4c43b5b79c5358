//! GPUs, the flagship, and the world outside.

use orgsim::model::{Event, Role};
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

use super::counted::{exp, ln, normal_quantile};
use super::{Company, poisson};
// One a quarter or fewer: not counted.
use orgsim::elementary as uncounted;

/// GPUs in a quarter.
pub(super) struct Gpus {
    pub(super) capacity: f64,
    pub(super) asked: f64,
    pub(super) research: f64,
    pub(super) product: f64,
    pub(super) flagship: f64,
    pub(super) lost: f64,
    /// What is left of research's pace.
    pub(super) pace: f64,
}

/// The flagship and the generation that is prepared or trained.
pub(super) struct Programme {
    pub(super) generation: u32,
    pub(super) planned: i32,
    pub(super) readiness: f64,
    pub(super) focus: f64,
    pub(super) scale: f64,
    pub(super) run: Option<Training>,
}

pub(super) struct Training {
    started: Quarter,
    days_left: f64,
    capability: f64,
}

#[derive(Default)]
pub(super) struct Outside {
    pub(super) attention: f64,
    pub(super) others: f64,
    pub(super) talent: f64,
    pub(super) competitors: Vec<Entity>,
    pub(super) downloads: f64,
    pub(super) founders: Vec<Entity>,
    /// Generations of the flagship trained this quarter.
    trained: f64,
}

const DAYS: f64 = 365.25 / 4.0;

impl Company<'_> {
    pub(super) fn compute(&mut self) {
        let parameters = &self.scenario.compute;
        let mut attention = 0.0;
        let mut control = 0.0;
        for crew in 0..self.crews.len() {
            let structure = self.structure(self.crews[crew].unit);
            attention += self.attention_of(crew) / structure.concurrent_assignments;
        }
        let (mut researchers, mut engineers) = (0, 0);
        for unit in 0..self.units.len() {
            let seats = self.units[unit].planned[Role::Researcher as usize];
            control += self.structure(unit).product_budget_control * seats as f64;
            researchers += seats;
            let seats = self.seats_of(unit, Role::Engineer);
            engineers += self.people(&seats).count();
        }
        if researchers > 0 {
            control /= researchers as f64;
        }
        let busy = match &self.flagship.run {
            Some(run) => (run.days_left / DAYS).min(1.0),
            None => 0.0,
        };
        let gpus = &mut self.gpus;
        gpus.flagship = self.scenario.flagship.compute_share * busy * gpus.capacity;
        let rest = gpus.capacity - gpus.flagship;
        let (own, theirs) = (
            parameters.research_share_own,
            parameters.research_share_product,
        );
        let share = own + control * (theirs - own);
        let asked = (
            parameters.gpus_per_project * attention,
            parameters.gpus_per_engineer * engineers as f64,
        );
        let mine = asked.0.min(share * rest);
        let yours = asked.1.min((1.0 - share) * rest);
        let left_by_you = (1.0 - share) * rest - yours;
        let left_by_me = share * rest - mine;
        gpus.asked = asked.0;
        gpus.research = (mine + parameters.backfill * left_by_you).min(asked.0);
        gpus.product = (yours + parameters.backfill * left_by_me).min(asked.1);
        let staff = self.scenario.research.project_staff;
        gpus.lost = parameters.gpus_per_project * self.work_lost / staff;
        gpus.pace = 1.0;
        if self.scenario.mechanisms.compute && gpus.research < gpus.asked {
            gpus.pace = uncounted::powf(gpus.research / gpus.asked, parameters.elasticity);
        }
    }

    /// Full attentions that a crew gives to its projects.
    fn attention_of(&self, crew: usize) -> f64 {
        let load = self.load(crew);
        let slots = self.crews[crew].slots.iter().enumerate();
        let mut sum = 0.0;
        for (place, slot) in slots {
            if slot.project.is_some() {
                sum += (load - place as f64).clamp(0.0, 1.0);
            }
        }
        sum
    }

    pub(super) fn flagship(&mut self) {
        let parameters = &self.scenario.flagship;
        let focus = self.focus();
        if !self.scenario.mechanisms.flagship {
            self.flagship.focus = focus;
            return;
        }
        self.market.trained = 0.0;
        let now = self.now;
        let flagship = &mut self.flagship;
        flagship.focus = focus;
        flagship.readiness += parameters.build_rate * focus * (1.0 - flagship.readiness)
            - parameters.loss_rate * (1.0 - focus) * flagship.readiness;
        if self.seats.iter().all(|seat| seat.occupant.is_none()) {
            return;
        }
        if let Some(mut run) = flagship.run.take() {
            run.days_left -= DAYS;
            if run.days_left > 0.0 {
                flagship.run = Some(run);
                return;
            }
            let generation = flagship.generation;
            flagship.generation += 1;
            self.market.trained = 1.0;
            self.say(Event::TrainingEnded {
                generation,
                started: run.started,
                capability: run.capability,
            });
        } else if now.0 >= flagship.planned {
            self.perhaps_start();
        }
    }

    pub(super) fn focus(&self) -> f64 {
        let rules = &self.scenario.work;
        let (mut sum, mut seats) = (0.0, 0);
        for crew in &self.crews {
            let effort = self.total(&crew.seats, |person| person.research_effort);
            let dip = match self.scenario.mechanisms.reorganisation_dip {
                true => rules.reorganisation_dip * self.units[crew.unit].disruption,
                false => 0.0,
            };
            let assignments = self.structure(crew.unit).concurrent_assignments;
            let switching = 1.0 - super::work::switching_loss(rules, assignments);
            sum += effort * (switching * (1.0 - dip) * (1.0 - crew.pivoted_share()));
            seats += self.open_seats(&crew.seats);
        }
        match seats {
            0 => 0.0,
            all => sum / all as f64,
        }
    }

    fn perhaps_start(&mut self) {
        let parameters = &self.scenario.flagship;
        let flagship = &self.flagship;
        let whose = Entity {
            id: flagship.generation,
            generation: 0,
        };
        let above = flagship.readiness - parameters.start_readiness * flagship.scale;
        let probability = 1.0 / (1.0 + exp(-above / parameters.start_width));
        if self.draw(Stream::FlagshipStart, whose) >= probability
            || parameters.compute_share == 0.0
            || self.gpus.capacity == 0.0
        {
            return;
        }
        let lot = |stream| self.streams.uniform(stream, whose, Quarter(0));
        let initial = f64::from(self.scenario.compute.gpus);
        let noise = exp(parameters.length_sigma * normal_quantile(lot(Stream::FlagshipLength)));
        let smooth = parameters.run_days
            * flagship.scale
            * (initial / self.gpus.capacity)
            * (0.9 / parameters.goodput)
            * noise;
        let unready = 1.0 - flagship.readiness;
        let expected = parameters.restarts * (smooth / parameters.run_days) * unready;
        let restarts = poisson(expected.min(1000.0), lot(Stream::FlagshipRestarts));
        let lost = parameters.restart_days * f64::from(restarts);
        let capability = parameters.capability
            + parameters.routing_gain * ln(flagship.readiness.max(0.05))
            + parameters.scale_gain * ln(flagship.scale)
            + parameters.capability_sigma * normal_quantile(lot(Stream::FlagshipCapability));
        self.say(Event::TrainingStarted {
            generation: self.flagship.generation,
            planned: Quarter(self.flagship.planned),
            days: smooth + lost,
            restarts,
        });
        self.gpus.lost += parameters.compute_share * self.gpus.capacity * lost / DAYS;
        self.flagship.run = Some(Training {
            started: self.now,
            days_left: smooth + lost,
            capability,
        });
        self.flagship.readiness *= parameters.carry_over;
        self.flagship.planned = self.now.0 + parameters.interval_quarters as i32;
    }

    pub(super) fn market(&mut self) {
        let parameters = &self.scenario.market;
        let whose = Entity::default();
        let (mut open_work, mut open_seats, mut seats) = (0.0, 0.0, 0);
        for unit in 0..self.units.len() {
            let published = self.structure(unit).publication_share;
            let here = self.units[unit].planned[Role::Researcher as usize];
            open_work += self.units[unit].research_done * published;
            open_seats += here as f64 * published;
            seats += here;
        }
        let openness = match seats {
            0 => 0.0,
            all => open_seats / all as f64,
        };
        let released = poisson(
            parameters.release_rate * open_work,
            self.draw(Stream::OpenModels, whose),
        );
        let market = &mut self.market;
        let flagship = parameters.flagship_attention * market.trained * openness;
        market.attention =
            parameters.attention_persistence * market.attention + f64::from(released) + flagship;
        if released > 0 {
            self.say(Event::ModelsReleased { models: released });
        }
        self.market.talent *= parameters.talent_persistence;
        let gain = match seats {
            0 => 0.0,
            all => parameters.talent_gain * self.market.talent / all as f64,
        };
        let rate = parameters.competitor_releases * (1.0 + gain)
            + parameters.startup_releases * self.market.competitors.len() as f64;
        let released = poisson(rate, self.draw(Stream::CompetitorModels, whose));
        let market = &mut self.market;
        market.others = parameters.attention_persistence * market.others + f64::from(released);
        market.downloads = match market.attention + market.others {
            all if all > 0.0 => parameters.downloads * market.attention / all,
            _ => 0.0,
        };
        if released > 0 {
            self.say(Event::CompetitorsReleased { models: released });
        }
        self.startups();
    }

    fn startups(&mut self) {
        let parameters = &self.scenario.market;
        let (emerging, closing) = (parameters.competitor_hazard, parameters.closure_hazard);
        let any = emerging + closing;
        let ends = 1.0 - exp(-any);
        let mut left = Vec::new();
        for founder in std::mem::take(&mut self.market.competitors) {
            if self.draw(Stream::StartupFate, founder) >= 1.0 - exp(-closing) {
                left.push(founder);
            }
        }
        let mut founders = Vec::new();
        let mut emerged = 0;
        for founder in std::mem::take(&mut self.market.founders) {
            let u = self.draw(Stream::StartupFate, founder);
            if u >= ends {
                founders.push(founder);
            }
            if u * any < ends * emerging {
                left.push(founder);
                emerged += 1;
            }
        }
        self.market.founders = founders;
        self.market.competitors = left;
        for _ in 0..emerged {
            self.say(Event::CompetitorEmerged);
        }
    }
}
