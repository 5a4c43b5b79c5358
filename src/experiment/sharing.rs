//! Which cells may share a past, and what that saves.

use std::collections::BTreeMap;

use super::cells::{Cell, Fingerprint};
use crate::scenario::Scenario;
use crate::simulation::Past;
use crate::units::Quarter;

/// Most cells that are simulated together: all of them are prepared in each thread.
const MOST_TOGETHER: usize = 64;

/// Bytes of an organisation in memory, by seat, about.
const SEAT_BYTES: u64 = 1_000;

/// The places of cells that may share a past, in the order of the first of each.
pub(super) fn families<'a>(cells: impl Iterator<Item = &'a Cell>) -> Vec<Vec<usize>> {
    let mut families: Vec<Vec<usize>> = Vec::new();
    let mut last: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    for (place, cell) in cells.enumerate() {
        let known = cell.past.and_then(|past| last.get(&past));
        match known.map(|&family| &mut families[family]) {
            Some(family) if family.len() < MOST_TOGETHER => family.push(place),
            _ => {
                if let Some(past) = cell.past {
                    last.insert(past, families.len());
                }
                families.push(vec![place]);
            }
        }
    }
    families
}

/// What it saves that cells share their pasts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sharing {
    /// Share of the quarters that need no simulation of their own.
    pub(super) share: f64,
    /// Bytes of organisations that are in the memory of a thread at once, at most.
    pub(super) bytes: u64,
}

impl Sharing {
    /// Of all cells of a design, with as many runs each.
    pub(super) fn of(cells: &[Cell]) -> Self {
        let (mut simulated, mut all, mut bytes) = (0, 0, 0);
        for family in families(cells.iter()) {
            let of_family = family.iter().filter_map(|&place| cells[place].scenario());
            let of_family: Vec<&Scenario> = of_family.collect();
            let Some(scenario) = of_family.first() else {
                continue;
            };
            let burn_in = scenario.simulation.burn_in_quarters;
            let past = Past::of(&of_family);
            simulated += past.quarters(Quarter(-(burn_in as i32)));
            all += of_family.len() as u64 * u64::from(burn_in + scenario.simulation.quarters);
            let units = scenario.units.values();
            let seats: u64 = units
                .map(|unit| u64::from(unit.researchers) + u64::from(unit.engineers))
                .sum();
            bytes = bytes.max(past.organizations() * seats * SEAT_BYTES);
        }
        Self {
            share: 1.0 - simulated as f64 / all.max(1) as f64,
            bytes,
        }
    }
}
