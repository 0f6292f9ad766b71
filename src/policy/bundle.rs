//! A whole bundle.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::applies::Applies;
use super::article::{Article, ArticleRef, Paragraph};
use super::chapter::Chapter;
use super::declare::{
    Account, Choice, Event, Fact, Finding, Group, Kind, Obligation, Record, Register, Role,
};
use super::instrument::AmendedBy;
use super::machine::Machine;
use super::origin::Origin;
use super::parameter::Parameter;
use super::reading::Reading;
use super::relation::Relation;
use super::selection::Selection;
use super::shared::Shared;
use super::stage::Staged;
use super::uncovered::Uncovered;
use super::under::Under;
use super::validity::Validity;
use super::version::Versions;
use super::{Declared, Name};
use crate::calendar::{Counting, Table};
use crate::lang::{Phrase, Text, defined_names};
use crate::source::{FileId, Sources, Span};

/// `policy.ron`.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The bundle's name: that of its folder.
    pub id: String,
    /// The measure's title.
    pub title: Text,
    /// Whether the bundle carries a legal text; a plain chart does not.
    pub legal_text: bool,
    /// Whether commands mean this one where several are at hand and none is named.
    pub main: bool,
    /// When it is in force.
    pub validity: Option<Validity>,
    /// What it repeals.
    pub repeals: Vec<Text>,
    /// The calendar of working days.
    pub calendar: Option<Name>,
    /// How days are counted where a use does not say otherwise.
    pub counting: Counting,
    /// Where that way of counting comes from.
    pub counting_origin: Origin,
    /// Which day decides what applies, where a parameter does not say otherwise.
    pub applies: Option<Applies>,
    /// The bundle of the text before this one, where it continues one.
    pub continues: Option<Name>,
    /// The documents by which that text became this one, in order.
    pub amended_by: Vec<AmendedBy>,
    /// The files that follow.
    pub files: Vec<Name>,
    /// The place of the whole.
    pub at: Span,
}

/// A file of rules.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleFile {
    /// The file.
    pub file: FileId,
    /// The name by which `policy.ron` lists it.
    pub listed: Name,
}

/// Something that a change took away.
#[derive(Clone, Debug, PartialEq)]
pub struct Gone {
    /// What it was.
    pub kind: Phrase,
    /// Its name.
    pub name: String,
    /// The change.
    pub at: Span,
}

/// A measure as data.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// `policy.ron`.
    pub manifest: Shared<Manifest>,
    /// The text.
    pub articles: Shared<Vec<Article>>,
    /// The chapters of the text, each with its sections behind it.
    pub chapters: Shared<Vec<Chapter>>,
    /// Closed lists of values.
    pub choices: Shared<Declared<Choice>>,
    /// Kinds of subjects.
    pub kinds: Shared<Declared<Kind>>,
    /// Parameters.
    pub parameters: Shared<Declared<Parameter>>,
    /// Facts.
    pub facts: Shared<Declared<Fact>>,
    /// Findings.
    pub findings: Shared<Declared<Finding>>,
    /// Events.
    pub events: Shared<Declared<Event>>,
    /// Roles.
    pub roles: Shared<Declared<Role>>,
    /// Registers.
    pub registers: Shared<Declared<Register>>,
    /// Accounts of the ledger.
    pub accounts: Shared<Declared<Account>>,
    /// Obligations.
    pub obligations: Shared<Declared<Obligation>>,
    /// Kinds of records.
    pub records: Shared<Declared<Record>>,
    /// Groups of rules.
    pub groups: Shared<Declared<Group>>,
    /// Ambiguities and their meanings.
    pub readings: Shared<Declared<Reading>>,
    /// Rules that are replaced by others wherever they are asked.
    pub rule_swaps: Vec<(Name, Name)>,
    /// Rules that are replaced by others under some versions only.
    pub rule_swaps_under: Vec<(Name, Name, Under)>,
    /// The versions that stand side by side in it.
    pub versions: Versions,
    /// Periods that machines count otherwise than what was written.
    pub recounted: Vec<(Name, Counting)>,
    /// What the citations of some files mean, where that is another number than they say.
    pub meant: Shared<Vec<(FileId, BTreeMap<ArticleRef, ArticleRef>)>>,
    /// What changes took away.
    pub gone: Vec<Gone>,
    /// Stages that changes put into machines.
    pub stages: Vec<Staged>,
    /// Relations between outcomes.
    pub relations: Shared<Declared<Relation>>,
    /// What no story need show.
    pub uncovered: Shared<Vec<Uncovered>>,
    /// Selections.
    pub selections: Shared<Declared<Selection>>,
    /// Machines.
    pub machines: Shared<Vec<Machine>>,
    /// Files of rules.
    pub rule_files: Vec<RuleFile>,
    /// The published working days.
    pub calendar: Shared<Table>,
    /// The file of each piece with the place of each of its uses.
    pub uses: Shared<Vec<(FileId, Span)>>,
    /// The files read.
    pub sources: Sources,
}

impl Bundle {
    /// A bundle with nothing in it but its head and its working days.
    pub fn bare(manifest: Manifest, calendar: Table) -> Self {
        Self {
            manifest: manifest.into(),
            articles: Shared::default(),
            chapters: Shared::default(),
            choices: Shared::default(),
            kinds: Shared::default(),
            parameters: Shared::default(),
            facts: Shared::default(),
            findings: Shared::default(),
            events: Shared::default(),
            roles: Shared::default(),
            registers: Shared::default(),
            accounts: Shared::default(),
            obligations: Shared::default(),
            records: Shared::default(),
            groups: Shared::default(),
            readings: Shared::default(),
            rule_swaps: Vec::new(),
            rule_swaps_under: Vec::new(),
            versions: Default::default(),
            meant: Shared::default(),
            recounted: Vec::new(),
            gone: Vec::new(),
            stages: Vec::new(),
            relations: Shared::default(),
            uncovered: Shared::default(),
            selections: Shared::default(),
            machines: Shared::default(),
            rule_files: Vec::new(),
            calendar: calendar.into(),
            sources: Sources::default(),
            uses: Shared::default(),
        }
    }
    /// How a change counts that period, if one does.
    pub fn recounted(&self, period: &str) -> Option<Counting> {
        let found = self.recounted.iter().rev().find(|(name, _)| name.value == period);
        found.map(|(_, counting)| *counting)
    }
    /// What a citation in a file means: nearly always what it says.
    pub fn meant_by(&self, article: ArticleRef, file: FileId) -> ArticleRef {
        let of = self.meant.iter().find(|(known, _)| *known == file);
        of.and_then(|(_, meant)| meant.get(&article)).copied().unwrap_or(article)
    }
    /// Whether all runs in it as in another: both are alike but for the words of the text, the files and
    /// the uses of pieces.
    pub fn runs_as(&self, other: &Self) -> bool {
        // Taken apart so that nothing that is added later is forgotten here.
        let Self {
            manifest,
            articles: _,
            chapters: _,
            choices,
            kinds,
            parameters,
            facts,
            findings,
            events,
            roles,
            registers,
            accounts,
            obligations,
            records,
            groups,
            readings,
            rule_swaps,
            rule_swaps_under,
            versions,
            recounted,
            meant,
            gone,
            stages,
            selections,
            machines,
            rule_files,
            calendar,
            relations: _,
            uncovered: _,
            uses: _,
            sources: _,
        } = self;
        *manifest == other.manifest
            && *parameters == other.parameters
            && *rule_swaps == other.rule_swaps
            && *rule_swaps_under == other.rule_swaps_under
            && *recounted == other.recounted
            && *rule_files == other.rule_files
            && *stages == other.stages
            && *gone == other.gone
            && *meant == other.meant
            && *selections == other.selections
            && *choices == other.choices
            && *kinds == other.kinds
            && *facts == other.facts
            && *findings == other.findings
            && *events == other.events
            && *roles == other.roles
            && *registers == other.registers
            && *accounts == other.accounts
            && *obligations == other.obligations
            && *records == other.records
            && *groups == other.groups
            && *readings == other.readings
            && *versions == other.versions
            && *calendar == other.calendar
            && *machines == other.machines
    }
    /// The names of what the measure speaks of, which no comparison takes apart: its roles and kinds of
    /// subjects, and what its text calls so.
    pub fn names(&self) -> Vec<String> {
        let roles = self.roles.iter().map(|(_, role)| role.title.zh.clone());
        let kinds = self.kinds.iter().map(|(_, kind)| kind.title.zh.clone());
        let texts = self.articles.iter().flat_map(|article| &article.paragraphs);
        let defined = texts.flat_map(Paragraph::texts).flat_map(|text| defined_names(&text.value));
        let mut names: Vec<String> = roles.chain(kinds).chain(defined.map(str::to_owned)).collect();
        names.retain(|name| name.chars().count() > 1);
        names.sort();
        names.dedup();
        names
    }
    /// Whether a change of a reading names a word.
    pub fn readings_mention(&self, word: &str) -> bool {
        let options = self.readings.iter().flat_map(|(_, reading)| &reading.options);
        let mut changes = options.flat_map(|(_, option)| option.all_changes());
        let is_part = |character: char| character == '_' || character.is_alphanumeric();
        changes.any(|change| {
            let text = self.sources.text(change.at);
            text.split(|character| !is_part(character)).any(|found| found == word)
        })
    }
    /// The words of the rule files: what only a reading asks is compiled for that reading alone, and
    /// calls helpers and reads facts all the same.
    pub fn rule_words(&self) -> RuleWords {
        let files = self.rule_files.iter();
        let files = files.map(|RuleFile { file, .. }| {
            (*file, self.sources.file(*file).made(|file| Words::of(&file.text)))
        });
        RuleWords { files: files.collect() }
    }
}

/// Each word of a file with the places where it stands.
struct Words(BTreeMap<String, Vec<usize>>);

impl Words {
    fn of(text: &str) -> Self {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut at = 0;
        for word in text.split(|letter| !is_of_a_word(letter)) {
            if !word.is_empty() {
                found.entry(word.to_owned()).or_default().push(at);
            }
            let gap = text.get(at + word.len()..).and_then(|rest| rest.chars().next());
            at += word.len() + gap.map_or(0, char::len_utf8);
        }
        Self(found)
    }
}

/// The words of the rule files.
pub struct RuleWords {
    files: Vec<(FileId, Arc<Words>)>,
}

impl RuleWords {
    /// Whether some rule file names a word elsewhere than at `own`.
    pub fn mention(&self, word: &str, own: Option<Span>) -> bool {
        let is_own = |file: FileId, at: usize| {
            own.is_some_and(|own| own.file == file && own.start as usize == at)
        };
        self.files.iter().any(|(file, words)| {
            let places = words.0.get(word).into_iter().flatten();
            places.copied().any(|at| !is_own(*file, at))
        })
    }
}

/// What a name in a rule is made of; marks that join the letter before them included.
fn is_of_a_word(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric() || unicode_ident::is_xid_continue(letter)
}
