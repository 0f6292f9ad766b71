//! What an amendment brings that nobody asked for, on the first measure. Expected values are worked by
//! hand from the measure and the published calendar.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

use std::path::{Path, PathBuf};

use banfa::analysis::{Draft, Item, Standing, Unasked, checklist, unasked};
use banfa::lang::Lang;
use banfa::pipeline::{Wishes, load_with};

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/changning-2023")
}

/// What an amendment with these edits brings, by the kind of each.
#[track_caller]
fn found(name: &str, days: &str, edits: &str) -> Vec<(&'static str, String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unasked");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.ron"));
    let text = format!(
        "(title: (zh: \"试\", en: \"trial\"), instrument: decision, {days}, applies: machine(\"edition\"), edits: [{edits}])"
    );
    std::fs::write(&path, text).unwrap();
    let amendments = vec![path.to_str().unwrap().to_owned()];
    let wishes = Wishes { amendments, ..Wishes::default() };
    let loaded = load_with(&shipped(), &wishes);
    let wrong: Vec<_> = loaded.problems.clone().sorted();
    let program = loaded.program.as_ref().unwrap_or_else(|| panic!("{wrong:#?}"));
    let draft = Draft {
        program,
        written: loaded.written.as_ref().unwrap(),
        amendments: &loaded.amendments,
        rewritten: &loaded.rewritten,
    };
    let said = |one: Unasked| {
        let articles = one.articles.iter().map(ToString::to_string).collect();
        (one.kind.name(), one.told.say(Lang::En), articles)
    };
    unasked(&draft).into_iter().map(said).collect()
}

#[track_caller]
fn tells(found: &[(&'static str, String, Vec<String>)], kind: &str, parts: &[&str]) {
    let has = |said: &str| parts.iter().all(|part| said.contains(part));
    let told = found.iter().any(|(known, said, _)| *known == kind && has(said));
    assert!(told, "no {kind} with {parts:?} in {found:#?}");
}

const LONG_BEFORE: &str = "issued: \"2026-08-28\", effective: \"2026-10-01\"";

#[test]
fn a_longer_cycle_bars_for_ten_years_and_may_leave_no_edition() {
    let edit = r#"(at: "3.1", old: "每两年", new: "每五年")"#;
    let found = found("cycle", LONG_BEFORE, edit);
    // A winner of December 2026 is barred to December 2031. Of 2028, 2030, 2032 that of 2032 is free;
    // of 2031, 2036 that of 2036.
    tells(
        &found,
        "barred",
        &["5 years", "2026", "for the one of 2032 and is now for that of 2036"],
    );
    // Tracking lasts five years (Article 36), which was longer than two.
    tells(
        &found,
        "order",
        &["it was shorter than and is now as long as", "tracking of winners (5 years)"],
    );
    // The three years of Articles 16 and 17 were longer than the cycle and are shorter.
    tells(
        &found,
        "order",
        &["it was shorter than and is now longer than", "least time in operation (3 years)"],
    );
    // From October 2026 to November 2028 there are 25 months, and 60 in a cycle.
    tells(&found, "occurrences", &["every 5 years", "2026-10-01", "2028-11-14", "none at all"]);
    // A2 explains “每两年评选一次”.
    tells(&found, "reading", &["A2", "每两年评选一次"]);
    assert!(!found.iter().any(|(kind, ..)| ["spend", "notice", "gap", "effect", "scale", "shown"].contains(kind)), "{found:#?}");
}

#[test]
fn another_sum_costs_by_the_places_and_ten_times_as_much_is_told() {
    // Two models at 500,000, two achievements at 20,000 and ten gold at 100,000 are 2,040,000;
    // at 5,000,000 for a model they are 11,040,000.
    let edit =
        r#"(at: "26.2", old: "先进质量管理模式 50 万元/家", new: "先进质量管理模式 500 万元/家")"#;
    let found = found("sum", LONG_BEFORE, edit);
    tells(&found, "spend", &["2,040,000 yuan before, 11,040,000 yuan now"]);
    tells(&found, "scale", &["500,000 yuan to 5,000,000 yuan", "ten times"]);
}

#[test]
fn a_notice_in_days_looks_longer_and_ends_within_the_festival() {
    let edit = r#"(at: "25.2", old: "不少于5个工作日", new: "不少于7日", running: keep)"#;
    let found = found("notice", LONG_BEFORE, edit);
    // Of 2026 most is lost from 23 September on: the five working days are 24, 28, 29, 30 September
    // and 8 October, with the two festivals between; the seventh day is 30 September.
    let days = ["from 2026-09-23 it ran to 2026-10-08 and now ends on 2026-09-30"];
    tells(&found, "notice", &[days[0], "4 working days in it"]);
    tells(&found, "scale", &["5 working days to 7 days", "another unit"]);
}

#[test]
fn soon_after_its_issue_and_before_it() {
    let edit = r#"(at: "37", old: "10年", new: "15年")"#;
    let soon = found("soon", "issued: \"2026-09-02\", effective: \"2026-10-01\"", edit);
    // 28 days of September after the second, and the first of October.
    tells(&soon, "effect", &["29 days, less than 30"]);
    let enough = found("enough", "issued: \"2026-09-01\", effective: \"2026-10-01\"", edit);
    assert!(!enough.iter().any(|(kind, ..)| *kind == "effect"), "{enough:#?}");
    let gap = found("gap", "issued: \"2028-10-01\", effective: \"2028-12-01\"", edit);
    tells(&gap, "gap", &["from 2028-11-15 to 2028-11-30"]);
}

/// How each question stands under a shipped amendment.
#[track_caller]
fn stands(name: &str) -> Vec<(Item, Standing, String)> {
    let wishes = Wishes { amendments: vec![name.to_owned()], ..Wishes::default() };
    let loaded = load_with(&shipped(), &wishes);
    let draft = Draft {
        program: loaded.program.as_ref().unwrap(),
        written: loaded.written.as_ref().unwrap(),
        amendments: &loaded.amendments,
        rewritten: &loaded.rewritten,
    };
    let all = checklist(&draft);
    assert!(all.iter().all(|one| !one.told.is_empty()), "a blank line");
    let said = |words: &[banfa::lang::Word]| {
        words.iter().map(|word| word.say(Lang::En)).collect::<Vec<_>>().join("; ")
    };
    all.iter().map(|one| (one.item, one.standing, said(&one.told))).collect()
}

#[test]
fn the_questions_have_no_blank_line() {
    use Standing::{Answered, Open, Untouched};
    let standings = |name: &str| stands(name).into_iter().map(|one| one.1).collect::<Vec<_>>();
    // The cycle is asked when an edition opens (the second), and nothing else; it is a length of
    // time in a condition (the seventh). The old text runs to 2028-11-14 (the eighth).
    let cycle = [
        Untouched, Answered, Untouched, Untouched, Untouched, Untouched, Open, Answered, Untouched,
    ];
    assert_eq!(standings("cycle-5y"), cycle);
    // The ban after a revocation is shorter and counted again (the fourth); an accident before
    // 2028-06-01 may be dealt with after it (the sixth).
    let ban =
        [Untouched, Answered, Untouched, Answered, Untouched, Open, Untouched, Answered, Untouched];
    assert_eq!(standings("accident-ban-recounted"), ban);
    let told = stands("accident-ban-recounted");
    assert!(told[3].2.contains("counted again from its start"), "{told:#?}");
    // A stage between two of a case: what is pending (the first), and who acts in it (the fifth).
    let stage = [
        Answered, Untouched, Untouched, Untouched, Answered, Untouched, Untouched, Answered,
        Untouched,
    ];
    assert_eq!(standings("defence"), stage);
    // Registration in the district is asked no more, and the rule says what must be reviewed (the ninth).
    let told = &stands("operating-here-5y")[8];
    assert!(told.1 == Open && told.2.contains("fair competition"), "{told:#?}");
    // Another sum is owed with an award; no sanction is otherwise.
    assert_eq!(stands("prize-60-by-award")[5].1, Untouched);
}

#[test]
fn what_is_answered_names_its_edits_and_what_is_not_touched_what_was_looked_at() {
    // The one edit amends Article 3.1. Two notices keep something waiting, of five working days each; three
    // bars are lines that end, of five years each.
    let cycle = stands("cycle-5y");
    let machines = &cycle[0].2;
    assert!(machines.contains("“objection” (4 states, 3 steps)"), "{machines}");
    assert!(machines.ends_with("no edit reaches any of it") && !machines.contains("edition"));
    assert!(cycle[1].2.starts_with("edit 1 (Art. 3.1): changes a step"), "{cycle:#?}");
    assert_eq!(
        cycle[2].2,
        "looked at “notice after the qualification check” (5 working days), “notice of the proposed winners” (5 working days): no edit reaches any of it"
    );
    assert_eq!(cycle[3].2.matches("(5 years) of “bans”").count(), 3, "{cycle:#?}");
    assert!(cycle[4].2.contains("review office, review team"), "{cycle:#?}");
    assert!(cycle[6].2.starts_with("edit 1 (Art. 3.1): “cycle”"), "{cycle:#?}");
    // Of five edits the second amends the notice (Article 25.2), the fourth for which accidents an award is
    // revoked (Article 35), from then on for awards that are made: one line each.
    let five = stands("five-at-once");
    assert_eq!(
        five[2].2,
        "edit 2 (Art. 25.2): “notice of the proposed winners”: what runs ends as it was counted; \
         Decision amending the Changning award measure (five edits): from 2026-10-01, for where “post \
         the list” comes from then on"
    );
    let breach = &five[5].2;
    assert!(breach.starts_with("edit 4 (Art. 35.1): “revoked for a grave accident"), "{breach}");
    for other in ["edit 1", "edit 2", "edit 3", "edit 5"] {
        assert!(!breach.contains(other), "{breach}");
    }
    assert_eq!(breach.matches("Decision").count(), 1, "{breach}");
    // A stage that is put in: the edit inserts Article 23.
    let stage = stands("defence");
    assert!(stage[0].2.starts_with("edit 1 (new Art. 23): changes a step"), "{stage:#?}");
    assert!(stage[4].2.starts_with("edit 1 (new Art. 23): changes steps"), "{stage:#?}");
}

/// What becomes of conduct before the day of effect is open where a sanction changes (Article 34: three
/// years instead of five), unless the edit says that the milder version applies to the act that lays it.
#[test]
fn earlier_conduct_is_answered_where_the_milder_version_applies() {
    let breaches = |name: &str, applies: &str| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unasked");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.ron"));
        let text = format!(
            "(title: \"t\", instrument: decision, {LONG_BEFORE}, applies: {applies}, edits: [(at: \"34\", old: \"5年内不接受\", new: \"3年内不接受\", running: keep)])"
        );
        std::fs::write(&path, text).unwrap();
        let amendments = vec![path.to_str().unwrap().to_owned()];
        let loaded = load_with(&shipped(), &Wishes { amendments, ..Wishes::default() });
        let draft = Draft {
            program: loaded.program.as_ref().unwrap(),
            written: loaded.written.as_ref().unwrap(),
            amendments: &loaded.amendments,
            rewritten: &loaded.rewritten,
        };
        let all = checklist(&draft);
        let found = all.iter().find(|one| one.item == Item::Breaches).unwrap();
        let told: Vec<String> = found.told.iter().map(|word| word.say(Lang::En)).collect();
        (found.standing, told.join("\n"))
    };
    let milder = |event: &str| {
        format!(r#"milder(conduct: event("file"), decided: "{event}", better: [sooner("ban")])"#)
    };
    let (standing, told) = breaches("milder", &milder("revoke_for_fraud"));
    assert_eq!(standing, Standing::Answered, "{told}");
    assert!(told.contains("“revoked for fraud”") && told.contains("milder"), "{told}");
    // Another act than the one by which it is laid answers nothing.
    assert_eq!(breaches("other", &milder("revoke_for_accident")).0, Standing::Open);
    assert_eq!(breaches("act", "act").0, Standing::Open);
}

/// A fine is a sum like any other, and nothing in it looks like a sanction: what the amendment says itself
/// of earlier conduct is the answer.
#[test]
fn what_an_amendment_says_of_earlier_conduct_is_an_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy/model-penalty");
    let amendments = vec!["fines-2025".to_owned()];
    let loaded = load_with(&folder, &Wishes { amendments, ..Wishes::default() });
    let draft = Draft {
        program: loaded.program.as_ref().unwrap(),
        written: loaded.written.as_ref().unwrap(),
        amendments: &loaded.amendments,
        rewritten: &loaded.rewritten,
    };
    let all = checklist(&draft);
    let found = all.iter().find(|one| one.item == Item::Breaches).unwrap();
    let told: Vec<String> = found.told.iter().map(|word| word.say(Lang::En)).collect();
    assert_eq!(found.standing, Standing::Answered, "{told:?}");
    assert!(told[0].contains("edit 1") && told[0].contains("edit 2"), "{told:?}");
    assert!(told[0].contains("impose the penalty") && told[0].contains("milder"), "{told:?}");
}

#[test]
fn of_several_amendments_each_edit_is_named_with_its_own() {
    let amendments = ["defence", "accident-ban-recounted"].map(str::to_owned).to_vec();
    let loaded = load_with(&shipped(), &Wishes { amendments, ..Wishes::default() });
    let draft = Draft {
        program: loaded.program.as_ref().unwrap(),
        written: loaded.written.as_ref().unwrap(),
        amendments: &loaded.amendments,
        rewritten: &loaded.rewritten,
    };
    let all = checklist(&draft);
    // The ban is counted again by the second amendment alone, the stage comes by the first.
    let told = |at: usize| all[at].told.iter().map(|word| word.say(Lang::Zh)).collect::<Vec<_>>();
    assert!(told(0)[0].starts_with("defence 第 1 处（新增的第二十三条）"), "{:#?}", told(0));
    assert!(
        told(3)[0].starts_with("accident-ban-recounted 第 1 处（第三十五条第一款）"),
        "{:#?}",
        told(3)
    );
    assert!(told(3).iter().all(|said| !said.contains("答辩")), "{:#?}", told(3));
    let by = |at: usize| {
        all[at].operations.iter().map(|one| (one.amendment, one.edit)).collect::<Vec<_>>()
    };
    assert_eq!((by(0), by(3), by(2)), (vec![(0, 0)], vec![(1, 0)], vec![]));
}

#[test]
fn a_change_of_a_rule_with_a_concern_is_to_be_reviewed() {
    // Registration is asked no more at all: the edit takes the rule out of the conditions.
    let gone = r#"(at: "16(1)", old: "在长宁区登记注册，生产经营", new: "生产经营", runs: [group((group: "model_conditions", without: ["registered_here"]))])"#;
    let found = found("concern", LONG_BEFORE, gone);
    tells(&found, "concern", &["registered in Changning", "fair competition", "may not be issued"]);
    assert_eq!(found.iter().filter(|(kind, ..)| *kind == "concern").count(), 1, "{found:#?}");
    // Where only the years are others the rule of the place is as it was.
    let years = r#"(at: "16(1)", old: "3年以上", new: "5年以上")"#;
    let found = self::found("years", LONG_BEFORE, years);
    assert!(!found.iter().any(|(kind, ..)| *kind == "concern"), "{found:#?}");
}
