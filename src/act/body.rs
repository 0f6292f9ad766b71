//! The articles of a text, line by line.

use super::lines::{Line, Page};
use super::passage::Passage;
use super::{ActArticle, ActDivision, ActItem, ActParagraph};
use crate::lang::{
    Division, Numbering, Opening, bracketed_heading, ends_a_sentence, goes_on_citing,
    is_bare_heading, is_contents, opens_bracket,
};
use crate::policy::{ArticleNumber, Series};
use crate::source::{FileId, Span};

/// By what a text is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// 第一条
    Articles,
    /// 一、
    Parts,
    /// By nothing.
    Plain,
}

/// By what these lines are numbered.
pub(super) fn mode(lines: &[Line<'_>]) -> Mode {
    let any = |of: &dyn Fn(&Opening) -> bool| {
        lines.iter().any(|line| Opening::of(line.text).is_some_and(|found| of(&found)))
    };
    let article = lines.iter().any(|line| opens_article(line.text));
    let part = |found: &Opening| matches!(found, Opening::Numbered { style: Numbering::Part, .. });
    match (article, any(&part)) {
        (true, _) => Mode::Articles,
        (false, true) => Mode::Parts,
        _ => Mode::Plain,
    }
}

fn opens_article(text: &str) -> bool {
    matches!(Opening::of(text), Some(Opening::Article { is_set_off, rest, .. })
        if is_set_off || !goes_on_citing(text.get(rest..).unwrap_or("")))
}

/// The first line of the articles, behind the table of contents.
pub(super) fn begins(lines: &[Line<'_>], mode: Mode) -> usize {
    let division = |text: &str| match Opening::of(text) {
        Some(Opening::Division { division, number, .. }) => Some((division, number)),
        _ => None,
    };
    let opens = |line: &Line<'_>| match mode {
        Mode::Articles => opens_article(line.text) || division(line.text).is_some(),
        Mode::Parts => {
            matches!(Opening::of(line.text), Some(Opening::Numbered { style: Numbering::Part, .. }))
        }
        Mode::Plain => false,
    };
    let first = |from: usize| {
        let found = lines.iter().skip(from).position(opens).map(|at| from + at);
        found.unwrap_or(lines.len())
    };
    let contents = lines.iter().position(|line| is_contents(line.text));
    let Some(contents) = contents.filter(|at| *at < first(0)) else { return first(0) };
    // The first chapter comes again where the text itself begins.
    let listed = first(contents);
    let listed_first = lines.get(listed).and_then(|line| division(line.text));
    let again = lines.iter().skip(listed + 1).position(|line| {
        opens_article(line.text) || (listed_first.is_some() && division(line.text) == listed_first)
    });
    match again {
        Some(at) if listed_first.is_some() => listed + 1 + at,
        _ => listed,
    }
}

/// Whether a line opens an attachment.
pub(super) fn attaches(line: &Line<'_>) -> bool {
    matches!(Opening::of(line.text), Some(Opening::Attachment { .. }))
}

/// What was read so far.
pub(super) struct Body {
    file: FileId,
    mode: Mode,
    page: Page,
    divisions: Vec<ActDivision>,
    articles: Vec<ActArticle>,
    /// Whether the words before end where a line does.
    is_open: bool,
    /// Whether a heading may stand in the next line.
    wants_heading: bool,
}

/// How many letters the heading of a part has at most.
const PART_HEADING: usize = 40;

impl Body {
    pub(super) const fn new(file: FileId, mode: Mode, page: Page) -> Self {
        Self {
            file,
            mode,
            page,
            divisions: Vec::new(),
            articles: Vec::new(),
            is_open: false,
            wants_heading: false,
        }
    }

    /// Whether a line opens an attachment.
    pub(super) fn attaches(&self, line: &Line<'_>) -> bool {
        self.mode != Mode::Plain && attaches(line)
    }

    pub(super) fn done(self) -> (Vec<ActDivision>, Vec<ActArticle>) {
        (self.divisions, self.articles)
    }

    fn is_attachment(&self) -> bool {
        self.articles.last().is_some_and(|last| last.number.series == Series::Attachment)
    }

    /// Takes one more line; the one behind it may tell what it is.
    pub(super) fn line(&mut self, line: &Line<'_>, next: Option<&Line<'_>>) {
        let took = match Opening::of(line.text) {
            Some(Opening::Attachment { number, rest }) => {
                let number = ArticleNumber { series: Series::Attachment, number, inserted: 0 };
                self.attachment(number, rest, line);
                true
            }
            // What is attached is kept as it stands.
            Some(_) if self.is_attachment() => false,
            Some(Opening::Division { division, number, rest }) if self.mode == Mode::Articles => {
                self.division(division, number, rest, line);
                true
            }
            Some(Opening::Article { number, inserted, rest, is_set_off })
                if self.mode == Mode::Articles =>
            {
                let number = ArticleNumber { inserted, ..ArticleNumber::article(number) };
                self.article(number, (rest, is_set_off), line, next)
            }
            Some(Opening::Numbered { style: Numbering::Part, number, rest })
                if self.mode == Mode::Parts =>
            {
                self.part(number, rest, line)
            }
            Some(Opening::Numbered { style, number, .. }) => self.numbered(style, number, line),
            _ => false,
        };
        if !took {
            self.plain(line);
        }
        // A line that a page broke right behind a sentence goes on too.
        let breaks = next.is_some_and(|next| self.page.breaks(line, next));
        self.is_open = !self.wants_heading && (!line.ends() || breaks);
    }

    fn division(&mut self, division: Division, number: u16, rest: usize, line: &Line<'_>) {
        let heading = self.rest(line, rest);
        self.wants_heading = heading.is_empty();
        let at = self.mark(line, rest);
        let before = self.articles.len();
        self.divisions.push(ActDivision { division, number, at, heading, before });
    }

    fn attachment(&mut self, number: ArticleNumber, rest: usize, line: &Line<'_>) {
        let heading = self.rest(line, rest);
        self.wants_heading = heading.is_empty();
        let at = self.mark(line, rest);
        self.articles.push(ActArticle { number, at, heading, paragraphs: Vec::new() });
    }

    /// An article, unless the line only goes on with what the one before says of it.
    fn article(
        &mut self,
        number: ArticleNumber,
        (rest, is_set_off): (usize, bool),
        line: &Line<'_>,
        next: Option<&Line<'_>>,
    ) -> bool {
        let words = line.text.get(rest..).unwrap_or("");
        let last = self.articles.last().map(|article| article.number);
        let follows = number.follows(last);
        let goes_on = !is_set_off && goes_on_citing(words);
        let headed = bracketed_heading(words).is_some() || words.is_empty();
        let cites = !headed && opens_bracket(words);
        if goes_on || cites || (self.is_inside() && !follows && !(is_set_off && headed)) {
            return false;
        }
        let mut article = ActArticle {
            number,
            at: self.mark(line, rest),
            heading: Passage::none(self.file),
            paragraphs: Vec::new(),
        };
        let mut from = rest;
        if let Some((inner, end)) = bracketed_heading(words) {
            let inner_words = words.get(inner.clone()).unwrap_or("");
            let blanks = inner_words.len() - inner_words.trim_start().len();
            let at = line.at + rest + inner.start + blanks;
            article.heading = Passage::of(self.file, inner_words.trim(), at);
            from = rest + end;
        } else if next.is_some_and(|next| Opening::of(next.text).is_none())
            && is_bare_heading(words)
        {
            article.heading = self.rest(line, rest);
            from = line.text.len();
        }
        let text = self.rest(line, from);
        if !text.is_empty() {
            article.paragraphs.push(ActParagraph { text, items: Vec::new() });
        }
        self.articles.push(article);
        true
    }

    fn part(&mut self, number: u16, rest: usize, line: &Line<'_>) -> bool {
        let number = ArticleNumber { series: Series::Part, number, inserted: 0 };
        let last = self.articles.last().map(|article| article.number);
        if self.is_inside() && !number.follows(last) {
            return false;
        }
        let words = line.text.get(rest..).unwrap_or("");
        let mut article = ActArticle {
            number,
            at: self.mark(line, rest),
            heading: Passage::none(self.file),
            paragraphs: Vec::new(),
        };
        let text = self.rest(line, rest);
        if !ends_a_sentence(words) && words.chars().count() <= PART_HEADING {
            article.heading = text;
        } else {
            article.paragraphs.push(ActParagraph { text, items: Vec::new() });
        }
        self.articles.push(article);
        true
    }

    /// An item or a point, unless the line only goes on with the one before.
    fn numbered(&mut self, style: Numbering, number: u16, line: &Line<'_>) -> bool {
        let inside = self.is_inside();
        let file = self.file;
        let Some(article) = self.articles.last_mut() else { return false };
        let last = article.paragraphs.last().and_then(|paragraph| paragraph.items.last());
        let own = last.map(|item| item.style);
        let first = article.paragraphs.last().and_then(|all| all.items.first());
        let first = first.map(|item| item.style);
        // Of a sentence that is not ended only the first number, or the one that follows, opens an item.
        let count = article.paragraphs.last().map_or(0, |paragraph| paragraph.items.len());
        let expected = number == 1 || (own == Some(style) && usize::from(number) == count + 1);
        let points = last.map_or(0, |item| item.points.len());
        let is_point = first.is_some_and(|first| first < style);
        if inside && !expected && !(is_point && usize::from(number) == points + 1) {
            return false;
        }
        let text = Passage::of(file, line.text, line.at);
        if article.paragraphs.is_empty() {
            let text = Passage::none(file);
            article.paragraphs.push(ActParagraph { text, items: Vec::new() });
        }
        let Some(paragraph) = article.paragraphs.last_mut() else { return false };
        match paragraph.items.last_mut().filter(|_| is_point) {
            Some(item) => item.points.push(text),
            None => paragraph.items.push(ActItem { style, text, points: Vec::new() }),
        }
        true
    }

    /// Words that open nothing: they go on with those before, or are a paragraph.
    fn plain(&mut self, line: &Line<'_>) {
        let heading = self.is_heading_wanted();
        if let Some(heading) = heading
            && !line.ends()
        {
            heading.push(line.text, line.at);
            self.wants_heading = false;
            return;
        }
        self.wants_heading = false;
        let goes_on = self.is_inside() && (!self.is_attachment() || self.was_long());
        let file = self.file;
        let Some(article) = self.articles.last_mut() else { return };
        let passage = article.paragraphs.last_mut().map(|paragraph| {
            let item = paragraph.items.last_mut();
            match item {
                Some(item) => item.points.last_mut().unwrap_or(&mut item.text),
                None => &mut paragraph.text,
            }
        });
        match passage.filter(|_| goes_on) {
            Some(passage) => passage.push(line.text, line.at),
            None => {
                let text = Passage::of(file, line.text, line.at);
                article.paragraphs.push(ActParagraph { text, items: Vec::new() });
            }
        }
    }

    /// The heading that is still empty and may stand in this line.
    fn is_heading_wanted(&mut self) -> Option<&mut Passage> {
        if !self.wants_heading {
            return None;
        }
        let divided = self.divisions.last().is_some_and(|one| one.before == self.articles.len());
        match divided && !self.is_attachment() {
            true => self.divisions.last_mut().map(|division| &mut division.heading),
            false => self.articles.last_mut().map(|article| &mut article.heading),
        }
    }

    /// Whether the words before are not ended.
    fn is_inside(&self) -> bool {
        let last = self.articles.last();
        self.is_open && last.is_some_and(|article| !article.paragraphs.is_empty())
    }

    /// Whether the passage before is so long that a page may have broken it.
    fn was_long(&self) -> bool {
        let last = self.articles.last().and_then(|article| article.texts().last());
        last.is_some_and(|passage| passage.text.chars().count() >= PART_HEADING / 2)
    }

    fn rest(&self, line: &Line<'_>, from: usize) -> Passage {
        let words = line.text.get(from..).unwrap_or("");
        let inner = words.trim_start();
        Passage::of(self.file, inner, line.at + from + (words.len() - inner.len()))
    }

    fn mark(&self, line: &Line<'_>, end: usize) -> Span {
        let words = line.text.get(..end).unwrap_or(line.text).trim_end();
        Span::new(self.file, line.at, line.at + words.len())
    }
}
