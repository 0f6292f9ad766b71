//! Changes marked by hand, as a lawyer would mark them, and what the program marks.

use super::*;

/// What goes stands in `[-…-]`, what comes in `{+…+}`; names that the bundle declares behind `|`.
const BY_HAND: &str = include_str!("by_hand.txt");

/// Marks as one writes them.
fn read(line: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['[', '{']) {
        let (before, behind) = rest.split_at(at);
        let (kind, open, close) = match behind.starts_with("[-") {
            true => (MarkKind::Gone, "[-", "-]"),
            false => (MarkKind::Come, "{+", "+}"),
        };
        let (inner, after) = behind.strip_prefix(open).unwrap().split_once(close).unwrap();
        Mark::push(&mut marks, Mark::same(before));
        Mark::push(&mut marks, Mark { kind, text: inner.to_owned() });
        rest = after;
    }
    Mark::push(&mut marks, Mark::same(rest));
    marks
}

fn shown(marks: &[Mark]) -> String {
    let one = |mark: &Mark| match mark.kind {
        MarkKind::Same => mark.text.clone(),
        MarkKind::Gone => format!("[-{}-]", mark.text),
        MarkKind::Come => format!("{{+{}+}}", mark.text),
    };
    marks.iter().map(one).collect()
}

#[test]
fn changes_are_marked_as_by_hand() {
    let lines = BY_HAND.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in lines {
        count += 1;
        let (by_hand, names) = line.split_once('|').unwrap_or((line, ""));
        let names: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
        let marks = read(by_hand);
        let found = redline(&Mark::before(&marks), &Mark::after(&marks), &names);
        if found != marks {
            wrong.push(format!("{by_hand}\n  {}", shown(&found)));
        }
    }
    assert!(count >= 40, "{count}");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn width_blanks_and_script_are_no_change() {
    for (old, new) in [
        ("不少于５个工作日，", "不少于 5 个工作日,"),
        ("于 2023 年 11 月 15 日起施行", "于2023年11月15日起施行"),
        ("評審辦根據資料", "评审办根据资料"),
    ] {
        assert_eq!(redline(old, new, &[]), [Mark::same(new)]);
    }
    assert_eq!(redline("", "", &[]), []);
    assert_eq!(redline("", "甲", &[]), [Mark::come("甲")]);
    assert_eq!(redline("甲 ", "", &[]), [Mark::gone("甲 ")]);
}

#[test]
fn no_word_is_lost() {
    // Whatever is marked, both texts are there as they were; what stays reads as the new text has it.
    let texts = [
        "每两年评选一次。",
        "每五年 评选一次，",
        "（一）甲；乙、丙。",
        "乙、丙，甲",
        "",
        "5個工作日内",
    ];
    for old in texts {
        for new in texts {
            let marks = redline(old, new, &[]);
            assert_eq!(Mark::after(&marks), new, "{old} {new}");
            let plain = |text: &str| -> String {
                text.chars()
                    .filter(|one| !is_blank(*one))
                    .map(|one| simplified(folded(one)))
                    .collect()
            };
            assert_eq!(plain(&Mark::before(&marks)), plain(old), "{old} {new}");
        }
    }
}

#[test]
fn names_are_found_where_a_text_defines_them() {
    let text = "设立联席会议(以下简称“评审会”)，下设办公室（以下称\"评审办\"），以下统称“甲”。";
    assert_eq!(defined_names(text), ["评审会", "评审办"]);
}
