//! `banfa new MEASURE --from-text FILE`: a bundle to begin with, out of a published text.

use std::path::Path;

use super::chosen::policy;
use super::exit::Exit;
use super::terminal::{Terminal, fold};
use crate::act::open;
use crate::diagnostic::Problems;
use crate::lang::{Phrase, Word};
use crate::policy::read::read_error;
use crate::source::{Disk, Door, Sources};

/// The calendar that bundles use, where it is at hand.
const CALENDAR: &str = "cn";

/// Runs the command; the name has been found to be one.
pub fn from_text(name: &str, file: &str, out: &mut Terminal) -> Exit {
    let folder = policy().join(name);
    let shown = Word::from(folder.to_string_lossy().into_owned());
    if Disk.lies(&folder).is_some() {
        out.complain(Phrase::AlreadyThere, vec![("path", shown)]);
        return Exit::CannotRun;
    }
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let act = open(&Disk, Path::new(file), &mut sources, &mut problems);
    // What a bundle cannot hold is refused before anything is written.
    let fits = act.as_ref().is_some_and(|act| act.fits_a_bundle(&mut problems));
    out.problems(&problems.sorted(), &sources);
    let Some(act) = act.filter(|_| fits) else { return Exit::CannotRun };
    let calendar = policy().join("calendars").join(format!("{CALENDAR}.ron"));
    let calendar = Disk.is_file(&calendar).then_some(CALENDAR);
    // The name of the file goes into comments.
    let from =
        Path::new(file).file_name().map(|name| name.to_string_lossy().replace(['\n', '\r'], " "));
    let draft = act.draft(&from.unwrap_or_default(), calendar);
    if let Err(error) = Disk.write_folder(&folder, &draft.files) {
        out.complain(Phrase::CannotWritePath, vec![("path", shown), ("why", read_error(&error))]);
        return Exit::CannotRun;
    }
    let args = [
        ("bundle", shown),
        ("articles", draft.articles.to_string().into()),
        ("parameters", draft.parameters.to_string().into()),
        ("unbound", draft.unbound.to_string().into()),
        ("name", name.into()),
    ];
    for line in Phrase::FromTextDone.with(out.lang, &args).lines() {
        out.lines(fold(line, out.width()));
    }
    Exit::Well
}
