//! Differences of outcomes in words.

use crate::amend::{Difference, Matter, Outcome};
use crate::lang::{Lang, Phrase, Word, money_text};
use crate::scenario::status_phrase;

/// A difference as cells: who, what, before, after.
pub fn difference_cells(difference: &Difference, lang: Lang) -> [String; 4] {
    let matter = match &difference.matter {
        Matter::Step(_, day, event) => format!("{day} {event}"),
        Matter::State(address) => {
            Phrase::MatterState.with(lang, &[("address", address.as_str().into())])
        }
        Matter::Money(account) => account.clone(),
        Matter::Entry(entry) => entry.clone(),
        Matter::Duty(duty) => duty.clone(),
    };
    let cell = |outcome: &Option<Outcome>| match outcome {
        Some(outcome) => outcome_text(outcome, lang),
        None => Phrase::NothingWord.plain(lang).to_owned(),
    };
    [difference.who.clone(), matter, cell(&difference.before), cell(&difference.after)]
}

/// An outcome in words.
fn outcome_text(outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Accepted => Phrase::AcceptedWord.plain(lang).to_owned(),
        Outcome::Refused(articles, kinds, earliest) => {
            let mut why = if articles.is_empty() { kinds.join(", ") } else { articles.join(", ") };
            if let Some(day) = earliest {
                why += &Phrase::FromDay.with(lang, &[("day", day.to_string().into())]);
            }
            Phrase::RefusedText.with(lang, &[("why", why.into())])
        }
        Outcome::States(states) => states.join(", "),
        Outcome::Sums(owed, paid, reversed) => {
            let sum = |sum| Word::Plain(money_text(sum));
            let mut text =
                Phrase::SumsText.with(lang, &[("owed", sum(*owed)), ("paid", sum(*paid))]);
            if !reversed.is_zero() {
                text += &Phrase::SumsReversed.with(lang, &[("reversed", sum(*reversed))]);
            }
            text
        }
        Outcome::Days(from, to) => {
            let to = match to {
                Some(to) => Word::Plain(to.to_string()),
                None => Phrase::NoEnd.into(),
            };
            Phrase::FromTo.with(lang, &[("from", from.to_string().into()), ("to", to)])
        }
        Outcome::Duty(status) => status_phrase(*status).plain(lang).to_owned(),
    }
}
