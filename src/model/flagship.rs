//! The flagship model: readiness, the start of a training run and its length, and
//! what comes out.

use super::step::Step;
use super::{Event, Observer, Organization};
use crate::elementary::{exp, ln, normal_quantile};
use crate::random::{Entity, LogNormal, Poisson, Stream};
use crate::scenario;
use crate::units::{DAYS_A_QUARTER, Quarter};

/// Goodput at which a run has its normal length (Llama 3's snapshot).
const NORMAL_GOODPUT: f64 = 0.9;

/// Readiness below which it makes no more difference to capability.
const LEAST_READINESS: f64 = 0.05;

/// Most restarts of a run, on average, however little there is to compute with.
const MOST_RESTARTS: f64 = 1000.0;

/// The flagship at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flagship {
    /// Number of the generation that is prepared or trained.
    pub generation: u32,
    /// Quarter in which its run should start.
    pub planned: Quarter,
    /// Readiness of routing and training, 0 to 1.
    pub readiness: f64,
    /// Focus of research in the last quarter, 0 to 1.
    pub focus: f64,
    scale: f64,
    run: Option<Run>,
}

/// A training run under way.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    started: Quarter,
    days_left: f64,
    capability: f64,
}

impl Flagship {
    /// A generation whose run is planned for the first multiple of the interval.
    pub(super) fn planned(parameters: &scenario::Flagship, first: Quarter) -> Self {
        let interval = parameters.interval_quarters as i32;
        let wait = (-first.0).rem_euclid(interval);
        Self {
            generation: 0,
            planned: Quarter(first.0 + wait),
            readiness: 1.0,
            focus: 1.0,
            scale: 1.0,
            run: None,
        }
    }

    /// Later generations have this scale.
    pub(super) fn descope(&mut self, scale: f64) {
        self.scale = scale;
    }

    /// Share of the quarter that the run under way takes.
    pub(super) fn busy(&self) -> f64 {
        self.run
            .map_or(0.0, |run| (run.days_left / DAYS_A_QUARTER).min(1.0))
    }

    /// Whether a training run is under way.
    pub fn is_training(&self) -> bool {
        self.run.is_some()
    }
}

/// Focus builds readiness; a run that is planned starts when readiness allows, and
/// a run under way goes on.
///
/// Equation (M37).
pub(super) fn flagship(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let parameters = &step.model.scenario.flagship;
    let focus = focus(step, organization);
    let state = &mut organization.flagship;
    state.focus = focus;
    if !step.model.scenario.mechanisms.flagship {
        return;
    }
    state.readiness += parameters.build_rate * focus * (1.0 - state.readiness)
        - parameters.loss_rate * (1.0 - focus) * state.readiness;
    organization.market.flagships_released = 0;
    if let Some(run) = &mut state.run {
        run.days_left -= DAYS_A_QUARTER;
        if run.days_left <= 0.0 {
            let event = Event::TrainingEnded {
                generation: state.generation,
                started: run.started,
                capability: run.capability,
            };
            state.run = None;
            state.generation += 1;
            organization.market.flagships_released = 1;
            observer.happened(step.quarter, event, organization);
        }
    } else if step.quarter >= state.planned && starts(step, state) {
        start(step, organization, observer);
    }
}

/// Share of researchers' time that goes undisturbed into research: effort, less
/// switching, disruption, pivots and vacancies; over crews by their seats.
///
/// Equation (M36).
fn focus(step: &Step, organization: &Organization) -> f64 {
    let model = step.model;
    let dip = match model.scenario.mechanisms.reorganisation_dip {
        true => model.scenario.work.reorganisation_dip,
        false => 0.0,
    };
    let (mut sum, mut seats) = (0.0, 0usize);
    for crew in &organization.crews {
        let unit = &organization.units[crew.unit];
        let mut effort = 0.0;
        for seat in crew.seats.clone() {
            if organization.occupied[seat] {
                effort += organization.research_effort[seat];
            }
        }
        let undisturbed = model.structures[unit.structure].switch_efficiency
            * (1.0 - dip * unit.disruption)
            * (1.0 - crew.pivoted_share());
        sum += effort * undisturbed;
        seats += crew.seats.len();
    }
    if seats > 0 { sum / seats as f64 } else { 0.0 }
}

/// Whether the planned run starts: a smaller model needs less readiness.
///
/// Equation (M38).
fn starts(step: &Step, state: &Flagship) -> bool {
    let parameters = &step.model.scenario.flagship;
    let excess = state.readiness - parameters.start_readiness * state.scale;
    let probability = 1.0 / (1.0 + exp(-excess / parameters.start_width));
    let u = step
        .streams
        .uniform(Stream::FlagshipStart, entity(state), step.quarter);
    u < probability
}

/// Equations (M39), (M40), (M41).
fn start(step: &Step, organization: &mut Organization, observer: &mut impl Observer) {
    let parameters = &step.model.scenario.flagship;
    let initial = f64::from(step.model.scenario.compute.gpus);
    let compute = &mut organization.compute;
    let state = &mut organization.flagship;
    let draw = |stream| step.streams.uniform(stream, entity(state), Quarter(0));
    // Where there is nothing to compute with, no run is started.
    if compute.capacity == 0.0 || parameters.compute_share == 0.0 {
        return;
    }
    let smooth = parameters.run_days
        * state.scale
        * (initial / compute.capacity)
        * (NORMAL_GOODPUT / parameters.goodput)
        * LogNormal::with_median(1.0, parameters.length_sigma)
            .quantile(draw(Stream::FlagshipLength));
    let expected = parameters.restarts * (smooth / parameters.run_days) * (1.0 - state.readiness);
    let restarts =
        Poisson::new(expected.min(MOST_RESTARTS)).quantile(draw(Stream::FlagshipRestarts)) as u32;
    let lost_days = parameters.restart_days * f64::from(restarts);
    let days = smooth + lost_days;
    compute.lost += parameters.compute_share * compute.capacity * lost_days / DAYS_A_QUARTER;
    let capability = parameters.capability
        + parameters.routing_gain * ln(state.readiness.max(LEAST_READINESS))
        + parameters.scale_gain * ln(state.scale)
        + parameters.capability_sigma * normal_quantile(draw(Stream::FlagshipCapability));
    let event = Event::TrainingStarted {
        generation: state.generation,
        planned: state.planned,
        days,
        restarts,
    };
    state.run = Some(Run {
        started: step.quarter,
        days_left: days,
        capability,
    });
    state.readiness *= parameters.carry_over;
    // A plan that was missed is not made up for: the next one counts from here.
    state.planned = Quarter(step.quarter.0 + parameters.interval_quarters as i32);
    observer.happened(step.quarter, event, organization);
}

fn entity(state: &Flagship) -> Entity {
    Entity {
        id: state.generation,
        generation: 0,
    }
}

/// The score of a multiple-choice test with four answers, in percent, that a
/// latent capability stands for; for display only.
///
/// Equation (M42).
pub fn mmlu_like(capability: f64) -> f64 {
    25.0 + 75.0 * logistic(capability)
}

/// The share of programming tasks solved, in percent, that a latent capability
/// stands for; for display only.
///
/// Equation (M43).
pub fn humaneval_like(capability: f64) -> f64 {
    100.0 * logistic(capability)
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_multiples_of_the_interval() {
        let parameters = scenario::Scenario::default().flagship;
        for (first, planned) in [(0, 0), (-40, -40), (-39, -36), (-1, 0)] {
            let state = Flagship::planned(&parameters, Quarter(first));
            assert_eq!(state.planned, Quarter(planned));
        }
    }

    #[test]
    fn scores_lie_between_chance_and_all() {
        assert_eq!(mmlu_like(-1e3), 25.0);
        assert_eq!(humaneval_like(1e3), 100.0);
        assert_eq!(mmlu_like(0.0), 62.5);
    }
}
