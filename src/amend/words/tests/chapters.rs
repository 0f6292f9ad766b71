//! Chapters under amendments: what stands above which article then, and what cannot stand so. The chapters of
//! the measure begin with Articles 1, 8, 12, 16, 19, 28 and 38.

use super::{amended, first, told};
use crate::lang::{Lang, Problem as P};
use crate::policy::Chapter;

/// The chapters after, each with its first article.
fn chapters(edits: &str) -> Vec<String> {
    let found = amended(&first(), edits);
    let said = |one: &Chapter| format!("{} {}", one.head(Lang::Zh), one.from.value);
    found.chapters.iter().map(said).collect()
}

/// Those of the measure with some of them otherwise.
fn with(otherwise: &[(usize, &str)]) -> Vec<String> {
    let mut all: Vec<String> = first()
        .chapters
        .iter()
        .map(|one| format!("{} {}", one.head(Lang::Zh), one.from.value))
        .collect();
    for (at, words) in otherwise {
        match all.get_mut(*at) {
            Some(own) => *own = (*words).to_owned(),
            None => all.push((*words).to_owned()),
        }
    }
    all
}

#[test]
fn a_heading_is_changed_goes_and_comes() {
    assert_eq!(
        chapters(r#"(heading_of: "第三章", heading: (zh: "培育", en: "Cultivation"))"#),
        with(&[(2, "第三章　培育 12")])
    );
    // Articles 12 to 15 stand in the second chapter.
    let mut expected = with(&[
        (3, "第三章　申报条件 16"),
        (4, "第四章　申报评定 19"),
        (5, "第五章　监督管理 28"),
        (6, "第六章　附 则 38"),
    ]);
    expected.remove(2);
    assert_eq!(chapters(r#"(delete_heading: "第三章")"#), expected);
    assert_eq!(
        chapters(r#"(heading_before: "30", chapter: (zh: "投诉", en: "Complaints"))"#),
        with(&[(6, "第七章　投诉 30"), (7, "第八章　附 则 38")])
    );
}

#[test]
fn a_chapter_comes_with_its_articles_between_two_others() {
    let comes = |side: &str| {
        format!(
            r#"({side}, chapter: (zh: "责任", en: "Liability"), runs: nothing("无"), articles: [
                 (heading: (zh: "处理", en: "a"), text: "依法处理。"), (heading: (zh: "其他", en: "b"), text: ["甲。", "乙。"])])"#
        )
    };
    let expected = with(&[(6, "第七章　责任 38"), (7, "第八章　附 则 40")]);
    assert_eq!(chapters(&comes(r#"insert_after: "37""#)), expected);
    assert_eq!(chapters(&comes(r#"insert_before: "38""#)), expected);
    // What comes beside an article stands in the chapter of that article, whatever comes between.
    let both = format!(
        r#"{}, (insert_after: "37", heading: "甲", text: "甲。", runs: nothing("无")),
           (insert_before: "38", heading: "乙", text: "乙。", runs: nothing("无"))"#,
        comes(r#"insert_after: "37""#)
    );
    assert_eq!(chapters(&both), with(&[(6, "第七章　责任 39"), (7, "第八章　附 则 41")]));
    let found = amended(&first(), &both);
    let heading = |number: u16| {
        let mut all = found.articles.iter();
        all.find(|one| one.number.value.number == number).map(|one| one.heading.zh.as_str())
    };
    let headings = [38, 39, 40, 41].map(heading);
    assert_eq!(headings, [Some("甲"), Some("处理"), Some("其他"), Some("乙")]);
    assert_eq!(found.edits[0].operation.chapter.1.map(|of| of.to_string()), Some("第七章".into()));
    assert_eq!(found.edits[0].operation.new, "第七章　责任\n依法处理。\n甲。\n乙。");
}

#[test]
fn sections_lie_in_a_chapter_without_a_gap() {
    let sections =
        r#"(heading_before: "28", section: "检查"), (heading_before: "33", section: "处理")"#;
    assert_eq!(
        chapters(sections),
        with(&[(6, "第一节　检查 28"), (7, "第二节　处理 33"), (8, "第七章　附 则 38")])
    );
}

/// The kinds of problems of edits, with the words at which they are told.
#[track_caller]
fn refused(edits: &str, expected: &[(P, &str)]) {
    let found = told(&first(), edits);
    let found: Vec<(P, &str)> = found.iter().map(|(one, at)| (*one, at.as_str())).collect();
    assert_eq!(found, expected, "{edits}");
}

#[test]
fn what_cannot_stand_so_is_told() {
    const ONE: &str = r#"articles: [(text: "新。")], runs: nothing("无")"#;
    refused(r#"(delete_heading: "第九章")"#, &[(P::NoSuchChapter, "第九章")]);
    refused(
        r#"(heading_of: "第一章第一节", heading: "甲")"#,
        &[(P::NoSuchChapter, "第一章第一节")],
    );
    refused(&format!(r#"(insert_after: "20", chapter: "新", {ONE})"#), &[(P::ChapterInside, "20")]);
    refused(
        &format!(r#"(insert_before: "20", chapter: "新", {ONE})"#),
        &[(P::ChapterInside, "20")],
    );
    // A section comes before the first of another only, and a chapter without sections has none.
    refused(
        &format!(r#"(insert_before: "19", section: "新", {ONE})"#),
        &[(P::ChapterInside, "19")],
    );
    refused(&format!(r#"(insert_after: "27", section: "新", {ONE})"#), &[(P::ChapterGap, "(")]);
    refused(r#"(heading_before: "19", chapter: "新")"#, &[(P::ChapterBegins, "19")]);
    refused(r#"(heading_before: "20", section: "新")"#, &[(P::ChapterGap, "(")]);
    refused(r#"(heading_before: "20.1", chapter: "新")"#, &[(P::AddressOfAnotherLevel, "20.1")]);
    refused(r#"(heading_before: "40", chapter: "新")"#, &[(P::NoSuchArticle, "40")]);
    refused(r#"(heading_before: "20", chapter: " ")"#, &[(P::NothingLeft, "(")]);
    // The articles of the first chapter would stand in none.
    refused(r#"(delete_heading: "第一章")"#, &[(P::ChapterGap, "(")]);
    refused(
        r#"(heading_of: "第三章", heading: "甲"), (delete_heading: "第三章")"#,
        &[(P::EditsOverlap, "第三章")],
    );
    refused(
        r#"(heading_before: "20", chapter: "甲"), (heading_before: "20", chapter: "乙")"#,
        &[(P::EditsOverlap, "20")],
    );
    refused(
        r#"(insert_after: "37", chapter: "新", articles: [(text: "新。")])"#,
        &[(P::WordsUncovered, "(")],
    );
}
