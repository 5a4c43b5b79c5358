//! Numbers for names, in the order in which they are met.

use std::borrow::Cow;

use indexmap::IndexSet;

use crate::diagnostic::nearest;

/// Names and their numbers.
#[derive(Debug, Default)]
pub(super) struct Names<'a>(IndexSet<Cow<'a, str>>);

impl<'a> Names<'a> {
    /// The number of a name; none for nothing.
    pub(super) fn number(&mut self, name: Cow<'a, str>) -> Option<u32> {
        if name.is_empty() {
            return None;
        }
        // borrowed names need no copy when they are known
        let number = match self.0.get_index_of(name.as_ref()) {
            Some(known) => known,
            None => self.0.insert_full(name).0,
        };
        u32::try_from(number).ok()
    }

    /// The known name nearest to one that has a number itself.
    pub(super) fn nearest(&self, name: &str, own: u32) -> Option<&str> {
        let others = self.0.iter().take(own as usize);
        nearest(name, others.map(AsRef::as_ref))
    }

    /// The names in the order of their numbers.
    pub(super) fn into_names(self) -> Vec<String> {
        self.0.into_iter().map(Cow::into_owned).collect()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
