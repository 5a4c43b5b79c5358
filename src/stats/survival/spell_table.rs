//! Spells, counted by tick.

/// Counts of spells by tick: all that the estimators need to know, in a size
/// that does not grow with the number of spells.
///
/// A spell that is watched from its start enters at 0 and is at risk from tick
/// 0 up to and with its last tick; one that had lasted for some time before it
/// was watched is at risk only after its tick of entry (left truncation). It
/// ends with one of several competing causes or is censored. At a tick with
/// both, events come before censorings: whoever is censored at a tick was at
/// risk at it.
///
/// ```
/// use orgsim::stats::{KaplanMeier, SpellTable};
/// let mut spells = SpellTable::new(1);
/// spells.add(0, 2, Some(0)); // ended after 2 ticks
/// spells.add(0, 3, None); // still open after 3
/// assert_eq!(KaplanMeier::new(&spells).survival(3), Some(0.5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpellTable {
    causes: usize,
    /// A row a tick: entries, censorings, events by cause.
    counts: Vec<u64>,
}

/// Counts at one tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The tick.
    pub tick: u32,
    /// Spells under watch that could have ended at the tick.
    pub at_risk: u64,
    /// Spells that were last watched at the tick and had not ended.
    pub censored: u64,
    /// Spells that ended at the tick, by cause.
    pub events: &'a [u64],
}

const ENTERED: usize = 0;
const CENSORED: usize = 1;
const EVENTS: usize = 2;

impl SpellTable {
    /// An empty table for causes `0..causes`.
    pub fn new(causes: usize) -> Self {
        Self {
            causes,
            counts: Vec::new(),
        }
    }

    /// How many causes are told apart.
    pub fn causes(&self) -> usize {
        self.causes
    }

    /// Takes in a spell with its tick of entry, 0 if it was watched from its
    /// start, and its last tick, where it ended with a cause or was censored.
    ///
    /// A late spell that was at risk at no tick carries no information and is
    /// not counted. Memory grows with the largest tick.
    ///
    /// # Panics
    /// If there is no such cause.
    pub fn add(&mut self, entry: u32, end: u32, cause: Option<usize>) {
        assert!(
            cause.is_none_or(|cause| cause < self.causes),
            "no such cause"
        );
        if entry > 0 && end <= entry {
            debug_assert!(cause.is_none(), "an event where nothing was at risk");
            return;
        }
        let width = self.width();
        let (entry, end) = (entry as usize * width, end as usize * width);
        if self.counts.len() < end + width {
            self.counts.resize(end + width, 0);
        }
        self.counts[entry + ENTERED] += 1;
        self.counts[end + cause.map_or(CENSORED, |cause| EVENTS + cause)] += 1;
    }

    /// Takes in all spells of another table.
    ///
    /// # Panics
    /// If the tables tell apart a different number of causes.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.causes, other.causes, "tables of the same causes");
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// Forgets all spells, but keeps the memory.
    pub fn clear(&mut self) {
        self.counts.clear();
    }

    /// How many spells were counted.
    pub fn spells(&self) -> u64 {
        self.total(ENTERED)
    }

    /// How many of them were censored.
    pub fn censored(&self) -> u64 {
        self.total(CENSORED)
    }

    /// The counts at every tick from 0 to the last at which a spell was
    /// watched.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        let from_start = self.counts.get(ENTERED).copied();
        let mut next_at_risk = from_start.unwrap_or(0);
        let rows = self.counts.chunks_exact(self.width());
        rows.enumerate().map(move |(tick, counts)| {
            let row = Row {
                tick: tick as u32,
                at_risk: next_at_risk,
                censored: counts[CENSORED],
                events: &counts[EVENTS..],
            };
            next_at_risk -= row.censored + row.events.iter().sum::<u64>();
            if tick > 0 {
                next_at_risk += counts[ENTERED];
            }
            row
        })
    }

    fn total(&self, column: usize) -> u64 {
        self.counts.iter().skip(column).step_by(self.width()).sum()
    }

    fn width(&self) -> usize {
        EVENTS + self.causes
    }
}
