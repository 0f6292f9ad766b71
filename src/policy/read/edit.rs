//! The edits of an amendment: one operation on the words each, with what runs otherwise.

use super::applies::by;
use super::change::changes;
use super::chapter_edit::chapters;
use super::fields::{self, Fields, wrong_shape};
use super::milder::milder;
use super::new_article::{new_articles, paragraphs, reference};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Text, Word};
use crate::policy::{
    Address, Answer, ArticleNumber, ArticleRef, Declared, Edit, NewArticle, Running, Runs, Side,
    Whom, Wording,
};
use crate::source::{Node, Shape, Spanned};

/// The fields of which each says what becomes of the words.
const OPERATIONS: [&str; 15] = [
    "at",
    "replace",
    "insert_before",
    "insert_after",
    "delete",
    "repeal",
    "renumber",
    "move",
    "split",
    "join",
    "extend",
    "rename",
    "heading_of",
    "delete_heading",
    "heading_before",
];

/// The fields that go with each operation; those of the others would be ignored.
const PARTS: [(&str, &[&str]); 15] = [
    ("at", &["old", "new", "all"]),
    ("replace", &["text", "heading"]),
    ("insert_before", &["text", "heading", "as", "chapter", "section", "articles"]),
    ("insert_after", &["text", "heading", "as", "chapter", "section", "articles"]),
    ("delete", &[]),
    ("repeal", &[]),
    ("renumber", &["to"]),
    ("move", &["before", "after", "heading"]),
    ("split", &["into"]),
    ("join", &["text", "heading"]),
    ("extend", &[]),
    ("rename", &[]),
    ("heading_of", &["heading"]),
    ("delete_heading", &[]),
    ("heading_before", &["chapter", "section"]),
];

/// One edit.
pub(super) fn edit(node: &Node, problems: &mut Problems) -> Option<Edit> {
    let mut fields = Fields::open(node, Phrase::Edit, problems)?;
    fields.one_only(&OPERATIONS, problems);
    let given: Vec<&str> =
        OPERATIONS.iter().copied().filter(|name| fields.optional(name).is_some()).collect();
    if given.len() < 2 {
        let own = PARTS.iter().find(|(name, _)| given.contains(name)).map_or(&[][..], |one| one.1);
        let others = PARTS.iter().flat_map(|(_, parts)| parts.iter().copied());
        fields.none_but(own, others, problems);
    }
    let by = fields.optional("by").map(|node| fields::articles(node, problems));
    let by = by.unwrap_or_default();
    let origin = fields.origin(problems);
    // Behaviour without words says where it comes from; whatever else is without words is forgotten.
    if given.is_empty() && by.is_empty() && origin.is_empty() {
        fields.required("at", problems);
    }
    let parts = Parts::of(&mut fields, problems);
    let words = wording(&mut fields, parts, problems);
    let runs = fields.optional("runs").map(|node| runs(node, problems));
    let applies = fields.optional("applies").and_then(|node| whom(node, problems));
    let running = fields.optional("running").and_then(|node| running(node, problems));
    let cases_in = fields.optional("cases_in").map(|node| answers(node, problems));
    let mut text = |name, problems: &mut Problems| {
        fields.optional(name).and_then(|node| fields::bilingual(node, problems))
    };
    let (reaches_back, why) = (text("reaches_back", problems), text("why", problems));
    let at = fields.span();
    fields.close(problems);
    Some(Edit {
        at,
        words: words?,
        runs: runs.unwrap_or(Some(Runs::AsWritten))?,
        applies,
        running,
        cases_in: cases_in.unwrap_or_default(),
        reaches_back,
        by,
        why,
        origin,
    })
}

/// The fields that several operations share.
struct Parts<'n> {
    old: Option<&'n Node>,
    new: Option<&'n Node>,
    text: Option<&'n Node>,
    heading: Option<Text>,
}

impl<'n> Parts<'n> {
    fn of(fields: &mut Fields<'n>, problems: &mut Problems) -> Self {
        let heading = fields.optional("heading").and_then(|node| fields::bilingual(node, problems));
        Self {
            old: fields.optional("old"),
            new: fields.optional("new"),
            text: fields.optional("text"),
            heading,
        }
    }
}

/// What becomes of the words; nothing where it cannot be told, which was told.
fn wording(fields: &mut Fields<'_>, parts: Parts<'_>, problems: &mut Problems) -> Option<Wording> {
    let Parts { old, new, text, heading } = parts;
    let of_chapters = chapters(fields, heading.as_ref(), problems);
    let all = fields.flag("all", false, problems);
    let number = fields.optional("as").map(|node| article_number(node, problems));
    let into = fields.optional("into").map(|node| new_articles(node, false, problems));
    let to = fields.optional("to").map(|node| article_number(node, problems));
    let (before, after) = (fields.optional("before"), fields.optional("after"));
    if let Some(found) = of_chapters {
        return found.map(Wording::Chapter);
    }
    let needed = |name, given: Option<&Node>, fields: &mut Fields<'_>, problems: &mut Problems| {
        if given.is_none() {
            fields.required(name, problems);
        }
    };
    let insert = |beside: &Node, side, fields: &mut Fields<'_>, problems: &mut Problems| {
        needed("text", text, fields, problems);
        let beside = reference(beside, problems);
        let text = text.map(|node| paragraphs(node, problems));
        let number = number.map_or(Some(None), |number| number.map(Some))?;
        Some(Wording::Insert {
            beside: beside?,
            side,
            number,
            heading: heading.clone(),
            text: text?,
        })
    };
    if let Some(node) = fields.optional("at") {
        needed("old", old, fields, problems);
        needed("new", new, fields, problems);
        let at = addresses(node, problems);
        let old = old.and_then(|node| fields::name(node, problems));
        let new = new.and_then(|node| fields::name(node, problems));
        return Some(Wording::Substitute { at: at?, old: old?, new: new?, all });
    }
    if let Some(node) = fields.optional("replace") {
        needed("text", text, fields, problems);
        let at = reference(node, problems);
        let text = text.map(|node| paragraphs(node, problems));
        return Some(Wording::Replace { at: at?, text: text?, heading });
    }
    if let Some(node) = fields.optional("insert_before") {
        return insert(node, Side::Before, fields, problems);
    }
    if let Some(node) = fields.optional("insert_after") {
        return insert(node, Side::After, fields, problems);
    }
    if let Some(node) = fields.optional("delete") {
        return reference(node, problems).map(Wording::Delete);
    }
    if let Some(node) = fields.optional("repeal") {
        return reference(node, problems).map(Wording::Repeal);
    }
    if let Some(node) = fields.optional("renumber") {
        if to.is_none() {
            fields.required("to", problems);
        }
        let at = reference(node, problems);
        return Some(Wording::Renumber { at: at?, to: to.flatten()? });
    }
    if let Some(node) = fields.optional("move") {
        fields.one_only(&["before", "after"], problems);
        let (beside, side) = match (before, after) {
            (Some(beside), _) => (Some(beside), Side::Before),
            (None, Some(beside)) => (Some(beside), Side::After),
            (None, None) => (fields.required("after", problems), Side::After),
        };
        let at = reference(node, problems);
        let beside = beside.and_then(|node| reference(node, problems));
        return Some(Wording::Move { at: at?, beside: beside?, side, heading });
    }
    others(fields, into, (text, heading), problems)
}

/// The operations on whole articles and on the act.
fn others(
    fields: &mut Fields<'_>,
    into: Option<Vec<NewArticle>>,
    (text, heading): (Option<&Node>, Option<Text>),
    problems: &mut Problems,
) -> Option<Wording> {
    if let Some(node) = fields.optional("split") {
        if into.is_none() {
            fields.required("into", problems);
        }
        let at = reference(node, problems);
        let into = into?;
        if into.len() < 2 {
            let node = fields.optional("into").unwrap_or(node);
            wrong_shape(node, Phrase::Edit, Phrase::ShapeSeveral.into(), problems);
            return None;
        }
        return Some(Wording::Split { at: at?, into });
    }
    if let Some(node) = fields.optional("join") {
        if text.is_none() {
            fields.required("text", problems);
        }
        let at = fields::articles(node, problems);
        if at.len() < 2 {
            wrong_shape(node, Phrase::Edit, Phrase::ShapeSeveral.into(), problems);
            return None;
        }
        let text = text.map(|node| paragraphs(node, problems));
        return Some(Wording::Join { at, heading, text: text? });
    }
    if let Some(node) = fields.optional("extend") {
        let day = fields::day(node, problems)?;
        return Some(Wording::Extend(Spanned::new(day, node.span)));
    }
    if let Some(node) = fields.optional("rename") {
        return fields::bilingual(node, problems).map(Wording::Rename);
    }
    if let Some(node) = fields.optional("heading_of") {
        if heading.is_none() {
            fields.required("heading", problems);
        }
        let of = reference(node, problems);
        return Some(Wording::Heading { of: of?, heading: heading? });
    }
    Some(Wording::Nothing)
}

/// `all`, `machine("season")`, `event("file")` or `act`.
pub(super) fn whom(node: &Node, problems: &mut Problems) -> Option<Whom> {
    match &node.shape {
        Shape::Word(word) if word == "all" => Some(Whom::All),
        Shape::Variant(word, inner) if word.value == "milder" => {
            milder(inner, problems).map(Whom::Milder)
        }
        _ => by(node, &["all", "milder"], problems).map(Whom::By),
    }
}

/// `[change, …]`, or `nothing(why)`.
fn runs(node: &Node, problems: &mut Problems) -> Option<Runs> {
    if let Shape::Variant(word, inner) = &node.shape
        && word.value == "nothing"
    {
        let why = fields::only(inner, problems)?;
        return fields::bilingual(why, problems).map(Runs::Nothing);
    }
    match &node.shape {
        Shape::List(_) => Some(Runs::Changes(changes(node, problems))),
        _ => {
            let names = Word::from("[…] / nothing(zh: …, en: …)");
            let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
            wrong_shape(node, Phrase::Edit, expected, problems);
            None
        }
    }
}

fn running(node: &Node, problems: &mut Problems) -> Option<Spanned<Running>> {
    const KNOWN: [&str; 3] = ["keep", "recount", "anew"];
    let found = match fields::word(node, Phrase::Edit, &KNOWN, problems)? {
        "keep" => Running::Keep,
        "recount" => Running::Recount,
        _ => Running::Anew,
    };
    Some(Spanned::new(found, node.span))
}

/// Where cases stand: `{ "state": stay, "other": to("state") }`.
fn answers(node: &Node, problems: &mut Problems) -> Declared<Answer> {
    const KNOWN: [&str; 2] = ["stay", "to"];
    let entries = fields::map(node, Phrase::Edit, problems);
    let mut answers = Vec::with_capacity(entries.len());
    for (state, node) in entries {
        let answer = match (fields::one_of(node, Phrase::Edit, &KNOWN, problems), &node.shape) {
            (Some("stay"), Shape::Word(_)) => Some(Answer::Stay),
            (Some("to"), Shape::Variant(_, inner)) => fields::only(inner, problems)
                .and_then(|node| fields::name(node, problems))
                .map(Answer::To),
            (Some(_), _) => {
                let names = Word::from("stay / to(\"…\")");
                let expected = Word::Phrase(Phrase::ShapeOneOf, vec![("names", names)]);
                wrong_shape(node, Phrase::Edit, expected, problems);
                None
            }
            (None, _) => None,
        };
        answers.extend(answer.map(|answer| (state, answer)));
    }
    answers
}

/// One address or several: `"3.1"`, `"*"`, `"title"`, `"heading:23"`.
fn addresses(node: &Node, problems: &mut Problems) -> Option<Vec<Spanned<Address>>> {
    let names = fields::names(node, problems);
    let mut found = Vec::with_capacity(names.len());
    for name in &names {
        let heading = name.value.strip_prefix("heading:").and_then(ArticleNumber::parse);
        let address = match name.value.as_str() {
            "*" => Some(Address::Everywhere),
            "title" => Some(Address::Title),
            text => heading.map(Address::Heading).or(ArticleRef::parse(text).map(Address::Part)),
        };
        match address {
            Some(address) => found.push(Spanned::new(address, name.span)),
            None => {
                let args = vec![("name", name.value.as_str().into())];
                let wrong = Diagnostic::new(Problem::BadArticle, name.span, args);
                problems.push(wrong.with_help(Phrase::AddressesOfWords, Vec::new()));
            }
        }
    }
    (!found.is_empty() && found.len() == names.len()).then_some(found)
}

fn article_number(node: &Node, problems: &mut Problems) -> Option<Spanned<ArticleNumber>> {
    let name = fields::name(node, problems)?;
    let number = ArticleNumber::parse(&name);
    if number.is_none() {
        problems.add(Problem::BadArticle, name.span, vec![("name", name.value.as_str().into())]);
    }
    number.map(|number| Spanned::new(number, name.span))
}
