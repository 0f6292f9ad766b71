//! A comparison as tables: what is changed, what turns, all that differs story by story.

use super::parts::{Comparison, sign};
use crate::compare::{By, Group, Sum};
use crate::lang::{Lang, Phrase};
use crate::report::difference_cells;
use crate::report::sheets::{Cell, Sheet};

impl Comparison<'_> {
    /// The tables, those without a row left out.
    pub fn sheets(&self, lang: Lang) -> Vec<Sheet> {
        let parts = self.parts(lang);
        let told = |title: Phrase, rows: Vec<Vec<Cell>>| Sheet {
            title: title.plain(lang).to_owned(),
            head: head(&[Phrase::CellOperation, Phrase::CellContent], lang),
            rows,
        };
        let lines = |lines: &[Vec<String>], at: &dyn Fn(usize) -> Option<usize>| {
            let rows = lines.iter().enumerate().map(|(row, lines)| {
                let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
                let operation = at(row).map_or(Cell::None, |at| Cell::Text(sign(at)));
                vec![operation, Cell::Text(lines.join("\n"))]
            });
            rows.collect::<Vec<_>>()
        };
        let untested = |row: usize| self.whole.untested.get(row).map(|one| one.operation);
        let notes = parts.notes.iter().map(|note| vec![note.clone()]).collect::<Vec<_>>();
        let sheets = vec![
            self.operations_sheet(lang),
            self.groups_sheet(Phrase::ComparedPageEffects, &self.whole.groups, lang),
            self.groups_sheet(Phrase::SheetTakenBack, &self.whole.undone, lang),
            self.stories_sheet(lang),
            told(Phrase::ComparedPageUntested, lines(&parts.untested, &untested)),
            self.unasked_sheet(lang),
            told(Phrase::SheetNotes, lines(&notes, &|_| None)),
        ];
        sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect()
    }

    /// Each operation: its words, for whom, whether a story feels it.
    fn operations_sheet(&self, lang: Lang) -> Sheet {
        let columns = [
            Phrase::CellOperation,
            Phrase::CellName,
            Phrase::CellContent,
            Phrase::CellScope,
            Phrase::CellTested,
        ];
        let rows = self.operations.iter().enumerate().map(|(at, operation)| {
            let values = operation.values.iter();
            let values = values.map(|(what, old, new)| match old.is_empty() && new.is_empty() {
                true => what.clone(),
                false => {
                    let args = [
                        ("what", what.as_str().into()),
                        ("old", old.as_str().into()),
                        ("new", new.as_str().into()),
                    ];
                    Phrase::SheetValue.with(lang, &args)
                }
            });
            let content = operation.title.clone().into_iter().chain(values);
            let words = operation.words.iter().map(|(article, old, new)| {
                let args = [
                    ("article", article.cite(lang).into()),
                    ("old", old.as_str().into()),
                    ("new", new.as_str().into()),
                ];
                Phrase::ComparedWords.with(lang, &args).trim().to_owned()
            });
            let content = content.chain(words);
            let felt = self.whole.untested.iter().all(|one| one.operation != at);
            let tested = match (self.whole.silent.contains(&at), felt) {
                (true, _) => Phrase::RunsAlike,
                (false, true) => Phrase::Yes,
                (false, false) => Phrase::No,
            };
            vec![
                Cell::Text(sign(at)),
                Cell::Text(operation.name.clone()),
                Cell::Text(content.collect::<Vec<_>>().join("\n")),
                Cell::Text(operation.scopes.join("\n")),
                Cell::Text(tested.plain(lang).to_owned()),
            ]
        });
        let title = Phrase::ComparedPageWords.plain(lang).to_owned();
        Sheet { title, head: head(&columns, lang), rows: rows.collect() }
    }

    /// What turns, each cause once.
    fn groups_sheet(&self, title: Phrase, groups: &[Group], lang: Lang) -> Sheet {
        let columns = [
            Phrase::CellOperation,
            Phrase::CellArticles,
            Phrase::CellWhat,
            Phrase::CellBefore,
            Phrase::CellAfter,
            Phrase::CellStories,
            Phrase::CellSubjects,
            Phrase::CellEarliest,
            Phrase::CellOwedMore,
            Phrase::CellPaidMore,
            Phrase::CellExample,
        ];
        let rows = groups.iter().map(|group| {
            let turn = &group.example;
            let [_, what, before, after] = difference_cells(&turn.first, lang);
            let articles: Vec<String> = turn.articles.iter().map(|one| one.cite(lang)).collect();
            let mut sum = Sum::default();
            group.money.values().for_each(|one| sum.add(*one));
            vec![
                Cell::Text(by(&group.by)),
                Cell::Text(articles.join(lang.list_separator())),
                Cell::Text(what),
                Cell::Text(before),
                Cell::Text(after),
                Cell::Count(group.stories.len()),
                Cell::Count(group.subjects),
                Cell::Day(group.day),
                Cell::Money(sum.owed),
                Cell::Money(sum.paid),
                Cell::Text(self.short(group.story)),
            ]
        });
        let rows = rows.collect();
        Sheet { title: title.plain(lang).to_owned(), head: head(&columns, lang), rows }
    }

    /// All that differs, story by story.
    fn stories_sheet(&self, lang: Lang) -> Sheet {
        let columns = [
            Phrase::CellStory,
            Phrase::CellTitle,
            Phrase::CellWho,
            Phrase::CellWhat,
            Phrase::CellBefore,
            Phrase::CellAfter,
        ];
        let stories = self.whole.stories.iter().enumerate();
        let rows = stories.flat_map(|(at, versus)| {
            versus.differences().iter().map(move |difference| {
                let title = self.stories.get(at).map_or("", |(_, title)| title.get(lang));
                let told = [self.short(at), title.to_owned()];
                let told = told.into_iter().chain(difference_cells(difference, lang));
                told.map(Cell::Text).collect::<Vec<_>>()
            })
        });
        let title = Phrase::SheetStories.plain(lang).to_owned();
        Sheet { title, head: head(&columns, lang), rows: rows.collect() }
    }

    /// What nobody asked for.
    fn unasked_sheet(&self, lang: Lang) -> Sheet {
        let columns = [Phrase::CellOperation, Phrase::CellArticles, Phrase::CellContent];
        let rows = self.whole.unasked.iter().map(|unasked| {
            let articles: Vec<String> =
                unasked.articles.iter().map(|article| article.cite(lang)).collect();
            vec![
                Cell::Text(unasked.by.iter().map(|at| sign(*at)).collect()),
                Cell::Text(articles.join(lang.list_separator())),
                Cell::Text(unasked.told.say(lang)),
            ]
        });
        let title = Phrase::ComparedPageUnasked.plain(lang).to_owned();
        Sheet { title, head: head(&columns, lang), rows: rows.collect() }
    }
}

fn head(columns: &[Phrase], lang: Lang) -> Vec<String> {
    columns.iter().map(|column| column.plain(lang).to_owned()).collect()
}

/// The operations by which something turns.
fn by(by: &By) -> String {
    let joint = if matches!(by, By::Together(_)) { "+" } else { "" };
    by.operations().iter().map(|at| sign(*at)).collect::<Vec<_>>().join(joint)
}
