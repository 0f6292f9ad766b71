//! What a drafter does with an amendment: begins one, reads the text under it, lists what changes.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use command::{banfa, has, shipped};

/// A folder with the accepted case of an amendment as its only bundle.
fn workshop(name: &str) -> PathBuf {
    let shop = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drafts").join(name);
    let _ = std::fs::remove_dir_all(&shop);
    std::fs::create_dir_all(shop.join("scenarios")).unwrap();
    copy(&shipped().join("tests/diagnostics/accepted/amended"), &shop.join("policy/stalls"));
    shop
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// An amendment of these edits beside the other.
fn amend(shop: &Path, name: &str, edits: &str) {
    let head = "title: (zh: \"修改《办法》\", en: \"t\"), instrument: decision, issued: \"2026-08-28\", effective: \"2026-10-01\", applies: act";
    let path = shop.join("policy/stalls/amendments").join(format!("{name}.ron"));
    std::fs::write(path, format!("({head}, edits: [{edits}])")).unwrap();
}

#[test]
fn the_text_reads_as_amended() {
    let shop = workshop("text");
    let text = banfa(&shop, &["text", "--amendment", "draft"], 0);
    has(
        &text,
        &[
            "据《关于修改〈摊位管理办法〉的决定》修改，2026-10-01 起施行",
            "marks: [-what goes-], {+what comes+}",
            "摊位每[-两年-]{+五年+}分配一次，每次不超过10个，每个补贴2 万元。",
            "第二条（{+费用+}）\n    {+摊位不收费。+}",
            "第三条（原第二条）（公示）",
            "（一）经营[-3年-]{+5年+}以上；",
            // What is cited follows, and so does the last day.
            "依照[-第二条-]{+第三条+}公示以后",
            "有效期至[-2028年12月31日-]{+2030年12月31日+}。",
        ],
    );
    // One article, by its number after.
    let one = banfa(&shop, &["text", "3", "--amendment", "draft"], 0);
    has(&one, &["第三条（原第二条）（公示）", "公示不少于5个工作日"]);
    assert!(!one.contains("摊位不收费"), "{one}");
    has(&banfa(&shop, &["text", "9", "--amendment", "draft"], 2), &["9"]);
    let page = banfa(&shop, &["text", "--amendment", "draft", "--format", "html"], 0);
    has(&page, &["每<del>两年</del><ins>五年</ins>分配"]);
    // A path means the same.
    let path = "policy/stalls/amendments/draft.ron";
    assert_eq!(banfa(&shop, &["text", "--amendment", path], 0), text);
}

#[test]
fn what_changes_is_listed() {
    let shop = workshop("changes");
    let list = banfa(&shop, &["text", "--amendment", "draft", "--changes"], 0);
    has(
        &list,
        &[
            "第一条第一款\n  before  摊位每两年分配一次，每次不超过10个，每个补贴2 万元。\n  after   摊位每五年分配",
            "第二条（费用）\n  before  (none)\n  after   摊位不收费。",
            "第五条（原第四条）（相应调整）\n  before  依照第二条公示",
            "第二条至第五条依次改为第三条至第六条",
        ],
    );
    assert!(!list.contains("前款的个数可以空缺"), "{list}");
    let table = banfa(&shop, &["text", "--amendment", "draft", "--changes", "--format", "md"], 0);
    has(&table, &["| place | before | after |", "| 第二条（费用） |  | 摊位不收费。 |"]);
}

#[test]
fn amendments_lie_one_upon_the_other() {
    let shop = workshop("several");
    amend(
        &shop,
        "later",
        "(at: \"1.1\", old: \"每五年\", new: \"每三年\"), (at: \"4.2(2)\", old: \"五年\", new: \"三年\"), (delete: \"2\", runs: nothing(\"n\"))",
    );
    let words = ["text", "--amendment", "draft", "--amendment", "later"];
    let text = banfa(&shop, &words, 0);
    // What came and went again is told no more; what stays changed is told since the beginning.
    has(&text, &["摊位每[-两年-]{+三年+}分配一次", "第二条（公示）", "经营[-3年-]{+5年+}以上"]);
    assert!(!text.contains("费用"), "{text}");
    // The second speaks of the text after the first.
    has(&banfa(&shop, &["text", "--amendment", "later"], 1), &["[words-not-there]", "每五年"]);
}

#[test]
fn what_cannot_be_is_refused() {
    let shop = workshop("refused");
    let said = banfa(&shop, &["text", "--amendment", "draf"], 2);
    has(&said, &["there is no amendment named `draf`", "the nearest is `draft`"]);
    banfa(&shop, &["text", "--amendment", "draft", "--set", "cycle=3y"], 2);
    banfa(&shop, &["text", "--changes"], 2);
    amend(&shop, "wrong", "(at: \"1\", old: \"没有\", new: \"有\")");
    has(
        &banfa(&shop, &["text", "--amendment", "wrong"], 1),
        &["[words-not-there]", "wrong.ron:1:"],
    );
    // A check reads every amendment at hand.
    let check = banfa(&shop, &["check", "stalls"], 1);
    has(&check, &["[words-not-there]", "wrong.ron:1:"]);
}

#[test]
fn a_draft_begins_with_the_words_of_the_measure() {
    let shop = workshop("new");
    let new = ["new", "--amendment", "2027-草案", "--of", "stalls"];
    has(&banfa(&shop, &new, 0), &["policy/stalls/amendments/2027-草案.ron"]);
    let path = shop.join("policy/stalls/amendments/2027-草案.ron");
    let draft = std::fs::read_to_string(&path).unwrap();
    has(
        &draft,
        &[
            "en: \"Decision Amending the Measures for Stalls (draft)\"",
            "applies: machine(\"m\"),",
            "// Art. 1.1  摊位每两年分配一次，每次不超过10个，每个补贴2 万元。",
            "// (at: \"1.1\", old: \"摊位每两年\", new: \"摊位每两年\"),",
            "// (at: \"3.1(1)\", old: \"经营3年\", new: \"经营3年\"),",
        ],
    );
    // It is not usable before its days are given, and never written over.
    has(&banfa(&shop, &["text", "--amendment", "2027-草案"], 1), &["[bad-date]", "____-__-__"]);
    has(&banfa(&shop, &new, 2), &["is there already"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), draft);
    for bad in ["a/b", "..", "", "a b"] {
        banfa(&shop, &["new", "--amendment", bad, "--of", "stalls"], 2);
    }
    // Each line that is offered is an edit of words that stand there once.
    let filled = draft.replace("____-__-__", "2027-01-01").replacen("2027-01-01", "2026-01-01", 1);
    let offered = filled.replace("// (at:", "(at:");
    std::fs::write(&path, offered).unwrap();
    let said = banfa(&shop, &["text", "--amendment", "2027-草案"], 1);
    has(&said, &["[nothing-changes]"]);
    assert!(!said.contains("words-") && !said.contains("overlap"), "{said}");
}
