//! Appraisal: scores, rewards, satisfaction.

use orgsim::model::Role;
use orgsim::random::Stream;
use orgsim::scenario::{Incentive, People, Structure};

use super::Company;
use super::counted::normal_quantile;
// The mean wish could be found once: not counted.
use super::effort::reward;
use super::person::Person;
use orgsim::elementary as uncounted;

/// How much of a job one would like to be research that may be published.
pub(super) fn wish(taste: f64) -> f64 {
    taste / (1.0 + taste)
}

/// The mean wish of researchers on the labour market, summed up at 256 quantiles.
pub(super) fn mean_wish(people: &People) -> f64 {
    let quantile = |i: i32| uncounted::normal_quantile((f64::from(i) + 0.5) / 256.0);
    let wishes = (0..256).map(|i| {
        let strength = people.taste_sigma * quantile(i);
        wish(people.taste_median * uncounted::exp(strength))
    });
    (1.0 - people.taste_none_share) * wishes.sum::<f64>() / 256.0
}

impl Company<'_> {
    pub(super) fn appraisal(&mut self) {
        for seat in 0..self.seats.len() {
            if let Some(mut person) = self.seats[seat].occupant.take() {
                self.note_papers(&mut person);
                self.seats[seat].occupant = Some(person);
            }
        }
        self.score_and_reward();
        if self.scenario.mechanisms.satisfaction {
            for seat in 0..self.seats.len() {
                self.judge(seat);
            }
        }
    }

    pub(super) fn score_and_reward(&mut self) {
        let scores: Vec<Option<(f64, f64)>> = (0..self.seats.len())
            .map(|seat| {
                let person = self.seats[seat].occupant.as_ref()?;
                let (own, product) = self.incentives_of(person);
                Some((
                    self.score(seat, person, own),
                    self.score(seat, person, product),
                ))
            })
            .collect();
        for (seat, scores) in self.seats.iter_mut().zip(scores) {
            if let (Some(person), Some(scores)) = (&mut seat.occupant, scores) {
                person.scores = scores;
            }
        }
        for seat in 0..self.seats.len() {
            if let Some(person) = &self.seats[seat].occupant {
                let reward = self.reward_of(seat, person);
                let person = self.seats[seat].occupant.as_mut().expect("is there");
                person.reward = reward;
            }
        }
    }

    /// Submissions, one being normal, enter a researcher's record.
    fn note_papers(&self, person: &mut Person) {
        let normal = self.scenario.papers.submission_rate;
        let relative = match normal > 0.0 {
            true => f64::from(person.submitted) / normal,
            false => 0.0,
        };
        let adjustment = self.scenario.satisfaction.outcome_adjustment;
        person.paper_record += adjustment * (relative - person.paper_record);
    }

    /// The outcomes of somebody's quarter, each about one, by their weights.
    fn score(&self, seat: usize, person: &Person, weights: &Incentive) -> f64 {
        let team = self.team_of(seat);
        let product_work = self.total(&team.researchers, |p| p.product_work)
            + self.total(&team.engineers, |p| p.product_work);
        let shipping_speed = match self.product_seats(team) {
            0.0 => 0.0,
            seats => product_work / seats,
        };
        let [papers, citations, open_source] = match person.role {
            Role::Researcher => {
                let crew = self.crews.iter().find(|crew| crew.seats.contains(&seat));
                let published = self.structure(person.unit).publication_share;
                [
                    person.paper_record,
                    crew.expect("researchers have a crew").quality,
                    person.research_work * published,
                ]
            }
            Role::Engineer => [0.0; 3],
        };
        weights.papers * papers
            + weights.citations * citations
            + weights.open_source * open_source
            + weights.engagement * team.engagement
            + weights.revenue * self.units[person.unit].revenue
            + weights.shipping_speed * shipping_speed
    }

    /// Satisfaction moves towards what the quarter was like, compared with what
    /// was expected; expectations follow.
    fn judge(&mut self, seat: usize) {
        let parameters = &self.scenario.satisfaction;
        let Some(person) = &self.seats[seat].occupant else {
            return;
        };
        let reward = person.reward;
        let autonomy = self.autonomy(person.unit, person.role);
        let mut instability = self.units[person.unit].disruption;
        if self.scenario.mechanisms.anticipation && self.is_forewarned(person.unit) {
            instability += parameters.announcement;
        }
        if person.role == Role::Researcher {
            let crew = self.crews.iter().find(|crew| crew.seats.contains(&seat));
            instability += crew.expect("researchers have a crew").pivoted_share();
        }
        let lasting = self.share_of_level();
        let target = self.contentment(person)
            + parameters.reward * (reward - person.expected_reward)
            + parameters.autonomy * (1.0 - lasting) * (autonomy - person.expected_autonomy)
            + self.worth_of_the_job(person)
            + (self.pride(person.role, self.reputation) + self.raise(person.unit, person.role))
            - (parameters.stability * instability + self.burden(person.unit, person.role));
        let noise = normal_quantile(self.draw(Stream::SatisfactionNoise, person.identity.place()));

        let learnt = parameters.expectation_adjustment;
        let person = self.seats[seat].occupant.as_mut().expect("is there");
        let pull = parameters.adjustment * (target - person.satisfaction);
        person.satisfaction += pull + parameters.noise * noise;
        person.expected_reward += learnt * (reward - person.expected_reward);
        person.expected_autonomy += learnt * (autonomy - person.expected_autonomy);
    }

    /// What people feel about working for a laboratory of some reputation.
    pub(super) fn pride(&self, role: Role, reputation: f64) -> f64 {
        match role == Role::Researcher && self.scenario.mechanisms.prestige {
            true => self.scenario.satisfaction.prestige * (reputation - 1.0),
            false => 0.0,
        }
    }

    /// What people feel about being paid more, or less, than the market pays.
    pub(super) fn raise(&self, unit: usize, role: Role) -> f64 {
        let (ratio, spread) = self.units[unit].pay[role as usize];
        self.scenario.satisfaction.pay * uncounted::ln(ratio) / spread
    }

    /// What it takes to do the work of vacant seats as well.
    fn burden(&self, unit: usize, role: Role) -> f64 {
        let funded = self.units[unit].funded[role as usize];
        let people = self.people(&self.seats_of(unit, role)).count();
        if !self.scenario.mechanisms.vacancy_load || people >= funded {
            return 0.0;
        }
        self.scenario.satisfaction.vacancies * (funded - people) as f64 / funded as f64
    }

    /// What somebody feels wherever they work.
    pub(super) fn contentment(&self, person: &Person) -> f64 {
        let parameters = &self.scenario.satisfaction;
        match self.scenario.mechanisms.disposition {
            true => parameters.pay * person.pay + parameters.disposition * person.disposition,
            false => parameters.pay * person.pay,
        }
    }

    fn share_of_level(&self) -> f64 {
        match self.scenario.mechanisms.autonomy_level {
            true => self.scenario.satisfaction.autonomy_level,
            false => 0.0,
        }
    }

    /// What somebody's job lastingly adds to satisfaction: its autonomy beside that of other
    /// jobs, the more the person needs it, and what it keeps somebody from.
    pub(super) fn worth_of_the_job(&self, person: &Person) -> f64 {
        if person.role == Role::Engineer {
            return 0.0;
        }
        let structure = self.structure(person.unit);
        self.worth_of(structure, wish(person.taste), person.research_effort)
    }

    /// What a structure is worth to a researcher.
    pub(super) fn worth_of(&self, structure: &Structure, wish: f64, effort: f64) -> f64 {
        let parameters = &self.scenario.satisfaction;
        let above_others = 1.0 - structure.technical_control - parameters.market_autonomy;
        // Half of the need is everybody's, half goes with the wish, and is one in the mean.
        let own_need = match self.mean_wish {
            0.0 => 0.0,
            mean => 0.5 / mean * wish,
        };
        let autonomy =
            parameters.autonomy * self.share_of_level() * above_others * (0.5 + own_need);
        let kept_from = 1.0 - structure.publication_share * effort;
        match self.scenario.mechanisms.goal_fit {
            true => autonomy - parameters.goal_fit * wish * kept_from,
            false => autonomy,
        }
    }

    /// The reward, beside the team mates of the same role.
    fn reward_of(&self, seat: usize, person: &Person) -> f64 {
        let peers = self.team_of(seat).peers(person.role);
        let present = self.people(peers).count() as f64;
        let (own, product) = self.incentives_of(person);
        let mean = self.total(peers, |peer| peer.scores.0) / present;
        let by_own = reward(own, person.scores.0, mean);
        let mean = self.total(peers, |peer| peer.scores.1) / present;
        let by_product = reward(product, person.scores.1, mean);
        let weight = self.product_weight(person.unit, person.role);
        (1.0 - weight) * by_own + weight * by_product
    }

    /// The share of their agenda that people set themselves.
    pub(super) fn autonomy(&self, unit: usize, role: Role) -> f64 {
        match role {
            Role::Researcher => 1.0 - self.structure(unit).technical_control,
            Role::Engineer => 1.0,
        }
    }
}
