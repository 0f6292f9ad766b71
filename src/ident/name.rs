//! What a name may look like: a letter of any script or `_`, then letters, digits and `_`
//! (Unicode's XID classes), so that `within_period` and `期限内` are both names.

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAName {
    /// It has no character at all.
    Empty,
    /// It begins with a character that cannot begin a name, a digit for instance.
    Start(char),
    /// A later character cannot stand in a name, a space or a hyphen for instance.
    Inside(char),
}

/// Whether `text` is a name, and what is wrong with it otherwise.
pub fn check_name(text: &str) -> Result<(), NotAName> {
    let mut characters = text.chars();
    let first = characters.next().ok_or(NotAName::Empty)?;
    if first != '_' && !unicode_ident::is_xid_start(first) {
        return Err(NotAName::Start(first));
    }
    match characters.find(|&character| !unicode_ident::is_xid_continue(character)) {
        Some(character) => Err(NotAName::Inside(character)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_names() {
        for name in ["a", "_a", "within_3_years", "期限内", "é"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(check_name(""), Err(NotAName::Empty));
        assert_eq!(check_name("3a"), Err(NotAName::Start('3')));
        assert_eq!(check_name("a-b"), Err(NotAName::Inside('-')));
    }
}
