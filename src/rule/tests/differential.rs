//! Random rules, evaluated by banfa and by rhai's own interpreter: the same answer, or both refuse.

use proptest::prelude::*;
use rhai::{Engine, Scope};

use super::bench::{Bench, compiled};
use crate::rule::*;

/// An expression that gives a whole number.
fn number() -> impl Strategy<Value = String> {
    expressions().prop_map(|(number, _)| number)
}

/// An expression that gives yes or no.
fn condition() -> impl Strategy<Value = String> {
    expressions().prop_map(|(_, condition)| condition)
}

/// A number and a condition, made of one another.
fn expressions() -> impl Strategy<Value = (String, String)> {
    let number = prop_oneof![
        20 => (-4_i64..6).prop_map(|number| number.to_string()),
        10 => Just("x".to_owned()),
        2 => Just("zero".to_owned()),
        1 => Just("largest".to_owned()),
    ];
    let condition = prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("t".to_owned()),
        Just("f".to_owned()),
    ];
    (number, condition).prop_recursive(5, 48, 4, |inner| {
        let pair = (inner.clone(), inner.clone(), inner);
        (pair, 0_u8..8, 0_u8..7).prop_map(|(((a, p), (b, q), (c, r)), one, other)| {
            let number = match one {
                0 => format!("({a} + {b})"),
                1 => format!("({a} - {b})"),
                2 => format!("({a} * {b})"),
                3 => format!("({a} / {b})"),
                4 => format!("({a} % {b})"),
                5 => format!("-({a})"),
                6 => format!("if {p} {{ {a} }} else if {q} {{ {b} }} else {{ {c} }}"),
                _ => format!("{{ let a = {a}; let b = a + {b}; b * a - {c} }}"),
            };
            let condition = match other {
                0 => format!("({p} && {q} && {r})"),
                1 => format!("({p} || {q})"),
                2 => format!("!({p})"),
                3 => format!("({a} < {b})"),
                4 => format!("({a} == {b} || {a} >= {c})"),
                5 => format!("if {p} {{ {q} }} else {{ {r} }}"),
                _ => format!("({p} != {q} && {a} <= {b})"),
            };
            // `if` and blocks cannot begin a statement and go on as an expression.
            (format!("({number})"), format!("({condition})"))
        })
    })
}

/// A body with variables and a loop.
fn body() -> impl Strategy<Value = String> {
    (number(), number(), condition(), condition(), number()).prop_map(|(a, b, p, q, c)| {
        format!(
            "let a = {a}; let i = 0;
             while i < 4 {{
                 i += 1;
                 if {p} && i == 2 {{ continue; }}
                 if a > {b} {{ break; }}
                 if {q} {{ return a - i; }}
                 a += {c};
             }}
             a * 2 + i"
        )
    })
}

/// rhai's answer. Its `&&` and `||` stop early; `&` and `|` on yes and no look at both sides.
fn oracle(expression: &str) -> Option<String> {
    let mut engine = Engine::new();
    engine.set_max_operations(200_000);
    engine.set_max_expr_depths(0, 0);
    #[allow(deprecated, reason = "rhai marks it as unstable; its version is pinned")]
    engine.on_parse_token(|token, _, _| match token {
        rhai::Token::And => rhai::Token::Ampersand,
        rhai::Token::Or => rhai::Token::Pipe,
        token => token,
    });
    let mut scope = Scope::new();
    scope.push_constant("x", 5_i64);
    scope.push_constant("zero", 0_i64);
    scope.push_constant("largest", i64::MAX);
    scope.push_constant("t", true);
    scope.push_constant("f", false);
    let answer = engine.eval_with_scope::<rhai::Dynamic>(&mut scope, expression);
    answer.ok().map(|answer| answer.to_string())
}

/// banfa's answer; nothing where it refuses or a fault ends it.
fn ours(body: &str) -> Result<Option<String>, Vec<Problem>> {
    let mut bench = Bench::new();
    let rule = compiled(&format!("fn rule() {{ {body} }}"), &mut bench)?;
    Ok(match evaluate(&rule, &mut bench, &mut Budget::new(200_000)) {
        Ok(Outcome::Known(Value::Bool(value))) => Some(value.to_string()),
        Ok(Outcome::Known(Value::Count(value))) => Some(value.to_string()),
        Ok(other) => panic!("{body}: {other:?}"),
        Err(_) => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn conditions_agree_with_rhai(text in condition()) {
        prop_assert_eq!(ours(&text), Ok(oracle(&text)), "{}", text);
    }

    #[test]
    fn numbers_agree_with_rhai(text in number()) {
        prop_assert_eq!(ours(&text), Ok(oracle(&text)), "{}", text);
    }

    #[test]
    fn loops_agree_with_rhai(text in body()) {
        prop_assert_eq!(ours(&text), Ok(oracle(&text)), "{}", text);
    }

    /// Whatever the text, there is an answer and no panic, and every problem lies in the text.
    #[test]
    fn any_text_is_answered(text in "(fn [a-c甲]\\([a-c]?\\) \\{|\\}|\\(|\\)|x|t| |>=|&&|\"|if |let a = |;|/\\*|//|3|#\\{|\\[|\\.|甲){0,24}") {
        let source = super::bench::file(&text);
        let (definitions, problems) = parse_rules(crate::ident::Id::new(0), &source);
        let (library, _) = Library::new(definitions);
        let bench = Bench::new();
        let mut all = problems;
        for definition in library.iter() {
            let rule = compile_rule(&library, definition, &bench, &mut Pool::default(), None);
            all.extend(rule.err().unwrap_or_default());
        }
        for problem in all {
            prop_assert!(text.get(problem.span.start as usize..problem.span.end as usize).is_some(), "{:?}", problem);
        }
    }
}
