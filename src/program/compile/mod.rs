//! From a bundle to a program. Three passes: what is declared gets ids; states and events get
//! theirs; then rules, machines and selections are compiled against all of these. Every problem is
//! collected, and a program is made only where there is no error.

mod action;
mod anchor;
mod applies;
mod depends;
mod duties;
mod environment;
mod declare;
mod guards;
mod machine;
mod milder;
mod transition;
mod refused;
mod quota;
mod rules;
mod scope;
mod selection;
mod stages;
mod tell;
mod value;

use crate::diagnostic::Problems;
use crate::lang::Severity;
use crate::policy::Bundle;
use crate::program::walk::each_tree;
use crate::program::{Program, Query};

use environment::Environment;
use rules::Rules;

/// Compiles a bundle.
pub fn compile(bundle: &Bundle) -> (Option<Program>, Problems) {
    compile_asking(bundle, Severity::Warning)
}

/// Compiles a bundle where only problems down to that weight are of interest.
pub fn compile_asking(bundle: &Bundle, down_to: Severity) -> (Option<Program>, Problems) {
    let mut problems = Problems::default();
    let mut environment = Environment::declare(bundle, &mut problems);
    applies::resolve(bundle, &mut environment, &mut problems);
    duties::holders(bundle, &mut environment, &mut problems);
    let parsed = rules::parse(bundle, &mut problems);
    let mut rules = Rules::new(bundle, parsed, std::mem::take(&mut environment.pool));
    let machines = machine::machines(bundle, &environment, &mut rules, &mut problems);
    let selections = selection::selections(bundle, &environment, &mut rules, &mut problems);
    machine::parties(bundle, &mut environment, &mut rules, &mut problems);
    rules.check_swaps(&mut problems);
    environment.unanswered(&mut problems);
    if down_to == Severity::Warning {
        rules.check_unused(&mut problems);
    }
    let versions = applies::versions(bundle, &environment, &mut problems);
    if problems.has_errors() {
        return (None, problems);
    }
    let Environment { tables, declared_events, .. } = environment;
    let mut program = Program {
        id: bundle.manifest.id.clone(),
        title: bundle.manifest.title.clone(),
        continues: bundle.manifest.continues.as_ref().map(|name| name.value.clone()),
        amended_by: bundle.manifest.amended_by.clone(),
        legal_text: bundle.manifest.legal_text,
        validity: bundle.manifest.validity.clone(),
        versions,
        counting: bundle.manifest.counting,
        calendar: bundle.calendar.held(),
        articles: bundle.articles.held(),
        chapters: bundle.chapters.held(),
        choices: tables.choices,
        kinds: tables.kinds,
        rows: tables.rows,
        facts: tables.facts,
        parameters: tables.parameters,
        findings: tables.findings,
        events: tables.events,
        declared_events,
        fields: tables.fields,
        roles: tables.roles,
        registers: tables.registers,
        accounts: tables.accounts,
        obligations: tables.obligations,
        record_kinds: tables.record_kinds,
        rules: rules.compiled,
        machines,
        selections,
        pool: rules.pool,
        sources: bundle.sources.clone(),
    };
    date_states(&mut program);
    applies::note_deciding(bundle, &mut program, &mut problems);
    milder::note_milder(bundle, &mut program, &mut problems);
    (Some(program), problems)
}

/// Notes the states whose day of entry is asked for.
fn date_states(program: &mut Program) {
    let mut asked = Vec::new();
    each_tree(program, &mut |tree| {
        for (query, _) in &tree.queries {
            if let Query::EnteredSince { machine, states } = query {
                asked.extend(states.iter().map(|&state| (*machine, state)));
            }
        }
    });
    for (machine, state) in asked {
        let dated = &mut program.machines[machine].dated;
        if !dated.contains(&state) {
            dated.push(state);
        }
    }
}
