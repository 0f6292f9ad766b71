//! Outcomes that are otherwise, told by their words: where nothing is known of the law under which they
//! were approved. The first place at which each parts is told, once for all that part alike.

use std::collections::BTreeMap;

use similar::{DiffOp, TextDiff};

/// Outcomes that part alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    /// The stories, by their positions.
    pub stories: Vec<usize>,
    /// The lines of the first that are gone where they part.
    pub gone: Vec<String>,
    /// The lines that came.
    pub came: Vec<String>,
    /// At how many places the first differs besides.
    pub more: usize,
}

/// Groups outcomes by how they part; each is told with its position, what was approved and what came.
pub fn reworded<'t>(
    outcomes: impl IntoIterator<Item = (usize, &'t str, &'t str)>,
) -> Vec<Reworded> {
    let mut found: BTreeMap<(Option<String>, Option<String>), Reworded> = BTreeMap::new();
    for (at, approved, text) in outcomes {
        let Some((gone, came, more)) = parting(approved, text) else { continue };
        let first = |lines: &[String]| lines.first().map(|line| shape(line));
        let key = (first(&gone), first(&came));
        let group =
            found.entry(key).or_insert_with(|| Reworded { stories: Vec::new(), gone, came, more });
        group.stories.push(at);
    }
    let mut groups: Vec<Reworded> = found.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.stories.len()), group.stories.clone()));
    groups
}

/// Where two texts part first: the lines that are gone and those that came, and how often they differ
/// besides.
fn parting(approved: &str, text: &str) -> Option<(Vec<String>, Vec<String>, usize)> {
    let diff = TextDiff::from_lines(approved.trim(), text.trim());
    let places: Vec<&DiffOp> =
        diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).collect();
    let first = places.first()?;
    let cut = |all: &[&str], range: std::ops::Range<usize>| -> Vec<String> {
        let lines = all.get(range).unwrap_or_default();
        lines.iter().map(|line| line.trim().to_owned()).collect()
    };
    let gone = cut(&approved.trim().lines().collect::<Vec<_>>(), first.old_range());
    let came = cut(&text.trim().lines().collect::<Vec<_>>(), first.new_range());
    Some((gone, came, places.len() - 1))
}

/// What of a line is the same in every story in which the same happens: not its days, not its
/// numbers, not whom it concerns.
fn shape(line: &str) -> String {
    let mut shape = String::with_capacity(line.len());
    let mut word = String::new();
    for letter in line.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() || matches!(letter, '/' | '-' | '_' | '.' | ',') {
            word.push(letter);
            continue;
        }
        // An address, a day, a sum; a plain word stands as it is.
        let is_one = word.contains('/') || word.bytes().any(|byte| byte.is_ascii_digit());
        shape.push_str(if is_one { "#" } else { &word });
        word.clear();
        shape.push(letter);
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_alike_is_told_once() {
        let one =
            ("2024-01-02  甲\n  期限至 2024-01-09\n尾", "2024-01-02  甲\n  期限至 2024-01-10\n尾2");
        let other =
            ("2025-03-02  甲\n  期限至 2025-03-09\n尾", "2025-03-02  甲\n  期限至 2025-03-10\n尾");
        let third = ("2025-03-02  甲\n  入册\n尾", "2025-03-02  甲\n尾");
        let all = [(0, third.0, third.1), (1, one.0, one.1), (2, other.0, other.1)];
        let found = reworded(all);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].stories, [1, 2]);
        // The end of the first differs in the same run of lines.
        assert_eq!(found[0].came[0], "期限至 2024-01-10");
        assert_eq!(
            (found[1].stories.clone(), found[1].gone.clone()),
            (vec![0], vec!["入册".to_owned()])
        );
        assert_eq!(reworded([(0, "a\nb\nc", "x\nb\ny")])[0].more, 1);
    }

    #[test]
    fn names_and_days_make_no_shape() {
        assert_eq!(
            shape("edition/2024/case/acme/model：进入 “x” 2024-01-09"),
            shape("edition/2030/case/b/c：进入 “x” 2031-01-09")
        );
        assert_ne!(shape("进入甲"), shape("进入乙"));
    }
}
