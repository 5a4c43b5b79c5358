//! The round trip: what is learnt from the records of organisations whose parameters are known,
//! by parameter and size.
//!
//! ```text
//! cargo run --release --example round_trip -- FILE [ORGANISATIONS] [DRAWS] [MOST PEOPLE]
//! ```
//!
//! Each organisation has parameters from the weak priors of what may be learnt and the assumed
//! ranges of all else. A row says in how many organisations a parameter was learnt, how often the
//! central intervals at 50 and 90 percent held the truth, and the mean rank of the truth in what
//! is believed, which is one half if that is right. Coverages of as many organisations differ by
//! chance by about `sqrt(c (1 - c) / organisations)`.
//!
//! What each organisation gave is added to FILE (CSV) as soon as it is there; the same command
//! goes on from there after an interruption. Draws and sizes must then be the same.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write;
use std::num::NonZeroU64;
use std::path::Path;
use std::sync::Mutex;

use orgsim::engine::MonteCarlo;
use orgsim::questions::fit::round_trip::{Known, Ranked, Sizes};

/// What one organisation gave: how many people it has, and the ranks of its parameters; none if
/// too little could be learnt.
type Found = BTreeMap<u64, (u32, Vec<Ranked>)>;

/// The organisations that the file holds. A row that was cut off is an error, with its line.
fn kept(file: &Path) -> Result<Found, Box<dyn Error>> {
    let mut found = Found::new();
    if !file.exists() {
        return Ok(found);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(file)?;
    for row in reader.deserialize() {
        let (organisation, people, parameter, is_learnt, below): (u64, u32, String, bool, f64) =
            row?;
        let (_, ranked) = found.entry(organisation).or_insert((people, Vec::new()));
        if !parameter.is_empty() {
            ranked.push(Ranked {
                parameter,
                is_learnt,
                below,
            });
        }
    }
    Ok(found)
}

/// The rows of one organisation, to be written at once.
fn rows(organisation: u64, people: u32, ranked: &[Ranked]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    if ranked.is_empty() {
        writer.serialize((organisation, people, "", false, 0.0))?;
    }
    for own in ranked {
        writer.serialize((
            organisation,
            people,
            &own.parameter,
            own.is_learnt,
            own.below,
        ))?;
    }
    Ok(writer.into_inner()?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let number = |place: usize, default: u64| match std::env::args().nth(place) {
        None => Ok(default),
        Some(text) => text.parse(),
    };
    let file = std::env::args()
        .nth(1)
        .ok_or("name a file for what is found")?;
    let (organisations, draws, most) = (number(2, 200)?, number(3, 1000)?, number(4, 2000)?);
    let sizes = Sizes {
        people: (100, most as u32),
        quarters: (16, 40),
    };
    let before = kept(file.as_ref())?;
    let missing: Vec<u64> = (0..organisations)
        .filter(|organisation| !before.contains_key(organisation))
        .collect();
    let appended = Mutex::new(OpenOptions::new().create(true).append(true).open(&file)?);
    let engine = MonteCarlo::new(NonZeroU64::MAX, 0)?;
    let written = engine.collect(missing.len() as u64, |place| {
        let organisation = missing[place as usize];
        let Some(known) = Known::draw(1, organisation, sizes) else {
            return Ok(());
        };
        let ranked = known.ranks(draws, organisation).unwrap_or_default();
        let rows = rows(organisation, known.people, &ranked).map_err(|error| error.to_string())?;
        let mut appended = appended.lock().map_err(|error| error.to_string())?;
        appended.write_all(&rows).map_err(|error| error.to_string())
    });
    written.into_iter().collect::<Result<Vec<()>, String>>()?;
    let found: Vec<(u32, Vec<Ranked>)> = kept(file.as_ref())?
        .into_iter()
        .filter(|(organisation, (_, ranked))| *organisation < organisations && !ranked.is_empty())
        .map(|(_, own)| own)
        .collect();
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
        "| parameter | learnt in | 50% interval | 90% interval | mean rank | 90% interval, fewer \
         than {median} people | {median} or more |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    let mut keys: Vec<&str> = Vec::new();
    for ranked in found.iter().flat_map(|(_, ranked)| ranked) {
        if !keys.contains(&&*ranked.parameter) {
            keys.push(&ranked.parameter);
        }
    }
    for key in keys.iter().map(|key| Some(*key)).chain([None]) {
        let own = found.iter().flat_map(|(people, ranked)| {
            let own = ranked.iter();
            let own = own.filter(|ranked| key.is_none_or(|key| ranked.parameter == key));
            own.map(|ranked| (*people, ranked))
        });
        let all: Vec<(u32, &Ranked)> = own.collect();
        let learnt = |of: &dyn Fn(u32) -> bool| -> Vec<f64> {
            let own = all
                .iter()
                .filter(|(people, own)| own.is_learnt && of(*people));
            own.map(|(_, own)| own.below).collect()
        };
        let every = learnt(&|_| true);
        let mean = match every.len() {
            0 => String::new(),
            some => format!("{:.2}", every.iter().sum::<f64>() / some as f64),
        };
        writeln!(
            out,
            "| {} | {} of {} | {} | {} | {} | {} | {} |",
            key.map_or("all".to_owned(), |key| format!("`{key}`")),
            every.len(),
            all.len(),
            within(&every, 0.5),
            within(&every, 0.9),
            mean,
            within(&learnt(&|people| people < median), 0.9),
            within(&learnt(&|people| people >= median), 0.9),
        )?;
    }
    // What records do not tell keeps its assumed range, in which the truth need not lie.
    let hazard = "labour_market.";
    let is_as_assumed = |ranked: &[Ranked]| {
        let mut unlearnt = ranked
            .iter()
            .filter(|own| own.parameter.starts_with(hazard) && !own.is_learnt);
        unlearnt.all(|own| 0.0 < own.below && own.below < 1.0)
    };
    for (wanted, told) in [(true, "lies"), (false, "does not lie")] {
        let own = found
            .iter()
            .filter(|(_, ranked)| is_as_assumed(ranked) == wanted);
        let base = own.flat_map(|(_, ranked)| ranked);
        let base = base.filter(|own| own.parameter == "labour_market.base_hazard" && own.is_learnt);
        let ranks: Vec<f64> = base.map(|own| own.below).collect();
        writeln!(
            out,
            "\nWhere all of `{hazard}*` that was not learnt {told} in its assumed range, the 50% \
             interval of the base hazard holds {}, and the 90% interval {} of {}.",
            within(&ranks, 0.5),
            within(&ranks, 0.9),
            ranks.len()
        )?;
    }
    Ok(())
}

/// How often the central interval at a level held the truth, of these ranks of it.
fn within(ranks: &[f64], level: f64) -> String {
    let tail = (1.0 - level) / 2.0;
    let inside = ranks
        .iter()
        .filter(|&&own| tail <= own && own <= 1.0 - tail);
    match ranks.len() {
        0 => String::new(),
        all => format!("{:.0}%", 100.0 * inside.count() as f64 / all as f64),
    }
}
