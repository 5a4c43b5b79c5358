//! A model of one's own in orgsim's experiments: papers wait for one fast reviewer, or for
//! two of half the speed. `cargo run --release --example own_model`

use orgsim::experiment::{DesignPoint, Experiment, Factor, Measure, Session};
use orgsim::metrics::Better;
use orgsim::questions::compare::{Adjust, CompareSettings, Difference, compare};
use orgsim::random::{Entity, Purpose};
use orgsim::units::Quarter;

/// What luck is for: when a paper comes, and how long its review takes.
#[derive(Clone, Copy)]
enum Luck {
    Arrival,
    Review,
}

impl Purpose for Luck {
    fn number(self) -> u8 {
        self as u8
    }
}

/// Mean wait of the first 2,000 papers for one of `reviewers` (Kiefer & Wolfowitz 1955).
fn wait(at: &DesignPoint, run: u64, reviewers: usize) -> Vec<f64> {
    let (streams, load) = (at.streams(run), at.number("load"));
    let (mut now, mut total, mut free_at) = (0.0, 0.0, vec![0.0_f64; reviewers]);
    for id in 0..2_000 {
        let paper = Entity { id, generation: 0 };
        let exponential = |luck| -streams.uniform(luck, paper, Quarter(0)).ln();
        now += exponential(Luck::Arrival) / load;
        free_at.sort_by(f64::total_cmp);
        let start = now.max(free_at[0]);
        total += start - now;
        free_at[0] = start + exponential(Luck::Review) * reviewers as f64;
    }
    vec![total / 2_000.0]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let measure = Measure::new("wait", "wait for a review", "weeks", Better::Lower);
    let experiment = Experiment::new("review-queue", [measure])
        .with_variant("one fast reviewer", |at: &DesignPoint, run| {
            wait(at, run, 1)
        })
        .with_variant("two slow reviewers", |at: &DesignPoint, run| {
            wait(at, run, 2)
        })
        .with_factor(Factor::values("load", [0.5, 0.8]));
    let settings = CompareSettings {
        baseline: 0,
        adjust: Adjust::Holm,
    };
    let answer = compare(&mut Session::in_memory(&experiment)?, settings, |_| ())?;
    for row in &answer
        .rows::<Difference>()
        .expect("compare has differences")
    {
        println!(
            "{} {:?}: {}",
            row.place[1], row.difference.value, row.verdict
        );
    }
    Ok(())
}
