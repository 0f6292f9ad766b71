//! The act: its text from the day of effect on, what went and what came marked in it.

use super::{
    Address, BY, NAMESPACE, address_of, chapter_id, destination, id, identification, kind,
    lifecycle, made, references, temporal,
};
use crate::amend::words::{
    Mark, MarkKind, MarkedArticle, MarkedChapter, MarkedChapters, MarkedText,
};
use crate::lang::{Division, Lang, Phrase};
use crate::papers::dossier::Dossier;
use crate::papers::xml::Xml;
use crate::policy::{ArticleRef, ChapterRef};

/// The document.
pub fn act_xml(dossier: &Dossier<'_>) -> String {
    let made = made(dossier.before, dossier.amendments);
    let last = dossier.amendments.iter().map(|one| one.effective.value).max();
    let address = Address::of(&dossier.before.manifest.id, made, last.unwrap_or(made));
    let mut xml = Xml::document();
    xml.open("akomaNtoso", &[("xmlns", NAMESPACE)]);
    xml.open("act", &[("name", "act"), ("contains", "singleVersion")]).open("meta", &[]);
    identification(&mut xml, &address, made);
    let mut events = vec![("ev_0".to_owned(), made, "generation")];
    let amended = (1..).zip(dossier.amendments).map(|(number, amendment)| {
        (format!("ev_{number}"), amendment.effective.value, "amendment")
    });
    events.extend(amended);
    lifecycle(&mut xml, &events);
    modifications(dossier, &mut xml);
    let groups: Vec<(String, String)> =
        (0..events.len()).map(|at| (format!("tg_{at}"), format!("ev_{at}"))).collect();
    temporal(&mut xml, &groups);
    let issuer = dossier.amendments.iter().rev().find_map(|one| one.issuer.as_ref());
    let issuer = issuer.map_or("", |text| text.get(Lang::Zh));
    let unknown = Phrase::PaperHoleIssuer.plain(Lang::Zh);
    references(&mut xml, if issuer.is_empty() { unknown } else { issuer });
    xml.close();
    xml.open("preface", &[]).open("p", &[]);
    xml.holding("docTitle", &[], dossier.title_after()).close().close();
    xml.open("body", &[("eId", "body")]);
    body(dossier, &mut xml);
    xml.done()
}

/// The articles, in their chapters and sections.
fn body(dossier: &Dossier<'_>, xml: &mut Xml) {
    let mut open: Vec<usize> = Vec::new();
    for (above, one) in dossier.chapters.with(&dossier.marked) {
        let around = dossier.chapters.around(one);
        // A heading that goes while its articles stay stands where it stood, and holds nothing.
        let lone: Vec<usize> = above.into_iter().filter(|at| !around.contains(at)).collect();
        let same = open.iter().zip(&around).take_while(|(one, other)| one == other).count();
        open.drain(same..).for_each(|_| {
            xml.close();
        });
        for at in lone {
            division(&dossier.chapters, at, xml);
            xml.close();
        }
        for at in around.into_iter().skip(same) {
            division(&dossier.chapters, at, xml);
            open.push(at);
        }
        article(one, xml);
    }
    open.iter().for_each(|_| {
        xml.close();
    });
}

/// Opens a chapter or a section with its number and its heading.
fn division(chapters: &MarkedChapters, at: usize, xml: &mut Xml) {
    let Some(one) = chapters.all.get(at) else { return };
    let Some(stands) = one.becomes.as_ref().or(one.was.as_ref()) else { return };
    let is_gone = one.becomes.is_none();
    let number = |one: &MarkedChapter| {
        let stands = one.becomes.as_ref().or(one.was.as_ref());
        stands.map_or(0, |stands| stands.number)
    };
    let (name, of) = match one.division() {
        Division::Part | Division::Chapter => {
            ("chapter", ChapterRef { chapter: stands.number, section: None })
        }
        Division::Section => {
            let chapter = one.of.and_then(|of| chapters.all.get(of)).map_or(0, number);
            ("section", ChapterRef { chapter, section: Some(stands.number) })
        }
    };
    let id = chapter_id(of);
    let id = if is_gone { format!("{id}-was") } else { id };
    begin(name, &id, is_gone, xml);
    xml.holding("num", &[], &stands.name(Lang::Zh));
    xml.open("heading", &[]);
    marks(&one.title_marks(), xml);
    xml.close();
}

/// What was done to the text, each with the document that did it.
fn modifications(dossier: &Dossier<'_>, xml: &mut Xml) {
    let mut all = Vec::new();
    for (number, (amendment, rewritten)) in (1_usize..).zip(dossier.each()) {
        let source = address_of(amendment).expression;
        for (at, (edit, edited)) in amendment.edits.iter().zip(&rewritten.edits).enumerate() {
            let Some(kind) = kind(&edit.words) else { continue };
            let place = destination(&edited.operation, true);
            all.push((number, format!("{source}/!main#mod_{}", at + 1), kind, place));
        }
    }
    if all.is_empty() {
        return;
    }
    xml.open("analysis", &[("source", BY)]).open("passiveModifications", &[]);
    for (at, (number, source, kind, place)) in (1..).zip(&all) {
        xml.open("textualMod", &[("eId", &format!("pmod_{at}")), ("type", kind)]);
        xml.empty("source", &[("href", source)]);
        xml.empty("destination", &[("href", &format!("#{place}"))]);
        xml.empty("force", &[("period", &format!("#tg_{number}"))]).close();
    }
    xml.close().close();
}

/// Whether a part is gone, or stands elsewhere now.
const fn is_gone(becomes: Option<ArticleRef>, moved_away: bool) -> bool {
    becomes.is_none() || moved_away
}

/// The identifier of a part: that of the text after; of what went, that of the text before.
fn own_id(was: Option<ArticleRef>, becomes: Option<ArticleRef>, moved_away: bool) -> String {
    match (becomes.filter(|_| !moved_away), was) {
        (Some(becomes), _) => id(becomes),
        (None, Some(was)) => format!("{}-was", id(was)),
        (None, None) => "none".to_owned(),
    }
}

fn article(article: &MarkedArticle, xml: &mut Xml) {
    let id = own_id(article.was, article.becomes, article.moved_away);
    let removed = is_gone(article.becomes, article.moved_away);
    begin("article", &id, removed, xml);
    let place = article.becomes.filter(|_| !removed).or(article.was);
    let number = place.map_or_else(String::new, |place| place.cite(Lang::Zh));
    xml.holding("num", &[], &number);
    if !article.heading.is_empty() {
        xml.open("heading", &[]);
        marks(&article.heading, xml);
        xml.close();
    }
    let tree = tree(&article.texts);
    for node in &tree {
        self::node(node, 0, xml);
    }
    if tree.is_empty() {
        xml.open("content", &[]).empty("p", &[]).close();
    }
    xml.close();
}

fn begin(name: &'static str, id: &str, removed: bool, xml: &mut Xml) {
    let mut attributes = vec![("eId", id)];
    if removed {
        attributes.push(("status", "removed"));
    }
    xml.open(name, &attributes);
}

/// A paragraph with its items, an item with its points.
struct Node<'t> {
    text: &'t MarkedText,
    inner: Vec<Node<'t>>,
}

/// How deep a part lies: a paragraph 0, an item 1, a point 2.
fn depth(text: &MarkedText) -> usize {
    let place = text.becomes.or(text.was);
    place.map_or(0, |place| usize::from(place.item.is_some()) + usize::from(place.point.is_some()))
}

fn tree(texts: &[MarkedText]) -> Vec<Node<'_>> {
    let mut roots: Vec<Node<'_>> = Vec::new();
    for text in texts {
        put(&mut roots, Node { text, inner: Vec::new() }, depth(text));
    }
    roots
}

/// Puts a part into the last one so many levels down, or as deep as there is one.
fn put<'t>(level: &mut Vec<Node<'t>>, node: Node<'t>, depth: usize) {
    match level.last_mut().filter(|_| depth > 0) {
        Some(last) => put(&mut last.inner, node, depth - 1),
        None => level.push(node),
    }
}

const LEVELS: [&str; 3] = ["paragraph", "point", "indent"];

fn node(node: &Node<'_>, level: usize, xml: &mut Xml) {
    let text = node.text;
    let name = LEVELS.get(level).copied().unwrap_or("indent");
    let id = own_id(text.was, text.becomes, text.moved_away);
    begin(name, &id, is_gone(text.becomes, text.moved_away), xml);
    xml.open(if node.inner.is_empty() { "content" } else { "intro" }, &[]).open("p", &[]);
    marks(&text.marks, xml);
    xml.close().close();
    for inner in &node.inner {
        self::node(inner, level + 1, xml);
    }
    xml.close();
}

fn marks(marks: &[Mark], xml: &mut Xml) {
    for mark in marks {
        match mark.kind {
            MarkKind::Same => xml.words(&mark.text),
            MarkKind::Gone => xml.holding("del", &[], &mark.text),
            MarkKind::Come => xml.holding("ins", &[], &mark.text),
        };
    }
}
