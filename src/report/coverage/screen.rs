//! On the screen: one row a kind, the first gaps; all gaps by kind and article.

use super::sheet::{Least, Sheet, kind_words, share};
use super::words::Say;
use crate::analysis::coverage::{Gap, Kind, Misdeclared};
use crate::lang::{Phrase, Word, display_width, wrap};

/// How many lines the first screen has.
const LINES: usize = 23;

/// The first screen: what is covered of each kind, and the first gaps.
pub fn first_screen(sheet: &Sheet<'_>, width: usize) -> Vec<String> {
    let say = Say::new(sheet);
    let mut lines = heading(sheet, &say, width);
    lines.extend(counts(sheet, &say));
    let gaps: Vec<&Gap> = sheet.gaps().into_iter().filter(|gap| !gap.is_excused()).collect();
    lines.push(String::new());
    if gaps.is_empty() {
        lines.push(say.plain(Phrase::CoverageNoGaps).to_owned());
        return lines;
    }
    let count = |count: usize| [("count", Word::from(count.to_string()))];
    let mut shown = 0;
    for gap in &gaps {
        let own = brief(sheet, &say, gap, width);
        let left = usize::from(shown + 1 < gaps.len());
        if shown > 0 && lines.len() + own.len() + left > LINES {
            break;
        }
        lines.extend(own);
        shown += 1;
    }
    if shown < gaps.len() {
        lines.push(say.with(Phrase::CoverageMore, &count(gaps.len() - shown)));
    }
    lines
}

fn heading(sheet: &Sheet<'_>, say: &Say<'_>, width: usize) -> Vec<String> {
    let mut lines = wrap(&say.head(sheet), width);
    if !sheet.changed_by.is_empty() {
        let names = sheet.changed_by.join(sheet.lang.list_separator());
        lines.extend(wrap(&say.with(Phrase::CoverageChanged, &[("names", names.into())]), width));
    }
    lines
}

fn counts(sheet: &Sheet<'_>, say: &Say<'_>) -> Vec<String> {
    let heads = [Phrase::CellKind, Phrase::CellCovered, Phrase::CellShare, Phrase::CellExcused];
    let mut rows = vec![heads.map(|head| say.plain(head).to_owned())];
    for &kind in Kind::ALL {
        let count = sheet.count(kind);
        if count.all + count.excused == 0 {
            continue;
        }
        let excused = if count.excused == 0 { String::new() } else { count.excused.to_string() };
        rows.push([
            say.plain(kind_words(kind)).to_owned(),
            format!("{}/{}", count.seen, count.all),
            format!("{}%", share(count.share())),
            excused,
        ]);
    }
    let widest = |at: usize| rows.iter().map(|row| display_width(&row[at])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2), widest(3)];
    let row = |row: &[String; 4]| {
        let cells = row.iter().zip(widths).enumerate().map(|(at, (cell, width))| {
            let blanks = " ".repeat(width.saturating_sub(display_width(cell)));
            if at == 0 { format!("{cell}{blanks}") } else { format!("{blanks}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(row).collect()
}

/// A gap in few lines: what never came of what, and the nearest story.
fn brief(sheet: &Sheet<'_>, say: &Say<'_>, gap: &Gap, width: usize) -> Vec<String> {
    let mut lines = indented("", &headline(sheet, say, gap), width);
    let element = sheet.covered.elements.all.get(gap.element);
    if let Some((near, element)) = gap.near.as_ref().zip(element) {
        let change = say.change(element, near);
        lines.extend(indented(
            "  ",
            &say.with(Phrase::NearChange, &[("change", change.into())]),
            width,
        ));
    } else {
        lines.extend(indented("  ", &say.why(gap), width));
    }
    lines
}

/// What never came of what.
fn headline(sheet: &Sheet<'_>, say: &Say<'_>, gap: &Gap) -> String {
    let Some(element) = sheet.covered.elements.all.get(gap.element) else { return String::new() };
    say.gap(element, gap.outcome)
}

/// A text folded to the width, all its lines indented; those after the first more.
fn indented(indent: &str, text: &str, width: usize) -> Vec<String> {
    let folded = wrap(text, width.saturating_sub(indent.len() + 2));
    let rest = format!("{indent}  ");
    let lines = folded.into_iter().enumerate();
    lines.map(|(at, line)| format!("{}{line}", if at == 0 { indent } else { &rest })).collect()
}

/// All gaps, by kind and by article.
pub fn all_gaps(sheet: &Sheet<'_>, width: usize) -> Vec<String> {
    let say = Say::new(sheet);
    let mut lines = heading(sheet, &say, width);
    lines.extend(counts(sheet, &say));
    let gaps = sheet.gaps();
    let (excused, open): (Vec<&Gap>, Vec<&Gap>) =
        gaps.into_iter().partition(|gap| gap.is_excused());
    let count = |count: usize| [("count", Word::from(count.to_string()))];
    lines.push(String::new());
    match open.len() {
        0 => lines.push(say.plain(Phrase::CoverageNoGaps).to_owned()),
        open => lines.push(say.with(Phrase::CoverageGaps, &count(open))),
    }
    lines.extend(grouped(sheet, &say, &open, width));
    if !excused.is_empty() {
        lines.push(String::new());
        lines.push(say.with(Phrase::CoverageExcused, &count(excused.len())));
        lines.extend(grouped(sheet, &say, &excused, width));
    }
    lines
}

fn grouped(sheet: &Sheet<'_>, say: &Say<'_>, gaps: &[&Gap], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for &kind in Kind::ALL {
        let mut own: Vec<(String, usize, &Gap)> = gaps
            .iter()
            .filter(|gap| sheet.kind(gap) == kind)
            .map(|gap| (article(sheet, say, gap), order(sheet, gap), *gap))
            .collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|(_, order, gap)| (*order, gap.element));
        lines.push(String::new());
        let heading = say.plain(kind_words(kind));
        lines.push(format!("{heading} ({})", own.len()));
        let mut last: Option<&str> = None;
        for (article, _, gap) in &own {
            // The text's own parts are called by their articles.
            if !matches!(kind, Kind::Article | Kind::Item) && last != Some(article) {
                lines.push(format!("  {article}"));
                last = Some(article);
            }
            lines.extend(whole(sheet, say, gap, width));
        }
    }
    lines
}

/// A gap with why, the nearest story, and what to change in it.
fn whole(sheet: &Sheet<'_>, say: &Say<'_>, gap: &Gap, width: usize) -> Vec<String> {
    let mut lines = indented("    ", &headline(sheet, say, gap), width);
    let deep = "      ";
    lines.extend(indented(deep, &say.why(gap), width));
    let element = sheet.covered.elements.all.get(gap.element);
    let near = gap.near.as_ref().filter(|_| !gap.is_excused());
    if let Some((near, element)) = near.zip(element) {
        lines.extend(indented(deep, &say.nearest(sheet, near), width));
        let change = say.change(element, near);
        lines.extend(indented(
            deep,
            &say.with(Phrase::NearChange, &[("change", change.into())]),
            width,
        ));
    }
    lines
}

/// The article under which a gap stands: the first that its element cites.
fn article(sheet: &Sheet<'_>, say: &Say<'_>, gap: &Gap) -> String {
    let element = sheet.covered.elements.all.get(gap.element);
    let cited = element.and_then(|element| element.cited.articles.first());
    match cited {
        Some(article) => crate::policy::ArticleRef::whole(article.article).cite(sheet.lang),
        None => say.plain(Phrase::CoverageNoText).to_owned(),
    }
}

/// Where that article stands in the text.
fn order(sheet: &Sheet<'_>, gap: &Gap) -> usize {
    let element = sheet.covered.elements.all.get(gap.element);
    let cited = element.and_then(|element| element.cited.articles.first());
    let at = cited.and_then(|cited| {
        sheet.program.articles.iter().position(|one| one.number.value == cited.article)
    });
    at.unwrap_or(usize::MAX)
}

/// Which kinds fall short of what is asked.
pub fn shortfalls(sheet: &Sheet<'_>, least: &[Least]) -> Vec<String> {
    let say = Say::new(sheet);
    let lines = sheet.short(least).into_iter().map(|(kind, count, asked)| {
        let missing = (asked * count.all).div_ceil(10_000).saturating_sub(count.seen);
        let args = [
            ("kind", Word::from(say.plain(kind_words(kind)))),
            ("share", share(count.share()).into()),
            ("least", share(asked).into()),
            ("count", missing.to_string().into()),
        ];
        say.with(Phrase::CoverageShort, &args)
    });
    lines.collect()
}

/// The gaps that are declared and are none, each at its place.
pub fn misdeclared(sheet: &Sheet<'_>, found: &[Misdeclared<'_>]) -> Vec<String> {
    let say = Say::new(sheet);
    let place = |at| sheet.bundle.sources.location(at);
    let lines = found.iter().flat_map(|one| match one {
        Misdeclared::Unknown(of, nearest) => {
            let args = [
                ("place", Word::from(place(of.at))),
                ("of", of.of.value.as_str().into()),
                ("kind", of.kind.value.as_str().into()),
            ];
            let mut lines = vec![say.with(Phrase::UncoveredUnknown, &args)];
            let help = nearest
                .as_ref()
                .map(|name| say.with(Phrase::Nearest, &[("name", name.as_str().into())]));
            lines.extend(help);
            lines
        }
        Misdeclared::Seen(of, stories) => {
            let path = stories.first().map_or("", |story| sheet.path(*story));
            let args = [
                ("place", Word::from(place(of.at))),
                ("of", of.of.value.as_str().into()),
                ("path", path.into()),
            ];
            vec![say.with(Phrase::UncoveredSeen, &args)]
        }
    });
    lines.collect()
}
