//! The text of a measure under amendments: what goes and what comes, and the list of what changes.

use super::markup::{html_text, markdown_text};
use crate::amend::words::{Mark, MarkKind, MarkedArticle, MarkedText, Numbers, Rewritten};
use crate::lang::{Lang, Phrase};
use crate::policy::{ArticleNumber, ArticleRef, Chapter, ChapterRef};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    Human,
    /// As Markdown.
    Markdown,
    /// As HTML.
    Html,
}

impl Form {
    /// The one of that name; the terminal's where it is none.
    pub fn of(name: &str) -> Self {
        match name {
            "md" => Self::Markdown,
            "html" => Self::Html,
            _ => Self::Human,
        }
    }
}

/// The heading of a chapter or a section, on lines of its own.
pub fn division_line(marks: &[Mark], form: Form) -> String {
    let head = marked_words(marks, form);
    match form {
        Form::Human => format!("{head}\n"),
        Form::Markdown => format!("## {head}\n"),
        Form::Html => format!("<h2 style=\"text-align:center\">{head}</h2>"),
    }
}

/// Words with what goes and what comes: `每[-两年-]{+五年+}`.
pub fn marked_words(marks: &[Mark], form: Form) -> String {
    marks.iter().map(|mark| one(mark, form)).collect()
}

/// A word with its mark, the word itself being the product's.
pub fn words_apart(mark: &Mark, form: Form) -> String {
    one(mark, form)
}

fn one(mark: &Mark, form: Form) -> String {
    let text = match form {
        Form::Human => mark.text.clone(),
        Form::Markdown => markdown_text(&mark.text),
        Form::Html => html_text(&mark.text),
    };
    match (mark.kind, form) {
        (MarkKind::Same, _) => text,
        (MarkKind::Gone, Form::Human) => format!("[-{text}-]"),
        (MarkKind::Come, Form::Human) => format!("{{+{text}+}}"),
        (MarkKind::Gone, Form::Markdown) => format!("~~{text}~~"),
        (MarkKind::Come, Form::Markdown) => format!("**{text}**"),
        (MarkKind::Gone, Form::Html) => format!("<del>{text}</del>"),
        (MarkKind::Come, Form::Html) => format!("<ins>{text}</ins>"),
    }
}

/// How an article is headed after an amendment: 第二十四条（原第二十三条）（条旨）.
pub fn head(article: &MarkedArticle, form: Form) -> String {
    let name = number(&Numbers::default(), article.was, article.becomes);
    let heading = marked_words(&article.heading, form);
    if heading.is_empty() {
        return name;
    }
    let args = [("name", name.into()), ("heading", heading.into())];
    Phrase::ArticleHead.with(Lang::Zh, &args)
}

/// A place with its number before, where that was another.
fn number(numbers: &Numbers, was: Option<ArticleRef>, becomes: Option<ArticleRef>) -> String {
    let cite = |place: ArticleRef| place.cite(Lang::Zh);
    let is_other = was != becomes;
    let was = was.map(|was| numbers.cited_before(was));
    let becomes = becomes.map(|becomes| numbers.cited_after(becomes));
    match (was, becomes) {
        (Some(was), Some(becomes)) if is_other => {
            let args = [("name", cite(becomes).into()), ("was", cite(was).into())];
            Phrase::NumberWas.with(Lang::Zh, &args)
        }
        (_, Some(becomes)) => cite(becomes),
        (Some(was), None) => Phrase::NumberGone.with(Lang::Zh, &[("name", cite(was).into())]),
        (None, None) => String::new(),
    }
}

/// One line of the list of what changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where.
    pub place: String,
    /// The words before; empty where they are new.
    pub old: String,
    /// The words after; empty where they go.
    pub new: String,
}

/// All that changes, in the order of the text after: 条、原文、新文.
pub fn rows(found: &Rewritten) -> Vec<Row> {
    let mut rows = chapter_rows(found);
    for article in &found.marked {
        if changed(&article.heading) && article.was.is_some() && article.becomes.is_some() {
            let place = number(&found.numbers, article.was, article.becomes);
            rows.push(Row {
                place: Phrase::HeadingOf.with(Lang::Zh, &[("name", place.into())]),
                old: Mark::before(&article.heading),
                new: Mark::after(&article.heading),
            });
        }
        let whole = article.was.is_none() || article.becomes.is_none();
        if whole {
            rows.extend(whole_article(article, &found.numbers));
            continue;
        }
        let texts = article.texts.iter().filter(|text| is_row(text));
        rows.extend(texts.map(|text| row(text, found)));
    }
    rows
}

/// The headings of chapters and sections that go, come or read otherwise, their numbers apart.
fn chapter_rows(found: &Rewritten) -> Vec<Row> {
    let (before, after) = (&found.chapters_before, &found.chapters);
    let row = |chapters: &[Chapter], at: usize, old: &str, new: &str| {
        let name = ChapterRef::of(chapters, at).map_or_else(String::new, |of| of.cite(Lang::Zh));
        let place = Phrase::HeadingOf.with(Lang::Zh, &[("name", name.into())]);
        Row { place, old: old.to_owned(), new: new.to_owned() }
    };
    let mut rows = Vec::new();
    for (at, was) in before.iter().enumerate() {
        let now = found.chapters_were.iter().position(|were| *were == Some(at));
        let now = now.and_then(|now| after.get(now)).map_or("", |one| one.title.get(Lang::Zh));
        let title = was.title.get(Lang::Zh);
        rows.extend((title != now).then(|| row(before, at, title, now)));
    }
    let comes = found.chapters_were.iter().enumerate().filter(|(_, was)| was.is_none());
    let comes = comes.filter_map(|(at, _)| Some((at, after.get(at)?)));
    rows.extend(comes.map(|(at, one)| row(after, at, "", one.title.get(Lang::Zh))));
    rows
}

fn changed(marks: &[Mark]) -> bool {
    marks.iter().any(|mark| mark.kind != MarkKind::Same)
}

fn is_row(text: &MarkedText) -> bool {
    text.moved_away || changed(&text.marks) || (text.was.is_none() && !text.marks.is_empty())
}

/// An article that comes or goes, in one row.
fn whole_article(article: &MarkedArticle, numbers: &Numbers) -> Option<Row> {
    let words = |of: fn(&[Mark]) -> String| -> String {
        let texts = article.texts.iter().map(|text| of(&text.marks));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let name = number(&Numbers::default(), article.was, article.becomes);
    let heading = article.title.get(Lang::Zh);
    let place = match heading.is_empty() {
        true => name,
        false => {
            let args = [("name", name.into()), ("heading", heading.into())];
            Phrase::ArticleHead.with(Lang::Zh, &args)
        }
    };
    if article.moved_away {
        let place = article.was.map_or_else(String::new, |was| was.cite(Lang::Zh));
        let words = words(Mark::before);
        return Some(Row { place, old: words, new: moved(article.was, numbers) });
    }
    Some(match article.becomes {
        None => Row { place, old: words(Mark::before), new: String::new() },
        Some(_) => Row { place, old: words(Mark::before), new: words(Mark::after) },
    })
}

fn row(text: &MarkedText, found: &Rewritten) -> Row {
    let place = number(&found.numbers, text.was, text.becomes);
    // What only follows from an edit elsewhere says so.
    let follows = found.consequential.iter().filter(|one| Some(one.was) == text.was).count();
    let own = text.marks.iter().filter(|mark| mark.kind == MarkKind::Come).count();
    let place = match follows > 0 && follows >= own {
        true => Phrase::FollowsBy.with(Lang::Zh, &[("name", place.into())]),
        false => place,
    };
    if let (true, Some(was)) = (text.moved_away, text.was) {
        let place = found.numbers.cited_before(was).cite(Lang::Zh);
        let new = moved(text.was, &found.numbers);
        return Row { place, old: Mark::before(&text.marks), new };
    }
    Row { place, old: Mark::before(&text.marks), new: Mark::after(&text.marks) }
}

/// Where something stands that was moved.
fn moved(was: Option<ArticleRef>, numbers: &Numbers) -> String {
    let now = was.and_then(|was| numbers.after(was)).map(|now| numbers.cited_after(now));
    let now = now.map_or_else(String::new, |now| now.cite(Lang::Zh));
    Phrase::MovedTo.with(Lang::Zh, &[("place", now.into())])
}

/// The articles whose numbers move, neighbours in one: 第二十三条至第三十九条改为第二十四条至第四十条.
pub fn renumbered(found: &Rewritten) -> Vec<String> {
    let moved = found.numbers.articles().filter_map(|(was, becomes)| Some((was, becomes?)));
    let mut all = moving(moved, Lang::Zh);
    all.extend(found.chapters_were.iter().enumerate().filter_map(|(at, was)| {
        let was = ChapterRef::of(&found.chapters_before, (*was)?)?;
        let is = ChapterRef::of(&found.chapters, at).filter(|is| *is != was)?;
        let (was, is) = (was.cite(Lang::Zh), is.cite(Lang::Zh));
        let args = [("from", was.into()), ("becomes", is.into())];
        Some(Phrase::NumberMoves.with(Lang::Zh, &args))
    }));
    all
}

/// The same of such articles, each with its number before and after; those that keep it are left out.
pub fn moving(
    articles: impl Iterator<Item = (ArticleNumber, ArticleNumber)>,
    lang: Lang,
) -> Vec<String> {
    let moved = articles.filter(|(was, becomes)| was != becomes);
    let mut runs: Vec<Vec<(ArticleNumber, ArticleNumber)>> = Vec::new();
    for (was, becomes) in moved {
        match runs.last_mut().and_then(|run| Some((run.last().copied()?, run))) {
            Some((last, run)) if last.0.next() == was && last.1.next() == becomes => {
                run.push((was, becomes));
            }
            _ => runs.push(vec![(was, becomes)]),
        }
    }
    let cite = |number: ArticleNumber| ArticleRef::whole(number).cite(lang);
    let said = |run: Vec<(ArticleNumber, ArticleNumber)>| {
        let (first, last) = (run.first().copied()?, run.last().copied()?);
        let args = [
            ("from", cite(first.0).into()),
            ("to", cite(last.0).into()),
            ("becomes", cite(first.1).into()),
            ("until", cite(last.1).into()),
        ];
        let phrase = if run.len() > 1 { Phrase::NumbersMove } else { Phrase::NumberMoves };
        Some(phrase.with(lang, &args))
    };
    runs.into_iter().filter_map(said).collect()
}
