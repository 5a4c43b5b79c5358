//! A model of one's own in experiments: `cargo run --release --example own_model`
#![allow(clippy::print_stdout, reason = "an example")]

use orgsim::experiment::{DesignPoint, Experiment, Factor, Measure, Session};
use orgsim::questions::compare::{CompareSettings, Difference, compare};
use orgsim::random::{Entity, Stream};
use orgsim::{elementary::ln, metrics::Better, units::Quarter};

// Mean wait of 2,000 papers for the first free of some reviewers (Kiefer & Wolfowitz 1955).
fn wait(at: &DesignPoint, run: u64, reviewers: usize) -> Vec<f64> {
    let (streams, load) = (at.streams(run), at.number("load"));
    let (mut now, mut total, mut free_at) = (0.0, 0.0, vec![0.0_f64; reviewers]);
    for id in 0..2_000 {
        let paper = Entity { id, generation: 0 };
        let exponential = |purpose| -ln(streams.uniform(purpose, paper, Quarter(0)));
        now += exponential(Stream::PaperSubmission) / load;
        free_at.sort_by(f64::total_cmp);
        let start = now.max(free_at[0]);
        total += start - now;
        free_at[0] = start + exponential(Stream::ReviewDuration) * reviewers as f64;
    }
    vec![total / 2_000.0]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let measure = Measure::new("wait", "wait for a review", "weeks", Better::Lower);
    let experiment = Experiment::new("review-queue", [measure])
        .with_variant("one fast", |at: &DesignPoint, run| wait(at, run, 1))
        .with_variant("two slow", |at: &DesignPoint, run| wait(at, run, 2))
        .with_factor(Factor::values("load", [0.5, 0.8]));
    let mut session = Session::in_memory(&experiment)?;
    let answer = compare(&mut session, CompareSettings::default(), |_| ())?;
    let rows = answer.rows::<Difference>().expect("has differences");
    for row in &rows {
        let (load, weeks) = (&row.place[1], row.difference.value);
        println!("load {load}: {weeks:?} weeks, {}", row.verdict);
    }
    Ok(())
}
