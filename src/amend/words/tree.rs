//! The text as a tree in which everything knows where it stood: articles, paragraphs, items, points.

use std::collections::BTreeMap;

use super::rewritten::Mark;
use crate::lang::Text;
use crate::policy::{
    Article, ArticleNumber, ArticleRef, Chapter, Item, Paragraph, Status, innermost,
};
use crate::source::{Span, Spanned};

/// In which chapter or section each article of a text stands, by its position; of a chapter with sections
/// the section.
pub(super) type Inside = BTreeMap<ArticleNumber, usize>;

/// In which chapter or section each article stands.
pub(super) fn inside(chapters: &[Chapter], articles: &[Article]) -> Inside {
    let all = articles.iter().zip(innermost(chapters, articles));
    all.filter_map(|(article, at)| Some((article.number.value, at?))).collect()
}

/// An article, a paragraph, an item or a point.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where it stood; none for what comes.
    pub(super) was: Option<ArticleRef>,
    /// Where it stands; none for what goes.
    pub(super) becomes: Option<ArticleRef>,
    /// The edit that made it, or gave it another text.
    pub(super) by: Option<usize>,
    /// Whether it goes.
    pub(super) gone: bool,
    /// Whether it stands elsewhere in the text after; then it goes here.
    pub(super) moved_away: bool,
    /// What only an article has.
    pub(super) head: Option<Head>,
    /// Its own text; of an article nothing.
    pub(super) text: Spanned<String>,
    /// Its text with what goes and what comes; none where nothing does.
    pub(super) marks: Option<Vec<Mark>>,
    /// What it holds, in order.
    pub(super) children: Vec<Self>,
}

/// What only an article has.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) number: Spanned<ArticleNumber>,
    /// The number that an edit gives it.
    pub(super) wanted: Option<Spanned<ArticleNumber>>,
    pub(super) heading: Text,
    /// The heading before, where it was another.
    pub(super) heading_was: Option<Text>,
    pub(super) status: Status,
    /// The headings right above it, a chapter before its section; what goes keeps them in their place.
    pub(super) above: Vec<usize>,
}

impl Node {
    /// A part of an article.
    pub(super) fn part(was: Option<ArticleRef>, text: Spanned<String>) -> Self {
        Self {
            was,
            becomes: None,
            by: None,
            gone: false,
            moved_away: false,
            head: None,
            text,
            marks: None,
            children: Vec::new(),
        }
    }
    /// An article of such paragraphs.
    pub(super) fn article(head: Head, at: Span, children: Vec<Self>) -> Self {
        let node = Self::part(None, Spanned::new(String::new(), at));
        Self { head: Some(head), children, ..node }
    }
    /// Takes it out of the text, with all that it holds.
    pub(super) fn take_out(&mut self, by: Option<usize>) {
        self.each_mut(&mut |node| {
            node.gone = true;
            node.by = by;
        });
    }
    /// Visits it and all that it holds.
    pub(super) fn each(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        self.children.iter().for_each(|child| child.each(visit));
    }
    /// The same, to change it.
    pub(super) fn each_mut(&mut self, visit: &mut impl FnMut(&mut Self)) {
        visit(self);
        self.children.iter_mut().for_each(|child| child.each_mut(visit));
    }
}

/// The number of something counted from 0.
pub(super) fn nth(index: usize) -> Option<u16> {
    u16::try_from(index + 1).ok()
}

/// The tree of a text, with the headings above each article.
pub(super) fn tree(articles: &[Article], above: &BTreeMap<ArticleNumber, Vec<usize>>) -> Vec<Node> {
    articles.iter().map(|article| node(article, above)).collect()
}

fn node(article: &Article, above: &BTreeMap<ArticleNumber, Vec<usize>>) -> Node {
    let whole = ArticleRef::whole(article.number.value);
    let head = Head {
        number: article.number.clone(),
        wanted: None,
        heading: article.heading.clone(),
        heading_was: None,
        status: article.status.clone(),
        above: above.get(&article.number.value).cloned().unwrap_or_default(),
    };
    let paragraphs = article.paragraphs.iter().enumerate().map(|(at, one)| {
        let was = ArticleRef { paragraph: nth(at), ..whole };
        paragraph(one, Some(was))
    });
    let node = Node::article(head, article.number.span, paragraphs.collect());
    Node { was: Some(whole), ..node }
}

/// A paragraph with its items; where it stood, if it did.
pub(super) fn paragraph(paragraph: &Paragraph, was: Option<ArticleRef>) -> Node {
    let items = paragraph.items.iter().enumerate().map(|(at, item)| {
        let was = was.map(|was| ArticleRef { item: nth(at), ..was });
        let mut node = Node::part(was, item.text.clone());
        node.children = item
            .points
            .iter()
            .enumerate()
            .map(|(at, point)| {
                let was = was.map(|was| ArticleRef { point: nth(at), ..was });
                Node::part(was, point.clone())
            })
            .collect();
        node
    });
    let children = items.collect();
    Node { children, ..Node::part(was, paragraph.text.clone()) }
}

/// The articles of a tree, without what goes.
pub(super) fn articles(tree: &[Node]) -> Vec<Article> {
    let there =
        |nodes: &[Node]| -> Vec<Node> { nodes.iter().filter(|node| !node.gone).cloned().collect() };
    let item = |node: &Node| Item {
        text: node.text.clone(),
        points: there(&node.children).into_iter().map(|point| point.text).collect(),
    };
    let paragraph = |node: &Node| Paragraph {
        text: node.text.clone(),
        items: there(&node.children).iter().map(item).collect(),
    };
    let whole = |node: &Node| {
        let head = node.head.as_ref()?;
        Some(Article {
            number: head.number.clone(),
            heading: head.heading.clone(),
            paragraphs: there(&node.children).iter().map(paragraph).collect(),
            status: head.status.clone(),
        })
    };
    there(tree).iter().filter_map(whole).collect()
}
