//! The known name that somebody probably meant.

/// The candidate nearest to `name`, if one is near enough to be a slip: at
/// most a third of its letters differ (two swapped letters count as one), or
/// one contains the other.
///
/// ```
/// use orgsim::diagnostic::nearest;
/// assert_eq!(nearest("fusion-temas", ["loose-coupling", "fusion-teams"]), Some("fusion-teams"));
/// assert_eq!(nearest("matrix", ["loose-coupling", "fusion-teams"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = normal(name);
    let length = name.chars().count();
    // A name of that length is no slip, and comparing it would take long.
    if length == 0 || length > 100 {
        return None;
    }
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = normal(candidate);
            let distance = strsim::osa_distance(&name, &other);
            let part = length.min(other.chars().count()) >= 4
                && (other.contains(&name) || name.contains(&other));
            let near = distance <= (length.max(other.chars().count()) / 3).max(1);
            (near || part).then_some((distance, candidate))
        })
        // The first of several equally near ones: the order of the file.
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Case and the kind of dash are no difference.
fn normal(name: &str) -> String {
    name.to_lowercase().replace(['-', ' ', '.'], "_")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_a_different_word_is_not() {
        let known = ["quarters", "runs", "seed", "batch_size"];
        assert_eq!(nearest("quaters", known), Some("quarters"));
        assert_eq!(nearest("esed", known), Some("seed"));
        assert_eq!(nearest("Batch-Size", known), Some("batch_size"));
        assert_eq!(nearest("number_of_runs", known), Some("runs"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn of_equally_near_names_the_first_is_offered() {
        assert_eq!(nearest("rum", ["run", "rug"]), Some("run"));
    }
}
