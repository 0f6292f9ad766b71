//! Slots in the measure's text: `每{cycle:两年}评选一次`. A slot names what its words bind and shows
//! how the value is written at that place; the value itself is always the parameter's. One word may
//! bind several: `各不超过{models, achievements:2}个`. A number that is none of the bundle's is
//! marked so, by a slot that names nothing: `评选{:一次}`.

mod style;

pub use style::{read_like, written_like};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they are.
    Words(&'t str),
    /// What is bound here.
    Slot(Slot<'t>),
}

/// A place of the text whose words are values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot<'t> {
    /// The parameters, rows or days that the words bind; none where the number is none of the
    /// bundle's.
    pub bound: Vec<Bound<'t>>,
    /// The words as published: a value in the style of this place.
    pub sample: &'t str,
    /// Where the words begin in the text, in bytes.
    pub at: usize,
}

/// One thing that a slot binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound<'t> {
    /// The parameter, with the keys of a row: `fee.upper.model`.
    pub path: &'t str,
    /// Where the path begins in the text, in bytes.
    pub at: usize,
}

impl<'t> Bound<'t> {
    /// The parameter's name.
    pub fn name(&self) -> &'t str {
        self.path.split('.').next().unwrap_or(self.path)
    }
    /// The keys of the row.
    pub fn keys(&self) -> impl Iterator<Item = &'t str> + Clone {
        self.path.split('.').skip(1)
    }
}

/// What a slot may name besides parameters: the days of the measure's validity.
pub const VALIDITY: [&str; 2] = ["validity.from", "validity.to"];

/// What may stand between the paths of one slot.
const BETWEEN: [char; 3] = [',', '，', '、'];

/// The pieces of a text in order. A brace without its partner or without a colon is words.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(open) = text.get(start..).and_then(|rest| rest.find('{')).map(|at| start + at) {
        let inner = text.get(open + 1..).and_then(|rest| rest.split_once('}'));
        let slot = inner.and_then(|(inner, _)| inner.split_once(':').map(|parts| (inner, parts)));
        let Some((inner, (paths, sample))) = slot else { break };
        if open > start {
            found.push(Piece::Words(text.get(start..open).unwrap_or("")));
        }
        let at = open + 1 + paths.len() + 1;
        found.push(Piece::Slot(Slot { bound: bound(paths, open + 1), sample, at }));
        start = open + inner.len() + 2;
    }
    let rest = text.get(start..).unwrap_or("");
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

fn bound(paths: &str, begins: usize) -> Vec<Bound<'_>> {
    if paths.trim().is_empty() {
        return Vec::new();
    }
    let mut at = begins;
    let mut found = Vec::new();
    for part in paths.split_inclusive(BETWEEN) {
        let path = part.trim_end_matches(BETWEEN);
        let blanks = path.len() - path.trim_start().len();
        found.push(Bound { path: path.trim(), at: at + blanks });
        at += part.len();
    }
    found
}

/// The slots of a text.
pub fn slots(text: &str) -> impl Iterator<Item = Slot<'_>> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Slot(slot) => Some(slot),
        Piece::Words(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_stand_between_words() {
        let slot = |bound: Vec<Bound<'static>>, sample, at| Slot { bound, sample, at };
        assert_eq!(
            pieces("每{cycle:两年}评选一次"),
            [
                Piece::Words("每"),
                Piece::Slot(slot(
                    vec![Bound { path: "cycle", at: "每{".len() }],
                    "两年",
                    "每{cycle:".len()
                )),
                Piece::Words("评选一次"),
            ]
        );
        let two = vec![Bound { path: "a.b", at: 1 }, Bound { path: "c", at: 6 }];
        assert_eq!(pieces("{a.b, c:2}个")[0], Piece::Slot(slot(two, "2", 8)));
        assert_eq!(pieces("{:一次}"), [Piece::Slot(slot(Vec::new(), "一次", 2))]);
        assert_eq!(pieces("没有"), [Piece::Words("没有")]);
        assert_eq!(pieces("{没有"), [Piece::Words("{没有")]);
    }
}
