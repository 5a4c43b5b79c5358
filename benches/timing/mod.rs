//! Fair timing: contestants take turns within each round, so that a change of
//! clock speed or a busy neighbour meets all of them, and the median over rounds
//! is reported beside the range.

use std::time::{Duration, Instant};

/// How long one contestant runs in one round, about.
const TURN: Duration = Duration::from_millis(10);

/// Contestants who do the same thing; the first one is what the others are
/// compared with.
pub(crate) struct Race<'a> {
    measure: &'static str,
    contestants: Vec<Contestant<'a>>,
}

struct Contestant<'a> {
    name: &'static str,
    items: usize,
    work: Box<dyn FnMut() + 'a>,
    /// Calls in one turn.
    calls: u32,
    /// Nanoseconds per item, one a round.
    rounds: Vec<f64>,
}

impl<'a> Race<'a> {
    /// A race for the named measure.
    pub(crate) fn new(measure: &'static str) -> Self {
        Self {
            measure,
            contestants: Vec::new(),
        }
    }

    /// Adds a contestant whose `work` handles so many items a call. The work
    /// passes its inputs and results through `std::hint::black_box` itself.
    pub(crate) fn with(
        mut self,
        name: &'static str,
        items: usize,
        work: impl FnMut() + 'a,
    ) -> Self {
        self.contestants.push(Contestant {
            name,
            items,
            work: Box::new(work),
            calls: 1,
            rounds: Vec::new(),
        });
        self
    }

    /// Runs the rounds and returns the results as lines of CSV, without the
    /// [`HEADER`].
    pub(crate) fn run(mut self, rounds: usize) -> String {
        for contestant in &mut self.contestants {
            contestant.calibrate();
        }
        for _ in 0..rounds {
            for contestant in &mut self.contestants {
                contestant.take_turn();
            }
        }
        let first = self.contestants[0].median();
        self.contestants
            .iter()
            .map(|contestant| contestant.line(self.measure, first))
            .collect()
    }
}

/// The header of the lines that [`Race::run`] returns.
pub(crate) const HEADER: &str =
    "measure,contestant,median_ns_per_item,lowest_ns,highest_ns,times_as_fast_as_first\n";

impl Contestant<'_> {
    /// Chooses the number of calls, which warms up caches as well.
    fn calibrate(&mut self) {
        loop {
            let took = self.time();
            if took >= TURN / 2 {
                break;
            }
            self.calls *= 2;
        }
    }

    fn take_turn(&mut self) {
        let nanoseconds = self.time().as_nanos() as f64;
        self.rounds
            .push(nanoseconds / (f64::from(self.calls) * self.items as f64));
        self.rounds.sort_by(f64::total_cmp);
    }

    fn time(&mut self) -> Duration {
        let start = Instant::now();
        for _ in 0..self.calls {
            (self.work)();
        }
        start.elapsed()
    }

    fn median(&self) -> f64 {
        self.rounds[self.rounds.len() / 2]
    }

    fn line(&self, measure: &str, first: f64) -> String {
        let median = self.median();
        let (lowest, highest) = (self.rounds[0], self.rounds[self.rounds.len() - 1]);
        format!(
            "{measure},{},{median:.3},{lowest:.3},{highest:.3},{:.2}\n",
            self.name,
            first / median
        )
    }
}
