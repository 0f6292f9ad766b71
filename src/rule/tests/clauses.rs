//! Rules clause by clause: what the parts say together is what the rule says, and what is missing
//! is told as it is by hand.

use proptest::prelude::*;

use super::bench::{Bench, compiled, day};
use crate::rule::*;

/// The clauses of the first function of a file.
fn clauses_of(text: &str) -> Option<Clause> {
    let mut bench = Bench::new();
    let rule = compiled(text, &mut bench).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    explain(&rule, &mut bench, &mut Budget::new(100_000)).ok()?.1
}

fn clause(expression: &str) -> Clause {
    let text = format!("fn rule() {{ {expression} }}");
    clauses_of(&text).unwrap_or_else(|| panic!("{expression}: no clauses"))
}

#[test]
fn what_is_missing_is_counted_from_both_sides() {
    // x is 5, owner.staff is 12, cost is 1000.50.
    let count = |count| Some(Value::Count(count));
    let short = |by| Some(Gap::Short(by));
    assert_eq!(clause("x >= 8").gap(true), count(3).and_then(short));
    assert_eq!(clause("x > 8").gap(true), count(4).and_then(short));
    assert_eq!(clause("x <= 3").gap(true), Some(Gap::Over(Value::Count(2))));
    assert_eq!(clause("x < 3").gap(true), Some(Gap::Over(Value::Count(3))));
    assert_eq!(clause("x >= 5").gap(true), None, "it holds");
    assert_eq!(clause("x >= 5").gap(false), Some(Gap::Over(Value::Count(1))));
    assert_eq!(clause("x == 4").gap(true), None, "no distance is told of equality");
    assert_eq!(clause("n >= 5").gap(true), None, "it is unknown");
    let sum = Value::Money("999.50".parse().expect("a sum"));
    assert_eq!(clause("cost >= money(\"2000元\")").gap(true), Some(Gap::Short(sum)));
}

/// 民法典 202: three years from 2021-05-11 end on 2024-05-11, and 以上 includes that day.
#[test]
fn days_that_are_missing_are_told_with_the_first_day_on_which_it_holds() {
    let end = day("2024-05-11");
    let elapsed = |sign: &str| clause(&format!("years(opened, as_of) {sign} param.min_years"));
    assert_eq!(elapsed(">=").gap(true), Some(Gap::From(1, end)));
    assert_eq!(elapsed(">").gap(true), Some(Gap::From(2, day("2024-05-12"))));
    assert_eq!(elapsed("<").gap(false), Some(Gap::From(1, end)));
    assert_eq!(elapsed("<=").gap(true), None, "it holds");
    // 30 months from 2021-05-11 end on 2023-11-11: 181 days before 2024-05-10.
    let past = clause("years(opened, as_of) <= param.min_months");
    assert_eq!(past.gap(true), Some(Gap::Until(181, day("2023-11-11"))));
    let within = clause("within(opened, param.min_years, as_of)");
    assert_eq!(within.gap(false), Some(Gap::From(2, day("2024-05-12"))));
    let within = clause("within(opened, param.min_months, as_of)");
    assert_eq!(within.gap(true), Some(Gap::Until(181, day("2023-11-11"))));
    let dates = clause("as_of <= date(\"2024-05-01\")");
    assert_eq!(dates.gap(true), Some(Gap::NotAfter(9, day("2024-05-01"))));
    let dates = clause("as_of > date(\"2024-05-10\")");
    assert_eq!(dates.gap(true), Some(Gap::NotBefore(1, day("2024-05-11"))));
}

#[test]
fn functions_rows_and_branches_are_taken_apart() {
    let whole = clauses_of(
        "fn rule() { if t { any(visits, \"grave\") && helper(x) } else { f } }
         fn grave(visit) { visit.serious && visit.when <= as_of }
         fn helper(count) { count >= 3 }",
    )
    .expect("clauses");
    let ClauseKind::Chosen { condition, way: Some(way) } = &whole.kind else { panic!("{whole:?}") };
    assert_eq!((condition.holds, whole.holds), (Some(true), Some(true)));
    let ClauseKind::All(parts) = &way.kind else { panic!("{way:?}") };
    let ClauseKind::Rows { rows, .. } = &parts[0].kind else { panic!("{:?}", parts[0]) };
    let held: Vec<_> = rows.iter().map(|(_, row)| row.holds).collect();
    assert_eq!(held, [Some(false), Some(true)]);
    let ClauseKind::Function { name, body } = &parts[1].kind else { panic!("{:?}", parts[1]) };
    assert_eq!((&**name, body.holds), ("helper", Some(true)));
}

#[test]
fn a_function_that_returns_early_is_one_clause() {
    let whole = clauses_of("fn rule() { early() || f } fn early() { if x > 3 { return t; } f }");
    let ClauseKind::Any(parts) = whole.expect("clauses").kind else { panic!("an or") };
    assert_eq!(parts[0].holds, Some(true));
    let ClauseKind::Function { body, .. } = &parts[0].kind else { panic!("{:?}", parts[0]) };
    assert!(matches!(body.kind, ClauseKind::Value(_)), "{body:?}");
}

/// A condition made of clauses, some of them unknown.
fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("t"),
        Just("f"),
        Just("u"),
        Just("x >= n"),
        Just("x > 3"),
        Just("kind == \"shop\""),
        Just("kind in [\"shop\", \"farm\"]"),
        Just("kind in param.kinds"),
        Just("given(n)"),
        Just("years(opened, as_of) >= param.min_years"),
        Just("years(opened, closed) < param.min_years"),
        Just("within(opened, param.min_months, as_of)"),
        Just("any(visits, \"grave\")"),
        Just("none(gaps, \"grave\")"),
        Just("every(lost_visits, \"grave\")"),
        Just("has_entry(\"loans\", #{ kind: kind })"),
    ];
    leaf.prop_map(str::to_owned).prop_recursive(4, 24, 3, |inner| {
        (inner.clone(), inner.clone(), inner, 0_u8..6).prop_map(|(a, b, c, which)| match which {
            0 => format!("({a} && {b} && {c})"),
            1 => format!("({a} || {b})"),
            2 => format!("!({a})"),
            3 => format!("(if {a} {{ {b} }} else {{ {c} }})"),
            4 => format!("({{ let held = {a}; held && {b} }})"),
            _ => format!("({a} || !({b}))"),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The clauses together say what the rule says, and no clause that is as wanted has a gap.
    #[test]
    fn the_clauses_say_what_the_rule_says(text in condition()) {
        let mut bench = Bench::new();
        let grave = "fn grave(visit) { visit.serious && visit.when <= as_of }";
        let file = format!("fn rule() {{ {text} }} {grave}");
        let rule = compiled(&file, &mut bench);
        prop_assert!(rule.is_ok(), "{file}: {rule:?}");
        let rule = rule.expect("it compiles");
        let whole = evaluate(&rule, &mut bench, &mut Budget::new(100_000));
        let mut left = Budget::new(100_000);
        let (said, parts) = explain(&rule, &mut bench, &mut left).expect("no fault");
        let parts = parts.expect("no return");
        let whole = whole.expect("no fault");
        // One interpreter: the same answer, the same causes, at the same cost.
        prop_assert_eq!(&said, &whole);
        let mut silent = Budget::new(100_000);
        evaluate(&rule, &mut bench, &mut silent).expect("no fault");
        prop_assert_eq!(left.operations, silent.operations, "{}", file);
        let expected = match whole {
            Outcome::Known(Value::Bool(holds)) => Some(holds),
            Outcome::Known(other) => panic!("{other:?}"),
            Outcome::Unknown(_) => None,
        };
        prop_assert_eq!(parts.holds, expected, "{}", file);
        let mut all = vec![&parts];
        while let Some(next) = all.pop() {
            if let Some(holds) = next.holds {
                prop_assert_eq!(next.gap(holds), None);
            } else {
                prop_assert_eq!((next.gap(true), next.gap(false)), (None, None));
            }
            next.for_each_part(&mut |part| all.push(part));
        }
    }
}
