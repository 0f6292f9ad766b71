//! Names that look alike and are not the same: composed in another way (Unicode's NFC and NFD), or
//! with a letter of another script in the place of one that looks like it (UTS #39).

use unicode_normalization::UnicodeNormalization;
use unicode_script::UnicodeScript;
use unicode_security::confusable_detection::skeleton;

/// How two names that look alike differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookalike {
    /// The same letters, composed in another way.
    Composed {
        /// The letter as it is written here.
        written: String,
        /// The letter as the other name has it.
        meant: String,
    },
    /// Another letter that looks the same.
    Letter {
        /// The letter that is written here.
        written: char,
        /// The letter of the other name.
        meant: char,
    },
}

impl Lookalike {
    /// Whether nobody could mean both: one name composed in two ways, or letters of two scripts.
    pub fn is_treacherous(&self) -> bool {
        match self {
            Self::Composed { .. } => true,
            Self::Letter { written, meant } => written.script() != meant.script(),
        }
    }
}

/// What all names have in common that look like this one.
pub fn looks(name: &str) -> String {
    skeleton(name).collect()
}

/// How `written` differs from `meant`, where they look alike and are not the same.
pub fn lookalike(written: &str, meant: &str) -> Option<Lookalike> {
    if written == meant {
        return None;
    }
    if written.nfc().eq(meant.nfc()) {
        // Letter by letter, each with the marks that belong to it.
        let (here, there) = (letters(written), letters(meant));
        let mut pairs = here.into_iter().zip(there);
        let (written, meant) = pairs.find(|(here, there)| here != there)?;
        return Some(Lookalike::Composed { written, meant });
    }
    if !skeleton(written).eq(skeleton(meant)) {
        return None;
    }
    let mut pairs = written.nfc().zip(meant.nfc());
    let (written, meant) = pairs.find(|(here, there)| here != there)?;
    Some(Lookalike::Letter { written, meant })
}

/// The letters of a text, each with the marks that follow it.
fn letters(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for character in text.chars() {
        let joins = unicode_normalization::char::is_combining_mark(character);
        match found.last_mut().filter(|_| joins) {
            Some(letter) => letter.push(character),
            None => found.push(character.to_string()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_told_apart() {
        let composed = lookalike("cafe\u{301}", "caf\u{e9}");
        let (written, meant) = ("e\u{301}".to_owned(), "\u{e9}".to_owned());
        assert_eq!(composed, Some(Lookalike::Composed { written, meant }));
        let letter = |written, meant| Some(Lookalike::Letter { written, meant });
        assert_eq!(lookalike("\u{430}mount", "amount"), letter('\u{430}', 'a'));
        assert_eq!(lookalike("期限エ", "期限工"), letter('エ', '工'));
        assert_eq!(lookalike("ａmount", "amount"), letter('ａ', 'a'));
        assert_eq!(lookalike("amount", "amount"), None);
        assert_eq!(lookalike("amounts", "amount"), None);
        assert_eq!(lookalike("申報", "申报"), None);
    }
}
