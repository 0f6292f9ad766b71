//! What the words of each edit change in the values, and whether that is all: words that no value covers
//! say what runs, a value has one number wherever it is shown, behaviour has words.

use std::collections::BTreeMap;

use super::address::{short, units};
use super::change::{Capture, Changed, Uncovered, is_other};
use super::rewritten::{Edited, Mark, MarkKind, Revalued};
use super::tree::Node;
use super::value::{VALIDITY_FROM, VALIDITY_TO, bound_in, read_at, same, value_of};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word, same_letters};
use crate::policy::check::cite;
use crate::policy::read::parameter_change;
use crate::policy::{
    Amendment, Bundle, Change, ChangeKind, ChapterEdit, Edit, Instrument, Name, ParameterValue,
    Runs, Wording, written_like,
};
use crate::source::{Span, Spanned};

/// A value after the amendment, and where it is said.
pub(super) struct Settled {
    pub(super) value: ParameterValue,
    pub(super) at: Span,
}

/// What the edits change, as it is found.
pub(super) struct Settling<'a> {
    pub(super) amendment: &'a Amendment,
    /// The values after, by path.
    pub(super) values: BTreeMap<String, Settled>,
    /// What each edit did.
    pub(super) edits: Vec<Edited>,
}

impl<'a> Settling<'a> {
    pub(super) fn of(amendment: &'a Amendment) -> Self {
        let edits = amendment.edits.iter().map(|_| Edited::default()).collect();
        Self { amendment, values: BTreeMap::new(), edits }
    }

    /// Takes what a substitution changed; `words` are the new ones, `begins` how many bytes come before
    /// them.
    pub(super) fn take(
        &mut self,
        edit: usize,
        changed: &Changed,
        (words, begins): (&Spanned<String>, usize),
        problems: &mut Problems,
    ) {
        if changed.marks.iter().all(|mark| mark.kind == MarkKind::Same) {
            problems.add(Problem::NothingChanges, words.span, Vec::new());
        }
        let of = |capture: &Capture| {
            let from = capture.at.start.saturating_sub(begins).min(words.value.len());
            let to = capture.at.end.saturating_sub(begins).min(words.value.len());
            let verbatim = (words.span.end - words.span.start) as usize == words.value.len();
            if verbatim { words.span.part(from, to.saturating_sub(from)) } else { words.span }
        };
        self.values_of(edit, &changed.captures, &of, !changed.uncovered.is_empty(), problems);
        if changed.is_ambiguous {
            let args = vec![("words", Word::from(words.value.as_str()))];
            problems.add(Problem::SlotUnclear, words.span, args);
        }
        self.covers(edit, &changed.uncovered, words.span, problems);
        let operation = self.edits.get_mut(edit).map(|edited| &mut edited.operation);
        if let Some(operation) = operation.filter(|operation| operation.old.is_empty()) {
            operation.old = Mark::before(&changed.marks);
            operation.new = Mark::after(&changed.marks);
        }
    }

    /// Takes the values that stand in new words.
    pub(super) fn values_of(
        &mut self,
        edit: usize,
        captures: &[Capture],
        place: &dyn Fn(&Capture) -> Span,
        is_loose: bool,
        problems: &mut Problems,
    ) {
        for capture in captures {
            let at = place(capture);
            if is_loose && !capture.is_certain {
                let args = vec![("words", Word::from(capture.words.as_str()))];
                let wrong = Diagnostic::new(Problem::SlotUnclear, at, args);
                let slot = format!("{{{}:{}}}", capture.slot.paths, capture.words);
                problems.push(wrong.with_help(Phrase::SayInBraces, vec![("slot", slot.into())]));
                continue;
            }
            for (path, old, new) in &capture.values {
                if !is_other(old, new) {
                    continue;
                }
                if new.is_of_another_unit(old) || new.is_far_from(old) {
                    let args = vec![
                        ("old", Word::from(capture.slot.words.as_str())),
                        ("new", capture.words.as_str().into()),
                        ("path", path.as_str().into()),
                    ];
                    problems.add(Problem::ChangesFar, at, args);
                }
                self.settle(path, new, at, problems);
                self.derive(edit, path, old, new, at);
            }
        }
    }

    /// Notes the change of a value that follows from the words of an edit.
    fn derive(
        &mut self,
        edit: usize,
        path: &str,
        old: &ParameterValue,
        new: &ParameterValue,
        at: Span,
    ) {
        let Some(edited) = self.edits.get_mut(edit) else { return };
        if edited.operation.values.iter().any(|known| known.path == path) {
            return;
        }
        if ![VALIDITY_FROM, VALIDITY_TO].contains(&path) {
            let name = Name::new(path.to_owned(), at);
            let kind = parameter_change(&name, Spanned::new(new.clone(), at), None);
            edited.derived.push(Change { at, kind });
        }
        let (path, old, new) = (path.to_owned(), old.clone(), new.clone());
        edited.operation.values.push(Revalued { path, old, new });
    }

    /// Notes a value after; another for the same path is told.
    pub(super) fn settle(
        &mut self,
        path: &str,
        value: &ParameterValue,
        at: Span,
        problems: &mut Problems,
    ) {
        match self.values.get(path) {
            Some(known) if same(&known.value, value) => {}
            Some(known) => {
                let args = vec![("path", Word::from(path))];
                problems.push(
                    Diagnostic::new(Problem::ValuesSaidTwice, at, args)
                        .with_related(known.at, Phrase::FirstEditedHere),
                );
            }
            None => {
                self.values.insert(path.to_owned(), Settled { value: value.clone(), at });
            }
        }
    }

    /// Words that no value covers need an answer to what runs.
    pub(super) fn covers(
        &self,
        edit: usize,
        uncovered: &[Uncovered],
        at: Span,
        problems: &mut Problems,
    ) {
        let Some(Edit { runs: Runs::AsWritten, .. }) = self.amendment.edits.get(edit) else {
            return;
        };
        for one in uncovered {
            let wrong = if one.bound.is_empty() {
                Diagnostic::new(
                    Problem::WordsUncovered,
                    at,
                    vec![("change", said(&one.old, &one.new))],
                )
            } else {
                let args = vec![
                    ("old", Word::from(one.old.as_str())),
                    ("new", one.new.as_str().into()),
                    ("path", one.bound.join(", ").into()),
                ];
                Diagnostic::new(Problem::ValueOfAnotherKind, at, args)
            };
            problems.push(wrong.with_help(Phrase::SayWhatRuns, Vec::new()));
        }
    }

    /// Words that come or go as a whole need an answer to what runs.
    pub(super) fn needs_runs(&self, edit: usize, words: &str, problems: &mut Problems) {
        let Some(one) = self.amendment.edits.get(edit) else { return };
        if !matches!(one.runs, Runs::AsWritten) {
            return;
        }
        let (old, new) = match &one.words {
            Wording::Insert { .. } | Wording::Chapter(ChapterEdit::Insert { .. }) => ("", words),
            _ => (words, ""),
        };
        let args = vec![("change", said(old, new))];
        let wrong = Diagnostic::new(Problem::WordsUncovered, one.at.part(0, 1), args);
        problems.push(wrong.with_help(Phrase::SayWhatRuns, Vec::new()));
    }

    /// The first day of the act: an act that is issued anew has a new one, which its words say; under a
    /// decision it stays.
    pub(super) fn first_day(&mut self, bundle: &Bundle, problems: &mut Problems) {
        let has_first = bundle.manifest.validity.is_some();
        match (self.amendment.instrument.value, self.values.get(VALIDITY_FROM)) {
            (Instrument::Reissue, _) if has_first => {
                let effective = &self.amendment.effective;
                let value = ParameterValue::Date(effective.value);
                self.settle(VALIDITY_FROM, &value, effective.span, problems);
            }
            (Instrument::Decision, Some(day)) => {
                problems.push(
                    Diagnostic::new(Problem::FirstDayStays, day.at, Vec::new())
                        .with_related(self.amendment.instrument.span, Phrase::InstrumentHere),
                );
            }
            _ => {}
        }
    }

    /// The values that the edits give beside the words, and whether they may.
    pub(super) fn beside_words(&mut self, bundle: &Bundle, problems: &mut Problems) {
        let amendment = self.amendment;
        for edit in &amendment.edits {
            let is_granted = !edit.by.is_empty();
            without_words(edit, problems);
            if is_granted {
                granted(edit, bundle, problems);
                continue;
            }
            for change in edit.runs.changes() {
                for (path, value) in given(change) {
                    self.settle(&path, &value.value, value.span, problems);
                }
            }
        }
    }

    /// Takes the values that new words say in braces where no such number stood: a number is the value,
    /// wherever it comes in.
    pub(super) fn said_in_braces(
        &mut self,
        tree: &[Node],
        bundle: &Bundle,
        problems: &mut Problems,
    ) {
        let known = units(&bundle.articles);
        let stood = |path: &str, words: &str| {
            let mut all = known.iter().flat_map(|(_, text)| bound_in(&text.value));
            all.any(|(other, shown)| other == path && same_letters(shown, words))
        };
        let mut found = Vec::new();
        for root in tree {
            root.each(&mut |node| {
                let Some(edit) = node.by.filter(|_| !node.gone) else { return };
                for (path, words) in bound_in(&node.text.value) {
                    let Some(old) = value_of(bundle, path) else { continue };
                    if !self.values.contains_key(path) && !stood(path, words) {
                        let new = read_at(&old, words, words).filter(|new| is_other(&old, new));
                        found.extend(new.map(|new| (edit, path.to_owned(), old, new)));
                    }
                }
            });
        }
        for (edit, path, old, new) in found {
            let Some(at) = self.amendment.edits.get(edit).map(|edit| edit.at.part(0, 1)) else {
                continue;
            };
            self.settle(&path, &new, at, problems);
            self.derive(edit, &path, &old, &new, at);
        }
    }

    /// A value has one number wherever it is shown: where it still reads as before, the place is told.
    pub(super) fn shown(&self, tree: &[Node], bundle: &Bundle, problems: &mut Problems) {
        for root in tree {
            root.each(&mut |node| {
                let Some(becomes) = node.becomes.filter(|_| !node.gone) else { return };
                for (path, words) in bound_in(&node.text.value) {
                    let Some(settled) = self.values.get(path) else { continue };
                    let reads = read_at(&settled.value, words, words)
                        .is_some_and(|value| same(&value, &settled.value))
                        || written_like(&settled.value, words)
                            .is_some_and(|written| same_letters(&written, words));
                    if reads {
                        continue;
                    }
                    let place = node.was.map_or(becomes, |was| short(&bundle.articles, was));
                    let args = vec![
                        ("path", Word::from(path)),
                        ("words", words.into()),
                        ("place", cite(place)),
                    ];
                    let wrong = Diagnostic::new(Problem::ShownElsewhereToo, settled.at, args);
                    problems.push(match node.was {
                        Some(_) => wrong.with_related(node.text.span, Phrase::StillReadsSo),
                        None => wrong,
                    });
                }
            });
        }
    }
}

/// A change of words, told.
fn said(old: &str, new: &str) -> Word {
    let args = vec![("old", Word::from(old)), ("new", Word::from(new))];
    let phrase = match (old.is_empty(), new.is_empty()) {
        (true, _) => Phrase::WordsCome,
        (_, true) => Phrase::WordsGo,
        _ => Phrase::WordsChange,
    };
    Word::Phrase(phrase, args)
}

/// The values that a change gives, by path: of a table each row.
pub(super) fn given(change: &Change) -> Vec<(String, Spanned<ParameterValue>)> {
    match &change.kind {
        ChangeKind::Parameter { name, value, .. } => match &value.value {
            ParameterValue::Table { rows, .. } => rows
                .iter()
                .map(|row| {
                    let keys: Vec<&str> = row.keys.iter().map(|key| key.value.as_str()).collect();
                    (format!("{}.{}", name.value, keys.join(".")), row.value.clone())
                })
                .collect(),
            _ => vec![(name.value.clone(), value.clone())],
        },
        // What holds in the end is what the text must say.
        ChangeKind::Values { name, values } => values
            .last()
            .map(|(_, value)| (name.value.clone(), value.clone()))
            .into_iter()
            .collect(),
        ChangeKind::Row { name, keys, value, .. } => {
            let keys: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
            vec![(format!("{}.{}", name.value, keys.join(".")), value.clone())]
        }
        _ => Vec::new(),
    }
}

/// Behaviour without words comes from a silence, a technical need or a grant.
fn without_words(edit: &Edit, problems: &mut Problems) {
    if !matches!(edit.words, Wording::Nothing) {
        return;
    }
    let at = edit.at.part(0, 1);
    if edit.runs.changes().is_empty() {
        problems.add(Problem::NothingChanges, at, Vec::new());
        return;
    }
    let has_source = edit.origin.silence.is_some() || edit.origin.technical.is_some();
    if !has_source && edit.by.is_empty() {
        problems.add(Problem::RunsWithoutWords, at, Vec::new());
    }
}

/// What is granted is another value of a parameter that cites the article which grants it.
fn granted(edit: &Edit, bundle: &Bundle, problems: &mut Problems) {
    if !matches!(edit.words, Wording::Nothing) {
        problems.add(Problem::GrantedWithWords, edit.at.part(0, 1), Vec::new());
    }
    for change in edit.runs.changes() {
        let name = match &change.kind {
            ChangeKind::Parameter { name, .. }
            | ChangeKind::Values { name, .. }
            | ChangeKind::Row { name, .. } => Some(name),
            _ => None,
        };
        let found = name
            .and_then(|name| bundle.parameters.iter().find(|(known, _)| known.value == name.value));
        // What is not known at all is told where it is laid.
        if name.is_some() && found.is_none() {
            continue;
        }
        let cited: Vec<_> = found
            .map(|(_, parameter)| parameter.origin.articles.iter().map(|one| one.value).collect())
            .unwrap_or_default();
        for by in edit.by.iter().filter(|by| !cited.contains(&by.value)) {
            let args = vec![("article", cite(by.value))];
            let wrong = Diagnostic::new(Problem::NotGranted, by.span, args);
            problems.push(wrong.with_related(change.at, Phrase::ChangedHere));
        }
    }
}
