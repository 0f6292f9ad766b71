//! Chapters and sections by their numbers: as they are addressed, and where a text names them.

use std::ops::Range;

use super::citation::{BETWEEN, is_own};
use super::opening::Division;
use super::quantity::Quantity;

/// A number with its place in a text: of 第四章 the 四.
type Placed = (u16, Range<usize>);

/// A chapter or a section that a text names: 第四章, 第四章第一节, 本章第一节, 第一节.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionCitation {
    /// The number of the chapter; none where it is the text's own.
    pub chapter: Option<Placed>,
    /// The number of the section; none for a whole chapter.
    pub section: Option<Placed>,
    /// Where it stands.
    pub at: Range<usize>,
}

/// The number of a chapter, and of a section in it: 第四章, 第四章第一节.
pub fn division_address(text: &str) -> Option<(u16, Option<u16>)> {
    let (chapter, end) = one(text, 0, '章')?;
    if end == text.len() {
        return Some((chapter.0, None));
    }
    let (section, end) = one(text, end, '节')?;
    (end == text.len()).then_some((chapter.0, Some(section.0)))
}

/// The chapters and sections of this act that a text names; those of other acts are left out.
pub fn division_citations(text: &str) -> Vec<DivisionCitation> {
    let mut found: Vec<DivisionCitation> = Vec::new();
    // Where the last one ended, whether it was of this act, and its chapter.
    let mut last: Option<(usize, bool, Option<Placed>)> = None;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('第')).map(|to| at + to) {
        let chapter = one(text, start, '章');
        let section = one(text, chapter.as_ref().map_or(start, |(_, end)| *end), '节');
        let ends = section.as_ref().or(chapter.as_ref()).map(|(_, end)| *end);
        let Some(end) = ends else {
            at = start + '第'.len_utf8();
            continue;
        };
        let between = last.as_ref().and_then(|(end, own, of)| {
            let listed = text.get(*end..start).filter(|words| BETWEEN.contains(words));
            listed.map(|_| (*own, of.clone()))
        });
        let own = match &between {
            Some((own, _)) => *own,
            None => is_own(text.get(..start).unwrap_or("")),
        };
        let named = chapter.map(|(number, _)| number);
        let of = named.clone().or_else(|| between.and_then(|(_, of)| of));
        last = Some((end, own, of.clone()));
        at = end;
        if own {
            let section = section.map(|(number, _)| number);
            let chapter = if section.is_some() { of } else { named };
            found.push(DivisionCitation { chapter, section, at: start..end });
        }
    }
    found
}

/// Words that name the chapter or the section in which a text stands: 本章, 本节.
pub fn own_divisions(text: &str) -> Vec<(Division, Range<usize>)> {
    let all = [(Division::Chapter, "本章"), (Division::Section, "本节")];
    let found = all.into_iter().flat_map(|(division, words)| {
        text.match_indices(words).map(move |(at, words)| (division, at..at + words.len()))
    });
    found.collect()
}

/// A number before a noun, and where that ends.
fn one(text: &str, start: usize, noun: char) -> Option<(Placed, usize)> {
    let from = start + '第'.len_utf8();
    let rest = text.get(start..)?.strip_prefix('第')?;
    let numeral = Quantity::of(rest).numeral;
    let number = Quantity::of(numeral).number().and_then(|number| u16::try_from(number).ok())?;
    let end = from + numeral.len();
    text.get(end..)?.strip_prefix(noun).filter(|_| number > 0)?;
    Some(((number, from..end), end + noun.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_addressed_by_their_numbers() {
        assert_eq!(division_address("第四章"), Some((4, None)));
        assert_eq!(division_address("第12章"), Some((12, None)));
        assert_eq!(division_address("第十二章第三节"), Some((12, Some(3))));
        for text in
            ["", "章", "第章", "四章", "第四章节", "第四节", "第四章 ", "第四章第一条", "第零章"]
        {
            assert_eq!(division_address(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_names_chapters_of_its_own_act() {
        let named = |text: &str| -> Vec<String> {
            let all = division_citations(text).into_iter();
            let said = all.map(|one| {
                let number = |one: Option<Placed>| one.map_or(0, |(number, _)| number);
                format!("{} {}.{}", &text[one.at], number(one.chapter), number(one.section))
            });
            said.collect()
        };
        for (text, expected) in [
            ("依照第三章办理", vec!["第三章 3.0"]),
            ("依照本办法第三章第二节、第三节", vec!["第三章第二节 3.2", "第三节 3.3"]),
            ("依照本章第二节", vec!["第二节 0.2"]),
            ("依照《甲办法》第三章和第四章", vec![]),
            ("依照《甲办法》第三章，本办法第四章", vec!["第四章 4.0"]),
            ("第三条、第三款", vec![]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
        assert_eq!(own_divisions("本章所称"), [(Division::Chapter, 0..6)]);
    }
}
