//! The timeline as data.

use serde_json::{Value as Json, json};

use super::sheet::Sheet;
use crate::analysis::timeline::{
    Happened, HappenedKind, Line, Missing, Recurring, Term, TermKind, Years,
};
use crate::calendar::{Day, Rests};
use crate::lang::Lang;
use crate::program::Program;
use crate::scenario::status_name;

impl Sheet<'_> {
    /// The whole as data.
    pub fn json(&self, lang: Lang) -> Json {
        let [before, after] = &self.years;
        let month_day = |(month, day): (u32, u32)| format!("{month:02}-{day:02}");
        let of = |at: usize, years: &Years| self.programs.get(at).map(|one| side(years, one, lang));
        json!({
            "format": "banfa-timeline",
            "version": 1,
            "laid": self.laid,
            "from": self.from.to_string(),
            "until": self.until.to_string(),
            "opens": self.asked.opens.map(month_day),
            "enters": month_day(self.asked.entered),
            "before": of(0, before),
            "after": of(1, after),
            "story": self.story.as_ref().map(|(title, [before, after])| json!({
                "title": title,
                "before": before.iter().map(|one| happened(one, lang)).collect::<Vec<_>>(),
                "after": after.iter().map(|one| happened(one, lang)).collect::<Vec<_>>(),
            })),
        })
    }
}

fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn side(years: &Years, program: &Program, lang: Lang) -> Json {
    let validity = years.validity.iter();
    let validity = validity.map(|(from, to)| json!({ "from": from.to_string(), "to": day(*to) }));
    let begins = years
        .begins
        .iter()
        .map(|one| json!({ "title": one.title.get(lang), "from": one.from.to_string() }));
    json!({
        "validity": validity.collect::<Vec<_>>(),
        "amendments": begins.collect::<Vec<_>>(),
        "recurring": years.recurring.iter().map(|one| recurring(one, program, lang)).collect::<Vec<_>>(),
        "terms": years.terms.iter().map(|one| term(one, lang)).collect::<Vec<_>>(),
    })
}

fn recurring(one: &Recurring, program: &Program, lang: Lang) -> Json {
    let occurrences = one.occurrences.iter().map(|one| {
        json!({ "number": one.number, "opened": one.opened.to_string(), "in_force": !one.beyond })
    });
    let stands = one.stands.iter().map(|stand| {
        let by = stand.by.iter().map(|&id| program.parameters[id].name.as_str());
        json!({
            "name": stand.name,
            "title": stand.title.get(lang),
            "by": by.collect::<Vec<_>>(),
            "lines": stand.lines.iter().map(|line| self::line(line, one)).collect::<Vec<_>>(),
        })
    });
    json!({
        "machine": one.name,
        "title": one.title.get(lang),
        "by": one.by,
        "articles": one.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "occurrences": occurrences.collect::<Vec<_>>(),
        "entered": stands.collect::<Vec<_>>(),
    })
}

fn line(line: &Line, one: &Recurring) -> Json {
    let number = |at: usize| one.occurrences.get(at).map(|one| one.number);
    let free = line.free.and_then(|at| one.occurrences.get(at));
    json!({
        "number": number(line.occurrence),
        "from": line.entered.to_string(),
        "last": day(line.last),
        "unknown": line.unknown.map(missing),
        "rests": rests(line.rests),
        "free": free.map(|free| free.number),
        "free_from": free.map(|free| free.opened.to_string()),
    })
}

fn term(term: &Term, lang: Lang) -> Json {
    let ends = term.ends.iter().map(|one| {
        let (last, unknown) = match one.last {
            Ok(last) => (Some(last.to_string()), None),
            Err(why) => (None, Some(missing(why))),
        };
        json!({
            "number": one.number, "from": one.from.to_string(), "last": last,
            "unknown": unknown, "rests": rests(one.rests),
        })
    });
    let kind = match term.kind {
        TermKind::Floor => "floor",
        TermKind::Timer => "timer",
        TermKind::Duty => "duty",
        TermKind::Record => "record",
    };
    json!({
        "name": term.by, "title": term.title.get(lang), "kind": kind,
        "ends": ends.collect::<Vec<_>>(),
    })
}

fn missing(missing: Missing) -> String {
    match missing {
        Missing::Unpublished(year) => format!("calendar/{year}"),
        Missing::Unsaid => "story".to_owned(),
    }
}

const fn rests(rests: Rests) -> &'static str {
    match rests {
        Rests::Published => "published",
        Rests::Provisional => "provisional",
        Rests::Assumed => "assumed",
    }
}

fn happened(one: &Happened, lang: Lang) -> Json {
    let kind = match one.kind {
        HappenedKind::Opened => "opened",
        HappenedKind::Line => "line",
        HappenedKind::Term => "term",
        HappenedKind::Duty => "duty",
        HappenedKind::Record => "record",
    };
    json!({
        "kind": kind,
        "name": one.name,
        "title": one.title.get(lang),
        "whom": one.whom.get(lang),
        "from": one.from.to_string(),
        "to": day(one.to),
        "status": one.status.map(status_name),
    })
}
