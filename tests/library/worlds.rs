//! Worlds in which little happens, so that what does happen can be computed.

use orgsim::scenario::{Action, Event, Layoff, Mechanisms, Reach, Reorganise, Scenario};

/// The default scenario with every mechanism off.
pub fn still() -> Scenario {
    let mechanisms = Mechanisms {
        pivots: false,
        runway_review: false,
        runway_choice: false,
        adaptive_effort: false,
        mentoring: false,
        ramp_up: false,
        reorganisation_dip: false,
        tie_breakage: false,
        awareness: false,
        absorptive_capacity: false,
        tacit_involvement: false,
        requested_work: false,
        currency: false,
        know_how: false,
        taken_progress: false,
        satisfaction: false,
        disposition: false,
        goal_fit: false,
        autonomy_level: false,
        prestige: false,
        vacancy_load: false,
        tenure_hazard: false,
        shocks: false,
        contagion: false,
        embeddedness: false,
        alternatives: false,
        frailty: false,
        growth: false,
        exits: false,
        hiring: false,
        sorting: false,
        reputation: false,
        compute: false,
        budget_control: false,
        flagship: false,
        anticipation: false,
        survivors: false,
        talent_outflow: false,
    };
    Scenario {
        mechanisms,
        ..Scenario::default()
    }
}

/// A small world with every mechanism on, which is reorganised half-way.
pub fn busy() -> Scenario {
    let mut scenario = Scenario::default();
    scenario.simulation.burn_in_quarters = 6;
    scenario.simulation.quarters = 16;
    scenario.units[0].researchers = 45;
    scenario.units[0].engineers = 60;
    scenario.research.breakthrough_quality = 1.0;
    scenario.units[0].past_growth = 0.1;
    scenario.units[0].growth = 0.02;
    scenario.labour_market.base_hazard = 0.02;
    reorganise(&mut scenario, 6, "fusion-teams");
    scenario
}

/// A busy world that is also short of GPUs, warned of a change, and hit by a
/// layoff.
pub fn eventful() -> Scenario {
    let mut scenario = busy();
    scenario.compute.gpus = 1500;
    let warned = Action::Reorganise(Reorganise {
        structure: "unified".into(),
        units: Vec::new(),
        over_quarters: 1,
        announced_quarters: 3,
    });
    scenario
        .events
        .insert("warned".into(), Event::at(13, warned));
    let layoff = Action::Layoff(Layoff {
        share: 0.1,
        role: Reach::All,
        units: Vec::new(),
    });
    scenario
        .events
        .insert("layoff".into(), Event::at(3, layoff));
    scenario
}

/// A still world of this many people, observed from its first quarter on.
/// Nobody manages, nobody has ties, and nobody loses time to switching: a
/// person's work is effort times skill.
pub fn bare(researchers: u32, engineers: u32, quarters: u32) -> Scenario {
    let mut scenario = still();
    scenario.simulation.burn_in_quarters = 0;
    scenario.simulation.quarters = quarters;
    scenario.units[0].researchers = researchers;
    scenario.units[0].engineers = engineers;
    scenario.teams.managers_per_team = 0;
    scenario.teams.ties_per_person = 0;
    scenario.structures["loose-coupling"].concurrent_assignments = 1.0;
    scenario
}

/// A bare world in which the only thing that happens is that people leave at
/// a constant hazard and are replaced.
pub fn turnover(researchers: u32, engineers: u32, quarters: u32, hazard: f64) -> Scenario {
    let mut scenario = bare(researchers, engineers, quarters);
    scenario.mechanisms.exits = true;
    scenario.mechanisms.hiring = true;
    scenario.labour_market.base_hazard = hazard;
    scenario
}

/// A bare world in which every project that finishes is a breakthrough of full
/// relevance, and every stage of its transfer has the same rate.
pub fn transfers(researchers: u32, quarters: u32, rate: f64) -> Scenario {
    let mut scenario = bare(researchers, 0, quarters);
    let research = &mut scenario.research;
    research.breakthrough_quality = 1e-9;
    research.skill_elasticity = 0.0;
    research.exploratory_relevance = FULL;
    research.incremental_relevance = FULL;
    let transfer = &mut scenario.transfer;
    transfer.notice_rate = rate;
    transfer.adoption_rate = rate;
    transfer.stage_rate = rate;
    transfer.engineers_per_transfer = 0.0;
    transfer.abandonment_rate = 0.0;
    transfer.immaturity_rate = 0.0;
    transfer.obsolescence_rate = 0.0;
    let structure = &mut scenario.structures["loose-coupling"];
    structure.gate_readiness = 0.0;
    structure.gate_relevance = 0.0;
    scenario
}

/// A mean relevance so close to one that every draw is one but for rounding.
pub const FULL: f64 = 1.0 - 1e-13;

/// Adds a change of all units to a structure.
pub fn reorganise(scenario: &mut Scenario, quarter: u32, structure: &str) {
    let name = format!("to {structure} in {quarter}");
    let event = Event::at(quarter, Action::reorganise(structure));
    scenario.events.insert(name, event);
}

/// Takes away everything that moves satisfaction.
pub fn silence_satisfaction(scenario: &mut Scenario) {
    let satisfaction = &mut scenario.satisfaction;
    satisfaction.reward = 0.0;
    satisfaction.autonomy = 0.0;
    satisfaction.goal_fit = 0.0;
    satisfaction.stability = 0.0;
    satisfaction.prestige = 0.0;
    satisfaction.vacancies = 0.0;
    satisfaction.pay = 0.0;
    satisfaction.disposition = 0.0;
    satisfaction.noise = 0.0;
}
