//! A decision as an amendment of a bundle: the file that its drafter would have written, with holes where
//! the decision does not say what runs.

mod chapter;
mod edit;
mod head;
mod room;
mod text;
mod tidy;

use std::path::Path;

use super::operation::{Kind, Operation, Position};
use super::parser::Saying;
use super::place::{Place, level};
use super::reader::{Decision, Sentence};
use crate::amend::words::{Rewritten, rewrite};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Lang, Phrase, Problem};
use crate::policy::read::read_amendment;
use crate::policy::{Amendment, Bundle};
use crate::source::{Door, FileId, Memory, Sources, Span};
use edit::{Drafted, Editing};
pub use head::{acts, amends, usual_applies};
use room::Room;

/// An amendment made of a decision.
#[derive(Debug)]
pub struct Draft {
    /// The file.
    pub text: String,
    /// What could not be written, and why.
    pub holes: Vec<Hole>,
    /// How many edits wait for what runs.
    pub waiting: usize,
    /// The text after, and the amendment; none where the file cannot be read as one.
    pub laid: Option<(Amendment, Rewritten)>,
    /// What is wrong with the edits, in the file as it would be written; what waits is no fault.
    pub problems: Problems,
    /// The files in which they lie.
    pub sources: Sources,
}

/// What could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The clause.
    pub at: Span,
    /// Why.
    pub why: Phrase,
}

/// A piece of the list of edits.
enum Piece<'a> {
    /// A sentence begins.
    Sentence(&'a Sentence),
    /// An edit.
    Edit(Drafted),
    /// What could not be written.
    Hole(Hole),
}

/// Makes an amendment of a decision. `sources` hold the decision; `name` is that of the amendment.
pub fn draft(
    decision: &Decision,
    bundle: &Bundle,
    name: &str,
    lang: Lang,
    sources: &Sources,
) -> Draft {
    let own = |one: &&Operation| {
        one.act.as_deref().is_none_or(|act| amends(act, &bundle.manifest.title.zh))
            || acts(decision).len() < 2
    };
    let operations: Vec<&Operation> = decision.operations().filter(own).collect();
    let whole = [Place::Act];
    let numbers = |one: &&Operation| {
        one.kind == Kind::Renumber && (one.target == whole || one.position.is_some())
    };
    let ordered = operations.iter().any(numbers);
    let room = Room::of(bundle, operations);
    let editing = Editing { bundle, room, ordered };
    let mut pieces = Vec::new();
    for sentence in &decision.sentences {
        pieces.push(Piece::Sentence(sentence));
        if let Some(refused) = sentence.refused {
            pieces.push(Piece::Hole(Hole { at: refused.at, why: Phrase::HoleUnread }));
        }
        for one in sentence.operations.iter().filter(own) {
            match editing.edits(one) {
                Ok(edits) => {
                    edits.into_iter().for_each(|edit| together(&mut pieces, edit, sentence.at.file))
                }
                Err(why) => {
                    let at = Span::new(sentence.at.file, one.at.start, one.at.end);
                    pieces.push(Piece::Hole(Hole { at, why }));
                }
            }
        }
    }
    let composing = Composing { decision, bundle, pieces, lang, sources };
    composing.finished(name)
}

/// Words that become others at several places are one edit; so is what moves, with its heading.
fn together(pieces: &mut Vec<Piece<'_>>, edit: Drafted, file: FileId) {
    if edit.fields.starts_with("heading: ") {
        match pieces.last_mut() {
            Some(Piece::Edit(last)) if last.fields.starts_with("move: ") => {
                last.fields = format!("{}, {}", last.fields, edit.fields);
                // What it says is told of both.
                last.at.end = last.at.end.max(edit.at.end);
            }
            _ => {
                let at = Span::new(file, edit.at.start, edit.at.end);
                pieces.push(Piece::Hole(Hole { at, why: Phrase::HoleMoved }));
            }
        }
        return;
    }
    if let (Some(Piece::Edit(last)), Some((place, rest))) =
        (pieces.last_mut(), at_words(&edit.fields))
        && last.at == edit.at
        && let Some((places, words)) = at_words(&last.fields)
        && words == rest
    {
        let places = places.trim_matches(['[', ']']);
        last.fields = format!("at: [{places}, {place}]{rest}");
        return;
    }
    pieces.push(Piece::Edit(edit));
}

/// The places of an edit of words, and the rest of it.
fn at_words(fields: &str) -> Option<(&str, &str)> {
    let rest = fields.strip_prefix("at: ")?;
    let end = rest.find(", old: ")?;
    Some((rest.get(..end)?, rest.get(end..)?))
}

struct Composing<'a> {
    decision: &'a Decision,
    bundle: &'a Bundle,
    pieces: Vec<Piece<'a>>,
    lang: Lang,
    sources: &'a Sources,
}

impl Composing<'_> {
    fn finished(&self, name: &str) -> Draft {
        let mut holes: Vec<Hole> = self
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Hole(hole) => Some(*hole),
                _ => None,
            })
            .collect();
        let first = self.text(&[]);
        let (laid, problems, sources) = self.laid(name, &first);
        let waits: Vec<bool> =
            laid.as_ref().map(|(one, _)| waits(one, &problems)).unwrap_or_default();
        let waiting = waits.iter().filter(|waits| **waits).count();
        let text = if waiting > 0 { self.text(&waits) } else { first };
        if let Some((_, rewritten)) = &laid {
            holes.extend(self.otherwise(rewritten));
        }
        // What is told is told of the file as it will be.
        let (laid, problems, sources) = match waiting {
            0 => (laid, problems, sources),
            _ => self.laid(name, &text),
        };
        let mut faults = Problems::default();
        // Of a day that is not told nothing is said.
        let dated = !text.contains(head::UNKNOWN);
        let of_days =
            |one: &Diagnostic| matches!(one.problem, Problem::ShortNotice | Problem::ReachesBack);
        let counts = |one: &&Diagnostic| !is_waiting(one) && (dated || !of_days(one));
        problems.iter().filter(counts).for_each(|one| faults.push(one.clone()));
        Draft { text, holes, waiting, laid, problems: faults, sources }
    }

    /// The numbers that the decision gives and that are others in the text after.
    fn otherwise(&self, rewritten: &Rewritten) -> Vec<Hole> {
        let mut found = Vec::new();
        for sentence in &self.decision.sentences {
            let own = sentence.operations.iter().filter(|one| self.counts(one));
            for one in own.filter(|one| !stands(one, rewritten)) {
                let at = Span::new(sentence.at.file, one.at.start, one.at.end);
                found.push(Hole { at, why: Phrase::HoleNumber });
            }
        }
        found
    }
    /// Whether an operation is one of the act's.
    fn counts(&self, one: &Operation) -> bool {
        one.act.as_deref().is_none_or(|act| amends(act, &self.bundle.manifest.title.zh))
            || acts(self.decision).len() < 2
    }

    /// The file read as an amendment and laid on the text. A day that nobody told stands for itself as any
    /// other would: it is as long.
    fn laid(&self, name: &str, text: &str) -> (Option<(Amendment, Rewritten)>, Problems, Sources) {
        let (door, folder) = (Memory::default(), Path::new(""));
        let path = format!("{name}.ron");
        let mut problems = Problems::default();
        let mut bundle = self.bundle.clone();
        let text = text.replace(head::UNKNOWN, &head::some_day(self.decision));
        if door.write(Path::new(&path), &text).is_err() {
            return (None, problems, bundle.sources);
        }
        let read =
            read_amendment(&door, folder, Path::new(&path), &mut bundle.sources, &mut problems);
        let laid = read.map(|amendment| {
            let rewritten = rewrite(&bundle, &amendment, &mut problems);
            (amendment, rewritten)
        });
        let sources = laid.as_ref().map(|(_, rewritten)| rewritten.sources.clone());
        (laid, problems, sources.unwrap_or(bundle.sources))
    }

    /// The file; `waits` says which edits wait for what runs.
    fn text(&self, waits: &[bool]) -> String {
        let mut out = head::head(self.decision, self.bundle, self.lang);
        let runs = self.bundle.machines.is_empty() && self.bundle.parameters.is_empty();
        let mut edits = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Sentence(sentence) => {
                    out += &self.said(sentence);
                    if sentence.saying == Saying::Transition {
                        let told = Phrase::DecisionTransition.plain(self.lang);
                        out +=
                            &comment(&Phrase::DraftTodo.with(self.lang, &[("what", told.into())]));
                    }
                }
                Piece::Edit(edit) => {
                    for note in &edit.notes {
                        out += &comment(note.plain(self.lang));
                    }
                    if waits.get(edits).copied().unwrap_or(false) {
                        out += &comment(Phrase::DraftRuns.plain(self.lang));
                    }
                    let nothing = runs && says_words(&edit.fields);
                    let nothing = if nothing { Phrase::DraftNothing.plain(self.lang) } else { "" };
                    out += &format!("    ({}{nothing}),\n", edit.fields);
                    edits += 1;
                }
                Piece::Hole(hole) => {
                    let args = [
                        ("place", self.sources.location(hole.at).into()),
                        ("why", hole.why.into()),
                    ];
                    out += &comment(&Phrase::DraftHole.with(self.lang, &args));
                }
            }
        }
        out += "  ],\n)\n";
        out
    }

    /// A sentence as a comment.
    fn said(&self, sentence: &Sentence) -> String {
        const SHOWN: usize = 76;
        let words: String = self.sources.text(sentence.at).split_whitespace().collect();
        let number = sentence.number.clone().unwrap_or_default();
        let mut words = format!("{number}{words}");
        if words.chars().count() > SHOWN && sentence.refused.is_none() {
            words = words.chars().take(SHOWN).chain(['…']).collect();
        }
        format!("\n{}", comment(&words))
    }
}

/// Whether what an operation gives a number has it in the text after.
fn stands(one: &Operation, rewritten: &Rewritten) -> bool {
    if let Some(stands) = chapter::stands(one, rewritten) {
        return stands;
    }
    let (Some(Place::Part(was)), Some(Position::At(to))) = (one.target.first(), &one.position)
    else {
        return true;
    };
    let Some(Place::Part(to)) = to.first() else { return true };
    let numbered =
        matches!(one.kind, Kind::Renumber | Kind::Join | Kind::Split) && level(*was) == level(*to);
    let Some(after) = rewritten.numbers.after(*was).filter(|_| numbered) else { return true };
    let paragraph =
        after.paragraph.is_none() || to.paragraph.is_none() || after.paragraph == to.paragraph;
    after.article == to.article && paragraph && after.item == to.item && after.point == to.point
}

fn comment(words: &str) -> String {
    words.lines().map(|line| format!("    // {line}\n")).collect()
}

/// Whether an edit changes words, so that it must say what runs.
fn says_words(fields: &str) -> bool {
    let others = [
        "renumber: ",
        "rename: ",
        "extend: ",
        "heading_of: ",
        "heading_before: ",
        "delete_heading: ",
        "move: ",
    ];
    !others.iter().any(|other| fields.starts_with(other))
}

/// Whether a problem is that an edit does not say what runs.
fn is_waiting(one: &Diagnostic) -> bool {
    matches!(one.problem, Problem::WordsUncovered | Problem::ValueOfAnotherKind)
}

/// Which edits do not say what runs.
fn waits(amendment: &Amendment, problems: &Problems) -> Vec<bool> {
    let inside = |at: Span, whole: Span| {
        at.file == whole.file && whole.start <= at.start && at.start < whole.end
    };
    let waiting: Vec<Span> =
        problems.iter().filter(|one| is_waiting(one)).filter_map(|one| one.at).collect();
    let of = |edit: &crate::policy::Edit| waiting.iter().any(|at| inside(*at, edit.at));
    amendment.edits.iter().map(of).collect()
}
