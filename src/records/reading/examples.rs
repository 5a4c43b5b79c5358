//! Commented examples of every file, to start from.

/// The files of a small organisation over six years, with comments: names and texts. They are
/// read without a fault.
pub fn examples() -> Vec<(&'static str, String)> {
    let files = [
        ("records.toml", include_str!("examples/records.toml")),
        ("people.csv", include_str!("examples/people.csv")),
        ("papers.csv", include_str!("examples/papers.csv")),
        ("work.csv", include_str!("examples/work.csv")),
        ("vacancies.csv", include_str!("examples/vacancies.csv")),
        ("changes.csv", include_str!("examples/changes.csv")),
    ];
    files.map(|(name, text)| (name, text.to_owned())).into()
}
