//! Stories: read once, planned against a program.

use std::path::{Path, PathBuf};

use super::known::Known;
use crate::amend::{amendments_in, stem};
use crate::calendar::Table;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::read::{AMENDMENTS, MANIFEST, Pieces, read_amendment, read_calendar_beside};
use crate::policy::{Amendment, Name};
use crate::program::Program;
use crate::scenario::{Plan, Scenario, branches, plan, read_scenario};
use crate::source::{Disk, Door, FileId, ReadError, Sources, Span};

/// The calendar of that name beside a bundle whose files were read.
fn calendar_of(
    door: &dyn Door,
    of_bundle: &Sources,
    name: &Name,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Table> {
    read_calendar_beside(door, folder_of(of_bundle), name, sources, problems)
}

/// An amendment that a story assumes: one of its bundle's, never a file elsewhere.
fn assumed(
    door: &dyn Door,
    folder: &Path,
    named: &Name,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Amendment> {
    let file = format!("{}.ron", named.value);
    if let Ok(path) = door.inside(&folder.join(AMENDMENTS), &file) {
        return read_amendment(door, folder, &path, sources, problems);
    }
    let stem = |path: &PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    let known: Vec<String> = amendments_in(door, folder).iter().filter_map(stem).collect();
    let args = vec![("name", named.value.as_str().into()), ("kind", Phrase::Amendment.into())];
    let wrong = Diagnostic::new(Problem::UnknownName, named.span, args);
    problems.push(wrong.with_nearest(named, known.iter().map(String::as_str)));
    None
}

/// The folder of a bundle whose files were read.
fn folder_of(of_bundle: &Sources) -> &Path {
    let manifest = of_bundle.iter().find(|(_, file)| Path::new(&file.path).ends_with(MANIFEST));
    let folder = manifest.and_then(|(_, file)| Path::new(&file.path).parent());
    folder.unwrap_or(Path::new(""))
}

/// What is wrong in a piece is told with the place that uses it.
pub(super) fn used_here(uses: &[(FileId, Span)], span: Span) -> Option<(Span, Phrase)> {
    let used = uses.iter().find(|(file, _)| *file == span.file);
    used.map(|&(_, at)| (at, Phrase::PieceUsedHere))
}

/// A scenario that was read and planned.
pub struct Planned {
    /// The plan, where there is no error.
    pub plan: Option<Plan>,
    /// The bundle's files and the scenario's.
    pub sources: Sources,
    /// What was found.
    pub problems: Problems,
}

/// Reads a scenario's file and plans it against a program. A story that assumes readings or values
/// is not told under a program that does not.
///
/// # Errors
/// Why the file cannot be read.
pub fn plan_file(path: &Path, program: &Program) -> Result<Planned, ReadError> {
    Ok(Story::read(&Disk, path, &program.sources)?.plan(program))
}

/// A scenario in memory: as it was read, before any program.
pub struct Story {
    pub(super) scenario: Option<Scenario>,
    /// The bundle's files and the scenario's, its pieces included.
    pub(super) sources: Sources,
    /// The file of each piece with the place of each of its uses.
    uses: Vec<(FileId, Span)>,
    /// The amendments that it assumes.
    pub(super) amendments: Vec<Amendment>,
    /// The same under each other law that it names, each with its amendments.
    branches: Vec<(Vec<String>, Scenario, Vec<Amendment>)>,
    /// What is wrong in how it is written.
    problems: Problems,
    /// What is known of the versions under what it assumes.
    pub(super) known: Known,
}

impl Story {
    /// Reads a scenario's file behind a door; its place is told beside the files of its bundle.
    ///
    /// # Errors
    /// Why the file cannot be read.
    pub fn read(door: &dyn Door, path: &Path, of_bundle: &Sources) -> Result<Self, ReadError> {
        let text = door.read(path)?;
        let mut sources = of_bundle.clone();
        let file = sources.add(path.to_string_lossy().into_owned(), text);
        let mut problems = Problems::default();
        let mut pieces = Pieces::of_story(door, path);
        let mut scenario = read_scenario(&mut pieces, &mut sources, file, &mut problems);
        for assumed in scenario.iter_mut().flat_map(|scenario| &mut scenario.assumed) {
            let table =
                calendar_of(door, of_bundle, &assumed.calendar, &mut sources, &mut problems);
            assumed.table = table;
        }
        let mut read: Vec<Amendment> = Vec::new();
        let mut all = |scenario: &Scenario, sources: &mut Sources, problems: &mut Problems| {
            let mut amendments: Vec<Amendment> = Vec::new();
            for named in &scenario.amendments {
                let known = read.iter().find(|known| known.name == named.value).cloned();
                let folder = folder_of(of_bundle);
                let found = known.or_else(|| assumed(door, folder, named, sources, problems));
                read.extend(found.clone());
                amendments.extend(found);
            }
            amendments
        };
        let own = scenario.as_ref();
        let amendments = own.map(|own| all(own, &mut sources, &mut problems)).unwrap_or_default();
        let branches = own.map(branches).unwrap_or_default().into_iter().map(|(under, told)| {
            let amendments = all(&told, &mut sources, &mut problems);
            (under, told, amendments)
        });
        let branches = branches.collect();
        let (uses, known) = (pieces.uses, Known::of_story());
        Ok(Self { amendments, branches, scenario, sources, uses, problems, known })
    }
    /// Whether it was made by a command and nobody has read it.
    pub fn is_unreviewed(&self) -> bool {
        self.scenario.as_ref().is_some_and(|scenario| scenario.unreviewed)
    }
    /// Whether it assumes readings, values or amendments of its own.
    pub fn assumes(&self) -> bool {
        let assumes =
            |scenario: &Scenario| !scenario.laid.is_empty() || !scenario.amendments.is_empty();
        self.scenario.as_ref().is_some_and(assumes)
    }
    /// Whether it is told under other laws besides.
    pub fn has_branches(&self) -> bool {
        !self.branches.is_empty()
    }
    /// The same under each other law that it names, with what that is as it is written.
    pub fn branches(&self) -> impl Iterator<Item = (Vec<String>, Self)> {
        self.branches.iter().map(|(under, scenario, amendments)| {
            let story = Self {
                scenario: Some(scenario.clone()),
                sources: self.sources.clone(),
                uses: self.uses.clone(),
                amendments: amendments.clone(),
                branches: Vec::new(),
                // What is wrong in it is told with the story itself.
                problems: Problems::default(),
                known: Known::of_story(),
            };
            (under.clone(), story)
        })
    }
    /// The names of the amendments that it assumes, in order.
    pub fn amendment_names(&self) -> impl Iterator<Item = &str> {
        self.amendments.iter().map(|amendment| amendment.name.as_str())
    }
    /// Whether it assumes one of these amendments.
    pub fn assumes_one_of(&self, named: &[String]) -> bool {
        self.amendment_names().any(|own| named.iter().any(|name| stem(name) == own))
    }
    /// Plans it against a program of its bundle; not where it assumes another.
    fn plan(&self, program: &Program) -> Planned {
        let assumes =
            |scenario: &&Scenario| !scenario.laid.is_empty() || !scenario.amendments.is_empty();
        match self.scenario.as_ref().filter(assumes) {
            None => self.planned(program),
            Some(scenario) => {
                let mut problems = self.problems.clone();
                problems.add(Problem::AssumesOtherwise, scenario.at.part(0, 1), vec![]);
                Planned { plan: None, sources: self.sources.clone(), problems }
            }
        }
    }
    /// What there is of it where its bundle does not load.
    pub(super) fn unplanned(&self, why: &Problems) -> Planned {
        Planned { plan: None, sources: self.sources.clone(), problems: why.clone().errors_only() }
    }
    pub(super) fn planned(&self, program: &Program) -> Planned {
        let mut problems = self.problems.clone();
        let planned = self.scenario.as_ref().map(|scenario| plan(scenario, program));
        let plan = planned.and_then(|(plan, more)| {
            problems.append(more);
            plan
        });
        problems.relate(|span| used_here(&self.uses, span));
        let plan = plan.filter(|_| !problems.has_errors());
        let plan = plan.map(|plan| Plan { uses: self.uses.clone(), ..plan });
        Planned { plan, sources: self.sources.clone(), problems }
    }
}
