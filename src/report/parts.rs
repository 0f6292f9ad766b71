//! What the lines of a story are made of: what an event carries, reasons, conditions with what they
//! read, lines of registers, selections.

use super::clauses::{clause_lines, has_clauses};
use super::days::walk_table;
use super::story::Lines;
use super::words::Teller;
use crate::calendar::{Day, Unit, walk};
use crate::chart::EventId;
use crate::lang::{Phrase, Word};
use crate::rule::{MachineId, Value};
use crate::world::journal::{GuardReport, Read, SelectionReport, Verdict};
use crate::world::{Count, Reason};

pub(super) fn carried(
    teller: &Teller<'_>,
    event: EventId,
    data: &[(crate::program::FieldId, Value)],
) -> String {
    if data.is_empty() {
        return String::new();
    }
    let pieces = data.iter().map(|(field, value)| {
        let args = vec![
            ("name", Word::from(teller.event_field(event, *field))),
            ("value", teller.value(*value).into()),
        ];
        teller.say(Phrase::ReadValue, args)
    });
    let pieces = pieces.collect::<Vec<_>>().join(teller.lang.clause_separator());
    teller.say(Phrase::InBrackets, vec![("text", pieces.into())])
}

/// A count, in working days day by day.
pub(super) fn count_lines(teller: &Teller<'_>, count: &Count, depth: usize, lines: &mut Lines) {
    let Count { from, period, counting } = *count;
    let Ok(days) = walk(from, period, counting, &teller.program.calendar) else { return };
    let last = days.last().map_or(from, |walked| walked.day);
    let args = vec![
        ("from", Word::from(from.to_string())),
        ("period", teller.period(period).into()),
        ("last", last.to_string().into()),
    ];
    lines.push((depth, teller.say(Phrase::CountText, args)));
    if period.unit == Unit::Workdays {
        let table = walk_table(&days, teller.lang).into_iter();
        lines.extend(table.map(|line| (depth + 1, line)));
    }
}

pub(super) fn reason_lines(
    teller: &Teller<'_>,
    reasons: &[Reason],
    machine: Option<MachineId>,
    guards: &[GuardReport],
    lines: &mut Lines,
) {
    for reason in reasons {
        let mut said = teller.reason(reason, machine);
        // What the rule read tells why it does not hold.
        if let Reason::NotMet { rule, .. } = reason
            && let Some(report) = guards.iter().find(|report| report.rule == *rule)
        {
            said += &read_text(teller, &report.reads, machine);
        }
        // Two transitions of one event may fail for the same reason.
        if !lines.contains(&(1, said.clone())) {
            lines.push((1, said));
        }
    }
}

/// What was read, in brackets; nothing where nothing was.
pub(super) fn read_text(teller: &Teller<'_>, reads: &[Read], machine: Option<MachineId>) -> String {
    if reads.is_empty() {
        return String::new();
    }
    let mut pieces: Vec<String> = Vec::new();
    for read in reads {
        let piece = teller.read(read, machine);
        if !pieces.contains(&piece) {
            pieces.push(piece);
        }
    }
    let text = pieces.join(teller.lang.clause_separator());
    teller.say(Phrase::InBrackets, vec![("text", text.into())])
}

/// All conditions in their order; those that do not apply are named together at the end.
pub(super) fn all_guard_lines(
    teller: &Teller<'_>,
    guards: &[GuardReport],
    machine: Option<MachineId>,
    depth: usize,
    lines: &mut Lines,
) {
    let applies = |report: &&GuardReport| report.verdict != Verdict::NotApplicable;
    for report in guards.iter().filter(applies) {
        guard_lines(teller, report, machine, depth, lines);
    }
    let others = guards.iter().filter(|report| !applies(report));
    let others: Vec<_> = others.map(|report| Word::Plain(teller.rule(report.rule))).collect();
    if !others.is_empty() {
        let args = vec![("rule", Word::List(others))];
        lines.push((depth, teller.say(Phrase::GuardNotApplicable, args)));
    }
}

/// A condition with its verdict and, where it does not hold, each clause under it.
pub fn guard_lines(
    teller: &Teller<'_>,
    report: &GuardReport,
    machine: Option<MachineId>,
    depth: usize,
    lines: &mut Lines,
) {
    let (decided, unknown) = match &report.verdict {
        Verdict::Met | Verdict::NotApplicable => (true, None),
        Verdict::NotMet => (false, None),
        Verdict::Unknown(causes) => (false, Some(causes)),
    };
    if decided || !has_clauses(report) {
        let mut said = guard_line(teller, report, machine, true);
        if let Some(causes) = unknown {
            said = format!("{said}{}{}", teller.lang.clause_separator(), teller.causes(causes));
        }
        lines.push((depth, said));
        return;
    }
    lines.push((depth, guard_line(teller, report, machine, false)));
    clause_lines(teller, report, machine, depth + 1, lines);
}

pub(super) fn guard_line(
    teller: &Teller<'_>,
    report: &GuardReport,
    machine: Option<MachineId>,
    with_reads: bool,
) -> String {
    let rule = &teller.program.rules[report.rule];
    let phrase = match &report.verdict {
        Verdict::Met => Phrase::GuardMet,
        Verdict::NotMet => Phrase::GuardNotMet,
        Verdict::Unknown(_) => Phrase::GuardUnknown,
        Verdict::NotApplicable => Phrase::GuardNotApplicable,
    };
    let said = teller.say(phrase, vec![("rule", teller.rule(report.rule).into())]);
    let reads = match report.verdict {
        Verdict::Met | Verdict::NotMet | Verdict::Unknown(_) if with_reads => {
            read_text(teller, &report.reads, machine)
        }
        _ => String::new(),
    };
    format!("{said}{reads}{}", teller.cite(&rule.cited))
}

/// A line of a register; `to` is its last day as it was when the journal tells it.
pub(super) fn entry_text(teller: &Teller<'_>, at: u32, to: Option<Option<Day>>) -> Option<String> {
    let entry = teller.world.entries().get(at as usize)?;
    let days = teller.days(entry.from, to.unwrap_or(entry.to));
    let register = &teller.program.registers[entry.register];
    let columns = register.columns.iter().zip(&entry.columns).filter_map(|(column, value)| {
        let args = vec![
            ("name", Word::from(teller.title(&column.title, &column.name))),
            ("value", teller.value((*value)?).into()),
        ];
        Some(teller.say(Phrase::ReadValue, args))
    });
    let columns = columns.collect::<Vec<_>>().join(teller.lang.list_separator());
    Some(teller.say(
        Phrase::EntryText,
        vec![
            ("register", teller.title(&register.title, &register.name).into()),
            ("who", teller.value(Value::Subject(entry.subject)).into()),
            ("columns", columns.into()),
            ("days", days.into()),
        ],
    ))
}

pub(super) fn selection_lines(teller: &Teller<'_>, report: &SelectionReport, lines: &mut Lines) {
    let info = &teller.program.selections[report.selection];
    let phrase = if report.decided { Phrase::SelectionDecided } else { Phrase::SelectionProposed };
    let name = teller.title(&info.title, &info.name).to_owned();
    let said = teller.say(phrase, vec![("name", name.into())]);
    lines.push((2, format!("{said}{}", teller.cite(&info.cited))));
    for (at, placing) in report.placings.iter().enumerate() {
        let place = match placing.place {
            Some(place) => teller.value(place),
            None => teller.plain(Phrase::NotPlaced).to_owned(),
        };
        let keys = placing.keys.iter().map(|&key| teller.value(key)).collect::<Vec<_>>();
        let keys = if keys.is_empty() {
            String::new()
        } else {
            let keys = keys.join(teller.lang.list_separator());
            teller.say(
                Phrase::RankKeys,
                vec![("rank", (at + 1).to_string().into()), ("keys", keys.into())],
            )
        };
        let args = vec![
            ("who", Word::from(teller.instance(placing.instance))),
            ("place", place.into()),
            ("keys", keys.into()),
        ];
        let mut said = teller.say(Phrase::PlacingText, args);
        if let Some(rule) = placing.free {
            let args = vec![("rule", teller.rule(rule).into())];
            said += &teller.say(Phrase::PlacedFree, args);
            said += &teller.cite(&teller.program.rules[rule].cited);
        }
        lines.push((3, said));
    }
    if let Some((_, inside, outside)) = report.margin {
        let args = vec![
            ("inside", Word::from(teller.value(inside))),
            ("outside", teller.value(outside).into()),
        ];
        lines.push((3, teller.say(Phrase::MarginText, args)));
    }
    for used in &report.quotas {
        let Some(quota) = info.quotas.get(used.quota) else { continue };
        let over = i64::try_from(used.count).is_ok_and(|count| count > used.max);
        let phrase = if over { Phrase::QuotaExceeded } else { Phrase::QuotaUsed };
        let args = vec![
            ("name", Word::from(teller.title(&quota.title, &quota.name))),
            ("count", used.count.to_string().into()),
            ("max", used.max.to_string().into()),
        ];
        lines.push((3, format!("{}{}", teller.say(phrase, args), teller.cite(&quota.cited))));
    }
    for warning in &report.warnings {
        let said = teller.reason(warning, Some(info.of));
        lines.push((3, teller.say(Phrase::WarningText, vec![("text", said.into())])));
    }
}
