//! A story as a file that a person reads and edits: the one that it comes from, its pieces written out,
//! with what is otherwise, cut where it has shown what it is to show.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::change::Change;
use super::ron::{
    entry_mut, field, field_mut, quoted, set_entry, set_field, take_fields, text, value, written,
};
use super::search::Added;
use crate::calendar::Day;
use crate::diagnostic::Problems;
use crate::lang::Text;
use crate::policy::read::{Pieces, read_tree};
use crate::program::Program;
use crate::scenario::{Plan, UNREVIEWED, address_text};
use crate::source::{Door, Node, Shape, Sources};
use crate::world::Cast;
/// What a story is headed by, in their order.
const HEAD: [&str; 5] = ["bundle", "assume", "subjects", "actors", "before"];
/// What a line says of how it comes out.
const EXPECTED: [&str; 9] =
    ["id", "refused", "because", "earliest", "asks", "list", "ranked", "used", "exceeds"];

/// A story with its pieces written out.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    head: Vec<(String, Node)>,
    lines: Vec<Node>,
    until: Option<Day>,
}

/// How a line came out.
#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    pub articles: Vec<String>,
    pub kinds: Vec<String>,
}

impl Draft {
    /// The story in a file; lines that only expect something are left out, as they are of its plan.
    pub fn read(door: &dyn Door, path: &Path) -> Option<Self> {
        let mut sources = Sources::default();
        let file = sources.add(path.to_string_lossy().into_owned(), door.read(path).ok()?);
        let mut problems = Problems::default();
        let node = read_tree(&sources, file, &mut problems)?;
        let mut pieces = Pieces::of_story(door, path);
        let mut node = pieces.expand(node, &mut sources, &mut problems);
        if problems.has_errors() {
            return None;
        }
        let lines = match &field(&node, "story")?.shape {
            Shape::List(lines) => {
                lines.iter().filter(|line| field(line, "expect").is_none()).cloned()
            }
            _ => return None,
        };
        let mut lines: Vec<Node> = lines.collect();
        lines.iter_mut().for_each(|line| take_fields(line, &EXPECTED));
        let head = HEAD.iter().filter_map(|name| {
            let own = field_mut(&mut node, name)?;
            Some(((*name).to_owned(), own.clone()))
        });
        Some(Self { head: head.collect(), lines, until: None })
    }

    /// Makes changes, as `apply` makes them in a plan. Answers whether all can be written.
    pub fn change(&mut self, changes: &[&Change], (program, plan): (&Program, &Plan)) -> bool {
        let cast = &plan.cast;
        for (at, line) in plan.lines.iter().enumerate() {
            // The days are all written, so that one that moves moves no other.
            if let Some(node) = self.lines.get_mut(at) {
                let day = written(node.span, quoted(&line.day.to_string()));
                set_field(node, "date", day);
            }
        }
        changes.iter().all(|change| self.make(change, program, cast).is_some())
    }

    fn make(&mut self, change: &Change, program: &Program, cast: &Cast) -> Option<()> {
        match change {
            Change::Fact { subject, fact, old, new } => {
                let new = value(program, cast, *new)?;
                let old = old.and_then(|old| value(program, cast, old));
                self.fact(&cast.subjects[*subject].name, &program.facts[*fact].name, old, &new)
            }
            Change::Datum { line, field: datum, new, .. } => {
                let new = value(program, cast, *new)?;
                let node = self.lines.get_mut(*line)?;
                let at = node.span;
                if field(node, "data").is_none() {
                    set_field(node, "data", Node { span: at, shape: Shape::Map(Vec::new()) });
                }
                set_entry(field_mut(node, "data")?, &program.fields[*datum].name, written(at, new));
                Some(())
            }
            // The days are those of the plan.
            Change::Day { line, new, .. } => {
                let day = |node: &Node| match &field(node, "date")?.shape {
                    Shape::Word(word) => Day::parse(word.trim_matches('"')),
                    _ => None,
                };
                for (at, node) in self.lines.iter_mut().enumerate().skip(*line) {
                    if at == *line || day(node).is_some_and(|day| day < *new) {
                        let new = written(node.span, quoted(&new.to_string()));
                        set_field(node, "date", new);
                    }
                }
                Some(())
            }
            Change::Answer { line, finding, new } => {
                let node = self.lines.get_mut(*line)?;
                let at = node.span;
                let answer = written(at, if *new { "yes" } else { "no" }.to_owned());
                match field_mut(node, "findings") {
                    Some(findings) => set_entry(findings, &program.findings[*finding].name, answer),
                    None => set_field(node, "answer", answer),
                }
                Some(())
            }
            Change::Find { line, finding, about, by, answer } => {
                let before = self.lines.get(*line)?;
                let date = text(field(before, "date")?);
                let words = format!(
                    "(date: {date}, by: {}, about: {}, findings: {{ {}: {} }})",
                    quoted(&cast.actors[*by].name),
                    quoted(&address_text(program, cast, about)),
                    quoted(&program.findings[*finding].name),
                    if *answer { "yes" } else { "no" },
                );
                let node = written(before.span, words);
                self.lines.insert(*line, node);
                Some(())
            }
        }
    }

    fn fact(&mut self, subject: &str, fact: &str, old: Option<String>, new: &str) -> Option<()> {
        let subjects = self.head.iter_mut().find(|(name, _)| name == "subjects");
        let own = subjects.and_then(|(_, subjects)| entry_mut(subjects, subject))?;
        let at = own.span;
        if field(own, "facts").is_none() {
            set_field(own, "facts", Node { span: at, shape: Shape::Map(Vec::new()) });
        }
        let facts = field_mut(own, "facts")?;
        let told = entry_mut(facts, fact).is_some();
        let learnt = self
            .lines
            .iter_mut()
            .filter(|line| field(line, "learn").is_some_and(|who| text(who) == quoted(subject)));
        let mut found = false;
        for line in learnt {
            let known = field_mut(line, "facts").and_then(|facts| entry_mut(facts, fact));
            if let Some(known) = known.filter(|known| Some(text(known)) == old) {
                *known = written(at, new.to_owned());
                found = true;
            }
        }
        if told || !found {
            let subjects = self.head.iter_mut().find(|(name, _)| name == "subjects");
            let own = subjects.and_then(|(_, subjects)| entry_mut(subjects, subject))?;
            set_entry(field_mut(own, "facts")?, fact, written(at, new.to_owned()));
        }
        Some(())
    }

    /// Keeps so many lines.
    pub fn cut(&mut self, lines: usize) {
        self.lines.truncate(lines);
    }

    /// Puts steps at the end.
    pub fn add(&mut self, steps: &[Added], program: &Program, cast: &Cast) -> Option<()> {
        let at = self.lines.last().map(|line| line.span)?;
        for step in steps {
            match step {
                Added::Wait(day) => self.until = Some(*day),
                Added::Line(line) => {
                    self.lines.push(written(at, line.text(program, cast)?));
                    self.until = None;
                }
            }
        }
        Some(())
    }

    /// The file: what it is called, what is said of it, how its lines came out, how it ends.
    pub fn text(
        &self,
        title: &Text,
        comments: &[String],
        came: &[(usize, Came)],
        ending: &str,
    ) -> String {
        let (zh, en) = (quoted(&title.zh), quoted(&title.en));
        let mut out = String::new();
        let comments: String = comments.iter().map(|line| format!("  // {line}\n")).collect();
        for (name, node) in &self.head {
            match &node.shape {
                Shape::Map(entries) if name == "subjects" => {
                    out.push_str("  subjects: {\n");
                    for (key, node) in entries {
                        out.push_str(&format!("    {}: {},\n", text(key), text(node)));
                    }
                    out.push_str("  },\n");
                }
                _ => out.push_str(&format!("  {name}: {},\n", text(node))),
            }
        }
        out.push_str("  story: [\n");
        for (at, line) in self.lines.iter().enumerate() {
            let mut said = text(line);
            if let Some((_, came)) = came.iter().find(|(of, _)| *of == at) {
                let names = |names: &[String]| {
                    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
                };
                let refused = match came.articles.as_slice() {
                    [] => "true".to_owned(),
                    articles => format!("[{}]", names(articles)),
                };
                said.pop();
                said.push_str(&format!(", refused: {refused}, because: [{}])", names(&came.kinds)));
            }
            out.push_str(&format!("    {said},\n"));
        }
        out.push_str("  ],\n");
        if let Some(until) = self.until {
            out.push_str(&format!("  until: {},\n", quoted(&until.to_string())));
        }
        out.push_str(ending);
        let head = format!("( title: (zh: {zh}, en: {en}),\n");
        let rest = format!("{comments}{out})\n");
        let mark = mark(&format!("{head}{rest}"));
        format!("{head}  {UNREVIEWED}: {},\n{rest}", quoted(&mark))
    }
}

/// By what a text is known again: whoever edits it makes another of it.
pub fn mark(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
