//! Compute: who asks for GPUs, and who gets them.

use super::step::Step;
use super::{Organization, Role};
use crate::elementary::powf;
use crate::scenario;

/// More GPUs than this there never are, so that sums of them stay finite.
const MOST_GPUS: f64 = 1e12;

/// GPUs in a quarter by who uses them, as means over its time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compute {
    /// Capacity.
    pub capacity: f64,
    /// What research asks for.
    pub research_asked: f64,
    /// What research gets.
    pub research: f64,
    /// What product gets.
    pub product: f64,
    /// What the training run of the flagship takes.
    pub flagship: f64,
    /// What went into work that is lost this quarter: cancelled and pivoted
    /// projects, restarts of training runs.
    pub lost: f64,
    /// What is left of research's pace.
    pub(super) pace: f64,
}

impl Compute {
    pub(super) fn new(parameters: &scenario::Compute) -> Self {
        Self {
            capacity: f64::from(parameters.gpus),
            research_asked: 0.0,
            research: 0.0,
            product: 0.0,
            flagship: 0.0,
            lost: 0.0,
            pace: 1.0,
        }
    }

    /// Multiplies the capacity; less than one GPU is none.
    pub(super) fn change(&mut self, factor: f64) {
        let capacity = (self.capacity * factor).min(MOST_GPUS);
        self.capacity = if capacity < 1.0 { 0.0 } else { capacity };
    }

    /// What is allocated to somebody.
    pub fn allocated(&self) -> f64 {
        self.research + self.product + self.flagship
    }
}

/// The training run takes what is reserved for it; research and product share the
/// rest, in proportions that depend on who controls the budget, and each may use
/// part of what the other leaves.
///
/// Equations (M22), (M24).
pub(super) fn compute(step: &Step, organization: &mut Organization) {
    let scenario = &step.model.scenario;
    let parameters = &scenario.compute;
    let attention = attend_to_projects(step, organization);
    let engineers: usize = step
        .model
        .units
        .iter()
        .map(|unit| {
            let present = organization.occupied[unit.engineers.clone()].iter();
            present.map(|&there| usize::from(there)).sum::<usize>()
        })
        .sum();
    let control = budget_control(step, organization);
    let reserved = scenario.flagship.compute_share * organization.flagship.busy();

    let compute = &mut organization.compute;
    compute.flagship = reserved * compute.capacity;
    let rest = compute.capacity - compute.flagship;
    let own = parameters.research_share_own;
    let share = own + control * (parameters.research_share_product - own);
    let asked = [
        parameters.gpus_per_project * attention,
        parameters.gpus_per_engineer * engineers as f64,
    ];
    let entitled = [share * rest, (1.0 - share) * rest];
    let [research, product] = shared(asked, entitled, parameters.backfill);
    compute.research_asked = asked[0];
    compute.research = research;
    compute.product = product;
    // A project has its crew's full attention while its usual staff works on it.
    compute.lost =
        parameters.gpus_per_project * organization.work_lost / scenario.research.project_staff;
    compute.pace = if scenario.mechanisms.compute && research < asked[0] {
        powf(research / asked[0], parameters.elasticity)
    } else {
        1.0
    };
}

/// What two sides get who ask for GPUs and are entitled to some: up to what they
/// are entitled to, and a share of what the other leaves.
///
/// Equation (M23).
fn shared(asked: [f64; 2], entitled: [f64; 2], backfill: f64) -> [f64; 2] {
    let own = [0, 1].map(|side| f64::min(asked[side], entitled[side]));
    [0, 1].map(|side| {
        let spare = entitled[1 - side] - own[1 - side];
        (own[side] + backfill * spare).min(asked[side])
    })
}

/// Divides each crew's attention among its projects; projects beyond what it can
/// serve pause. Returns how many full attentions all of them get.
fn attend_to_projects(step: &Step, organization: &mut Organization) -> f64 {
    let mut all = 0.0;
    for crew in 0..organization.crews.len() {
        let load = step.model.project_load(organization, crew);
        let slots = organization.crews[crew].slots.clone();
        let mut total = 0.0;
        for (place, project) in slots.enumerate() {
            if organization.projects.active[project] {
                total += (load - place as f64).clamp(0.0, 1.0);
            }
        }
        organization.crews[crew].load = load;
        organization.crews[crew].attention = total;
        all += total;
    }
    all
}

/// Share of the budget that product controls, over units by their researchers'
/// seats.
fn budget_control(step: &Step, organization: &Organization) -> f64 {
    let (mut sum, mut seats) = (0.0, 0);
    for (unit, prepared) in step.model.units.iter().enumerate() {
        let researchers = prepared.seats_of(Role::Researcher).len();
        let structure = &step.model.structures[organization.units[unit].structure];
        sum += structure.parameters.product_budget_control * researchers as f64;
        seats += researchers;
    }
    if seats > 0 { sum / seats as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gets_more_than_asked_and_all_no_more_than_there_is() {
        assert_eq!(shared([10.0, 20.0], [50.0, 50.0], 0.5), [10.0, 20.0]);
        assert_eq!(shared([80.0, 20.0], [50.0, 50.0], 0.5), [65.0, 20.0]);
        assert_eq!(shared([80.0, 20.0], [50.0, 50.0], 0.0), [50.0, 20.0]);
        assert_eq!(shared([80.0, 90.0], [40.0, 60.0], 1.0), [40.0, 60.0]);
    }
}
