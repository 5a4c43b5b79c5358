//! Appraisal: scores, rewards, satisfaction.

use orgsim::model::Role;
use orgsim::random::Stream;
use orgsim::scenario::Incentive;

use super::Company;
use super::counted::normal_quantile;
use super::effort::reward;
use super::person::Person;

impl Company<'_> {
    pub(super) fn appraisal(&mut self) {
        for seat in 0..self.seats.len() {
            if let Some(mut person) = self.seats[seat].occupant.take() {
                self.note_papers(&mut person);
                self.seats[seat].occupant = Some(person);
            }
        }
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
        if self.scenario.mechanisms.satisfaction {
            for seat in 0..self.seats.len() {
                self.judge(seat);
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
            + weights.shipping_speed * (product_work / team.product_seats())
    }

    /// Satisfaction moves towards what the quarter was like, compared with what
    /// was expected; expectations follow.
    fn judge(&mut self, seat: usize) {
        let parameters = &self.scenario.satisfaction;
        let Some(person) = &self.seats[seat].occupant else {
            return;
        };
        let reward = self.reward_of(seat, person);
        let autonomy = self.autonomy(person.unit, person.role);
        let mut instability = self.units[person.unit].disruption;
        if self.scenario.mechanisms.anticipation && self.is_forewarned(person.unit) {
            instability += parameters.announcement;
        }
        if person.role == Role::Researcher {
            let crew = self.crews.iter().find(|crew| crew.seats.contains(&seat));
            instability += crew.expect("researchers have a crew").pivoted_share();
        }
        let wish = person.taste / (1.0 + person.taste);
        let shortfall = (wish - person.research_effort).max(0.0);
        let target = parameters.pay * person.pay
            + parameters.reward * (reward - person.expected_reward)
            + parameters.autonomy * (autonomy - person.expected_autonomy)
            - parameters.goal_fit * shortfall
            - parameters.stability * instability;
        let noise = normal_quantile(self.draw(Stream::SatisfactionNoise, person.identity.place()));

        let learnt = parameters.expectation_adjustment;
        let person = self.seats[seat].occupant.as_mut().expect("is there");
        let pull = parameters.adjustment * (target - person.satisfaction);
        person.satisfaction += pull + parameters.noise * noise;
        person.expected_reward += learnt * (reward - person.expected_reward);
        person.expected_autonomy += learnt * (autonomy - person.expected_autonomy);
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
        let weight = self.product_weight(person);
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
