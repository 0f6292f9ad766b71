//! The articles themselves: in order without gaps, and none of them still to be encoded.

use super::cite;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{ArticleNumber, ArticleRef, Bundle, Status};

/// Tells of numbers out of order and, in one warning, of all articles that are pending.
pub(super) fn numbers(bundle: &Bundle, problems: &mut Problems) {
    let mut before: Option<ArticleNumber> = None;
    for (index, article) in bundle.articles.iter().enumerate() {
        let number = article.number.value;
        let earlier = bundle.articles.iter().take(index);
        match earlier.into_iter().find(|earlier| earlier.number.value == number) {
            Some(first) => problems.push(
                Diagnostic::new(
                    Problem::Duplicate,
                    article.number.span,
                    vec![("name", number.to_string().into())],
                )
                .with_related(first.number.span, Phrase::FirstGivenHere),
            ),
            None if !number.follows(before) => {
                let expected = before.map_or(ArticleNumber::article(1), ArticleNumber::next);
                let args = vec![
                    ("expected", cite(ArticleRef::whole(expected))),
                    ("found", cite(ArticleRef::whole(number))),
                ];
                problems.add(Problem::ArticleOrder, article.number.span, args);
            }
            None => {}
        }
        before = Some(number);
    }
    pending(bundle, problems);
}

fn pending(bundle: &Bundle, problems: &mut Problems) {
    let open = || bundle.articles.iter().filter(|article| article.status == Status::Pending);
    let Some(first) = open().next() else { return };
    let all = open().map(|article| cite(ArticleRef::whole(article.number.value))).collect();
    problems.add(Problem::Pending, first.number.span, vec![("article", Word::List(all))]);
}
