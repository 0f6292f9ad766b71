//! 修改为, 改为, 删去, 移至: words and parts that read otherwise, go, or stand elsewhere.

use super::operation::{Kind, Operation, Position};
use super::parser::{Group, Parser, Side, Trouble};
use super::parts::{distributed, is_numbered_heading};
use super::place::Place;
use super::quoted::{Quoted, opens};
use super::token::Token;
use crate::lang::Phrase;
use crate::lang::amending::{AmendingWord as W, Numbered};

type Done = Result<(), Trouble>;

impl Parser<'_> {
    /// The text that comes, behind a verb: quoted, or below the line.
    pub(super) fn text(&mut self) -> Result<Quoted, Trouble> {
        loop {
            match self.token() {
                Some(Token::Colon | Token::Break | Token::Comma) => self.at += 1,
                Some(Token::Word(W::Says | W::Namely)) => self.at += 1,
                // 作为第四条。内容如下：
                Some(Token::Stop) if self.ahead(1) == Some(&Token::Word(W::Namely)) => self.at += 1,
                _ => break,
            }
        }
        if let Some(Token::Quote(quoted)) = self.token() {
            let quoted = quoted.clone();
            self.at += 1;
            return Ok(self.adjacent(quoted));
        }
        // A quotation that does not end.
        let from = self.tokens.get(self.at).map(|placed| placed.at.start);
        if from.and_then(|from| self.signed.letter(from)).is_some_and(opens) {
            return self.trouble(Phrase::WantedText);
        }
        if self.at >= self.tokens.len()
            && let Some(below) = self.below.take()
        {
            let open = below.paragraphs.first().and_then(|(line, _)| line.chars().next());
            return match open.is_some_and(opens) {
                true => self.trouble(Phrase::WantedText),
                false => Ok(below),
            };
        }
        // 修改为：新建……: on the same line, without marks.
        let colon = self.at.checked_sub(1).and_then(|before| self.tokens.get(before));
        if colon.is_some_and(|before| before.token == Token::Colon) && self.at < self.tokens.len() {
            let from = self.at;
            self.at = self.tokens.len();
            let signs = self.since(from);
            let bytes = self.signed.bytes(&signs);
            let text = self.signed.written(&signs).to_owned();
            let own = Quoted { at: bytes.clone(), paragraphs: vec![(text, bytes)] };
            return Ok(match self.below.take() {
                Some(below) => own.with(below),
                None => own,
            });
        }
        self.trouble(Phrase::WantedText)
    }

    /// 修改为.
    pub(super) fn become_(&mut self, from: usize, groups: &[Group]) -> Done {
        self.at += 1;
        let groups: Vec<Group> = groups.iter().map(Group::of_names).collect();
        let groups = groups.as_slice();
        // 修改为：第十九条 is a number only without a colon.
        match self.token() {
            Some(Token::Count(..)) => return self.split_into(from, groups),
            Some(Token::Part(..) | Token::Same(_)) => return self.renumbered(from, groups),
            Some(Token::Word(W::Revised | W::Old) | Token::Title(_) | Token::Act(_))
                if matches!(self.ahead(1), Some(Token::Part(..))) =>
            {
                return self.renumbered(from, groups);
            }
            Some(Token::Title(title)) => {
                let title = title.clone();
                return self.titled(from, groups, title);
            }
            _ => {}
        }
        if self.is_list_of_numbers(groups) {
            return self.listed(from, groups);
        }
        if groups.iter().any(|group| !group.quotes.is_empty()) {
            return self.substitute(from, groups);
        }
        let new = self.text()?;
        let targets: Vec<Place> = groups.iter().flat_map(|group| group.targets.clone()).collect();
        self.replace(from, &targets, new)
    }

    /// 名称修改为《……》.
    fn titled(&mut self, from: usize, groups: &[Group], title: String) -> Done {
        let of_title = groups.iter().all(|group| group.targets == [Place::Title]);
        if !of_title {
            return self.trouble(Phrase::WantedText);
        }
        let at = self.tokens.get(self.at).map(|one| one.at.clone()).unwrap_or_default();
        self.at += 1;
        let bytes = self.signed.bytes(&at);
        let new = Quoted { at: bytes.clone(), paragraphs: vec![(title, bytes)] };
        let old = groups.iter().find_map(|group| group.quotes.first().cloned());
        let one = self.operation(Kind::Rename, from, vec![Place::Title]);
        self.found.push(Operation { old, new: Some(new), ..one });
        Ok(())
    }

    /// A part that reads otherwise.
    pub(super) fn replace(&mut self, from: usize, targets: &[Place], new: Quoted) -> Done {
        let texts = match targets {
            [_] => vec![new],
            _ => match distributed(&new, targets) {
                Some(texts) => texts,
                None => {
                    self.at = self.at.saturating_sub(1);
                    return self.trouble(Phrase::WantedAsMany);
                }
            },
        };
        for (target, new) in targets.iter().zip(texts) {
            let kind = match target {
                Place::Title | Place::Heading(_) | Place::Chapter(..) | Place::Section(..) => {
                    Kind::Rename
                }
                Place::Act | Place::Other(_) => return self.trouble(Phrase::WantedPlace),
                _ => Kind::Replace,
            };
            let position = self.moved.elsewhere(target).map(|place| Position::At(vec![place]));
            let one = self.operation(kind, from, vec![target.clone()]);
            self.found.push(Operation { new: Some(new), position, ..one });
        }
        Ok(())
    }

    /// Words that stand instead of others.
    fn substitute(&mut self, from: usize, groups: &[Group]) -> Done {
        let respectively = self.tokens.get(from..self.at).unwrap_or_default();
        let respectively = respectively.iter().any(|one| one.token == Token::Word(W::Respectively));
        let first = self.text()?;
        let mut news = vec![first];
        while respectively
            && self.word() == Some(W::And)
            && let Some(Token::Quote(next)) = self.ahead(1)
        {
            news.push(next.clone());
            self.at += 2;
        }
        let olds: usize = groups.iter().map(|group| group.quotes.len()).sum();
        let mut news = match news.as_slice() {
            [one] => std::iter::repeat_n(one.clone(), olds).collect::<Vec<_>>(),
            _ if news.len() == olds => news,
            _ => return self.trouble(Phrase::WantedAsMany),
        }
        .into_iter();
        let unified = self.tokens.get(from..self.at).unwrap_or_default();
        let unified = unified.iter().any(|one| one.token == Token::Word(W::Each));
        for group in groups {
            let pairs: Vec<(Quoted, Quoted)> =
                group.quotes.iter().cloned().zip(news.by_ref()).collect();
            for target in self.substituted(group, unified)? {
                for (old, new) in &pairs {
                    self.one_substituted(from, group, target.clone(), (old, new));
                }
            }
        }
        Ok(())
    }
    /// Where words are substituted: what has no place is a heading that names itself by its number.
    fn substituted(&self, group: &Group, unified: bool) -> Result<Vec<Place>, Trouble> {
        if !group.targets.is_empty() {
            return Ok(group.targets.clone());
        }
        // 将“甲”统一修改为“乙”.
        if unified {
            return Ok(vec![Place::Act]);
        }
        let heading = group.quotes.first().and_then(|quoted| is_numbered_heading(&quoted.text()));
        heading.map(|heading| vec![heading]).ok_or(Trouble {
            at: self.since(self.at.saturating_sub(1)),
            expected: Phrase::WantedPlace,
        })
    }
    fn one_substituted(
        &mut self,
        from: usize,
        group: &Group,
        target: Place,
        words: (&Quoted, &Quoted),
    ) {
        let kind = match &target {
            Place::Heading(_) | Place::Chapter(..) | Place::Section(..) => Kind::Rename,
            Place::Title if !group.within => Kind::Rename,
            // 第九十八条“……”修改为: the whole of it is quoted. A paragraph may hold more sentences.
            Place::Part(_) if !group.within && target.level() != Some(Numbered::Paragraph) => {
                Kind::Replace
            }
            _ => Kind::Substitute,
        };
        let position = self.moved.elsewhere(&target).map(|place| Position::At(vec![place]));
        let one = self.operation(kind, from, vec![target]);
        let (old, new) = (Some(words.0.clone()), Some(words.1.clone()));
        self.found.push(Operation { old, new, position, ..one });
    }

    /// 作为.
    pub(super) fn renumber(&mut self, from: usize, groups: &[Group]) -> Done {
        self.at += 1;
        self.renumbered(from, groups)
    }
    /// The numbers that parts have then.
    pub(super) fn renumbered(&mut self, from: usize, groups: &[Group]) -> Done {
        let targets: Vec<Place> = groups.iter().flat_map(|group| group.targets.clone()).collect();
        if targets.is_empty() || groups.iter().any(|group| !group.quotes.is_empty()) {
            return self.trouble(Phrase::WantedText);
        }
        let begins = self.at;
        let new = self.new_places(targets.first().and_then(Place::part))?;
        if new.len() != targets.len() {
            self.at = begins;
            return self.trouble(Phrase::WantedAsMany);
        }
        for (old, new) in targets.iter().zip(&new) {
            self.one_renumbered(from, old, new);
        }
        self.context.last = targets.last().and_then(Place::part).or(self.context.last);
        self.targets = targets;
        Ok(())
    }
    fn one_renumbered(&mut self, from: usize, old: &Place, new: &Place) {
        let stays = match (old, new) {
            (Place::Part(old), Place::Part(new)) => {
                let inside = self.moved.after(*old);
                let same = super::place::level(*old) == super::place::level(*new);
                let article = super::place::level(*old) == Numbered::Article;
                let within = inside.article == new.article
                    && (super::place::level(*old) == Numbered::Paragraph
                        || inside.paragraph == new.paragraph);
                same && (article || within)
            }
            _ => true,
        };
        let kind = if stays { Kind::Renumber } else { Kind::Move };
        let one = self.operation(kind, from, vec![old.clone()]);
        self.found.push(Operation { position: Some(Position::At(vec![new.clone()])), ..one });
        if let (Place::Part(old), Place::Part(new)) = (old, new) {
            self.moved.note(*old, *new);
        }
    }

    /// 移至第五条之后.
    pub(super) fn move_to(&mut self, from: usize, groups: &[Group]) -> Done {
        self.at += 1;
        let [Group { targets, quotes, .. }] = groups else {
            return self.trouble(Phrase::WantedPlace);
        };
        let ([target], true) = (targets.as_slice(), quotes.is_empty()) else {
            return self.trouble(Phrase::WantedPlace);
        };
        let kept = self.context.clone();
        let beside = self.places()?;
        *self.context = kept;
        let [beside] = beside.as_slice() else { return self.trouble(Phrase::WantedPlace) };
        let mut position = match self.word() {
            Some(W::After) => Position::AfterPart(beside.clone()),
            Some(W::Before) => Position::BeforePart(beside.clone()),
            _ => return self.trouble(Phrase::WantedVerb),
        };
        self.at += 1;
        let comma = usize::from(self.token() == Some(&Token::Comma));
        if self.ahead(comma) == Some(&Token::Word(W::As)) {
            self.at += comma + 1;
            let new = self.new_places(target.part())?;
            if let (Some(old), [Place::Part(new)]) = (target.part(), new.as_slice()) {
                self.moved.note(old, *new);
            }
            position = Position::At(new);
        }
        let one = self.operation(Kind::Move, from, vec![target.clone()]);
        self.found.push(Operation { position: Some(position), ..one });
        Ok(())
    }

    /// 删去.
    pub(super) fn delete(&mut self, from: usize, groups: &[Group]) -> Done {
        for group in groups {
            let position = (group.side == Some(Side::End)).then_some(Position::End);
            for target in &group.targets {
                if group.quotes.is_empty() {
                    let one = self.operation(Kind::Delete, from, vec![target.clone()]);
                    self.found.push(one);
                }
                for old in &group.quotes {
                    let one = self.operation(Kind::Delete, from, vec![target.clone()]);
                    self.found.push(Operation {
                        old: Some(old.clone()),
                        position: position.clone(),
                        ..one
                    });
                }
            }
            if group.targets.is_empty() {
                return self.trouble(Phrase::WantedPlace);
            }
        }
        Ok(())
    }

    /// Whether both sides quote nothing but numbers: “第八条”调整为“第七条”.
    fn is_list_of_numbers(&self, groups: &[Group]) -> bool {
        let [group] = groups else { return false };
        let ([quoted], Some(Token::Quote(new))) = (group.quotes.as_slice(), self.token()) else {
            return false;
        };
        let ordered = self.tokens.iter().any(|one| one.token == Token::Word(W::Order));
        ordered && self.number(quoted).is_some() && self.number(new).is_some()
    }
    /// The place that is quoted, and nothing else.
    fn number(&self, quoted: &Quoted) -> Option<Place> {
        super::parts::address(&quoted.text())
    }
    fn listed(&mut self, from: usize, groups: &[Group]) -> Done {
        let old =
            groups.iter().flat_map(|group| &group.quotes).next().and_then(|old| self.number(old));
        let new = match self.token() {
            Some(Token::Quote(new)) => self.number(new),
            _ => None,
        };
        let Some((old, new)) = old.zip(new) else { return self.trouble(Phrase::WantedPlace) };
        self.at += 1;
        self.one_renumbered(from, &old, &new);
        Ok(())
    }
}
