//! What a clause is about: places, each with the words that are quoted of it.

use super::parser::{Group, Parser, Side, Trouble};
use super::place::Place;
use super::quoted::Quoted;
use super::token::Token;
use crate::lang::amending::AmendingWord as W;

type Found<T> = Result<T, Trouble>;

impl Parser<'_> {
    /// The places of a clause, each with what is quoted of it.
    pub(super) fn groups(&mut self, after_verb: bool) -> Found<Vec<Group>> {
        let mut found: Vec<Group> = Vec::new();
        loop {
            let mut group = Group::default();
            self.acts();
            if self.word() == Some(W::Order) {
                return Ok(found);
            }
            let elliptic = matches!(self.token(), Some(Token::Quote(_) | Token::Word(W::Therein)));
            if elliptic {
                group.within = true;
                group.targets.clone_from(&self.targets);
                if group.targets.is_empty() && self.word() == Some(W::Therein) {
                    group.targets.extend(self.context.last.map(Place::Part));
                }
            } else {
                group.targets = self.places()?;
            }
            self.of_place(&mut group);
            self.quotes(&mut group);
            self.of_words(&mut group);
            self.targets.clone_from(&group.targets);
            let quoted = !group.quotes.is_empty();
            found.push(group);
            let mut by = usize::from(matches!(self.token(), Some(Token::Word(W::And))));
            if after_verb && self.token() == Some(&Token::Comma) {
                by = 1;
            }
            if by == 0 || !quoted || !self.names(by) {
                break;
            }
            self.at += by;
        }
        Ok(found)
    }

    /// 中的, 末尾的, 后.
    fn of_place(&mut self, group: &mut Group) {
        loop {
            match self.word() {
                Some(W::In | W::Therein) => group.within = true,
                Some(W::Of | W::Says | W::Everywhere) => {}
                Some(W::Start) => group.side = Some(Side::Start),
                Some(W::End) => group.side = Some(Side::End),
                Some(W::After) => group.side = Some(Side::After),
                Some(W::Before) => group.side = Some(Side::Before),
                _ if self.token() == Some(&Token::Aside) => {}
                // 第七条：“……”修改为
                _ if self.token() == Some(&Token::Colon)
                    && matches!(self.ahead(1), Some(Token::Quote(_))) => {}
                _ => break,
            }
            self.at += 1;
        }
    }
    /// The words quoted, those that follow each other without a mark as one.
    pub(super) fn quotes(&mut self, group: &mut Group) {
        while let Some(Token::Quote(quoted)) = self.token() {
            let quoted = quoted.clone();
            self.at += 1;
            group.quotes.push(self.adjacent(quoted));
            self.take(W::Wording);
            let mark = matches!(self.token(), Some(Token::Word(W::And)));
            if mark && matches!(self.ahead(1), Some(Token::Quote(_))) {
                self.at += 1;
            }
        }
    }
    /// A quotation with those that follow it directly.
    pub(super) fn adjacent(&mut self, mut quoted: Quoted) -> Quoted {
        loop {
            let by = usize::from(self.token() == Some(&Token::Break));
            match self.ahead(by) {
                Some(Token::Quote(next)) => {
                    quoted = quoted.with(next.clone());
                    self.at += by + 1;
                }
                _ => return quoted,
            }
        }
    }
    /// 一词, 后.
    fn of_words(&mut self, group: &mut Group) {
        if group.quotes.is_empty() {
            return;
        }
        loop {
            match self.word() {
                Some(W::After) => group.side = Some(Side::After),
                Some(W::Before) => group.side = Some(Side::Before),
                Some(W::Wording | W::Of | W::In) => {}
                _ => break,
            }
            self.at += 1;
        }
    }
}
