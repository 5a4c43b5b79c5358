//! Neighbouring draws: a table of uniforms for each part of an address.

use orgsim::random::{Entity, Stream, Streams};
use orgsim::units::Quarter;

/// The whole address of a draw, seed and run included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address {
    pub(crate) seed: u64,
    pub(crate) run: u64,
    pub(crate) stream: Stream,
    pub(crate) entity: Entity,
    pub(crate) quarter: Quarter,
    pub(crate) other: u32,
    pub(crate) draw: u16,
}

/// The address around which the tables lie.
pub(crate) const ORIGIN: Address = Address {
    seed: 20_240_601,
    run: 0,
    stream: Stream::ExitDecision,
    entity: Entity {
        id: 0,
        generation: 0,
    },
    quarter: Quarter(0),
    other: 0,
    draw: 0,
};

/// What makes a uniform of an address.
pub(crate) type Generator = fn(&Address) -> f64;

/// The generator of the library.
pub(crate) fn keyed(address: &Address) -> f64 {
    Streams::new(address.seed, address.run).nth_uniform(
        address.stream,
        address.entity,
        address.quarter,
        address.other,
        address.draw,
    )
}

/// A table of draws: neighbours along a row differ by one in one part of the
/// address, rows differ in another part.
pub(crate) struct Axis {
    pub(crate) name: &'static str,
    pub(crate) rows: usize,
    pub(crate) length: usize,
    at: fn(usize, usize) -> Address,
}

impl Axis {
    /// The uniforms of a generator, row by row.
    pub(crate) fn draw(&self, generator: Generator) -> Vec<f64> {
        (0..self.rows)
            .flat_map(|row| (0..self.length).map(move |i| (row, i)))
            .map(|(row, i)| generator(&(self.at)(row, i)))
            .collect()
    }
}

fn entity(id: usize, generation: usize) -> Entity {
    Entity {
        id: id as u32,
        generation: generation as u32,
    }
}

fn quarter(number: usize) -> Quarter {
    Quarter(number as i32 - 400)
}

/// About 2^17 draws along each part of an address.
#[rustfmt::skip]
pub(crate) const AXES: [Axis; 9] = [
    Axis { name: "entities", rows: 32, length: 4096, at: |row, i| Address {
        entity: entity(i, 0), quarter: quarter(row), ..ORIGIN
    } },
    Axis { name: "generations", rows: 1024, length: 128, at: |row, i| Address {
        entity: entity(row, i), ..ORIGIN
    } },
    Axis { name: "quarters", rows: 164, length: 800, at: |row, i| Address {
        entity: entity(row, 0), quarter: quarter(i), ..ORIGIN
    } },
    Axis { name: "runs", rows: 32, length: 4096, at: |row, i| Address {
        seed: row as u64, run: i as u64, ..ORIGIN
    } },
    Axis { name: "seeds", rows: 32, length: 4096, at: |row, i| Address {
        seed: i as u64, run: row as u64, ..ORIGIN
    } },
    Axis { name: "purposes", rows: 4096, length: 32, at: |row, i| Address {
        stream: Stream::ALL[i], entity: entity(row, 0), ..ORIGIN
    } },
    Axis { name: "lanes", rows: 65_536, length: 2, at: |row, i| Address {
        stream: Stream::ALL[i], entity: entity(row, 0), ..ORIGIN
    } },
    Axis { name: "others", rows: 128, length: 1024, at: |row, i| Address {
        stream: Stream::TiePartner, entity: entity(row, 0), other: i as u32, ..ORIGIN
    } },
    Axis { name: "draws", rows: 64, length: 2048, at: |row, i| Address {
        entity: entity(row, 0), draw: i as u16, ..ORIGIN
    } },
];
