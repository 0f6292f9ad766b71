//! What came out otherwise, by meaning: the stories are told under the law under which they were approved
//! and under that of now, and what comes is compared, cause first. That it is the law of the
//! approval is not taken on trust: told under it, a story must come out as it was approved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::tested::Tested;
use super::wording::{Reworded, reworded};
use crate::compare::{Baseline, Came, Element, Elements, Manner, Other, Touched, whole};
use crate::lang::{Lang, Text};
use crate::pipeline::{Loaded, stories_of};
use crate::report::compared::{Comparison, element_title, operation};
use crate::snapshot::snapshot_text;
use crate::workbench::{Held, Workbench, each};

/// What came out otherwise of the stories of one bundle.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The folder of the bundle.
    pub bundle: PathBuf,
    /// What it is compared with: a revision.
    pub since: String,
    /// What is otherwise in the bundle: each value, each element, with the words that show it.
    pub edits: Vec<String>,
    /// The stories of which it is told by meaning what came out otherwise, by their positions.
    pub told: BTreeSet<usize>,
    /// Of these, those in which no step, state, day, sum, line of a register or duty is otherwise.
    pub worded: BTreeSet<usize>,
    /// How these are told otherwise.
    pub words: Vec<Reworded>,
    /// How much money, since when.
    pub summary: Vec<String>,
    /// What turns, each cause in two lines.
    pub groups: Vec<Vec<String>>,
    /// Of each story where its courses turn and what follows.
    pub of_story: BTreeMap<usize, Vec<String>>,
    /// For each story, which cause it shows first.
    pub cause: BTreeMap<usize, usize>,
    /// What is otherwise and no story of these comes by.
    pub unfelt: Vec<String>,
    /// The whole as data.
    pub json: Json,
}

/// Tells by meaning what came out otherwise. `base` is the law of then, `stories` are those that came
/// out otherwise than approved, each with its position. None where nothing is otherwise in the
/// bundle.
pub fn meaning(
    (bundle, since): (&Path, &str),
    (base, now): (&Loaded, &Loaded),
    stories: &[(usize, &Tested)],
    lang: Lang,
) -> Option<Meaning> {
    let (before, after) = (base.program.as_ref()?, now.program.as_ref()?);
    let files: Vec<PathBuf> = stories.iter().map(|(_, story)| story.file.clone()).collect();
    let then = Workbench::new(base, &files);
    let as_approved = each(&then.stories.iter().zip(stories).collect::<Vec<_>>(), |(held, one)| {
        is_as_approved(held, base, one.1)
    });
    let kept: Vec<&(usize, &Tested)> =
        stories.iter().zip(&as_approved).filter(|(_, is)| **is).map(|(one, _)| one).collect();
    let files: Vec<PathBuf> = kept.iter().map(|(_, story)| story.file.clone()).collect();
    let (then, today) = (Workbench::new(base, &files), Workbench::new(now, &files));
    let baseline = Baseline::new(base, &then.stories)?;
    let manner = Manner { fixed_dates: true, only: None, stack: &[] };
    let other = Other { all: now, apart: &[], edits: &[] };
    let found = whole(&today.stories, &baseline, &other, manner);
    let touched = Touched::between(before, after);
    if touched.elements.is_empty() && !touched.wide && kept.is_empty() {
        return None;
    }
    let name = bundle.file_name().map(|name| name.to_string_lossy().into_owned());
    let comparison = Comparison {
        name: name.unwrap_or_default(),
        before,
        after,
        operations: vec![operation("", before, after, lang)],
        room: stories_of(bundle).unwrap_or_default(),
        stories: kept.iter().map(|(_, story)| (story.file.clone(), title(story))).collect(),
        whole: &found,
        reasons: Vec::new(),
        bisected: None,
    };
    let parts = comparison.parts(lang);
    let position = |at: usize| kept.get(at).map(|(position, _)| *position);
    let cause = |(at, _): (usize, &(usize, &Tested))| {
        let first = found.groups.iter().position(|group| group.stories.contains(&at))?;
        Some((position(at)?, first))
    };
    // What turns under another law that a story names is not seen here: its words tell it.
    let has_branches =
        |at: usize| today.stories.get(at).is_some_and(crate::workbench::Held::branches);
    let without = found.stories.iter().enumerate().filter(|(_, one)| one.turns().is_empty());
    let without: Vec<usize> = without.map(|(at, _)| at).collect();
    let untold: BTreeSet<usize> =
        without.iter().filter(|at| has_branches(**at)).filter_map(|at| position(*at)).collect();
    let worded: BTreeSet<usize> =
        without.into_iter().filter_map(position).filter(|at| !untold.contains(at)).collect();
    let words =
        reworded(kept.iter().filter(|(at, _)| worded.contains(at)).filter_map(|(at, story)| {
            Some((*at, story.approved.as_deref()?, story.text.as_deref()?))
        }));
    let unfelt = unfelt(&baseline, &touched);
    Some(Meaning {
        bundle: bundle.to_owned(),
        since: since.to_owned(),
        edits: parts.operations.concat(),
        told: kept.iter().map(|(at, _)| *at).filter(|at| !untold.contains(at)).collect(),
        worded,
        words,
        summary: parts.summary.into_iter().skip(1).collect(),
        groups: parts.groups,
        cause: kept.iter().copied().enumerate().filter_map(cause).collect(),
        of_story: parts
            .stories
            .into_iter()
            .filter_map(|(at, _, lines)| Some((position(at)?, lines)))
            .collect(),
        unfelt: unfelt.iter().map(|one| element_title(one, before, after, lang)).collect(),
        json: comparison.json(lang),
    })
}

fn title(story: &Tested) -> Text {
    story.title.clone()
}

/// Whether a story told under the law of then comes out as it was approved.
fn is_as_approved(held: &Held, base: &Loaded, tested: &Tested) -> bool {
    let story = held.story.as_ref().ok().zip(base.program.as_ref());
    let text = story.and_then(|(story, program)| snapshot_text(program, &base.tell(story, false)));
    text.zip(tested.approved.as_ref()).is_some_and(|(text, approved)| text.trim() == approved)
}

/// What is otherwise and none of the stories comes by.
fn unfelt(baseline: &Baseline<'_>, touched: &Touched) -> Vec<Element> {
    let is_met = |element: &&Element| {
        let leading = baseline.leading(&Elements::from([(*element).clone()]));
        baseline.came.iter().any(|came| match came {
            Came::Played(_, course) => !baseline.met(&course.visited, &leading).is_empty(),
            Came::Untold(_) => false,
        })
    };
    touched.elements.iter().filter(|element| !is_met(element)).cloned().collect()
}
