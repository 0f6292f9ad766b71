//! A condition clause by clause: each part with its verdict and values, and what is missing.

use super::alternative::open_branches;
use super::teller::Teller;
use crate::lang::{Phrase, Word};
use crate::report::line::Lines;
use crate::rule::{Clause, ClauseKind, Comparison, Form, Gap, MachineId, Quantifier, Term, Value};
use crate::world::Cause;
use crate::world::journal::{Asked, GuardReport, Read};

/// The longest piece of a rule's own text that is shown.
const LONGEST_TEXT: usize = 60;

/// The lines of the clauses of a condition; none where it has only one and the condition's own line
/// says as much.
pub fn clause_lines(
    teller: &Teller<'_>,
    report: &GuardReport,
    machine: Option<MachineId>,
) -> Lines {
    let mut lines = Lines::new();
    let own = report.asked.last().filter(|asked| asked.rule == report.rule);
    let Some(asked) = own else { return lines };
    let told = Told { teller, asked, machine };
    match &asked.clause.kind {
        ClauseKind::Value(_) => {}
        // The condition's own line is the heading.
        ClauseKind::All(parts) => {
            for part in parts {
                told.clause(part, true, 0, &mut lines);
            }
        }
        _ => told.clause(&asked.clause, true, 0, &mut lines),
    }
    lines
}

struct Told<'a> {
    teller: &'a Teller<'a>,
    asked: &'a Asked,
    machine: Option<MachineId>,
}

impl Told<'_> {
    /// The lines of a clause that should hold, or should not.
    fn clause(&self, clause: &Clause, wanted: bool, depth: usize, lines: &mut Lines) {
        match &clause.kind {
            ClauseKind::Not(part) => self.clause(part, !wanted, depth, lines),
            ClauseKind::Any(parts) if wanted && clause.holds != Some(true) => {
                match open_branches(parts, &self.asked.reads).as_slice() {
                    [only] => self.clause(only, true, depth, lines),
                    open => {
                        let heading = self.teller.plain(Phrase::ClauseAny).to_owned();
                        self.parts(clause, true, heading, open.iter().copied(), depth, lines);
                    }
                }
            }
            ClauseKind::All(parts) | ClauseKind::Any(parts) => {
                let heading = match (&clause.kind, wanted) {
                    (ClauseKind::All(_), true) => Phrase::ClauseAll,
                    (ClauseKind::All(_), false) => Phrase::ClauseNotAll,
                    (_, true) => Phrase::ClauseAny,
                    (_, false) => Phrase::ClauseNone,
                };
                let heading = self.teller.plain(heading).to_owned();
                self.parts(clause, wanted, heading, parts.iter(), depth, lines);
            }
            ClauseKind::Function { name, body } => {
                self.function(clause, name, body, wanted, depth, lines)
            }
            ClauseKind::Chosen { condition, way } => {
                let mut inside = Lines::new();
                self.clause(condition, condition.holds.unwrap_or(true), 0, &mut inside);
                for (at, (deeper, text)) in inside.into_iter().enumerate() {
                    let text = match at {
                        0 => self.teller.say(Phrase::ClauseDepends, vec![("text", text.into())]),
                        _ => text,
                    };
                    lines.push((depth + deeper, text));
                }
                if let Some(way) = way {
                    self.clause(way, wanted, depth, lines);
                }
            }
            ClauseKind::Rows { which, list, rows } => {
                self.rows(clause, *which, list, rows, wanted, depth, lines);
            }
            _ => {
                let text = self.leaf(clause, wanted);
                lines.push((depth, self.marked(clause, wanted, text)));
            }
        }
    }

    fn parts<'c>(
        &self,
        clause: &Clause,
        wanted: bool,
        heading: String,
        parts: impl Iterator<Item = &'c Clause>,
        depth: usize,
        lines: &mut Lines,
    ) {
        lines.push((depth, self.marked(clause, wanted, heading)));
        for part in parts {
            self.clause(part, wanted, depth + 1, lines);
        }
    }

    /// A function: its title, and behind it or under it what it says.
    fn function(
        &self,
        clause: &Clause,
        name: &str,
        body: &Clause,
        wanted: bool,
        depth: usize,
        lines: &mut Lines,
    ) {
        let program = self.teller.program;
        let rule = program.rules.iter().find(|rule| rule.name == name);
        let title = match rule {
            Some(rule) => self.teller.title(&rule.title, &rule.name).to_owned(),
            None => format!("`{name}`"),
        };
        let mut inside = Lines::new();
        match &body.kind {
            ClauseKind::All(parts) if wanted => {
                for part in parts {
                    self.clause(part, wanted, 1, &mut inside);
                }
            }
            _ => self.clause(body, wanted, 1, &mut inside),
        }
        let shown = if wanted { title } else { self.negated(&title) };
        let heading = self.teller.say(Phrase::ClauseNamed, vec![("name", shown.into())]);
        lines.push((depth, self.marked(clause, wanted, heading)));
        lines.extend(inside.into_iter().map(|(deeper, text)| (depth + deeper, text)));
    }

    fn negated(&self, text: &str) -> String {
        self.teller.say(Phrase::ClauseShouldBeNo, vec![("text", text.into())])
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one clause")]
    fn rows(
        &self,
        clause: &Clause,
        which: Quantifier,
        list: &Term,
        rows: &[(Vec<Option<Value>>, Clause)],
        wanted: bool,
        depth: usize,
        lines: &mut Lines,
    ) {
        let phrase = match (which, wanted) {
            (Quantifier::Every, true) => Phrase::ClauseEveryRow,
            (Quantifier::Every, false) => Phrase::ClauseNotEveryRow,
            (Quantifier::None, true) | (Quantifier::Any | Quantifier::Count, false) => {
                Phrase::ClauseNoRow
            }
            (Quantifier::None, false) | (Quantifier::Any | Quantifier::Count, true) => {
                Phrase::ClauseAnyRow
            }
        };
        let heading = self.teller.say(phrase, vec![("list", self.name(list).into())]);
        if rows.is_empty() {
            let text = self.term(list);
            let causes = self.causes(list);
            let text = self.with_causes(text, causes);
            lines.push((depth, self.marked(clause, wanted, text)));
            return;
        }
        lines.push((depth, self.marked(clause, wanted, heading)));
        let each = matches!(phrase, Phrase::ClauseEveryRow | Phrase::ClauseAnyRow);
        for (at, (cells, part)) in rows.iter().enumerate() {
            let cells = cells.iter().map(|cell| match cell {
                Some(value) => self.teller.value(*value),
                None => self.teller.plain(Phrase::UnknownWord).to_owned(),
            });
            let args = vec![
                ("number", Word::from((at + 1).to_string())),
                ("cells", cells.collect::<Vec<_>>().join(" ").into()),
            ];
            let heading = self.teller.say(Phrase::ClauseRow, args);
            lines.push((depth + 1, self.marked(part, each, heading)));
            match &part.kind {
                ClauseKind::All(parts) => {
                    for part in parts {
                        self.clause(part, true, depth + 2, lines);
                    }
                }
                _ => self.clause(part, true, depth + 2, lines),
            }
        }
    }

    /// A clause without parts, with what is missing.
    fn leaf(&self, clause: &Clause, wanted: bool) -> String {
        let say = |phrase, args| self.teller.say(phrase, args);
        let (text, terms): (String, Vec<&Term>) = match &clause.kind {
            ClauseKind::Compare(comparison, left, right) => {
                let comparison = if wanted { *comparison } else { comparison.negated() };
                let args = vec![
                    ("left", Word::from(self.term(left))),
                    ("sign", comparison.sign().into()),
                    ("right", self.term(right).into()),
                ];
                (say(Phrase::ClauseCompare, args), vec![left, right])
            }
            ClauseKind::Elapsed { comparison, from, to, period, .. } => {
                let comparison = if wanted { *comparison } else { comparison.negated() };
                let phrase = match comparison {
                    Comparison::GreaterOrEqual => Phrase::ClauseAtLeast,
                    Comparison::Greater => Phrase::ClauseMore,
                    Comparison::LessOrEqual => Phrase::ClauseAtMost,
                    Comparison::Less => Phrase::ClauseFewer,
                    Comparison::Equal => Phrase::ClauseExactly,
                    Comparison::NotEqual => Phrase::ClauseOther,
                };
                (say(phrase, self.span_of_time(from, to, period)), vec![from, to, period])
            }
            ClauseKind::Within { from, period, to, .. } => {
                let phrase = if wanted { Phrase::ClauseWithin } else { Phrase::ClauseOutside };
                (say(phrase, self.span_of_time(from, to, period)), vec![from, period, to])
            }
            ClauseKind::Member(item, values) => {
                let phrase = if wanted { Phrase::ClauseOneOf } else { Phrase::ClauseOneOfNone };
                let values = values.iter().map(|&value| Word::Plain(self.teller.value(value)));
                let args = vec![
                    ("item", Word::from(self.term(item))),
                    ("values", Word::List(values.collect())),
                ];
                (say(phrase, args), vec![item])
            }
            ClauseKind::Given(term) => {
                let phrase = if wanted { Phrase::ClauseGiven } else { Phrase::ClauseNotGiven };
                return say(phrase, vec![("item", self.name(term).into())]);
            }
            ClauseKind::Value(term) => {
                let mut text = self.reading(term);
                if clause.holds == Some(!wanted) {
                    let phrase =
                        if wanted { Phrase::ClauseShouldBeYes } else { Phrase::ClauseShouldBeNo };
                    text = say(phrase, vec![("text", text.into())]);
                }
                (text, vec![term])
            }
            _ => (source(self.teller, clause.span), Vec::new()),
        };
        // A term that is computed tells what from.
        let computed = terms.iter().filter(|term| term.form == Form::Computed);
        let read: Vec<Read> = computed.flat_map(|term| self.reads(term)).cloned().collect();
        let text = format!("{text}{}", self.teller.reads(&read, self.machine));
        let gap = clause.gap(wanted).map(|gap| self.gap(gap)).or_else(|| {
            let ends = (clause.holds == Some(!wanted) && !wanted).then(|| self.entry_ends(&terms));
            ends.flatten()
        });
        let text = match gap {
            Some(gap) => {
                say(Phrase::ClauseWithGap, vec![("text", text.into()), ("gap", gap.into())])
            }
            None => text,
        };
        let causes = terms.iter().flat_map(|term| self.causes(term)).collect();
        self.with_causes(text, if clause.holds.is_none() { causes } else { Vec::new() })
    }

    fn with_causes(&self, text: String, causes: Vec<Cause>) -> String {
        if causes.is_empty() {
            return text;
        }
        let cause = self.teller.causes(&causes);
        self.teller
            .say(Phrase::ClauseWithCause, vec![("text", text.into()), ("cause", cause.into())])
    }

    fn span_of_time(&self, from: &Term, to: &Term, period: &Term) -> crate::lang::Args {
        vec![
            ("from", self.term(from).into()),
            ("to", self.term(to).into()),
            ("period", self.term(period).into()),
        ]
    }

    fn gap(&self, gap: Gap) -> String {
        let amount = |by| vec![("by", Word::from(self.teller.value(by)))];
        let days = |days: i64, day: crate::calendar::Day| {
            vec![("days", Word::from(days.to_string())), ("day", day.to_string().into())]
        };
        let (phrase, args) = match gap {
            Gap::Short(by) => (Phrase::GapShort, amount(by)),
            Gap::Over(by) => (Phrase::GapOver, amount(by)),
            Gap::From(count, day) => (Phrase::GapFrom, days(count, day)),
            Gap::Until(count, day) => (Phrase::GapUntil, days(count, day)),
            Gap::NotBefore(count, day) => (Phrase::GapNotBefore, days(count, day)),
            Gap::NotAfter(count, day) => (Phrase::GapNotAfter, days(count, day)),
        };
        self.teller.say(phrase, args)
    }

    /// The day after which the lines of a register that were met hold no more.
    fn entry_ends(&self, terms: &[&Term]) -> Option<String> {
        let mut last = None;
        for read in terms.iter().flat_map(|term| self.reads(term)) {
            if let Read::Query(asked, _) = read {
                let (_, lines) = &**asked;
                for (_, to) in lines {
                    last = last.max(Some((*to)?));
                }
            }
        }
        let day = last?.to_string();
        Some(self.teller.say(Phrase::GapEntryEnds, vec![("day", day.into())]))
    }

    fn reads(&self, term: &Term) -> &[Read] {
        let range = term.reads.start as usize..term.reads.end as usize;
        self.asked.reads.get(range).unwrap_or(&[])
    }

    fn causes(&self, term: &Term) -> Vec<Cause> {
        let mut found = Vec::new();
        for read in self.reads(term) {
            let (Read::Slot(_, value) | Read::Table(_, value) | Read::Query(_, value)) = read;
            if let Err(cause) = value
                && !found.contains(cause)
            {
                found.push(*cause);
            }
        }
        found
    }

    /// The name of a term: what it was read from, or the rule's own text.
    fn name(&self, term: &Term) -> String {
        match (term.form, self.reads(term).last()) {
            (Form::Read, Some(read)) => self.teller.read_parts(read, self.machine).0,
            _ => source(self.teller, term.span),
        }
    }

    /// A term with its value.
    fn term(&self, term: &Term) -> String {
        let value = match (term.value, term.form, self.reads(term).last()) {
            (_, Form::Read, Some(read)) => self.teller.read_parts(read, self.machine).1,
            (Some(value), Form::Constant, _) => return self.teller.value(value),
            (Some(value), ..) => self.teller.value(value),
            (None, ..) => self.teller.plain(Phrase::UnknownWord).to_owned(),
        };
        let args = vec![("name", Word::from(self.name(term))), ("value", value.into())];
        self.teller.say(Phrase::ClauseTerm, args)
    }

    /// A term that is a clause by itself; where it is computed, with what it read.
    fn reading(&self, term: &Term) -> String {
        match (term.form, self.reads(term)) {
            (Form::Read, [.., read]) => self.teller.read(read, self.machine),
            _ => self.term(term),
        }
    }

    fn marked(&self, clause: &Clause, wanted: bool, text: String) -> String {
        let phrase = match clause.holds {
            Some(holds) if holds == wanted => Phrase::ClauseHolds,
            Some(_) => Phrase::ClauseFails,
            None => Phrase::ClauseOpen,
        };
        self.teller.say(phrase, vec![("text", text.into())])
    }
}

/// The rule's own text, on one line.
pub(super) fn source(teller: &Teller<'_>, span: crate::source::Span) -> String {
    let text = teller.program.sources.text(span);
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST_TEXT) {
        Some((at, _)) => format!("`{}…`", line.get(..at).unwrap_or("")),
        None => format!("`{line}`"),
    }
}
