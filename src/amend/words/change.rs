//! What becomes of words that are replaced: the new text with its slots, the values that stand in them
//! now, and the words that no value covers.

use std::ops::Range;

use super::align::{Alignment, Step, align};
use super::printed::{Placed, Shown, Token, printed, tokens};
use super::rewritten::Mark;
use super::value::{read_at, same, value_of};
use crate::lang::same_letters;
use crate::policy::{Bundle, ParameterValue, written_like};

/// Replaced words, put together with those that come.
pub(super) struct Changed {
    /// The new text as it is written, with its slots.
    pub(super) text: String,
    /// What stands in slots whose words are others.
    pub(super) captures: Vec<Capture>,
    /// What no value covers.
    pub(super) uncovered: Vec<Uncovered>,
    /// Both texts as printed.
    pub(super) marks: Vec<Mark>,
    /// Whether the slots could take other words just as well.
    pub(super) is_ambiguous: bool,
}

/// A slot whose words are others.
pub(super) struct Capture {
    /// What it showed.
    pub(super) slot: Shown,
    /// The new words.
    pub(super) words: String,
    /// Where they stand in the new text, in bytes.
    pub(super) at: Range<usize>,
    /// Each path with its value before and after.
    pub(super) values: Vec<(String, ParameterValue, ParameterValue)>,
    /// Whether the words around it are those that stood there, so that it is certain what it shows.
    pub(super) is_certain: bool,
}

/// Words that go and words that come with no value between them.
pub(super) struct Uncovered {
    pub(super) old: String,
    pub(super) new: String,
    /// What the words that go bind.
    pub(super) bound: Vec<String>,
}

/// What is asked while words are compared.
pub(super) struct Context<'b> {
    /// The bundle before.
    pub(super) bundle: &'b Bundle,
    /// The values that an edit gives besides, by path.
    pub(super) given: &'b [(String, ParameterValue)],
}

impl Context<'_> {
    /// The value that words write in the place of a slot's.
    fn read(&self, path: &str, old: &str, words: &str) -> Option<(ParameterValue, ParameterValue)> {
        let before = value_of(self.bundle, path)?;
        if let Some(after) = read_at(&before, old, words) {
            return Some((before, after));
        }
        // A value of another kind is said beside the words, which must show it.
        let (_, given) = self.given.iter().find(|(known, _)| known == path)?;
        let shows = written_like(given, words.trim());
        shows.filter(|shown| same_letters(shown, words)).map(|_| (before, given.clone()))
    }
    /// Whether words write a value of what a slot shows.
    pub(super) fn reads(&self, slot: &Shown, words: &str) -> bool {
        slot.bound.iter().all(|path| self.read(path, &slot.words, words).is_some())
    }
    /// What a slot shows now; none where its words are those that it showed.
    pub(super) fn capture(
        &self,
        slot: &Shown,
        words: &str,
        at: Range<usize>,
        is_certain: bool,
    ) -> Option<Capture> {
        if same_letters(words, &slot.words) {
            return None;
        }
        let read = |path: &String| {
            let (before, after) = self.read(path, &slot.words, words)?;
            Some((path.clone(), before, after))
        };
        let values: Vec<_> = slot.bound.iter().filter_map(read).collect();
        // Blanks are those of the place; the numerals are those that the drafter wrote.
        let styled = values.first().and_then(|(_, _, after)| written_like(after, &slot.words));
        let sample = styled.filter(|styled| same_letters(styled, words));
        let words = sample.unwrap_or_else(|| words.trim().to_owned());
        Some(Capture { slot: slot.clone(), words, at, values, is_certain })
    }
}

/// The old words, in a text as it is written.
pub(super) struct Old<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Those of its tokens that are replaced.
    pub(super) tokens: &'t [Placed],
}

/// Puts new words in the place of old ones. What is the same stays as the old text has it.
pub(super) fn change(old: &Old<'_>, new_text: &str, context: &Context<'_>) -> Changed {
    let new = tokens(new_text, None);
    let alignment = align(old.tokens, &new, new_text, &|slot, words| context.reads(slot, words));
    let mut writer = Writer {
        old,
        new: &new,
        new_text,
        context,
        out: String::new(),
        captures: Vec::new(),
        marks: Vec::new(),
    };
    writer.write(&alignment);
    Changed {
        text: writer.out,
        captures: writer.captures,
        uncovered: uncovered(&alignment, old, (new_text, &new), context.bundle),
        marks: writer.marks,
        is_ambiguous: alignment.is_whole() && alignment.is_ambiguous,
    }
}

struct Writer<'t> {
    old: &'t Old<'t>,
    new: &'t [Placed],
    new_text: &'t str,
    context: &'t Context<'t>,
    out: String,
    captures: Vec<Capture>,
    marks: Vec<Mark>,
}

impl Writer<'_> {
    fn write(&mut self, alignment: &Alignment) {
        let mut at = 0;
        let steps = &alignment.steps;
        while let Some(step) = steps.get(at) {
            let before = at.checked_sub(1).and_then(|at| steps.get(at));
            match step {
                Step::Same { old, .. } => {
                    self.gap(before, *old);
                    let place = self.old_place(*old..*old + 1);
                    let text = self.old.text.get(place).unwrap_or("").to_owned();
                    self.mark(Mark::same(&text));
                    self.out += &text;
                    at += 1;
                }
                Step::Value { old, new } => {
                    self.gap(before, *old);
                    let after = steps.get(at + 1);
                    let certain = |step: Option<&Step>| {
                        step.is_none_or(|step| matches!(step, Step::Same { .. }))
                    };
                    let is_certain = certain(before) && certain(after);
                    self.value(*old, new.clone(), is_certain);
                    at += 1;
                }
                Step::Gone(_) | Step::Come(_) => {
                    let mixed = |step: &&Step| matches!(step, Step::Gone(_) | Step::Come(_));
                    let run = steps.iter().skip(at).take_while(mixed).count();
                    self.replaced(steps.get(at..at + run).unwrap_or(&[]));
                    at += run;
                }
            }
        }
    }

    /// The blanks between a token that stays and the one before it that stayed.
    fn gap(&mut self, before: Option<&Step>, old: usize) {
        if !matches!(before, Some(Step::Same { .. } | Step::Value { .. })) {
            return;
        }
        let end = old.checked_sub(1).and_then(|at| self.old.tokens.get(at));
        let place = end.zip(self.old.tokens.get(old)).map(|(end, own)| end.at.end..own.at.start);
        let text = place.and_then(|place| self.old.text.get(place)).unwrap_or("").to_owned();
        self.mark(Mark::same(&text));
        self.out += &text;
    }

    fn old_place(&self, tokens: Range<usize>) -> Range<usize> {
        place(self.old.tokens, tokens)
    }

    fn value(&mut self, old: usize, new: Range<usize>, is_certain: bool) {
        let Some(Token::Slot(slot)) = self.old.tokens.get(old).map(|placed| &placed.token) else {
            return;
        };
        let at = place(self.new, new.clone());
        // Words in braces say themselves what they bind.
        let (words, is_certain) = match self.new.get(new.start).map(|placed| &placed.token) {
            Some(Token::Slot(explicit)) => (explicit.words.clone(), true),
            _ => (self.new_text.get(at.clone()).unwrap_or("").to_owned(), is_certain),
        };
        match self.context.capture(slot, &words, at, is_certain) {
            None => {
                self.out += &format!("{{{}:{}}}", slot.paths, slot.words);
                self.mark(Mark::same(&slot.words));
            }
            Some(capture) => {
                self.out += &format!("{{{}:{}}}", slot.paths, capture.words);
                self.mark(Mark::gone(&slot.words));
                self.mark(Mark::come(&capture.words));
                self.captures.push(capture);
            }
        }
    }

    /// Words that go and come at one place.
    fn replaced(&mut self, run: &[Step]) {
        let gone: Vec<usize> = run.iter().filter_map(gone).collect();
        let come: Vec<usize> = run.iter().filter_map(come).collect();
        let raw = self.new_text.get(place(self.new, range(&come))).unwrap_or("").to_owned();
        let old = self.old.text.get(self.old_place(range(&gone))).unwrap_or("");
        let old = printed(old, Some(self.context.bundle));
        let new = printed(&raw, None);
        self.out += &raw;
        self.mark(Mark::gone(&old));
        self.mark(Mark::come(&new));
    }

    fn mark(&mut self, mark: Mark) {
        Mark::push(&mut self.marks, mark);
    }
}

const fn gone(step: &Step) -> Option<usize> {
    if let Step::Gone(at) = step { Some(*at) } else { None }
}

const fn come(step: &Step) -> Option<usize> {
    if let Step::Come(at) = step { Some(*at) } else { None }
}

/// Where tokens stand; nothing at the beginning for none.
pub(super) fn place(tokens: &[Placed], range: Range<usize>) -> Range<usize> {
    let part = tokens.get(range).unwrap_or(&[]);
    part.first().zip(part.last()).map_or(0..0, |(first, last)| first.at.start..last.at.end)
}

/// What no value covers: words that go and come at one place. Those with a single letter between them
/// are told as one.
pub(super) fn uncovered(
    alignment: &Alignment,
    old: &Old<'_>,
    (new_text, new): (&str, &[Placed]),
    bundle: &Bundle,
) -> Vec<Uncovered> {
    let is_over = |step: &Step| matches!(step, Step::Gone(_) | Step::Come(_));
    let steps = &alignment.steps;
    let mut found = Vec::new();
    let mut at = 0;
    while at < steps.len() {
        if !steps.get(at).is_some_and(is_over) {
            at += 1;
            continue;
        }
        let mut end = at;
        let mut same = 0;
        for (here, step) in steps.iter().enumerate().skip(at) {
            match is_over(step) {
                true => (end, same) = (here + 1, 0),
                false => same += 1,
            }
            if same > 1 || matches!(step, Step::Value { .. }) {
                break;
            }
        }
        let run = steps.get(at..end).unwrap_or(&[]);
        let olds: Vec<usize> = run.iter().filter_map(old_of).collect();
        let news: Vec<usize> = run.iter().filter_map(new_of).collect();
        let bound = run.iter().filter_map(gone).filter_map(|at| old.tokens.get(at));
        let bound = bound.flat_map(|placed| match &placed.token {
            Token::Slot(slot) => slot.bound.clone(),
            Token::Letter(_) => Vec::new(),
        });
        found.push(Uncovered {
            old: printed(old.text.get(place(old.tokens, range(&olds))).unwrap_or(""), Some(bundle)),
            new: printed(new_text.get(place(new, range(&news))).unwrap_or(""), None),
            bound: bound.collect(),
        });
        at = end;
    }
    found
}

const fn old_of(step: &Step) -> Option<usize> {
    match step {
        Step::Gone(at) | Step::Same { old: at, .. } => Some(*at),
        Step::Come(_) | Step::Value { .. } => None,
    }
}

const fn new_of(step: &Step) -> Option<usize> {
    match step {
        Step::Come(at) | Step::Same { new: at, .. } => Some(*at),
        Step::Gone(_) | Step::Value { .. } => None,
    }
}

/// From the first to the last.
fn range(of: &[usize]) -> Range<usize> {
    match (of.first(), of.last()) {
        (Some(first), Some(last)) => *first..*last + 1,
        _ => 0..0,
    }
}

/// Whether a capture changes a value, not only how it is written.
pub(super) fn is_other(before: &ParameterValue, after: &ParameterValue) -> bool {
    !same(before, after)
}
