//! 起草说明, as a skeleton: what the amendment itself tells is filled in, what only the drafter knows is
//! left open and marked.

use super::dossier::{Dossier, day};
use super::paper::{Look, Paper, Paragraph, Run, Style};
use super::tables::Findings;
use crate::analysis::{Item, Standing};
use crate::lang::{Lang, Phrase, Word, inner_title};
use crate::policy::Validity;
use crate::report::compared::edit_words;

/// The note.
pub fn note(dossier: &Dossier<'_>, findings: &Findings) -> Paper {
    let lang = dossier.lang;
    let count = dossier.amendments.len();
    let titles = (0..count).map(|at| Word::from(inner_title(&dossier.document(at, lang))));
    let args = [("title", Word::List(titles.collect()))];
    let mut paper = Paper::titled(Phrase::NoteTitle.with(lang, &args));
    let writing = Writing { dossier, findings };
    let head = |paper: &mut Paper, heading: Phrase| paper.say(Style::Heading, heading.plain(lang));
    head(&mut paper, Phrase::NoteBackground);
    writing.background(&mut paper);
    head(&mut paper, Phrase::NoteBasis);
    writing.basis(&mut paper);
    head(&mut paper, Phrase::NoteCourse);
    writing.course(&mut paper);
    head(&mut paper, Phrase::NoteContent);
    writing.content(&mut paper);
    head(&mut paper, Phrase::NoteBeside);
    writing.beside(&mut paper);
    head(&mut paper, Phrase::NoteEffect);
    writing.effect(&mut paper);
    head(&mut paper, Phrase::NoteJoining);
    writing.joining(&mut paper);
    paper
}

struct Writing<'a> {
    dossier: &'a Dossier<'a>,
    findings: &'a Findings,
}

impl Writing<'_> {
    fn lang(&self) -> Lang {
        self.dossier.lang
    }

    fn hole(&self, paper: &mut Paper, what: Phrase) {
        let what = [("what", what.into())];
        let hole = Run::new(Phrase::PaperHole.with(self.lang(), &what), Look::Hole);
        paper.add(Paragraph::new(Style::Body, vec![hole]));
    }

    fn background(&self, paper: &mut Paper) {
        self.hole(paper, Phrase::NoteHoleBackground);
        let lang = self.lang();
        let edits = self.dossier.amendments.iter().flat_map(|one| &one.edits);
        for why in edits.filter_map(|edit| edit.why.as_ref()) {
            paper.say(Style::Body, why.get(lang));
        }
    }

    fn basis(&self, paper: &mut Paper) {
        let lang = self.lang();
        let granted = self.dossier.amendments.iter().flat_map(|one| &one.edits);
        let mut articles: Vec<String> =
            granted.flat_map(|edit| &edit.by).map(|by| by.value.cite(lang)).collect();
        articles.dedup();
        if !articles.is_empty() {
            let args = [
                ("title", self.dossier.title_before().into()),
                ("articles", articles.join(lang.list_separator()).into()),
            ];
            paper.say(Style::Body, Phrase::NoteGranted.with(lang, &args));
        }
        self.hole(paper, Phrase::NoteHoleBasis);
    }

    fn course(&self, paper: &mut Paper) {
        for hole in [
            Phrase::NoteHoleResearch,
            Phrase::NoteHoleConsultation,
            Phrase::NoteHoleLegality,
            Phrase::NoteHoleCompetition,
        ] {
            self.hole(paper, hole);
        }
        let lang = self.lang();
        let reviews = self.findings.checklist.iter().filter(|one| one.item == Item::Reviews);
        for told in reviews.flat_map(|one| &one.told) {
            paper.say(Style::Body, told.say(lang));
        }
        self.hole(paper, Phrase::NoteHoleDecided);
    }

    /// The edits, each with its words before and after and the values that follow.
    fn content(&self, paper: &mut Paper) {
        let lang = self.lang();
        let mut number = 0_usize;
        for (amendment, rewritten) in self.dossier.each() {
            for (at, edited) in rewritten.edits.iter().enumerate() {
                number += 1;
                let words = edit_words(amendment, at, rewritten, (Some(self.dossier.after), lang));
                let operation = &edited.operation;
                let place = rewritten.place(at).map_or_else(
                    || Phrase::NoteNoWords.plain(lang).to_owned(),
                    |place| place.cite(lang),
                );
                let args = [
                    ("number", number.to_string().into()),
                    ("place", place.into()),
                    ("old", operation.old.as_str().into()),
                    ("new", operation.new.as_str().into()),
                    ("scope", words.scope.into()),
                ];
                let phrase = match (operation.old.is_empty(), operation.new.is_empty()) {
                    (false, false) => Phrase::NoteChanged,
                    (true, false) => Phrase::NoteAdded,
                    (false, true) => Phrase::NoteTaken,
                    (true, true) => Phrase::NoteOnly,
                };
                paper.say(Style::Body, phrase.with(lang, &args));
            }
        }
    }

    fn beside(&self, paper: &mut Paper) {
        let lang = self.lang();
        let marked = &self.dossier.marked;
        let count = |wanted: &dyn Fn(&crate::amend::words::MarkedArticle) -> bool| {
            marked.iter().filter(|one| wanted(one)).count().to_string()
        };
        let args = [
            (
                "changed",
                count(&|one| {
                    one.is_changed()
                        && one.was.is_some()
                        && one.becomes.is_some()
                        && !one.moved_away
                })
                .into(),
            ),
            ("come", count(&|one| one.was.is_none()).into()),
            ("gone", count(&|one| one.becomes.is_none() && !one.moved_away).into()),
            ("all", count(&|one| one.becomes.is_some() && !one.moved_away).into()),
        ];
        paper.say(Style::Body, Phrase::NoteCounts.with(lang, &args));
    }

    fn effect(&self, paper: &mut Paper) {
        let lang = self.lang();
        for said in &self.findings.summary {
            paper.say(Style::Body, said.as_str());
        }
        for [what, before, after] in &self.findings.spend {
            let args = [
                ("what", what.as_str().into()),
                ("before", before.as_str().into()),
                ("after", after.as_str().into()),
            ];
            let phrase = match before == after {
                true => Phrase::NoteSpendSame,
                false => Phrase::NoteSpend,
            };
            paper.say(Style::Body, phrase.with(lang, &args));
        }
        for one in &self.findings.unasked {
            paper.say(Style::Body, one.told.say(lang));
        }
        for said in &self.findings.untested {
            paper.add(Paragraph::new(Style::Body, vec![Run::new(said.as_str(), Look::Hole)]));
        }
        self.hole(paper, Phrase::NoteHoleEffect);
    }

    fn joining(&self, paper: &mut Paper) {
        let lang = self.lang();
        for (at, amendment) in self.dossier.amendments.iter().enumerate() {
            let args = [
                ("title", inner_title(&self.dossier.document(at, lang)).into()),
                ("day", day(amendment.effective.value, lang).into()),
            ];
            paper.say(Style::Body, Phrase::NoteEffective.with(lang, &args));
            let last = |validity: Option<&Validity>| {
                validity.and_then(|one| one.to).map(|to| day(to, lang))
            };
            let (was, until) =
                (last(self.dossier.validity_under(at)), last(self.dossier.validity_under(at + 1)));
            if let (Some(was), Some(until)) = (was, until) {
                let phrase = if was == until { Phrase::NoteValidSame } else { Phrase::NoteValid };
                let args = [("was", was.into()), ("until", until.into())];
                paper.say(Style::Body, phrase.with(lang, &args));
            }
        }
        for one in self.findings.checklist.iter().filter(|one| one.item != Item::Reviews) {
            let told: Vec<String> = one.told.iter().map(|word| word.say(lang)).collect();
            let args = [
                ("question", one.item.question().into()),
                ("told", told.join(lang.clause_separator()).into()),
            ];
            let said = Phrase::NoteAnswer.with(lang, &args);
            let look = if one.standing == Standing::Open { Look::Hole } else { Look::Plain };
            paper.add(Paragraph::new(Style::Body, vec![Run::new(said, look)]));
        }
    }
}
