//! The text and what carries it: what rules cite exists, what is said to be carried is cited.

use std::collections::BTreeMap;

use super::used::read_by_what_runs;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Problem, Word};
use crate::policy::check::{Element, cite, elements, missing_language, no_such_article, repealed};
use crate::policy::{ArticleNumber, ArticleRef, Bundle, Status};
use crate::program::Program;

/// Tells of citations in the headers of rules that the text does not have.
pub(super) fn rules_cite_what_exists(_: &Bundle, program: &Program, problems: &mut Problems) {
    if program.articles.is_empty() {
        return;
    }
    for rule in program.rules.iter() {
        for &article in &rule.cited.articles {
            let wrong = no_such_article(&program.articles, article, rule.at);
            let wrong = wrong.or_else(|| repealed(&program.articles, article, rule.at));
            wrong.into_iter().for_each(|wrong| problems.push(wrong));
        }
    }
}

/// The elements that carry what they cite: something runs by them.
pub(crate) fn carrying<'b>(bundle: &'b Bundle, program: &Program) -> Vec<Element<'b>> {
    let read = read_by_what_runs(program);
    let parameters = bundle.parameters.iter().enumerate();
    let places: BTreeMap<&str, usize> =
        parameters.map(|(at, (name, _))| (name.value.as_str(), at)).collect();
    let mut all = elements(bundle);
    all.retain(|element| match element.what {
        Phrase::Parameter => places.get(element.name).is_some_and(|&at| read.contains_index(at)),
        _ => element.runs(),
    });
    all
}

/// Tells of articles that are said to be carried and by which nothing runs.
pub(super) fn what_is_carried_is_cited(
    bundle: &Bundle,
    program: &Program,
    problems: &mut Problems,
) {
    let carrying = carrying(bundle, program);
    let origins = carrying.iter().filter_map(|element| element.origin);
    let articles = origins.flat_map(|origin| &origin.articles);
    let by_rules = program.rules.iter().flat_map(|rule| &rule.cited.articles).copied();
    let all = articles.map(|article| article.value).chain(by_rules);
    // A number of an amended text carries none of this one.
    let own = all.filter(|article| !article.is_new);
    let mut cited: Vec<ArticleNumber> = own.map(|article| article.article).collect();
    cited.sort_unstable();
    for article in program.articles.iter().filter(|article| article.status == Status::Carried) {
        let number = article.number.value;
        if cited.binary_search(&number).is_err() {
            let args = vec![("article", cite(ArticleRef::whole(number)))];
            problems.add(Problem::CarriedByNothing, article.number.span, args);
        }
    }
}

/// Tells of rules whose header lacks a title in one language.
pub(super) fn rules_have_titles(_: &Bundle, program: &Program, problems: &mut Problems) {
    if !program.legal_text {
        return;
    }
    for rule in program.rules.iter() {
        if let Some(language) = missing_language(&rule.title) {
            let named = vec![("kind", Phrase::Rule.into()), ("name", rule.name.as_str().into())];
            let what = Word::Phrase(Phrase::Named, named);
            let args = vec![("what", what), ("language", language.into())];
            problems.add(Problem::MissingTitle, rule.at, args);
        }
    }
}
