//! What rules can say, by its results.

use super::bench::{answer, answer_of};

#[test]
fn arithmetic_on_whole_numbers_is_checked() {
    assert_eq!(answer("x + 2 * 3 - 1"), "10");
    assert_eq!(answer("7 / 2 + 7 % 2 + -7 / 2"), "1");
    assert_eq!(answer("-7 % 3"), "-1");
    assert_eq!(answer("largest + 1"), "Overflow at largest + 1");
    assert_eq!(answer("(0 - largest) - 2"), "Overflow at (0 - largest) - 2");
    assert_eq!(answer("largest * 2"), "Overflow at largest * 2");
    assert_eq!(answer("(-largest - 1) / -1"), "Overflow at (-largest - 1) / -1");
    assert_eq!(answer("x % zero"), "DivisionByZero at x % zero");
    assert_eq!(answer("-9223372036854775807 - 1"), "-9223372036854775808");
}

#[test]
fn money_and_shares_are_exact() {
    assert_eq!(answer("money(\"0.10\") + money(\"0.20\") == money(\"0.3\")"), "true");
    assert_eq!(answer("money(\"50万元\") - money(\"0.01\")"), "499999.99");
    assert_eq!(answer("money(\"0.5 亿元\")"), "50000000");
    assert_eq!(answer("cost * 2 + 1 * cost"), "3001.50");
    assert_eq!(answer("cost * rate"), "250.1250");
    assert_eq!(answer("cost / 2"), "500.25");
    assert_eq!(answer("cost / money(\"2001\")"), "0.50");
    assert_eq!(answer("cost / zero"), "DivisionByZero at cost / zero");
    assert_eq!(
        answer("rate * 4 == 1 && rate < 1 && 1 > rate && decimal(\"0.25\") == rate"),
        "true"
    );
    assert_eq!(answer("-cost < money(\"0\")"), "true");
    assert_eq!(answer("max(cost, money(\"1000.51\"))"), "1000.51");
    assert_eq!(answer("min(rate, decimal(\"0.3\"))"), "0.25");
}

/// Two thirds of three are two, not a little less: a share that no decimal holds stays a fraction.
#[test]
fn fractions_are_exact() {
    assert_eq!(answer("2 > decimal(\"2/3\") * 3"), "false");
    assert_eq!(answer("2 >= decimal(\"2/3\") * 3 && decimal(\"2/3\") * 3 == 2"), "true");
    assert_eq!(
        answer("rate / 3 * 3 == rate && rate / 3 < decimal(\"0.08333333333333333333333334\")"),
        "true"
    );
    assert_eq!(answer("money(\"2\") / money(\"3\") == decimal(\"4/6\")"), "true");
    assert_eq!(answer("decimal(\"1/3\") + decimal(\"1/6\")"), "0.5");
    assert_eq!(answer("money(\"300\") * decimal(\"2/3\") == money(\"200\")"), "true");
    assert_eq!(answer("money(\"300\") / decimal(\"2/3\") == money(\"450\")"), "true");
    assert_eq!(
        answer(
            "-decimal(\"2/3\") < 0 && min(decimal(\"2/3\"), decimal(\"0.7\")) < rate + decimal(\"5/12\") + decimal(\"1/7\")"
        ),
        "true"
    );
    assert_eq!(
        answer("decimal(\"30%\") == decimal(\"3成\") && decimal(\"0.3\") == decimal(\"3/10\")"),
        "true"
    );
    assert_eq!(answer("decimal(\"2/3\") / zero"), "DivisionByZero at decimal(\"2/3\") / zero");
    let product = "largest * decimal(\"2/3\")";
    assert_eq!(answer(product), format!("Overflow at {product}"));
}

/// 28 digits hold; beyond them the crate would round in silence.
#[test]
fn a_decimal_that_would_be_rounded_is_a_fault() {
    let large = "decimal(\"99999999999999999999999999\")";
    assert_eq!(answer(&format!("{large} + decimal(\"0.01\")")), "99999999999999999999999999.01");
    let sum = format!("{large} + decimal(\"0.0000000001\")");
    assert_eq!(answer(&sum), format!("Overflow at {sum}"));
    let product = format!("{large} * {large}");
    assert_eq!(answer(&product), format!("Overflow at {product}"));
}

#[test]
fn days_and_periods() {
    assert_eq!(answer("opened + years(3)"), "2024-05-11");
    assert_eq!(answer("date(\"2024-01-31\") + months(1)"), "2024-02-29");
    assert_eq!(answer("opened - weeks(1)"), "2021-05-04");
    assert_eq!(answer("as_of - opened"), "1095");
    assert_eq!(answer("opened + param.notice"), "?calendar/2021");
    assert_eq!(answer("year(opened) * 10000 + month(opened) * 100 + day(opened)"), "20210511");
    assert_eq!(answer("opened.year()"), "2021");
    assert_eq!(answer("opened < as_of && as_of == date(\"2024-05-10\")"), "true");
    assert_eq!(answer("param.min_years.count + param.min_years.months"), "39");
    assert_eq!(answer("param.weeks.days"), "14");
    assert_eq!(answer("param.min_months.years"), "UnitsDiffer at param.min_months.years");
    assert_eq!(
        answer("param.min_months < param.min_years && param.min_years == months(36)"),
        "true"
    );
    assert_eq!(answer("param.notice > years(1)"), "UnitsDiffer at param.notice > years(1)");
    assert_eq!(answer("days(14) == param.weeks"), "true");
    // A count may be computed; a period has no sign and no more than 32 bits.
    assert_eq!(answer("date(\"2024-01-31\") + months(x - 4)"), "2024-02-29");
    assert_eq!(answer("years(opened, as_of) < years(年限)"), "true");
    assert_eq!(answer("years(n) == years(3)"), "?n");
    assert_eq!(answer("days(zero - 1) == days(1)"), "Overflow at days(zero - 1)");
    assert_eq!(answer("days(largest) == days(1)"), "Overflow at days(largest)");
}

/// 2021-05-11 to 2024-05-10: one day short of three years.
#[test]
fn elapsed_time_is_compared_to_the_day() {
    assert_eq!(answer("years(opened, as_of) >= param.min_years"), "false");
    assert_eq!(answer("years(opened, as_of + days(1)) >= param.min_years"), "true");
    assert_eq!(answer("param.min_years > years(opened, as_of)"), "true");
    // 超过 and 以内 count days, not whole years: three years and a day are more than three years.
    assert_eq!(answer("years(opened, date(\"2024-05-11\")) > years(3)"), "false");
    assert_eq!(answer("years(opened, date(\"2024-05-12\")) > years(3)"), "true");
    assert_eq!(answer("years(opened, date(\"2024-05-12\")) <= years(3)"), "false");
    assert_eq!(answer("years(opened, as_of) >= months(35)"), "true");
    assert_eq!(answer("days(opened, as_of) <= weeks(200)"), "true");
    assert_eq!(answer("months(opened, as_of).count"), "35");
    assert_eq!(answer("years(opened, as_of).count"), "2");
    assert_eq!(answer("days(as_of, opened).count"), "-1095");
    assert_eq!(
        answer("years(opened, as_of) >= param.notice"),
        "UnitsDiffer at years(opened, as_of) >= param.notice",
    );
}

/// In the year before 2024-05-10: from 2023-05-11, for the day that a year earlier ended is not
/// part of it.
#[test]
fn a_day_lies_within_a_period_that_ends() {
    // As of 2024-05-10. From 2023-05-10 one year runs to 2024-05-10, that day included.
    let within = |day: &str| answer(&format!("within(date(\"{day}\"), years(1), as_of)"));
    assert_eq!(within("2023-05-09"), "false");
    assert_eq!(within("2023-05-10"), "true");
    assert_eq!(within("2024-05-10"), "true");
    assert_eq!(within("2024-05-11"), "false");
    // The period counts from `opened`, whose year has no table here.
    assert_eq!(answer("within(opened, param.notice, as_of)"), "?calendar/2021");
}

#[test]
fn choices_and_texts() {
    assert_eq!(answer("kind == \"shop\" && \"school\" != kind"), "true");
    assert_eq!(answer("kind in [\"school\", \"shop\"]"), "true");
    assert_eq!(answer("kind !in [\"school\", \"farm\"]"), "true");
    assert_eq!(answer("kind in param.kinds && !(\"farm\" in param.kinds)"), "true");
    assert_eq!(answer("label == \"west wing\" && label in [\"west wing\"]"), "true");
    assert_eq!(answer("label == \"West wing\""), "false");
    assert_eq!(
        answer("lookup(param.points, kind, size) + lookup(param.points, \"school\", size)"),
        "12"
    );
    assert_eq!(answer("lookup(param.points, \"farm\", size)"), "?points of farm");
    assert_eq!(answer("lookup(param.points, kind_2, size)"), "?kind_2");
    assert_eq!(answer("subject == owner.subject"), "false");
}

#[test]
fn names_of_any_script() {
    assert_eq!(answer("年限 >= 3 && 馆.面积 > 500"), "true");
    assert_eq!(answer_of("fn 规则() { 够了(年限) } fn 够了(数) { 数 >= 3 }"), "true");
}

#[test]
fn statements_loops_and_variables() {
    assert_eq!(answer("let a = 1; while a < 100 { a *= 2; } a"), "128");
    assert_eq!(answer("let a = 0; loop { a += 1; if a == 7 { break; } } a"), "7");
    let odd = "let a = 0; let s = 0; while a < 9 { a += 1; if a % 2 == 0 { continue; } s += a; } s";
    assert_eq!(answer(odd), "25");
    assert_eq!(answer("let a = 3; { let a = 4; a += 1; } a"), "3");
    assert_eq!(answer("let a = 3; let a = a + 1; a"), "4");
    assert_eq!(answer("if x > 9 { 1 } else if x > 4 { 2 } else { 3 }"), "2");
    assert_eq!(answer("if x > 4 { return 1; } 2"), "1");
    assert_eq!(answer("let k = kind; if k == \"shop\" { k } else { \"farm\" }"), "shop");
    assert_eq!(answer("const A = 3; A * A"), "9");
    assert_eq!(
        answer("let total = money(\"0\"); for a in visits { total += a.cost; } total"),
        "150"
    );
}

#[test]
fn helper_functions_are_typed_at_each_call() {
    let text = "fn rule() { same(x, 5) && same(label, label) && same(opened, opened) }
        fn same(a, b) { a == b }";
    assert_eq!(answer_of(text), "true");
    let text = "fn rule() { twice(x) + twice(twice(1)) } fn twice(a) { a * 2 }";
    assert_eq!(answer_of(text), "14");
    let text = "fn rule() { first_dear(visits) } fn first_dear(l) { for a in l { if dear(a) { return a.when; } } as_of }
        fn dear(a) { a.cost < money(\"60\") }";
    assert_eq!(answer_of(text), "2024-01-10");
}

#[test]
fn queries() {
    assert_eq!(answer("has_entry(\"loans\", #{ kind: kind })"), "true");
    assert_eq!(answer("has_entry(\"loans\", #{ kind: \"farm\" })"), "false");
    assert_eq!(answer("has_entry(\"loans\") && count(\"loans\") == 7"), "true");
    assert_eq!(answer("has_entry(\"loans\", #{ kind: kind_2 })"), "?kind_2");
}

/// A reading asks one rule in the place of another: in conditions, in other rules, of rows, and in
/// expressions. Only the other itself may still ask the one.
#[test]
fn a_rule_can_be_asked_in_the_place_of_another() {
    use super::bench::{Bench, file};
    use crate::rule::*;
    let text =
        "fn asks() { one() && none(visits, \"row_one\") } fn one() { f } fn other() { t || one() }
                fn row_one(visit) { visit.serious } fn row_other(visit) { !visit.serious && f }";
    let (definitions, _) = parse_rules(crate::ident::Id::new(0), &file(text));
    let (mut library, _) = Library::new(definitions);
    let answer = |library: &Library| {
        let mut bench = Bench::new();
        let mut pool = std::mem::take(&mut bench.pool);
        let asks = library.get("asks").expect("a rule");
        let rule = compile_rule(library, asks, &bench, &mut pool, None).expect("it compiles");
        bench.pool = pool;
        evaluate(&rule, &mut bench, &mut Budget::new(1000)).expect("no fault")
    };
    assert_eq!(answer(&library), Outcome::Known(Value::Bool(false)));
    let pair = |name: &str, by: &str| (name.to_owned(), by.to_owned());
    library.ask_instead(vec![pair("one", "other"), pair("row_one", "row_other")]);
    assert_eq!(answer(&library), Outcome::Known(Value::Bool(true)));
}
