//! Published texts compared by the built binary.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Runs the program in a folder of its own.
fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_banfa"));
    command.current_dir(folder).args(words).env_remove("LC_ALL").env("LANG", "zh_CN.UTF-8");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn json(folder: &Path, old: &str, new: &str) -> Value {
    let output = run(folder, &["compare", old, new, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Each place in one line: kind, where, words marked.
fn places(found: &Value) -> Vec<String> {
    let at = |side: &Value| match (side["what"].as_str(), side["at"].as_str()) {
        (Some("text" | "article"), Some(at)) => at.to_owned(),
        (Some(what), Some(at)) => format!("{what} {at}"),
        (Some(what), None) => what.to_owned(),
        _ => "-".to_owned(),
    };
    let words = |words: &Value| -> String {
        let one = |word: &Value| {
            let text = word["text"].as_str().unwrap();
            match word["kind"].as_str().unwrap() {
                "gone" => format!("[-{text}-]"),
                "come" => format!("{{+{text}+}}"),
                _ => text.to_owned(),
            }
        };
        words.as_array().unwrap().iter().map(one).collect()
    };
    let all = found["places"].as_array().unwrap().iter();
    all.map(|place| {
        let (was, becomes) = (at(&place["was"]), at(&place["becomes"]));
        let place_at = if was == becomes { was } else { format!("{was}>{becomes}") };
        format!("{} {place_at} {}", place["kind"].as_str().unwrap(), words(&place["words"]))
    })
    .collect()
}

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/changning-2023").join(name)
}

const OLD: &str = "甲市乙办法
第一条（目的）为了规范丙的评选，制定本办法。
第二条（评选）每两年评选一次。
每届总数不超过2个。
第三条（条件）应当符合下列条件：
（一）在本市登记注册；
（二）近3年未发生亏损；
（三）无重大质量事故。
第四条（公示）评审办应当公示不少于5个工作日。
第五条（撤销）违反第三条规定的，依照第四条公示后撤销。
第六条（施行）本办法自2023年11月15日起施行。
";

#[test]
fn a_page_as_published_shows_no_change() {
    let (old, new) = (shipped("as_published.txt"), shipped("official.txt"));
    let found = json(Path::new("."), old.to_str().unwrap(), new.to_str().unwrap());
    assert_eq!(
        (found["same"].as_bool(), found["places"].as_array().unwrap().len()),
        (Some(true), 0)
    );
    assert_eq!(found["new"]["articles"], 39);
    // The other way round too, and the bundle that was written from it.
    for (old, new) in [(&new, &old), (&old, &shipped("")), (&shipped(""), &new)] {
        let found = json(Path::new("."), old.to_str().unwrap(), new.to_str().unwrap());
        assert_eq!(places(&found), Vec::<String>::new());
        assert_eq!(found["same"], true);
    }
}

#[test]
fn the_draft_of_2023_differs_where_it_did() {
    // The sentences of the draft as they are known, put into the text that was published.
    let text = std::fs::read_to_string(shipped("as_published.txt")).unwrap();
    let draft = text
        .replace(
            "每次长宁区区长质量奖先进质量管理模式和成果总数各",
            "每届长宁区政府质量奖先进质量管理模式和成果总数各",
        )
        .replace("评奖周期和名额可根据上级规定适时调整", "具体评奖时间和名额可根据上级规定作调整")
        .replace("，推进品牌建设", "、推进品牌建设");
    let folder = folder(&[("draft.txt", &draft)]);
    let found = json(folder.path(), "draft.txt", shipped("official.txt").to_str().unwrap());
    let told = places(&found);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].starts_with("changed 1 ") && told[0].contains("质量水平[-、-]{+，+}推进品牌"));
    assert!(told[1].starts_with("changed 3.2 每[-届-]{+次+}长宁区[-政府-]{+区长+}质量奖先进"));
    assert_eq!(
        told[2],
        "changed 3.3 [-具体-]评奖[-时间-]{+周期+}和名额可根据上级规定[-作-]{+适时+}调整。"
    );
}

#[test]
fn what_moves_and_what_only_follows_is_told_apart() {
    // By hand: a new article stands third, so that 3 to 6 are 4 to 7; the second item goes, so that the
    // third is the second; article 5 cites 3 and 4; the second paragraph of article 2 goes to the new one.
    let new = "甲市乙办法
第一条（目的）为了规范丙的评选，制定本办法。
第二条（评选）每五年评选一次。
第三条（名额）名额由市人民政府确定。
每届总数不超过2个。
第四条（条件）应当符合下列条件：
（一）在本市登记注册；
（二）无较大以上质量事故。
第五条（公示）评审办应当公示不少于10个工作日。
第六条（撤销）违反第四条规定的，依照第五条公示后撤销。
第七条（施行）本办法自2026年1月1日起施行。
";
    let folder = folder(&[("old.txt", OLD), ("new.txt", new)]);
    let found = json(folder.path(), "old.txt", "new.txt");
    assert_eq!(
        places(&found),
        [
            "changed 2.1>2 每[-两年-]{+五年+}评选一次。",
            "changed 2.2>- [-每届总数不超过2个。-]",
            "changed ->3 {+名额\n名额由市人民政府确定。\n每届总数不超过2个。+}",
            "changed 3(2)>- [-（二）近3年未发生亏损；-]",
            "changed 3(3)>4(2) [-（三）-]{+（二）+}无[-重大-]{+较大以上+}质量事故。",
            "changed 4>5 评审办应当公示不少于[-5个工作日-]{+10个工作日+}。",
            "follows 5>6 违反[-第三条-]{+第四条+}规定的，依照[-第四条-]{+第五条+}公示后撤销。",
            "changed 6>7 本办法自[-2023年11月15日-]{+2026年1月1日+}起施行。",
        ]
    );
    assert_eq!((found["changed"].as_u64(), found["follows"].as_u64()), (Some(7), Some(1)));
    let human = said(&run(folder.path(), &["compare", "old.txt", "new.txt"]));
    for line in [
        "修改前 6 条，修改后 7 条：新增 1，删去 0，移动 0，只改条号 4",
        "  第三条至第六条 → 第四条至第七条",
        "● 第四条第（二）项（原第三条第（三）项）",
        "  每[-两年-]{+五年+}评选一次。",
    ] {
        assert!(human.lines().any(|found| found == line), "{line}\n{human}");
    }
}

#[test]
fn an_article_that_stands_elsewhere_has_moved() {
    // Article 5 comes to the front: it alone has moved, the others only have other numbers. What the
    // second item said stands in another article as it was.
    let new = "甲市乙办法
第一条（撤销）违反第四条规定的，依照第五条公示后撤销。
第二条（目的）为了规范丙的评选，制定本办法。
第三条（评选）每两年评选一次。
每届总数不超过2个。
第四条（条件）应当符合下列条件：
（一）在本市登记注册；
（二）无重大质量事故。
第五条（公示）评审办应当公示不少于5个工作日。
近3年未发生亏损，由申报者说明。
第六条（施行）本办法自2023年11月15日起施行。
";
    let folder = folder(&[("old.txt", OLD), ("new.txt", new)]);
    let found = json(folder.path(), "old.txt", "new.txt");
    let moved: Vec<_> =
        found["articles"].as_array().unwrap().iter().filter(|one| one["moved"] == true).collect();
    assert_eq!(moved.len(), 1);
    assert_eq!((moved[0]["was"].as_str(), moved[0]["becomes"].as_str()), (Some("5"), Some("1")));
    assert_eq!(
        places(&found),
        [
            "follows 5>1 违反[-第三条-]{+第四条+}规定的，依照[-第四条-]{+第五条+}公示后撤销。",
            "changed 3(2)>- [-（二）近3年未发生亏损；-]",
            "follows 3(3)>4(2) [-（三）-]{+（二）+}无重大质量事故。",
            "changed ->5.2 {+近3年未发生亏损，由申报者说明。+}",
        ]
    );
    let whole = OLD
        .replace("每届总数不超过2个。\n", "")
        .replace("公示不少于5个工作日。\n", "公示不少于5个工作日。\n每届总数不超过2个。\n");
    std::fs::write(folder.path().join("moved.txt"), whole).unwrap();
    assert_eq!(
        places(&json(folder.path(), "old.txt", "moved.txt")),
        ["moved 2.2>4.2 每届总数不超过2个。"]
    );
}

#[test]
fn a_citation_of_another_act_never_follows() {
    let old = "甲办法\n第一条（甲）依照第二条和《乙法》第二条办理。\n第二条（丙）丙丙丙丙。\n";
    let new = "甲办法\n第一条（甲）依照第三条和《乙法》第三条办理。\n第二条（丁）丁丁丁丁。\n第三条（丙）丙丙丙丙。\n";
    let folder = folder(&[("old.txt", old), ("new.txt", new)]);
    let found = json(folder.path(), "old.txt", "new.txt");
    assert_eq!(
        places(&found)[0],
        "changed 1 依照[-第二条-]{+第三条+}和《乙法》[-第二条-]{+第三条+}办理。"
    );
    let follows: Vec<_> = found["places"][0]["words"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|word| word["follows"] == true)
        .collect();
    assert_eq!(follows.len(), 2, "of this act's own citation what goes and what comes");
}

#[test]
fn all_forms_and_the_exit_code() {
    let new = OLD.replace("两年", "五年").replace("甲市", "<甲>市");
    let folder = folder(&[("old.txt", OLD), ("new.txt", &new)]);
    let md = said(&run(folder.path(), &["compare", "old.txt", "new.txt", "--format", "md"]));
    assert!(md.contains("每~~两年~~**五年**评选一次。"), "{md}");
    let html = said(&run(folder.path(), &["compare", "old.txt", "new.txt", "--format", "html"]));
    assert!(html.contains("每<del>两年</del><ins>五年</ins>评选一次。") && !html.contains("<甲>"));
    let out = run(folder.path(), &["compare", "old.txt", "new.txt", "--out", "c.txt"]);
    assert_eq!((out.status.code(), said(&out)), (Some(0), String::new()));
    assert!(std::fs::read_to_string(folder.path().join("c.txt")).unwrap().contains("[-两年-]"));
    let fails = |new: &str| {
        run(folder.path(), &["compare", "old.txt", new, "--fail-on", "any"]).status.code()
    };
    assert_eq!((fails("new.txt"), fails("old.txt")), (Some(1), Some(0)));
    let en = said(&run(folder.path(), &["compare", "old.txt", "new.txt", "--lang", "en"]));
    assert!(en.contains("● Art. 2.1") && en.contains("every") || en.contains("[-两年-]"), "{en}");
}

#[test]
fn what_texts_cannot_answer_is_refused() {
    let folder = folder(&[("old.txt", OLD), ("new.txt", OLD)]);
    for words in [
        &["--set", "a=1"][..],
        &["--with", "x"],
        &["--bundle", "x"],
        &["--git"],
        &["--story", "x"],
        &["--fixed-dates"],
        &["--from", "2026-01-01", "--set", "a=1"],
        &["--format", "xlsx", "--out", "x.xlsx"],
        &["--fail-on", "untested"],
    ] {
        let words: Vec<&str> =
            ["compare", "old.txt", "new.txt"].iter().chain(words).copied().collect();
        let output = run(folder.path(), &words);
        assert_eq!((output.status.code(), said(&output)), (Some(2), String::new()), "{words:?}");
        assert!(complained(&output).contains("--"), "{words:?} {}", complained(&output));
    }
    for words in [&["compare", "old.txt"][..], &["compare", "old.txt", "new.txt", "new.txt"]] {
        assert_eq!(run(folder.path(), words).status.code(), Some(2));
    }
}

#[test]
fn files_that_are_no_texts_are_refused() {
    let folder = folder(&[("old.txt", OLD), ("empty.txt", ""), ("blank.txt", "\n \n")]);
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("garbage.txt"), [0xff, 0xfe, 0, 1, 2]).unwrap();
    std::fs::write(path("nul.txt"), "第一条 甲。\0").unwrap();
    std::fs::write(path("garbage.docx"), [0x50, 0x4b, 3, 4, 9, 9]).unwrap();
    std::fs::write(path("old.doc"), [0xd0, 0xcf, 0x11, 0xe0, 1, 2]).unwrap();
    std::fs::write(path("huge.txt"), vec![b'a'; 8 * 1024 * 1024 + 1]).unwrap();
    std::fs::create_dir(path("folder.txt")).unwrap();
    let mut names = vec![
        ("missing.txt", "cannot-read"),
        ("empty.txt", "text-empty"),
        ("blank.txt", "text-empty"),
        ("garbage.txt", "cannot-read"),
        ("nul.txt", "text-control"),
        ("garbage.docx", "not-docx"),
        ("old.doc", "not-docx"),
        ("huge.txt", "cannot-read"),
        ("folder.txt", "cannot-read"),
    ];
    #[cfg(unix)]
    {
        let made = Command::new("mkfifo").arg(path("pipe.txt")).status().unwrap();
        assert!(made.success());
        names.push(("pipe.txt", "cannot-read"));
    }
    for (name, code) in names {
        for sides in [["old.txt", name], [name, "old.txt"]] {
            let output = run(folder.path(), &["compare", sides[0], sides[1]]);
            assert_eq!((output.status.code(), said(&output)), (Some(2), String::new()), "{name}");
            assert!(complained(&output).contains(code), "{name}: {}", complained(&output));
        }
    }
}

#[test]
fn a_large_text_is_compared_in_time() {
    // 3,000 articles without headings, one of which is new: most are known by their words only.
    let article = |number: usize| {
        format!(
            "第{number}条 办理编号为{}的事项，由第{}处负责，期限{}日。\n",
            number * 7,
            number % 13,
            number % 29
        )
    };
    let old: String = std::iter::once("甲法\n".to_owned()).chain((1..=3000).map(article)).collect();
    let mut new: Vec<String> = (1..=3000).map(article).collect();
    new[1499] = "第1500条 完全不同的另外一条规定，与原来的内容没有关系。\n".to_owned();
    let new: String = std::iter::once("甲法\n".to_owned()).chain(new).collect();
    let folder = folder(&[("old.txt", &old), ("new.txt", &new)]);
    let begun = std::time::Instant::now();
    let found = json(folder.path(), "old.txt", "new.txt");
    assert!(begun.elapsed().as_secs() < 120);
    assert_eq!(found["changed"], 2, "one goes, one comes");
}
