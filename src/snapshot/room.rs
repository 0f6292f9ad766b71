//! What is written into the room of outcomes, as parts of a batch: all of it or none.

use std::path::Path;

use super::approved::{approved_path, pending_path, whole};
use crate::scenario::UNREVIEWED;
use crate::source::{Batch, Disk, Door, Shape, Sources, parse};

/// Approves an outcome of a story: nothing waits for approval any more.
pub fn approve(batch: &mut Batch, story: &Path, text: &str) {
    batch.write(approved_path(story), whole(text));
    // Who approves what a story comes to has read the story.
    if let Some(read) = Disk.read(story).ok().and_then(|text| without_mark(&text)) {
        batch.write(story.to_owned(), read);
    }
    withdraw(batch, story);
}

/// A story without the field that marks it as read by nobody; nothing where it has none. What stands on
/// the same line stays.
fn without_mark(text: &str) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add(String::new(), text.to_owned());
    let Shape::Struct(fields) = parse(file, sources.file(file)).ok()?.shape else { return None };
    let (name, value) = fields.into_iter().find(|(name, _)| name.value == UNREVIEWED)?;
    let (start, end) = (name.span.start as usize, value.span.end as usize);
    let (before, rest) = (text.get(..start)?, text.get(end..)?);
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    // A line of its own goes with its blanks and its end.
    let own = before.trim_end_matches([' ', '\t']);
    let line = rest.trim_start_matches([' ', '\t']);
    let ends = line.strip_prefix("\r\n").or_else(|| line.strip_prefix('\n'));
    Some(match (own.ends_with('\n'), ends) {
        (true, Some(next)) => format!("{own}{next}"),
        _ => format!("{before}{}", rest.trim_start_matches([' ', '\t'])),
    })
}

/// Lets an outcome wait for approval.
pub fn pend(batch: &mut Batch, story: &Path, text: &str) {
    batch.write(pending_path(story), whole(text));
}

/// Takes away what waits for approval, where something does; answers whether.
pub fn withdraw(batch: &mut Batch, story: &Path) -> bool {
    let pending = pending_path(story);
    let waits = Disk.lies(&pending).is_some();
    if waits {
        batch.remove(pending);
    }
    waits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_goes_and_nothing_else() {
        for (text, without) in [
            (
                "( title: \"t\",\n  unreviewed: \"x\",\n  story: [] )",
                "( title: \"t\",\n  story: [] )",
            ),
            ("( unreviewed: \"x\", title: \"t\" )", "( title: \"t\" )"),
            ("(\n  unreviewed: \"x\", title: \"t\",\n)", "(\n  title: \"t\",\n)"),
            ("( title: \"t\", unreviewed: \"x\" )", "( title: \"t\", )"),
        ] {
            assert_eq!(without_mark(text).as_deref(), Some(without));
        }
        assert_eq!(without_mark("( title: \"unreviewed: x\" ) // unreviewed: y"), None);
        assert_eq!(without_mark("( title: "), None);
    }
}
