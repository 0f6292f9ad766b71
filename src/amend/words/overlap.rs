//! Edits that lie over one another: all speak of the text before, so that none can come first.

use std::collections::BTreeSet;
use std::ops::Range;

use super::address::{holds, place};
use super::plan::room;
use super::substitute::Substitution;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Amendment, Article, ArticleRef, Edit, Wording};
use crate::source::{Span, Spanned};

/// What an edit is about.
#[derive(Clone, Debug)]
enum Claim {
    /// Some words of a text, by its tokens.
    Words(ArticleRef, Range<usize>),
    /// Something that is written anew.
    Anew(ArticleRef),
    /// Something that goes.
    Gone(ArticleRef),
    /// Something that comes in there.
    Into(ArticleRef),
    /// Something that is moved.
    Moved(ArticleRef),
    /// The number of an article.
    Number(ArticleRef),
    /// The heading of an article.
    Heading(ArticleRef),
    /// The title of the act.
    Title,
    /// The last day of the act.
    LastDay,
}

/// Tells of edits that lie over one another; answers the later of each two.
pub(super) fn overlaps(
    articles: &[Article],
    amendment: &Amendment,
    substitutions: &[Substitution],
    problems: &mut Problems,
) -> BTreeSet<usize> {
    let mut claims: Vec<(usize, Span, Claim)> = Vec::new();
    for (at, edit) in amendment.edits.iter().enumerate() {
        let own = claimed(articles, edit, problems).into_iter();
        claims.extend(own.map(|(span, claim)| (at, span, claim)));
        let words = substitutions.iter().filter(|one| one.edit == at);
        claims.extend(words.map(|one| (at, one.at, Claim::Words(one.unit, one.tokens.clone()))));
    }
    let mut skipped = BTreeSet::new();
    for (index, (edit, at, claim)) in claims.iter().enumerate() {
        let earlier = claims.iter().take(index).filter(|(other, ..)| other != edit);
        for (_, first, _) in earlier.filter(|(_, _, other)| conflict(other, claim)) {
            problems.push(
                Diagnostic::new(Problem::EditsOverlap, *at, Vec::new())
                    .with_related(*first, Phrase::FirstEditedHere),
            );
            skipped.insert(*edit);
        }
    }
    skipped
}

fn claimed(articles: &[Article], edit: &Edit, problems: &mut Problems) -> Vec<(Span, Claim)> {
    let mut found = Vec::new();
    let mut add = |of: &Spanned<ArticleRef>, claim: &dyn Fn(ArticleRef) -> Option<Claim>| {
        let claim = place(articles, of, problems).and_then(claim);
        found.extend(claim.map(|claim| (of.span, claim)));
    };
    match &edit.words {
        Wording::Replace { at, heading, .. } => {
            add(at, &|place| Some(Claim::Anew(place)));
            if heading.is_some() {
                add(at, &|place| Some(Claim::Heading(place)));
            }
        }
        Wording::Insert { beside, .. } => add(beside, &|place| room(place).map(Claim::Into)),
        Wording::Delete(at) | Wording::Repeal(at) => add(at, &|place| Some(Claim::Gone(place))),
        Wording::Renumber { at, .. } => add(at, &|place| Some(Claim::Number(place))),
        Wording::Move { at, beside, .. } => {
            add(at, &|place| Some(Claim::Moved(place)));
            add(beside, &|place| room(place).map(Claim::Into));
        }
        Wording::Split { at, .. } => add(at, &|place| Some(Claim::Anew(place))),
        Wording::Join { at, .. } => {
            at.iter().for_each(|at| add(at, &|place| Some(Claim::Anew(place))))
        }
        Wording::Heading { of, .. } => add(of, &|place| Some(Claim::Heading(place))),
        Wording::Extend(day) => found.push((day.span, Claim::LastDay)),
        Wording::Rename(_) => found.push((edit.at.part(0, 1), Claim::Title)),
        Wording::Substitute { .. } | Wording::Nothing => {}
    }
    found
}

fn conflict(one: &Claim, other: &Claim) -> bool {
    conflicts_with(one, other) || conflicts_with(other, one)
}

fn conflicts_with(one: &Claim, other: &Claim) -> bool {
    use Claim as C;
    match (one, other) {
        (C::Words(own, range), C::Words(unit, others)) => {
            own == unit && range.start < others.end && others.start < range.end
        }
        (C::Anew(whole) | C::Gone(whole), C::Words(part, _) | C::Into(part)) => {
            holds(*whole, *part)
        }
        (C::Anew(whole) | C::Gone(whole), C::Anew(part) | C::Gone(part)) => holds(*whole, *part),
        (C::Gone(whole), C::Number(part) | C::Heading(part)) => holds(*whole, *part),
        // What is moved may be written anew there, but not be moved out of what is.
        (C::Gone(whole), C::Moved(part)) => holds(*whole, *part),
        (C::Anew(whole), C::Moved(part)) => whole != part && holds(*whole, *part),
        (C::Moved(own), C::Moved(other)) => own == other,
        (C::Number(own), C::Number(other)) | (C::Heading(own), C::Heading(other)) => own == other,
        (C::Title, C::Title) | (C::LastDay, C::LastDay) => true,
        _ => false,
    }
}
