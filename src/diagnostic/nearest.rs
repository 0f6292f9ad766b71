//! "Did you mean": the nearest right name, and none where no name is near.

/// The nearest of `names` to `wanted`, if it is near: by at most 2 edits, or a third of the
/// length, counted in characters. Of equally near ones the first.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bound = (wanted.chars().count() / 3).max(2);
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wanted, name), name))
        .filter(|&(distance, name)| distance <= bound && distance < name.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_found_and_a_far_one_is_not() {
        assert_eq!(nearest("notice_day", ["notice_days", "cycle"]), Some("notice_days"));
        assert_eq!(nearest("zzz", ["notice_days", "cycle"]), None);
        assert_eq!(nearest("材料审察", ["材料审查", "现场勘验"]), Some("材料审查"));
    }
}
