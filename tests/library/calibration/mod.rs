//! Calibration: posteriors that are known in closed form, and spaces whose size
//! is known.
//!
//! Seeds are fixed. A band of five or more standard errors, from the effective
//! number of particles, would be left by another seed less than once in a
//! million times.

#![expect(
    clippy::print_stdout,
    reason = "the figures are of interest even where they pass"
)]

mod history;
mod posterior;
mod recovery;
mod rules;

use std::num::NonZeroU64;
use std::sync::atomic::{AtomicBool, AtomicU64};

use orgsim::analysis::calibration::{Marginal, Parameter, Prior, Simulations};
use orgsim::elementary::normal_quantile;
use orgsim::engine::{MonteCarlo, Signals};
use orgsim::random::{Entity, Purpose, Streams};
use orgsim::units::Quarter;

#[derive(Clone, Copy)]
pub(crate) enum Luck {
    Noise,
    Component,
}

impl Purpose for Luck {
    fn number(self) -> u8 {
        self as u8
    }
}

/// A uniform number of a simulation.
pub(crate) fn uniform(number: u64, luck: Luck, index: u32) -> f64 {
    let entity = Entity {
        id: index,
        generation: 0,
    };
    Streams::new(77, number).uniform(luck, entity, Quarter(0))
}

/// A standard normal number of a simulation.
pub(crate) fn normal(number: u64, index: u32) -> f64 {
    normal_quantile(uniform(number, Luck::Noise, index))
}

pub(crate) fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / 2.0_f64.sqrt())
}

pub(crate) fn engine(batch: u64, threads: usize) -> MonteCarlo {
    MonteCarlo::new(NonZeroU64::new(batch).unwrap(), threads).unwrap()
}

/// Simulations that nothing interrupts.
pub(crate) fn with(engine: &MonteCarlo, seed: u64) -> Simulations<'_> {
    static NONE: Signals = Signals {
        interrupt: AtomicBool::new(false),
        runs_done: AtomicU64::new(0),
    };
    let signals = &NONE;
    Simulations {
        engine,
        signals,
        seed,
    }
}

pub(crate) fn prior(marginals: &[Marginal]) -> Prior {
    let parameters = marginals.iter().enumerate();
    let parameters = parameters.map(|(index, marginal)| Parameter {
        name: format!("p{index}"),
        marginal: marginal.clone(),
    });
    Prior::new(parameters.collect()).unwrap()
}

pub(crate) fn standard_normal() -> Marginal {
    Marginal::Normal {
        mean: 0.0,
        deviation: 1.0,
    }
}
