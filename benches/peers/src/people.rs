//! The organisation in ixa: people with properties, and a plan for each quarter.

use ixa::ExecutionPhase;
use ixa::prelude::*;
use rand_distr::{LogNormal, Normal, Open01, Poisson};
use serde::{Deserialize, Serialize};

use crate::organisation::{
    FIRST_MORALE, MOOD_SPREAD, QUARTERS, REFILL, RETENTION, SEATS, SEATS_A_TEAM, SKILL_SPREAD,
    TEAMS, exit_log_odds, focus, is_researcher, logistic, mean_papers, next_morale, progress,
};
use crate::tally::Tally;

define_entity!(Person);
define_property!(
    enum Role {
        Researcher,
        Engineer,
    },
    Person
);
define_property!(struct Team(usize), Person);
define_property!(struct Active(bool), Person, default_const = Active(true));
define_property!(struct Tenure(u32), Person, default_const = Tenure(0));

// numbers that nobody looks for need no hash, which the macro above would give them
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Skill(f64);
impl_property!(Skill, Person);
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Taste(f64);
impl_property!(Taste, Person);
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Morale(f64);
impl_property!(Morale, Person, default_const = Morale(FIRST_MORALE));

define_rng!(HiringRng);
define_rng!(WorkRng);
define_rng!(MoodRng);
define_rng!(ExitRng);

#[derive(Clone, Default)]
struct TeamData {
    progress: f64,
    last_ship: u64,
    leavers: f64,
}

/// What is no property of a person.
struct OrganisationData {
    teams: Vec<TeamData>,
    tally: Tally,
}

define_data_plugin!(
    Organisation,
    OrganisationData,
    OrganisationData {
        teams: vec![TeamData::default(); TEAMS],
        tally: Tally::default(),
    }
);

/// A replicate.
pub(crate) fn simulate(seed: u64) -> Tally {
    let mut context = Context::new();
    context.init_random(seed);
    context.index_property::<Person, Active>();
    for seat in 0..SEATS {
        let (skill, taste) = draw_person(&context);
        let role = match is_researcher(seat) {
            true => Role::Researcher,
            false => Role::Engineer,
        };
        let team = Team(seat / SEATS_A_TEAM);
        context
            .add_entity(with!(Person, role, team, skill, taste))
            .expect("a person");
    }
    context.add_periodic_plan_with_phase(1.0, live_a_quarter, ExecutionPhase::Normal);
    context.add_plan(QUARTERS as f64 - 0.5, Context::shutdown);
    context.execute();
    context.get_data(Organisation).tally
}

fn draw_person(context: &Context) -> (Skill, Taste) {
    let skill = LogNormal::new(0.0, SKILL_SPREAD).expect("a spread");
    (
        Skill(context.sample_distr(HiringRng, skill)),
        Taste(context.sample_distr(HiringRng, Open01)),
    )
}

fn live_a_quarter(context: &mut Context) {
    let quarter = context.get_current_time() as usize;
    let people: Vec<PersonId> = context
        .query_result_iterator(with!(Person, Active(true)))
        .collect();
    let mut leavers = [0.0; TEAMS];
    for &person in &people {
        let Team(team) = context.get_property(person);
        work(context, quarter, person, team);
        if exits(context, person, team) {
            context.set_property(person, Active(false));
            leavers[team] += 1.0;
        }
    }
    let counts = &mut context.get_data_mut(Organisation).tally[quarter];
    counts.active = people.len() as u64;
    counts.quits = leavers.iter().sum::<f64>() as u64;
    ship(context, quarter, &leavers);
    fill_vacancies(context);
    count_researchers(context, quarter);
}

/// What a person does in a quarter, and how that feels.
fn work(context: &mut Context, quarter: usize, person: PersonId, team: usize) {
    let Skill(skill) = context.get_property(person);
    let Taste(taste) = context.get_property(person);
    let role: Role = context.get_property(person);
    let focus = focus(role == Role::Researcher);
    match role {
        Role::Researcher => {
            let papers = Poisson::new(mean_papers(skill, focus, taste)).expect("a mean");
            let papers = context.sample_distr(WorkRng, papers) as u64;
            context.get_data_mut(Organisation).tally[quarter].papers += papers;
        }
        Role::Engineer => {
            let progress = progress(skill, context.sample_range(WorkRng, 0.5..1.5));
            context.get_data_mut(Organisation).teams[team].progress += progress;
        }
    }
    let mood = Normal::new(0.0, MOOD_SPREAD).expect("a spread");
    let mood = context.sample_distr(MoodRng, mood);
    let Morale(morale) = context.get_property(person);
    context.set_property(person, Morale(next_morale(morale, focus, taste, mood)));
}

/// Whether a person leaves; who stays has been there for a quarter longer.
fn exits(context: &mut Context, person: PersonId, team: usize) -> bool {
    let Morale(morale) = context.get_property(person);
    let Tenure(tenure) = context.get_property(person);
    let leavers = context.get_data(Organisation).teams[team].leavers;
    let log_odds = exit_log_odds(morale, leavers, f64::from(tenure));
    let exits = context.sample_bool(ExitRng, logistic(log_odds));
    if !exits {
        context.set_property(person, Tenure(tenure + 1));
    }
    exits
}

fn ship(context: &mut Context, quarter: usize, leavers: &[f64; TEAMS]) {
    let organisation = context.get_data_mut(Organisation);
    let counts = &mut organisation.tally[quarter];
    let now = quarter as u64 + 1;
    for (team, leavers) in organisation.teams.iter_mut().zip(leavers) {
        team.leavers = *leavers;
        if team.progress >= 1.0 {
            counts.ships += 1;
            counts.latency += now - team.last_ship;
            team.last_ship = now;
            team.progress = 0.0;
        }
    }
}

/// Nobody is removed from a population, so that who comes takes the place of who left.
fn fill_vacancies(context: &mut Context) {
    let vacancies: Vec<PersonId> = context
        .query_result_iterator(with!(Person, Active(false)))
        .collect();
    for person in vacancies {
        if context.sample_bool(HiringRng, REFILL) {
            let (skill, taste) = draw_person(context);
            context.set_property(person, skill);
            context.set_property(person, taste);
            context.set_property(person, Tenure(0));
            context.set_property(person, Morale(FIRST_MORALE));
            context.set_property(person, Active(true));
        }
    }
}

fn count_researchers(context: &mut Context, quarter: usize) {
    let researchers = with!(Person, Active(true), Role::Researcher);
    let (mut all, mut veterans) = (0, 0);
    for person in context.query_result_iterator(researchers) {
        let Tenure(tenure) = context.get_property(person);
        all += 1;
        veterans += u64::from(tenure as usize >= RETENTION);
    }
    let counts = &mut context.get_data_mut(Organisation).tally[quarter];
    counts.researchers = all;
    counts.veterans = veterans;
}
