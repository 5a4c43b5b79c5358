//! Fair timing: all take turns within each round, so that a change of clock speed or a
//! busy neighbour meets all of them.

use crate::contestant::Contestant;

const ROUNDS: u64 = 9;
/// How long a turn takes, about: long enough for the clock of a script.
const SECONDS: f64 = 0.4;
/// Seeds of rounds start here, above those of the agreement.
const FIRST_SEED: u64 = 100;

/// Nanoseconds a person-quarter of all, beside the first two, as a Markdown table.
pub(crate) fn run(contestants: &[Contestant]) -> String {
    let replicates: Vec<u64> = contestants.iter().map(calibrated).collect();
    let mut rounds = vec![Vec::new(); contestants.len()];
    for seed in FIRST_SEED..FIRST_SEED + ROUNDS {
        for ((contestant, &replicates), rounds) in
            contestants.iter().zip(&replicates).zip(&mut rounds)
        {
            let turn = contestant.take_turn(seed, replicates);
            rounds.push(contestant.nanoseconds(&turn, replicates));
        }
    }

    let [first, second] = [0, 1].map(|which| (contestants[which].name, &rounds[which]));
    let mut table = format!(
        "| | ns a person-quarter | to {} | to {} |\n|---|---|---|---|\n",
        first.0, second.0
    );
    for (contestant, own) in contestants.iter().zip(&rounds) {
        let to = |(_, others): (&str, &Vec<f64>)| {
            spread(own.iter().zip(others).map(|(own, other)| own / other))
        };
        table += &format!(
            "| {} | {} | {} | {} |\n",
            contestant.name,
            spread(own.iter().copied()),
            to(first),
            to(second)
        );
    }
    table
}

/// How many replicates make a turn; finding that warms up caches as well.
fn calibrated(contestant: &Contestant) -> u64 {
    let mut replicates = 2;
    loop {
        let turn = contestant.take_turn(FIRST_SEED - 1, replicates);
        if turn.seconds >= SECONDS / 4.0 {
            let wanted = replicates as f64 * SECONDS / turn.seconds;
            return (wanted as u64).max(2);
        }
        replicates *= 4;
    }
}

/// The median over rounds and the range.
fn spread(numbers: impl Iterator<Item = f64>) -> String {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    let [lowest, median, highest] = [0, numbers.len() / 2, numbers.len() - 1].map(|i| numbers[i]);
    format!(
        "{} ({} to {})",
        digits(median),
        digits(lowest),
        digits(highest)
    )
}

/// Three digits, and all that stand before the point.
fn digits(number: f64) -> String {
    let places = match number {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{number:.places$}")
}
