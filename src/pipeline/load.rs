//! Loading: a bundle with the amendments that a command names is read; what is followed and wished is
//! laid on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::known::Known;
use super::laid::{Lay, Laying, Loaded, laid};
use super::story::{Planned, Story};
use crate::amend::{Overlay, Wishes, amendment_path, amendments_in, stem};
use crate::calendar::Table;
use crate::diagnostic::Problems;
use crate::lang::{Problem, Severity};
use crate::policy::read::{assume_year, beside, read_amendment, read_bundle, read_calendar_within};
use crate::policy::{Amendment, Bundle};
use crate::program::Program;
use crate::source::{Backed, Disk, Door, GitError, Sources, Span, Spanned, revision};

impl Loaded {
    /// Plans a story of the bundle. Where it assumes readings or values of its own, they are laid
    /// last, and the program under which it is told is answered too.
    pub fn plan(&self, story: &Story) -> (Planned, Option<Arc<Program>>) {
        let assumed = story.scenario.as_ref().map(|scenario| &scenario.laid);
        let assumes = |laid: &&Overlay| !laid.is_empty() || !story.amendments.is_empty();
        let own = assumed.filter(assumes).zip(self.written.as_ref());
        let Some((assumed, written)) = own else {
            let planned = self.program.as_ref().map(|program| story.planned(program));
            return (planned.unwrap_or_else(|| story.unplanned(&self.problems)), None);
        };
        if let Some((program, told)) = self.laws.find(&self.wishes, (&story.amendments, assumed)) {
            let mut planned = story.planned(&program);
            told.into_iter().for_each(|found| planned.problems.push(found));
            return (planned, Some(program));
        }
        let Together { beneath, amendments, wishes } = self.together(story, written);
        let known: &[&Known] = &[&self.known, &self.own, &story.known];
        let laying = Laying {
            bundle: &beneath,
            amendments: &amendments,
            wishes: &wishes,
            known,
            keep: &[&story.known],
            down_to: Severity::Error,
        };
        let Lay { bundle, program, problems, .. } = laying.under(Problems::default(), assumed);
        match program {
            Some(program) => {
                let mut planned = story.planned(&program);
                let told = problems.iter().filter(|found| {
                    matches!(found.problem, Problem::WishWithoutUse | Problem::HidesEdit)
                });
                let (told, program): (Vec<_>, _) = (told.cloned().collect(), Arc::new(program));
                self.laws.keep(&self.wishes, (&story.amendments, assumed), &program, &told);
                told.into_iter().for_each(|found| planned.problems.push(found));
                (planned, Some(program))
            }
            None => {
                let (sources, problems) = (bundle.sources, problems.errors_only());
                (Planned { plan: None, sources, problems }, None)
            }
        }
    }

    /// Whether what a story assumes can be laid on the words and the rules as they are here.
    pub fn stands_with(&self, story: &Story) -> bool {
        let Some((scenario, written)) = story.scenario.as_ref().zip(self.written.as_ref()) else {
            return false;
        };
        let Together { beneath, amendments, wishes } = self.together(story, written);
        let laying = Laying {
            bundle: &beneath,
            amendments: &amendments,
            wishes: &wishes,
            known: &[],
            keep: &[],
            down_to: Severity::Error,
        };
        !laying.lays(&scenario.laid).has_errors()
    }

    /// What is written here, and what a story assumes upon it.
    fn together(&self, story: &Story, written: &Bundle) -> Together {
        // What is assumed is told at its words in the story.
        let mut beneath = written.clone();
        beneath.sources = story.sources.clone();
        let amendments: Vec<Amendment> =
            self.amendments.iter().chain(&story.amendments).cloned().collect();
        let mut wishes = self.wishes.clone();
        // What is laid beneath already is not laid again.
        let beneath_it =
            |own: &&Amendment| !self.wishes.amendments.iter().any(|known| stem(known) == own.name);
        let more = story.amendments.iter().filter(beneath_it);
        wishes.amendments.extend(more.map(|own| own.name.clone()));
        Together { beneath, amendments, wishes }
    }
}

/// A bundle with what a story assumes beside it.
struct Together {
    beneath: Bundle,
    amendments: Vec<Amendment>,
    wishes: Wishes,
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
            let folders = beside(folder, "calendars");
            let (calendar, sources) = (&mut bundle.calendar, &mut bundle.sources);
            assume(door, &folders, &wishes.assumed, (calendar, sources), &mut problems);
            let amendments = wishes.amendments.iter().filter_map(|named| {
                let sources = &mut bundle.sources;
                match amendment_path(door, folder, named, sources) {
                    Ok(path) => read_amendment(door, folder, &path, sources, &mut problems),
                    Err(unknown) => {
                        problems.push(unknown);
                        None
                    }
                }
            });
            let amendments: Vec<Amendment> = amendments.collect();
            let of_amendments = match wishes.checks_readings {
                true => check_amendments(door, folder, &mut bundle),
                false => Problems::default(),
            };
            let mut loaded = laid(&bundle, &amendments, problems, wishes);
            loaded.problems.append_new(of_amendments, |found| found);
            loaded
        }
        None => {
            let wishes = wishes.clone();
            Loaded {
                written: None,
                amendments: Vec::new(),
                rewritten: Vec::new(),
                bundle: None,
                program: None,
                sources,
                problems,
                wishes,
                known: Known::of_bundle(),
                own: Known::of_bundle(),
                laws: Arc::default(),
            }
        }
    }
}

/// Loads the bundle that lies in a folder as it was at a revision, with the shared pieces and calendars
/// of that day.
///
/// # Errors
/// Why git cannot tell it.
pub fn load_revision(folder: &Path, name: &str) -> Result<Loaded, GitError> {
    let folder = Disk::absolute(folder);
    // Shared pieces and calendars lie beside the bundle, below the room of all.
    let memory = revision(room_of(&folder), name)?;
    Ok(load_through(&Backed(memory), &folder, &Wishes::default()))
}

/// The folder below which all lies that a bundle is made of.
pub fn room_of(folder: &Path) -> &Path {
    let room = folder.ancestors().find(|above| above.ends_with("policy"));
    room.or_else(|| folder.parent()).unwrap_or(folder)
}

/// Every amendment at hand must hold by itself: each is laid alone.
fn check_amendments(door: &dyn Door, folder: &Path, bundle: &mut Bundle) -> Problems {
    let mut problems = Problems::default();
    let paths = amendments_in(door, folder);
    let read: Vec<Amendment> = paths
        .iter()
        .filter_map(|path| read_amendment(door, folder, path, &mut bundle.sources, &mut problems))
        .collect();
    for amendment in &read {
        let amendments = vec![amendment.name.clone()];
        let wishes = Wishes { amendments, ..Wishes::default() };
        let laid = laid(bundle, &read, Problems::default(), &wishes);
        // The places of the amended text are to be shown too.
        bundle.sources.clone_from(&laid.sources);
        problems.append_new(laid.problems, |found| found);
    }
    problems
}

/// Takes the years that a command assumes (`2028=statutory_days_only`) into a calendar; the others are
/// looked for in these folders.
pub fn assume(
    door: &dyn Door,
    folders: &[PathBuf],
    texts: &[String],
    (calendar, sources): (&mut Table, &mut Sources),
    problems: &mut Problems,
) {
    for text in texts {
        let file = sources.add("--assume".to_owned(), text.clone());
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
        let other = read_calendar_within(door, folders, &name, sources, problems);
        if let Some(other) = other {
            let year = Spanned::new(year, year_at);
            assume_year(calendar, &year, (&name, &other), problems);
        }
    }
}
