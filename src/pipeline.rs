//! The one place that calls the stages in order: read, compile, check; plan, play.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::amend::{self, Overlay, wished};
pub use crate::amend::{Wishes, miswritten};
use crate::calendar::Table;
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::read::{
    MANIFEST, PIECES, Pieces, assume_year, read_amendment, read_bundle, read_calendar_beside,
};
use crate::policy::{self, Bundle, ChangeKind, Name};
use crate::program::{self, Program, compile};
use crate::scenario::{Plan, Scenario, named_bundle, plan, read_scenario};
use crate::source::{Disk, Door, FileId, Kind, ReadError, Sources, Span, Spanned};

/// A bundle that was loaded, as far as it could be.
pub struct Loaded {
    /// The bundle as written, where it could be read.
    pub written: Option<Bundle>,
    /// The same with what is followed and wished laid on it.
    pub bundle: Option<Bundle>,
    /// The program, where there is no error.
    pub program: Option<Program>,
    /// The files.
    pub sources: Sources,
    /// What was found.
    pub problems: Problems,
    /// Under which readings and values.
    pub wishes: Wishes,
}

/// What a wish is told of itself, though it can be done.
const OF_WISHES: &[Problem] =
    &[Problem::WishWithoutUse, Problem::SlotValuesPart, Problem::ValueWithoutSense];

impl Loaded {
    /// What is told of the wishes under which it was laid.
    pub fn of_wishes(&self) -> Vec<Diagnostic> {
        if self.wishes.is_empty() {
            return Vec::new();
        }
        let told = self.problems.clone().sorted().into_iter();
        told.filter(|found| OF_WISHES.contains(&found.problem)).collect()
    }
    /// Plans a story of the bundle. Where it assumes readings or values of its own, they are laid
    /// last, and the program under which it is told is answered too.
    pub fn plan(&self, story: &Story) -> (Planned, Option<Program>) {
        let assumed = story.scenario.as_ref().map(|scenario| &scenario.laid);
        let own = assumed.filter(|assumed| !assumed.is_empty()).zip(self.written.as_ref());
        let Some((assumed, written)) = own else {
            let planned = self.program.as_ref().map(|program| story.planned(program));
            return (planned.unwrap_or_else(|| story.unplanned(&self.problems)), None);
        };
        // What is assumed is told at its words in the story.
        let mut beneath = written.clone();
        beneath.sources = story.sources.clone();
        let loaded = laid_under(&beneath, Problems::default(), &self.wishes, assumed);
        match loaded.program {
            Some(program) => {
                let mut planned = story.planned(&program);
                let told = loaded.problems.iter();
                let told = told.filter(|found| found.problem == Problem::WishWithoutUse);
                told.for_each(|found| planned.problems.push(found.clone()));
                (planned, Some(program))
            }
            None => {
                let Loaded { sources, problems, .. } = loaded;
                (Planned { plan: None, sources, problems: problems.errors_only() }, None)
            }
        }
    }
}

/// Loads the bundle in a folder.
pub fn load(folder: &Path) -> Loaded {
    load_with(folder, &Wishes::default())
}

/// Loads the bundle in a folder under other readings and values.
pub fn load_with(folder: &Path, wishes: &Wishes) -> Loaded {
    load_through(&Disk, folder, wishes)
}

/// Loads the bundle that lies in a folder behind a door.
pub fn load_through(door: &dyn Door, folder: &Path, wishes: &Wishes) -> Loaded {
    let (bundle, sources, mut problems) = read_bundle(door, folder, Sources::default());
    match bundle {
        Some(mut bundle) => {
            assume(door, folder, &wishes.assumed, &mut bundle, &mut problems);
            let amended = match wishes.checks_readings {
                true => check_amendments(door, folder, &mut bundle),
                false => Problems::default(),
            };
            let mut loaded = laid(&bundle, problems, wishes);
            loaded.problems.append(amended);
            loaded
        }
        None => {
            let wishes = wishes.clone();
            Loaded { written: None, bundle: None, program: None, sources, problems, wishes }
        }
    }
}

/// Takes the years that a command assumes (`2028=statutory_days_only`) into a bundle's calendar.
fn assume(
    door: &dyn Door,
    folder: &Path,
    texts: &[String],
    bundle: &mut Bundle,
    problems: &mut Problems,
) {
    for text in texts {
        let file = bundle.sources.add("--assume".to_owned(), text.clone());
        let whole = Span::new(file, 0, text.len());
        let Some((year, name)) = text.split_once('=') else {
            problems.add(Problem::BadWish, whole, vec![("text", text.as_str().into())]);
            continue;
        };
        let (year_at, name_at) =
            (whole.part(0, year.len()), whole.part(year.len() + 1, name.len()));
        let Ok(year) = year.trim().parse::<i32>() else {
            problems.add(Problem::BadNumber, year_at, vec![("text", year.into())]);
            continue;
        };
        let name = Spanned::new(name.trim().to_owned(), name_at);
        let other = read_calendar_beside(door, folder, &name, &mut bundle.sources, problems);
        if let Some(other) = other {
            let year = Spanned::new(year, year_at);
            assume_year(&mut bundle.calendar, &year, (&name, &other), problems);
        }
    }
}

/// Lays what is followed and wished on a bundle that was read, with the problems of its reading;
/// checks and compiles it.
pub fn laid(written: &Bundle, problems: Problems, wishes: &Wishes) -> Loaded {
    laid_under(written, problems, wishes, &Overlay::default())
}

/// The same, with what a story assumes laid last.
fn laid_under(
    written: &Bundle,
    mut problems: Problems,
    wishes: &Wishes,
    assumed: &Overlay,
) -> Loaded {
    // The wishes are told at their own words, beside the files of the bundle.
    let mut beneath = written.clone();
    let mut overlay = wished(wishes, &mut beneath.sources, &mut problems);
    overlay.append(assumed);
    let bundle = amend::lay(&beneath, &overlay, &mut problems);
    let sources = bundle.sources.clone();
    problems.append_later(policy::check::check(&bundle));
    let (program, more) = compile(&bundle);
    problems.append_later(more);
    // What a program says as a whole is asked of a whole program only.
    if let Some(program) = program.as_ref().filter(|_| !problems.forbid_running()) {
        problems.append_later(program::check::check(&bundle, program));
        problems.append_later(without_use(&overlay, &bundle, program));
    }
    amend::still_named(&bundle, &mut problems);
    if wishes.checks_readings {
        problems.append_later(check_readings(written));
    }
    // What is wrong in a piece is told with the place that uses it.
    problems.relate(|span| used_here(&bundle.uses, span));
    let program = if problems.forbid_running() { None } else { program };
    let (written, wishes) = (Some(written.clone()), wishes.clone());
    Loaded { written, bundle: Some(bundle), program, sources, problems, wishes }
}

/// The values that are wished and by which nothing runs.
fn without_use(overlay: &Overlay, bundle: &Bundle, program: &Program) -> Problems {
    let mut problems = Problems::default();
    for change in &overlay.changes {
        let (ChangeKind::Parameter { name, .. } | ChangeKind::Row { name, .. }) = &change.kind
        else {
            continue;
        };
        let at = bundle.parameters.iter().position(|(known, _)| known.value == name.value);
        if at.is_some_and(|at| !program::check::runs_on(program, at)) {
            let args = vec![("name", name.value.as_str().into())];
            problems.add(Problem::WishWithoutUse, name.span, args);
        }
    }
    problems
}

/// Every other meaning must load as well: each is laid over the bundle by itself, and each pair
/// that says how it joins.
fn check_readings(written: &Bundle) -> Problems {
    let mut all = Problems::default();
    for (number, reading) in &written.readings {
        for (name, option) in &reading.options {
            let own = (number.clone(), name.clone());
            if name.value != reading.chosen.value {
                all.append(loads(written, vec![own.clone()]));
            }
            for (other, _) in &option.joined {
                let (number, option) = other.value.split_once('=').unwrap_or((&other.value, ""));
                let number_at = other.span.part(0, number.len());
                let option_at = other.span.part(number.len() + 1, option.len());
                let joined = (
                    Spanned::new(number.to_owned(), number_at),
                    Spanned::new(option.to_owned(), option_at),
                );
                all.append(loads(written, vec![own.clone(), joined]));
            }
        }
    }
    all
}

/// Every amendment at hand must read as one of this text; each is put on it by itself.
fn check_amendments(door: &dyn Door, folder: &Path, bundle: &mut Bundle) -> Problems {
    let mut problems = Problems::default();
    for path in amend::amendments_in(door, folder) {
        let read = read_amendment(door, folder, &path, &mut bundle.sources, &mut problems);
        if let Some(amendment) = read {
            amend::words::rewrite(bundle, &amendment, &mut problems);
        }
    }
    problems
}

/// What is wrong where these meanings are followed.
fn loads(written: &Bundle, readings: Vec<(Name, Name)>) -> Problems {
    let overlay = Overlay { readings, changes: Vec::new() };
    let mut problems = Problems::default();
    let laid = amend::lay(written, &overlay, &mut problems);
    let (program, more) = compile(&laid);
    problems.append_later(more);
    if let Some(program) = program.as_ref().filter(|_| !problems.forbid_running()) {
        problems.append_later(program::check::check(&laid, program));
    }
    amend::still_named(&laid, &mut problems);
    problems.errors_only()
}

/// The calendar of that name beside a bundle whose files were read.
fn calendar_of(
    door: &dyn Door,
    of_bundle: &Sources,
    name: &Name,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Option<Table> {
    let manifest = of_bundle.iter().find(|(_, file)| Path::new(&file.path).ends_with(MANIFEST));
    let folder = manifest.and_then(|(_, file)| Path::new(&file.path).parent());
    read_calendar_beside(door, folder.unwrap_or(Path::new("")), name, sources, problems)
}

/// What is wrong in a piece is told with the place that uses it.
fn used_here(uses: &[(FileId, Span)], span: Span) -> Option<(Span, Phrase)> {
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
    scenario: Option<Scenario>,
    /// The bundle's files and the scenario's, its pieces included.
    sources: Sources,
    /// The file of each piece with the place of each of its uses.
    uses: Vec<(FileId, Span)>,
    /// What is wrong in how it is written.
    problems: Problems,
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
        Ok(Self { scenario, sources, uses: pieces.uses, problems })
    }
    /// Plans it against a program of its bundle; not where it assumes another.
    fn plan(&self, program: &Program) -> Planned {
        match self.scenario.as_ref().filter(|scenario| !scenario.laid.is_empty()) {
            None => self.planned(program),
            Some(scenario) => {
                let mut problems = self.problems.clone();
                problems.add(Problem::AssumesOtherwise, scenario.at.part(0, 1), vec![]);
                Planned { plan: None, sources: self.sources.clone(), problems }
            }
        }
    }
    /// What there is of it where its bundle does not load.
    fn unplanned(&self, why: &Problems) -> Planned {
        Planned { plan: None, sources: self.sources.clone(), problems: why.clone().errors_only() }
    }
    fn planned(&self, program: &Program) -> Planned {
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

/// The name of the bundle that a scenario's file itself gives.
fn own_bundle(path: &Path) -> Option<String> {
    let text = Disk.read(path).ok()?;
    // Most files leave it to their folder; they need not be read twice.
    if !text.contains("bundle") {
        return None;
    }
    let mut sources = Sources::default();
    let file = sources.add(String::new(), text);
    named_bundle(&sources, file)
}

/// The name of the folder in which scenarios are.
const SCENARIOS: &str = "scenarios";

/// The folder of the bundle that a scenario belongs to: that which the file names, or that which
/// its folder under `scenarios/` names, `policy/…` beside `scenarios/`.
pub fn bundle_of(scenario: &Path) -> Option<PathBuf> {
    let is_inside = scenario.components().any(|part| part.as_os_str() == SCENARIOS);
    // Named from inside the folder, a path does not tell it.
    let absolute = Disk::absolute(scenario);
    let scenario = if is_inside { scenario } else { &absolute };
    let parts: Vec<_> = scenario.components().collect();
    let at = parts.iter().rposition(|part| part.as_os_str() == SCENARIOS);
    let root: PathBuf = match at {
        Some(at) => parts.iter().take(at).collect(),
        None => PathBuf::new(),
    };
    if let Some(name) = own_bundle(scenario) {
        // A story names a bundle beside it, never a place elsewhere.
        let manifest = format!("{name}/{MANIFEST}");
        let beside = Disk.inside(&root.join("policy"), &manifest);
        let found = beside.or_else(|_| Disk.inside(&root, &manifest)).ok()?;
        return found.parent().map(Path::to_owned);
    }
    let at = at?;
    let inner: Vec<_> = parts.iter().skip(at + 1).collect();
    let folders = inner.len().saturating_sub(1);
    (1..=folders)
        .rev()
        .map(|depth| {
            inner.iter().take(depth).fold(root.join("policy"), |path, part| path.join(part))
        })
        .find(|folder| Disk.is_file(&folder.join(MANIFEST)))
}

/// The folder of a bundle's scenarios: that of its name under `scenarios/`, where `policy/` lies
/// beside it.
pub fn stories_of(bundle: &Path) -> Option<PathBuf> {
    let is_inside = bundle.components().any(|part| part.as_os_str() == "policy");
    let absolute = Disk::absolute(bundle);
    let bundle = if is_inside { bundle } else { &absolute };
    let parts: Vec<_> = bundle.components().collect();
    let at = parts.iter().rposition(|part| part.as_os_str() == "policy")?;
    let root: PathBuf = parts.iter().take(at).collect();
    let inner: PathBuf = parts.iter().skip(at + 1).collect();
    Some(root.join(SCENARIOS).join(inner))
}

/// The scenarios of a bundle.
pub fn scenarios_of(bundle: &Path) -> Vec<PathBuf> {
    let folder = stories_of(bundle);
    folder.and_then(|folder| scenario_files(&folder).ok()).unwrap_or_default()
}

/// The scenarios in a file or folder, sorted by path.
///
/// # Errors
/// Why it cannot be read.
pub fn scenario_files(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    match Disk.leads_to(path) {
        Some(Kind::File) => return Ok(vec![path.to_owned()]),
        Some(Kind::Folder) => {}
        Some(_) => return Err(ReadError::NotPlain),
        None => return Err(ReadError::NotFound),
    }
    let mut found = Disk.walk(path, &|folder| !folder.ends_with(PIECES))?;
    found.retain(|file| file.extension().is_some_and(|kind| kind == "ron"));
    Ok(found)
}

/// What was run: the bundle and its calendar by hash, the calendar and the engine by version.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Receipt {
    /// The bundle's name.
    pub bundle: String,
    /// SHA-256 over the names and texts of its files.
    pub bundle_sha256: String,
    /// The version that the calendar gives itself.
    pub calendar: String,
    /// The version of this program.
    pub engine: &'static str,
}

/// The receipt of a program.
pub fn receipt(program: &Program) -> Receipt {
    let mut hasher = Sha256::new();
    for (_, file) in program.sources.iter() {
        let name = Path::new(&file.path).file_name().unwrap_or_default().to_string_lossy();
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(file.text.as_bytes());
        hasher.update([0]);
    }
    let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Receipt {
        bundle: program.id.clone(),
        bundle_sha256: hash,
        calendar: program.calendar.version().to_owned(),
        engine: env!("CARGO_PKG_VERSION"),
    }
}
