//! A line out of what was chosen: who does it, what it carries, asked for by their titles.

use super::ask;
use super::offer::{Offer, What};
use super::session::Session;
use crate::cli::terminal::Terminal;
use crate::lang::{Lang, Phrase, Word};
use crate::program::{RoleHolder, RoleId};
use crate::rule::Type;
use crate::scenario::entries;
use crate::source::quoted;

impl Session<'_> {
    /// The line that an offer becomes; nothing where the answers end.
    pub(super) fn line(&mut self, offer: &Offer, out: &mut Terminal) -> Option<String> {
        let by = self.who(offer, out)?;
        let by = by.map(|by| format!("by: {}, ", quoted(&by))).unwrap_or_default();
        let date = quoted(&self.day.to_string());
        match &offer.what {
            What::Event(event, address) => {
                let data = self.data(*event, out)?;
                let (event, address) = (quoted(&self.program.events[*event].name), quoted(address));
                Some(format!("(date: {date}, {by}event: {event}, instance: {address}{data})"))
            }
            What::Begin(event, machine) => {
                let info = &self.program.machines[*machine];
                let mut address = info.name.clone();
                for part in &info.key {
                    let title = part.title.get(out.lang).to_owned();
                    let title = if title.is_empty() { part.name.clone() } else { title };
                    let value = ask(out, Phrase::RecordKey, &[("what", title.into())])?;
                    address = format!("{address}/{value}");
                }
                let data = self.data(*event, out)?;
                let (event, address) =
                    (quoted(&self.program.events[*event].name), quoted(&address));
                Some(format!("(date: {date}, {by}event: {event}, instance: {address}{data})"))
            }
            What::Find(finding, address) => {
                let answer = loop {
                    match ask(out, Phrase::RecordAnswer, &[])?.as_str() {
                        "y" | "yes" => break "yes",
                        "n" | "no" => break "no",
                        _ => {}
                    }
                };
                let (finding, address) =
                    (quoted(&self.program.findings[*finding].name), quoted(address));
                Some(format!(
                    "(date: {date}, {by}about: {address}, findings: {{ {finding}: {answer} }})"
                ))
            }
        }
    }

    /// Who does it: asked only where several may.
    fn who(&mut self, offer: &Offer, out: &mut Terminal) -> Option<Option<String>> {
        let mut names: Vec<String> = Vec::new();
        let mut person: Option<RoleId> = None;
        for &role in &offer.by {
            let info = &self.program.roles[role];
            match &info.holder {
                RoleHolder::Office => names.push(info.name.clone()),
                RoleHolder::Party(_) | RoleHolder::Anyone => {
                    names.extend(self.draft.subjects.iter().map(|subject| subject.name.clone()));
                }
                RoleHolder::Actor => {
                    person = person.or(Some(role));
                    let holds = |roles: &[String]| roles.contains(&info.name);
                    let known = self.draft.actors.iter().filter(|actor| holds(&actor.2));
                    names.extend(known.map(|actor| actor.0.clone()));
                }
            }
        }
        // The one whom an address names stands first.
        if let What::Event(_, address) | What::Find(_, address) = &offer.what {
            names.sort_by_key(|name| !address.split('/').any(|part| part == name));
        }
        names.dedup();
        match names.as_slice() {
            [] if person.is_none() => Some(None),
            [only] => Some(Some(only.clone())),
            _ => {
                let known = names.join(out.lang.list_separator());
                let first = names.first().cloned().unwrap_or_default();
                let args = [("known", Word::from(known)), ("first", first.as_str().into())];
                let answer = ask(out, Phrase::RecordWho, &args)?;
                let name = if answer.is_empty() { first } else { answer };
                let role = person.filter(|_| !names.contains(&name) && !name.is_empty());
                if let Some(role) = role {
                    let role = self.program.roles[role].name.clone();
                    self.draft.actors.push((name.clone(), name.clone(), vec![role]));
                }
                Some(Some(name).filter(|name| !name.is_empty()))
            }
        }
    }

    /// What an event carries, each asked for by its title.
    fn data(&self, event: crate::chart::EventId, out: &mut Terminal) -> Option<String> {
        let info = &self.program.events[event];
        let mut given: Vec<(String, String)> = Vec::new();
        for (at, (field, optional)) in info.data.iter().enumerate() {
            let field = &self.program.fields[*field];
            let own = info.titles.get(at).map(|title| title.get(out.lang)).unwrap_or_default();
            let title = if own.is_empty() { field.title.get(out.lang) } else { own };
            let title = if title.is_empty() { field.name.as_str() } else { title };
            if let Some(value) = self.value(title, &field.ty, *optional, out)? {
                given.push((field.name.clone(), value));
            }
        }
        Some(match given.is_empty() {
            true => String::new(),
            false => format!(", data: {{ {} }}", entries(&given)),
        })
    }

    /// A value as it is written; nothing in it where it is left out.
    pub(super) fn value(
        &self,
        title: &str,
        ty: &Type,
        optional: bool,
        out: &mut Terminal,
    ) -> Option<Option<String>> {
        loop {
            let form = self.form(ty, out.lang);
            let phrase = if optional { Phrase::RecordOptional } else { Phrase::RecordValue };
            let args = [("what", Word::from(title)), ("form", form.into())];
            let answer = ask(out, phrase, &args)?;
            if answer.is_empty() {
                if optional {
                    return Some(None);
                }
                continue;
            }
            return Some(Some(written(&answer, ty)));
        }
    }

    /// How a value of a type is typed.
    fn form(&self, ty: &Type, lang: Lang) -> String {
        let names = |choice: &crate::rule::ChoiceId| {
            let values = self.program.choices[*choice].values.iter();
            values.map(|value| value.0.as_str()).collect::<Vec<_>>().join(" / ")
        };
        match ty {
            Type::Choice(choice) => names(choice),
            Type::Set(choice) => format!("[{}]", names(choice)),
            Type::Bool => "true / false".to_owned(),
            Type::Date => "2024-05-06".to_owned(),
            Type::Money => Phrase::RecordMoney.plain(lang).to_owned(),
            Type::Count => "12".to_owned(),
            Type::Decimal => "0.85".to_owned(),
            Type::Period => "5wd / 30d / 2y".to_owned(),
            Type::Subject => {
                let names = self.draft.subjects.iter().map(|subject| subject.name.as_str());
                names.collect::<Vec<_>>().join(" / ")
            }
            Type::Text => Phrase::RecordText.plain(lang).to_owned(),
            Type::Instance(_) | Type::List(_) | Type::Table { .. } => "RON".to_owned(),
        }
    }
}

/// An answer as a value of a type is written in a story.
fn written(answer: &str, ty: &Type) -> String {
    let is_raw = answer.starts_with(['"', '[', '{', '(']);
    match ty {
        Type::Bool | Type::Count => answer.to_owned(),
        Type::Set(_) | Type::List(_) | Type::Table { .. } => answer.to_owned(),
        _ if is_raw => answer.to_owned(),
        _ => quoted(answer),
    }
}
