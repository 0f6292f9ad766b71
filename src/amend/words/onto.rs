//! The bundle under the words of an amendment: what the next amendment speaks of.

use super::rewritten::Rewritten;
use crate::policy::{Amendment, Bundle, ChangeKind, Name, ParameterValue};
use crate::source::Spanned;

impl Rewritten {
    /// The bundle with the text after the amendment and with the values that stand in it. What else runs
    /// otherwise is not laid here.
    #[must_use]
    pub fn onto(&self, bundle: &Bundle, amendment: &Amendment) -> Bundle {
        let mut after = bundle.clone();
        after.articles.clone_from(&self.articles);
        after.chapters.clone_from(&self.chapters);
        after.manifest.title = self.title.clone();
        if self.validity.is_some() {
            after.manifest.validity.clone_from(&self.validity);
        }
        after.sources = self.sources.clone();
        let derived = self.edits.iter().flat_map(|edited| &edited.derived);
        let said = amendment.edits.iter().filter(|edit| edit.by.is_empty());
        let said = said.flat_map(|edit| edit.runs.changes());
        for change in derived.chain(said) {
            match &change.kind {
                ChangeKind::Parameter { name, value, .. } => set(&mut after, name, &[], value),
                ChangeKind::Row { name, keys, value, .. } => set(&mut after, name, keys, value),
                _ => {}
            }
        }
        after
    }
}

/// Sets a value from the beginning on.
fn set(bundle: &mut Bundle, name: &Name, keys: &[Name], value: &Spanned<ParameterValue>) {
    let found = bundle.parameters.iter_mut().find(|(known, _)| known.value == name.value);
    let Some((_, parameter)) = found else { return };
    if keys.is_empty() {
        let begins = parameter.values.first().and_then(|(from, _)| *from);
        parameter.values = vec![(begins, value.clone())];
        return;
    }
    for (_, table) in &mut parameter.values {
        let ParameterValue::Table { rows, .. } = &mut table.value else { continue };
        let named = |row: &&mut crate::policy::TableRow| {
            row.keys.iter().map(|key| &key.value).eq(keys.iter().map(|key| &key.value))
        };
        if let Some(row) = rows.iter_mut().find(named) {
            row.value = value.clone();
        }
    }
}
