//! The worlds of the program: a few organisations in which every part can act.

use crate::diagnostic::Faults;
use crate::scenario::{Loaded, load_bytes};

/// The worlds, each as it differs from the default scenario. The structures stand for
/// themselves, and what happens to an organisation is spread so that events of one quarter
/// do not hide each other.
const WORLDS: [(&str, &str); 9] = [
    ("loose coupling", ""),
    (
        "semi-autonomous",
        "units.core.structure = 'semi-autonomous'",
    ),
    ("unified", "units.core.structure = 'unified'"),
    ("research-led", "units.core.structure = 'research-led'"),
    ("fusion teams", "units.core.structure = 'fusion-teams'"),
    (
        "reorganisation",
        include_str!("../../../scenarios/mechanisms/reorganisation.toml"),
    ),
    (
        "layoff and freeze",
        include_str!("../../../scenarios/mechanisms/layoff-and-freeze.toml"),
    ),
    (
        "competition for people",
        include_str!("../../../scenarios/mechanisms/competition-for-people.toml"),
    ),
    (
        "growth and quotas",
        include_str!("../../../scenarios/mechanisms/growth-and-quotas.toml"),
    ),
];

/// The worlds by their names, with overrides of the form `path.to.key=value`.
///
/// # Errors
/// Without overrides never in a released version; a test reads them.
pub fn worlds(overrides: &[String]) -> Result<Vec<(String, Loaded)>, Faults> {
    let load = |(name, text): &(&str, &str)| {
        let loaded = load_bytes(name, (*text).into(), overrides)?;
        Ok(((*name).to_owned(), loaded))
    };
    WORLDS.iter().map(load).collect()
}

#[cfg(test)]
mod tests {
    use super::super::part::parts;
    use super::super::step::steps;
    use super::*;

    #[test]
    fn every_part_is_moved_in_some_world() {
        let parts = parts();
        let mut moved = vec![false; parts.len()];
        for (_, loaded) in worlds(&[]).unwrap() {
            for step in steps(&parts, &loaded) {
                moved[step.part] = true;
            }
        }
        let still = parts.iter().zip(moved).filter(|(_, moved)| !moved);
        let still: Vec<&str> = still.map(|(part, _)| part.key.as_str()).collect();
        assert_eq!(still, [""; 0]);
    }
}
