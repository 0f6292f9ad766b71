//! A decision line by line: its numbered items, their sentences, the texts that stand unquoted below them.

use std::ops::Range;

use super::closing::{Closing, closing as closed, is_closing};
use super::quoted::{Quoted, closing};
use super::signed::Signed;
use super::token::{Placed, Token, tokens};
use crate::lang::amending::{AmendingWord, LISTING, Numbered};
use crate::lang::{ItemMark, Quantity};

/// A line of a decision: what one sentence or several of them say together.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The number of the item that begins with it, as it is written.
    pub(super) number: Option<String>,
    /// How deep the item lies; 0 before the first.
    pub(super) level: usize,
    /// Its signs, without the number.
    pub(super) at: Range<usize>,
    /// The text below it that stands without quotation marks.
    pub(super) below: Option<Quoted>,
}

/// How an item is numbered, and with what number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    style: (bool, bool, char),
    number: u16,
    /// How many signs it takes.
    length: usize,
}

/// The lines of a text, those within quotations not taken apart.
fn raw(signed: Signed<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut from, mut at) = (0, 0);
    let end = signed.signs.len();
    while at < end {
        if let Some(to) = closing(signed, at) {
            at = to;
            continue;
        }
        if signed.letter(at) == Some('\n') {
            found.push(from..at);
            from = at + 1;
        }
        at += 1;
    }
    found.push(from..end);
    found.retain(|line| line.start < line.end);
    found
}

/// The number with which a line begins.
fn mark(signed: Signed<'_>, line: &Range<usize>) -> Option<Mark> {
    let letters: String =
        signed.signs.get(line.clone())?.iter().map(|sign| sign.letter).take(12).collect();
    if let Some(found) = ItemMark::of(&letters) {
        let taken = letters.get(..found.length())?;
        let numeral = taken.trim_start_matches('(');
        let numeral = numeral.get(..numeral.len() - taken.chars().last()?.len_utf8())?;
        let arabic = !Quantity::of(numeral).is_chinese();
        let close = taken.chars().last()?;
        // 1.5 is no number of an item.
        let length = taken.chars().count();
        let next = letters.chars().nth(length);
        if close == '.' && next.is_some_and(|letter| letter.is_ascii_digit()) {
            return None;
        }
        return Some(Mark {
            style: (arabic, taken.starts_with('('), close),
            number: found.number,
            length,
        });
    }
    // 第二十条　宪法第十条……: the articles of an amendment of a constitution.
    let all = tokens(signed, line.clone());
    let (first, second) = (all.first()?, all.get(1)?);
    let Token::Part(Numbered::Article, number, 0) = first.token else { return None };
    let gap = signed.bytes(&second.at).start > signed.bytes(&first.at).end;
    let names = matches!(second.token, Token::Act(_) | Token::Title(_));
    let length = first.at.end - line.start;
    (gap && names).then_some(Mark { style: (false, false, ' '), number, length })
}

/// Whether words follow below: the line ends with the verb, or says behind it where they stand.
fn opens(all: &[Placed]) -> bool {
    if matches!(closed(all), Some(Closing::LeadIn(_))) {
        return false;
    }
    let (last, before) = match all.split_last() {
        Some((Placed { token: Token::Colon, .. }, before)) => (true, before),
        _ => (false, all),
    };
    let verb = |placed: &Placed| {
        let verbs =
            [AmendingWord::Become, AmendingWord::Namely, AmendingWord::Says, AmendingWord::Add];
        verbs.iter().any(|verb| placed.token == Token::Word(*verb))
    };
    let quoted = |placed: &Placed| matches!(placed.token, Token::Quote(_));
    match last {
        true => {
            let told = before.iter().rev().take_while(|placed| !quoted(placed));
            told.into_iter().any(verb)
        }
        false => before.last().is_some_and(verb),
    }
}

/// Whether a line below a text amends something itself, and is no line of it: 第七节相应改为第八节.
fn amends(signed: Signed<'_>, all: &[Placed]) -> bool {
    let [first, second, ..] = all else { return false };
    // The number of a part of the text is followed by a blank, and by no verb.
    let gap = signed.bytes(&second.at).start > signed.bytes(&first.at).end;
    let begins = match first.token {
        Token::Part(..) => !gap,
        Token::Word(word) => matches!(
            word,
            AmendingWord::Lead | AmendingWord::Delete | AmendingWord::Add | AmendingWord::Old
        ),
        _ => false,
    };
    let becomes = |pair: &[Placed]| {
        let [one, next] = pair else { return false };
        let verb = matches!(one.token, Token::Word(AmendingWord::Become | AmendingWord::As));
        verb && matches!(next.token, Token::Part(..) | Token::Quote(_) | Token::Colon)
    };
    let deletes = matches!(first.token, Token::Word(AmendingWord::Delete))
        && matches!(second.token, Token::Part(..));
    begins && (deletes || all.windows(2).any(becomes))
}

/// The lines of a decision.
pub(super) fn lines(signed: Signed<'_>) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    // Whether the text of the last line stands below it, or goes on.
    let (mut below, mut awaits) = (false, false);
    for line in raw(signed) {
        let begins_quoted = closing(signed, line.start).is_some();
        let ends_quoted = |line: &Line| {
            let all = tokens(signed, line.at.clone());
            matches!(all.last().map(|placed| &placed.token), Some(Token::Quote(_)))
        };
        if let Some(last) = found.last_mut().filter(|_| begins_quoted)
            && (awaits || ends_quoted(last))
        {
            last.at.end = line.end;
            (below, awaits) = (false, false);
            continue;
        }
        below |= awaits;
        let mark = mark(signed, &line).filter(|mark| counts(*mark, &open, below));
        let all = tokens(signed, line.clone());
        if below
            && mark.is_none()
            && !is_closing(&all)
            && !amends(signed, &all)
            && let Some(last) = found.last_mut()
        {
            let text = (signed.written(&line).to_owned(), signed.bytes(&line));
            let own = Quoted { at: text.1.clone(), paragraphs: vec![text] };
            last.below = Some(match last.below.take() {
                Some(above) => above.with(own),
                None => own,
            });
            awaits = false;
            continue;
        }
        below = false;
        let mut at = line;
        let mut number = None;
        if let Some(mark) = mark {
            let known = open.iter().position(|one| one.style == mark.style);
            open.truncate(known.unwrap_or(open.len()));
            open.push(mark);
            let taken = at.start..at.start + mark.length;
            number = Some(signed.written(&taken).to_owned());
            at.start = taken.end;
            if signed.letter(at.start) == Some(LISTING) {
                at.start += 1;
            }
        }
        awaits = opens(&tokens(signed, at.clone()));
        found.push(Line { number, level: open.len(), at, below: None });
    }
    found
}

/// Whether a number begins an item of the decision, and is no part of a text.
fn counts(mark: Mark, open: &[Mark], below: bool) -> bool {
    match open.iter().find(|one| one.style == mark.style) {
        Some(one) if below => mark.number == one.number + 1,
        Some(one) => mark.number > one.number || mark.number == 1,
        None => !below,
    }
}
