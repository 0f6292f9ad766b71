//! A line of a decision, clause by clause.

use std::ops::Range;

use super::closing::{Closing, closing, is_transition, titles};
use super::context::{Context, Moved};
use super::operation::{Kind, Operation, Position};
use super::place::Place;
use super::quoted::Quoted;
use super::signed::Signed;
use super::token::{Placed, Token};
use crate::lang::Phrase;
use crate::lang::amending::{AmendingWord as W, Numbered, REASONS};

/// What was not understood, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The signs that were not understood.
    pub(super) at: Range<usize>,
    /// What was expected.
    pub(super) expected: Phrase,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saying {
    /// What becomes of the text.
    Operations,
    /// Which act is amended.
    LeadIn,
    /// That the act is made public again.
    Republish,
    /// Changes that it does not tell.
    Unstated,
    /// For whom it amends, and what becomes of what is under way.
    Transition,
}

/// Reads one line.
pub(super) struct Parser<'a> {
    pub(super) signed: Signed<'a>,
    pub(super) tokens: Vec<Placed>,
    pub(super) at: usize,
    pub(super) context: &'a mut Context,
    pub(super) moved: &'a mut Moved,
    /// The text below the line.
    pub(super) below: Option<Quoted>,
    /// What the clause before was about.
    pub(super) targets: Vec<Place>,
    pub(super) found: Vec<Operation>,
    pub(super) saying: Saying,
    /// Whether numbers are read that are given.
    pub(super) giving: bool,
}

type Done = Result<(), Trouble>;

impl Parser<'_> {
    /// The token here.
    pub(super) fn token(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }
    /// A token further on.
    pub(super) fn ahead(&self, by: usize) -> Option<&Token> {
        self.tokens.get(self.at + by).map(|placed| &placed.token)
    }
    /// The word here.
    pub(super) fn word(&self) -> Option<W> {
        match self.token() {
            Some(Token::Word(word)) => Some(*word),
            _ => None,
        }
    }
    /// Goes on where this word stands.
    pub(super) fn take(&mut self, word: W) -> bool {
        let is = self.word() == Some(word);
        self.at += usize::from(is);
        is
    }
    /// Goes on where this token stands.
    pub(super) fn take_token(&mut self, token: &Token) -> bool {
        let is = self.token() == Some(token);
        self.at += usize::from(is);
        is
    }
    /// What is here is not what was expected.
    pub(super) fn trouble<T>(&self, expected: Phrase) -> Result<T, Trouble> {
        let end = self.tokens.last().map_or(0, |placed| placed.at.end);
        let at = self.tokens.get(self.at).map_or(end..end, |placed| placed.at.clone());
        // What is told is the whole of what is not understood, up to the next mark.
        let ends = |token: &Token| {
            matches!(
                token,
                Token::Comma | Token::Stop | Token::Semicolon | Token::Break | Token::Quote(_)
            )
        };
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let rest = rest.iter().skip(1).take_while(|placed| !ends(&placed.token));
        let to = rest.last().map_or(at.end, |placed| placed.at.end);
        Err(Trouble { at: at.start..to, expected })
    }
    /// The signs from a token to here.
    pub(super) fn since(&self, from: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(0, |placed| placed.at.start);
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |placed| placed.at.end).max(start)
    }
    /// An operation of the clause that began at a token.
    pub(super) fn operation(&self, kind: Kind, from: usize, target: Vec<Place>) -> Operation {
        Operation {
            kind,
            at: self.signed.bytes(&self.since(from)),
            act: self.context.act.clone(),
            target,
            old: None,
            new: None,
            value: None,
            position: None,
        }
    }

    /// Reads all clauses.
    pub(super) fn line(&mut self) -> Done {
        while self.at < self.tokens.len() {
            if self.between() || self.sentence() {
                continue;
            }
            let from = self.at;
            self.clause()?;
            if self.at == from {
                return self.trouble(Phrase::WantedClause);
            }
        }
        Ok(())
    }
    /// Marks and words between clauses.
    fn between(&mut self) -> bool {
        let skip = matches!(
            self.token(),
            Some(
                Token::Comma
                    | Token::Stop
                    | Token::Semicolon
                    | Token::Break
                    | Token::Word(W::Also | W::Accordingly)
            )
        );
        self.at += usize::from(skip);
        skip
    }
    /// A sentence that names no words, where one begins here.
    fn sentence(&mut self) -> bool {
        let begins = match self.at.checked_sub(1).and_then(|before| self.tokens.get(before)) {
            None => true,
            Some(placed) => matches!(
                placed.token,
                Token::Stop
                    | Token::Semicolon
                    | Token::Break
                    | Token::Quote(_)
                    | Token::Comma
                    | Token::Word(W::Also)
            ),
        };
        if !begins {
            return false;
        }
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let ends =
            |placed: &Placed| matches!(placed.token, Token::Stop | Token::Semicolon | Token::Break);
        // What is said of those before goes on behind a semicolon.
        let stop = rest.iter().position(|one| one.token == Token::Stop).unwrap_or(rest.len());
        let whole = rest.get(..stop).is_some_and(is_transition);
        let length = if whole { Some(stop) } else { rest.iter().position(ends) };
        let length = length.unwrap_or(rest.len());
        let sentence = rest.get(..length).unwrap_or_default();
        let listed = self.context.repeals.then(|| titles(sentence)).flatten();
        let Some(found) = listed.or_else(|| closing(sentence)) else { return false };
        let from = self.at;
        self.at += length;
        self.closed(found, from)
    }

    fn closed(&mut self, found: Closing, from: usize) -> bool {
        let kind = found.kind();
        match &found {
            Closing::LeadIn(title) => {
                *self.context = Context {
                    act: title.clone().or(self.context.act.take()),
                    ..Context::default()
                };
                self.say(Saying::LeadIn);
            }
            Closing::Repeals => {
                self.context.repeals = true;
                self.say(Saying::LeadIn);
            }
            Closing::Republish(_) => self.say(Saying::Republish),
            Closing::Unstated => self.say(Saying::Unstated),
            Closing::Transition => self.say(Saying::Transition),
            _ => {}
        }
        let Some(kind) = kind else { return true };
        let mut target = vec![Place::Act];
        if let Closing::Repeal(acts, _) = &found {
            target.clone_from(acts);
        }
        if let Closing::NoLonger(begins) = found {
            let to = self.at;
            self.at = from + begins;
            let Ok(parts) = self.places() else {
                self.at = from;
                return false;
            };
            (self.at, target) = (to, parts);
        }
        let value = match found {
            Closing::Effective(value) | Closing::Extend(value) => Some(value),
            Closing::Repeal(_, value) => value,
            _ => None,
        };
        for target in target {
            let one = self.operation(kind, from, vec![target]);
            self.found.push(Operation { value, ..one });
        }
        true
    }

    fn say(&mut self, saying: Saying) {
        if self.saying == Saying::Operations {
            self.saying = saying;
        }
    }

    fn clause(&mut self) -> Done {
        self.leading();
        let from = self.at;
        match self.word() {
            Some(W::Delete) => {
                self.at += 1;
                let groups = self.groups(true)?;
                return self.delete(from, &groups);
            }
            Some(W::Add) => return self.insert(from, &[]),
            Some(W::Become) if !self.targets.is_empty() => {
                let groups = vec![Group::of(self.targets.clone())];
                return self.become_(from, &groups);
            }
            Some(W::As) if !self.targets.is_empty() => {
                let groups = vec![Group::of(self.targets.clone())];
                return self.renumber(from, &groups);
            }
            Some(W::Order) => return self.order(),
            Some(W::Rest) => return self.rest(from),
            _ => {}
        }
        let groups = self.groups(false)?;
        if self.word() == Some(W::Order) {
            return self.order();
        }
        self.verb(from, &groups)
    }

    /// What stands before the words of amending: 国务院决定将.
    fn leading(&mut self) {
        let begins = self.at == 0;
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let decides = rest.iter().take(8).position(|one| one.token == Token::Word(W::Decides));
        if let Some(decides) = decides.filter(|_| begins)
            && !rest
                .iter()
                .take(decides)
                .any(|one| matches!(one.token, Token::Part(..) | Token::Quote(_)))
        {
            self.at += decides + 1;
        }
        self.reason();
        while matches!(self.word(), Some(W::Lead | W::Also | W::Accordingly | W::Respectively)) {
            self.at += 1;
        }
    }

    /// 根据机构改革方案，: why something is amended.
    fn reason(&mut self) {
        let Some(first) = self.tokens.get(self.at) else { return };
        let words = self.signed.written(&first.at);
        if first.token != Token::Other || !REASONS.iter().any(|reason| words.starts_with(reason)) {
            return;
        }
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let names = |one: &Placed| matches!(one.token, Token::Part(..) | Token::Quote(_));
        let comma = rest.iter().position(|one| one.token == Token::Comma);
        if let Some(comma) = comma.filter(|comma| !rest.iter().take(*comma).any(names)) {
            self.at += comma + 1;
        }
    }

    fn verb(&mut self, from: usize, groups: &[Group]) -> Done {
        loop {
            match self.word() {
                Some(W::Each | W::Accordingly | W::Respectively | W::Lead | W::Also) => {
                    self.at += 1
                }
                _ if self.token() == Some(&Token::Comma) => self.at += 1,
                _ => break,
            }
        }
        match self.word() {
            Some(W::Become) => self.become_(from, groups),
            Some(W::As) => self.renumber(from, groups),
            Some(W::Delete) => {
                self.at += 1;
                self.delete(from, groups)
            }
            Some(W::Add) => self.insert(from, groups),
            Some(W::Merge) => self.join(from, groups),
            Some(W::Split) => self.split(from, groups),
            Some(W::Single) => self.single(from, groups),
            Some(W::Move) => self.move_to(from, groups),
            Some(W::Adjust) => {
                self.at += 1;
                for place in groups.iter().flat_map(|group| &group.targets) {
                    let one = self.operation(Kind::Renumber, from, vec![place.clone()]);
                    self.found.push(one);
                }
                Ok(())
            }
            _ => self.trouble(Phrase::WantedVerb),
        }
    }

    /// 条文顺序作相应调整：“第八条”调整为“第七条”.
    fn order(&mut self) -> Done {
        let from = self.at;
        self.at += 1;
        while matches!(self.word(), Some(W::Accordingly | W::Adjust | W::Of | W::Also)) {
            self.at += 1;
        }
        if !self.take_token(&Token::Colon) {
            let one = self.operation(Kind::Renumber, from, vec![Place::Act]);
            self.found.push(one);
        }
        Ok(())
    }

    /// 以后各款依次顺延.
    fn rest(&mut self, from: usize) -> Done {
        self.at += 1;
        let noun = match self.token() {
            Some(Token::Noun(noun)) => Some(*noun),
            Some(Token::Word(W::Everywhere | W::Order)) => Some(Numbered::Article),
            _ => None,
        };
        let Some(noun) = noun else { return self.trouble(Phrase::WantedPlace) };
        while matches!(
            self.token(),
            Some(
                Token::Noun(_)
                    | Token::Word(
                        W::Accordingly | W::Order | W::Each | W::And | W::Of | W::Everywhere
                    )
            )
        ) {
            self.at += 1;
        }
        if !self.take(W::Adjust) {
            return self.trouble(Phrase::WantedVerb);
        }
        let target = match (noun, self.context.last) {
            (Numbered::Paragraph | Numbered::Item | Numbered::Point, Some(last)) => {
                let item = (noun == Numbered::Point).then_some(last.item).flatten();
                let paragraph = last.paragraph.filter(|_| noun != Numbered::Paragraph);
                Place::Part(crate::policy::ArticleRef { point: None, item, paragraph, ..last })
            }
            _ => Place::Act,
        };
        let one = self.operation(Kind::Renumber, from, vec![target]);
        self.found.push(one);
        Ok(())
    }
}

/// Places with the words that are quoted of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) targets: Vec<Place>,
    /// The words quoted.
    pub(super) quotes: Vec<Quoted>,
    /// Whether the words are said to be in the place: 中的.
    pub(super) within: bool,
    /// Where in the place, or of the words.
    pub(super) side: Option<Side>,
}

/// Where something stands of a place or of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    End,
    Before,
    After,
}

impl Group {
    pub(super) fn of(targets: Vec<Place>) -> Self {
        Self { targets, ..Self::default() }
    }
    /// The same, of headings what they stand above.
    pub(super) fn of_names(&self) -> Self {
        let targets = self.targets.iter().map(Place::of_name).collect();
        Self { targets, ..self.clone() }
    }
    /// The position of what comes on its side.
    pub(super) fn beside(&self, target: &Place) -> Option<Position> {
        let words = self.quotes.first().map(Quoted::text);
        Some(match (self.side?, words) {
            (Side::Start, _) => Position::Start(target.clone()),
            (Side::End, _) => Position::End,
            (Side::After, Some(words)) => Position::AfterWords(words),
            (Side::Before, Some(words)) => Position::BeforeWords(words),
            (Side::After, None) => Position::AfterPart(target.clone()),
            (Side::Before, None) => Position::BeforePart(target.clone()),
        })
    }
}
