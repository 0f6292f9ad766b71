//! What stands above a function.

use super::bench::{file, problems_of, shown};
use crate::ident::Id;
use crate::rule::*;
use crate::source::FileId;

fn header(text: &str) -> Header {
    let (definitions, problems) = parse_rules(FileId::new(0), &file(text));
    assert!(problems.is_empty(), "{problems:?}");
    definitions[0].header.clone().expect("a header")
}

#[test]
fn a_full_header() {
    let text = "\
// 第一章
/// 16(1), 3.2,A6 开馆 3 年以上
/// en: open for at least three years
///  as_of : filed_on
///
/// reading: A6, A16
/// silence: 文本未规定 | the text is silent
/// technical: 占位
fn rule() { t }";
    let found = header(text);
    let words = |items: &[crate::source::Spanned<String>]| -> Vec<String> {
        items.iter().map(|item| item.value.clone()).collect()
    };
    assert_eq!(words(&found.cites), ["16(1)", "3.2", "A6"]);
    assert_eq!(found.zh.value, "开馆 3 年以上");
    assert_eq!(found.en.map(|en| en.value), Some("open for at least three years".into()));
    assert_eq!(found.as_of.map(|name| name.value), Some("filed_on".into()));
    assert_eq!(words(&found.readings), ["A6", "A16"]);
    let silence = found.silence.expect("a silence");
    assert_eq!(silence.zh.value, "文本未规定");
    assert_eq!(silence.en.map(|en| en.value), Some("the text is silent".into()));
    assert_eq!(
        found.technical.map(|reason| (reason.zh.value, reason.en)),
        Some(("占位".into(), None))
    );
    for cite in &found.cites {
        assert_eq!(shown(text, cite.span), cite.value);
    }
    assert_eq!(shown(text, found.zh.span), "开馆 3 年以上");
    assert!(shown(text, found.span).starts_with("/// 16(1)"));
}

#[test]
fn a_function_may_cite_nothing_or_have_no_header() {
    let found = header("/// - 工具\nfn rule() { t }");
    assert_eq!((found.cites.len(), found.zh.value.as_str()), (0, "工具"));
    let (definitions, _) =
        parse_rules(FileId::new(0), &file("/// 1 甲\nfn a() { t }\n// b\nfn b() { t }"));
    assert!(definitions[0].header.is_some() && definitions[1].header.is_none());
}

#[test]
fn wrong_headers() {
    let wrong = |header: &str| {
        let mut found = problems_of(&format!("{header}\nfn rule() {{ t }}"));
        assert_eq!(found.len(), 1, "{found:?}");
        match found.remove(0) {
            (place, ProblemKind::Header(problem)) => (place, problem),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(wrong("/// 开馆"), ("开馆".into(), HeaderProblem::NoCites));
    assert_eq!(wrong("///"), ("".into(), HeaderProblem::NoCites));
    assert_eq!(wrong("/// 16(1)"), ("16(1)".into(), HeaderProblem::NoTitle));
    assert_eq!(wrong("/// 1 甲\n/// 再说"), ("再说".into(), HeaderProblem::NoKey));
    assert_eq!(wrong("/// 1 甲\n/// en:"), ("en:".into(), HeaderProblem::Empty("en".into())));
    assert_eq!(
        wrong("/// 1 甲\n/// en: a\n/// en: b"),
        ("en".into(), HeaderProblem::Twice("en".into()))
    );
    let (place, problem) = wrong("/// 1 甲\n/// readings: A6");
    assert_eq!(place, "readings");
    assert!(matches!(problem, HeaderProblem::UnknownKey { nearest, .. } if nearest == ["reading"]));
}
