//! A run as JSON: a documented, versioned form, for other programs. See `docs/json.md`.

use serde_json::{Value as Json, json};

use super::story::{Detail, Story, story_lines};
use super::words::Teller;
use crate::lang::Lang;
use crate::program::Program;
use crate::scenario::{Played, status_name};
use crate::source::Sources;
use crate::world::journal::{Entry, GuardReport, Origin, Verdict, What};
use crate::world::{LedgerKind, Reason};

/// The version of the form; it changes when a field changes its meaning or goes.
pub const FORMAT_VERSION: u32 = 1;

/// One scenario that was played.
pub fn run_json(
    path: &str,
    program: &Program,
    played: &Played,
    sources: &Sources,
    lang: Lang,
) -> Json {
    let teller =
        Teller { program, cast: &played.plan.cast, world: &played.world, undone: &[], lang };
    let story = Story { program, played, detail: Detail::Full, only: None };
    json!({
        "path": path,
        "title": { "zh": played.plan.title.zh, "en": played.plan.title.en },
        "bundle": program.id,
        "passed": played.mismatches.is_empty(),
        "mismatches": played.mismatches.iter().map(|mismatch| {
            let place = sources.line_column(mismatch.at);
            json!({
                "file": sources.file(mismatch.at.file).path,
                "line": place.line,
                "column": place.column,
                "what": mismatch.what.plain(lang),
                "expected": mismatch.expected.say(lang),
                "actual": mismatch.actual.say(lang),
            })
        }).collect::<Vec<_>>(),
        "moments": played.moments.iter().map(|moment| json!({
            "line": moment.line,
            "date": moment.day.to_string(),
            "accepted": moment.accepted,
            "journal_entries": moment.entries,
            "configurations": moment.configurations.iter().map(|(id, states)| {
                (teller.instance(*id), json!(states))
            }).collect::<serde_json::Map<_, _>>(),
        })).collect::<Vec<_>>(),
        "journal": played.journal.entries.iter().map(|entry| entry_json(&teller, entry)).collect::<Vec<_>>(),
        "registers": played.world.entries().iter().map(|entry| {
            let register = &program.registers[entry.register];
            json!({
                "register": register.name,
                "subject": teller.cast.subjects[entry.subject].name,
                "columns": columns(&teller, &register.columns, &entry.columns),
                "from": entry.from.to_string(),
                "to": entry.to.map(|to| to.to_string()),
            })
        }).collect::<Vec<_>>(),
        "ledger": played.world.ledger().iter().map(|entry| {
            let account = &program.accounts[entry.account];
            json!({
                "date": entry.day.to_string(),
                "kind": ledger_kind(entry.kind),
                "account": account.name,
                "instance": teller.instance(entry.instance),
                "subject": teller.cast.subjects[entry.subject].name,
                "amount": format!("{:.2}", entry.amount),
                "columns": columns(&teller, &account.columns, &entry.columns),
            })
        }).collect::<Vec<_>>(),
        "obligations": played.world.duties().iter().map(|duty| json!({
            "obligation": program.obligations[duty.obligation].name,
            "instance": teller.instance(duty.instance),
            "subject": duty.subject.map(|subject| teller.cast.subjects[subject].name.clone()),
            "since": duty.since.to_string(),
            "due": duty.due.map(|due| due.to_string()),
            "status": status_name(duty.status),
        })).collect::<Vec<_>>(),
        "text": story_lines(&story, lang),
    })
}

fn columns(
    teller: &Teller<'_>,
    declared: &[crate::program::FieldInfo],
    values: &[Option<crate::rule::Value>],
) -> Json {
    let named = declared.iter().zip(values).map(|(column, value)| {
        let value = value.map(|value| {
            crate::scenario::value_name(teller.program, teller.cast, teller.world, value)
        });
        (column.name.clone(), json!(value))
    });
    Json::Object(named.collect())
}

const fn ledger_kind(kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Owed => "owed",
        LedgerKind::Paid => "paid",
        LedgerKind::Cancelled => "cancelled",
        LedgerKind::Reversed => "reversed",
        LedgerKind::Returned => "returned",
    }
}

fn reasons_json(
    teller: &Teller<'_>,
    reasons: &[Reason],
    machine: Option<crate::rule::MachineId>,
) -> Json {
    let said = reasons.iter().map(|reason| {
        let cited = reason.cited(teller.program, machine);
        let mut said = json!({
            "kind": reason.kind(),
            "articles": cited.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "readings": cited.readings,
            "text": teller.reason(reason, machine),
        });
        if let Some(fields) = said.as_object_mut() {
            match reason {
                Reason::NotMet { rule, .. } | Reason::Placement { rule, .. } => {
                    fields.insert("rule".into(), json!(teller.program.rules[*rule].name));
                }
                Reason::TooEarly { earliest, provisional, .. } => {
                    fields.insert("earliest".into(), json!(earliest.to_string()));
                    fields.insert("provisional".into(), json!(provisional));
                }
                Reason::Unknown { rule, causes, .. } => {
                    let rule = rule.map(|rule| teller.program.rules[rule].name.clone());
                    fields.insert("rule".into(), json!(rule));
                    let asks: Vec<_> = causes
                        .iter()
                        .map(|cause| crate::scenario::asked_name(cause, teller.program))
                        .collect();
                    fields.insert("asks".into(), json!(asks));
                }
                Reason::Sent { to, reasons, .. } => {
                    let machine = to.map(|to| teller.machine_of(to));
                    fields.insert("reasons".into(), reasons_json(teller, reasons, machine));
                }
                _ => {}
            }
        }
        said
    });
    Json::Array(said.collect())
}

fn guards_json(
    teller: &Teller<'_>,
    guards: &[GuardReport],
    machine: Option<crate::rule::MachineId>,
) -> Json {
    let said = guards.iter().map(|report| {
        let rule = &teller.program.rules[report.rule];
        json!({
            "rule": rule.name,
            "articles": rule.cited.articles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "verdict": match report.verdict {
                Verdict::Met => "met",
                Verdict::NotMet => "not_met",
                Verdict::Unknown(_) => "unknown",
                Verdict::NotApplicable => "not_applicable",
            },
            "as_of": report.as_of.to_string(),
            "reads": report.reads.iter().map(|read| teller.read(read, machine)).collect::<Vec<_>>(),
        })
    });
    Json::Array(said.collect())
}

fn entry_json(teller: &Teller<'_>, entry: &Entry) -> Json {
    let program = teller.program;
    let mut fields = match &entry.what {
        What::Event { event, instance, actor, origin, data } => json!({
            "kind": "event",
            "event": program.events[*event].name,
            "instance": teller.instance(*instance),
            "by": actor.map(|actor| teller.cast.actors[actor].name.clone()),
            "origin": match origin {
                Origin::Story => "story",
                Origin::Sent(_) => "machine",
                Origin::Timer(_) => "timer",
            },
            "data": data.iter().map(|(field, value)| {
                let text = crate::scenario::value_name(program, teller.cast, teller.world, *value);
                (program.fields[*field].name.clone(), json!(text))
            }).collect::<serde_json::Map<_, _>>(),
        }),
        What::Refused { event, address, actor, reasons, guards, undone, .. } => {
            let teller = &Teller { undone, ..*teller };
            let machine = address.parts.last().map(|part| part.machine);
            json!({
                "kind": "refused",
                "event": program.events[*event].name,
                "instance": teller.address(address),
                "by": actor.map(|actor| teller.cast.actors[actor].name.clone()),
                "reasons": reasons_json(teller, reasons, machine),
                "guards": guards_json(teller, guards, machine),
            })
        }
        What::FindingRefused { finding, address, actor, reasons } => json!({
            "kind": "finding_refused",
            "finding": program.findings[*finding].name,
            "instance": teller.address(address),
            "by": actor.map(|actor| teller.cast.actors[actor].name.clone()),
            "reasons": reasons_json(teller, reasons, address.parts.last().map(|part| part.machine)),
        }),
        What::Moved { instance, transitions, guards, left, entered, .. } => {
            let machine = &program.machines[teller.world.machine_of(*instance)];
            let mut articles: Vec<String> = Vec::new();
            for &transition in transitions {
                let cited = &machine.transitions[transition].cited;
                articles.extend(cited.articles.iter().map(ToString::to_string));
            }
            json!({
                "kind": "moved",
                "instance": teller.instance(*instance),
                "transitions": transitions.iter().map(|&id| {
                    program.sources.location(machine.transitions[id].at)
                }).collect::<Vec<_>>(),
                "articles": articles,
                "left": left.iter().map(|&state| machine.states[state].name.clone()).collect::<Vec<_>>(),
                "entered": entered.iter().map(|&state| machine.states[state].name.clone()).collect::<Vec<_>>(),
                "guards": guards_json(teller, guards, Some(teller.world.machine_of(*instance))),
            })
        }
        other => json!({ "kind": kind(other) }),
    };
    if let Some(fields) = fields.as_object_mut() {
        fields.insert("date".into(), json!(entry.day.to_string()));
    }
    fields
}

const fn kind(what: &What) -> &'static str {
    match what {
        What::Event { .. } => "event",
        What::Refused { .. } => "refused",
        What::FindingRefused { .. } => "finding_refused",
        What::Opened(_) => "opened",
        What::Closed(_) => "closed",
        What::Moved { .. } => "moved",
        What::Provisional { .. } => "provisional",
        What::Waits { .. } => "waits",
        What::Idle { .. } => "idle",
        What::TimerSet { .. } => "timer_set",
        What::TimerHeld { .. } => "timer_held",
        What::Set { .. } => "set",
        What::Delayed { .. } => "delayed",
        What::Cancelled { .. } => "cancelled",
        What::Unheard { .. } => "unheard",
        What::Learnt { .. } => "learnt",
        What::Found { .. } => "found",
        What::Entered { .. } => "entered",
        What::Ended { .. } => "ended",
        What::RanOut { .. } => "ran_out",
        What::Booked { .. } => "booked",
        What::Obliged { .. } => "obliged",
        What::Duty { .. } => "duty",
        What::Kept { .. } => "kept",
        What::Released { .. } => "released",
        What::Weighed { .. } => "weighed",
        What::Passed { .. } => "passed",
        What::Counted { .. } => "counted",
        What::Selection(_) => "selection",
    }
}
