//! A paper as blocks, whatever form it is written in: paragraphs of runs, and tables.

use crate::report::sheets;

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As the rest.
    #[default]
    Plain,
    /// Words that go.
    Gone,
    /// Words that come.
    Come,
    /// Words that are otherwise because of something elsewhere: numbers that are cited.
    Follows,
    /// Words that stand out.
    Strong,
    /// A place to be filled in by hand.
    Hole,
}

/// Words that look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they look.
    pub look: Look,
}

impl Run {
    /// Words that look so.
    pub fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look }
    }
    /// Words as the rest.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Look::Plain)
    }
    /// The words of runs, whatever they look like.
    pub fn text(runs: &[Self]) -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What a paragraph is for; a form of writing gives each its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The title.
    Title,
    /// The line below the title that tells by what an act was amended.
    Beneath,
    /// A heading: 一、….
    Heading,
    /// The head of a chapter: 第一章　总则.
    Chapter,
    /// The head of a section of a chapter.
    Section,
    /// The head of an article.
    Article,
    /// Text.
    Body,
    /// Who signs, and when.
    Signed,
    /// What a table or its signs mean.
    Legend,
}

/// What becomes of a paragraph as a whole in a text that shows its changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    #[default]
    Stays,
    /// It goes.
    Goes,
    /// It comes.
    Comes,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is for.
    pub style: Style,
    /// Its words.
    pub runs: Vec<Run>,
    /// What becomes of it.
    pub fate: Fate,
    /// How many of its first runs are the number of an article.
    pub label: usize,
}

impl Paragraph {
    /// A paragraph that stays.
    pub fn new(style: Style, runs: Vec<Run>) -> Self {
        Self { style, runs, fate: Fate::Stays, label: 0 }
    }
    /// The same of plain words.
    pub fn plain(style: Style, text: impl Into<String>) -> Self {
        Self::new(style, vec![Run::plain(text)])
    }
    /// The words before: without what comes.
    pub fn before(&self) -> String {
        self.without(Look::Come)
    }
    /// The words after: without what goes.
    pub fn after(&self) -> String {
        self.without(Look::Gone)
    }
    fn without(&self, look: Look) -> String {
        let kept = self.runs.iter().filter(|run| run.look != look);
        kept.map(|run| run.text.as_str()).collect()
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its lines.
    pub lines: Vec<Vec<Run>>,
    /// The value that a spreadsheet counts with, where it is one.
    pub value: Option<sheets::Cell>,
}

impl Cell {
    /// A cell of plain words, a line each.
    pub fn text(text: &str) -> Self {
        let lines = text.lines().map(|line| vec![Run::plain(line)]);
        Self { lines: lines.collect(), value: None }
    }
    /// A cell of marked lines.
    pub fn runs(lines: Vec<Vec<Run>>) -> Self {
        Self { lines, value: None }
    }
    /// Its words.
    pub fn words(&self) -> String {
        self.lines.iter().map(|line| Run::text(line)).collect::<Vec<_>>().join("\n")
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// How wide it is beside the others.
    pub share: u32,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows; the name of its leaf in a workbook.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether it is too long for a page and stands in a workbook only.
    pub is_long: bool,
}

impl Table {
    /// Whether anything stands above its columns.
    pub fn has_head(&self) -> bool {
        self.columns.iter().any(|column| !column.head.is_empty())
    }
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// Whether its pages lie across.
    pub is_wide: bool,
    /// Whether its changes are tracked: what goes and what comes may be accepted or rejected.
    pub is_tracked: bool,
    /// Its parts.
    pub blocks: Vec<Block>,
}

impl Paper {
    /// A paper that begins with its title, each line of it in a paragraph of its own.
    pub fn titled(title: impl AsRef<str>) -> Self {
        let title = title.as_ref();
        let head = title.lines().map(|line| Block::Paragraph(Paragraph::plain(Style::Title, line)));
        let blocks = head.collect();
        Self { title: title.replace('\n', ""), is_wide: false, is_tracked: false, blocks }
    }
    /// Adds a paragraph of plain words.
    pub fn say(&mut self, style: Style, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(Paragraph::plain(style, text)));
    }
    /// Adds a paragraph.
    pub fn add(&mut self, paragraph: Paragraph) {
        self.blocks.push(Block::Paragraph(paragraph));
    }
    /// What stands on its pages: all but tables that are too long for them.
    pub fn on_pages(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| !matches!(block, Block::Table(table) if table.is_long))
    }
    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
    }
    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }
}
