//! 增加: parts that come in, sentences, words.

use super::operation::{Kind, Operation, Position};
use super::parser::{Group, Parser, Side, Trouble};
use super::parts::several;
use super::place::Place;
use super::token::Token;
use crate::lang::Phrase;
use crate::lang::amending::{AmendingWord as W, Numbered};
use crate::policy::ArticleRef;

type Done = Result<(), Trouble>;

impl Parser<'_> {
    /// 增加.
    pub(super) fn insert(&mut self, from: usize, groups: &[Group]) -> Done {
        self.at += 1;
        match self.token() {
            Some(Token::Count(level, count)) => {
                let (level, count) = (*level, *count);
                self.at += 1;
                match level {
                    Numbered::Sentence | Numbered::Stretch => self.insert_words(from, groups),
                    _ => self.insert_parts(from, groups, (level, count)),
                }
            }
            Some(
                Token::Word(W::Wording | W::Says | W::Namely | W::Become)
                | Token::Quote(_)
                | Token::Colon,
            ) => {
                self.take(W::Wording);
                self.insert_words(from, groups)
            }
            // 增加第三款：“……”: by its number alone.
            Some(Token::Part(
                level @ (Numbered::Article
                | Numbered::Paragraph
                | Numbered::Item
                | Numbered::Chapter),
                ..,
            )) => {
                let level = *level;
                self.insert_at(from, groups, level, None)
            }
            // 在第二十条前增加章名，作为第三章：“第三章　……”
            Some(Token::Word(W::Heading)) => self.insert_heading(from, groups),
            _ => self.trouble(Phrase::WantedCount),
        }
    }

    /// A heading that comes before an article.
    fn insert_heading(&mut self, from: usize, groups: &[Group]) -> Done {
        let before = groups.iter().filter(|group| group.side == Some(Side::Before));
        let target = before.flat_map(|group| &group.targets).next().cloned();
        let Some(target) = target.filter(|one| one.level() == Some(Numbered::Article)) else {
            return self.trouble(Phrase::WantedArticle);
        };
        self.at += 1;
        self.take_token(&Token::Comma);
        if !self.take(W::As) {
            return self.trouble(Phrase::WantedChapter);
        }
        let begins = self.at;
        let positions = self.new_places(None)?;
        let [place] = positions.as_slice() else {
            self.at = begins;
            return self.trouble(Phrase::WantedAsMany);
        };
        if place.chapter().is_none() {
            self.at = begins;
            return self.trouble(Phrase::WantedChapter);
        }
        let text = self.text()?;
        let one = self.operation(Kind::Insert, from, vec![target]);
        let position = Some(Position::At(positions));
        self.found.push(Operation { new: Some(text), position, ..one });
        Ok(())
    }

    /// Words, or a sentence.
    fn insert_words(&mut self, from: usize, groups: &[Group]) -> Done {
        let new = self.text()?;
        let mut any = false;
        for group in groups {
            for target in &group.targets {
                any = true;
                let position = group.beside(target);
                let one = self.operation(Kind::Insert, from, vec![target.clone()]);
                self.found.push(Operation { new: Some(new.clone()), position, ..one });
            }
        }
        if any { Ok(()) } else { self.trouble(Phrase::WantedPlace) }
    }

    /// Parts that are counted: 增加二款，作为第三款、第四款.
    fn insert_parts(
        &mut self,
        from: usize,
        groups: &[Group],
        (level, count): (Numbered, u16),
    ) -> Done {
        let comma = usize::from(self.token() == Some(&Token::Comma));
        let mut by = comma;
        while matches!(self.ahead(by), Some(Token::Word(W::Respectively | W::Each))) {
            by += 1;
        }
        if self.ahead(by) == Some(&Token::Word(W::As)) {
            self.at += by + 1;
            return self.insert_at(from, groups, level, Some(count));
        }
        let container = self.container(groups, level)?;
        self.put_in(from, groups, container, (level, count), Vec::new())
    }

    /// The numbers that they have then.
    fn insert_at(
        &mut self,
        from: usize,
        groups: &[Group],
        level: Numbered,
        count: Option<u16>,
    ) -> Done {
        let container = self.container(groups, level)?;
        let begins = self.at;
        // 增加一章，作为第三章: its number is no part of an article.
        let positions = self.new_places(container.part())?;
        let same = positions.iter().all(|place| place.level() == Some(level));
        if !same || count.is_some_and(|count| usize::from(count) != positions.len()) {
            self.at = begins;
            return self.trouble(Phrase::WantedAsMany);
        }
        let count = u16::try_from(positions.len()).unwrap_or(u16::MAX);
        self.put_in(from, groups, container, (level, count), positions)
    }

    /// Where a part comes in.
    fn container(&self, groups: &[Group], level: Numbered) -> Result<Place, Trouble> {
        let named = groups.first().and_then(|group| group.targets.first());
        let base = named.and_then(Place::part).or(self.context.last);
        let need = |base: Option<ArticleRef>| match base {
            Some(base) => Ok(base),
            None => self.trouble(Phrase::WantedArticle),
        };
        Ok(match level {
            Numbered::Article | Numbered::Chapter | Numbered::Book => Place::Act,
            // 增加一节，作为第五章第三节: the number says in which chapter.
            Numbered::Section
                if matches!(self.token(), Some(Token::Part(Numbered::Chapter, ..))) =>
            {
                Place::Act
            }
            Numbered::Section => match (named, self.context.chapter.as_ref()) {
                (Some(Place::Chapter(chapter, inserted)), _) => Place::Chapter(*chapter, *inserted),
                (Some(Place::Section(chapter, _)), _) | (_, Some(chapter)) => {
                    Place::Chapter(*chapter, 0)
                }
                _ => return self.trouble(Phrase::WantedChapter),
            },
            Numbered::Paragraph => Place::Part(ArticleRef::whole(need(base)?.article)),
            Numbered::Item => Place::Part(ArticleRef { item: None, point: None, ..need(base)? }),
            _ => Place::Part(ArticleRef { point: None, ..need(base)? }),
        })
    }

    fn put_in(
        &mut self,
        from: usize,
        groups: &[Group],
        container: Place,
        (level, count): (Numbered, u16),
        positions: Vec<Place>,
    ) -> Done {
        let text = self.text()?;
        let Some(texts) = several(&text, usize::from(count), level) else {
            self.at = self.at.saturating_sub(1);
            return self.trouble(Phrase::WantedAsMany);
        };
        let beside = groups.first().and_then(|group| group.beside(group.targets.first()?));
        let beside = beside.filter(|_| {
            matches!(groups.first().and_then(|group| group.side), Some(Side::After | Side::Before))
        });
        let mut positions = positions.into_iter();
        for text in texts {
            let position = match positions.next() {
                Some(place) => Some(Position::At(vec![place])),
                None => beside.clone(),
            };
            let one = self.operation(Kind::Insert, from, vec![container.clone()]);
            self.found.push(Operation { new: Some(text), position, ..one });
        }
        if let Some(part) = container.part() {
            self.context.last = Some(part);
            self.targets = vec![container];
        }
        Ok(())
    }
}
