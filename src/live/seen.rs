//! What is seen of a what-if.

use serde::Serialize;

use crate::drawing::Curves;

/// How to read the pictures.
pub(super) const NOTE: &str = "Lines: the mean of all organisations. Bands: nine tenths of \
                               organisations lie within. Dashed: events. All stand under the same \
                               luck.";

/// What is seen of a what-if beside the scenario as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// Runs of each, under the same luck.
    pub runs: u64,
    /// Whether more runs would change nothing that can be seen.
    pub is_enough: bool,
    /// Whether parameters were drawn, too.
    pub has_doubt: bool,
    /// The command line that gives the same numbers of the what-if.
    pub command: String,
    /// Where levers stand that were not moved and do not stay where they were.
    pub positions: Vec<(String, serde_json::Value)>,
    /// The measures, in their order.
    pub measures: Vec<SeenMeasure>,
    /// How to read the pictures.
    pub note: String,
}

/// A measure of a what-if beside the scenario as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeenMeasure {
    /// Its key.
    pub key: String,
    /// What it is.
    pub title: String,
    /// Its picture, an SVG element.
    pub picture: String,
    /// What it says, in sentences.
    pub words: Vec<String>,
    /// What the picture draws.
    #[serde(skip)]
    pub(super) curves: Curves,
}
