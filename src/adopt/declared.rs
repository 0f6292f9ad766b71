//! Declared things: put in, taken out, otherwise.

use super::draft::{Draft, Page, Why, not_there};
use super::edit::{bilingual, cut, entry, field, put, quoted, set, set_in};
use super::find::Step;
use super::value::changed_names;
use super::written::{Snippet, Written};
use crate::lang::{Phrase, Text};
use crate::policy::read::MANIFEST;
use crate::policy::{
    Bundle, ChoiceChange, FieldsChange, GroupMember, Name, ObligationChange, Section,
    SelectionChange, Titled,
};
use crate::source::{Node, Shape};

/// The field of a file in which things of a section stand.
const fn section_field(section: Section) -> &'static str {
    match section {
        Section::Choice => "choices",
        Section::Kind => "kinds",
        Section::Parameter => "parameters",
        Section::Fact => "facts",
        Section::Finding => "findings",
        Section::Event => "events",
        Section::Role => "roles",
        Section::Register => "registers",
        Section::Account => "accounts",
        Section::Obligation => "obligations",
        Section::Record => "records",
        Section::Group => "groups",
        Section::Selection => "selections",
        Section::Machine => "machines",
    }
}

/// All sections.
const SECTIONS: [Section; 13] = [
    Section::Choice,
    Section::Kind,
    Section::Parameter,
    Section::Fact,
    Section::Finding,
    Section::Event,
    Section::Role,
    Section::Register,
    Section::Account,
    Section::Obligation,
    Section::Record,
    Section::Group,
    Section::Selection,
];

impl Draft<'_> {
    /// New things are declared.
    pub(super) fn declare(&self, written: &Written) -> Result<(), Why> {
        for section in SECTIONS {
            let name = section_field(section);
            match written.field(name).map(|node| &node.shape) {
                None => {}
                Some(Shape::Map(entries)) => {
                    for (key, value) in entries {
                        self.declare_one(name, &written.keyed(key, value))?;
                    }
                }
                Some(_) => return Err(Phrase::AdoptPiece.into()),
            }
        }
        let Some(machines) = written.field("machines") else { return Ok(()) };
        let Shape::Map(entries) = &machines.shape else { return Err(Phrase::AdoptPiece.into()) };
        for (key, value) in entries {
            let Shape::Text { text: name, .. } = &key.shape else { continue };
            let words = written.words(value);
            let file = format!("machines/{name}.ron");
            self.write(&file, &format!("{}\n", set_in(&words.text, words.indent, 0)))?;
            self.list(&file)?;
        }
        Ok(())
    }

    /// Puts a thing at the end of its section.
    fn declare_one(&self, section: &'static str, words: &Snippet) -> Result<(), Why> {
        let files = self.sections()?;
        for file in files.iter().rev() {
            let page = self.page(file)?;
            if let Some((_, map)) = field(&page.tree, section) {
                let edit = put(&page.text, map, usize::MAX, &words.text, words.indent);
                return self.keep(&page, vec![edit]);
            }
        }
        // The first section of its kind stands with the other declarations.
        for file in files.iter().rev() {
            let page = self.page(file)?;
            if field(&page.tree, "articles").or(field(&page.tree, "readings")).is_some() {
                continue;
            }
            let own = set_in(&words.text, words.indent, 4);
            let map = format!("{{\n    {own},\n  }}");
            return self.keep(&page, vec![set(&page.text, &page.tree, section, &map, 2)]);
        }
        Err(not_there(section))
    }

    /// `policy.ron` lists a file more.
    pub(super) fn list(&self, file: &str) -> Result<(), Why> {
        let page = self.page(MANIFEST)?;
        let (_, files) = field(&page.tree, "files").ok_or_else(|| not_there(MANIFEST))?;
        self.keep(&page, vec![put(&page.text, files, usize::MAX, &quoted(file), 0)])
    }

    /// Declared things are taken out.
    pub(super) fn remove(&self, removed: &[(Section, Name)]) -> Result<(), Why> {
        for (section, name) in removed {
            if *section == Section::Machine {
                let file = self.machine(name)?;
                let page = self.page(MANIFEST)?;
                let (_, files) = field(&page.tree, "files").ok_or_else(|| not_there(MANIFEST))?;
                let edits =
                    changed_names(&page, files, &[], &[Name::new(file.clone(), name.span)])?;
                self.keep(&page, edits)?;
                self.take_out(&file);
                continue;
            }
            let section = section_field(*section);
            self.declared_at(section, name, &[])?;
            let (file, mut steps) = self.declared(section, name)?.ok_or_else(|| not_there(name))?;
            steps.pop();
            let (page, map) = self.find(&file, &steps, name)?;
            let edit = entry(&map, name).and_then(|(at, _)| cut(&page.text, &map, at));
            self.keep(&page, edit.into_iter().collect())?;
        }
        Ok(())
    }

    /// A choice has values more or less.
    pub(super) fn choice(&self, change: &ChoiceChange, written: &Written) -> Result<(), Why> {
        let steps = [Step::Field("values"), Step::Written];
        let mut place = change.place.clone();
        if let Some(Shape::Map(entries)) = written.field("add").map(|node| &node.shape) {
            for (key, value) in entries {
                let Some(beside) = &place else { break };
                let (page, map) = self.declared_at("choices", &change.choice, &steps)?;
                let (at, _) = entry(&map, &beside.other).ok_or_else(|| not_there(&beside.other))?;
                let at = if beside.before { at } else { at + 1 };
                let words = written.keyed(key, value);
                self.keep(&page, vec![put(&page.text, &map, at, &words.text, words.indent)])?;
                if let (Some(place), Shape::Text { text, .. }) = (&mut place, &key.shape)
                    && !place.before
                {
                    place.other.value.clone_from(text);
                }
            }
        }
        self.without(Section::Choice, &change.choice, &steps, &change.without)
    }

    /// Entries of a map of something declared are taken out.
    fn without(
        &self,
        section: Section,
        name: &str,
        steps: &[Step],
        without: &[Name],
    ) -> Result<(), Why> {
        for gone in without {
            let (page, map) = self.inside(section, name, steps)?;
            let edit = entry(&map, gone).and_then(|(at, _)| cut(&page.text, &map, at));
            self.keep(&page, edit.into_iter().collect())?;
        }
        Ok(())
    }

    /// A place inside something declared; a machine has a file of its own.
    fn inside(&self, section: Section, name: &str, steps: &[Step]) -> Result<(Page, Node), Why> {
        match section {
            Section::Machine => self.find(&self.machine(name)?, steps, name),
            _ => self.declared_at(section_field(section), name, steps),
        }
    }

    /// An event, a register, an account or a machine's data has fields more or less.
    pub(super) fn fields(&self, change: &FieldsChange, written: &Written) -> Result<(), Why> {
        let section = change.section;
        let inner = match section {
            Section::Event | Section::Machine => "data",
            _ => "columns",
        };
        self.without(section, &change.name, &[Step::Field(inner), Step::Written], &change.without)?;
        let Some(Shape::Map(entries)) = written.field("add").map(|node| &node.shape) else {
            return Ok(());
        };
        for (key, value) in entries {
            let (page, node) = self.inside(section, &change.name, &[Step::Written])?;
            let words = written.keyed(key, value);
            let edit = match field(&node, inner) {
                Some((_, map)) => put(&page.text, map, usize::MAX, &words.text, words.indent),
                None => {
                    set(&page.text, &node, inner, &format!("{{ {} }}", words.text), words.indent)
                }
            };
            self.keep(&page, vec![edit])?;
        }
        Ok(())
    }

    /// Something declared says otherwise under a field.
    pub(super) fn says(
        &self,
        section: &'static str,
        name: &str,
        field: &'static str,
        words: &Snippet,
    ) -> Result<(), Why> {
        let (page, node) = self.declared_at(section, name, &[Step::Written])?;
        self.keep(&page, vec![set(&page.text, &node, field, &words.text, words.indent)])
    }

    /// A duty is otherwise.
    pub(super) fn obligation(
        &self,
        change: &ObligationChange,
        written: &Written,
    ) -> Result<(), Why> {
        let name = &change.obligation;
        for given in ["by", "opens", "fulfilled_by", "reported", "due"] {
            let Some(node) = written.field(given) else { continue };
            if given == "due" && change.due == Some(None) {
                let (page, node) = self.declared_at("obligations", name, &[Step::Written])?;
                let edit = field(&node, given).and_then(|(at, _)| cut(&page.text, &node, at));
                self.keep(&page, edit.into_iter().collect())?;
                continue;
            }
            self.says("obligations", name, given, &written.words(node))?;
        }
        Ok(())
    }

    /// A group has members more or less.
    pub(super) fn group(
        &self,
        group: &Name,
        add: &[GroupMember],
        without: &[Name],
        written: &Written,
    ) -> Result<(), Why> {
        let (_, node) = self.declared_at("groups", group, &[Step::Written])?;
        let list = if field(&node, "not_all").is_some() { "not_all" } else { "all" };
        let steps = [Step::Field(list), Step::Written];
        let named = |item: &Node| match &item.shape {
            Shape::Text { text, .. } => text.clone(),
            _ => match field(item, "rule").map(|(_, node)| &node.shape) {
                Some(Shape::Text { text, .. }) => text.clone(),
                _ => String::new(),
            },
        };
        for gone in without {
            let (page, list) = self.declared_at("groups", group, &steps)?;
            let Shape::List(items) = &list.shape else { return Err(Phrase::AdoptPiece.into()) };
            let at = items.iter().position(|item| named(item) == gone.value);
            let edit = at.and_then(|at| cut(&page.text, &list, at));
            self.keep(&page, edit.into_iter().collect())?;
        }
        let words: Vec<Snippet> = match written.field("add") {
            None => Vec::new(),
            Some(node) => match &node.shape {
                Shape::List(items) => items.iter().map(|item| written.words(item)).collect(),
                _ => vec![written.words(node)],
            },
        };
        if words.len() != add.len() {
            return Err(Phrase::AdoptPiece.into());
        }
        for (member, words) in add.iter().zip(words) {
            let (page, list) = self.declared_at("groups", group, &steps)?;
            let Shape::List(items) = &list.shape else { return Err(Phrase::AdoptPiece.into()) };
            if items.iter().all(|item| named(item) != member.rule.value) {
                let edit = put(&page.text, &list, usize::MAX, &words.text, words.indent);
                self.keep(&page, vec![edit])?;
            }
        }
        Ok(())
    }

    /// A selection has limits and rules more, less or otherwise.
    pub(super) fn selection(&self, change: &SelectionChange, written: &Written) -> Result<(), Why> {
        let name = &change.selection;
        let quotas = [Step::Field("quotas"), Step::Written];
        for quota in &change.replace {
            let node = written.entry("replace", &quota.name).ok_or(Phrase::AdoptPiece)?;
            let words = written.words(node);
            let (page, map) = self.declared_at("selections", name, &quotas)?;
            let (_, old) = entry(&map, &quota.name).ok_or_else(|| not_there(&quota.name))?;
            let at = super::edit::range(old.span);
            let to = super::edit::indent(&page.text, at.start);
            self.keep(&page, vec![(at, set_in(&words.text, words.indent, to))])?;
        }
        self.without(Section::Selection, name, &quotas, &change.without)?;
        if let Some(node) = written.field("add") {
            let Shape::Map(entries) = &node.shape else { return Err(Phrase::AdoptPiece.into()) };
            for (key, value) in entries {
                let words = written.keyed(key, value);
                let (page, node) = self.declared_at("selections", name, &[Step::Written])?;
                let edit = match field(&node, "quotas") {
                    Some((_, map)) => put(&page.text, map, usize::MAX, &words.text, words.indent),
                    None => {
                        let map = format!("{{ {} }}", words.text);
                        set(&page.text, &node, "quotas", &map, words.indent)
                    }
                };
                self.keep(&page, vec![edit])?;
            }
        }
        if change.add_each.is_empty() && change.without_each.is_empty() {
            return Ok(());
        }
        let (file, steps) = self.declared("selections", name)?.ok_or_else(|| not_there(name))?;
        self.names(&file, &steps, "each", &change.add_each, &change.without_each)
    }

    /// Something is called otherwise.
    pub(super) fn title(
        &self,
        bundle: &Bundle,
        of: Titled,
        path: &[Name],
        title: &Text,
    ) -> Result<(), Why> {
        let words = Snippet::plain(bilingual(title));
        let (Some(first), second) = (path.first(), path.get(1)) else {
            return Err(Phrase::AdoptPiece.into());
        };
        let inner = second.map_or("", |name| name.value.as_str()).to_owned();
        let (page, node) = match of {
            Titled::One(Section::Machine) => {
                self.find(&self.machine(first)?, &[Step::Written], first)?
            }
            Titled::State => {
                let steps = super::find::to_state(bundle, first, &inner)?;
                self.find(&self.machine(first)?, &steps, &inner)?
            }
            Titled::One(section @ (Section::Kind | Section::Event)) => {
                let (page, node) =
                    self.declared_at(section_field(section), first, &[Step::Written])?;
                let is_whole = section == Section::Kind || matches!(node.shape, Shape::Text { .. });
                if is_whole {
                    return self.keep(&page, vec![(super::edit::range(node.span), words.text)]);
                }
                (page, node)
            }
            Titled::One(section) => {
                self.declared_at(section_field(section), first, &[Step::Written])?
            }
            Titled::Value => {
                let steps = [Step::Field("values"), Step::Key(inner)];
                let (page, node) = self.declared_at("choices", first, &steps)?;
                return self.keep(&page, vec![(super::edit::range(node.span), words.text)]);
            }
            Titled::Quota => {
                let steps = [Step::Field("quotas"), Step::Key(inner), Step::Written];
                self.declared_at("selections", first, &steps)?
            }
        };
        let name = if of == Titled::One(Section::Finding) { "question" } else { "title" };
        self.keep(&page, vec![set(&page.text, &node, name, &words.text, 0)])
    }
}
