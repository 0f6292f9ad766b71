//! `mutants.ron` beside a bundle: mutants that change nothing, each with the reason, and survivors that are
//! known, so that a gate heeds new ones only.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Text, Word};
use crate::policy::Name;
use crate::policy::read::{fields, read_error, read_tree};
use crate::source::{Door, Sources};

/// What is known of a bundle's mutants.
#[derive(Default)]
pub struct Declared {
    /// Those that change nothing, each with the reason.
    pub equivalent: Vec<(Name, Text)>,
    /// Those that no story notices, and that are known.
    pub survivors: Vec<Name>,
}

/// Reads a file of known mutants through a door; nothing where it cannot be read.
pub fn read_declared(
    door: &dyn Door,
    path: &Path,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Declared> {
    let text = match door.read(path) {
        Ok(text) => text,
        Err(error) => {
            let shown = Word::from(path.to_string_lossy().into_owned());
            let args = vec![("path", shown), ("why", read_error(&error))];
            problems.push(Diagnostic::placeless(Problem::CannotRead, args));
            return None;
        }
    };
    let file = sources.add(path.to_string_lossy().into_owned(), text);
    let node = read_tree(sources, file, problems)?;
    let mut open = fields::Fields::open(&node, Phrase::MutateKnown, problems)?;
    let equivalent = open.optional("equivalent");
    let survivors = open.optional("survivors");
    open.close(problems);
    let mut found = Declared::default();
    if let Some(node) = equivalent {
        for (name, node) in fields::map(node, Phrase::MutateKnown, problems) {
            let reason = fields::bilingual(node, problems).unwrap_or_default();
            if reason.is_empty() {
                let args = vec![("what", Phrase::MutateKnown.into()), ("name", "zh".into())];
                problems.add(Problem::MissingField, name.span, args);
            }
            found.equivalent.push((name, reason));
        }
    }
    if let Some(node) = survivors {
        for node in fields::list(node, Phrase::MutateKnown, problems) {
            found.survivors.extend(fields::name(node, problems));
        }
    }
    Some(found)
}
