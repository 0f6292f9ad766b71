//! Taking a RON tree apart with every complaint at its place: fields asked for by name, unknown
//! ones reported with the nearest right name, kinds of values checked one by one.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ident::check_name;
use crate::lang::{Phrase, Problem, Text, Word};
use crate::policy::{ArticleRef, Expression, Name, Origin};
use crate::source::{Node, Shape, Span, Spanned};

/// The fields of one structure, each to be asked for once.
pub struct Fields<'n> {
    what: Phrase,
    span: Span,
    entries: Vec<(&'n Spanned<String>, &'n Node)>,
    asked: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The fields of `node`, which should be a structure; `what` is the element it describes.
    #[cfg_attr(test, track_caller)]
    pub fn open(node: &'n Node, what: Phrase, problems: &mut Problems) -> Option<Self> {
        let mut entries: Vec<(&Spanned<String>, &Node)> = Vec::new();
        match &node.shape {
            Shape::Unit => {}
            Shape::Struct(fields) => {
                let mut first: BTreeMap<&str, Span> = BTreeMap::new();
                for (name, value) in fields {
                    match first.entry(&name.value) {
                        Entry::Occupied(first) => {
                            problems.push(Diagnostic::duplicate(name, *first.get()));
                        }
                        Entry::Vacant(place) => {
                            place.insert(name.span);
                            entries.push((name, value));
                        }
                    }
                }
            }
            _ => {
                wrong_shape(node, what, Phrase::ShapeStruct.into(), problems);
                return None;
            }
        }
        #[cfg(test)]
        super::asked::opened(what, node.span, std::panic::Location::caller());
        Some(Self { what, span: node.span, entries, asked: Vec::new() })
    }
    /// The place of the structure.
    pub fn span(&self) -> Span {
        self.span
    }
    /// The value of a field that may be left out.
    pub fn optional(&mut self, name: &'static str) -> Option<&'n Node> {
        self.asked.push(name);
        #[cfg(test)]
        super::asked::asked(self.what, self.span, name, false);
        self.entries.iter().find(|(known, _)| known.value == name).map(|&(_, value)| value)
    }
    /// The value of a field that must be given.
    pub fn required(&mut self, name: &'static str, problems: &mut Problems) -> Option<&'n Node> {
        let found = self.optional(name);
        #[cfg(test)]
        super::asked::asked(self.what, self.span, name, true);
        if found.is_none() {
            problems.add(
                Problem::MissingField,
                self.span.begin(),
                vec![("what", self.what.into()), ("name", name.into())],
            );
        }
        found
    }
    /// Ends the reading: a field that nobody asked for is an error.
    pub fn close(self, problems: &mut Problems) {
        for (name, _) in &self.entries {
            if !self.asked.contains(&name.value.as_str()) {
                problems.push(
                    Diagnostic::new(
                        Problem::UnknownField,
                        name.span,
                        vec![("what", self.what.into()), ("name", name.value.as_str().into())],
                    )
                    .with_nearest(&name.value, self.asked.iter().copied()),
                );
            }
        }
    }
    /// Reports the second of `names` that is given, where only one can be.
    pub fn one_only(&self, names: &[&str], problems: &mut Problems) {
        let given = self.entries.iter().filter(|(name, _)| names.contains(&name.value.as_str()));
        if let [first, second, ..] = given.collect::<Vec<_>>().as_slice() {
            let all: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let args = vec![("names", Word::from(all.join(", ")))];
            problems.push(
                Diagnostic::new(Problem::OneOnly, second.0.span, args)
                    .with_related(first.0.span, Phrase::FirstGivenHere),
            );
        }
    }
    /// Reports each of the fields `others` that is given and is none of `own`: what goes with
    /// something else.
    pub fn none_but<'a>(
        &self,
        own: &[&'a str],
        others: impl Iterator<Item = &'a str>,
        problems: &mut Problems,
    ) {
        let others: Vec<&str> = others.filter(|name| !own.contains(name)).collect();
        for (name, _) in &self.entries {
            if others.contains(&name.value.as_str()) {
                let args = vec![("what", self.what.into()), ("name", name.value.as_str().into())];
                let wrong = Diagnostic::new(Problem::UnknownField, name.span, args);
                problems.push(wrong.with_nearest("", own.iter().copied()));
            }
        }
    }
    /// The title: both languages, or empty.
    pub fn title(&mut self, problems: &mut Problems) -> Text {
        self.optional("title").and_then(|node| bilingual(node, problems)).unwrap_or_default()
    }
    /// The sources: `article`, `reading`, `silence`, `technical`.
    pub fn origin(&mut self, problems: &mut Problems) -> Origin {
        Origin {
            articles: self
                .optional("article")
                .map(|node| articles(node, problems))
                .unwrap_or_default(),
            readings: self
                .optional("reading")
                .map(|node| names(node, problems))
                .unwrap_or_default(),
            silence: self.optional("silence").and_then(|node| bilingual(node, problems)),
            technical: self.optional("technical").and_then(|node| bilingual(node, problems)),
        }
    }
    /// A yes or no that is no where it is left out.
    pub fn flag(&mut self, name: &'static str, otherwise: bool, problems: &mut Problems) -> bool {
        self.optional(name).and_then(|node| flag(node, problems)).unwrap_or(otherwise)
    }
    /// A list of names; empty where left out.
    pub fn names(&mut self, name: &'static str, problems: &mut Problems) -> Vec<Name> {
        self.optional(name).map(|node| names(node, problems)).unwrap_or_default()
    }
    /// An expression that may be left out.
    pub fn expression(
        &mut self,
        name: &'static str,
        problems: &mut Problems,
    ) -> Option<Expression> {
        self.optional(name).and_then(|node| expression(node, problems))
    }
}

/// Reports that `node` has another shape than `expected`.
pub fn wrong_shape(node: &Node, what: Phrase, expected: Word, problems: &mut Problems) {
    let found = match &node.shape {
        Shape::Unit => Phrase::ShapeUnit,
        Shape::Bool(_) => Phrase::ShapeBool,
        Shape::Integer(_) => Phrase::ShapeNumber,
        Shape::OtherNumber(_) => Phrase::ShapeOtherNumber,
        Shape::Text { .. } => Phrase::ShapeText,
        Shape::Word(_) => Phrase::ShapeWord,
        Shape::Variant(..) => Phrase::ShapeVariant,
        Shape::Tuple(_) => Phrase::ShapeTuple,
        Shape::Struct(_) => Phrase::ShapeStruct,
        Shape::List(_) => Phrase::ShapeList,
        Shape::Map(_) => Phrase::ShapeMap,
    };
    let at = match &node.shape {
        Shape::Struct(_) | Shape::Map(_) | Shape::List(_) => node.span.part(0, 1),
        _ => node.span,
    };
    let args = vec![("what", what.into()), ("expected", expected), ("found", found.into())];
    problems.add(Problem::WrongShape, at, args);
}

/// A short value as it is written, to be shown in a sentence.
pub fn written(node: &Node) -> Word {
    fn text(node: &Node) -> Option<String> {
        match &node.shape {
            Shape::Bool(value) => Some(value.to_string()),
            Shape::Integer(number) => Some(number.to_string()),
            Shape::OtherNumber(text) | Shape::Text { text, .. } | Shape::Word(text) => {
                Some(text.clone())
            }
            Shape::Variant(word, inner) => Some(format!("{}({})", word.value, text(inner)?)),
            Shape::Tuple(items) => {
                let items: Option<Vec<String>> = items.iter().map(text).collect();
                items.map(|items| items.join(", "))
            }
            Shape::Unit => Some(String::new()),
            Shape::Struct(_) | Shape::List(_) | Shape::Map(_) => None,
        }
    }
    text(node).map_or(Phrase::ThisElement.into(), Word::Plain)
}

/// A quoted text.
pub fn text(node: &Node, what: Phrase, problems: &mut Problems) -> Option<Spanned<String>> {
    match &node.shape {
        Shape::Text { text, .. } => Some(Spanned::new(text.clone(), node.span)),
        _ => {
            wrong_shape(node, what, Phrase::ShapeText.into(), problems);
            None
        }
    }
}

/// A name or any other quoted text that names something, with the place of its letters.
pub fn name(node: &Node, problems: &mut Problems) -> Option<Name> {
    match &node.shape {
        Shape::Text { text, verbatim } => {
            let span = if *verbatim { node.span.part(1, text.len()) } else { node.span };
            Some(Spanned::new(text.clone(), span))
        }
        Shape::Word(word) => Some(Spanned::new(word.clone(), node.span)),
        _ => {
            wrong_shape(node, Phrase::ThisElement, Phrase::ShapeText.into(), problems);
            None
        }
    }
}

/// One name or a list of names.
pub fn names(node: &Node, problems: &mut Problems) -> Vec<Name> {
    match &node.shape {
        Shape::List(items) => items.iter().filter_map(|item| name(item, problems)).collect(),
        _ => name(node, problems).into_iter().collect(),
    }
}

/// A name that is declared here: it must look like one.
pub fn new_name(node: &Node, problems: &mut Problems) -> Option<Name> {
    let found = name(node, problems)?;
    if check_name(&found).is_err() {
        problems.add(Problem::BadName, found.span, vec![("name", found.value.as_str().into())]);
        return None;
    }
    Some(found)
}

/// An expression of the rule language. It is a plain quoted text without escapes, so that places
/// in it are places in the file; a bare whole number or `true` and `false` may stand unquoted.
pub fn expression(node: &Node, problems: &mut Problems) -> Option<Expression> {
    match &node.shape {
        Shape::Integer(number) => Some(Spanned::new(number.to_string(), node.span)),
        Shape::Bool(value) => Some(Spanned::new(value.to_string(), node.span)),
        _ => name(node, problems),
    }
}

/// A text in both languages; a plain text stands for both.
pub fn bilingual(node: &Node, problems: &mut Problems) -> Option<Text> {
    match &node.shape {
        Shape::Text { text, .. } => Some(Text { zh: text.clone(), en: text.clone() }),
        Shape::Struct(_) => {
            let mut fields = Fields::open(node, Phrase::ShapeBilingual, problems)?;
            let mut one = |name, problems: &mut Problems| {
                let node = fields.optional(name)?;
                text(node, Phrase::ThisElement, problems).map(|found| found.value)
            };
            let zh = one("zh", problems).unwrap_or_default();
            let en = one("en", problems).unwrap_or_default();
            fields.close(problems);
            Some(Text { zh, en })
        }
        _ => {
            wrong_shape(node, Phrase::ThisElement, Phrase::ShapeBilingual.into(), problems);
            None
        }
    }
}

/// Article references: one or a list; `new("23")` cites what an amendment inserts.
pub fn articles(node: &Node, problems: &mut Problems) -> Vec<Spanned<ArticleRef>> {
    let found = article_names(node, problems);
    found.iter().filter_map(|name| article(name, problems)).collect()
}

/// Articles by name, as they are written: `"23"`; of the amended text `new(23)`.
pub fn article_names(node: &Node, problems: &mut Problems) -> Vec<Name> {
    match &node.shape {
        Shape::List(items) => items.iter().flat_map(|one| article_names(one, problems)).collect(),
        Shape::Variant(word, inner) if word.value == "new" => {
            let of = only(inner, problems).and_then(|inner| name(inner, problems));
            of.map(|of| Name::new(format!("new({})", *of), node.span)).into_iter().collect()
        }
        _ => name(node, problems).into_iter().collect(),
    }
}

/// One article reference.
pub fn article(name: &Name, problems: &mut Problems) -> Option<Spanned<ArticleRef>> {
    let parsed = ArticleRef::parse(name);
    if parsed.is_none() {
        problems.add(Problem::BadArticle, name.span, vec![("name", name.value.as_str().into())]);
    }
    parsed.map(|article| Spanned::new(article, name.span))
}

/// A yes or no.
pub fn flag(node: &Node, problems: &mut Problems) -> Option<bool> {
    match node.shape {
        Shape::Bool(value) => Some(value),
        _ => {
            wrong_shape(node, Phrase::ThisElement, Phrase::ShapeBool.into(), problems);
            None
        }
    }
}

/// A whole number from 0 to `most`.
pub fn count(node: &Node, most: i64, problems: &mut Problems) -> Option<i64> {
    match node.shape {
        Shape::Integer(number) if (0..=most).contains(&number) => Some(number),
        _ => {
            let expected =
                Word::Phrase(Phrase::NumberCount, vec![("most", most.to_string().into())]);
            wrong_shape(node, Phrase::ThisElement, expected, problems);
            None
        }
    }
}

/// A date, written `"2024-05-06"`.
pub fn day(node: &Node, problems: &mut Problems) -> Option<Day> {
    let text = match &node.shape {
        Shape::Text { text, .. } => text,
        _ => {
            wrong_shape(node, Phrase::ThisElement, Phrase::ShapeDate.into(), problems);
            return None;
        }
    };
    let day = Day::parse(text);
    if day.is_none() {
        let args = vec![("text", text.as_str().into())];
        let wrong = Diagnostic::new(Problem::BadDate, node.span, args);
        // Where only the form is wrong, the right one is offered.
        problems.push(match Day::parse(&padded(text)) {
            Some(day) => wrong.with_help(Phrase::WriteDate, vec![("day", day.to_string().into())]),
            None => wrong,
        });
    }
    day
}

/// A day as it should be written, from one written `2024-3-1`, `2024/03/01`, `2024.3.1` or as in
/// Chinese.
fn padded(text: &str) -> String {
    let digits = |part: &str| part.parse::<u32>().ok().map(|number| format!("{number:02}"));
    let parts = text.trim().split(|letter: char| !letter.is_ascii_digit());
    let parts: Option<Vec<String>> = parts.filter(|part| !part.is_empty()).map(digits).collect();
    parts.unwrap_or_default().join("-")
}

/// The items of a list.
pub fn list<'n>(node: &'n Node, what: Phrase, problems: &mut Problems) -> &'n [Node] {
    match &node.shape {
        Shape::List(items) => items,
        _ => {
            wrong_shape(node, what, Phrase::ShapeList.into(), problems);
            &[]
        }
    }
}

/// The entries of a map, with duplicates reported and left out.
pub fn map<'n>(node: &'n Node, what: Phrase, problems: &mut Problems) -> Vec<(Name, &'n Node)> {
    let entries = match &node.shape {
        Shape::Map(entries) => entries,
        Shape::Unit => return Vec::new(),
        _ => {
            wrong_shape(node, what, Phrase::ShapeMap.into(), problems);
            return Vec::new();
        }
    };
    let mut found: Vec<(Name, &Node)> = Vec::with_capacity(entries.len());
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for (key, value) in entries {
        let key = match &key.shape {
            Shape::Integer(number) => Some(Spanned::new(number.to_string(), key.span)),
            _ => name(key, problems),
        };
        let Some(key) = key else { continue };
        match first.entry(key.value.clone()) {
            Entry::Occupied(first) => problems.push(Diagnostic::duplicate(&key, *first.get())),
            Entry::Vacant(place) => {
                place.insert(key.span);
                found.push((key, value));
            }
        }
    }
    found
}

/// A map of expressions by name.
pub fn expressions(node: &Node, what: Phrase, problems: &mut Problems) -> Vec<(Name, Expression)> {
    let entries = map(node, what, problems);
    entries
        .into_iter()
        .filter_map(|(name, value)| expression(value, problems).map(|text| (name, text)))
        .collect()
}

/// The one thing in the brackets of `word(thing)`.
pub fn only<'n>(inner: &'n Node, problems: &mut Problems) -> Option<&'n Node> {
    match &inner.shape {
        Shape::Tuple(items) => match items.as_slice() {
            [only] => Some(only),
            _ => {
                wrong_shape(inner, Phrase::ThisElement, Phrase::ShapeOne.into(), problems);
                None
            }
        },
        _ => Some(inner),
    }
}

/// A bare word among `known`, with nothing in brackets behind it.
pub fn word<'k>(
    node: &Node,
    what: Phrase,
    known: &[&'k str],
    problems: &mut Problems,
) -> Option<&'k str> {
    let found = one_of(node, what, known, problems)?;
    match &node.shape {
        Shape::Variant(_, inner) => {
            wrong_shape(inner, what, Word::Plain(found.to_owned()), problems);
            None
        }
        _ => Some(found),
    }
}

/// A bare word among `known`; otherwise the nearest is named.
pub fn one_of<'k>(
    node: &Node,
    what: Phrase,
    known: &[&'k str],
    problems: &mut Problems,
) -> Option<&'k str> {
    let word = match &node.shape {
        Shape::Word(word) => word.as_str(),
        Shape::Text { text, .. } => text.as_str(),
        Shape::Variant(word, _) => word.value.as_str(),
        _ => {
            let names = Word::Plain(known.join(" / "));
            let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
            wrong_shape(node, what, expected, problems);
            return None;
        }
    };
    let found = known.iter().find(|&&name| name == word).copied();
    if found.is_none() {
        let kind = if what == Phrase::TypeWord { what } else { Phrase::Keyword };
        problems.push(
            Diagnostic::new(
                Problem::UnknownName,
                node.span,
                vec![("name", word.into()), ("kind", kind.into())],
            )
            .with_nearest(word, known.iter().copied()),
        );
    }
    found
}
