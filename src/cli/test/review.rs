//! `banfa test --review`: outcomes approved one by one, each told by meaning first. What is decided is
//! written at once, so that who leaves in the middle loses nothing of it.

use std::collections::BTreeSet;

use super::write::carry_out;
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::lang::{Phrase, Word};
use crate::snapshot::{approve, withdraw};
use crate::source::Batch;
use crate::suite::{Show, Suite, human, shown, story_lines};

/// What is decided of one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Accept,
    /// It, and all that show the same cause.
    AcceptAll,
    Reject,
    Skip,
    Explain,
    Quit,
}

impl Key {
    const fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'a' => Self::Accept,
            'A' => Self::AcceptAll,
            'r' => Self::Reject,
            's' => Self::Skip,
            'e' => Self::Explain,
            'q' => Self::Quit,
            _ => return None,
        })
    }
}

/// Goes through the outcomes that wait, and asks of each.
///
/// # Errors
/// How the command ends where a file cannot be written; it has been told why.
pub(super) fn review(suite: &mut Suite, out: &mut Terminal) -> Result<(), Exit> {
    let lang = out.lang;
    let stories = suite.stories.iter().enumerate();
    let waiting: Vec<usize> =
        stories.filter(|(_, story)| story.fate.is_open()).map(|(at, _)| at).collect();
    // What is edited, and by what it turns, before the stories one by one.
    let head = Suite { meanings: suite.meanings.clone(), ..Suite::default() };
    let show = Show { width: out.width(), ..Show::default() };
    let lines = human(&head, show, lang);
    out.lines(lines.iter().take(lines.len().saturating_sub(1)));
    let mut decided: BTreeSet<usize> = BTreeSet::new();
    'stories: for (number, &at) in waiting.iter().enumerate() {
        if decided.contains(&at) {
            continue;
        }
        let args = [
            ("number", Word::from((number + 1).to_string())),
            ("all", waiting.len().to_string().into()),
        ];
        out.line("");
        out.line(&Phrase::ReviewHead.with(lang, &args));
        out.lines(story_lines(suite, at, false, lang));
        loop {
            out.say_on(Phrase::ReviewAsk.plain(lang));
            let Some(letter) = out.key() else { break 'stories };
            match Key::of(letter) {
                Some(Key::Accept) => accept(suite, &[at], out)?,
                Some(Key::AcceptAll) => {
                    let alike = alike(suite, at, &waiting, &decided);
                    accept(suite, &alike, out)?;
                    decided.extend(alike);
                }
                Some(Key::Reject) => reject(suite, at, out)?,
                Some(Key::Skip) => {}
                Some(Key::Explain) => {
                    out.lines(story_lines(suite, at, true, lang));
                    continue;
                }
                Some(Key::Quit) => break 'stories,
                None => {
                    out.line(Phrase::ReviewKeys.plain(lang));
                    continue;
                }
            }
            break;
        }
        decided.insert(at);
    }
    for orphan in std::mem::take(&mut suite.orphans) {
        let args = [("path", Word::from(shown(&orphan)))];
        out.line("");
        out.say_on(&Phrase::ReviewOrphan.with(lang, &args));
        match out.key() {
            Some('a') => {
                let mut batch = Batch::default();
                batch.remove(orphan.clone());
                carry_out(&batch, out)?;
                suite.removed.push(orphan);
            }
            _ => suite.orphans.push(orphan),
        }
    }
    out.line("");
    Ok(())
}

/// The stories that show the same cause and are not decided yet.
fn alike(suite: &Suite, at: usize, waiting: &[usize], decided: &BTreeSet<usize>) -> Vec<usize> {
    let cause = |at: usize| {
        let by_meaning = suite.meanings.iter().enumerate();
        let mut by_meaning =
            by_meaning.filter_map(|(of, meaning)| Some((0, of, *meaning.cause.get(&at)?)));
        let by_words = suite.reworded.iter().position(|group| group.stories.contains(&at));
        by_meaning.next().or_else(|| by_words.map(|group| (1, 0, group)))
    };
    let own = cause(at);
    let same = |other: &&usize| {
        **other == at || (own.is_some() && cause(**other) == own && !decided.contains(*other))
    };
    waiting.iter().filter(same).copied().collect()
}

fn accept(suite: &mut Suite, stories: &[usize], out: &mut Terminal) -> Result<(), Exit> {
    let mut batch = Batch::default();
    for at in stories {
        let story = suite.stories.get(*at);
        if let Some((story, text)) = story.and_then(|story| Some((story, story.text.as_ref()?))) {
            approve(&mut batch, &story.file, text);
        }
    }
    carry_out(&batch, out)?;
    suite.approved.extend(stories);
    Ok(())
}

fn reject(suite: &Suite, at: usize, out: &mut Terminal) -> Result<(), Exit> {
    let Some(story) = suite.stories.get(at) else { return Ok(()) };
    let mut batch = Batch::default();
    withdraw(&mut batch, &story.file);
    carry_out(&batch, out)?;
    out.line(&Phrase::ReviewRejected.with(out.lang, &[("path", shown(&story.file).into())]));
    Ok(())
}
