//! A text as a bundle of nothing but text, in memory: what amending it and checking it need.

use super::{Act, Passage};
use crate::calendar::{Counting, Roll, Table};
use crate::diagnostic::Problems;
use crate::lang::{Problem, Text};
use crate::policy::{Article, Bundle, Item, Manifest, Origin, Paragraph, Status};
use crate::source::{FileId, Sources, Span, Spanned};

impl Act {
    /// Whether a bundle can hold the text: it has numbered articles and no braces, which are those of slots.
    pub fn fits_a_bundle(&self, problems: &mut Problems) -> bool {
        let mut fits = !self.articles.is_empty();
        for passage in self.articles.iter().flat_map(super::ActArticle::texts) {
            for (at, _) in passage.text.match_indices(['{', '}']) {
                problems.add(Problem::TextBrace, passage.place(at..at + 1), Vec::new());
                fits = false;
            }
        }
        fits
    }
    /// The text as a bundle without anything that runs. Its words stand in a file of their own that is added
    /// to the sources, one a line and in quotes as a bundle writes them; what stands before the first
    /// article and behind the last is no part of a bundle.
    pub fn bundle(&self, id: &str, sources: &mut Sources, problems: &mut Problems) -> Bundle {
        let mut written = Written::default();
        self.fits_a_bundle(problems);
        let articles: Vec<Draft<'_>> =
            self.articles.iter().map(|one| Draft::of(one, &mut written)).collect();
        let path = format!("{}#text", sources.file(self.file).path);
        let file = sources.add(path, written.text);
        let articles: Vec<Article> =
            articles.into_iter().map(|draft| draft.article(file)).collect();
        let bare = Bundle::bare(manifest(id, &self.title.text, self.file), Table::default());
        let chapters = self.bundle_chapters(&articles).into();
        Bundle { articles: articles.into(), chapters, sources: sources.clone(), ..bare }
    }
}

fn manifest(id: &str, title: &str, file: FileId) -> Manifest {
    Manifest {
        id: id.to_owned(),
        title: Text { zh: title.to_owned(), en: String::new() },
        legal_text: true,
        main: false,
        validity: None,
        repeals: Vec::new(),
        calendar: None,
        counting: Counting { include_start: false, roll: Roll::None },
        counting_origin: Origin::default(),
        applies: None,
        continues: None,
        amended_by: Vec::new(),
        files: Vec::new(),
        at: Span::new(file, 0, 0),
    }
}

/// The words as a file of them would hold them.
#[derive(Default)]
struct Written {
    text: String,
}

impl Written {
    /// Where words stand, quotes included.
    fn add(&mut self, words: &str) -> (usize, usize) {
        const QUOTE: char = '"';
        let start = self.text.len();
        self.text.push(QUOTE);
        self.text.push_str(words);
        self.text.push(QUOTE);
        let end = self.text.len();
        self.text.push('\n');
        (start, end)
    }
}

/// Words with their place in a file that is not made yet.
type Placed = (String, (usize, usize));

/// An article whose words have places, but no file yet.
struct Draft<'a> {
    article: &'a super::ActArticle,
    number: (usize, usize),
    texts: Vec<Placed>,
}

impl<'a> Draft<'a> {
    fn of(article: &'a super::ActArticle, written: &mut Written) -> Self {
        let number = written.add(&article.number.to_string());
        let of = |passage: &Passage, written: &mut Written| {
            (passage.text.clone(), written.add(&passage.text))
        };
        let mut texts = Vec::new();
        for paragraph in &article.paragraphs {
            texts.push(of(&paragraph.text, written));
            for item in &paragraph.items {
                texts.push(of(&item.text, written));
                texts.extend(item.points.iter().map(|point| of(point, written)));
            }
        }
        Self { article, number, texts }
    }

    fn article(self, file: FileId) -> Article {
        let span = |(start, end)| Span::new(file, start, end);
        let nothing = Spanned::new(String::new(), span((0, 0)));
        let mut texts = self.texts.into_iter().map(|(text, at)| Spanned::new(text, span(at)));
        let mut next = || texts.next().unwrap_or_else(|| nothing.clone());
        let paragraphs = self.article.paragraphs.iter().map(|paragraph| {
            let text = next();
            let items = paragraph.items.iter().map(|item| {
                let text = next();
                let points = item.points.iter().map(|_| next()).collect();
                Item { text, points }
            });
            Paragraph { text, items: items.collect() }
        });
        let paragraphs = paragraphs.collect();
        Article {
            number: Spanned::new(self.article.number, span(self.number)),
            heading: Text { zh: self.article.heading.text.clone(), en: String::new() },
            paragraphs,
            status: Status::Pending,
        }
    }
}
