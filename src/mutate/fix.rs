//! The story that would notice a survivor: one that came near, with one day or number moved by a little,
//! told until the line at which the two part. It is offered only where playing it both ways shows that.

use std::path::Path;

use super::judge::Under;
use super::stage::{Stage, Tale};
use crate::calendar::Day;
use crate::generate::mark;
use crate::lang::{Lang, Phrase};
use crate::pipeline::{Loaded, Story};
use crate::program::Program;
use crate::scenario::{Plan, Played, UNREVIEWED, play};
use crate::source::{Disk, Door, Node, Over, Shape, Sources, Span, Spanned, parse, quoted};

/// A story that nobody has read yet.
pub struct Proposal {
    /// The story from which it comes, by its position.
    pub from: usize,
    /// What was written there.
    pub before: String,
    /// What is written instead.
    pub after: String,
    /// The whole file.
    pub text: String,
}

/// By how much days and numbers are moved.
const MOVES: [i64; 10] = [-1, 1, -2, 2, -3, 3, -5, 5, -7, 7];

/// A story by which a survivor is noticed; none where no small move of those that came near does it.
pub fn propose(
    stage: &Stage,
    loaded: &Loaded,
    mutant: usize,
    nearest: &[usize],
) -> Option<Proposal> {
    let base = stage.programs.first()?;
    let mut own = base.clone();
    let mut bench = Bench { stage, loaded, base, own: &mut own, mutant };
    nearest.iter().find_map(|&from| {
        let tale = stage.tales.get(from).filter(|tale| tale.program == 0)?;
        bench.of(from, tale)
    })
}

struct Bench<'b> {
    stage: &'b Stage,
    loaded: &'b Loaded,
    base: &'b Program,
    own: &'b mut Program,
    mutant: usize,
}

/// A literal of a story: a day between quotes, or a bare number.
struct Literal {
    start: usize,
    end: usize,
    day: Option<Day>,
}

impl Bench<'_> {
    fn of(&mut self, from: usize, tale: &Tale) -> Option<Proposal> {
        let text = Disk.read(&tale.file).ok()?;
        for literal in literals(&text) {
            let before = text.get(literal.start..literal.end)?.to_owned();
            // What stands in a line is looked at by itself first: what comes later may not fit any more.
            let alone = cut(&text, literal.start);
            for after in self.others(&literal, &before) {
                for whole in alone.iter().chain([&text]) {
                    let head = whole.get(..literal.start)?;
                    let tail = whole.get(literal.end..)?;
                    let changed = format!("{head}{after}{tail}");
                    if let Some(text) = self.parted(tale, &changed) {
                        return Some(Proposal { from, before, after, text });
                    }
                }
            }
        }
        None
    }

    /// What may be written for a literal: a little more or less, and for a day those on which the measure
    /// begins and ends.
    fn others(&self, literal: &Literal, text: &str) -> Vec<String> {
        let near = MOVES.iter().filter_map(|by| moved(literal, text, *by));
        let ends =
            self.base.validity.iter().flat_map(|validity| [Some(validity.from), validity.to]);
        let ends = ends.flatten().flat_map(|day| [-1, 0, 1].map(|by| day.plus_days(by)));
        let ends = ends.flatten().map(|day| day.to_string());
        near.chain(ends.filter(|day| literal.day.is_some() && day != text)).collect()
    }

    fn plan(&self, path: &Path, text: &str) -> Option<(Plan, Sources)> {
        let door = Over::new(&Disk, path.to_owned());
        door.write(path, text).ok()?;
        let story = Story::read(&door, path, &self.loaded.sources).ok()?;
        let (planned, own) = self.loaded.plan(&story);
        planned.plan.filter(|_| own.is_none()).map(|plan| (plan, planned.sources))
    }

    /// The story as it goes without the change, and with it.
    fn both(&mut self, plan: &Plan) -> Option<(Played, Played)> {
        let before = play(plan.clone(), self.base, true);
        let mut under = Under::new(self.stage, self.mutant);
        let after = under.with(0, self.own, |program| play(plan.clone(), program, true))?;
        Some((before, after))
    }

    /// The changed story until the line at which both part, with what is expected of that line.
    fn parted(&mut self, tale: &Tale, text: &str) -> Option<String> {
        let (plan, sources) = self.plan(&tale.file, text)?;
        let (before, after) = self.both(&plan)?;
        let pairs = before.moments.iter().zip(&after.moments);
        let (moment, _) = pairs.clone().find(|(one, other)| one.accepted != other.accepted)?;
        let line = plan.lines.get(moment.line)?;
        let short = ended(text, &sources, line.at, moment.accepted?)?;
        // It is played as it will be read: it must hold, and must not under the change.
        let (plan, _) = self.plan(&tale.file, &short)?;
        let (before, after) = self.both(&plan)?;
        (before.verdict().is_well() && !after.verdict().is_well()).then_some(short)
    }
}

/// The day or number of a literal, moved.
fn moved(literal: &Literal, text: &str, by: i64) -> Option<String> {
    match literal.day {
        Some(day) => day.plus_days(by).map(|day| day.to_string()),
        None => {
            let number: i64 = text.parse().ok()?;
            number.checked_add(by).filter(|number| *number >= 0).map(|number| number.to_string())
        }
    }
}

/// The days and whole numbers that a story writes, in order; what comments say is none of it.
fn literals(text: &str) -> Vec<Literal> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"//") {
            at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        } else if byte == b'"' {
            let inner = rest.get(1..).unwrap_or_default();
            let end = at + 1 + inner.iter().position(|byte| *byte == b'"').unwrap_or(inner.len());
            let day = text.get(at + 1..end).and_then(Day::parse);
            if day.is_some() {
                found.push(Literal { start: at + 1, end, day });
            }
            at = end + 1;
        } else if byte.is_ascii_digit() {
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let alone = |byte: Option<&u8>| {
                byte.is_none_or(|byte| {
                    !byte.is_ascii_alphanumeric() && !matches!(byte, b'_' | b'.')
                })
            };
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            if alone(before) && alone(bytes.get(at + length)) {
                found.push(Literal { start: at, end: at + length, day: None });
            }
            at += length;
        } else {
            at += 1;
        }
    }
    found
}

/// A story as a tree, with its fields and the lines that it tells.
struct Told {
    sources: Sources,
    node: Node,
}

impl Told {
    fn of(text: &str) -> Option<Self> {
        let mut sources = Sources::default();
        let file = sources.add(String::new(), text.to_owned());
        let node = parse(file, sources.file(file)).ok()?;
        Some(Self { sources, node })
    }
    fn fields(&self) -> &[(Spanned<String>, Node)] {
        match &self.node.shape {
            Shape::Struct(fields) => fields,
            _ => &[],
        }
    }
    fn lines(&self) -> &[Node] {
        let story = self.fields().iter().find(|(name, _)| name.value == "story");
        match story.map(|(_, node)| &node.shape) {
            Some(Shape::List(items)) => items,
            _ => &[],
        }
    }
    /// The text up to a place, and the story closed there: what is expected at its end is of its end.
    fn closed(&self, head: &str) -> String {
        let later = self.fields().iter().skip_while(|(name, _)| name.value != "story").skip(1);
        let later = later.filter(|(name, _)| !matches!(name.value.as_str(), "until" | "expect"));
        let later = later
            .map(|(name, node)| format!("  {}: {},\n", name.value, self.sources.text(node.span)));
        format!("{head},\n  ],\n{})\n", later.collect::<String>())
    }
}

/// The story until the line in which a place stands; nothing where it stands in none.
fn cut(text: &str, at: usize) -> Option<String> {
    let told = Told::of(text)?;
    let holds = |node: &&Node| (node.span.start as usize) < at && at < node.span.end as usize;
    let line = told.lines().iter().find(holds)?;
    Some(told.closed(text.get(..line.span.end as usize)?))
}

/// The story until a line, which is expected to be accepted or refused; nothing where the line does not stand
/// for itself in the file.
fn ended(text: &str, sources: &Sources, line: Span, accepted: bool) -> Option<String> {
    if sources.file(line.file).text != text {
        return None;
    }
    let told = Told::of(text)?;
    let is_it = |node: &&Node| node.span.start == line.start && node.span.end == line.end;
    let item = told.lines().iter().find(is_it)?;
    let Shape::Struct(parts) = &item.shape else { return None };
    const OF_REFUSALS: [&str; 4] = ["refused", "because", "earliest", "asks"];
    let kept = parts.iter().filter(|(name, _)| !OF_REFUSALS.contains(&name.value.as_str()));
    let mut kept: Vec<String> = kept
        .map(|(name, node)| format!("{}: {}", name.value, told.sources.text(node.span)))
        .collect();
    if !accepted {
        kept.push("refused: true".to_owned());
    }
    let head = text.get(..line.start as usize)?;
    Some(told.closed(&format!("{head}({})", kept.join(", "))))
}

/// The file as it is offered: with a title and a first line that say that nobody has read it.
pub fn unreviewed(proposal: &Proposal, tale: &Tale, name: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add(String::new(), proposal.text.clone());
    let title = parse(file, sources.file(file)).ok().and_then(|node| {
        let Shape::Struct(fields) = node.shape else { return None };
        fields.into_iter().find(|(name, _)| name.value == "title").map(|(_, node)| node.span)
    });
    let mark = format!(",\n  {UNREVIEWED}: {}", quoted(&mark(&proposal.text)));
    let text = match title.and_then(|span| proposal.text.split_at_checked(span.end as usize)) {
        Some((head, tail)) => format!("{head}{mark}{tail}"),
        None => proposal.text.clone(),
    };
    let from = tale.file.file_name().unwrap_or_default().to_string_lossy();
    let (before, after) = (proposal.before.as_str(), proposal.after.as_str());
    let args = [
        ("name", name.into()),
        ("from", from.as_ref().into()),
        ("before", before.into()),
        ("after", after.into()),
    ];
    format!("// {}\n{text}", Phrase::MutateFixHead.with(Lang::Zh, &args))
}
