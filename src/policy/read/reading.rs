//! The section `readings`.

use super::change::changes;
use super::fields::{self, Fields};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Change, Declared, Name, Reading, ReadingOption, UNDECIDED};
use crate::source::Node;

/// `readings`
pub fn readings(node: &Node, problems: &mut Problems) -> Declared<Reading> {
    let entries = fields::map(node, Phrase::Reading, problems);
    entries
        .into_iter()
        .filter_map(|(name, node)| {
            let name = super::clean_name(name, problems)?;
            reading(node, problems).map(|reading| (name, reading))
        })
        .collect()
}

fn reading(node: &Node, problems: &mut Problems) -> Option<Reading> {
    let mut fields = Fields::open(node, Phrase::Reading, problems)?;
    let question = fields.required("question", problems);
    let question = question.and_then(|node| fields::bilingual(node, problems));
    let words = fields.required("words", problems);
    let words = words.and_then(|node| fields::text(node, Phrase::Reading, problems));
    let origin = fields.origin(problems);
    let chosen = fields.required("chosen", problems).and_then(|node| fields::name(node, problems));
    let ask = fields.names("ask", problems);
    let why = fields.required("why", problems).and_then(|node| fields::bilingual(node, problems));
    let mut options: Declared<ReadingOption> = Vec::new();
    if let Some(node) = fields.required("options", problems) {
        for (name, node) in fields::map(node, Phrase::Reading, problems) {
            let (Some(name), Some(mut inner)) =
                (super::clean_name(name, problems), Fields::open(node, Phrase::Reading, problems))
            else {
                continue;
            };
            let title = inner.title(problems);
            let own = inner.optional("changes").map(|node| changes(node, problems));
            let joined = inner.optional("joined").map(|node| joined(node, problems));
            inner.close(problems);
            let (changes, joined) = (own.unwrap_or_default(), joined.unwrap_or_default());
            options.push((name, ReadingOption { title, changes, joined }));
        }
    }
    fields.close(problems);
    let chosen = chosen?;
    let known = options.iter().map(|(name, _)| name.value.as_str());
    let names: Vec<&str> = known.chain([UNDECIDED]).collect();
    if !names.contains(&chosen.value.as_str()) {
        problems.push(
            Diagnostic::new(
                Problem::UnknownName,
                chosen.span,
                vec![("name", chosen.value.as_str().into()), ("kind", Phrase::Reading.into())],
            )
            .with_nearest(&chosen.value, names.iter().copied()),
        );
    }
    Some(Reading { question: question?, words: words?, origin, chosen, ask, why: why?, options })
}

/// `joined: { "A12=whole_programme": [change] }`
fn joined(node: &Node, problems: &mut Problems) -> Vec<(Name, Vec<Change>)> {
    let entries = fields::map(node, Phrase::Reading, problems);
    entries.into_iter().map(|(name, node)| (name, changes(node, problems))).collect()
}
