//! RON text as a tree in which every value, name and key knows its place.
//!
//! ron's own parser decides what is RON; it gives the text of each value as for its [`RawValue`],
//! and the place of a text within the file is where it lies in memory. Duplicate keys are kept:
//! ron's maps would let the last one win in silence.

use std::fmt;

use ron::value::RawValue;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::file::{LineColumn, SourceFile};
use super::span::{FileId, Span, Spanned};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub shape: Shape,
}

impl Node {
    /// The same where its file has another number.
    pub fn in_file(&self, file: FileId) -> Self {
        let named =
            |name: &Spanned<String>| Spanned::new(name.value.clone(), Span { file, ..name.span });
        let all = |nodes: &[Self]| nodes.iter().map(|node| node.in_file(file)).collect();
        let shape = match &self.shape {
            Shape::Variant(word, inner) => {
                Shape::Variant(named(word), Box::new(inner.in_file(file)))
            }
            Shape::Tuple(nodes) => Shape::Tuple(all(nodes)),
            Shape::List(nodes) => Shape::List(all(nodes)),
            Shape::Struct(fields) => Shape::Struct(
                fields.iter().map(|(name, node)| (named(name), node.in_file(file))).collect(),
            ),
            Shape::Map(entries) => Shape::Map(
                entries.iter().map(|(key, node)| (key.in_file(file), node.in_file(file))).collect(),
            ),
            Shape::Unit
            | Shape::Bool(_)
            | Shape::Integer(_)
            | Shape::OtherNumber(_)
            | Shape::Text { .. }
            | Shape::Word(_) => self.shape.clone(),
        };
        Self { span: Span { file, ..self.span }, shape }
    }
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `()`
    Unit,
    /// `true`, `false`
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number; its text is kept as written, for no binary fraction may touch money.
    OtherNumber(String),
    /// A quoted text. `verbatim` tells that it has no escapes: then its bytes lie in the file as
    /// they are, after the opening quote.
    Text {
        /// The text.
        text: String,
        /// Whether it stands in the file letter by letter.
        verbatim: bool,
    },
    /// A bare word: `date`, `None`.
    Word(String),
    /// A word with something in brackets: `years(3)`; what stands in the brackets follows.
    Variant(Spanned<String>, Box<Node>),
    /// `(a, b)`
    Tuple(Vec<Node>),
    /// `(name: value, …)`
    Struct(Vec<(Spanned<String>, Node)>),
    /// `[a, b]`
    List(Vec<Node>),
    /// `{ key: value, … }`
    Map(Vec<(Node, Node)>),
}

/// What is wrong with a text that is not RON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxKind {
    /// There is nothing in the text.
    Empty,
    /// The text ends too early.
    End,
    /// A comma is missing.
    Comma,
    /// A colon is missing.
    Colon,
    /// A closing `)` is missing.
    CloseRound,
    /// A closing `]` is missing.
    CloseSquare,
    /// A closing `}` is missing.
    CloseCurly,
    /// A quoted text does not end.
    CloseQuote,
    /// An escape such as `\q` is unknown.
    Escape,
    /// A comment does not end.
    Comment,
    /// Something follows the value.
    Trailing,
    /// Values lie too deep in one another.
    TooDeep,
    /// Something else stands where a value or a name was expected.
    Unexpected,
}

/// Where a text stops being RON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The place.
    pub span: Span,
    /// What is wrong there.
    pub kind: SyntaxKind,
}

/// A text as RON writes it, between quotation marks: what cannot be seen is spelt out.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other if other.is_control() => out.extend(other.escape_unicode()),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// The tree of a file's text.
///
/// # Errors
/// The first place at which the text is not RON.
pub fn parse(id: FileId, file: &SourceFile) -> Result<Node, SyntaxError> {
    let text = file.text.as_str();
    let reader = Reader { file: id, base: text.as_ptr() as usize };
    ron::from_str::<Piece<'_>>(text)
        .and_then(|piece| reader.node(piece.0))
        .map_err(|error| syntax_error(id, file, &error))
}

fn syntax_error(id: FileId, file: &SourceFile, error: &ron::error::SpannedError) -> SyntaxError {
    use ron::Error as E;
    let kind = match &error.code {
        E::ExpectedComma => SyntaxKind::Comma,
        E::ExpectedMapColon => SyntaxKind::Colon,
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => SyntaxKind::CloseRound,
        E::ExpectedArrayEnd => SyntaxKind::CloseSquare,
        E::ExpectedMapEnd => SyntaxKind::CloseCurly,
        E::ExpectedStringEnd => SyntaxKind::CloseQuote,
        E::InvalidEscape(_) => SyntaxKind::Escape,
        E::UnclosedBlockComment | E::UnclosedLineComment => SyntaxKind::Comment,
        E::TrailingCharacters => SyntaxKind::Trailing,
        E::ExceededRecursionLimit => SyntaxKind::TooDeep,
        _ => SyntaxKind::Unexpected,
    };
    let place =
        |at: ron::error::Position| file.offset(LineColumn { line: at.line, column: at.col });
    let end = place(error.span.end);
    let kind = match kind {
        _ if trim(&file.text).is_empty() => SyntaxKind::Empty,
        // Where a quote or a comment is open, the end is not what is wrong.
        SyntaxKind::CloseQuote | SyntaxKind::Comment => kind,
        _ if end >= file.text.trim_end().len() => SyntaxKind::End,
        kind => kind,
    };
    let next = file.text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    SyntaxError { span: Span::new(id, end, end + next), kind }
}

type Parsed<T> = Result<T, ron::error::SpannedError>;

struct Reader {
    file: FileId,
    base: usize,
}

impl Reader {
    fn span(&self, text: &str) -> Span {
        let start = (text.as_ptr() as usize).saturating_sub(self.base);
        Span::new(self.file, start, start + text.len())
    }

    fn node(&self, raw: &str) -> Parsed<Node> {
        let text = before_trailing_comment(trim(raw));
        let span = self.span(text);
        let shape = match text.chars().next() {
            Some('(' | '[' | '{') => self.composite(text)?,
            Some('"') => self.text(text)?,
            Some('r')
                if text.starts_with("r\"") || text.starts_with("r##") || is_raw_text(text) =>
            {
                self.text(text)?
            }
            Some('\'') => {
                Shape::Text { text: ron::from_str::<char>(text)?.to_string(), verbatim: false }
            }
            Some(first) if first == '_' || unicode_ident::is_xid_start(first) => self.word(text)?,
            _ => match ron::from_str::<i64>(text) {
                Ok(number) => Shape::Integer(number),
                Err(_) => Shape::OtherNumber(text.to_owned()),
            },
        };
        Ok(Node { span, shape })
    }

    fn text(&self, text: &str) -> Parsed<Shape> {
        // Without an escape the letters are what stands between the quotes; ron need not be asked.
        let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if let Some(inner) = inner.filter(|inner| !inner.contains(['\\', '"'])) {
            return Ok(Shape::Text { text: inner.to_owned(), verbatim: true });
        }
        let value = ron::from_str::<String>(text)?;
        let verbatim = text.get(1..text.len().saturating_sub(1)) == Some(value.as_str());
        Ok(Shape::Text { text: value, verbatim })
    }

    fn word(&self, text: &str) -> Parsed<Shape> {
        let (word, rest) = split_word(text);
        let name = word.strip_prefix("r#").unwrap_or(word);
        let rest = trim(rest);
        Ok(match (name, rest.is_empty()) {
            ("true", true) => Shape::Bool(true),
            ("false", true) => Shape::Bool(false),
            (_, true) => Shape::Word(name.to_owned()),
            (_, false) => {
                let inner = self.node(rest)?;
                Shape::Variant(Spanned::new(name.to_owned(), self.span(word)), Box::new(inner))
            }
        })
    }

    fn composite(&self, text: &str) -> Parsed<Shape> {
        let mut deserializer = ron::Deserializer::from_str(text)?;
        let pieces = (&mut deserializer)
            .deserialize_any(Pieces { round: text.starts_with('(') })
            .map_err(|error| deserializer.span_error(error))?;
        let list = |items: Vec<&str>| -> Parsed<Vec<Node>> {
            items.into_iter().map(|item| self.node(item)).collect()
        };
        Ok(match pieces {
            Split::Unit => Shape::Unit,
            Split::List(items) if text.starts_with('[') => Shape::List(list(items)?),
            Split::List(items) => Shape::Tuple(list(items)?),
            Split::Pairs(pairs) if text.starts_with('{') => {
                let mut entries = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    entries.push((self.node(key.unwrap_or(""))?, self.node(value)?));
                }
                Shape::Map(entries)
            }
            Split::Pairs(pairs) => {
                let mut fields = Vec::with_capacity(pairs.len());
                // A field's name lies between the end of the last value and its own value.
                let mut after = text.get(1..).unwrap_or("");
                for (_, value) in pairs {
                    let gap = trim(after);
                    let gap = trim(gap.strip_prefix(',').unwrap_or(gap));
                    let (word, _) = split_word(gap);
                    let name = word.strip_prefix("r#").unwrap_or(word).to_owned();
                    fields.push((Spanned::new(name, self.span(word)), self.node(value)?));
                    let end = value.as_ptr() as usize + value.len();
                    after = text.get(end.saturating_sub(text.as_ptr() as usize)..).unwrap_or("");
                }
                Shape::Struct(fields)
            }
        })
    }
}

fn is_raw_text(text: &str) -> bool {
    text.strip_prefix('r').is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
}

/// The identifier at the start of `text`, and what follows it.
fn split_word(text: &str) -> (&str, &str) {
    let start = if text.starts_with("r#") { 2 } else { 0 };
    let end = text
        .char_indices()
        .skip_while(|&(at, _)| at < start)
        .find(|&(_, character)| !unicode_ident::is_xid_continue(character))
        .map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// `text` without a comment behind the value. Asking ron costs a second reading, so only a text
/// that can end in a comment is asked about.
fn before_trailing_comment(text: &str) -> &str {
    let last_line = text.rsplit('\n').next().unwrap_or(text);
    if !text.ends_with("*/") && !last_line.contains("//") {
        return text;
    }
    RawValue::from_ron(text).map_or(text, |raw| raw.trim().get_ron())
}

/// `text` without white space and comments before it, and without white space behind it.
fn trim(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = after_block_comment(comment);
        } else {
            break;
        }
    }
    rest.trim_end()
}

/// What follows a block comment whose opening was taken off; block comments nest.
fn after_block_comment(text: &str) -> &str {
    let mut depth = 1_usize;
    let mut rest = text;
    while let Some(at) = rest.find(['*', '/']) {
        let here = rest.get(at..).unwrap_or("");
        let step = if here.starts_with("*/") {
            depth -= 1;
            2
        } else if here.starts_with("/*") {
            depth += 1;
            2
        } else {
            1
        };
        rest = here.get(step..).unwrap_or("");
        if depth == 0 {
            return rest;
        }
    }
    ""
}

/// The texts of the parts of a composite value.
enum Split<'de> {
    Unit,
    List(Vec<&'de str>),
    Pairs(Vec<(Option<&'de str>, &'de str)>),
}

/// Takes a composite value apart; in round brackets, keys are names.
struct Pieces {
    round: bool,
}

impl<'de> Visitor<'de> for Pieces {
    type Value = Split<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a composite value")
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Split::Unit)
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        Piece::deserialize(inner).map(|piece| Split::List(vec![piece.0]))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(piece) = items.next_element::<Piece<'_>>()? {
            found.push(piece.0);
        }
        Ok(Split::List(found))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        let key = Key { is_name: self.round };
        while let Some(key) = entries.next_key_seed(key)? {
            found.push((key, entries.next_value::<Piece<'_>>()?.0));
        }
        Ok(Split::Pairs(found))
    }
}

/// A key: the text of a value in a map; a name in a struct, whose place is found otherwise.
#[derive(Clone, Copy)]
struct Key {
    is_name: bool,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<&'de str>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.is_name {
            deserializer.deserialize_identifier(IgnoredAny).map(|_| None)
        } else {
            Piece::deserialize(deserializer).map(|piece| Some(piece.0))
        }
    }
}

/// The text of a value, as [`RawValue`] gives it. ron hands a text out after it has read it, and a
/// `RawValue` reads it once more; a tree is taken apart level by level, so that would double the
/// work on each. The name by which it is asked for is ron's own, whose version is pinned.
struct Piece<'de>(&'de str);

impl<'de> Deserialize<'de> for Piece<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct("$ron::private::RawValue", AsWritten).map(Piece)
    }
}

struct AsWritten;

impl<'de> Visitor<'de> for AsWritten {
    type Value = &'de str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::Sources;
    use super::*;

    fn read(text: &str) -> (Sources, Node) {
        let mut sources = Sources::default();
        let id = sources.add("t.ron".into(), text.into());
        let node = parse(id, sources.file(id)).unwrap_or_else(|error| panic!("{error:?}"));
        (sources, node)
    }

    fn refused(text: &str) -> (usize, usize, SyntaxKind) {
        let file = SourceFile::new("t.ron".into(), text.into());
        let error = parse(FileId::new(0), &file).expect_err("not RON");
        let at = file.line_column(error.span.start as usize);
        (at.line, at.column, error.kind)
    }
    use crate::ident::Id;

    #[test]
    fn every_value_and_name_knows_its_place() {
        let (sources, node) = read(
            "// 说明\n( 题: \"甲\", /* x */ b: [1, years(3) /* y */], // z\n c: {\"k\": None}, // end\n)",
        );
        let Shape::Struct(fields) = &node.shape else { panic!("{node:?}") };
        let names: Vec<_> = fields.iter().map(|(name, _)| sources.text(name.span)).collect();
        assert_eq!(names, ["题", "b", "c"]);
        let texts: Vec<_> = fields.iter().map(|(_, value)| sources.text(value.span)).collect();
        assert_eq!(texts, ["\"甲\"", "[1, years(3) /* y */]", "{\"k\": None}"]);
        let Shape::List(items) = &fields[1].1.shape else { panic!() };
        assert_eq!(sources.text(items[1].span), "years(3)");
        let Shape::Variant(name, inner) = &items[1].shape else { panic!("{:?}", items[1]) };
        assert_eq!(
            (name.value.as_str(), &inner.shape),
            (
                "years",
                &Shape::Tuple(vec![Node { span: inner.span.part(1, 1), shape: Shape::Integer(3) }])
            )
        );
    }

    #[test]
    fn duplicate_keys_are_kept() {
        let (_, node) = read("{\"a\": 1, \"a\": 2}");
        let Shape::Map(entries) = node.shape else { panic!() };
        assert_eq!(entries.len(), 2);
    }

    #[test]
    fn numbers_that_are_not_whole_keep_their_text() {
        let (_, node) = read("[0.10, -3, 123456789012345678901]");
        let Shape::List(items) = node.shape else { panic!() };
        assert_eq!(items[0].shape, Shape::OtherNumber("0.10".into()));
        assert_eq!(items[1].shape, Shape::Integer(-3));
        assert_eq!(items[2].shape, Shape::OtherNumber("123456789012345678901".into()));
    }

    #[test]
    fn texts_with_escapes_are_not_verbatim() {
        let (_, node) = read(r##"["a\n", "b", r"c\d", 'x', (), true]"##);
        let Shape::List(items) = node.shape else { panic!() };
        let shapes: Vec<_> = items.into_iter().map(|item| item.shape).collect();
        let text = |text: &str, verbatim| Shape::Text { text: text.into(), verbatim };
        assert_eq!(
            shapes,
            [
                text("a\n", false),
                text("b", true),
                text("c\\d", false),
                text("x", false),
                Shape::Unit,
                Shape::Bool(true)
            ]
        );
    }

    #[test]
    fn a_syntax_error_points_at_the_place_in_characters() {
        assert_eq!(refused("( 题: \"甲\" b: 1)"), (1, 10, SyntaxKind::Comma));
        assert_eq!(refused("(a: [1, 2)"), (1, 10, SyntaxKind::Comma));
        assert_eq!(refused("(a: 1"), (1, 6, SyntaxKind::End));
        assert_eq!(refused("(a: 1) x"), (1, 8, SyntaxKind::Trailing));
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert_eq!(refused(&"[".repeat(300)).2, SyntaxKind::TooDeep);
    }
}
