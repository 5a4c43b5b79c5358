//! Units: their present structures, and what remains of changes.

use crate::elementary::ln;
use crate::measures::Role;
use crate::model::prepared::PreparedUnit;
use crate::scenario::Scenario;
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
    /// What those of each role are paid against the market.
    pub(crate) pay: [Pay; 2],
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

/// Pay against the market.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pay {
    /// Relative to that at the start.
    pub(crate) ratio: f64,
    /// What that adds to satisfaction.
    pub(crate) worth: f64,
}

impl Pay {
    /// As people found it.
    const AT_START: Self = Self {
        ratio: 1.0,
        worth: 0.0,
    };

    /// At some ratio, where pay for the same work is spread so widely.
    ///
    /// Equation (M65).
    pub(crate) fn at(scenario: &Scenario, ratio: f64, spread: f64) -> Self {
        let weight = match scenario.mechanisms.satisfaction {
            true => scenario.satisfaction.pay,
            false => 0.0,
        };
        Self {
            ratio,
            worth: weight * ln(ratio) / spread,
        }
    }
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
            pay: [Pay::AT_START; 2],
            survivors: 0.0,
            knowledge: 1.0,
            revenue: 1.0,
            shipped_value: 0.0,
            transfer_load: 0.0,
        }
    }
}
