//! Differences of outcomes in words.

use serde_json::{Value as Json, json};

use crate::compare::{Difference, Matter, Outcome, Titled, Told};
use crate::lang::{Lang, Phrase, Word, money_text};
use crate::scenario::status_phrase;

/// Differences as data, each with the words in which it is told.
pub fn changed_json(differences: &[Difference], lang: Lang) -> Vec<Json> {
    let told = differences.iter().map(|difference| {
        let [who, what, before, after] = difference_cells(difference, lang);
        json!({
            "subject": who,
            "what": what,
            "matter": matter_json(&difference.matter),
            "before": outcome_json(difference.before.as_ref(), before),
            "after": outcome_json(difference.after.as_ref(), after),
        })
    });
    told.collect()
}

fn matter_json(matter: &Matter) -> Json {
    let name = |titled: &Titled| titled.name.clone();
    match matter {
        Matter::Step(line, day, event, address) => json!({
            "kind": "step", "step": line, "date": day.to_string(), "event": name(event),
            "instance": address.0,
        }),
        Matter::Delivery(day, event, address, nth) => json!({
            "kind": "delivery", "date": day.to_string(), "event": name(event), "nth": nth,
            "instance": address,
        }),
        Matter::FirstDay(event, address, nth) => json!({
            "kind": "first_day", "event": name(event), "instance": address, "nth": nth,
        }),
        Matter::LastDay(term, address, nth) => json!({
            "kind": "last_day", "term": name(term), "instance": address, "nth": nth,
        }),
        Matter::State(address) => json!({ "kind": "state", "instance": address }),
        Matter::Money(account) => json!({ "kind": "money", "account": name(account) }),
        Matter::Entry(register, columns, nth) => json!({
            "kind": "entry", "register": name(register), "nth": nth,
            "columns": columns.iter().map(name).collect::<Vec<_>>(),
        }),
        Matter::Duty(duty, address, nth) => {
            json!({ "kind": "duty", "duty": name(duty), "instance": address, "nth": nth })
        }
        Matter::Record(record, address, nth) => {
            json!({ "kind": "record", "record": name(record), "instance": address, "nth": nth })
        }
    }
}

/// What came of a matter, with the words in which it is told; null where nothing did.
fn outcome_json(outcome: Option<&Outcome>, words: String) -> Json {
    let day = |day: &Option<crate::calendar::Day>| day.map(|day| day.to_string());
    let mut told = match outcome {
        None => return Json::Null,
        Some(Outcome::Accepted) => json!({ "accepted": true }),
        Some(Outcome::AcceptedOn(day)) => json!({ "accepted": true, "on": day.to_string() }),
        Some(Outcome::Refused(articles, kinds, earliest)) => json!({
            "accepted": false, "kinds": kinds, "from": day(earliest),
            "articles": articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }),
        Some(Outcome::States(states, since)) => json!({
            "states": states.iter().map(|state| state.name.clone()).collect::<Vec<_>>(),
            "since": day(since),
        }),
        Some(Outcome::Sums(owed, paid, reversed)) => json!({
            "owed": owed.to_string(), "paid": paid.to_string(), "reversed": reversed.to_string(),
        }),
        Some(Outcome::Days(from, to)) => json!({ "from": from.to_string(), "to": day(to) }),
        Some(Outcome::Duty(status, due)) => {
            json!({ "status": format!("{status:?}").to_lowercase(), "due": day(due) })
        }
        Some(Outcome::From(first)) => json!({ "from": first.to_string() }),
        Some(Outcome::Until(last)) => json!({ "until": last.to_string() }),
    };
    if let Some(fields) = told.as_object_mut() {
        fields.insert("words".into(), words.into());
    }
    told
}

/// A difference as cells: who, what, before, after.
pub fn difference_cells(difference: &Difference, lang: Lang) -> [String; 4] {
    let matter = match &difference.matter {
        Matter::Step(_, day, event, Told(address)) => {
            format!("{day} {} {address}", event.title.get(lang))
        }
        Matter::Delivery(day, event, address, _) => {
            format!("{day} {} {address}", event.title.get(lang))
        }
        Matter::FirstDay(titled, address, _) | Matter::LastDay(titled, address, _) => {
            let phrase = match &difference.matter {
                Matter::FirstDay(..) => Phrase::MatterFirstDay,
                _ => Phrase::MatterLastDay,
            };
            let args =
                [("what", titled.title.get(lang).into()), ("address", address.as_str().into())];
            phrase.with(lang, &args)
        }
        Matter::State(address) => {
            Phrase::MatterState.with(lang, &[("address", address.as_str().into())])
        }
        Matter::Entry(register, columns, _) => match columns.is_empty() {
            true => register.title.get(lang).to_owned(),
            false => {
                let args = [
                    ("register", register.title.get(lang).into()),
                    ("columns", titles(columns, lang).into()),
                ];
                Phrase::MatterEntry.with(lang, &args)
            }
        },
        Matter::Record(titled, address, _) | Matter::Duty(titled, address, _) => {
            format!("{} {address}", titled.title.get(lang))
        }
        Matter::Money(titled) => titled.title.get(lang).to_owned(),
    };
    let cell = |outcome: &Option<Outcome>| match outcome {
        Some(outcome) => outcome_text(outcome, lang),
        None => Phrase::NothingWord.plain(lang).to_owned(),
    };
    [difference.who.name.clone(), matter, cell(&difference.before), cell(&difference.after)]
}

fn titles(all: &[Titled], lang: Lang) -> String {
    let titles: Vec<&str> = all.iter().map(|titled| titled.title.get(lang)).collect();
    titles.join(lang.list_separator())
}

/// An outcome in words.
fn outcome_text(outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Accepted => Phrase::AcceptedWord.plain(lang).to_owned(),
        Outcome::AcceptedOn(day) => {
            Phrase::AcceptedOnDay.with(lang, &[("day", day.to_string().into())])
        }
        Outcome::Refused(articles, kinds, earliest) => {
            let cited = articles.iter().map(|article| article.cite(lang));
            let kinds = kinds.iter().map(|kind| kind.phrase().plain(lang).to_owned());
            let why: Vec<String> =
                if articles.is_empty() { kinds.collect() } else { cited.collect() };
            let mut why = why.join(lang.list_separator());
            if let Some(day) = earliest {
                why += &Phrase::FromDay.with(lang, &[("day", day.to_string().into())]);
            }
            Phrase::RefusedText.with(lang, &[("why", why.into())])
        }
        Outcome::States(states, since) => match since {
            None => titles(states, lang),
            Some(day) => {
                let args =
                    [("states", titles(states, lang).into()), ("day", day.to_string().into())];
                Phrase::StatesSince.with(lang, &args)
            }
        },
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
        Outcome::Duty(status, due) => {
            let said = status_phrase(*status).plain(lang).to_owned();
            match due {
                None => said,
                Some(day) => {
                    let args = [("status", said.into()), ("day", day.to_string().into())];
                    Phrase::DutyDue.with(lang, &args)
                }
            }
        }
        Outcome::Until(day) => Phrase::UntilDay.with(lang, &[("day", day.to_string().into())]),
        Outcome::From(day) => Phrase::SinceDay.with(lang, &[("day", day.to_string().into())]),
    }
}
