//! Variations in words, and why there is none.

use crate::lang::{Lang, Phrase, Word, money_text};
use crate::relations::{Base, Variation, Why, new_name};
use crate::rule::{SubjectId, Value};
use crate::scenario::{PlannedWhat, address_text};

/// A number in words.
fn number(value: Value) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Money(sum) => money_text(sum),
        Value::Decimal(share) => share.normalize().to_string(),
        Value::Fraction(share) => share.to_string(),
        _ => String::new(),
    }
}

/// A line of the story: its day, what happens, where.
fn line_words(base: &Base<'_>, at: usize, lang: Lang) -> String {
    let Some(line) = base.plan.lines.get(at) else { return String::new() };
    let address = |address| address_text(base.program, &base.plan.cast, address);
    let what = match &line.what {
        PlannedWhat::Event { event, to, .. } => {
            let info = &base.program.events[*event];
            format!("{} {}", info.title.or_name(&info.name).get(lang), address(&to.address))
        }
        PlannedWhat::Findings { findings, about, .. } => {
            let titles = findings.iter().map(|(finding, _)| {
                let info = &base.program.findings[*finding];
                info.question.or_name(&info.name).get(lang).to_owned()
            });
            let titles: Vec<String> = titles.collect();
            format!("{} {}", titles.join(lang.list_separator()), address(&about.address))
        }
        PlannedWhat::Learn { facts } => {
            let titles = facts.iter().map(|fact| {
                let info = &base.program.facts[fact.fact];
                let who = base.plan.cast.subjects[fact.subject].name.as_str();
                format!("{who} {}", info.title.or_name(&info.name).get(lang))
            });
            titles.collect::<Vec<_>>().join(lang.list_separator())
        }
        PlannedWhat::Expect(_) => String::new(),
    };
    format!("{} {what}", line.day)
}

/// A variation in words.
pub(super) fn variation_words(base: &Base<'_>, variation: &Variation, lang: Lang) -> String {
    let name = |subject: SubjectId| base.plan.cast.subjects[subject].name.clone();
    let list = |names: Vec<String>| Word::from(names.join(lang.list_separator()));
    match variation {
        Variation::More { line, who, what, from, to, .. } => {
            let mut args = vec![
                ("who", Word::from(name(*who))),
                ("what", what.title.get(lang).into()),
                ("from", number(*from).into()),
                ("to", number(*to).into()),
            ];
            let phrase = match line {
                Some(line) => {
                    args.push(("line", line_words(base, *line, lang).into()));
                    Phrase::VaryMoreLine
                }
                None => Phrase::VaryMoreFact,
            };
            phrase.with(lang, &args)
        }
        Variation::Refused { before, event, stranger, .. } => {
            let place = match *before < base.plan.lines.len() {
                true => {
                    let line = Word::from(line_words(base, *before, lang));
                    Phrase::VaryBefore.with(lang, &[("line", line)])
                }
                false => Phrase::VaryAtEnd.plain(lang).to_owned(),
            };
            let args = [("place", place.into()), ("event", event.title.get(lang).into())];
            match stranger {
                true => Phrase::VaryRefusedStranger.with(lang, &args),
                false => Phrase::VaryRefused.with(lang, &args),
            }
        }
        Variation::SameDay { order, .. } => match order.as_slice() {
            [one, other] => {
                let line = |at: usize| Word::from(line_words(base, at, lang));
                Phrase::VarySwapped.with(lang, &[("one", line(*other)), ("other", line(*one))])
            }
            all => {
                let first = all.first().and_then(|at| base.plan.lines.get(*at));
                let day = first.map(|line| line.day.to_string()).unwrap_or_default();
                let lines = all.iter().map(|at| {
                    let whole = line_words(base, *at, lang);
                    whole.split_once(' ').map_or(whole.clone(), |(_, rest)| rest.to_owned())
                });
                let args = [("day", day.into()), ("lines", list(lines.collect()))];
                Phrase::VaryOrder.with(lang, &args)
            }
        },
        Variation::Cycles { years } => {
            let args = [("years", Word::from(years.unsigned_abs().to_string()))];
            match *years > 0 {
                true => Phrase::VaryLater.with(lang, &args),
                false => Phrase::VaryEarlier.with(lang, &args),
            }
        }
        Variation::Renamed { who, order } => {
            let mut said = Vec::new();
            if !who.is_empty() {
                let one = |&one: &SubjectId| {
                    let new = new_name(base, one);
                    let args = [("old", Word::from(name(one))), ("new", new.into())];
                    Phrase::VaryNameOne.with(lang, &args)
                };
                let names = list(who.iter().map(one).collect());
                said.push(Phrase::VaryNames.with(lang, &[("names", names)]));
            }
            if order.windows(2).any(|pair| matches!(pair, [one, other] if one > other)) {
                let names = list(order.iter().map(|&one| name(one)).collect());
                said.push(Phrase::VaryDeclared.with(lang, &[("names", names)]));
            }
            said.join(lang.list_separator())
        }
    }
}

/// Why a relation could not be tried, in words.
pub(super) const fn why_phrase(why: Why) -> Phrase {
    match why {
        Why::Unplanned => Phrase::WhyUnplanned,
        Why::Unknown => Phrase::WhyUnknown,
        Why::NoPlace => Phrase::WhyNoPlace,
        Why::MoreRefused => Phrase::WhyMoreRefused,
        Why::Undecided => Phrase::WhyUndecided,
        Why::NobodyFiles => Phrase::WhyNobodyFiles,
        Why::Heard => Phrase::WhyHeard,
        Why::NothingToSwap => Phrase::WhyNothingToSwap,
        Why::Amended => Phrase::WhyAmended,
        Why::DayInRule => Phrase::WhyDayInRule,
        Why::NoRoom => Phrase::WhyNoRoom,
        Why::NoSubject => Phrase::WhyNoSubject,
    }
}
