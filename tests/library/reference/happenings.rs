//! Events of the scenario: when they begin, and what they do.

use orgsim::metrics::find;
use orgsim::model::{Destination, Event, ExitReason, Role};
use orgsim::random::Stream;
use orgsim::scenario::{
    self, Action, ChangeBudget, ChangeCompute, ChangePay, Condition, DemandShock, Departure,
    DescopeFlagship, HiringFreeze, Layoff, OfferWave, Reach, Reorganise, RestoreAutonomy,
    RetentionGrant, SpinOff, Trigger, Who,
};
use orgsim::units::Quarter;

use super::counted::ln;
use super::{Company, nearest};

/// A change of structure on its way.
pub(super) struct Change<'a> {
    quarter: i32,
    unit: usize,
    /// Empty: the structure before the last change.
    structure: &'a str,
    is_announced: bool,
    is_conditional: bool,
}

/// Something that lasts.
pub(super) struct Lasting {
    unit: usize,
    role: Role,
    from: i32,
    /// First quarter in which it is over.
    until: i32,
    what: What,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Freeze,
    Demand(f64),
    Offers(f64, f64),
    Grant(f64),
}

impl<'a> Company<'a> {
    pub(super) fn events(&mut self) {
        let scenario = self.scenario;
        let fade = |left: &mut f64, persistence: f64| {
            *left *= persistence;
            if *left < 1e-6 {
                *left = 0.0;
            }
        };
        for unit in &mut self.units {
            fade(&mut unit.disruption, scenario.work.dip_persistence);
            let persistence = scenario.labour_market.survivor_persistence;
            fade(&mut unit.survivors, persistence);
        }
        let now = self.now.0;
        let (due, later) = std::mem::take(&mut self.changes)
            .into_iter()
            .partition(|change: &Change| change.quarter == now);
        self.changes = later;
        for change in due {
            self.change(change);
        }
        for (number, event) in scenario.events.values().enumerate() {
            if self.begins(number, event) && self.has_whom_it_needs(event) {
                self.say(Event::Began { event: number });
                self.begin(event);
            }
        }
    }

    fn begins(&mut self, number: usize, event: &scenario::Event) -> bool {
        let now = self.now.0;
        let every = event.repeat_quarters.map(|quarters| quarters as i32);
        match &event.trigger {
            Trigger::Quarter(quarter) => {
                let first = *quarter as i32 - event.action.announced_quarters() as i32;
                match every {
                    None => now == first,
                    Some(every) => now >= first && (now - first) % every == 0,
                }
            }
            Trigger::When(condition) => {
                let before = Quarter(now - 1);
                let measure = find(&condition.measure).expect("a known measure");
                let reading = self.trace.reading(measure, before);
                let (row, from) = &mut self.waiting[number];
                *row = if fulfils(condition, reading) {
                    *row + 1
                } else {
                    0
                };
                let begins = *row >= condition.for_quarters && now >= *from;
                if begins {
                    *from = every.map_or(i32::MAX, |every| now + every);
                }
                begins
            }
        }
    }

    fn has_whom_it_needs(&self, event: &scenario::Event) -> bool {
        let reached = self.scenario.units_reached(&event.action);
        let people = |unit, role| {
            let seats = self.seats_of(unit, role);
            self.people(&seats).count()
        };
        match &event.action {
            Action::Departure(Departure { who, role, .. }) => {
                !self.ranking(&reached, *role, *who).is_empty()
            }
            Action::SpinOff(_) => reached
                .iter()
                .any(|&unit| people(unit, Role::Researcher) > 0),
            Action::Layoff(Layoff { share, role, .. }) => each(&reached, *role)
                .into_iter()
                .any(|(unit, role)| nearest(share * people(unit, role) as f64) > 0),
            Action::RetentionGrant(RetentionGrant { role, .. }) => each(&reached, *role)
                .into_iter()
                .any(|(unit, role)| people(unit, role) > 0),
            _ => true,
        }
    }

    fn begin(&mut self, event: &'a scenario::Event) {
        let reached = self.scenario.units_reached(&event.action);
        match &event.action {
            Action::Reorganise(Reorganise { structure, .. })
            | Action::RestoreAutonomy(RestoreAutonomy { structure, .. }) => {
                let announced = event.action.announced_quarters() as i32;
                for (place, &unit) in reached.iter().enumerate() {
                    let delay = event.action.delay(place, reached.len()) as i32;
                    let change = Change {
                        quarter: self.now.0 + announced + delay,
                        unit,
                        structure,
                        is_announced: announced > 0,
                        is_conditional: matches!(event.trigger, Trigger::When(_)),
                    };
                    if announced > 0 {
                        self.say(Event::Announced { unit });
                    }
                    if announced + delay == 0 {
                        self.change(change);
                    } else {
                        self.changes.push(change);
                    }
                }
            }
            Action::Departure(Departure {
                who, role, people, ..
            }) => {
                let ranking = self.ranking(&reached, *role, *who);
                for seat in ranking.into_iter().take(*people as usize) {
                    self.upset(seat);
                    self.leave(seat, ExitReason::Named, None);
                }
            }
            Action::SpinOff(SpinOff { people, .. }) => self.spin_off(&reached, *people as usize),
            Action::Layoff(Layoff { share, role, .. }) => {
                for unit in reached {
                    self.lay_off(unit, *role, *share);
                }
            }
            Action::ChangeBudget(ChangeBudget {
                funded_share, role, ..
            }) => {
                for (unit, role) in each(&reached, *role) {
                    let seats = self.units[unit].planned[role as usize] as f64;
                    self.units[unit].funded[role as usize] = nearest(funded_share * seats);
                }
            }
            Action::ChangePay(ChangePay {
                ratio,
                spread,
                role,
                ..
            }) => {
                for (unit, role) in each(&reached, *role) {
                    self.units[unit].pay[role as usize] = (*ratio, *spread);
                }
            }
            Action::ChangeCompute(ChangeCompute { factor }) => {
                let gpus = self.gpus.capacity * factor;
                self.gpus.capacity = if gpus < 1.0 { 0.0 } else { gpus.min(1e12) };
            }
            Action::DescopeFlagship(DescopeFlagship { scale }) => self.flagship.scale = *scale,
            Action::RetentionGrant(RetentionGrant {
                hold,
                quarters,
                pay_share,
                role,
                ..
            }) => {
                let mut paid = [0.0; 2];
                for (unit, role) in each(&reached, *role) {
                    let seats = self.seats_of(unit, role);
                    let (ratio, _) = self.units[unit].pay[role as usize];
                    paid[role as usize] += ratio * self.people(&seats).count() as f64;
                }
                self.last(&reached, *role, *quarters, What::Grant(*hold));
                self.say(Event::RetentionGranted {
                    paid,
                    pay_share: *pay_share,
                });
            }
            Action::HiringFreeze(HiringFreeze { quarters, role, .. }) => {
                self.last(&reached, *role, *quarters, What::Freeze);
            }
            Action::DemandShock(DemandShock {
                factor, quarters, ..
            }) => self.last(
                &reached,
                Reach::Researcher,
                *quarters,
                What::Demand(*factor),
            ),
            Action::OfferWave(OfferWave {
                hazard_ratio,
                skill_slope,
                quarters,
                role,
                ..
            }) => {
                let offers = What::Offers(ln(*hazard_ratio), *skill_slope);
                self.last(&reached, *role, *quarters, offers);
            }
        }
    }

    fn last(&mut self, units: &[usize], reach: Reach, quarters: u32, what: What) {
        for (unit, role) in each(units, reach) {
            self.lasting.push(Lasting {
                unit,
                role,
                from: self.now.0,
                until: self.now.0 + quarters as i32,
                what,
            });
        }
    }

    fn change(&mut self, change: Change<'a>) {
        let state = &mut self.units[change.unit];
        let target = match change.structure {
            "" => state.previous,
            named => named,
        };
        if change.is_conditional && target == state.structure {
            return;
        }
        state.previous = std::mem::replace(&mut state.structure, target);
        self.reorganise(change.unit);
    }

    /// Whether a change of a unit's structure has been announced and not come.
    pub(super) fn is_forewarned(&self, unit: usize) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| change.unit == unit && change.is_announced)
    }

    /// Those who may be chosen, the first of them first.
    fn ranking(&self, units: &[usize], role: Role, who: Who) -> Vec<usize> {
        let mut seats = Vec::new();
        for &unit in units {
            seats.extend(self.seats_of(unit, role));
        }
        seats.retain(|&seat| {
            self.seats[seat].occupant.is_some()
                && (who != Who::Manager || self.seats[seat].is_manager)
        });
        let rank = |seat: usize| {
            let person = self.seats[seat].occupant.as_ref().expect("is there");
            match who {
                Who::MostCentral => {
                    let all = 0..self.seats.len();
                    all.filter(|&other| self.is_tied(other, seat)).count() as f64
                }
                Who::MostSkilled => person.standing,
                Who::Star => {
                    person.know_how
                        * match role {
                            Role::Researcher => person.research_skill,
                            Role::Engineer => person.product_skill,
                        }
                }
                Who::Manager => f64::from(person.tenure),
            }
        };
        seats.sort_by(|&a, &b| rank(b).total_cmp(&rank(a)));
        seats
    }

    fn upset(&mut self, leaver: usize) {
        if !self.scenario.mechanisms.satisfaction {
            return;
        }
        for seat in 0..self.seats.len() {
            if self.is_tied(seat, leaver) {
                let person = self.seats[seat].occupant.as_mut().expect("is tied");
                person.satisfaction -= self.scenario.satisfaction.departure;
            }
        }
    }

    fn spin_off(&mut self, units: &[usize], people: usize) {
        let ranking = self.ranking(units, Role::Researcher, Who::MostCentral);
        let Some(&founder) = ranking.first() else {
            return;
        };
        let mut leavers = vec![founder];
        for seat in 0..self.seats.len() {
            let is_close = self.is_tied(founder, seat) || self.is_tied(seat, founder);
            if self.seats[seat].role == Role::Researcher && is_close && leavers.len() < people {
                leavers.push(seat);
            }
        }
        self.upset(founder);
        let whose = self.seats[founder].identity;
        for seat in leavers {
            self.leave(seat, ExitReason::Named, Some(Destination::Startup));
        }
        if self.scenario.mechanisms.talent_outflow {
            self.market.competitors.push(whose);
            self.say(Event::CompetitorEmerged);
        }
    }

    fn lay_off(&mut self, unit: usize, reach: Reach, share: f64) {
        let everybody = [
            self.seats_of(unit, Role::Researcher),
            self.seats_of(unit, Role::Engineer),
        ]
        .concat();
        let before = self.people(&everybody).count();
        let mut dismissed = 0;
        for (_, role) in each(&[unit], reach) {
            let mut lots = Vec::new();
            for seat in self.seats_of(unit, role) {
                if self.seats[seat].occupant.is_some() {
                    lots.push((
                        self.draw(Stream::Layoff, self.seats[seat].identity.place()),
                        seat,
                    ));
                }
            }
            lots.sort_by(|a, b| a.0.total_cmp(&b.0));
            let number = nearest(share * lots.len() as f64);
            for &(_, seat) in &lots[..number] {
                self.leave(seat, ExitReason::Layoff, None);
            }
            let funded = &mut self.units[unit].funded[role as usize];
            *funded = funded.saturating_sub(number);
            dismissed += number;
        }
        if before > 0 {
            let share = dismissed as f64 / before as f64;
            let effect = self.scenario.labour_market.survivor_effect;
            self.units[unit].survivors += effect * share / 0.1;
        }
    }

    fn lasting_on(&self, unit: usize, role: Role) -> impl Iterator<Item = &Lasting> {
        let on = move |thing: &&Lasting| thing.unit == unit && thing.role == role;
        let now = self.now.0;
        let lasts = move |thing: &&Lasting| match thing.what {
            What::Grant(_) => now <= thing.until,
            _ => now < thing.until,
        };
        self.lasting.iter().filter(on).filter(lasts)
    }

    pub(super) fn is_frozen(&self, unit: usize, role: Role) -> bool {
        let mut lasting = self.lasting_on(unit, role);
        lasting.any(|thing| thing.what == What::Freeze)
    }

    /// By what requests to a unit's projects are multiplied.
    pub(super) fn demand(&self, unit: usize) -> f64 {
        let mut product = 1.0;
        for thing in self.lasting_on(unit, Role::Researcher) {
            if let What::Demand(factor) = thing.what {
                product *= factor;
            }
        }
        product.min(100.0)
    }

    /// What offers add to the logarithm of the weight of competitors.
    pub(super) fn pull_of_offers(&self, unit: usize, role: Role) -> f64 {
        let mut sum = 0.0;
        for thing in self.lasting_on(unit, role) {
            if let What::Offers(log_ratio, _) = thing.what {
                sum += log_ratio;
            }
        }
        sum.min(100.0)
    }

    /// A log hazard after offers and grants.
    pub(super) fn with_offers_and_grants(
        &self,
        mut log_hazard: f64,
        (unit, role): (usize, Role),
        (tenure, standing): (u32, f64),
    ) -> f64 {
        for thing in self.lasting_on(unit, role) {
            match thing.what {
                What::Offers(log_ratio, slope) => log_hazard += log_ratio + slope * standing,
                What::Grant(hold) if i64::from(tenure) >= i64::from(self.now.0 - thing.from) => {
                    log_hazard += if self.now.0 < thing.until {
                        -hold
                    } else {
                        hold
                    };
                }
                _ => {}
            }
        }
        log_hazard
    }
}

fn fulfils(condition: &Condition, reading: f64) -> bool {
    if reading.is_nan() {
        return false;
    }
    condition.below.is_none_or(|bound| reading < bound)
        && condition.above.is_none_or(|bound| reading > bound)
}

/// Units and roles that are reached.
fn each(units: &[usize], reach: Reach) -> Vec<(usize, Role)> {
    let mut all = Vec::new();
    for &unit in units {
        for role in [Role::Researcher, Role::Engineer] {
            let is_reached = match reach {
                Reach::All => true,
                Reach::Researcher => role == Role::Researcher,
                Reach::Engineer => role == Role::Engineer,
            };
            if is_reached {
                all.push((unit, role));
            }
        }
    }
    all
}
