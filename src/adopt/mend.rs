//! What an amendment leaves nothing of: a meaning that is not followed and changes what is gone, or that cannot
//! stand with the amendment; a number that nothing reads and no text shows any more. It is not written, where
//! the amendment laid over the bundle comes to the same, and told.

use std::path::Path;

use super::draft::{Draft, Why, not_there};
use super::edit::{cut, edited, entry, field};
use super::find::Step;
use super::piece::Stands;
use super::rule::words;
use super::same::otherwise;
use crate::amend::{Overlay, amended, hides, lay};
use crate::diagnostic::Problems;
use crate::lang::{Problem, Severity};
use crate::policy::read::{MANIFEST, is_use};
use crate::policy::{Amendment, Bundle, Change, Name, ReadingOption, Section};
use crate::program::compile;
use crate::source::{Door, Node, Over, Shape, Span};

/// Something that was not written, since nothing is left of what it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// A change of what is gone.
    Change {
        /// The meaning that makes it: `A12=whole_programme`.
        meaning: String,
        /// The change as it was written.
        words: String,
    },
    /// A meaning that cannot stand with the amendment: it cannot be followed beneath it, or would hide it.
    Meaning {
        /// `A12=whole_programme`
        meaning: String,
    },
    /// A parameter that nothing reads and no text shows any more.
    Parameter {
        /// Its name.
        name: String,
    },
}

/// How often uses are written out in one amendment.
const MOST: usize = 1000;

impl Draft<'_> {
    /// The folder of an amendment with the changes that pieces give in it written out; what cannot be written
    /// out stays as it is.
    pub(super) fn written_out(&self, path: &Path) -> Over<'_> {
        let over = Over::new(&self.over, path.to_owned());
        let Ok(mut text) = self.over.read(path) else { return over };
        for _ in 0..MOST {
            let Some(page) = super::draft::page("", text.clone()) else { break };
            let Some((used, stands)) = used(&page.tree) else { break };
            let Ok(edit) = self.unfolded(&page, used, &stands) else { break };
            text = edited(&page.text, vec![edit]);
        }
        // What cannot be kept is read as it lies there.
        match over.write(path, &text) {
            Ok(()) => over,
            Err(_) => Over::new(&self.over, self.folder.join("amendments")),
        }
    }

    /// Takes out what the meanings that are not followed change and is gone, and those that cannot stand with
    /// the amendment; `before` is the bundle over which it is laid.
    pub(super) fn meanings(
        &self,
        before: &Bundle,
        amendment: &Amendment,
    ) -> Result<Vec<Dropped>, Why> {
        let mut dropped = Vec::new();
        let mut after = self.bundle()?;
        for (number, reading) in &before.readings {
            let others =
                reading.options.iter().filter(|(name, _)| name.value != reading.chosen.value);
            for (name, _) in others {
                let overlay = followed(number, name);
                let wrong = errors(&after, &overlay);
                if wrong.is_empty() || !errors(before, &overlay).is_empty() {
                    continue;
                }
                let meaning = format!("{}={}", number.value, name.value);
                let mut under = Problems::default();
                let laid = amended(before, std::slice::from_ref(amendment), &overlay, &mut under);
                let wanted = laid.versions.last().filter(|_| !under.has_errors());
                let mut done = match wanted {
                    Some(wanted) => {
                        self.changes_out(&after, (number, name, &meaning), &wrong, wanted)?
                    }
                    None => Vec::new(),
                };
                let amendment = std::slice::from_ref(amendment);
                hides(before, &overlay, amendment, &laid.rewritten, &mut under);
                let stands = !under.has_errors()
                    && under.iter().all(|found| found.problem != Problem::HidesEdit);
                if done.is_empty() && !stands {
                    done = self.meaning_out(number, name, meaning)?;
                }
                if !done.is_empty() {
                    dropped.extend(done);
                    after = self.bundle()?;
                }
            }
        }
        Ok(dropped)
    }

    fn bundle(&self) -> Result<Bundle, Why> {
        let (bundle, _, problems) = self.read();
        bundle.filter(|_| !problems.has_errors()).ok_or_else(|| not_there(MANIFEST))
    }

    /// Takes a meaning out of a reading, unless something else needs it.
    fn meaning_out(
        &self,
        number: &Name,
        name: &Name,
        meaning: String,
    ) -> Result<Vec<Dropped>, Why> {
        let steps = [Step::Field("options"), Step::Written];
        let (page, map) = self.declared_at("readings", number, &steps)?;
        let edit = entry(&map, name).and_then(|(at, _)| cut(&page.text, &map, at));
        let Some(edit) = edit else { return Ok(Vec::new()) };
        self.keep(&page, vec![edit])?;
        if self.bundle().is_ok() {
            return Ok(vec![Dropped::Meaning { meaning }]);
        }
        self.write(&page.name, &page.text)?;
        Ok(Vec::new())
    }

    /// Takes the changes out in which something is wrong, where the meaning then is what it is under the
    /// amendment laid over the bundle.
    fn changes_out(
        &self,
        after: &Bundle,
        (number, name, meaning): (&Name, &Name, &str),
        wrong: &[Span],
        wanted: &Bundle,
    ) -> Result<Vec<Dropped>, Why> {
        let Some(option) = option(after, number, name) else { return Ok(Vec::new()) };
        let holds = |change: &&Change| wrong.iter().any(|at| lies_in(*at, change.at));
        let gone: Vec<&Change> = option.changes.iter().filter(holds).collect();
        let steps = [Step::Field("options"), Step::Key(name.value.clone()), Step::Field("changes")];
        let (before, _) = self.declared_at("readings", number, &steps[..1])?;
        let mut dropped = Vec::new();
        // The last first, so that the places of the others stay.
        for change in gone.iter().rev() {
            let (page, list) = self.declared_at("readings", number, &steps)?;
            let Shape::List(items) = &list.shape else { break };
            let own = items.iter().position(|item| item.span.start == change.at.start);
            let edit = own.and_then(|at| cut(&page.text, &list, at));
            let (Some(edit), Some(item)) = (edit, own.and_then(|at| items.get(at))) else { break };
            let words = page.of(item).split_whitespace().collect::<Vec<_>>().join(" ");
            dropped.insert(0, Dropped::Change { meaning: meaning.to_owned(), words });
            self.keep(&page, vec![edit])?;
        }
        let is_same = !gone.is_empty()
            && dropped.len() == gone.len()
            && self.bundle().is_ok_and(|now| {
                let overlay = followed(number, name);
                let mut found = Problems::default();
                let now = lay(&now, &overlay, &mut found);
                !found.has_errors() && otherwise(wanted, &now).is_none()
            });
        if is_same {
            return Ok(dropped);
        }
        self.write(&before.name, &before.text)?;
        Ok(Vec::new())
    }

    /// How often the files name each parameter.
    pub(super) fn mentions(&self, bundle: &Bundle) -> Vec<(Name, usize)> {
        let files = self.files();
        let count = |name: &str| files.iter().map(|(_, text)| words(text, name).len()).sum();
        bundle.parameters.iter().map(|(name, _)| (name.clone(), count(name))).collect()
    }

    /// Takes out the parameters that something named before and nothing names now.
    pub(super) fn idle(&self, before: &[(Name, usize)]) -> Result<Vec<Dropped>, Why> {
        let mut dropped = Vec::new();
        let now = self.mentions(&self.bundle()?);
        for (name, count) in now {
            let was = before.iter().find(|(known, _)| known.value == name.value);
            if count != 1 || was.is_none_or(|(_, was)| *was < 2) {
                continue;
            }
            let Some((file, _)) = self.declared("parameters", &name)? else { continue };
            let Some(text) = self.text(&file) else { continue };
            self.remove(&[(Section::Parameter, name.clone())])?;
            let is_whole = self.bundle().is_ok_and(|bundle| {
                let mut found = Problems::default();
                compile(&lay(&bundle, &Overlay::default(), &mut found)).0.is_some()
            });
            match is_whole {
                true => dropped.push(Dropped::Parameter { name: name.value }),
                false => self.write(&file, &text)?,
            }
        }
        Ok(dropped)
    }
}

/// One meaning followed.
fn followed(number: &Name, name: &Name) -> Overlay {
    Overlay { readings: vec![(number.clone(), name.clone())], changes: Vec::new() }
}

/// The places of what is wrong where this is laid over a bundle.
fn errors(bundle: &Bundle, overlay: &Overlay) -> Vec<Span> {
    let mut found = Problems::default();
    lay(bundle, overlay, &mut found);
    let wrong = found.iter().filter(|one| one.problem.severity() == Severity::Error);
    wrong.filter_map(|one| one.at).collect()
}

fn option<'b>(bundle: &'b Bundle, number: &Name, name: &Name) -> Option<&'b ReadingOption> {
    let reading = bundle.readings.iter().find(|(known, _)| known.value == number.value);
    let mut options = reading.into_iter().flat_map(|(_, reading)| &reading.options);
    options.find(|(known, _)| known.value == name.value).map(|(_, option)| option)
}

fn lies_in(at: Span, whole: Span) -> bool {
    at.file == whole.file && whole.start <= at.start && at.end <= whole.end
}

/// The first use among the edits of an amendment and what they run.
fn used(amendment: &Node) -> Option<(&Node, Stands)> {
    let (_, edits) = field(amendment, "edits")?;
    if let Some(found) = in_list(edits) {
        return Some(found);
    }
    let Shape::List(edits) = &edits.shape else { return None };
    edits.iter().filter_map(|edit| field(edit, "runs")).find_map(|(_, runs)| in_list(runs))
}

fn in_list(list: &Node) -> Option<(&Node, Stands)> {
    if is_use(list) {
        return Some((list, Stands::Alone));
    }
    let Shape::List(items) = &list.shape else { return None };
    items.iter().find(|item| is_use(item)).map(|used| (used, Stands::Item))
}
