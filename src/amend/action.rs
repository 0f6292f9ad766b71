//! What an action does, in two words: its kind and what it does it to. So an action in a list can
//! be named.

use crate::policy::{Action, ActionKind};

/// `keep case_file`, `send upheld`, `set filed_on`.
pub fn action_name(action: &Action) -> String {
    let (kind, what) = match &action.kind {
        ActionKind::Set(values) => {
            let names: Vec<&str> = values.iter().map(|(name, _)| name.value.as_str()).collect();
            return format!("set {}", names.join(" "));
        }
        ActionKind::Raise(event) => ("raise", event),
        ActionKind::Send { event, .. } => ("send", event),
        ActionKind::Spawn { machine, .. } => ("spawn", machine),
        ActionKind::Cancel(id) => ("cancel", id),
        ActionKind::Suspend(timer) => ("suspend", timer),
        ActionKind::Resume { timer, .. } => ("resume", timer),
        ActionKind::Enter { register, .. } => ("enter", register),
        ActionKind::End { register, .. } => ("end", register),
        ActionKind::Owe { account, .. } => ("owe", account),
        ActionKind::Pay(account) => ("pay", account),
        ActionKind::Reverse(account) => ("reverse", account),
        ActionKind::Return(account) => ("return", account),
        ActionKind::Oblige { obligation, .. } => ("oblige", obligation),
        ActionKind::Fulfil(obligation) => ("fulfil", obligation),
        ActionKind::Breach(obligation) => ("breach", obligation),
        ActionKind::Keep { record, .. } => ("keep", record),
        ActionKind::Learn { fact, .. } => ("learn", fact),
        ActionKind::Find { finding, .. } => ("find", finding),
        ActionKind::Open(selection) => ("open", selection),
        ActionKind::Propose { selection, .. } => ("propose", selection),
        ActionKind::Decide { selection, .. } => ("decide", selection),
    };
    format!("{kind} {}", what.value)
}
