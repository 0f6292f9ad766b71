//! Slots in the measure's text: `每{cycle:两年}评选一次`. A slot names a parameter and shows how its
//! value is written at that place; the value itself is always the parameter's.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they are.
    Words(&'t str),
    /// A parameter: its path, how it is written here, and the byte at which the path begins.
    Slot {
        /// The parameter, with the keys of a row: `fee.upper.model`.
        path: &'t str,
        /// A value in the style of this place.
        sample: &'t str,
        /// Where the path begins in the text, in bytes.
        at: usize,
    },
}

/// What a slot may name besides parameters: the days of the measure's validity.
pub const VALIDITY: [&str; 2] = ["validity.from", "validity.to"];

/// The pieces of a text in order. A brace without its partner or without a colon is words.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(open) = text.get(start..).and_then(|rest| rest.find('{')).map(|at| start + at) {
        let inner = text.get(open + 1..).and_then(|rest| rest.split_once('}'));
        let slot = inner.and_then(|(inner, _)| inner.split_once(':').map(|parts| (inner, parts)));
        let Some((inner, (path, sample))) = slot else { break };
        if open > start {
            found.push(Piece::Words(text.get(start..open).unwrap_or("")));
        }
        found.push(Piece::Slot { path, sample, at: open + 1 });
        start = open + inner.len() + 2;
    }
    let rest = text.get(start..).unwrap_or("");
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_stand_between_words() {
        let found = pieces("每{cycle:两年}评选一次");
        assert_eq!(
            found,
            [
                Piece::Words("每"),
                Piece::Slot { path: "cycle", sample: "两年", at: "每{".len() },
                Piece::Words("评选一次"),
            ]
        );
        assert_eq!(pieces("没有"), [Piece::Words("没有")]);
        assert_eq!(pieces("{没有"), [Piece::Words("{没有")]);
    }
}
