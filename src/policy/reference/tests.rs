//! The reference against the readers: every field that a reader asks for and no other, every
//! requirement, every example.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Common, Element, Need, called, elements};
use crate::diagnostic::{Style, render};
use crate::lang::{Lang, Phrase, display_width};
use crate::policy::read::asked::{self, Opened};
use crate::policy::read::{read_amendment, read_bundle};
use crate::source::Sources;

/// The most columns of an example; the terminal indents it by two.
const WIDEST: usize = 78;

/// What is shown in a structure of another element, and the fields that are the other's.
const SHOWN_IN_ANOTHER: [(&str, &str); 2] = [("sources", "title"), ("action", "account")];

/// A file around an example.
struct Place {
    path: &'static str,
    before: String,
    after: String,
}

fn place(path: &'static str, around: &str) -> Place {
    let (before, after) = around.split_once('§').unwrap();
    Place { path, before: before.to_owned(), after: after.to_owned() }
}

fn machine(around: &str) -> Place {
    place("machines/m.ron", &format!("(states: {{ \"s\": ({around}) }})"))
}

fn transition(around: &str) -> Place {
    machine(&format!("transitions: [{around}]"))
}

fn section(around: &str) -> Place {
    place("x.ron", &format!("({around})"))
}

fn option(around: &str) -> Place {
    let reading = "question: \"q\", words: \"w\", chosen: \"o\", why: \"y\"";
    section(&format!("readings: {{ \"A1\": ({reading}, options: {{ {around} }}) }}"))
}

/// The file of an amendment.
const AMENDMENT: &str = "amendments/a.ron";

fn amendment(around: &str) -> Place {
    let head =
        "title: \"t\", instrument: decision, issued: \"2026-08-28\", effective: \"2026-10-01\"";
    place(AMENDMENT, &format!("({head}, applies: all, edits: [{around}])"))
}

/// Where the example of an element stands.
fn home(element: &Element) -> Place {
    let name = element.names().next().unwrap();
    match (element.kind, name) {
        (Phrase::Sources, _) => section("records: { \"r\": § }"),
        (Phrase::Form, "name") => transition("(event: §)"),
        (Phrase::Form, "names") => transition("(by: §)"),
        (Phrase::Form, "text") => transition("(title: §)"),
        (Phrase::Form, "words") => {
            section("articles: { \"1\": (heading: \"h\", status: pending, text: [§]) }")
        }
        (Phrase::Form, "expression") => transition("(at: §)"),
        (Phrase::Form, "expressions") => machine("on_entry: [set(§)]"),
        (Phrase::Form, "date") => section("parameters: { \"p\": (value: date(§)) }"),
        (Phrase::Form, "flag") => transition("(internal: §)"),
        (Phrase::Form, "count") => section("parameters: { \"p\": (value: count(§)) }"),
        (Phrase::Form, "word") => place("policy.ron", "(title: \"t\", counting: (roll: §))"),
        (Phrase::TypeWord, _) => section("facts: { \"f\": (type: §) }"),
        (Phrase::Bundle, _) => place("policy.ron", "§"),
        (Phrase::Validity, _) => place("policy.ron", "(title: \"t\", validity: §)"),
        (Phrase::Counting, _) => place("policy.ron", "(title: \"t\", counting: §)"),
        (Phrase::AmendedByDocument, _) => place("policy.ron", "(title: \"t\", amended_by: [§])"),
        (Phrase::Applies, _) => place("policy.ron", "(title: \"t\", applies: §)"),
        (Phrase::Calendar, _) => place("../calendars/cn.ron", "§"),
        (Phrase::CalendarYear, _) => place(
            "../calendars/cn.ron",
            "(version: \"v\", weekend: [saturday, sunday], years: {§})",
        ),
        (Phrase::File, _) => place("x.ron", "§"),
        (Phrase::ChapterElement, _) => section("chapters: [§]"),
        (Phrase::SectionElement, _) => {
            section("chapters: [(title: \"t\", from: \"1\", sections: [§])]")
        }
        (Phrase::Article, _) => section("articles: {§}"),
        (Phrase::Relation, "relation") => section("relations: {§}"),
        (Phrase::Relation, _) => section("relations: { \"r\": (title: \"t\", holds: §) }"),
        (Phrase::Uncovered, _) => section("uncovered: [§]"),
        (Phrase::Paragraph, _) => {
            section("articles: { \"1\": (heading: \"h\", status: pending, text: [§]) }")
        }
        (Phrase::ArticleItem, _) => section(
            "articles: { \"1\": (heading: \"h\", status: pending, text: [(text: \"t\", items: [§])]) }",
        ),
        (Phrase::Piece, "piece") => place("../library/lapse.ron", "§"),
        (Phrase::Piece, "taken") => place(
            "../library/lapse.ron",
            "(takes: {§, \"period\": (zh: \"期\", en: \"p\")}, gives: ())",
        ),
        (Phrase::Piece, _) => transition("§"),
        (Phrase::Field, _) => section("events: { \"e\": (data: {§}) }"),
        (Phrase::RuleOrGroup, _) => section("groups: { \"g\": (all: [§]) }"),
        (Phrase::DatedValue, _) => section("parameters: { \"p\": (values: [§]) }"),
        (Phrase::Value, _) => section("parameters: { \"p\": (value: §) }"),
        (Phrase::Machine, _) => place("machines/m.ron", "§"),
        (Phrase::State, _) => place("machines/m.ron", "(states: {§})"),
        (Phrase::Transition, _) => transition("§"),
        (Phrase::Timer, _) => transition("(§)"),
        (Phrase::Action, _) => machine("on_entry: §"),
        (Phrase::Instance, _) => machine("on_entry: [send(event: \"e\", to: §)]"),
        (Phrase::Quota, _) => {
            section("selections: { \"s\": (of: \"m\", place: \"c\", placed: \"e\", quotas: {§}) }")
        }
        (Phrase::Order, _) => {
            section("selections: { \"s\": (of: \"m\", place: \"c\", placed: \"e\", order: [§]) }")
        }
        (Phrase::Option, _) => option("\"o\": (title: \"t\"), §"),
        (Phrase::Amendment, _) => place(AMENDMENT, "§"),
        (Phrase::Edit, _) => amendment("§"),
        (Phrase::Assumption, _) => place(
            AMENDMENT,
            "(title: \"t\", instrument: decision, issued: \"2026-08-28\", effective: \"2026-10-01\", applies: all, edits: [], assume: §)",
        ),
        (Phrase::Milder, _) => place(
            AMENDMENT,
            "(title: \"t\", instrument: decision, issued: \"2026-08-28\", effective: \"2026-10-01\", edits: [], applies: milder§)",
        ),
        (Phrase::NewArticle, _) => amendment("(split: \"3\", into: [§, (text: \"t\")])"),
        (Phrase::Change, _) => option("\"o\": (changes: [§])"),
        _ => section(&format!("{name}s: {{§}}")),
    }
}

/// What came of reading an example.
struct Seen {
    /// The structures that were opened, those of the example first.
    opened: Vec<Opened>,
    /// The structure of the element itself.
    own: Option<Opened>,
    /// Where it stands in the example, in bytes.
    at: (usize, usize),
    problems: Vec<String>,
}

/// Reads an example in a bundle of its own.
fn read(element: &Element, example: &str, folder: &Path) -> Seen {
    let home = home(element);
    let root = folder.join("bundle");
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let _ = std::fs::remove_dir_all(folder);
    let calendar = called("calendar").next().unwrap();
    let piece = called("piece").next().unwrap();
    write("../calendars/cn.ron", calendar.example);
    write("../library/lapse.ron", piece.example);
    let files = match home.path {
        "policy.ron" => "text.ron machines/stall.ron rules/conditions.rhai",
        "machines/m.ron" => "machines/m.ron",
        "x.ron" => "x.ron",
        _ => "machines/user.ron",
    };
    for file in
        files.split(' ').filter(|_| element.name == "policy.ron" || home.path != "policy.ron")
    {
        let user = "(states: { \"s\": (transitions: [use(\"lapse\", { \"period\": \"p\" })]) })";
        write(file, if file.starts_with("machines") { user } else { "" });
        if file.ends_with("text.ron") {
            write(file, "()");
        }
    }
    write("policy.ron", &format!("(title: \"t\", calendar: \"cn\", files: {:?})", [files]));
    write(home.path, &format!("{}{example}{}", home.before, home.after));

    asked::noted();
    let (_, mut sources, mut problems) =
        read_bundle(&crate::source::Disk, &root, Sources::default());
    if home.path == AMENDMENT {
        let path = root.join(AMENDMENT);
        read_amendment(&crate::source::Disk, &root, &path, &mut sources, &mut problems);
    }
    let opened = asked::noted();
    let start = home.before.len();
    let inside = |opened: &&Opened| {
        let file = sources.file(opened.span.file);
        let (from, to) = (opened.span.start as usize, opened.span.end as usize);
        Path::new(&file.path).ends_with(home.path.trim_start_matches("../"))
            && from >= start
            && to <= start + example.len()
    };
    let own = opened.iter().find(inside).cloned();
    let at = own
        .as_ref()
        .map_or((0, 0), |own| (own.span.start as usize - start, own.span.end as usize - start));
    let problems = problems.sorted();
    let style = Style { lang: Lang::En, color: false, width: 100 };
    let told = problems.iter().map(|problem| render(problem, &sources, style));
    Seen { opened, own, at, problems: told.collect() }
}

/// A folder that no other test uses.
fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("banfa-reference-{}-{name}", std::process::id()))
}

/// Whether an element is a structure of its own.
fn has_fields(element: &Element) -> bool {
    !element.fields.is_empty() || element.common != Common::Nothing
}

/// The names of all fields of an element, its own and those that it shares.
fn documented(element: &Element) -> BTreeSet<&'static str> {
    let common: &[&str] = match element.common {
        Common::Nothing => &[],
        Common::Sources => &["article", "reading", "silence", "technical"],
        Common::Condition => &["when", "article", "reading", "silence", "technical"],
    };
    element.fields.iter().map(|field| field.name).chain(common.iter().copied()).collect()
}

#[track_caller]
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n  {}", wrong.join("\n  "));
}

#[test]
fn every_example_is_read_without_a_problem() {
    let folder = folder("examples");
    let mut wrong = Vec::new();
    for element in elements() {
        let seen = read(element, element.example, &folder);
        wrong.extend(seen.problems.iter().map(|told| format!("{}: {told}", element.name)));
        for line in element.example.lines().filter(|line| display_width(line) > WIDEST) {
            wrong.push(format!("{}: too wide: {line}", element.name));
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    none(&wrong);
}

#[test]
fn fields_are_those_that_the_readers_ask_for() {
    let folder = folder("fields");
    let mut wrong = Vec::new();
    for element in elements().filter(|element| has_fields(element)) {
        let name = element.name;
        let full = read(element, element.example, &folder);
        let Some(own) = full.own else {
            wrong.push(format!("{name}: its example opens no structure"));
            continue;
        };
        // Without any field that it knows, a reader tells which it cannot do without.
        let (from, to) = full.at;
        let bare = format!("{}(none: 0){}", &element.example[..from], &element.example[to..]);
        let Some(bare) = read(element, &bare, &folder).own else {
            wrong.push(format!("{name}: nothing is opened without fields"));
            continue;
        };
        assert_eq!(own.reader, bare.reader, "{name}");
        let other = SHOWN_IN_ANOTHER.iter().find(|(shown, _)| *shown == name);
        let asked: BTreeSet<&str> = own.asked.keys().chain(bare.asked.keys()).copied().collect();
        let asked: BTreeSet<&str> =
            asked.into_iter().filter(|field| other.is_none_or(|(_, not)| not != field)).collect();
        let told = documented(element);
        for field in asked.difference(&told) {
            wrong.push(format!("{name}: the reader asks for `{field}`"));
        }
        for field in told.difference(&asked) {
            wrong.push(format!("{name}: no reader asks for `{field}`"));
        }
        for field in element.fields {
            let required = bare.asked.get(field.name).copied().unwrap_or(false);
            let agrees = match field.need {
                Need::Must => required,
                Need::May => !required,
                Need::Either => true,
            };
            if !agrees {
                wrong.push(format!("{name}: `{}` is {:?}", field.name, field.need));
            }
        }
        let either: Vec<_> = element.either().collect();
        let required = either.iter().filter(|field| bare.asked.get(*field) == Some(&true));
        if !either.is_empty() && (either.len() == 1 || required.count() != 1) {
            wrong.push(format!("{name}: one of {either:?}"));
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    none(&wrong);
}

/// The lines of the readers at which a structure is opened.
fn readers() -> BTreeSet<(String, u32)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/policy/read");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = text.lines().zip(1..).filter(|(line, _)| line.contains("Fields::open("));
        found.extend(lines.map(|(_, line)| (name.clone(), line)));
    }
    found
}

#[test]
fn every_structure_that_a_reader_opens_is_an_element() {
    let folder = folder("readers");
    let mut known: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    let mut opened = Vec::new();
    for element in elements() {
        let seen = read(element, element.example, &folder);
        opened.extend(seen.opened);
        if let (true, Some(own)) = (has_fields(element), seen.own) {
            known.entry(own.reader).or_default().extend(documented(element));
        }
    }
    let _ = std::fs::remove_dir_all(&folder);

    // What the bundles at hand hold is all told of.
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy");
    for parent in [policy.clone(), policy.join("examples")] {
        for entry in std::fs::read_dir(parent).unwrap() {
            let path = entry.unwrap().path();
            if path.join("policy.ron").is_file() {
                read_bundle(&crate::source::Disk, &path, Sources::default());
            }
        }
    }
    opened.extend(asked::noted());
    assert!(opened.len() > 1000, "{}", opened.len());
    let mut wrong = BTreeSet::new();
    for opened in &opened {
        match known.get(&opened.reader) {
            None => {
                wrong.insert(format!("{:?} is no element", opened.reader));
            }
            Some(fields) => {
                let asked = opened.asked.keys().filter(|field| !fields.contains(*field));
                wrong.extend(asked.map(|field| format!("{:?}: `{field}`", opened.reader)));
            }
        }
    }
    let lines: BTreeSet<(String, u32)> = known
        .keys()
        .map(|(file, line, _)| {
            (Path::new(file).file_name().unwrap().to_string_lossy().into_owned(), *line)
        })
        .collect();
    wrong.extend(readers().difference(&lines).map(|reader| format!("{reader:?} is no element")));
    none(&wrong.into_iter().collect::<Vec<_>>());
}

#[test]
fn every_word_that_a_reader_knows_is_told_of() {
    let mut wrong = Vec::new();
    for (kind, word) in asked::words() {
        let told = match kind {
            Phrase::TypeWord => {
                let written = called("type").next().unwrap().written;
                written.split([',', ' ', '(']).any(|part| part == word)
            }
            _ => called(word).any(|element| element.kind == kind),
        };
        if !told {
            wrong.push(format!("{kind:?} `{word}`"));
        }
    }
    none(&wrong);
}

/// The form of a field is said in words that the reference explains.
#[test]
fn every_form_is_an_element() {
    let mut wrong = Vec::new();
    for element in elements() {
        for field in element.fields {
            let plain: String = field.form.split('"').step_by(2).collect();
            let words = plain.split(|part: char| part != '_' && !part.is_alphanumeric());
            for word in words.filter(|word| !word.is_empty() && *word != "holiday") {
                if called(word).next().is_none() {
                    wrong.push(format!("{} {}: `{word}`", element.name, field.name));
                }
            }
        }
    }
    none(&wrong);
}

/// Whatever is told is told in both languages, as a sentence.
#[test]
fn everything_is_told_in_both_languages() {
    let mut wrong = Vec::new();
    for element in elements() {
        let told = std::iter::once(element.about).chain(element.fields.iter().map(|one| one.about));
        for about in told {
            let (zh, en) = (about.plain(Lang::Zh), about.plain(Lang::En));
            if !zh.ends_with('。') || !en.ends_with('.') {
                wrong.push(format!("{}: {zh} {en}", element.name));
            }
        }
    }
    none(&wrong);
}
