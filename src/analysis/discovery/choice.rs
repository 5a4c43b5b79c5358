//! Which box of a peeling trajectory is taken.

use super::Fit;

/// Which box of a peeling trajectory is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// The box with the highest harmonic mean of coverage and density: one that
    /// has little of either scores low.
    Balanced,
    /// The box with the highest coverage of those whose density is at least
    /// this; the densest one if none is.
    DensityAtLeast(f64),
}

impl Choice {
    /// The number of the box. Of boxes that are equal in this, the first is
    /// taken, which is the largest and has the fewest rules.
    pub(super) fn of(self, fits: &[Fit]) -> usize {
        let score = |fit: &Fit| match self {
            Self::Balanced => {
                let sum = fit.coverage + fit.density;
                let product = 2.0 * fit.coverage * fit.density;
                (if sum > 0.0 { product / sum } else { 0.0 }, 0.0)
            }
            Self::DensityAtLeast(least) if fit.density >= least => (1.0, fit.coverage),
            Self::DensityAtLeast(_) => (0.0, fit.density),
        };
        let mut best = 0;
        for (index, fit) in fits.iter().enumerate() {
            if score(fit) > score(&fits[best]) {
                best = index;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_chosen_by_their_rule() {
        let fit = |coverage, density| Fit {
            cases: 1,
            interest: 1.0,
            coverage,
            density,
            mass: 0.1,
            restricted: 1,
        };
        let fits = [
            fit(1.0, 0.2),
            fit(0.9, 0.7),
            fit(0.8, 0.9),
            fit(0.8, 0.9),
            fit(0.3, 0.95),
        ];
        assert_eq!(Choice::Balanced.of(&fits), 2);
        assert_eq!(Choice::DensityAtLeast(0.6).of(&fits), 1);
        assert_eq!(Choice::DensityAtLeast(0.99).of(&fits), 4);
    }
}
