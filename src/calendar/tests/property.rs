//! Second opinions: a slow and obvious reference, day by day from the file's own rows, against the
//! counting on random days.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

use super::*;

/// Whether the file's rows say that a day is worked, without [`Table`].
fn is_worked(date: NaiveDate) -> bool {
    let entry = FILE.years.get(&date.year().to_string()).unwrap().days.get(&date.to_string());
    match entry {
        Some(Entry::Holiday(_)) => false,
        Some(Entry::MakeUp(_)) => true,
        None => date.weekday().number_from_monday() <= 5,
    }
}

fn date(day: Day) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month(), day.day()).unwrap()
}

fn civil(date: NaiveDate) -> Day {
    Day::ymd(date.year(), date.month(), date.day()).unwrap()
}

/// A day whose count of up to 120 working days stays in the published years.
fn published_day() -> impl Strategy<Value = Day> {
    (0_i64..8_000).prop_map(|offset| day("2004-03-01").plus_days(offset).unwrap())
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_i64..100_000).prop_map(|offset| Day::MIN.plus_days(offset).unwrap())
}

fn working_day() -> impl Strategy<Value = Day> {
    published_day().prop_map(|start| {
        let worked = date(start).iter_days().find(|&date| is_worked(date));
        civil(worked.unwrap())
    })
}

fn day_of_every_month() -> impl Strategy<Value = Day> {
    (1900_i32..2150, 1_u32..=12, 1_u32..=28)
        .prop_map(|(year, month, day)| Day::ymd(year, month, day).unwrap())
}

fn workdays(count: u32) -> Period {
    Period { count, unit: Unit::Workdays }
}

proptest! {
    #[test]
    fn working_days_are_counted_one_by_one(
        start in published_day(),
        count in 1_u32..120,
        include_start: bool,
    ) {
        let mut today = date(start);
        let mut left = count;
        if include_start && is_worked(today) {
            left -= 1;
        }
        while left > 0 {
            today = today.succ_opt().unwrap();
            if is_worked(today) {
                left -= 1;
            }
        }
        let counting = Counting { include_start, roll: Roll::None };
        let counted = last_day(start, workdays(count), counting, &CN).unwrap();
        prop_assert_eq!(counted.last, civil(today));
    }

    #[test]
    fn the_bit_and_the_kind_agree_with_the_file(day in published_day()) {
        prop_assert_eq!(CN.is_workday(day), Ok(is_worked(date(day))));
        prop_assert_eq!(CN.kind(day).map(DayKind::is_workday), Ok(is_worked(date(day))));
    }

    #[test]
    fn back_undoes_forward_from_a_working_day(start in working_day(), count in 1_u32..120) {
        let last = last_day(start, workdays(count), PLAIN, &CN).unwrap().last;
        prop_assert_eq!(first_day_back(last, workdays(count), PLAIN, &CN).unwrap().last, start);
        prop_assert_eq!(workdays_between(start, last, &CN), Ok(i64::from(count)));
        prop_assert_eq!(workdays_between(last, start, &CN), Ok(-i64::from(count)));
        let last = last_day(start, workdays(count), INCLUSIVE, &CN).unwrap().last;
        prop_assert_eq!(first_day_back(last, workdays(count), INCLUSIVE, &CN).unwrap().last, start);
    }

    #[test]
    fn back_undoes_forward_in_days_and_weeks(
        start in any_day(),
        count in 0_u32..1_000,
        include_start: bool,
        weeks: bool,
    ) {
        let period = Period { count, unit: if weeks { Unit::Weeks } else { Unit::Days } };
        let counting = Counting { include_start, roll: Roll::None };
        let last = last_day(start, period, counting, &CN).unwrap().last;
        prop_assert_eq!(first_day_back(last, period, counting, &CN).unwrap().last, start);
        let steps = i64::from(count) * if weeks { 7 } else { 1 };
        let counted_in = i64::from(include_start && count > 0);
        prop_assert_eq!(start.days_until(last), steps - counted_in);
    }

    #[test]
    fn back_undoes_forward_in_months_where_no_day_is_missing(
        start in day_of_every_month(),
        count in 0_u32..200,
        include_start: bool,
    ) {
        let period = Period { count, unit: Unit::Months };
        let counting = Counting { include_start, roll: Roll::None };
        let last = last_day(start, period, counting, &CN).unwrap().last;
        prop_assert_eq!(first_day_back(last, period, counting, &CN).unwrap().last, start);
    }

    #[test]
    fn a_month_ends_in_the_right_month_on_the_day_or_its_last(
        start in any_day(),
        count in 1_u32..300,
    ) {
        let last = last_day(start, Period { count, unit: Unit::Months }, PLAIN, &CN).unwrap().last;
        let months = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month());
        prop_assert_eq!(months(last) - months(start), i64::from(count));
        prop_assert!(last.day() == start.day() || last.day() < start.day() && last.next().day() == 1);
        prop_assert_eq!(whole_months(start, last), i64::from(count));
        prop_assert_eq!(whole_months(start, last.previous()), i64::from(count) - 1);
    }

    #[test]
    fn a_rolled_day_is_worked_and_nothing_worked_was_passed(
        start in published_day(),
        count in 1_u32..60,
    ) {
        let period = Period { count, unit: Unit::Days };
        let plain = last_day(start, period, PLAIN, &CN).unwrap().last;
        let rolled = last_day(start, period, rolling(Roll::NextWorkday), &CN).unwrap().last;
        prop_assert!(is_worked(date(rolled)));
        prop_assert!(date(plain).iter_days().take_while(|&date| civil(date) < rolled).all(|date| !is_worked(date)));
        // Under the reading that 法定休假日 holds weekends, 民法典 203 says the same.
        let by_code = last_day(start, period, rolling(Roll::NextDayAfterHoliday), &CN).unwrap().last;
        prop_assert_eq!(by_code, rolled);
        let extended = last_day(start, period, rolling(Roll::ExtendByHolidays), &CN).unwrap().last;
        prop_assert!(extended >= rolled && is_worked(date(extended)));
    }

    #[test]
    fn a_walk_ends_where_the_count_ends(
        start in published_day(),
        count in 1_u32..120,
        unit in 0_usize..3,
        roll in 0_usize..4,
        include_start: bool,
    ) {
        let unit = [Unit::Workdays, Unit::Days, Unit::Weeks][unit];
        let period = Period { count: if unit == Unit::Weeks { count / 7 + 1 } else { count }, unit };
        let counting = Counting { include_start, roll: Roll::ALL[roll] };
        let walked = walk(start, period, counting, &CN).unwrap();
        prop_assert_eq!(walked.last().unwrap().day, last_day(start, period, counting, &CN).unwrap().last);
        prop_assert!(walked.len() <= LISTED);
        prop_assert!(walked.is_sorted_by(|one, other| one.day < other.day));
    }

    #[test]
    fn no_text_makes_the_parsers_fail(text in "\\PC{0,12}") {
        if let Some(day) = Day::parse(&text) {
            prop_assert_eq!(day.to_string(), text.clone());
        }
        if let Some(period) = Period::parse(&text) {
            prop_assert_eq!(Period::parse(&period.to_string()), Some(period));
        }
    }

    #[test]
    fn a_day_is_read_back_as_it_is_written(day in any_day()) {
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        prop_assert_eq!(day.next().previous(), day);
    }
}

#[test]
fn make_up_days_are_all_on_weekends() {
    for year in CN.years() {
        for irregular in CN.irregular_days(year).unwrap() {
            let weekend = matches!(irregular.day.weekday(), Weekday::Saturday | Weekday::Sunday);
            assert!(irregular.kind == Irregular::Holiday || weekend, "{}", irregular.day);
        }
    }
}
