//! One change of an amendment, written into the files of the new folder.

use super::draft::{Draft, Why, not_there};
use super::edit::{field, quoted, range, set};
use super::find::Step;
use super::written::Written;
use crate::amend::{Overlay, lay};
use crate::diagnostic::Problems;
use crate::lang::Phrase;
use crate::policy::read::MANIFEST;
use crate::policy::{Bundle, Change, ChangeKind, Machine, StageChange};
use crate::source::Node;

impl Draft<'_> {
    /// Writes one change; `written` is how the amendment wrote it, where it did not follow from words.
    pub(super) fn change(&self, change: &Change, written: Option<&Written>) -> Result<(), Why> {
        if let Some(done) = self.of_values(&change.kind, written) {
            return done;
        }
        if change.kind == ChangeKind::WaitForTheCalendar {
            return Err(Phrase::AdoptCalendar.into());
        }
        // Whatever else there is, the amendment wrote it.
        let written = written.ok_or(Phrase::AdoptPiece)?;
        let (bundle, ..) = self.read();
        let bundle = bundle.ok_or_else(|| not_there(MANIFEST))?;
        match &change.kind {
            ChangeKind::Group { group, add, without } => self.group(group, add, without, written),
            ChangeKind::Selection(change) => self.selection(change, written),
            ChangeKind::Quotas { selection, .. } => {
                let words = written.item(1).map(|node| written.words(node));
                self.says("selections", selection, "quotas", &words.ok_or(Phrase::AdoptPiece)?)
            }
            ChangeKind::Declare(_) => self.declare(written),
            ChangeKind::Remove(removed) => self.remove(removed),
            ChangeKind::Choice(change) => self.choice(change, written),
            ChangeKind::Fields(change) => self.fields(change, written),
            ChangeKind::Obligation(change) => self.obligation(change, written),
            ChangeKind::Role(change) => {
                let words = written.field("holder").map(|node| written.words(node));
                self.says("roles", &change.role, "holder", &words.ok_or(Phrase::AdoptPiece)?)
            }
            ChangeKind::Title { of, path, title } => self.title(&bundle, *of, path, title),
            ChangeKind::Rule { name, by } => self.instead(&bundle, name, by),
            ChangeKind::Transition(change) => self.transition(&bundle, change, written),
            ChangeKind::State(change) => self.does(&bundle, change, written),
            ChangeKind::NewTransition(change) => {
                let words = written.field("on").map(|node| written.words(node));
                self.new_transition(&bundle, change, &words.ok_or(Phrase::AdoptPiece)?)
            }
            ChangeKind::States(change) => self.states_come(&bundle, change, written),
            ChangeKind::Stage(inner) => self.stage_comes(&bundle, change, inner, written),
            ChangeKind::RemoveState { machine, state, .. } => {
                let after = self.machine_after(&bundle, change, machine)?;
                self.led(&after)?;
                self.no_state(&bundle, machine, state)
            }
            ChangeKind::Order { machine, .. } => {
                let after = self.machine_after(&bundle, change, machine)?;
                self.led(&after)?;
                self.stand(&bundle, &after)
            }
            ChangeKind::Reading { number, meaning } => {
                let steps = [Step::Field("chosen")];
                let (page, node) = self.declared_at("readings", number, &steps)?;
                self.keep(&page, vec![(range(node.span), quoted(meaning))])
            }
            ChangeKind::Counting { of, .. } if of.is_empty() => self.counting(written),
            ChangeKind::Counting { .. } => Err(Phrase::AdoptCounting.into()),
            _ => Err(Phrase::AdoptCalendar.into()),
        }
    }

    /// Changes of parameters; none where it is another.
    fn of_values(&self, kind: &ChangeKind, written: Option<&Written>) -> Option<Result<(), Why>> {
        let own: Option<(&Written, &Node)> =
            written.and_then(|written| Some((written, written.item(1)?)));
        Some(match kind {
            ChangeKind::Parameter { name, value, .. } => self.one_value(name, &value.value, own),
            ChangeKind::Row { name, keys, value, .. } => self.row(name, keys, &value.value, own),
            ChangeKind::Values { name, .. } => match own {
                Some((written, node)) => self.values(name, &written.words(node)),
                None => Err(Phrase::AdoptPiece.into()),
            },
            ChangeKind::NewRow { name, keys, .. } => match own {
                Some((written, node)) => self.new_row(name, keys, &written.words(node)),
                None => Err(Phrase::AdoptPiece.into()),
            },
            ChangeKind::RowOut { name, keys } => self.row_out(name, keys),
            ChangeKind::Members { parameter, add, without } => {
                self.members(parameter, add, without)
            }
            ChangeKind::Applies { parameter, .. } => {
                match written.and_then(|own| own.field("by").map(|node| own.words(node))) {
                    Some(words) => self.applied(parameter, &words),
                    None => Err(Phrase::AdoptPiece.into()),
                }
            }
            _ => return None,
        })
    }

    /// A machine as a change leaves it.
    fn machine_after(&self, bundle: &Bundle, change: &Change, name: &str) -> Result<Machine, Why> {
        let mut plain = bundle.clone();
        // No meaning is laid: what the files say is asked.
        plain.readings.clear();
        let overlay = Overlay { readings: Vec::new(), changes: vec![change.clone()] };
        let laid = lay(&plain, &overlay, &mut Problems::default());
        let found = laid.machines.iter().find(|machine| machine.name.value == name);
        found.cloned().ok_or_else(|| not_there(name))
    }

    fn states_come(
        &self,
        bundle: &Bundle,
        change: &crate::policy::StatesChange,
        written: &Written,
    ) -> Result<(), Why> {
        self.states(bundle, change, written)?;
        // What is put first does not become what is entered first.
        let of =
            Change { at: change.machine.span, kind: ChangeKind::States(Box::new(change.clone())) };
        let after = self.machine_after(bundle, &of, &change.machine)?;
        self.led(&after)
    }

    fn stage_comes(
        &self,
        bundle: &Bundle,
        change: &Change,
        stage: &StageChange,
        written: &Written,
    ) -> Result<(), Why> {
        if stage.names.iter().any(|(_, meant)| *meant != crate::policy::Meant::Stay) {
            return Err(Phrase::AdoptMeant.into());
        }
        let after = self.machine_after(bundle, change, &stage.machine)?;
        let words = written.field("from").map(|node| written.words(node));
        let words = words.ok_or(Phrase::AdoptPiece)?;
        let name = stage.state.name.value.as_str();
        self.stage(bundle, &stage.machine, &stage.place, (name, &words))?;
        self.led(&after)
    }

    /// Days are counted otherwise throughout.
    fn counting(&self, written: &Written) -> Result<(), Why> {
        for name in ["include_start", "roll"] {
            let page = self.page(MANIFEST)?;
            let given = written.field(name).map(|node| written.words(node));
            let edit = match (field(&page.tree, "counting"), given) {
                (Some((_, node)), Some(words)) => set(&page.text, node, name, &words.text, 0),
                (Some((_, node)), None) => match field(node, name) {
                    Some((at, _)) => match super::edit::cut(&page.text, node, at) {
                        Some(edit) => edit,
                        None => continue,
                    },
                    None => continue,
                },
                (None, Some(words)) => {
                    let value = format!("({name}: {})", words.text);
                    set(&page.text, &page.tree, "counting", &value, 0)
                }
                (None, None) => continue,
            };
            self.keep(&page, vec![edit])?;
        }
        Ok(())
    }

    /// The files of rules that an amendment brings stand with the others.
    pub(super) fn rules(&self, files: &[(String, String)]) -> Result<(), Why> {
        for (listed, text) in files {
            let name = format!("rules/{}", listed.rsplit('/').next().unwrap_or(listed));
            if self.text(&name).is_some() {
                return Err(crate::lang::Word::Phrase(
                    Phrase::AlreadyThere,
                    vec![("path", name.into())],
                ));
            }
            self.write(&name, text)?;
            self.list(&name)?;
        }
        Ok(())
    }
}
