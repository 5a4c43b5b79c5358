//! Words of a file that stand for the variants of a type.

/// A type whose variants have names in experiment files. The names are listed here
/// once; the commented default lists the same in the same order.
pub(crate) trait Choice: Copy + PartialEq + 'static {
    /// Every variant, by its name.
    const NAMES: &'static [(&'static str, Self)];

    /// The names, in order.
    fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(name, _)| *name)
    }

    /// The variant of a name.
    fn of_name(name: &str) -> Option<Self> {
        let mut names = Self::NAMES.iter();
        names.find(|(known, _)| *known == name).map(|(_, own)| *own)
    }
}
