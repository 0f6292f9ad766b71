//! What the edits do to the order of the text: what comes where, what goes, what is written anew.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Level, at_level, container, level, place};
use super::headings::Headings;
use super::tree::{Head, Node, nth, paragraph};
use crate::diagnostic::Problems;
use crate::lang::{Division, ItemMark, Text, end_mark, item_number, point_number};
use crate::policy::{
    Amendment, Article, ArticleNumber, ArticleRef, Bundle, Edit, Paragraph, Runs, Side, Status,
    Wording,
};
use crate::source::{Span, Spanned};

/// What stands beside something.
#[derive(Clone, Debug)]
pub(super) enum Beside {
    /// Something new.
    New(Node),
    /// A chapter or a section with its articles.
    Chapter(Division, Vec<Node>),
    /// Something that stood elsewhere, with the head of the article that it becomes, where it becomes one.
    Moved(ArticleRef, Option<Head>),
}

/// An article or a part of one that is written anew.
#[derive(Clone, Debug)]
pub(super) struct Anew {
    /// The edit.
    pub(super) edit: usize,
    /// What was written there: the place itself, and those that are joined with it.
    pub(super) of: Vec<ArticleRef>,
    /// Its heading, where that is another.
    pub(super) heading: Option<Text>,
    /// Its paragraphs.
    pub(super) text: Vec<Paragraph>,
    /// The articles that follow it, where it is split: each with its heading and its paragraphs.
    pub(super) rest: Vec<(Span, Option<Text>, Vec<Paragraph>)>,
    /// Whether the paragraphs take the numbers of those that stood there, by position.
    pub(super) by_position: bool,
}

/// What the edits do to the order.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) before: BTreeMap<ArticleRef, Vec<Beside>>,
    pub(super) after: BTreeMap<ArticleRef, Vec<Beside>>,
    pub(super) gone: BTreeMap<ArticleRef, usize>,
    pub(super) moved: BTreeSet<ArticleRef>,
    pub(super) anew: BTreeMap<ArticleRef, Anew>,
    /// What an article is joined with.
    pub(super) joined: BTreeMap<ArticleRef, ArticleRef>,
    pub(super) repealed: BTreeMap<ArticleRef, usize>,
    pub(super) headings: BTreeMap<ArticleRef, (usize, Text)>,
    pub(super) wanted: BTreeMap<ArticleRef, Spanned<ArticleNumber>>,
    /// The headings of chapters and sections.
    pub(super) chapters: Headings,
}

/// What the edits do, but for those that are in conflict.
pub(super) fn plan(
    bundle: &Bundle,
    amendment: &Amendment,
    skipped: &BTreeSet<usize>,
    problems: &mut Problems,
) -> Plan {
    let mut plan = Plan { chapters: Headings::of(&bundle.chapters), ..Plan::default() };
    for (at, edit) in amendment.edits.iter().enumerate() {
        if !skipped.contains(&at) {
            plan.take(at, edit, bundle, problems);
        }
    }
    plan
}

impl Plan {
    fn take(
        &mut self,
        at: usize,
        edit: &Edit,
        bundle: &Bundle,
        problems: &mut Problems,
    ) -> Option<()> {
        let articles: &[Article] = &bundle.articles;
        match &edit.words {
            Wording::Insert { beside, side, number, heading, text } => {
                let by = place(articles, beside, problems)?;
                let given = (number.clone(), heading.clone());
                self.insert(at, edit, (by, *side), given, text, problems);
            }
            Wording::Delete(of) => {
                self.gone.insert(place(articles, of, problems)?, at);
            }
            Wording::Repeal(of) => {
                let of = whole(articles, of, problems)?;
                self.repealed.insert(of, at);
            }
            Wording::Renumber { at: of, to } => {
                let of = whole(articles, of, problems)?;
                self.wanted.insert(of, to.clone());
            }
            Wording::Heading { of, heading } => {
                let of = whole(articles, of, problems)?;
                self.headings.insert(of, (at, heading.clone()));
            }
            Wording::Replace { at: of, text, heading } => {
                let place = place(articles, of, problems)?;
                if heading.is_some() {
                    at_level(Some(place), Level::Article, of.span, problems);
                }
                let text = with_marks(articles, place, text);
                let heading = heading.clone();
                let anew = Anew { heading, text, ..self::anew(at, vec![place]) };
                self.anew.insert(place, Anew { by_position: true, ..anew });
            }
            Wording::Split { at: of, into } => {
                let of = whole(articles, of, problems)?;
                let mut parts = into.iter().cloned();
                let first = parts.next()?;
                let rest = parts.map(|part| (part.at, part.heading, part.text)).collect();
                let (heading, text) = (first.heading, first.text);
                self.anew.insert(of, Anew { heading, text, rest, ..anew(at, vec![of]) });
            }
            Wording::Join { at: of, heading, text } => {
                let all = of.iter().map(|of| whole(articles, of, problems));
                let all: Option<Vec<ArticleRef>> = all.collect();
                let mut all = all?;
                all.sort_unstable();
                let first = *all.first()?;
                for other in all.iter().skip(1) {
                    self.gone.insert(*other, at);
                    self.joined.insert(*other, first);
                }
                let (heading, text) = (heading.clone(), text.clone());
                self.anew.insert(first, Anew { heading, text, ..anew(at, all) });
            }
            Wording::Move { at: of, beside, side, heading } => {
                let from = place(articles, of, problems)?;
                let to = place(articles, beside, problems)?;
                self.move_to(
                    edit,
                    (from, of.span),
                    (to, *side),
                    heading.clone(),
                    articles,
                    problems,
                );
            }
            Wording::Chapter(what) => self.chapter(at, edit, what, bundle, problems)?,
            Wording::Substitute { .. }
            | Wording::Extend(_)
            | Wording::Rename(_)
            | Wording::Nothing => {}
        }
        Some(())
    }

    pub(super) fn beside(&mut self, place: ArticleRef, side: Side, what: Beside) {
        let of = match side {
            Side::Before => &mut self.before,
            Side::After => &mut self.after,
        };
        of.entry(place).or_default().push(what);
    }

    fn insert(
        &mut self,
        at: usize,
        edit: &Edit,
        (beside, side): (ArticleRef, Side),
        (number, heading): (Option<Spanned<ArticleNumber>>, Option<Text>),
        text: &[Paragraph],
        problems: &mut Problems,
    ) {
        // Only an article has a heading, and a number of its own.
        if heading.is_some() || number.is_some() {
            let at = number.as_ref().map_or(edit.at.part(0, 1), |number| number.span);
            at_level(Some(beside), Level::Article, at, problems);
        }
        let paragraphs = text.iter().map(|one| paragraph(one, None));
        let nodes: Vec<Node> = match level(beside) {
            Level::Article => {
                let head = Head {
                    number: Spanned::new(beside.article, edit.at.part(0, 1)),
                    wanted: number,
                    heading: heading.unwrap_or_default(),
                    heading_was: None,
                    status: status(&edit.runs),
                    above: Vec::new(),
                };
                vec![Node::article(head, edit.at, paragraphs.collect())]
            }
            // An item holds points where a paragraph holds items.
            Level::Paragraph | Level::Item | Level::Point => paragraphs.collect(),
        };
        for mut node in nodes {
            node.each_mut(&mut |node| node.by = Some(at));
            self.beside(beside, side, Beside::New(node));
        }
    }

    fn move_to(
        &mut self,
        edit: &Edit,
        (from, at): (ArticleRef, Span),
        (to, side): (ArticleRef, Side),
        heading: Option<Text>,
        articles: &[Article],
        problems: &mut Problems,
    ) {
        let mut head = None;
        if level(from) == Level::Paragraph && level(to) == Level::Article {
            let old = articles.iter().find(|article| article.number.value == from.article);
            head = Some(Head {
                number: Spanned::new(to.article, edit.at.part(0, 1)),
                wanted: None,
                heading: heading.unwrap_or_default(),
                heading_was: None,
                status: old.map_or(Status::Carried, |article| article.status.clone()),
                above: Vec::new(),
            });
        } else if at_level(Some(from), level(to), at, problems).is_none() {
            return;
        }
        self.moved.insert(from);
        self.beside(to, side, Beside::Moved(from, head));
    }
}

/// A text written anew, its items and points with the numbers that the drafter left to their places.
fn with_marks(articles: &[Article], of: ArticleRef, text: &[Paragraph]) -> Vec<Paragraph> {
    let article = articles.iter().find(|article| article.number.value == of.article);
    let old = article.map(|article| article.texts_of(of)).unwrap_or_default();
    let mut text = text.to_vec();
    let own = old.first().and_then(|text| ItemMark::of(text)).map(|mark| mark.written(mark.number));
    if let (Some(own), Some(first)) =
        (own.filter(|_| level(of) > Level::Paragraph), text.first_mut())
        && ItemMark::of(&first.text).is_none()
    {
        first.text.value.insert_str(0, &own);
    }
    // An item ends as the one did that it replaces, where its quotation leaves that out.
    if let (Some(old), Some(first)) = (old.first(), text.first_mut())
        && level(of) > Level::Paragraph
        && let Some(end) = end_mark(old).filter(|_| end_mark(&first.text).is_none())
    {
        first.text.value.push(end);
    }
    // Where the old items have no numbers, the new ones need none.
    let numbered = |text: &&Spanned<String>| ItemMark::of(text).is_some();
    if old.len() > 1 && !old.iter().skip(1).any(numbered) {
        return text;
    }
    let deep = level(of) > Level::Paragraph;
    for paragraph in &mut text {
        for (at, item) in paragraph.items.iter_mut().enumerate() {
            mark(&mut item.text, at, if deep { point_number } else { item_number });
            for (at, point) in item.points.iter_mut().enumerate() {
                mark(point, at, point_number);
            }
        }
    }
    text
}

/// Gives a text the number of its place, where it has none.
fn mark(text: &mut Spanned<String>, at: usize, number: fn(u16) -> String) {
    if let Some(nth) = nth(at).filter(|_| ItemMark::of(text).is_none()) {
        text.value.insert_str(0, &number(nth));
    }
}

fn anew(edit: usize, of: Vec<ArticleRef>) -> Anew {
    Anew { edit, of, heading: None, text: Vec::new(), rest: Vec::new(), by_position: false }
}

/// How an article that comes is carried.
pub(super) fn status(runs: &Runs) -> Status {
    match runs {
        Runs::Changes(_) => Status::Carried,
        Runs::Nothing(why) => Status::Declaratory(why.clone()),
        Runs::AsWritten => Status::Pending,
    }
}

/// An article as a whole.
pub(super) fn whole(
    articles: &[Article],
    of: &Spanned<ArticleRef>,
    problems: &mut Problems,
) -> Option<ArticleRef> {
    at_level(place(articles, of, problems), Level::Article, of.span, problems)
}

/// The place in which something is put in beside another; none where that is the text as a whole.
pub(super) fn room(beside: ArticleRef) -> Option<ArticleRef> {
    container(beside)
}
