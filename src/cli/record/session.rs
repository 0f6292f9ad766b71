//! The talk: the story so far is played, what may happen is offered, and an answer moves it on.

use std::path::PathBuf;

use super::ask;
use super::offer::{Offer, offers};
use crate::calendar::Day;
use crate::cli::exit::Exit;
use crate::cli::terminal::{Terminal, fold};
use crate::lang::{Phrase, Word};
use crate::pipeline::{Loaded, Planned, Story as Read};
use crate::program::Program;
use crate::report::{Detail, Story, Teller, story_lines};
use crate::scenario::{Draft, DraftSubject, Played, configurations, play, refusal_words};
use crate::source::{Disk, Door, Over, ReadError, quoted};
use crate::world::Engine;
use crate::world::journal::What as Happened;

/// A story that is being recorded.
pub(super) struct Session<'s> {
    loaded: &'s Loaded,
    pub(super) program: &'s Program,
    file: PathBuf,
    pub(super) draft: Draft,
    pub(super) day: Day,
}

impl<'s> Session<'s> {
    pub(super) fn new(loaded: &'s Loaded, program: &'s Program, file: PathBuf) -> Self {
        Self { loaded, program, file, draft: Draft::default(), day: Day::MIN }
    }

    /// Plays a draft; what is wrong with it is told, and nothing answered.
    fn told(&self, draft: &Draft, out: &mut Terminal) -> Option<Played> {
        let folder = self.file.parent().unwrap_or(&self.file).to_owned();
        let door = Over::new(&Disk, folder);
        let mut draft = draft.clone();
        draft.until = Some(self.day.to_string());
        door.write(&self.file, &draft.text()).ok()?;
        let story = Read::read(&door, &self.file, &self.loaded.sources).ok()?;
        let (planned, _) = self.loaded.plan(&story);
        let Planned { plan, sources, problems } = planned;
        match plan {
            Some(plan) => Some(play(plan, self.program, false)),
            None => {
                out.show(&problems.errors_only().sorted(), &sources);
                None
            }
        }
    }

    /// Goes on until it is saved or left.
    pub(super) fn play(&mut self, out: &mut Terminal) -> Result<Exit, Exit> {
        loop {
            let Some(played) = self.told(&self.draft.clone(), out) else {
                // The last answer made it malformed.
                if self.draft.lines.pop().is_none() && self.draft.subjects.pop().is_none() {
                    return Err(Exit::CannotRun);
                }
                continue;
            };
            let found = self.offer(&played, out);
            let Some(answer) = ask(out, Phrase::RecordPrompt, &[]) else {
                out.line(Phrase::RecordLeft.plain(out.lang));
                return Ok(Exit::Well);
            };
            let (word, rest) = answer.split_once(' ').unwrap_or((&answer, ""));
            match (word, word.parse::<usize>()) {
                (_, Ok(number)) if (1..=found.len()).contains(&number) => {
                    let Some(offer) = found.get(number - 1) else { continue };
                    self.happen(offer, out);
                }
                ("+", _) => self.to(self.day.plus_days(1), out),
                ("d", _) => self.to(Day::parse(rest.trim()), out),
                ("a", _) => self.subject(out),
                ("l", _) => self.learn(out),
                ("u", _) => {
                    self.draft.lines.pop();
                }
                ("w" | "wo" | "wf", _) => {
                    self.draft.kind = match word {
                        "wo" => Some("optional"),
                        "wf" => Some("forbidden"),
                        _ => None,
                    };
                    return self.save(&played, out);
                }
                ("q", _) => {
                    out.line(Phrase::RecordLeft.plain(out.lang));
                    return Ok(Exit::Well);
                }
                _ => out.line(Phrase::RecordHelp.plain(out.lang)),
            }
        }
    }

    /// Offers what may happen.
    fn offer(&self, played: &Played, out: &mut Terminal) -> Vec<Offer> {
        let engine = Engine { program: self.program, cast: &played.plan.cast };
        let teller = Teller::today(self.program, &played.plan.cast, &played.world, out.lang);
        let found = offers(&engine, played, &teller);
        out.line("");
        out.line(&Phrase::MayOn.with(out.lang, &[("day", self.day.to_string().into())]));
        for (at, offer) in found.iter().enumerate() {
            out.lines(fold(&format!("  {:>2}  {}", at + 1, offer.words), out.width()));
        }
        if found.is_empty() {
            out.line(Phrase::NothingMay.plain(out.lang));
        }
        found
    }

    /// The clock moves to a day, and not backwards.
    fn to(&mut self, day: Option<Day>, out: &mut Terminal) {
        match day.filter(|day| *day >= self.day) {
            Some(day) => self.day = day,
            None => out.line(Phrase::RecordNoDay.plain(out.lang)),
        }
    }

    /// Lets what was chosen happen, and tells what came of it.
    fn happen(&mut self, offer: &Offer, out: &mut Terminal) {
        let Some(line) = self.line(offer, out) else { return };
        let mut with = self.draft.clone();
        let before = self.told(&with, out).map_or(0, |played| played.journal.entries.len());
        with.lines.push(line.clone());
        let Some(played) = self.told(&with, out) else { return };
        let mut shown = played.clone();
        shown.journal.entries.drain(..before.min(shown.journal.entries.len()));
        let story =
            Story { program: self.program, played: &shown, detail: Detail::Short, only: None };
        out.lines(story_lines(&story, out.lang));
        let refused =
            played.journal.entries.iter().skip(before).find_map(|entry| match &entry.what {
                Happened::Refused { reasons, address, .. } => {
                    Some((reasons, address.parts.last().map(|part| part.machine)))
                }
                Happened::FindingRefused { reasons, finding, .. } => {
                    Some((reasons, Some(self.program.findings[*finding].about)))
                }
                _ => None,
            });
        let Some((reasons, machine)) = refused else {
            self.draft = with;
            return;
        };
        let keeps = ask(out, Phrase::RecordKeepRefused, &[]);
        if keeps.is_some_and(|answer| matches!(answer.as_str(), "y" | "yes")) {
            let (articles, kinds) = refusal_words(reasons, machine, self.program);
            let list = |names: &[String]| {
                names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
            };
            let refused = match articles.is_empty() {
                true => "true".to_owned(),
                false => format!("[{}]", list(&articles)),
            };
            let open = line.strip_suffix(')').unwrap_or(&line);
            self.draft
                .lines
                .push(format!("{open}, refused: {refused}, because: [{}])", list(&kinds)));
        }
    }

    /// Another subject, with its facts asked for by their titles. An answer that is none is asked for
    /// again, so that nothing typed before is lost.
    pub(super) fn subject(&mut self, out: &mut Terminal) {
        let Some(name) = ask(out, Phrase::RecordSubject, &[]).filter(|name| !name.is_empty())
        else {
            return;
        };
        let Some(kind) = self.kind(out) else { return };
        let title = ask(out, Phrase::RecordSubjectTitle, &[]).unwrap_or_default();
        let title = if title.is_empty() { name.clone() } else { title };
        let of = kind.as_ref().and_then(|of| self.program.kinds.find(|kind| kind.name == *of));
        let of = of.map(|(id, _)| id);
        let before = self.draft.clone();
        self.draft.subjects.push(DraftSubject { name, kind, title, facts: Vec::new() });
        if self.told(&self.draft.clone(), out).is_none() {
            self.draft = before;
            return;
        }
        for info in self.program.facts.iter() {
            let concerns = info.of.is_empty() || of.is_none_or(|of| info.of.contains(&of));
            let title = info.title.get(out.lang);
            let title = if title.is_empty() { info.name.as_str() } else { title };
            if !concerns {
                continue;
            }
            while let Some(Some(value)) = self.value(title, &info.ty, true, out) {
                let mut with = self.draft.clone();
                with.subjects.iter_mut().next_back().into_iter().for_each(|subject| {
                    subject.facts.push((info.name.clone(), value.clone()));
                });
                if self.told(&with, out).is_some() {
                    self.draft = with;
                    break;
                }
            }
        }
    }

    /// The kind of a subject, where there are several; nothing where the answers end.
    fn kind(&self, out: &mut Terminal) -> Option<Option<String>> {
        if self.program.kinds.len() <= 1 {
            return Some(None);
        }
        let said = self.program.kinds.iter().map(|kind| match kind.title.get(out.lang) {
            "" => kind.name.clone(),
            title => format!("{} {title}", kind.name),
        });
        let known = said.collect::<Vec<_>>().join(" / ");
        loop {
            let answer = ask(out, Phrase::RecordKind, &[("known", known.as_str().into())])?;
            if self.program.kinds.iter().any(|kind| kind.name == answer) {
                return Some(Some(answer));
            }
        }
    }

    /// Something is learnt of a subject.
    fn learn(&mut self, out: &mut Terminal) {
        let names: Vec<&str> = self.program.facts.iter().map(|fact| fact.name.as_str()).collect();
        let known = Word::from(names.join(out.lang.list_separator()));
        let ask_all = || -> Option<(String, String)> {
            let subject = ask(out, Phrase::RecordOf, &[])?;
            let fact = ask(out, Phrase::RecordFact, &[("known", known)])?;
            let found = self.program.facts.find(|info| info.name == fact);
            let value = match found {
                Some((_, info)) => {
                    let title = info.title.get(out.lang);
                    self.value(title, &info.ty, false, out)??
                }
                None => return Some((subject, format!("{}: unknown", quoted(&fact)))),
            };
            Some((subject, format!("{}: {value}", quoted(&fact))))
        };
        let Some((subject, fact)) = ask_all() else { return };
        let (date, subject) = (quoted(&self.day.to_string()), quoted(&subject));
        let mut with = self.draft.clone();
        with.lines.push(format!("(date: {date}, learn: {subject}, facts: {{ {fact} }})"));
        if self.told(&with, out).is_some() {
            self.draft = with;
        }
    }

    /// Writes the story with what it came to as what it expects.
    fn save(&mut self, played: &Played, out: &mut Terminal) -> Result<Exit, Exit> {
        let teller = Teller::today(self.program, &played.plan.cast, &played.world, out.lang);
        let states = configurations(self.program, &played.world).into_iter().map(|(id, states)| {
            let names: Vec<String> = states.iter().map(|state| quoted(state)).collect();
            let said = match names.as_slice() {
                [only] => only.clone(),
                all => format!("[{}]", all.join(", ")),
            };
            format!("{}: {said}", quoted(&teller.instance(id)))
        });
        let states: Vec<String> = states.collect();
        if !states.is_empty() {
            self.draft.expect = Some(format!("states: {{ {} }}", states.join(", ")));
        }
        // The clock may have moved on after the last line.
        self.draft.until = Some(played.world.today().to_string());
        let text = self.draft.text();
        let fails = |error: ReadError, out: &mut Terminal| {
            let why = crate::policy::read::read_error(&error);
            let path = Word::from(self.file.to_string_lossy().into_owned());
            out.complain(Phrase::CannotWritePath, vec![("path", path), ("why", why)]);
            Exit::CannotRun
        };
        if let Some(folder) = self.file.parent() {
            Disk.make_folder(folder).map_err(|error| fails(error, out))?;
        }
        Disk.write(&self.file, &text).map_err(|error| fails(error, out))?;
        let args = [("path", self.file.to_string_lossy().into_owned().into())];
        out.line(&Phrase::RecordSaved.with(out.lang, &args));
        Ok(Exit::Well)
    }
}
