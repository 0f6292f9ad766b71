//! What came of the relations that a bundle declares: on the screen and as data.

mod words;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::differences::{changed_json, difference_cells};
use crate::compare::{Touched, turns};
use crate::lang::{Lang, Phrase, Text, Word, display_width, wrap};
use crate::policy::{Name, Relation};
use crate::relations::{Base, How, Tried, Why};
use words::{variation_words, why_phrase};

/// How many turns of a broken relation are told.
const TURNS: usize = 3;

/// What came of a relation on a story, in words.
#[derive(Clone, Debug)]
pub struct Told {
    /// How many variations were tried.
    pub variations: usize,
    /// How many broke it.
    pub broken: usize,
    /// Why it could not be tried.
    pub why: Option<Why>,
    /// The least variation that broke it.
    pub first: Option<ToldBroken>,
}

/// A variation that broke a relation, in words.
#[derive(Clone, Debug)]
pub struct ToldBroken {
    /// What the story is called.
    title: Text,
    /// The variation.
    variation: String,
    /// What came out otherwise first for each: who, what, before, after.
    turns: Vec<[String; 4]>,
    /// How much more did.
    folded: usize,
    /// All that came out otherwise, as data.
    changed: Vec<Json>,
}

impl Told {
    /// What came of it.
    pub fn of(tried: &Tried, first: Option<ToldBroken>) -> Self {
        let &Tried { variations, broken, why, .. } = tried;
        Self { variations, broken, why, first }
    }
}

/// What came of a relation on a story, in words.
pub fn told(base: &Base<'_>, tried: &Tried, lang: Lang) -> Told {
    let first = tried.first.as_ref().map(|broken| {
        let turns = turns(broken.differences.clone(), &Touched::default());
        let cells = |turn: &crate::compare::Turn| difference_cells(&turn.first, lang);
        let all: Vec<[String; 4]> = match turns.is_empty() {
            false => turns.iter().take(TURNS).map(cells).collect(),
            // What differs in words only is no turn.
            true => {
                let own = broken.differences.iter().take(TURNS);
                own.map(|difference| difference_cells(difference, lang)).collect()
            }
        };
        ToldBroken {
            title: base.plan.title.clone(),
            variation: variation_words(base, &broken.variation, lang),
            folded: broken.differences.len().saturating_sub(all.len()),
            turns: all,
            changed: changed_json(&broken.differences, lang),
        }
    });
    Told::of(tried, first)
}

/// What came of all relations on all stories.
pub struct Sheet<'a> {
    /// The bundle.
    pub bundle: &'a str,
    /// What people call it.
    pub title: &'a Text,
    /// The relations.
    pub relations: Vec<&'a (Name, Relation)>,
    /// The files of the stories.
    pub paths: Vec<String>,
    /// For each story, what came of each relation.
    pub stories: Vec<Vec<Told>>,
    /// How they were tried.
    pub how: How,
    /// The language.
    pub lang: Lang,
}

impl Sheet<'_> {
    /// How many variations broke a relation.
    pub fn broken(&self) -> usize {
        self.stories.iter().flatten().map(|told| told.broken).sum()
    }
    /// Whether a story could not be played.
    pub fn unplayed(&self) -> bool {
        self.stories.iter().flatten().any(|told| told.why == Some(Why::Unplanned))
    }
    /// What came of a relation, story by story.
    fn of(&self, relation: usize) -> impl Iterator<Item = (&str, &Told)> {
        let paths = self.paths.iter().map(String::as_str);
        paths.zip(&self.stories).filter_map(move |(path, all)| Some((path, all.get(relation)?)))
    }
    /// On how many stories a relation was tried, with how many variations, how many broke it.
    fn counts(&self, relation: usize) -> [usize; 3] {
        let tried = || self.of(relation).map(|(_, told)| told).filter(|told| told.variations > 0);
        let sum = |of: &dyn Fn(&Told) -> usize| -> usize { tried().map(of).sum() };
        [tried().count(), sum(&|told| told.variations), sum(&|told| told.broken)]
    }
    /// Why a relation could not be tried, and on how many stories.
    fn reasons(&self, relation: usize) -> Vec<(Why, usize)> {
        let mut found: BTreeMap<Why, usize> = BTreeMap::new();
        for why in self.of(relation).filter_map(|(_, told)| told.why) {
            *found.entry(why).or_default() += 1;
        }
        let mut found: Vec<(Why, usize)> = found.into_iter().collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found
    }
    /// The command by which a story is varied so again.
    fn again(&self, relation: &str, path: &str) -> String {
        let How { seed, samples } = self.how;
        format!("banfa relations {path} --only {relation} --seed {seed} --samples {samples}")
    }
}

/// The relations that no story can try.
pub fn nowhere(sheet: &Sheet<'_>) -> Vec<String> {
    let all = sheet.relations.iter().enumerate();
    let untried = all.filter(|(at, _)| sheet.counts(*at)[0] == 0);
    let said = untried.map(|(_, (name, relation))| {
        let title = relation.title.or_name(&name.value);
        let args =
            [("name", Word::from(name.value.as_str())), ("title", title.get(sheet.lang).into())];
        Phrase::RelationsNowhere.with(sheet.lang, &args)
    });
    said.collect()
}

/// The screen: one row a relation, why some stories cannot try it, and each broken one.
pub fn human(sheet: &Sheet<'_>, width: usize) -> Vec<String> {
    let lang = sheet.lang;
    let count = |count: usize| Word::from(count.to_string());
    let args = [
        ("title", Word::from(sheet.title.get(lang))),
        ("relations", count(sheet.relations.len())),
        ("stories", count(sheet.stories.len())),
        ("samples", count(sheet.how.samples)),
        ("seed", sheet.how.seed.to_string().into()),
    ];
    let mut lines = wrap(&Phrase::RelationsHead.with(lang, &args), width);
    lines.extend(rows(sheet));
    lines.push(String::new());
    for (at, (name, relation)) in sheet.relations.iter().enumerate() {
        let reasons = sheet.reasons(at);
        if reasons.is_empty() {
            continue;
        }
        let why = reasons.iter().map(|&(why, of)| {
            let args = [("why", why_phrase(why).into()), ("count", count(of))];
            Phrase::RelationsUntriedOne.with(lang, &args)
        });
        let why: Vec<String> = why.collect();
        let args = [
            ("title", relation.title.or_name(&name.value).get(lang).into()),
            ("count", count(reasons.iter().map(|(_, of)| of).sum())),
            ("why", why.join(lang.list_separator()).into()),
        ];
        lines.extend(indented("", &Phrase::RelationsUntried.with(lang, &args), width));
    }
    for (at, (name, relation)) in sheet.relations.iter().enumerate() {
        lines.extend(broken(sheet, at, (name, relation), width));
    }
    lines
}

fn rows(sheet: &Sheet<'_>) -> Vec<String> {
    let lang = sheet.lang;
    let heads =
        [Phrase::CellRelation, Phrase::CellTriedOn, Phrase::CellVariations, Phrase::CellBroken];
    let mut rows = vec![heads.map(|head| head.plain(lang).to_owned())];
    for (at, (name, relation)) in sheet.relations.iter().enumerate() {
        let [stories, variations, broken] = sheet.counts(at);
        let title = relation.title.or_name(&name.value);
        rows.push([
            title.get(lang).to_owned(),
            format!("{stories}/{}", sheet.stories.len()),
            variations.to_string(),
            broken.to_string(),
        ]);
    }
    let widest = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).map(|cell| display_width(cell)).max().unwrap_or(0)
    };
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

/// Where a relation is broken.
fn broken(
    sheet: &Sheet<'_>,
    at: usize,
    (name, relation): (&Name, &Relation),
    width: usize,
) -> Vec<String> {
    let lang = sheet.lang;
    let mut lines = Vec::new();
    for (path, told) in sheet.of(at) {
        let Some(first) = &told.first else { continue };
        if lines.is_empty() {
            let cited = relation.origin.articles.iter().map(|article| article.value.cite(lang));
            let cited: Vec<String> = cited.collect();
            let cited = match cited.is_empty() {
                true => String::new(),
                false => format!("{}{}", lang.list_separator(), cited.join(lang.list_separator())),
            };
            let args = [
                ("title", Word::from(relation.title.or_name(&name.value).get(lang))),
                ("name", name.value.as_str().into()),
                ("cited", cited.into()),
            ];
            lines.push(String::new());
            lines.extend(wrap(&Phrase::RelationsBroken.with(lang, &args), width));
        }
        lines.extend(indented("  ", &format!("{path}  {}", first.title.get(lang)), width));
        let what =
            Phrase::RelationsVariation.with(lang, &[("what", first.variation.as_str().into())]);
        lines.extend(indented("    ", &what, width));
        for [who, what, before, after] in &first.turns {
            let args = [
                ("who", Word::from(who.as_str())),
                ("what", what.as_str().into()),
                ("before", before.as_str().into()),
                ("after", after.as_str().into()),
            ];
            let phrase = match who.is_empty() {
                true => Phrase::RelationsOtherwiseNobody,
                false => Phrase::RelationsOtherwise,
            };
            lines.extend(indented("    ", &phrase.with(lang, &args), width));
        }
        if first.folded > 0 {
            let args = [("count", Word::from(first.folded.to_string()))];
            lines.push(format!("    {}", Phrase::RelationsFolded.with(lang, &args)));
        }
        let again = sheet.again(&name.value, path);
        let again = Phrase::RelationsAgain.with(lang, &[("command", again.into())]);
        lines.push(format!("    {again}"));
    }
    lines
}

/// A text folded to the width, all its lines indented; those after the first more.
fn indented(indent: &str, text: &str, width: usize) -> Vec<String> {
    let folded = wrap(text, width.saturating_sub(indent.len() + 2));
    let rest = format!("{indent}  ");
    let lines = folded.into_iter().enumerate();
    lines.map(|(at, line)| format!("{}{line}", if at == 0 { indent } else { &rest })).collect()
}

/// The whole as data.
pub fn json(sheet: &Sheet<'_>) -> Json {
    let lang = sheet.lang;
    let relations = sheet.relations.iter().enumerate().map(|(at, (name, relation))| {
        let [stories, variations, broken] = sheet.counts(at);
        let articles = relation.origin.articles.iter().map(|article| article.value.to_string());
        let untried = sheet.reasons(at).into_iter().map(|(why, count)| {
            json!({
                "why": format!("{why:?}"), "words": why_phrase(why).plain(lang), "scenarios": count,
            })
        });
        let broken_in = sheet.of(at).filter_map(|(path, told)| {
            let first = told.first.as_ref()?;
            Some(json!({
                "path": path,
                "title": first.title.get(lang),
                "broken": told.broken,
                "variation": first.variation,
                "differences": first.changed,
                "again": sheet.again(&name.value, path),
            }))
        });
        json!({
            "name": name.value,
            "title": relation.title.or_name(&name.value).get(lang),
            "holds": relation.holds.word(),
            "articles": articles.collect::<Vec<_>>(),
            "scenarios": stories,
            "variations": variations,
            "broken": broken,
            "untried": untried.collect::<Vec<_>>(),
            "broken_in": broken_in.collect::<Vec<_>>(),
        })
    });
    json!({
        "format": "banfa-relations",
        "version": 1,
        "bundle": sheet.bundle,
        "seed": sheet.how.seed,
        "samples": sheet.how.samples,
        "scenarios": sheet.stories.len(),
        "relations": relations.collect::<Vec<_>>(),
    })
}
