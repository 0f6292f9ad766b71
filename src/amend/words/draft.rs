//! The sentences that a drafter is most likely to change: those with a number of the bundle in them.

use super::address::{short, units};
use super::find::occurrences;
use super::printed::{Placed, Token, flat, printed, tokens};
use crate::policy::{ArticleRef, Bundle};

/// A sentence with the numbers that stand in it.
pub struct Drafted {
    /// Its place.
    pub place: ArticleRef,
    /// The whole text.
    pub text: String,
    /// Each number, with the words before it by which it stands there once.
    pub words: Vec<String>,
}

/// Each text in which numbers of the bundle stand.
pub fn drafted(bundle: &Bundle) -> Vec<Drafted> {
    let mut found = Vec::new();
    for (place, text) in units(&bundle.articles) {
        let all = tokens(&text.value, Some(bundle));
        let letters: Vec<char> = flat(&all).into_iter().map(|(letter, _)| letter).collect();
        let mut words = Vec::new();
        for (at, placed) in all.iter().enumerate() {
            if matches!(&placed.token, Token::Slot(slot) if !slot.bound.is_empty()) {
                words.push(once(&text.value, &all, at, &letters, bundle));
            }
        }
        words.retain(|words| !words.contains(['"', '\\']));
        if !words.is_empty() {
            let text = printed(&text.value, Some(bundle));
            found.push(Drafted { place: short(&bundle.articles, place), text, words });
        }
    }
    found
}

/// How many letters of the clause are taken along before a number, where there are so many.
const CLAUSE: usize = 4;
/// The most letters that are taken along before a number.
const FARTHEST: usize = 40;

/// A number with as many letters before it as it takes to stand there once.
fn once(text: &str, all: &[Placed], at: usize, letters: &[char], bundle: &Bundle) -> String {
    let end = all.get(at).map_or(0, |placed| placed.at.end);
    let is_word = |back: usize| {
        let before = at.checked_sub(back).and_then(|at| all.get(at));
        before.is_some_and(|placed| match placed.token {
            Token::Letter(letter) => letter.is_alphanumeric(),
            Token::Slot(_) => false,
        })
    };
    let clause = (1..=CLAUSE).take_while(|back| is_word(*back)).count();
    let mut words = String::new();
    for back in clause..FARTHEST {
        let first = at.saturating_sub(back);
        let start = all.get(first).map_or(0, |placed| placed.at.start);
        words = printed(text.get(start..end).unwrap_or(""), Some(bundle));
        let own: Vec<char> =
            crate::lang::letters(&words).into_iter().map(|one| one.letter).collect();
        if first == 0 || occurrences(letters, &own).len() == 1 {
            break;
        }
    }
    words
}
