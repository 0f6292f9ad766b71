//! A comparison in sentences, part by part: a screen takes what fits, a page all.

use std::path::PathBuf;

use super::words::{Operation, element_title};
use crate::compare::{By, Group, Lacks, Matter, Sum, Titled, Told, Turn, Untested, Versus, Whole};
use crate::lang::{Lang, Phrase, Text, Word, money_text};
use crate::program::Program;
use crate::report::difference_cells;

/// What a report is made of.
pub struct Comparison<'c> {
    /// What is compared: the bundle, or both sides.
    pub name: String,
    /// The baseline.
    pub before: &'c Program,
    /// With all operations.
    pub after: &'c Program,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The folder in which the stories lie.
    pub room: PathBuf,
    /// The file and the title of each story.
    pub stories: Vec<(PathBuf, Text)>,
    /// What was found.
    pub whole: &'c Whole,
    /// Why a story could not be compared, by its position, as far as it is known.
    pub reasons: Vec<(usize, String)>,
    /// For a story, the operation that turned it.
    pub bisected: Option<(usize, Option<usize>)>,
}

/// A comparison in sentences.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// What is compared.
    pub head: String,
    /// The operations, each with its words.
    pub operations: Vec<Vec<String>>,
    /// The operations that no story feels.
    pub untested: Vec<Vec<String>>,
    /// What nobody asked for.
    pub unasked: Vec<String>,
    /// How many stories, how much money.
    pub summary: Vec<String>,
    /// What turns, each group in two lines.
    pub groups: Vec<Vec<String>>,
    /// What an operation alone would bring.
    pub undone: Vec<Vec<String>>,
    /// What else has to be told.
    pub notes: Vec<String>,
    /// By story, each with its turns and what follows.
    pub stories: Vec<(usize, String, Vec<String>)>,
}

/// The sign by which an operation is called: ①, and (21) beyond twenty.
pub fn sign(at: usize) -> String {
    let circled = u32::try_from(at).ok().filter(|at| *at < 20).map(|at| 0x2460 + at);
    match circled.and_then(char::from_u32) {
        Some(sign) => sign.to_string(),
        None => format!("({})", at + 1),
    }
}

impl Comparison<'_> {
    /// The sentences.
    pub fn parts(&self, lang: Lang) -> Parts {
        let whole = self.whole;
        let count = |count: usize| Word::from(count.to_string());
        let head = [
            ("name", self.name.as_str().into()),
            ("operations", count(self.operations.len())),
            ("stories", count(self.stories.len())),
        ];
        let mut parts = Parts { head: Phrase::ComparedHead.with(lang, &head), ..Parts::default() };
        let told = self.operations.iter().enumerate();
        parts.operations = told.map(|(at, one)| self.operation(at, one, lang)).collect();
        parts.untested =
            whole.untested.iter().map(|untested| self.untested(untested, lang)).collect();
        let unasked = whole.unasked.iter().map(|unasked| {
            let by: Vec<String> = unasked.by.iter().map(|at| sign(*at)).collect();
            let mut articles: Vec<String> =
                unasked.articles.iter().map(|article| article.cite(lang)).collect();
            articles.dedup();
            let told = unasked.told.say(lang);
            let parts = [by.concat(), told, articles.join(lang.list_separator())];
            let parts: Vec<&str> =
                parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            format!("   {}", parts.join(" "))
        });
        parts.unasked = unasked.collect();
        parts.summary = self.summary(lang);
        parts.groups = whole.groups.iter().map(|group| self.group(group, lang)).collect();
        parts.undone = whole.undone.iter().map(|group| self.group(group, lang)).collect();
        parts.notes = self.notes(lang);
        parts.stories = whole
            .stories
            .iter()
            .enumerate()
            .filter(|(_, versus)| !versus.turns().is_empty())
            .map(|(at, versus)| (at, self.story_name(at, lang), self.story(at, versus, lang)))
            .collect();
        parts
    }

    fn operation(&self, at: usize, operation: &Operation, lang: Lang) -> Vec<String> {
        let number = sign(at);
        let mut lines = Vec::new();
        for (what, old, new) in &operation.values {
            let args = [
                ("number", number.as_str().into()),
                ("name", operation.name.as_str().into()),
                ("what", what.as_str().into()),
                ("old", old.as_str().into()),
                ("new", new.as_str().into()),
            ];
            let phrase = match old.is_empty() && new.is_empty() {
                true => Phrase::ComparedElement,
                false => Phrase::ComparedValue,
            };
            lines.push(phrase.with(lang, &args));
        }
        if let Some(title) = &operation.title {
            lines = vec![format!("{number} {} {title}", operation.name)];
        }
        if lines.is_empty() {
            lines.push(format!("{number} {}", operation.name));
        }
        lines.extend(operation.scopes.iter().map(|scope| format!("   {scope}")));
        for (article, old, new) in &operation.words {
            let args = [
                ("article", article.cite(lang).into()),
                ("old", old.as_str().into()),
                ("new", new.as_str().into()),
            ];
            lines.push(Phrase::ComparedWords.with(lang, &args));
        }
        lines
    }

    fn untested(&self, untested: &Untested, lang: Lang) -> Vec<String> {
        let name = self.operations.get(untested.operation);
        let name = name.map_or("", |operation| operation.name.as_str());
        let args = [("number", sign(untested.operation).into()), ("name", name.into())];
        let mut lines = vec![Phrase::ComparedUntested.with(lang, &args)];
        let (phrase, state, event) = match &untested.lacks {
            Lacks::Nothing => {
                lines.push(Phrase::ComparedNoUse.plain(lang).to_owned());
                return lines;
            }
            Lacks::ToReach(state, event) => (Phrase::ComparedToReach, state, event),
            Lacks::ToDiffer(state, event) => (Phrase::ComparedToDiffer, state, event),
        };
        let Some(nearest) = untested.nearest else {
            lines.push(Phrase::ComparedNoStory.plain(lang).to_owned());
            return lines;
        };
        let event = match event {
            Some(event) => event.title.get(lang).to_owned(),
            None => Phrase::Automatic.plain(lang).to_owned(),
        };
        let args = [
            ("file", self.short(nearest).into()),
            ("state", state.title.get(lang).into()),
            ("event", event.into()),
        ];
        lines.push(phrase.with(lang, &args));
        lines
    }

    fn summary(&self, lang: Lang) -> Vec<String> {
        let whole = self.whole;
        let args = [
            ("changed", Word::from(whole.changed().to_string())),
            ("played", whole.played().to_string().into()),
            ("all", self.stories.len().to_string().into()),
        ];
        let mut lines = vec![Phrase::ComparedSummary.with(lang, &args)];
        let earliest = whole.groups.iter().min_by_key(|group| group.day);
        if let Some((group, address)) =
            earliest.and_then(|group| Some((group, address(&group.example.first.matter)?)))
        {
            let args = [("day", group.day.to_string().into()), ("address", address.into())];
            lines.push(Phrase::ComparedSince.with(lang, &args));
        }
        let mut sums: std::collections::BTreeMap<&Titled, Sum> = std::collections::BTreeMap::new();
        for (account, sum) in whole.groups.iter().flat_map(|group| &group.money) {
            sums.entry(account).or_default().add(*sum);
        }
        let told = sums.iter().filter(|(_, sum)| **sum != Sum::default());
        let told: Vec<String> = told.map(|(account, sum)| money(account, sum, lang)).collect();
        if !told.is_empty() {
            lines.push(told.join(lang.clause_separator()));
        }
        lines
    }

    /// A group in two lines: what turns and by what; for whom, since when, how much.
    fn group(&self, group: &Group, lang: Lang) -> Vec<String> {
        let turn = &group.example;
        let [_, _, before, after] = difference_cells(&turn.first, lang);
        let what = matter_words(&turn.first.matter, lang);
        let by = match group.days {
            Some((least, most)) if least == most => {
                let args =
                    [("days", signed(least).into()), ("abs", least.abs().to_string().into())];
                Phrase::ComparedDays.with(lang, &args)
            }
            Some((least, most)) => {
                let args = [("least", signed(least).into()), ("most", signed(most).into())];
                Phrase::ComparedDaysBetween.with(lang, &args)
            }
            None => {
                let args = [("before", before.into()), ("after", after.into())];
                Phrase::ComparedTurn.with(lang, &args)
            }
        };
        let grounds = self.grounds(turn, &group.by, lang);
        let args = [("what", what.into()), ("how", by.into()), ("by", grounds.into())];
        let first = Phrase::ComparedGroup.with(lang, &args);
        let args = [
            ("stories", Word::from(group.stories.len().to_string())),
            ("subjects", group.subjects.to_string().into()),
            ("day", group.day.to_string().into()),
            ("file", self.short(group.story).into()),
        ];
        let whom = match group.subjects {
            0 => Phrase::ComparedForNobody,
            _ => Phrase::ComparedFor,
        };
        let mut second = whom.with(lang, &args);
        if group.folded > 0 {
            let args = [("count", group.folded.to_string().into())];
            second += &Phrase::ComparedFolded.with(lang, &args);
        }
        for (account, sum) in group.money.iter().filter(|(_, sum)| **sum != Sum::default()) {
            second += lang.clause_separator();
            second += &money(account, sum, lang);
        }
        vec![first, second]
    }

    /// By what something turns: the operations, the articles, the elements.
    fn grounds(&self, turn: &Turn, by: &By, lang: Lang) -> String {
        let signs = |all: &[usize]| all.iter().map(|at| sign(*at)).collect::<String>();
        let operations = match by {
            By::One(at) => sign(*at),
            By::Each(all) => signs(all),
            By::Together(all) => {
                let joined: Vec<String> = all.iter().map(|at| sign(*at)).collect();
                Phrase::ComparedTogether.with(lang, &[("names", joined.join("+").into())])
            }
        };
        let articles: Vec<String> = turn.articles.iter().map(|one| one.cite(lang)).collect();
        let elements = turn.elements.iter();
        let elements: Vec<String> =
            elements.map(|one| element_title(one, self.before, self.after, lang)).collect();
        let parts = [
            operations,
            articles.join(lang.list_separator()),
            elements.join(lang.list_separator()),
        ];
        let parts: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// A story's turns with all that differs.
    fn story(&self, at: usize, versus: &Versus, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        for turn in versus.turns() {
            let [who, what, before, after] = difference_cells(&turn.first, lang);
            let by = self.whole.groups.iter().find(|group| {
                let example = &group.example;
                group.stories.contains(&at)
                    && example.elements == turn.elements
                    && example.articles == turn.articles
            });
            let by = by.map_or(By::One(0), |group| group.by.clone());
            let how = [("before", before.into()), ("after", after.into())];
            let args = [
                ("line", Word::from(turn.at().line.to_string())),
                ("day", turn.at().day.to_string().into()),
                ("who", who.into()),
                ("what", what.into()),
                ("how", Phrase::ComparedTurn.with(lang, &how).into()),
                ("by", self.grounds(turn, &by, lang).into()),
            ];
            lines.push(Phrase::ComparedStoryTurn.with(lang, &args));
            if turn.folded > 0 {
                let args = [("count", turn.folded.to_string().into())];
                lines.push(format!("  {}", Phrase::ComparedFoldedAll.with(lang, &args)));
            }
            for (who, account, sum) in &turn.money {
                lines.push(format!("  {} {}", who.name, money(account, sum, lang)));
            }
        }
        lines
    }

    fn story_name(&self, at: usize, lang: Lang) -> String {
        let title = self.stories.get(at).map_or("", |(_, title)| title.get(lang));
        format!("{}  {title}", self.file(at))
    }

    /// The file of a story, below the folder in which all lie.
    pub(super) fn short(&self, at: usize) -> String {
        let Some((file, _)) = self.stories.get(at) else { return String::new() };
        let inner = file.strip_prefix(&self.room).unwrap_or(file);
        inner.to_string_lossy().into_owned()
    }

    /// The file of a story.
    pub fn file(&self, at: usize) -> String {
        let file = self.stories.get(at).map(|(file, _)| file.to_string_lossy().into_owned());
        file.unwrap_or_default()
    }
}

fn signed(days: i64) -> String {
    format!("{days:+}")
}

fn money(account: &Titled, sum: &Sum, lang: Lang) -> String {
    let args = [
        ("account", account.title.get(lang).into()),
        ("owed", money_text(sum.owed).into()),
        ("paid", money_text(sum.paid).into()),
    ];
    Phrase::ComparedMoney.with(lang, &args)
}

/// The instance that a matter concerns.
fn address(matter: &Matter) -> Option<&str> {
    let address = match matter {
        Matter::Step(_, _, _, Told(address))
        | Matter::Delivery(_, _, address, _)
        | Matter::FirstDay(_, address, _)
        | Matter::LastDay(_, address, _)
        | Matter::State(address)
        | Matter::Duty(_, address, _)
        | Matter::Record(_, address, _) => address,
        Matter::Money(_) | Matter::Entry(..) => return None,
    };
    Some(address)
}

/// What turns, without whom and when.
fn matter_words(matter: &Matter, lang: Lang) -> String {
    let titled = |phrase: Phrase, titled: &Titled| {
        phrase.with(lang, &[("what", titled.title.get(lang).into())])
    };
    match matter {
        Matter::Step(_, _, event, _) | Matter::Delivery(_, event, ..) => {
            event.title.get(lang).to_owned()
        }
        Matter::FirstDay(event, ..) => titled(Phrase::ComparedFirstDay, event),
        Matter::LastDay(term, ..) => titled(Phrase::ComparedLastDay, term),
        Matter::State(_) => Phrase::ComparedState.plain(lang).to_owned(),
        Matter::Money(account) => account.title.get(lang).to_owned(),
        Matter::Entry(register, ..) => register.title.get(lang).to_owned(),
        Matter::Duty(duty, ..) => duty.title.get(lang).to_owned(),
        Matter::Record(record, ..) => record.title.get(lang).to_owned(),
    }
}
