//! What an amendment must answer beside its words: what becomes of terms that may be running, and of
//! cases that wait where it changes the course (DESIGN 9.4, 9.5).

use std::sync::Arc;

use crate::amend::{Amended, names_in};
use crate::diagnostic::{Diagnostic, Problems};
use crate::lang::{Phrase, Problem};
use crate::policy::{Amendment, Answer, Applies, Change, ChangeKind, Edit, Name, Running, Whom};
use crate::program::Program;
use crate::program::check::{read_unstarted, runs_terms};

/// Tells of answers that are missing, and of answers that nobody asked for.
pub(super) fn answered(
    programs: &[Arc<Program>],
    amendments: &[Amendment],
    amended: &Amended,
) -> Problems {
    let mut problems = Problems::default();
    for (amendment, after) in amendments.iter().zip(&amended.rewritten) {
        for (edit, edited) in amendment.edits.iter().zip(&after.edits) {
            let changes = edited.derived.iter().chain(edit.runs.changes());
            let changes: Vec<&Change> = changes.collect();
            // Whoever is under a version from the opening of its case stays so.
            let is_fixed = matches!(amendment.whom(edit), Whom::By(Applies::Machine(_)));
            terms(programs, (edit, amendment.whom(edit)), &changes, is_fixed, &mut problems);
            if let Whom::Milder(_) = amendment.whom(edit) {
                let reaches_back = edit.reaches_back.is_some() || amendment.reaches_back.is_some();
                milder(edit, reaches_back, &changes, &mut problems);
                continue;
            }
            cases(amended, edit, &changes, is_fixed, &mut problems);
        }
    }
    problems
}

/// What cannot be where the milder of two versions is taken.
fn milder(edit: &Edit, reaches_back: bool, changes: &[&Change], problems: &mut Problems) {
    let moves = changes.iter().flat_map(|change| change.moves_cases());
    for (machine, state, _) in moves.take(1) {
        let (machine, state) = (machine.value.as_str().into(), state.value.as_str().into());
        let args = vec![("machine", machine), ("state", state)];
        problems.add(Problem::MilderMoves, edit.at.part(0, 1), args);
    }
    for (name, _) in &edit.cases_in {
        let args = vec![("name", name.value.as_str().into())];
        problems.add(Problem::AnswerOfNothing, name.span, args);
    }
    if reaches_back {
        problems.add(Problem::MilderReachesBack, edit.at.part(0, 1), vec![]);
    }
}

fn terms(
    programs: &[Arc<Program>],
    (edit, whom): (&Edit, &Whom),
    changes: &[&Change],
    is_fixed: bool,
    problems: &mut Problems,
) {
    let lengths = changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::Parameter { name, .. }
        | ChangeKind::Values { name, .. }
        | ChangeKind::Row { name, .. } => Some(name),
        _ => None,
    });
    let running: Vec<&Name> = lengths
        .clone()
        .filter(|name| programs.iter().any(|program| runs_terms(program, name)))
        .collect();
    // A rule that does not add the length to a day knows nothing of what had begun.
    let of_act = matches!(whom, Whom::All | Whom::By(Applies::Act));
    let given = edit.running.as_ref().filter(|given| of_act && given.value != Running::Recount);
    let ruled = given.and_then(|given| {
        let mut all = lengths.clone().filter_map(|name| {
            Some((name, programs.iter().find_map(|program| read_unstarted(program, name))?))
        });
        all.next().map(|(name, rule)| (given, name, rule))
    });
    if let Some((given, name, rule)) = ruled {
        let args = vec![("name", name.value.as_str().into()), ("rule", (&rule.title).into())];
        let told = Diagnostic::new(Problem::RunningOutOfReach, given.span, args);
        problems.push(told.with_related(rule.at, Phrase::ReadHere));
        return;
    }
    match (&edit.running, running.first()) {
        (None, Some(name)) if !is_fixed => {
            let args = vec![("name", name.value.as_str().into())];
            problems.add(Problem::NoRunning, edit.at.part(0, 1), args);
        }
        (Some(given), None) => problems.add(Problem::RunningOfNothing, given.span, vec![]),
        _ => {}
    }
}

/// The states of which it must be said where their cases go on: those that are gone, and those before
/// which a stage comes in.
fn cases(
    amended: &Amended,
    edit: &Edit,
    changes: &[&Change],
    is_fixed: bool,
    problems: &mut Problems,
) {
    let mut asked: Vec<(String, String, bool)> = Vec::new();
    for change in changes {
        asked.extend(change.moves_cases().into_iter().map(|(machine, state, is_gone)| {
            (machine.value.clone(), state.value.clone(), is_gone)
        }));
    }
    let means = |name: &Name, (machine, state, _): &(String, String, bool)| {
        name.value == *state || name.value == format!("{machine}.{state}")
    };
    let known = |name: &Name| {
        let inner = name.value.rsplit('.').next().unwrap_or_default();
        let mut machines = amended.versions.iter().flat_map(|version| &version.machines);
        machines.any(|machine| names_in(&machine.root).contains(&inner))
    };
    for (name, answer) in &edit.cases_in {
        let about = asked.iter().find(|asked| means(name, asked));
        let args = || vec![("name", name.value.as_str().into())];
        match (about, answer) {
            _ if !known(name) => {}
            (None, _) => problems.add(Problem::AnswerOfNothing, name.span, args()),
            (Some(_), _) if is_fixed => {
                problems.add(Problem::AnswerOfNothing, name.span, args());
            }
            (Some((_, _, true)), Answer::Stay) => {
                problems.add(Problem::NowhereToStay, name.span, args());
            }
            (Some((machine, ..)), Answer::To(to)) => {
                let after = amended.versions.last();
                let machines = after.iter().flat_map(|bundle| &bundle.machines);
                let found = machines.clone().find(|known| known.name.value == *machine);
                if found.is_none_or(|machine| !names_in(&machine.root).contains(&to.value.as_str()))
                {
                    let args =
                        vec![("name", to.value.as_str().into()), ("kind", Phrase::State.into())];
                    let states = found.map(|machine| names_in(&machine.root)).unwrap_or_default();
                    let wrong = Diagnostic::new(Problem::UnknownName, to.span, args);
                    problems.push(wrong.with_nearest(to, states.iter().copied()));
                }
            }
            (Some(_), Answer::Stay) => {}
        }
    }
    for one @ (machine, state, _) in asked.iter().filter(|_| !is_fixed) {
        if edit.cases_in.iter().all(|(name, _)| !means(name, one)) {
            let args = vec![("machine", machine.as_str().into()), ("state", state.as_str().into())];
            problems.add(Problem::NoAnswer, edit.at.part(0, 1), args);
        }
    }
}
