//! Quoted texts that hold several parts, each of which may begin with its number.

use super::place::Place;
use super::quoted::Quoted;
use super::signed::Signed;
use super::token::{Placed, Token, tokens};
use crate::lang::ItemMark;
use crate::lang::amending::{BRACKETS, Numbered, signs};

/// The address that a text is, and nothing else.
pub(super) fn address(text: &str) -> Option<Place> {
    let signs = signs(text);
    let signed = Signed::new(text, &signs, &[]);
    match tokens(signed, 0..signs.len()).as_slice() {
        [Placed { token: Token::Part(Numbered::Article, number, inserted), .. }] => {
            Some(Place::article(*number, *inserted))
        }
        [Placed { token: Token::Part(Numbered::Chapter, number, inserted), .. }] => {
            Some(Place::Chapter(*number, *inserted))
        }
        _ => None,
    }
}

/// The numbered part with which a text begins, and how many bytes of it that takes.
pub(super) fn begins_with(text: &str) -> Option<(Numbered, u16, u16, usize)> {
    let signs = signs(text);
    let signed = Signed::new(text, &signs, &[]);
    // An address of its own is never longer.
    let all = tokens(signed, 0..signs.len().min(16));
    let first = all.first()?;
    let Token::Part(part, number, inserted) = first.token else { return None };
    let end = signed.bytes(&first.at).end;
    // 第三条规定的…… is a citation: a number of its own is followed by a blank, brackets or nothing.
    let rest = text.get(end..)?;
    let own = rest.is_empty()
        || rest.starts_with(|next: char| next.is_whitespace() || BRACKETS.contains(&next));
    own.then_some((part, number, inserted, end))
}

/// A heading that names its place by the number with which it begins: 一、……, 第四章　…….
pub(super) fn is_numbered_heading(text: &str) -> Option<Place> {
    if let Some((part, number, inserted, _)) = begins_with(text) {
        return match part {
            Numbered::Chapter => Some(Place::Chapter(number, inserted)),
            _ => None,
        };
    }
    let mark = ItemMark::of(text)?;
    let taken = text.get(..mark.length())?;
    let numeral = taken.trim_matches(|letter: char| !letter.is_alphanumeric());
    Some(Place::Heading(numeral.to_owned()))
}

/// A quotation as several, each with the paragraphs from one beginning to the next.
fn cut(text: &Quoted, begins: impl Fn(&str) -> bool) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    for (line, at) in &text.paragraphs {
        let own = Quoted { at: at.clone(), paragraphs: vec![(line.clone(), at.clone())] };
        match found.last_mut() {
            Some(last) if !begins(line) => {
                last.at.end = at.end;
                last.paragraphs.push((line.clone(), at.clone()));
            }
            _ => found.push(own),
        }
    }
    found
}

/// The articles of a quotation, each of which begins with its number.
pub(super) fn articles(text: &Quoted) -> Vec<Quoted> {
    let begins = |line: &str| matches!(begins_with(line), Some((Numbered::Article, ..)));
    let mut found = cut(text, begins);
    // The heading of a section may stand before its articles.
    let heading = |one: &Quoted| {
        let line = one.paragraphs.first().map_or("", |(line, _)| line.as_str());
        matches!(begins_with(line), Some((Numbered::Chapter | Numbered::Section, ..)))
    };
    if found.len() > 1 && found.first().is_some_and(heading) {
        found.remove(0);
    }
    found
}

/// The paragraphs of a quotation, each with its items.
pub(super) fn paragraphs(text: &Quoted) -> Vec<Quoted> {
    cut(text, |line| ItemMark::of(line).is_none())
}

/// The lines of a quotation.
pub(super) fn items(text: &Quoted) -> Vec<Quoted> {
    cut(text, |_| true)
}

/// A quotation as the texts of as many parts; none where it does not tell which is whose.
pub(super) fn several(text: &Quoted, count: usize, level: Numbered) -> Option<Vec<Quoted>> {
    if count == 1 {
        return Some(vec![text.clone()]);
    }
    let cut = match level {
        Numbered::Article => [articles(text), items(text)],
        Numbered::Chapter => {
            let begins = |line: &str| matches!(begins_with(line), Some((Numbered::Chapter, ..)));
            [cut(text, begins), items(text)]
        }
        Numbered::Paragraph => [paragraphs(text), items(text)],
        _ => [items(text), paragraphs(text)],
    };
    cut.into_iter().find(|texts| texts.len() == count)
}

/// A quotation as the texts of several places.
pub(super) fn distributed(text: &Quoted, targets: &[Place]) -> Option<Vec<Quoted>> {
    several(text, targets.len(), targets.first()?.level()?)
}
