//! The text of the articles: each that changed is written where it stands, under its new number.

use super::chapters::{Chapters, chapters};
use super::draft::{Draft, Page, Why, not_there};
use super::edit::{Edit, bilingual, cut, edited, field, put, quoted, range};
use crate::amend::words::Numbers;
use crate::policy::{Article, ArticleNumber, ArticleRef, Chapter, Item, Paragraph, Status};
use crate::source::{Node, Shape};

/// The text before and after.
pub(super) struct Texts<'a> {
    pub(super) before: &'a [Article],
    pub(super) after: &'a [Article],
    pub(super) numbers: &'a Numbers,
    /// The chapters before.
    pub(super) chapters: &'a [Chapter],
    /// Those after, each with the position of the one that it was.
    pub(super) chapters_after: (&'a [Chapter], &'a [Option<usize>]),
}

/// A list of the text before and after: which of the old ones each new one is.
struct Kept {
    /// For each new one the position of the old one that it was.
    was: Vec<Option<usize>>,
}

impl Texts<'_> {
    /// The article before that stands there after; of several that became one the first.
    fn was(&self, number: ArticleNumber) -> Option<&Article> {
        let is_it = |article: &&Article| {
            let whole = ArticleRef::whole(article.number.value);
            self.numbers.after(whole).is_some_and(|after| after.article == number)
        };
        self.before.iter().find(is_it)
    }

    /// Which of `old` each of `new` was: they are the parts of these places, counted from 1.
    fn kept(
        &self,
        (old, new): (usize, usize),
        (was, is): (&dyn Fn(u16) -> ArticleRef, &dyn Fn(u16) -> ArticleRef),
    ) -> Option<Kept> {
        let nth = |at: usize| u16::try_from(at + 1).unwrap_or(u16::MAX);
        let all: Vec<Option<ArticleRef>> =
            (0..old).map(|at| self.numbers.after(was(nth(at)))).collect();
        let find = |at: usize| all.iter().position(|after| *after == Some(is(nth(at))));
        let was: Vec<Option<usize>> = (0..new).map(find).collect();
        let order: Vec<usize> = was.iter().flatten().copied().collect();
        order.is_sorted().then_some(Kept { was })
    }
}

impl Draft<'_> {
    /// Writes the text after.
    pub(super) fn words(&self, texts: &Texts<'_>) -> Result<(), Why> {
        let mut pages: Vec<(Page, Vec<Edit>)> = Vec::new();
        for file in self.sections()? {
            let page = self.page(&file)?;
            if ["articles", "chapters"].iter().any(|name| field(&page.tree, name).is_some()) {
                pages.push((page, Vec::new()));
            }
        }
        let (after, were) = texts.chapters_after;
        let all = Chapters { before: texts.chapters, after, were };
        let mut written = 0;
        let begins = pages.iter().position(|(page, _)| field(&page.tree, "articles").is_some());
        for (at, (page, edits)) in pages.iter_mut().enumerate() {
            edits.extend(chapters(page, all, &mut written, begins == Some(at)));
        }
        for article in texts.before {
            // One that goes, or was joined to another.
            let after = texts.numbers.after(ArticleRef::whole(article.number.value));
            let stands = after.and_then(|after| texts.was(after.article));
            if stands.is_none_or(|stands| stands.number.value != article.number.value) {
                let (page, edits) = place(&mut pages, article)?;
                let (map, at, _) = found(page, article)?;
                edits.extend(cut(&page.text, map, at));
            }
        }
        let mut last: Option<(&Article, usize)> = None;
        let mut waiting: Vec<String> = Vec::new();
        for article in texts.after {
            let position = |one: &Article| {
                texts.before.iter().position(|known| known.number.value == one.number.value)
            };
            match texts.was(article.number.value) {
                None => waiting.push(whole(article)),
                Some(was) => {
                    let at = position(was).unwrap_or_default();
                    if last.is_some_and(|(_, last)| at < last) {
                        // One that was put elsewhere: cut where it stood, written where it stands.
                        let (page, edits) = place(&mut pages, was)?;
                        let (map, at, _) = found(page, was)?;
                        edits.extend(cut(&page.text, map, at));
                        let own = one(page, was, article, texts)?;
                        waiting.push(moved(page, map, at, own));
                        continue;
                    }
                    flush(&mut pages, last.map(|(last, _)| last), was, &mut waiting)?;
                    let (page, edits) = place(&mut pages, was)?;
                    edits.extend(one(page, was, article, texts)?);
                    last = Some((was, at));
                }
            }
        }
        if let Some((last, _)) = last {
            flush(&mut pages, Some(last), last, &mut waiting)?;
        }
        for (page, edits) in pages {
            self.keep(&page, edits)?;
        }
        Ok(())
    }
}

/// Writes new articles behind the last one that stays, or before the first.
fn flush(
    pages: &mut [(Page, Vec<Edit>)],
    last: Option<&Article>,
    next: &Article,
    waiting: &mut Vec<String>,
) -> Result<(), Why> {
    if waiting.is_empty() {
        return Ok(());
    }
    let (page, edits) = place(pages, last.unwrap_or(next))?;
    let (map, at, _) = found(page, last.unwrap_or(next))?;
    let at = if last.is_some() { at + 1 } else { at };
    for words in waiting.drain(..) {
        edits.push(put(&page.text, map, at, &words, 0));
    }
    Ok(())
}

/// The file in which an article stands, with its edits.
fn place<'p>(
    pages: &'p mut [(Page, Vec<Edit>)],
    article: &Article,
) -> Result<&'p mut (Page, Vec<Edit>), Why> {
    let number = article.number.value;
    let is_it = |(page, _): &&mut (Page, Vec<Edit>)| found_in(page, number).is_some();
    pages.iter_mut().find(is_it).ok_or_else(|| not_there(&number.to_string()))
}

/// The map of articles of a file, and the article in it with its key.
fn found<'p>(page: &'p Page, article: &Article) -> Result<(&'p Node, usize, &'p Node), Why> {
    let number = article.number.value;
    found_in(page, number).ok_or_else(|| not_there(&number.to_string()))
}

fn found_in(page: &Page, number: ArticleNumber) -> Option<(&Node, usize, &Node)> {
    let (_, map) = field(&page.tree, "articles")?;
    let Shape::Map(entries) = &map.shape else { return None };
    let is_it = |(key, _): &(Node, Node)| matches!(&key.shape, Shape::Text { text, .. } if ArticleNumber::parse(text) == Some(number));
    let at = entries.iter().position(is_it)?;
    entries.get(at).map(|(_, node)| (map, at, node))
}

/// The text of an entry with its own edits.
fn moved(page: &Page, map: &Node, at: usize, edits: Vec<Edit>) -> String {
    let Some(own) = super::edit::parts(map).get(at).cloned() else { return String::new() };
    let edits =
        edits.into_iter().map(|(at, by)| (at.start - own.start..at.end - own.start, by)).collect();
    edited(page.text.get(own).unwrap_or(""), edits)
}

/// The edits that make one article another.
fn one(page: &Page, was: &Article, is: &Article, texts: &Texts<'_>) -> Result<Vec<Edit>, Why> {
    let (map, at, node) = found(page, was)?;
    let mut edits = Vec::new();
    if was.number.value != is.number.value
        && let Shape::Map(entries) = &map.shape
        && let Some((key, _)) = entries.get(at)
    {
        edits.push((range(key.span), quoted(&is.number.value.to_string())));
    }
    if (&was.heading.zh, &was.heading.en) != (&is.heading.zh, &is.heading.en) {
        edits.push(super::edit::set(&page.text, node, "heading", &bilingual(&is.heading), 0));
    }
    if !same_status(&was.status, &is.status) {
        edits.push(super::edit::set(&page.text, node, "status", &status(&is.status), 0));
    }
    let (before, after) = (ArticleRef::whole(was.number.value), ArticleRef::whole(is.number.value));
    let old = |nth| ArticleRef { paragraph: Some(nth), ..before };
    let new = |nth| ArticleRef { paragraph: Some(nth), ..after };
    let Some((_, list)) = field(node, "text") else {
        if !is.paragraphs.is_empty() {
            let text = paragraphs(&is.paragraphs);
            edits.push(super::edit::set(&page.text, node, "text", &text, 2));
        }
        return Ok(edits);
    };
    let kept = texts.kept((was.paragraphs.len(), is.paragraphs.len()), (&old, &new));
    let Some(kept) = kept.filter(|_| matches!(list.shape, Shape::List(_))) else {
        let to = super::edit::indent(&page.text, range(list.span).start);
        let text = super::edit::set_in(&paragraphs(&is.paragraphs), 2, to);
        edits.push((range(list.span), text));
        return Ok(edits);
    };
    let words: Vec<String> = is.paragraphs.iter().map(paragraph).collect();
    let inner = |at: usize, from: usize| {
        let (old_one, new_one) = was.paragraphs.get(from).zip(is.paragraphs.get(at))?;
        let Shape::List(nodes) = &list.shape else { return None };
        let nth = |at: usize| u16::try_from(at + 1).unwrap_or(u16::MAX);
        paragraph_edits(
            page,
            nodes.get(from)?,
            (old_one, new_one),
            (old(nth(from)), new(nth(at))),
            texts,
        )
    };
    listed(page, list, &kept, &words, &inner, &mut edits);
    Ok(edits)
}

/// The edits of a list of which some stay, some come and some go; `inner` answers those of one that stays,
/// or nothing where it is written anew.
fn listed(
    page: &Page,
    list: &Node,
    kept: &Kept,
    words: &[String],
    inner: &dyn Fn(usize, usize) -> Option<Vec<Edit>>,
    edits: &mut Vec<Edit>,
) {
    let Shape::List(nodes) = &list.shape else { return };
    if kept.was.iter().all(Option::is_none) {
        edits.push((range(list.span), format!("[{}]", words.join(", "))));
        return;
    }
    for at in 0..nodes.len() {
        if !kept.was.contains(&Some(at)) {
            edits.extend(cut(&page.text, list, at));
        }
    }
    let mut last = None;
    for (at, (was, words)) in kept.was.iter().zip(words).enumerate() {
        match was {
            Some(from) => {
                match (inner(at, *from), nodes.get(*from)) {
                    (Some(own), _) => edits.extend(own),
                    (None, Some(node)) => edits.push((range(node.span), words.clone())),
                    (None, None) => {}
                }
                last = Some(*from);
            }
            None => {
                let position = last.map_or(0, |last: usize| last + 1);
                edits.push(put(&page.text, list, position, words, 0));
            }
        }
    }
}

/// The edits that make one paragraph another; none where it is written anew.
fn paragraph_edits(
    page: &Page,
    node: &Node,
    (old, new): (&Paragraph, &Paragraph),
    (was, is): (ArticleRef, ArticleRef),
    texts: &Texts<'_>,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    if let Shape::Text { .. } = node.shape {
        if !new.items.is_empty() {
            return None;
        }
        edits.extend(literal(node, &old.text.value, &new.text.value));
        return Some(edits);
    }
    let ((_, text), (_, list)) = (field(node, "text")?, field(node, "items")?);
    edits.extend(literal(text, &old.text.value, &new.text.value));
    let places: (&dyn Fn(u16) -> ArticleRef, &dyn Fn(u16) -> ArticleRef) =
        (&|nth| ArticleRef { item: Some(nth), ..was }, &|nth| ArticleRef { item: Some(nth), ..is });
    let kept = texts.kept((old.items.len(), new.items.len()), places)?;
    let words: Vec<String> = new.items.iter().map(item).collect();
    let inner = |at: usize, from: usize| {
        let (old, new) = old.items.get(from).zip(new.items.get(at))?;
        let Shape::List(nodes) = &list.shape else { return None };
        let node = nodes.get(from)?;
        let points = |item: &Item| -> Vec<String> {
            item.points.iter().map(|point| point.value.clone()).collect()
        };
        match &node.shape {
            Shape::Text { .. } if new.points.is_empty() => {
                Some(literal(node, &old.text.value, &new.text.value).into_iter().collect())
            }
            Shape::Struct(_) if old.points.len() == new.points.len() => {
                let mut own = Vec::new();
                own.extend(literal(field(node, "text")?.1, &old.text.value, &new.text.value));
                let Shape::List(nodes) = &field(node, "points")?.1.shape else { return None };
                let both = points(old).into_iter().zip(points(new));
                own.extend(
                    nodes
                        .iter()
                        .zip(both)
                        .filter_map(|(node, (old, new))| literal(node, &old, &new)),
                );
                Some(own)
            }
            _ => None,
        }
    };
    listed(page, list, &kept, &words, &inner, &mut edits);
    Some(edits)
}

/// A quoted text that reads otherwise.
fn literal(node: &Node, old: &str, new: &str) -> Option<Edit> {
    (old != new).then(|| (range(node.span), quoted(new)))
}

fn same_status(one: &Status, other: &Status) -> bool {
    match (one, other) {
        (Status::Carried, Status::Carried) | (Status::Pending, Status::Pending) => true,
        (Status::Declaratory(one), Status::Declaratory(other))
        | (Status::Repealed(one), Status::Repealed(other)) => {
            (&one.zh, &one.en) == (&other.zh, &other.en)
        }
        _ => false,
    }
}

fn status(status: &Status) -> String {
    let reason = |word: &str, why: &crate::lang::Text| {
        format!("{word}(zh: {}, en: {})", quoted(&why.zh), quoted(&why.en))
    };
    match status {
        Status::Carried => "carried".to_owned(),
        Status::Pending => "pending".to_owned(),
        Status::Declaratory(why) => reason("declaratory", why),
        Status::Repealed(why) if why.zh.is_empty() => "repealed".to_owned(),
        Status::Repealed(why) => reason("repealed", why),
    }
}

/// An article as a file has it.
fn whole(article: &Article) -> String {
    let text = match article.paragraphs.is_empty() {
        true => String::new(),
        false => format!("  text: {},\n", paragraphs(&article.paragraphs)),
    };
    format!(
        "{}: (\n  heading: {},\n  status: {},\n{text})",
        quoted(&article.number.value.to_string()),
        bilingual(&article.heading),
        status(&article.status),
    )
}

fn paragraphs(all: &[Paragraph]) -> String {
    let lines: Vec<String> = all.iter().map(|one| format!("    {},\n", paragraph(one))).collect();
    format!("[\n{}  ]", lines.concat())
}

fn paragraph(one: &Paragraph) -> String {
    if one.items.is_empty() {
        return quoted(&one.text.value);
    }
    let items: Vec<String> = one.items.iter().map(item).collect();
    format!("(text: {}, items: [{}])", quoted(&one.text.value), items.join(", "))
}

fn item(one: &Item) -> String {
    if one.points.is_empty() {
        return quoted(&one.text.value);
    }
    let points: Vec<String> = one.points.iter().map(|point| quoted(&point.value)).collect();
    format!("(text: {}, points: [{}])", quoted(&one.text.value), points.join(", "))
}
