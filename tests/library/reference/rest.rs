//! Where a company that has long had its structures comes to rest, in the mean.

use orgsim::model::Role;
use orgsim::scenario::Structure;

use super::Company;
use super::appraisal::wish;
use super::person::Stage;
use super::work::switching_loss;
// Of what is the same for everybody, and could be found once: not counted.
use orgsim::elementary as uncounted;

/// Quarters of a career.
pub(super) const CAREER: u32 = 160;

impl Company<'_> {
    /// Mean time to fill a seat for which reputation matters.
    pub(super) fn search_for(&self, reputation: f64) -> f64 {
        let hiring = &self.scenario.hiring;
        let pull = hiring.fill_reputation * uncounted::ln(reputation.max(0.01));
        let spread = 0.5 * hiring.fill_sigma * hiring.fill_sigma;
        (hiring.fill_median * uncounted::exp(spread - pull)).min(10_000.0)
    }

    /// Mean pivots a project.
    pub(super) fn pivots_at_rest(&self, unit: usize) -> f64 {
        let topics = self.scenario.topics.values();
        let interest: f64 = topics.map(|t| t.share * t.request_factor).sum();
        let control = self.structure(unit).technical_control;
        match self.scenario.mechanisms.pivots {
            true => (self.scenario.agenda.request_rate * interest * control).min(1.0),
            false => 0.0,
        }
    }

    pub(super) fn wait_for_approval(&self, unit: usize) -> f64 {
        let control = self.structure(unit).product_budget_control;
        let refused = control * (1.0 - self.scenario.hiring.product_approval);
        match self.scenario.mechanisms.budget_control && refused < 1.0 {
            true => refused / (1.0 - refused),
            false => 0.0,
        }
    }

    /// What shocks, moods and exits of mates multiply a hazard by, in the mean.
    pub(super) fn ups_and_downs(&self) -> f64 {
        let (market, mechanisms) = (&self.scenario.labour_market, &self.scenario.mechanisms);
        let mut factor = 1.0;
        if mechanisms.shocks {
            factor += market.shock_probability * (uncounted::exp(market.shock_effect) - 1.0);
        }
        if mechanisms.satisfaction {
            let kept = 1.0 - self.scenario.satisfaction.adjustment;
            let noise = market.satisfaction * self.scenario.satisfaction.noise;
            factor *= uncounted::exp(0.5 * noise * noise / (1.0 - kept * kept));
        }
        if mechanisms.contagion {
            let mates = f64::from(self.scenario.teams.team_size) - 1.0;
            let exits = 2.0 * mates * factor * market.base_hazard;
            factor *= 1.0 + market.contagion * exits;
        }
        factor
    }

    /// Where reputation and vacancies rest: the papers of people of average skill decide who
    /// comes, who comes the papers, and both who goes.
    pub(super) fn come_to_rest(&mut self) {
        let parameters = &self.scenario.reputation;
        let units = 0..self.units.len();
        let seats: Vec<usize> = units
            .clone()
            .map(|unit| self.seats_of(unit, Role::Researcher).len())
            .collect();
        let all: usize = seats.iter().sum();
        let moves = self.scenario.mechanisms.reputation && parameters.adjustment > 0.0 && all > 0;
        let (papers, exits): (Vec<f64>, Vec<[f64; 2]>) = units
            .clone()
            .map(|unit| {
                let (effort, worth) = self.who_would_come(unit);
                let unrest = self.scenario.satisfaction.stability * self.pivots_at_rest(unit);
                let exits = [(Role::Researcher, worth - unrest), (Role::Engineer, 0.0)]
                    .map(|(role, lasts)| self.exits_at_rest(unit, role, lasts));
                (self.papers_at_rest(unit, effort, exits[0]), exits)
            })
            .unzip();
        let better =
            self.scenario.people.research_skill_sigma * self.scenario.hiring.quality_reputation;
        let mut reputation = 1.0;
        let mut vacant = vec![[0.0; 2]; seats.len()];
        for _ in 0..200 {
            let mut published = 0.0;
            for unit in units.clone() {
                for role in [Role::Researcher, Role::Engineer] {
                    let approval = match role {
                        Role::Researcher => self.wait_for_approval(unit),
                        Role::Engineer => 0.0,
                    };
                    let exits = exits[unit][role as usize];
                    let share = &mut vacant[unit][role as usize];
                    let odds = self.odds_of_vacancy(
                        role,
                        (exits, self.past_growth(unit), approval),
                        reputation,
                        *share,
                    );
                    *share += 0.2 * (odds / (1.0 + odds) - *share);
                    if role == Role::Researcher {
                        published += papers[unit] * seats[unit] as f64 / (1.0 + odds);
                    }
                }
            }
            if moves {
                let papers = published / all as f64 * uncounted::exp(better * (reputation - 1.0));
                let signal = (papers / parameters.reference_papers).min(parameters.ceiling);
                reputation += 0.2 * (signal - reputation);
            }
        }
        self.reputation = reputation;
        self.vacancies_at_rest = vacant;
    }

    pub(super) fn burden_at_rest(&self, unit: usize, role: Role) -> f64 {
        match self.scenario.mechanisms.vacancy_load {
            true => {
                self.scenario.satisfaction.vacancies * self.vacancies_at_rest[unit][role as usize]
            }
            false => 0.0,
        }
    }

    /// Vacant seats for each that is taken, where people feel the employer's name and the
    /// vacancies.
    fn odds_of_vacancy(
        &self,
        role: Role,
        (exits, growth, approval): (f64, f64, f64),
        reputation: f64,
        vacant: f64,
    ) -> f64 {
        let mechanisms = &self.scenario.mechanisms;
        let burden = match mechanisms.vacancy_load {
            true => self.scenario.satisfaction.vacancies * vacant,
            false => 0.0,
        };
        let satisfaction = self.pride(role, reputation) - burden;
        let stays = match mechanisms.satisfaction {
            true => self.scenario.labour_market.satisfaction * satisfaction,
            false => 0.0,
        };
        let leave = (exits * uncounted::exp(-stays)).min(1000.0);
        let search = match role {
            Role::Researcher => self.search_for(reputation),
            Role::Engineer => self.search_for(1.0),
        };
        leave * (search + approval) + growth * approval
    }

    fn currency_at_rest(&self, unit: usize) -> f64 {
        let speed = self.scenario.transfer.obsolescence_rate / 0.05;
        let lost = self.scenario.work.currency_loss * speed * self.structure(unit).cross_ties;
        match self.scenario.mechanisms.currency {
            true => (1.0 - lost).max(0.0),
            false => 1.0,
        }
    }

    /// Exits a person and quarter while a unit has grown, where `lasts` is what lasts in
    /// satisfaction beside pay and disposition.
    fn exits_at_rest(&self, unit: usize, role: Role, lasts: f64) -> f64 {
        let (market, mechanisms) = (&self.scenario.labour_market, &self.scenario.mechanisms);
        let feelings = &self.scenario.satisfaction;
        if !mechanisms.exits {
            return 0.0;
        }
        let mut mean = self.average_log_hazard(unit, role);
        let mut spread = 0.0;
        if mechanisms.satisfaction {
            let mut contentment = feelings.pay * feelings.pay;
            if mechanisms.disposition {
                contentment += feelings.disposition * feelings.disposition;
            }
            mean -= market.satisfaction * lasts;
            spread += market.satisfaction * market.satisfaction * contentment;
        }
        if mechanisms.embeddedness {
            spread += market.embeddedness * market.embeddedness;
        }
        if mechanisms.alternatives {
            spread += market.alternatives * market.alternatives;
        }
        if mechanisms.frailty {
            spread += market.frailty_sigma * market.frailty_sigma;
        }
        let (mut people, mut leavers) = (0.0, 0.0);
        for i in 0..16 {
            let z = uncounted::normal_quantile((f64::from(i) + 0.5) / 16.0);
            let level =
                (self.ups_and_downs() * uncounted::exp(mean + spread.sqrt() * z)).min(1000.0);
            let (mut cumulative, mut there) = (0.0, 1.0);
            for tenure in 0..CAREER {
                cumulative += uncounted::exp(self.tenure_effect(tenure));
                let came = uncounted::exp(-self.past_growth(unit) * f64::from(tenure));
                let later = uncounted::exp(-cumulative * level);
                people += came * there;
                leavers += came * (there - later);
                there = later;
            }
        }
        leavers / people
    }

    /// Share of their time that researchers have for their work.
    fn time_at_rest(&self, unit: usize, exits: f64) -> f64 {
        let (teams, work) = (&self.scenario.teams, &self.scenario.work);
        let managers = f64::from(teams.managers_per_team) / f64::from(teams.team_size);
        let apart = 1.0 - self.structure(unit).mixed_teams;
        let managing = apart * teams.management_load * managers.min(1.0);
        let quarters = f64::from(work.ramp_quarters);
        let mut lost = 0.0;
        if self.scenario.mechanisms.ramp_up {
            lost += (1.0 - work.ramp_start) * 0.5 * (quarters + 1.0);
        }
        if self.scenario.mechanisms.mentoring {
            lost += work.mentor_load * quarters;
        }
        let new = exits + self.past_growth(unit);
        (1.0 - managing) * (1.0 - new * lost).max(0.0)
    }

    fn papers_at_rest(&self, unit: usize, effort: f64, exits: f64) -> f64 {
        let papers = &self.scenario.papers;
        let structure = self.structure(unit);
        let topics = self.scenario.topics.values();
        let eagerness: f64 = topics.map(|t| t.share * t.submission_factor).sum();
        let (mut accepted, mut under_review) = (0.0, 1.0);
        for _ in 0..papers.most_rounds {
            accepted += under_review * papers.acceptance;
            under_review *= (1.0 - papers.acceptance) * papers.resubmission;
        }
        let switching = 1.0 - switching_loss(&self.scenario.work, structure.concurrent_assignments);
        papers.submission_rate
            * structure.publication_share
            * eagerness
            * accepted
            * switching
            * self.time_at_rest(unit, exits)
            * self.currency_at_rest(unit)
            * effort
    }

    /// Mean share of research in the best splits of those who would take a job, in the middle
    /// of their career, and what it is worth to them.
    fn who_would_come(&self, unit: usize) -> (f64, f64) {
        let (people, mechanisms) = (&self.scenario.people, &self.scenario.mechanisms);
        let peers = self.scenario.teams.team_size as usize;
        let position = (unit, Role::Researcher, Stage::Middle);
        let none = people.taste_none_share;
        let mut kinds = vec![(none, 0.0)];
        for i in 0..256 {
            let z = uncounted::normal_quantile((f64::from(i) + 0.5) / 256.0);
            let taste = people.taste_median * uncounted::exp(people.taste_sigma * z);
            kinds.push(((1.0 - none) / 256.0, taste));
        }
        let (mut all, mut efforts, mut worths) = (0.0, 0.0, 0.0);
        for (share, taste) in kinds {
            let effort = match mechanisms.adaptive_effort {
                true => self
                    .split_of(position, taste, (1.0, 1.0), peers)
                    .unwrap_or(1.0),
                false => 1.0,
            };
            let worth = match mechanisms.satisfaction {
                true => self.worth_of(self.structure(unit), wish(taste), effort),
                false => 0.0,
            };
            let come = match mechanisms.sorting {
                true => share * uncounted::exp(self.scenario.hiring.sorting * worth).min(1.0),
                false => share,
            };
            all += come;
            efforts += come * effort;
            worths += come * worth;
        }
        (efforts / all, worths / all)
    }

    /// Mean quality of what is finished under a structure.
    pub(super) fn quality_at_rest(&self, structure: &Structure) -> f64 {
        let research = &self.scenario.research;
        let exploratory = (1.0 - structure.technical_control) * self.exploratory_share(structure);
        let mean = |sigma: f64| uncounted::exp(0.5 * sigma * sigma);
        exploratory * mean(research.exploratory_sigma)
            + (1.0 - exploratory) * mean(research.incremental_sigma)
    }
}
