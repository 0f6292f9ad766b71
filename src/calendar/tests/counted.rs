//! Counting: worked values, real notices, the Civil Code's rules one by one.

use super::*;

#[test]
fn five_working_days_of_notice() {
    // Posted; last day; last day if the posting day counts; last day by Monday to Friday.
    for (posted, last, counted_in, by_weekday) in [
        ("2026-02-11", "2026-02-25", "2026-02-24", "2026-02-18"), // Spring Festival 02-15..23, make-up Sat 02-14
        ("2026-09-21", "2026-09-29", "2026-09-28", "2026-09-28"), // 中秋 Fri 09-25
        ("2026-09-18", "2026-09-24", "2026-09-23", "2026-09-25"), // make-up Sun 09-20: earlier than by weekday
        ("2026-04-30", "2026-05-11", "2026-05-09", "2026-05-07"), // make-up Sat 05-09 is the fourth day
        ("2024-09-27", "2024-10-10", "2024-10-09", "2024-10-04"), // make-up Sun 09-29
        ("2024-02-02", "2024-02-08", "2024-02-07", "2024-02-09"), // make-up Sun 02-04
        ("2023-10-10", "2023-10-17", "2023-10-16", "2023-10-17"), // Wuhu's notice: 10-11 to 10-17
        ("2025-04-14", "2025-04-21", "2025-04-18", "2025-04-21"), // a Guizhou notice: to 04-21
    ] {
        check(posted, "5workdays", PLAIN, last);
        check(posted, "5workdays", INCLUSIVE, counted_in);
        let plain = last_day(day(posted), period("5workdays"), PLAIN, &MONDAY_TO_FRIDAY).unwrap();
        assert_eq!(plain.last, day(by_weekday), "{posted} by weekday");
    }
}

#[test]
fn notices_that_count_the_day_of_posting() {
    // Shandong: posted on Saturday 2022-05-07, a make-up workday, "5月7日至5月12日".
    // 7 Sat, 9 Mon, 10, 11, 12: five.
    check("2022-05-07", "5workdays", INCLUSIVE, "2022-05-12");
    // Hunan: posted Thursday 2023-09-21, "5个工作日（9月21日至27日）": 21, 22, 25, 26, 27.
    check("2023-09-21", "5个工作日", INCLUSIVE, "2023-09-27");
    // A day of rest that is "counted in" is still no working day: Sunday 2024-06-30.
    check("2024-06-30", "1workday", INCLUSIVE, "2024-07-01");
    check("2024-06-30", "1workday", PLAIN, "2024-07-01");
}

#[test]
fn the_first_lawful_day_is_the_day_after() {
    let earliest = |start, text| {
        earliest_after(day(start), period(text), PLAIN, &CN).map(|counted| counted.last)
    };
    assert_eq!(earliest("2026-02-11", "5workdays"), Ok(day("2026-02-26")));
    // A natural day, even a day of rest: it is the floor, not the working hours.
    assert_eq!(earliest("2024-06-28", "1d"), Ok(day("2024-06-30")));
    let at_the_end = earliest_after(Day::MAX.previous(), period("1d"), PLAIN, &CN);
    assert_eq!(at_the_end, Err(CountError::OutOfRange));
}

#[test]
fn natural_days_and_weeks() {
    check("2024-02-20", "10日", PLAIN, "2024-03-01"); // 21..29 are nine, 1 March the tenth
    check("2024-02-20", "10日", INCLUSIVE, "2024-02-29");
    check("2024-05-06", "2周", PLAIN, "2024-05-20"); // Monday to Monday
    check("2024-05-06", "1d", INCLUSIVE, "2024-05-06");
}

#[test]
fn months_end_on_the_corresponding_day_or_the_months_last() {
    // 民法典 202.
    check("2026-01-31", "1个月", PLAIN, "2026-02-28");
    check("2024-01-31", "1个月", PLAIN, "2024-02-29");
    check("2026-01-31", "2个月", PLAIN, "2026-03-31"); // from the anchor: chained it would be the 28th
    check("2025-08-31", "6个月", PLAIN, "2026-02-28");
    check("2024-02-29", "5年", PLAIN, "2029-02-28");
    check("2024-02-29", "4年", PLAIN, "2028-02-29");
}

#[test]
fn a_bar_of_five_years_ends_on_the_anniversary() {
    // The day itself is not counted (201): 2023-11-16 to 2028-11-15, both included.
    check("2023-11-15", "5年", PLAIN, "2028-11-15");
    let free = earliest_after(day("2023-11-15"), period("5年"), PLAIN, &CN).unwrap();
    assert_eq!(free, Counted { last: day("2028-11-16"), rests: Rests::Published });
}

#[test]
fn a_validity_counts_its_first_day() {
    check("2023-11-15", "5年", INCLUSIVE, "2028-11-14"); // as the measure itself says
    check("2020-08-06", "5年", INCLUSIVE, "2025-08-05"); // Guangzhou: "至2025年8月5日届满"
    check("2024-03-01", "1个月", INCLUSIVE, "2024-03-31");
    // No 31 February: the month's last day is the last, and no day has been counted twice (202).
    check("2026-01-31", "1个月", INCLUSIVE, "2026-02-28");
    check("2024-02-29", "5年", INCLUSIVE, "2029-02-28");
    check("2024-02-29", "4年", INCLUSIVE, "2028-02-28");
}

#[test]
fn a_period_of_zero_ends_where_it_starts() {
    // A Sunday, in the year without a notice, under every roll: nothing is counted.
    for roll in Roll::ALL {
        for unit in ["0workdays", "0d", "0w", "0m", "0y"] {
            check("2027-06-06", unit, rolling(roll), "2027-06-06");
        }
    }
}

#[test]
fn an_unpublished_year_fails_closed() {
    // 2026-12-28 Mon to 31 Thu are four working days by today's table; the fifth needs 2027.
    check("2026-12-27", "4workdays", PLAIN, "2026-12-31");
    let unpublished = Err(CountError::Unpublished(Unpublished { year: 2027 }));
    assert_eq!(last_day(day("2026-12-27"), period("5workdays"), PLAIN, &CN), unpublished);
    assert_eq!(last_day(day("2027-03-01"), period("1workday"), PLAIN, &CN), unpublished);
    // A roll needs to know whether the last day is one of rest.
    for roll in [Roll::NextDayAfterHoliday, Roll::NextWorkday, Roll::ExtendByHolidays] {
        assert_eq!(last_day(day("2026-12-20"), period("30d"), rolling(roll), &CN), unpublished);
    }
    // The extension reads the whole period, hence also its beginning.
    let early = last_day(day("2003-12-15"), period("30d"), rolling(Roll::ExtendByHolidays), &CN);
    assert_eq!(early, Err(CountError::Unpublished(Unpublished { year: 2003 })));
    let back = first_day_back(day("2027-01-05"), period("3workdays"), PLAIN, &CN);
    assert_eq!(back, unpublished);
}

#[test]
fn natural_time_needs_no_table() {
    check("2026-12-20", "30d", PLAIN, "2027-01-19");
    check("2026-12-31", "2周", PLAIN, "2027-01-14");
    check("2022-06-01", "5年", PLAIN, "2027-06-01");
    let far = last_day(day("2199-12-31"), period("1y"), PLAIN, &CN).unwrap();
    assert_eq!(far, Counted { last: Day::MAX, rests: Rests::Published });
}

#[test]
fn outside_the_range_is_said_so() {
    for text in ["4294967295d", "4294967295w", "4294967295m", "4294967295y", "202y"] {
        assert_eq!(
            last_day(day("2024-01-01"), period(text), PLAIN, &CN),
            Err(CountError::OutOfRange),
            "{text}"
        );
        let back = first_day_back(day("2024-01-01"), period("125y"), PLAIN, &CN);
        assert_eq!(back, Err(CountError::OutOfRange), "{text}");
    }
}

#[test]
fn what_rests_on_the_last_december_is_provisional() {
    let provisional = |start, text, counting| {
        last_day(day(start), period(text), counting, &CN)
            .map(|counted| counted.rests == Rests::Provisional)
    };
    assert_eq!(provisional("2026-12-18", "5workdays", PLAIN), Ok(false)); // 21..25
    assert_eq!(provisional("2026-12-21", "5workdays", PLAIN), Ok(true)); // 22..25, 28
    assert_eq!(provisional("2026-12-28", "1workday", INCLUSIVE), Ok(true));
    // The roll asks about the 30th, though it finds a day that is worked.
    assert_eq!(provisional("2026-12-20", "10d", rolling(Roll::NextWorkday)), Ok(true));
    assert_eq!(provisional("2026-12-20", "10d", PLAIN), Ok(false));
    // Saturday the 26th rolls to Monday the 28th.
    assert_eq!(provisional("2026-12-16", "10d", rolling(Roll::NextWorkday)), Ok(true));
    let back = first_day_back(day("2026-12-30"), period("1workday"), PLAIN, &CN).unwrap();
    assert_eq!(back, Counted { last: day("2026-12-29"), rests: Rests::Provisional });
    // A year that has a later notice is settled.
    assert_eq!(provisional("2025-12-26", "3workdays", PLAIN), Ok(false));
    let earliest = earliest_after(day("2026-12-21"), period("5workdays"), PLAIN, &CN).unwrap();
    assert_eq!(earliest.rests, Rests::Provisional);
}

#[test]
fn a_last_day_of_rest_moves_behind_the_rest() {
    // 民法典 203, and by the first working day the same.
    for roll in [Roll::NextDayAfterHoliday, Roll::NextWorkday] {
        check("2024-05-31", "30d", rolling(roll), "2024-07-01"); // Sunday 2024-06-30
        check("2026-09-01", "1个月", rolling(roll), "2026-10-08"); // 1 to 7 October free
        check("2026-02-01", "15d", rolling(roll), "2026-02-24"); // 15 to 23 February free
        check("2024-04-01", "5d", rolling(roll), "2024-04-07"); // Sunday the 7th is a make-up workday
        check("2023-10-01", "6d", rolling(roll), "2023-10-07"); // so is Saturday the 7th itself
        check("2024-05-06", "1d", rolling(roll), "2024-05-07"); // a working day stays
        check("2026-02-11", "5workdays", rolling(roll), "2026-02-25"); // already a working day
    }
    check("2024-05-31", "30d", PLAIN, "2024-06-30");
    // With the start counted, fifteen days from 1 March 2026 end on Sunday the 15th.
    let counting = Counting { include_start: true, roll: Roll::NextWorkday };
    check("2026-03-01", "15d", counting, "2026-03-16");
}

#[test]
fn long_breaks_extend_as_in_the_lists_of_the_tax_authority() {
    // 税收征管法实施细则 109, for tax that is due within fifteen days of the month: the days to which
    // the State Taxation Administration moved each month's deadline. 税总办征科函〔2025〕64号 for 2026.
    for (month, due) in [
        ("2026-01", "2026-01-20"), // 1 to 3 January, three days: 16, 19, 20
        ("2026-02", "2026-02-24"), // the break of 15 to 23 lies inside with one day only
        ("2026-03", "2026-03-16"), // the 15th is a Sunday
        ("2026-04", "2026-04-20"), // 4 to 6 April: 16, 17, 20
        ("2026-05", "2026-05-22"), // 1 to 5 May: 18 to 22
        ("2026-06", "2026-06-15"),
        ("2026-07", "2026-07-15"),
        ("2026-08", "2026-08-17"), // the 15th is a Saturday
        ("2026-09", "2026-09-15"),
        ("2026-10", "2026-10-26"), // 1 to 7 October: 16, 19 to 23, 26
        ("2026-11", "2026-11-16"), // the 15th is a Sunday
        ("2026-12", "2026-12-15"),
        ("2024-01", "2024-01-15"), // of 30 December to 1 January one day lies inside
        ("2024-02", "2024-02-23"), // 10 to 17 February lies inside with six days: 18 (made up), 19 to 23
        ("2024-03", "2024-03-15"),
        ("2024-04", "2024-04-18"), // 4 to 6 April
        ("2024-05", "2024-05-22"), // 1 to 5 May
        ("2024-06", "2024-06-19"), // 8 to 10 June, a weekend and 端午: 17, 18, 19
        ("2024-07", "2024-07-15"),
        ("2024-08", "2024-08-15"),
        ("2024-09", "2024-09-18"), // 15 to 17 September lies inside with one day
        ("2024-10", "2024-10-24"), // 1 to 7 October
        ("2024-11", "2024-11-15"),
        ("2024-12", "2024-12-16"), // the 15th is a Sunday
    ] {
        let counting = Counting { include_start: true, roll: Roll::ExtendByHolidays };
        check(&format!("{month}-01"), "15d", counting, due);
    }
    // A period in working days has left the break out already.
    check("2026-02-11", "5workdays", rolling(Roll::ExtendByHolidays), "2026-02-25");
}

#[test]
fn counting_back_from_a_day() {
    let back = |end, text, counting| {
        first_day_back(day(end), period(text), counting, &CN).map(|counted| counted.last)
    };
    // Five working days before Thursday 2026-02-26: 25, 24, 14 (made up), 13, 12.
    assert_eq!(back("2026-02-26", "5workdays", PLAIN), Ok(day("2026-02-12")));
    assert_eq!(back("2026-02-26", "5workdays", INCLUSIVE), Ok(day("2026-02-13")));
    assert_eq!(back("2024-03-01", "10d", PLAIN), Ok(day("2024-02-20")));
    assert_eq!(back("2024-03-01", "10d", INCLUSIVE), Ok(day("2024-02-21")));
    assert_eq!(back("2024-05-20", "2w", PLAIN), Ok(day("2024-05-06")));
    assert_eq!(back("2026-03-31", "1m", PLAIN), Ok(day("2026-02-28")));
    assert_eq!(back("2026-03-31", "1m", INCLUSIVE), Ok(day("2026-03-01"))); // the whole of March
    assert_eq!(back("2023-02-28", "1m", INCLUSIVE), Ok(day("2023-02-01"))); // the whole of February
    // Begun on 1 March a month would last to the 31st, begun on 28 February to 27 March.
    assert_eq!(back("2026-03-30", "1m", INCLUSIVE), Ok(day("2026-02-28")));
    assert_eq!(back("2026-02-28", "1m", PLAIN), Ok(day("2026-01-28")));
    assert_eq!(back("2028-11-14", "5y", INCLUSIVE), Ok(day("2023-11-15")));
    assert_eq!(back("2028-02-29", "1y", PLAIN), Ok(day("2027-02-28")));
    assert_eq!(back("2027-06-06", "0workdays", PLAIN), Ok(day("2027-06-06")));
    // The roll plays no part: Sunday 2024-06-30 stays.
    assert_eq!(back("2024-07-10", "10d", rolling(Roll::NextWorkday)), Ok(day("2024-06-30")));
}

#[test]
fn a_year_is_whole_on_its_anniversary() {
    for (from, to, years, months) in [
        ("2021-05-10", "2024-05-10", 3, 36), // 三年以上 includes the day (1259)
        ("2021-05-11", "2024-05-10", 2, 35), // one day short
        ("2024-02-29", "2025-02-28", 1, 12), // a common year
        ("2024-02-29", "2025-02-27", 0, 11),
        ("2024-02-29", "2028-02-28", 3, 47), // a leap year has its 29th
        ("2024-02-29", "2028-02-29", 4, 48),
        ("2026-01-31", "2026-02-28", 0, 1),
        ("2026-01-31", "2026-03-30", 0, 1),
        ("2026-01-31", "2026-03-31", 0, 2),
        ("2024-05-06", "2024-05-06", 0, 0),
        ("2024-05-10", "2021-05-10", -3, -36),
        ("2024-05-10", "2021-05-11", -2, -35),
        ("1900-01-01", "2200-12-31", 300, 3611),
    ] {
        assert_eq!(whole_years(day(from), day(to)), years, "{from} {to}");
        assert_eq!(whole_months(day(from), day(to)), months, "{from} {to}");
    }
}

#[test]
fn working_days_between_two_days() {
    let between = |from, to| workdays_between(day(from), day(to), &CN);
    assert_eq!(between("2026-02-11", "2026-02-25"), Ok(5)); // 12, 13, 14, 24, 25
    assert_eq!(between("2026-02-26", "2026-02-12"), Ok(-5)); // 25, 24, 14, 13, 12
    assert_eq!(between("2026-02-14", "2026-02-23"), Ok(0));
    // Nothing lies between a day and itself, in whatever year.
    assert_eq!(between("2027-01-01", "2027-01-01"), Ok(0));
    assert_eq!(between("2026-12-30", "2027-01-01"), Err(Unpublished { year: 2027 }));
    assert_eq!(between("2027-01-01", "2026-12-30"), Ok(-2)); // 31, 30: the start is not looked up
}

#[test]
fn names_of_rolls_in_data_files() {
    assert_eq!(Roll::parse("none"), Some(Roll::None));
    assert_eq!(Roll::parse("next_day_after_holiday"), Some(Roll::NextDayAfterHoliday));
    assert_eq!(Roll::parse("next_workday"), Some(Roll::NextWorkday));
    assert_eq!(Roll::parse("extend_by_holidays"), Some(Roll::ExtendByHolidays));
    assert_eq!(Roll::parse("None"), None);
    assert_eq!(Counting::default(), PLAIN);
}

/// A year that no notice gives can be assumed as another table has it; whatever is counted by it is
/// marked, and what is published stays as published.
#[test]
fn what_rests_on_an_assumed_year_is_assumed() {
    let year = |year, day_off: &str| PublishedYear {
        year,
        notice: "assumed".into(),
        days: vec![IrregularDay { day: day(day_off), kind: Irregular::Holiday, name: "x".into() }],
    };
    let years = vec![year(2026, "2026-12-28"), year(2027, "2027-01-04")];
    let other = Table::new("o", &[Weekday::Saturday, Weekday::Sunday], years).expect("a table");
    let with = CN.clone().assuming(2027, &other).expect("it has the year");
    // 2026-12-31 is a Thursday: 1 January is no holiday of the other table, 4 January is.
    let counted = |start: &str, text: &str| last_day(day(start), period(text), PLAIN, &with);
    let last = |text: &str, rests| Ok(Counted { last: day(text), rests });
    assert_eq!(counted("2026-12-31", "2workdays"), last("2027-01-05", Rests::Assumed));
    assert_eq!(counted("2026-12-18", "5workdays"), last("2026-12-25", Rests::Published));
    assert_eq!(counted("2026-12-21", "5workdays"), last("2026-12-28", Rests::Provisional));
    assert_eq!(with.assumed().collect::<Vec<_>>(), [2027]);
    // What is published is never assumed: 28 December 2026 stays a workday.
    assert_eq!(with.is_workday(day("2026-12-28")), Ok(true));
    assert_eq!(with.clone().assuming(2026, &other), Err(NotAssumed::Published));
    assert_eq!(with.clone().assuming(2028, &other), Err(NotAssumed::Missing));
    // What is assumed later takes the place of what was assumed before.
    let again = with.assuming(2027, &other).expect("it has the year");
    assert_eq!(again.assumed().collect::<Vec<_>>(), [2027]);
    // Years without a roll rest on no table.
    let years = last_day(day("2024-03-01"), period("3y"), PLAIN, &again);
    assert_eq!(years, last("2027-03-01", Rests::Published));
}
