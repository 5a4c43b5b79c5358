//! Units: their present structures, and what remains of changes.

use crate::measures::Role;
use crate::model::prepared::PreparedUnit;
use crate::units::Quarter;

/// A unit at one moment.
#[derive(Clone, Debug)]
pub(crate) struct UnitState {
    /// Index of the present structure.
    pub(crate) structure: usize,
    /// The structure before the last change.
    pub(crate) previous_structure: usize,
    /// Disruption by the last change of structure: one at the change, fading.
    pub(crate) disruption: f64,
    /// Changes of structure that are announced and have not come.
    pub(crate) announced: u32,
    /// Seats that it has by its plan, by role.
    pub(crate) planned: [usize; 2],
    /// Seats that may be occupied, by role.
    pub(crate) funded: [usize; 2],
    /// Relative rise of the hazard of those who stayed after layoffs.
    pub(crate) survivors: f64,
    /// What its engineers know of research, 0 to 1.
    pub(crate) knowledge: f64,
    /// Features and breakthrough value shipped relative to normal, smoothed.
    pub(crate) revenue: f64,
    /// Value of the breakthroughs shipped this quarter.
    pub(crate) shipped_value: f64,
    /// Share of the engineers' work that goes into transfers this quarter.
    pub(crate) transfer_load: f64,
}

impl UnitState {
    /// A unit that was never changed and does what is normal, in its first quarter.
    pub(crate) fn normal(unit: &PreparedUnit, first: Quarter) -> Self {
        let planned = Role::ALL.map(|role| unit.plan.seats(role, first));
        Self {
            structure: unit.structure,
            previous_structure: unit.structure,
            disruption: 0.0,
            announced: 0,
            planned,
            funded: planned,
            survivors: 0.0,
            knowledge: 1.0,
            revenue: 1.0,
            shipped_value: 0.0,
            transfer_load: 0.0,
        }
    }
}
