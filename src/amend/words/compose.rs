//! Amendments one upon the other: the text after the last with all that went and came since the first.

use super::rewritten::{Mark, MarkKind, MarkedArticle, MarkedText};
use crate::policy::ArticleRef;

/// What two amendments did together, the second upon the text after the first.
pub fn composed(first: &[MarkedArticle], second: &[MarkedArticle]) -> Vec<MarkedArticle> {
    let texts: Vec<&MarkedText> = first.iter().flat_map(|article| &article.texts).collect();
    let after = first.iter().map(|article| article.becomes).collect::<Vec<_>>();
    let mut out = Vec::with_capacity(second.len());
    let mut next = 0;
    for article in second {
        let at = position(&after, article.was);
        let before = at.and_then(|at| first.get(at));
        gone(first, &mut next, at, |one| one.becomes.is_none(), &mut out);
        // What comes and goes again was never there.
        if before.is_some_and(|before| before.was.is_none()) && article.becomes.is_none() {
            continue;
        }
        let own = before.map(|before| before.texts.as_slice()).unwrap_or_default();
        out.push(MarkedArticle {
            was: before.map_or(article.was, |before| before.was),
            heading: before.map_or_else(
                || article.heading.clone(),
                |before| marks(&before.heading, &article.heading),
            ),
            texts: texts_of(own, &texts, &article.texts),
            ..article.clone()
        });
    }
    gone(first, &mut next, Some(first.len()), |one| one.becomes.is_none(), &mut out);
    out
}

fn position(all: &[Option<ArticleRef>], wanted: Option<ArticleRef>) -> Option<usize> {
    let wanted = wanted?;
    all.iter().position(|known| *known == Some(wanted))
}

/// What went before a position and was not taken over yet.
fn gone<T: Clone>(
    all: &[T],
    next: &mut usize,
    until: Option<usize>,
    is_gone: impl Fn(&T) -> bool,
    out: &mut Vec<T>,
) {
    let Some(until) = until.filter(|until| *until >= *next) else { return };
    let part = all.get(*next..until).unwrap_or(&[]);
    out.extend(part.iter().filter(|one| is_gone(one)).cloned());
    *next = until;
}

fn texts_of(own: &[MarkedText], all: &[&MarkedText], second: &[MarkedText]) -> Vec<MarkedText> {
    let after: Vec<Option<ArticleRef>> = own.iter().map(|text| text.becomes).collect();
    let mut out = Vec::with_capacity(second.len());
    let mut next = 0;
    for text in second {
        gone(own, &mut next, position(&after, text.was), |one| one.becomes.is_none(), &mut out);
        let before = text.was.and_then(|was| all.iter().find(|one| one.becomes == Some(was)));
        let Some(before) = before else {
            out.push(text.clone());
            continue;
        };
        if before.was.is_none() && text.becomes.is_none() {
            continue;
        }
        out.push(MarkedText {
            was: before.was,
            marks: marks(&before.marks, &text.marks),
            ..text.clone()
        });
    }
    gone(own, &mut next, Some(own.len()), |one| one.becomes.is_none(), &mut out);
    out
}

/// Marks upon marks: what came and went again is told no more.
fn marks(first: &[Mark], second: &[Mark]) -> Vec<Mark> {
    if Mark::after(first) != Mark::before(second) {
        return vec![Mark::gone(&Mark::before(first)), Mark::come(&Mark::after(second))];
    }
    let letters = |marks: &[Mark]| -> Vec<(MarkKind, char)> {
        marks.iter().flat_map(|mark| mark.text.chars().map(|one| (mark.kind, one))).collect()
    };
    let mut out = Vec::new();
    let mut push = |kind: MarkKind, letter: char| {
        Mark::push(&mut out, Mark { kind, text: letter.to_string() });
    };
    let (before, after) = (letters(first), letters(second));
    let mut before = before.into_iter().peekable();
    for (kind, letter) in after {
        if kind == MarkKind::Come {
            push(kind, letter);
            continue;
        }
        while let Some((_, gone)) = before.next_if(|(kind, _)| *kind == MarkKind::Gone) {
            push(MarkKind::Gone, gone);
        }
        match (before.next().map(|(kind, _)| kind), kind) {
            (Some(MarkKind::Come), MarkKind::Gone) => {}
            (Some(MarkKind::Come), _) => push(MarkKind::Come, letter),
            _ => push(kind, letter),
        }
    }
    before.for_each(|(_, letter)| push(MarkKind::Gone, letter));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_and_went_again_was_never_there() {
        let first = [Mark::same("每"), Mark::gone("两年"), Mark::come("五年"), Mark::same("评选")];
        let second = [Mark::same("每"), Mark::gone("五年"), Mark::come("三年"), Mark::same("评选")];
        let expected =
            vec![Mark::same("每"), Mark::gone("两年"), Mark::come("三年"), Mark::same("评选")];
        assert_eq!(marks(&first, &second), expected);
        let second = [Mark::same("每五年评"), Mark::come("审"), Mark::same("选")];
        let expected = vec![
            Mark::same("每"),
            Mark::gone("两年"),
            Mark::come("五年"),
            Mark::same("评"),
            Mark::come("审"),
            Mark::same("选"),
        ];
        assert_eq!(marks(&first, &second), expected);
    }
}
