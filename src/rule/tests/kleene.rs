//! The three values and their causes.

use super::bench::{answer, answer_of};

/// Kleene's strong tables, written out: `t`, `f` and the unknown `u`.
#[test]
fn and_or_not_follow_kleene_in_both_orders() {
    let table = [
        ("t", "t", "true", "true"),
        ("t", "f", "false", "true"),
        ("t", "u", "?u", "true"),
        ("f", "f", "false", "false"),
        ("f", "u", "false", "?u"),
        ("u", "v", "?u,v", "?u,v"),
        ("u", "u", "?u", "?u"),
    ];
    for (left, right, and, or) in table {
        let turned = |answer: &str| match answer {
            "?u,v" => "?v,u".to_owned(),
            answer => answer.to_owned(),
        };
        assert_eq!(answer(&format!("{left} && {right}")), and, "{left} && {right}");
        assert_eq!(answer(&format!("{right} && {left}")), turned(and), "{right} && {left}");
        assert_eq!(answer(&format!("{left} || {right}")), or, "{left} || {right}");
        assert_eq!(answer(&format!("{right} || {left}")), turned(or), "{right} || {left}");
    }
    assert_eq!(answer("!t"), "false");
    assert_eq!(answer("!f"), "true");
    assert_eq!(answer("!u"), "?u");
}

#[test]
fn a_decided_clause_contributes_no_cause() {
    assert_eq!(answer("(u && f) || v"), "?v");
    assert_eq!(answer("v || (f && u)"), "?v");
    assert_eq!(answer("(u || t) && (v && w)"), "?v,w");
    assert_eq!(answer("u && v && f"), "false");
    assert_eq!(answer("u && (v || w) && v"), "?u,v,w");
}

#[test]
fn every_operation_on_unknown_is_unknown_with_all_causes() {
    assert_eq!(answer("n + m > 3"), "?n,m");
    assert_eq!(answer("n == n"), "?n");
    assert_eq!(answer("-n < x"), "?n");
    assert_eq!(answer("kind_2 == \"shop\""), "?kind_2");
    assert_eq!(answer("kind_2 in [\"shop\"]"), "?kind_2");
    assert_eq!(answer("!(kind_2 in [\"shop\"])"), "?kind_2");
    assert_eq!(answer("kind_2 in param.kinds"), "?kind_2");
    assert_eq!(answer("years(opened, closed) >= param.unset"), "?closed,param.unset");
    assert_eq!(answer("max(n, x) > 3"), "?n");
}

#[test]
fn given_is_never_unknown() {
    assert_eq!(answer("given(u)"), "false");
    assert_eq!(answer("given(t) && !given(n) && given(f)"), "true");
    assert_eq!(answer("given(u && f)"), "true");
    assert_eq!(answer("given(lost_visits) || v"), "?v");
}

#[test]
fn an_unknown_condition_chooses_what_both_ways_agree_on() {
    assert_eq!(answer("if u { 3 } else { 1 + 2 }"), "3");
    assert_eq!(answer("if u { 3 } else { 4 }"), "?u");
    assert_eq!(answer("if u { n } else { 4 }"), "?u,n");
    assert_eq!(answer("if u { let a = 2; a + 1 } else if v { 3 } else { 3 }"), "3");
    assert_eq!(answer("if t { 3 } else { n }"), "3");
    // Had the condition been known, the division might not have been made.
    assert_eq!(answer("if u { x / zero } else { 4 }"), "?u");
}

#[test]
fn an_unknown_condition_of_a_statement_makes_the_function_unknown() {
    assert_eq!(answer("if u { return true; } f"), "?u");
    assert_eq!(answer("let a = 1; if u { a = 2; } a == 3"), "?u");
    assert_eq!(answer("while u { return true; } f"), "?u");
    assert_eq!(answer("for a in lost_visits { return true; } f"), "?lost_visits");
    let text = "fn rule() { helper() || t } fn helper() { if u { return false; } t }";
    assert_eq!(answer_of(text), "true");
}

#[test]
fn causes_come_from_where_a_variable_is_used() {
    assert_eq!(answer("let a = u; let b = a && f; v || b"), "?v");
    assert_eq!(answer("let a = u; let b = v; b || a"), "?v,u");
    assert_eq!(answer("let a = n + m; let b = n; b == 1 || f"), "?n");
    assert_eq!(answer("let a = n; a = 3; a == 3"), "true");
    let text = "fn rule() { second(u, v) || w } fn second(a, b) { b }";
    assert_eq!(answer_of(text), "?v,w");
}

#[test]
fn causes_before_a_return_are_forgotten() {
    assert_eq!(
        answer_of("fn rule() { w || g() } fn g() { u || if t { return v; } else { f } }"),
        "?w,v"
    );
    assert_eq!(
        answer_of("fn rule() { w || g() } fn g() { u || if t { return f; } else { f } }"),
        "?w"
    );
}

#[test]
fn a_fault_is_a_fault_on_either_side() {
    assert_eq!(answer("f && x / zero == 1"), "DivisionByZero at x / zero");
    assert_eq!(answer("x / zero == 1 && f"), "DivisionByZero at x / zero");
    assert_eq!(answer("if zero != 0 { x / zero == 1 } else { f }"), "false");
}
