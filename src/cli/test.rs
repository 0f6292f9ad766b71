//! `banfa test`: scenarios held against what they expect and against their approved outcomes.

use clap::ArgMatches;
use similar::{ChangeTag, TextDiff};

use super::exit::Exit;
use super::run::{Chosen, choose};
use super::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::pipeline;
use crate::policy::read::read_error;
use crate::report::{mismatch_lines, scenario_line};
use crate::scenario::play;
use crate::snapshot::{Compared, compare, snapshot_text, write};
use crate::source::Sources;
use crate::workbench::each;

/// What became of one file.
struct Tested {
    title: String,
    wrong: Vec<String>,
    text: Option<String>,
}

/// Runs the command.
pub fn test(matches: &ArgMatches, out: &mut Terminal) -> Exit {
    let Some(Chosen { files, bundles, loaded, .. }) = choose(matches, out) else {
        return Exit::CannotRun;
    };
    let accept = matches.get_flag("accept");
    let lang = out.lang;
    let work: Vec<_> = files.iter().zip(&bundles).collect();
    let tested = each(&work, |(file, bundle)| {
        let program = bundle
            .as_ref()
            .and_then(|bundle| loaded.get(bundle))
            .and_then(|bundle| bundle.program.as_ref());
        let nothing = |why: String| Tested { title: String::new(), wrong: vec![why], text: None };
        let Some(program) = program else {
            let path = file.to_string_lossy().into_owned();
            return nothing(Phrase::NoBundleFor.with(lang, &[("path", path.into())]));
        };
        match pipeline::plan_file(file, program) {
            Err(error) => nothing(read_error(&error).say(lang)),
            Ok(planned) => {
                let Some(plan) = planned.plan else {
                    let problems = planned.problems.sorted();
                    let style = crate::diagnostic::Style { lang, color: false, width: 100 };
                    let shown = problems
                        .iter()
                        .map(|problem| crate::diagnostic::render(problem, &planned.sources, style));
                    return Tested { title: String::new(), wrong: shown.collect(), text: None };
                };
                let title = plan.title.get(lang).to_owned();
                let played = play(plan, program, false);
                let sources: &Sources = &planned.sources;
                let wrong = mismatch_lines(&played, sources, lang);
                Tested { title, wrong, text: Some(snapshot_text(program, &played)) }
            }
        }
    });
    let (mut passed, mut failed, mut accepted) = (0, 0, 0);
    for (file, tested) in files.iter().zip(&tested) {
        let path = file.to_string_lossy();
        let compared = match tested.text.as_deref().map(|text| compare(file, text)) {
            Some(Err(error)) => {
                let args = vec![("path", Word::from(path.as_ref())), ("why", read_error(&error))];
                out.complain(Phrase::CannotReadPath, args);
                return Exit::CannotRun;
            }
            Some(Ok(compared)) => compared,
            None => Compared::Same,
        };
        let right = tested.wrong.is_empty() && compared == Compared::Same;
        if right {
            passed += 1;
            continue;
        }
        out.line(&scenario_line(&path, &tested.title, false, lang));
        out.lines(&tested.wrong);
        let text = tested.text.as_deref().unwrap_or("");
        match &compared {
            Compared::Same => {}
            Compared::New => out.line(&format!("  {}", Phrase::NewOutcome.plain(lang))),
            Compared::Differs(approved) => {
                let diff = TextDiff::from_lines(approved.as_str(), text);
                for change in diff.iter_all_changes() {
                    let sign = match change.tag() {
                        ChangeTag::Delete => "-",
                        ChangeTag::Insert => "+",
                        ChangeTag::Equal => continue,
                    };
                    out.line(&format!("  {sign} {}", change.value().trim_end()));
                }
            }
        }
        // An outcome is approved only where the story is as it expects to be.
        let approve = accept && tested.wrong.is_empty();
        if compared != Compared::Same
            && let Err(error) = write(file, text, approve)
        {
            let args = vec![("path", Word::from(path.as_ref())), ("why", read_error(&error))];
            out.complain(Phrase::CannotWritePath, args);
            return Exit::CannotRun;
        }
        if approve { accepted += 1 } else { failed += 1 }
    }
    let args = [
        ("passed", Word::from(passed.to_string())),
        ("failed", failed.to_string().into()),
        ("accepted", accepted.to_string().into()),
    ];
    out.line(&Phrase::TestSummary.with(lang, &args));
    if failed > 0 { Exit::FallsShort } else { Exit::Well }
}
