//! What is refused when a rule is compiled: each with its place and all that a person needs.

use super::bench::{kind, problem, problems, problems_of, size};
use crate::calendar::Unit;
use crate::ident::Id;
use crate::rule::*;

fn value(ty: Type) -> Static {
    Static::Value(ty)
}

#[track_caller]
fn differs(expression: &str, left: Type, right: Type) {
    let (place, kind) = problem(expression);
    assert_eq!(place, expression);
    assert_eq!(kind, ProblemKind::OperandsDiffer { left: value(left), right: value(right) });
}

/// rhai answers all of these with `false` (and `!=` with `true`).
#[test]
fn different_types_are_never_compared() {
    differs("x < label", Type::Count, Type::Text);
    differs("3 < \"3\"", Type::Count, Type::Text);
    differs("\"3\" == x", Type::Text, Type::Count);
    differs("cost > x", Type::Money, Type::Count);
    differs("cost != rate", Type::Money, Type::Decimal);
    differs("opened == label", Type::Date, Type::Text);
    differs("opened >= param.min_years", Type::Date, Type::Period);
    differs("t == x", Type::Bool, Type::Count);
    differs("kind == size", Type::Choice(kind()), Type::Choice(size()));
    differs("subject == x", Type::Subject, Type::Count);
    let (_, found) = problem("years(opened, as_of) >= 3");
    let left = Static::Elapsed(Unit::Years);
    assert_eq!(found, ProblemKind::OperandsDiffer { left, right: Static::COUNT });
}

#[test]
fn operators_without_a_meaning() {
    let none = |operator, on| ProblemKind::NoSuchOperation { operator, on: value(on) };
    assert_eq!(problem("kind < kind"), ("kind < kind".into(), none("<", Type::Choice(kind()))));
    assert_eq!(problem("label + label"), ("label + label".into(), none("+", Type::Text)));
    assert_eq!(problem("t > f"), ("t > f".into(), none(">", Type::Bool)));
    assert_eq!(problem("cost * cost"), ("cost * cost".into(), none("*", Type::Money)));
    assert_eq!(problem("opened + opened"), ("opened + opened".into(), none("+", Type::Date)));
    assert_eq!(problem("rate % rate"), ("rate % rate".into(), none("%", Type::Decimal)));
    assert_eq!(problem("-t"), ("-t".into(), none("-", Type::Bool)));
    assert_eq!(problem("max(label, label)"), ("max(label, label)".into(), none("max", Type::Text)));
    let list = Type::List(RecordId::new(0));
    assert_eq!(problem("visits == visits"), ("visits == visits".into(), none("==", list)));
    differs("cost + x", Type::Money, Type::Count);
    differs("x - opened", Type::Count, Type::Date);
}

#[test]
fn clauses_are_yes_or_no() {
    let wanted = |found| ProblemKind::TypeExpected { expected: vec![Static::BOOL], found };
    assert_eq!(problem("t && x"), ("x".into(), wanted(Static::COUNT)));
    assert_eq!(problem("!x"), ("x".into(), wanted(Static::COUNT)));
    assert_eq!(problem("if x { t } else { f }"), ("x".into(), wanted(Static::COUNT)));
    assert_eq!(
        problem("3 < x < 5"),
        (
            "3 < x < 5".into(),
            ProblemKind::OperandsDiffer { left: Static::BOOL, right: Static::COUNT }
        )
    );
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let (place, kind) = problem("opend < as_of");
    assert_eq!(place, "opend");
    let ProblemKind::UnknownName { path, at, nearest, .. } = kind else { panic!("{kind:?}") };
    assert_eq!((path, at, nearest), (vec!["opend".to_owned()], 0, vec!["opened".to_owned()]));

    let (place, kind) = problem("years(opened, as_of) >= param.min_year");
    assert_eq!(place, "min_year");
    let ProblemKind::UnknownName { at, nearest, known, .. } = kind else { panic!("{kind:?}") };
    assert_eq!((at, nearest), (1, vec!["min_years".to_owned()]));
    assert!(known.contains(&"notice".to_owned()), "{known:?}");

    let (place, kind) = problem("param == 3");
    assert_eq!(place, "param");
    assert!(matches!(kind, ProblemKind::UnknownName { at: 1, .. }), "{kind:?}");

    let (place, kind) = problem("年現 >= 3");
    assert_eq!(place, "年現");
    let ProblemKind::UnknownName { nearest, .. } = kind else { panic!("{kind:?}") };
    assert_eq!(nearest, ["年限"]);

    let (_, kind) = problem("let total = 3; totl + 1");
    let ProblemKind::UnknownName { nearest, .. } = kind else { panic!("{kind:?}") };
    assert_eq!(nearest, ["total"]);
}

#[test]
fn unknown_choices_columns_functions_and_queries() {
    let kinds = || ["shop", "school", "farm"].map(str::to_owned).to_vec();
    let choice = |name: &str, nearest: &[&str]| ProblemKind::UnknownChoice {
        name: name.into(),
        nearest: nearest.iter().map(|&near| near.into()).collect(),
        known: kinds(),
    };
    assert_eq!(problem("kind == \"shops\""), ("\"shops\"".into(), choice("shops", &["shop"])));
    assert_eq!(problem("\"mill\" == kind"), ("\"mill\"".into(), choice("mill", &[])));
    assert_eq!(
        problems("kind in [\"scool\", \"farm\", \"from\"]"),
        [
            ("\"scool\"".into(), choice("scool", &["school"])),
            ("\"from\"".into(), choice("from", &["farm"])),
        ],
    );
    assert_eq!(problem("\"shopp\" in param.kinds").1, choice("shopp", &["shop"]));
    assert_eq!(problem("lookup(param.points, \"farn\", size)").1, choice("farn", &["farm"]));

    let (place, found) = problem("for a in visits { if a.costs == cost { return t; } } f");
    assert_eq!(place, "costs");
    assert!(matches!(found, ProblemKind::UnknownColumn { nearest, .. } if nearest == ["cost"]));
    let (place, found) = problem("sum_of(visits, \"coast\")");
    assert_eq!(place, "\"coast\"");
    assert!(matches!(found, ProblemKind::UnknownColumn { nearest, .. } if nearest == ["cost"]));
    let (place, found) = problem("param.min_years.cuont == 3");
    assert_eq!(place, "cuont");
    assert!(matches!(found, ProblemKind::UnknownColumn { nearest, .. } if nearest == ["count"]));

    let function = |name: &str, nearest: &str| ProblemKind::UnknownFunction {
        name: name.into(),
        nearest: vec![nearest.into()],
    };
    let (place, found) = problem("yeers(opened, as_of)");
    assert_eq!(place, "yeers");
    assert!(matches!(found, ProblemKind::UnknownFunction { nearest, .. } if nearest[0] == "years"));
    assert_eq!(
        problem("has_entri(\"loans\")"),
        ("has_entri".into(), function("has_entri", "has_entry"))
    );
    assert_eq!(problem("any(visits, \"rul\")"), ("\"rul\"".into(), function("rul", "rule")));

    let (place, found) = problem("has_entry(\"loan\")");
    assert_eq!(place, "\"loan\"");
    assert!(
        matches!(found, ProblemKind::Query { part: QueryPart::Text(0), nearest, .. } if nearest == ["loans"])
    );
    let (place, found) = problem("has_entry(\"loans\", #{ kind: kind, kinf: kind })");
    assert_eq!(place, "kinf");
    assert!(
        matches!(found, ProblemKind::Query { part: QueryPart::Column(1), nearest, .. } if nearest == ["kind"])
    );
    let (place, found) = problem("has_entry()");
    assert_eq!(place, "has_entry()");
    assert!(matches!(found, ProblemKind::Query { part: QueryPart::Whole, texts: (1, 1), .. }));
    let (place, found) = problem("has_entry(\"loans\", #{ kind: x })");
    assert_eq!(place, "x");
    assert!(matches!(found, ProblemKind::TypeExpected { .. }), "{found:?}");
    assert_eq!(problem("has_entry(label)"), ("label".into(), ProblemKind::TextExpected));
}

#[test]
fn all_problems_are_told_and_not_the_first_alone() {
    let found = problems("opend < as_of && x == label && kind == \"barn\" && 1.5 > rate");
    // What rhai's tree may not hold is told before names and types are looked at.
    assert_eq!(found, [("1.5".into(), ProblemKind::Forbidden(Construct::Float))]);
    let found = problems("opend < as_of && x == label && kind == \"barn\"");
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["opend", "x == label", "\"barn\""]);
}

#[test]
fn wrong_literals() {
    assert_eq!(
        problem("date(\"2024-02-30\") < as_of").1,
        ProblemKind::BadDate("2024-02-30".into())
    );
    assert_eq!(problem("date(label) < as_of"), ("label".into(), ProblemKind::TextExpected));
    for text in ["1,000", "1.005", "", "万元", "1e3", "0.0000001万元", "１００"] {
        assert_eq!(
            problem(&format!("money(\"{text}\") == cost")).1,
            ProblemKind::BadMoney(text.into())
        );
    }
    // One digit more than fits.
    let long = "0.12345678901234567890123456789";
    assert_eq!(
        problem(&format!("decimal(\"{long}\") == rate")).1,
        ProblemKind::BadDecimal(long.into())
    );
    assert_eq!(
        problem("years(-1) == param.min_years"),
        ("years(-1)".into(), ProblemKind::NumberExpected)
    );
    assert_eq!(problem("years(4294967296) == param.min_years").1, ProblemKind::NumberExpected);
    assert_eq!(problem("kind in []"), ("[]".into(), ProblemKind::EmptyList));
    assert_eq!(problem("kind in [\"shop\", 3]"), ("3".into(), ProblemKind::TextExpected));
    assert_eq!(
        problem("years(1) < days(400)").1,
        ProblemKind::UnitsDiffer(Unit::Years, Unit::Days)
    );
    assert_eq!(
        problem("years(opened, as_of) < days(400)").1,
        ProblemKind::UnitsDiffer(Unit::Years, Unit::Days)
    );
}

#[test]
fn elapsed_time_is_no_value() {
    let found = ("years(opened, as_of)".to_owned(), ProblemKind::ElapsedMustBeCompared);
    assert_eq!(problem("let a = years(opened, as_of); a >= param.min_years"), found);
    assert_eq!(problem("years(opened, as_of)"), found);
    assert_eq!(problem("given(if t { years(opened, as_of) } else { param.min_years })"), found);
    assert_eq!(problem("years(opened, as_of) == years(3)").1, ProblemKind::ElapsedEquals);
    assert!(matches!(
        problem("weeks(opened, as_of) < weeks(3)").1,
        ProblemKind::ArgumentCount { found: 2, .. },
    ));
}

#[test]
fn assignments() {
    let not = |name: &str| ProblemKind::NotAVariable(name.into());
    assert_eq!(problem("x = 3; t"), ("x".into(), not("x")));
    assert_eq!(problem("owner.staff = 3; t"), ("owner.staff".into(), not("owner.staff")));
    assert_eq!(problem("for a in visits { a = 3; } t"), ("a".into(), not("a")));
    assert_eq!(problem("let a = 3; a = t; t").0, "t");
    assert_eq!(problem("let a = 3; a += cost; t").0, "a += cost");
    assert_eq!(problem("let x = 3; x > 2"), ("x".into(), ProblemKind::Shadows("x".into())));
    assert_eq!(
        problem("let param = 3; param > 2"),
        ("param".into(), ProblemKind::Shadows("param".into()))
    );
    let found = problems_of("fn rule() { g(3) } fn g(x) { x > 2 }");
    assert_eq!(found, [("x".into(), ProblemKind::Shadows("x".into()))]);
}

#[test]
fn every_way_gives_a_value_and_every_value_is_used() {
    assert_eq!(problem("if t { f }"), ("if t { f }".into(), ProblemKind::NoValue));
    assert_eq!(problem("if t { return f; }").1, ProblemKind::NoValue);
    assert_eq!(problem("let a = 3;").1, ProblemKind::NoValue);
    assert_eq!(problem("if t { f } else { let a = 3; }").1, ProblemKind::NoValue);
    assert_eq!(problem("x == 3; t"), ("x == 3".into(), ProblemKind::UnusedValue));
    assert_eq!(problem("if t { x } t"), ("x".into(), ProblemKind::UnusedValue));
    let (place, found) = problem("if t { x } else { label }");
    assert_eq!(place, "label");
    let expected = vec![Static::COUNT];
    assert_eq!(found, ProblemKind::TypeExpected { expected, found: value(Type::Text) });
    let (place, _) = problem("if t { return x; } label");
    assert_eq!(place, "x");
    assert_eq!(
        problem("let a = f; for b in visits { a = b; } a").1,
        ProblemKind::ValueExpected(Static::Row(RecordId::new(0)))
    );
}

#[test]
fn functions_and_their_arguments() {
    let found = problems_of("fn rule() { g(1, 2) } fn g(a) { a > 2 }");
    assert_eq!(found[0].0, "g(1, 2)");
    assert!(
        matches!(&found[0].1, ProblemKind::ArgumentCount { expected, found: 2, .. } if *expected == [1])
    );
    // The place of a mistake in a function is there, once for all calls.
    let found = problems_of("fn rule() { g(label) && g(label) && g(x) } fn g(a) { a > 2 }");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "a > 2");
    let found = problems_of("fn rule() { any(visits, \"g\") } fn g(a, b) { t }");
    assert_eq!(
        found,
        [("\"g\"".into(), ProblemKind::PredicateParameters { name: "g".into(), found: 2 })]
    );
    let found = problems_of("fn rule() { any(visits, \"g\") } fn g(a) { a.cost }");
    assert!(matches!(found[0].1, ProblemKind::TypeExpected { .. }));
    let found = problems_of("fn rule(a) { a }");
    assert_eq!(found, [("rule".into(), ProblemKind::RuleHasParameters(1))]);
    let found = problems_of("fn rule() { x.g() } fn g(a) { t }");
    assert_eq!(found, [("g".into(), ProblemKind::NoMethod("g".into()))]);
    assert_eq!(problem("years(1, 2, 3) == param.min_years").0, "years(1, 2, 3)");
    assert_eq!(problem("any(x, \"rule\")").1, ProblemKind::ListExpected(Static::COUNT));
    assert_eq!(problem("lookup(x, kind)").1, ProblemKind::TableExpected(Static::COUNT));
    assert_eq!(problem("kind in label").1, ProblemKind::SetExpected(value(Type::Text)));
    assert!(matches!(problem("given(param.points)").1, ProblemKind::ValueExpected(_)));
}

#[test]
fn two_functions_of_one_name_are_refused_across_files() {
    let (definitions, problems) =
        [(0, "fn a() { true }\nfn b() { true }"), (1, "fn b() { false }\nfn years() { true }")]
            .into_iter()
            .fold((Vec::new(), Vec::new()), |(mut all, mut wrong), (id, text)| {
                let (found, problems) =
                    parse_rules(crate::source::FileId::new(id), &super::bench::file(text));
                all.extend(found);
                wrong.extend(problems);
                (all, wrong)
            });
    assert!(problems.is_empty());
    let (library, problems) = Library::new(definitions);
    let [duplicate, reserved] = problems.as_slice() else { panic!("{problems:?}") };
    let ProblemKind::DuplicateFunction { name, other } = &duplicate.kind else { panic!() };
    assert_eq!((name.as_str(), other.file.index(), duplicate.span.file.index()), ("b", 0, 1));
    assert_eq!(reserved.kind, ProblemKind::ReservedName("years".into()));
    assert_eq!(library.get("b").map(|first| first.span.file.index()), Some(0));
    let found = problems_of("fn rule() { t } fn rule() { f }");
    let twice = SyntaxProblem::DuplicateFunction("rule".into());
    assert_eq!(found[0].1, ProblemKind::Syntax(twice));
    let found = problems_of("fn rule() { t } fn rule(a) { f }");
    assert!(matches!(found[0].1, ProblemKind::DuplicateFunction { .. }));
    let found = problems_of("fn count() { t }");
    assert_eq!(found, [("count".into(), ProblemKind::ReservedName("count".into()))]);
}

#[test]
fn recursion_is_refused_with_its_circle() {
    let circle = |names: &[&str]| {
        ProblemKind::Recursion(names.iter().map(|&name| name.to_owned()).collect())
    };
    let found = problems_of("fn rule() { rule() }");
    assert_eq!(found[0], ("rule()".into(), circle(&["rule", "rule"])));
    let found = problems_of("fn rule() { t && a(1) } fn a(n1) { b(n1) } fn b(n2) { a(n2) }");
    assert_eq!(found[0], ("a(n2)".into(), circle(&["a", "b", "a"])));
    let found = problems_of("fn rule() { any(visits, \"p\") } fn p(a) { any(visits, \"p\") }");
    assert_eq!(found[0].1, circle(&["p", "p"]));
}
