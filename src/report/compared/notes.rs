//! What else has to be told of a comparison: operations that do nothing by themselves, stories that were
//! compared with nothing or that hide what is compared.

use std::collections::BTreeMap;

use super::parts::{Comparison, sign};
use super::words::element_title;
use crate::compare::{Elements, Versus};
use crate::lang::{Lang, Phrase, Word};

impl Comparison<'_> {
    /// The notes.
    pub(super) fn notes(&self, lang: Lang) -> Vec<String> {
        let mut notes = Vec::new();
        for at in &self.whole.silent {
            notes.push(Phrase::ComparedSilent.with(lang, &[("number", sign(*at).into())]));
        }
        for at in &self.whole.dependent {
            notes.push(Phrase::ComparedDependent.with(lang, &[("number", sign(*at).into())]));
        }
        if let Some((story, operation)) = self.bisected {
            let file = self.file(story);
            notes.push(match operation {
                Some(at) => {
                    let name = self.operations.get(at).map_or("", |one| one.name.as_str());
                    let args =
                        [("file", file.into()), ("number", sign(at).into()), ("name", name.into())];
                    Phrase::ComparedBisected.with(lang, &args)
                }
                None => Phrase::ComparedNotTurned.with(lang, &[("file", file.into())]),
            });
        }
        for at in &self.whole.covered {
            notes.push(Phrase::ComparedCovered.with(lang, &[("number", sign(*at).into())]));
        }
        let apart = [
            (Phrase::CompareLeftOut, self.whole.untold().collect::<Vec<_>>()),
            (Phrase::ComparedConflict, self.whole.conflicting().collect()),
            (Phrase::ComparedOwn, self.whole.own().collect()),
        ];
        for (phrase, stories) in apart.into_iter().filter(|(_, stories)| !stories.is_empty()) {
            notes.push(phrase.with(lang, &[("count", stories.len().to_string().into())]));
            notes.extend(stories.into_iter().map(|at| self.left_out(at, lang)));
        }
        for (elements, stories) in self.hidden() {
            let elements: Vec<String> = elements
                .iter()
                .map(|element| element_title(element, self.before, self.after, lang))
                .collect();
            let args = [
                ("count", Word::from(stories.len().to_string())),
                ("what", elements.join(lang.list_separator()).into()),
            ];
            notes.push(Phrase::ComparedHidden.with(lang, &args));
            notes.extend(stories.into_iter().map(|at| format!("  {}", self.short(at))));
        }
        notes
    }

    /// A story that was compared with nothing, with the reason.
    fn left_out(&self, at: usize, lang: Lang) -> String {
        let file = self.short(at);
        let reason = self.reasons.iter().find(|(story, _)| *story == at);
        match reason {
            Some((_, reason)) => {
                let args = [("file", file.into()), ("why", reason.as_str().into())];
                Phrase::ComparedWhy.with(lang, &args)
            }
            None => format!("  {file}"),
        }
    }

    /// What the assumptions of stories hide, with the stories.
    pub fn hidden(&self) -> BTreeMap<Elements, Vec<usize>> {
        let mut found: BTreeMap<Elements, Vec<usize>> = BTreeMap::new();
        for (at, story) in self.whole.stories.iter().enumerate() {
            let Versus::Played(_, _, hidden) = story else { continue };
            if !hidden.is_empty() {
                found.entry(hidden.clone()).or_default().push(at);
            }
        }
        found
    }
}
