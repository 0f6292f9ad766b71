//! Traditional letters as they are compared with simplified ones. A page that was copied from elsewhere may
//! be in the other script; the law it prints is the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Letters that only the traditional script writes, each with the one letter of the simplified script for
/// which it stands; what stands for several, or is a letter of both scripts, is left out.
const PAIRS: &str = include_str!("script.txt");

static SIMPLIFIED: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let pairs = PAIRS.split_whitespace().map(str::chars);
    pairs.filter_map(|mut pair| pair.next().zip(pair.next())).collect()
});

/// The letter in the simplified script.
pub fn simplified(letter: char) -> char {
    SIMPLIFIED.get(&letter).copied().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_its_own() {
        let pairs: Vec<&str> = PAIRS.split_whitespace().collect();
        assert!(pairs.iter().all(|pair| pair.chars().count() == 2));
        assert_eq!(pairs.len(), SIMPLIFIED.len(), "a letter stands twice");
        let kept = |letter: char| simplified(letter) == letter;
        assert!(SIMPLIFIED.values().all(|letter| kept(*letter)), "a simplified letter is another");
        let said: String = "評審辦根據資料，徵求意見後於臺灣公佈".chars().map(simplified).collect();
        assert_eq!(said, "评审办根据资料，征求意见后于台湾公布");
    }
}
