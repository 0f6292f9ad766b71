//! The bundle's text, rendered with the values that it ships with, is the official text letter for
//! letter; the text as it was published, with its scraping artefacts, normalises to the same.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

use std::path::Path;

use banfa::lang::Lang;
use banfa::pipeline::{self, Wishes};
use banfa::policy::ArticleRef;
use banfa::program::Program;
use banfa::report::rendered_text;

const FOLDER: &str = "policy/changning-2023";

fn program(wishes: &Wishes) -> Program {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    pipeline::load_with(&folder, wishes).program.unwrap()
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The articles as the bundle renders them, one line a paragraph or item.
fn bundle_text(program: &Program) -> String {
    let mut out = String::new();
    for article in program.articles.iter() {
        out += &ArticleRef::whole(article.number.value).cite(Lang::Zh);
        out += &format!("（{}）\n", article.heading.zh);
        for paragraph in &article.paragraphs {
            for text in paragraph.texts().filter(|text| !text.is_empty()) {
                out += &rendered_text(text, program, None);
                out.push('\n');
            }
        }
    }
    out
}

/// From the first article on, without the headings of chapters.
fn articles_of(text: &str) -> String {
    let from = text.find("第一条").unwrap();
    let kept = text[from..].lines().map(str::trim).filter(|line| {
        let chapter = line.starts_with('第')
            && line.chars().take(5).any(|c| c == '章')
            && !line.contains('（')
            && !line.contains('(');
        !line.is_empty() && !chapter
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_rendered_text_is_the_official_text() {
    let program = program(&Wishes::default());
    assert_eq!(bundle_text(&program).trim(), articles_of(&read("official.txt")).trim());
}

/// Each heading of a chapter in the official text, and the number of the article below it.
#[test]
fn the_chapters_are_those_of_the_official_text() {
    let official = read("official.txt");
    let mut lines = official.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let mut expected = Vec::new();
    while let Some(line) = lines.next() {
        let is_chapter = line.starts_with('第') && line.chars().nth(2) == Some('章');
        if let (true, Some(below)) = (is_chapter, lines.peek()) {
            let (number, title) = line.split_once(' ').unwrap();
            let article = below.split('（').next().unwrap();
            expected.push((number.to_owned(), title.to_owned(), article.to_owned()));
        }
    }
    let program = program(&Wishes::default());
    let chapters = program.chapters.iter().map(|one| {
        let from = ArticleRef::whole(one.from.value).cite(Lang::Zh);
        (one.name(Lang::Zh), one.title.zh.clone(), from)
    });
    assert_eq!(chapters.collect::<Vec<_>>(), expected);
    assert_eq!(expected.len(), 7);
    assert_eq!(program.chapters[4].head(Lang::Zh), "第五章　申报评定");
    assert_eq!(program.chapters[4].head(Lang::En), "Chapter 5  Filing and assessment");
}

#[test]
fn the_text_as_published_normalises_to_the_same() {
    // Articles 22–25 were published in traditional characters: those that occur there.
    const TRADITIONAL: &str = "條資評審組據規則對過質獎報進辦優單場實議總結驗綜發濟區擬會後現確與經況請於個將價選饋煉際獲";
    const SIMPLIFIED: &str = "条资评审组据规则对过质奖报进办优单场实议总结验综发济区拟会后现确与经况请于个将价选馈炼际获";
    let normal = |text: &str| -> String {
        text.chars()
            .filter(|character| !character.is_whitespace())
            .map(|character| {
                let at = TRADITIONAL.chars().position(|known| known == character);
                let simple = at.and_then(|at| SIMPLIFIED.chars().nth(at)).unwrap_or(character);
                match simple {
                    ',' => '，',
                    '(' => '（',
                    ')' => '）',
                    ':' => '：',
                    ';' => '；',
                    other => other,
                }
            })
            .collect()
    };
    let published = normal(&articles_of(&read("as_published.txt")));
    let official = normal(&articles_of(&read("official.txt")));
    let differ = published.chars().zip(official.chars()).position(|(one, two)| one != two);
    let around = differ.map(|at| {
        let piece =
            |text: &str| text.chars().skip(at.saturating_sub(8)).take(24).collect::<String>();
        (piece(&published), piece(&official))
    });
    assert_eq!(around, None);
    assert_eq!(published.len(), official.len());
}

#[test]
fn a_changed_parameter_rewrites_its_sentence_in_the_style_of_its_place() {
    let values =
        ["cycle=5y", "prize.mayor.model=60万元", "second_notice=7workdays", "min_years=2y"];
    let wishes = Wishes { values: values.map(str::to_owned).to_vec(), ..Wishes::default() };
    let text = bundle_text(&program(&wishes));
    for sentence in [
        "长宁区政府质量奖为区级表彰项目，每五年评选一次。",
        "区长质量奖先进质量管理模式 60 万元/家",
        "将拟获奖名单向社会进行不少于7个工作日的公示",
        "由评审办组织向社会进行不少于5个工作日的公示",
        "生产经营2年以上",
    ] {
        assert!(text.contains(sentence), "{sentence}");
    }
}

/// The shipped bundle with edits laid into copies of its files, loaded from a folder of the test's own.
fn edited(name: &str, bundle: &str, edits: &[(&str, &str, &str)]) -> pipeline::Loaded {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("words").join(name);
    if root.exists() {
        std::fs::remove_dir_all(&root).unwrap();
    }
    for folder in ["calendars", "library", bundle] {
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("policy").join(folder),
            &root.join(folder),
        );
    }
    for (file, from, to) in edits {
        let path = root.join(bundle).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }
    pipeline::load(&root.join(bundle))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let to = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &to);
        } else {
            std::fs::copy(&entry, &to).unwrap();
        }
    }
}

/// The codes of all that is told of a bundle, in the order of its files.
fn codes(loaded: &pipeline::Loaded) -> Vec<&'static str> {
    loaded.problems.clone().sorted().iter().map(|found| found.problem.code()).collect()
}

#[test]
fn whoever_amends_the_text_first_is_told_that_the_rule_has_not_followed() {
    let told = |name: &str, from: &str, to: &str| {
        let mut found = codes(&edited(name, "changning-2023", &[("text.ron", from, to)]));
        // The readings that quote the words that are gone are told too.
        found.retain(|code| *code != "words-not-in-the-text");
        found
    };
    assert_eq!(told("first", "{cycle:两年}", "{cycle:三年}"), ["slot-disagrees"]);
    // The new number in plain words: the parameter is shown nowhere any more.
    assert_eq!(
        told("plain", "每{cycle:两年}", "每五年"),
        ["number-outside-slot", "number-not-shown"]
    );
    // Beside a slot that still stands the number in words is told by itself.
    let beside = told("beside", "每{cycle:两年}评选{:一次}", "每{cycle:两年}评选{:一次}，满五年");
    assert_eq!(beside, ["number-outside-slot"]);
    // The sentence of Article 18 that shows the bar is cut; the bar still runs.
    let cut = "获得先进质量管理模式或成果后的{same_award_ban:5年}内，不得再次申报曾获奖项。";
    assert_eq!(told("cut", cut, ""), ["number-not-shown"]);
}

#[test]
fn a_stage_that_is_put_in_is_asked_by_every_list_of_states() {
    // A defence before the site visit; the proposal waits for all reviews.
    let stage = "        \"defence\": use(\"report_stage\", {\n          \"title\": (zh: \"陈述答辩\", en: \"defence\"), \"article\": \"22.2\", \"report\": \"site_report\", \"by\": \"review_team\",\n          \"when\": [\"team_formed\"], \"to\": \"site_review\", \"with\": \"10.2\",\n        }),\n        \"site_review\": use(";
    let into = [
        (
            "machines/case.ron",
            "(event: \"shortlist\", by: [\"review_office\"], target: \"site_review\"",
            "(event: \"shortlist\", by: [\"review_office\"], target: \"defence\"",
        ),
        ("machines/case.ron", "        \"site_review\": use(", stage),
    ];
    assert_eq!(codes(&edited("stage", "changning-2023", &into)), [""; 0]);
    // Where the rule names the states one by one, the one that it leaves out is told.
    let by_name =
        "count(\"case\", \"paper_review\", \"paper_reviewed\", \"site_review\", \"site_reviewed\")";
    let listed = [
        into.as_slice(),
        &[(
            "rules/procedure.rhai",
            "count(\"case\", \"from paper_review before evaluated\")",
            by_name,
        )],
    ]
    .concat();
    assert_eq!(codes(&edited("listed", "changning-2023", &listed)), ["states-left-out"]);
}

#[test]
fn what_has_lost_its_actor_is_told() {
    let edits = [(
        "machines/honour.ron",
        "(event: \"pay_prize\", by: [\"city_government\"], ",
        "(event: \"pay_prize\", ",
    )];
    let found = codes(&edited("nobody", "wuhan-2021", &edits));
    assert!(found.contains(&"nobody-may"), "{found:?}");
}

#[test]
fn a_row_that_the_table_no_longer_has_is_not_printed() {
    let edits = [("parameters.ron", "        \"bronze\": money(\"50万元\"),\n", "")];
    let loaded = edited("row", "wuhan-2021", &edits);
    assert!(codes(&loaded).contains(&"slot-without-value"), "{:?}", codes(&loaded));
    assert!(loaded.program.is_none());
}

#[test]
fn values_without_sense_are_told_beside_the_published_words() {
    // Two days for a cycle, five years for a notice, working days in operation, a bar of five days.
    let edits = [
        ("parameters.ron", "value: years(2))]", "value: days(2))]"),
        (
            "parameters.ron",
            "article: \"25.2\", reading: \"A17\", value: workdays(5)",
            "article: \"25.2\", reading: \"A17\", value: years(5)",
        ),
        ("parameters.ron", "value: years(3)", "value: workdays(3)"),
        (
            "parameters.ron",
            "article: \"18\", reading: \"A12\", value: years(5)",
            "article: \"18\", reading: \"A12\", value: days(5)",
        ),
    ];
    let found = codes(&edited("sense", "changning-2023", &edits));
    assert_eq!(found.iter().filter(|code| **code == "value-without-sense").count(), 4, "{found:?}");
}

#[test]
fn without_a_day_the_text_is_that_of_the_first_day_and_names_what_becomes_of_it() {
    let dated = "value: years(2)), (from: \"2028-01-01\", value: years(4))]";
    let edits = [("parameters.ron", "value: years(2))]", dated)];
    let loaded = edited("dated", "changning-2023", &edits);
    let found = codes(&loaded);
    assert!(!found.contains(&"slot-disagrees") && !found.contains(&"value-without-sense"));
    let program = loaded.program.unwrap();
    let sentence = &program.articles[2].paragraphs[0].text;
    let pieces = banfa::report::rendered(sentence, &program, None);
    let cycle = pieces.iter().find(|piece| piece.bound == ["cycle"]).unwrap();
    assert_eq!(cycle.text, "两年");
    let day = |text| banfa::calendar::Day::parse(text).unwrap();
    assert_eq!(cycle.later, [(day("2028-01-01"), "四年".to_owned())]);
    assert_eq!(
        rendered_text(sentence, &program, Some(day("2028-01-01"))),
        "长宁区政府质量奖为区级表彰项目，每四年评选一次。"
    );
}

#[test]
fn one_word_for_two_limits_shows_that_they_part() {
    let values = vec!["mayor_model_quota=3".to_owned()];
    let program = program(&Wishes { values, ..Wishes::default() });
    let sentence = &program.articles[2].paragraphs[1].text;
    let text = rendered_text(sentence, &program, None);
    assert!(
        text.contains(
            "总数各不超过〔区长质量奖先进质量管理模式名额3、区长质量奖先进质量管理成果名额2〕个"
        ),
        "{text}"
    );
}
