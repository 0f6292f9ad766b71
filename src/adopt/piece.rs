//! What a use of a piece stands for, as text: the piece's own words with what is given put in, so that one
//! use can be edited by itself.

use std::collections::BTreeMap;

use super::draft::{Draft, Page, Why, not_there};
use super::edit::{Edit, comma, cut, edited, entry, field, indent, quoted, range, set_in};
use crate::lang::Phrase;
use crate::policy::read::{ALL, PIECES, Pieces, USE};
use crate::source::{Node, Shape};

/// Where a use stands.
pub(super) enum Stands {
    /// As a value.
    Alone,
    /// As an item of a list, whose items it gives.
    Item,
    /// Behind the key that gives the entries of a map; the place where the entry begins.
    Entries(usize),
}

/// What stands for a name of a piece.
#[derive(Clone)]
struct Given {
    text: String,
    /// The inner text where it is a list.
    items: Option<String>,
    /// The letters where it is a text.
    letters: Option<String>,
}

impl Given {
    fn of(text: &str, node: &Node) -> Self {
        let own = text.get(range(node.span)).unwrap_or("").to_owned();
        let items = matches!(node.shape, Shape::List(_)).then(|| inner(text, node));
        let letters = match &node.shape {
            Shape::Text { text, .. } | Shape::Word(text) => Some(text.clone()),
            Shape::Integer(number) => Some(number.to_string()),
            _ => None,
        };
        Self { text: own, items, letters }
    }
}

/// What stands between the brackets of a composite value, without the last comma where nothing but
/// blanks follows it.
fn inner(text: &str, node: &Node) -> String {
    let span = range(node.span);
    let inner = text.get(span.start + 1..span.end.saturating_sub(1)).unwrap_or("").trim();
    inner.strip_suffix(',').unwrap_or(inner).to_owned()
}

impl Draft<'_> {
    /// What a node stands for once all pieces in it are put in.
    pub(super) fn expanded(&self, node: &Node) -> Node {
        let (mut sources, mut problems) = Default::default();
        Pieces::of(&self.over, &self.folder).expand(node.clone(), &mut sources, &mut problems)
    }

    /// Writes what a use stands for in its place; the pieces that it uses in turn are still used.
    pub(super) fn unfold(&self, page: &Page, used: &Node, stands: &Stands) -> Result<(), Why> {
        self.keep(page, vec![self.unfolded(page, used, stands)?])
    }

    /// The edit by which a use stands written out.
    pub(super) fn unfolded(&self, page: &Page, used: &Node, stands: &Stands) -> Result<Edit, Why> {
        let (text, gives) = self.given(page, used)?;
        let span = range(used.span);
        let at = indent(&page.text, span.start);
        let edit: Edit = match (stands, &gives.shape) {
            (Stands::Item, Shape::List(_)) | (Stands::Entries(_), Shape::Map(_)) => {
                let from = if let Stands::Entries(from) = stands { *from } else { span.start };
                let lines = inner(&text, &gives);
                let own = gives_indent(&text, &gives);
                let to = comma(&page.text, span.end).map_or(span.end, |comma| comma + 1);
                let last_line = lines.rsplit('\n').next().unwrap_or("");
                // A comment behind the last item would swallow the comma.
                let end = if last_line.contains("//") { "\n" } else { "," };
                (from..to, format!("{}{end}", set_in(&lines, own, at)))
            }
            _ => {
                let own = indent(&text, range(gives.span).start);
                (span, set_in(text.get(range(gives.span)).unwrap_or(""), own, at))
            }
        };
        Ok(edit)
    }

    /// The text of a piece with what is given put in, and what it gives there.
    fn given(&self, page: &Page, used: &Node) -> Result<(String, Node), Why> {
        let Shape::Variant(word, within) = &used.shape else {
            return Err(Phrase::AdoptPiece.into());
        };
        if word.value != USE {
            return repeated(page, within);
        }
        let (name, args) = match &within.shape {
            Shape::Tuple(items) => (items.first(), items.get(1)),
            _ => (Some(&**within), None),
        };
        let Some(Shape::Text { text: name, .. }) = name.map(|node| &node.shape) else {
            return Err(Phrase::AdoptPiece.into());
        };
        let piece = self.page(&format!("{PIECES}/{name}.ron"))?;
        let mut given: BTreeMap<String, Given> = BTreeMap::new();
        if let Some(Shape::Map(entries)) = args.map(|node| &node.shape) {
            for (key, value) in entries {
                if let Shape::Text { text: key, .. } = &key.shape {
                    given.insert(key.clone(), Given::of(&page.text, value));
                }
            }
        }
        if let Some((_, Shape::Map(takes))) =
            field(&piece.tree, "takes").map(|(at, node)| (at, &node.shape))
        {
            for (key, what) in takes {
                let Shape::Text { text: key, .. } = &key.shape else { continue };
                if given.contains_key(key) {
                    continue;
                }
                let Some((_, otherwise)) = field(what, "otherwise") else { continue };
                let filled = filled(&piece.text, otherwise, &given)?;
                let node = super::draft::page("", filled).ok_or_else(|| not_there(name))?;
                given.insert(key.clone(), Given::of(&node.text, &node.tree));
            }
        }
        let (_, gives) = field(&piece.tree, "gives").ok_or_else(|| not_there(name))?;
        let mut edits = Vec::new();
        fill(&piece.text, gives, &given, &mut edits)?;
        let text = edited(&piece.text, edits);
        let whole = super::draft::page(name, text).ok_or_else(|| not_there(name))?;
        let gives = field(&whole.tree, "gives").map(|(_, node)| node.clone());
        Ok((whole.text, gives.ok_or_else(|| not_there(name))?))
    }
}

/// What is told of each of a cohort, as a list or a map of all that is told.
fn repeated(page: &Page, within: &Node) -> Result<(String, Node), Why> {
    let Shape::Tuple(items) = &within.shape else { return Err(Phrase::AdoptPiece.into()) };
    let (Some(Shape::Map(names)), Some(told)) =
        (items.first().map(|node| &node.shape), items.get(1))
    else {
        return Err(Phrase::AdoptPiece.into());
    };
    let mut cohort: Vec<BTreeMap<String, Given>> = Vec::new();
    for (key, all) in names {
        let (Shape::Text { text: name, .. }, Shape::List(items)) = (&key.shape, &all.shape) else {
            return Err(Phrase::AdoptPiece.into());
        };
        cohort.resize(cohort.len().max(items.len()), BTreeMap::new());
        for (given, item) in cohort.iter_mut().zip(items) {
            given.insert(name.clone(), Given::of(&page.text, item));
        }
    }
    let own = indent(&page.text, range(told.span).start);
    let (open, close) = match told.shape {
        Shape::Map(_) => ('{', '}'),
        _ => ('[', ']'),
    };
    let mut text = format!("{open}\n");
    for given in &cohort {
        let words = filled(&page.text, told, given)?;
        let words = match told.shape {
            Shape::List(_) | Shape::Map(_) => {
                let one = super::draft::page("", words).ok_or(Phrase::AdoptPiece)?;
                inner(&one.text, &one.tree)
            }
            _ => words,
        };
        text += &format!("{}{words},\n", " ".repeat(own));
    }
    text.push(close);
    let whole = super::draft::page("", text).ok_or(Phrase::AdoptPiece)?;
    Ok((whole.text, whole.tree))
}

/// By how many blanks the items of a composite value are set in.
fn gives_indent(text: &str, node: &Node) -> usize {
    let first = super::edit::parts(node).first().map_or(range(node.span).start, |part| part.start);
    indent(text, first)
}

/// The text of a node with its names put in.
fn filled(text: &str, node: &Node, given: &BTreeMap<String, Given>) -> Result<String, Why> {
    let mut edits = Vec::new();
    fill(text, node, given, &mut edits)?;
    let start = range(node.span).start;
    let own = edits.into_iter().map(|(at, by)| (at.start - start..at.end - start, by)).collect();
    Ok(edited(text.get(range(node.span)).unwrap_or(""), own))
}

/// The name that a whole text is: `$office`.
fn whole_name(node: &Node) -> Option<&str> {
    let Shape::Text { text, .. } = &node.shape else { return None };
    let name = text.strip_prefix('$')?;
    let is_name =
        !name.is_empty() && name.chars().all(|part| part == '_' || part.is_alphanumeric());
    is_name.then_some(name)
}

/// The edits that put in what stands for the names in a node.
fn fill(
    text: &str,
    node: &Node,
    given: &BTreeMap<String, Given>,
    edits: &mut Vec<Edit>,
) -> Result<(), Why> {
    match &node.shape {
        Shape::Text { text: letters, .. } => {
            if let Some(stands) = whole_name(node).and_then(|name| given.get(name)) {
                edits.push((range(node.span), stands.text.clone()));
            } else if letters.contains("${") {
                edits.push((range(node.span), quoted(&letters_of(letters, given)?)));
            }
        }
        Shape::Variant(word, within) => {
            // What is told of each of a cohort binds names of its own.
            if word.value != USE && crate::policy::read::is_use(node) {
                return Err(Phrase::AdoptPiece.into());
            }
            fill(text, within, given, edits)?;
        }
        Shape::Tuple(items) => {
            for item in items {
                fill(text, item, given, edits)?;
            }
        }
        Shape::List(items) => {
            for (at, item) in items.iter().enumerate() {
                let items = whole_name(item).and_then(|name| given.get(name)?.items.as_ref());
                match items {
                    Some(none) if none.is_empty() => edits.extend(cut(text, node, at)),
                    Some(items) => edits.push((range(item.span), items.clone())),
                    None => fill(text, item, given, edits)?,
                }
            }
        }
        Shape::Struct(fields) => {
            for (at, (_, value)) in fields.iter().enumerate() {
                let stands = whole_name(value).and_then(|name| given.get(name));
                match stands.is_some_and(|stands| stands.text == "nothing") {
                    true => edits.extend(cut(text, node, at)),
                    false => fill(text, value, given, edits)?,
                }
            }
        }
        Shape::Map(entries) => {
            for (key, value) in entries {
                fill(text, key, given, edits)?;
                fill(text, value, given, edits)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// A text with what stands for the names inside it.
fn letters_of(text: &str, given: &BTreeMap<String, Given>) -> Result<String, Why> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let (name, tail) = after.split_once('}').ok_or(Phrase::AdoptPiece)?;
        let letters = given.get(name).and_then(|stands| stands.letters.as_ref());
        out.push_str(letters.ok_or(Phrase::AdoptPiece)?);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// The entry behind the key for all that gives an entry of that name.
pub(super) fn giver<'n>(
    draft: &Draft<'_>,
    map: &'n Node,
    name: &str,
) -> Option<(&'n Node, &'n Node)> {
    let Shape::Map(entries) = &map.shape else { return None };
    let all = entries.iter().filter(|(key, value)| {
        matches!(&key.shape, Shape::Text { text, .. } if text == ALL)
            && crate::policy::read::is_use(value)
    });
    let mut all = all.map(|(key, value)| (key, value));
    all.find(|(_, value)| entry(&draft.expanded(value), name).is_some())
}
