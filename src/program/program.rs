//! The program: all tables of a compiled bundle.

use std::sync::Arc;

use super::element::{
    AccountInfo, ChoiceInfo, CompiledRule, EventInfo, FactInfo, FieldInfo, FindingInfo, KindInfo,
    ObligationInfo, ParameterInfo, RecordKindInfo, RegisterInfo, RoleInfo, RowInfo, Tree,
};
use super::ids::{FieldId, ObligationId, RecordKindId, RoleId, RuleId};
use super::machine::{CompiledMachine, CompiledSelection, SelectionId};
use super::version::VersionTable;
use crate::calendar::{Counting, Table};
use crate::chart::EventId;
use crate::ident::IdVec;
use crate::lang::Text;
use crate::policy::{AmendedBy, Article, Chapter, Cited, Validity};
use crate::rule::{
    AccountId, ChoiceId, FactId, FindingId, KindId, MachineId, ParamId, Pool, RecordId, RegisterId,
};
use crate::source::Sources;

/// The prefix of the events that SCXML raises when a state is done.
pub const DONE_PREFIX: &str = "done.state.";

/// A compiled bundle.
#[derive(Clone, Debug)]
pub struct Program {
    /// The bundle's name.
    pub id: String,
    /// The measure's title.
    pub title: Text,
    /// The bundle of the text before it, where it continues one.
    pub continues: Option<String>,
    /// The documents by which that text became this one.
    pub amended_by: Vec<AmendedBy>,
    /// Whether it carries a legal text.
    pub legal_text: bool,
    /// When it is in force.
    pub validity: Option<Validity>,
    /// The versions that stand side by side in it.
    pub versions: VersionTable,
    /// How days are counted.
    pub counting: Counting,
    /// The published working days.
    pub calendar: Arc<Table>,
    /// The text.
    pub articles: Arc<Vec<Article>>,
    /// The chapters of the text, each with its sections behind it.
    pub chapters: Arc<Vec<Chapter>>,
    /// Closed lists of values.
    pub choices: IdVec<ChoiceId, ChoiceInfo>,
    /// Kinds of subjects.
    pub kinds: IdVec<KindId, KindInfo>,
    /// The columns of lists.
    pub rows: IdVec<RecordId, RowInfo>,
    /// Facts.
    pub facts: IdVec<FactId, FactInfo>,
    /// Parameters.
    pub parameters: IdVec<ParamId, ParameterInfo>,
    /// Findings.
    pub findings: IdVec<FindingId, FindingInfo>,
    /// Events, declared ones first, then those of done states, then those of timers.
    pub events: IdVec<EventId, EventInfo>,
    /// How many events are declared.
    pub declared_events: usize,
    /// The names under which events carry values.
    pub fields: IdVec<FieldId, FieldInfo>,
    /// Roles.
    pub roles: IdVec<RoleId, RoleInfo>,
    /// Registers.
    pub registers: IdVec<RegisterId, RegisterInfo>,
    /// Accounts.
    pub accounts: IdVec<AccountId, AccountInfo>,
    /// Obligations.
    pub obligations: IdVec<ObligationId, ObligationInfo>,
    /// Kinds of records.
    pub record_kinds: IdVec<RecordKindId, RecordKindInfo>,
    /// Rules, each for one machine.
    pub rules: IdVec<RuleId, CompiledRule>,
    /// Machines.
    pub machines: IdVec<MachineId, CompiledMachine>,
    /// Selections.
    pub selections: IdVec<SelectionId, CompiledSelection>,
    /// Texts and lists of the bundle's values.
    pub pool: Pool,
    /// The files.
    pub sources: Sources,
}

impl Program {
    /// The words of an expression and of the functions that it calls.
    pub fn words_of(&self, tree: &Tree) -> String {
        let mut words = self.sources.text(tree.body.span).to_owned();
        for function in &tree.functions {
            words.push('|');
            words.push_str(&function.name.value);
            words.push_str(self.sources.text(function.body.span));
        }
        words
    }
    /// The machine of that name.
    pub fn machine(&self, name: &str) -> Option<MachineId> {
        self.machines.find(|machine| machine.name == name).map(|(id, _)| id)
    }
    /// The declared event of that name.
    pub fn event(&self, name: &str) -> Option<EventId> {
        let found =
            self.events.enumerated().take(self.declared_events).find(|(_, e)| e.name == name);
        found.map(|(id, _)| id)
    }
    /// The role of that name.
    pub fn role(&self, name: &str) -> Option<RoleId> {
        self.roles.find(|role| role.name == name).map(|(id, _)| id)
    }
    /// The fact of that name.
    pub fn fact(&self, name: &str) -> Option<FactId> {
        self.facts.find(|fact| fact.name == name).map(|(id, _)| id)
    }
    /// The column of a list type.
    pub fn column_name(&self, ty: &crate::rule::Type, column: u16) -> Option<String> {
        let crate::rule::Type::List(record) = ty else { return None };
        let column = self.rows[*record].columns.get(usize::from(column));
        column.map(|(name, _)| name.clone())
    }
    /// The finding of that name.
    pub fn finding(&self, name: &str) -> Option<FindingId> {
        self.findings.find(|finding| finding.name == name).map(|(id, _)| id)
    }
    /// The register of that name.
    pub fn register(&self, name: &str) -> Option<RegisterId> {
        self.registers.find(|register| register.name == name).map(|(id, _)| id)
    }
    /// The account of that name.
    pub fn account(&self, name: &str) -> Option<AccountId> {
        self.accounts.find(|account| account.name == name).map(|(id, _)| id)
    }
    /// The obligation of that name.
    pub fn obligation(&self, name: &str) -> Option<ObligationId> {
        self.obligations.find(|obligation| obligation.name == name).map(|(id, _)| id)
    }
    /// The kind of record of that name.
    pub fn record_kind(&self, name: &str) -> Option<RecordKindId> {
        self.record_kinds.find(|record| record.name == name).map(|(id, _)| id)
    }
    /// Where the validity comes from.
    pub fn validity_cited(&self) -> Cited {
        self.validity.as_ref().map(|validity| validity.origin.cited()).unwrap_or_default()
    }
}
