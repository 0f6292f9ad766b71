//! What holds of the source as a whole: the order of the folders, no word of any measure, no file
//! grown too long, no way out by a panic or by the clock.
//!
//! The source is read as text. Comments and the tests beside the code are taken off first, so that
//! what is said here is said of the code that runs.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

use std::path::{Path, PathBuf};

/// The folders of `src/`; each may use only those before it. Then come the files beside them.
const ORDER: [&str; 28] = [
    "ident",
    "source",
    "lang",
    "diagnostic",
    "calendar",
    "policy",
    "act",
    "amend",
    "rule",
    "chart",
    "program",
    "selection",
    "world",
    "scenario",
    "pipeline",
    "workbench",
    "analysis",
    "compare",
    "relations",
    "adopt",
    "report",
    "generate",
    "papers",
    "snapshot",
    "suite",
    "mutate",
    "cli",
    "lib",
];

/// The most lines of code in one file.
const LONGEST: usize = 400;

/// Files that are longer, each with the reason.
const LONGER: &[(&str, &str)] = &[
    ("src/lang/phrase.rs", "one list: a phrase a line, in both languages"),
    ("src/lang/problem.rs", "one list: a problem in five lines, in both languages"),
];

/// The most lines of code in one function.
const LONGEST_FUNCTION: usize = 80;

/// Functions that are longer, each with the reason: a table, one arm beside the other.
const LONGER_FUNCTIONS: &[(&str, &str, &str)] = &[
    ("src/cli/args.rs", "whole", "the arguments, one beside the other"),
    ("src/program/compile/action.rs", "kind", "one arm for each kind of action"),
    ("src/program/compile/tell.rs", "tell", "one arm for each problem"),
    ("src/report/words/reason.rs", "bare_reason", "one arm for each kind of reason"),
    ("src/rule/evaluate/mod.rs", "rare", "one arm for each rare kind of expression"),
    ("src/rule/lower/native.rs", "native", "one arm for each native function"),
    ("src/world/ask.rs", "answer", "one arm for each question"),
    ("src/policy/read/action.rs", "full", "one arm for each kind of action"),
];

/// Chinese words in code outside `lang`, each with the reason.
const CHINESE: &[(&str, &[&str], &str)] = &[
    ("src/report/graph/label.rs", &["、"], "where a label may be broken"),
    (
        "src/policy/article.rs",
        &["附件", "附件{}", "之", "、", "{}、", "（", "）"],
        "addresses as they are written",
    ),
    (
        "src/adopt/comment.rs",
        &["两个工作日", "2个工作日", "两年", "2年", "2万元", "2 万元", "一二三四五六七八九十百"],
        "numbers as comments write them",
    ),
    ("src/adopt/head.rs", &["《{}》"], "the title of an act as it is quoted"),
    ("src/policy/slot/mod.rs", &["，", "、"], "marks between the names of a slot"),
    (
        "src/policy/read/tree.rs",
        &[
            "，", "、", "：", "；", "。", "（", "）", "【", "】", "［", "］", "｛", "｝", "“", "”",
            "＂",
        ],
        "marks that were typed in Chinese where RON wants its own",
    ),
    (
        "src/rule/lower/native.rs",
        &["亿元", "万元", "元", "亿", "万"],
        "sums of money as they are written",
    ),
    ("src/policy/read/parameter.rs", &["万元", "元"], "sums of money as they are written"),
    (
        "src/calendar/period.rs",
        &[
            "个工作日",
            "工作日",
            "日",
            "天",
            "个自然日",
            "自然日",
            "周",
            "个星期",
            "星期",
            "个月",
            "年",
        ],
        "periods as they are written",
    ),
    (
        "src/calendar/notice.rs",
        &[
            "元旦",
            "春节",
            "清明节",
            "劳动节",
            "端午节",
            "中秋节",
            "国庆节",
            "一",
            "二",
            "三",
            "四",
            "五",
            "六",
            "日",
            "天",
            "年",
            "部分节假日安排",
            "国办发",
            "号",
            "（{date}）",
            "：",
            "鼓励",
            "、",
            "至",
            "和",
            "上班",
            "放假",
            "调休",
            "，",
            "与周末连休",
            "不调休",
            "放假调休",
            "共",
            "农历",
            "除夕",
            "正月初一",
            "星期",
            "周",
            "。",
            "；",
            "休息",
        ],
        "the words of a notice of holidays",
    ),
    (
        "src/calendar/cursor.rs",
        &["年", "月", "日", "、", "．", "（", "）", "一二三四五六七八九十"],
        "dates and numbers of paragraphs as a notice writes them",
    ),
];

/// A folder whose texts are in both languages beside each other, with the reason.
const BOTH_LANGUAGES: (&str, &str) =
    ("src/policy/reference/", "what a drafter writes, told and shown as in a bundle");

/// Words of the first measure. The runner knows none.
const OF_A_MEASURE: [&str; 17] = [
    "award",
    "prize",
    "mayor",
    "applicant",
    "changning",
    "奖",
    "区长",
    "申报",
    "评审",
    "公示",
    "孵化",
    "长宁",
    "review_office",
    "honour",
    "edition",
    "quality",
    "质量",
];

struct Source {
    /// As in a repository: `src/world/step.rs`.
    path: String,
    whole: String,
    /// Without comments and tests, texts kept.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    assert!(paths.len() > 100, "the source was not found");
    let read = |path: &PathBuf| {
        let whole = std::fs::read_to_string(path).expect("a source file is UTF-8");
        let path = path.strip_prefix(root).expect("below the root");
        let path = path.to_string_lossy().replace('\\', "/");
        let code = without_tests(&without_comments(&whole));
        Source { path, whole, code }
    };
    // Tests that have a file or folder of their own are no code.
    let is_test = |path: &str| path.ends_with("/tests.rs") || path.contains("/tests/");
    paths.iter().map(read).filter(|source| !is_test(&source.path)).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// Where the lexer of [`without_comments`] is.
enum At {
    Code,
    Line,
    Block(usize),
    Text,
    Raw(usize),
}

/// The text with every comment blanked out; lines stay where they are.
fn without_comments(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let (mut at, mut place) = (At::Code, 0);
    let next = |place: usize, by: usize| letters.get(place + by).copied().unwrap_or('\0');
    while let Some(&letter) = letters.get(place) {
        let mut step = 1;
        match at {
            At::Code => {
                let hashes = letters[place..].iter().skip(1).take_while(|&&one| one == '#').count();
                // A raw text begins a word: the `r` in `for"` would be no such thing.
                let fresh = place == 0
                    || !(letters[place - 1].is_alphanumeric() || letters[place - 1] == '_');
                if letter == '/' && next(place, 1) == '/' {
                    at = At::Line;
                } else if letter == '/' && next(place, 1) == '*' {
                    at = At::Block(1);
                    step = 2;
                } else if letter == 'r' && fresh && next(place, 1 + hashes) == '"' {
                    code.extend(&letters[place..place + 2 + hashes]);
                    (at, step) = (At::Raw(hashes), 2 + hashes);
                } else if letter == '"' {
                    code.push(letter);
                    at = At::Text;
                } else if letter == '\'' && next(place, 1) == '\\' {
                    // A character with an escape: up to its closing quote.
                    let length =
                        letters[place + 3..].iter().take_while(|&&one| one != '\'').count();
                    step = length + 4;
                    code.extend(&letters[place..place + step]);
                } else if letter == '\'' && next(place, 2) == '\'' {
                    step = 3;
                    code.extend(&letters[place..place + step]);
                } else {
                    code.push(letter);
                }
            }
            At::Line if letter == '\n' => {
                code.push(letter);
                at = At::Code;
            }
            At::Line => {}
            At::Block(depth) => {
                if letter == '\n' {
                    code.push(letter);
                } else if letter == '*' && next(place, 1) == '/' {
                    at = if depth == 1 { At::Code } else { At::Block(depth - 1) };
                    step = 2;
                } else if letter == '/' && next(place, 1) == '*' {
                    at = At::Block(depth + 1);
                    step = 2;
                }
            }
            At::Text => {
                code.push(letter);
                if letter == '\\' {
                    code.push(next(place, 1));
                    step = 2;
                } else if letter == '"' {
                    at = At::Code;
                }
            }
            At::Raw(hashes) => {
                code.push(letter);
                let closes =
                    letters[place..].iter().skip(1).take(hashes).filter(|&&one| one == '#').count();
                if letter == '"' && closes == hashes {
                    code.extend(std::iter::repeat_n('#', hashes));
                    (at, step) = (At::Code, 1 + hashes);
                }
            }
        }
        place += step;
    }
    code
}

/// The code up to each `#[cfg(test)]` and after the item that it marks; lines stay where they are.
fn without_tests(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        // rustfmt closes an item at the indent at which it begins.
        let indent = line.len() - line.trim_start().len();
        kept.push('\n');
        for line in lines.by_ref() {
            kept.push('\n');
            let own = line.len() - line.trim_start().len() == indent;
            if own && (line.trim_end().ends_with(';') || line.trim() == "}") {
                break;
            }
        }
    }
    kept
}

/// The texts in quotes in a piece of code.
fn texts(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => {
                // A character, or a lifetime, which has no closing quote.
                let mut ahead = letters.clone();
                match (ahead.next(), ahead.next()) {
                    (Some('\\'), Some(_)) => {
                        letters.next();
                        letters.next();
                    }
                    (Some(one), Some('\'')) => {
                        found.push(one.to_string());
                        letters = ahead;
                    }
                    _ => {}
                }
            }
            '"' => {
                let mut text = String::new();
                while let Some(letter) = letters.next() {
                    match letter {
                        '\\' => text.extend(letters.next()),
                        '"' => break,
                        other => text.push(other),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

/// Whether a letter is Chinese: Han, or punctuation that only Chinese uses.
fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// The name by which [`ORDER`] knows a file.
fn home(path: &str) -> &str {
    let rest = path.strip_prefix("src/").unwrap_or(path);
    let first = rest.split('/').next().unwrap_or(rest);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Every first part of a `crate::` path in the code, those in braces included.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `$crate::` in a macro is this crate too.
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut item = String::new();
            for letter in list.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && letter == ',') {
                    found.push(word(item.trim()));
                    item.clear();
                } else {
                    item.push(letter);
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            found.push(word(rest));
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// Fails with all lines at once.
#[track_caller]
fn none(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}:\n  {}", wrong.join("\n  "));
}

#[test]
fn a_folder_uses_only_those_before_it() {
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    let mut wrong = Vec::new();
    for source in sources() {
        let home = home(&source.path);
        // `main.rs` is the other crate: it may use what the library shows.
        if home == "main" {
            continue;
        }
        let Some(own) = place(home) else {
            wrong.push(format!("{}: `{home}` has no place in the order", source.path));
            continue;
        };
        for name in imports(&source.code) {
            match place(&name) {
                Some(other) if other <= own => {}
                // A macro that is exported lies at the top of the crate.
                None if source.code.contains(&format!("{name}!")) => {}
                None if source.path == "src/lib.rs" => {}
                _ => wrong.push(format!("{}: uses `{name}`", source.path)),
            }
        }
    }
    none(&wrong, "imports against the order");
}

#[test]
fn every_folder_has_its_place_in_the_order() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let lib = lib.expect("src/lib.rs");
    let declared: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    // A folder that is not begun yet is declared nowhere.
    let known: Vec<&str> = ORDER
        .iter()
        .copied()
        .filter(|name| *name != "lib" && (*name != "analysis" || declared.contains(name)))
        .collect();
    assert_eq!(declared, known, "lib.rs declares the modules in the order of the way of the data");
}

#[test]
fn the_source_knows_no_measure() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code.lines().enumerate() {
            let lower = line.to_lowercase();
            for measure in OF_A_MEASURE {
                let whole = measure == "quality" || measure == "edition";
                let there = if whole {
                    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
                    lower.split(|letter| !is_word(letter)).any(|found| found == measure)
                } else {
                    lower.contains(measure)
                };
                if there {
                    wrong.push(format!(
                        "{}:{}: `{measure}` in {}",
                        source.path,
                        number + 1,
                        line.trim()
                    ));
                }
            }
        }
    }
    none(&wrong, "words of a measure in code");
}

#[test]
fn every_file_opens_with_what_it_is() {
    let opens = |source: &Source| source.whole.starts_with("//! ");
    let wrong: Vec<_> = sources()
        .iter()
        .filter(|source| !opens(source))
        .map(|source| source.path.clone())
        .collect();
    none(&wrong, "files without `//!` in their first line");
}

#[test]
fn no_file_is_too_long() {
    let mut wrong = Vec::new();
    let mut needless: Vec<&str> = LONGER.iter().map(|(path, _)| *path).collect();
    for source in sources() {
        let lines = source.code.lines().filter(|line| !line.trim().is_empty()).count();
        let listed = LONGER.iter().any(|(path, _)| *path == source.path);
        if lines > LONGEST {
            needless.retain(|path| *path != source.path);
        }
        if lines > LONGEST && !listed {
            wrong.push(format!("{}: {lines} lines of code", source.path));
        }
    }
    wrong.extend(needless.iter().map(|path| format!("{path}: listed as long, but is not")));
    none(&wrong, "files longer than they may be");
}

/// The paths that the `use` declarations of a file and its paths in code name, from the crate's
/// root: `world::step::Step`.
fn paths_named(module: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let line = code[..at].rfind('\n').map_or(0, |end| end + 1);
        let declares = matches!(code[line..at].trim(), "" | "pub" | "pub(crate)" | "pub(super)");
        if let Some(end) = code[at..].find(';').filter(|_| declares) {
            let tree: String = code[at + 4..at + end].split_whitespace().collect();
            found.extend(branches(&tree));
        }
    }
    let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].chars().next_back().is_none_or(|before| !is_path(before)) {
                let path: String = code[at..].chars().take_while(|one| is_path(*one)).collect();
                // What braces follow was taken apart above.
                found.extend(Some(path).filter(|path| !path.ends_with("::")));
            }
        }
    }
    found.iter().filter_map(|path| from_the_root(module, path)).collect()
}

/// The paths of a use tree, its braces taken apart.
fn branches(tree: &str) -> Vec<String> {
    let Some(open) = tree.find('{') else { return vec![tree.to_string()] };
    let (before, inner) =
        (&tree[..open], &tree[open + 1..tree.rfind('}').unwrap_or(tree.len()).max(open + 1)]);
    let (mut found, mut depth, mut from) = (Vec::new(), 0, 0);
    let mut cuts: Vec<usize> = Vec::new();
    for (at, letter) in inner.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => cuts.push(at),
            _ => {}
        }
    }
    cuts.push(inner.len());
    for cut in cuts {
        let branch = inner[from..cut].trim_matches(',');
        if !branch.is_empty() {
            found.extend(branches(branch).iter().map(|branch| format!("{before}{branch}")));
        }
        from = cut + 1;
    }
    found
}

/// A path that begins with `crate`, `self` or `super`, from the crate's root on.
fn from_the_root(module: &str, path: &str) -> Option<String> {
    let mut base: Vec<&str> = module.split("::").collect();
    let mut parts = path.split("::").peekable();
    match parts.next()? {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            base.pop();
            while parts.next_if_eq(&"super").is_some() {
                base.pop();
            }
        }
        _ => return None,
    }
    base.extend(parts);
    Some(base.join("::"))
}

/// The module that a file is: `src/world/step/mod.rs` is `world::step`.
fn module_of(path: &str) -> String {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix("/mod.rs").or_else(|| path.strip_suffix(".rs")).unwrap_or(path);
    path.replace('/', "::")
}

#[test]
fn files_import_one_another_without_a_circle() {
    use petgraph::graphmap::DiGraphMap;
    let sources = sources();
    let modules: Vec<String> = sources.iter().map(|source| module_of(&source.path)).collect();
    let mut graph: DiGraphMap<&str, ()> = DiGraphMap::new();
    for (source, module) in sources.iter().zip(&modules) {
        for path in paths_named(module, &source.code) {
            // A path names the file that is its longest beginning.
            let ends = path.match_indices("::").map(|(at, _)| at).chain([path.len()]);
            let mut beginnings: Vec<&str> = ends.map(|at| &path[..at]).collect();
            beginnings.reverse();
            let file = |name: &&str| modules.iter().find(|module| module == name);
            if let Some(file) = beginnings.iter().find_map(file).filter(|file| *file != module) {
                graph.add_edge(module, file, ());
            }
        }
    }
    assert!(graph.edge_count() > 300, "the imports were not read");
    let mut circles: Vec<Vec<&str>> =
        petgraph::algo::tarjan_scc(&graph).into_iter().filter(|circle| circle.len() > 1).collect();
    circles.iter_mut().for_each(|circle| circle.sort_unstable());
    circles.sort();
    let wrong: Vec<String> = circles.iter().map(|circle| circle.join(" ⇄ ")).collect();
    none(&wrong, "circles of files");
}

#[test]
fn no_function_is_too_long() {
    let mut wrong = Vec::new();
    let mut needless: Vec<(&str, &str)> =
        LONGER_FUNCTIONS.iter().map(|(path, name, _)| (*path, *name)).collect();
    for source in sources() {
        let lines: Vec<&str> = source.code.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let begun = line.trim_start();
            let Some(name) = begun
                .strip_prefix("pub ")
                .or_else(|| begun.strip_prefix("pub(super) "))
                .or_else(|| begun.strip_prefix("pub(crate) "))
                .unwrap_or(begun)
                .trim_start_matches("const ")
                .strip_prefix("fn ")
                .map(word)
            else {
                continue;
            };
            // rustfmt closes a function at the indent at which it begins.
            let indent = &line[..line.len() - begun.len()];
            let close = format!("{indent}}}");
            let end = lines[at..].iter().position(|line| *line == close).unwrap_or(0);
            let code = lines[at..=at + end].iter().filter(|line| !line.trim().is_empty()).count();
            let own = |(path, known): &(&str, &str)| *path == source.path && *known == name;
            if code > LONGEST_FUNCTION {
                match needless.iter().position(own) {
                    Some(at) => drop(needless.remove(at)),
                    None => wrong.push(format!("{}: `{name}` has {code} lines", source.path)),
                }
            }
        }
    }
    wrong.extend(needless.iter().map(|(path, name)| {
        format!("{path}: `{name}` is listed as long, but is not (or is not there)")
    }));
    none(&wrong, "functions longer than they may be");
}

#[test]
fn unsafe_code_is_forbidden() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cargo = std::fs::read_to_string(root.join("Cargo.toml")).expect("Cargo.toml");
    assert!(cargo.contains("unsafe_code = \"forbid\""));
    let uses = |source: &Source| {
        source.code.lines().any(|line| line.contains("unsafe ") && !line.contains("forbid"))
    };
    let wrong: Vec<_> =
        sources().iter().filter(|source| uses(source)).map(|source| source.path.clone()).collect();
    none(&wrong, "unsafe code");
}

#[test]
fn no_code_ends_in_a_panic_or_asks_the_clock() {
    const NEVER: [&str; 12] = [
        ".unwrap()",
        ".expect(\"",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "SystemTime::now",
        "Instant::now",
        "thread_rng",
        "rand::",
        "Utc::now",
        "Local::now",
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code.lines().enumerate() {
            for never in NEVER {
                // `.expect(` with a text is the standard library's; a reader has one of its own.
                if line.contains(never) {
                    wrong.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
                }
            }
        }
    }
    none(&wrong, "code that may panic or is not deterministic");
}

#[test]
fn disk_and_environment_are_asked_at_the_door_only() {
    let mut wrong = Vec::new();
    for source in sources() {
        // To ask whether something is there is to ask the disk.
        let asks = ["std::fs", ".is_file()", ".is_dir()", ".exists()", "symlink"];
        let disk = asks.iter().any(|ask| source.code.contains(ask));
        let disk = disk && home(&source.path) != "source";
        let environment = source.code.contains("std::env::var") && source.path != "src/main.rs";
        let prints = ["println!(", "print!(", "eprintln!(", "dbg!("];
        let prints = prints.iter().any(|print| source.code.contains(print));
        if disk || environment || prints {
            wrong.push(source.path);
        }
    }
    none(&wrong, "files that read the disk or the environment, or print");
}

/// A runner of tests sets `CI`, a tester his language: a test that calls the command by itself passes
/// here and fails there.
#[test]
fn tests_call_the_command_in_plain_surroundings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("tests"), &mut paths);
    let calls = |path: &PathBuf| {
        let whole = std::fs::read_to_string(path).expect("a source file is UTF-8");
        // Put together, so that this file is none of them.
        whole.contains(&["CARGO_BIN", "_EXE_"].concat())
    };
    paths.retain(calls);
    assert_eq!(paths, [root.join("tests/command/mod.rs")]);
}

#[test]
fn chinese_is_said_in_lang_only() {
    let mut wrong = Vec::new();
    let elsewhere = |source: &&Source| {
        home(&source.path) != "lang" && !source.path.starts_with(BOTH_LANGUAGES.0)
    };
    for source in sources().iter().filter(elsewhere) {
        let listed = CHINESE.iter().find(|(path, ..)| *path == source.path);
        for text in texts(&source.code) {
            let known = listed.is_some_and(|(_, words, _)| words.contains(&text.as_str()));
            if text.chars().any(is_chinese) && !known {
                wrong.push(format!("{}: {text:?}", source.path));
            }
        }
    }
    none(&wrong, "Chinese outside src/lang");
}

#[test]
fn the_readers_of_these_tests_read_rightly() {
    let code =
        "let a = \"// no comment\"; // a comment\nlet b = '\"'; /* \" */ let c = r#\"x\"y\"#;\n";
    assert_eq!(
        without_comments(code),
        "let a = \"// no comment\"; \nlet b = '\"';  let c = r#\"x\"y\"#;\n"
    );
    let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";
    assert_eq!(without_tests(code), "fn a() {}\n\n\n\n\nfn c() {}\n");
    assert_eq!(imports("use crate::{a::b, c::{d, e}, f};\ncrate::g::h()"), ["a", "c", "f", "g"]);
    assert_eq!(texts("f('\"', \"a\\\"b\", 'é')"), ["\"", "a\"b", "é"]);
    let code = "use crate::{a::b, c::{d, e}};\nuse super::f::G;\nuse super::super::h;\nlet x = self::i::j();";
    assert_eq!(
        paths_named("k::l", code),
        ["a::b", "c::d", "c::e", "k::f::G", "h", "k::f::G", "h", "k::l::i::j"]
    );
    assert_eq!(module_of("src/world/step/mod.rs"), "world::step");
}
