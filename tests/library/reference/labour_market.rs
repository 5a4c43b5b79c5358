//! Leaving, hiring, and the reputation that hiring lives on.

use orgsim::model::{Destination, Event, ExitReason, Role};
use orgsim::random::Stream;
use orgsim::units::{Hazard, Quarter};

use super::{Company, Seat};
// Of arguments with few values, for which a table would do.
use orgsim::elementary as uncounted;

use super::counted::{exp, normal_quantile, powf};
use super::person::Person;

impl Company<'_> {
    pub(super) fn labour_market(&mut self) {
        // All hazards depend on the state before anybody leaves.
        let mut leavers = Vec::new();
        for (seat, state) in self.seats.iter().enumerate() {
            if let Some(person) = &state.occupant
                && self.scenario.mechanisms.exits
            {
                let hazard = Hazard::per_quarter(exp(self.log_hazard(seat, person)));
                let probability = hazard.expect("is a number").probability().get();
                if self.draw(Stream::ExitDecision, person.identity.place()) < probability {
                    leavers.push(seat);
                }
            }
        }
        for seat in leavers {
            let person = self.seats[seat].occupant.as_ref().expect("leaves");
            let reason = match self.is_shocked(person) {
                true => ExitReason::Shock,
                false => ExitReason::NoShock,
            };
            self.leave(seat, reason, None);
        }
        let seats = self.seats.iter_mut();
        for person in seats.filter_map(|seat| seat.occupant.as_mut()) {
            person.tenure += 1;
        }
    }

    fn log_hazard(&self, seat: usize, person: &Person) -> f64 {
        let (market, mechanisms) = (&self.scenario.labour_market, &self.scenario.mechanisms);
        let ties = self.scenario.teams.ties_per_person;
        let per_broken_tie = match ties {
            0 => 0.0,
            all => market.embeddedness * market.tie_embeddedness / f64::from(all),
        };
        let broken = f64::from(ties - self.live_ties(person).0);
        let exits = self.felt(seat, |mate| mate.exit_felt);
        let dismissals = self.felt(seat, |mate| mate.dismissal_felt);

        let state = &self.seats[seat];
        let survivors = self.units[state.unit].survivors;
        let others = switch(
            mechanisms.contagion,
            uncounted::ln(
                1.0 + market.contagion * exits as f64
                    + market.contagion_of_layoffs * dismissals as f64,
            ),
        ) + switch(mechanisms.survivors, uncounted::ln(1.0 + survivors));

        let log_hazard = self.fixed_log_hazard(person)
            + self.tenure_effect(person.tenure)
            + others
            + switch(mechanisms.embeddedness, per_broken_tie * broken)
            - market.satisfaction * person.satisfaction
            + switch(self.is_shocked(person), market.shock_effect);
        self.with_offers_and_grants(
            log_hazard,
            (state.unit, state.role),
            (person.tenure, person.standing),
        )
    }

    /// The part of the log hazard that stays with a person.
    pub(super) fn fixed_log_hazard(&self, person: &Person) -> f64 {
        let (market, mechanisms) = (&self.scenario.labour_market, &self.scenario.mechanisms);
        self.average_log_hazard(person.unit, person.role)
            - switch(
                mechanisms.embeddedness,
                market.embeddedness * person.embeddedness,
            )
            + switch(
                mechanisms.alternatives,
                market.alternatives * person.alternatives,
            )
            + switch(mechanisms.frailty, market.frailty_sigma * person.frailty)
    }

    /// That of an average person of a role in a unit.
    pub(super) fn average_log_hazard(&self, unit: usize, role: Role) -> f64 {
        let of_role = match role {
            Role::Researcher => self.scenario.roles.researcher.exit_ratio,
            Role::Engineer => self.scenario.roles.engineer.exit_ratio,
        };
        let ratio = of_role * self.scenario.units[unit].exit_ratio;
        uncounted::ln(self.scenario.labour_market.base_hazard * ratio)
    }

    /// A hump early in the career.
    pub(super) fn tenure_effect(&self, tenure: u32) -> f64 {
        let (market, mechanisms) = (&self.scenario.labour_market, &self.scenario.mechanisms);
        // At forty times its peak the hump is over.
        let over = (40.0 * market.peak_tenure).floor() as u32;
        let mut effect = 0.0;
        if mechanisms.tenure_hazard && tenure < over {
            let x = (f64::from(tenure) + 0.5) / market.peak_tenure;
            effect +=
                uncounted::ln(1.0 + (market.early_peak_ratio - 1.0) * x * uncounted::exp(1.0 - x));
        }
        effect
    }

    /// Exits from the seats of a team that are still felt.
    fn felt(&self, seat: usize, until: impl Fn(&Seat) -> Option<Quarter>) -> usize {
        let team = self.team_of(seat).seats().into_iter();
        team.filter(|&mate| until(&self.seats[mate]).is_some_and(|last| self.now <= last))
            .count()
    }

    fn is_shocked(&self, person: &Person) -> bool {
        let u = self.draw(Stream::Shock, person.identity.place());
        self.scenario.mechanisms.shocks && u < self.scenario.labour_market.shock_probability
    }

    pub(super) fn leave(
        &mut self,
        seat: usize,
        reason: ExitReason,
        destination: Option<Destination>,
    ) {
        let person = self.seats[seat].occupant.take().expect("leaves");
        let goes_along = destination.is_some();
        let destination = destination.unwrap_or_else(|| self.destination(&person));
        self.say(Event::Left {
            seat,
            person: person.identity,
            team: self.team_number(self.seats[seat].unit, self.seats[seat].team),
            tenure: person.tenure,
            reason,
            destination,
        });
        if !goes_along {
            self.arrive(&person, destination);
        }
        if person.role == Role::Researcher && self.scenario.mechanisms.taken_progress {
            self.forget_part_of_projects(seat);
        }
        let now = self.now;
        let state = &mut self.seats[seat];
        // Two quarters in which the others decide; after an event, this is the first.
        match reason {
            ExitReason::Layoff => state.dismissal_felt = Some(Quarter(now.0 + 1)),
            ExitReason::Named => state.exit_felt = Some(Quarter(now.0 + 1)),
            ExitReason::Shock | ExitReason::NoShock => {
                state.exit_felt = Some(Quarter(now.0 + 2));
            }
        }
        state.declined = 0;
        state.empty_since = now;
        state.identity.generation += 1;
        let wait = self.time_to_fill(seat);
        self.seats[seat].filled_in = Quarter(now.0 + wait);
    }

    /// A part of what whoever has left a seat did on the projects of the crew goes, too.
    fn forget_part_of_projects(&mut self, seat: usize) {
        let part = self.scenario.research.taken_progress;
        let crew = self
            .crews
            .iter()
            .position(|crew| crew.seats.contains(&seat));
        let crew = crew.expect("researchers have a crew");
        let left = self.people(&self.crews[crew].seats).count() as f64;
        for slot in &mut self.crews[crew].slots {
            if let Some(project) = &mut slot.project {
                project.done *= 1.0 - part / (left + 1.0);
            }
        }
    }

    /// What a leaver is to the world outside.
    fn arrive(&mut self, person: &Person, destination: Destination) {
        let matters = self.scenario.mechanisms.talent_outflow;
        if destination == Destination::Competitor && person.role == Role::Researcher && matters {
            self.market.talent += person.research_skill;
        }
        if destination == Destination::Startup {
            let u = self.draw(Stream::Founding, person.identity.place());
            if u < self.scenario.market.founder_share {
                if matters {
                    self.market.founders.push(person.identity);
                }
                self.say(Event::StartupFounded { role: person.role });
            }
        }
    }

    fn destination(&self, person: &Person) -> Destination {
        let market = &self.scenario.labour_market;
        let startup = market.to_startup * exp(market.startup_skill * person.standing);
        let weights = [
            (
                Destination::Competitor,
                market.to_competitor
                    * uncounted::exp(self.pull_of_offers(person.unit, person.role)),
            ),
            (Destination::Startup, startup),
            (Destination::Academia, market.to_academia),
            (Destination::Elsewhere, market.to_elsewhere),
        ];
        let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
        let mut left = self.draw(Stream::Destination, person.identity.place()) * total;
        for (destination, weight) in weights {
            if left < weight {
                return destination;
            }
            left -= weight;
        }
        Destination::Elsewhere
    }

    /// Log-normal, in whole quarters, at least one.
    fn time_to_fill(&self, seat: usize) -> i32 {
        let hiring = &self.scenario.hiring;
        let seat = &self.seats[seat];
        let u = self
            .streams
            .uniform(Stream::TimeToFill, seat.identity, Quarter(0));
        let mut quarters = hiring.fill_median * exp(hiring.fill_sigma * normal_quantile(u));
        if seat.role == Role::Researcher {
            quarters *= powf(self.reputation.max(0.01), -hiring.fill_reputation);
        }
        (quarters.min(10_000.0).round() as i32).max(1)
    }

    pub(super) fn hiring(&mut self) {
        let quality = self.scenario.hiring.quality_reputation * (self.reputation - 1.0);
        // Those who come this quarter have had no reward yet.
        let rewards: Vec<[f64; 2]> = (0..self.units.len())
            .map(|unit| [Role::Researcher, Role::Engineer].map(|role| self.mean_reward(unit, role)))
            .collect();
        self.follow_plans();
        for seat in 0..self.seats.len() {
            let state = &self.seats[seat];
            if !state.is_open {
                continue;
            }
            if state.occupant.is_none() && self.is_frozen(state.unit, state.role) {
                self.seats[seat].filled_in.0 += i32::from(self.scenario.mechanisms.hiring);
                continue;
            }
            let is_due = state.occupant.is_none() && state.filled_in <= self.now;
            if is_due && self.scenario.mechanisms.hiring && self.may_hire(seat) {
                let vacant_since = state.empty_since;
                let told = rewards[state.unit][state.role as usize];
                if self.offer_seat(seat, quality, told) {
                    self.say(Event::Hired { seat, vacant_since });
                }
            }
        }
        if self.scenario.mechanisms.reputation {
            self.reputation += self.reputation_gain();
        }
    }

    /// Seats that are planned for this quarter open, and more or fewer are funded.
    fn follow_plans(&mut self) {
        for unit in 0..self.units.len() {
            for role in [Role::Researcher, Role::Engineer] {
                let planned = self.planned_in(unit, role, self.now);
                let state = &mut self.units[unit];
                let before = state.planned[role as usize];
                let funded = state.funded[role as usize] + planned;
                state.funded[role as usize] = funded.saturating_sub(before);
                state.planned[role as usize] = planned;
                for seat in self.seats_of(unit, role).into_iter().take(planned) {
                    if !self.seats[seat].is_open {
                        self.seats[seat].is_open = true;
                        self.seats[seat].empty_since = self.now;
                        self.seats[seat].filled_in = self.now;
                    }
                }
            }
        }
    }

    fn mean_reward(&self, unit: usize, role: Role) -> f64 {
        let seats = self.seats_of(unit, role);
        match self.people(&seats).count() {
            0 => 1.0,
            people => self.total(&seats, |person| person.reward) / people as f64,
        }
    }

    /// Whether budget and product allow a hire.
    fn may_hire(&self, seat: usize) -> bool {
        let state = &self.seats[seat];
        let seats = self.seats_of(state.unit, state.role);
        let is_funded =
            self.people(&seats).count() < self.units[state.unit].funded[state.role as usize];
        is_funded && self.is_approved(seat)
    }

    fn is_approved(&self, seat: usize) -> bool {
        let state = &self.seats[seat];
        let control = self.structure(state.unit).product_budget_control;
        if state.role == Role::Engineer || !self.scenario.mechanisms.budget_control {
            return true;
        }
        let refused = control * (1.0 - self.scenario.hiring.product_approval);
        self.draw(Stream::VacancyApproval, state.identity.place()) < 1.0 - refused
    }

    pub(super) fn reputation_gain(&self) -> f64 {
        let parameters = &self.scenario.reputation;
        let seats = self.units.iter().map(|unit| unit.planned[0]);
        let signal = match seats.sum::<usize>() {
            0 => return 0.0,
            seats => f64::from(self.accepted) / seats as f64 / parameters.reference_papers,
        };
        parameters.adjustment * (signal.min(parameters.ceiling) - self.reputation)
    }
}

/// A term of a mechanism that can be off.
fn switch(is_on: bool, term: f64) -> f64 {
    if is_on { term } else { 0.0 }
}
