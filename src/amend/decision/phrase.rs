//! Phrases that name places: 第二十九条第三款和第四款中的“……”.

use super::parser::{Parser, Trouble};
use super::place::Place;
use super::token::Token;
use crate::lang::Phrase;
use crate::lang::amending::{ACTS, AmendingWord as W, Numbered, OF_THE_STATE};
use crate::policy::{ArticleNumber, ArticleRef};

/// The numbered parts of one address, one below the other.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    chapter: Option<(u16, u16)>,
    section: Option<u16>,
    article: Option<(u16, u16)>,
    paragraph: Option<u16>,
    item: Option<u16>,
    point: Option<u16>,
}

impl Path {
    /// Puts a part below those before it.
    fn put(&mut self, part: Numbered, number: u16, inserted: u16) -> bool {
        let below_article = self.article.is_some() || self.chapter.is_none();
        let open = match part {
            Numbered::Book => self.chapter.is_none() && self.article.is_none(),
            Numbered::Chapter => self.chapter.is_none() && self.section.is_none() && self.is_flat(),
            Numbered::Section => self.section.is_none() && self.is_flat(),
            Numbered::Article => self.is_flat(),
            Numbered::Paragraph => below_article && self.paragraph.is_none() && self.item.is_none(),
            Numbered::Item => below_article && self.item.is_none() && self.point.is_none(),
            Numbered::Point => below_article && self.point.is_none(),
            Numbered::Division | Numbered::Stretch | Numbered::Sentence => false,
        };
        if !open {
            return false;
        }
        match part {
            Numbered::Chapter => self.chapter = Some((number, inserted)),
            Numbered::Section => self.section = Some(number),
            Numbered::Article => self.article = Some((number, inserted)),
            Numbered::Paragraph => self.paragraph = Some(number),
            Numbered::Item => self.item = Some(number),
            Numbered::Point => self.point = Some(number),
            _ => {}
        }
        true
    }
    const fn is_flat(&self) -> bool {
        self.article.is_none()
            && self.paragraph.is_none()
            && self.item.is_none()
            && self.point.is_none()
    }
    /// The part of which it speaks, below what was named before.
    fn part(self, base: Option<ArticleRef>) -> Option<ArticleRef> {
        let (article, base) = match self.article {
            Some((number, inserted)) => {
                let number = ArticleNumber { inserted, ..ArticleNumber::article(number) };
                (number, ArticleRef::whole(number))
            }
            None => (base?.article, base?),
        };
        let paragraph = self.paragraph.or(base.paragraph);
        let item = match self.paragraph {
            Some(_) => self.item,
            None => self.item.or(base.item.filter(|_| self.point.is_some())),
        };
        Some(ArticleRef { article, paragraph, item, point: self.point, is_new: false })
    }
}

type Found<T> = Result<T, Trouble>;

impl Parser<'_> {
    /// Whether a place is named from a token on.
    pub(super) fn names(&self, mut by: usize) -> bool {
        loop {
            match self.ahead(by) {
                Some(
                    Token::Word(W::Old | W::Lead | W::Revised) | Token::Title(_) | Token::Act(_),
                ) => by += 1,
                Some(Token::Part(..) | Token::Same(_)) => return true,
                Some(Token::Word(W::Everywhere | W::Name | W::Preamble | W::Annex)) => return true,
                Some(Token::Count(Numbered::Article, _)) => return true,
                _ => return false,
            }
        }
    }

    /// The places named here, in the numbers before.
    pub(super) fn places(&mut self) -> Found<Vec<Place>> {
        let mut found: Vec<Place> = Vec::new();
        loop {
            self.acts();
            let base = found.last().and_then(Place::part).or(self.context.last);
            let place = self.place(base, !found.is_empty())?;
            self.extent(&place, &mut found)?;
            let listed = match self.token() {
                Some(Token::Word(W::And)) => true,
                // 改为第二十条，第一款修改为: behind a number that is given another sentence begins.
                Some(Token::Comma) => !self.giving,
                _ => false,
            };
            if !listed || !self.names(1) {
                break;
            }
            self.at += 1;
        }
        if let Some(part) = found.last().and_then(Place::part) {
            self.context.last = Some(part);
        }
        if let Some(
            Place::Chapter(chapter, _) | Place::Section(chapter, _) | Place::Name(chapter, _),
        ) = found.last()
        {
            self.context.chapter = Some(*chapter);
        }
        Ok(found)
    }

    /// A place, and those up to another: 第六条至第八条.
    fn extent(&mut self, place: &Place, found: &mut Vec<Place>) -> Found<()> {
        let to = match (self.word(), self.ahead(1), place) {
            (Some(W::To), Some(Token::Part(part, number, 0)), _) => Some((*part, *number)),
            _ => None,
        };
        let Some((level, last)) = to.filter(|(level, _)| place.level() == Some(*level)) else {
            found.push(place.clone());
            return Ok(());
        };
        let number = |place: &Place| match place {
            Place::Part(part) => {
                part.point.or(part.item).or(part.paragraph).unwrap_or(part.article.number)
            }
            Place::Chapter(number, _) | Place::Section(_, number) | Place::Stretch(number) => {
                *number
            }
            _ => 0,
        };
        let first = number(place);
        if last < first || last - first > 500 {
            return self.trouble(Phrase::WantedPlace);
        }
        found.push(place.clone());
        for number in first + 1..=last {
            found.push(match place {
                Place::Part(part) => Place::Part(numbered(*part, level, number)),
                Place::Chapter(..) => Place::Chapter(number, 0),
                Place::Section(chapter, _) => Place::Section(*chapter, number),
                _ => Place::Stretch(number),
            });
        }
        self.at += 2;
        Ok(())
    }

    /// The acts and the words before a place.
    pub(super) fn acts(&mut self) {
        loop {
            match self.token() {
                Some(Token::Title(title) | Token::Act(title)) => {
                    let title = title.clone();
                    self.name_act(&title);
                }
                // 刑法第三十七条: an act by its name alone.
                Some(Token::Other) if self.is_act(self.at) => {
                    let at = self.tokens.get(self.at).map(|placed| placed.at.clone());
                    let title = at.map(|at| self.signed.written(&at).to_owned());
                    self.name_act(&title.unwrap_or_default());
                }
                Some(Token::Aside | Token::Word(W::Old | W::Lead | W::Revised)) => {}
                Some(Token::Word(W::Of))
                    if matches!(
                        self.ahead(1),
                        Some(Token::Word(
                            W::Order | W::Name | W::Heading | W::Everywhere | W::Preamble
                        ))
                    ) => {}
                Some(Token::Word(W::Therein)) if self.names(1) => {}
                _ => break,
            }
            self.at += 1;
        }
    }

    /// Notes which act is amended; its short name names it too.
    fn name_act(&mut self, title: &str) {
        let known = self.context.act.as_deref().is_some_and(|act| {
            let act = act.strip_prefix(OF_THE_STATE).unwrap_or(act);
            act.ends_with(title.strip_prefix(OF_THE_STATE).unwrap_or(title))
        });
        let short = ACTS.contains(&title);
        if !known && !short {
            self.context.act = Some(title.to_owned());
        }
    }
    fn is_act(&self, at: usize) -> bool {
        let placed = self.tokens.get(at);
        let Some(placed) = placed.filter(|placed| placed.token == Token::Other) else {
            return false;
        };
        let name = self.signed.written(&placed.at);
        ACTS.iter().any(|end| name.ends_with(end))
            && matches!(self.tokens.get(at + 1).map(|one| &one.token), Some(Token::Part(..)))
    }

    fn place(&mut self, base: Option<ArticleRef>, listed: bool) -> Found<Place> {
        let place = match self.token().cloned() {
            Some(Token::Word(W::Everywhere)) => Place::Act,
            Some(Token::Word(W::Name | W::Heading)) => Place::Title,
            Some(Token::Word(W::Preamble)) => {
                self.at += 1;
                let Some(Token::Part(Numbered::Stretch | Numbered::Paragraph, number, 0)) =
                    self.token()
                else {
                    return Ok(Place::Preamble(None));
                };
                Place::Preamble(Some(*number))
            }
            Some(Token::Word(W::Body))
                if matches!(self.ahead(1), Some(Token::Part(Numbered::Stretch, ..))) =>
            {
                self.at += 1;
                return self.place(base, listed);
            }
            Some(Token::Part(Numbered::Stretch, number, 0)) => Place::Stretch(number),
            Some(Token::Part(Numbered::Division, number, 0)) => {
                self.at += 1;
                self.take(W::Of);
                self.take(W::Heading);
                return Ok(Place::Heading(format!("part{number}")));
            }
            Some(Token::Word(W::Annex)) => return Ok(self.annex(self.at)),
            Some(Token::Other) if matches!(self.ahead(1), Some(Token::Word(W::Annex))) => {
                let from = self.at;
                self.at += 1;
                return Ok(self.annex(from));
            }
            Some(Token::Part(..) | Token::Same(_)) => return self.path(base),
            // 十一条, where the print left 第 out.
            Some(Token::Count(Numbered::Article, number)) if listed || self.led() => {
                if let Some(placed) = self.tokens.get_mut(self.at) {
                    placed.token = Token::Part(Numbered::Article, number, 0);
                }
                return self.path(base);
            }
            _ => return self.trouble(Phrase::WantedPlace),
        };
        self.at += 1;
        Ok(place)
    }
    /// Whether a word that leads to a place stands right before.
    fn led(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_none_or(|one| {
            matches!(one.token, Token::Word(W::Lead | W::Delete | W::And | W::Old))
        })
    }

    /// An attachment by its name, without the name of the act.
    fn annex(&mut self, from: usize) -> Place {
        self.at += 1;
        let name = self.signed.written(&self.since(from)).to_owned();
        let act = self.context.act.clone().unwrap_or_default();
        let act = act.strip_prefix(OF_THE_STATE).unwrap_or(&act);
        let same = name.chars().zip(act.chars()).take_while(|(one, other)| one == other);
        let same: usize = same.map(|(one, _)| one.len_utf8()).sum();
        let mut name = name.get(same..).unwrap_or(&name).to_owned();
        let numbered = self.token() == Some(&Token::Other);
        if let Some(placed) = self.tokens.get(self.at).filter(|_| numbered) {
            name += self.signed.written(&placed.at);
            self.at += 1;
        }
        if self.token() == Some(&Token::Aside) {
            self.at += 1;
        }
        Place::Annex(name.split_whitespace().collect())
    }

    /// An address of numbered parts.
    fn path(&mut self, base: Option<ArticleRef>) -> Found<Place> {
        let mut path = Path::default();
        let mut base = base;
        if let Some(Token::Same(part)) = self.token() {
            let Some(last) = base else { return self.trouble(Phrase::WantedArticle) };
            let own = match part {
                Numbered::Article => ArticleRef::whole(last.article),
                Numbered::Paragraph => ArticleRef { item: None, point: None, ..last },
                Numbered::Item => ArticleRef { point: None, ..last },
                _ => last,
            };
            self.at += 1;
            if !matches!(self.token(), Some(Token::Part(..))) {
                return self.tail(Place::Part(own));
            }
            base = Some(own);
        }
        let begins = self.at;
        loop {
            match self.token() {
                Some(Token::Part(part, number, inserted)) => {
                    if !path.put(*part, *number, *inserted) {
                        break;
                    }
                    self.at += 1;
                }
                // 第六十七条全国人民代表大会常务委员会职权第二十项
                Some(Token::Other) if path.article.is_some() => match self.ahead(1) {
                    Some(Token::Part(
                        Numbered::Paragraph | Numbered::Item | Numbered::Point,
                        ..,
                    )) => self.at += 1,
                    _ => break,
                },
                // 第六十七条“……行使下列职权”中第六项
                Some(Token::Quote(_)) if path.article.is_some() => {
                    match (self.ahead(1), self.ahead(2)) {
                        (
                            Some(Token::Word(W::In)),
                            Some(Token::Part(Numbered::Paragraph | Numbered::Item, ..)),
                        ) => self.at += 2,
                        (Some(Token::Part(Numbered::Paragraph | Numbered::Item, ..)), _) => {
                            self.at += 1
                        }
                        _ => break,
                    }
                }
                Some(Token::Aside)
                    if matches!(
                        self.ahead(1),
                        Some(Token::Part(Numbered::Paragraph | Numbered::Item, ..))
                    ) =>
                {
                    self.at += 1
                }
                _ => break,
            }
        }
        if self.at == begins {
            return self.trouble(Phrase::WantedPlace);
        }
        if path.is_flat() {
            let chapter = path.chapter.or(self.context.chapter.map(|chapter| (chapter, 0)));
            let place = match (path.section, chapter) {
                (Some(section), Some((chapter, _))) => Place::Section(chapter, section),
                (None, Some((chapter, inserted))) => Place::Chapter(chapter, inserted),
                _ => {
                    self.at = begins;
                    return self.trouble(Phrase::WantedChapter);
                }
            };
            return self.tail(place);
        }
        match path.part(base) {
            Some(part) => self.tail(Place::Part(part)),
            None => {
                self.at = begins;
                self.trouble(Phrase::WantedArticle)
            }
        }
    }

    /// What is named of a place: its caption in brackets, its heading, its lead-in.
    fn tail(&mut self, place: Place) -> Found<Place> {
        if self.token() == Some(&Token::Aside) {
            self.at += 1;
        }
        let of = usize::from(self.word() == Some(W::Of));
        match self.ahead(of) {
            Some(Token::Word(W::LeadIn)) => {
                self.at += of + 1;
                Ok(place.part().map_or(place, Place::LeadIn))
            }
            Some(Token::Word(W::Heading | W::Name)) => {
                self.at += of + 1;
                Ok(match place {
                    Place::Part(part) => Place::Heading(part.article.to_string()),
                    Place::Chapter(chapter, 0) => Place::Name(chapter, None),
                    Place::Section(chapter, section) => Place::Name(chapter, Some(section)),
                    other => other,
                })
            }
            _ => Ok(place),
        }
    }

    /// The places named here in the numbers after, below a place before.
    pub(super) fn new_places(&mut self, below: Option<ArticleRef>) -> Found<Vec<Place>> {
        let kept = self.context.clone();
        self.context.last = below.map(|below| self.moved.after(below)).or(self.context.last);
        self.giving = true;
        let found = self.places();
        self.giving = false;
        *self.context = kept;
        found
    }
}

/// A part with another number at a level.
pub(super) const fn numbered(part: ArticleRef, level: Numbered, number: u16) -> ArticleRef {
    match level {
        Numbered::Paragraph => {
            ArticleRef { paragraph: Some(number), item: None, point: None, ..part }
        }
        Numbered::Item => ArticleRef { item: Some(number), point: None, ..part },
        Numbered::Point => ArticleRef { point: Some(number), ..part },
        _ => ArticleRef::whole(ArticleNumber::article(number)),
    }
}
