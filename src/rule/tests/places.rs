//! Places: in bytes of the file, whatever characters come before.

use super::bench::{Bench, compiled, file, problems_of, shown};
use crate::ident::Id;
use crate::rule::*;
use crate::source::{FileId, Shape, Sources, Span, parse};

/// The text of each node of a rule, outermost first.
fn nodes(text: &str) -> Vec<String> {
    let mut bench = Bench::new();
    let rule = compiled(text, &mut bench).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let mut found = Vec::new();
    let mut left = vec![&rule.body];
    while let Some(node) = left.pop() {
        found.push(shown(text, node.span));
        let mut parts = Vec::new();
        node.for_each_part(&mut |part| parts.push(part));
        left.extend(parts.into_iter().rev());
    }
    found
}

#[test]
fn each_node_has_the_text_that_a_person_would_point_at() {
    assert_eq!(
        nodes("fn rule() { t && (x + 2) * 3 >= 9 && !(u || /* 说明 ) */ f) }"),
        [
            "t && (x + 2) * 3 >= 9 && !(u || /* 说明 ) */ f)",
            "t",
            "(x + 2) * 3 >= 9",
            "(x + 2) * 3",
            "x + 2",
            "x",
            "2",
            "3",
            "9",
            "!(u || /* 说明 ) */ f)",
            "u || /* 说明 ) */ f",
            "u",
            "f",
        ],
    );
    assert_eq!(
        nodes(
            "fn rule() { years(opened, date(\"2024-05-11\")).count > -2 - -param.min_years . count }"
        ),
        [
            "years(opened, date(\"2024-05-11\")).count > -2 - -param.min_years . count",
            "years(opened, date(\"2024-05-11\")).count",
            "opened",
            "date(\"2024-05-11\")",
            "-2 - -param.min_years . count",
            "-2",
            "-param.min_years . count",
            "param.min_years . count",
            "param.min_years . count",
        ],
    );
    assert_eq!(
        nodes("fn rule() { let 数 = 馆.面积; if 数 > 3 { kind in [\"shop\"] } else { (f) } }"),
        [
            "{ let 数 = 馆.面积; if 数 > 3 { kind in [\"shop\"] } else { (f) } }",
            "let 数 = 馆.面积",
            "馆.面积",
            "if 数 > 3 { kind in [\"shop\"] } else { (f) }",
            "数 > 3",
            "数",
            "3",
            "kind in [\"shop\"]",
            "kind",
            "f",
        ],
    );
    assert_eq!(
        nodes("fn rule() { visits.len() > 1 || has_entry(\"loans\", #{ kind: kind }) }"),
        [
            "visits.len() > 1 || has_entry(\"loans\", #{ kind: kind })",
            "visits.len() > 1",
            "visits.len()",
            "visits",
            "1",
            "has_entry(\"loans\", #{ kind: kind })",
            "kind",
        ],
    );
}

#[test]
fn definitions_have_their_places() {
    let text = "// 注\n/// 1 题\nprivate fn 甲(a, /* fn ( */ 乙) {\n  a == 乙 // }\n}\n\tfn c() { \"}\" }\r\nfn d() { }";
    let (definitions, problems) = parse_rules(FileId::new(0), &file(text));
    assert!(problems.is_empty(), "{problems:?}");
    let place = |span| shown(text, span);
    let first = &definitions[0];
    assert_eq!(place(first.name.span), "甲");
    let parameters: Vec<_> = first.parameters.iter().map(|name| place(name.span)).collect();
    assert_eq!(parameters, ["a", "乙"]);
    assert_eq!(place(first.span), "private fn 甲(a, /* fn ( */ 乙) {\n  a == 乙 // }\n}");
    assert_eq!(place(definitions[1].span), "fn c() { \"}\" }");
    assert_eq!(place(definitions[2].span), "fn d() { }");
}

#[test]
fn places_after_tabs_and_wide_characters_hold() {
    let found = problems_of("fn rule() {\n\t\tlabel == \"🏛字\" && 馆.面 > 3\n}");
    assert_eq!(found[0].0, "面");
}

#[test]
fn an_expression_in_a_ron_text_has_its_place_in_the_ron_file() {
    let text = "( 题: \"甲\", if: \"年限 > 3 && 年現 > 3\", then: \"t && \\\"a\\\" == x\" )";
    let mut sources = Sources::default();
    let id = sources.add("t.ron".into(), text.into());
    let tree = parse(id, sources.file(id)).expect("RON");
    let Shape::Struct(fields) = &tree.shape else { panic!("{tree:?}") };
    let problems = |at: usize| {
        let node = &fields[at].1;
        let Shape::Text { text, verbatim } = &node.shape else { panic!("{node:?}") };
        let snippet = Snippet { text, span: node.span, verbatim: *verbatim, file: None };
        let bench = Bench::new();
        compile_expression(&Library::default(), &snippet, &bench, &mut Pool::default(), None)
            .expect_err("a problem")
    };
    let found = problems(1);
    assert_eq!(sources.text(found[0].span), "年現");
    assert_eq!(sources.line_column(found[0].span).column, 26);
    // With escapes, bytes are not where they seem: the whole text is shown.
    assert_eq!(sources.text(problems(2)[0].span), "\"t && \\\"a\\\" == x\"");
}

#[test]
fn an_expression_is_one_expression() {
    let compile = |text: &str, expected: Option<&Type>| {
        let span = Span::new(FileId::new(0), 10, 12 + text.len());
        let snippet = Snippet { text, span, verbatim: true, file: None };
        compile_expression(
            &Library::default(),
            &snippet,
            &Bench::new(),
            &mut Pool::default(),
            expected,
        )
    };
    assert!(compile("x > 3", Some(&Type::Bool)).is_ok());
    assert!(compile("\"farm\"", Some(&Type::Choice(super::bench::kind()))).is_ok());
    assert!(compile("if t { x } else { 3 }", Some(&Type::Count)).is_ok());
    let found = compile("x > 3", Some(&Type::Date)).expect_err("a type");
    assert_eq!((found[0].span.start, found[0].span.end), (11, 16));
    for text in ["", "x > 3; t", "let a = 3", "x x", "fn a() { }", "while t { }"] {
        let found = compile(text, None).expect_err(text);
        assert!(matches!(found[0].kind, ProblemKind::Syntax(_)), "{text}: {found:?}");
    }
}

/// rhai's places stay at 65535 from there on.
#[test]
fn files_whose_places_cannot_be_told_are_refused() {
    let wide = format!("fn rule() {{ {} t }}", " ".repeat(65_535));
    assert!(matches!(problems_of(&wide)[0].1, ProblemKind::FileTooLarge(_)));
    let long = format!("{}fn rule() {{ t }}", "\n".repeat(65_535));
    assert!(matches!(problems_of(&long)[0].1, ProblemKind::FileTooLarge(_)));
    let chinese = format!("// {}\nfn rule() {{ nowhere }}", "字".repeat(60_000));
    assert_eq!(problems_of(&chinese)[0].0, "nowhere");
}
