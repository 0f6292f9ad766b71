//! The documents of an amendment. What a decision says of each kind of edit is written out by hand; the
//! marked-up text of every shipped draft is held against the text before and the text after, here and
//! through an office program; what is XML against the standards' schemas.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by a panic, and says what it leaves out"
)]

mod command;

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use banfa::amend::amendments_in;
use banfa::amend::decision::{decision, draft};
use banfa::amend::words::{Rewritten, rewrite};
use banfa::diagnostic::Problems;
use banfa::lang::Lang;
use banfa::papers::{
    Author, Dossier, Paper, act_xml, amending_xml, clean, comparison, docx, effects, html,
    instrument, leaves, markdown, plain, redraft,
};
use banfa::pipeline::load;
use banfa::policy::read::read_amendment;
use banfa::policy::{Amendment, Article, Bundle, Chapter, Instrument, Piece, pieces};
use banfa::report::sheets::workbook;
use banfa::source::Disk;

use command::{banfa, has, shipped};

/// A bundle with amendments in order, and what they make of the words.
struct Drafted {
    name: String,
    before: Bundle,
    after: Bundle,
    amendments: Vec<Amendment>,
    rewritten: Vec<Rewritten>,
}

impl Drafted {
    fn new(folder: &Path, bundle: &Bundle, files: &[PathBuf]) -> Self {
        let (before, mut problems) = (bundle.clone(), Problems::default());
        let (mut after, mut amendments, mut rewritten) = (before.clone(), Vec::new(), Vec::new());
        for file in files {
            let read = read_amendment(&Disk, folder, file, &mut after.sources, &mut problems);
            let amendment = read.unwrap();
            let found = rewrite(&after, &amendment, &mut problems);
            assert!(!problems.has_errors(), "{}: {problems:?}", file.display());
            after = found.onto(&after, &amendment);
            amendments.push(amendment);
            rewritten.push(found);
        }
        let names: Vec<_> = files.iter().filter_map(|file| file.file_stem()?.to_str()).collect();
        let name = format!("{}/{}", bundle.manifest.id, names.join("+"));
        Self { name, before, after, amendments, rewritten }
    }
    fn dossier(&self) -> Dossier<'_> {
        Dossier::new(&self.before, &self.after, (&self.amendments, &self.rewritten), Lang::Zh)
    }
}

/// Every shipped draft, and two that are laid one upon the other.
fn all() -> Vec<Drafted> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(shipped().join("policy"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("amendments").is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let bundle = load(&folder).bundle.unwrap();
        for file in amendments_in(&Disk, &folder) {
            found.push(Drafted::new(&folder, &bundle, &[file]));
        }
        if folder.ends_with("changning-2023") {
            let file = |name: &str| folder.join(format!("amendments/{name}.ron"));
            let stack = [file("innovation-tier"), file("defence")];
            found.push(Drafted::new(&folder, &bundle, &stack));
        }
    }
    assert!(found.len() >= 32, "{}", found.len());
    found
}

/// The articles as they are printed, each chapter above its first: the head, then each text; without a heading the number stands
/// before the first text. Slots are printed as they are written in them.
fn printed(articles: &[Article], chapters: &[Chapter]) -> Vec<String> {
    let shown = |text: &str| -> String {
        let all = pieces(text).into_iter().map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Slot(slot) => slot.sample,
        });
        all.collect()
    };
    let mut lines = Vec::new();
    for article in articles {
        let above = chapters.iter().filter(|one| one.from.value == article.number.value);
        lines.extend(above.map(|one| format!("{}　{}", one.name(Lang::Zh), one.title.zh)));
        let number = banfa::policy::ArticleRef::whole(article.number.value).cite(Lang::Zh);
        let mut texts = article.paragraphs.iter().flat_map(|one| one.texts());
        match article.heading.get(Lang::Zh) {
            "" => {
                let first = texts.next().map_or(String::new(), |text| shown(&text.value));
                lines.push(format!("{number}　{first}"));
            }
            heading => lines.push(format!("{number}（{heading}）")),
        }
        lines.extend(texts.map(|text| shown(&text.value)));
    }
    // Items may stand under no words of their own.
    lines.retain(|line| !line.is_empty());
    lines
}

/// The paragraphs of a marked-up text, with all changes accepted, and with all rejected.
fn sides(paper: &Paper) -> [Vec<String>; 2] {
    let side = |of: &dyn Fn(&banfa::papers::Paragraph) -> String| {
        paper.paragraphs().map(of).filter(|text| !text.is_empty()).collect()
    };
    [side(&|one| one.after()), side(&|one| one.before())]
}

/// What stands before the articles: the title, and by what the act was amended.
fn beyond(lines: &[String]) -> usize {
    lines
        .iter()
        .position(|line| ["第一章", "第一条", "一、"].iter().any(|first| line.starts_with(first)))
        .unwrap()
}

/// Fails at the first line that is another.
#[track_caller]
fn alike(left: &[String], right: &[String], name: &str) {
    for (left, right) in left.iter().zip(right) {
        assert_eq!(left, right, "{name}");
    }
    assert_eq!(left.len(), right.len(), "{name}");
}

#[test]
fn a_marked_up_text_accepted_is_the_text_after_and_rejected_the_text_before() {
    for drafted in all() {
        let dossier = drafted.dossier();
        let [after, before] = sides(&redraft(&dossier));
        let name = &drafted.name;
        alike(
            &before[beyond(&before)..],
            &printed(&drafted.before.articles, &drafted.before.chapters),
            name,
        );
        alike(
            &after[beyond(&after)..],
            &printed(&drafted.after.articles, &drafted.after.chapters),
            name,
        );
        let clean = clean(&dossier);
        let lines: Vec<String> = clean.paragraphs().map(|one| one.after()).collect();
        assert_eq!(lines, after, "{name}");
    }
}

fn author() -> Author {
    Author {
        name: "起草单位".to_owned(), on: banfa::calendar::Day::parse("2026-08-28").unwrap()
    }
}

/// A part of a document.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_same_draft_gives_the_same_bytes() {
    for drafted in all().iter().step_by(7) {
        let dossier = drafted.dossier();
        for paper in [redraft(&dossier), comparison(&dossier, false), effects(&dossier)] {
            let made = || {
                let book = workbook(&paper.title, &leaves(&paper), Lang::Zh).unwrap();
                (docx(&paper, &author()).unwrap(), book, html(&paper, Lang::Zh), markdown(&paper))
            };
            assert!(made() == made(), "{}: {}", drafted.name, paper.title);
        }
        assert_eq!(act_xml(&dossier), act_xml(&dossier));
    }
}

#[test]
fn no_file_says_when_it_was_made() {
    let all = all();
    let dossier = all[0].dossier();
    let paper = comparison(&dossier, false);
    let (text, book) = (
        docx(&paper, &author()).unwrap(),
        workbook(&paper.title, &leaves(&paper), Lang::Zh).unwrap(),
    );
    // 1980-01-01 is the first day that the container knows; the days within are those of the draft
    // and, of a workbook, a fixed one.
    for (bytes, day) in [(&text, "2026-08-28"), (&book, "2000-01-01")] {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for at in 0..zip.len() {
            let file = zip.by_index(at).unwrap();
            let made = file.last_modified().unwrap();
            assert_eq!((made.year(), made.month(), made.day()), (1980, 1, 1), "{at}");
        }
        let core = part(bytes, "docProps/core.xml");
        assert!(core.contains(&format!("{day}T00:00:00Z")), "{core}");
    }
}

/// The folder of the standards' schemas, where it is at hand.
fn schemas() -> Option<PathBuf> {
    let named = std::env::var_os("BANFA_SCHEMAS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| shipped().join("../shared/schemas"));
    let lint = Command::new("xmllint").arg("--version").stderr(Stdio::null()).status();
    let found = folder.is_dir() && lint.is_ok_and(|status| status.success());
    if !found {
        eprintln!("left out: no schemas in {} or no xmllint", folder.display());
    }
    found.then_some(folder)
}

#[test]
fn what_is_xml_is_valid_against_the_standards_schemas() {
    let Some(schemas) = schemas() else { return };
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers-xml");
    let _ = std::fs::remove_dir_all(&room);
    std::fs::create_dir_all(&room).unwrap();
    let (mut words, mut acts) = (Vec::new(), Vec::new());
    for (at, drafted) in all().iter().enumerate() {
        let dossier = drafted.dossier();
        let put = |kind: &str, text: &str, all: &mut Vec<PathBuf>| {
            let path = room.join(format!("{at}-{}-{kind}.xml", all.len()));
            std::fs::write(&path, text).unwrap();
            all.push(path);
        };
        put("act", &act_xml(&dossier), &mut acts);
        for number in 0..drafted.amendments.len() {
            put("amending", &amending_xml(&dossier, number).unwrap(), &mut acts);
        }
        let decision = instrument(&dossier, 0).unwrap();
        for paper in [redraft(&dossier), comparison(&dossier, true), decision, effects(&dossier)] {
            let bytes = docx(&paper, &author()).unwrap();
            put("document", &part(&bytes, "word/document.xml"), &mut words);
            if at == 0 {
                for name in ["styles", "settings", "fontTable", "footer1", "footer2"] {
                    put(name, &part(&bytes, &format!("word/{name}.xml")), &mut words);
                }
            }
        }
    }
    for (schema, files) in [("wml/wml.xsd", &words), ("akn/akomantoso30.xsd", &acts)] {
        let lint = Command::new("xmllint")
            .args(["--noout", "--schema"])
            .arg(schemas.join(schema))
            .args(files)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&lint.stderr);
        assert!(lint.status.success(), "{}", said.lines().take(20).collect::<Vec<_>>().join("\n"));
        assert_eq!(said.matches(" validates").count(), files.len());
    }
}

#[test]
fn an_office_program_accepts_to_the_text_after_and_rejects_to_the_text_before() {
    let python = "/usr/bin/python3";
    let has = |program: &str, words: &[&str]| {
        let status = Command::new(program).args(words).output().map(|output| output.status);
        status.is_ok_and(|status| status.success())
    };
    if !has(python, &["-c", "import uno"]) || !has("soffice", &["--version"]) {
        eprintln!("left out: no soffice, or no python3 with uno");
        return;
    }
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers-office");
    let _ = std::fs::remove_dir_all(&room);
    std::fs::create_dir_all(&room).unwrap();
    let (mut files, mut expected) = (Vec::new(), Vec::new());
    for (at, drafted) in all().iter().enumerate() {
        let paper = redraft(&drafted.dossier());
        let file = room.join(format!("{at}.docx"));
        std::fs::write(&file, docx(&paper, &author()).unwrap()).unwrap();
        files.push(file);
        expected.push((drafted.name.clone(), sides(&paper)));
    }
    let office = Command::new(python)
        .arg(shipped().join("tests/papers/office.py"))
        .arg(room.join("profile"))
        .args(&files)
        .output()
        .unwrap();
    let said = String::from_utf8(office.stdout).unwrap();
    assert!(office.status.success(), "{}", String::from_utf8_lossy(&office.stderr));
    assert_eq!(said.lines().count(), expected.len());
    for (line, (name, [after, before])) in said.lines().zip(expected) {
        let told: serde_json::Value = serde_json::from_str(line).unwrap();
        let lines = |side: &str| -> Vec<String> {
            let all = told[side].as_array().unwrap().iter();
            all.map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(lines("accepted"), after, "{name}");
        assert_eq!(lines("rejected"), before, "{name}");
    }
}

const POLICY: &str = r#"( main: true, title: (zh: "摊位管理办法", en: "Stalls"),
  validity: (from: "2024-01-01", to: "2028-12-31", article: "6"), files: ["text.ron"] )"#;
const TEXT: &str = r#"( articles: {
    "1": (heading: (zh: "目的", en: "p"), status: declaratory(zh: "宣示", en: "d"), text: ["为规范“早市”摊位，制定本办法。"]),
    "2": (heading: (zh: "申请", en: "p"), status: declaratory(zh: "宣示", en: "d"), text: [
      (text: "申请人应当提交：", items: ["（一）申请书；", "（二）身份证明。"]), "材料不全的，一次告知。"]),
    "3": (heading: (zh: "办理", en: "p"), status: declaratory(zh: "宣示", en: "d"), text: ["依照第二条办理。", "收费另行规定。"]),
    "4": (heading: (zh: "收费", en: "p"), status: declaratory(zh: "宣示", en: "d"), text: ["不收费。"]),
    "5": (heading: (zh: "监督", en: "p"), status: declaratory(zh: "宣示", en: "d"), text: ["接受监督。", "公布电话。"]),
    "6": (heading: (zh: "附则", en: "p"), status: declaratory(zh: "宣示", en: "d"), text: ["本办法自2024年1月1日起施行，有效期至2028年12月31日。"]),
  } )"#;

const CHAPTERS: &str = r#"( chapters: [
    (title: (zh: "总则", en: "c"), from: "1"),
    (title: (zh: "申请和办理", en: "c"), from: "2"),
    (title: (zh: "收费和监督", en: "c"), from: "4", sections: [
      (title: (zh: "收费", en: "s"), from: "4"), (title: (zh: "监督", en: "s"), from: "5")]),
    (title: (zh: "附则", en: "c"), from: "6"),
  ], articles: {"#;

/// A small measure under one draft.
fn small(name: &str, head: &str, edits: &str) -> Drafted {
    small_of(TEXT, name, head, edits)
}

/// The same with another text.
fn small_of(text: &str, name: &str, head: &str, edits: &str) -> Drafted {
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers-small").join(name);
    let _ = std::fs::remove_dir_all(&room);
    let folder = room.join("policy/m");
    let draft = format!(
        r#"( title: (zh: "关于修改《摊位管理办法》的决定", en: "d"), {head}, issued: "2026-08-01", effective: "2026-10-01",
          applies: all, edits: [{edits}] )"#
    );
    for (path, text) in
        [("policy.ron", POLICY), ("text.ron", text), ("amendments/draft.ron", draft.as_str())]
    {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let loaded = load(&folder);
    let bundle = loaded.bundle.unwrap_or_else(|| panic!("{:?}", loaded.problems));
    Drafted::new(&folder, &bundle, &[folder.join("amendments/draft.ron")])
}

/// The sentences of a decision with these edits, without its lead and its end.
fn decided(name: &str, edits: &str) -> Vec<String> {
    decided_of(name, &small(name, "instrument: decision", edits))
}

/// The same of a draft, whose marked-up text is held against the texts before and after, and whose decision
/// is read back.
#[track_caller]
fn decided_of(name: &str, drafted: &Drafted) -> Vec<String> {
    let paper = instrument(&drafted.dossier(), 0).unwrap();
    let lines: Vec<String> = paper.paragraphs().map(|one| one.after()).collect();
    assert_eq!(lines[1], "对《摊位管理办法》作如下修改：");
    let end = lines.iter().position(|line| line.starts_with("本决定")).unwrap();
    let [after, before] = sides(&redraft(&drafted.dossier()));
    assert_eq!(
        before[beyond(&before)..],
        printed(&drafted.before.articles, &drafted.before.chapters),
        "{name}"
    );
    assert_eq!(
        after[beyond(&after)..],
        printed(&drafted.after.articles, &drafted.after.chapters),
        "{name}"
    );
    reads_back(drafted);
    lines[2..end].to_vec()
}

const NOTHING: &str = r#"runs: nothing((zh: "只是文字", en: "words only"))"#;

#[test]
fn a_decision_has_the_customary_sentence_for_each_kind_of_edit() {
    let cases: [(&str, &str, &[&str]); 24] = [
        (
            "words",
            r#"(at: "2.2", old: "一次告知", new: "一次书面告知", N)"#,
            &["将第二条第二款中的“一次告知”修改为“一次书面告知”。"],
        ),
        ("out", r#"(at: "5.2", old: "公布", new: "", N)"#, &["删去第五条第二款中的“公布”。"]),
        (
            "nested",
            r#"(at: "1", old: "“早市”摊位", new: "“早市”“夜市”摊位", N)"#,
            &["将第一条中的“‘早市’摊位”修改为“‘早市’‘夜市’摊位”。"],
        ),
        (
            "replace",
            r#"(replace: "4", text: "收费标准由区政府规定。", N)"#,
            &["第四条修改为：“第四条（收费）　收费标准由区政府规定。”"],
        ),
        (
            "paragraph",
            r#"(replace: "3.2", text: "不收费用。", N)"#,
            &["第三条第二款修改为：“不收费用。”"],
        ),
        (
            "item",
            r#"(insert_after: "2.1(1)", text: "照片；", N)"#,
            // What was the second item is the third.
            &[
                "第二条第一款增加一项，作为第（二）项：“（二）照片；”",
                "此外，对条文序号和引用的条文序号作相应调整。",
            ],
        ),
        (
            "more",
            r#"(insert_after: "4.1", text: "另有规定的除外。", N)"#,
            &["第四条增加一款，作为第二款：“另有规定的除外。”"],
        ),
        (
            "article",
            r#"(insert_before: "4", heading: "期限", text: ["许可五年。", "可以延续。"], N)"#,
            &[
                "增加一条，作为第四条：“第四条（期限）　许可五年。",
                "“可以延续。”",
                "此外，对条文序号和引用的条文序号作相应调整。",
            ],
        ),
        (
            "delete",
            r#"(delete: "4", N)"#,
            &["删去第四条。", "此外，对条文序号和引用的条文序号作相应调整。"],
        ),
        ("line", r#"(delete: "2.1(2)", N)"#, &["删去第二条第一款第（二）项。"]),
        ("repeal", r#"(repeal: "4", N)"#, &["废止第四条，其后条文序号不变。"]),
        ("heading", r#"(heading_of: "4", heading: "费用", N)"#, &["第四条标题修改为“费用”。"]),
        ("rename", r#"(rename: "早市摊位管理办法", N)"#, &["名称修改为：《早市摊位管理办法》。"]),
        (
            "join",
            r#"(join: ["4", "5"], heading: "收费和监督", text: "不收费，接受监督。", N)"#,
            &[
                "将第四条、第五条合并，作为第四条，修改为：“第四条（收费和监督）　不收费，接受监督。”",
                "此外，对条文序号和引用的条文序号作相应调整。",
            ],
        ),
        (
            "shifts",
            r#"(insert_before: "2.1(2)", text: "照片；", N)"#,
            &[
                "第二条第一款增加一项，作为第（二）项：“（二）照片；”",
                "此外，对条文序号和引用的条文序号作相应调整。",
            ],
        ),
        (
            "front",
            r#"(insert_before: "3.1", text: "办理要快。", N)"#,
            &[
                "第三条增加一款，作为第一款：“办理要快。”",
                "此外，对条文序号和引用的条文序号作相应调整。",
            ],
        ),
        (
            "several",
            r#"(at: ["1", "6"], old: "本办法", new: "本规定", N)"#,
            &["将第一条、第六条中的“本办法”修改为“本规定”。"],
        ),
        (
            "everywhere",
            r#"(at: "*", old: "本办法", new: "本规定", all: true, N)"#,
            &["将有关条文中的“本办法”修改为“本规定”。"],
        ),
        (
            "title-words",
            r#"(at: "title", old: "摊位", new: "早市", N)"#,
            &["将名称中的“摊位”修改为“早市”。"],
        ),
        (
            "heading-words",
            r#"(at: "heading:4", old: "收费", new: "费用", N)"#,
            &["将第四条标题中的“收费”修改为“费用”。"],
        ),
        ("until", r#"(extend: "2033-12-31")"#, &["有效期延长至2033年12月31日。"]),
        (
            "apart",
            r#"(move: "3.2", after: "3", heading: "费用", N)"#,
            &[
                "将第三条第二款单列一条，作为第四条，修改为：“第四条（费用）　收费另行规定。”",
                "此外，对条文序号和引用的条文序号作相应调整。",
            ],
        ),
        (
            "moved",
            r#"(move: "5", before: "4", N)"#,
            &["将第五条移至第四条之前。", "此外，对条文序号和引用的条文序号作相应调整。"],
        ),
        (
            "split",
            r#"(split: "5", into: [(heading: "监督", text: "接受监督。"), (heading: "电话", text: "公布电话。")], N)"#,
            &[
                "将第五条分为二条，作为第五条、第六条，修改为：“第五条（监督）　接受监督。",
                "“第六条（电话）　公布电话。”",
                "此外，对条文序号和引用的条文序号作相应调整。",
            ],
        ),
    ];
    for (name, edit, expected) in cases {
        assert_eq!(decided(name, &edit.replace('N', NOTHING)), expected, "{name}");
    }
}

#[test]
fn sentences_stand_in_the_order_of_the_text_and_speak_of_the_numbers_before() {
    let edits = r#"(at: "5", old: "公布电话", new: "公开电话", N), (insert_before: "2", heading: "原则", text: "公开。", N),
      (at: "1", old: "早市", new: "夜市", N)"#;
    let said = decided("order", &edits.replace('N', NOTHING));
    let expected = [
        "一、将第一条中的“早市”修改为“夜市”。",
        "二、增加一条，作为第二条：“第二条（原则）　公开。”",
        "三、将第五条中的“公布电话”修改为“公开电话”。",
        "此外，对条文序号和引用的条文序号作相应调整。",
    ];
    assert_eq!(said, expected);
}

#[test]
fn an_act_that_is_issued_anew_or_extended_has_a_notice() {
    let edit = r#"(extend: "2033-12-31")"#;
    let drafted = small("extension", "instrument: extension", edit);
    let lines: Vec<String> =
        instrument(&drafted.dossier(), 0).unwrap().paragraphs().map(|one| one.after()).collect();
    let said = "《摊位管理办法》（有效期至2028年12月31日）经评估需要继续实施，有效期延长至2033年12月31日，请继续按照执行。";
    assert_eq!(lines[1..3], [said, "本通知自2026年10月1日起施行。"]);
    let edit = r#"(at: "4", old: "不收费", new: "不收费用", N)"#.replace('N', NOTHING);
    let drafted =
        small("reissue", "instrument: reissue, issuer: (zh: \"区政府\", en: \"g\")", &edit);
    let lines: Vec<String> =
        instrument(&drafted.dossier(), 0).unwrap().paragraphs().map(|one| one.after()).collect();
    assert_eq!(
        lines[1],
        "现将修订后的《摊位管理办法》印发给你们，自2026年10月1日起施行，请认真按照执行。"
    );
    assert_eq!(lines[2], "原《摊位管理办法》同时废止。");
    let after = printed(&drafted.after.articles, &drafted.after.chapters);
    assert!(after.contains(&"不收费用。".to_owned()));
    assert_eq!(lines[lines.len() - after.len()..], after);
}

/// What edits did: where, with which words; in the order of their places.
fn operations(rewritten: &Rewritten) -> Vec<String> {
    let all = rewritten.edits.iter().map(|edited| &edited.operation);
    let chapter = (None, None);
    let with_words = all.filter(|one| !one.places.is_empty() || one.chapter != chapter);
    let mut all: Vec<String> = with_words
        .map(|one| {
            let (was, becomes) = one.places.first().copied().unwrap_or_default();
            format!("{:?} {was:?} {becomes:?} {} {}", one.chapter, one.old, one.new)
        })
        .collect();
    all.sort();
    all
}

/// What a decision says is read to the operations that it was written from, and to the same text.
#[track_caller]
fn reads_back(drafted: &Drafted) {
    let name = &drafted.name;
    let text = plain(&instrument(&drafted.dossier(), 0).unwrap());
    let mut sources = drafted.before.sources.clone();
    let file = sources.add("decision.txt".to_owned(), text.clone());
    let mut problems = Problems::default();
    let read = decision(file, &sources, &mut problems);
    assert_eq!(read.refused(), 0, "{name}: {problems:?}\n{text}");
    let made = draft(&read, &drafted.before, "read", Lang::Zh, &sources);
    assert!(made.holes.is_empty(), "{name}: {:?}\n{text}", made.holes);
    let (again, after) = made.laid.unwrap_or_else(|| panic!("{name}: {}", made.text));
    assert_eq!(operations(&after), operations(&drafted.rewritten[0]), "{name}\n{text}");
    let effective = drafted.amendments[0].effective.value;
    assert_eq!(again.effective.value, effective, "{name}");
    assert_eq!(after.title.zh, drafted.rewritten[0].title.zh, "{name}");
    assert_eq!(
        printed(&after.articles, &after.chapters),
        printed(&drafted.after.articles, &drafted.after.chapters),
        "{name}"
    );
}

#[test]
fn a_decision_that_is_written_is_read_back_to_the_same_operations() {
    let mut read_back = 0;
    for drafted in all() {
        let [amendment] = drafted.amendments.as_slice() else { continue };
        if amendment.instrument.value == Instrument::Decision {
            reads_back(&drafted);
            read_back += 1;
        }
    }
    assert!(read_back >= 29, "{read_back}");
}

#[test]
fn a_draft_that_is_called_by_what_it_changes_becomes_a_document_with_the_customary_title() {
    for (instrument_name, title) in [
        ("decision", "关于修改《摊位管理办法》的决定"),
        ("extension", "关于延长《摊位管理办法》有效期的通知"),
        ("reissue", "关于印发修订后的《摊位管理办法》的通知"),
    ] {
        let edit = r#"(extend: "2033-12-31")"#;
        let head = format!("instrument: {instrument_name}");
        let mut drafted = small(&format!("called-{instrument_name}"), &head, edit);
        drafted.amendments[0].title.zh = "再办五年".to_owned();
        assert_eq!(instrument(&drafted.dossier(), 0).unwrap().title, title);
    }
}

#[test]
fn what_only_follows_is_grey_and_what_is_renumbered_stands_in_one_row() {
    let edits = r#"(insert_before: "2", heading: "原则", text: "公开。", N)"#.replace('N', NOTHING);
    let said =
        markdown(&comparison(&small("grey", "instrument: decision", &edits).dossier(), false));
    // Article 3 cites Article 2, which is the third now: nothing in it is marked as changed by hand.
    let rows: Vec<&str> = said.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert_eq!(
        rows,
        [
            "| 1 | **（新增）** | **第二条（原则）**<br>**公开。** |",
            "| 2 | 条号调整：第二条改为第三条。 |  |",
            "| 3 | 第三条（办理）<br>依照第二条办理。<br>收费另行规定。 | 第四条（办理）<br>依照第三条办理。<br>收费另行规定。 |",
            "| 4 | 条号调整：第四条至第六条依次改为第五条至第七条。 |  |",
        ]
    );
}

/// A draft of the small measure in chapters.
fn chaptered(name: &str, edits: &str) -> Drafted {
    let text = TEXT.replace("( articles: {", CHAPTERS);
    small_of(&text, name, "instrument: decision", &edits.replace('N', NOTHING))
}

#[test]
fn chapters_stand_above_their_articles_before_and_after() {
    let name = "chapters";
    // The third chapter goes with its two sections, the fourth is the third; what comes behind Article 1
    // stands in the first chapter.
    let edits = r#"(delete: "4", N), (delete: "5", N), (insert_after: "1", heading: "原则", text: "公开。", N)"#;
    let drafted = chaptered(name, edits);
    let dossier = drafted.dossier();
    let [after, before] = sides(&redraft(&dossier));
    assert_eq!(
        before.iter().filter(|line| line.contains('　')).collect::<Vec<_>>(),
        [
            "第一章　总则",
            "第二章　申请和办理",
            "第三章　收费和监督",
            "第一节　收费",
            "第二节　监督",
            "第四章　附则"
        ]
    );
    assert_eq!(
        after[1..],
        [
            "（根据2026年8月1日《关于修改〈摊位管理办法〉的决定》修改）",
            "第一章　总则",
            "第一条（目的）",
            "为规范“早市”摊位，制定本办法。",
            "第二条（原则）",
            "公开。",
            "第二章　申请和办理",
            "第三条（申请）",
            "申请人应当提交：",
            "（一）申请书；",
            "（二）身份证明。",
            "材料不全的，一次告知。",
            "第四条（办理）",
            "依照第三条办理。",
            "收费另行规定。",
            "第三章　附则",
            "第五条（附则）",
            "本办法自2024年1月1日起施行，有效期至2028年12月31日。",
        ]
    );
    alike(
        &before[beyond(&before)..],
        &printed(&drafted.before.articles, &drafted.before.chapters),
        name,
    );
    alike(
        &after[beyond(&after)..],
        &printed(&drafted.after.articles, &drafted.after.chapters),
        name,
    );
    let lines: Vec<String> = clean(&dossier).paragraphs().map(|one| one.after()).collect();
    assert_eq!(lines, after);
    // Each form has them as headings.
    let paper = clean(&dossier);
    assert!(markdown(&paper).contains("\n## 第三章　附则\n\n### 第五条（附则）\n"));
    assert!(html(&paper, Lang::Zh).contains("<h2 class=\"chapter\">第三章　附则</h2>\n<h3>第五条"));
    let document = part(&docx(&paper, &author()).unwrap(), "word/document.xml");
    let head = document.find("第三章　附则").unwrap();
    assert!(
        document[..head].ends_with("xml:space=\"preserve\">")
            || document[..head].ends_with("<w:t>")
    );
    assert!(document[..head].rfind("\"Chapter\"") > document[..head].rfind("\"BodyText\""));
}

#[test]
fn the_table_before_and_after_tells_of_chapters_that_are_otherwise() {
    let drafted = chaptered("chapter-rows", r#"(delete: "4", N), (delete: "5", N)"#);
    let said = markdown(&comparison(&drafted.dossier(), false));
    let rows: Vec<&str> = said.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert_eq!(
        rows,
        [
            "| 1 | ~~第三章　收费和监督~~ | **（删去）** |",
            "| 2 | ~~第一节　收费~~ | **（删去）** |",
            "| 3 | ~~第四条（收费）~~<br>~~不收费。~~ | **（删去）** |",
            "| 4 | ~~第二节　监督~~ | **（删去）** |",
            "| 5 | ~~第五条（监督）~~<br>~~接受监督。~~<br>~~公布电话。~~ | **（删去）** |",
            "| 6 | 第四章　附则 | 第三章　附则 |",
            "| 7 | 条号调整：第六条改为第四条。 |  |",
        ]
    );
    // All of them are shown where the whole text is.
    let whole = markdown(&comparison(&drafted.dossier(), true));
    assert!(whole.contains("| 第二章　申请和办理 | 第二章　申请和办理 |"), "{whole}");
    let marked = act_xml(&drafted.dossier());
    for part in [
        "<chapter eId=\"chp_1\"><num>第一章</num><heading>总则</heading><article eId=\"art_1\">",
        "<chapter eId=\"chp_3-was\" status=\"removed\"><num>第三章</num><heading>收费和监督</heading>\
         <section eId=\"chp_3__sec_1-was\" status=\"removed\"><num>第一节</num><heading>收费</heading><article",
        "<chapter eId=\"chp_3\"><num>第三章</num><heading>附则</heading><article eId=\"art_4\">",
    ] {
        let plain: String = marked.lines().map(str::trim).collect();
        assert!(plain.contains(part), "{part}\n{plain}");
    }
}

/// Each edit of chapters: its sentence, written by hand, which is read back to the same edit.
#[test]
fn a_decision_has_the_customary_sentence_for_each_edit_of_chapters() {
    const ARTICLES: &str = "此外，对条文序号和引用的条文序号作相应调整。";
    const NUMBERS: &str = "此外，对章节序号作相应调整。";
    let cases: [(&str, &str, &[&str]); 14] = [
        (
            "name",
            r#"(heading_of: "第二章", heading: "申请与办理")"#,
            &["将第二章章名“申请和办理”修改为“申请与办理”。"],
        ),
        (
            "section-name",
            r#"(heading_of: "第三章第二节", heading: "监管")"#,
            &["将第三章第二节节名“监督”修改为“监管”。"],
        ),
        ("chapter-goes", r#"(delete: "第三章", N)"#, &["删去第三章。", ARTICLES, NUMBERS]),
        (
            "section-goes",
            r#"(delete: "第三章第一节", N)"#,
            &["删去第三章第一节。", ARTICLES, NUMBERS],
        ),
        ("last-goes", r#"(delete: "第四章", N)"#, &["删去第四章。"]),
        ("heading-goes", r#"(delete_heading: "第二章")"#, &["删去第二章章名。", NUMBERS]),
        (
            "section-heading-goes",
            r#"(delete_heading: "第三章第二节")"#,
            &["删去第三章第二节节名。"],
        ),
        (
            "chapter-comes",
            r#"(insert_after: "6", chapter: "法律责任", N, articles: [
                 (heading: "罚款", text: ["罚款。", "从轻。"]), (heading: "其他", text: "其他。")])"#,
            &[
                "增加一章，作为第五章：“第五章　法律责任",
                "“第七条（罚款）　罚款。",
                "“从轻。",
                "“第八条（其他）　其他。”",
            ],
        ),
        (
            "chapter-before",
            r#"(insert_before: "6", chapter: "法律责任", N, articles: [(heading: "罚款", text: "罚款。")])"#,
            &[
                "增加一章，作为第四章：“第四章　法律责任",
                "“第六条（罚款）　罚款。”",
                ARTICLES,
                NUMBERS,
            ],
        ),
        (
            "with-sections",
            r#"(insert_after: "6", chapter: "法律责任", N, articles: [
                 (section: "罚则", heading: "罚款", text: "罚款。"), (section: "其他", heading: "其他", text: "其他。")])"#,
            &[
                "增加一章，作为第五章：“第五章　法律责任",
                "“第一节　罚则",
                "“第七条（罚款）　罚款。",
                "“第二节　其他",
                "“第八条（其他）　其他。”",
            ],
        ),
        (
            "section-comes",
            r#"(insert_after: "5", section: "检查", N, articles: [(heading: "检查", text: "检查摊位。")])"#,
            &[
                "第三章增加一节，作为第三节：“第三节　检查",
                "“第六条（检查）　检查摊位。”",
                ARTICLES,
            ],
        ),
        (
            "section-before",
            r#"(insert_before: "5", section: "检查", N, articles: [(heading: "检查", text: "检查摊位。")])"#,
            &[
                "第三章增加一节，作为第二节：“第二节　检查",
                "“第五条（检查）　检查摊位。”",
                ARTICLES,
                NUMBERS,
            ],
        ),
        (
            "head",
            r#"(heading_before: "3", chapter: "办理")"#,
            &["在第三条前增加章名，作为第三章：“第三章　办理”", NUMBERS],
        ),
        (
            "section-heads",
            r#"(heading_before: "2", section: "申请"), (heading_before: "3", section: "办理")"#,
            &[
                "一、在第二条前增加节名，作为第二章第一节：“第一节　申请”",
                "二、在第三条前增加节名，作为第二章第二节：“第二节　办理”",
            ],
        ),
    ];
    for (name, edits, expected) in cases {
        let name = format!("chapters-{name}");
        assert_eq!(decided_of(&name, &chaptered(&name, edits)), expected, "{name}");
    }
}

#[test]
fn headings_that_are_otherwise_stand_in_each_paper() {
    let edits = r#"(heading_of: "第一章", heading: "总则和定义", why: "增加了定义"), (delete_heading: "第三章第二节"),
        (heading_before: "3", chapter: "办理"), (insert_after: "6", chapter: "责任", articles: [(heading: "责任", text: "依法处理。")], N)"#;
    let drafted = chaptered("chapter-headings", edits);
    let dossier = drafted.dossier();
    let said = markdown(&comparison(&dossier, false));
    let rows: Vec<&str> = said.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    assert_eq!(
        rows,
        [
            "| 1 | 第一章　总则 | 第一章　总则**和定义** | 增加了定义 |",
            "| 2 | **（新增）** | **第三章　办理** |  |",
            "| 3 | 第三章　收费和监督 | 第四章　收费和监督 |  |",
            "| 4 | ~~第二节　监督~~ | **（删去）** |  |",
            "| 5 | 第四章　附则 | 第五章　附则 |  |",
            "| 6 | **（新增）** | **第六章　责任** |  |",
            "| 7 | **（新增）** | **第七条（责任）**<br>**依法处理。** |  |",
        ]
    );
    let marked: String = act_xml(&dossier).lines().map(str::trim).collect();
    for part in [
        "<chapter eId=\"chp_1\"><num>第一章</num><heading><del>总则</del><ins>总则和定义</ins></heading>",
        "<chapter eId=\"chp_3\"><num>第三章</num><heading><ins>办理</ins></heading><article eId=\"art_3\">",
        "<section eId=\"chp_4__sec_2-was\" status=\"removed\"><num>第二节</num><heading>监督</heading></section>\
         <article eId=\"art_5\">",
        "<destination href=\"#chp_6\"/>",
    ] {
        assert!(marked.contains(part), "{part}\n{marked}");
    }
    let amending: String = amending_xml(&dossier, 0).unwrap().lines().map(str::trim).collect();
    assert!(amending.contains("!main#chp_3__sec_2\"/>"), "{amending}");
    assert!(
        amending.contains(
            "<quotedText eId=\"mod_1__q_1\" startQuote=\"“\" endQuote=\"”\">总则</quotedText>"
        ),
        "{amending}"
    );
    // Where each edit stands is told by its chapter.
    let table = markdown(&effects(&dossier));
    assert!(table.contains("| 改章节名 | 第一章 | 第一章 | 总则 | 总则和定义 |"), "{table}");
    assert!(table.contains("| 增加章节 |  | 第六章 |  | 第六章　责任<br>依法处理。 |"), "{table}");
}

#[test]
fn what_names_a_chapter_follows_its_number() {
    let text = TEXT
        .replace("( articles: {", CHAPTERS)
        .replace("接受监督。", "依照第二章和《甲办法》第二章接受监督，第四章除外。");
    let edits = r#"(heading_before: "2", section: "申请"), (heading_before: "3", section: "办理"),
        (insert_before: "2", chapter: "原则", articles: [(heading: "原则", text: "公开。")], N)"#;
    let name = "chapters-cited";
    let drafted = small_of(&text, name, "instrument: decision", &edits.replace('N', NOTHING));
    let article = &drafted.after.articles[5];
    assert_eq!(
        article.paragraphs[0].text.value,
        "依照第三章和《甲办法》第二章接受监督，第五章除外。"
    );
    decided_of(name, &drafted);
}

#[test]
fn the_command_writes_what_is_asked_for_and_refuses_what_it_does_not_know() {
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers-command");
    let _ = std::fs::remove_dir_all(&room);
    let into = room.join("out");
    let into = into.to_str().unwrap();
    let ask = |words: &[&str], code: i32| {
        let words = [&["papers", "--bundle", "changning-2023", "--out", into], words].concat();
        banfa(shipped(), &words, code)
    };
    ask(&["cycle-5y", "--only", "comparison,instrument,effects", "--format", "docx,xlsx"], 0);
    let names = || {
        let all = std::fs::read_dir(into).unwrap();
        let mut all: Vec<String> =
            all.map(|one| one.unwrap().file_name().to_str().unwrap().to_owned()).collect();
        all.sort();
        all
    };
    // The decision has no table and so no workbook.
    let expected = [
        "01-before and after.docx",
        "01-before and after.xlsx",
        "04-decision.docx",
        "10-operations.docx",
        "10-operations.xlsx",
    ];
    assert_eq!(names(), expected);
    // No file is written in a form that none of the papers has.
    ask(&["cycle-5y", "--only", "redraft", "--format", "xlsx"], 2);
    ask(&["cycle-5y", "--only", "redraft", "--format", "akn"], 2);
    ask(&["cycle-5y", "--only", "nonsense"], 2);
    ask(&["cycle-6y", "--only", "clean"], 2);
    assert_eq!(names(), expected);
    // A bundle without a draft has no papers; of a draft that cannot be read nothing is written as if
    // it changed nothing.
    let small = small("broken", "instrument: decision", r#"(extend: "2033-12-31")"#);
    drop(small);
    let shop = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers-small/broken");
    std::fs::write(shop.join("policy/m/amendments/other.ron"), "( title: ").unwrap();
    let said = banfa(&shop, &["papers", "--all", "--out", "out", "--only", "clean"], 2);
    has(&said, &["other.ron"]);
    assert!(!shop.join("out/other").exists());
    std::fs::remove_dir_all(shop.join("policy/m/amendments")).unwrap();
    banfa(&shop, &["papers", "--all", "--out", "none"], 2);
    assert!(!shop.join("none").exists());
    // A file stands where the folder should be.
    let blocked = room.join("file");
    std::fs::write(&blocked, "x").unwrap();
    let words = ["papers", "cycle-5y", "--bundle", "changning-2023", "--only", "clean", "--out"];
    banfa(shipped(), &[&words[..], &[blocked.to_str().unwrap()]].concat(), 2);
    assert_eq!(std::fs::read_to_string(&blocked).unwrap(), "x");
}
