//! Citations under the new numbers, and the words that readings quote.

use std::collections::BTreeMap;
use std::ops::Range;

use super::draft::{Draft, Page, Why};
use super::edit::{Edit, edited, quoted, range};
use super::rule::each;
use crate::amend::words::{Mark, MarkKind, MarkedArticle, Numbers};
use crate::lang::{Phrase, Word};
use crate::policy::check::{cite, elements, plain, quoted as stands};
use crate::policy::{Article, ArticleRef, Bundle};
use crate::rule::parse_rules;
use crate::source::{Node, Shape, Sources, Span};

/// The number after of what is cited. What the amendment itself inserts, `new("23")`, is cited as any
/// article once it stands in the text.
fn renumbered(text: &str, numbers: &Numbers) -> Result<Option<String>, Why> {
    if let Some(inner) = text.strip_prefix("new(").and_then(|rest| rest.strip_suffix(')')) {
        return Ok(Some(inner.trim().to_owned()));
    }
    let Some(cited) = ArticleRef::parse(text) else { return Ok(None) };
    match numbers.after(cited) {
        Some(after) if after == cited => Ok(None),
        Some(after) => Ok(Some(after.to_string())),
        None if numbers.had(cited) => Err(gone(cited)),
        None => Ok(None),
    }
}

/// That what is cited is not in the text after.
fn gone(cited: ArticleRef) -> Why {
    Word::Phrase(Phrase::AdoptCitesGone, vec![("article", cite(cited))])
}

/// The edits of the files, each place once.
#[derive(Default)]
struct Edits {
    by_file: BTreeMap<String, BTreeMap<(usize, usize), String>>,
}

impl Edits {
    fn add(&mut self, file: &str, (from, to): (usize, usize), by: String) {
        self.by_file.entry(file.to_owned()).or_default().insert((from, to), by);
    }
}

impl Draft<'_> {
    /// Writes every citation in the files under its number after; `bundle` is what they hold.
    pub(super) fn cited(&self, bundle: &Bundle, numbers: &Numbers) -> Result<(), Why> {
        let as_before =
            !numbers.is_renumbered() && numbers.iter().all(|(_, after)| after.is_some());
        if as_before && !self.files().iter().any(|(_, text)| text.contains("new(")) {
            return Ok(());
        }
        let mut edits = Edits::default();
        for element in elements(bundle) {
            for cited in element.origin.iter().flat_map(|origin| &origin.articles) {
                self.one(bundle, cited.span, numbers, &mut edits)?;
            }
        }
        for (_, reading) in &bundle.readings {
            for cited in &reading.origin.articles {
                self.one(bundle, cited.span, numbers, &mut edits)?;
            }
        }
        for (file, text) in self.files() {
            match file.ends_with(".rhai") {
                true => of_rules(&file, &text, numbers, &mut edits)?,
                false => self.of_fields(&file, numbers, &mut edits)?,
            }
        }
        for (file, own) in edits.by_file {
            let text = self.text(&file).unwrap_or_default();
            let own: Vec<Edit> = own.into_iter().map(|((from, to), by)| (from..to, by)).collect();
            self.write(&file, &edited(&text, own))?;
        }
        Ok(())
    }

    /// A citation that was read.
    fn one(
        &self,
        bundle: &Bundle,
        at: Span,
        numbers: &Numbers,
        edits: &mut Edits,
    ) -> Result<(), Why> {
        let Some(new) = renumbered(bundle.sources.text(at), numbers)? else { return Ok(()) };
        let path = &bundle.sources.file(at.file).path;
        if let Some(file) = self.name_of(path) {
            edits.add(&file, (at.start as usize, at.end as usize), new);
        }
        Ok(())
    }

    /// What is cited in a field of that name, wherever it stands: in what a reading would change too.
    fn of_fields(&self, file: &str, numbers: &Numbers, edits: &mut Edits) -> Result<(), Why> {
        let page = self.page(file)?;
        let mut all = Vec::new();
        each(&page.tree, &mut |node| {
            if let Shape::Struct(fields) = &node.shape {
                let cites = fields.iter().filter(|(name, _)| name.value == "article");
                all.extend(cites.flat_map(|(_, node)| cited_in(node, &page)));
            }
        });
        for (text, at) in all {
            if let Some(new) = renumbered(&text, numbers)? {
                edits.add(file, (at.start, at.end), new);
            }
        }
        Ok(())
    }

    /// Writes the words that readings quote as they are after.
    pub(super) fn quotes(
        &self,
        bundle: &Bundle,
        after: &[Article],
        marked: &[MarkedArticle],
    ) -> Result<(), Why> {
        let mut edits = Edits::default();
        for (_, reading) in &bundle.readings {
            let words = &reading.words;
            if stands(after, &words.value) {
                continue;
            }
            let parts = words.value.split('…').map(|part| {
                let whole = || part.to_owned();
                if part.trim().is_empty() || stands(after, part) {
                    return whole();
                }
                let texts = marked.iter().flat_map(|article| &article.texts);
                texts.filter_map(|text| moved(part, &text.marks)).next().unwrap_or_else(whole)
            });
            let new = parts.collect::<Vec<_>>().join("…");
            let path = &bundle.sources.file(words.span.file).path;
            let Some(file) = self.name_of(path).filter(|_| new != words.value) else { continue };
            let text = bundle.sources.text(words.span);
            let at = (words.span.start as usize, words.span.end as usize);
            let new = quoted(&new);
            let letters = new.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            match text.starts_with('"') {
                true => edits.add(&file, at, new.clone()),
                false => edits.add(&file, at, letters.unwrap_or(&new).to_owned()),
            }
        }
        for (file, own) in edits.by_file {
            let text = self.text(&file).unwrap_or_default();
            let own: Vec<Edit> = own.into_iter().map(|((from, to), by)| (from..to, by)).collect();
            self.write(&file, &edited(&text, own))?;
        }
        Ok(())
    }
}

/// What is cited in a field, each as it is written, with its place: a number within its quotes.
fn cited_in(node: &Node, page: &Page) -> Vec<(String, Range<usize>)> {
    let whole = range(node.span);
    match &node.shape {
        Shape::Text { text, .. } => vec![(text.clone(), whole.start + 1..whole.end - 1)],
        Shape::Variant(word, _) if word.value == "new" => vec![(page.of(node).to_owned(), whole)],
        Shape::List(items) => items.iter().flat_map(|item| cited_in(item, page)).collect(),
        _ => Vec::new(),
    }
}

/// The citations above the functions of a file.
fn of_rules(file: &str, text: &str, numbers: &Numbers, edits: &mut Edits) -> Result<(), Why> {
    let mut sources = Sources::default();
    let id = sources.add(String::new(), text.to_owned());
    for header in
        parse_rules(id, sources.file(id)).0.into_iter().filter_map(|one| one.header.clone())
    {
        for cited in &header.cites {
            if let Some(new) = renumbered(&cited.value, numbers)? {
                edits.add(file, (cited.span.start as usize, cited.span.end as usize), new);
            }
        }
    }
    Ok(())
}

/// What words became that stood in a text; none where they did not stand there.
fn moved(part: &str, marks: &[Mark]) -> Option<String> {
    let letters: Vec<(char, MarkKind)> =
        marks.iter().flat_map(|mark| mark.text.chars().map(|letter| (letter, mark.kind))).collect();
    let mut before = String::new();
    // For each byte of the words before, the letter from which it comes.
    let mut from: Vec<usize> = Vec::new();
    for (at, (letter, kind)) in letters.iter().enumerate() {
        if *kind != MarkKind::Come {
            let own = plain(&letter.to_string());
            from.extend(std::iter::repeat_n(at, own.len()));
            before.push_str(&own);
        }
    }
    let wanted = plain(part);
    let start = before.find(&wanted)?;
    let (first, mut last) = (*from.get(start)?, *from.get(start + wanted.len().checked_sub(1)?)?);
    // What comes in the place of the last letters belongs to them.
    if letters.get(last).is_some_and(|(_, kind)| *kind == MarkKind::Gone) {
        while letters.get(last + 1).is_some_and(|(_, kind)| *kind == MarkKind::Come) {
            last += 1;
        }
    }
    let own = letters.get(first..=last)?.iter();
    Some(own.filter(|(_, kind)| *kind != MarkKind::Gone).map(|(letter, _)| *letter).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 甲[-乙-]{+丙+}丁[-戊-]{+己+}.
    #[test]
    fn quoted_words_become_what_stands_in_their_place() {
        let (same, gone, come) = (Mark::same, Mark::gone, Mark::come);
        let marks = [same("甲"), gone("乙"), come("丙丙"), same("丁"), gone("戊"), come("己")];
        for (quoted, becomes) in [
            ("甲", "甲"),
            ("甲乙", "甲丙丙"),
            ("乙", "丙丙"),
            ("乙丁", "丙丙丁"),
            ("丁", "丁"),
            ("丁戊", "丁己"),
            ("甲乙丁戊", "甲丙丙丁己"),
        ] {
            assert_eq!(moved(quoted, &marks).as_deref(), Some(becomes), "{quoted}");
        }
        // What comes behind words that stay is none of theirs; what comes was not there before.
        assert_eq!(moved("甲", &[same("甲"), come("乙")]).as_deref(), Some("甲"));
        assert_eq!(moved("丙丙", &marks), None);
    }
}
