//! The document by which an act is amended: 修改决定, the notice that issues it anew, or the notice that
//! extends its validity.

use super::dossier::{Dossier, day};
use super::paper::{Look, Paper, Paragraph, Run, Style};
use super::redraft::text_after;
use super::sentence::{Sentence, sentences};
use crate::amend::words::Rewritten;
use crate::lang::{Arg, Lang, Phrase, Word, chinese_number, inner_title};
use crate::policy::{Amendment, Applies, Instrument, Name, Running, Whom};

/// The document of the amendment at a position.
pub fn instrument(dossier: &Dossier<'_>, at: usize) -> Option<Paper> {
    let (amendment, rewritten) = (dossier.amendments.get(at)?, dossier.rewritten.get(at)?);
    let mut paper = Paper::titled(dossier.document(at, dossier.lang));
    let writing = Writing { dossier, at, amendment, rewritten };
    if let Some(number) = &amendment.number {
        let number = [("number", number.get(Lang::Zh).into())];
        paper.say(Style::Beneath, Phrase::PaperIssuedOn.with(Lang::Zh, &number));
    }
    match amendment.instrument.value {
        Instrument::Decision => writing.decision(&mut paper),
        Instrument::Reissue => writing.reissue(&mut paper),
        Instrument::Extension => writing.extension(&mut paper),
    }
    Some(paper)
}

struct Writing<'a> {
    dossier: &'a Dossier<'a>,
    at: usize,
    amendment: &'a Amendment,
    rewritten: &'a Rewritten,
}

impl Writing<'_> {
    fn lang(&self) -> Lang {
        self.dossier.lang
    }

    fn decision(&self, paper: &mut Paper) {
        let lang = self.lang();
        let title = self.dossier.title_under(self.at);
        let title = || ("title", title.into());
        let lead = match &self.amendment.issuer {
            Some(issuer) => {
                let issuer = ("issuer", issuer.get(lang).into());
                Phrase::DecideLeadBy.with(lang, &[issuer, title()])
            }
            None => Phrase::DecideLead.with(lang, &[title()]),
        };
        paper.say(Style::Body, lead);
        let all = sentences(self.amendment, self.rewritten, lang);
        for (number, sentence) in (1_usize..).zip(&all) {
            let mut lines = sentence.lines.iter();
            let first = lines.next().cloned().unwrap_or_default();
            let first = match all.len() {
                1 => first,
                _ => {
                    let args = [("number", self.number(number).into()), ("text", first.into())];
                    Phrase::DecideItem.with(lang, &args)
                }
            };
            paper.say(Style::Body, first);
            lines.for_each(|line| paper.say(Style::Body, line.as_str()));
        }
        if all.is_empty() {
            let nothing = Run::new(Phrase::DecideNoWords.plain(lang), Look::Hole);
            paper.add(Paragraph::new(Style::Body, vec![nothing]));
        }
        // Of an article, a paragraph or an item: the numbers behind it, and where they are cited.
        if self.rewritten.numbers.is_renumbered() {
            paper.say(Style::Body, Phrase::DecideNumbersFollow.plain(lang));
        }
        if self.rewritten.chapters_renumbered() {
            paper.say(Style::Body, Phrase::DecideChaptersFollow.plain(lang));
        }
        for said in self.transition(&all) {
            paper.say(Style::Body, said);
        }
        let title = self.rewritten.title.get(Lang::Zh);
        let args =
            [("day", day(self.amendment.effective.value, lang).into()), ("title", title.into())];
        paper.say(Style::Body, Phrase::DecideEffective.with(lang, &args));
        self.signed(paper);
    }

    fn number(&self, number: usize) -> String {
        match self.lang() {
            Lang::Zh => chinese_number(u32::try_from(number).unwrap_or(u32::MAX)),
            Lang::En => number.to_string(),
        }
    }

    /// For whom each change is, and what becomes of terms that are running: changes for which it is the
    /// same are named together.
    fn transition(&self, all: &[Sentence]) -> Vec<String> {
        let lang = self.lang();
        let mut groups: Vec<(Phrase, Vec<Arg>, Vec<usize>)> = Vec::new();
        let mut add = |phrase: Phrase, args: Vec<Arg>, number: usize| match groups
            .iter_mut()
            .find(|(known, own, _)| *known == phrase && *own == args)
        {
            Some((.., numbers)) => numbers.push(number),
            None => groups.push((phrase, args, vec![number])),
        };
        for (number, sentence) in (1_usize..).zip(all) {
            let Some(edit) = self.amendment.edits.get(sentence.edit) else { continue };
            let reaches_back = edit.reaches_back.as_ref().or(self.amendment.reaches_back.as_ref());
            let (phrase, mut args) = self.for_whom(self.amendment.whom(edit));
            match reaches_back {
                Some(reason) => {
                    add(Phrase::DecideBack, vec![("reason", reason.get(lang).into())], number);
                }
                None => {
                    if phrase != Phrase::DecideAll {
                        args.push(("day", day(self.amendment.effective.value, lang).into()));
                    }
                    add(phrase, args, number);
                }
            }
            if let Some(running) = &edit.running {
                let phrase = match running.value {
                    Running::Keep => Phrase::DecideKeep,
                    Running::Recount => Phrase::DecideRecount,
                    Running::Anew => Phrase::DecideAnew,
                };
                add(phrase, Vec::new(), number);
            }
        }
        let said = groups.into_iter().map(|(phrase, mut args, numbers)| {
            let which = match numbers.len() == all.len() {
                true => Phrase::DecideWhole.plain(lang).to_owned(),
                false => {
                    let items = numbers.iter().map(|number| Word::from(self.number(*number)));
                    let items = ("items", Word::List(items.collect()));
                    Phrase::DecideWhich.with(lang, &[items])
                }
            };
            args.push(("which", which.into()));
            phrase.with(lang, &args)
        });
        said.collect()
    }

    fn for_whom(&self, whom: &Whom) -> (Phrase, Vec<Arg>) {
        let phrase = match whom {
            Whom::All => return (Phrase::DecideAll, Vec::new()),
            Whom::By(_) => None,
            // Of conduct before the day of effect, where somebody decides later.
            Whom::Milder(_) => Some(Phrase::DecideMilder),
        };
        let (plain, args) = self.by_day(whom.day());
        (phrase.unwrap_or(plain), args)
    }

    /// For whom it is by the day that decides.
    fn by_day(&self, applies: &Applies) -> (Phrase, Vec<Arg>) {
        let lang = self.lang();
        let titled = |title: Option<&str>, name: &Name| {
            title.filter(|title| !title.is_empty()).unwrap_or(&name.value).to_owned()
        };
        let bundle = self.dossier.after;
        match applies {
            Applies::Act => (Phrase::DecideByAct, Vec::new()),
            Applies::Machine(name) => {
                let found = bundle.machines.iter().find(|one| one.name.value == name.value);
                let title = titled(found.map(|machine| machine.title.get(lang)), name);
                (Phrase::DecideByMachine, vec![("what", title.into())])
            }
            Applies::Events(names) => {
                let events = names.iter().map(|name| {
                    let found = bundle.events.iter().find(|(known, _)| known.value == name.value);
                    Word::from(titled(found.map(|(_, event)| event.title.get(lang)), name))
                });
                (Phrase::DecideByEvent, vec![("what", Word::List(events.collect()))])
            }
        }
    }

    fn reissue(&self, paper: &mut Paper) {
        let lang = self.lang();
        let title = self.rewritten.title.get(Lang::Zh);
        let args =
            [("title", title.into()), ("day", day(self.amendment.effective.value, lang).into())];
        paper.say(Style::Body, Phrase::ReissueBody.with(lang, &args));
        let old = inner_title(self.dossier.title_under(self.at));
        paper.say(Style::Body, Phrase::ReissueRepeals.with(lang, &[("title", old.into())]));
        self.signed(paper);
        paper.say(Style::Title, title);
        text_after(self.dossier).into_iter().for_each(|paragraph| paper.add(paragraph));
    }

    fn extension(&self, paper: &mut Paper) {
        let lang = self.lang();
        let title = ("title", Word::from(self.dossier.title_under(self.at)));
        let last = |validity: Option<&crate::policy::Validity>| {
            validity.and_then(|one| one.to).map(|to| day(to, lang))
        };
        let was = last(self.dossier.validity_under(self.at));
        let until = last(self.rewritten.validity.as_ref()).unwrap_or_default();
        let until = ("until", until.into());
        let said = match was {
            Some(was) => Phrase::ExtensionBody.with(lang, &[title, ("was", was.into()), until]),
            None => Phrase::ExtensionOpen.with(lang, &[title, until]),
        };
        paper.say(Style::Body, said);
        let from = [("day", day(self.amendment.effective.value, lang).into())];
        paper.say(Style::Body, Phrase::ExtensionFrom.with(lang, &from));
        self.signed(paper);
    }

    /// Who issues it, and when.
    fn signed(&self, paper: &mut Paper) {
        let lang = self.lang();
        let issuer = match &self.amendment.issuer {
            Some(issuer) => Run::plain(issuer.get(lang)),
            None => Run::new(Phrase::PaperHoleIssuer.plain(lang), Look::Hole),
        };
        paper.say(Style::Body, "");
        paper.add(Paragraph::new(Style::Signed, vec![issuer]));
        paper.say(Style::Signed, day(self.amendment.issued.value, lang));
    }
}
