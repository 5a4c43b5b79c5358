//! Measures of compute and of the flagship model.

use super::formula::{Formula, ratio};
use super::measure::{Measure, counted, measure};
use super::tally::tallies;

/// Horizon of the restricted mean slip of a start, in quarters.
pub(crate) const SLIP_HORIZON: u32 = 4;

tallies! {
    /// Counts about compute and the flagship.
    ProgrammeTally of Programme {
        /// GPUs there are.
        GpuCapacity,
        /// GPUs allocated to somebody.
        GpusAllocated,
        /// GPUs allocated to nobody.
        GpusIdle,
        /// GPUs that research asks for.
        GpusAskedByResearch,
        /// GPUs that research gets.
        GpusOfResearch,
        /// GPUs whose work is lost.
        GpusLost,
        /// Training runs started.
        TrainingsStarted,
        /// Their days.
        TrainingDays,
        /// Their restarts.
        TrainingRestarts,
        /// Training runs ended.
        TrainingsEnded,
        /// Sum of capability over those ended.
        Capability,
        /// Sum of MMLU-like scores.
        MmluLike,
        /// Sum of HumanEval-like scores.
        HumanevalLike,
        /// Readiness of the flagship at the end of the quarter.
        FlagshipReadiness,
        /// Focus of research.
        Focus,
    }
}

/// Measures of compute.
pub(super) fn compute() -> Vec<Measure> {
    use ProgrammeTally as P;
    let share = |id, label, definition, of, to| {
        let formula = ratio(of, to, 1.0);
        measure(id, "share", label, definition, formula)
    };
    vec![
        share(
            "gpu_utilisation",
            "GPUs allocated",
            "Share of the GPU capacity that is allocated to research, product or a training run. \
             It says who holds GPUs, not how well a program uses them.",
            P::GpusAllocated,
            P::GpuCapacity,
        )
        .headline()
        .higher(),
        share(
            "research_compute_granted",
            "compute granted to research",
            "Share of the GPUs requested by research projects that they get.",
            P::GpusOfResearch,
            P::GpusAskedByResearch,
        )
        .headline()
        .higher(),
        counted(
            "gpus_idle",
            "GPUs",
            "idle GPUs",
            "GPUs that are not allocated, mean over the quarter.",
            P::GpusIdle,
        )
        .lower(),
        counted(
            "gpus_lost",
            "GPUs",
            "GPUs on lost work",
            "GPUs whose work is lost, mean over the quarter: those used by cancelled and pivoted \
             projects, counted when the work is lost, and by restarts of training runs, counted \
             when the training run starts.",
            P::GpusLost,
        )
        .lower(),
    ]
}

/// Measures of the flagship model.
pub(super) fn flagship() -> Vec<Measure> {
    use ProgrammeTally as P;
    let per_run = |id, unit, label, definition, of, to| {
        measure(id, unit, label, definition, ratio(of, to, 1.0))
    };
    let slip = |id, unit, label, definition: &str, formula| {
        measure(
            id,
            unit,
            label,
            format!(
                "{definition} Over the training runs that are planned in the window, followed to \
                 its end; those that have not started then are censored (Kaplan-Meier)."
            ),
            formula,
        )
        .only_per_run()
        .of_items("training runs planned in the window")
        .some_censored("those that have not started at its end")
    };
    vec![
        counted(
            "training_runs_started",
            "training runs per quarter",
            "training runs started",
            "Number of training runs of the flagship that start in a quarter.",
            P::TrainingsStarted,
        ),
        slip(
            "training_on_time",
            "share",
            "training runs on time",
            "Probability that a training run starts in the quarter for which it is planned.",
            Formula::StartedBy(0),
        )
        .headline()
        .higher(),
        slip(
            "training_slip_restricted_mean",
            "quarters",
            "start slip of training runs",
            "Mean time from the planned to the actual start of a training run, capped at 4 \
             quarters: a training run that has not started by then counts with 4. Missing if \
             follow-up is shorter.",
            Formula::RestrictedMeanSlip,
        )
        .headline()
        .lower(),
        per_run(
            "training_days",
            "days",
            "length of training runs",
            "Mean length of the training runs that start in a quarter, including restarts; the \
             slip of their start is not included.",
            P::TrainingDays,
            P::TrainingsStarted,
        )
        .headline()
        .of_items("training runs started")
        .lower(),
        per_run(
            "training_restarts",
            "restarts per training run",
            "restarts of training runs",
            "Mean number of restarts of the training runs that start in a quarter.",
            P::TrainingRestarts,
            P::TrainingsStarted,
        )
        .of_items("training runs started")
        .lower(),
        counted(
            "flagship_readiness",
            "index",
            "readiness of the flagship",
            "Readiness of routing and training for the next generation of the flagship at the \
             end of a quarter, between 0 and 1.",
            P::FlagshipReadiness,
        )
        .at_most(1.0)
        .higher(),
        counted(
            "research_focus",
            "share",
            "research focus",
            "Share of researchers' time that goes into research undisturbed: effort, minus \
             switching, disruption, pivots and vacancies.",
            P::Focus,
        )
        .higher(),
        per_run(
            "flagship_capability",
            "logit",
            "capability of the flagship",
            "Mean latent capability of the generations whose training ends in a quarter.",
            P::Capability,
            P::TrainingsEnded,
        )
        .of_items("generations trained")
        .higher(),
        per_run(
            "mmlu_like",
            "points",
            "MMLU-like score",
            "Mean over the generations whose training ends in a quarter of \
             25 + 75 / (1 + exp(-capability)): the score of a multiple-choice test with four \
             answers, for display only.",
            P::MmluLike,
            P::TrainingsEnded,
        )
        .headline()
        .of_items("generations trained")
        .higher(),
        per_run(
            "humaneval_like",
            "points",
            "HumanEval-like score",
            "Mean over the generations whose training ends in a quarter of \
             100 / (1 + exp(-capability)): the share of programming tasks solved, for display \
             only.",
            P::HumanevalLike,
            P::TrainingsEnded,
        )
        .headline()
        .of_items("generations trained")
        .higher(),
    ]
}
