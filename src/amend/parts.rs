//! The parts of amendments: operations of one amendment that apply to the same instances from the
//! same day on; and the versions of the measure that can come of them (DESIGN 9.1, 9.4).

use std::collections::{BTreeMap, BTreeSet};

use super::cited;
use super::conflict::between_edits;
use super::find::names_in;
use super::lay::{Overlay, lay};
use super::unite::unite;
use super::words::{Rewritten, rewrite};
use crate::calendar::Day;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{
    Amendment, Answer, Applies, ArticleRef, Assumed, Bundle, Change, ChangeKind, Edit, Machine,
    Move, Name, Part, Shared, Under, Version, Versions, Whom,
};
use crate::source::FileId;

/// A part with what it changes.
struct Portion {
    part: Part,
    whom: Whom,
    /// The amendment, by its position.
    of: usize,
    changes: Vec<Change>,
}

/// A measure under amendments.
#[derive(Debug)]
pub struct Amended {
    /// Each version by itself, the measure as published first.
    pub versions: Vec<Bundle>,
    /// The parts, and which of them each version holds.
    pub table: Versions,
    /// What the amendments make of the words, each of the text before it.
    pub rewritten: Vec<Rewritten>,
    /// What they insert, by its number in the text after all of them.
    pub inserted: BTreeSet<ArticleRef>,
    /// What the citations in the files of the amendments mean.
    meant: Meant,
}

/// What the citations of some files mean, where that is another number than they say.
type Meant = Shared<Vec<(FileId, BTreeMap<ArticleRef, ArticleRef>)>>;

impl Amended {
    /// The parts that a version holds.
    pub fn parts_of(&self, version: Version) -> impl Iterator<Item = &Part> {
        let held = self.table.held.get(usize::from(version.0)).copied().unwrap_or_default();
        let parts = self.table.parts.iter().enumerate();
        parts.filter(move |(at, _)| held & (1_u64 << (at % 64)) != 0).map(|(_, part)| part)
    }
    /// The bundle in which all versions stand side by side.
    pub fn united(&self, problems: &mut Problems) -> Option<Bundle> {
        let at = self.table.parts.last().map(|part| part.at)?;
        let mut united = unite(&self.versions, at, problems)?;
        united.versions = self.table.clone();
        united.meant = self.meant.clone();
        Some(united)
    }
}

/// Lays amendments on a bundle, in their order; under each version the readings and wishes of an
/// overlay are laid last.
pub fn amended(
    bundle: &Bundle,
    amendments: &[Amendment],
    overlay: &Overlay,
    problems: &mut Problems,
) -> Amended {
    let mut rewritten = Vec::with_capacity(amendments.len());
    let mut portions: Vec<Portion> = Vec::new();
    let mut text = bundle.clone();
    for (of, amendment) in amendments.iter().enumerate() {
        let after = rewrite(&text, amendment, problems);
        between_edits(&text, amendment, problems);
        titles_stay(amendment, problems);
        let mut all = Vec::new();
        for (edit, edited) in amendment.edits.iter().zip(&after.edits) {
            let changes = edited.derived.iter().chain(edit.runs.changes());
            let changes: Vec<Change> = changes.cloned().collect();
            all.extend(changes.iter().cloned());
            portion(&mut portions, &text, (of, amendment, edit), changes, problems);
        }
        // The act is in force for all alike, from the day of effect on.
        let own = portions.iter_mut().filter(|portion| portion.of == of);
        if let (Some(validity), Some(own)) =
            (&after.validity, own.max_by_key(|portion| portion.part.from))
        {
            own.part.validity = Some(validity.clone());
        }
        // The next amendment speaks of the text and the values after this one.
        let so_far = Overlay { readings: Vec::new(), changes: all };
        let mut known = Problems::default();
        text = lay(&text, &so_far, &mut known);
        text.articles.clone_from(&after.articles);
        text.chapters.clone_from(&after.chapters);
        text.manifest.title.clone_from(&after.title);
        text.sources.clone_from(&after.sources);
        rewritten.push(after);
    }
    portions.sort_by_key(|portion| portion.part.from);
    let held = held(&portions, problems);
    // The places of the amended texts are shown too.
    let mut bundle = bundle.clone();
    bundle.sources.clone_from(&text.sources);
    let bundle = &bundle;
    let meant = Meant::from(cited::meant(amendments, &rewritten));
    let mut versions = Vec::with_capacity(held.len());
    for held in &held {
        let mut version = version(bundle, amendments, &portions, *held, overlay, problems);
        version.meant = meant_in(&meant, amendments, &portions, *held);
        cited::resolve(&mut version);
        versions.push(version);
    }
    let parts = portions.into_iter().map(|portion| portion.part).collect();
    let supplying = amendments.iter().filter(|one| !one.assume.is_empty());
    let assumed = supplying
        .map(|one| Assumed { title: one.title.clone(), what: one.assume.clone() })
        .collect();
    let texts = cited::texts(amendments, &rewritten);
    let table = Versions { parts, held, texts, assumed };
    let inserted = cited::inserted(&rewritten);
    Amended { versions, table, rewritten, inserted, meant }
}

/// Tells that what an amendment calls otherwise is told by its name before: one world has one name
/// for what both versions share.
fn titles_stay(amendment: &Amendment, problems: &mut Problems) {
    let changes = amendment.edits.iter().flat_map(|edit| edit.runs.changes());
    for change in changes.filter(|change| matches!(change.kind, ChangeKind::Title { .. })) {
        problems.add(Problem::TitleStays, change.at, vec![]);
    }
}

/// Adds an edit to the part of its amendment that applies to the same instances.
fn portion(
    portions: &mut Vec<Portion>,
    text: &Bundle,
    (of, amendment, edit): (usize, &Amendment, &Edit),
    changes: Vec<Change>,
    problems: &mut Problems,
) {
    let whom = amendment.whom(edit).clone();
    let reaches_back = edit.reaches_back.is_some() || amendment.reaches_back.is_some();
    let from = if reaches_back { Day::MIN } else { amendment.effective.value };
    let known = portions
        .iter()
        .position(|known| known.of == of && known.whom == whom && known.part.from == from);
    let at = known.unwrap_or_else(|| {
        let part = Part {
            amendment: amendment.name.clone(),
            title: amendment.title.clone(),
            at: amendment.at,
            from,
            applies: Some(whom.day().clone()),
            milder: match &whom {
                Whom::Milder(milder) => Some(milder.clone()),
                Whom::All | Whom::By(_) => None,
            },
            running: Vec::new(),
            moves: Vec::new(),
            validity: None,
        };
        portions.push(Portion { part, whom, of, changes: Vec::new() });
        portions.len() - 1
    });
    let Some(portion) = portions.get_mut(at) else { return };
    if let Some(running) = &edit.running {
        let lengths = changes.iter().filter_map(|change| match &change.kind {
            ChangeKind::Parameter { name, .. }
            | ChangeKind::Values { name, .. }
            | ChangeKind::Row { name, .. } => Some(name),
            _ => None,
        });
        portion.part.running.extend(lengths.map(|name| (name.clone(), running.value)));
    }
    for (state, answer) in &edit.cases_in {
        let to = match answer {
            Answer::Stay => None,
            Answer::To(to) => Some(to.clone()),
        };
        match machines_of(text, &changes, state) {
            Some(found) => {
                let moves = found.into_iter();
                let to = || to.clone();
                portion.part.moves.extend(moves.map(|(machine, from)| Move {
                    machine,
                    from,
                    to: to(),
                }));
            }
            None => {
                let args =
                    vec![("name", state.value.as_str().into()), ("kind", Phrase::State.into())];
                let states = text.machines.iter().flat_map(|machine| names_in(&machine.root));
                let states: Vec<&str> = states.collect();
                let wrong = Diagnostic::new(Problem::UnknownName, state.span, args);
                problems.push(wrong.with_nearest(state, states.iter().copied()));
            }
        }
    }
    portion.changes.extend(changes);
}

/// The machines whose state an answer means: the one before a dot, else those that the edit changes
/// and that have such a state; none where no machine has it.
fn machines_of(text: &Bundle, changes: &[Change], state: &Name) -> Option<Vec<(Name, Name)>> {
    if let Some((machine, inner)) = state.value.split_once('.') {
        let at = |text: &str, from| Name::new(text.to_owned(), state.span.part(from, text.len()));
        return Some(vec![(at(machine, 0), at(inner, machine.len() + 1))]);
    }
    let having = text.machines.iter();
    let having = having.filter(|machine| names_in(&machine.root).contains(&state.value.as_str()));
    let having: Vec<&Machine> = having.collect();
    let changed = |machine: &&&Machine| {
        changes.iter().any(|change| change.machine() == Some(machine.name.value.as_str()))
    };
    let named =
        |machine: &&Machine| (Name::new(machine.name.value.clone(), state.span), state.clone());
    (!having.is_empty()).then(|| having.iter().filter(changed).map(named).collect())
}

/// The sets of parts that can occur: where two look to the same day, the later one never holds
/// without the earlier.
fn held(portions: &[Portion], problems: &mut Problems) -> Vec<u64> {
    let mut sets = vec![0_u64];
    for (at, portion) in portions.iter().enumerate() {
        let bit = 1_u64 << (at % 64);
        let same = |other: &&(usize, &Portion)| {
            other.1.whom == portion.whom
                || portion.whom == Whom::All && other.1.whom == Whom::By(Applies::Act)
        };
        let before: Vec<(usize, &Portion)> = portions.iter().enumerate().take(at).collect();
        let needed = before.iter().filter(same).fold(0, |bits, (at, _)| bits | 1_u64 << (at % 64));
        let with: Vec<u64> =
            sets.iter().filter(|set| *set & needed == needed).map(|set| set | bit).collect();
        sets.extend(with);
        if sets.len() > Under::MOST {
            let args = vec![("count", sets.len().to_string().into())];
            problems.add(Problem::TooManyVersions, portion.part.at, args);
            sets.truncate(Under::MOST);
            break;
        }
    }
    sets
}

/// What citations mean in a version: of an amendment of which it holds nothing it has no file.
fn meant_in(meant: &Meant, amendments: &[Amendment], portions: &[Portion], held: u64) -> Meant {
    let is_held = |of: usize| {
        let mut own = portions.iter().enumerate().filter(|(_, portion)| portion.of == of);
        own.any(|(at, _)| held & (1_u64 << (at % 64)) != 0)
    };
    let is_there = |file: FileId| {
        amendments.iter().enumerate().any(|(of, amendment)| {
            let mut rules = amendment.rule_files.iter();
            let own = amendment.at.file == file || rules.any(|rules| rules.file == file);
            own && is_held(of)
        })
    };
    if meant.iter().all(|(file, _)| is_there(*file)) {
        return meant.clone();
    }
    let there = meant.iter().filter(|(file, _)| is_there(*file)).cloned();
    there.collect::<Vec<_>>().into()
}

/// One version by itself: the parts that it holds, in the order of the amendments.
fn version(
    bundle: &Bundle,
    amendments: &[Amendment],
    portions: &[Portion],
    held: u64,
    overlay: &Overlay,
    problems: &mut Problems,
) -> Bundle {
    let mut beneath = bundle.clone();
    let mut changes = Vec::new();
    for (of, amendment) in amendments.iter().enumerate() {
        let mine = portions
            .iter()
            .enumerate()
            .filter(|(at, portion)| portion.of == of && held & (1_u64 << (at % 64)) != 0);
        let mut any = false;
        for (_, portion) in mine {
            any = true;
            changes.extend(portion.changes.iter().cloned());
        }
        if any {
            beneath.rule_files.extend(amendment.rule_files.iter().cloned());
        }
        beneath.uses.extend(amendment.uses.iter().copied());
    }
    changes.extend(overlay.changes.iter().cloned());
    let all = Overlay { readings: overlay.readings.clone(), changes };
    lay(&beneath, &all, problems)
}
