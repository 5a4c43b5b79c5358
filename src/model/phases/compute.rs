//! Compute: who asks for GPUs, and who gets them.

use crate::elementary::powf;
use crate::measures::Role;
use crate::model::state::{self, Flagship, Minds, Research, Seats, UnitState};
use crate::model::step::Step;

/// Who gets which GPUs.
pub(crate) struct Compute<'a> {
    pub(crate) seats: &'a Seats,
    pub(crate) minds: &'a Minds,
    pub(crate) units: &'a [UnitState],
    pub(crate) flagship: &'a Flagship,
    pub(crate) research: &'a mut Research,
    pub(crate) compute: &'a mut state::Compute,
}

impl Compute<'_> {
    /// The training run takes what is reserved for it; research and product share the
    /// rest, in proportions that depend on who controls the budget, and each may use
    /// part of what the other leaves.
    ///
    /// Equations (M27), (M29).
    pub(crate) fn run(mut self, step: &Step) {
        let scenario = &step.model.scenario;
        let parameters = &scenario.compute;
        let attention = self.attend_to_projects(step);
        let engineers: usize = step
            .model
            .units
            .iter()
            .map(|unit| self.seats.head_count(unit.engineers.clone()))
            .sum();
        let control = self.budget_control(step);
        let reserved = scenario.flagship.compute_share * self.flagship.busy();

        let compute = self.compute;
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
            parameters.gpus_per_project * self.research.work_lost / scenario.research.project_staff;
        compute.pace = if scenario.mechanisms.compute && research < asked[0] {
            powf(research / asked[0], parameters.elasticity)
        } else {
            1.0
        };
    }

    /// Divides each crew's attention among its projects; projects beyond what it can
    /// serve pause. Returns on how many of them
    /// their staff would work full-time.
    fn attend_to_projects(&mut self, step: &Step) -> f64 {
        let mut all = 0.0;
        let Research {
            crews, projects, ..
        } = &mut *self.research;
        for crew in crews {
            let structure = self.units[crew.unit].structure;
            let effort = crew.research_effort(self.seats, self.minds);
            let load = step.model.project_load(structure, effort);
            let mut total = 0.0;
            for (place, project) in crew.slots.clone().enumerate() {
                if projects.active[project] {
                    total += (load - place as f64).clamp(0.0, 1.0);
                }
            }
            crew.load = load;
            crew.attention = total;
            // Somebody who serves several projects gives each a part of a whole.
            let assignments = step.model.structures[structure]
                .parameters
                .concurrent_assignments;
            all += total / assignments;
        }
        all
    }

    /// Share of the budget that product controls, over units by their researchers'
    /// seats.
    fn budget_control(&self, step: &Step) -> f64 {
        let (mut sum, mut seats) = (0.0, 0);
        for unit in self.units {
            let researchers = unit.planned[Role::Researcher as usize];
            let structure = &step.model.structures[unit.structure];
            sum += structure.parameters.product_budget_control * researchers as f64;
            seats += researchers;
        }
        if seats > 0 { sum / seats as f64 } else { 0.0 }
    }
}

/// What two sides get who ask for GPUs and are entitled to some: up to what they
/// are entitled to, and a share of what the other leaves.
///
/// Equation (M28).
fn shared(asked: [f64; 2], entitled: [f64; 2], backfill: f64) -> [f64; 2] {
    let own = [0, 1].map(|side| f64::min(asked[side], entitled[side]));
    [0, 1].map(|side| {
        let spare = entitled[1 - side] - own[1 - side];
        (own[side] + backfill * spare).min(asked[side])
    })
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
