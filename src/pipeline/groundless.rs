//! What an amendment takes the words away of, and what runs by them all the same: behaviour stands on
//! words (DESIGN 9.2).

use crate::amend::Amended;
use crate::amend::words::{Edited, Rewritten};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::check::cite;
use crate::policy::{Amendment, ArticleRef, Bundle, Edit, Status};
use crate::program::Program;
use crate::program::check::carrying;
use crate::source::Span;

/// Tells of what runs and cites nothing but what the amendments took away, with every place.
pub(super) fn groundless(
    bundle: &Bundle,
    program: &Program,
    amendments: &[Amendment],
    amended: &Amended,
) -> Problems {
    let edits = || amendments.iter().zip(&amended.rewritten);
    let mut found: Vec<(ArticleRef, &Edit, Vec<Span>)> = Vec::new();
    let mut ask = |cited: &mut dyn Iterator<Item = ArticleRef>, at: Span| {
        let gone: Option<Vec<(ArticleRef, &Edit)>> =
            cited.map(|cited| Some((cited, taken(edits(), cited, at)?))).collect();
        let Some((cited, edit)) = gone.and_then(|gone| gone.first().copied()) else { return };
        match found.iter_mut().find(|(_, known, _)| known.at == edit.at) {
            Some((_, _, places)) => places.push(at),
            None => found.push((cited, edit, vec![at])),
        }
    };
    for element in carrying(bundle, program) {
        // What fills a silence does not stand on the words.
        if let Some(origin) = element.origin.filter(|origin| origin.silence.is_none()) {
            ask(&mut origin.articles.iter().map(|article| article.value), element.at);
        }
    }
    for rule in program.rules.iter().filter(|rule| rule.cited.silence.is_none()) {
        ask(&mut rule.cited.articles.iter().copied(), rule.at);
    }
    let mut problems = Problems::default();
    for (cited, edit, mut places) in found {
        places.sort();
        places.dedup();
        let args = vec![("article", cite(cited)), ("count", places.len().to_string().into())];
        let told = Diagnostic::new(Problem::Groundless, edit.at.part(0, 1), args);
        let told =
            places.into_iter().fold(told, |told, at| told.with_related(at, Phrase::StillRuns));
        problems.push(told);
    }
    problems
}

/// The edit that took away what is cited at that place; none where it stands. What an amendment
/// itself declares cites the text before it, so that the amendments before are not asked.
fn taken<'a>(
    edits: impl Iterator<Item = (&'a Amendment, &'a Rewritten)> + Clone,
    cited: ArticleRef,
    at: Span,
) -> Option<&'a Edit> {
    let own = edits.clone().position(|(amendment, _)| amendment.holds(at)).unwrap_or(0);
    let mut place = cited;
    for (amendment, after) in edits.skip(own) {
        let becomes = after.numbers.after(place);
        let stands = becomes.filter(|becomes| !is_repealed(after, *becomes));
        match stands {
            Some(becomes) => place = becomes,
            None if !after.numbers.had(place) => return None,
            None => {
                let mut edits = amendment.edits.iter().zip(&after.edits);
                let taking = edits.find(|edit| takes(edit, after, place));
                return taking.map(|(edit, _)| edit);
            }
        }
    }
    None
}

/// Whether an edit takes a place, or that in which it lies, out of the text or out of force.
fn takes((_, edited): &(&Edit, &Edited), after: &Rewritten, place: ArticleRef) -> bool {
    let within = |outer: Option<u16>, inner: Option<u16>| outer.is_none() || outer == inner;
    let holds = |was: ArticleRef| {
        was.article == place.article
            && (place.paragraph.is_none() || within(was.paragraph, place.paragraph))
            && within(was.item, place.item)
            && within(was.point, place.point)
    };
    edited.operation.places.iter().any(|(was, becomes)| {
        was.is_some_and(holds) && becomes.is_none_or(|becomes| is_repealed(after, becomes))
    })
}

fn is_repealed(after: &Rewritten, place: ArticleRef) -> bool {
    let article = after.articles.iter().find(|article| article.number.value == place.article);
    article.is_some_and(|article| matches!(article.status, Status::Repealed(_)))
}
