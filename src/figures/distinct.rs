//! Different texts.

/// The different texts of some, in the order of their first appearance.
pub(crate) fn distinct<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for text in texts {
        if !known.iter().any(|known| known == text) {
            known.push(text.to_owned());
        }
    }
    known
}
