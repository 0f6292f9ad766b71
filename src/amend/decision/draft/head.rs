//! The head of the file: title, days, number, issuer, for whom.

use super::super::operation::{Kind, Value};
use super::super::reader::Decision;
use super::text::text;
use crate::calendar::Day;
use crate::lang::amending::{OF_THE_STATE, document_number, issuer_of};
use crate::lang::{Lang, Phrase, same_letters};
use crate::policy::{Applies, Bundle};

/// A day that is not told.
pub(super) const UNKNOWN: &str = "____-__-__";

/// The acts that a decision amends, by the titles that it gives them.
pub fn acts(decision: &Decision) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for act in decision.operations().filter_map(|one| one.act.as_ref()) {
        if !found.iter().any(|known| amends(known, act)) {
            found.push(act.clone());
        }
    }
    found
}

/// Whether a title names an act of another title: with 中华人民共和国 or without, with its issuer or without.
pub fn amends(named: &str, title: &str) -> bool {
    let plain = |text: &str| -> String {
        let text: String = text.split_whitespace().collect();
        text.strip_prefix(OF_THE_STATE).unwrap_or(&text).to_owned()
    };
    let (named, title) = (plain(named), plain(title));
    same_letters(&named, &title) || title.ends_with(&named) || named.ends_with(&title)
}

/// For whom a bundle's amendments have effect, where a draft is begun.
pub fn usual_applies(bundle: &Bundle) -> String {
    match &bundle.manifest.applies {
        Some(Applies::Machine(machine)) => format!("machine(\"{}\")", machine.value),
        Some(Applies::Events(events)) => {
            let names: Vec<String> =
                events.iter().map(|event| format!("\"{}\"", event.value)).collect();
            format!("event({})", names.join(", "))
        }
        Some(Applies::Act) => "act".to_owned(),
        None => {
            let first = bundle.machines.iter().find(|machine| machine.owner.is_none());
            first.map_or("act".to_owned(), |one| format!("machine(\"{}\")", one.name.value))
        }
    }
}

/// A day for one that is not told, where the text alone is laid.
pub(super) fn some_day(decision: &Decision) -> String {
    let effective = decision.operations().filter_map(|one| match one.value {
        Some(Value::Day(day)) if one.kind == Kind::Effective => Some(day),
        _ => None,
    });
    let day = effective.last().or(decision.issued);
    day.map_or_else(|| "2000-01-01".to_owned(), |day| day.to_string())
}

/// The head, up to the list of edits.
pub(super) fn head(decision: &Decision, bundle: &Bundle, lang: Lang) -> String {
    let act = bundle.manifest.title.get(Lang::Zh);
    let untitled = || Phrase::DraftTitle.with(Lang::Zh, &[("zh", act.into())]);
    let title = decision.title.clone().unwrap_or_else(untitled);
    let issued = decision.issued.map_or_else(|| UNKNOWN.to_owned(), |day| day.to_string());
    let effective = decision.operations().filter(|one| one.kind == Kind::Effective);
    let effective = effective.filter_map(|one| one.value).last();
    let effective = match effective {
        Some(Value::Day(day)) => day.to_string(),
        Some(Value::Promulgation) => issued.clone(),
        _ => UNKNOWN.to_owned(),
    };
    let only = |kind: Kind| {
        let mut own = decision.operations().filter(|one| one.kind != Kind::Effective).peekable();
        own.peek().is_some() && own.all(|one| one.kind == kind)
    };
    let instrument = if only(Kind::Extend) { "extension" } else { "decision" };
    let mut out = comments(Phrase::DraftRead.plain(lang));
    out += "(\n";
    out += &format!("  title: {},\n  instrument: {instrument},\n", text(&title));
    out += &format!("  issued: {},\n  effective: {},\n", text(&issued), text(&effective));
    let number = decision.notes.iter().find_map(|note| document_number(note));
    if let Some(number) = number {
        out += &format!("  number: {},\n", text(&number));
    }
    if let Some(issuer) = decision.title.as_deref().and_then(issuer_of) {
        out += &format!("  issuer: {},\n", text(&issuer));
    }
    out += &format!("  applies: {},\n  edits: [", usual_applies(bundle));
    out
}

fn comments(words: &str) -> String {
    words.lines().map(|line| format!("// {line}\n")).collect()
}

/// The last day of a term that is longer: counted from the day after it.
pub(super) fn later(last: Day, number: u16, unit: char) -> Option<Day> {
    let number = i64::from(number);
    match unit {
        'D' => last.plus_days(number),
        'Y' => last.next().plus_months(number * 12).map(Day::previous),
        _ => last.next().plus_months(number).map(Day::previous),
    }
}
