//! What stories exercise: transitions taken, rules seen true and false, articles cited.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::TransitionId;
use crate::policy::{ArticleNumber, Cited, Under, Version};
use crate::program::{Program, RuleId};
use crate::rule::{Clause, ClauseKind, MachineId};
use crate::scenario::Played;
use crate::world::Reason;
use crate::world::journal::{GuardReport, Verdict, What};

/// What was exercised.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The transitions that were taken.
    pub transitions: BTreeSet<(MachineId, TransitionId)>,
    /// The rules that held at least once.
    pub met: BTreeSet<RuleId>,
    /// The rules that did not hold at least once.
    pub not_met: BTreeSet<RuleId>,
    /// For each article, the stories in which something that cites it happened, by their position.
    pub articles: BTreeMap<ArticleNumber, BTreeSet<usize>>,
}

impl Coverage {
    /// Adds what a story exercised; `at` is its position among the stories.
    pub fn add(&mut self, program: &Program, played: &Played, at: usize) {
        let world = &played.world;
        for entry in &played.journal.entries {
            match &entry.what {
                What::Moved { instance, transitions, guards, .. } => {
                    let machine = world.machine_of(*instance);
                    for &transition in transitions {
                        self.transitions.insert((machine, transition));
                        self.cite(&program.machines[machine].transitions[transition].cited, at);
                    }
                    self.guards(program, guards, at);
                }
                What::Refused { reasons, guards, address, .. } => {
                    self.guards(program, guards, at);
                    let machine = address.parts.last().map(|part| part.machine);
                    self.reasons(program, reasons, machine, at);
                }
                What::FindingRefused { finding, .. } => {
                    self.cite(&program.findings[*finding].cited, at);
                }
                What::Idle { guards, .. }
                | What::Weighed { guards, .. }
                | What::Passed { guards, .. } => {
                    self.guards(program, guards, at);
                }
                What::Found { finding } => {
                    if let Some(made) = world.findings().get(*finding as usize) {
                        self.cite(&program.findings[made.finding].cited, at);
                    }
                }
                What::Entered { cited, .. }
                | What::Ended { cited, .. }
                | What::Booked { cited, .. }
                | What::NothingToReverse { cited, .. }
                | What::Obliged { cited, .. }
                | What::Duty { cited, .. }
                | What::Undone { cited, .. }
                | What::Kept { cited, .. } => self.cite(cited, at),
                What::Released { record } => {
                    if let Some(kept) = world.records().get(*record as usize) {
                        self.cite(&program.record_kinds[kept.record].cited, at);
                    }
                }
                What::Selection(report) => {
                    let selection = &program.selections[report.selection];
                    self.cite(&selection.cited, at);
                    for quota in &selection.quotas {
                        self.cite(&quota.cited, at);
                    }
                }
                What::Event { event, .. } => self.cite(&program.events[*event].cited, at),
                _ => {}
            }
        }
    }

    /// Adds what a story exercised that is told under a program of its own: of its transitions and
    /// rules those that stand unchanged in both. Whatever an amendment cites, it cites by the numbers
    /// of the text before it.
    pub fn add_own(&mut self, program: &Program, own: &Program, played: &Played, at: usize) {
        let mut seen = Self::default();
        seen.add(own, played, at);
        for (number, stories) in seen.articles {
            self.articles.entry(number).or_default().extend(stories);
        }
        for (machine, transition) in seen.transitions {
            let told = &own.machines[machine];
            let Some(known) = program.machine(&told.name) else { continue };
            let told = &told.transitions[transition];
            let mut same = program.machines[known].transitions.enumerated().filter(|(_, one)| {
                let is_published = |under: Under| under.holds(Version::default());
                one.at == told.at && is_published(one.under) && is_published(told.under)
            });
            self.transitions.extend(same.next().map(|(id, _)| (known, id)));
        }
        for (rules, seen) in [(&mut self.met, seen.met), (&mut self.not_met, seen.not_met)] {
            for told in seen.into_iter().map(|rule| &own.rules[rule]) {
                let same = program.rules.enumerated();
                let same = same.filter(|(_, one)| one.name == told.name && one.at == told.at);
                rules.extend(same.map(|(id, _)| id));
            }
        }
    }

    fn cite(&mut self, cited: &Cited, at: usize) {
        for article in cited.articles.iter().filter(|article| !article.is_new) {
            self.articles.entry(article.article).or_default().insert(at);
        }
    }

    fn guards(&mut self, program: &Program, guards: &[GuardReport], at: usize) {
        for report in guards {
            for asked in &report.asked {
                self.said(asked.rule, asked.clause.holds);
                self.clause(program, &asked.clause);
            }
            match report.verdict {
                Verdict::Met => self.said(report.rule, Some(true)),
                Verdict::NotMet => self.said(report.rule, Some(false)),
                Verdict::Unknown(_) => {}
                Verdict::NotApplicable => continue,
            }
            self.cite(&program.rules[report.rule].cited, at);
        }
    }

    fn said(&mut self, rule: RuleId, holds: Option<bool>) {
        match holds {
            Some(true) => self.met.insert(rule),
            Some(false) => self.not_met.insert(rule),
            None => false,
        };
    }

    /// The rules that a rule asks are seen through it.
    fn clause(&mut self, program: &Program, clause: &Clause) {
        if let ClauseKind::Function { name, .. } = &clause.kind {
            let named = program.rules.enumerated().filter(|(_, rule)| rule.name == **name);
            for (rule, _) in named {
                self.said(rule, clause.holds);
            }
        }
        clause.for_each_part(&mut |part| self.clause(program, part));
    }

    fn reasons(
        &mut self,
        program: &Program,
        reasons: &[Reason],
        machine: Option<MachineId>,
        at: usize,
    ) {
        for reason in reasons {
            self.cite(&reason.cited(program, machine), at);
            match reason {
                Reason::NotMet { rule, .. } | Reason::Placement { rule, .. } => {
                    self.not_met.insert(*rule);
                }
                Reason::Sent { machine, reasons, .. } => {
                    self.reasons(program, reasons, *machine, at);
                }
                _ => {}
            }
        }
    }
}
