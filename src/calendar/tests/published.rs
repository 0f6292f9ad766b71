//! The published table itself, against the words of the notices.

use super::*;

#[track_caller]
fn kind(text: &str) -> DayKind<'static> {
    CN.kind(day(text)).unwrap()
}

#[test]
fn the_table_covers_2004_to_2026_and_names_a_notice_for_each_year() {
    assert_eq!(CN.years().collect::<Vec<_>>(), (2004..=2026).collect::<Vec<_>>());
    assert_eq!((CN.last_published(), CN.version()), (Some(2026), "2026-10"));
    for year in CN.years() {
        assert!(
            CN.notice(year).unwrap().contains(&format!("关于{year}年部分节假日安排的通知")),
            "{year}"
        );
    }
    // Two years were amended within the year, by a second notice.
    assert!(CN.notice(2019).unwrap().contains("〔2019〕3号"));
    assert!(CN.notice(2020).unwrap().contains("〔2020〕1号"));
}

#[test]
fn the_notice_for_2026_is_there_word_for_word() {
    // 国办发明电〔2025〕7号. Each span: first day, last day, name.
    let spans = [
        ("2026-01-01", "2026-01-03", "元旦"),
        ("2026-02-15", "2026-02-23", "春节"),
        ("2026-04-04", "2026-04-06", "清明节"),
        ("2026-05-01", "2026-05-05", "劳动节"),
        ("2026-06-19", "2026-06-21", "端午节"),
        ("2026-09-25", "2026-09-27", "中秋节"),
        ("2026-10-01", "2026-10-07", "国庆节"),
    ];
    let made_up =
        ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"];
    let mut today = day("2026-01-01");
    while today.year() == 2026 {
        let span = spans.iter().find(|(first, last, _)| day(first) <= today && today <= day(last));
        let is_rest = matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday);
        match (CN.kind(today).unwrap(), span) {
            (DayKind::Holiday(name), Some((_, _, expected))) => assert_eq!(&name, expected),
            (DayKind::MakeUp(_), None) => {
                assert!(made_up.contains(&today.to_string().as_str()), "{today}")
            }
            (DayKind::Weekend, None) => assert!(is_rest, "{today}"),
            (DayKind::Workday, None) => assert!(!is_rest, "{today}"),
            (kind, span) => panic!("{today}: {kind:?}, {span:?}"),
        }
        today = today.next();
    }
    for text in made_up {
        assert!(kind(text).is_workday(), "{text}");
    }
}

#[test]
fn the_numbers_of_days_are_those_of_the_notices() {
    // Days free and weekend days worked, added up from each notice. 2024's notice gives 1 January
    // "与周末连休": the weekend before it lies in December 2023.
    for (year, free, worked) in [(2021, 31, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6)] {
        let days = CN.irregular_days(year).unwrap();
        let count = |wanted| days.iter().filter(|irregular| irregular.kind == wanted).count();
        assert_eq!((count(Irregular::Holiday), count(Irregular::MakeUp)), (free, worked), "{year}");
    }
}

#[test]
fn a_later_notice_prevails_over_an_earlier_one() {
    // 〔2019〕16号 had Saturday 1 February 2020 worked; 〔2020〕1号 extended the holiday to the 2nd.
    assert_eq!(kind("2020-01-31"), DayKind::Holiday("春节"));
    assert_eq!(kind("2020-02-01"), DayKind::Holiday("春节"));
    assert_eq!(kind("2020-02-03"), DayKind::Workday);
    // 〔2018〕15号 gave one day for Labour Day 2019; 〔2019〕3号 made it 1 to 4 May.
    assert_eq!(kind("2019-05-02"), DayKind::Holiday("劳动节"));
    assert_eq!(kind("2019-05-05"), DayKind::MakeUp("劳动节"));
    // 国发明电〔2015〕1号: 3 to 5 September 2015 free, Sunday the 6th worked.
    assert!(!kind("2015-09-04").is_workday());
    assert!(kind("2015-09-06").is_workday());
}

#[test]
fn a_notice_reaches_into_the_december_before() {
    for (text, worked) in [
        ("2005-12-31", true), // 〔2005〕35号: "12月31日(星期六)上班"
        ("2006-12-30", true), // 〔2006〕49号
        ("2006-12-31", true),
        ("2007-12-29", true), // the notice for 2008
        ("2007-12-31", false),
        ("2011-12-31", true),  // 〔2011〕45号
        ("2018-12-29", true),  // 〔2018〕15号
        ("2018-12-31", false), // a Monday
        ("2022-12-31", false),
    ] {
        assert_eq!(CN.is_workday(day(text)), Ok(worked), "{text}");
    }
}

#[test]
fn what_the_notice_only_encourages_is_not_a_holiday() {
    // 〔2023〕7号 encouraged employers to give the eve, Friday 9 February 2024; it did not order it.
    assert_eq!(kind("2024-02-09"), DayKind::Workday);
}

#[test]
fn names_and_kinds_go_together() {
    assert_eq!(kind("2024-05-06").name(), None);
    assert_eq!(kind("2024-06-08").name(), None);
    assert_eq!(kind("2024-06-10").name(), Some("端午节"));
    assert_eq!(kind("2024-05-11").name(), Some("劳动节"));
}

#[test]
fn a_year_without_a_notice_is_unpublished() {
    for (text, year) in [("2003-12-31", 2003), ("2027-01-01", 2027), ("2027-06-08", 2027)] {
        assert_eq!(CN.kind(day(text)), Err(Unpublished { year }));
        assert_eq!(CN.is_workday(day(text)), Err(Unpublished { year }));
    }
    assert_eq!(CN.notice(2027), Err(Unpublished { year: 2027 }));
    assert_eq!(CN.irregular_days(2003), Err(Unpublished { year: 2003 }));
}

#[test]
fn the_last_days_of_the_last_december_are_provisional() {
    for text in ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"] {
        assert!(CN.provisional(day(text)), "{text}");
    }
    // Later notices are there, or no notice at all, or the day is too early to be touched.
    for text in ["2026-12-27", "2025-12-31", "2027-12-31", "2026-11-30", "2003-12-31"] {
        assert!(!CN.provisional(day(text)), "{text}");
    }
}
