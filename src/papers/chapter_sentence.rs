//! The sentences of a decision on chapters and sections: a heading that is changed, goes or comes, a whole
//! one that goes or comes with its articles.

use super::sentence::{BEFORE_ALL, Writing, inner, quoted};
use crate::lang::{Division, Lang, Phrase, Word};
use crate::policy::{ArticleRef, Chapter, ChapterEdit, ChapterRef, Side};

impl Writing<'_> {
    /// By what such a sentence is put in order: the place before, and whether it comes behind that.
    pub(super) fn order_of_chapter(&self, what: &ChapterEdit) -> (ArticleRef, bool) {
        let chapters = &self.rewritten.chapters_before;
        let of = match what {
            ChapterEdit::Rename { of, .. }
            | ChapterEdit::Delete(of)
            | ChapterEdit::DeleteHeading(of) => of,
            ChapterEdit::Insert { beside, side, .. } => {
                return (beside.value, *side == Side::After);
            }
            ChapterEdit::Head { before, .. } => return (before.value, false),
        };
        let first = of.value.find(chapters).and_then(|at| chapters.get(at));
        (first.map_or(BEFORE_ALL, |one| ArticleRef::whole(one.from.value)), false)
    }

    /// The sentence of an edit of chapters and sections.
    pub(super) fn chapter(&self, at: usize, what: &ChapterEdit) -> Option<String> {
        let lang = self.lang;
        let operation = &self.rewritten.edits.get(at)?.operation;
        let cite = |of: ChapterRef| Word::from(of.cite(lang));
        let (was, becomes) = operation.chapter;
        Some(match what {
            ChapterEdit::Rename { of, .. } => {
                let args = [
                    ("place", cite(of.value)),
                    ("noun", noun(of.value.division()).into()),
                    ("old", inner(&operation.old).into()),
                    ("new", inner(&operation.new).into()),
                ];
                Phrase::DecideChapterName.with(lang, &args)
            }
            ChapterEdit::Delete(_) => Phrase::DecideDelete.with(lang, &[("place", cite(was?))]),
            ChapterEdit::DeleteHeading(of) => {
                let args = [("place", cite(of.value)), ("noun", noun(of.value.division()).into())];
                Phrase::DecideHeadingGoes.with(lang, &args)
            }
            ChapterEdit::Insert { .. } => self.chapter_comes(at, becomes?)?,
            ChapterEdit::Head { before, division, .. } => {
                let args = [
                    ("place", self.cited(before.value).into()),
                    ("noun", noun(*division).into()),
                    ("becomes", cite(becomes?)),
                    ("text", quoted(&[self.own(becomes?)?.head(Lang::Zh)]).into()),
                ];
                Phrase::DecideHead.with(lang, &args)
            }
        })
    }

    /// One of the text after.
    fn own(&self, of: ChapterRef) -> Option<&Chapter> {
        let chapters = &self.rewritten.chapters;
        chapters.get(of.find(chapters)?)
    }

    /// 增加一章，作为第七章：……; of a section the chapter in which it comes, by its number before.
    fn chapter_comes(&self, at: usize, becomes: ChapterRef) -> Option<String> {
        let lang = self.lang;
        let own = self.own(becomes)?;
        let mut lines = vec![own.head(Lang::Zh)];
        let articles = self.places(at).iter().filter_map(|(_, becomes)| *becomes);
        for article in articles {
            let begins = self.rewritten.chapters.iter().zip(&self.rewritten.chapters_were);
            let begins = begins.filter(|(one, was)| {
                one.from.value == article.article && was.is_none() && *one != own
            });
            let sections = begins.filter(|(one, _)| {
                one.division == Division::Section && own.division != Division::Section
            });
            lines.extend(sections.map(|(one, _)| one.head(Lang::Zh)));
            lines.extend(self.lines(article));
        }
        let text = ("text", quoted(&lines).into());
        let Some(section) = becomes.section else {
            let args = [("becomes", becomes.cite(lang).into()), text];
            return Some(Phrase::DecideInsertChapter.with(lang, &args));
        };
        let chapter = ChapterRef { section: None, ..becomes };
        let stood = chapter.find(&self.rewritten.chapters);
        let stood = stood.and_then(|at| self.rewritten.chapters_were.get(at).copied().flatten());
        let stood = stood.and_then(|at| ChapterRef::of(&self.rewritten.chapters_before, at));
        let args = match stood {
            Some(stood) => [
                ("place", stood.cite(lang).into()),
                ("becomes", Division::Section.name(section, lang).into()),
                text,
            ],
            None => [("place", "".into()), ("becomes", becomes.cite(lang).into()), text],
        };
        Some(Phrase::DecideInsertSection.with(lang, &args))
    }
}

/// What the heading of one is called: 章名.
const fn noun(division: Division) -> Phrase {
    match division {
        Division::Section => Phrase::SectionNoun,
        Division::Part | Division::Chapter => Phrase::ChapterNoun,
    }
}

/// What such an edit does, in the table of operations.
pub(super) const fn effect(what: &ChapterEdit) -> Phrase {
    match what {
        ChapterEdit::Rename { .. } => Phrase::EffectChapterName,
        ChapterEdit::Delete(_) => Phrase::EffectChapterDelete,
        ChapterEdit::DeleteHeading(_) => Phrase::EffectChapterHeadingGoes,
        ChapterEdit::Insert { .. } => Phrase::EffectChapterInsert,
        ChapterEdit::Head { .. } => Phrase::EffectChapterHead,
    }
}
