//! The random streams of a run, for models in Python.

use orgsim::random::{Entity, Purpose, StreamRng, Streams};
use orgsim::units::Quarter;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Most entities of a column.
const MOST: u32 = 10_000_000;

/// A purpose by its number.
#[derive(Clone, Copy)]
struct Numbered(u8);

impl Purpose for Numbered {
    fn number(self) -> u8 {
        self.0
    }
}

/// The random streams of one run: a draw is a function of what it is for.
#[pyclass(frozen, module = "orgsim._orgsim")]
pub(crate) struct RunStreams {
    streams: Streams,
    #[pyo3(get)]
    seed: u64,
    #[pyo3(get)]
    run: u64,
}

impl RunStreams {
    pub(crate) fn new(seed: u64, run: u64) -> Self {
        Self {
            streams: Streams::new(seed, run),
            seed,
            run,
        }
    }
}

#[pymethods]
impl RunStreams {
    #[new]
    fn of(seed: u64, run: u64) -> Self {
        Self::new(seed, run)
    }

    /// One uniform in the open interval (0, 1).
    fn uniform(
        &self,
        purpose: u8,
        entity: u32,
        period: i32,
        generation: u32,
        other: u32,
        draw: u16,
    ) -> PyResult<f64> {
        let (entity, period) = address(entity, generation, period)?;
        Ok(self
            .streams
            .nth_uniform(Numbered(purpose), entity, period, other, draw))
    }

    /// The uniforms of the entities 0 to `number` - 1, as the bytes of numbers of this machine.
    fn uniforms<'py>(
        &self,
        py: Python<'py>,
        purpose: u8,
        number: u32,
        period: i32,
    ) -> PyResult<Bound<'py, PyBytes>> {
        if number > MOST {
            let message = format!("number: {number}; allowed: 0 to {MOST}");
            return Err(PyValueError::new_err(message));
        }
        let (_, period) = address(0, 0, period)?;
        let entities: Vec<Entity> = (0..number).map(|id| Entity { id, generation: 0 }).collect();
        let mut column = vec![0.0; entities.len()];
        self.streams
            .column(Numbered(purpose), period, &entities, &mut column);
        let bytes: Vec<u8> = column
            .iter()
            .flat_map(|uniform| uniform.to_ne_bytes())
            .collect();
        Ok(PyBytes::new(py, &bytes))
    }

    /// The draws at an address, one after the other.
    fn draws(&self, purpose: u8, entity: u32, period: i32, generation: u32) -> PyResult<Draws> {
        let (entity, period) = address(entity, generation, period)?;
        Ok(Draws(self.streams.rng(Numbered(purpose), entity, period)))
    }
}

/// Draws that all belong to one address.
#[pyclass(module = "orgsim._orgsim")]
pub(crate) struct Draws(StreamRng);

#[pymethods]
impl Draws {
    /// The next uniform in the open interval (0, 1).
    fn uniform(&mut self) -> f64 {
        self.0.uniform()
    }
}

fn address(id: u32, generation: u32, period: i32) -> PyResult<(Entity, Quarter)> {
    if generation > u32::from(u16::MAX) {
        let message = format!("generation: {generation}; allowed: 0 to {}", u16::MAX);
        return Err(PyValueError::new_err(message));
    }
    if i16::try_from(period).is_err() {
        let message = format!("period: {period}; allowed: {} to {}", i16::MIN, i16::MAX);
        return Err(PyValueError::new_err(message));
    }
    Ok((Entity { id, generation }, Quarter(period)))
}
