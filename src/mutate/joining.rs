//! What an article brings about, and what an amendment says of what is under way.

use std::collections::BTreeMap;

use super::change::{Change, Joining, only_of};
use super::finder::{About, Finder, Reach, called};
use super::operator::Operator;
use super::place::each_action;
use crate::lang::{Phrase, Word};
use crate::policy::{ArticleNumber, Cited, Running};
use crate::program::{Applies, PartInfo};
use crate::source::Span;

static NO_SOURCE: Cited = Cited { articles: Vec::new(), readings: Vec::new(), silence: None };

/// For each article of the text, nothing that stands for it alone.
pub fn articles(finder: &mut Finder<'_>) {
    let program = finder.program;
    let mut found: BTreeMap<ArticleNumber, (&Cited, Span)> = BTreeMap::new();
    let mut see = |cited, at| {
        let cited: &Cited = cited;
        let first = cited.articles.iter().find(|article| !article.is_new);
        if let Some(number) = first.map(|first| first.article).filter(|one| only_of(cited, *one)) {
            found.entry(number).or_insert((cited, at));
        }
    };
    for info in program.machines.iter() {
        for transition in info.transitions.iter() {
            see(&transition.cited, transition.at);
            for guard in &transition.guards {
                let rule = &program.rules[guard.rule];
                see(&rule.cited, rule.at);
            }
        }
    }
    each_action(program, &mut |_, action| see(&action.cited, action.at));
    for selection in program.selections.iter() {
        selection.quotas.iter().for_each(|quota| see(&quota.cited, selection.at));
        for guard in &selection.each {
            see(&program.rules[guard.rule].cited, program.rules[guard.rule].at);
        }
    }
    for (number, (cited, at)) in found {
        let about = About { cited, at, reach: Reach::All };
        let whole = crate::policy::ArticleRef::whole(number);
        let change = Change::Without(number);
        finder.add(Operator::Article, &whole.to_string(), &about, change, |_| {
            let article = Word::Text(super::finder::cite(whole));
            Word::Phrase(Phrase::MutateArticle, vec![("article", article)])
        });
    }
}

/// The mutants of what amendments say of their effect.
pub fn transitions(finder: &mut Finder<'_>) {
    let program = finder.program;
    let mut parts: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, part) in program.versions.parts.iter().enumerate() {
        let number = parts.entry(&part.amendment).or_insert(0);
        *number += 1;
        let about = About { cited: &NO_SOURCE, at: part.at, reach: Reach::All };
        for (key, joining, phrase, more) in changes(finder, part) {
            let key = format!("{}.{number}:{key}", part.amendment);
            let change = Change::Joining(at, joining);
            finder.add(Operator::Transition, &key, &about, change, |_| {
                let mut args = vec![("title", called(&part.title, &part.amendment))];
                args.extend(more);
                Word::Phrase(phrase, args)
            });
        }
    }
}

type Told = (String, Joining, Phrase, Option<(&'static str, Word)>);

fn changes(finder: &Finder<'_>, part: &PartInfo) -> Vec<Told> {
    let program = finder.program;
    let mut found: Vec<Told> = Vec::new();
    if let Some(day) = part.from.plus_days(1) {
        let told = ("day", Word::Plain(day.to_string()));
        found.push(("from+1".to_owned(), Joining::From(day), Phrase::MutateJoinFrom, Some(told)));
    }
    let applies = match part.applies {
        Applies::Act => Applies::Outermost,
        _ => Applies::Act,
    };
    let whom = Some(("whom", applies.whom(program)));
    found.push(("applies".to_owned(), Joining::Applies(applies), Phrase::MutateJoinApplies, whom));
    if part.milder.is_some() {
        found.push(("milder".to_owned(), Joining::NotMilder, Phrase::MutateJoinMilder, None));
    }
    for (at, (parameter, running)) in part.running.iter().enumerate() {
        let info = &program.parameters[*parameter];
        let (other, phrase) = match running {
            Running::Keep => (Running::Recount, Phrase::MutateJoinRecount),
            Running::Recount | Running::Anew => (Running::Keep, Phrase::MutateJoinKeep),
        };
        let term = Some(("term", called(&info.title, &info.name)));
        let key = format!("running.{}", info.name);
        found.push((key, Joining::Running(at, other), phrase, term));
    }
    for (at, moved) in part.moves.iter().enumerate() {
        let machine = &program.machines[moved.machine];
        let state = &machine.states[moved.from];
        let key = format!("moves.{}.{}", machine.name, state.name);
        let from = Some(("state", called(&state.title, &state.name)));
        found.push((key, Joining::Stays(at), Phrase::MutateJoinStays, from));
    }
    found
}
