//! What a story's journals say, before and after.

use super::said::said;
use super::sheet::{Drawn, Lane, Lanes, Section, Sheet, Span};
use crate::analysis::timeline::{Happened, HappenedKind};
use crate::calendar::Day;
use crate::lang::sentence::FromTo;
use crate::lang::{Lang, Phrase};
use crate::scenario::status_phrase;

impl Sheet<'_> {
    pub(super) fn of_story(&self, title: &str, sides: &[Vec<Happened>; 2], lang: Lang) -> Drawn {
        let mut drawn = Drawn { title: self.head(lang), ..Drawn::default() };
        drawn.notes.push(Phrase::TimelineStory.with(lang, &[("title", title.into())]));
        self.in_force(&mut drawn, lang);
        let kinds = [
            (HappenedKind::Opened, Phrase::TimelineOpenings),
            (HappenedKind::Line, Phrase::TimelineLines),
            (HappenedKind::Term, Phrase::TimelineTerms),
            (HappenedKind::Duty, Phrase::TimelineDuties),
            (HappenedKind::Record, Phrase::TimelineRecords),
        ];
        for (kind, heading) in kinds {
            let rows = paired(kind, sides);
            if rows.is_empty() {
                continue;
            }
            let heading = heading.plain(lang).to_owned();
            let same = rows.iter().all(|(_, [before, after])| before == after);
            let mut heads = vec![
                Phrase::TimelineWhat.plain(lang).to_owned(),
                Phrase::TimelineWhom.plain(lang).to_owned(),
            ];
            heads.extend(match same {
                true => vec![Phrase::TimelineBoth.plain(lang).to_owned()],
                false => vec![
                    Phrase::ColumnBefore.plain(lang).to_owned(),
                    Phrase::ColumnAfter.plain(lang).to_owned(),
                ],
            });
            let table = rows.iter().map(|(one, [before, after])| {
                let mut row = vec![said(&one.title, lang), said(&one.whom, lang)];
                row.push(cell(*before, lang));
                if !same {
                    row.push(cell(*after, lang));
                }
                row
            });
            let table = table.collect();
            drawn.sections.push(Section {
                heading: heading.clone(),
                heads,
                rows: table,
                notes: Vec::new(),
            });
            let lanes = rows.iter().map(|(one, both)| {
                let label = format!("{} {}", said(&one.whom, lang), said(&one.title, lang));
                Lane {
                    label,
                    sides: both.map(|one| one.map(|one| span(one, lang)).into_iter().collect()),
                }
            });
            drawn.lanes.push(Lanes { heading, lanes: lanes.collect() });
        }
        drawn
    }

    /// The first and the last day of what the story's journals say.
    pub fn days_of(sides: &[Vec<Happened>; 2]) -> Option<(Day, Day)> {
        let all = || sides.iter().flatten();
        let first = all().map(|one| one.from).min()?;
        let last = all().map(|one| one.to.filter(|to| *to < Day::MAX).unwrap_or(one.from)).max()?;
        Some((first, last))
    }
}

/// What is alike on both sides stands beside each other.
fn paired(
    kind: HappenedKind,
    sides: &[Vec<Happened>; 2],
) -> Vec<(&Happened, [Option<&Happened>; 2])> {
    let key = |one: &Happened| (one.name.clone(), one.whom.zh.clone());
    let mut rest: Vec<&Happened> = sides[1].iter().filter(|one| one.kind == kind).collect();
    let mut found = Vec::new();
    for one in sides[0].iter().filter(|one| one.kind == kind) {
        let at = rest.iter().position(|other| key(other) == key(one));
        let other = at.map(|at| rest.remove(at));
        found.push((one, [Some(one), other]));
    }
    found.extend(rest.into_iter().map(|one| (one, [None, Some(one)])));
    found.sort_by_key(|(one, _)| one.from);
    found
}

fn cell(one: Option<&Happened>, lang: Lang) -> String {
    let Some(one) = one else { return Phrase::TimelineNone.plain(lang).to_owned() };
    let days = match (one.kind, one.to) {
        (HappenedKind::Opened, _) | (HappenedKind::Duty, None) => one.from.to_string(),
        (_, to) => {
            let to = to.map_or(Phrase::NoEnd.into(), |to| to.to_string().into());
            FromTo { from: one.from.to_string().into(), to }.say(lang)
        }
    };
    match one.status {
        Some(status) => {
            let status = status_phrase(status).into();
            Phrase::TimelineStatus.with(lang, &[("days", days.into()), ("status", status)])
        }
        None => days,
    }
}

fn span(one: &Happened, lang: Lang) -> Span {
    let is_point = one.kind == HappenedKind::Opened;
    let label = match (one.status, one.to) {
        (Some(status), _) => status_phrase(status).plain(lang).to_owned(),
        (None, Some(to)) => to.to_string(),
        (None, None) => String::new(),
    };
    let label = if is_point { one.from.to_string() } else { label };
    let to = match (is_point, one.to, one.kind) {
        (true, ..) => None,
        (_, Some(to), _) => Some(to),
        (_, None, HappenedKind::Duty) => None,
        (_, None, _) => Some(Day::MAX),
    };
    Span { from: one.from, to, waits: None, faint: false, label }
}
