//! Two published texts compared, told: the counts first, then which article is which, then each place.

use serde_json::{Value, json};

use super::amended::{Form, marked_words};
use super::markup::{html_text, markdown_text};
use crate::act::Act;
use crate::act::compare::{Compared, Marked, Matched, Place, PlaceKind, Spot};
use crate::lang::{Division, Lang, Mark, MarkKind, Phrase, Word, wrap};
use crate::policy::{ArticleNumber, ArticleRef};

/// A comparison of two texts with what they are called.
pub struct Texts<'c> {
    /// The files.
    pub paths: [&'c str; 2],
    /// The texts.
    pub acts: [&'c Act; 2],
    /// What differs.
    pub found: &'c Compared,
}

/// How many places the first screen shows.
const SHOWN: usize = 12;
/// How many letters around a change are shown.
const AROUND: usize = 14;

/// Numbers as one cites them.
fn cite(number: ArticleNumber, lang: Lang) -> String {
    ArticleRef::whole(number).cite(lang)
}

/// Where something stands.
fn spot(spot: Spot, lang: Lang) -> String {
    match spot {
        Spot::Notice => Phrase::TextsNotice.plain(lang).to_owned(),
        Spot::Title => Phrase::TextsTitle.plain(lang).to_owned(),
        Spot::Note => Phrase::TextsNote.plain(lang).to_owned(),
        Spot::Preamble => Phrase::TextsPreamble.plain(lang).to_owned(),
        Spot::Closing => Phrase::TextsClosing.plain(lang).to_owned(),
        Spot::Division(division, number) => division.name(number, lang),
        Spot::Heading(number) => {
            Phrase::TextsHeading.with(lang, &[("article", cite(number, lang).into())])
        }
        Spot::Article(number) => cite(number, lang),
        Spot::Text(article) => article.cite(lang),
    }
}

/// The head of a place: where it is, and where it was if that is elsewhere.
fn place_head(place: &Place, lang: Lang) -> String {
    match (place.was, place.becomes) {
        (Some(was), Some(becomes)) if was != becomes => {
            let args = [("article", spot(becomes, lang).into()), ("was", spot(was, lang).into())];
            Phrase::CiteMoved.with(lang, &args)
        }
        (_, Some(becomes)) if place.was.is_none() => {
            Phrase::TextsComes.with(lang, &[("where", spot(becomes, lang).into())])
        }
        (_, Some(becomes)) => spot(becomes, lang),
        (Some(was), None) => Phrase::TextsGoes.with(lang, &[("where", spot(was, lang).into())]),
        (None, None) => String::new(),
    }
}

fn marks(words: &[Marked]) -> Vec<Mark> {
    words.iter().map(|one| one.mark.clone()).collect()
}

/// Marks with long words that stay cut down to what stands around the changes.
fn around(marks: &[Mark]) -> Vec<Mark> {
    let count = marks.len();
    let cut = |(at, mark): (usize, &Mark)| {
        let letters: Vec<char> = mark.text.chars().collect();
        let (first, last) = (at == 0, at + 1 == count);
        let kept = if first || last { AROUND } else { 2 * AROUND };
        if mark.kind != MarkKind::Same || letters.len() <= kept + 1 || (first && last) {
            return mark.clone();
        }
        let head: String = letters.iter().take(AROUND).collect();
        let tail: String = letters.iter().skip(letters.len() - AROUND).collect();
        let text = match (first, last) {
            (true, _) => format!("…{tail}"),
            (_, true) => format!("{head}…"),
            _ => format!("{head}…{tail}"),
        };
        Mark::same(&text)
    };
    marks.iter().enumerate().map(cut).collect()
}

/// A row of articles that all moved on by as many numbers.
struct Shift {
    was: [ArticleNumber; 2],
    becomes: [ArticleNumber; 2],
}

fn shifts(articles: &[Matched]) -> Vec<Shift> {
    let mut found: Vec<Shift> = Vec::new();
    for one in articles {
        let (Some(was), Some(becomes)) = (one.was, one.becomes) else { continue };
        if was == becomes || one.is_moved {
            continue;
        }
        match found
            .last_mut()
            .filter(|last| last.was[1].next() == was && last.becomes[1].next() == becomes)
        {
            Some(last) => (last.was[1], last.becomes[1]) = (was, becomes),
            None => found.push(Shift { was: [was; 2], becomes: [becomes; 2] }),
        }
    }
    found
}

impl Texts<'_> {
    fn names(&self) -> [String; 2] {
        let name = |at: usize| {
            let title = self.acts.get(at).map_or("", |act| act.title.text.as_str());
            let path = self.paths.get(at).copied().unwrap_or("");
            if title.is_empty() { path.to_owned() } else { title.to_owned() }
        };
        [name(0), name(1)]
    }

    fn head(&self, lang: Lang) -> String {
        let [before, after] = [self.paths[0].into(), self.paths[1].into()];
        let args: [(&'static str, Word); 2] = [("before", before), ("after", after)];
        Phrase::ComparedSides.with(lang, &args)
    }

    /// The counts, in lines.
    fn counts(&self, lang: Lang) -> Vec<String> {
        let all = &self.found.articles;
        let count = |of: &dyn Fn(&Matched) -> bool| all.iter().filter(|one| of(one)).count();
        let said = |count: usize| Word::from(count.to_string());
        let args = [
            ("before", said(count(&|one| one.was.is_some()))),
            ("after", said(count(&|one| one.becomes.is_some()))),
            ("new", said(count(&|one| one.was.is_none()))),
            ("gone", said(count(&|one| one.becomes.is_none()))),
            ("moved", said(count(&|one| one.is_moved))),
            ("renumbered", said(self.renumbered())),
        ];
        let mut lines = vec![Phrase::TextsCounts.with(lang, &args)];
        let args = [
            ("own", said(self.found.count(PlaceKind::Own))),
            ("moved", said(self.found.count(PlaceKind::Moved))),
            ("follows", said(self.found.count(PlaceKind::Follows))),
        ];
        lines.push(match self.found.is_same() {
            true => Phrase::TextsSame.plain(lang).to_owned(),
            false => Phrase::TextsPlaces.with(lang, &args),
        });
        if self.found.unseen > 0 {
            lines.push(Phrase::TextsUnseen.with(lang, &[("count", said(self.found.unseen))]));
        }
        let page: usize = self.acts.iter().map(|act| act.page.len()).sum();
        if page > 0 {
            lines.push(Phrase::TextsPage.with(lang, &[("count", said(page))]));
        }
        if self.found.without_divisions {
            lines.push(Phrase::TextsWithoutDivisions.plain(lang).to_owned());
        }
        lines
    }

    /// How many articles stay in their order under another number.
    fn renumbered(&self) -> usize {
        let all = self.found.articles.iter();
        all.filter(|one| {
            one.was.is_some() && one.becomes.is_some() && one.was != one.becomes && !one.is_moved
        })
        .count()
    }

    /// Which article is which, where that is another number or place.
    fn map(&self, lang: Lang) -> Vec<String> {
        let turn = |was: String, becomes: String| {
            Phrase::ComparedTurn.with(lang, &[("before", was.into()), ("after", becomes.into())])
        };
        let range = |of: [ArticleNumber; 2]| match of[0] == of[1] {
            true => cite(of[0], lang),
            false => {
                let args = [("from", cite(of[0], lang).into()), ("to", cite(of[1], lang).into())];
                Phrase::TextsRange.with(lang, &args)
            }
        };
        let mut lines: Vec<String> = shifts(&self.found.articles)
            .into_iter()
            .map(|shift| turn(range(shift.was), range(shift.becomes)))
            .collect();
        for one in self.found.articles.iter().filter(|one| one.is_moved) {
            if let (Some(was), Some(becomes)) = (one.was, one.becomes) {
                let turn = turn(cite(was, lang), cite(becomes, lang));
                lines.push(Phrase::TextsMovedArticle.with(lang, &[("turn", turn.into())]));
            }
        }
        lines
    }

    /// Places of a kind.
    fn of(&self, kind: PlaceKind) -> impl Iterator<Item = &Place> {
        self.found.places.iter().filter(move |place| place.kind == kind)
    }

    /// The first screen, or all of it.
    pub fn human(&self, width: usize, all: bool, lang: Lang) -> Vec<String> {
        let mut lines = vec![self.head(lang)];
        lines.extend(self.counts(lang));
        let indented = |line: &str| -> Vec<String> {
            let wrapped = wrap(line, width.saturating_sub(2).max(20));
            wrapped.into_iter().map(|line| format!("  {line}")).collect()
        };
        let mut section = |phrase: Phrase, told: Vec<String>| {
            if !told.is_empty() {
                lines.push(String::new());
                lines.push(phrase.plain(lang).to_owned());
                lines.extend(told);
            }
        };
        let map = self.map(lang);
        section(Phrase::TextsNumbers, map.iter().flat_map(|line| indented(line)).collect());
        for (kind, phrase) in [
            (PlaceKind::Own, Phrase::TextsOwn),
            (PlaceKind::Moved, Phrase::TextsMoved),
            (PlaceKind::Follows, Phrase::TextsFollows),
        ] {
            let count = self.of(kind).count();
            let shown = if all { count } else { SHOWN.min(count) };
            let mut told = Vec::new();
            for place in self.of(kind).take(shown) {
                let marks = marks(&place.words);
                let marks = if all { marks } else { around(&marks) };
                told.push(format!("● {}", place_head(place, lang)));
                let words = marked_words(&marks, Form::Human);
                told.extend(words.lines().flat_map(indented));
            }
            if shown < count {
                let left = (count - shown).to_string();
                told.push(Phrase::TextsMore.with(lang, &[("count", left.into())]));
            }
            section(phrase, told);
        }
        lines.iter().flat_map(|line| wrap(line, width)).collect()
    }

    /// As a page, in Markdown or HTML.
    pub fn page(&self, form: Form, lang: Lang) -> String {
        let code = if lang == Lang::Zh { "zh" } else { "en" };
        let plain = |text: &str| match form {
            Form::Html => html_text(text),
            _ => markdown_text(text),
        };
        let heading = |level: usize, text: &str| match form {
            Form::Html => format!("<h{level}>{}</h{level}>\n", plain(text)),
            _ => format!("{} {}\n\n", "#".repeat(level), plain(text)),
        };
        let paragraph = |text: &str| match form {
            Form::Html => format!("<p>{text}</p>\n"),
            _ => format!("{text}\n\n"),
        };
        let [_, name] = self.names();
        let mut out = match form {
            Form::Html => format!(
                "<!doctype html><html lang=\"{code}\"><meta charset=\"utf-8\"><title>{}</title><style>body{{max-width:54em;margin:2em auto;font-family:serif;line-height:1.8}}del{{color:#a00}}ins{{color:#060}}</style>\n",
                plain(&name)
            ),
            _ => String::new(),
        };
        out += &heading(1, &name);
        out += &paragraph(&plain(&self.head(lang)));
        for line in self.counts(lang) {
            out += &paragraph(&plain(&line));
        }
        let map = self.map(lang);
        if !map.is_empty() {
            out += &heading(2, Phrase::TextsNumbers.plain(lang));
            for line in map {
                out += &paragraph(&plain(&line));
            }
        }
        for (kind, phrase) in [
            (PlaceKind::Own, Phrase::TextsOwn),
            (PlaceKind::Moved, Phrase::TextsMoved),
            (PlaceKind::Follows, Phrase::TextsFollows),
        ] {
            if self.of(kind).next().is_some() {
                out += &heading(2, phrase.plain(lang));
            }
            for place in self.of(kind) {
                out += &heading(3, &place_head(place, lang));
                out += &paragraph(&marked_words(&marks(&place.words), form));
            }
        }
        out
    }

    /// As data.
    pub fn json(&self) -> Value {
        let side = |at: usize| {
            let act = self.acts.get(at);
            json!({
                "path": self.paths.get(at),
                "title": act.map(|act| act.title.text.as_str()),
                "articles": act.map(|act| act.articles.len()),
                "page_lines": act.map(|act| act.page.len()),
            })
        };
        let written = |number: Option<ArticleNumber>| number.map(|number| number.to_string());
        let articles =
            self.found.articles.iter().filter(|one| one.was != one.becomes || one.is_moved);
        let articles = articles.map(|one| {
            json!({ "was": written(one.was), "becomes": written(one.becomes), "moved": one.is_moved })
        });
        let places = self.found.places.iter().map(|place| {
            let words = place.words.iter().map(|one| {
                let kind = match one.mark.kind {
                    MarkKind::Same => "same",
                    MarkKind::Gone => "gone",
                    MarkKind::Come => "come",
                };
                json!({ "kind": kind, "text": one.mark.text, "follows": one.follows })
            });
            let kind = match place.kind {
                PlaceKind::Own => "changed",
                PlaceKind::Follows => "follows",
                PlaceKind::Moved => "moved",
            };
            json!({
                "kind": kind,
                "was": place.was.map(spot_json),
                "becomes": place.becomes.map(spot_json),
                "words": words.collect::<Vec<_>>(),
            })
        });
        json!({
            "format": "banfa-texts",
            "version": 1,
            "old": side(0),
            "new": side(1),
            "same": self.found.is_same(),
            "changed": self.found.count(PlaceKind::Own),
            "moved": self.found.count(PlaceKind::Moved),
            "follows": self.found.count(PlaceKind::Follows),
            "unseen": self.found.unseen,
            "chapters_compared": !self.found.without_divisions,
            "articles": articles.collect::<Vec<_>>(),
            "places": places.collect::<Vec<_>>(),
        })
    }
}

fn spot_json(spot: Spot) -> Value {
    let (what, at) = match spot {
        Spot::Notice => ("notice", None),
        Spot::Title => ("title", None),
        Spot::Note => ("note", None),
        Spot::Preamble => ("preamble", None),
        Spot::Closing => ("closing", None),
        Spot::Division(Division::Part, number) => ("part", Some(number.to_string())),
        Spot::Division(Division::Chapter, number) => ("chapter", Some(number.to_string())),
        Spot::Division(Division::Section, number) => ("section", Some(number.to_string())),
        Spot::Heading(number) => ("heading", Some(number.to_string())),
        Spot::Article(number) => ("article", Some(number.to_string())),
        Spot::Text(article) => ("text", Some(article.to_string())),
    };
    json!({ "what": what, "at": at })
}
