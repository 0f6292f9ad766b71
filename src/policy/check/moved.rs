//! Articles that were renumbered while what cites them was not: a title that is the heading of another
//! article than the ones that are cited.

use super::cite;
use super::element::elements;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::{ArticleRef, Bundle};

/// Tells of elements called as an article is headed that they do not cite.
pub(super) fn titles_are_those_of_what_is_cited(bundle: &Bundle, problems: &mut Problems) {
    for element in elements(bundle) {
        let (Some(title), Some(origin)) = (element.title, element.origin) else { continue };
        // What happens is often called as some article is headed that is about it in general.
        if matches!(element.what, Phrase::Event) {
            continue;
        }
        let title = title.zh.trim();
        let headed: Vec<_> = bundle
            .articles
            .iter()
            .filter(|article| !title.is_empty() && article.heading.zh.trim() == title)
            .collect();
        let cites = |number| {
            origin.articles.iter().any(|cited| !cited.value.is_new && cited.value.article == number)
        };
        let [only] = headed.as_slice() else { continue };
        if origin.articles.is_empty() || cites(only.number.value) {
            continue;
        }
        let cited = origin.articles.iter().map(|article| cite(article.value)).collect();
        let args = vec![
            ("what", element.word()),
            ("found", cite(ArticleRef::whole(only.number.value))),
            ("cited", Word::List(cited)),
        ];
        problems.push(
            Diagnostic::new(Problem::HeadingElsewhere, element.at, args)
                .with_related(only.number.span, Phrase::HeadedHere),
        );
    }
}
