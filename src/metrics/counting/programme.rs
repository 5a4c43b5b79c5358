//! Counts GPUs and training runs of the flagship.

use crate::measures::{Fate, ProgrammeTally as P};
use crate::metrics::Layout;
use crate::metrics::counts::Counts;
use crate::metrics::latency::Transfer;
use crate::model::{Event, Organization, humaneval_like, mmlu_like};

/// Something happened in an observed quarter.
#[inline]
pub(in crate::metrics) fn happened(counts: &mut Counts, quarter: u32, event: Event) {
    let mut add = |tally, amount| counts.tallies.add(tally, quarter as usize, amount);
    match event {
        Event::TrainingStarted {
            planned,
            days,
            restarts,
            ..
        } => {
            add(P::TrainingsStarted, 1.0);
            add(P::TrainingDays, days);
            add(P::TrainingRestarts, f64::from(restarts));
            // those planned in the burn-in do not belong to the observed cohort
            if let Ok(planned) = u32::try_from(planned.0) {
                counts.trainings.push(Transfer {
                    made: planned,
                    ended: quarter,
                    fate: Fate::Shipped,
                });
            }
        }
        Event::TrainingEnded { capability, .. } => {
            add(P::TrainingsEnded, 1.0);
            add(P::Capability, capability);
            add(P::MmluLike, mmlu_like(capability));
            add(P::HumanevalLike, humaneval_like(capability));
        }
        _ => {}
    }
}

/// An observed quarter is over.
pub(in crate::metrics) fn quarter_ended(
    counts: &mut Counts,
    quarter: usize,
    layout: &Layout,
    organization: &Organization,
) {
    let (compute, flagship) = (organization.compute(), organization.flagship());
    let allocated = compute.allocated();
    for (tally, amount) in [
        (P::GpuCapacity, compute.capacity),
        (P::GpusAllocated, allocated),
        (P::GpusIdle, (compute.capacity - allocated).max(0.0)),
        (P::GpusAskedByResearch, compute.research_asked),
        (P::GpusOfResearch, compute.research),
        (P::GpusLost, compute.lost),
        (P::FlagshipReadiness, flagship.readiness),
        (P::Focus, flagship.focus),
    ] {
        counts.tallies.add(tally, quarter, amount);
    }
    // A run that is planned for the observed time and has not started.
    let planned = flagship.planned.0;
    let last = layout.quarters() as i32 - 1;
    if quarter as i32 == last && layout.trains_flagship() && (0..=last).contains(&planned) {
        counts.trainings.push(Transfer {
            made: planned as u32,
            ended: planned as u32,
            fate: Fate::Open,
        });
    }
}
