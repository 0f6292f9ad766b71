//! What the words of the text after show and no longer show.

use super::changed::Changed;
use super::draft::{Draft, Kind, Operation, Unasked};
use crate::lang::sentence::{UnaskedReading, UnaskedShown};
use crate::policy::check::quoted;
use crate::policy::{Article, ArticleRef, slots};

/// The values that show in words which no edit touched.
pub(super) fn shown_elsewhere(draft: &Draft<'_>, changed: &[Changed]) -> Vec<Unasked> {
    let Some(last) = draft.rewritten.last() else { return Vec::new() };
    let edited: Vec<ArticleRef> = {
        let edits = draft.rewritten.iter().flat_map(|one| &one.edits);
        edits.flat_map(|edit| &edit.operation.places).filter_map(|(_, after)| *after).collect()
    };
    let mut found: Vec<Unasked> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for one in changed {
        let name = draft.program.parameters[one.id].name.as_str();
        if told.contains(&name) {
            continue;
        }
        told.push(name);
        let places = last.articles.iter().flat_map(|article| shown(article, name));
        let articles: Vec<ArticleRef> =
            places.filter(|place| !edited.iter().any(|edit| meets(*edit, *place))).collect();
        if articles.is_empty() {
            continue;
        }
        let says = UnaskedShown {
            name: one.named.clone(),
            before: draft.value(one.before),
            after: draft.value(one.after),
        };
        let operation: Option<Operation> = one.operation;
        found.push(Unasked { kind: Kind::Shown, articles, operation, told: says.into() });
    }
    found
}

/// Whether two places share words.
fn meets(one: ArticleRef, other: ArticleRef) -> bool {
    let same =
        |one: Option<u16>, other: Option<u16>| one.is_none() || other.is_none() || one == other;
    one.article == other.article
        && same(one.paragraph, other.paragraph)
        && same(one.item, other.item)
}

/// The paragraphs of an article that show a parameter.
fn shown(article: &Article, name: &str) -> Vec<ArticleRef> {
    let whole = ArticleRef::whole(article.number.value);
    let several = article.paragraphs.len() > 1;
    let paragraphs = (1..).zip(&article.paragraphs).filter(|(_, paragraph)| {
        paragraph.texts().any(|text| {
            slots(&text.value).any(|slot| slot.bound.iter().any(|bound| bound.name() == name))
        })
    });
    let place = |at: u16| ArticleRef { paragraph: several.then_some(at), ..whole };
    paragraphs.map(|(at, _)| place(at)).collect()
}

/// The readings whose words stand nowhere in the text after.
pub(super) fn readings_gone(draft: &Draft<'_>) -> Vec<Unasked> {
    let Some(last) = draft.rewritten.last() else { return Vec::new() };
    let mut found = Vec::new();
    for (number, reading) in &draft.written.readings {
        let words = &reading.words.value;
        if !quoted(&draft.written.articles, words) || quoted(&last.articles, words) {
            continue;
        }
        let told = UnaskedReading {
            number: number.value.as_str().into(),
            words: words.into(),
            question: (&reading.question).into(),
        };
        let articles = reading.origin.cited().articles;
        let operation = draft.only();
        found.push(Unasked { kind: Kind::Reading, articles, operation, told: told.into() });
    }
    found
}
