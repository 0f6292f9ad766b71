//! What a change takes away and something still names: told once, at the change, with every place
//! that names it.

use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Lang, Phrase, Problem, Word};
use crate::policy::{Bundle, Gone};
use crate::source::Span;

/// Gathers what was found of names that changes took away.
pub fn still_named(bundle: &Bundle, problems: &mut Problems) {
    for gone in &bundle.gone {
        let found = problems.take(|found| names(found, gone));
        let mut places: Vec<Span> = found.iter().filter_map(|found| found.at).collect();
        places.sort();
        places.dedup();
        if places.is_empty() {
            continue;
        }
        let args = vec![
            ("kind", gone.kind.into()),
            ("name", gone.name.as_str().into()),
            ("count", places.len().to_string().into()),
        ];
        let told = Diagnostic::new(Problem::StillNamed, gone.at, args);
        let told = places
            .into_iter()
            .fold(told, |told, place| told.with_related(place, Phrase::StillNamedHere));
        problems.push(told);
    }
}

/// Whether a problem is that a name which was taken away means nothing any more.
fn names(found: &Diagnostic, gone: &Gone) -> bool {
    if !matches!(found.problem, Problem::UnknownName | Problem::SlotWithoutValue) {
        return false;
    }
    let said = |key: &str| found.args.iter().find(|(name, _)| *name == key).map(|(_, word)| word);
    let Some(name) = said("name").or_else(|| said("path")) else { return false };
    // A rule says `param.cycle`, a text `fee.upper`, a list of states `from a before b`.
    let name = name.say(Lang::En);
    let is_part = |part: char| part == '_' || part.is_alphanumeric();
    let is_named = name.split(|part| !is_part(part)).any(|part| part == gone.name);
    let is_kind = said("kind").is_none_or(|kind| kind_is(kind, gone.kind));
    is_named && is_kind
}

/// A rule says less exactly what it looked for.
fn kind_is(kind: &Word, gone: Phrase) -> bool {
    let of = |phrase: Phrase| *kind == Word::from(phrase);
    of(gone)
        || match gone {
            Phrase::Group => of(Phrase::RuleOrGroup) || of(Phrase::Rule),
            Phrase::Fact | Phrase::Parameter | Phrase::Finding | Phrase::Field => {
                of(Phrase::NameWord) || of(Phrase::TypeDate) || of(Phrase::Parameter)
            }
            Phrase::Column => of(Phrase::NameWord) || of(Phrase::Field) || of(Phrase::TypeDate),
            _ => false,
        }
}
