//! One file as a tree, and why a file cannot be read, told where it is listed.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::source::{self, FileId, Node, ReadError, Sources, SyntaxKind};

/// The tree of a file that was read; a syntax error is a problem at its place.
pub(crate) fn read_tree(sources: &Sources, file: FileId, problems: &mut Problems) -> Option<Node> {
    match source::parse(file, sources.file(file)) {
        Ok(node) => Some(node),
        Err(error) => {
            let what = match error.kind {
                SyntaxKind::Empty => Phrase::SyntaxEmpty,
                SyntaxKind::End => Phrase::SyntaxEnd,
                SyntaxKind::Comma => Phrase::SyntaxComma,
                SyntaxKind::Colon => Phrase::SyntaxColon,
                SyntaxKind::CloseRound => Phrase::SyntaxCloseRound,
                SyntaxKind::CloseSquare => Phrase::SyntaxCloseSquare,
                SyntaxKind::CloseCurly => Phrase::SyntaxCloseCurly,
                SyntaxKind::CloseQuote => Phrase::SyntaxCloseQuote,
                SyntaxKind::Escape => Phrase::SyntaxEscape,
                SyntaxKind::Comment => Phrase::SyntaxComment,
                SyntaxKind::Trailing => Phrase::SyntaxTrailing,
                SyntaxKind::TooDeep => Phrase::SyntaxTooDeep,
                SyntaxKind::Unexpected => Phrase::SyntaxUnexpected,
            };
            let wrong = Diagnostic::new(Problem::Syntax, error.span, vec![("what", what.into())]);
            problems.push(with_punctuation(wrong, sources.text(error.span)));
            None
        }
    }
}

/// The same of a file that is shared: it is parsed once, whatever its number is beside other files.
pub(crate) fn read_shared(
    sources: &Sources,
    file: FileId,
    problems: &mut Problems,
) -> Option<Node> {
    let tree = sources.file(file).made(|own| source::parse(file, own).ok());
    match &*tree {
        Some(tree) => Some(tree.in_file(file)),
        None => read_tree(sources, file, problems),
    }
}

/// What a Chinese keyboard writes where RON wants its own signs.
const PUNCTUATION: [(&str, &str); 16] = [
    ("，", ","),
    ("、", ","),
    ("：", ":"),
    ("；", ","),
    ("。", ","),
    ("（", "("),
    ("）", ")"),
    ("【", "["),
    ("】", "]"),
    ("［", "["),
    ("］", "]"),
    ("｛", "{"),
    ("｝", "}"),
    ("“", "\""),
    ("”", "\""),
    ("＂", "\""),
];

/// Whether a character looks like a space, or like nothing, and is not the plain one: what is typed
/// with a Chinese keyboard, what is copied from a web page.
fn is_blank(letter: char) -> bool {
    let unseen = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    unseen || (letter.is_whitespace() && !letter.is_ascii()) || letter.is_control()
}

fn with_punctuation(wrong: Diagnostic, there: &str) -> Diagnostic {
    match PUNCTUATION.iter().find(|(sign, _)| there.starts_with(sign)) {
        Some(&(sign, right)) => wrong.with_help(
            Phrase::ChinesePunctuation,
            vec![("wrong", sign.into()), ("right", right.into())],
        ),
        None => match there.chars().next().filter(|letter| is_blank(*letter)) {
            Some(letter) => {
                let code = format!("U+{:04X}", u32::from(letter));
                wrong.with_help(Phrase::BlankCharacter, vec![("code", code.into())])
            }
            None => wrong,
        },
    }
}

/// Why a file cannot be read, in words.
pub(crate) fn read_error(error: &ReadError) -> Word {
    match error {
        ReadError::NotFound => Phrase::ReadNotFound.into(),
        ReadError::WrongKind => Phrase::ReadWrongKind.into(),
        ReadError::NotPlain => Phrase::ReadNotPlain.into(),
        ReadError::Link => Phrase::ReadLink.into(),
        ReadError::Outside => Phrase::ReadOutside.into(),
        ReadError::Shipped { name } => {
            Word::Phrase(Phrase::ReadShipped, vec![("name", name.into())])
        }
        ReadError::TooDeep { limit } => {
            Word::Phrase(Phrase::ReadTooDeep, vec![("limit", limit.to_string().into())])
        }
        ReadError::TooMany { limit } => {
            Word::Phrase(Phrase::ReadTooMany, vec![("limit", limit.to_string().into())])
        }
        ReadError::TooLarge { size, limit } => Word::Phrase(
            Phrase::ReadTooLarge,
            vec![("size", size.to_string().into()), ("limit", limit.to_string().into())],
        ),
        ReadError::NotUtf8 { at } => {
            Word::Phrase(Phrase::ReadNotUtf8, vec![("at", (at + 1).to_string().into())])
        }
        ReadError::Refused(why) => Word::Phrase(Phrase::ReadRefused, vec![("why", why.into())]),
    }
}
