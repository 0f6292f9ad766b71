//! 修订对照表: each article that is otherwise, before and after, the words marked from the operations.

use super::act::{apart, joined, paragraphs};
use super::dossier::Dossier;
use super::paper::{Block, Cell, Column, Fate, Look, Paper, Paragraph, Run, Style, Table};
use crate::amend::words::{Consequence, MarkedArticle, MarkedChapter};
use crate::lang::{Lang, Phrase};
use crate::policy::{ArticleNumber, Chapter, ChapterRef};
use crate::report::amended::moving;

/// The table; `is_whole` shows the articles that stay as they are too.
pub fn comparison(dossier: &Dossier<'_>, is_whole: bool) -> Paper {
    let lang = dossier.lang;
    let title = [("title", dossier.title_before().into())];
    let title = Phrase::PaperComparison.with(lang, &title);
    let mut paper = Paper::titled(&title);
    let legend = match is_whole {
        true => Phrase::PaperComparisonWhole,
        false => Phrase::PaperComparisonLegend,
    };
    paper.say(Style::Legend, legend.plain(lang));
    let reasons = Reasons::of(dossier);
    let column = |head: Phrase, share: u32| Column { head: head.plain(lang).to_owned(), share };
    let mut columns = vec![
        column(Phrase::PaperColumnNumber, 8),
        column(Phrase::PaperColumnBefore, 46),
        column(Phrase::PaperColumnAfter, 46),
    ];
    if !reasons.0.is_empty() {
        paper.is_wide = true;
        columns.push(column(Phrase::PaperColumnWhy, 24));
    }
    let mut rows = Rows { dossier, reasons, rows: Vec::new() };
    rows.title();
    let mut moved = Vec::new();
    for (above, article) in dossier.chapters.with(&dossier.marked) {
        for at in above {
            let new = dossier.chapters.all.get(at);
            if let Some(chapter) = new.filter(|one| is_whole || one.is_changed()) {
                rows.moves(&mut moved);
                rows.chapter(chapter);
            }
        }
        let shifts = article.was.zip(article.becomes).filter(|(was, becomes)| was != becomes);
        if article.is_changed() || is_whole {
            rows.moves(&mut moved);
            rows.article(article);
        } else if let Some((was, becomes)) = shifts {
            moved.push((was.article, becomes.article));
        }
    }
    rows.moves(&mut moved);
    let rows = rows.rows;
    let title = Phrase::PaperComparisonLeaf.plain(lang).to_owned();
    paper.blocks.push(Block::Table(Table { title, columns, rows, is_long: false }));
    paper
}

/// Why each article is otherwise, where the drafter says so: its number before or after, and why.
struct Reasons(Vec<(Vec<ArticleNumber>, [Option<Chapter>; 2], String)>);

impl Reasons {
    fn of(dossier: &Dossier<'_>) -> Self {
        let all = dossier.each().flat_map(|(amendment, rewritten)| {
            amendment.edits.iter().zip(&rewritten.edits).filter_map(|(edit, edited)| {
                let why = edit.why.as_ref()?.get(dossier.lang).to_owned();
                let places = edited.operation.places.iter();
                let places = places.filter_map(|(was, becomes)| (*was).or(*becomes));
                let (was, becomes) = edited.operation.chapter;
                let own =
                    |of: Option<ChapterRef>, all: &[Chapter]| all.get(of?.find(all)?).cloned();
                let chapters =
                    [own(was, &rewritten.chapters_before), own(becomes, &rewritten.chapters)];
                Some((places.map(|place| place.article).collect(), chapters, why))
            })
        });
        Self(all.collect())
    }
    fn for_article(&self, article: &MarkedArticle) -> String {
        let number = article.was.or(article.becomes).map(|place| place.article);
        let own =
            self.0.iter().filter(|(places, ..)| number.is_some_and(|one| places.contains(&one)));
        own.map(|(.., why)| why.as_str()).collect::<Vec<_>>().join("\n")
    }
    fn for_chapter(&self, chapter: &MarkedChapter) -> String {
        let same = |one: &Option<Chapter>, other: &Option<Chapter>| one.is_some() && one == other;
        let own = self.0.iter().filter(|(_, [was, becomes], _)| {
            same(was, &chapter.was) || same(becomes, &chapter.becomes)
        });
        own.map(|(.., why)| why.as_str()).collect::<Vec<_>>().join("\n")
    }
}

struct Rows<'a> {
    dossier: &'a Dossier<'a>,
    reasons: Reasons,
    rows: Vec<Vec<Cell>>,
}

impl Rows<'_> {
    fn push(&mut self, before: Cell, after: Cell, why: &str) {
        let number = (self.rows.len() + 1).to_string();
        let mut row = vec![Cell::text(&number), before, after];
        if !self.reasons.0.is_empty() {
            row.push(Cell::text(why));
        }
        self.rows.push(row);
    }

    /// The title of the act, where that is another.
    fn title(&mut self) {
        let (old, new) = (self.dossier.title_before(), self.dossier.title_after());
        if old == new {
            return;
        }
        let marked = apart(old, new);
        let side = |goes: Look| {
            let kept = marked.iter().filter(|run| run.look != goes);
            Cell::runs(vec![kept.cloned().collect()])
        };
        let (before, after) = (side(Look::Come), side(Look::Gone));
        self.push(before, after, "");
    }

    /// The heading of a chapter or a section.
    fn chapter(&mut self, chapter: &MarkedChapter) {
        let (was, becomes) = chapter.heads(Lang::Zh);
        let marked = apart(was.as_deref().unwrap_or(""), becomes.as_deref().unwrap_or(""));
        // Where the title stays, the number only follows.
        let follows = chapter.was.as_ref().zip(chapter.becomes.as_ref());
        let follows = follows.is_some_and(|(was, becomes)| was.title.zh == becomes.title.zh);
        let look = |look: Look| match look {
            Look::Gone | Look::Come if follows => Look::Follows,
            other => other,
        };
        let side = |goes: Look| {
            let kept = marked.iter().filter(|run| run.look != goes);
            let kept = kept.map(|run| Run::new(run.text.as_str(), look(run.look)));
            Cell::runs(vec![kept.collect()])
        };
        let say = |phrase: Phrase| {
            let said = phrase.plain(self.dossier.lang);
            Cell::runs(vec![vec![Run::new(said, Look::Strong)]])
        };
        let before = if was.is_some() { side(Look::Come) } else { say(Phrase::PaperNew) };
        let after = if becomes.is_some() { side(Look::Gone) } else { say(Phrase::PaperDeleted) };
        let why = self.reasons.for_chapter(chapter);
        self.push(before, after, &why);
    }

    /// The articles that have another number and nothing else, those beside each other in one row.
    fn moves(&mut self, moved: &mut Vec<(ArticleNumber, ArticleNumber)>) {
        let lang = self.dossier.lang;
        for rows in moving(moved.drain(..), lang) {
            let said = Phrase::PaperRenumbered.with(lang, &[("rows", rows.into())]);
            let cell = Cell::runs(vec![vec![Run::new(said, Look::Follows)]]);
            self.push(cell, Cell::default(), "");
        }
    }

    fn article(&mut self, article: &MarkedArticle) {
        let lang = self.dossier.lang;
        let lines = paragraphs(std::slice::from_ref(article), Lang::Zh);
        let follows = self.dossier.rewritten.iter().flat_map(|one| &one.consequential);
        let follows: Vec<&Consequence> = follows.collect();
        let side = |goes: Look, fate: Fate| {
            let kept = lines.iter().filter(|line| line.fate != fate);
            let kept = kept.map(|line| shown(line, goes, &follows));
            Cell::runs(kept.filter(|runs| !runs.is_empty()).collect())
        };
        let (mut before, mut after) = (side(Look::Come, Fate::Comes), side(Look::Gone, Fate::Goes));
        let say = |text: String| Cell::runs(vec![vec![Run::new(text, Look::Strong)]]);
        if before.lines.is_empty() {
            before = say(Phrase::PaperNew.plain(lang).to_owned());
        }
        if after.lines.is_empty() {
            let now = article.moved_away.then(|| self.arrival(article)).flatten();
            after = say(match now {
                Some(now) => Phrase::PaperMovedTo.with(lang, &[("place", now.into())]),
                None => Phrase::PaperDeleted.plain(lang).to_owned(),
            });
        }
        let why = self.reasons.for_article(article);
        self.push(before, after, &why);
    }

    /// Where an article stands in the text after that was moved.
    fn arrival(&self, article: &MarkedArticle) -> Option<String> {
        let found = self.dossier.marked.iter();
        let mut found = found.filter(|one| !one.moved_away && one.was == article.was);
        Some(found.next()?.becomes?.cite(self.dossier.lang))
    }
}

/// The words of one side, with what only follows from something elsewhere in grey.
fn shown(line: &Paragraph, goes: Look, follows: &[&Consequence]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(line.runs.len());
    for (at, run) in line.runs.iter().enumerate() {
        if run.look == goes {
            continue;
        }
        let beside = match run.look {
            Look::Gone => line.runs.get(at + 1).map(|next| (run, next)),
            Look::Come => at.checked_sub(1).and_then(|at| Some((line.runs.get(at)?, run))),
            _ => None,
        };
        let pair = beside.filter(|(old, new)| old.look == Look::Gone && new.look == Look::Come);
        let is_follow = pair.is_some_and(|(old, new)| {
            at < line.label || follows.iter().any(|one| one.old == old.text && one.new == new.text)
        });
        let look = if is_follow { Look::Follows } else { run.look };
        out.push(Run::new(run.text.as_str(), look));
    }
    joined(out)
}
