//! The page on rhai in rules: each of its examples, by banfa and, where they must agree or are said
//! to differ, by rhai itself.

use rhai::{Engine, Scope};

use super::bench::{Bench, answer_of, compiled};

const PAGE: &str = include_str!("../../../docs/rhai.md");

/// The lines of the blocks of that kind: what is asked, and what stands behind `//`.
fn examples(kind: &str) -> Vec<(&'static str, &'static str)> {
    let fence = format!("```rhai {kind}\n");
    let blocks = PAGE.split(&fence).skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).filter(|line| !line.trim().is_empty());
    let found: Vec<_> = lines
        .map(|line| line.split_once(" // ").unwrap_or((line, "")))
        .map(|(asked, said)| (asked.trim(), said.trim()))
        .collect();
    assert!(!found.is_empty(), "no examples of {kind}");
    found
}

/// banfa's answer: a value, `?cause`, `fault` or `refused`.
fn ours(expression: &str) -> String {
    let text = format!("fn rule() {{ {expression} }} fn serious(visit) {{ visit.serious }}");
    if compiled(&text, &mut Bench::new()).is_err() {
        return "refused".to_owned();
    }
    let answer = answer_of(&text);
    if answer.contains(" at ") { "fault".to_owned() } else { answer }
}

/// rhai's own answer, with nothing changed in how it evaluates.
fn theirs(expression: &str) -> String {
    let mut scope = Scope::new();
    scope.push_constant("x", 5_i64);
    scope.push_constant("zero", 0_i64);
    scope.push_constant("t", true);
    scope.push_constant("f", false);
    let answer = Engine::new().eval_with_scope::<rhai::Dynamic>(&mut scope, expression);
    answer.map_or_else(|_| "fault".to_owned(), |answer| answer.to_string())
}

#[test]
fn the_page_tells_what_is_alike() {
    for (asked, said) in examples("same") {
        assert_eq!((ours(asked).as_str(), theirs(asked).as_str()), (said, said), "{asked}");
    }
}

#[test]
fn the_page_tells_what_differs() {
    for (asked, said) in examples("differs") {
        let found = format!("banfa: {}; rhai: {}", ours(asked), theirs(asked));
        assert_eq!(found, said, "{asked}");
    }
}

#[test]
fn the_page_tells_what_only_banfa_has() {
    for (asked, said) in examples("banfa") {
        assert_eq!(ours(asked), said, "{asked}");
    }
}

#[test]
fn the_page_tells_what_may_not_be_used() {
    for (asked, _) in examples("refused") {
        assert_eq!(ours(asked), "refused", "{asked}");
    }
}
