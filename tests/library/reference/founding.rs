//! The company that a run starts with: who would be there, and what is left of a past that
//! nobody has seen.

use orgsim::model::Role;
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

use super::Company;
use super::counted::{exp, ln};
use super::person::Person;
use super::rest::CAREER;
// Of what is the same for everybody, and could be found once: not counted.
use orgsim::elementary as uncounted;

impl Company<'_> {
    /// Seats that a unit has by its plan.
    pub(super) fn planned_in(&self, unit: usize, role: Role, quarter: Quarter) -> usize {
        let given = &self.scenario.units[unit];
        let now = match role {
            Role::Researcher => given.researchers,
            Role::Engineer => given.engineers,
        };
        let growth = match quarter.0 < 0 {
            _ if !self.scenario.mechanisms.growth => 0.0,
            true => given.past_growth,
            false => given.growth,
        };
        let rate = uncounted::ln(1.0 + growth);
        let seats = f64::from(now) * uncounted::exp(rate * f64::from(quarter.0));
        super::nearest(seats).max(now.min(1) as usize)
    }

    /// Logarithm of the growth of a unit before quarter 0.
    pub(super) fn past_growth(&self, unit: usize) -> f64 {
        match self.scenario.mechanisms.growth {
            true => uncounted::ln(1.0 + self.scenario.units[unit].past_growth),
            false => 0.0,
        }
    }

    /// Seats people of whom it is plausible that they came at some time, and stayed.
    pub(super) fn seat_founders(&mut self) {
        let quality = self.scenario.hiring.quality_reputation * (self.reputation - 1.0);
        for seat in 0..self.seats.len() {
            if self.seats[seat].is_open {
                for applicant in 0..1000 {
                    self.seats[seat].declined = applicant;
                    if self.founder_is_there(seat, quality) {
                        break;
                    }
                }
            }
        }
    }

    /// Empties seats that somebody has left and nobody has filled yet, or those beyond the
    /// people who are known.
    pub(super) fn vacate_seats(&mut self) {
        for seat in 0..self.seats.len() {
            let Some(person) = &self.seats[seat].occupant else {
                continue;
            };
            let (stream, whose) = (Stream::InitialTenure, person.identity);
            let u = self.streams.nth_uniform(stream, whose, Quarter(0), 0, 2);
            let (search, waiting) = match person.role {
                Role::Researcher => (
                    self.search_for(self.reputation),
                    self.wait_for_approval(person.unit),
                ),
                Role::Engineer => (self.search_for(1.0), 0.0),
            };
            let known = self.known_tenures(person.unit, person.role);
            let empty = if !known.is_empty() {
                (self.place_in_role(seat) >= known.len()).then_some(u)
            } else if self.scenario.mechanisms.exits {
                let hazard = self.hazard_at_rest(person);
                let new = self.past_growth(person.unit);
                let vacant = hazard * (search + waiting) + new * waiting;
                let probability = vacant / (1.0 + vacant);
                (u < probability).then(|| u / probability)
            } else {
                None
            };
            if let Some(part) = empty {
                let spread = self.scenario.hiring.fill_sigma;
                let met = search * uncounted::exp(spread * spread);
                let left = (part * met).floor() as i32;
                let state = &mut self.seats[seat];
                state.occupant = None;
                state.identity.generation += 1;
                state.declined = 0;
                state.filled_in = Quarter(self.now.0 + left);
                state.empty_since = Quarter(self.now.0 - search.floor() as i32);
            }
        }
    }

    /// Tenures of those who are known to be there; none if nobody is.
    fn known_tenures(&self, unit: usize, role: Role) -> &[u32] {
        match role {
            Role::Researcher => &self.scenario.units[unit].researcher_tenures,
            Role::Engineer => &self.scenario.units[unit].engineer_tenures,
        }
    }

    /// Seats of the same unit and role before a seat.
    fn place_in_role(&self, seat: usize) -> usize {
        let (unit, role) = (self.seats[seat].unit, self.seats[seat].role);
        let before = self.seats[..seat].iter();
        before
            .filter(|other| (other.unit, other.role) == (unit, role))
            .count()
    }

    fn hazard_at_rest(&self, person: &Person) -> f64 {
        let own = self.tenure_effect(person.tenure) + self.lasting_log_hazard(person);
        (self.ups_and_downs() * exp(own)).min(1000.0)
    }

    /// Log hazard without moods, shocks and a short tenure.
    fn lasting_log_hazard(&self, person: &Person) -> f64 {
        let satisfaction = match self.scenario.mechanisms.satisfaction {
            true => self.scenario.labour_market.satisfaction * person.satisfaction,
            false => 0.0,
        };
        self.fixed_log_hazard(person) - satisfaction
    }

    fn founder_is_there(&mut self, seat: usize, quality: f64) -> bool {
        let mechanisms = &self.scenario.mechanisms;
        let mut person = self.draw_person(seat, quality, 1.0);
        let team = self.team_of(seat);
        let peers = team.peers(person.role).iter();
        let peers = peers.filter(|&&mate| self.seats[mate].is_open).count();
        if mechanisms.adaptive_effort
            && let Some(split) = self.best_split_among(&person, peers)
        {
            person.research_effort = split;
        }
        let applicant = self.seats[seat].declined;
        let unit = person.unit;
        let likes_it = self.would_accept(&person, applicant);
        let identity = person.identity;
        let draw = |nth| {
            self.streams
                .nth_uniform(Stream::InitialTenure, identity, Quarter(0), applicant, nth)
        };
        let rate = self.past_growth(unit);
        let career = f64::from(CAREER);
        let age = match rate > 0.0 {
            true => -ln(1.0 - draw(0) * (1.0 - uncounted::exp(-rate * career))) / rate,
            false => draw(0) * career,
        };
        let found = (age.floor() as u32).min(CAREER);
        let known = self.known_tenures(unit, person.role);
        let known = known.get(self.place_in_role(seat)).copied();
        person.tenure = known.unwrap_or(found);
        person.satisfaction = match mechanisms.satisfaction {
            true => {
                let pivots = match person.role {
                    Role::Researcher => self.pivots_at_rest(unit),
                    Role::Engineer => 0.0,
                };
                self.contentment(&person)
                    + self.worth_of_the_job(&person)
                    + self.pride(person.role, self.reputation)
                    - self.burden_at_rest(unit, person.role)
                    - self.scenario.satisfaction.stability * pivots
            }
            false => 0.0,
        };
        let stays = !mechanisms.exits || draw(1) < self.probability_to_stay(&person);
        self.seats[seat].occupant = Some(person);
        likes_it && stays
    }

    /// Probability that somebody is still there after their tenure.
    fn probability_to_stay(&self, person: &Person) -> f64 {
        let mut cumulative = 0.0;
        for tenure in 0..person.tenure {
            cumulative += uncounted::exp(self.tenure_effect(tenure));
        }
        let hazard = self.ups_and_downs() * exp(self.lasting_log_hazard(person));
        exp(-cumulative * hazard.min(1000.0))
    }

    /// Papers, models, reputation, rewards and the world as the past has left them.
    pub(super) fn remember_the_past(&mut self) {
        let first = self.now;
        self.work();
        for unit in 0..self.units.len() {
            let [researchers, engineers] = [Role::Researcher, Role::Engineer].map(|role| {
                (
                    self.seats_of(unit, role),
                    self.units[unit].planned[role as usize],
                )
            });
            let everybody = [researchers.0.clone(), engineers.0.clone()].concat();
            self.units[unit].knowledge = self.knowledge_of_engineers(unit);
            if engineers.1 > 0 {
                let work = self.total(&everybody, |p| p.product_work);
                self.units[unit].revenue = work / engineers.1 as f64;
            }
            for team in 0..self.units[unit].teams.len() {
                let seats = self.units[unit].teams[team].seats();
                let measured = self.product_seats(&self.units[unit].teams[team]);
                if measured > 0.0 {
                    let work = self.total(&seats, |p| p.product_work);
                    self.units[unit].teams[team].engagement = work / measured;
                }
            }
        }
        let spoken = self.trace.events.len();
        let work: Vec<f64> = self.seats.iter().map(work_of).collect();
        for ago in (1..=40).rev() {
            self.now = Quarter(first.0 - ago);
            self.relive(&work);
        }
        self.now = first;
        self.trace.events.truncate(spoken);
        for unit in 0..self.units.len() {
            self.plan(unit);
        }
        self.expect_rewards(&work);
        self.time_lost = [0.0; 2];
        self.rest_readiness();
        if self.scenario.mechanisms.talent_outflow && self.scenario.mechanisms.exits {
            self.recall_leavers();
        }
    }

    fn relive(&mut self, work: &[f64]) {
        for unit in 0..self.units.len() {
            self.plan(unit);
            let mut done = 0.0;
            for role in [Role::Researcher, Role::Engineer] {
                let open = self.units[unit].planned[role as usize];
                for (place, seat) in self.seats_of(unit, role).into_iter().enumerate() {
                    if let Some(person) = &mut self.seats[seat].occupant {
                        person.research_work = if place < open { work[seat] } else { 0.0 };
                        if role == Role::Researcher {
                            done += person.research_work;
                        }
                    }
                }
            }
            self.units[unit].research_done = done;
        }
        self.papers();
        if self.scenario.mechanisms.reputation {
            self.reputation += self.reputation_gain();
        }
        self.market();
    }

    fn plan(&mut self, unit: usize) {
        self.units[unit].planned =
            [Role::Researcher, Role::Engineer].map(|role| self.planned_in(unit, role, self.now));
    }

    /// Everybody expects what their work brings in the mean.
    fn expect_rewards(&mut self, work: &[f64]) {
        for crew in 0..self.crews.len() {
            let permitted = self.structure(self.crews[crew].unit).publication_share;
            let eagerness = self.scenario.topics[self.crews[crew].topic].submission_factor;
            for seat in self.crews[crew].seats.clone() {
                if let Some(person) = &mut self.seats[seat].occupant {
                    person.research_work = work[seat];
                    person.paper_record = permitted * eagerness * work[seat];
                }
            }
        }
        self.score_and_reward();
        for seat in &mut self.seats {
            if let Some(person) = &mut seat.occupant {
                person.expected_reward = person.reward;
            }
        }
    }

    fn rest_readiness(&mut self) {
        let parameters = &self.scenario.flagship;
        let focus = self.focus();
        self.flagship.focus = focus;
        let gained = parameters.build_rate * focus;
        let lost = parameters.loss_rate * (1.0 - focus);
        if self.scenario.mechanisms.flagship && gained + lost > 0.0 {
            self.flagship.readiness = gained / (gained + lost);
        }
    }

    /// What leavers of the past have left outside.
    fn recall_leavers(&mut self) {
        let (market, world) = (&self.scenario.labour_market, &self.scenario.market);
        let any = world.competitor_hazard + world.closure_hazard;
        let remains = |kept: f64| kept / (1.0 - kept).max(1.0 / f64::from(CAREER));
        for seat in 0..self.seats.len() {
            let Some(person) = &self.seats[seat].occupant else {
                continue;
            };
            let younger = uncounted::exp(-self.past_growth(person.unit));
            let hazard = self.hazard_at_rest(person);
            let to_startup = market.to_startup * exp(market.startup_skill * person.standing);
            let all = market.to_competitor + to_startup + market.to_academia + market.to_elsewhere;
            let talent = match person.role {
                Role::Researcher => {
                    hazard
                        * (market.to_competitor / all)
                        * person.research_skill
                        * remains(world.talent_persistence * younger)
                }
                Role::Engineer => 0.0,
            };
            let startups = hazard
                * (to_startup / all)
                * world.founder_share
                * remains(uncounted::exp(-any) * younger);
            let competitors = match any > 0.0 && world.competitor_hazard > 0.0 {
                true => {
                    startups * (1.0 - uncounted::exp(-any)) * world.competitor_hazard / any
                        * remains(uncounted::exp(-world.closure_hazard) * younger)
                }
                false => 0.0,
            };
            let id = person.identity.id;
            let draw = |nth| {
                let before = Quarter(self.now.0 - 1);
                let place = person.identity.place();
                self.streams
                    .nth_uniform(Stream::Founding, place, before, 0, nth)
            };
            let (founds, competes) = (draw(0) < startups, draw(1) < competitors);
            self.market.talent += talent;
            let founder = |generation| Entity { id, generation };
            if founds {
                self.market.founders.push(founder(65_535));
            }
            if competes {
                self.market.competitors.push(founder(65_534));
            }
        }
    }
}

fn work_of(seat: &super::Seat) -> f64 {
    seat.occupant.as_ref().map_or(0.0, |p| p.research_work)
}
