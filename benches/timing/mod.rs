//! Fair timing: contestants take short turns within each round, so that a change
//! of clock speed or a busy neighbour meets all of them. What is reported is the
//! median over rounds, beside the range, and the median of the ratios within
//! rounds.

use std::time::{Duration, Instant};

/// How long one contestant runs in one round, about: less than what a scheduler
/// gives at once.
const TURN: Duration = Duration::from_millis(1);

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
        let first = &self.contestants[0];
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
    }

    fn time(&mut self) -> Duration {
        let start = Instant::now();
        for _ in 0..self.calls {
            (self.work)();
        }
        start.elapsed()
    }

    fn line(&self, measure: &str, first: &Contestant<'_>) -> String {
        let [lowest, median, highest] = spread(self.rounds.iter().copied());
        let ratios = first.rounds.iter().zip(&self.rounds);
        let [_, ratio, _] = spread(ratios.map(|(first, own)| first / own));
        format!(
            "{measure},{},{median:.3},{lowest:.3},{highest:.3},{ratio:.2}\n",
            self.name
        )
    }
}

/// The lowest, the median and the highest of some numbers.
fn spread(numbers: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    [0, numbers.len() / 2, numbers.len() - 1].map(|i| numbers[i])
}
