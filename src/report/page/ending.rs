//! How a story ended: the states of the instances, what they wait for, the money.

use super::Grid;
use crate::lang::{Lang, Phrase, Word, money_text, sentence};
use crate::report::line::Lines;
use crate::report::story::Story;
use crate::report::words::Teller;
use crate::rule::{AccountId, SubjectId, Value};
use crate::scenario::{configurations, findings_owed, status_phrase};
use crate::world::journal::What;
use crate::world::{DutyStatus, Engine, Obliged, Sums};

fn teller<'a>(story: &Story<'a>, lang: Lang) -> Teller<'a> {
    let played = story.played;
    let (cast, world) = (&played.plan.cast, &played.world);
    Teller { program: story.program, cast, world, undone: &[], day: Some(world.today()), lang }
}

/// Each instance with its innermost states; under it the silences of the text that it stands in
/// and the findings that it waits for.
pub(super) fn ending(story: &Story<'_>, lang: Lang) -> Lines {
    let teller = teller(story, lang);
    let Story { program, played, only, .. } = *story;
    let engine = Engine { program, cast: &played.plan.cast };
    let mut lines = Lines::new();
    for (id, _) in configurations(program, &played.world) {
        let instance = played.world.instance(id);
        if only.is_some_and(|only| only != id && instance.owner != Some(only)) {
            continue;
        }
        let machine = &program.machines[instance.machine];
        let chart = instance.chart.as_ref();
        let titles: Vec<String> = chart
            .into_iter()
            .flat_map(|chart| chart.configuration().atomic_states(&machine.chart))
            .map(|state| teller.state(instance.machine, state))
            .collect();
        let titles = titles.join(lang.list_separator());
        lines.push((0, format!("{}  {titles}", teller.instance(id))));
        for state in chart.into_iter().flat_map(|chart| chart.configuration().iter()) {
            if let Some(silence) = &machine.states[state].cited.silence {
                lines.push((1, teller.say(Phrase::TellSilence, vec![("why", silence.into())])));
            }
        }
        for duty in played.world.duties().iter().filter(|duty| duty.instance == id) {
            if let Some(said) = owed(&teller, duty) {
                lines.push((1, said));
            }
        }
        for finding in findings_owed(&engine, &played.world, id) {
            let info = &program.findings[finding];
            let roles = info.by.iter().map(|&role| {
                let role = &program.roles[role];
                Word::Plain(teller.title(&role.title, &role.name).to_owned())
            });
            let args =
                vec![("by", Word::List(roles.collect())), ("what", info.question.get(lang).into())];
            lines.push((1, teller.say(Phrase::CauseFinding, args)));
        }
    }
    lines
}

/// A duty that nobody has fulfilled, with who owes it and until when.
fn owed(teller: &Teller<'_>, duty: &Obliged) -> Option<String> {
    if !matches!(duty.status, DutyStatus::Open | DutyStatus::Overdue) {
        return None;
    }
    let info = &teller.program.obligations[duty.obligation];
    let mut status: Word = status_phrase(duty.status).into();
    if let Some(due) = duty.due {
        status = Word::Phrase(
            Phrase::DutyDue,
            vec![("status", status), ("day", due.to_string().into())],
        );
    }
    let what = teller.title(&info.title, &info.name).into();
    let mut said = sentence::DutyOwed { what, status }.say(teller.lang);
    if !info.by.is_empty() {
        let roles = info.by.iter().map(|&role| {
            let role = &teller.program.roles[role];
            Word::Plain(teller.title(&role.title, &role.name).to_owned())
        });
        said += &sentence::TellOwedBy { by: Word::List(roles.collect()) }.say(teller.lang);
    }
    said += &teller.cite(&info.cited);
    Some(said)
}

/// What each subject is owed and was paid on each account, under which articles, and in all.
pub(super) fn money(story: &Story<'_>, lang: Lang) -> Grid {
    let teller = teller(story, lang);
    let world = &story.played.world;
    let mut keys: Vec<(AccountId, SubjectId)> = Vec::new();
    for entry in world.ledger() {
        if !keys.contains(&(entry.account, entry.subject)) {
            keys.push((entry.account, entry.subject));
        }
    }
    keys.sort();
    let heads = [
        Phrase::HeadAccount,
        Phrase::HeadWho,
        Phrase::LedgerOwed,
        Phrase::LedgerPaid,
        Phrase::LedgerCancelled,
        Phrase::LedgerReversed,
        Phrase::HeadOutstanding,
        Phrase::HeadSource,
    ];
    let heads: Vec<String> = heads.iter().map(|head| head.plain(lang).to_owned()).collect();
    let mut rows = Vec::new();
    let mut accounts: Vec<AccountId> = Vec::new();
    for (account, subject) in &keys {
        let own = |entry: &&crate::world::LedgerEntry| {
            entry.account == *account && entry.subject == *subject
        };
        let sums = Sums::of(world.ledger().iter().filter(own));
        let who = teller.value(Value::Subject(*subject));
        rows.push(row(&teller, *account, who, &sums, cited(story, *account, *subject, lang)));
        if !accounts.contains(account) {
            accounts.push(*account);
        }
    }
    if keys.len() > 1 {
        for account in accounts {
            let sums = Sums::of(world.ledger().iter().filter(|entry| entry.account == account));
            let all = teller.plain(Phrase::InAll).to_owned();
            rows.push(row(&teller, account, all, &sums, String::new()));
        }
    }
    without_empty(Grid { heads, rows })
}

/// The table without the sums that are nowhere.
fn without_empty(grid: Grid) -> Grid {
    let nothing = money_text(rust_decimal::Decimal::ZERO);
    let empty = |column: &usize| {
        [4, 5].contains(column)
            && grid.rows.iter().all(|row| row.get(*column).is_none_or(|cell| *cell == nothing))
    };
    let kept: Vec<usize> = (0..grid.heads.len()).filter(|column| !empty(column)).collect();
    let pick = |row: &Vec<String>| kept.iter().filter_map(|&at| row.get(at).cloned()).collect();
    Grid { heads: pick(&grid.heads), rows: grid.rows.iter().map(pick).collect() }
}

fn row(
    teller: &Teller<'_>,
    account: AccountId,
    who: String,
    sums: &Sums,
    cited: String,
) -> Vec<String> {
    let info = &teller.program.accounts[account];
    vec![
        teller.title(&info.title, &info.name).to_owned(),
        who,
        money_text(sums.owed),
        money_text(sums.paid),
        money_text(sums.cancelled),
        money_text(sums.reversed),
        money_text(sums.outstanding()),
        cited,
    ]
}

/// The articles under which a subject's lines of an account were booked.
fn cited(story: &Story<'_>, account: AccountId, subject: SubjectId, lang: Lang) -> String {
    let mut names: Vec<String> = Vec::new();
    let whole = teller(story, lang);
    for entry in &story.played.journal.entries {
        let teller = Teller { day: Some(entry.day), ..whole };
        let What::Booked { entry, cited } = &entry.what else { continue };
        let booked = story.played.world.ledger().get(*entry as usize);
        if booked.is_some_and(|booked| booked.account == account && booked.subject == subject) {
            for article in &cited.articles {
                let name = teller.article(*article);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    names.join(lang.list_separator())
}
