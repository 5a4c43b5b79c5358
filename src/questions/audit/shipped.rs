//! The table of claims and its scenarios that are part of the program.

/// The shipped table of claims.
pub const CLAIMS: &str = include_str!("../../../scenarios/evidence/article-claims.csv");

/// The shipped scenarios, by the path under which the table names them.
const SCENARIOS: [(&str, &str); 5] = [
    (
        "../audit/press-account.toml",
        include_str!("../../../scenarios/audit/press-account.toml"),
    ),
    (
        "../audit/loose-coupling.toml",
        include_str!("../../../scenarios/audit/loose-coupling.toml"),
    ),
    (
        "../audit/semi-autonomous.toml",
        include_str!("../../../scenarios/audit/semi-autonomous.toml"),
    ),
    (
        "../audit/unified.toml",
        include_str!("../../../scenarios/audit/unified.toml"),
    ),
    (
        "../audit/research-led.toml",
        include_str!("../../../scenarios/audit/research-led.toml"),
    ),
];

/// The text of a shipped scenario.
pub(super) fn scenario(name: &str) -> Option<&'static str> {
    let mut known = SCENARIOS.iter();
    known.find(|(path, _)| *path == name).map(|(_, text)| *text)
}

/// The names of the shipped scenarios.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SCENARIOS.iter().map(|(path, _)| *path)
}
