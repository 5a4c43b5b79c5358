//! The scenarios that pages have open, and what each page looks at.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use orgsim::engine::{MonteCarlo, Signals};
use orgsim::live::Desk;
use orgsim::scenario::Loaded;

/// Most scenarios that are open beside the first.
const MOST_OPEN: usize = 8;

/// Most pages whose looks can be ended.
const MOST_PAGES: usize = 64;

/// Scenarios by number; the first is that of the command line, and stays.
pub(super) struct Desks {
    engine: Arc<MonteCarlo>,
    open: Mutex<BTreeMap<u64, Arc<Mutex<Desk>>>>,
    /// By page: the number of its newest look, and what ends it.
    looks: Mutex<BTreeMap<String, (u64, Arc<Signals>)>>,
}

impl Desks {
    pub(super) fn new(first: Desk, engine: Arc<MonteCarlo>) -> Self {
        let first = Arc::new(Mutex::new(first));
        Self {
            engine,
            open: Mutex::new(BTreeMap::from([(0, first)])),
            looks: Mutex::default(),
        }
    }

    /// Opens another one, and says its number. The one that was opened first is closed if there
    /// are too many.
    pub(super) fn open(&self, loaded: Loaded) -> u64 {
        let desk = Desk::new(loaded, Vec::new(), Arc::clone(&self.engine));
        let desk = Arc::new(Mutex::new(desk));
        let mut open = held(&self.open);
        let number = open.keys().next_back().map_or(0, |last| last + 1);
        open.insert(number, desk);
        let oldest = open.keys().copied().find(|number| *number > 0);
        if open.len() > MOST_OPEN + 1
            && let Some(oldest) = oldest
        {
            open.remove(&oldest);
        }
        number
    }

    pub(super) fn get(&self, number: u64) -> Option<Arc<Mutex<Desk>>> {
        held(&self.open).get(&number).cloned()
    }

    /// Begins a look of a page, and ends the one that the page was at. Looks have rising numbers,
    /// as they may arrive in another order: one that was overtaken ends at once.
    pub(super) fn begin(&self, page: &str, number: u64) -> Arc<Signals> {
        let signals = Arc::new(Signals::default());
        let mut looks = held(&self.looks);
        let before = looks.get(page);
        if before.is_some_and(|(newest, _)| *newest > number) {
            signals.interrupt.store(true, Ordering::Relaxed);
            return signals;
        }
        if let Some((_, before)) = before {
            before.interrupt.store(true, Ordering::Relaxed);
        }
        looks.insert(page.to_owned(), (number, Arc::clone(&signals)));
        if looks.len() > MOST_PAGES {
            looks.retain(|own, _| own == page);
        }
        signals
    }
}

/// What a lock holds, also after a thread that held it has panicked: what it holds are caches.
pub(super) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use orgsim::scenario::load_str;

    #[test]
    fn the_oldest_is_closed_and_the_first_stays() {
        let loaded = || load_str("").unwrap();
        let engine = orgsim::live::engine(1).unwrap();
        let desks = Desks::new(Desk::new(loaded(), Vec::new(), Arc::clone(&engine)), engine);
        let numbers: Vec<u64> = (0..10).map(|_| desks.open(loaded())).collect();
        assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
        let is_open = |number: u64| desks.get(number).is_some();
        assert!(is_open(0) && !is_open(1) && !is_open(2) && is_open(3) && is_open(10));
    }

    #[test]
    fn a_page_ends_its_own_look_alone() {
        let engine = orgsim::live::engine(1).unwrap();
        let first = Desk::new(load_str("").unwrap(), Vec::new(), Arc::clone(&engine));
        let desks = Desks::new(first, engine);
        let ended = |signals: &Signals| signals.interrupt.load(Ordering::Relaxed);
        let (first, other) = (desks.begin("a", 1), desks.begin("b", 1));
        assert!(!ended(&first) && !ended(&other));
        let third = desks.begin("a", 3);
        assert!(ended(&first) && !ended(&third) && !ended(&other));
        // the steps of one look have its number
        let again = desks.begin("a", 3);
        assert!(ended(&third) && !ended(&again));
        let overtaken = desks.begin("a", 2);
        assert!(ended(&overtaken) && !ended(&again));
    }
}
