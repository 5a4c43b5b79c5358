//! The random streams and elementary functions, counted: how many a quarter of
//! the model takes at the least.

use std::cell::{Cell, RefCell};

use orgsim::random::{Entity, Stream, Streams};
use orgsim::units::Quarter;

/// How many of each were taken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) uniforms: u64,
    pub(crate) exponentials: u64,
    pub(crate) logarithms: u64,
    pub(crate) normal_quantiles: u64,
    pub(crate) powers: u64,
}

/// For what, for whom, in which quarter, with whom, and how often before.
pub(crate) type Address = (Stream, Entity, Quarter, u32, u16);

thread_local! {
    static COUNTS: Cell<Counts> = Cell::default();
    static ADDRESSES: RefCell<Option<Vec<Address>>> = const { RefCell::new(None) };
}

/// The addresses of all uniforms that `work` takes on the calling thread, in
/// the order in which it takes them.
#[allow(dead_code, reason = "the benchmark does not ask")]
pub(crate) fn addresses(work: impl FnOnce()) -> Vec<Address> {
    ADDRESSES.replace(Some(Vec::new()));
    work();
    ADDRESSES.take().unwrap_or_default()
}

fn count(one: impl FnOnce(&mut Counts)) {
    let mut counts = COUNTS.get();
    one(&mut counts);
    COUNTS.set(counts);
}

/// What the calling thread has taken since it last asked.
#[allow(dead_code, reason = "the benchmark asks")]
pub(crate) fn take_counts() -> Counts {
    COUNTS.take()
}

/// The streams of a run.
#[derive(Clone, Copy)]
pub(crate) struct CountedStreams(Streams);

impl CountedStreams {
    pub(crate) fn new(seed: u64, run: u64) -> Self {
        Self(Streams::new(seed, run))
    }

    pub(crate) fn uniform(&self, stream: Stream, whose: Entity, quarter: Quarter) -> f64 {
        self.nth_uniform(stream, whose, quarter, 0, 0)
    }

    pub(crate) fn pair_uniform(
        &self,
        stream: Stream,
        whose: Entity,
        quarter: Quarter,
        other: u32,
    ) -> f64 {
        self.nth_uniform(stream, whose, quarter, other, 0)
    }

    pub(crate) fn nth_uniform(
        &self,
        stream: Stream,
        whose: Entity,
        quarter: Quarter,
        other: u32,
        draw: u16,
    ) -> f64 {
        count(|counts| counts.uniforms += 1);
        ADDRESSES.with_borrow_mut(|addresses| {
            if let Some(addresses) = addresses {
                addresses.push((stream, whose, quarter, other, draw));
            }
        });
        self.0.nth_uniform(stream, whose, quarter, other, draw)
    }
}

pub(crate) fn exp(x: f64) -> f64 {
    count(|counts| counts.exponentials += 1);
    orgsim::elementary::exp(x)
}

pub(crate) fn ln(x: f64) -> f64 {
    count(|counts| counts.logarithms += 1);
    orgsim::elementary::ln(x)
}

pub(crate) fn normal_quantile(p: f64) -> f64 {
    count(|counts| counts.normal_quantiles += 1);
    orgsim::elementary::normal_quantile(p)
}

pub(crate) fn powf(x: f64, y: f64) -> f64 {
    count(|counts| counts.powers += 1);
    orgsim::elementary::powf(x, y)
}
