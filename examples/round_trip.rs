//! The round trip: what is learnt from the records of organisations whose parameters are known,
//! by parameter and size.
//!
//! ```text
//! cargo run --release --example round_trip -- [ORGANISATIONS] [DRAWS] [MOST PEOPLE]
//! ```
//!
//! Each organisation has parameters from the weak priors of what may be learnt and the assumed
//! ranges of all else. A row says in how many organisations a parameter was learnt, how often the
//! central intervals at 50 and 90 percent held the truth, and the mean rank of the truth in what
//! is believed, which is one half if that is right. Coverages of as many organisations differ by
//! chance by about `sqrt(c (1 - c) / organisations)`.

use std::error::Error;
use std::io::Write;
use std::num::NonZeroU64;

use orgsim::engine::MonteCarlo;
use orgsim::questions::fit::round_trip::{Known, Ranked, Sizes};

fn main() -> Result<(), Box<dyn Error>> {
    let number = |place: usize, default: u64| match std::env::args().nth(place) {
        None => Ok(default),
        Some(text) => text.parse(),
    };
    let (organisations, draws, most) = (number(1, 200)?, number(2, 1000)?, number(3, 2000)?);
    let sizes = Sizes {
        people: (100, most as u32),
        quarters: (16, 40),
    };
    let engine = MonteCarlo::new(NonZeroU64::MAX, 0)?;
    let found = engine.collect(organisations, |organisation| {
        let known = Known::draw(1, organisation, sizes)?;
        Some((known.people, known.ranks(draws, organisation).ok()?))
    });
    let found: Vec<(u32, Vec<Ranked>)> = found.into_iter().flatten().collect();
    let mut people: Vec<u32> = found.iter().map(|(people, _)| *people).collect();
    people.sort_unstable();
    let median = people.get(people.len() / 2).copied().unwrap_or(0);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} of {organisations} organisations, {draws} draws each\n",
        found.len()
    )?;
    writeln!(
        out,
        "| parameter | people | learnt in | 50% interval | 90% interval | mean rank |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    let mut keys: Vec<&str> = Vec::new();
    for ranked in found.iter().flat_map(|(_, ranked)| ranked) {
        if !keys.contains(&&*ranked.parameter) {
            keys.push(&ranked.parameter);
        }
    }
    for key in keys {
        for (is_large, name) in [(false, "fewer"), (true, "more")] {
            let own = found
                .iter()
                .filter(|(people, _)| (*people >= median) == is_large);
            let own = own.flat_map(|(_, ranked)| ranked);
            let all: Vec<&Ranked> = own.filter(|ranked| ranked.parameter == key).collect();
            let learnt: Vec<f64> = all
                .iter()
                .filter(|ranked| ranked.is_learnt)
                .map(|ranked| ranked.below)
                .collect();
            let within = |level: f64| {
                let tail = (1.0 - level) / 2.0;
                let inside = learnt
                    .iter()
                    .filter(|&&own| tail <= own && own <= 1.0 - tail);
                format!(
                    "{:.0}%",
                    100.0 * inside.count() as f64 / learnt.len() as f64
                )
            };
            let (fifty, ninety, rank) = match learnt.is_empty() {
                true => Default::default(),
                false => {
                    let mean = learnt.iter().sum::<f64>() / learnt.len() as f64;
                    (within(0.5), within(0.9), format!("{mean:.2}"))
                }
            };
            writeln!(
                out,
                "| `{key}` | {name} than {median} | {} of {} | {fifty} | {ninety} | {rank} |",
                learnt.len(),
                all.len()
            )?;
        }
    }
    Ok(())
}
