//! What is told of an amendment that is not in order, and where.

use super::{first, told};
use crate::lang::Problem as P;

/// The kinds of problems of an amendment, with the words at which they are told.
#[track_caller]
fn refused(edits: &str, expected: &[(P, &str)]) {
    let found = told(&first(), edits);
    let found: Vec<(P, &str)> = found.iter().map(|(one, at)| (*one, at.as_str())).collect();
    assert_eq!(found, expected, "{edits}");
}

#[test]
fn words_must_stand_there_once() {
    refused(r#"(at: "3.1", old: "每三年", new: "每五年")"#, &[(P::WordsNotThere, "每三年")]);
    refused(
        r#"(at: "16", old: "本区或同行业", new: "本区", runs: nothing("无"))"#,
        &[(P::WordsTooOften, "本区或同行业")],
    );
    refused(r#"(at: "40", old: "每", new: "各")"#, &[(P::NoSuchArticle, "40")]);
    refused(r#"(at: "18.2", old: "每", new: "各")"#, &[(P::NoSuchArticle, "18.2")]);
}

#[test]
fn words_say_what_runs() {
    refused(
        r#"(at: "37", old: "一般保存10年", new: "至少保存15年")"#,
        &[(P::WordsUncovered, "至少保存15年")],
    );
    refused(r#"(at: "18", old: "5年内", new: "两届内")"#, &[(P::ValueOfAnotherKind, "两届内")]);
    refused(r#"(delete: "14")"#, &[(P::WordsUncovered, "(")]);
    refused(r#"(insert_after: "14", heading: "新", text: "新。")"#, &[(P::WordsUncovered, "(")]);
    refused(
        r#"(at: "37", old: "保存10年", new: "保存 10 年")"#,
        &[(P::NothingChanges, "保存 10 年")],
    );
}

#[test]
fn a_value_is_one_wherever_it_is_said() {
    refused(
        r#"(at: "3.1", old: "两年", new: "五年", runs: [parameter("cycle", years(3))])"#,
        &[(P::ValuesSaidTwice, "years(3)")],
    );
    // What runs may not change while the words say the old number.
    refused(
        r#"(at: "16(3)", old: "显著", new: "突出", runs: [parameter("cycle", years(5))])"#,
        &[(P::ShownElsewhereToo, "years(5)")],
    );
}

#[test]
fn edits_that_lie_over_one_another_are_told() {
    refused(
        r#"(at: "3.1", old: "每两年", new: "每五年"), (at: "3", old: "两年评选", new: "三年评选")"#,
        &[(P::EditsOverlap, "两年评选")],
    );
    refused(
        r#"(delete: "14", runs: nothing("无")), (at: "14", old: "鼓励和支持", new: "鼓励", runs: nothing("无"))"#,
        &[(P::EditsOverlap, "鼓励和支持")],
    );
}

/// What is moved may be written anew where it stands then, but not be moved out of what is written anew.
#[test]
fn what_is_written_anew_keeps_its_parts() {
    let anew =
        |number: &str| format!(r#"(replace: "{number}", text: "新条文。", runs: nothing("无"))"#);
    let moved = r#"(move: "13.2", after: "14", heading: "新", runs: nothing("无"))"#;
    refused(&format!("{}, {moved}", anew("13")), &[(P::EditsOverlap, "13.2")]);
    refused(&format!("{}, {moved}", anew("13.2")), &[]);
}

#[test]
fn behaviour_has_words_or_a_source() {
    refused(
        r#"(article: "21", runs: [parameter("cure_time", workdays(10))])"#,
        &[(P::RunsWithoutWords, "(")],
    );
    refused(r#"(silence: "无", runs: nothing("无"))"#, &[(P::NothingChanges, "(")]);
    // What the text grants needs no words; what it does not grant does.
    refused(r#"(by: "3.3", runs: [parameter("cycle", years(3))])"#, &[]);
    refused(r#"(by: "3.3", runs: [parameter("retention", years(3))])"#, &[(P::NotGranted, "3.3")]);
    refused(
        r#"(silence: "无", runs: [parameter("retention", years(15))])"#,
        &[(P::ShownElsewhereToo, "years(15)")],
    );
}

#[test]
fn a_slip_is_noted() {
    refused(r#"(at: "26.2", old: "50 万元", new: "500 万元")"#, &[(P::ChangesFar, "500 万元")]);
    refused(r#"(at: "21", old: "5个工作日", new: "7日")"#, &[(P::ChangesFar, "7日")]);
}

#[test]
fn numbers_after_are_checked() {
    refused(r#"(renumber: "15", to: "16")"#, &[(P::NumberAfter, "16")]);
    refused(
        r#"(insert_after: "22", as: "24", heading: "新", text: "新。", runs: nothing("无"))"#,
        &[(P::NumberAfter, "24")],
    );
    refused(r#"(move: "16(2)", after: "14")"#, &[(P::AddressOfAnotherLevel, "16(2)")]);
    // A paragraph may stand beside an article, an article not beside a paragraph.
    refused(r#"(move: "14", after: "13.2")"#, &[(P::AddressOfAnotherLevel, "14")]);
}

#[test]
fn days_go_forward() {
    let dates = |issued: &str, effective: &str, more: &str, edits: &str| {
        let head = format!(
            "instrument: {more}, issued: \"{issued}\", effective: \"{effective}\", applies: all"
        );
        let (found, _, problems) = super::amended_with(&first(), &head, edits);
        let told = problems.sorted();
        let told = told.iter().map(|one| (one.problem, found.sources.text(one.at.unwrap())));
        told.map(|(one, at)| (one, at.to_owned())).collect::<Vec<_>>()
    };
    let edit = r#"(at: "3.1", old: "两年", new: "五年")"#;
    let found = dates("2026-10-01", "2026-08-28", "decision", edit);
    assert_eq!(found, [(P::ReachesBack, "\"2026-08-28\"".to_owned())]);
    let said = "decision, reaches_back: (zh: \"有利\", en: \"better\")";
    assert!(dates("2026-10-01", "2026-08-28", said, edit).is_empty());
    let found = dates("2026-10-01", "2026-10-30", "decision", edit);
    assert_eq!(found, [(P::ShortNotice, "\"2026-10-30\"".to_owned())]);
    assert!(dates("2026-10-01", "2026-10-31", "decision", edit).is_empty());
    let found = dates("2026-08-01", "2026-10-01", "extension", edit);
    assert_eq!(found, [(P::ExtensionDoesMore, "(".to_owned())]);
    let found = dates("2026-08-01", "2026-10-01", "extension", r#"(extend: "2028-11-14")"#);
    assert_eq!(found, [(P::ExtendsBackwards, "\"2028-11-14\"".to_owned())]);
}
