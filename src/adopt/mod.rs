//! Adopting an amendment: a bundle of its own whose text, values, rules and machines are those after it.
//! The files are edited as text, by places, so that comments and order stay; what is written is read again
//! and held against the amendment laid over the bundle, and nothing is answered where they differ.

mod chapters;
mod cite;
mod comment;
mod course;
mod declared;
mod draft;
mod edit;
mod find;
mod head;
mod lay;
mod machine;
mod mend;
mod piece;
mod rule;
mod same;
mod value;
mod words;
mod written;

use std::path::{Path, PathBuf};

pub use comment::Stale;
pub use mend::Dropped;

use draft::{Draft, Why};
use words::Texts;
use written::Written;

use crate::amend::{Overlay, Wishes, amended, amendment_path, lay as laid_on};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::pipeline::laid;
use crate::policy::read::{PIECES, read_amendment, read_bundle};
use crate::policy::{Amendment, Bundle, Runs};
use crate::program::compile;
use crate::source::{Door, Sources, Span, parse};

/// What adopting made.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// The files of the new folder.
    pub files: Vec<(PathBuf, String)>,
    /// Comments, and texts beside the measure's own, that hold replaced words.
    pub stale: Vec<Stale>,
    /// What was not written, since nothing is left of what it speaks of.
    pub dropped: Vec<Dropped>,
    /// What bundles share and the new folder has a copy of, since it is otherwise there.
    pub copied: Vec<String>,
    /// What is told of the new bundle, which runs all the same.
    pub problems: Problems,
    /// Its files, as they were read for that.
    pub sources: Sources,
}

/// Why nothing was made.
pub struct Refused {
    /// What is wrong, each with its place.
    pub problems: Problems,
    /// The files.
    pub sources: Sources,
}

impl Refused {
    fn at(at: Span, why: Why, sources: &Sources) -> Box<Self> {
        let mut problems = Problems::default();
        problems.push(Diagnostic::new(Problem::CannotAdopt, at, vec![("why", why)]));
        Box::new(Self { problems, sources: sources.clone() })
    }
}

/// The bundle of the folder `from` under amendments, each upon the one before it, as the files of the folder
/// `into`; nothing is written through the door.
///
/// # Errors
/// What cannot be written, or what is wrong with the bundle or an amendment.
pub fn adopt(
    door: &dyn Door,
    from: &Path,
    names: &[String],
    into: &Path,
) -> Result<Adopted, Box<Refused>> {
    let (bundle, mut sources, problems) = read_bundle(door, from, Sources::default());
    let Some(bundle) = bundle.filter(|_| !problems.has_errors()) else {
        return Err(Box::new(Refused { problems, sources }));
    };
    let draft = match Draft::of(door, from, into, &bundle) {
        Ok(draft) => draft,
        Err(error) => {
            let why = crate::policy::read::read_error(&error);
            return Err(Refused::at(bundle.manifest.at.begin(), why, &sources));
        }
    };
    let (mut done, mut replaced, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
    for name in names {
        let path = amendment_path(door, from, name, &mut sources);
        let path = path.map_err(|unknown| {
            let mut problems = Problems::default();
            problems.push(unknown);
            Box::new(Refused { problems, sources: sources.clone() })
        })?;
        done.push(one(&draft, &path, &mut replaced, &mut dropped)?);
    }
    let of = from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let head = draft.continues(&of, &done);
    head.map_err(|why| Refused::at(bundle.manifest.at.begin(), why, &sources))?;
    let (problems, read) = finished(&draft, bundle.manifest.at.begin(), &sources)?;
    let mut stale = Vec::new();
    let mut files = Vec::new();
    for (file, text) in draft.files() {
        stale.extend(comment::stale(&file, &text, &replaced));
        files.push((PathBuf::from(file), text));
    }
    let shared = |file: &&(PathBuf, String)| {
        door.lies(&from.join(&file.0)).is_none()
            && (file.0.starts_with(PIECES) || file.0.starts_with("library"))
    };
    let copied = files.iter().filter(shared).map(|(file, _)| file.to_string_lossy().into_owned());
    Ok(Adopted { copied: copied.collect(), files, stale, dropped, problems, sources: read })
}

/// The new folder reads and compiles; what is told of it.
fn finished(
    draft: &Draft<'_>,
    at: Span,
    sources: &Sources,
) -> Result<(Problems, Sources), Box<Refused>> {
    let (bundle, own, problems) = draft.read();
    let Some(bundle) = bundle else { return Err(Box::new(Refused { problems, sources: own })) };
    let loaded = laid(&bundle, &[], problems, &Wishes::default());
    match loaded.program {
        Some(_) => Ok((loaded.problems, loaded.sources)),
        None if loaded.problems.has_errors() => {
            let problems = loaded.problems.errors_only();
            Err(Box::new(Refused { problems, sources: loaded.sources }))
        }
        None => Err(Refused::at(at, Phrase::Bundle.into(), sources)),
    }
}

/// Lays one amendment on the new folder as text.
fn one(
    draft: &Draft<'_>,
    path: &Path,
    replaced: &mut Vec<String>,
    dropped: &mut Vec<Dropped>,
) -> Result<Amendment, Box<Refused>> {
    let (bundle, sources, mut problems) = draft.read();
    let Some(mut bundle) = bundle.filter(|_| !problems.has_errors()) else {
        return Err(Box::new(Refused { problems, sources }));
    };
    // Changes that a piece gives are written out first, so that their own words can be taken over.
    let plain = draft.written_out(path);
    let amendment = read_amendment(&plain, &draft.folder, path, &mut bundle.sources, &mut problems);
    let Some(amendment) = amendment.filter(|_| !problems.has_errors()) else {
        return Err(Box::new(Refused { problems, sources: bundle.sources }));
    };
    let wishes = Wishes { amendments: vec![amendment.name.clone()], ..Wishes::default() };
    let overlay = laid(&bundle, std::slice::from_ref(&amendment), problems, &wishes);
    if overlay.program.is_none() {
        let problems = overlay.problems.errors_only();
        return Err(Box::new(Refused { problems, sources: overlay.sources }));
    }
    let mut found = Problems::default();
    let whole = amended(&bundle, std::slice::from_ref(&amendment), &Overlay::default(), &mut found);
    let (Some(wanted), Some(after)) = (whole.versions.last(), whole.rewritten.first()) else {
        return Err(Refused::at(amendment.at, Phrase::Amendment.into(), &bundle.sources));
    };
    let refuse = |at: Span, why: Why| Refused::at(at, why, &after.sources);
    runs(draft, &amendment, after, &refuse)?;
    let head = amendment.at.part(0, 1);
    let differs = |what| crate::lang::Word::Phrase(Phrase::AdoptDiffers, vec![("what", what)]);
    // What runs is compared under the old numbers and words; then those become others.
    let (_, before_words) = read_laid(draft).map_err(|why| refuse(head, why))?;
    if let Some(what) = same::otherwise(wanted, &before_words) {
        return Err(refuse(head, differs(what)));
    }
    let swaps = same::swaps(wanted, &before_words);
    let mentions = draft.mentions(&bundle);
    dropped.extend(draft.meanings(&bundle, &amendment).map_err(|why| refuse(head, why))?);
    let (written, _) = read_laid(draft).map_err(|why| refuse(head, why))?;
    let texts = Texts {
        before: &bundle.articles,
        after: &after.articles,
        numbers: &after.numbers,
        chapters: &bundle.chapters,
        chapters_after: (&after.chapters, &after.chapters_were),
    };
    draft
        .quotes(&written, &after.articles, &after.marked)
        .and_then(|()| draft.read().0.ok_or(Phrase::AdoptPiece.into()))
        .and_then(|quoting| draft.cited(&quoting, &after.numbers))
        .and_then(|()| draft.words(&texts))
        .and_then(|()| draft.head(&bundle, &amendment, after))
        .map_err(|why| refuse(head, why))?;
    let (read, now) = read_laid(draft).map_err(|why| refuse(head, why))?;
    if let Some(article) = same::other_words(&after.articles, &read.articles) {
        return Err(refuse(head, differs(crate::policy::check::cite(article))));
    }
    if !same::same_chapters(&after.chapters, &read.chapters) {
        return Err(refuse(head, differs(Phrase::ChapterElement.into())));
    }
    if let Some(article) = same::other_citation(&written, &read, &after.numbers) {
        return Err(refuse(head, differs(crate::policy::check::cite(article))));
    }
    if let (Some(laid), Some(now)) = (compile(wanted).0, compile(&now).0)
        && let Some(what) = same::other_rule(&laid, &now, &swaps)
    {
        return Err(refuse(head, differs(what)));
    }
    dropped.extend(draft.idle(&mentions).map_err(|why| refuse(head, why))?);
    replaced.extend(comment::replaced(after));
    Ok(amendment)
}

/// Writes what runs otherwise.
fn runs(
    draft: &Draft<'_>,
    amendment: &Amendment,
    after: &crate::amend::words::Rewritten,
    refuse: &dyn Fn(Span, Why) -> Box<Refused>,
) -> Result<(), Box<Refused>> {
    let files = amendment
        .rule_files
        .iter()
        .map(|file| (file.listed.value.clone(), after.sources.file(file.file).text.clone()));
    let files: Vec<(String, String)> = files.collect();
    draft.rules(&files).map_err(|why| refuse(amendment.at.part(0, 1), why))?;
    let file = amendment.at.file;
    let text = &after.sources.file(file).text;
    let tree = parse(file, after.sources.file(file)).ok();
    for (edit, edited) in amendment.edits.iter().zip(&after.edits) {
        for change in &edited.derived {
            draft.change(change, None).map_err(|why| refuse(change.at, why))?;
        }
        let Runs::Changes(changes) = &edit.runs else { continue };
        for change in changes {
            let own = change.at.file == file;
            let written = tree.as_ref().filter(|_| own);
            let written = written.and_then(|tree| Written::at(text, tree, change.at));
            draft.change(change, written.as_ref()).map_err(|why| refuse(change.at, why))?;
        }
    }
    Ok(())
}

/// The bundle that the folder holds, and the same with what is chosen laid on it.
fn read_laid(draft: &Draft<'_>) -> Result<(Bundle, Bundle), Why> {
    let (bundle, _, problems) = draft.read();
    let bundle = bundle.filter(|_| !problems.has_errors()).ok_or(Phrase::AdoptPiece)?;
    let laid = laid_on(&bundle, &Overlay::default(), &mut Problems::default());
    Ok((bundle, laid))
}
