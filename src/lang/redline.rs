//! What becomes of words, marked as a lawyer marks it: a number with its unit, a date, a sum, a declared name
//! goes or comes as a whole, never by the letters that two of them happen to share.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::fold::folded;
use super::{Quantity, quantities, simplified};

/// Words with what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What becomes of them.
    pub kind: MarkKind,
    /// The words, as printed.
    pub text: String,
}

/// What becomes of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// They stay.
    Same,
    /// They go.
    Gone,
    /// They come.
    Come,
}

impl Mark {
    /// Words that stay.
    pub fn same(text: &str) -> Self {
        Self { kind: MarkKind::Same, text: text.to_owned() }
    }
    /// Words that go.
    pub fn gone(text: &str) -> Self {
        Self { kind: MarkKind::Gone, text: text.to_owned() }
    }
    /// Words that come.
    pub fn come(text: &str) -> Self {
        Self { kind: MarkKind::Come, text: text.to_owned() }
    }
    /// Adds one to others; what is of a kind is put together.
    pub fn push(marks: &mut Vec<Self>, mark: Self) {
        if mark.text.is_empty() {
            return;
        }
        match marks.last_mut().filter(|last| last.kind == mark.kind) {
            Some(last) => last.text.push_str(&mark.text),
            None => marks.push(mark),
        }
    }
    /// The words before: what stays and what goes.
    pub fn before(marks: &[Self]) -> String {
        let there = marks.iter().filter(|mark| mark.kind != MarkKind::Come);
        there.map(|mark| mark.text.as_str()).collect()
    }
    /// The words after: what stays and what comes.
    pub fn after(marks: &[Self]) -> String {
        let there = marks.iter().filter(|mark| mark.kind != MarkKind::Gone);
        there.map(|mark| mark.text.as_str()).collect()
    }
}

/// The most words of a text that are compared; a longer one is shown as replaced.
const MOST: usize = 20_000;
/// Texts of which less than this part stays are shown as replaced: of four words one.
const LITTLE: usize = 4;

/// Marks what becomes of a text; `names` are words that are never taken apart. Blanks, width and script do
/// not count.
pub fn redline(old: &str, new: &str, names: &[String]) -> Vec<Mark> {
    let (before, after) = (words(old, names), words(new, names));
    let whole = || {
        let mut marks = Vec::new();
        Mark::push(&mut marks, Mark::gone(old));
        Mark::push(&mut marks, Mark::come(new));
        marks
    };
    if before.len() > MOST || after.len() > MOST {
        return whole();
    }
    let keys = |words: &[Word]| words.iter().map(|word| word.key.clone()).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(&before), keys(&after));
    let mut runs = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old_keys, &new_keys) {
        runs.push(match op {
            DiffOp::Equal { old_index, new_index, len } => {
                Run { same: true, old: old_index..old_index + len, new: new_index..new_index + len }
            }
            other => Run { same: false, old: other.old_range(), new: other.new_range() },
        });
    }
    let runs = pushed_together(swallowed(joined(runs), &before), &old_keys, &new_keys);
    let runs = orphans_taken(slid(runs, &old_keys, &new_keys), &before, &after);
    let kept: usize = runs.iter().filter(|run| run.same).map(|run| run.new.len()).sum();
    let most = before.len().max(after.len());
    if kept * LITTLE < most && kept < most {
        return whole();
    }
    written((old, &before), (new, &after), &runs)
}

/// A word: where it stands, and as what it is compared.
struct Word {
    at: Range<usize>,
    key: String,
}

impl Word {
    fn is_one_han(&self) -> bool {
        let mut letters = self.key.chars();
        letters.next().is_some_and(is_han) && letters.next().is_none()
    }
}

const fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

const fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The words of a text.
fn words(text: &str, names: &[String]) -> Vec<Word> {
    let counted = quantities(text);
    let mut counted = counted.into_iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        if is_blank(letter) {
            at += letter.len_utf8();
            continue;
        }
        while counted.peek().is_some_and(|range| range.start < at) {
            counted.next();
        }
        let quantity = counted.next_if(|range| range.start == at).map(|range| range.len());
        let length = quantity
            .into_iter()
            .chain(names.iter().filter(|name| rest.starts_with(name.as_str())).map(String::len))
            .chain(ordinal(rest))
            .chain(title(rest))
            .chain(code(rest))
            .max()
            .unwrap_or(letter.len_utf8());
        let own = rest.get(..length).unwrap_or("");
        let key = own.chars().filter(|one| !is_blank(*one)).map(|one| simplified(folded(one)));
        found.push(Word { at: at..at + length, key: key.collect() });
        at += length;
    }
    found
}

/// The number of an article or of one of its parts: 第十四条, 第（三）项, 第三十条之一.
fn ordinal(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('第')?;
    let bracket = inner.strip_prefix(['（', '(']);
    let numeral = Quantity::of(bracket.unwrap_or(inner)).numeral;
    let mut behind = bracket.unwrap_or(inner).get(numeral.len()..)?;
    if bracket.is_some() {
        behind = behind.strip_prefix(['）', ')'])?;
    }
    let behind = behind.strip_prefix([
        '条', '款', '项', '目', '章', '节', '编', '届', '次', '期', '批', '号', '部',
    ])?;
    let inserted = behind.strip_prefix('之').map_or(0, |rest| {
        let numeral = Quantity::of(rest).numeral.len();
        if numeral == 0 { 0 } else { '之'.len_utf8() + numeral }
    });
    (!numeral.is_empty()).then(|| rest.len() - behind.len() + inserted)
}

/// The title of an act.
fn title(rest: &str) -> Option<usize> {
    /// The longest title, in bytes.
    const LONGEST: usize = 240;
    let end = rest.strip_prefix('《')?.find('》')? + '《'.len_utf8() + '》'.len_utf8();
    Some(end).filter(|end| *end <= LONGEST)
}

/// A word of letters and digits.
fn code(rest: &str) -> Option<usize> {
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
    Some(end).filter(|end| *end > 0)
}

/// Words that stay, or words that go with those that come in their place.
#[derive(Clone, Debug)]
struct Run {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Changes that stand beside one another are one.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match found.last_mut().filter(|last| last.same == run.same) {
            Some(last) => (last.old.end, last.new.end) = (run.old.end, run.new.end),
            None => found.push(run),
        }
    }
    found
}

/// One letter that stays between two changes is the same by chance: 重大 becomes 较大以上 as a whole.
fn swallowed(mut runs: Vec<Run>, before: &[Word]) -> Vec<Run> {
    let count = runs.len();
    for (at, run) in runs.iter_mut().enumerate() {
        let between = at > 0 && at + 1 < count;
        let one = run.old.len() == 1 && before.get(run.old.start).is_some_and(Word::is_one_han);
        if run.same && between && one {
            run.same = false;
        }
    }
    joined(runs)
}

/// Letters that are words of their own, so that they do not belong to the word behind them.
const OWN_WORDS: &str = "每无由在对以从向将应可不按经被与和或及的其该各本为近自至之等于有未须";

/// A letter that stays alone between a mark and words that become others is the same by chance too: 环保
/// becomes 环境污染, 审查 becomes 检查.
fn orphans_taken(mut runs: Vec<Run>, before: &[Word], after: &[Word]) -> Vec<Run> {
    let plain = |words: &[Word], at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(Word::is_one_han)
    };
    let bounds = |at: Option<usize>| !plain(before, at);
    for at in 0..runs.len() {
        let Some(own) = runs.get(at).filter(|run| run.same).cloned() else { continue };
        let (first, last) = (own.old.start, own.old.end.saturating_sub(1));
        // The last letter, before a change: alone behind a mark or the beginning.
        let next = runs.get(at + 1).filter(|next| !next.old.is_empty() && !next.new.is_empty());
        let free = |at: usize| {
            plain(before, Some(at))
                && before.get(at).is_some_and(|word| !OWN_WORDS.contains(&word.key))
        };
        let joins_next = next.is_some_and(|next| {
            free(last)
                && bounds(last.checked_sub(1))
                && plain(before, Some(next.old.start))
                && plain(after, Some(next.new.start))
        });
        // The first letter, behind a change: alone before a mark or the end.
        let previous = at.checked_sub(1).and_then(|at| runs.get(at));
        let previous =
            previous.filter(|one| !one.same && !one.old.is_empty() && !one.new.is_empty());
        let joins_previous = previous.is_some_and(|previous| {
            free(first)
                && bounds(Some(first + 1))
                && plain(before, previous.old.end.checked_sub(1))
                && plain(after, previous.new.end.checked_sub(1))
        });
        if joins_next {
            let next = runs.get_mut(at + 1);
            if let Some(next) = next {
                (next.old.start, next.new.start) = (next.old.start - 1, next.new.start - 1);
            }
            if let Some(own) = runs.get_mut(at) {
                (own.old.end, own.new.end) = (own.old.end - 1, own.new.end - 1);
            }
        }
        if joins_previous && !(joins_next && own.old.len() == 1) {
            if let Some(previous) = at.checked_sub(1).and_then(|at| runs.get_mut(at)) {
                (previous.old.end, previous.new.end) = (previous.old.end + 1, previous.new.end + 1);
            }
            if let Some(own) = runs.get_mut(at) {
                (own.old.start, own.new.start) = (own.old.start + 1, own.new.start + 1);
            }
        }
    }
    runs.retain(|run| !run.old.is_empty() || !run.new.is_empty());
    joined(runs)
}

/// How far words that only come, or only go, can be moved back without any difference.
fn room_before(keys: &[String], range: &Range<usize>, most: usize) -> usize {
    let same = |by: &usize| {
        let key = |at: usize| at.checked_sub(by + 1).and_then(|at| keys.get(at));
        key(range.start).is_some() && key(range.start) == key(range.end)
    };
    (0..most).take_while(same).count()
}

/// Words that go on both sides of others that stay are one change, where the same words can be read so.
fn pushed_together(mut runs: Vec<Run>, old: &[String], new: &[String]) -> Vec<Run> {
    let mut at = 2;
    while at < runs.len() {
        let Some([first, left, own]) = runs.get(at - 2..=at) else { break };
        let goes = |run: &Run| !run.same && run.new.is_empty();
        let comes = |run: &Run| !run.same && run.old.is_empty();
        let length = left.old.len();
        let fits = left.same
            && ((goes(first) && goes(own) && room_before(old, &own.old, length) == length)
                || (comes(first) && comes(own) && room_before(new, &own.new, length) == length));
        if !fits {
            at += 1;
            continue;
        }
        let end = (own.old.end, own.new.end);
        let (goes, start) = (goes(first), (first.old.start, first.new.start));
        let merged = match goes {
            true => Run { same: false, old: start.0..end.0 - length, new: start.1..start.1 },
            false => Run { same: false, old: start.0..start.0, new: start.1..end.1 - length },
        };
        let stays = match goes {
            true => Run { same: true, old: end.0 - length..end.0, new: start.1..start.1 + length },
            false => Run { same: true, old: start.0..start.0 + length, new: end.1 - length..end.1 },
        };
        runs.splice(at - 2..=at, [merged, stays]);
        runs = joined(runs);
        at = at.saturating_sub(2).max(2);
    }
    runs
}

/// Words that only come or only go may stand at several places: `、乙` or `乙、`. They are taken so that they
/// end with their mark, or begin with it.
fn slid(mut runs: Vec<Run>, old: &[String], new: &[String]) -> Vec<Run> {
    for at in 1..runs.len().saturating_sub(1) {
        let Some([left, own, right]) = runs.get(at - 1..at + 2) else { continue };
        let comes = own.old.is_empty();
        if own.same || !(comes || own.new.is_empty()) {
            continue;
        }
        let (keys, range) = if comes { (new, own.new.clone()) } else { (old, own.old.clone()) };
        let key = |at: usize| keys.get(at).map(String::as_str);
        let back = room_before(keys, &range, left.old.len().saturating_sub(1));
        let mut forth = 0;
        while forth + 1 < right.old.len() && key(range.start + forth) == key(range.end + forth) {
            forth += 1;
        }
        let mark = |at: Option<usize>| {
            at.and_then(key).is_some_and(|key| matches!(key, "," | "、" | "。" | ";" | ":"))
        };
        let score = |by: isize| {
            let moved = |at: usize| at.checked_add_signed(by);
            let last = moved(range.end).and_then(|end| end.checked_sub(1));
            let before = moved(range.start).and_then(|start| start.checked_sub(1));
            // Whole clauses first: behind a mark, and ended by one.
            match (mark(last), mark(before), mark(moved(range.start))) {
                (true, true, _) => 3,
                (true, ..) => 2,
                (_, _, true) => 1,
                _ => 0,
            }
        };
        let signed = |count: usize| isize::try_from(count).unwrap_or(0);
        let all = -signed(back)..=signed(forth);
        let best = all.map(|by| (score(by), -by.abs(), by)).max().map_or(0, |(.., by)| by);
        shift(&mut runs, at, best);
    }
    runs
}

/// Moves a change along the words around it.
fn shift(runs: &mut [Run], at: usize, by: isize) {
    let moved = |at: usize| at.checked_add_signed(by).unwrap_or(at);
    if let Some([left, own, right]) = runs.get_mut(at - 1..at + 2) {
        (left.old.end, left.new.end) = (moved(left.old.end), moved(left.new.end));
        own.old = moved(own.old.start)..moved(own.old.end);
        own.new = moved(own.new.start)..moved(own.new.end);
        (right.old.start, right.new.start) = (moved(right.old.start), moved(right.new.start));
    }
}

/// The marks of runs. Blanks go with the word before them; what stays reads as the new text has it.
fn written(
    (old, before): (&str, &[Word]),
    (new, after): (&str, &[Word]),
    runs: &[Run],
) -> Vec<Mark> {
    let text = |whole: &str, words: &[Word], at: &Range<usize>| -> String {
        let place = |at: usize| match (at, words.get(at)) {
            (0, _) => 0,
            (_, Some(word)) => word.at.start,
            _ => whole.len(),
        };
        whole.get(place(at.start)..place(at.end)).unwrap_or("").to_owned()
    };
    let mut marks = Vec::new();
    for run in runs {
        let (goes, comes) = (text(old, before, &run.old), text(new, after, &run.new));
        if run.same {
            Mark::push(&mut marks, Mark::same(&comes));
        } else {
            let some = |words: String, range: &Range<usize>| {
                if range.is_empty() { String::new() } else { words }
            };
            Mark::push(&mut marks, Mark::gone(&some(goes, &run.old)));
            Mark::push(&mut marks, Mark::come(&some(comes, &run.new)));
        }
    }
    marks
}

/// The names that a text gives to what it speaks of: （以下简称“…”）.
pub fn defined_names(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices("以下") {
        let rest = text.get(at + word.len()..).unwrap_or("");
        let rest = ["简称", "统称", "称为", "称"].iter().find_map(|one| rest.strip_prefix(one));
        let quoted = rest.map(str::trim_start).and_then(|rest| {
            let close = [('“', '”'), ('"', '"'), ('「', '」')];
            let (open, close) = close.into_iter().find(|(open, _)| rest.starts_with(*open))?;
            rest.get(open.len_utf8()..)?.split_once(close)
        });
        found.extend(quoted.map(|(name, _)| name).filter(|name| name.chars().count() > 1));
    }
    found
}

#[cfg(test)]
mod tests;
