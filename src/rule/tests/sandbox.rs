//! One test for each trap of rhai that a legal rule could fall into: it fails when the trap is
//! open again.

use rhai::{Engine, OptimizationLevel, Scope};

use super::bench::{Bench, answer, compiled, file, problem, problems, problems_of};
use crate::ident::Id;
use crate::rule::sandbox::parse_file;
use crate::rule::*;
use crate::source::FileId;

fn forbidden(place: &str, construct: Construct) -> (String, ProblemKind) {
    (place.to_owned(), ProblemKind::Forbidden(construct))
}

/// The claims about rhai that the module stands on; were one no longer true, its cure could go.
#[test]
fn rhai_alone_would_fail_open() {
    let engine = Engine::new();
    let said = |text: &str| engine.eval::<bool>(text).expect("a yes or no");
    assert!(!said("3 < \"3\""));
    assert!(!said("() >= 3"));
    assert!(said("0.1 + 0.2 == 0.3"));
    assert!(said("9223372036854775808 == 9223372036854775809"));
    assert!(said("(1 << 100) == 0"));
    assert!(said("let a = #{}; a.missing == ()"));
    let mut optimising = Engine::new();
    optimising.set_optimization_level(OptimizationLevel::Full);
    let mut scope = Scope::new();
    scope.push("x", 3_i64);
    assert!(optimising.eval_with_scope::<i64>(&mut scope, "x && true").is_ok(), "3 && true is 3");
}

#[test]
fn a_clause_that_is_no_bool_is_refused_whatever_the_optimiser_would_do() {
    assert_eq!(problem("x && true").0, "x");
    assert_eq!(problem("x || false").0, "x");
    // A branch that never runs is checked too.
    assert_eq!(problem("if false { nowhere } else { t }").0, "nowhere");
    assert_eq!(problem("if true { t } else { nowhere }").0, "nowhere");
    let mut bench = Bench::new();
    let rule = compiled("fn rule() { u && true }", &mut bench).expect("a rule");
    assert!(matches!(&rule.body.kind, ExprKind::And(items) if items.len() == 2));
}

#[test]
fn fractions_and_large_numbers_are_refused() {
    assert_eq!(problem("0.25 == rate"), forbidden("0.25", Construct::Float));
    assert_eq!(problem("-0.25 == rate"), forbidden("-0.25", Construct::Float));
    assert_eq!(problem("1e3 > x").0, "1e3");
    let large = "9223372036854775808";
    assert_eq!(problem(&format!("x < {large}")), forbidden(large, Construct::IntegerTooLarge));
    assert_eq!(problem("x > -9223372036854775809").0, "-9223372036854775809");
    assert_eq!(answer("9223372036854775807 == largest"), "true");
}

#[test]
fn operators_that_wrap_or_guess_are_refused() {
    for (text, operator) in [
        ("1 << 100", "<<"),
        ("1 >> 1", ">>"),
        ("x & 1", "&"),
        ("x | 1", "|"),
        ("x ^ 1", "^"),
        ("x ** 2", "**"),
    ] {
        assert_eq!(problem(text), forbidden(text, Construct::Operator(operator.into())));
    }
    assert_eq!(
        problem("let a = 1; a <<= 3; a").1,
        ProblemKind::Forbidden(Construct::Operator("<<=".into()))
    );
    assert_eq!(problem("u ?? t"), forbidden("u ?? t", Construct::Coalesce));
    assert_eq!(problem("owner?.staff == 3").1, ProblemKind::Forbidden(Construct::SafeAccess));
    assert_eq!(problem("for a in 0..3 { x; } t").1, ProblemKind::Forbidden(Construct::Range));
}

#[test]
fn what_has_no_value_is_refused() {
    assert_eq!(problem("x == ()"), forbidden("()", Construct::Unit));
    assert_eq!(problem("let a; t"), forbidden("let a", Construct::EmptyLet));
    assert_eq!(problem("return; t").1, ProblemKind::NoValue);
    assert_eq!(problem("owner.nothing == 3").0, "nothing");
    assert_eq!(problem("for a in visits { if a.missing { return t; } } f").0, "missing");
}

#[test]
fn indexes_and_collections_are_refused() {
    assert_eq!(problem("owner[\"staff\"] == 3").1, ProblemKind::Forbidden(Construct::Index));
    assert_eq!(problem("visits[0].serious").1, ProblemKind::Forbidden(Construct::Index));
    assert_eq!(problem("owner.staff[0] == 3").1, ProblemKind::Forbidden(Construct::Index));
    assert_eq!(problem("let a = [1, 2]; t"), forbidden("[1, 2]", Construct::List));
    assert_eq!(problem("let a = #{ b: 1 }; t"), forbidden("#{ b: 1 }", Construct::Map));
    assert_eq!(problem("g(#{ b: 1 })").0, "g");
    assert_eq!(problem("label == 'a'"), forbidden("'a'", Construct::Character));
    assert_eq!(problem("label == `a ${x}`").1, ProblemKind::Forbidden(Construct::InterpolatedText));
}

#[test]
fn what_reaches_outside_is_refused() {
    for name in ["print", "debug", "eval", "Fn", "call", "curry", "sleep", "timestamp", "type_of"] {
        let call = format!("{name}(\"1\")");
        let (place, kind) = problem(&call);
        assert_eq!(kind, ProblemKind::Forbidden(Construct::Function(name.into())), "{name}");
        assert_eq!(place, call);
    }
    assert_eq!(
        problem("x.type_of() == label").1,
        ProblemKind::Forbidden(Construct::Function("type_of".into()))
    );
    for text in
        ["import \"a\" as b; t", "export x; t", "spawn x", "a::b(1)", "|a| a + 1", "x.call(|a| a)"]
    {
        let found = problems(text);
        assert!(matches!(found[0].1, ProblemKind::Syntax(_)), "{text}: {found:?}");
    }
    assert_eq!(problem("this == x").1, ProblemKind::Forbidden(Construct::This));
    assert_eq!(
        problem("try { return t; } catch { return f; }").1,
        ProblemKind::Forbidden(Construct::Try)
    );
    assert_eq!(problem("throw 3").1, ProblemKind::Forbidden(Construct::Throw));
    assert_eq!(problem("switch x { 1 => t, _ => f }").1, ProblemKind::Forbidden(Construct::Switch));
    assert_eq!(problem("do { return t; } while t").1, ProblemKind::Forbidden(Construct::Do));
    assert_eq!(
        problem("for (a, i) in visits { return t; } f").1,
        ProblemKind::Forbidden(Construct::LoopCounter)
    );
    assert_eq!(problem("loop { break 3; }").1, ProblemKind::Forbidden(Construct::BreakValue));
    assert_eq!(problem("rule!()").1, ProblemKind::Forbidden(Construct::CallInScope));
    assert_eq!(problem("contains(param.kinds, kind)").0, "contains");
    let found = problems_of("fn int.rule() { t }");
    assert_eq!(found[0].1, ProblemKind::Forbidden(Construct::TypedFunction));
    let found = problems_of("let a = 3; fn rule() { t }");
    assert_eq!(found, [("let a = 3".into(), ProblemKind::TopLevelStatement)]);
}

#[test]
fn functions_come_in_the_order_of_the_file() {
    let names: Vec<String> = (0..40).map(|at| format!("f{}", at * 7 % 40)).collect();
    let text: String = names.iter().map(|name| format!("fn {name}() {{ true }}\n")).collect();
    let (definitions, problems) = parse_rules(FileId::new(0), &file(&text));
    assert!(problems.is_empty());
    let found: Vec<&str> = definitions.iter().map(|found| found.name.value.as_str()).collect();
    assert_eq!(found, names);
    // Each function has its own statements.
    let text = "fn b() { let x1 = 1; x1 }\nfn a() { let y1 = 2; let z1 = 3; y1 + z1 }\nfn c() { }";
    let (definitions, _) = parse_rules(FileId::new(0), &file(text));
    let (library, _) = Library::new(definitions);
    let mut answers = Vec::new();
    for definition in library.iter() {
        let mut bench = Bench::new();
        let mut pool = Pool::default();
        let rule = compile_rule(&library, definition, &bench, &mut pool, None);
        answers.push(rule.ok().map(|rule| evaluate(&rule, &mut bench, &mut Budget::new(99))));
    }
    let known = |value| Some(Ok(Outcome::Known(Value::Count(value))));
    assert_eq!(answers, [known(1), known(5), None]);
}

/// rhai's order of functions hangs on this seed; nothing of ours does, but it stays the same.
#[test]
fn the_hashing_seed_is_set() {
    let _ = parse_file("fn a() { }");
    assert!(rhai::config::hashing::get_hashing_seed().is_some());
}

#[test]
fn limits_of_the_parser_hold() {
    let syntax = |text: &str| match problems_of(text).remove(0).1 {
        ProblemKind::Syntax(problem) => problem,
        other => panic!("{other:?}"),
    };
    let long = format!("fn rule() {{ label == \"{}\" }}", "a".repeat(5000));
    assert!(matches!(syntax(&long), SyntaxProblem::TooLarge(_)));
    let many = format!("fn rule() {{ kind in [{}] }}", "\"shop\",".repeat(600));
    assert!(matches!(syntax(&many), SyntaxProblem::TooLarge(_)));
    let functions: String = (0..1100).map(|at| format!("fn f{at}() {{ }}\n")).collect();
    assert_eq!(syntax(&functions), SyntaxProblem::TooManyFunctions);
    for (open, close) in
        [("(", ")"), ("!", ""), ("- ", ""), ("if t { ", " }\nelse { f }"), ("max(", ", 1)")]
    {
        let deep = format!("fn rule() {{ {}x{} }}", open.repeat(5000), close.repeat(5000));
        assert_eq!(syntax(&deep), SyntaxProblem::TooDeep, "{open}");
    }
    let chain = format!("fn rule() {{ x{} == 1 }}", " + 1".repeat(5000));
    assert_eq!(syntax(&chain), SyntaxProblem::TooDeep);
    let dots = format!("fn rule() {{ x{} == 1 }}", ".a".repeat(5000));
    let found = problems_of(&dots);
    assert_eq!(found.len(), 1, "{found:?}");
    let blocks = format!("fn rule() {{ {} t {} }}", "{".repeat(5000), "}".repeat(5000));
    assert_eq!(syntax(&blocks), SyntaxProblem::TooDeep);
    let elses = format!("fn rule() {{ {} {{ 2 }} }}", "if t { 1 } else ".repeat(2000));
    assert_eq!(syntax(&elses), SyntaxProblem::TooDeep);
}

#[test]
fn texts_that_are_not_rhai_have_their_place() {
    let syntax = |text: &str| {
        let (place, kind) = problems_of(text).remove(0);
        match kind {
            ProblemKind::Syntax(problem) => (place, problem),
            other => panic!("{other:?}"),
        }
    };
    let text = "// 说明\nfn rule() { x（3） }";
    assert_eq!(syntax(text), ("（".into(), SyntaxProblem::Unexpected("（".into())));
    assert_eq!(
        syntax("fn rule() { 年限 ≥ 3 }"),
        ("≥".into(), SyntaxProblem::Unexpected("≥".into()))
    );
    assert_eq!(syntax("fn rule() { label == \"west }").1, SyntaxProblem::UnterminatedText);
    assert_eq!(syntax("fn rule() { x > 3").1, SyntaxProblem::End);
    assert_eq!(syntax("fn rule() { x === 3 }").1, SyntaxProblem::Unexpected("===".into()));
    assert_eq!(syntax("/// 1 题\nlet a = 1;").1, SyntaxProblem::LooseHeader);
}
