//! Budgets, depths, what a rule reads, and how fast it is.

use super::bench::{Bench, compiled, problems_of};
use crate::rule::*;

fn spent(text: &str, operations: u64) -> (bool, u64) {
    let mut bench = Bench::new();
    let rule = compiled(text, &mut bench).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut budget = Budget::new(operations);
    let answer = evaluate(&rule, &mut bench, &mut budget);
    (matches!(answer, Err(Fault::Budget(_))), operations - budget.operations)
}

#[test]
fn endless_rules_end_with_their_budget() {
    assert_eq!(spent("fn rule() { loop { } }", 10_000), (true, 10_000));
    let (ended, _) = spent("fn rule() { while t { } f }", 10_000);
    assert!(ended);
    let (ended, _) = spent("fn rule() { let a = n; loop { a = a + a; } }", 10_000);
    assert!(ended);
    // Each of 15 functions calls the next twice: 2^15 calls.
    let mut text = String::from("fn rule() { f0(t) }\nfn f15(a) { a }\n");
    for at in 0..15 {
        text.push_str(&format!("fn f{at}(a) {{ f{0}(a) && f{0}(a) }}\n", at + 1));
    }
    let (ended, _) = spent(&text, 10_000);
    assert!(ended);
}

#[test]
fn operations_are_counted_alike_each_time() {
    assert_eq!(spent("fn rule() { x >= 3 && !f }", 100), (false, 6));
    let text = "fn rule() { let a = 0; for b in visits { a += 1; } a }";
    assert_eq!(spent(text, 1000), spent(text, 1000));
    let (ended, used) = spent(text, 1000);
    assert!(!ended);
    assert_eq!(spent(text, used), (false, used));
    assert!(spent(text, used - 1).0);
}

/// The deepest rule that is allowed, on the two megabytes of stack that a thread of the tests has.
#[test]
fn the_deepest_rule_is_compiled_and_evaluated_on_a_small_stack() {
    for (open, close) in
        [("!(", ")"), ("if t { ", " } else { f }"), ("(f || ", ")"), ("given(", ")")]
    {
        let deepest = (1..100)
            .rev()
            .map(|depth| format!("fn rule() {{ {}t{} }}", open.repeat(depth), close.repeat(depth)))
            .find(|text| compiled(text, &mut Bench::new()).is_ok())
            .expect("some depth");
        let (ended, used) = spent(&deepest, 10_000);
        assert!(!ended && used > 20, "{used}: {deepest}");
    }
}

/// Depth adds up over calls, which no limit of the parser sees.
#[test]
fn depth_over_many_functions_is_refused() {
    let inner = |at: usize| format!("{}f{at}(a){}", "!(".repeat(22), ")".repeat(22));
    let mut text = String::from("fn rule() { f0(t) }\nfn f300(a) { a }\n");
    for at in 0..300 {
        text.push_str(&format!("fn f{at}(a) {{ {} }}\n", inner(at + 1)));
    }
    let found = problems_of(&text);
    assert!(found.iter().any(|(_, kind)| *kind == ProblemKind::TooDeep), "{found:?}");
    // Thirteen such functions fit: 13 × 23 nodes and a few.
    let fits = text.replace("fn f13(a) {", "fn f13(a) { a }\nfn g13(a) {");
    assert!(!spent(&fits, 10_000).0);
    // Known instances are deep too: the helpers are compiled once, and called from deep below.
    let late = fits.replace(
        "fn rule() {",
        &format!(
            "fn rule() {{ f0(t) && {}f0(t){} }}\nfn rest() {{",
            "!(".repeat(30),
            ")".repeat(30)
        ),
    );
    assert!(problems_of(&late).iter().any(|(_, kind)| *kind == ProblemKind::TooDeep));
}

#[test]
fn a_rule_tells_what_it_may_read() {
    let mut bench = Bench::new();
    let text = "fn rule() { (if t { u } else { g(n) }) && x == x && has_entry(\"loans\") && lookup(param.points, kind, size) > x }
        fn g(a) { a > owner.staff }";
    let rule = compiled(text, &mut bench).expect("a rule");
    let read: Vec<String> = rule
        .reads
        .iter()
        .map(|(_, span)| text[span.start as usize..span.end as usize].to_owned())
        .collect();
    assert_eq!(read, ["t", "u", "n", "owner.staff", "x", "param.points", "kind", "size"]);
    assert_eq!(rule.queries.len(), 1);
    assert_eq!(rule.ty, Type::Bool);
    assert_eq!(rule.functions[0].name.value, "g");
}

#[test]
fn values_and_variables_are_small() {
    assert!(size_of::<Value>() <= 24);
    assert!(size_of::<Option<Value>>() <= 24);
}

/// Run with `cargo test --release -- --ignored --nocapture timing`.
#[test]
#[ignore = "a measurement"]
#[allow(clippy::print_stderr, reason = "a measurement is read by a person")]
fn timing_of_plain_guards() {
    for text in
        ["t", "x >= 3", "x >= 3 && !f", "years(opened, as_of) >= param.min_years", "x >= 3 && u"]
    {
        let mut bench = Bench::new();
        let rule = compiled(&format!("fn rule() {{ {text} }}"), &mut bench).expect("a rule");
        let rounds = 2_000_000;
        let begin = std::time::Instant::now();
        for _ in 0..rounds {
            let rule = std::hint::black_box(&rule);
            let answer = evaluate(rule, &mut bench, &mut Budget::new(1000));
            let _ = std::hint::black_box(answer);
        }
        eprintln!("{text}: {:.1} ns", begin.elapsed().as_nanos() as f64 / f64::from(rounds));
    }
}
