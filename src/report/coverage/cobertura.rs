//! Coverage in the form of Cobertura, which code hosts read: a line of a file for each line on which
//! an element stands, a branch for each thing that can come of one.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write;

use super::sheet::Sheet;
use crate::lang::marked;
use crate::source::FileId;

/// What is known of a line.
#[derive(Default)]
struct Line {
    /// The stories that show something of it.
    stories: BTreeSet<usize>,
    seen: usize,
    all: usize,
}

/// A file's lines by their numbers.
type Lines = BTreeMap<usize, Line>;

/// The document; paths are told from the folder in which the bundles' folder lies.
pub fn cobertura(sheet: &Sheet<'_>) -> String {
    let mut files: BTreeMap<FileId, Lines> = BTreeMap::new();
    let excused = sheet.covered.excused();
    for (at, element) in sheet.covered.elements.all.iter().enumerate() {
        let Some(place) = element.at.filter(|_| sheet.wants(at)) else { continue };
        let wanted: Vec<_> =
            element.outcomes.iter().filter(|one| !excused.contains(&(at, **one))).collect();
        if wanted.is_empty() {
            continue;
        }
        let number = sheet.bundle.sources.file(place.file).line_column(place.start as usize).line;
        let line = files.entry(place.file).or_default().entry(number).or_default();
        line.all += wanted.len();
        line.seen += wanted.iter().filter(|one| sheet.covered.is_seen(at, ***one)).count();
        let stories = sheet.covered.seen.get(at).into_iter().flat_map(BTreeMap::values);
        line.stories.extend(stories.flatten());
    }
    let (mut root, mut named) = (String::new(), BTreeMap::new());
    for (file, lines) in files {
        let (before, path) = apart(&sheet.bundle.sources.file(file).path);
        root = before;
        named.insert(path, lines);
    }
    document(sheet, &root, &named)
}

/// The folder in which the bundles' folder lies, and the path from there on.
fn apart(path: &str) -> (String, String) {
    let path = path.replace('\\', "/");
    let parts: Vec<&str> = path.split('/').collect();
    match parts.iter().rposition(|part| *part == "policy") {
        Some(at) => (
            parts.get(..at).unwrap_or_default().join("/"),
            parts.get(at..).unwrap_or_default().join("/"),
        ),
        None => (String::new(), path),
    }
}

fn document(sheet: &Sheet<'_>, root: &str, files: &BTreeMap<String, Lines>) -> String {
    let all = Rates::of(files.values().flat_map(BTreeMap::values));
    let source = if root.is_empty() { "." } else { root };
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(
        "<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n",
    );
    // Two runs of the same are the same bytes: the clock is not asked.
    let _ = writeln!(
        out,
        "<coverage line-rate=\"{}\" branch-rate=\"{}\" lines-covered=\"{}\" lines-valid=\"{}\" \
         branches-covered=\"{}\" branches-valid=\"{}\" complexity=\"0\" version=\"banfa {}\" timestamp=\"0\">",
        all.lines(),
        all.branches(),
        all.hit,
        all.valid,
        all.taken,
        all.ways,
        env!("CARGO_PKG_VERSION")
    );
    let _ = writeln!(out, "<sources><source>{}</source></sources>", text(source));
    out.push_str("<packages>\n");
    let _ = writeln!(
        out,
        "<package name=\"{}\" line-rate=\"{}\" branch-rate=\"{}\" complexity=\"0\">\n<classes>",
        text(&sheet.program.id),
        all.lines(),
        all.branches()
    );
    for (path, lines) in files {
        class(path, lines, &mut out);
    }
    out.push_str("</classes>\n</package>\n</packages>\n</coverage>\n");
    out
}

fn class(path: &str, lines: &Lines, out: &mut String) {
    let own = Rates::of(lines.values());
    let name = path.rsplit_once('.').map_or(path, |(name, _)| name).replace('/', ".");
    let _ = writeln!(
        out,
        "<class name=\"{}\" filename=\"{}\" line-rate=\"{}\" branch-rate=\"{}\" complexity=\"0\">\n<methods/>\n<lines>",
        text(&name),
        text(path),
        own.lines(),
        own.branches()
    );
    for (number, line) in lines {
        let hits = if line.seen == 0 { 0 } else { line.stories.len().max(1) };
        if line.all < 2 {
            let _ = writeln!(out, "<line number=\"{number}\" hits=\"{hits}\" branch=\"false\"/>");
            continue;
        }
        let percent = line.seen * 100 / line.all;
        let _ = writeln!(
            out,
            "<line number=\"{number}\" hits=\"{hits}\" branch=\"true\" condition-coverage=\"{percent}% ({}/{})\">\
             <conditions><condition number=\"0\" type=\"jump\" coverage=\"{percent}%\"/></conditions></line>",
            line.seen, line.all
        );
    }
    out.push_str("</lines>\n</class>\n");
}

/// Of lines and branches, how many there are and how many were seen.
#[derive(Default)]
struct Rates {
    hit: usize,
    valid: usize,
    taken: usize,
    ways: usize,
}

impl Rates {
    fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Self {
        let mut rates = Self::default();
        for line in lines {
            rates.valid += 1;
            rates.hit += usize::from(line.seen > 0);
            if line.all > 1 {
                rates.ways += line.all;
                rates.taken += line.seen;
            }
        }
        rates
    }
    fn lines(&self) -> String {
        rate(self.hit, self.valid)
    }
    fn branches(&self) -> String {
        rate(self.taken, self.ways)
    }
}

/// A share between 0 and 1 with four places; 1 where there is nothing.
fn rate(part: usize, whole: usize) -> String {
    match (part * 10_000).checked_div(whole) {
        None | Some(10_000) => "1".to_owned(),
        Some(share) => format!("0.{share:04}"),
    }
}

/// Text in XML.
fn text(text: &str) -> String {
    let mut out = String::new();
    for letter in marked(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
