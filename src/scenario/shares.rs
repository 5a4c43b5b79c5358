//! Values that add up to one: when some of them move, the others follow in proportion.

use super::resolve::Setting;

/// Weights of an incentive function.
pub(super) const WEIGHTS: [&str; 6] = [
    "papers",
    "citations",
    "open_source",
    "engagement",
    "revenue",
    "shipping_speed",
];

/// Where leavers go.
pub(super) const DESTINATIONS: [&str; 4] =
    ["to_competitor", "to_startup", "to_academia", "to_elsewhere"];

/// What adds up to one with a value; none if it may be anything by itself.
fn group(setting: &Setting) -> Option<&[String]> {
    let path: Vec<&str> = setting.path.iter().map(String::as_str).collect();
    match path[..] {
        ["incentives", _, weight] if WEIGHTS.contains(&weight) => Some(&setting.path[..2]),
        ["labour_market", share] if DESTINATIONS.contains(&share) => Some(&setting.path[..1]),
        ["topics" | "venues", _, "share"] => Some(&setting.path[..1]),
        _ => None,
    }
}

/// The keys and values of all that follows when numbers with some keys move: each group of
/// shares adds up to one as before. None of a group of which nothing is left to move, or whose
/// moved ones are more than one already.
pub(crate) fn following(settings: &[Setting], moved: &[(&str, f64)]) -> Vec<(String, f64)> {
    let to = |setting: &Setting| {
        let key = setting.key();
        let found = moved.iter().find(|(known, _)| *known == key);
        found.map(|(_, to)| *to)
    };
    let follow = |setting: &Setting| -> Option<(String, f64)> {
        let own = group(setting).filter(|_| to(setting).is_none())?;
        let all = settings.iter().filter(|other| group(other) == Some(own));
        let (mut from, mut moved_to, mut left) = (0.0, 0.0, 0.0);
        for other in all {
            match to(other) {
                Some(to) => (from, moved_to) = (from + other.value.as_f64()?, moved_to + to),
                None => left += 1.0,
            }
        }
        let is_moved = settings
            .iter()
            .any(|other| group(other) == Some(own) && to(other).is_some());
        let rest = 1.0 - moved_to;
        if !is_moved || rest < 0.0 {
            return None;
        }
        let value = match from < 1.0 {
            true => setting.value.as_f64()? * rest / (1.0 - from),
            // nothing was left for the others: there is no proportion
            false => rest / left,
        };
        Some((setting.key(), value))
    };
    settings.iter().filter_map(follow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load_str;

    fn following_of(text: &str, moved: &[(&str, f64)]) -> Vec<(String, f64)> {
        following(&load_str(text).unwrap().settings, moved)
    }

    #[test]
    fn the_others_keep_their_proportion() {
        let text = "[incentives.own]\npapers = 0.4\ncitations = 0.4\nopen_source = 0.2\n";
        let found = following_of(text, &[("incentives.own.papers", 0.1)]);
        let of = |name: &str| found.iter().find(|(key, _)| key.ends_with(name)).unwrap().1;
        assert!((of("citations") - 0.6).abs() < 1e-12);
        assert!((of("open_source") - 0.3).abs() < 1e-12);
        assert_eq!(of("revenue"), 0.0);
        assert_eq!(found.len(), 5);
        let both = [
            ("incentives.own.papers", 0.1),
            ("incentives.own.revenue", 0.3),
        ];
        let found = following_of(text, &both);
        let sum: f64 = found.iter().map(|(_, value)| value).sum();
        assert!((sum - 0.6).abs() < 1e-12);
    }

    #[test]
    fn what_was_all_of_it_leaves_equal_parts() {
        let text = "[incentives.own]\npapers = 1.0\ncitations = 0.0\nopen_source = 0.0\n";
        let found = following_of(text, &[("incentives.own.papers", 0.5)]);
        assert!(found.iter().all(|(_, value)| *value == 0.1), "{found:?}");
    }

    #[test]
    fn nothing_follows_what_is_too_much_or_stands_alone() {
        let moved = [("labour_market.to_startup", 1.2)];
        assert_eq!(following_of("", &moved), []);
        assert_eq!(following_of("", &[("topics.general.share", 0.5)]), []);
        assert_eq!(following_of("", &[("transfer.tacitness", 0.5)]), []);
    }
}
