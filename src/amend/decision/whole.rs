//! 合并, 分为, 单列: articles that become one, or several.

use super::operation::{Kind, Operation, Position};
use super::parser::{Group, Parser, Trouble};
use super::place::Place;
use super::token::Token;
use crate::lang::Phrase;
use crate::lang::amending::{AmendingWord as W, Numbered};

type Done = Result<(), Trouble>;

impl Parser<'_> {
    /// 作为第三条、第四条, behind a comma or not.
    fn as_places(
        &mut self,
        below: Option<crate::policy::ArticleRef>,
    ) -> Result<Option<Vec<Place>>, Trouble> {
        let comma = usize::from(self.token() == Some(&Token::Comma));
        let mut by = comma;
        while matches!(self.ahead(by), Some(Token::Word(W::Respectively | W::Each))) {
            by += 1;
        }
        let next = self.ahead(by);
        let plain = by == 0 && matches!(next, Some(Token::Part(..)));
        if next != Some(&Token::Word(W::As)) && !plain {
            return Ok(None);
        }
        self.at += by + usize::from(!plain);
        self.new_places(below).map(Some)
    }

    /// ，修改为：“……”.
    fn reads(&mut self) -> Result<Option<super::quoted::Quoted>, Trouble> {
        let mut by = usize::from(matches!(self.token(), Some(Token::Comma)));
        while matches!(self.ahead(by), Some(Token::Word(W::Also | W::Respectively | W::Each))) {
            by += 1;
        }
        // 作为第一款、第二款：“……”: without the verb.
        if self.token() == Some(&Token::Colon) {
            return self.text().map(Some);
        }
        if self.ahead(by) != Some(&Token::Word(W::Become)) {
            return Ok(None);
        }
        self.at += by + 1;
        self.text().map(Some)
    }

    /// 合并.
    pub(super) fn join(&mut self, from: usize, groups: &[Group]) -> Done {
        self.at += 1;
        let targets: Vec<Place> = groups.iter().flat_map(|group| group.targets.clone()).collect();
        if targets.len() < 2 {
            return self.trouble(Phrase::WantedSeveral);
        }
        // 合并为一条.
        if matches!(self.token(), Some(Token::Count(_, 1))) {
            self.at += 1;
        }
        let first = targets.first().and_then(Place::part);
        let position = self.as_places(first)?;
        let new = self.reads()?;
        // Without a number it stands where the first of them stood.
        let stands = match (position, first) {
            (Some(places), _) => places,
            (None, Some(first)) => vec![Place::Part(self.moved.after(first))],
            (None, None) => targets.iter().take(1).cloned().collect(),
        };
        if let [Place::Part(to)] = stands.as_slice() {
            for part in targets.iter().filter_map(Place::part) {
                self.moved.note(part, *to);
            }
        }
        let one = self.operation(Kind::Join, from, targets);
        self.found.push(Operation { new, position: Some(Position::At(stands)), ..one });
        Ok(())
    }

    /// 分为两条.
    pub(super) fn split(&mut self, from: usize, groups: &[Group]) -> Done {
        self.at += 1;
        self.split_into(from, groups)
    }
    /// 两条，作为第三条、第四条，修改为.
    pub(super) fn split_into(&mut self, from: usize, groups: &[Group]) -> Done {
        let Some(Token::Count(_, count)) = self.token().cloned() else {
            return self.trouble(Phrase::WantedCount);
        };
        self.at += 1;
        let [Group { targets, quotes, .. }] = groups else {
            return self.trouble(Phrase::WantedPlace);
        };
        let ([target], true) = (targets.as_slice(), quotes.is_empty()) else {
            return self.trouble(Phrase::WantedPlace);
        };
        let target = target.clone();
        let begins = self.at;
        let places = self.as_places(target.part())?;
        if places.as_ref().is_some_and(|places| places.len() != usize::from(count)) {
            self.at = begins;
            return self.trouble(Phrase::WantedAsMany);
        }
        let new = self.reads()?;
        let one = self.operation(Kind::Split, from, vec![target]);
        self.found.push(Operation { new, position: places.map(Position::At), ..one });
        Ok(())
    }

    /// 单列一条，作为第二十条.
    pub(super) fn single(&mut self, from: usize, groups: &[Group]) -> Done {
        self.at += 1;
        if matches!(self.token(), Some(Token::Count(Numbered::Article, 1))) {
            self.at += 1;
        }
        let targets: Vec<Place> = groups.iter().flat_map(|group| group.targets.clone()).collect();
        let [target] = targets.as_slice() else { return self.trouble(Phrase::WantedPlace) };
        let places = self.as_places(target.part())?;
        if let (Some(old), Some([Place::Part(new)])) = (target.part(), places.as_deref()) {
            self.moved.note(old, *new);
        }
        let one = self.operation(Kind::Move, from, targets);
        self.found.push(Operation { position: places.map(Position::At), ..one });
        Ok(())
    }
}
