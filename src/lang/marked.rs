//! Texts of bundles and stories as they may be shown: what would move the cursor, hide or reorder
//! what stands beside it is shown as `\u{1b}`.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is not shown but does something.
fn acts(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // Marks that change the direction, invisible ones, separators of lines, tags.
        '\u{061c}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

fn replaced(text: &str, acts: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if acts(character) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// A text of one or more lines.
pub fn marked(text: &str) -> Cow<'_, str> {
    replaced(text, acts)
}

/// A text that is to stand on one line.
pub fn marked_line(text: &str) -> Cow<'_, str> {
    replaced(text, |character| acts(character) || character == '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(marked("a\u{1b}[2K\rb\u{202e}c\u{7}"), "a\\u{1b}[2K\\u{d}b\\u{202e}c\\u{7}");
        assert_eq!(marked("甲\t“乙”\n丙 é 👩\u{200d}🔧"), "甲\t“乙”\n丙 é 👩\u{200d}🔧");
        assert_eq!(marked_line("a\nb"), "a\\u{a}b");
    }
}
