//! What the lines of a story are made of: what an event carries, reasons, conditions with what they
//! read, lines of registers, selections.

use super::story::Lines;
use super::words::Teller;
use crate::calendar::Day;
use crate::lang::{Phrase, Word};
use crate::rule::{MachineId, Value};
use crate::world::Reason;
use crate::world::journal::{GuardReport, SelectionReport, Verdict};

pub(super) fn carried(teller: &Teller<'_>, data: &[(crate::program::FieldId, Value)]) -> String {
    if data.is_empty() {
        return String::new();
    }
    let pieces = data.iter().map(|(field, value)| {
        let args = vec![
            ("name", Word::from(teller.field(*field))),
            ("value", teller.value(*value).into()),
        ];
        teller.say(Phrase::ReadValue, args)
    });
    let pieces = pieces.collect::<Vec<_>>().join(teller.lang.clause_separator());
    teller.say(Phrase::InBrackets, vec![("text", pieces.into())])
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
            said += &read_text(teller, report, machine);
        }
        lines.push((1, said));
    }
}

fn read_text(teller: &Teller<'_>, report: &GuardReport, machine: Option<MachineId>) -> String {
    if report.reads.is_empty() {
        return String::new();
    }
    let mut pieces: Vec<String> = Vec::new();
    for read in &report.reads {
        let piece = teller.read(read, machine);
        if !pieces.contains(&piece) {
            pieces.push(piece);
        }
    }
    let text = pieces.join(teller.lang.clause_separator());
    teller.say(Phrase::InBrackets, vec![("text", text.into())])
}

pub(super) fn guard_line(
    teller: &Teller<'_>,
    report: &GuardReport,
    machine: Option<MachineId>,
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
        Verdict::NotApplicable => String::new(),
        Verdict::Met | Verdict::NotMet | Verdict::Unknown(_) => read_text(teller, report, machine),
    };
    format!("{said}{reads}{}", teller.cite(&rule.cited))
}

/// A condition with its verdict, what it read and its sources; what is unknown with who supplies it.
pub fn guard_text(teller: &Teller<'_>, report: &GuardReport, machine: MachineId) -> String {
    let said = guard_line(teller, report, Some(machine));
    match &report.verdict {
        Verdict::Unknown(causes) => {
            format!("{said}{}{}", teller.lang.clause_separator(), teller.causes(causes))
        }
        Verdict::Met | Verdict::NotMet | Verdict::NotApplicable => said,
    }
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
        lines.push((3, teller.say(Phrase::PlacingText, args)));
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
