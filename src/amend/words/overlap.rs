//! Edits that lie over one another: all speak of the text before, so that none can come first.

use std::collections::BTreeSet;
use std::ops::Range;

use super::address::{holds, place};
use super::chapter_plan::articles_of;
use super::plan::room;
use super::substitute::Substitution;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Division, Phrase, Problem};
use crate::policy::{
    Amendment, Article, ArticleRef, Bundle, ChapterEdit, Edit, Wording, chapter_of_section,
};
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
    /// The heading of a chapter or a section.
    Division(usize),
    /// A heading that comes before an article: whether it is that of a section.
    Head(ArticleRef, bool),
    /// An article that goes with its chapter.
    Emptied(ArticleRef),
    /// What stands beside an article, and in its chapter.
    Beside(ArticleRef),
    /// The title of the act.
    Title,
    /// The last day of the act.
    LastDay,
}

/// Tells of edits that lie over one another; answers the later of each two.
pub(super) fn overlaps(
    bundle: &Bundle,
    amendment: &Amendment,
    substitutions: &[Substitution],
    problems: &mut Problems,
) -> BTreeSet<usize> {
    let mut claims: Vec<(usize, Span, Claim)> = Vec::new();
    for (at, edit) in amendment.edits.iter().enumerate() {
        let mut own = claimed(&bundle.articles, edit, problems);
        if let Wording::Chapter(what) = &edit.words {
            own.extend(claimed_of_chapters(bundle, what));
        }
        let own = own.into_iter();
        claims.extend(own.map(|(span, claim)| (at, span, claim)));
        let words = substitutions.iter().filter(|one| one.edit == at);
        claims.extend(words.map(|one| (at, one.at, Claim::Words(one.unit, one.tokens.clone()))));
    }
    let mut skipped = BTreeSet::new();
    let mut told = Vec::new();
    for (index, (edit, at, claim)) in claims.iter().enumerate() {
        let earlier = claims.iter().take(index).filter(|(other, ..)| other != edit);
        for (_, first, _) in earlier.filter(|(_, _, other)| conflict(other, claim)) {
            // A chapter holds many articles.
            if !told.contains(&(*at, *first)) {
                told.push((*at, *first));
                problems.push(
                    Diagnostic::new(Problem::EditsOverlap, *at, Vec::new())
                        .with_related(*first, Phrase::FirstEditedHere),
                );
            }
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
        Wording::Insert { beside, .. } => add(beside, &|place| Some(comes_in(place))),
        Wording::Delete(at) | Wording::Repeal(at) => add(at, &|place| Some(Claim::Gone(place))),
        Wording::Renumber { at, .. } => add(at, &|place| Some(Claim::Number(place))),
        Wording::Move { at, beside, .. } => {
            add(at, &|place| Some(Claim::Moved(place)));
            add(beside, &|place| Some(comes_in(place)));
        }
        Wording::Split { at, .. } => add(at, &|place| Some(Claim::Anew(place))),
        Wording::Join { at, .. } => {
            at.iter().for_each(|at| add(at, &|place| Some(Claim::Anew(place))))
        }
        Wording::Heading { of, .. } => add(of, &|place| Some(Claim::Heading(place))),
        Wording::Extend(day) => found.push((day.span, Claim::LastDay)),
        Wording::Rename(_) => found.push((edit.at.part(0, 1), Claim::Title)),
        Wording::Chapter(_) | Wording::Substitute { .. } | Wording::Nothing => {}
    }
    found
}

/// What comes in beside a place: into what holds that, or into its chapter.
fn comes_in(beside: ArticleRef) -> Claim {
    room(beside).map_or(Claim::Beside(beside), Claim::Into)
}

/// What an edit of chapters is about; what is not there is told where it is planned.
fn claimed_of_chapters(bundle: &Bundle, what: &ChapterEdit) -> Vec<(Span, Claim)> {
    let chapters = &bundle.chapters;
    match what {
        ChapterEdit::Rename { of, .. } | ChapterEdit::DeleteHeading(of) => {
            let own = of.value.find(chapters).into_iter();
            own.map(|own| (of.span, Claim::Division(own))).collect()
        }
        ChapterEdit::Delete(of) => {
            let Some(own) = of.value.find(chapters) else { return Vec::new() };
            let inner = (0..chapters.len())
                .filter(|at| *at == own || chapter_of_section(chapters, *at) == Some(own));
            let articles = articles_of(bundle, own).into_iter();
            let articles = articles.flat_map(|one| [Claim::Gone(one), Claim::Emptied(one)]);
            inner.map(Claim::Division).chain(articles).map(|claim| (of.span, claim)).collect()
        }
        ChapterEdit::Insert { beside, division, .. } => {
            let stands = *division == Division::Section;
            let claim = stands.then_some((beside.span, Claim::Beside(beside.value)));
            claim.into_iter().collect()
        }
        ChapterEdit::Head { before, division, .. } => {
            let claim = Claim::Head(before.value, *division == Division::Section);
            vec![(before.span, claim)]
        }
    }
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
        (C::Gone(whole), C::Head(part, _)) => holds(*whole, *part),
        (C::Emptied(own), C::Beside(other)) => own == other,
        (C::Division(own), C::Division(other)) => own == other,
        (C::Head(own, section), C::Head(other, another)) => own == other && section == another,
        (C::Moved(own), C::Moved(other)) => own == other,
        (C::Number(own), C::Number(other)) | (C::Heading(own), C::Heading(other)) => own == other,
        (C::Title, C::Title) | (C::LastDay, C::LastDay) => true,
        _ => false,
    }
}
