//! What each operation makes of the text, of the numbers and of the values.

use super::{after, amended, first, marks, noted, written};
use crate::lang::Lang;
use crate::policy::{ArticleRef, ChangeKind, ParameterValue, Status};

/// The changes that follow from the words of an edit: `cycle=5years`.
fn derived(found: &super::Rewritten, edit: usize) -> Vec<String> {
    let of = |change: &crate::policy::Change| match &change.kind {
        ChangeKind::Parameter { name, value, from } => {
            assert!(from.is_none());
            format!("{}={}", name.value, shown(&value.value))
        }
        ChangeKind::Row { name, keys, value, .. } => {
            let keys: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
            format!("{}.{}={}", name.value, keys.join("."), shown(&value.value))
        }
        other => format!("{other:?}"),
    };
    found.edits[edit].derived.iter().map(of).collect()
}

fn shown(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Count(count) => count.to_string(),
        ParameterValue::Period(period) => period.to_string(),
        ParameterValue::Money(sum) => sum.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_number_in_the_words_is_the_new_value() {
    let bundle = first();
    let found = amended(
        &bundle,
        r#"(at: "3.1", old: "每两年", new: "每五年"),
           (at: "26.2", old: "先进质量管理模式50万元/家", new: "先进质量管理模式60万元/家"),
           (at: "25.2", old: "不少于5个工作日", new: "不少于7个工作日", applies: act, running: keep),
           (at: "35", old: "5年内不接受", new: "3年内不接受", applies: act, running: keep),
           (at: "3.2", old: "各不超过2个", new: "各不超过3个")"#,
    );
    assert_eq!(
        written(&found, "3.1"),
        "长宁区政府质量奖为区级表彰项目，每{cycle:五年}评选{:一次}。"
    );
    assert_eq!(
        marks(&found, "3.1"),
        "长宁区政府质量奖为区级表彰项目，每[-两年-]{+五年+}评选一次。"
    );
    // The blanks are those of the place, whoever leaves them out.
    assert!(after(&found, "26.2").contains("区长质量奖先进质量管理模式 60 万元/家、"));
    assert_eq!(derived(&found, 0), ["cycle=5years"]);
    assert_eq!(derived(&found, 1), ["prize.mayor.model=600000"]);
    assert_eq!(derived(&found, 2), ["second_notice=7workdays"]);
    assert_eq!(derived(&found, 3), ["grave_matter_ban=3years"]);
    // One word may bind several.
    assert_eq!(derived(&found, 4), ["mayor_model_quota=3", "mayor_achievement_quota=3"]);
    let operation = &found.edits[0].operation;
    assert_eq!((operation.old.as_str(), operation.new.as_str()), ("每两年", "每五年"));
    assert_eq!(operation.values[0].path, "cycle");
    assert!(found.validity.is_none() && found.consequential.is_empty());
    assert!(!found.numbers.is_renumbered());
}

#[test]
fn the_numerals_are_the_drafter_s() {
    let found = amended(&first(), r#"(at: "3.1", old: "两年", new: "5年")"#);
    assert!(after(&found, "3.1").contains("每5年评选一次"));
    assert_eq!(derived(&found, 0), ["cycle=5years"]);
    // The same length in other numerals is no other value.
    let found = amended(&first(), r#"(at: "3.1", old: "两年", new: "2年")"#);
    assert!(after(&found, "3.1").contains("每2年评选一次"));
    assert!(derived(&found, 0).is_empty());
}

#[test]
fn a_part_of_a_number_changes_the_whole() {
    let found = amended(&first(), r#"(at: "21", old: "5", new: "7")"#);
    assert!(written(&found, "21").contains("不少于{first_notice:7个工作日}的公示"));
    assert_eq!(derived(&found, 0), ["first_notice=7workdays"]);
    let found = amended(&first(), r#"(at: "3.2", old: "0个。上述", new: "2个。上述")"#);
    assert_eq!(derived(&found, 0), ["gold_quota=12"]);
}

#[test]
fn other_words_say_what_runs() {
    let why = r#"runs: nothing(zh: "由人判断", en: "people judge it")"#;
    let edit = format!(
        r#"(at: "21", old: "进行不少于5个工作日的公示", new: "在政府网站进行不少于7个工作日的公示", {why})"#
    );
    let found = amended(&first(), &edit);
    assert!(
        written(&found, "21")
            .contains("由评审办组织向社会在政府网站进行不少于{first_notice:7个工作日}的公示")
    );
    assert!(
        marks(&found, "21.1")
            .contains("向社会{+在政府网站+}进行不少于[-5个工作日-]{+7个工作日+}的公示")
    );
    assert_eq!(derived(&found, 0), ["first_notice=7workdays"]);
    // A value of another kind is said beside the words.
    let found = amended(
        &first(),
        r#"(at: "18", old: "后的5年内", new: "后的两届内",
            runs: [parameter("same_award_ban", occurrences(count: 2, of: "edition"))])"#,
    );
    assert!(written(&found, "18").contains("后的{same_award_ban:两届}内"));
}

#[test]
fn a_number_in_braces_is_a_value_wherever_it_comes_in() {
    let found = amended(
        &first(),
        r#"(at: "37", old: "保存10年", new: "先由评审办保存{retention:12年}", runs: nothing("无"))"#,
    );
    assert_eq!(derived(&found, 0), ["retention=12years"]);
    // Put in beside the number that stands there, it is another value of the same.
    let told = super::told(
        &first(),
        r#"(at: "37", old: "一般保存", new: "{retention:12年}，一般保存", runs: nothing("无"))"#,
    );
    assert_eq!(told, [(crate::lang::Problem::ShownElsewhereToo, "(".to_owned())]);
}

#[test]
fn an_article_that_comes_moves_those_behind_it() {
    let found = amended(
        &first(),
        r#"(insert_before: "23", heading: (zh: "答辩", en: "Hearing"),
            text: "评审组组织进入现场评审的组织和个人答辩。", runs: [rule("a", "b")])"#,
    );
    assert_eq!(found.articles.len(), 40);
    assert_eq!(after(&found, "23"), "评审组组织进入现场评审的组织和个人答辩。");
    assert_eq!(found.articles[22].heading.get(Lang::Zh), "答辩");
    assert_eq!(found.articles[22].status, Status::Carried);
    let place = |text: &str| ArticleRef::parse(text).unwrap();
    assert_eq!(found.numbers.after(place("23")), Some(place("24")));
    assert_eq!(found.numbers.after(place("26.2")), Some(place("27.2")));
    assert_eq!(found.numbers.after(place("16(6)")), Some(place("16(6)")));
    assert_eq!(found.numbers.after(place("22")), Some(place("22")));
    assert_eq!(found.numbers.before(place("23")), None);
    assert_eq!(found.numbers.before(place("24")), Some(place("23")));
    assert_eq!(found.marked[22].was, None);
}

#[test]
fn a_number_between_moves_none() {
    let found = amended(
        &first(),
        r#"(insert_after: "22", as: "22之一", heading: "答辩", text: "答辩。", runs: nothing("无")),
           (insert_after: "22", as: "22-2", heading: "补正", text: "补正。", runs: nothing("无"))"#,
    );
    let numbers: Vec<String> =
        found.articles[21..25].iter().map(|one| one.number.value.to_string()).collect();
    assert_eq!(numbers, ["22", "22-1", "22-2", "23"]);
    assert!(!found.numbers.is_renumbered());
    assert!(matches!(&found.articles[22].status, Status::Declaratory(why) if why.zh == "无"));
}

#[test]
fn what_goes_moves_up_what_follows() {
    let found = amended(
        &first(),
        r#"(delete: "14", runs: nothing("无")), (delete: "16(2)", runs: nothing("无")),
           (repeal: "12", runs: nothing("无"))"#,
    );
    assert_eq!(found.articles.len(), 38);
    assert!(matches!(found.articles[11].status, Status::Repealed(_)));
    assert!(found.articles[11].paragraphs.is_empty());
    let place = |text: &str| ArticleRef::parse(text).unwrap();
    assert_eq!(found.numbers.after(place("14")), None);
    assert_eq!(found.numbers.after(place("16(6)")), Some(place("15(5)")));
    assert_eq!(found.numbers.after(place("39")), Some(place("38")));
    // Items are numbered anew, in the style of the place.
    assert!(written(&found, "15(5)").starts_with("（五）近{look_back:3年}未发生亏损"));
    assert_eq!(found.consequential.len(), 4, "{:?}", found.consequential);
    let gone = found.marked[15].texts.iter().find(|text| text.becomes.is_none()).unwrap();
    assert!(noted(&gone.marks).starts_with("[-（二）符合国家"));
}

#[test]
fn what_is_cited_follows_the_numbers() {
    let folder = super::measures().into_iter();
    let folder = folder.into_iter().find(|one| one.ends_with("government-information-disclosure"));
    let bundle = super::bundle_in(&folder.unwrap());
    let cites = |text: &str| {
        bundle
            .articles
            .iter()
            .flat_map(|one| &one.paragraphs)
            .any(|one| one.texts().any(|found| found.value.contains(text)))
    };
    assert!(cites("除本条例第十四条、第十五条、第十六条"));
    let found = amended(
        &bundle,
        r#"(insert_before: "15", heading: "新", text: "新条文。", runs: nothing("无"))"#,
    );
    let all: Vec<&str> = found.consequential.iter().map(|one| one.new.as_str()).collect();
    assert!(all.contains(&"第十六条") && all.contains(&"第十七条"), "{all:?}");
    let whole = found.articles.iter().flat_map(|one| &one.paragraphs);
    let whole: String = whole.flat_map(|one| one.texts()).map(|one| one.value.clone()).collect();
    assert!(whole.contains("除本条例第十四条、第十六条、第十七条"), "{whole}");
}

#[test]
fn articles_and_paragraphs_move_split_and_join() {
    let found = amended(
        &first(),
        r#"(move: "13.2", after: "14", heading: (zh: "加入孵化池", en: "Joining")),
           (renumber: "15", to: "16")"#,
    );
    assert_eq!(found.articles.len(), 40);
    assert!(after(&found, "15").starts_with("本区有意向追求卓越的组织"));
    let place = |text: &str| ArticleRef::parse(text).unwrap();
    assert_eq!(found.numbers.after(place("13.2")), Some(place("15.1")));
    assert_eq!(found.numbers.after(place("15.2")), Some(place("16.2")));

    // The words of a split article stay, and so do their slots.
    let found = amended(
        &first(),
        r#"(split: "25", into: [
             (heading: "审定", text: "评审办结合本区经济社会发展实际与综合评价情况，提出获奖建议名单，提请评审会审议。"),
             (heading: "公示", text: "评审会审议获奖建议名单、提出拟获奖名单。评审办按照规定程序报批后，将拟获奖名单向社会进行不少于7个工作日的公示。"),
           ])"#,
    );
    assert_eq!(found.numbers.after(place("25.2")), Some(place("26.1")));
    assert!(written(&found, "26").contains("{second_notice:7个工作日}"));
    assert_eq!(derived(&found, 0), ["second_notice=7workdays"]);

    let found = amended(
        &first(),
        r#"(join: ["23", "24"], heading: "现场评审和综合评价", text: "评审组进行现场评审和综合评价。",
            runs: nothing("无"))"#,
    );
    assert_eq!(found.articles.len(), 38);
    assert_eq!(found.numbers.after(place("24")), Some(place("23")));
    assert_eq!(found.numbers.after(place("25")), Some(place("24")));
}

#[test]
fn a_paragraph_written_anew_keeps_its_numbers() {
    let found =
        amended(&first(), r#"(replace: "37", text: "区政府质量奖申报评审材料一般保存15年。")"#);
    assert_eq!(written(&found, "37"), "区政府质量奖申报评审材料一般保存{retention:15年}。");
    assert_eq!(derived(&found, 0), ["retention=15years"]);
    assert_eq!(marks(&found, "37.1"), "区政府质量奖申报评审材料一般保存[-10年-]{+15年+}。");
    let found = amended(
        &first(),
        r#"(replace: "16(3)", text: "质量工作成绩显著；", runs: nothing("由人判断"))"#,
    );
    assert_eq!(after(&found, "16(3)"), "（三）质量工作成绩显著；");
    // Marked by hand: two clauses go, one stays.
    assert_eq!(
        marks(&found, "16.1(3)"),
        "（三）[-质量管理工作具有行业特色、企业特点，-]质量工作成绩显著[-，持续改进效果突出-]；"
    );
}

#[test]
fn the_act_itself_changes() {
    let head =
        "instrument: extension, issued: \"2028-08-01\", effective: \"2028-10-01\", applies: all";
    let (found, told, problems) = super::amended_with(&first(), head, r#"(extend: "2030-11-14")"#);
    assert!(!problems.has_errors(), "{told:?}");
    let validity = found.validity.unwrap();
    assert_eq!(validity.to.unwrap().to_string(), "2030-11-14");
    assert_eq!(validity.from.to_string(), "2023-11-15");
    let last = found.articles.last().unwrap();
    assert!(last.paragraphs[0].text.value.contains("有效期至{validity.to:2030年11月14日}。"));
    let found = amended(
        &first(),
        r#"(rename: (zh: "新办法", en: "New Measures")), (heading_of: "3", heading: (zh: "周期", en: "Cycle")),
           (at: "heading:16", old: "申报条件", new: "条件"),
           (at: "39", old: "2028年11月14日", new: "2030年12月31日")"#,
    );
    assert_eq!(found.title.zh, "新办法");
    assert_eq!(found.articles[2].heading.zh, "周期");
    assert_eq!(found.articles[15].heading.zh, "先进质量管理模式条件");
    assert_eq!(noted(&found.marked[2].heading), "[-评奖名额-]{+周期+}");
    assert_eq!(found.validity.unwrap().to.unwrap().to_string(), "2030-12-31");
}

#[test]
fn words_that_stand_often_are_replaced_wherever_they_stand() {
    let found = amended(
        &first(),
        r#"(at: "*", all: true, old: "评审会", new: "评审委员会", runs: nothing("只改名称"))"#,
    );
    assert!(after(&found, "8").contains("（以下简称“评审委员会”）落实评审"));
    assert!(after(&found, "25.2").starts_with("评审委员会审议获奖建议名单"));
    assert!(found.edits[0].operation.places.len() > 3);
}

#[test]
fn what_went_was_there_and_what_never_stood_was_not() {
    let found = amended(&first(), r#"(delete: "16(2)", runs: nothing("无"))"#);
    // Article 16 has six items; the second goes, the sixth is the fifth then; there is no seventh.
    for (was, had, after) in [
        ("16", true, Some("16")),
        ("16(2)", true, None),
        ("16.1(2)", true, None),
        ("16(6)", true, Some("16(5)")),
        ("16(7)", false, None),
        ("40", false, None),
    ] {
        let was = ArticleRef::parse(was).unwrap();
        let after = after.and_then(ArticleRef::parse);
        assert_eq!((found.numbers.had(was), found.numbers.after(was)), (had, after), "{was}");
    }
}

/// What cites a paragraph of its own article without the article means another place once that stands in
/// another article; within its own it only has another number.
#[test]
fn a_paragraph_cited_without_its_article_stays_in_it() {
    use super::super::consequence::cited;
    use super::super::numbers::Numbers;
    let place = |text: &str| ArticleRef::parse(text).unwrap();
    let becomes = |own: &str, paragraph: &str| {
        let mut numbers = Numbers::default();
        numbers.note(place("13"), Some(place(own)));
        numbers.note(place("13.1"), Some(place(&format!("{own}.1"))));
        numbers.note(place("13.2"), Some(place(paragraph)));
        let found = cited("依照第二款办理。", place("13.1"), &numbers);
        found.into_iter().map(|one| (one.old, one.new)).collect::<Vec<_>>()
    };
    let second = || "第二款".to_owned();
    assert_eq!(becomes("13", "13.3"), [(second(), Some("第三款".to_owned()))]);
    assert_eq!(becomes("13", "15.2"), [(second(), None)]);
    // The article as a whole has another number: what it cites of itself stays as it is.
    assert!(becomes("14", "14.2").is_empty());
}

/// A paragraph with items that is written anew with fewer: those that are left over went.
#[test]
fn items_that_a_new_text_leaves_out_go() {
    let found = amended(
        &first(),
        r#"(replace: "16.1", text: (text: "组织应当具备以下条件：", items: ["（一）诚信经营。"]), runs: nothing("由人判断"))"#,
    );
    let place = |text: &str| ArticleRef::parse(text).unwrap();
    let gone: Vec<bool> = (1..=6)
        .map(|nth| {
            let was = place(&format!("16.1({nth})"));
            found.numbers.had(was) && found.numbers.after(was).is_none()
        })
        .collect();
    assert_eq!(gone.iter().filter(|gone| **gone).count(), 5, "{gone:?}");
    // The edit by which they go is the one that left them out.
    let places = &found.edits[0].operation.places;
    assert_eq!(places.iter().filter(|(_, becomes)| becomes.is_none()).count(), 5, "{places:?}");
    let texts = found.marked.iter().flat_map(|article| &article.texts);
    let left = texts.filter(|text| text.was.is_some_and(|was| was.article == place("16").article));
    let left: Vec<String> =
        left.filter(|text| text.becomes.is_none()).map(|text| noted(&text.marks)).collect();
    assert_eq!(left.len(), 5, "{left:#?}");
    assert!(left.iter().all(|marks| marks.starts_with("[-") && marks.ends_with("-]")), "{left:#?}");
}

/// A paragraph of a new text that reads as an old one is that one, wherever it stands; the rest is new.
#[test]
fn a_paragraph_that_is_kept_word_by_word_is_the_same_in_another_place() {
    let old = after(
        &amended(&first(), r#"(heading_of: "3", heading: (zh: "周期", en: "Cycle"))"#),
        "13.2",
    );
    let edit =
        format!(r#"(replace: "13", text: ["{old}", "另一款。"], runs: nothing("由人判断"))"#);
    let found = amended(&first(), &edit);
    let place = |text: &str| ArticleRef::parse(text).unwrap();
    assert_eq!(found.numbers.after(place("13.2")), Some(place("13.1")));
    assert_eq!(found.numbers.after(place("13.1")), None);
    assert_eq!(found.numbers.before(place("13.2")), None);
}

/// Every text after the amendment has a place in which it stands, so that what is wrong with it can be
/// shown: words that came, words that only changed, items that only have another number.
#[test]
fn every_new_text_has_a_place_of_its_own() {
    let found = amended(
        &first(),
        r#"(insert_before: "14", heading: "新", text: "新条文。", runs: nothing("无")),
           (at: "3.1", old: "每两年", new: "每五年"), (delete: "16(2)", runs: nothing("无")),
           (insert_after: "21", heading: "又", text: ["又一款。", "再一款。"], runs: nothing("无")),
           (at: "37", old: "10年", new: "15年")"#,
    );
    let texts = found.articles.iter().flat_map(|one| &one.paragraphs).flat_map(|one| one.texts());
    for text in texts {
        assert_eq!(found.sources.text(text.span), format!("\"{}\"", text.value));
    }
    // What an edit wrote itself is shown where it wrote it.
    let written = found.articles.iter().flat_map(|one| &one.paragraphs);
    let written = written.flat_map(|one| one.texts()).filter(|one| one.value.contains("新条文"));
    let files: Vec<&str> =
        written.map(|one| found.sources.file(one.span.file).path.as_str()).collect();
    assert_eq!(files, ["b/amendments/a.ron"]);
}

/// Two long texts are not held against each other letter by letter (2,001 × 2,001 pairs are more than
/// the most): the old one goes as a whole, the new one comes, and nothing is said to be unclear.
#[test]
fn texts_too_long_to_be_compared_replace_one_another_whole() {
    use super::super::align::{Step, align};
    let text = "字".repeat(2000);
    let letters = super::super::printed::tokens(&text, None);
    let found = align(&letters, &letters, &text, &|_, _| false);
    assert!(!found.is_ambiguous);
    let steps = found.steps.iter();
    let gone = steps.clone().take(2000).enumerate();
    assert!(gone.into_iter().all(|(at, step)| matches!(step, Step::Gone(nth) if *nth == at)));
    let come = steps.skip(2000).enumerate();
    assert!(come.into_iter().all(|(at, step)| matches!(step, Step::Come(nth) if *nth == at)));
    assert_eq!(found.steps.len(), 4000);
}
