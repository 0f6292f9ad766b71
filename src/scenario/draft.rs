//! A story that is being written: who appears and what happens, as the text of its file.

use crate::source::quoted;

/// The field that marks a story as written by a command and read by nobody.
pub const UNREVIEWED: &str = "unreviewed";

/// A story that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What it tells.
    pub title: String,
    /// The word for a story that is not simply required.
    pub kind: Option<&'static str>,
    /// The subjects.
    pub subjects: Vec<DraftSubject>,
    /// Who else acts: name, title, roles.
    pub actors: Vec<(String, String, Vec<String>)>,
    /// What happens, each line as it is written.
    pub lines: Vec<String>,
    /// The day until which it runs.
    pub until: Option<String>,
    /// What is expected at the end, as it is written.
    pub expect: Option<String>,
}

/// A subject of a story that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftSubject {
    /// Its name.
    pub name: String,
    /// Its kind, where there are several.
    pub kind: Option<String>,
    /// What people call it.
    pub title: String,
    /// What is known of it, each as it is written.
    pub facts: Vec<(String, String)>,
}

/// `"a": x, "b": y`
pub fn entries<'e>(entries: impl IntoIterator<Item = &'e (String, String)>) -> String {
    let said = entries.into_iter().map(|(name, value)| format!("{}: {value}", quoted(name)));
    said.collect::<Vec<_>>().join(", ")
}

impl Draft {
    /// The text of its file.
    pub fn text(&self) -> String {
        let mut text = String::from("( ");
        if let Some(kind) = self.kind {
            text.push_str(&format!("kind: {kind}, "));
        }
        text.push_str(&format!("title: {},\n", quoted(&self.title)));
        if !self.subjects.is_empty() {
            text.push_str("  subjects: {\n");
            for DraftSubject { name, kind, title, facts } in &self.subjects {
                let kind = kind.as_ref().map(|kind| format!("kind: {}, ", quoted(kind)));
                let kind = kind.unwrap_or_default();
                let facts = match facts.is_empty() {
                    true => String::new(),
                    false => format!(", facts: {{ {} }}", entries(facts)),
                };
                let (name, title) = (quoted(name), quoted(title));
                text.push_str(&format!("    {name}: ({kind}title: {title}{facts}),\n"));
            }
            text.push_str("  },\n");
        }
        if !self.actors.is_empty() {
            text.push_str("  actors: {\n");
            for (name, title, roles) in &self.actors {
                let roles: Vec<String> = roles.iter().map(|role| quoted(role)).collect();
                let (name, title, roles) = (quoted(name), quoted(title), roles.join(", "));
                text.push_str(&format!("    {name}: (title: {title}, roles: [{roles}]),\n"));
            }
            text.push_str("  },\n");
        }
        text.push_str("  story: [\n");
        for line in &self.lines {
            text.push_str(&format!("    {line},\n"));
        }
        text.push_str("  ],\n");
        if let Some(until) = &self.until {
            text.push_str(&format!("  until: {},\n", quoted(until)));
        }
        if let Some(expect) = &self.expect {
            text.push_str(&format!("  expect: ({expect}),\n"));
        }
        text.push_str(")\n");
        text
    }
}
