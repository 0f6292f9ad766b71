//! Yearly notices of holidays taken into the calendar, by the built command. `tests/notices/` tells where
//! the texts are from.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::Path;

use command::{banfa, has, shipped};
use tempfile::TempDir;

const CALENDAR: &str = "policy/calendars/cn.ron";

/// The one day among these years that the notice for the next year settled.
const SETTLED_LATER: &str = "        \"2022-12-31\": holiday(\"元旦\"), // 周六\n";

/// Days that rest as their weekday says, and that the table names all the same (与周末连休).
const WEEKEND: [&str; 2] = [
    "        \"2023-12-30\": holiday(\"元旦\"), // 周六\n",
    "        \"2023-12-31\": holiday(\"元旦\"), // 周日\n",
];

fn notice(name: &str) -> String {
    shipped().join("tests/notices").join(name).to_string_lossy().into_owned()
}

fn shipped_table() -> String {
    std::fs::read_to_string(shipped().join(CALENDAR)).unwrap()
}

/// The lines of a year in a table, from its name to its end.
fn year(table: &str, year: i32) -> Vec<String> {
    let from = table.find(&format!("\n    \"{year}\": (")).expect("the year");
    let end = table[from..].find("\n    ),").expect("its end");
    table[from..from + end].lines().map(|line| line.trim().to_owned()).collect()
}

/// The table as it was before the notice for a year: without it, and without what it settled in the
/// last days of the year before.
fn before(first: i32) -> String {
    let mut table = shipped_table();
    for gone in first..=2026 {
        let from = table.find(&format!("\n    \"{gone}\": (")).expect("the year");
        let end = from + table[from..].find("\n    ),").expect("its end") + "\n    ),".len();
        table.replace_range(from..end, "");
    }
    assert!(first == 2022 || table.contains(SETTLED_LATER));
    if first <= 2023 { table.replace(SETTLED_LATER, "") } else { table }
}

fn folder(table: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(CALENDAR);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, table).unwrap();
    folder
}

fn written(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(CALENDAR)).unwrap()
}

#[test]
fn the_table_comes_out_of_the_notices_line_for_line() {
    for new in 2022..=2026 {
        let folder = folder(&before(new));
        let said = banfa(folder.path(), &["calendar", "add", &notice(&format!("{new}.txt"))], 0);
        has(&said, &[&format!("{new} is added to {CALENDAR}")]);
        let (table, mut published) = (written(folder.path()), shipped_table());
        if new == 2022 {
            published = published.replace(SETTLED_LATER, "");
        }
        // The weekend before 1 January 2024, which the table names after the notice for 2024.
        if new == 2023 {
            for line in WEEKEND {
                assert!(published.contains(line));
                published = published.replace(line, "");
            }
        }
        // The year before has what this notice settles of it.
        for year_of in [new - 1, new] {
            assert_eq!(year(&table, year_of), year(&published, year_of), "{new}");
        }
        // All else stands as it stood.
        let from = table.find(&format!("\n\n    \"{new}\": (")).expect("the year");
        let end = from + table[from..].find("\n    ),").expect("its end") + "\n    ),".len();
        let mut rest = table;
        rest.replace_range(from..end, "");
        let rest = if new == 2023 { rest.replace(SETTLED_LATER, "") } else { rest };
        let version = format!("version: \"{new}\",");
        assert_eq!(rest, before(new).replace("version: \"2026-10\",", &version), "{new}");
    }
}

#[test]
fn a_year_that_is_there_is_held_against_its_notice() {
    for year in 2022..=2026 {
        let name = notice(&format!("{year}.txt"));
        let said = banfa(shipped(), &["calendar", "add", &name], 0);
        has(&said, &[&format!("{year} is in {CALENDAR} already, day for day")]);
    }
    // Another festival has the day, another day is free, one is lacking.
    let table = shipped_table()
        .replace("\"2026-06-19\": holiday(\"端午节\")", "\"2026-06-19\": holiday(\"元旦\")")
        .replace("\"2026-05-05\": holiday", "\"2026-05-06\": holiday");
    let folder = folder(&table);
    let said = banfa(folder.path(), &["calendar", "add", &notice("2026.txt")], 1);
    has(&said, &["2026-05-05", "2026-05-06", "2026-06-19"]);
    assert_eq!(written(folder.path()), table);
}

#[test]
fn a_new_year_is_counted_by_as_soon_as_it_is_taken_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    banfa(here, &["date", "2027-02-05", "+1workday"], 1);
    let name = notice("2027.txt");
    // 3 + 7 + 1 + 5 + 1 + 1 + 7 days are free, three are worked for them.
    let said = banfa(here, &["calendar", "add", &name, "--dry-run"], 0);
    has(&said, &["25 days of holiday, 3 make-up workdays", "nothing was written"]);
    has(
        &said,
        &["\"2027-02-06\": holiday(\"春节\"), // 周六", "国办发明电〔2026〕99号 国务院办公厅"],
    );
    assert_eq!(std::fs::read_dir(here).unwrap().count(), 0, "nothing was written");
    banfa(here, &["calendar", "add", &name], 0);
    // 5 February 2027 is a Friday; 6 to 12 are free, 13 and 14 a weekend.
    has(&banfa(here, &["date", "2027-02-05", "+1workday"], 0), &["the last day is 2027-02-15"]);
    // What was provisional no longer is: the last days of 2026.
    let said = banfa(here, &["date", "2026-12-30"], 0);
    assert!(!said.contains("provisional"), "{said}");
    has(&banfa(here, &["calendar", "add", &name], 0), &["day for day"]);
}

#[test]
fn all_that_does_not_hold_is_told_at_its_place_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    std::fs::copy(notice("wrong.txt"), here.join("n.txt")).unwrap();
    let said = banfa(here, &["calendar", "add", "n.txt"], 1);
    // 1 January 2027 is a Friday, so 4 February a Thursday and 9 June a Wednesday; 5 to 12 February are
    // eight days; April has thirty days. Columns are counted in letters.
    let places = [
        ("n.txt:3:11", "2027-01-01 is a Fri"),
        ("n.txt:4:28", "2027-02-05 to 2027-02-12 are 8 days, not 7"),
        ("n.txt:4:31", "2027-02-04 is a Thu, which is worked anyway"),
        ("n.txt:5:7", "no day `4月31日`"),
        ("n.txt:6:21", "`大家上班` is not understood"),
        ("n.txt:7:7", "it is a Wed, not beside a weekend"),
        ("n.txt:8:7", "no festival `重阳节`"),
        ("n.txt:9:1", "is not understood"),
    ];
    for (place, words) in places {
        has(&said, &[place, words]);
    }
    has(&said, &["leaves out 中秋节"]);
    assert_eq!(said.matches("error[notice-fails]").count(), 9, "{said}");
    assert!(!here.join("policy").exists());
    let zh = command::program()
        .current_dir(here)
        .args(["calendar", "add", "n.txt", "--lang", "zh"])
        .output()
        .unwrap();
    let zh = String::from_utf8(zh.stderr).unwrap();
    has(&zh, &["n.txt:4:28", "2027-02-05 至 2027-02-12 共 8 天，不是 7 天", "没有安排中秋节"]);
}

#[test]
fn a_notice_that_does_not_follow_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let text = std::fs::read_to_string(notice("2027.txt")).unwrap();
    // Without weekdays, which would be others; 2028-04-05 is no Monday.
    let plain: String = text.replace("2027年", "2028年").replace("，与周末连休", "");
    let plain = plain.split('（').enumerate().fold(String::new(), |text, (at, part)| {
        let rest = if at == 0 { part } else { part.split_once('）').unwrap().1 };
        text + rest
    });
    let plain = plain.replace("5月9日上班。", "").replace("9月26日、10月9日上班。", "");
    for (name, text, why) in [
        ("later.txt", plain.as_str(), "the calendar ends with 2026: 2028 does not follow"),
        ("bare.txt", "一、元旦：1月1日放假，共1天。", "does not say for which year"),
        ("twice.txt", &text.replace("10月9日（周六）", "5月9日（周日）"), "settled already"),
        (
            "outside.txt",
            &text.replace(
                "：1月1日（周五）至3日（周日）放假，共3天",
                "：2026年12月27日至2027年1月3日放假",
            ),
            "2026-12-27 lies neither in 2027",
        ),
        (
            "empty.txt",
            &text.replace("9月15日（周三）放假，共1天。", ""),
            "does not say which days are free",
        ),
        ("again.txt", &text.replace("六、中秋节", "六、春节"), "`春节` stands twice"),
        (
            "back.txt",
            &text.replace("2月6日（农历正月初一、周六）至12日", "2月6日至5日"),
            "is no holiday",
        ),
    ] {
        std::fs::write(here.join(name), text).unwrap();
        let said = banfa(here, &["calendar", "add", name], 1);
        // Without the breaks of its lines.
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        has(&said, &[why]);
    }
    has(&banfa(here, &["calendar", "add", "none.txt"], 2), &["none.txt"]);
    assert!(!here.join("policy").exists());
}
