//! What switching between projects costs.

use crate::scenario::{ContextSwitching, Work};

/// Share of effort left after switching between `projects` projects at once.
///
/// Weinberg (1992) gives 20, 40, 60 and 75 percent lost at 2 to 5 projects (an
/// upper bound; linear between them); Tregubov et al. (2017) find a flat loss
/// from two projects on (linear from one to two).
pub(crate) fn context_switch_efficiency(parameters: &Work, projects: f64) -> f64 {
    const WEINBERG: [f64; 5] = [0.0, 0.2, 0.4, 0.6, 0.75];
    let loss = match parameters.context_switching {
        ContextSwitching::None => 0.0,
        ContextSwitching::Tregubov => parameters.switching_loss * (projects - 1.0).min(1.0),
        ContextSwitching::Weinberg => {
            let x = (projects - 1.0).min((WEINBERG.len() - 1) as f64);
            let below = (x as usize).min(WEINBERG.len() - 2);
            let part = x - below as f64;
            WEINBERG[below] + part * (WEINBERG[below + 1] - WEINBERG[below])
        }
    };
    1.0 - loss
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn switching_curves_meet_their_published_points() {
        let mut work = Scenario::default().work;
        for (projects, left) in [(1.0, 1.0), (1.5, 0.915), (2.0, 0.83), (5.0, 0.83)] {
            assert!((context_switch_efficiency(&work, projects) - left).abs() < 1e-15);
        }
        work.context_switching = ContextSwitching::Weinberg;
        for (projects, left) in [(1.0, 1.0), (2.0, 0.8), (3.0, 0.6), (4.0, 0.4), (5.0, 0.25)] {
            assert!((context_switch_efficiency(&work, projects) - left).abs() < 1e-15);
        }
        assert_eq!(context_switch_efficiency(&work, 6.0), 0.25);
    }
}
