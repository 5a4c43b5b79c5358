//! The flagship model: readiness, the start of a training run and its length, and
//! what comes out.

use crate::elementary::{exp, ln, normal_quantile};
use crate::model::event::Event;
use crate::model::state::{self, Compute, Crew, Market, Minds, Seats, TrainingRun, UnitState};
use crate::model::step::Step;
use crate::random::{Entity, LogNormal, Poisson, Stream};
use crate::units::{DAYS_A_QUARTER, Quarter};

/// Goodput at which a run has its normal length (Llama 3's snapshot).
const NORMAL_GOODPUT: f64 = 0.9;

/// Readiness below which it makes no more difference to capability.
const LEAST_READINESS: f64 = 0.05;

/// Most restarts of a run, on average, however little there is to compute with.
const MOST_RESTARTS: f64 = 1000.0;

/// How the next generation is prepared and trained.
pub(crate) struct Flagship<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) minds: &'a Minds,
    pub(crate) units: &'a [UnitState],
    pub(crate) crews: &'a [Crew],
    pub(crate) compute: &'a mut Compute,
    pub(crate) flagship: &'a mut state::Flagship,
    pub(crate) market: &'a mut Market,
}

impl Flagship<'_> {
    /// Focus builds readiness; a run that is planned starts when readiness allows, and
    /// a run under way goes on.
    ///
    /// Equation (M46).
    pub(crate) fn run(mut self, step: &Step, happened: &mut Vec<Event>) {
        let parameters = &step.model.scenario.flagship;
        let focus = self.focus(step);
        let state = &mut *self.flagship;
        state.focus = focus;
        if !step.model.scenario.mechanisms.flagship {
            return;
        }
        state.readiness += parameters.build_rate * focus * (1.0 - state.readiness)
            - parameters.loss_rate * (1.0 - focus) * state.readiness;
        self.market.flagships_released = 0;
        if self.seats.head_count(0..self.seats.count()) == 0 {
            // nobody is there to start a run, or to look after one
            return;
        }
        if let Some(run) = &mut state.run {
            run.days_left -= DAYS_A_QUARTER;
            if run.days_left <= 0.0 {
                happened.push(Event::TrainingEnded {
                    generation: state.generation,
                    started: run.started,
                    capability: run.capability,
                });
                state.run = None;
                state.generation += 1;
                self.market.flagships_released = 1;
            }
        } else if step.quarter >= state.planned && starts(step, state) {
            self.start(step, happened);
        }
    }

    /// Before any quarter: readiness is where focus brings it in the long run.
    pub(crate) fn rest(&mut self, step: &Step) {
        let parameters = &step.model.scenario.flagship;
        let focus = self.focus(step);
        let state = &mut *self.flagship;
        state.focus = focus;
        let (built, lost) = (
            parameters.build_rate * focus,
            parameters.loss_rate * (1.0 - focus),
        );
        if step.model.scenario.mechanisms.flagship && built + lost > 0.0 {
            state.readiness = built / (built + lost);
        }
    }

    /// Share of researchers' time that goes undisturbed into research: effort, less
    /// switching, disruption, pivots and vacancies; over crews by their seats.
    ///
    /// Equation (M45).
    fn focus(&self, step: &Step) -> f64 {
        let model = step.model;
        let dip = match model.scenario.mechanisms.reorganisation_dip {
            true => model.scenario.work.reorganisation_dip,
            false => 0.0,
        };
        let (mut sum, mut seats) = (0.0, 0usize);
        for crew in self.crews {
            let unit = &self.units[crew.unit];
            let mut effort = 0.0;
            for seat in crew.seats.clone() {
                if self.seats.occupied[seat] {
                    effort += self.minds.research_effort[seat];
                }
            }
            let undisturbed = model.structures[unit.structure].switch_efficiency
                * (1.0 - dip * unit.disruption)
                * (1.0 - crew.pivoted_share());
            sum += effort * undisturbed;
            seats += self.seats.open_count(crew.seats.clone());
        }
        if seats > 0 { sum / seats as f64 } else { 0.0 }
    }

    /// Equations (M48), (M49), (M50).
    fn start(&mut self, step: &Step, happened: &mut Vec<Event>) {
        let parameters = &step.model.scenario.flagship;
        let initial = f64::from(step.model.scenario.compute.gpus);
        let (compute, state) = (&mut *self.compute, &mut *self.flagship);
        let own = entity(state);
        let draw = |stream| step.streams.uniform(stream, own, Quarter(0));
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
        let expected =
            parameters.restarts * (smooth / parameters.run_days) * (1.0 - state.readiness);
        let restarts = Poisson::new(expected.min(MOST_RESTARTS))
            .quantile(draw(Stream::FlagshipRestarts)) as u32;
        let lost_days = parameters.restart_days * f64::from(restarts);
        let days = smooth + lost_days;
        compute.lost += parameters.compute_share * compute.capacity * lost_days / DAYS_A_QUARTER;
        let capability = parameters.capability
            + parameters.routing_gain * ln(state.readiness.max(LEAST_READINESS))
            + parameters.scale_gain * ln(state.scale)
            + parameters.capability_sigma * normal_quantile(draw(Stream::FlagshipCapability));
        happened.push(Event::TrainingStarted {
            generation: state.generation,
            planned: state.planned,
            days,
            restarts,
        });
        state.run = Some(TrainingRun {
            started: step.quarter,
            days_left: days,
            capability,
        });
        state.readiness *= parameters.carry_over;
        // A plan that was missed is not made up for: the next one counts from here.
        state.planned = Quarter(step.quarter.0 + parameters.interval_quarters as i32);
    }
}

/// Whether the planned run starts: a smaller model needs less readiness.
///
/// Equation (M47).
fn starts(step: &Step, state: &state::Flagship) -> bool {
    let parameters = &step.model.scenario.flagship;
    let excess = state.readiness - parameters.start_readiness * state.scale;
    let probability = 1.0 / (1.0 + exp(-excess / parameters.start_width));
    let u = step
        .streams
        .uniform(Stream::FlagshipStart, entity(state), step.quarter);
    u < probability
}

fn entity(state: &state::Flagship) -> Entity {
    Entity {
        id: state.generation,
        generation: 0,
    }
}
