//! What a drafter asks when a measure is to be changed: other values, other readings, the text as it
//! would read, what carries an article, approving an outcome. Told by the built command.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::Path;

use command::program;

const FIRST: &str = "policy/changning-2023";

/// Runs the command in the repository; its output and complaints, where it ends with `code`.
#[track_caller]
fn banfa(words: &[&str], code: i32) -> String {
    let mut command = program();
    command.args(words);
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
}

#[test]
fn another_prize_is_told_for_each_who_wins_it() {
    // Article 26.2: two models at 500,000 in the full edition, one in the story of the single prize:
    // 3 × 100,000 more.
    let stories = "scenarios/changning-2023/money";
    let said = banfa(&["run", stories, "--set", "prize.mayor.model=60万元"], 0);
    has(&said, &["应付 500,000，已付 500,000", "应付 600,000，已付 600,000"]);
    has(&said, &["3 个情景，2 个结果不同；应付合计增减 300,000 元"]);
}

#[test]
fn a_wish_concerns_the_bundles_that_know_its_name() {
    // The teaching bundles have no such parameter; they stay as they are and are not complained of.
    let said = banfa(&["run", "--set", "prize.mayor.model=60万元"], 0);
    assert!(!said.contains("错误"), "{said}");
}

#[test]
fn a_wish_that_no_bundle_knows_is_told_once_with_the_nearest() {
    let said = banfa(&["run", "--set", "first_notise=7workdays"], 2);
    assert_eq!(said.matches("没有名为 `first_notise` 的参数").count(), 1, "{said}");
    has(&said, &["`first_notice`"]);
}

#[test]
fn another_reading_refuses_what_the_chosen_one_allows() {
    // A1 together: two models and two achievements are four where two are allowed (Article 3.2).
    let story = "scenarios/changning-2023/money/a_full_edition_costs_168_wan.ron";
    let said = banfa(&["run", story, "--reading", "A1=together"], 0);
    has(&said, &["不予受理（第三条第二款）", "应付合计增减 -1,680,000 元"]);
}

#[test]
fn the_text_reads_as_the_values_say() {
    let text = |more: &[&str]| banfa(&[&["text", "3", "--bundle", FIRST], more].concat(), 0);
    has(&text(&[]), &["每两年评选一次"]);
    has(&text(&["--set", "cycle=5y"]), &["每五年评选一次"]);
}

#[test]
fn every_article_is_carried_or_says_why_not() {
    let said = banfa(&["articles", "--bundle", FIRST, "--format", "json"], 0);
    let articles: serde_json::Value = serde_json::from_str(&said).unwrap();
    let articles = articles["articles"].as_array().unwrap();
    assert_eq!(articles.len(), 39);
    for article in articles {
        let carried = article["carried_by"].as_array().unwrap();
        match article["status"].as_str().unwrap() {
            "carried" => {
                assert!(!carried.is_empty(), "{article}");
                assert!(article["stories"].as_u64().unwrap() > 0, "no story: {article}");
            }
            "declaratory" => assert!(carried.is_empty(), "{article}"),
            other => panic!("{other}: {article}"),
        }
    }
}

#[test]
fn an_outcome_is_approved_and_then_held_to() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("approve");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let (story, approved) = (folder.join("x.ron"), folder.join("x.snap"));
    let shipped = "scenarios/changning-2023/conditions/one_day_short.ron";
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join(shipped);
    std::fs::copy(shipped, &story).unwrap();
    let story = story.to_str().unwrap();
    let test =
        |more: &[&str], code| banfa(&[&["test", story, "--bundle", FIRST], more].concat(), code);
    test(&[], 1);
    assert!(!approved.exists(), "nothing is approved unasked");
    test(&["--accept"], 0);
    test(&[], 0);
    let text = std::fs::read_to_string(&approved).unwrap();
    std::fs::write(&approved, text.replace("2024-05-10", "2024-05-11")).unwrap();
    has(&test(&[], 1), &["2024-05-10", "2024-05-11"]);
}
