//! The shipped measure with values that change on a day, as its Articles 3.3 and 26.3 allow: what an
//! edition promised at its call it keeps, what an act brings about is of the day of the act.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use command::banfa;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}

/// The shipped bundles, with one edit of the first one's parameters and one story.
#[track_caller]
fn edited(name: &str, before: &str, after: &str, story: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dated").join(name);
    let _ = std::fs::remove_dir_all(&root);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("policy"), &root.join("policy"));
    let path = root.join("policy/changning-2023/parameters.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(before), "{before}");
    std::fs::write(path, text.replacen(before, after, 1)).unwrap();
    let folder = root.join("scenarios/changning-2023");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("story.ron"), story).unwrap();
    root
}

/// The edition of 2026 up to the posting of the list on 2026-09-01, with both cases on it.
fn up_to_the_posted_list() -> String {
    let cases = ["p", "q"];
    let mut lines = vec![
        r#"(date: "2026-05-06", by: "review_office", event: "open_call", instance: "edition/2026", data: { "deadline": "2026-06-12" })"#.to_owned(),
    ];
    let mut step = |day: &str, by: &str, event: &str| {
        for case in cases {
            let by = if by == "subject" { case } else { by };
            let case = format!("edition/2026/case/{case}/model");
            lines.push(match event {
                "find" => format!(r#"(date: "{day}", by: "{by}", about: "{case}", findings: {{ "materials_complete": yes, "compliance": yes,
                  "quality_record": yes, "leading_business": yes, "responsibility": yes }})"#),
                _ => format!(r#"(date: "{day}", by: "{by}", event: "{event}", instance: "{case}")"#),
            });
        }
    };
    for (day, by, event) in [
        ("2026-05-13", "recommender", "recommend"),
        ("2026-05-20", "subject", "file"),
        ("2026-06-16", "review_office", "find"),
        ("2026-06-17", "review_office", "pass"),
        ("2026-06-18", "review_office", "post_first_notice"),
        ("2026-07-06", "review_office", "admit"),
        ("2026-07-13", "review_team", "paper_report"),
        ("2026-07-20", "review_office", "shortlist"),
        ("2026-07-27", "review_team", "site_report"),
        ("2026-08-03", "review_team", "evaluation_report"),
    ] {
        step(day, by, event);
    }
    lines.insert(5, r#"(date: "2026-06-15", by: "review_office", event: "form_team", instance: "edition/2026")"#.to_owned());
    let places = r#"data: { "places": { "case/p/model": "mayor", "case/q/model": "mayor" } }"#;
    for (day, by, event, data) in [
        ("2026-08-10", "review_office", "propose", places),
        ("2026-08-17", "review_committee", "decide_list", places),
        ("2026-08-24", "approving_authority", "approve", ""),
        ("2026-09-01", "review_office", "post_second_notice", ""),
    ] {
        lines.push(format!(
            r#"(date: "{day}", by: "{by}", event: "{event}", instance: "edition/2026", {data})"#
        ));
    }
    lines.join(",\n")
}

fn story(more: &str, expect: &str) -> String {
    let facts = r#"facts: { "registered_in_district": true, "operating_since": "2010-03-02", "non_profit": false,
      "losses": [], "accidents": [], "complaints": [], "dishonesty": [], "city_applications": [] }"#;
    format!(
        r#"( title: "x", subjects: {{ "p": (kind: "organisation", {facts}), "q": (kind: "organisation", {facts}) }},
        story: [ {}, {more} ], expect: ({expect}) )"#,
        up_to_the_posted_list()
    )
}

/// The prize rises on 2026-10-01; the edition was called on 2026-05-06 for 500,000. p is awarded on
/// 09-14, q, whose objection is answered on 10-12, on 10-19: each is owed 500,000, and a plan of the
/// edition reckons so too.
#[test]
fn an_edition_pays_what_its_call_promised_in_one_act_or_two() {
    let row = r#"rows: {
          "mayor": { "model": money("50万元"), "achievement": money("2万元") },
          "gold":  { "model": money("10万元"), "achievement": money("1万元") },
        },
      ))"#;
    let risen = format!(
        r#"{row}, (from: "2026-10-01", value: table(by: ["tier", "category"], {}"#,
        row.replacen("50万元", "60万元", 1)
    );
    let told = story(
        r#"(date: "2026-09-03", by: "public", event: "object", instance: "edition/2026/case/q/model/objection/1", data: { "named": true, "evidence": true }),
        (date: "2026-09-14", by: "district_government", event: "award", instance: "edition/2026"),
        (date: "2026-10-12", by: "review_office", event: "dismiss", instance: "edition/2026/case/q/model/objection/1", data: { "reason": "x" }),
        (date: "2026-10-19", by: "district_government", event: "award", instance: "edition/2026")"#,
        r#"ledger: [(account: "prize", subject: "p", owed: "50万元"), (account: "prize", subject: "q", owed: "50万元")]"#,
    );
    let root = edited("prize", row, &risen, &told);
    banfa(&root, &["run", "scenarios/changning-2023"], 0);
    let words = [
        "plan",
        "edition/2026",
        "--like",
        "scenarios/changning-2023/story.ron",
        "--from",
        "2026-05-06",
    ];
    let planned = banfa(&root, &words, 0);
    assert!(planned.contains("2 × 500,000 = 1,000,000"), "{planned}");
    // Where the act decides, the second act pays more.
    let root = edited("prize_by_act", row, &risen, &told);
    let path = root.join("policy/changning-2023/parameters.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    let named = r#"article: ["26.2", "26.3"], reading: ["A3", "A19"],"#;
    std::fs::write(path, text.replacen(named, &format!("{named} applies: (by: act),"), 1)).unwrap();
    let said = banfa(&root, &["run", "scenarios/changning-2023"], 1);
    assert!(said.contains("600,000"), "{said}");
}

/// A bar after revocation is of the values in force at the revocation: three years from 2026-09-20
/// on. The bar of Article 18, laid by the award, keeps the five of the call.
#[test]
fn a_bar_after_revocation_is_of_the_day_of_the_revocation() {
    let five = r#"applies: (by: act), value: years(5)"#;
    let three = r#"applies: (by: act), values: [(from: "2023-11-15", value: years(5)), (from: "2026-09-20", value: years(3))]"#;
    let told = story(
        r#"(date: "2026-09-14", by: "district_government", event: "award", instance: "edition/2026"),
        (date: "2026-10-08", by: "review_office", about: "honour/p/model/2026", findings: { "fraud": yes }),
        (date: "2026-10-08", by: "review_office", event: "revoke_for_fraud", instance: "honour/p/model/2026")"#,
        r#"entries: [
          (register: "ban", subject: "p", columns: { "scope": "programme", "ground": "fraud" }, from: "2026-10-09", to: "2029-10-08"),
          (register: "ban", subject: "p", columns: { "scope": "same_award" }, from: "2026-09-15", to: "2031-09-14"),
        ]"#,
    );
    let root = edited("bar", five, three, &told);
    banfa(&root, &["run", "scenarios/changning-2023"], 0);
}

/// The cycle becomes three years from 2027 on: after 2024 and 2026 comes 2029, counted on from the
/// last edition and not from the first year.
#[test]
fn a_cycle_that_changes_counts_on_from_the_last_edition() {
    let two = r#"values: [(from: "2023-11-15", value: years(2))]"#;
    let three =
        r#"values: [(from: "2023-11-15", value: years(2)), (from: "2027-01-01", value: years(3))]"#;
    let call = |year: u32, more: &str| {
        format!(
            r#"(date: "{year}-05-06", by: "review_office", event: "open_call", instance: "edition/{year}",
              data: {{ "deadline": "{year}-06-12" }}{more}),"#
        )
    };
    let no = r#", refused: ["3.1"], because: ["not_met"]"#;
    let calls = [(2024, ""), (2026, ""), (2027, no), (2028, no), (2029, "")];
    let calls: String = calls.into_iter().map(|(year, more)| call(year, more)).collect();
    let told = format!(
        r#"( title: "x", assume: (valid_to: "2032-12-31"), story: [ {calls} ], expect: (states: {{ "edition/2029": "receiving" }}) )"#
    );
    let root = edited("cycle", two, three, &told);
    banfa(&root, &["run", "scenarios/changning-2023"], 0);
}
