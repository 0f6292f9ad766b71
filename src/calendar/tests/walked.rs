//! The count day by day, as an explanation shows it.

use super::*;

/// One line a day: the day, its kind by a letter, its festival, its step.
fn lines(start: &str, text: &str, counting: Counting) -> Vec<String> {
    let walked = walk(day(start), period(text), counting, &CN).unwrap();
    let line = |walked: &WalkedDay<'_>| {
        let kind = match walked.kind {
            None => "unpublished".into(),
            Some(DayKind::Workday) => "work".into(),
            Some(DayKind::Weekend) => "rest".into(),
            Some(DayKind::Holiday(name)) => format!("rest {name}"),
            Some(DayKind::MakeUp(name)) => format!("work {name}"),
        };
        let step = match walked.step {
            Step::Start => "start".into(),
            Step::Counted(number) => number.to_string(),
            Step::Skipped => "-".into(),
            Step::Added(number) => format!("+{number}"),
        };
        let left_out = if walked.left_out > 0 {
            format!("({} left out) ", walked.left_out)
        } else {
            String::new()
        };
        format!("{left_out}{} {kind} {step}", walked.day)
    };
    walked.iter().map(line).collect()
}

#[test]
fn working_days_over_spring_festival() {
    assert_eq!(
        lines("2026-02-11", "5workdays", PLAIN),
        [
            "2026-02-11 work start",
            "2026-02-12 work 1",
            "2026-02-13 work 2",
            "2026-02-14 work 春节 3",
            "2026-02-15 rest 春节 -",
            "2026-02-16 rest 春节 -",
            "2026-02-17 rest 春节 -",
            "2026-02-18 rest 春节 -",
            "2026-02-19 rest 春节 -",
            "2026-02-20 rest 春节 -",
            "2026-02-21 rest 春节 -",
            "2026-02-22 rest 春节 -",
            "2026-02-23 rest 春节 -",
            "2026-02-24 work 4",
            "2026-02-25 work 5",
        ]
    );
}

#[test]
fn a_start_that_counts_is_the_first_day() {
    assert_eq!(
        lines("2022-05-07", "2workdays", INCLUSIVE),
        ["2022-05-07 work 劳动节 1", "2022-05-08 rest -", "2022-05-09 work 2"]
    );
    assert_eq!(lines("2023-11-15", "1d", INCLUSIVE), ["2023-11-15 work 1"]);
}

#[test]
fn months_show_that_they_are_counted_from_the_anchor() {
    assert_eq!(
        lines("2026-01-31", "3m", PLAIN),
        [
            "2026-01-31 rest start",
            "2026-02-28 work 春节 1",
            "2026-03-31 work 2",
            "2026-04-30 work 3"
        ]
    );
}

#[test]
fn a_roll_is_shown_after_the_last_day() {
    assert_eq!(
        lines("2024-06-27", "2d", rolling(Roll::NextWorkday)),
        [
            "2024-06-27 work start",
            "2024-06-28 work 1",
            "2024-06-29 rest 2",
            "2024-06-30 rest -",
            "2024-07-01 work +1"
        ]
    );
    assert_eq!(
        lines("2026-04-01", "1w", rolling(Roll::ExtendByHolidays)),
        [
            "2026-04-01 work start",
            "2026-04-08 work 1",
            "2026-04-09 work +1",
            "2026-04-10 work +2",
            "2026-04-11 rest -",
            "2026-04-12 rest -",
            "2026-04-13 work +3",
        ]
    );
}

#[test]
fn natural_time_walks_into_unpublished_years() {
    assert_eq!(
        lines("2026-06-01", "2y", PLAIN),
        ["2026-06-01 work start", "2027-06-01 unpublished 1", "2028-06-01 unpublished 2"]
    );
}

#[test]
fn a_long_walk_keeps_its_two_ends() {
    let walked = lines("2024-01-01", "366d", PLAIN);
    assert_eq!(walked.len(), LISTED);
    assert_eq!(walked.first().unwrap(), "2024-01-01 rest 元旦 start");
    assert_eq!(walked.get(29).unwrap(), "2024-01-30 work 29");
    // 367 entries with the start, 307 of them left out: 30 to 336.
    assert_eq!(walked.get(30).unwrap(), "(307 left out) 2024-12-03 work 337");
    assert_eq!(walked.last().unwrap(), "2025-01-01 rest 元旦 366");
}

#[test]
fn a_walk_of_zero_is_its_start() {
    assert_eq!(lines("2024-05-06", "0workdays", INCLUSIVE), ["2024-05-06 work start"]);
}

#[test]
fn a_walk_fails_as_its_count_does() {
    let unpublished = Err(CountError::Unpublished(Unpublished { year: 2027 }));
    assert_eq!(walk(day("2026-12-27"), period("5workdays"), PLAIN, &CN), unpublished);
    assert_eq!(
        walk(day("2026-12-27"), period("4294967295d"), PLAIN, &CN),
        Err(CountError::OutOfRange)
    );
}
