//! Published texts compared, and made bundles of, by the built binary.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use command::program;

use serde_json::Value;

/// Runs the program in a folder of its own.
fn run(folder: &Path, words: &[&str]) -> Output {
    let mut command = program();
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

/// The text that a bundle prints, as it is compared: no blanks, one width, one script.
fn printed(folder: &Path, bundle: &str) -> Vec<String> {
    let output = run(folder, &["text", "--bundle", bundle]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let lines = said(&output);
    let lines = lines.lines().map(plain).filter(|line| !line.is_empty());
    lines.collect()
}

fn plain(text: &str) -> String {
    banfa::lang::letters(text).into_iter().map(|one| banfa::lang::simplified(one.letter)).collect()
}

#[test]
fn a_published_text_becomes_a_bundle_letter_for_letter() {
    let folder = folder(&[("old.txt", OLD)]);
    let output = run(folder.path(), &["new", "jia-2026", "--from-text", "old.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    // By hand: 两年, 2个, 3年, 5个工作日 are parameters, the date is the first day, 一次 is one of something.
    assert!(
        said(&output).contains("6 条，4 个数字写成了参数，1 个认作与参数无关"),
        "{}",
        said(&output)
    );
    let bundle = folder.path().join("policy/jia-2026");
    let file = |name: &str| std::fs::read_to_string(bundle.join(name)).unwrap();
    let parameters = file("parameters.ron");
    for line in [
        "\"a2_1\": (title: \"每两年评选一次\", article: \"2.1\", value: years(2)),",
        "\"a2_2\": (title: \"每届总数不超过2个\", article: \"2.2\", value: count(2)),",
        "\"a3_item2\": (title: \"近3年未发生亏损\", article: \"3(2)\", value: years(3)),",
        "\"a4\": (title: \"评审办应当公示不少于5个工作日\", article: \"4\", value: workdays(5)),",
    ] {
        assert!(parameters.contains(line), "{line}\n{parameters}");
    }
    assert!(file("text.ron").contains("每{a2_1:两年}评选{:一次}。"), "{}", file("text.ron"));
    assert!(file("policy.ron").contains("validity: (from: \"2023-11-15\", article: \"6\")"));
    let text: Vec<String> = OLD.lines().map(plain).collect();
    // A heading that no line follows stands on a line of its own where it is printed.
    assert_eq!(printed(folder.path(), "jia-2026").join(""), text.join(""));
    // What is left to do is all that is told.
    let check = run(folder.path(), &["check", "policy/jia-2026"]);
    assert_eq!(check.status.code(), Some(0), "{}", complained(&check));
    let again = run(folder.path(), &["new", "jia-2026", "--from-text", "old.txt"]);
    assert_eq!(again.status.code(), Some(2), "nothing is written over");
}

#[test]
fn the_published_measure_becomes_a_bundle() {
    let official = shipped("official.txt");
    let text = std::fs::read_to_string(&official).unwrap();
    let folder = folder(&[]);
    let path = official.to_str().unwrap();
    let output = run(folder.path(), &["new", "measure", "--from-text", path]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    // The chapters and the articles, without what stands before.
    let from = text.find("第一章").unwrap();
    let lines = text[from..].lines().map(plain);
    let expected: Vec<String> = std::iter::once(plain("上海市长宁区政府质量奖管理办法"))
        .chain(lines)
        .filter(|line| !line.is_empty())
        .collect();
    // Long lines are folded where they are printed.
    assert_eq!(printed(folder.path(), "measure").join(""), expected.join(""));
    let bundle = folder.path().join("policy/measure");
    let file = |name: &str| std::fs::read_to_string(bundle.join(name)).unwrap();
    // By hand: in force from 2023-11-15 to 2028-11-14; the prizes of article 26; the notices of five days.
    assert!(
        file("policy.ron").contains("(from: \"2023-11-15\", to: \"2028-11-14\", article: \"39\")")
    );
    let parameters = file("parameters.ron");
    for value in ["money(\"50万元\")", "money(\"2万元\")", "money(\"10万元\")", "money(\"1万元\")"]
    {
        assert_eq!(parameters.matches(value).count(), 1, "{value}\n{parameters}");
    }
    assert_eq!(parameters.matches("workdays(5)").count(), 2);
    assert!(
        file("text.ron").contains("(title: \"附 则\", from: \"38\"),")
            && file("text.ron").contains("// 特此通知。")
    );
    let compared = json(folder.path(), path, "policy/measure");
    assert_eq!(places(&compared), Vec::<String>::new());
}

#[test]
fn what_cannot_become_a_bundle_leaves_nothing_behind() {
    let folder = folder(&[
        ("empty.txt", ""),
        ("brace.txt", "甲办法\n第一条 乙{丙}。\n"),
        ("plain.txt", "甲的批复\n同意。\n"),
        ("twice.txt", "甲办法\n第一条 乙。\n第一条 丙。\n"),
    ]);
    for (file, code) in [
        ("missing.txt", "cannot-read"),
        ("empty.txt", "text-empty"),
        ("brace.txt", "text-brace"),
        ("plain.txt", "text-unnumbered"),
        ("twice.txt", "text-twice"),
    ] {
        let output = run(folder.path(), &["new", "a", "--from-text", file]);
        assert_eq!((output.status.code(), said(&output)), (Some(2), String::new()), "{file}");
        assert!(complained(&output).contains(code), "{file}: {}", complained(&output));
        assert!(!folder.path().join("policy").exists(), "{file}");
    }
    for other in [&["--from", "x"][..], &["--amendment", "x"]] {
        let words: Vec<&str> =
            ["new", "a", "--from-text", "plain.txt"].iter().chain(other).copied().collect();
        assert_eq!(run(folder.path(), &words).status.code(), Some(2));
    }
    assert_eq!(
        run(folder.path(), &["new", "A b", "--from-text", "plain.txt"]).status.code(),
        Some(2)
    );
}

#[test]
fn numbers_of_all_kinds_are_proposed() {
    let text = "甲办法
第一条 占比不超过30%，经三分之二以上成员同意，奖金为 50 万元，保存10年。
第一条之一 于每年6月发布，自2021年起统计，第三届由五家单位按〔2021〕3号文件办理，收取五万元。
第二条 见\"附表\"\\。
附件1
收费表
甲类 5元
";
    let folder = folder(&[("a.txt", text)]);
    let output = run(folder.path(), &["new", "a", "--from-text", "a.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let file =
        |name: &str| std::fs::read_to_string(folder.path().join("policy/a").join(name)).unwrap();
    let parameters = file("parameters.ron");
    let values: Vec<&str> = parameters
        .lines()
        .filter_map(|line| line.split_once("value: "))
        .map(|(_, value)| value.trim_end_matches("),"))
        .collect();
    assert_eq!(
        values,
        [
            "share(\"30%\")",
            "share(\"2/3\")",
            "money(\"50万元\")",
            "years(10)",
            "count(5)",
            "money(\"50000\")"
        ]
    );
    let articles = file("text.ron");
    assert!(
        articles.contains("奖金为 {a1_c:50 万元}") && articles.contains("{:6月}"),
        "{articles}"
    );
    assert!(
        articles.contains("甲类 5元") && articles.contains("\"见\\\"附表\\\"\\\\。\""),
        "{articles}"
    );
    let expected: Vec<String> = text.lines().map(plain).collect();
    let found = printed(folder.path(), "a").join("");
    for line in expected {
        assert!(found.contains(line.as_str()), "{line}\n{found}");
    }
}
