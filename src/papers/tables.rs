//! The tables of effect: what each edit does, whom it turns, when what comes, how what is under way goes
//! on, and what is open.

use super::chapter_sentence::effect;
use super::dossier::{Dossier, day};
use super::paper::{Block, Cell, Column, Look, Paper, Run, Style, Table};
use crate::amend::words::Rewritten;
use crate::analysis::{Checked, Standing, Unasked};
use crate::lang::{Lang, Phrase, Text, Word, money_text};
use crate::policy::{
    Amendment, Answer, ArticleRef, ChapterEdit, ChapterRef, Edit, ParameterValue, Running, State,
    Wording, written_like,
};
use crate::report::compared::edit_words;
use crate::report::sheets;
use crate::report::timeline::Drawn;

/// What was found out about the amendments, for the tables and the note.
#[derive(Default)]
pub struct Findings {
    /// The comparison of all stories, as tables; none where there are no stories.
    pub compared: Vec<sheets::Sheet>,
    /// The same in a few sentences.
    pub summary: Vec<String>,
    /// The most that the places cost, before and after: what for, and both sums.
    pub spend: Vec<[String; 3]>,
    /// The operations that no story feels.
    pub untested: Vec<String>,
    /// What nobody asked for.
    pub unasked: Vec<Unasked>,
    /// The questions of counsel.
    pub checklist: Vec<Checked>,
    /// The years before and after.
    pub years: Drawn,
}

fn table(title: Phrase, columns: &[(Phrase, u32)], rows: Vec<Vec<Cell>>, lang: Lang) -> Block {
    let column =
        |(head, share): &(Phrase, u32)| Column { head: head.plain(lang).to_owned(), share: *share };
    let columns = columns.iter().map(column).collect();
    Block::Table(Table { title: title.plain(lang).to_owned(), columns, rows, is_long: false })
}

fn titled(paper: Phrase, dossier: &Dossier<'_>) -> Paper {
    let title = [("title", dossier.title_before().into())];
    Paper::titled(paper.with(dossier.lang, &title))
}

/// 修改事项表: each operation, where, of what kind, from when, for whom, applied where.
pub fn effects(dossier: &Dossier<'_>) -> Paper {
    let lang = dossier.lang;
    let mut paper = titled(Phrase::PaperEffects, dossier);
    paper.is_wide = true;
    let mut rows = Vec::new();
    for (amendment, rewritten) in dossier.each() {
        for (at, (edit, edited)) in amendment.edits.iter().zip(&rewritten.edits).enumerate() {
            let words = edit_words(amendment, at, rewritten, (Some(dossier.after), lang));
            let places = edited.operation.places.first().copied().unwrap_or_default();
            let values = edited.operation.values.iter().map(|value| {
                let args = [
                    ("what", named(dossier, &value.path).into()),
                    ("old", shown(&value.old, lang).into()),
                    ("new", shown(&value.new, lang).into()),
                ];
                Phrase::SheetValue.with(lang, &args)
            });
            let (was, becomes) = address(edit, places);
            let chapter = edited.operation.chapter;
            let cite = |of: Option<ChapterRef>, place: Option<ArticleRef>| {
                of.map_or_else(|| cited(place, lang), |of| of.cite(lang))
            };
            let before = cite(chapter.0, was.map(|was| rewritten.numbers.cited_before(was)));
            let after = cite(chapter.1, becomes.map(|is| rewritten.numbers.cited_after(is)));
            let mut effective = Cell::text(&day(amendment.effective.value, lang));
            effective.value = Some(sheets::Cell::Day(amendment.effective.value));
            rows.push(vec![
                Cell::text(&format!("{} {}", amendment.name, at + 1)),
                Cell::text(kind(edit).plain(lang)),
                Cell::text(&before),
                Cell::text(&after),
                Cell::text(&edited.operation.old),
                Cell::text(&edited.operation.new),
                Cell::text(&values.collect::<Vec<_>>().join("\n")),
                effective,
                Cell::text(&words.scope),
            ]);
        }
    }
    let columns = [
        (Phrase::CellOperation, 12),
        (Phrase::PaperColumnKind, 8),
        (Phrase::PaperColumnOldPlace, 11),
        (Phrase::PaperColumnNewPlace, 11),
        (Phrase::PaperColumnOldWords, 22),
        (Phrase::PaperColumnNewWords, 22),
        (Phrase::PaperColumnValues, 18),
        (Phrase::PaperColumnEffective, 11),
        (Phrase::CellScope, 18),
    ];
    paper.blocks.push(table(Phrase::PaperEffectsLeaf, &columns, rows, lang));
    paper
}

fn cited(place: Option<ArticleRef>, lang: Lang) -> String {
    place.map_or_else(String::new, |place| place.cite(lang))
}

/// What people call a value: the title of its parameter, with the keys of its row.
fn named(dossier: &Dossier<'_>, path: &str) -> String {
    let lang = dossier.lang;
    let (name, keys) = path.split_once('.').map_or((path, None), |(name, keys)| (name, Some(keys)));
    let bundles = [dossier.after, dossier.before].into_iter();
    let mut parameters = bundles.flat_map(|bundle| bundle.parameters.iter());
    let found = parameters.find(|(known, _)| known.value == name);
    let title = found.map_or("", |(_, parameter)| parameter.title.get(lang));
    let title = if title.is_empty() { name } else { title };
    let titled = |key: &str| {
        let mut values = dossier.after.choices.iter().flat_map(|(_, choice)| &choice.values);
        let found = values.find(|(known, _)| known.value == key);
        let title = found.map_or("", |(_, title)| title.get(lang));
        if title.is_empty() { key.to_owned() } else { title.to_owned() }
    };
    let keys = keys.into_iter().flat_map(|keys| keys.split('.')).map(titled);
    std::iter::once(title.to_owned()).chain(keys).collect::<Vec<_>>().join(" ")
}

/// A value as people read it.
fn shown(value: &ParameterValue, lang: Lang) -> String {
    match value {
        ParameterValue::Count(count) => count.to_string(),
        ParameterValue::Money(sum) => Phrase::Yuan.with(lang, &[("sum", money_text(*sum).into())]),
        ParameterValue::Period(period) => period.words().say(lang),
        ParameterValue::Date(on) => day(*on, lang),
        ParameterValue::Flag(true) => Phrase::Yes.plain(lang).to_owned(),
        ParameterValue::Flag(false) => Phrase::No.plain(lang).to_owned(),
        ParameterValue::Text(text) => text.get(lang).to_owned(),
        ParameterValue::Choice { value, .. } => value.value.clone(),
        ParameterValue::Set { values, .. } => {
            let names: Vec<&str> = values.iter().map(|one| one.value.as_str()).collect();
            names.join(lang.list_separator())
        }
        ParameterValue::Share(_)
        | ParameterValue::Occurrences { .. }
        | ParameterValue::Unknown { .. }
        | ParameterValue::Table { .. } => written_like(value, "")
            .unwrap_or_else(|| Phrase::UnaskedOtherValue.plain(lang).to_owned()),
    }
}

/// The place before and after, where an edit has one of its own.
fn address(
    edit: &Edit,
    (was, becomes): (Option<ArticleRef>, Option<ArticleRef>),
) -> (Option<ArticleRef>, Option<ArticleRef>) {
    match &edit.words {
        Wording::Insert { .. } | Wording::Chapter(ChapterEdit::Insert { .. }) => (None, becomes),
        Wording::Rename(_) | Wording::Nothing => (edit.by.first().map(|by| by.value), None),
        _ => (was, becomes),
    }
}

const fn kind(edit: &Edit) -> Phrase {
    match edit.words {
        Wording::Substitute { .. } => Phrase::EffectSubstitute,
        Wording::Replace { .. } => Phrase::EffectReplace,
        Wording::Insert { .. } => Phrase::EffectInsert,
        Wording::Delete(_) => Phrase::EffectDelete,
        Wording::Repeal(_) => Phrase::EffectRepeal,
        Wording::Renumber { .. } => Phrase::EffectRenumber,
        Wording::Move { .. } => Phrase::EffectMove,
        Wording::Split { .. } => Phrase::EffectSplit,
        Wording::Join { .. } => Phrase::EffectJoin,
        Wording::Extend(_) => Phrase::EffectExtend,
        Wording::Rename(_) => Phrase::EffectRename,
        Wording::Heading { .. } => Phrase::EffectHeading,
        Wording::Chapter(ref what) => effect(what),
        Wording::Nothing => Phrase::EffectNothing,
    }
}

/// 影响测算表: who is turned, by which operation and article, and what the places cost at most.
pub fn impact(dossier: &Dossier<'_>, findings: &Findings) -> Paper {
    let lang = dossier.lang;
    let mut paper = titled(Phrase::PaperImpact, dossier);
    paper.is_wide = true;
    for said in &findings.summary {
        paper.say(Style::Legend, said.as_str());
    }
    let rows: Vec<Vec<Cell>> = findings
        .spend
        .iter()
        .map(|row| row.iter().map(|cell| Cell::text(cell)).collect())
        .collect();
    let columns =
        [(Phrase::PaperColumnSpend, 40), (Phrase::ColumnBefore, 30), (Phrase::ColumnAfter, 30)];
    paper.say(Style::Heading, Phrase::PaperSpendLeaf.plain(lang));
    if rows.is_empty() {
        paper.say(Style::Body, Phrase::PaperNoSpend.plain(lang));
    } else {
        paper.blocks.push(table(Phrase::PaperSpendLeaf, &columns, rows, lang));
    }
    if findings.compared.is_empty() {
        paper.say(Style::Body, Phrase::PaperNoStories.plain(lang));
    }
    for sheet in &findings.compared {
        let table = of_sheet(sheet);
        match table.is_long {
            true => {
                let args = [("leaf", sheet.title.as_str().into())];
                paper.say(Style::Legend, Phrase::PaperInBook.with(lang, &args));
            }
            false => paper.say(Style::Heading, sheet.title.as_str()),
        }
        paper.blocks.push(Block::Table(table));
    }
    paper
}

/// The most rows of a table on pages; a longer one stands in the workbook.
const MOST_ROWS: usize = 40;

/// A leaf of a workbook as a table of a paper: each column as wide as what stands in it asks.
fn of_sheet(sheet: &sheets::Sheet) -> Table {
    let words = |cell: &sheets::Cell| match cell {
        sheets::Cell::None => String::new(),
        sheets::Cell::Text(text) => text.clone(),
        sheets::Cell::Marked(parts) => parts.iter().map(|(_, text)| text.as_str()).collect(),
        sheets::Cell::Count(count) => count.to_string(),
        sheets::Cell::Day(day) => day.to_string(),
        sheets::Cell::Money(sum) => money_text(*sum),
    };
    let columns = sheet.head.iter().enumerate().map(|(at, head)| {
        let cells = sheet.rows.iter().filter_map(|row| row.get(at)).map(words);
        let widest = cells.map(|text| text.chars().count()).max().unwrap_or(0);
        // A head is broken once at most.
        let share = widest.max(head.chars().count().div_ceil(2) + 1).clamp(5, 24);
        Column { head: head.clone(), share: u32::try_from(share).unwrap_or(24) }
    });
    let cell = |cell: &sheets::Cell| {
        let value = match cell {
            sheets::Cell::Text(_) | sheets::Cell::None => None,
            known => Some(known.clone()),
        };
        Cell { value, ..Cell::text(&words(cell)) }
    };
    let rows = sheet.rows.iter().map(|row| row.iter().map(cell).collect());
    let is_long = sheet.rows.len() > MOST_ROWS;
    let title = sheet.title.clone();
    Table { title, columns: columns.collect(), rows: rows.collect(), is_long }
}

/// 时间测算表: the years before and after.
pub fn schedule(dossier: &Dossier<'_>, findings: &Findings) -> Paper {
    let lang = dossier.lang;
    let mut paper = titled(Phrase::PaperSchedule, dossier);
    let drawn = &findings.years;
    paper.say(Style::Legend, drawn.title.as_str());
    drawn.notes.iter().for_each(|note| paper.say(Style::Legend, note.as_str()));
    for section in &drawn.sections {
        paper.say(Style::Heading, section.heading.as_str());
        let columns = section.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns > 0 {
            let column = |at: usize| {
                let head = section.heads.get(at).cloned().unwrap_or_default();
                let cells = section.rows.iter().filter_map(|row| row.get(at));
                let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
                let share = widest.max(head.chars().count()).clamp(6, 30);
                Column { head, share: u32::try_from(share).unwrap_or(30) }
            };
            let rows = section.rows.iter();
            let rows = rows.map(|row| row.iter().map(|cell| Cell::text(cell)).collect());
            let title = section.heading.clone();
            let columns = (0..columns).map(column).collect();
            let rows = rows.collect();
            paper.blocks.push(Block::Table(Table { title, columns, rows, is_long: false }));
        }
        section.notes.iter().for_each(|note| paper.say(Style::Body, note.as_str()));
    }
    if drawn.sections.is_empty() {
        paper.say(Style::Body, Phrase::TimelineNothing.plain(lang));
    }
    paper
}

/// 衔接表: for whom each edit is, what becomes of running terms and of waiting cases, and the questions of
/// counsel.
pub fn joining(dossier: &Dossier<'_>, findings: &Findings) -> Paper {
    let lang = dossier.lang;
    let mut paper = titled(Phrase::PaperJoining, dossier);
    let mut rows = Vec::new();
    for (amendment, rewritten) in dossier.each() {
        for (at, edit) in amendment.edits.iter().enumerate() {
            let words = edit_words(amendment, at, rewritten, (Some(dossier.after), lang));
            rows.push(vec![
                Cell::text(&place(amendment, at, rewritten, lang)),
                Cell::text(&words.scope),
                Cell::text(&running(edit, lang)),
                Cell::text(&waiting(dossier, edit)),
            ]);
        }
    }
    let columns = [
        (Phrase::PaperColumnEdit, 22),
        (Phrase::CellScope, 30),
        (Phrase::PaperColumnRunning, 24),
        (Phrase::PaperColumnWaiting, 24),
    ];
    paper.say(Style::Heading, Phrase::PaperJoiningLeaf.plain(lang));
    paper.blocks.push(table(Phrase::PaperJoiningLeaf, &columns, rows, lang));
    let rows = findings.checklist.iter().map(|one| {
        let told = one.told.iter().map(|word| vec![Run::plain(word.say(lang))]);
        let look = if one.standing == Standing::Open { Look::Hole } else { Look::Plain };
        vec![
            Cell::text(one.item.question().plain(lang)),
            Cell::runs(vec![vec![Run::new(one.standing.said().plain(lang), look)]]),
            Cell::runs(told.collect()),
        ]
    });
    let columns = [
        (Phrase::PaperColumnMatter, 24),
        (Phrase::PaperColumnStanding, 12),
        (Phrase::CellContent, 64),
    ];
    paper.say(Style::Heading, Phrase::PaperChecklistLeaf.plain(lang));
    paper.blocks.push(table(Phrase::PaperChecklistLeaf, &columns, rows.collect(), lang));
    paper
}

/// An edit by its number and its place.
fn place(amendment: &Amendment, at: usize, rewritten: &Rewritten, lang: Lang) -> String {
    let place = rewritten.place(at);
    let number = (at + 1).to_string();
    let edit = match place {
        Some(place) => {
            let args = [("edit", number.into()), ("article", place.cite(lang).into())];
            Phrase::CheckedEdit.with(lang, &args)
        }
        None => Phrase::CheckedEditBare.with(lang, &[("edit", number.into())]),
    };
    let args = [("amendment", Word::from(&amendment.name)), ("edit", edit.into())];
    Phrase::CheckedEditOf.with(lang, &args)
}

fn running(edit: &Edit, lang: Lang) -> String {
    let said = edit.running.as_ref().map(|running| match running.value {
        Running::Keep => Phrase::CheckedKeep,
        Running::Recount => Phrase::CheckedRecount,
        Running::Anew => Phrase::CheckedAnewHow,
    });
    said.unwrap_or(Phrase::PaperNoRunning).plain(lang).to_owned()
}

/// Where cases go on that stand in a state that is gone or new.
fn waiting(dossier: &Dossier<'_>, edit: &Edit) -> String {
    let lang = dossier.lang;
    let title = |name: &str| {
        let machines = dossier.after.machines.iter().chain(dossier.before.machines.iter());
        let found = machines.filter_map(|machine| titled_in(&machine.root.states, name)).next();
        found.map_or_else(|| name.to_owned(), |title| title.get(lang).to_owned())
    };
    let said = edit.cases_in.iter().map(|(state, answer)| {
        let state = ("state", Word::from(title(&state.value)));
        match answer {
            Answer::Stay => Phrase::PaperStays.with(lang, &[state]),
            Answer::To(to) => {
                let to = ("to", Word::from(title(&to.value)));
                Phrase::PaperGoesTo.with(lang, &[state, to])
            }
        }
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => Phrase::PaperNoWaiting.plain(lang).to_owned(),
        false => said.join("\n"),
    }
}

/// What people call a state.
fn titled_in<'s>(states: &'s [State], name: &str) -> Option<&'s Text> {
    states.iter().find_map(|state| match state.name.value == name {
        true => Some(&state.title).filter(|title| !title.get(Lang::Zh).is_empty()),
        false => titled_in(&state.states, name),
    })
}

/// 未决问题清单: what the drafter has still to decide or to look at.
pub fn questions(dossier: &Dossier<'_>, findings: &Findings) -> Paper {
    let lang = dossier.lang;
    let mut paper = titled(Phrase::PaperQuestions, dossier);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut add = |kind: Phrase, articles: String, what: String| {
        let number = (rows.len() + 1).to_string();
        let cells = [number.as_str(), kind.plain(lang), &articles, &what];
        rows.push(cells.map(Cell::text).to_vec());
    };
    let listed = |articles: &[ArticleRef]| {
        let mut cited: Vec<String> = articles.iter().map(|one| one.cite(lang)).collect();
        cited.dedup();
        cited.join(lang.list_separator())
    };
    for one in findings.checklist.iter().filter(|one| one.standing == Standing::Open) {
        let told: Vec<String> = one.told.iter().map(|word| word.say(lang)).collect();
        let question = one.item.question().plain(lang);
        add(Phrase::PaperQuestionOpen, String::new(), format!("{question}\n{}", told.join("\n")));
    }
    for one in &findings.unasked {
        add(Phrase::PaperQuestionUnasked, listed(&one.articles), one.told.say(lang));
    }
    for said in &findings.untested {
        add(Phrase::PaperQuestionUntested, String::new(), said.clone());
    }
    for (number, reading) in dossier.before.readings.iter() {
        let own: Vec<ArticleRef> = reading.origin.articles.iter().map(|one| one.value).collect();
        if !own.iter().any(|place| touches(dossier, *place)) {
            continue;
        }
        let chosen = reading.options.iter().find(|(name, _)| name.value == reading.chosen.value);
        let args = [
            ("number", number.value.as_str().into()),
            ("question", (&reading.question).into()),
            ("chosen", chosen.map_or_else(|| "".into(), |(_, option)| (&option.title).into())),
        ];
        let what = Phrase::PaperReading.with(lang, &args);
        add(Phrase::PaperQuestionReading, listed(&own), what);
    }
    if rows.is_empty() {
        paper.say(Style::Body, Phrase::PaperNoQuestions.plain(lang));
        return paper;
    }
    let columns = [
        (Phrase::PaperColumnNumber, 8),
        (Phrase::PaperColumnKind, 16),
        (Phrase::CellArticles, 20),
        (Phrase::CellContent, 56),
    ];
    paper.blocks.push(table(Phrase::PaperQuestionsLeaf, &columns, rows, lang));
    paper
}

/// Whether an edit touches the article of a place.
fn touches(dossier: &Dossier<'_>, place: ArticleRef) -> bool {
    dossier.marked.iter().any(|article| {
        article.is_changed() && article.was.is_some_and(|was| was.article == place.article)
    })
}
