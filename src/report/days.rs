//! A count of days, day by day.

use crate::calendar::{DayKind, Step, WalkedDay};
use crate::lang::{Lang, Phrase, pad_right};

/// The days of a count as lines: the number counted, the day, the weekday, what kind of day it is.
pub fn walk_table(days: &[WalkedDay<'_>], lang: Lang) -> Vec<String> {
    let mut lines = Vec::with_capacity(days.len());
    for walked in days {
        if walked.left_out > 0 {
            let count = walked.left_out.to_string();
            lines.push(format!(
                "       {}",
                Phrase::DaysLeftOut.with(lang, &[("count", count.into())])
            ));
        }
        let number = match walked.step {
            Step::Start => Phrase::DayStart.plain(lang).to_owned(),
            Step::Counted(number) => number.to_string(),
            Step::Added(number) => {
                Phrase::DayAdded.with(lang, &[("number", number.to_string().into())])
            }
            Step::Skipped => "-".to_owned(),
        };
        let kind = match walked.kind {
            Some(kind) => kind_words(kind, lang),
            None => Phrase::DayUnpublished.plain(lang).to_owned(),
        };
        let weekday = walked.day.weekday().phrase().plain(lang);
        let line =
            format!("{}  {}  {}  {kind}", pad_right(&number, 5), walked.day, pad_right(weekday, 4));
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// What kind of day it is: 国庆节调休上班.
pub fn kind_words(kind: DayKind<'_>, lang: Lang) -> String {
    match kind {
        DayKind::Workday => Phrase::DayWorkday.plain(lang).to_owned(),
        DayKind::Weekend => Phrase::DayWeekend.plain(lang).to_owned(),
        DayKind::Holiday(name) => Phrase::DayHoliday.with(lang, &[("name", name.into())]),
        DayKind::MakeUp(name) => Phrase::DayMakeUp.with(lang, &[("name", name.into())]),
    }
}
