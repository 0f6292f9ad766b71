//! A measure along the years, before and after. Expected values are worked by hand from the measure,
//! the published calendar and the Civil Code (201: the starting day is not counted; 202: years end on
//! the corresponding day).

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::Path;

use command::program;

use banfa::lang::display_width;
use serde_json::Value as Json;

/// What the command prints, and how it ends.
fn timeline(words: &str) -> (i32, String) {
    let mut command = program();
    command.arg("timeline");
    command.args(words.split_whitespace()).env("COLUMNS", "80");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn json(words: &str) -> Json {
    let (code, said) = timeline(&format!("{words} --format json"));
    assert_eq!(code, 0, "{said}");
    serde_json::from_str(&said).unwrap()
}

/// Opened on 6 May, entered on 20 December of the same year.
const DAYS: &str = "--opens 05-06 --enters 12-20";

/// For whom is entered at the occurrence: the last day, the number at which he may come again and the
/// day on which that is opened.
#[track_caller]
fn line(side: &Json, stand: &str, number: i64) -> [String; 3] {
    let stands = side["recurring"][0]["entered"].as_array().unwrap();
    let stand = stands.iter().find(|one| one["name"] == stand).expect("entered there");
    let lines = stand["lines"].as_array().unwrap();
    let line = lines.iter().find(|one| one["number"] == number).expect("an occurrence");
    ["last", "free", "free_from"].map(|name| match &line[name] {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    })
}

#[track_caller]
fn opened(side: &Json, until: i64) -> Vec<(i64, String, bool)> {
    let all = side["recurring"][0]["occurrences"].as_array().unwrap().iter();
    let all = all.map(|one| {
        let day = one["opened"].as_str().unwrap().to_owned();
        (one["number"].as_i64().unwrap(), day, one["in_force"].as_bool().unwrap())
    });
    all.filter(|(number, ..)| *number <= until).collect()
}

#[track_caller]
fn term(side: &Json, name: &str, number: i64) -> (String, String) {
    let term = side["terms"].as_array().unwrap().iter().find(|one| one["name"] == name);
    let ends = term.expect("a length")["ends"].as_array().unwrap();
    let one = ends.iter().find(|one| one["number"] == number).expect("an occurrence");
    let last = one["last"].as_str().or(one["unknown"].as_str()).unwrap();
    (last.to_owned(), one["rests"].as_str().unwrap().to_owned())
}

#[test]
fn a_longer_cycle_makes_five_years_of_a_bar_into_more_than_nine() {
    let told = json(&format!("cycle-5y --until 2036 {DAYS}"));
    let (before, after) = (&told["before"], &told["after"]);
    // Every second year from 2024 on; the text ends on 2028-11-14.
    let day = |year: i64| format!("{year}-05-06");
    let expected: Vec<_> =
        [2024, 2026, 2028, 2030, 2032, 2034, 2036].map(|y| (y, day(y), y <= 2028)).into();
    assert_eq!(opened(before, 2036), expected);
    // Those of 2024 and 2026 are opened before 2026-10-01; then 2026 + 5 and 2031 + 5.
    let expected: Vec<_> = [2024, 2026, 2031, 2036].map(|y| (y, day(y), y <= 2026)).into();
    assert_eq!(opened(after, 2036), expected);
    // 2024-12-20 + 5 years = 2029-12-20: 2026 and 2028 lie in it, 2030 does not; after, 2026 does,
    // 2031 does not. 2026-12-20 + 5 = 2031-12-20: 2032 is free; after, 2031 lies in it, 2036 does not.
    let own = "honour.held";
    assert_eq!(line(before, own, 2024), ["2029-12-20", "2030", "2030-05-06"]);
    assert_eq!(line(after, own, 2024), ["2029-12-20", "2031", "2031-05-06"]);
    assert_eq!(line(before, own, 2026), ["2031-12-20", "2032", "2032-05-06"]);
    assert_eq!(line(after, own, 2026), ["2031-12-20", "2036", "2036-05-06"]);
    let fraud = "honour.revoked_for_fraud";
    assert_eq!(line(after, fraud, 2026), ["2031-12-20", "2036", "2036-05-06"]);
}

#[test]
fn it_is_told_within_80_columns_with_the_time_in_between() {
    for (lang, between, of) in [
        ("zh", "9年4个月", "2026  2031-12-20  2032*   5年4个月"),
        ("en", "9y 4m", "2026     2031-12-20  2032*     5y 4m"),
    ] {
        let (code, said) = timeline(&format!("cycle-5y --until 2036 {DAYS} --lang {lang}"));
        assert_eq!(code, 0);
        // From 2026-12-20 to 2036-05-06 there are nine years, four months and some days.
        assert!(said.contains(between) && said.contains(of), "{said}");
        for row in said.lines() {
            assert!(display_width(row) <= 80, "{row}");
        }
    }
}

#[test]
fn a_value_that_is_wished_counts_from_its_first_day() {
    // 2024 + 5 = 2029, which lies before 2029-12-20, + 5 = 2034.
    let told = json(&format!("--set cycle=5y --until 2036 {DAYS}"));
    let own = "honour.held";
    assert_eq!(line(&told["before"], own, 2024), ["2029-12-20", "2030", "2030-05-06"]);
    assert_eq!(line(&told["after"], own, 2024), ["2029-12-20", "2034", "2034-05-06"]);
    // In odd years from 2023 on: the first May in force is that of 2025.
    let told = json(&format!("--reading A2=odd_years --until 2030 {DAYS}"));
    let years: Vec<i64> = opened(&told["after"], 2030).iter().map(|one| one.0).collect();
    assert_eq!(years, [2025, 2027, 2029]);
}

#[test]
fn a_bar_in_occurrences_ends_by_no_day() {
    let told = json(&format!("ban-of-two-editions --until 2034 {DAYS}"));
    let after = &told["after"];
    // Who is entered in 2026 has the line of five years still, but the calls after 2027-01-01 ask for
    // two editions: 2028 and 2030 pass, 2032 is free. Who is entered in 2028 has no line.
    assert_eq!(line(after, "honour.held", 2026), ["2031-12-20", "2032", "2032-05-06"]);
    assert_eq!(line(after, "honour.held", 2028), ["null", "2034", "2034-05-06"]);
    // Five years from 2028-12-20: 2030 and 2032 lie in them.
    assert_eq!(line(&told["before"], "honour.held", 2028), ["2033-12-20", "2034", "2034-05-06"]);
}

#[test]
fn what_runs_is_counted_again_from_its_start() {
    let told = json(&format!("tracking-3y --until 2030 {DAYS}"));
    let own = |side: &str, number: i64| term(&told[side], "tracking", number).0;
    // Three years from 2024-12-20 are over on 2028-01-01: the day before effect.
    assert_eq!([own("before", 2024), own("after", 2024)], ["2029-12-20", "2027-12-31"]);
    assert_eq!([own("before", 2026), own("after", 2026)], ["2031-12-20", "2029-12-20"]);
    assert_eq!([own("before", 2028), own("after", 2028)], ["2033-12-20", "2031-12-20"]);
}

#[test]
fn working_days_of_a_year_without_a_calendar_are_not_computed() {
    let told = json(&format!("notice-10-days --until 2030 {DAYS}"));
    let own = |told: &Json, side: &str, number: i64| term(&told[side], "second_notice", number);
    let said = |last: &str, rests: &str| (last.to_owned(), rests.to_owned());
    // From Wednesday 2026-05-06: 7, 8, 9 (a Saturday that is worked), 11 and 12 May.
    assert_eq!(own(&told, "before", 2026), said("2026-05-12", "published"));
    assert_eq!(own(&told, "before", 2028), said("calendar/2028", "published"));
    // Ten days need no calendar.
    assert_eq!(own(&told, "after", 2028), said("2028-05-16", "published"));
    // From Saturday 2028-05-06: Monday 8 to Friday 12 May.
    let told =
        json(&format!("notice-10-days --until 2030 {DAYS} --assume 2028=statutory_days_only"));
    assert_eq!(own(&told, "before", 2028), said("2028-05-12", "assumed"));
}

#[test]
fn a_longer_validity_holds_more_of_them() {
    let told = json(&format!("extended-to-2033 --until 2034 {DAYS}"));
    let within = |side: &str| -> Vec<i64> {
        let all = opened(&told[side], 2034).into_iter().filter(|one| one.2);
        all.map(|one| one.0).collect()
    };
    assert_eq!(within("before"), [2024, 2026, 2028]);
    assert_eq!(within("after"), [2024, 2026, 2028, 2030, 2032]);
    assert_eq!(told["before"]["validity"][0]["to"], "2028-11-14");
    assert_eq!(told["after"]["validity"][0]["to"], "2033-11-14");
}

#[test]
fn the_rules_of_a_real_story_open_them_on_the_same_days() {
    // The same days under the amendment, told by a story that the runner itself plays.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("timeline");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("calls.ron");
    let call = |year: i64, refused: bool| {
        let refused = if refused { ", refused: [\"3.1\"]" } else { "" };
        format!(
            "(date: \"{year}-05-06\", by: \"review_office\", event: \"open_call\", instance: \"edition/{year}\", data: {{ \"deadline\": \"{year}-06-30\" }}{refused}),"
        )
    };
    let told = json(&format!("cycle-5y --until 2036 {DAYS}"));
    let years: Vec<i64> = opened(&told["after"], 2036).iter().map(|one| one.0).collect();
    let calls: String = (2024..=2036).map(|year| call(year, !years.contains(&year))).collect();
    let story = format!(
        "( title: \"calls\", assume: (amendments: [\"cycle-5y\"], valid_to: \"2040-12-31\"), story: [{calls}] )"
    );
    std::fs::write(&path, story).unwrap();
    let mut command = program();
    command.arg("run").arg(&path);
    let output = command.args(["--bundle", "policy/changning-2023"]).output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn a_story_is_told_by_its_own_journal() {
    // Entered on 2024-10-25 and tracked for five years; under the other value for two.
    let story = "scenarios/changning-2023/tracking/tracking_ends_after_five_years.ron";
    let told = json(&format!("--set tracking=2y --story {story}"));
    let last = |side: &str| -> Vec<String> {
        let all = told["story"][side].as_array().unwrap().iter();
        let all = all.filter(|one| one["kind"] == "term" && one["name"] == "tracking");
        let days = |one: &Json| {
            format!("{} {}", one["from"].as_str().unwrap(), one["to"].as_str().unwrap())
        };
        all.map(days).collect()
    };
    assert_eq!(last("before"), ["2024-10-25 2029-10-25"]);
    assert_eq!(last("after"), ["2024-10-25 2026-10-25"]);
}

#[test]
fn a_machine_that_opens_between_the_years_does_not_come_by_the_cycle() {
    // A request for an extra edition reads the cycle too: it is made outside its years.
    let told = json("--bundle pudong-2025 --set cycle=3y --until 2034");
    let names: Vec<&str> = told["before"]["recurring"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["machine"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["edition"]);
    // From 2026 on, every five years; every three.
    let years =
        |side: &str| -> Vec<i64> { opened(&told[side], 2034).iter().map(|one| one.0).collect() };
    assert_eq!((years("before"), years("after")), (vec![2026, 2031], vec![2026, 2029, 2032]));
}

#[test]
fn what_comes_by_no_period_is_said_to() {
    let (code, said) = timeline("--bundle baotou-2025 --lang en");
    assert_eq!(code, 0);
    assert!(said.contains("Nothing that is opened by itself comes again by a period"), "{said}");
}

#[test]
fn the_picture_and_the_page_hold_it_and_nothing_acts_in_them() {
    let (_, picture) = timeline(&format!("cycle-5y --until 2036 {DAYS} --format svg"));
    assert!(picture.starts_with("<svg ") && picture.trim_end().ends_with("</svg>"));
    for part in ["2031-12-20 → 2036*", "2026-10-01", "有效期", "曾获奖项不得再次申报的期间 5年"]
    {
        assert!(picture.contains(part), "{part}");
    }
    let (_, page) = timeline(&format!("cycle-5y --until 2036 {DAYS} --format html"));
    for part in ["<svg ", "<table>", "9年4个月", "</html>"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("<script") && !page.contains("href="));
}

#[test]
fn what_cannot_be_a_day_or_a_year_is_refused() {
    for (words, parts) in [
        ("cycle-5y --until soon", ["`soon` is no year", "2036-12-31"]),
        ("cycle-5y --until 2020", ["2026-10-01 to 2020-12-31", "at most a hundred years"]),
        ("cycle-5y --opens 13-01", ["`13-01` is no month and day", "05-06"]),
        ("cycle-5y --from 1.5.", ["`1.5.` is not a date", "2026-02-11"]),
        ("no-such-draft", ["no-such-draft", "error"]),
    ] {
        let (code, said) = timeline(&format!("{words} --lang en"));
        assert_eq!(code, 2, "{said}");
        assert!(parts.iter().all(|part| said.contains(part)), "{said}");
    }
}
