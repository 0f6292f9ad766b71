//! For each thing that no story shows a story that does: the nearest with one thing otherwise, or with
//! steps put at its end. What is made is read back from its text and played before it is told.

use std::path::{Path, PathBuf};

use super::asked::{considered, each_asked, part};
use super::change::{Change, apply};
use super::draft::{Came, Draft};
use super::search::{Added, Filling, Goal, search};
use super::words::{change_words, compared};
use crate::analysis::coverage::{Covered, Element, Elements, Gap, Kind, Of, Outcome, follow};
use crate::lang::{Lang, Phrase, Text};
use crate::pipeline::{Loaded, Story};
use crate::program::Program;
use crate::report::Teller;
use crate::report::coverage::{Sheet, element_words};
use crate::rule::Clause;
use crate::scenario::{
    Plan, PlannedWhat, Watched, address_text, configurations, play_heard, play_watched,
    refusal_words,
};
use crate::source::{Disk, Door, Over};
use crate::world::journal::What;
use crate::world::{Engine, Journal, World};

/// How many stories are tried for a gap.
const MOST_BASES: usize = 4;
/// How many changes of a story are tried for a gap.
const MOST_TRIED: usize = 80;
/// How many instances a story tells the ending of.
const MOST_TOLD: usize = 6;

/// A story that others can be made from.
pub struct Base {
    /// Its file.
    pub path: PathBuf,
    /// As it is planned under the bundle itself, without lines that only expect.
    pub plan: Plan,
}

impl Base {
    /// The story in a file; nothing where it assumes another law.
    pub fn of(path: &Path, loaded: &Loaded) -> Option<Self> {
        let story = Story::read(&Disk, path, &loaded.sources).ok()?;
        let (planned, own) = loaded.plan(&story);
        let mut plan = planned.plan.filter(|_| own.is_none())?;
        plan.lines.retain(|line| !matches!(line.what, PlannedWhat::Expect(_)));
        plan.lines.iter_mut().for_each(|line| (line.refused, line.list) = (None, None));
        (plan.until, plan.expect) = (None, None);
        Some(Self { path: path.to_owned(), plan })
    }
}

/// What there is to make from.
pub struct Ground<'a> {
    /// The bundle.
    pub loaded: &'a Loaded,
    /// Its program.
    pub program: &'a Program,
    /// What its stories show, in both languages.
    pub sheets: [&'a Sheet<'a>; 2],
    /// The stories, by their positions.
    pub bases: &'a [Option<Base>],
    /// The folder of what is made.
    pub into: &'a Path,
}

/// A story that was made.
pub struct Made {
    /// The name of its file.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What it shows, by the position of the gap.
    pub gap: usize,
}

/// What was made, and what was not found.
#[derive(Default)]
pub struct Generated {
    /// The stories.
    pub made: Vec<Made>,
    /// The gaps for which none was found.
    pub missed: Vec<usize>,
    /// How many changes were tried.
    pub tried: usize,
    /// How many worlds were looked at.
    pub worlds: usize,
}

/// Makes stories for the gaps of a kind, those that need not be seen apart.
pub fn generate(ground: &Ground<'_>, kind: Kind) -> Generated {
    let mut filling = Filling::default();
    ground.bases.iter().flatten().for_each(|base| filling.take(&base.plan));
    let mut making = Making { ground, filling, done: Generated::default() };
    let covered = ground.sheets[0].covered;
    for (at, gap) in covered.gaps.iter().enumerate() {
        let Some(element) = covered.elements.all.get(gap.element) else { continue };
        if element.kind() != kind || gap.is_excused() {
            continue;
        }
        match making.gap(gap, element) {
            Some(text) => {
                let file = file_name(element, gap.outcome);
                making.done.made.push(Made { file, text, gap: at });
            }
            None => making.done.missed.push(at),
        }
    }
    making.done
}

/// How a story came to be.
struct Way<'a> {
    base: &'a Base,
    change: Option<Change>,
    /// How many lines are kept.
    kept: usize,
    steps: Vec<Added>,
}

struct Making<'a> {
    ground: &'a Ground<'a>,
    filling: Filling,
    done: Generated,
}

impl<'a> Making<'a> {
    fn covered(&self) -> &'a Covered {
        self.ground.sheets[0].covered
    }

    fn elements(&self) -> &'a Elements {
        &self.covered().elements
    }

    fn shows(&self, plan: Plan, gap: &Gap) -> bool {
        let trail = follow(plan, self.ground.program, self.elements());
        trail.seen.contains(&(gap.element, gap.outcome))
    }

    fn gap(&mut self, gap: &Gap, element: &Element) -> Option<String> {
        let bases = self.bases(gap, element);
        for base in &bases {
            if let Some(way) = self.changed(base, gap, element)
                && let Some(text) = self.written(&way, gap, element)
            {
                return Some(text);
            }
        }
        let goal = goal(element, gap.outcome)?;
        for base in bases {
            if let Some(way) = self.stepped(base, goal)
                && let Some(text) = self.written(&way, gap, element)
            {
                return Some(text);
            }
        }
        None
    }

    /// The stories to begin with: the nearest, then the shortest that came to where it begins.
    fn bases(&self, gap: &Gap, element: &Element) -> Vec<&'a Base> {
        let covered = self.covered();
        let of = |story: usize| self.ground.bases.get(story).and_then(Option::as_ref);
        let mut stories: Vec<usize> = gap.near.iter().map(|near| near.story).collect();
        let stood = covered.elements.all.iter().enumerate().filter(|(_, one)| {
            match (&one.of, goal(element, gap.outcome)) {
                (Of::State(machine, state), Some(goal)) => {
                    let chart = &self.ground.program.machines[goal.machine].chart;
                    *machine == goal.machine && *state == chart.source(goal.transition)
                }
                (Of::Guard(_, rule), None) => element.rule == Some(*rule),
                _ => false,
            }
        });
        let mut others: Vec<usize> = stood
            .filter_map(|(at, _)| covered.seen.get(at))
            .flat_map(|seen| seen.values().flatten().copied())
            .collect();
        others.sort_by_key(|story| {
            (of(*story).map_or(usize::MAX, |base| base.plan.lines.len()), *story)
        });
        stories.extend(others);
        let mut found: Vec<&Base> = Vec::new();
        for base in stories.into_iter().filter_map(of) {
            if !found.iter().any(|known| known.path == base.path) {
                found.push(base);
            }
        }
        found.truncate(MOST_BASES);
        found
    }

    /// The story with one thing otherwise.
    fn changed(&mut self, base: &'a Base, gap: &Gap, element: &Element) -> Option<Way<'a>> {
        let program = self.ground.program;
        let mut changes = considered(program, &base.plan, element);
        changes.sort_by_key(Change::distance);
        for change in changes.into_iter().take(MOST_TRIED) {
            self.done.tried += 1;
            let mut plan = base.plan.clone();
            apply(&[&change], &mut plan, program, 0);
            if !self.shows(plan.clone(), gap) {
                continue;
            }
            // The fewest lines that show it.
            let (mut least, mut most) = (1, plan.lines.len());
            while least < most {
                let middle = usize::midpoint(least, most);
                let mut part = plan.clone();
                part.lines.truncate(middle);
                match self.shows(part, gap) {
                    true => most = middle,
                    false => least = middle + 1,
                }
            }
            return Some(Way { base, change: Some(change), kept: most, steps: Vec::new() });
        }
        None
    }

    /// The story with steps put at the end of it, or earlier.
    fn stepped(&mut self, base: &'a Base, goal: Goal) -> Option<Way<'a>> {
        let program = self.ground.program;
        let mut starts: Vec<(usize, World)> = Vec::new();
        let played = play_watched(base.plan.clone(), program, |watched| {
            if let Some((line, _)) = watched.line {
                starts.push((line, watched.world.clone()));
            }
        });
        let engine = Engine { program, cast: &played.plan.cast };
        let mut seen = 0;
        let found = search(&engine, starts, goal, &self.filling, &mut seen);
        self.done.worlds += seen;
        let found = found?;
        Some(Way { base, change: None, kept: found.line + 1, steps: found.steps })
    }

    /// The story as text, read back and played; nothing where it does not show what it is to show.
    fn written(&self, way: &Way<'_>, gap: &Gap, element: &Element) -> Option<String> {
        let program = self.ground.program;
        let mut draft = Draft::read(&Disk, &way.base.path)?;
        let changes: Vec<&Change> = way.change.iter().collect();
        if !draft.change(&changes, (program, &way.base.plan)) {
            return None;
        }
        draft.cut(way.kept);
        draft.add(&way.steps, program, &way.base.plan.cast)?;
        let name = file_name(element, gap.outcome);
        let title = self.title(gap, element);
        let bare = self.planned(&name, &draft.text(&title, &[], &[], ""))?;
        let (came, ending, bound) = self.played(&bare, element);
        let comments = self.comments(way, (gap, element), bound);
        let text = draft.text(&title, &comments, &came, &ending);
        let plan = self.planned(&name, &text)?;
        let (played, ()) = play_heard(plan.clone(), program, (), |_| {});
        (played.mismatches.is_empty() && self.shows(plan, gap)).then_some(text)
    }

    /// A text planned as if it lay where it will.
    fn planned(&self, name: &str, text: &str) -> Option<Plan> {
        let path = self.ground.into.join(name);
        let over = Over::new(&Disk, self.ground.into.to_owned());
        over.write_bytes(&path, text.as_bytes()).ok()?;
        let story = Story::read(&over, &path, &self.ground.loaded.sources).ok()?;
        let (planned, own) = self.ground.loaded.plan(&story);
        planned.plan.filter(|_| own.is_none())
    }

    /// How lines came out, how it ends, and the last comparison with a bound.
    fn played(
        &self,
        plan: &Plan,
        element: &Element,
    ) -> (Vec<(usize, Came)>, String, Option<Clause>) {
        let program = self.ground.program;
        let (mut came, mut from) = (Vec::new(), 0);
        let watch = |watched: Watched<'_, Journal>| {
            let own = watched.journal.entries.get(from..).unwrap_or(&[]);
            from = watched.journal.entries.len();
            if let Some((at, Some(false))) = watched.line {
                let refused = own.iter().rev().find_map(|entry| match &entry.what {
                    What::Refused { reasons, .. } | What::FindingRefused { reasons, .. } => {
                        let machine = plan.lines.get(at).and_then(|line| line.machine(program));
                        Some(refusal_words(reasons, machine, program))
                    }
                    _ => None,
                });
                let (articles, kinds) = refused.unwrap_or_default();
                came.push((at, Came { articles, kinds }));
            }
        };
        let (played, _) = play_heard(plan.clone(), program, Journal::default(), watch);
        let own = |id| element.machine.is_none_or(|machine| played.world.machine_of(id) == machine);
        let all = configurations(program, &played.world);
        let told = all.into_iter().rev().filter(|(id, _)| own(*id)).take(MOST_TOLD);
        let mut states: Vec<String> = told
            .map(|(id, states)| {
                let address =
                    address_text(program, &played.plan.cast, &played.world.address(program, id));
                let states: Vec<String> =
                    states.iter().map(|state| super::ron::quoted(state)).collect();
                let states = match states.as_slice() {
                    [only] => only.clone(),
                    all => format!("[{}]", all.join(", ")),
                };
                format!("{}: {states}", super::ron::quoted(&address))
            })
            .collect();
        states.reverse();
        let ending = match states.is_empty() {
            true => String::new(),
            false => format!("  expect: (states: {{ {} }}),\n", states.join(", ")),
        };
        let mut bound = None;
        if let Some(place) = element.at.filter(|_| element.kind() == Kind::Boundary) {
            each_asked(program, plan, &mut |asked| {
                for one in &asked.guards {
                    for asked in &one.asked {
                        bound = part(&asked.clause, place).cloned().or_else(|| bound.take());
                    }
                }
            });
        }
        (came, ending, bound)
    }

    fn title(&self, gap: &Gap, element: &Element) -> Text {
        let say = |sheet: &Sheet<'_>| {
            let what = element_words(sheet, element);
            let outcome = outcome_words(gap.outcome).plain(sheet.lang);
            Phrase::GenTitle.with(sheet.lang, &[("what", what.into()), ("outcome", outcome.into())])
        };
        let [zh, en] = self.ground.sheets;
        Text { zh: say(zh), en: say(en) }
    }

    /// What is said of it for whoever reads it: its articles, what it was made from, how the value lies.
    fn comments(
        &self,
        way: &Way<'_>,
        (_, element): (&Gap, &Element),
        bound: Option<Clause>,
    ) -> Vec<String> {
        let program = self.ground.program;
        let mut parts =
            way.base.path.components().rev().map(|part| part.as_os_str().to_string_lossy());
        let file = parts.next().unwrap_or_default();
        let folder = parts.next().unwrap_or_default();
        let base = format!("{folder}/{file}");
        let mut plan = way.base.plan.clone();
        plan.cast.pool.add_list(Vec::new());
        let world = World::under(
            program,
            plan.lines.first().map_or(crate::calendar::Day::MIN, |line| line.day),
        );
        let mut lines = Vec::new();
        for lang in [Lang::Zh, Lang::En] {
            let teller =
                Teller { program, cast: &plan.cast, world: &world, undone: &[], day: None, lang };
            let cite = teller.articles(&element.cited.articles);
            let args = [("cite", cite.into()), ("base", base.as_str().into())];
            lines.push(Phrase::GenFrom.with(lang, &args));
            if let Some(change) = &way.change {
                lines.push(change_words(&teller, &plan, change));
            }
            if !way.steps.is_empty() {
                let args = [
                    ("line", way.kept.to_string().into()),
                    ("count", way.steps.len().to_string().into()),
                ];
                lines.push(Phrase::GenSteps.with(lang, &args));
            }
            lines.extend(bound.as_ref().and_then(|clause| compared(&teller, clause)));
        }
        lines
    }
}

/// The transition that is to be taken, or asked on a day.
fn goal(element: &Element, outcome: Outcome) -> Option<Goal> {
    let (machine, transition, off) = match element.of {
        Of::Transition(machine, transition) => (machine, transition, None),
        Of::Guard(Some((machine, transition)), _) => (machine, transition, None),
        Of::Floor(machine, transition) if outcome == Outcome::Below => {
            (machine, transition, Some(-1))
        }
        Of::Floor(machine, transition) => (machine, transition, Some(0)),
        _ => return None,
    };
    Some(Goal { machine, transition, off })
}

/// The name of a file: what it shows, letter by letter, without numbers that shift.
pub fn file_name(element: &Element, outcome: Outcome) -> String {
    let marks = [
        (">=", " ge "),
        ("<=", " le "),
        ("==", " eq "),
        ("!=", " ne "),
        (">", " gt "),
        ("<", " lt "),
    ];
    let mut name = element.name.clone();
    for (mark, word) in marks {
        name = name.replace(mark, word);
    }
    let mut out = String::new();
    for letter in name.chars() {
        match letter.is_alphanumeric() {
            true => out.push(letter),
            false if out.ends_with('_') || out.is_empty() => {}
            false => out.push('_'),
        }
    }
    let kept: String = out.trim_end_matches('_').chars().take(70).collect();
    let cut = out.trim_end_matches('_').chars().count() > 70;
    let tail = if cut { format!("_{}", super::draft::mark(&element.name)) } else { String::new() };
    format!("{kept}{tail}_{}.ron", outcome.word())
}

/// What came of an element, in words.
pub const fn outcome_words(outcome: Outcome) -> Phrase {
    match outcome {
        Outcome::Holds => Phrase::GenHolds,
        Outcome::Fails => Phrase::GenFails,
        Outcome::Unknown => Phrase::GenUnknown,
        Outcome::Below => Phrase::GenBelow,
        Outcome::At => Phrase::GenAt,
        Outcome::Above => Phrase::GenAbove,
        _ => Phrase::GenHappened,
    }
}
