//! Numbers and words find each other: each number of the bundle is shown by a slot of what it
//! cites, and each number of the text is one of the bundle's or marked as none.

use super::bound::{part, texts};
use super::cite;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Lang, Phrase, Problem, Word, quantities};
use crate::policy::slot::{Piece, pieces, slots};
use crate::policy::{ArticleRef, Bundle, Parameter, ParameterValue};
use crate::source::Spanned;

/// Tells of numbers, lengths and sums that the text which they cite does not show. What fills a
/// silence, or is technical, stands in no text.
pub(super) fn every_number_is_shown(bundle: &Bundle, problems: &mut Problems) {
    if bundle.articles.is_empty() || !bundle.manifest.legal_text {
        return;
    }
    for (name, parameter) in &bundle.parameters {
        let origin = &parameter.origin;
        if origin.silence.is_some() || origin.technical.is_some() {
            continue;
        }
        let cited = cited(parameter, bundle);
        // Without a source there is no place to look; that it has none is told elsewhere.
        if cited.is_empty() {
            continue;
        }
        let has_rows = parameter
            .values
            .iter()
            .any(|(_, value)| matches!(value.value, ParameterValue::Table { .. }));
        let shown: Vec<&str> = cited
            .iter()
            .flat_map(|&cited| {
                let of =
                    bundle.articles.iter().filter(move |one| one.number.value == cited.article);
                of.flat_map(move |article| article.texts_of(cited))
            })
            .flat_map(|text| slots(&text.value))
            .flat_map(|slot| slot.bound)
            // A row of what has none is told where it is bound.
            .map(|bound| if has_rows { bound.path } else { bound.name() })
            .collect();
        let missing: Vec<Word> = paths(&name.value, parameter)
            .into_iter()
            .filter(|path| !shown.contains(&path.as_str()))
            .map(Word::from)
            .collect();
        if let Some(first) = missing.first().cloned() {
            let cited = Word::List(cited.into_iter().map(cite).collect());
            let elsewhere = shown_in(&first.say(Lang::En), bundle);
            let args = vec![("paths", Word::List(missing)), ("articles", cited)];
            let wrong = Diagnostic::new(Problem::NumberNotShown, name.span, args);
            problems.push(match elsewhere.is_empty() {
                true => wrong.with_help(Phrase::HowToShow, vec![("path", first)]),
                false => wrong
                    .with_help(Phrase::ShownElsewhere, vec![("article", Word::List(elsewhere))]),
            });
        }
    }
}

/// The articles that a parameter cites, itself or through the readings that it follows.
fn cited(parameter: &Parameter, bundle: &Bundle) -> Vec<ArticleRef> {
    let own: Vec<ArticleRef> =
        parameter.origin.articles.iter().map(|article| article.value).collect();
    if !own.is_empty() {
        return own;
    }
    let followed =
        |number: &str| parameter.origin.readings.iter().any(|reading| reading.value == number);
    let readings = bundle.readings.iter().filter(|(number, _)| followed(&number.value));
    readings
        .flat_map(|(_, reading)| reading.origin.articles.iter().map(|article| article.value))
        .collect()
}

/// Where else the text shows what a path binds.
fn shown_in(path: &str, bundle: &Bundle) -> Vec<Word> {
    let binds = |text: &Spanned<String>| {
        slots(&text.value).any(|slot| slot.bound.iter().any(|bound| bound.path == path))
    };
    let mut found = Vec::new();
    for article in &bundle.articles {
        for (at, paragraph) in article.paragraphs.iter().enumerate() {
            if paragraph.texts().any(binds) {
                let number = u16::try_from(at + 1).ok().filter(|_| article.paragraphs.len() > 1);
                let whole = ArticleRef::whole(article.number.value);
                found.push(cite(ArticleRef { paragraph: number, ..whole }));
            }
        }
    }
    found
}

/// The paths of a parameter's numbers: its name, or its rows.
fn paths(name: &str, parameter: &Parameter) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |path: String| {
        if !found.contains(&path) {
            found.push(path);
        }
    };
    for (_, value) in &parameter.values {
        match &value.value {
            ParameterValue::Table { rows, .. } => {
                for row in rows.iter().filter(|row| is_number(&row.value.value)) {
                    let keys: Vec<&str> = row.keys.iter().map(|key| key.value.as_str()).collect();
                    add(format!("{name}.{}", keys.join(".")));
                }
            }
            value if is_number(value) => add(name.to_owned()),
            _ => {}
        }
    }
    found
}

/// Whether it is a number that a text writes. That nothing is paid is said without one.
fn is_number(value: &ParameterValue) -> bool {
    match value {
        ParameterValue::Money(sum) => !sum.is_zero(),
        ParameterValue::Count(_)
        | ParameterValue::Share(_)
        | ParameterValue::Period(_)
        | ParameterValue::Occurrences { .. } => true,
        _ => false,
    }
}

/// Tells of numbers in the text that stand in no slot.
pub(super) fn every_number_is_bound(bundle: &Bundle, problems: &mut Problems) {
    if !bundle.manifest.legal_text {
        return;
    }
    texts(bundle).for_each(|text| unbound(text, problems));
}

fn unbound(text: &Spanned<String>, problems: &mut Problems) {
    let mut at = 0;
    for piece in pieces(&text.value) {
        match piece {
            Piece::Words(words) => {
                for found in quantities(words) {
                    let number = words.get(found.clone()).unwrap_or("");
                    let place = part(text, at + found.start, number.len());
                    let args = vec![("text", Word::from(number))];
                    problems.push(
                        Diagnostic::new(Problem::NumberOutsideSlot, place, args.clone())
                            .with_help(Phrase::HowToMark, args),
                    );
                }
                at += words.len();
            }
            Piece::Slot(slot) => at = slot.at + slot.sample.len() + 1,
        }
    }
}
