//! What `banfa date` answers about days, by the built command. The days of October 2026 by the notice: 1 to
//! 7 are holidays, the 10th (a Saturday) is worked; 20 September (a Sunday) is worked too.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use command::{banfa, has, shipped};
use serde_json::{Value as Json, json};

fn told(words: &[&str], code: i32) -> String {
    banfa(shipped(), &[&["date"], words].concat(), code)
}

fn data(words: &[&str]) -> Json {
    let said = told(&[words, &["--format", "json"]].concat(), 0);
    let whole: Json = serde_json::from_str(&said).unwrap();
    assert_eq!((&whole["format"], &whole["version"]), (&json!("banfa-date"), &json!(1)));
    whole
}

#[test]
fn a_day_is_worked_or_not_and_it_is_told_why() {
    let notice = "by 国办发明电〔2025〕7号 国务院办公厅关于2026年部分节假日安排的通知";
    let made_up = told(&["2026-10-10"], 0);
    has(&made_up, &["2026-10-10 Sat: worked (make-up workday (国庆节))", notice]);
    has(&made_up, &["before: 2026-10-09", "after: 2026-10-12"]);
    has(&told(&["2026-10-07"], 0), &["2026-10-07 Wed: free (holiday (国庆节))", notice]);
    has(&told(&["2026-10-07"], 0), &["before: 2026-09-30", "after: 2026-10-08"]);
    has(&told(&["2026-10-11"], 0), &["2026-10-11 Sun: free (weekend)", "as its weekday says"]);
    has(
        &told(&["2026-10-12"], 0),
        &["2026-10-12 Mon: worked (working day)", "as its weekday says"],
    );
    // The next notice may still change it, and what comes after is not published.
    has(
        &told(&["2026-12-31"], 0),
        &["2026-12-31 (provisional", "the working day after: not published"],
    );
    has(&told(&["2027-01-04"], 1), &["2027 are not published"]);
    has(&told(&["2003-01-04"], 1), &["its table begins with 2004"]);
    // 4 January 2027 is a Monday, and no statutory day.
    let assumed = told(&["2027-01-04", "--assume", "2027=statutory_days_only"], 0);
    has(&assumed, &["2027-01-04 (by an assumed calendar) Mon: worked"]);
    has(&told(&["2027-01-04", "--assume", "2027"], 2), &["2027"]);
    has(&told(&["2026-01-05", "--assume", "2026=statutory_days_only"], 2), &["it need not be"]);
    let day = data(&["2026-10-10"]);
    assert_eq!((&day["asks"], &day["works"]), (&json!("day"), &json!(true)));
    assert_eq!((&day["kind"], &day["festival"]), (&json!("make_up"), &json!("国庆节")));
    assert_eq!((&day["weekday"], &day["rests"]), (&json!("saturday"), &json!("published")));
    assert_eq!((&day["before"], &day["after"]), (&json!("2026-10-09"), &json!("2026-10-12")));
}

#[test]
fn days_between_are_counted_both_ways() {
    // 28, 29, 30 September; seven holidays; 8, 9 worked, 10 made up, 11 a Sunday, 12 worked.
    let said = told(&["2026-09-28", "2026-10-12"], 0);
    has(
        &said,
        &["without the first: 14 days, of them 6 worked", "with both: 15 days, of them 7 worked"],
    );
    has(&said, &["15 = 6 plain working days + 1 make-up workdays + 1 at weekends + 7 of holiday"]);
    has(&said, &["2026-10-01  Thu  holiday (国庆节)", "2026-10-10  Sat  make-up workday (国庆节)"]);
    let whole = data(&["2026-10-12", "2026-09-28"]);
    let numbers =
        ["days", "days_inclusive", "workdays", "workdays_inclusive"].map(|name| &whole[name]);
    assert_eq!(numbers, [&json!(14), &json!(15), &json!(6), &json!(7)], "the other way round");
    assert_eq!(whole["irregular"].as_array().unwrap().len(), 8);
    // Sunday to Sunday: 20 September, worked, is not counted where the first is not.
    let whole = data(&["2026-09-20", "2026-09-27"]);
    let numbers =
        ["days", "days_inclusive", "workdays", "workdays_inclusive"].map(|name| &whole[name]);
    // 21 to 24 are worked, 25 to 27 a holiday.
    assert_eq!(numbers, [&json!(7), &json!(8), &json!(4), &json!(5)]);
    let one = data(&["2026-10-11", "2026-10-11"]);
    assert_eq!((&one["days"], &one["workdays_inclusive"]), (&json!(0), &json!(0)));
    // Days need no table; working days of a year that is not published are refused.
    let said = told(&["2026-12-30", "2027-01-02"], 1);
    has(&said, &["3 days without the first, 4 with both", "2027 are not published"]);
    let said = told(&["2026-12-30", "2027-01-02", "--assume", "2027=statutory_days_only"], 0);
    has(&said, &["some of the years are by an assumed calendar"]);
}

#[test]
fn the_latest_day_to_begin_is_found_and_a_day_later_is_shown_to_be_too_late() {
    // From the 8th: 9, 10, 12, 13, 14 are five, and the 15th is the first day after. From the 9th: the
    // 15th is the fifth.
    let whole = data(&["2026-10-15", "+5workdays", "--latest"]);
    let ways = &whole["latest"];
    assert_eq!(
        (&ways["passed"]["day"], &ways["passed"]["ends"]),
        (&json!("2026-10-08"), &json!("2026-10-14"))
    );
    assert_eq!(
        (&ways["within"]["day"], &ways["within"]["ends"]),
        (&json!("2026-10-09"), &json!("2026-10-15"))
    );
    let said = told(&["2026-10-15", "+5workdays", "--latest"], 0);
    has(&said, &["begin on 2026-10-08", "from 2026-10-09, the first day after it is 2026-10-16"]);
    has(&said, &["begin on 2026-10-09", "from 2026-10-10, the last day is 2026-10-16"]);
    // Two working days before the 10th are the 8th and the 9th: posted on the 7th, a holiday.
    let said = told(&["2026-10-10", "+2workdays", "--latest"], 0);
    has(
        &said,
        &[
            "begin on 2026-10-07",
            "Wed, holiday (国庆节); the last working day before is 2026-09-30",
        ],
    );
    // Natural days need no table: ten days that end on 11 March begin on the 1st, not counted.
    let whole = data(&["2027-03-12", "+10days", "--latest"]);
    assert_eq!(whole["latest"]["passed"]["day"], "2027-03-01");
    // The day itself counted: from 2 to 11 March.
    let whole = data(&["2027-03-12", "+10days", "--latest", "--count-start"]);
    assert_eq!(whole["latest"]["passed"]["day"], "2027-03-02");
    // 31 January and one month is 28 February: of the days that lead there the last.
    let whole = data(&["2026-02-28", "+1month", "--latest"]);
    assert_eq!(whole["latest"]["within"]["day"], "2026-01-31");
    // By the end of a year whose next is not published: what would go past the day is too late anyhow.
    // 25 December 2026 is a Friday; 28 to 31 are worked, as far as is known.
    let whole = data(&["2026-12-31", "+4workdays", "--latest"]);
    assert_eq!(whole["latest"]["within"]["day"], "2026-12-27");
    assert_eq!(whole["latest"]["within"]["rests"], "provisional");
    has(&told(&["2027-03-01", "+5workdays", "--latest"], 1), &["2027 are not published"]);
    has(&told(&["2026-10-15", "--latest"], 2), &["+PERIOD"]);
    for wrong in ["-5workdays", "2026-10-20", "5x"] {
        has(&told(&["2026-10-15", wrong, "--latest"], 2), &[wrong]);
    }
}

#[test]
fn a_period_may_be_written_right_behind_the_day() {
    // 2 to 7 October are free, 8, 9, 10 worked, 11 a Sunday, 12, 13.
    has(&told(&["2026-10-01+5wd"], 0), &["the last day is 2026-10-13"]);
    assert_eq!(data(&["2026-10-01+5wd"])["day"], data(&["2026-10-01", "+5workdays"])["day"]);
    has(&told(&["2024-10-10-5wd"], 0), &["2024-09-27"]);
    has(&told(&["2026-10-01+5wd", "+1day"], 2), &["is not a period"]);
    has(&told(&["2026-10-01x"], 2), &["2026-10-01x"]);
    let said = told(&["2027-03-01", "+5workdays", "--assume", "2027=statutory_days_only"], 0);
    // Monday; the five days after it are worked but for the weekend: 2, 3, 4, 5 and the 8th.
    has(&said, &["2027-03-08 (by an assumed calendar)"]);
}
