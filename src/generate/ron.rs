//! A tree written out as text again, and the values that are put into it.

use crate::lang::{Lang, Phrase};
use crate::program::Program;
use crate::rule::Value;
pub(super) use crate::source::quoted;
use crate::source::{Node, Shape, Span};
use crate::world::Cast;

/// A tree as text, on one line.
pub(super) fn text(node: &Node) -> String {
    let joined = |items: Vec<String>| items.join(", ");
    match &node.shape {
        Shape::Unit => "()".to_owned(),
        Shape::Bool(flag) => flag.to_string(),
        Shape::Integer(number) => number.to_string(),
        Shape::OtherNumber(written) | Shape::Word(written) => written.clone(),
        Shape::Text { text, .. } => quoted(text),
        Shape::Variant(word, inner) => match inner.shape {
            Shape::Tuple(_) | Shape::Struct(_) | Shape::Unit => {
                format!("{}{}", word.value, text(inner))
            }
            _ => format!("{}({})", word.value, text(inner)),
        },
        Shape::Tuple(items) => format!("({})", joined(items.iter().map(text).collect())),
        Shape::List(items) => format!("[{}]", joined(items.iter().map(text).collect())),
        Shape::Struct(fields) => {
            let fields =
                fields.iter().map(|(name, node)| format!("{}: {}", name.value, text(node)));
            format!("({})", joined(fields.collect()))
        }
        Shape::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Shape::Map(entries) => {
            let entries =
                entries.iter().map(|(key, node)| format!("{}: {}", text(key), text(node)));
            format!("{{ {} }}", joined(entries.collect()))
        }
    }
}

/// Words that stand in a tree as they are.
pub(super) fn written(at: Span, words: String) -> Node {
    Node { span: at, shape: Shape::Word(words) }
}

/// A value as a story writes it; nothing where it cannot be written alone.
pub(super) fn value(program: &Program, cast: &Cast, value: Value) -> Option<String> {
    Some(match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Count(count) => count.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Money(sum) => {
            quoted(&Phrase::Yuan.with(Lang::Zh, &[("sum", sum.normalize().to_string().into())]))
        }
        Value::Date(day) => quoted(&day.to_string()),
        Value::Choice(choice, at) => {
            quoted(&program.choices[choice].values.get(usize::from(at))?.0)
        }
        Value::Subject(subject) => quoted(&cast.subjects[subject].name),
        Value::List(list) if cast.pool.rows(list).is_empty() => "[]".to_owned(),
        _ => return None,
    })
}

/// The value under a name of a structure.
pub(super) fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.shape {
        Shape::Struct(fields) => {
            fields.iter().find(|(known, _)| known.value == name).map(|(_, node)| node)
        }
        _ => None,
    }
}

/// Sets what stands under a name of a structure.
pub(super) fn set_field(node: &mut Node, name: &str, new: Node) {
    let at = node.span;
    if let Shape::Struct(fields) = &mut node.shape {
        match fields.iter_mut().find(|(known, _)| known.value == name) {
            Some((_, old)) => *old = new,
            None => fields.push((crate::source::Spanned::new(name.to_owned(), at), new)),
        }
    }
}

/// Takes away what stands under names of a structure.
pub(super) fn take_fields(node: &mut Node, names: &[&str]) {
    if let Shape::Struct(fields) = &mut node.shape {
        fields.retain(|(known, _)| !names.contains(&known.value.as_str()));
    }
}

/// What stands behind a key of a map.
pub(super) fn entry_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.shape {
        Shape::Map(entries) => {
            let own =
                |known: &Node| matches!(&known.shape, Shape::Text { text, .. } if text == key);
            entries.iter_mut().find(|(known, _)| own(known)).map(|(_, node)| node)
        }
        _ => None,
    }
}

/// Sets what stands behind a key of a map.
pub(super) fn set_entry(node: &mut Node, key: &str, new: Node) {
    if let Some(old) = entry_mut(node, key) {
        *old = new;
        return;
    }
    let at = node.span;
    if let Shape::Map(entries) = &mut node.shape {
        let key = Node { span: at, shape: Shape::Text { text: key.to_owned(), verbatim: false } };
        entries.push((key, new));
    }
}

/// What stands under a name of a structure, to be changed.
pub(super) fn field_mut<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    match &mut node.shape {
        Shape::Struct(fields) => {
            fields.iter_mut().find(|(known, _)| known.value == name).map(|(_, node)| node)
        }
        _ => None,
    }
}
