//! 修订稿, the text with its changes tracked, and the clean text after.

use super::act::{act_paragraphs, apart};
use super::dossier::{Dossier, day};
use super::paper::{Fate, Paper, Paragraph, Run, Style};
use crate::calendar::Day;
use crate::lang::{Lang, Phrase, Word, inner_title};
use crate::policy::Instrument;

/// 修订稿: accepting all gives the text after, rejecting all the text before.
pub fn redraft(dossier: &Dossier<'_>) -> Paper {
    let mut paper = Paper::titled("");
    let title = [("title", dossier.title_after().into())];
    paper.title = Phrase::PaperRedraft.with(dossier.lang, &title);
    paper.is_tracked = true;
    paper.blocks.clear();
    let title = apart(dossier.title_before(), dossier.title_after());
    paper.add(Paragraph::new(Style::Title, title));
    if let Some(note) = amended_note(dossier, dossier.amendments.len()) {
        let before = amended_note(dossier, 0).unwrap_or_default();
        let fate = if before.is_empty() { Fate::Comes } else { Fate::Stays };
        let runs = apart(&before, &note);
        paper.add(Paragraph { fate, ..Paragraph::new(Style::Beneath, runs) });
    }
    for paragraph in act_paragraphs(&dossier.marked, &dossier.chapters, Lang::Zh) {
        paper.add(paragraph);
    }
    paper
}

/// The text after, without a mark.
pub fn clean(dossier: &Dossier<'_>) -> Paper {
    let mut paper = Paper::titled(dossier.title_after());
    if let Some(note) = amended_note(dossier, dossier.amendments.len()) {
        paper.say(Style::Beneath, note);
    }
    for paragraph in text_after(dossier) {
        paper.add(paragraph);
    }
    paper
}

/// The paragraphs of the text after.
pub fn text_after(dossier: &Dossier<'_>) -> Vec<Paragraph> {
    let kept = act_paragraphs(&dossier.marked, &dossier.chapters, Lang::Zh).into_iter();
    let kept = kept.filter(|paragraph| paragraph.fate != Fate::Goes);
    let kept = kept.map(|paragraph| {
        let words = paragraph.after();
        Paragraph::new(paragraph.style, vec![Run::plain(words)])
    });
    kept.filter(|paragraph| !Run::text(&paragraph.runs).is_empty()).collect()
}

/// 题注: by what the act was amended so far, with so many of the amendments. An act that is issued anew
/// has none; its number and its day are its own.
fn amended_note(dossier: &Dossier<'_>, count: usize) -> Option<String> {
    let once = |on: Day, title: &str| {
        let title = inner_title(title);
        let args = [("day", day(on, Lang::Zh).into()), ("title", title.into())];
        Word::from(Phrase::PaperAmendedOnce.with(Lang::Zh, &args))
    };
    let known = dossier.before.manifest.amended_by.iter();
    let known = known.map(|one| (one.instrument, one.issued, one.title.get(Lang::Zh).to_owned()));
    let own = dossier.amendments.iter().take(count).enumerate();
    let own = own
        .map(|(at, one)| (one.instrument.value, one.issued.value, dossier.document(at, Lang::Zh)));
    let all: Vec<_> = known.chain(own).collect();
    let from = all.iter().rposition(|(by, ..)| *by == Instrument::Reissue).map_or(0, |at| at + 1);
    let notes = all.iter().skip(from).map(|(_, on, title)| once(*on, title)).collect::<Vec<_>>();
    if notes.is_empty() {
        return None;
    }
    let args = [("notes", Word::Clauses(notes))];
    Some(Phrase::PaperAmendedNote.with(Lang::Zh, &args))
}
