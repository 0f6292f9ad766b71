//! The words of a reading are the measure's own.

use super::citation::cite;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Word};
use crate::policy::slot::{Piece, pieces};
use crate::policy::{Article, ArticleRef, Bundle};

/// Tells of readings whose words do not stand in an article that they name.
pub(super) fn every_reading_quotes_the_text(bundle: &Bundle, problems: &mut Problems) {
    for (_, reading) in &bundle.readings {
        let cited: Vec<ArticleRef> =
            reading.origin.articles.iter().map(|article| article.value).collect();
        let texts: Vec<String> = cited.iter().filter_map(|cited| text_of(bundle, *cited)).collect();
        // An article that is not there was told as such.
        if texts.is_empty() || quotes(&texts, &reading.words.value) {
            continue;
        }
        let articles = cited.into_iter().map(cite).collect();
        let args = vec![
            ("words", Word::from(reading.words.value.as_str())),
            ("article", Word::List(articles)),
        ];
        let wrong = Diagnostic::new(Problem::WordsNotInText, reading.words.span, args);
        let whole = bundle.articles.iter().map(|article| ArticleRef::whole(article.number.value));
        let found = whole.filter(|&one| {
            let text: Vec<String> = text_of(bundle, one).into_iter().collect();
            !text.is_empty() && quotes(&text, &reading.words.value)
        });
        let found: Vec<Word> = found.map(cite).collect();
        problems.push(match found.is_empty() {
            true => wrong,
            false => wrong.with_help(Phrase::WordsElsewhere, vec![("article", Word::List(found))]),
        });
    }
}

/// Whether a quotation stands in the articles, wherever.
pub fn quoted(articles: &[Article], words: &str) -> bool {
    let text = |article: &Article| -> String {
        let texts = article.paragraphs.iter().flat_map(|paragraph| paragraph.texts());
        texts.map(|text| published(&text.value)).collect()
    };
    quotes(&articles.iter().map(text).collect::<Vec<_>>(), words)
}

/// Whether each part of a quotation stands in one of the texts.
fn quotes(texts: &[String], words: &str) -> bool {
    let mut parts = words.split('…').map(plain).filter(|part| !part.is_empty());
    parts.all(|part| texts.iter().any(|text| text.contains(&part)))
}

/// The words of an article, a paragraph or an item as published.
fn text_of(bundle: &Bundle, cited: ArticleRef) -> Option<String> {
    let is_meant = |article: &&Article| article.number.value == cited.article;
    let article = bundle.articles.iter().find(is_meant)?;
    let texts = article.texts_of(cited);
    (!texts.is_empty()).then(|| texts.into_iter().map(|text| published(&text.value)).collect())
}

fn published(text: &str) -> String {
    let words = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Slot(slot) => slot.sample,
    });
    plain(&words.collect::<String>())
}

/// Without blanks, and in one width: they differ between prints of the same text.
pub(crate) fn plain(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        other => other,
    };
    text.chars().filter(|letter| !letter.is_whitespace()).map(narrow).collect()
}
