//! Measures of open models, competitors and start-ups.

use super::measure::{Measure, counted};
use super::tally::tallies;

tallies! {
    /// Counts about open models, competitors and start-ups.
    MarketTally of Market {
        /// Open models released.
        ModelsReleased,
        /// Downloads of open models.
        Downloads,
        /// Open models released by competitors.
        CompetitorModels,
        /// Talent at competitors.
        Talent,
        /// Start-ups by leavers.
        Startups,
        /// Direct competitors that leavers founded.
        Competitors,
    }
}

/// Measures of open models, competitors and start-ups.
pub(super) fn market() -> Vec<Measure> {
    use MarketTally as M;
    let models =
        |id, label, definition, tally| counted(id, "models per quarter", label, definition, tally);
    vec![
        models(
            "open_models_released",
            "open models released",
            "Number of open models that the organisation releases in a quarter, apart from its \
             flagship.",
            M::ModelsReleased,
        )
        .higher(),
        counted(
            "open_model_downloads",
            "million per month",
            "downloads of open models",
            "Downloads of the organisation's open models: its share of the attention for all \
             open models times the downloads of all.",
            M::Downloads,
        )
        .headline()
        .higher(),
        models(
            "competitor_models_released",
            "open models by competitors",
            "Number of open models that competitors release in a quarter.",
            M::CompetitorModels,
        )
        .headline()
        .lower(),
        counted(
            "talent_at_competitors",
            "people",
            "talent at competitors",
            "Researchers who left for competitors, weighted by research skill, of which \
             `market.talent_persistence` remains after each quarter.",
            M::Talent,
        )
        .lower(),
        counted(
            "startups",
            "start-ups",
            "start-ups founded by leavers",
            "Start-ups founded by leavers that exist at the end of a quarter and are not direct \
             competitors.",
            M::Startups,
        ),
        counted(
            "direct_competitors",
            "competitors",
            "direct competitors founded by leavers",
            "Direct competitors founded by leavers that exist at the end of a quarter.",
            M::Competitors,
        )
        .lower(),
    ]
}
