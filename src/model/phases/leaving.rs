//! Leaving: what happens when somebody leaves, of their own will or not.

use crate::elementary::{exp, ln};
use crate::measures::Role;
use crate::model::event::{Destination, Event, ExitReason};
use crate::model::prepared::{CONTAGION_QUARTERS, LEAST_REPUTATION};
use crate::model::state::{Effects, Market, Research, Seats, Ties, Traits};
use crate::model::step::Step;
use crate::random::{Categorical, LogNormal, Stream};
use crate::scenario::LabourMarket;
use crate::units::Quarter;

/// Where leavers go.
const DESTINATIONS: [Destination; 4] = [
    Destination::Competitor,
    Destination::Startup,
    Destination::Academia,
    Destination::Elsewhere,
];

/// What it takes to leave, and what it changes.
pub(crate) struct Leaving<'a> {
    pub(crate) traits: &'a Traits,
    pub(crate) effects: &'a Effects,
    /// Reputation as a research employer.
    pub(crate) reputation: f64,
    pub(crate) seats: &'a mut Seats,
    pub(crate) ties: &'a mut Ties,
    pub(crate) research: &'a mut Research,
    pub(crate) market: &'a mut Market,
    pub(crate) happened: &'a mut Vec<Event>,
}

impl Leaving<'_> {
    /// Somebody leaves. Without a destination that is known, it is drawn, and the world
    /// there takes the leaver in; whoever goes along with others is no case of its own.
    pub(crate) fn leave(
        &mut self,
        step: &Step,
        seat: usize,
        reason: ExitReason,
        known: Option<Destination>,
    ) {
        let person = self.seats.person[seat];
        let destination = known.unwrap_or_else(|| self.destination(step, seat));
        self.seats.occupied[seat] = false;
        let quits = matches!(reason, ExitReason::Shock | ExitReason::NoShock);
        // Who quits does so when the others have decided; events come before that.
        let felt_until = Quarter(step.quarter.0 + CONTAGION_QUARTERS as i32 - i32::from(!quits));
        match reason {
            ExitReason::Layoff => self.seats.dismissal_felt_until[seat] = felt_until,
            _ => self.seats.exit_felt_until[seat] = felt_until,
        }
        self.seats.vacant_since[seat] = step.quarter;
        self.ties.clear(seat);
        if step.model.scenario.mechanisms.taken_progress
            && self.seats.role[seat] == Role::Researcher
        {
            self.take_progress_along(step, seat);
        }
        self.happened.push(Event::Left {
            seat,
            person,
            team: self.seats.team[seat] as usize,
            tenure: self.seats.tenure[seat],
            reason,
            destination,
        });
        if known.is_none() {
            self.take_in(step, seat, destination);
        }
        // The seat and the number of its vacancy are who will be hired: an identity
        // that survives a change of structure.
        self.seats.person[seat].generation += 1;
        self.seats.applicant[seat] = 0;
        let wait = time_to_fill(step, self.seats, self.reputation, seat);
        self.seats.fill_quarter[seat] = Quarter(step.quarter.0 + wait);
    }

    /// What somebody alone knows of the projects under way is missing when that person has
    /// left: a share of an equal part of what the crew has done.
    ///
    /// Equation (M34).
    fn take_progress_along(&mut self, step: &Step, seat: usize) {
        let crew = &self.research.crews[self.seats.crew[seat] as usize];
        let before = 1 + self.seats.head_count(crew.seats.clone());
        let taken = step.model.scenario.research.taken_progress / before as f64;
        for progress in &mut self.research.projects.progress[crew.slots.clone()] {
            *progress *= 1.0 - taken;
        }
    }

    fn destination(&self, step: &Step, seat: usize) -> Destination {
        let own = self.seats.person[seat].place();
        let u = step.streams.uniform(Stream::Destination, own, step.quarter);
        let (unit, role) = (self.seats.unit[seat] as usize, self.seats.role[seat]);
        let offers = self.effects.pull_of_offers(unit, role);
        let skill = self.traits.skill_score[seat];
        draw_destination(&step.model.scenario.labour_market, skill, offers, u)
    }

    /// What the outside world gains from somebody who leaves: competitors a talent,
    /// or the world a start-up.
    fn take_in(&mut self, step: &Step, seat: usize, destination: Destination) {
        let scenario = &step.model.scenario;
        let outflow = scenario.mechanisms.talent_outflow;
        let role = self.seats.role[seat];
        let person = self.seats.person[seat];
        match destination {
            Destination::Competitor if outflow && role == Role::Researcher => {
                self.market.talent += self.traits.research_skill[seat];
            }
            Destination::Startup => {
                let u = step
                    .streams
                    .uniform(Stream::Founding, person.place(), step.quarter);
                if u < scenario.market.founder_share {
                    if outflow {
                        self.market.startups.push(person);
                    }
                    self.happened.push(Event::StartupFounded { role });
                }
            }
            _ => {}
        }
    }
}

/// Log-normal time to fill the vacancy of a seat, in whole quarters, at least one. A
/// better reputation fills researchers' seats faster.
///
/// Equation (M73).
fn time_to_fill(step: &Step, seats: &Seats, reputation: f64, seat: usize) -> i32 {
    let hiring = &step.model.scenario.hiring;
    let vacancy = seats.person[seat];
    let u = step
        .streams
        .uniform(Stream::TimeToFill, vacancy, Quarter(0));
    let pull = match seats.role[seat] {
        Role::Researcher => hiring.fill_reputation * ln(reputation.max(LEAST_REPUTATION)),
        Role::Engineer => 0.0,
    };
    let unpulled = LogNormal::with_median(hiring.fill_median, hiring.fill_sigma).quantile(u);
    let quarters = unpulled * exp(-pull);
    ((quarters + 0.5).min(10_000.0) as i32).max(1)
}

/// Weights of the destinations in the order of [`DESTINATIONS`]; the better go to start-ups more often,
/// and offers pull to competitors.
///
/// Equation (M72).
pub(crate) fn weights_of_destinations(
    market: &LabourMarket,
    skill_score: f64,
    offers: f64,
) -> [f64; 4] {
    [
        market.to_competitor * exp(offers),
        market.to_startup * exp(market.startup_skill * skill_score),
        market.to_academia,
        market.to_elsewhere,
    ]
}

fn draw_destination(market: &LabourMarket, skill_score: f64, offers: f64, u: f64) -> Destination {
    let weights = weights_of_destinations(market, skill_score, offers);
    DESTINATIONS[Categorical::new(weights).quantile(u)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn destinations_follow_their_shares() {
        let market = Scenario::default().labour_market;
        let n = 10_000;
        let startups = (0..n)
            .filter(|i| {
                let u = (f64::from(*i) + 0.5) / f64::from(n);
                draw_destination(&market, 0.0, 0.0, u) == Destination::Startup
            })
            .count();
        assert_eq!(startups, 1000);
    }
}
