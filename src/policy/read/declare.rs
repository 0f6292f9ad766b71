//! The sections that declare things: choices, kinds, facts, findings, events, roles, registers,
//! accounts, obligations, records, groups.

use super::fields::{self, Fields, wrong_shape};
use crate::diagnostic::Problems;
use crate::ident::check_name;
use crate::lang::{Phrase, Problem, Text, Word};
use crate::policy::{
    Account, Choice, Declared, Event, Fact, Field, Finding, Group, GroupMember, Holder, Kind, Name,
    Obligation, Record, Register, Role, TypeName, Under,
};
use crate::source::{Node, Shape, Spanned};

/// A declared name that must look like one.
pub(crate) fn clean_name(name: Name, problems: &mut Problems) -> Option<Name> {
    if check_name(&name).is_ok() {
        return Some(name);
    }
    problems.add(Problem::BadName, name.span, vec![("name", name.value.as_str().into())]);
    None
}

/// A section: a map from new names to what `one` reads.
fn section<T>(
    node: &Node,
    what: Phrase,
    problems: &mut Problems,
    mut one: impl FnMut(&Node, &mut Problems) -> Option<T>,
) -> Declared<T> {
    let entries = fields::map(node, what, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| {
            let name = clean_name(name, problems)?;
            one(node, problems).map(|found| (name, found))
        })
        .collect()
}

/// A section whose elements are a structure: `one` asks for the fields, the rest is common.
fn structures<T>(
    node: &Node,
    what: Phrase,
    problems: &mut Problems,
    mut one: impl FnMut(&mut Fields<'_>, &mut Problems) -> Option<T>,
) -> Declared<T> {
    section(node, what, problems, |node, problems| {
        let mut fields = Fields::open(node, what, problems)?;
        let found = one(&mut fields, problems);
        fields.close(problems);
        found
    })
}

/// `choices`
pub fn choices(node: &Node, problems: &mut Problems) -> Declared<Choice> {
    structures(node, Phrase::Choice, problems, |fields, problems| {
        let title = fields.title(problems);
        let origin = fields.origin(problems);
        let values = fields.required("values", problems)?;
        Some(Choice { title, values: choice_values(values, problems), origin })
    })
}

/// The values of a choice with their titles.
pub(super) fn choice_values(node: &Node, problems: &mut Problems) -> Declared<Text> {
    section(node, Phrase::Choice, problems, fields::bilingual)
}

/// `kinds`
pub fn kinds(node: &Node, problems: &mut Problems) -> Declared<Kind> {
    section(node, Phrase::Kind, problems, |node, problems| {
        fields::bilingual(node, problems).map(|title| Kind { title })
    })
}

/// The words for a type.
pub(super) const TYPES: [&str; 13] = [
    "flag", "count", "share", "money", "date", "text", "period", "choice", "subject", "instance",
    "set", "list", "places",
];

/// A type as it is written.
pub(crate) fn type_name(node: &Node, problems: &mut Problems) -> Option<Spanned<TypeName>> {
    let word = fields::one_of(node, Phrase::TypeWord, &TYPES, problems)?;
    let inner = match &node.shape {
        Shape::Variant(_, inner) => Some(fields::only(inner, problems)?),
        _ => None,
    };
    let ty = match (word, inner) {
        ("flag", None) => TypeName::Flag,
        ("count", None) => TypeName::Count,
        ("share", None) => TypeName::Share,
        ("money", None) => TypeName::Money,
        ("date", None) => TypeName::Date,
        ("text", None) => TypeName::Text,
        ("period", None) => TypeName::Period,
        ("subject", None) => TypeName::Subject,
        ("choice", Some(of)) => TypeName::Choice(fields::name(of, problems)?),
        ("instance", Some(of)) => TypeName::Instance(fields::name(of, problems)?),
        ("set", Some(of)) => TypeName::Set(fields::name(of, problems)?),
        ("list", Some(columns)) => {
            TypeName::List(section(columns, Phrase::Column, problems, type_name))
        }
        ("places", Some(inner)) => {
            let mut fields = Fields::open(inner, Phrase::TypeWord, problems)?;
            let of = fields.required("of", problems).and_then(|node| fields::name(node, problems));
            let at = fields.required("at", problems).and_then(|node| fields::name(node, problems));
            fields.close(problems);
            TypeName::Places { of: of?, at: at? }
        }
        _ => {
            let example = match word {
                "choice" | "instance" | "set" => format!("{word}(\"…\")"),
                "list" => "list({ \"…\": … })".to_owned(),
                "places" => "places((of: \"…\", at: \"…\"))".to_owned(),
                _ => word.to_owned(),
            };
            wrong_shape(node, Phrase::TypeWord, Word::Plain(example), problems);
            return None;
        }
    };
    Some(Spanned::new(ty, node.span))
}

/// Named and typed places for values; a bare type needs no title.
pub fn fields_of(node: &Node, problems: &mut Problems) -> Declared<Field> {
    section(node, Phrase::Field, problems, |node, problems| {
        if !matches!(node.shape, Shape::Struct(_)) {
            let ty = type_name(node, problems)?;
            return Some(Field { title: Text::default(), ty, optional: false });
        }
        let mut fields = Fields::open(node, Phrase::Field, problems)?;
        let title = fields.title(problems);
        let ty = fields.required("type", problems).and_then(|node| type_name(node, problems));
        let optional = fields.flag("optional", false, problems);
        fields.close(problems);
        Some(Field { title, ty: ty?, optional })
    })
}

fn columns(
    fields: &mut Fields<'_>,
    name: &'static str,
    problems: &mut Problems,
) -> Declared<Field> {
    fields.optional(name).map(|node| fields_of(node, problems)).unwrap_or_default()
}

/// `facts`
pub fn facts(node: &Node, problems: &mut Problems) -> Declared<Fact> {
    structures(node, Phrase::Fact, problems, |fields, problems| {
        let title = fields.title(problems);
        let origin = fields.origin(problems);
        let of = fields.names("of", problems);
        let from = fields.names("from", problems);
        let ty = fields.required("type", problems).and_then(|node| type_name(node, problems));
        let dated = fields.optional("dated").and_then(|node| fields::name(node, problems));
        Some(Fact { title, of, ty: ty?, dated, from, origin })
    })
}

/// `findings`
pub fn findings(node: &Node, problems: &mut Problems) -> Declared<Finding> {
    structures(node, Phrase::Finding, problems, |fields, problems| {
        let question = fields.required("question", problems);
        let question = question.and_then(|node| fields::bilingual(node, problems));
        let origin = fields.origin(problems);
        let about =
            fields.required("about", problems).and_then(|node| fields::name(node, problems));
        let by = fields.names("by", problems);
        Some(Finding { question: question?, about: about?, by, origin })
    })
}

/// `events`
pub fn events(node: &Node, problems: &mut Problems) -> Declared<Event> {
    section(node, Phrase::Event, problems, |node, problems| {
        if let Shape::Text { .. } = node.shape {
            let title = fields::bilingual(node, problems)?;
            return Some(Event { title, data: Vec::new(), origin: Default::default() });
        }
        let mut fields = Fields::open(node, Phrase::Event, problems)?;
        let title = fields.title(problems);
        let origin = fields.origin(problems);
        let data = columns(&mut fields, "data", problems);
        fields.close(problems);
        Some(Event { title, data, origin })
    })
}

/// `roles`
pub fn roles(node: &Node, problems: &mut Problems) -> Declared<Role> {
    structures(node, Phrase::Role, problems, |fields, problems| {
        let title = fields.title(problems);
        let origin = fields.origin(problems);
        let holder = match fields.optional("holder") {
            None => Holder::Office,
            Some(node) => holder(node, problems)?,
        };
        Some(Role { title, holder, origin })
    })
}

/// `office`, `actor`, `anyone`, `party("expression")`
pub(super) fn holder(node: &Node, problems: &mut Problems) -> Option<Holder> {
    const KNOWN: [&str; 4] = ["office", "actor", "party", "anyone"];
    match (fields::one_of(node, Phrase::Role, &KNOWN, problems)?, &node.shape) {
        ("office", Shape::Word(_) | Shape::Text { .. }) => Some(Holder::Office),
        ("actor", Shape::Word(_) | Shape::Text { .. }) => Some(Holder::Actor),
        ("anyone", Shape::Word(_) | Shape::Text { .. }) => Some(Holder::Anyone),
        ("party", Shape::Variant(_, inner)) => {
            let only = fields::only(inner, problems)?;
            fields::expression(only, problems).map(Holder::Party)
        }
        (word @ ("office" | "actor" | "anyone"), _) => {
            wrong_shape(node, Phrase::Role, Word::Plain(word.into()), problems);
            None
        }
        _ => {
            let expected = Word::Plain("party(\"…\")".into());
            wrong_shape(node, Phrase::Role, expected, problems);
            None
        }
    }
}

/// `registers`
pub fn registers(node: &Node, problems: &mut Problems) -> Declared<Register> {
    structures(node, Phrase::Register, problems, |fields, problems| {
        let title = fields.title(problems);
        let origin = fields.origin(problems);
        let columns = columns(fields, "columns", problems);
        Some(Register { title, columns, origin })
    })
}

/// `accounts`
pub fn accounts(node: &Node, problems: &mut Problems) -> Declared<Account> {
    structures(node, Phrase::Account, problems, |fields, problems| {
        let title = fields.title(problems);
        let origin = fields.origin(problems);
        let columns = columns(fields, "columns", problems);
        Some(Account { title, columns, origin })
    })
}

/// `obligations`
pub fn obligations(node: &Node, problems: &mut Problems) -> Declared<Obligation> {
    structures(node, Phrase::Obligation, problems, |fields, problems| {
        let title = fields.title(problems);
        let of = fields.optional("of").and_then(|node| fields::name(node, problems));
        if of.is_none() {
            for alone in ["opens", "due", "fulfilled_by", "reported"] {
                if let Some(node) = fields.optional(alone) {
                    let args = vec![("what", Phrase::Obligation.into()), ("name", "of".into())];
                    problems.add(Problem::MissingField, node.span, args);
                }
            }
        }
        Some(Obligation {
            otherwise: Vec::new(),
            title,
            by: fields.names("by", problems),
            of,
            opens: fields.names("opens", problems),
            due: fields.expression("due", problems),
            fulfilled_by: fields.names("fulfilled_by", problems),
            reported: fields.names("reported", problems),
            origin: fields.origin(problems),
        })
    })
}

/// `records`
pub fn records(node: &Node, problems: &mut Problems) -> Declared<Record> {
    structures(node, Phrase::Record, problems, |fields, problems| {
        Some(Record { title: fields.title(problems), origin: fields.origin(problems) })
    })
}

/// `groups`
pub fn groups(node: &Node, problems: &mut Problems) -> Declared<Group> {
    structures(node, Phrase::RuleOrGroup, problems, |fields, problems| {
        let title = fields.title(problems);
        let origin = fields.origin(problems);
        let (all, not_all) = (fields.optional("all"), fields.optional("not_all"));
        fields.one_only(&["all", "not_all"], problems);
        let written = match all.or(not_all) {
            Some(written) => written,
            None => fields.required("all", problems)?,
        };
        let members = fields::list(written, Phrase::RuleOrGroup, problems)
            .iter()
            .filter_map(|node| member(node, problems))
            .collect();
        Some(Group { title, members, all: all.is_some(), origin })
    })
}

pub(super) fn member(node: &Node, problems: &mut Problems) -> Option<GroupMember> {
    if !matches!(node.shape, Shape::Struct(_)) {
        return fields::name(node, problems).map(|rule| GroupMember {
            rule,
            only_if: None,
            under: Under::ALL,
        });
    }
    let mut fields = Fields::open(node, Phrase::RuleOrGroup, problems)?;
    let rule = fields.required("rule", problems).and_then(|node| fields::name(node, problems));
    let only_if = fields.optional("only_if").and_then(|node| fields::name(node, problems));
    fields.close(problems);
    Some(GroupMember { rule: rule?, only_if, under: Under::ALL })
}
