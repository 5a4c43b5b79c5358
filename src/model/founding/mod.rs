//! Founding: an organisation that has long had its structures, at the start of a run's burn-in.

mod people;

use super::phases::{
    self, Settling, assign_teams, knowledge_at_rest, move_reputation, set_up,
    weights_of_destinations,
};
use super::prepared::{CAREER, Model};
use super::state::{
    Compute, Crew, Effects, Flagship, Luck, Market, Minds, Organization, Output, PaperPipeline,
    Research, Seats, Ties, Timetable, Traits, Transfers, UnitState,
};
use super::step::Step;
use crate::elementary::exp;
use crate::measures::Role;
use crate::random::{Entity, Stream};
use crate::units::Quarter;

/// Greatest generation of an identity: nobody who comes to a seat has it.
const LAST_GENERATION: u32 = u16::MAX as u32;

/// Quarters before the start in which papers were written and models released: after as many,
/// hardly anything is left of what was before.
const PAST_QUARTERS: i32 = 40;

/// Who is there, what they work on, and slow stocks near the values at which they rest.
pub(super) fn found(step: &Step) -> Organization {
    let (model, scenario) = (step.model, &step.model.scenario);
    let count = model.seats();
    let long_ago = Quarter(step.quarter.0 - 1000);
    let mut seats = Seats::of(&model.units, step.quarter, long_ago);
    let mut traits = Traits::with_seats(count);
    let mut minds = Minds::with_seats(count);
    let mut ties = Ties::none(count, scenario.teams.ties_per_person);
    let mut luck = Luck::of(&seats.person);
    let units: Vec<UnitState> = model
        .units
        .iter()
        .map(|unit| UnitState::normal(unit, step.quarter))
        .collect();
    let mut teams = Vec::new();
    assign_teams(model, &units, &mut seats, &mut teams);
    people::settle(
        step,
        Settling {
            units: &units,
            teams: &teams,
            seats: &mut seats,
            traits: &mut traits,
            minds: &mut minds,
        },
    );
    let hazards = people::typical_hazards(step, &seats, &traits, &minds);
    people::vacate(step, &mut seats, &hazards);
    let research = found_crews(step, &units, &mut seats, &minds);
    phases::Ties {
        seats: &seats,
        units: &units,
        teams: &teams,
        luck: &mut luck,
        ties: &mut ties,
    }
    .found(step);
    let mut organization = Organization {
        seats,
        traits,
        minds,
        output: Output::with_seats(count),
        ties,
        luck,
        units,
        teams,
        research,
        papers: PaperPipeline::empty(&scenario.papers),
        transfers: Transfers::default(),
        compute: Compute::new(&scenario.compute),
        flagship: Flagship::planned(&scenario.flagship, step.quarter),
        market: Market::default(),
        reputation: model.reputation,
        effects: Effects::default(),
        timetable: Timetable::of(model.events.len()),
    };
    bring_to_rest(step, &mut organization, &hazards);
    organization
}

/// Brings work, papers, reputation, rewards and the world outside near the values at which
/// they rest with the people who are there, by letting the past of the people happen that is
/// still felt.
fn bring_to_rest(step: &Step, organization: &mut Organization, hazards: &[f64]) {
    let model = step.model;
    phases::Work {
        seats: &organization.seats,
        traits: &organization.traits,
        minds: &organization.minds,
        ties: &organization.ties,
        units: &organization.units,
        teams: &organization.teams,
        output: &mut organization.output,
    }
    .run(step);
    let output = &organization.output;
    for (unit, prepared) in organization.units.iter_mut().zip(&model.units) {
        let engineers = unit.planned[Role::Engineer as usize] as f64;
        unit.knowledge = knowledge_at_rest(step, &organization.ties, unit, prepared);
        if engineers > 0.0 {
            let work = &output.product_work[prepared.seats()];
            unit.revenue = work.iter().sum::<f64>() / engineers;
        }
    }
    for team in &mut organization.teams {
        let seats = team.product_seats(&organization.seats);
        if seats > 0 {
            let work: f64 = team.seats().map(|seat| output.product_work[seat]).sum();
            team.engagement = work / seats as f64;
        }
    }
    let mut past = organization.output.clone();
    for ago in (1..=PAST_QUARTERS).rev() {
        let earlier = Step {
            quarter: Quarter(step.quarter.0 - ago),
            ..*step
        };
        set_planned(&earlier, &mut organization.units);
        relive(&earlier, organization, &mut past);
    }
    set_planned(step, &mut organization.units);
    phases::Appraisal {
        seats: &organization.seats,
        traits: &organization.traits,
        output: &organization.output,
        units: &organization.units,
        teams: &organization.teams,
        crews: &organization.research.crews,
        reputation: organization.reputation,
        luck: &mut organization.luck,
        minds: &mut organization.minds,
    }
    .expect_rewards(step);
    let mut flagship = phases::Flagship {
        seats: &organization.seats,
        minds: &organization.minds,
        units: &organization.units,
        crews: &organization.research.crews,
        compute: &mut organization.compute,
        flagship: &mut organization.flagship,
        market: &mut organization.market,
    };
    flagship.rest(step);
    // No quarter is over yet.
    organization.output = Output::with_seats(organization.seats.count());
    if model.scenario.mechanisms.talent_outflow && model.scenario.mechanisms.exits {
        people_the_world(step, organization, hazards);
    }
}

fn set_planned(step: &Step, units: &mut [UnitState]) {
    for (unit, prepared) in units.iter_mut().zip(&step.model.units) {
        unit.planned = Role::ALL.map(|role| prepared.plan.seats(role, step.quarter));
    }
}

/// An earlier quarter, of which papers and open models are still felt: by the researchers whose
/// seats were open then, who did what they do now.
fn relive(earlier: &Step, organization: &mut Organization, output: &mut Output) {
    for prepared in &earlier.model.units {
        let open = prepared.plan.seats(Role::Researcher, earlier.quarter);
        let work = &mut output.research_work[prepared.researchers.clone()];
        work.copy_from_slice(&organization.output.research_work[prepared.researchers.clone()]);
        for not_yet in work.iter_mut().skip(open) {
            *not_yet = 0.0;
        }
    }
    let mut forgotten = Vec::new();
    organization.luck.draw_papers(earlier);
    phases::Papers {
        seats: &organization.seats,
        luck: &organization.luck,
        units: &organization.units,
        crews: &organization.research.crews,
        output,
        papers: &mut organization.papers,
    }
    .run(earlier, &mut forgotten);
    if earlier.model.scenario.mechanisms.reputation {
        let accepted = organization.papers.accepted;
        move_reputation(
            earlier,
            &organization.units,
            accepted,
            &mut organization.reputation,
        );
    }
    phases::Market {
        output,
        units: &organization.units,
        market: &mut organization.market,
    }
    .run(earlier, &mut forgotten);
}

/// Those who left before the start: what they still bring competitors, and start-ups that live
/// on, as the hazards of those who stayed and the growth imply.
fn people_the_world(step: &Step, organization: &mut Organization, hazards: &[f64]) {
    let scenario = &step.model.scenario;
    let (market, world) = (&scenario.labour_market, &scenario.market);
    let (emerge, close) = (world.competitor_hazard, world.closure_hazard);
    // Sum over the past of what is left of one a quarter.
    let left = |kept: f64| kept / (1.0 - kept).max(1.0 / CAREER as f64);
    let stays = exp(-(emerge + close));
    // Of talent, of start-ups and of competitors, in each unit.
    let left: Vec<[f64; 3]> = step
        .model
        .units
        .iter()
        .map(|prepared| {
            let shrink = exp(-prepared.plan.past());
            [world.talent_persistence, stays, exp(-close)].map(|kept| left(kept * shrink))
        })
        .collect();
    for (seat, hazard) in hazards.iter().enumerate() {
        if !organization.seats.occupied[seat] {
            continue;
        }
        let [talent_left, startups_left, competitors_left] =
            left[organization.seats.unit[seat] as usize];
        let weights = weights_of_destinations(market, organization.traits.skill_score[seat], 0.0);
        let share = |of: usize| weights[of] / weights.iter().sum::<f64>();
        if organization.seats.role[seat] == Role::Researcher {
            organization.market.talent +=
                hazard * share(0) * organization.traits.research_skill[seat] * talent_left;
        }
        let founded = hazard * share(1) * world.founder_share;
        let startups = founded * startups_left;
        let competitors = if emerge > 0.0 {
            let emerged = startups * (1.0 - stays) * emerge / (emerge + close);
            emerged * competitors_left
        } else {
            0.0
        };
        // One founder a seat at most.
        let founder = |generation| Entity {
            id: organization.seats.person[seat].id,
            generation,
        };
        let before = Quarter(step.quarter.0 - 1);
        let draw = |nth| {
            let own = organization.seats.person[seat].place();
            step.streams
                .nth_uniform(Stream::Founding, own, before, 0, nth)
        };
        if draw(0) < startups {
            organization.market.startups.push(founder(LAST_GENERATION));
        }
        if draw(1) < competitors {
            organization
                .market
                .competitors
                .push(founder(LAST_GENERATION - 1));
        }
    }
}

/// Crews with projects under way.
fn found_crews(step: &Step, units: &[UnitState], seats: &mut Seats, minds: &Minds) -> Research {
    let model = step.model;
    let crew_size = model.scenario.teams.crew_size as usize;
    let mut research = Research::default();
    for (unit, prepared) in model.units.iter().enumerate() {
        let researchers = prepared.researchers.clone();
        let crews = researchers.len().div_ceil(crew_size);
        for (number, first) in researchers.clone().step_by(crew_size).enumerate() {
            let of_crew = first..(first + crew_size).min(researchers.end);
            // Enough under every structure, so that events to come change nothing of the past.
            let slots = (0..model.structures.len())
                .map(|structure| model.project_load(structure, of_crew.len() as f64).ceil())
                .map(|slots| slots as usize)
                .max()
                .unwrap_or(0);
            let projects = &mut research.projects;
            let first_slot = projects.active.len();
            for slot in 0..slots {
                projects.push_empty_slot(crew_id(unit, number), slot as u32);
            }
            seats.crew[of_crew.clone()].fill(research.crews.len() as u32);
            let crew = Crew {
                unit,
                topic: topic_of(model, number, crews),
                seats: of_crew,
                slots: first_slot..first_slot + slots,
                projects: 0,
                pivots: 0,
                quality: model.structures[units[unit].structure].quality,
                load: 0.0,
                attention: 0.0,
                maturity: 0.5,
            };
            let structure = units[unit].structure;
            let effort = crew.research_effort(seats, minds);
            let under_way = model.project_load(structure, effort).ceil() as usize;
            for project in first_slot..first_slot + under_way {
                set_up(step, projects, project, structure);
                let done = step.streams.nth_uniform(
                    Stream::InitialProgress,
                    projects.entity[project],
                    Quarter(0),
                    projects.slot[project],
                    0,
                );
                projects.progress[project] = done * projects.required[project];
            }
            research.crews.push(crew);
        }
    }
    research
}

/// The topic of a crew: crews take the topics in their order, each as many as
/// its share of them.
fn topic_of(model: &Model, number: usize, crews: usize) -> usize {
    let place = (number as f64 + 0.5) / crews as f64;
    let mut upper = 0.0;
    let reached = model.scenario.topics.values().position(|topic| {
        upper += topic.share;
        place < upper
    });
    reached.unwrap_or(model.scenario.topics.len() - 1)
}

/// Identifier of a crew, apart from those of seats by the stream it is used
/// with.
fn crew_id(unit: usize, number: usize) -> u32 {
    (unit as u32) << 25 | number as u32
}
