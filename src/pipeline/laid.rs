//! Laying: what is followed and wished, and what amendments say, on a bundle that was read; what comes
//! of it is checked and compiled.

use std::sync::Arc;

use super::answered::answered;
use super::assumed::assumed;
use super::groundless::groundless;
use super::known::{Asked, Known, Laws};
use super::story::used_here;
use crate::amend::words::Rewritten;
use crate::amend::{self, Amended, Overlay, Wishes, wished};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem, Severity};
use crate::policy::check::{elements, no_such_article};
use crate::policy::{self, Amendment, Bundle, ChangeKind, Name, Version};
use crate::program::{self, Program, compile_asking};
use crate::source::{Sources, Span, Spanned};

/// A bundle that was loaded, as far as it could be.
#[derive(Clone)]
pub struct Loaded {
    /// The bundle as written, where it could be read.
    pub written: Option<Bundle>,
    /// The amendments that were read with it, in the order in which they were named.
    pub amendments: Vec<Amendment>,
    /// What the amendments that are laid make of the words, each of the text before it.
    pub rewritten: Vec<Rewritten>,
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
    /// What is known of its versions, shared by all its variants.
    pub(super) known: Arc<Known>,
    /// What is known beside that of the versions of this variant.
    pub(super) own: Arc<Known>,
    /// The laws that stories assume upon this variant.
    pub(super) laws: Arc<Laws>,
}

/// What a wish is told of itself, though it can be done.
const OF_WISHES: &[Problem] = &[
    Problem::WishWithoutUse,
    Problem::HidesEdit,
    Problem::AssumesUntold,
    Problem::SlotValuesPart,
    Problem::ValueWithoutSense,
];

impl Loaded {
    /// The bundle under other wishes; nothing where it could not be read at all.
    pub fn variant(&self, wishes: &Wishes) -> Option<Self> {
        self.laid_again(wishes, Severity::Warning)
    }
    /// The same for its program alone: what would only be told of it is not asked.
    pub fn trial(&self, wishes: &Wishes) -> Option<Self> {
        self.laid_again(wishes, Severity::Error)
    }
    fn laid_again(&self, wishes: &Wishes, down_to: Severity) -> Option<Self> {
        let (bundle, own) = (self.written.as_ref()?, Known::of_bundle());
        let known: &[&Known] = &[&self.known, &own];
        let keep = known;
        let laying = Laying { bundle, amendments: &self.amendments, wishes, known, keep, down_to };
        let laid = laying.loaded(Problems::default());
        Some(Self { known: Arc::clone(&self.known), own, ..laid })
    }
    /// What is told of the wishes under which it was laid.
    pub fn of_wishes(&self) -> Vec<Diagnostic> {
        if self.wishes.is_empty() {
            return Vec::new();
        }
        let told = self.problems.clone().sorted().into_iter();
        told.filter(|found| OF_WISHES.contains(&found.problem)).collect()
    }
}

/// Lays what is followed and wished on a bundle that was read, with the problems of its reading;
/// checks and compiles it. Of the amendments those are laid that the wishes name.
pub fn laid(
    written: &Bundle,
    amendments: &[Amendment],
    problems: Problems,
    wishes: &Wishes,
) -> Loaded {
    let known = Known::of_bundle();
    let (layers, down_to): (&[&Known], _) = (&[&known], Severity::Warning);
    let laying =
        Laying { bundle: written, amendments, wishes, known: layers, keep: layers, down_to };
    let laid = laying.loaded(problems);
    Loaded { known, ..laid }
}

/// What is laid on which bundle.
pub(super) struct Laying<'w> {
    pub(super) bundle: &'w Bundle,
    pub(super) amendments: &'w [Amendment],
    pub(super) wishes: &'w Wishes,
    /// Where a version may be known already.
    pub(super) known: &'w [&'w Known],
    /// Where a new one is kept: in the first in which there is room.
    pub(super) keep: &'w [&'w Known],
    /// The least problems that are of interest.
    pub(super) down_to: Severity,
}

/// What comes of laying: the bundle, its program, and what amendments make of the words.
pub(super) struct Lay {
    pub(super) bundle: Bundle,
    pub(super) program: Option<Program>,
    pub(super) rewritten: Vec<Rewritten>,
    pub(super) problems: Problems,
}

impl Laying<'_> {
    /// What comes of it, with all that it was made of.
    fn loaded(&self, problems: Problems) -> Loaded {
        let Lay { bundle, program, rewritten, problems } =
            self.under(problems, &Overlay::default());
        Loaded {
            written: Some(self.bundle.clone()),
            amendments: self.amendments.to_vec(),
            rewritten,
            sources: bundle.sources.clone(),
            bundle: Some(bundle),
            program,
            problems,
            wishes: self.wishes.clone(),
            known: Known::of_bundle(),
            own: Known::of_bundle(),
            laws: Arc::default(),
        }
    }

    /// The same, with what a story assumes laid last.
    pub(super) fn under(&self, mut problems: Problems, own: &Overlay) -> Lay {
        let wishes = self.wishes;
        // The wishes are told at their own words, beside the files of the bundle.
        let mut beneath = self.bundle.clone();
        let mut overlay = wished(wishes, &mut beneath.sources, &mut problems);
        overlay.append(own);
        let amendments = amend::chosen(self.amendments, wishes);
        let (bundle, program, rewritten) = match amendments.is_empty() {
            true => {
                let (bundle, program) = self.single(&beneath, &overlay, &mut problems);
                (bundle, program, Vec::new())
            }
            false => {
                let amended = amend::amended(&beneath, &amendments, &overlay, &mut problems);
                amend::hides(&beneath, &overlay, &amendments, &amended.rewritten, &mut problems);
                let (bundle, program, published) =
                    self.side_by_side(&beneath, (&amendments, &amended), &overlay, &mut problems);
                let supplied = published.zip(program.as_ref());
                if let Some((published, program)) = supplied.filter(|_| self.supplies(&amendments))
                {
                    problems.append(assumed(&published, program, &amendments));
                }
                (bundle, program, amended.rewritten)
            }
        };
        if wishes.checks_readings {
            problems.append_later(check_readings(self.bundle));
        }
        // What is wrong in a piece is told with the place that uses it.
        problems.relate(|span| used_here(&bundle.uses, span));
        let program = if problems.forbid_running() { None } else { program };
        Lay { bundle, program, rewritten, problems }
    }

    /// What is wrong already before anything is checked or compiled: whether the words and the rules can
    /// be laid one upon the other.
    pub(super) fn lays(&self, own: &Overlay) -> Problems {
        let mut problems = Problems::default();
        let mut beneath = self.bundle.clone();
        let mut overlay = wished(self.wishes, &mut beneath.sources, &mut problems);
        overlay.append(own);
        let amendments = amend::chosen(self.amendments, self.wishes);
        match amendments.is_empty() {
            true => drop(amend::lay(&beneath, &overlay, &mut problems)),
            false => drop(amend::amended(&beneath, &amendments, &overlay, &mut problems)),
        }
        problems
    }

    /// Whether amendments of which no edit is left out supply what stories do not tell.
    fn supplies(&self, chosen: &[Amendment]) -> bool {
        let is_whole = |one: &Amendment| {
            let mut read = self.amendments.iter().filter(|read| read.name == one.name);
            read.any(|read| read.edits.len() == one.edits.len())
        };
        chosen.iter().any(|one| !one.assume.is_empty()) && chosen.iter().all(is_whole)
    }

    /// A bundle under an overlay.
    fn single(
        &self,
        beneath: &Bundle,
        overlay: &Overlay,
        problems: &mut Problems,
    ) -> (Bundle, Option<Program>) {
        let bundle = amend::lay(beneath, overlay, problems);
        problems.append_later(policy::check::check(&bundle, self.down_to));
        let (program, more) = compile_asking(&bundle, self.down_to);
        problems.append_later(more);
        // What a program says as a whole is asked of a whole program only.
        if let Some(program) = program.as_ref().filter(|_| !problems.forbid_running()) {
            problems.append_later(program::check::check(&bundle, program, self.down_to));
            problems.append_later(without_use(overlay, &bundle, program));
        }
        amend::still_named(&bundle, problems);
        (bundle, program)
    }

    /// The versions of a measure side by side. Each must hold by itself: a set of parts that does not is
    /// told with the amendment whose parts it holds (DESIGN 9.1). The program of the measure as published
    /// is answered too.
    fn side_by_side(
        &self,
        beneath: &Bundle,
        (amendments, amended): (&[Amendment], &Amended),
        overlay: &Overlay,
        problems: &mut Problems,
    ) -> (Bundle, Option<Program>, Option<Arc<Program>>) {
        let mut programs = Vec::new();
        let mut first = None;
        let mut used = Vec::new();
        let mut published: Option<Problems> = None;
        for (number, version) in (0_u8..).map(Version).zip(&amended.versions) {
            // The slots of a later version are those of its own text.
            let mut shown = version.clone();
            if let Some(after) = text_of(amended, amendments, number) {
                shown.articles.clone_from(&after.articles);
                shown.chapters.clone_from(&after.chapters);
            }
            let (mut own, program) =
                self.of_version((&shown, version), number == Version::default());
            if let Some(program) = program.as_deref().filter(|_| !own.has_errors()) {
                used.push(without_use(overlay, version, program));
            }
            if number == Version::default() {
                first.clone_from(&program);
            }
            let miscited = cited(beneath, version, program.as_deref(), amended);
            programs.extend(program);
            // What is only to be told is told of the measure as published, and what the amendments
            // bring of the version that holds all of them.
            match &published {
                None => published = Some(own.clone()),
                Some(published) => {
                    let told = own;
                    own = told.clone().errors_only();
                    own.append(miscited);
                    let is_last = usize::from(number.0) + 1 == amended.versions.len();
                    if is_last && !problems.forbid_running() && !told.forbid_running() {
                        own.append(brought(told, published, amendments));
                    }
                }
            }
            let part = amended.parts_of(number).last();
            problems.append_new(own, |found| match part {
                Some(part) => found.with_related(part.at, Phrase::UnderAmendment),
                None => found,
            });
        }
        // A wish is without use where no version runs by it.
        if let Some((first, others)) = used.split_first() {
            let idle = first.iter().filter(|found| others.iter().all(|other| other.holds(found)));
            idle.cloned().for_each(|found| problems.push(found));
        }
        if !problems.forbid_running() {
            problems.append(answered(&programs, amendments, amended));
            let last = amended.versions.last().zip(programs.last());
            if let Some((bundle, program)) = last {
                problems.append(groundless(bundle, program, amendments, amended));
            }
        }
        let united = amended.united(problems).filter(|_| !problems.forbid_running());
        let Some(united) = united else {
            let published = amended.versions.first();
            return (published.cloned().unwrap_or_else(|| beneath.clone()), None, None);
        };
        // What is only to be told was told of each version.
        let (program, more) = compile_asking(&united, Severity::Error);
        problems.append_new(more.errors_only(), |found| found);
        (united, program, first)
    }

    /// What is wrong with a version by itself, and its program; `shown` is it with the words of its own
    /// text.
    fn of_version(
        &self,
        (shown, version): (&Bundle, &Bundle),
        is_published: bool,
    ) -> (Problems, Option<Arc<Program>>) {
        let mut own = match is_published {
            true => policy::check::check(shown, self.down_to),
            false => without_text(policy::check::check_amended(shown, self.down_to)),
        };
        let asked = Asked { as_published: is_published, down_to: self.down_to };
        // The words may be others in each variant; all else is known.
        if let Some(program) = self.known.iter().find_map(|known| known.find(version, asked)) {
            return (own, Some(program));
        }
        let (program, more) = compile_asking(version, self.down_to);
        own.append(if is_published { more } else { without_text(more) });
        if let Some(program) = program.as_ref().filter(|_| !own.has_errors()) {
            own.append(program::check::check(version, program, self.down_to));
        }
        amend::still_named(shown, &mut own);
        if !is_published {
            own = without_text(own);
        }
        let program = program.map(Arc::new);
        // Of one with warnings it is known that there is no error.
        let asked = match own.iter().next() {
            None => Some(asked),
            Some(_) if own.has_errors() => None,
            Some(_) => Some(Asked { down_to: Severity::Error, ..asked }),
        };
        if let Some((program, asked)) = program.as_ref().zip(asked) {
            let _ = self.keep.iter().any(|known| known.keep(version, program, asked));
        }
        (own, program)
    }
}

/// What is found in a later version but for what lies between its text and those who cite it: they
/// cite the text to which they belong, whatever its articles are called later, and what that shows is
/// asked of its words.
fn without_text(found: Problems) -> Problems {
    const OF_THE_TEXT: &[Problem] = &[
        Problem::NumberNotShown,
        Problem::NoSuchArticle,
        Problem::WordsNotInText,
        Problem::HeadingElsewhere,
        Problem::CitesRepealed,
        Problem::SlotDisagrees,
        Problem::SlotValuesPart,
    ];
    OF_THE_TEXT.iter().fold(found, |found, kind| found.without(*kind))
}

/// The warnings that amendments bring: what the measure as published does not have. What only that
/// used is used by it still.
fn brought(found: Problems, published: &Problems, amendments: &[Amendment]) -> Problems {
    const OF_USE: &[Problem] = &[Problem::Unused, Problem::UnusedRule, Problem::RunsNothing];
    let is_new = |at: Span| amendments.iter().any(|amendment| amendment.holds(at));
    let mut problems = Problems::default();
    for one in found.iter().filter(|one| one.problem.severity() == Severity::Warning) {
        let is_idle = OF_USE.contains(&one.problem) && !one.at.is_some_and(is_new);
        if !is_idle && !published.holds(one) {
            problems.push(one.clone());
        }
    }
    problems
}

/// The text of a version: what the last of the amendments makes of it of which it holds a part.
fn text_of<'a>(
    amended: &'a Amended,
    amendments: &[Amendment],
    version: Version,
) -> Option<&'a Rewritten> {
    let held: Vec<&str> = amended.parts_of(version).map(|part| part.amendment.as_str()).collect();
    let last = amendments.iter().rposition(|one| held.contains(&one.name.as_str()))?;
    amended.rewritten.get(last)
}

/// Tells of citations that neither the text as published has, nor, by `new`, what is inserted.
fn cited(
    beneath: &Bundle,
    version: &Bundle,
    program: Option<&Program>,
    amended: &Amended,
) -> Problems {
    let mut problems = Problems::default();
    if beneath.articles.is_empty() {
        return problems;
    }
    let elements = elements(version);
    let origins = elements.iter().filter_map(|element| element.origin);
    let written =
        origins.flat_map(|origin| &origin.articles).map(|cited| (cited.value, cited.span));
    let rules = program.into_iter().flat_map(|program| program.rules.iter());
    let of_rules = rules.flat_map(|rule| rule.cited.articles.iter().map(|&cited| (cited, rule.at)));
    for (article, at) in written.chain(of_rules) {
        if !amended.inserted.contains(&article) {
            let wrong = no_such_article(&beneath.articles, article, at);
            wrong.into_iter().for_each(|wrong| problems.push(wrong));
        }
    }
    problems
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

/// What is wrong where these meanings are followed.
fn loads(written: &Bundle, readings: Vec<(Name, Name)>) -> Problems {
    let overlay = Overlay { readings, changes: Vec::new() };
    let mut problems = Problems::default();
    let laid = amend::lay(written, &overlay, &mut problems);
    let (program, more) = compile_asking(&laid, Severity::Error);
    problems.append_later(more);
    if let Some(program) = program.as_ref().filter(|_| !problems.forbid_running()) {
        problems.append_later(program::check::check(&laid, program, Severity::Error));
    }
    amend::still_named(&laid, &mut problems);
    problems.errors_only()
}
