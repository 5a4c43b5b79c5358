//! An alternative of a selection: a variant at a design point.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::experiment::{Experiment, FactorLevel, Level};

/// A variant at a design point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// Label of the variant; none where the experiment has one alone, and factors.
    pub variant: Option<String>,
    /// The factors at their levels.
    pub at: Vec<FactorLevel>,
}

impl Alternative {
    /// A variant of an experiment at these levels of its factors.
    pub(super) fn of(experiment: &Experiment, variant: usize, levels: &[Level]) -> Self {
        let alone = experiment.variants.len() == 1 && !experiment.factors.is_empty();
        let label = &experiment.variants[variant].label;
        Self {
            variant: (!alone).then(|| label.clone()),
            at: FactorLevel::all(&experiment.factors, levels),
        }
    }
}

impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at: Vec<String> = self.at.iter().map(FactorLevel::to_string).collect();
        let at = at.join(", ");
        match (&self.variant, at.is_empty()) {
            (None, _) => f.write_str(&at),
            (Some(variant), true) => f.write_str(variant),
            (Some(variant), false) => write!(f, "{variant} at {at}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_tells_it_from_others_is_named() {
        let at = vec![FactorLevel {
            factor: "engineers".into(),
            level: Level::Number(3.0),
        }];
        let variant = Some("small".to_owned());
        let name = |variant: &Option<String>, at: &[FactorLevel]| {
            let (variant, at) = (variant.clone(), at.to_vec());
            Alternative { variant, at }.to_string()
        };
        assert_eq!(name(&variant, &[]), "small");
        assert_eq!(name(&variant, &at), "small at engineers = 3");
        assert_eq!(name(&None, &at), "engineers = 3");
    }
}
