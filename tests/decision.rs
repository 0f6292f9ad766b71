//! Sentences of published decisions, read: each gives the operations that were derived from it by hand.
//!
//! A handful of decisions lies under `tests/decision/`; a larger collection is read where it is found
//! (`BANFA_AMENDING`, or `../shared/amending`), in the same form.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]
#![allow(clippy::print_stdout, reason = "what was read, and what could not be, is said")]

use std::path::{Path, PathBuf};

use banfa::amend::decision::{Decision, Operation, decision, draft};
use banfa::diagnostic::{Problems, Style, render};
use banfa::lang::{Lang, Severity};
use banfa::source::Sources;
use serde_json::Value;

mod command;

use command::{banfa, has, shipped};

fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decision")
}

/// The larger collection, where there is one.
fn collection() -> Option<PathBuf> {
    let given = std::env::var_os("BANFA_AMENDING").map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = ["../shared/amending", "../../shared/amending"].map(|path| root.join(path));
    let found = given.into_iter().chain(beside).find(|path| path.join("sentences.json").is_file());
    if found.is_none() {
        println!("no collection of decisions was found; only tests/decision is read");
    }
    found
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("readable");
    serde_json::from_str(&text).expect("JSON")
}

fn read(text: String) -> (Decision, Sources, Problems) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = sources.add("decision.txt".into(), text);
    let found = decision(file, &sources, &mut problems);
    (found, sources, problems)
}

/// An operation as the collection writes it: kind, target, old, new, position.
type Written = [Option<String>; 5];

fn of_hand(op: &Value) -> Written {
    ["kind", "target", "old", "new", "position"]
        .map(|field| op.get(field).and_then(Value::as_str).map(str::to_owned))
}

fn of_reader(op: &Operation) -> Written {
    [
        Some(op.kind.name().to_owned()),
        Some(op.target_text()),
        op.old.as_ref().map(|old| old.text()),
        op.new_text(),
        op.position.as_ref().map(|position| position.text()),
    ]
}

/// Blanks at the ends of lines do not count.
fn tidy(mut op: Written) -> Written {
    for text in op.iter_mut().flatten() {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        *text = lines.join("\n");
    }
    op
}

/// Where several articles come in by one quotation, the collection gives its text to the last of them.
fn gathered(ops: Vec<Written>) -> Vec<Written> {
    let mut found: Vec<Written> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for op in ops {
        let is_insert = op[0].as_deref() == Some("insert");
        if is_insert && op[3].is_none() {
            waiting.push(found.len());
        } else {
            waiting.clear();
        }
        found.push(op);
    }
    found
}

/// The same on our side: as many texts as wait for the last one's are put together.
fn as_gathered(ours: Vec<Written>, theirs: &[Written]) -> Vec<Written> {
    let mut ours = ours;
    for at in 0..theirs.len().min(ours.len()) {
        let waits = theirs[at][0].as_deref() == Some("insert") && theirs[at][3].is_none();
        if waits && at + 1 < ours.len() {
            let text = ours[at][3].take();
            let next = ours[at + 1][3].take();
            ours[at + 1][3] = text.zip(next).map(|(text, next)| format!("{text}\n{next}"));
        }
    }
    ours
}

struct Told {
    all: usize,
    right: usize,
    wrong: Vec<String>,
}

/// Reads all sentences of a collection, those of one act together, and holds the operations of each
/// against those of the collection.
fn held_against(path: &Path) -> Told {
    let all = json(&path.join("sentences.json"));
    let sentences = all["sentences"].as_array().expect("sentences");
    let mut told = Told { all: 0, right: 0, wrong: Vec::new() };
    let mut runs: Vec<Vec<&Value>> = Vec::new();
    for sentence in sentences {
        let key = |one: &Value| (one["source"].clone(), one["amends"].clone());
        match runs.last_mut().filter(|run| key(run[0]) == key(sentence)) {
            Some(run) => run.push(sentence),
            None => runs.push(vec![sentence]),
        }
    }
    for run in runs {
        let mut text = String::new();
        if let Some(act) = run[0]["amends"].as_str() {
            text += &format!("对《{}》作如下修改：\n", act.trim_matches(['《', '》']));
        }
        let mut places = Vec::new();
        let mut number = String::new();
        for sentence in &run {
            let own = sentence["no"].as_str().unwrap_or("");
            let start = text.len();
            if own != number {
                number = own.to_owned();
                text += own;
                if own.starts_with('第') {
                    text.push('　');
                }
            }
            text += sentence["sentence"].as_str().expect("a sentence");
            places.push((start..text.len(), sentence));
            text.push('\n');
        }
        let (found, sources, _) = read(text);
        for (place, sentence) in places {
            told.all += 1;
            let inside = |at: usize| place.contains(&at);
            let own: Vec<_> =
                found.sentences.iter().filter(|one| inside(one.at.start as usize)).collect();
            let ours: Vec<Written> =
                own.iter().flat_map(|one| &one.operations).map(of_reader).map(tidy).collect();
            let hand = sentence["ops"].as_array().expect("ops");
            let theirs = gathered(hand.iter().map(of_hand).map(tidy).collect());
            let ours = as_gathered(ours, &theirs);
            let refused: Vec<String> = own
                .iter()
                .filter_map(|one| one.refused)
                .map(|refused| {
                    format!("refused at {}: {:?}", sources.text(refused.at), refused.expected)
                })
                .collect();
            if ours == theirs && refused.is_empty() {
                told.right += 1;
            } else {
                told.wrong.push(format!(
                    "{} {}\n   hand {theirs:?}\n   read {ours:?}\n   {refused:?}",
                    sentence["id"], sentence["sentence"]
                ));
            }
        }
    }
    told
}

/// A few published sentences that any copy of the repository has.
#[test]
fn the_sentences_kept_here_give_the_operations_derived_by_hand() {
    let told = held_against(&own());
    assert!(told.all >= 45, "{} sentences", told.all);
    assert!(told.wrong.is_empty(), "{}", told.wrong.join("\n"));
}

#[test]
fn sentences_of_decisions_give_the_operations_derived_by_hand() {
    if let Some(path) = collection() {
        let told = held_against(&path);
        println!("{} of {} sentences\n{}", told.right, told.all, told.wrong.join("\n"));
        let enough = told.right * 100 >= told.all * 95;
        assert!(enough, "{} of {}:\n{}", told.right, told.all, told.wrong.join("\n"));
    }
}

/// What a decision does, an operation a line: kind, target, old, new, position.
fn told(text: &str) -> Vec<String> {
    let (found, _, problems) = read(text.to_owned());
    assert_eq!(problems.iter().count(), 0, "{text}: {problems:?}");
    let say = |op: &Operation| {
        let [kind, target, old, new, position] = of_reader(op).map(Option::unwrap_or_default);
        format!("{kind} {target} [{old}] [{new}] {position}")
    };
    found.operations().map(say).collect()
}

/// Forms that the collections do not hold; each expectation is the plain meaning of its sentence.
#[test]
fn usual_forms_are_read() {
    for (sentence, expected) in [
        ("名称修改为《某奖管理办法》。", &["rename title [] [某奖管理办法] "][..]),
        ("第二十一条标题修改为“监督管理”。", &["rename heading:21 [] [监督管理] "]),
        ("将第四章章名修改为“监督”。", &["rename c4 [] [监督] "]),
        ("将第四章第一节节名“甲”修改为“乙”。", &["rename c4s1 [甲] [乙] "]),
        ("删去第四章。", &["delete c4 [] [] "]),
        // Its heading alone: the articles stay.
        ("删去第四章章名。", &["delete heading:c4 [] [] "]),
        ("删去第四章第一节节名。", &["delete heading:c4s1 [] [] "]),
        (
            "增加一章，作为第七章：“第七章　法律责任\n“第三十一条　甲。\n“乙。\n“第三十二条　丙。”",
            &["insert * [] [第七章　法律责任\n第三十一条　甲。\n乙。\n第三十二条　丙。] c7"],
        ),
        (
            "第四章增加一节，作为第三节：“第三节　甲\n“第九条　乙。”",
            &["insert c4 [] [第三节　甲\n第九条　乙。] c4s3"],
        ),
        (
            "增加一节，作为第四章第三节：“第三节　甲\n“第九条　乙。”",
            &["insert * [] [第三节　甲\n第九条　乙。] c4s3"],
        ),
        ("在第二十条前增加章名，作为第三章：“第三章　甲”。", &["insert 20 [] [第三章　甲] c3"]),
        (
            "在第二十条前增加节名，作为第三章第二节：“第二节　甲”。",
            &["insert 20 [] [第二节　甲] c3s2"],
        ),
        ("将“第三章 评审”改为“第三章 评审程序”。", &["rename c3 [第三章 评审] [第三章 评审程序] "]),
        (
            "将第二十二条至第二十四条中的“甲局”均修改为“乙局”。",
            &[
                "substitute_words 22 [甲局] [乙局] ",
                "substitute_words 23 [甲局] [乙局] ",
                "substitute_words 24 [甲局] [乙局] ",
            ],
        ),
        (
            "将第五条、第六条第一款中的“甲”统一修改为“乙”，第七条中的“以上”修改为“以下”。",
            &[
                "substitute_words 5 [甲] [乙] ",
                "substitute_words 6.1 [甲] [乙] ",
                "substitute_words 7 [以上] [以下] ",
            ],
        ),
        (
            "第三十四条第（一）项中的“甲”、“乙”分别修改为“丙”、“丁”。",
            &["substitute_words 34(1) [甲] [丙] ", "substitute_words 34(1) [乙] [丁] "],
        ),
        (
            "在第八条“有下列情形之一的，”后增加“由市政府”。",
            &["insert 8 [] [由市政府] after:有下列情形之一的，"],
        ),
        (
            "第九条第三款改为第四款，并将其中的“三年”修改为“五年”。",
            &["renumber 9.3 [] [] 9.4", "substitute_words 9.3 [三年] [五年] 9.4"],
        ),
        ("将“质监局”统一修改为“市场监管局”。", &["substitute_words * [质监局] [市场监管局] "]),
        ("根据机构改革方案，将第二条中的“甲”修改为“乙”。", &["substitute_words 2 [甲] [乙] "]),
        (
            "第三章“国家机构”中增加一节，作为第七节“监察委员会”；增加二条，分别作为第五条至第六条。内容如下：\n第七节 监察委员会\n第五条 甲。\n第六条 乙。",
            &[
                "insert c3 [] [监察委员会] c3s7",
                "insert * [] [第五条 甲。] 5",
                "insert * [] [第六条 乙。] 6",
            ],
        ),
        // For whom it is belongs elsewhere: it does nothing to the text.
        (
            "删去第二条。\n本决定适用于2026年10月1日以后开始的“一届评选”；此前开始的，按修改前的规定办理。\n本决定施行时正在计算的期间，按原规定计算。\n本决定自2026年10月1日起施行。",
            &["delete 2 [] [] ", "effective * [] [2026-10-01] "],
        ),
        // A line that amends something is no line of the text above it.
        (
            "增加二条，分别作为第五条、第六条。内容如下：\n第五条　甲。\n第六条　乙。\n第五条至第六条相应改为第七条至第八条。",
            &[
                "insert * [] [第五条　甲。] 5",
                "insert * [] [第六条　乙。] 6",
                "renumber 5 [] [] 7",
                "renumber 6 [] [] 8",
            ],
        ),
        (
            "第六十七条“行使下列职权”中第六项“（六）甲”修改为“（六）乙”。",
            &["replace 67(6) [（六）甲] [（六）乙] "],
        ),
        (
            "将第七条分为二条，作为第七条和第八条，分别修改为：\n“第七条　丙。\n第八条　丁。”",
            &["split 7 [] [第七条　丙。\n第八条　丁。] 7+8"],
        ),
        (
            "下列规章予以废止：\n一、《甲办法》（2001年1月1日公布）\n二、《乙规定》",
            &["repeal 《甲办法》 [] [] ", "repeal 《乙规定》 [] [] "],
        ),
        ("《甲办法》继续有效，有效期至2031年12月31日。", &["extend * [] [2031-12-31] "]),
        (
            "第三十条第一款改为两款，作为第一款、第二款：“甲。\n“乙。”",
            &["split 30.1 [] [甲。\n乙。] 30.1+30.2"],
        ),
        (
            "第十条增加一项，作为第三项：“（三）甲；”原第三项改为第四项。",
            &["insert 10 [] [（三）甲；] 10(3)", "renumber 10(3) [] [] 10(4)"],
        ),
        ("将第十条第二款单列一条，作为第十一条。", &["move 10.2 [] [] 11"]),
        ("第二十条第二款改为第二十一条。", &["move 20.2 [] [] 21"]),
        ("将第三十八条移至第四十条之后，作为第三十九条。", &["move 38 [] [] 39"]),
        ("增加一章，作为第五章：“第五章　附则”。", &["insert * [] [第五章　附则] c5"]),
        ("第三十三条第二款、第三款删去。", &["delete 33.2 [] [] ", "delete 33.3 [] [] "]),
        ("删去第三条中的“甲”和第四条末尾的“乙”。", &["delete 3 [甲] [] ", "delete 4 [乙] [] end"]),
        ("办法有效期延长至2031年12月31日。", &["extend * [] [2031-12-31] "]),
        (
            "将第十七条、第十八条合并，作为第十五条，修改为：“甲：\n“（一）乙；\n“（二）丙。”",
            &["join 17+18 [] [甲：\n（一）乙；\n（二）丙。] 15"],
        ),
        (
            "将第十九条分为两条，作为第十六条、第十七条，修改为：“第十六条　甲。\n“第十七条　乙。”",
            &["split 19 [] [第十六条　甲。\n第十七条　乙。] 16+17"],
        ),
        (
            "在第三十六条第一款末尾增加“国家另有规定的除外。”",
            &["insert 36.1 [] [国家另有规定的除外。] end"],
        ),
        (
            "删除第五条第一款第五项，其他项依次顺延。",
            &["delete 5.1(5) [] [] ", "renumber 5.1 [] [] "],
        ),
        // A sentence within a sentence is not taken for its end.
        (
            "第六条修改为：“本办法所称“甲”，是指乙。”删去第七条。",
            &["replace 6 [] [本办法所称“甲”，是指乙。] ", "delete 7 [] [] "],
        ),
        // 第二款 after another article was named is a paragraph of that one.
        (
            "第三条第一款修改为：“甲。”第二款删去。",
            &["replace 3.1 [] [甲。] ", "delete 3.2 [] [] "],
        ),
    ] {
        assert_eq!(told(sentence), expected, "{sentence}");
    }
}

#[test]
fn what_is_not_understood_is_told_at_its_place_and_does_nothing() {
    for (sentence, words, expected) in [
        ("第二款修改为：“甲。”", "第二款修改为：", "哪一条"),
        ("将第三条改一改。", "改一改", "怎样修改"),
        ("第三条第二款第二句修改为：“甲。”", "第二句修改为：", "怎样修改"),
        ("将第三条、第四条改为第五条。", "第五条", "一样多"),
        ("第三条增加三款：“甲。\n“乙。”", "“甲。\n“乙。”", "一样多"),
        ("“甲”修改为“乙”。", "“乙”", "哪一条"),
        ("将第三条修改为：“甲。", "“甲", "修改后的文字"),
        ("删去有的条文。", "有的条文", "哪一条"),
        ("第三条删去，请遵照执行。", "请遵照执行", "哪一条"),
    ] {
        let text = format!("一、删去第一条。\n二、{sentence}\n三、删去第九条。\n");
        let (found, sources, problems) = read(text.clone());
        let [problem] = problems.iter().collect::<Vec<_>>()[..] else {
            panic!("{sentence}: {problems:?}")
        };
        let at = problem.at.unwrap();
        assert_eq!((sources.text(at), sources.line_column(at).line), (words, 2), "{sentence}");
        let said = banfa::diagnostic::message(problem, banfa::lang::Lang::Zh);
        assert!(said.contains(expected), "{sentence}: {said}");
        let deleted: Vec<String> = found.operations().map(Operation::target_text).collect();
        assert_eq!(deleted, ["1", "9"], "{sentence}");
    }
}

/// Sentences cut, doubled and mixed by fixed seeds: read or refused, and every place lies in the text.
#[test]
fn broken_sentences_are_read_or_refused() {
    let all = json(&own().join("sentences.json"));
    let sentences: Vec<Vec<char>> = all["sentences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["sentence"].as_str().unwrap().chars().collect())
        .collect();
    let extra: Vec<char> =
        "第“”‘’《》（）一二条款项、，。：\n将中的修改为增加删去至第之\u{3000}a".chars().collect();
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(limit.max(1)).unwrap()).unwrap()
    };
    for _ in 0..1500 {
        let mut text = sentences[below(sentences.len())].clone();
        text.truncate(400);
        for _ in 0..=below(4) {
            let at = below(text.len());
            match below(4) {
                0 if !text.is_empty() => drop(text.remove(at)),
                1 => text.insert(at, extra[below(extra.len())]),
                2 => text.truncate(at),
                _ => {
                    let other = &sentences[below(sentences.len())];
                    text.extend(other.iter().skip(below(other.len())).take(80));
                }
            }
        }
        let text: String = text.into_iter().collect();
        let (found, sources, problems) = read(text.clone());
        let inside = |at: banfa::source::Span| {
            let (from, to) = (at.start as usize, at.end as usize);
            assert!(from <= to && text.get(from..to).is_some(), "{from}..{to} in {text}");
            assert!(sources.location(at).starts_with("decision.txt:"));
        };
        problems.iter().filter_map(|problem| problem.at).for_each(inside);
        for sentence in &found.sentences {
            inside(sentence.at);
            for op in &sentence.operations {
                let quoted = op.old.iter().chain(&op.new);
                let spans =
                    quoted.flat_map(|one| &one.paragraphs).map(|(words, at)| (words, at.clone()));
                for (words, at) in spans {
                    assert_eq!(text.get(at), Some(words.as_str()), "{text}");
                }
                assert!(text.get(op.at.clone()).is_some(), "{text}");
            }
        }
    }
}

#[test]
fn the_command_lists_what_a_decision_does() {
    let said = banfa(shipped(), &["decision", "docs/decision.txt"], 0);
    has(
        &said,
        &[
            "Art. 3.1",
            "“每两年” → “每五年”",
            "Art. 35",
            "2026-10-01",
            "8 sentences, 6 operations; 0",
        ],
    );
    let data = banfa(shipped(), &["decision", "docs/decision.txt", "--format", "json"], 0);
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(
        (&data["format"], &data["issued"]),
        (&"banfa-decision".into(), &"2026-08-28".into())
    );
    let sentences = data["sentences"].as_array().unwrap();
    let third = &sentences[3];
    assert_eq!((&third["number"], &third["line"]), (&"三、".into(), &7.into()));
    assert_eq!(third["operations"][0]["position"], "23");
    assert_eq!(sentences[0]["says"], "lead_in");
    assert_eq!(sentences[7]["says"], "republish");
}

#[test]
fn the_command_shows_what_it_does_not_understand_and_fails() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("decision");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("d.txt"), "一、删去第一条。\n二、将第三条改一改。\n").unwrap();
    let said = banfa(&folder, &["decision", "d.txt"], 1);
    has(&said, &["sentence-unread", "d.txt:2:", "改一改", "1 sentences not understood", "Art. 1"]);
    banfa(&folder, &["decision", "nothing.txt"], 2);
}

/// A text before as it would be published: articles that the collection does not hold are filled in.
fn published(title: &str, articles: &[Value]) -> String {
    let mut text = format!("{title}\n");
    let number = |article: &Value| article["article"].as_str().unwrap().parse::<u32>().unwrap();
    let last = articles.iter().map(number).max().unwrap();
    for at in 1..=last.max(16) {
        let named = banfa::lang::chinese_number(at);
        let own = articles.iter().find(|article| number(article) == at);
        let filled = vec![Value::from("（此处略）。")];
        let paragraphs = own.map_or(&filled, |own| own["paragraphs"].as_array().unwrap());
        for (nth, paragraph) in paragraphs.iter().enumerate() {
            if nth == 0 {
                text += &format!("第{named}条　");
            }
            text += paragraph.as_str().unwrap();
            text.push('\n');
        }
    }
    text
}

/// Letters as pairs compare them: blanks, the width of marks and the level of quotation do not count.
fn plain(text: &str) -> String {
    let text = banfa::lang::amending::outer_quotes(text);
    banfa::lang::letters(&text).into_iter().map(|one| one.letter).collect()
}

/// The texts of an article after, item by item.
fn printed(article: &banfa::policy::Article) -> String {
    let texts = article.paragraphs.iter().flat_map(|paragraph| paragraph.texts());
    texts.map(|text| plain(&text.value)).collect()
}

/// A text of articles as it is published.
fn lines(title: &str, articles: &[banfa::policy::Article]) -> String {
    let mut text = format!("{title}\n");
    for article in articles {
        let number = banfa::lang::chinese_number(article.number.value.number.into());
        text += &format!("第{number}条（{}）　", article.heading.zh);
        for one in article.paragraphs.iter().flat_map(|paragraph| paragraph.texts()) {
            text += &one.value;
            text.push('\n');
        }
    }
    text
}

/// A draft of a decision on a text before, with what is told.
fn drafted(before: &str, text: &str) -> (banfa::amend::decision::Draft, Vec<String>) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = sources.add("before.txt".into(), before.to_owned());
    let act = banfa::act::read(file, &sources, &mut problems).unwrap();
    let bundle = act.bundle("before", &mut sources, &mut problems);
    let file = sources.add("decision.txt".into(), text.to_owned());
    let read = decision(file, &sources, &mut problems);
    let bundle = banfa::policy::Bundle { sources: sources.clone(), ..bundle };
    let made = draft(&read, &bundle, "d", Lang::Zh, &sources);
    let style = Style { lang: Lang::Zh, color: false, width: 100 };
    let mut told: Vec<String> = problems.iter().map(|one| render(one, &sources, style)).collect();
    told.extend(made.problems.iter().map(|one| render(one, &made.sources, style)));
    told.extend(made.holes.iter().map(|hole| hole.why.plain(Lang::Zh).to_owned()));
    (made, told)
}

/// The standard forms, on a text of eight articles; `after.txt` was written by hand.
#[test]
fn a_decision_in_the_standard_forms_is_laid() {
    let read = |name: &str| std::fs::read_to_string(own().join(name)).unwrap();
    let (made, told) = drafted(&read("before.txt"), &read("decision.txt"));
    assert!(told.is_empty(), "{}", told.join("\n"));
    let (amendment, rewritten) = made.laid.unwrap();
    assert_eq!(lines(&rewritten.title.zh, &rewritten.articles), read("after.txt"));
    assert_eq!(amendment.issued.value.to_string(), "2026-08-28");
    assert_eq!(amendment.effective.value.to_string(), "2026-10-01");
    assert_eq!(amendment.number.unwrap().zh, "某府规〔2026〕9号");
    assert_eq!(amendment.issuer.unwrap().zh, "某市人民政府");
}

/// What the decision does not tell is not guessed.
#[test]
fn what_cannot_be_laid_is_told() {
    let before = std::fs::read_to_string(own().join("before.txt")).unwrap();
    for (sentence, why) in [
        ("第五条第二款开始部分增加：“遇有异议时”。", "标点"),
        ("将第四章章名修改为“监督”。", "章"),
        ("将第六条、第七条合并，作为第九条，修改为：“甲。”条文顺序作相应调整。", "序号"),
        ("第三条第三项改为第四项。", "序号"),
        ("删去第九条。", "第九条"),
        ("将第二条中的“每三年”修改为“每五年”。", "每三年"),
        ("第二条增加一款，作为第五款：“甲。”", "看不出"),
        ("第一条第一款不再适用。", "废止"),
        // A paragraph that stands as an article and reads otherwise: what is quoted is not its words.
        (
            "将第五条第二款单列一条，作为第六条，修改为：“第六条（公示）　评审办应当公示。”条文顺序作相应调整。",
            "同时改写",
        ),
        // All words of a paragraph, though it is not deleted.
        ("删去第二条第二款中的“每次不超过十个。”。", "没有文字"),
        // Behind which of the two it comes in is not told.
        ("第四条中的“市质监局”后增加“机关”。", "2 处"),
    ] {
        let (_, told) = drafted(&before, &format!("对《某奖管理办法》作如下修改：\n{sentence}\n"));
        assert!(told.iter().any(|one| one.contains(why)), "{sentence}: {told:?}");
    }
}

/// A mark that would be left over goes with the words before it; a list keeps its marks.
#[test]
fn marks_around_words_that_go_or_come_are_kept_in_order() {
    let before = std::fs::read_to_string(own().join("before.txt")).unwrap();
    for (sentence, reads) in [
        ("删去第七条中的“情节严重的，通报批评”。", "弄虚作假的，撤销奖励。"),
        ("删去第五条第二款中的“复核”。", "评审办应当公示、上报。"),
        ("删去第五条第二款中的“上报”。", "评审办应当公示、复核。"),
        ("第五条第二款中的“上报”后增加“存档”。", "评审办应当公示、复核、上报存档。"),
        ("第五条第二款中的“复核”前增加“公告”。", "评审办应当公示、公告、复核、上报。"),
        ("第六条末尾增加：“不足的，由财政追加。”", "经费由财政保障。不足的，由财政追加。"),
    ] {
        let (made, told) =
            drafted(&before, &format!("对《某奖管理办法》作如下修改：\n{sentence}\n"));
        assert!(told.is_empty(), "{sentence}: {told:?}");
        let (_, rewritten) = made.laid.unwrap();
        let text = lines("", &rewritten.articles);
        assert!(text.contains(reads), "{sentence}: {text}");
    }
}

struct Pair {
    title: String,
    /// The articles after, by number.
    after: Vec<(u16, String)>,
    told: Vec<String>,
}

/// Lays the sentences of a pair on its text before.
fn laid(pair: &Value, sentences: &[&Value]) -> Pair {
    let title = pair["title"].as_str().unwrap().split(':').next().unwrap().to_owned();
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let before = pair["before"]["articles"].as_array().unwrap();
    let file = sources.add("before.txt".into(), published(&title, before));
    let act = banfa::act::read(file, &sources, &mut problems).unwrap();
    let bundle = act.bundle("before", &mut sources, &mut problems);
    let mut text = format!("对《{title}》作如下修改：\n");
    let mut number = String::new();
    for one in sentences {
        let own = one["no"].as_str().unwrap_or("");
        if own != number {
            number = own.to_owned();
            text += own;
        }
        text += one["sentence"].as_str().unwrap();
        text.push('\n');
    }
    let file = sources.add("decision.txt".into(), text);
    let read = decision(file, &sources, &mut problems);
    let mut bundle = bundle;
    bundle.sources = sources.clone();
    let made = draft(&read, &bundle, "d", Lang::Zh, &sources);
    let style = Style { lang: Lang::Zh, color: false, width: 100 };
    let mut told: Vec<String> = Vec::new();
    let laid = made.laid.as_ref();
    for problem in made.problems.iter().filter(|one| one.problem.severity() == Severity::Error) {
        told.push(render(problem, &made.sources, style));
    }
    told.extend(made.holes.iter().map(|hole| hole.why.plain(Lang::Zh).to_owned()));
    if let Ok(folder) = std::env::var("BANFA_SHOW_DRAFTS") {
        std::fs::write(
            Path::new(&folder).join(format!("{}.ron", pair["id"].as_str().unwrap())),
            &made.text,
        )
        .unwrap();
    }
    let after = laid.map(|(_, rewritten)| {
        rewritten.articles.iter().map(|one| (one.number.value.number, printed(one))).collect()
    });
    Pair { title, after: after.unwrap_or_default(), told }
}

fn pair(folder: &Path, id: &str) -> Value {
    json(&folder.join("pairs").join(format!("{id}.json")))
}

/// The text before, the decision laid on it, the text after to the letter. Numbers are counted by hand:
/// of the collection's 立法法 only some operations are known, so that its later articles are found by
/// their texts.
#[test]
fn a_decision_laid_on_the_text_before_gives_the_text_after() {
    let Some(folder) = collection().filter(|folder| folder.join("pairs/gj23.json").is_file())
    else {
        return;
    };
    let mut wrong = Vec::new();
    for id in ["gj23", "kj24", "lff23", "nj13", "csf23", "jcf24", "tl21"] {
        let pair = pair(&folder, id);
        let all: Vec<&Value> = pair["decision"]["sentences"].as_array().unwrap().iter().collect();
        // Of the text before 铁路 only articles 3 and 12 are known: the sentences on others are left out.
        let known = ["tl21-03", "tl21-05", "tl21-08", "tl21-10", "tl21-11", "tl21-12"];
        let sentences: Vec<&Value> = all
            .into_iter()
            .filter(|one| id != "tl21" || known.contains(&one["id"].as_str().unwrap()))
            .collect();
        let found = laid(&pair, &sentences);
        wrong.extend(found.told.iter().map(|told| format!("{id} {}: {told}", found.title)));
        for article in pair["after"]["articles"].as_array().unwrap() {
            let number: u16 = article["article"].as_str().unwrap().parse().unwrap();
            let texts: Vec<String> = article["paragraphs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| plain(one.as_str().unwrap()))
                .collect();
            let own =
                found.after.iter().find(|(own, _)| *own == number).map(|(_, text)| text.as_str());
            let right = match (id, number) {
                // Two paragraphs more came in by a sentence that the collection does not hold.
                ("jcf24", 12) => own.is_some_and(|own| own.starts_with(&texts[0])),
                // Nothing is known of the other articles before.
                ("tl21", 3 | 6) | ("gj23", _) => own == Some(texts.concat().as_str()),
                ("tl21", _) | ("nj13", 1 | 3..) => true,
                ("lff23", 9..) => found.after.iter().any(|(_, text)| *text == texts.concat()),
                _ => own == Some(texts.concat().as_str()),
            };
            if !right {
                wrong.push(format!("{id} {number}:\n  after {}\n  laid  {own:?}", texts.concat()));
            }
        }
        match id {
            // 16 articles: 6 and 7 become one, 12 and 13 go.
            "tl21" => assert_eq!(found.after.len(), 13),
            "gj23" => assert_eq!(found.after.len(), 19),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The example of roles with a decision beside it; `decision` amends its first article.
fn roles(name: &str, decision: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("decision").join(name);
    let _ = std::fs::remove_dir_all(&root);
    for folder in ["policy/examples/roles", "policy/examples/roles/machines"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
        for entry in std::fs::read_dir(shipped().join(folder)).unwrap().flatten() {
            if entry.path().is_file() {
                std::fs::copy(entry.path(), root.join(folder).join(entry.file_name())).unwrap();
            }
        }
    }
    std::fs::write(root.join("d.txt"), decision).unwrap();
    root
}

const BUNDLE: &str = "policy/examples/roles";

#[test]
fn the_command_writes_an_amendment_that_waits_for_what_runs() {
    let text = "关于修改《示例：社区公告栏管理办法》的决定\n（2026年8月28日）\n一、将第一条第二款中的“可以随时”修改为“应当及时”。\n\
                二、第二条第一款改为第三条。\n本决定自2026年10月1日起施行。\n";
    let root = roles("waits", text);
    let shown = banfa(&root, &["decision", "d.txt", "--bundle", BUNDLE], 0);
    has(
        &shown,
        &["at: \"1.2\", old: \"可以随时\", new: \"应当及时\"", "TODO", "issued: \"2026-08-28\""],
    );
    let words = ["decision", "d.txt", "--bundle", BUNDLE, "--name", "read"];
    has(&banfa(&root, &words, 0), &["amendments/read.ron", "1 edits wait"]);
    let written = std::fs::read_to_string(root.join(BUNDLE).join("amendments/read.ron")).unwrap();
    // The checker refuses it until somebody says what runs.
    has(&banfa(&root, &["check", BUNDLE], 1), &["words-uncovered"]);
    let filled =
        written.replace("all: true)", "all: true, runs: nothing(\"什么时候收回由提交人定\"))");
    assert_ne!(filled, written);
    std::fs::write(root.join(BUNDLE).join("amendments/read.ron"), filled).unwrap();
    banfa(&root, &["check", BUNDLE], 0);
    // What lies there is never written over.
    has(&banfa(&root, &words, 2), &["read.ron"]);
}

#[test]
fn nothing_is_written_of_a_decision_that_is_not_understood_but_in_part() {
    let text = "对《示例：社区公告栏管理办法》作如下修改：\n一、删去第一条第二款。\n二、将第二条改一改。\n";
    let root = roles("partial", text);
    let words = ["decision", "d.txt", "--bundle", BUNDLE, "--name", "read"];
    has(&banfa(&root, &words, 1), &["sentence-unread", "d.txt:3:", "--partial"]);
    assert!(!root.join(BUNDLE).join("amendments").exists());
    has(&banfa(&root, &[&words[..], &["--partial"]].concat(), 1), &["1 could not be written"]);
    let written = std::fs::read_to_string(root.join(BUNDLE).join("amendments/read.ron")).unwrap();
    has(&written, &["delete: \"1.2\"", "二、将第二条改一改", "d.txt:3:", "____-__-__"]);
    // Another act is not amended by it.
    std::fs::write(root.join("d.txt"), "对《别的办法》作如下修改：\n删去第一条。\n").unwrap();
    has(&banfa(&root, &["decision", "d.txt", "--bundle", BUNDLE], 2), &["别的办法"]);
}

#[test]
fn the_command_prints_the_text_after() {
    let own = own();
    let said = banfa(&own, &["decision", "decision.txt", "--of", "before.txt"], 0);
    assert_eq!(said, std::fs::read_to_string(own.join("after.txt")).unwrap());
    let folder =
        roles("of", "对《某奖管理办法》作如下修改：\n将第二条中的“每三年”修改为“每五年”。\n");
    std::fs::copy(own.join("before.txt"), folder.join("before.txt")).unwrap();
    let said = banfa(&folder, &["decision", "d.txt", "--of", "before.txt"], 1);
    has(&said, &["words-not-there", "--partial"]);
    assert!(!said.contains("第一条（目的）"), "{said}");
}

/// The decision of the documentation on the first bundle: its values follow from the words.
#[test]
fn the_decision_of_the_documentation_is_an_amendment_of_the_first_bundle() {
    let words = ["decision", "docs/decision.txt", "--bundle", "policy/changning-2023"];
    let said = banfa(shipped(), &words, 0);
    has(
        &said,
        &[
            "at: \"3.1\", old: \"每两年\", new: \"每五年\"",
            "insert_after: \"22\", as: \"23\", heading: \"答辩\"",
        ],
    );
    has(&said, &["applies: machine(\"edition\")", "number: \"长府规〔2026〕9号\""]);
}
