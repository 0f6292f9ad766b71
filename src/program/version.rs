//! The versions of a measure, resolved: the parts of its amendments, whom each concerns, and what
//! becomes of cases and terms on the day of effect (DESIGN 9.1, 9.4, 9.5).

use super::Program;
use super::applies::Applies;
use crate::calendar::Day;
use crate::chart::{EventId, StateId};
use crate::lang::{Phrase, Text, Word};
use crate::policy::{ArticleRef, Assumed, Renumbered, Running, Under, Validity, Version};
use crate::rule::{AccountId, MachineId, ParamId, RegisterId};
use crate::source::Span;

/// A case that waits in a state on the day of effect goes on in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveInfo {
    /// The machine.
    pub machine: MachineId,
    /// The state in which it waits.
    pub from: StateId,
    /// The state in which it goes on.
    pub to: StateId,
}

/// Of two versions the milder one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilderInfo {
    /// The acts that decide.
    pub decided: Vec<EventId>,
    /// By what the better outcome is known, in order.
    pub better: Vec<BetterInfo>,
}

/// By what of two outcomes the better one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BetterInfo {
    /// Nothing is entered in a register.
    Absent(RegisterId),
    /// What is entered in a register ends sooner.
    Sooner(RegisterId),
    /// Less is given on an account.
    Less(AccountId),
    /// More is given on an account.
    More(AccountId),
    /// The case stands in a state of this name, in whatever machine hears the act.
    Stands(Vec<(MachineId, StateId)>),
}

impl BetterInfo {
    /// The word by which it is written.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Absent(_) => "absent",
            Self::Sooner(_) => "sooner",
            Self::Less(_) => "less",
            Self::More(_) => "more",
            Self::Stands(_) => "stands",
        }
    }
    /// The name of what it looks at.
    pub fn name<'p>(&self, program: &'p Program) -> &'p str {
        match self {
            Self::Absent(register) | Self::Sooner(register) => &program.registers[*register].name,
            Self::Less(account) | Self::More(account) => &program.accounts[*account].name,
            Self::Stands(states) => states.first().map_or("", |(machine, state)| {
                program.machines[*machine].states[*state].name.as_str()
            }),
        }
    }
}

/// Operations that apply to the same instances from the same day on.
#[derive(Clone, Debug)]
pub struct PartInfo {
    /// The amendment's name.
    pub amendment: String,
    /// What people call the amendment.
    pub title: Text,
    /// Its place.
    pub at: Span,
    /// The day of effect.
    pub from: Day,
    /// Which day is compared with it.
    pub applies: Applies,
    /// Where the milder version applies to conduct before it.
    pub milder: Option<MilderInfo>,
    /// What becomes of terms that run by these parameters.
    pub running: Vec<(ParamId, Running)>,
    /// Where cases go on.
    pub moves: Vec<MoveInfo>,
    /// The days on which the measure is in force, where this part sets them anew.
    pub validity: Option<Validity>,
}

impl PartInfo {
    /// To whom it applies, in words.
    pub fn whom(&self, program: &Program) -> Word {
        match &self.milder {
            Some(milder) => {
                let titles =
                    milder.decided.iter().map(|&event| (&program.events[event].title).into());
                let event = Word::List(titles.collect());
                Word::Phrase(Phrase::TimelineWhomMilder, vec![("event", event)])
            }
            None => self.applies.whom(program),
        }
    }
}

/// The versions of a measure.
#[derive(Clone, Debug, Default)]
pub struct VersionTable {
    /// The parts, in the order of their effect.
    pub parts: Vec<PartInfo>,
    /// The parts that each version holds, a bit for each; the first holds none.
    pub held: Vec<u64>,
    /// The texts that amendments make, in their order.
    pub texts: Vec<Renumbered>,
    /// What amendments supply where a story does not tell it.
    pub assumed: Vec<Assumed>,
}

impl VersionTable {
    /// Whether there is one version only.
    pub fn is_single(&self) -> bool {
        self.parts.is_empty()
    }
    /// Whether some part counts terms of a parameter again.
    pub fn recounts(&self, parameter: ParamId) -> bool {
        let mut all = self.parts.iter().flat_map(|part| &part.running);
        all.any(|(of, running)| *of == parameter && *running != Running::Keep)
    }
    /// Whether some part says what becomes of terms of a parameter.
    pub fn says_of(&self, parameter: ParamId) -> bool {
        let mut all = self.parts.iter().flat_map(|part| &part.running);
        all.any(|(of, _)| *of == parameter)
    }
    /// The number of an article in the text that is in force on a day; none before the text that it is
    /// of.
    pub fn number_on(&self, day: Day, article: ArticleRef) -> Option<ArticleRef> {
        let text = self.texts.iter().rev().find(|text| text.from <= day);
        match text.map(|text| text.now.get(&article)) {
            Some(Some(other)) => Some(*other),
            Some(None) => Some(article.as_new(false)),
            None => (!article.is_new).then_some(article),
        }
    }
    /// The version that holds these parts; where none does, that of the most of them.
    pub fn of(&self, parts: u64) -> Version {
        let within = self.held.iter().enumerate().filter(|(_, held)| **held & !parts == 0);
        let most = within.max_by_key(|(_, held)| held.count_ones());
        Version(most.and_then(|(at, _)| u8::try_from(at).ok()).unwrap_or_default())
    }
    /// The parts that are wanting, and those that are too many, of those that hold, for what stands
    /// under some versions to stand: the fewest. None where no version has it.
    pub fn apart(&self, parts: u64, under: Under) -> Option<(u64, u64)> {
        let versions = (0_u8..).map(Version).zip(&self.held);
        let having = versions.filter(|(version, _)| under.holds(*version));
        having
            .map(|(_, held)| (held & !parts, parts & !held))
            .min_by_key(|(wanting, over)| (wanting.count_ones() + over.count_ones(), *wanting))
    }
    /// The first of some parts.
    pub fn first_of(&self, parts: u64) -> Option<&PartInfo> {
        self.parts.iter().enumerate().find(|(at, _)| parts & (1 << at) != 0).map(|(_, part)| part)
    }
    /// The parts of which the day of effect has come.
    pub fn begun(&self, day: Day) -> u64 {
        let begun = self.parts.iter().enumerate().filter(|(_, part)| part.from <= day);
        begun.fold(0, |parts, (at, _)| parts | 1 << at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ident::Id;
    use crate::source::FileId;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn table() -> VersionTable {
        let part = |from: &str| PartInfo {
            amendment: String::new(),
            title: Text::default(),
            at: Span::new(FileId::new(0), 0, 0),
            from: day(from),
            applies: Applies::Act,
            milder: None,
            running: Vec::new(),
            moves: Vec::new(),
            validity: None,
        };
        let parts = vec![part("2026-10-01"), part("2026-11-01")];
        VersionTable { parts, held: vec![0, 0b01, 0b11], texts: Vec::new(), assumed: Vec::new() }
    }

    #[test]
    fn a_part_has_begun_on_its_day_of_effect_and_not_before() {
        for (on, begun) in
            [("2026-09-30", 0), ("2026-10-01", 0b01), ("2026-10-31", 0b01), ("2026-11-01", 0b11)]
        {
            assert_eq!(table().begun(day(on)), begun, "{on}");
        }
    }

    #[test]
    fn what_is_apart_is_the_least_that_must_come_or_go() {
        let later = Under::only(Version(1)).or(Under::only(Version(2)));
        assert_eq!(table().apart(0, later), Some((0b01, 0)));
        assert_eq!(table().apart(0, Under::only(Version(2))), Some((0b11, 0)));
        assert_eq!(table().apart(0b11, Under::only(Version(0))), Some((0, 0b11)));
        assert_eq!(table().apart(0b01, later), Some((0, 0)));
        assert_eq!(table().apart(0, Under::NONE), None);
    }

    #[test]
    fn the_version_is_that_of_the_most_parts_and_holds_no_other() {
        for (parts, version) in [(0, 0), (0b01, 1), (0b11, 2), (0b10, 0)] {
            assert_eq!(table().of(parts), Version(version), "{parts:b}");
        }
    }
}
