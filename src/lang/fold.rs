//! Letters as they are compared: blanks and the width of marks do not count.

use std::ops::Range;

/// A letter as it is compared, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The letter.
    pub letter: char,
    /// Its place in the text, in bytes.
    pub at: Range<usize>,
}

/// The letters of a text, without blanks, each at its place.
pub fn letters(text: &str) -> Vec<Letter> {
    let shown = text.char_indices().filter(|(_, letter)| !is_blank(*letter));
    shown
        .map(|(at, letter)| Letter { letter: folded(letter), at: at..at + letter.len_utf8() })
        .collect()
}

/// Whether two texts are the same but for blanks and the width of their marks.
pub fn same_letters(one: &str, other: &str) -> bool {
    let of = |text: &str| text.chars().filter(|letter| !is_blank(*letter)).map(folded).collect();
    let (one, other): (Vec<char>, Vec<char>) = (of(one), of(other));
    one == other
}

pub(super) const fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Full-width letters and marks as half-width ones, quotation marks as straight ones.
pub(super) fn folded(letter: char) -> char {
    const WIDER_BY: u32 = 0xfee0;
    match letter {
        '“' | '”' | '„' | '‟' => '"',
        '‘' | '’' => '\'',
        '｡' => '。',
        '､' => '、',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - WIDER_BY).unwrap_or(letter),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_width_do_not_count() {
        for (one, other) in [
            ("不少于５个工作日，", "不少于 5 个工作日,"),
            ("“好中选优”", "\"好中选优\""),
            ("（一）", "(一)"),
            ("质量\u{3000}金奖\n", "质量金奖"),
        ] {
            assert!(same_letters(one, other), "{one} {other}");
        }
        assert!(!same_letters("五年", "5年"));
        assert!(!same_letters("，", "、"));
        let found = letters("5　个");
        assert_eq!(found[1], Letter { letter: '个', at: 4..7 });
    }
}
