//! A decision as a whole: its title, its sentences in order, each with what it does.

use std::collections::BTreeMap;

use super::context::{Context, Moved};
use super::lines::{Line, lines};
use super::operation::Operation;
use super::order::order;
use super::parser::{Parser, Saying};
use super::signed::Signed;
use super::token::{Placed, Token, tokens};
use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::amending::{
    ACTS, AMENDMENT_OF, BRACKETS, CALLED, CLOSING_BRACKETS, DECISIONS, OF_THE_STATE, TITLE_MARKS,
    signs,
};
use crate::lang::{Phrase, Problem};
use crate::source::{FileId, Sources, Span};

/// A decision, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Its title.
    pub title: Option<String>,
    /// The days and numbers that stand between its title and its sentences, or at its end.
    pub notes: Vec<String>,
    /// The day on which it was made, where its head tells one.
    pub issued: Option<Day>,
    /// Its sentences in order.
    pub sentences: Vec<Sentence>,
}

/// One sentence, or several that say together what they amend.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The number of its item, where it begins one.
    pub number: Option<String>,
    /// Its place.
    pub at: Span,
    /// What it says.
    pub saying: Saying,
    /// What it does; nothing where it was not understood.
    pub operations: Vec<Operation>,
    /// What of it was not understood.
    pub refused: Option<Refused>,
}

/// What was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its place.
    pub at: Span,
    /// What was expected there.
    pub expected: Phrase,
}

impl Decision {
    /// All operations in order.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.sentences.iter().flat_map(|sentence| &sentence.operations)
    }
    /// How many sentences were not understood.
    pub fn refused(&self) -> usize {
        self.sentences.iter().filter(|sentence| sentence.refused.is_some()).count()
    }
}

/// Reads a decision. What is not understood of it is told.
pub fn decision(file: FileId, sources: &Sources, problems: &mut Problems) -> Decision {
    let text = sources.file(file).text.as_str();
    let signs = signs(text);
    let acts = acts(text);
    let signed = Signed::new(text, &signs, &acts);
    let all = lines(signed);
    let (mut found, head) = head(signed, &all);
    let mut reader = Reader { signed, file, contexts: Vec::new(), moved: BTreeMap::new() };
    for (at, line) in all.into_iter().enumerate().skip(head) {
        // A signature, a date or a number below the last sentence.
        let is_note = line.number.is_none() && is_note(&tokens(signed, line.at.clone()));
        if is_note && (at > head || found.title.is_some()) {
            found.notes.push(signed.written(&line.at).to_owned());
            continue;
        }
        found.sentences.push(reader.line(line));
    }
    order(found.sentences.iter_mut().flat_map(|sentence| &mut sentence.operations));
    for sentence in &found.sentences {
        let Some(refused) = sentence.refused else { continue };
        let words: String = sources.text(refused.at).split_whitespace().collect();
        let args = vec![("words", words.into()), ("expected", refused.expected.into())];
        problems.push(Diagnostic::new(Problem::SentenceUnread, refused.at, args));
    }
    found
}

struct Reader<'a> {
    signed: Signed<'a>,
    file: FileId,
    /// What is carried, by the depth of the item.
    contexts: Vec<(usize, Context)>,
    /// The numbers given anew, by act.
    moved: BTreeMap<Option<String>, Moved>,
}

impl Reader<'_> {
    fn line(&mut self, line: Line) -> Sentence {
        if line.number.is_some() {
            self.contexts.retain(|(level, _)| *level < line.level);
        }
        let above = self.contexts.last().map(|(_, context)| context.clone());
        let mut context = above.clone().unwrap_or_default();
        let tokens = tokens(self.signed, line.at.clone());
        let bytes = self.signed.bytes(&line.at);
        let end = line.below.as_ref().map_or(bytes.end, |below| below.at.end);
        let mut moved = self.moved.remove(&context.act).unwrap_or_default();
        let unchanged = (context.clone(), moved.clone());
        let mut parser = Parser {
            signed: self.signed,
            tokens,
            at: 0,
            context: &mut context,
            moved: &mut moved,
            below: line.below,
            targets: Vec::new(),
            found: Vec::new(),
            saying: Saying::Operations,
            giving: false,
        };
        let done = parser.line();
        let (operations, saying) = (std::mem::take(&mut parser.found), parser.saying);
        let refused = done.err().map(|trouble| {
            let at = self.signed.bytes(&trouble.at);
            let at = if at.is_empty() { bytes.clone() } else { at };
            Refused { at: Span::new(self.file, at.start, at.end), expected: trouble.expected }
        });
        let operations = if refused.is_some() { Vec::new() } else { operations };
        if refused.is_some() {
            (context, moved) = unchanged;
        }
        self.moved.insert(context.act.clone(), moved);
        match self.contexts.last_mut().filter(|(level, _)| *level == line.level) {
            Some((_, own)) => *own = context,
            None => self.contexts.push((line.level, context)),
        }
        let number = line.number.map(|number| number.trim().to_owned());
        Sentence { number, at: Span::new(self.file, bytes.start, end), saying, operations, refused }
    }
}

/// The title of the decision with what stands above and below it, and how many lines that takes.
fn head(signed: Signed<'_>, all: &[Line]) -> (Decision, usize) {
    let mut found = Decision::default();
    let is_title = |line: &Line| {
        let tokens = tokens(signed, line.at.clone());
        let plain = tokens.iter().all(|one| {
            !matches!(
                one.token,
                Token::Quote(_) | Token::Stop | Token::Colon | Token::Semicolon | Token::Comma
            )
        });
        let written = signed.written(&line.at);
        let bare =
            written.trim_end_matches(|letter| letter == '#' || CLOSING_BRACKETS.contains(&letter));
        // A word in brackets behind it is no part of the title.
        let bare = match bare.len() < written.len() {
            true => bare.rsplit_once(BRACKETS).map_or(bare, |(bare, _)| bare),
            false => bare,
        };
        let decides =
            bare.contains(DECISIONS.0) && DECISIONS.1.iter().any(|end| bare.trim().ends_with(end));
        line.number.is_none() && plain && (decides || written.contains(AMENDMENT_OF))
    };
    let Some(title) = all.iter().position(is_title) else { return (found, 0) };
    let mut end = title + 1;
    while all
        .get(end)
        .is_some_and(|line| line.number.is_none() && is_note(&tokens(signed, line.at.clone())))
    {
        end += 1;
    }
    for (at, line) in all.iter().take(end).enumerate() {
        let written = signed.written(&line.at).split_whitespace().collect::<String>();
        for one in tokens(signed, line.at.clone()) {
            if let Token::Day(day) = one.token {
                found.issued = found.issued.or(Some(day));
            }
        }
        match at == title {
            true => found.title = Some(written),
            false => found.notes.push(written),
        }
    }
    if found.issued.is_none() {
        found.issued = found.notes.iter().find_map(|note| first_day(note));
    }
    (found, end)
}

/// The first day that a text names.
fn first_day(text: &str) -> Option<Day> {
    let signs = signs(text);
    let signed = Signed::new(text, &signs, &[]);
    // Brackets hide what stands in them.
    (0..signs.len()).find_map(|at| {
        tokens(signed, at..signs.len()).first().and_then(|one| match one.token {
            Token::Day(day) => Some(day),
            _ => None,
        })
    })
}

/// Whether a line holds nothing but a day, a number, a name or brackets.
fn is_note(all: &[Placed]) -> bool {
    all.iter()
        .all(|one| matches!(one.token, Token::Aside | Token::Day(_) | Token::Other | Token::Break))
}

/// The acts whose titles stand in a text, with the short names by which it calls them.
fn acts(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let (open, close) = TITLE_MARKS;
    let mut add = |name: &str| {
        let name: String = name.split_whitespace().collect();
        let short = name.strip_prefix(OF_THE_STATE).unwrap_or(&name).to_owned();
        for one in [name, short] {
            let generic = ACTS.iter().any(|act| *act == one) && one.chars().count() < 3;
            if one.chars().count() > 1
                && (!generic || one == ACTS[ACTS.len() - 1])
                && !found.contains(&one)
            {
                found.push(one);
            }
        }
    };
    for part in text.split(open).skip(1) {
        if let Some((title, _)) = part.split_once(close) {
            add(title);
        }
    }
    for (at, _) in text.match_indices(AMENDMENT_OF) {
        let before = text.get(..at).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        if ACTS.iter().any(|act| line.ends_with(act)) {
            add(line.rsplit(open).next().unwrap_or(line).trim());
        }
    }
    for called in CALLED {
        for (at, _) in text.match_indices(called) {
            let rest = text.get(at + called.len()..).unwrap_or("");
            let quoted = rest.trim_start_matches(['“', '"', open]);
            if quoted.len() < rest.len()
                && let Some(end) = quoted.find(['”', '"', close])
            {
                add(quoted.get(..end).unwrap_or(""));
            }
        }
    }
    found
}
