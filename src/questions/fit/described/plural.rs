//! Numbers of things in words.

/// So many of something: `1 exit`, `2 exits`.
pub(super) fn counted(number: u64, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}
