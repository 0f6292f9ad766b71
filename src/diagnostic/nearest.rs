//! "Did you mean": the right name that looks like the wrong one, or the nearest, and none where no
//! name is near.

use crate::ident::lookalike;

/// The names nearest to `wanted`, best first, at most three: what looks just like it, then by at
/// most 2 edits (insertions, deletions, replacements, transpositions), or a third of the length,
/// counted in characters. Of equally near ones the first.
pub fn near(wanted: &str, names: &[String]) -> Vec<String> {
    ranked(wanted, names.iter().map(String::as_str)).into_iter().map(str::to_owned).collect()
}

fn ranked<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = wanted.chars().count();
    let bound = (length / 3).max(2).min(length.saturating_sub(1));
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| match lookalike(wanted, name) {
            Some(_) => Some((0, name)),
            None => {
                let distance = strsim::damerau_levenshtein(wanted, name);
                (distance <= bound && distance < name.chars().count()).then_some((distance, name))
            }
        })
        .collect();
    found.sort_by_key(|&(distance, _)| distance);
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in found {
        if names.len() < 3 && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The nearest of all, if one is near.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    ranked(wanted, names).into_iter().next()
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

    #[test]
    fn what_looks_just_like_it_comes_first() {
        assert_eq!(nearest("\u{430}b", ["b", "ab"]), Some("ab"));
    }
}
