//! The act as lines, each with what goes and what comes: what the marked-up text, the clean text and
//! the table of changes are made of.

use std::collections::BTreeSet;

use super::paper::{Fate, Look, Paragraph, Run, Style};
use crate::amend::words::{
    Mark, MarkKind, MarkedArticle, MarkedChapter, MarkedChapters, MarkedText,
};
use crate::lang::{Division, Lang, Phrase};
use crate::policy::ArticleRef;

/// The paragraphs of an act with what goes and what comes, each chapter above the first of its articles
/// before or after.
pub fn act_paragraphs(
    marked: &[MarkedArticle],
    chapters: &MarkedChapters,
    lang: Lang,
) -> Vec<Paragraph> {
    let moved = Moved::of(marked);
    let mut out = Vec::new();
    for (above, article) in chapters.with(marked) {
        out.extend(
            above.into_iter().filter_map(|at| chapters.all.get(at)).map(|one| heading(one, lang)),
        );
        out.extend(article_paragraphs(article, &moved, lang));
    }
    out
}

/// The heading of a chapter or a section.
fn heading(chapter: &MarkedChapter, lang: Lang) -> Paragraph {
    let style = match chapter.division() {
        Division::Part | Division::Chapter => Style::Chapter,
        Division::Section => Style::Section,
    };
    let (was, becomes) = chapter.heads(lang);
    let fate = match (&was, &becomes) {
        (Some(_), None) => Fate::Goes,
        (None, Some(_)) => Fate::Comes,
        _ => Fate::Stays,
    };
    let runs = apart(was.as_deref().unwrap_or(""), becomes.as_deref().unwrap_or(""));
    Paragraph { style, runs, fate, label: 0 }
}

/// The paragraphs of articles with what goes and what comes, in the order of the text after; what goes
/// stands where it stood.
pub fn paragraphs(marked: &[MarkedArticle], lang: Lang) -> Vec<Paragraph> {
    let moved = Moved::of(marked);
    marked.iter().flat_map(|article| article_paragraphs(article, &moved, lang)).collect()
}

/// What stands elsewhere in the text after: its words go where they stood and come where they stand.
struct Moved(BTreeSet<ArticleRef>);

impl Moved {
    fn of(marked: &[MarkedArticle]) -> Self {
        let articles = marked.iter().filter(|one| one.moved_away).filter_map(|one| one.was);
        let texts = marked.iter().flat_map(|one| &one.texts);
        let texts = texts.filter(|one| one.moved_away).filter_map(|one| one.was);
        Self(articles.chain(texts).collect())
    }
    /// Whether that is the place to which something was moved.
    fn arrives(&self, was: Option<ArticleRef>, moved_away: bool) -> bool {
        !moved_away && was.is_some_and(|was| self.0.contains(&was))
    }
}

/// The paragraphs of one article: its head, then its texts; without a heading its number stands before
/// its first text.
fn article_paragraphs(article: &MarkedArticle, moved: &Moved, lang: Lang) -> Vec<Paragraph> {
    let fate = fate(article, moved);
    let mut texts: Vec<(Vec<Mark>, Fate)> = article
        .texts
        .iter()
        .filter(|text| !text.marks.is_empty())
        .map(|text| placed(text, article, fate, moved))
        .collect();
    let label = |place: Option<ArticleRef>| place.map(|place| place.cite(lang));
    let (was, becomes) = match fate {
        Fate::Comes => (None, label(article.becomes)),
        Fate::Goes => (label(article.was), None),
        Fate::Stays => (label(article.was), label(article.becomes)),
    };
    let heading = whole(&article.heading, fate);
    let mut label = apart(was.as_deref().unwrap_or(""), becomes.as_deref().unwrap_or(""));
    let framed = |heading: String| match heading.is_empty() {
        true => heading,
        false => {
            Phrase::ArticleHead.with(lang, &[("name", "".into()), ("heading", heading.into())])
        }
    };
    let (old, new) = (framed(Mark::before(&heading)), framed(Mark::after(&heading)));
    let mut out = Vec::new();
    let mut labelled = 0;
    if old.is_empty() && new.is_empty() {
        labelled = numbered(&mut texts, was, becomes);
    } else {
        let count = label.len();
        label.extend(apart(&old, &new));
        out.push(Paragraph { style: Style::Article, runs: label, fate, label: count });
    }
    let body = texts.into_iter().enumerate().map(|(at, (marks, fate))| Paragraph {
        style: Style::Body,
        runs: marks.iter().map(run).collect(),
        fate,
        label: if at == 0 { labelled } else { 0 },
    });
    out.extend(body);
    out
}

fn fate(article: &MarkedArticle, moved: &Moved) -> Fate {
    if article.moved_away || article.becomes.is_none() {
        Fate::Goes
    } else if article.was.is_none() || moved.arrives(article.was, article.moved_away) {
        Fate::Comes
    } else {
        Fate::Stays
    }
}

fn placed(
    text: &MarkedText,
    article: &MarkedArticle,
    around: Fate,
    moved: &Moved,
) -> (Vec<Mark>, Fate) {
    let own = if text.moved_away || text.becomes.is_none() {
        Fate::Goes
    } else if text.was.is_none() || moved.arrives(text.was, text.moved_away) {
        Fate::Comes
    } else {
        Fate::Stays
    };
    // Paragraphs of an article that is split stay, under an article that comes.
    let fate = match around {
        Fate::Comes if article.was.is_none() => own,
        Fate::Stays => own,
        around => around,
    };
    (whole(&text.marks, fate), fate)
}

/// The marks of what goes or comes as a whole.
fn whole(marks: &[Mark], fate: Fate) -> Vec<Mark> {
    let mark = match fate {
        Fate::Stays => return marks.to_vec(),
        Fate::Goes => Mark::gone(&Mark::before(marks)),
        Fate::Comes => Mark::come(&Mark::after(marks)),
    };
    Some(mark).filter(|mark| !mark.text.is_empty()).into_iter().collect()
}

/// Puts the number of an article before its first text, before and after.
/// How many marks the number is that stands before the first of all.
fn numbered(
    texts: &mut [(Vec<Mark>, Fate)],
    was: Option<String>,
    becomes: Option<String>,
) -> usize {
    let first = |texts: &[(Vec<Mark>, Fate)], of: fn(&[Mark]) -> String| {
        texts.iter().position(|(marks, _)| !of(marks).is_empty())
    };
    let (old, new) = (first(texts, Mark::before), first(texts, Mark::after));
    let spaced = |name: Option<String>| {
        name.map(|name| Phrase::PaperNumbered.with(Lang::Zh, &[("name", name.into())]))
    };
    let (was, becomes) = (spaced(was).unwrap_or_default(), spaced(becomes).unwrap_or_default());
    if old == new {
        let marks = old.and_then(|at| texts.get_mut(at)).map(|(marks, _)| marks);
        let label: Vec<Mark> = apart(&was, &becomes).iter().map(mark).collect();
        let count = if old == Some(0) { label.len() } else { 0 };
        if let Some(marks) = marks {
            marks.splice(0..0, label);
        }
        return count;
    }
    for (at, label) in [(old, Mark::gone(&was)), (new, Mark::come(&becomes))] {
        if let Some((marks, _)) = at.and_then(|at| texts.get_mut(at)) {
            marks.insert(0, label);
        }
    }
    0
}

/// Two short texts as one with marks: what they begin and end with alike stays.
pub fn apart(old: &str, new: &str) -> Vec<Run> {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most);
    let tail = tail.take_while(|(one, other)| one == other).count();
    let part = |all: &[char], from: usize, to: usize| -> String {
        all.get(from..to).unwrap_or(&[]).iter().collect()
    };
    let runs = [
        Run::plain(part(&old, 0, head)),
        Run::new(part(&old, head, old.len() - tail), Look::Gone),
        Run::new(part(&new, head, new.len() - tail), Look::Come),
        Run::plain(part(&old, old.len() - tail, old.len())),
    ];
    runs.into_iter().filter(|run| !run.text.is_empty()).collect()
}

/// Runs with those that look alike put together.
pub fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match out.last_mut().filter(|last| last.look == run.look) {
            Some(last) => last.text.push_str(&run.text),
            None => out.push(run),
        }
    }
    out
}

/// A mark as a run.
pub fn run(mark: &Mark) -> Run {
    let look = match mark.kind {
        MarkKind::Same => Look::Plain,
        MarkKind::Gone => Look::Gone,
        MarkKind::Come => Look::Come,
    };
    Run::new(mark.text.as_str(), look)
}

fn mark(run: &Run) -> Mark {
    let kind = match run.look {
        Look::Gone => MarkKind::Gone,
        Look::Come => MarkKind::Come,
        Look::Plain | Look::Follows | Look::Strong | Look::Hole => MarkKind::Same,
    };
    Mark { kind, text: run.text.clone() }
}
