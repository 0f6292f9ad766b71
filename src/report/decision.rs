//! What a decision does, sentence by sentence: as a table, as data.

use serde_json::{Value, json};

use crate::amend::decision::{Decision, Kind, Operation, Place, Position, Saying, Sentence};
use crate::lang::{Lang, Phrase, chinese_number};
use crate::policy::{Article, ArticleRef, Chapter, Piece, pieces};
use crate::source::{LineColumn, Sources, Span};

/// How many letters of a text are shown in a cell.
const SHOWN: usize = 36;

/// The heads of the table of operations.
pub const DECISION_HEADS: [Phrase; 4] =
    [Phrase::DecisionSentence, Phrase::DecisionKind, Phrase::DecisionPlace, Phrase::DecisionWords];

const fn kind(kind: Kind) -> Phrase {
    match kind {
        Kind::Substitute => Phrase::KindSubstitute,
        Kind::Replace => Phrase::KindReplace,
        Kind::Insert => Phrase::KindInsert,
        Kind::Delete => Phrase::KindDelete,
        Kind::Renumber => Phrase::KindRenumber,
        Kind::Join => Phrase::KindJoin,
        Kind::Split => Phrase::KindSplit,
        Kind::Move => Phrase::KindMove,
        Kind::Repeal => Phrase::KindRepeal,
        Kind::Extend => Phrase::KindExtend,
        Kind::Rename => Phrase::KindRename,
        Kind::Effective => Phrase::KindEffective,
    }
}

/// A number as the language writes it in an address.
fn number(number: u16, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese_number(number.into()),
        Lang::En => number.to_string(),
    }
}

/// A place in words.
pub fn place_words(place: &Place, lang: Lang) -> String {
    let with = |phrase: Phrase, words: String| phrase.with(lang, &[("number", words.into())]);
    match place {
        Place::Act => Phrase::PlaceAct.plain(lang).to_owned(),
        Place::Title => Phrase::PlaceTitle.plain(lang).to_owned(),
        Place::Preamble(_) => Phrase::PlacePreamble.plain(lang).to_owned(),
        Place::Part(part) => part.cite(lang),
        Place::LeadIn(part) => with(Phrase::PlaceLeadIn, part.cite(lang)),
        Place::Chapter(chapter, 0) => with(Phrase::PlaceChapter, number(*chapter, lang)),
        Place::Chapter(chapter, inserted) => {
            let chapter = with(Phrase::PlaceChapter, number(*chapter, lang));
            format!("{chapter}{}", with(Phrase::CiteInserted, number(*inserted, lang)))
        }
        Place::Section(chapter, section) => {
            let chapter = with(Phrase::PlaceChapter, number(*chapter, lang));
            format!("{chapter}{}", with(Phrase::PlaceSection, number(*section, lang)))
        }
        Place::Name(..) => with(Phrase::PlaceHeading, place_words(&place.of_name(), lang)),
        Place::Heading(heading) => with(Phrase::PlaceHeading, heading.clone()),
        Place::Annex(annex) => annex.clone(),
        Place::Stretch(nth) => with(Phrase::PlaceStretch, number(*nth, lang)),
        Place::Other(_) => place.to_string(),
    }
}

fn places(all: &[Place], lang: Lang) -> String {
    let all: Vec<String> = all.iter().map(|place| place_words(place, lang)).collect();
    all.join(lang.list_separator())
}

/// A position in words.
fn position_words(position: &Position, lang: Lang) -> String {
    let with = |phrase: Phrase, words: String| phrase.with(lang, &[("words", words.into())]);
    match position {
        Position::At(all) => places(all, lang),
        Position::AfterWords(words) => with(Phrase::PositionAfterWords, shown(words)),
        Position::BeforeWords(words) => with(Phrase::PositionBeforeWords, shown(words)),
        Position::AfterPart(place) => with(Phrase::PositionAfter, place_words(place, lang)),
        Position::BeforePart(place) => with(Phrase::PositionBefore, place_words(place, lang)),
        Position::Start(place) => with(Phrase::PositionStart, place_words(place, lang)),
        Position::End => Phrase::PositionEnd.plain(lang).to_owned(),
    }
}

/// A text as it fits into a cell.
fn shown(text: &str) -> String {
    let line: String = text.split_whitespace().collect();
    match line.chars().count() > SHOWN {
        true => line.chars().take(SHOWN - 1).chain(['…']).collect(),
        false => line,
    }
}

/// One row of the table for each operation, and for what is announced but not told.
pub fn decision_rows(decision: &Decision, lang: Lang) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut item = String::new();
    for sentence in &decision.sentences {
        if let Some(number) = &sentence.number {
            item.clone_from(number);
        }
        for operation in &sentence.operations {
            rows.push(row(std::mem::take(&mut item), operation, lang));
        }
        let told = match sentence.saying {
            Saying::Unstated => Some(Phrase::DecisionUnstated),
            Saying::Transition => Some(Phrase::DecisionTransition),
            _ => None,
        };
        if let Some(told) = told {
            let told = told.plain(lang).to_owned();
            rows.push(vec![std::mem::take(&mut item), String::new(), String::new(), told]);
        }
    }
    rows
}

fn row(item: String, operation: &Operation, lang: Lang) -> Vec<String> {
    let mut place = places(&operation.target, lang);
    if let Some(position) = &operation.position {
        place += &format!(" → {}", position_words(position, lang));
    }
    let old = operation
        .old
        .as_ref()
        .map(|old| Phrase::Quoted.with(lang, &[("words", shown(&old.text()).into())]));
    let new = match (&operation.new, operation.value) {
        (Some(new), _) => Some(Phrase::Quoted.with(lang, &[("words", shown(&new.text()).into())])),
        (None, Some(value)) => Some(value.text()),
        (None, None) => None,
    };
    let words = match (old, new) {
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (old, new) => old.or(new).unwrap_or_default(),
    };
    vec![item, kind(operation.kind).plain(lang).to_owned(), place, words]
}

/// A decision as data.
pub fn decision_json(decision: &Decision, sources: &Sources, lang: Lang) -> Value {
    let sentences: Vec<Value> =
        decision.sentences.iter().map(|one| sentence_json(one, sources, lang)).collect();
    json!({
        "format": "banfa-decision",
        "version": 1,
        "title": decision.title,
        "issued": decision.issued.map(|day| day.to_string()),
        "refused": decision.refused(),
        "sentences": sentences,
    })
}

fn sentence_json(sentence: &Sentence, sources: &Sources, lang: Lang) -> Value {
    let place = |at: Span| sources.line_column(at);
    let LineColumn { line, column } = place(sentence.at);
    let operations: Vec<Value> = sentence.operations.iter().map(operation_json).collect();
    let refused = sentence.refused.map(|refused| {
        let LineColumn { line, column } = place(refused.at);
        json!({
            "line": line,
            "column": column,
            "text": sources.text(refused.at),
            "expected": refused.expected.plain(lang),
        })
    });
    json!({
        "number": sentence.number,
        "line": line,
        "column": column,
        "text": sources.text(sentence.at),
        "says": match sentence.saying {
            Saying::Operations => "operations",
            Saying::LeadIn => "lead_in",
            Saying::Republish => "republish",
            Saying::Unstated => "unstated",
            Saying::Transition => "transition",
        },
        "operations": operations,
        "refused": refused,
    })
}

fn operation_json(operation: &Operation) -> Value {
    json!({
        "kind": operation.kind.name(),
        "act": operation.act,
        "target": operation.target_text(),
        "old": operation.old.as_ref().map(crate::amend::decision::Quoted::text),
        "new": operation.new_text(),
        "position": operation.position.as_ref().map(Position::text),
    })
}

/// A text with the words that its slots show.
fn plain(text: &str) -> String {
    let of = |piece| match piece {
        Piece::Words(words) => words,
        Piece::Slot(slot) => slot.sample,
    };
    pieces(text).into_iter().map(of).collect()
}

/// A text as it is published: its chapters, and each article with its number and heading.
pub fn act_lines(articles: &[Article], chapters: &[Chapter]) -> Vec<String> {
    let mut lines = Vec::new();
    for article in articles {
        let above = chapters.iter().filter(|one| one.from.value == article.number.value);
        lines.extend(above.map(|one| one.head(Lang::Zh)));
        let mut number = ArticleRef::whole(article.number.value).cite(Lang::Zh);
        let heading = article.heading.zh.as_str();
        if !heading.is_empty() {
            let args = [("name", number.into()), ("heading", heading.into())];
            number = Phrase::ArticleHead.with(Lang::Zh, &args);
        }
        let texts = article.paragraphs.iter().flat_map(|paragraph| paragraph.texts());
        let texts = texts.map(|text| plain(&text.value)).filter(|text| !text.is_empty());
        let mut texts = texts.peekable();
        let gap = '\u{3000}';
        match texts.next() {
            Some(first) => lines.push(format!("{number}{gap}{first}")),
            None => lines.push(number),
        }
        lines.extend(texts);
    }
    lines
}
