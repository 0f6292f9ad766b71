//! What a table refuses: every fault of the data, all at once.

use super::*;

const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

fn year(year: i32, days: &[(&str, Irregular)]) -> PublishedYear {
    let days = days
        .iter()
        .map(|&(text, kind)| IrregularDay { day: day(text), kind, name: "节".into() })
        .collect();
    PublishedYear { year, notice: "通知".into(), days }
}

#[track_caller]
fn refuses(years: Vec<PublishedYear>, expected: &[TableError]) {
    assert_eq!(Table::new("v", &WEEKEND, years).unwrap_err(), expected);
}

#[test]
fn a_make_up_day_must_be_a_day_of_rest() {
    let (monday, weekday) = (day("2026-01-05"), Weekday::Monday);
    refuses(
        vec![year(2026, &[("2026-01-04", Irregular::MakeUp), ("2026-01-05", Irregular::MakeUp)])],
        &[TableError::MakeUpNotOnRestDay { day: monday, weekday }],
    );
}

#[test]
fn a_day_lies_in_its_year() {
    let outside = day("2025-12-31");
    refuses(
        vec![year(2026, &[("2025-12-31", Irregular::Holiday)])],
        &[TableError::OutsideItsYear { year: 2026, day: outside }],
    );
}

#[test]
fn no_day_and_no_year_comes_twice() {
    let twice = [("2026-01-04", Irregular::Holiday), ("2026-01-04", Irregular::MakeUp)];
    refuses(vec![year(2026, &twice)], &[TableError::DayTwice { day: day("2026-01-04") }]);
    refuses(vec![year(2026, &[]), year(2026, &[])], &[TableError::YearTwice { year: 2026 }]);
}

#[test]
fn every_fault_is_told_in_the_order_of_the_data() {
    refuses(
        vec![
            year(1899, &[]),
            year(2026, &[("2026-01-05", Irregular::MakeUp), ("2027-01-01", Irregular::Holiday)]),
        ],
        &[
            TableError::YearOutOfRange { year: 1899 },
            TableError::MakeUpNotOnRestDay { day: day("2026-01-05"), weekday: Weekday::Monday },
            TableError::OutsideItsYear { year: 2026, day: day("2027-01-01") },
        ],
    );
}

#[test]
fn the_order_of_the_data_does_not_matter() {
    let ascending = [("2026-01-01", Irregular::Holiday), ("2026-01-04", Irregular::MakeUp)];
    let descending = [("2026-01-04", Irregular::MakeUp), ("2026-01-01", Irregular::Holiday)];
    let one = Table::new("v", &WEEKEND, vec![year(2025, &[]), year(2026, &ascending)]);
    let other = Table::new("v", &WEEKEND, vec![year(2026, &descending), year(2025, &[])]);
    assert_eq!(one, other);
}

#[test]
fn an_empty_table_knows_no_year() {
    let empty = Table::new("v", &WEEKEND, Vec::new()).unwrap();
    assert_eq!(empty.last_published(), None);
    assert_eq!(empty.is_workday(day("2026-05-06")), Err(Unpublished { year: 2026 }));
    assert!(!empty.provisional(day("2026-12-31")));
}

#[test]
fn the_weekly_rest_is_data() {
    let table = Table::new("v", &[Weekday::Friday], vec![year(2026, &[])]).unwrap();
    assert_eq!(table.kind(day("2026-05-08")), Ok(DayKind::Weekend)); // a Friday
    assert_eq!(table.kind(day("2026-05-09")), Ok(DayKind::Workday));
}
