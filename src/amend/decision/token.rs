//! The tokens of a line of a decision: numbered parts, quotations, titles, the words that amend.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::quoted::{Quoted, closing, quoted};
use super::signed::Signed;
use crate::calendar::Day;
use crate::lang::Quantity;
use crate::lang::amending::{
    AmendingWord, DAY, INNER_TITLE_MARKS, NUMBERED, Numbered, ORDINAL, PERIODS, PIECE, PUT_IN,
    SAME, STOP, TITLE_MARKS, is_numeral,
};
use crate::lang::lexicon::AMENDING;

/// The words of amending by the letter with which they begin.
static WORDS: LazyLock<BTreeMap<char, Vec<(&str, AmendingWord)>>> = LazyLock::new(|| {
    let mut words: BTreeMap<char, Vec<(&str, AmendingWord)>> = BTreeMap::new();
    for (word, does) in AMENDING {
        let first = word.chars().next();
        words.entry(first.unwrap_or_default()).or_default().push((*word, *does));
    }
    words
});

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A word of amending.
    Word(AmendingWord),
    /// A numbered part: 第三十七条之一 is an article, 37, 1.
    Part(Numbered, u16, u16),
    /// Several parts that are counted: 两款.
    Count(Numbered, u16),
    /// A part named before: 该条.
    Same(Numbered),
    /// The noun of a part without a number.
    Noun(Numbered),
    /// A day.
    Day(Day),
    /// A period, with the letter of its unit.
    Period(u16, char),
    /// A quotation.
    Quote(Quoted),
    /// The title of an act, without its marks.
    Title(String),
    /// An act whose title is known, without marks.
    Act(String),
    /// What stands in brackets.
    Aside,
    /// A comma.
    Comma,
    /// A full stop.
    Stop,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// A line break.
    Break,
    /// Anything else.
    Other,
}

/// A token with its signs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// The token.
    pub(super) token: Token,
    /// Its signs.
    pub(super) at: Range<usize>,
}

impl Signed<'_> {
    fn numeral(&self, at: usize) -> Option<(u16, usize)> {
        let mut to = at;
        let mut numeral = String::new();
        while let Some(letter) = self.letter(to).filter(|letter| is_numeral(*letter)) {
            numeral.push(letter);
            to += 1;
        }
        let number = Quantity::of(&numeral).number().filter(|_| !numeral.is_empty())?;
        Some((u16::try_from(number).ok()?, to))
    }
    fn noun(&self, at: usize) -> Option<(Numbered, usize)> {
        NUMBERED.iter().find_map(|(noun, part)| Some((*part, self.begins(at, noun)?)))
    }
    /// The number of what was put in: 之一.
    fn put_in(&self, at: usize) -> Option<(u16, usize)> {
        self.letter(at).filter(|letter| *letter == PUT_IN)?;
        self.numeral(at + 1)
    }
    /// 第三条, 第（三）项.
    fn ordinal(&self, at: usize) -> Option<(Token, usize)> {
        self.letter(at).filter(|letter| *letter == ORDINAL)?;
        let (number, to) = match self.bracketed(at + 1) {
            Some(found) => found,
            None => self.numeral(at + 1)?,
        };
        let (part, to) = self.noun(to)?;
        let (inserted, to) = self.put_in(to).unwrap_or((0, to));
        Some((Token::Part(part, number, inserted), to))
    }
    /// （三）.
    fn bracketed(&self, at: usize) -> Option<(u16, usize)> {
        self.letter(at).filter(|letter| *letter == '(')?;
        let (number, to) = self.numeral(at + 1)?;
        self.letter(to).filter(|letter| *letter == ')')?;
        Some((number, to + 1))
    }
    /// A day, a period, a count.
    fn counted(&self, at: usize) -> Option<(Token, usize)> {
        let (number, to) = self.numeral(at)?;
        if let Some(found) = self.day(at) {
            return Some(found);
        }
        let piece = self.letter(to) == Some(PIECE);
        if let Some((part, to)) = self.noun(to + usize::from(piece)) {
            let (inserted, end) = self.put_in(to).unwrap_or((0, to));
            return Some(match inserted {
                0 => (Token::Count(part, number), to),
                _ => (Token::Part(part, number, inserted), end),
            });
        }
        let period = |(unit, letter): &(&str, char)| Some((*letter, self.begins(to, unit)?));
        let (letter, to) = PERIODS.iter().find_map(period)?;
        Some((Token::Period(number, letter), to))
    }
    fn day(&self, at: usize) -> Option<(Token, usize)> {
        let mut numbers = [0; 3];
        let mut to = at;
        for (number, ends) in numbers.iter_mut().zip(DAY) {
            let (found, end) = self.numeral(to)?;
            self.letter(end).filter(|letter| *letter == ends)?;
            (*number, to) = (found, end + 1);
        }
        let [year, month, day] = numbers;
        Some((Token::Day(Day::ymd(year.into(), month.into(), day.into())?), to))
    }
    fn bracket(&self, at: usize) -> Option<(Token, usize)> {
        if let Some((number, to)) = self.bracketed(at)
            && let Some((Numbered::Item, to)) = self.noun(to)
        {
            return Some((Token::Part(Numbered::Item, number, 0), to));
        }
        if let Some(to) = self.brackets(at, TITLE_MARKS).or(self.brackets(at, INNER_TITLE_MARKS)) {
            let inner = self.written(&(at + 1..to - 1));
            return Some((Token::Title(inner.split_whitespace().collect()), to));
        }
        let to = self.brackets(at, ('(', ')')).or(self.brackets(at, ('[', ']')))?;
        Some((Token::Aside, to))
    }
    fn word(&self, at: usize) -> Option<(Token, usize)> {
        let same = |word: &&str| {
            let to = self.begins(at, word)?;
            let (part, to) = self.noun(to)?;
            Some((Token::Same(part), to))
        };
        if let Some(found) = SAME.iter().find_map(same) {
            return Some(found);
        }
        let acts = self.acts.iter().filter_map(|act| Some((act, self.begins(at, act)?)));
        if let Some((act, to)) = acts.max_by_key(|(_, to)| *to) {
            return Some((Token::Act(act.clone()), to));
        }
        let words = self.letter(at).and_then(|first| WORDS.get(&first)).into_iter().flatten();
        let words = words.filter_map(|(word, does)| Some((*does, self.begins(at, word)?)));
        let word = words.max_by_key(|(_, to)| *to);
        if let Some((does, to)) = word {
            return Some((Token::Word(does), to));
        }
        let (part, to) = self.noun(at)?;
        Some((Token::Noun(part), to))
    }
    fn mark(&self, at: usize) -> Option<Token> {
        Some(match self.letter(at)? {
            ',' => Token::Comma,
            STOP => Token::Stop,
            ';' => Token::Semicolon,
            ':' => Token::Colon,
            '\n' => Token::Break,
            _ => return None,
        })
    }
}

/// The tokens of a range of signs.
pub(super) fn tokens(signed: Signed<'_>, within: Range<usize>) -> Vec<Placed> {
    let cut = Signed { signs: signed.signs.get(..within.end).unwrap_or(signed.signs), ..signed };
    let mut found: Vec<Placed> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let (token, to) = if let Some(mark) = cut.mark(at) {
            (mark, at + 1)
        } else if let Some(to) = closing(cut, at) {
            (Token::Quote(quoted(cut, at..to)), to)
        } else {
            let one = cut.bracket(at).or_else(|| cut.ordinal(at)).or_else(|| cut.counted(at));
            one.or_else(|| cut.word(at)).unwrap_or((Token::Other, at + 1))
        };
        match found.last_mut().filter(|last| last.token == Token::Other) {
            Some(last) if token == Token::Other => last.at.end = to,
            _ => found.push(Placed { token, at: at..to }),
        }
        at = to.max(at + 1);
    }
    found
}
