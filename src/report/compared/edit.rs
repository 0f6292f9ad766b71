//! An edit in words: where it stands, what becomes of the words, for whom and from which day on.

use crate::amend::words::{Edited, Rewritten};
use crate::lang::{Lang, Phrase};
use crate::policy::{Amendment, Applies, Bundle, Name, Whom};

/// An edit in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditWords {
    /// The amendment and the place.
    pub name: String,
    /// The words before and after; none where it has none.
    pub words: Option<String>,
    /// For whom and from which day on.
    pub scope: String,
}

/// The words of an edit; `bundle` names what is applied to.
pub fn edit_words(
    amendment: &Amendment,
    edit: usize,
    after: &Rewritten,
    (bundle, lang): (Option<&Bundle>, Lang),
) -> EditWords {
    let mut said = EditWords::default();
    let place = after.edits.get(edit).and_then(|edited| place(edited, lang));
    said.name = match place {
        Some(place) => format!("{} · {place}", amendment.name),
        None => format!("{} · #{}", amendment.name, edit + 1),
    };
    said.words = after.edits.get(edit).and_then(|edited| words(edited, lang));
    if let Some(edit) = amendment.edits.get(edit) {
        let reaches_back = edit.reaches_back.is_some() || amendment.reaches_back.is_some();
        let day = amendment.effective.value.to_string();
        let day = || ("day", day.as_str().into());
        let (phrase, what) = match amendment.whom(edit) {
            _ if reaches_back => (Phrase::ComparedScopeBack, None),
            Whom::All => (Phrase::ComparedScopeAll, None),
            Whom::By(Applies::Act) => (Phrase::ComparedScopeAct, None),
            Whom::By(Applies::Machine(machine)) => {
                (Phrase::ComparedScopeMachine, Some(machine_title(bundle, machine, lang)))
            }
            Whom::By(Applies::Events(events)) => {
                let titles = events.iter().map(|event| event_title(bundle, event, lang));
                let titles = titles.collect::<Vec<_>>().join(lang.list_separator());
                (Phrase::ComparedScopeEvent, Some(titles))
            }
            Whom::Milder(milder) => {
                let titles = milder.decided.iter().map(|event| event_title(bundle, event, lang));
                let titles = titles.collect::<Vec<_>>().join(lang.list_separator());
                (Phrase::ComparedScopeMilder, Some(titles))
            }
        };
        let mut args = vec![day()];
        args.extend(what.map(|what| ("what", what.into())));
        said.scope = phrase.with(lang, &args);
    }
    said
}

/// The place before, else the one after.
fn place(edited: &Edited, lang: Lang) -> Option<String> {
    let (was, becomes) = edited.operation.chapter;
    if let Some(chapter) = was.or(becomes) {
        return Some(chapter.cite(lang));
    }
    let (was, becomes) = edited.operation.places.first()?;
    let place = (*was).or(*becomes)?;
    Some(place.cite(lang))
}

fn words(edited: &Edited, lang: Lang) -> Option<String> {
    let (old, new) = (edited.operation.old.as_str(), edited.operation.new.as_str());
    let none = Phrase::NoWords.plain(lang);
    let said = |words: &str| match words.is_empty() {
        true => none.to_owned(),
        false => format!("“{}”", super::words::clip(words, 40)),
    };
    (!old.is_empty() || !new.is_empty()).then(|| format!("{}→{}", said(old), said(new)))
}

fn machine_title(bundle: Option<&Bundle>, name: &Name, lang: Lang) -> String {
    let machines = bundle.iter().flat_map(|bundle| &*bundle.machines);
    let found = machines.into_iter().find(|machine| machine.name.value == name.value);
    found.map_or_else(|| name.value.clone(), |machine| titled(machine.title.get(lang), name))
}

fn event_title(bundle: Option<&Bundle>, name: &Name, lang: Lang) -> String {
    let events = bundle.iter().flat_map(|bundle| &*bundle.events);
    let found = events.into_iter().find(|(known, _)| known.value == name.value);
    found.map_or_else(|| name.value.clone(), |(_, event)| titled(event.title.get(lang), name))
}

fn titled(title: &str, name: &Name) -> String {
    if title.is_empty() { name.value.clone() } else { title.to_owned() }
}
