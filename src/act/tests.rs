//! Published texts, read whole.

use std::path::Path;

use super::compare::{Scope, compare};
use super::{Act, open, read};
use crate::amend::words::{Mark, rewrite};
use crate::diagnostic::Problems;
use crate::lang::{Division, Lang, Severity, letters, simplified};
use crate::policy::ArticleRef;
use crate::policy::read::read_amendment;
use crate::source::{Disk, Door, Memory, Sources};

/// A text with what is told of it: codes with their lines.
fn told(text: &str) -> (Option<Act>, Sources, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add("t.txt".into(), text.into());
    let mut problems = Problems::default();
    let act = read(file, &sources, &mut problems);
    let codes = problems.sorted().into_iter().map(|one| {
        let line = one.at.map_or(0, |at| sources.line_column(at).line);
        format!("{}:{line}", one.problem.code())
    });
    let codes = codes.collect();
    (act, sources, codes)
}

#[track_caller]
fn act(text: &str) -> Act {
    let (act, _, codes) = told(text);
    assert_eq!(codes, Vec::<String>::new());
    act.unwrap()
}

/// The articles as one would write them down: number, heading, `|` before paragraphs, `-` items, `.` points.
fn outline(act: &Act) -> String {
    let mut out = String::new();
    for article in &act.articles {
        out += &format!(
            "{}[{}]\n",
            ArticleRef::whole(article.number).cite(Lang::Zh),
            article.heading.text
        );
        for paragraph in &article.paragraphs {
            out += &format!("|{}\n", paragraph.text.text);
            for item in &paragraph.items {
                out += &format!("-{}\n", item.text.text);
                out.extend(item.points.iter().map(|point| format!(".{}\n", point.text)));
            }
        }
    }
    out
}

fn texts(passages: &[super::Passage]) -> Vec<&str> {
    passages.iter().map(|one| one.text.as_str()).collect()
}

fn shipped(name: &str) -> (Act, Sources) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/changning-2023").join(name);
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let act = open(&Disk, &path, &mut sources, &mut problems);
    let told: Vec<_> = problems
        .iter()
        .map(|one| (one.problem.code(), sources.location(one.at.unwrap())))
        .collect();
    assert_eq!(told, []);
    (act.unwrap(), sources)
}

#[test]
fn a_page_as_published_is_the_official_text() {
    // As published: an empty line between all lines, five paragraphs broken by pages, four articles in the
    // other script, brackets of half width, blanks around numbers.
    let (official, _) = shipped("official.txt");
    let (published, sources) = shipped("as_published.txt");
    let compared = |act: &Act| -> String {
        outline(act)
            .lines()
            .map(|line| {
                letters(line).iter().map(|one| simplified(one.letter)).collect::<String>() + "\n"
            })
            .collect()
    };
    assert_eq!(compared(&published), compared(&official));
    for act in [&official, &published] {
        assert_eq!(act.title.text, "上海市长宁区政府质量奖管理办法");
        assert_eq!((act.articles.len(), act.divisions.len(), act.before.len()), (39, 7, 7));
        assert!(act.closing.is_empty() && act.preamble.is_empty() && act.notes.is_empty());
        let paragraphs = |number: usize| act.articles[number - 1].paragraphs.len();
        let items = |number: usize| act.articles[number - 1].paragraphs[0].items.len();
        // Counted in the text: 第三条 has three paragraphs, 第十六条 one with six items, 第二十八条 begins
        // with its items.
        assert_eq!((paragraphs(3), paragraphs(16), items(16)), (3, 1, 6));
        assert_eq!((paragraphs(28), items(28)), (1, 3));
        assert!(act.articles[27].paragraphs[0].text.is_empty());
        assert_eq!(act.articles[2].heading.text, "评奖名额");
        let chapter = act.divisions_of(38);
        assert_eq!((chapter.len(), chapter[0].number), (1, 7));
    }
    // A paragraph that a page broke still knows both of its lines.
    let broken = &published.articles[33].paragraphs[0].text;
    assert_eq!(broken.lines(), 2);
    let at = broken.text.find("评审办按照").unwrap();
    let place = broken.place(at..at + "评审办".len());
    assert_eq!(sources.text(place), "评审办");
    assert!(sources.line_column(place).line > sources.line_column(broken.span()).line);
}

#[test]
fn forms_of_articles() {
    let found = act(
        "\u{feff}甲市乙办法\r\n（2020年1月1日甲市人民政府公布\r\n根据2021年2月2日《决定》修正）\r\n\
        \u{3000}\u{3000}第一章　总则\r\n　　第一条　【目的】　为了丙，制定本办法。\r\n　　第二条（定义）本办法所称丁，是指下列各项：\r\n\
        \u{3000}\u{3000}（一）戊，包括：\r\n　　1.己；\r\n　　2．庚。\r\n　　（二）辛。\r\n　　前款规定的丁，由壬认定。\r\n\
        \u{3000}\u{3000}第二条之一　依照\r\n第一条的规定办理。\r\n　　第一节　申请\r\n第三条 癸\r\n甲应当申请。\r\n第四条本办法自2021年3月1日起施行。\r\n\
        甲市人民政府\r\n2021年2月2日\r\n附件1\r\n申请表\r\n姓名\t年龄\r\n附件2　说明\r\n一、填写。\r\n",
    );
    assert_eq!(found.title.text, "甲市乙办法");
    assert_eq!(
        texts(&found.notes),
        ["（2020年1月1日甲市人民政府公布", "根据2021年2月2日《决定》修正）"]
    );
    assert_eq!(
        outline(&found),
        "第一条[目的]\n|为了丙，制定本办法。\n\
         第二条[定义]\n|本办法所称丁，是指下列各项：\n-（一）戊，包括：\n.1.己；\n.2．庚。\n-（二）辛。\n|前款规定的丁，由壬认定。\n\
         第二条之一[]\n|依照第一条的规定办理。\n第三条[癸]\n|甲应当申请。\n第四条[]\n|本办法自2021年3月1日起施行。\n\
         附件1[申请表]\n|姓名\t年龄\n附件2[说明]\n|一、填写。\n"
    );
    assert_eq!(texts(&found.closing), ["甲市人民政府", "2021年2月2日"]);
    let divisions: Vec<_> = found
        .divisions
        .iter()
        .map(|one| (one.division, one.heading.text.as_str(), one.before))
        .collect();
    assert_eq!(divisions, [(Division::Chapter, "总则", 0), (Division::Section, "申请", 3)]);
    assert_eq!(found.divisions_of(3).len(), 2, "the section lies in the chapter");
}

#[test]
fn texts_without_articles() {
    let found = act(
        "甲市关于乙的通知\n甲发〔2021〕3号\n各区人民政府：\n为了丙，现通知如下：\n一、总体要求\n坚持丁。\n\
        （一）戊。\n（二）己。\n二、庚的，不予辛。\n特此通知。\n附件：1.壬表\n2.癸表\n甲市人民政府\n2021年2月2日\n（此件公开发布）\n",
    );
    assert_eq!(found.title.text, "甲市关于乙的通知");
    assert_eq!(texts(&found.notes), ["甲发〔2021〕3号"]);
    assert_eq!(texts(&found.preamble), ["各区人民政府：", "为了丙，现通知如下："]);
    assert_eq!(
        outline(&found),
        "第一部分[总体要求]\n|坚持丁。\n-（一）戊。\n-（二）己。\n第二部分[]\n|庚的，不予辛。\n"
    );
    let closing = [
        "特此通知。",
        "附件：1.壬表",
        "2.癸表",
        "甲市人民政府",
        "2021年2月2日",
        "（此件公开发布）",
    ];
    assert_eq!(texts(&found.closing), closing);
}

#[test]
fn a_decision_keeps_what_it_quotes_together() {
    let found = act(
        "甲关于修改《乙办法》的决定\n一、将第三条修改为：“第三条　丙：\n“（一）丁；\n“（二）戊。”\n\
        二、增加一条，作为第五条：\n“第五条　己。”\n本决定自2021年3月1日起施行。\n",
    );
    assert_eq!(
        outline(&found),
        "第一部分[]\n|将第三条修改为：“第三条　丙：\n|“（一）丁；\n|“（二）戊。”\n\
         第二部分[]\n|增加一条，作为第五条：\n|“第五条　己。”\n|本决定自2021年3月1日起施行。\n"
    );
}

#[test]
fn contents_pages_and_broken_lines() {
    let found = act(
        "甲法\n目　录\n第一章 总则……1\n第二章 附则……9\n第一章 总则\n第一条 为了规范各类天地玄黄宇宙洪荒日月\n— 1 —\n甲法\n乙的行为，制定\n\n本法。\n\
        第二章 附则\n第二条 本法自，\n— 2 —\n甲法\n2021年3月1日起施行。\n— 3 —\n甲法\n",
    );
    assert_eq!(texts(&found.contents), ["目　录", "第一章 总则……1", "第二章 附则……9"]);
    assert_eq!(
        outline(&found),
        "第一条[]\n|为了规范各类天地玄黄宇宙洪荒日月乙的行为，制定本法。\n第二条[]\n|本法自，2021年3月1日起施行。\n"
    );
    // Three numbers and the running title beside them.
    assert_eq!(found.page.len(), 6);
    // A page that breaks right behind a sentence, where paragraphs begin with blanks.
    let mut text = String::from("甲办法\n　　第一条　");
    let line = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往";
    text += "天地玄黄宇宙洪荒日月盈昃辰宿列张\n";
    for _ in 0..9 {
        text += &format!("{line}\n");
    }
    text += "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑。\n往来。\n　　第二款。\n　　第二条　终。\n";
    let found = act(&text);
    let paragraphs = &found.articles[0].paragraphs;
    assert_eq!(paragraphs.len(), 2, "{}", outline(&found));
    assert!(paragraphs[0].text.text.ends_with("暑。往来。"));
}

#[test]
fn what_is_wrong_is_told_at_its_line() {
    for (text, codes) in [
        ("", "text-empty:1"),
        (" \n\u{3000}\n", "text-empty:1"),
        ("甲办法\n第一条 乙\u{0}。\n", "text-control:2"),
        ("甲办法\n第一条 乙。\n第二条 丙。\n第二条 丁。\n", "text-twice:4"),
    ] {
        let (act, _, found) = told(text);
        assert_eq!((act.is_none(), found.join(" ").as_str()), (true, codes), "{text:?}");
    }
    for (text, codes) in [
        ("甲办法\n第一条 乙。\n第三条 丁。\n", "text-gap:3"),
        ("甲办法\n第二条 乙。\n", "text-gap:2"),
        ("甲的批复\n乙：\n同意。\n", "text-unnumbered:1"),
    ] {
        let (act, _, found) = told(text);
        assert_eq!((act.is_some(), found.join(" ").as_str()), (true, codes), "{text:?}");
    }
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("gbk.txt"), b"\xb0\xec\xb7\xa8").unwrap();
    std::fs::write(path("a.docx"), b"not a document").unwrap();
    let body =
        "<w:p><w:r><w:t>甲办法</w:t></w:r></w:p><w:p><w:r><w:t>第一条 乙。</w:t></w:r></w:p>";
    let document = super::docx::tests::document(body);
    let packed = super::docx::tests::packed(&[("word/document.xml", &document)]);
    std::fs::write(path("b.docx"), packed).unwrap();
    let opened = |name: &str| {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let act = open(&Disk, &path(name), &mut sources, &mut problems);
        let codes: Vec<_> = problems.iter().map(|one| one.problem.code()).collect();
        (act.map(|act| outline(&act)), codes)
    };
    assert_eq!(opened("missing.txt"), (None, vec!["cannot-read"]));
    assert_eq!(opened("gbk.txt"), (None, vec!["cannot-read"]));
    assert_eq!(opened("a.docx"), (None, vec!["not-docx"]));
    assert_eq!(opened("b.docx"), (Some("第一条[]\n|乙。\n".into()), vec![]));
    assert_eq!(opened("."), (None, vec!["cannot-read"]));
}

#[test]
fn a_plain_text_is_amended_as_a_bundle_is() {
    let (act, mut sources, _) = told(
        "甲市乙办法\n第一条（目的）为了丙，制定本办法。\n第二条（评选）每两年评选\n\n一次。\n依照第一条评选。\n",
    );
    let mut problems = Problems::default();
    let bundle = act.unwrap().bundle("t", &mut sources, &mut problems);
    assert_eq!(bundle.articles[1].heading.zh, "评选");
    // Each text knows its place, in quotes as a bundle writes them.
    let text = &bundle.articles[1].paragraphs[0].text;
    assert_eq!(bundle.sources.text(text.span), "\"每两年评选一次。\"");
    let edits = "(at: \"2.1\", old: \"两年\", new: \"五年\", runs: nothing(\"甲\"))";
    let written = format!(
        "(title: \"t\", instrument: decision, issued: \"2026-08-28\", effective: \"2026-10-01\", applies: all, edits: [{edits}])"
    );
    let (door, path) = (Memory::default(), Path::new("t/amendments/a.ron"));
    door.write(path, &written).unwrap();
    let mut bundle = bundle;
    let amendment = read_amendment(&door, Path::new("t"), path, &mut bundle.sources, &mut problems);
    assert_eq!(problems.count(Severity::Error), 0, "{:?}", problems.sorted());
    let found = rewrite(&bundle, &amendment.unwrap(), &mut problems);
    let marks = &found.marked[1].texts[0].marks;
    assert_eq!(Mark::after(marks), "每五年评选一次。");
}

#[test]
fn a_brace_cannot_stand_in_a_bundle() {
    let (act, mut sources, _) = told("甲办法\n第一条 乙\n\n{丙}丁。\n");
    let mut problems = Problems::default();
    act.unwrap().bundle("t", &mut sources, &mut problems);
    let found: Vec<_> = problems
        .iter()
        .map(|one| (one.problem.code(), sources.location(one.at.unwrap())))
        .collect();
    assert_eq!(found, [("text-brace", "t.txt:4:1".into()), ("text-brace", "t.txt:4:3".into())]);
}

/// Two chapters of plain articles around one with two sections.
const CHAPTERED: &str = "甲办法\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 程序\n第一节 申请\n\
    第三条 丙。\n第二节 办理\n第四条 丁。\n第五条 戊。\n第三章 附 则\n第六条 己。\n附件\n表。\n";

/// The chapters after edits, each with its first article, and which it was.
#[track_caller]
fn chapters_after(edits: &str) -> (Vec<String>, Vec<usize>, Vec<&'static str>) {
    let (act, mut sources, _) = told(CHAPTERED);
    let mut problems = Problems::default();
    let mut bundle = act.unwrap().bundle("t", &mut sources, &mut problems);
    let edits = edits.replace("N)", "runs: nothing(\"无\"))");
    let written = format!(
        "(title: \"t\", instrument: decision, issued: \"2026-08-28\", effective: \"2026-10-01\", applies: all, edits: [{edits}])"
    );
    let (door, path) = (Memory::default(), Path::new("t/amendments/a.ron"));
    door.write(path, &written).unwrap();
    let amendment = read_amendment(&door, Path::new("t"), path, &mut bundle.sources, &mut problems);
    let found = rewrite(&bundle, &amendment.unwrap(), &mut problems);
    let codes = problems.sorted().iter().map(|one| one.problem.code()).collect();
    let said =
        found.chapters.iter().map(|one| format!("{} {}", one.head(Lang::Zh), one.from.value));
    (said.collect(), found.chapters_were.into_iter().flatten().collect(), codes)
}

#[test]
fn chapters_follow_their_articles() {
    let after = |edits: &str| {
        let (said, were, codes) = chapters_after(edits);
        assert_eq!(codes, Vec::<&str>::new());
        (said, were)
    };
    let [one, two, apply, office, last] =
        ["第一章　总则", "第二章　程序", "第一节　申请", "第二节　办理", "第三章　附 则"];
    let of = |all: &[(&str, u16)]| -> Vec<String> {
        all.iter().map(|(head, from)| format!("{head} {from}")).collect()
    };
    // As it is.
    let same = [(one, 1), (two, 3), (apply, 3), (office, 4), (last, 6)];
    assert_eq!(after("(at: \"1\", old: \"甲\", new: \"子\", N)"), (of(&same), vec![0, 1, 2, 3, 4]));
    // What comes before the first article of a section stands in it; all behind it is one further.
    let before = [(one, 1), (two, 3), (apply, 3), (office, 5), (last, 7)];
    let found = after("(insert_before: \"3\", text: \"新。\", N)");
    assert_eq!(found, (of(&before), vec![0, 1, 2, 3, 4]));
    // What comes behind the last of the chapter before stands in that.
    let behind = [(one, 1), (two, 4), (apply, 4), (office, 5), (last, 7)];
    let found = after("(insert_after: \"2\", text: \"新。\", N)");
    assert_eq!(found, (of(&behind), vec![0, 1, 2, 3, 4]));
    // The first of a chapter goes: the next is the first, under its number.
    let found = after("(delete: \"1\", N)");
    let first = [(one, 1), (two, 2), (apply, 2), (office, 3), (last, 5)];
    assert_eq!(found, (of(&first), vec![0, 1, 2, 3, 4]));
    // A section of which all goes, goes; a chapter goes with its sections, and the next is the second.
    let found = after("(delete: \"4\", N), (delete: \"5\", N)");
    assert_eq!(found, (of(&[(one, 1), (two, 3), (apply, 3), (last, 4)]), vec![0, 1, 2, 4]));
    let found = after("(delete: \"3\", N), (delete: \"4\", N), (delete: \"5\", N)");
    assert_eq!(found, (of(&[(one, 1), ("第二章　附 则", 3)]), vec![0, 4]));
    // An article that is moved stands in the chapter to which it goes.
    let found = after("(move: \"2\", after: \"5\", N)");
    let moved = [(one, 1), (two, 2), (apply, 2), (office, 3), (last, 6)];
    assert_eq!(found, (of(&moved), vec![0, 1, 2, 3, 4]));
    let found = after("(move: \"5\", before: \"6\", N), (move: \"1\", after: \"3\", N)");
    let moved = [(one, 1), (two, 2), (apply, 2), (office, 4), (last, 5)];
    assert_eq!(found, (of(&moved), vec![0, 1, 2, 3, 4]));
    // Of one that is split both parts stay.
    let found = after("(split: \"2\", into: [(text: \"上。\"), (text: \"下。\")], N)");
    let split = [(one, 1), (two, 4), (apply, 4), (office, 5), (last, 7)];
    assert_eq!(found, (of(&split), vec![0, 1, 2, 3, 4]));
}

#[test]
fn a_draft_of_a_bundle_lists_chapters_and_sections() {
    let text = |text: &str| {
        let draft = act(text).draft("t.txt", None);
        let text = draft.files.into_iter().find(|(path, _)| path.ends_with("text.ron"));
        text.unwrap().1
    };
    let written = text(CHAPTERED);
    let expected = "(\n  chapters: [\n    (title: \"总则\", from: \"1\"),\n    \
        (title: \"程序\", from: \"3\", sections: [\n      (title: \"申请\", from: \"3\"),\n      \
        (title: \"办理\", from: \"4\"),\n    ]),\n    (title: \"附 则\", from: \"6\"),\n  ],\n  articles: {\n";
    assert!(written.contains(expected), "{written}");
    // What a bundle cannot hold stays a comment: an article before the first chapter.
    let outside = text("甲办法\n第一条 甲。\n第一章 总则\n第二条 乙。\n");
    assert!(!outside.contains("chapters:") && outside.contains("// 第一章 总则"), "{outside}");
}

#[test]
fn an_article_in_another_chapter_is_told() {
    let old = act(
        "甲办法\n第一章 总则\n第一条 为了规范早市，制定本办法。\n第二条 本区早市适用本办法。\n\
        第二章 程序\n第三条 申请人向街道申请。\n第四条 街道在五日内答复。\n",
    );
    let new = act("甲办法\n第一章 总则\n第一条 为了规范早市，制定本办法。\n\
        第二章 程序\n第二条 本区早市适用本办法。\n第三条 申请人向街道申请。\n第四条 街道在五日内答复。\n");
    let found = compare(&old, &new, &[], Scope::All);
    let said: Vec<String> = found
        .places
        .iter()
        .map(|place| {
            let words =
                place.words.iter().map(|one| format!("{:?} {}", one.mark.kind, one.mark.text));
            format!("{:?} {}", place.becomes, words.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let two = super::compare::Spot::Article(crate::policy::ArticleNumber::article(2));
    assert_eq!(said, [format!("{:?} Gone 第一章 总则, Come 第二章 程序", Some(two))]);
    assert!(!found.is_same() && compare(&old, &old, &[], Scope::All).is_same());
}
