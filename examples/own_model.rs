//! A model of one's own in orgsim's experiments: papers wait for one fast reviewer, or for
//! two of half the speed. `cargo run --release --example own_model`

use std::io::{Write, stdout};

use orgsim::elementary::ln;
use orgsim::experiment::{DesignPoint, Experiment, Factor, Measure, Session};
use orgsim::metrics::Better;
use orgsim::questions::compare::{Adjust, CompareSettings, Difference, compare};
use orgsim::random::{Entity, Stream};
use orgsim::units::Quarter;

/// Mean wait of 2,000 papers for the first free of some reviewers (Kiefer & Wolfowitz 1955).
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
    let (baseline, adjust) = (0, Adjust::Holm);
    let settings = CompareSettings {
        baseline,
        adjust,
        parameters: false,
    };
    let answer = compare(&mut Session::in_memory(&experiment)?, settings, |_| ())?;
    for row in &answer
        .rows::<Difference>()
        .expect("compare has differences")
    {
        let (load, difference) = (&row.place[1], row.difference.value);
        writeln!(
            stdout(),
            "load {load}: {difference:?} weeks, {}",
            row.verdict
        )?;
    }
    Ok(())
}
