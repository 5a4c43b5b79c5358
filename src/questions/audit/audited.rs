//! The audit: each claim beside what the model predicts under the literature's ranges,
//! then under wider ones, then with single parameters moved.

use super::claim::Claim;
use super::claims::Claims;
use super::departure::{Departures, FACTORS};
use super::prediction::Prediction;
use super::rows::{AuditedClaim, Driver};
use super::settings::Settings;
use super::tables;
use super::verdict::Verdict;
use super::world::{AuditError, World};
use crate::engine::Signals;
use crate::row::Rows;

/// The audit of a file of claims.
#[derive(Clone, Debug)]
pub struct Audit {
    /// How it was made.
    pub settings: Settings,
    /// What it says of each claim, in the order of the file.
    pub claims: Rows<AuditedClaim>,
    /// The parameters that drive the claims that lie outside.
    pub drivers: Rows<Driver>,
}

impl Audit {
    /// Checks claims against the model; `listener` hears about each step.
    ///
    /// # Errors
    /// If the threads are refused or the signals say to end.
    pub fn run(
        claims: &Claims,
        settings: Settings,
        signals: &Signals,
        mut listener: impl FnMut(&str),
    ) -> Result<Self, AuditError> {
        let mut verdicts = vec![None; claims.claims.len()];
        for (place, loaded) in claims.scenarios.iter().enumerate() {
            let numbered = claims.claims.iter().enumerate();
            let own: Vec<(usize, &Claim)> = numbered
                .filter(|(_, claim)| !claim.measure.is_empty() && claim.scenario == place)
                .collect();
            let world = World::new(loaded, own, settings, signals)?;
            let title = &loaded.scenario.title;
            let found = of_scenario(&world, |step| listener(&format!("{title}: {step}")))?;
            for ((claim, _), verdict) in world.claims.iter().zip(found) {
                verdicts[*claim] = Some(verdict);
            }
        }
        let pairs = || claims.claims.iter().zip(&verdicts);
        Ok(Self {
            settings,
            claims: tables::claims(pairs(), settings.level),
            drivers: tables::drivers(pairs()),
        })
    }
}

/// The verdicts on the claims about one scenario.
fn of_scenario(
    world: &World<'_>,
    mut listener: impl FnMut(&str),
) -> Result<Vec<Verdict>, AuditError> {
    let Settings { draws, level, .. } = world.settings;
    let draws = draws as usize;
    let numbered = || world.claims.iter().map(|(_, claim)| *claim).enumerate();
    listener("plausible ranges");
    let literature = world.draw(1.0, None, draws)?;
    let verdict = |(index, claim)| Verdict {
        literature: Prediction::of(claim, &literature, index, level),
        wide: None,
        departures: Vec::new(),
        drawn: world.prior.drawn.len(),
        tied: world.prior.tied.clone(),
    };
    let mut verdicts: Vec<Verdict> = numbered().map(verdict).collect();
    for factor in FACTORS {
        if verdicts.iter().all(Verdict::is_reached) {
            break;
        }
        listener(&format!("ranges widened by {factor}"));
        let outcomes = world.draw(factor, None, draws)?;
        for (verdict, (index, claim)) in verdicts.iter_mut().zip(numbered()) {
            if !verdict.is_reached() {
                let wide = Prediction::of(claim, &outcomes, index, level);
                verdict.wide = Some((factor, wide));
            }
        }
    }
    listener("single parameters");
    let mut departures = Departures::new(world, &literature);
    for (index, verdict) in verdicts.iter_mut().enumerate() {
        if !verdict.literature.is_inside {
            verdict.departures = departures.of(index)?;
        }
    }
    Ok(verdicts)
}
