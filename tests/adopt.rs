//! Adopting amendments: the new bundle is the amendment laid over the old one, written as text. What is
//! expected of small files is written out by hand, every letter of it; what the shipped drafts give is
//! held against the drafts laid over their bundles.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by a panic"
)]

mod command;

use std::path::{Path, PathBuf};

use banfa::adopt::{Adopted, Refused, adopt};
use banfa::lang::{Lang, Problem};
use banfa::pipeline::{Loaded, Story, Wishes, load_through, load_with, scenario_files};
use banfa::policy::Article;
use banfa::report::{Detail, Story as Telling, story_lines};
use banfa::scenario::play;
use banfa::source::{Disk, Door, Over};

use command::{banfa, has, shipped};

const POLICY: &str = r#"// 摊位。
(
  main: true, // 主要的一个
  title: (zh: "摊位办法", en: "Stalls"),
  legal_text: false,
  validity: (from: "2024-01-01", to: "2028-12-31"),
  files: ["text.ron", "d.ron", "machines/stall.ron", "r.rhai"], // 依次读入
)
"#;
const TEXT: &str = r#"(
  articles: {
    // 总则
    "1": (heading: "期限", status: carried, text: ["许可有效期为{term:两年}。"]), // 改这里
    "2": (heading: "申请", status: carried, text: ["依照第一条、第三条申请许可。"]),

    // 附则
    "3": (heading: "附则", status: declaratory(zh: "宣示", en: "declares"), text: ["由许可机关解释。"]),
  },
)
"#;
const DECLARED: &str = r#"(
  events: {
    "open": "开", "ask": (title: "申请", article: "2"),
  },
  choices: {
    "kind": (title: "种类", values: { "food": "食品", "goods": "百货" }),
  },
  parameters: {
    // 许可满两年。
    "term": (title: "有效期", article: "1", value: years(2)), // 一般两年
    "kinds": (title: "种类", article: "2", value: set("kind", ["food"])),
    "fee": (title: "费用", article: "3", value: table(by: ["kind"], rows: { "food": money("5元"), "goods": money("8元") })),
  },
  groups: {
    "fit": (title: "合适", article: "2", all: [
      "ready", // 材料
      "known",
    ]),
  },
)
"#;
const STALL: &str = r#"// 一个摊位。
(
  key: { "n": count }, opened_by: "open",
  states: {
    "start": (transitions: [(event: "open", target: "asked")]),
    // 申请之后。
    "asked": use("step", { "event": "ask", "to": "granted", "article": "2" }),
    "granted": (
      transitions: [
        // 期满。
        (after: "term", target: "over", article: "1"),
      ],
    ),
    "over": (kind: final),
  },
)
"#;
const RULES: &str = r#"/// 2 材料齐全
/// en: papers
fn ready() { true }

/// 2 知道
/// en: known
fn known() { ready() }
"#;
const STEP: &str = r#"// 一步。
(
  title: "一步",
  takes: {
    "event": (zh: "事件", en: "event"),
    "to": (zh: "去处", en: "target"),
    "article": (zh: "条款", en: "article"),
  },
  gives: (
    // 只有一条路。
    transitions: [(event: "$event", target: "$to", article: "$article", when: ["fit"])],
  ),
)
"#;

/// A root with the small measure and one amendment, `draft`, with these edits.
fn measure(name: &str, edits: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adopt").join(name);
    let _ = std::fs::remove_dir_all(&root);
    let draft = format!(
        r#"( title: (zh: "关于修改《摊位办法》的决定", en: "Decision"), instrument: decision, issued: "2026-08-01",
  effective: "2026-10-01", applies: act, edits: [{edits}] )"#
    );
    for (path, text) in [
        ("policy/stalls/policy.ron", POLICY),
        ("policy/stalls/text.ron", TEXT),
        ("policy/stalls/d.ron", DECLARED),
        ("policy/stalls/machines/stall.ron", STALL),
        ("policy/stalls/r.rhai", RULES),
        ("policy/library/step.ron", STEP),
        ("policy/stalls/amendments/draft.ron", &draft),
        ("scenarios/stalls/s.ron", r#"( title: "s", story: [] )"#),
    ] {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

/// The files that adopting `draft` writes, by name; the command is called as a drafter calls it.
#[track_caller]
fn adopted(name: &str, edits: &str) -> impl Fn(&str) -> String + use<> {
    let root = measure(name, edits);
    let said = banfa(&root, &["adopt", "draft", "--into", "next"], 0);
    has(&said, &["policy/next", "continues stalls"]);
    let checked = banfa(&root, &["check", "policy/next"], 0);
    assert!(!checked.contains("error["), "{checked}");
    move |file| std::fs::read_to_string(root.join("policy/next").join(file)).unwrap_or_default()
}

/// An edit without words.
fn runs(changes: &str) -> String {
    format!(r#"(silence: (zh: "无", en: "none"), runs: [{changes}])"#)
}

#[test]
fn a_number_is_changed_where_it_stands_and_nothing_else_is() {
    let file = adopted("number", r#"(at: "1", old: "两年", new: "五年", running: recount)"#);
    assert_eq!(file("text.ron"), TEXT.replace("{term:两年}", "{term:五年}"));
    assert_eq!(file("d.ron"), DECLARED.replace("years(2)", "years(5)"));
    assert_eq!(file("machines/stall.ron"), STALL);
    assert_eq!(file("r.rhai"), RULES);
    assert_eq!(
        file("policy.ron"),
        r#"// 摊位。
(
  title: (zh: "摊位办法", en: "Stalls"),
  continues: "stalls",
  amended_by: [
    (
      title: (zh: "关于修改《摊位办法》的决定", en: "Decision"),
      instrument: decision, issued: "2026-08-01", effective: "2026-10-01",
    ),
  ],
  legal_text: false,
  validity: (from: "2024-01-01", to: "2028-12-31"),
  files: ["text.ron", "d.ron", "machines/stall.ron", "r.rhai"], // 依次读入
)
"#
    );
    // A library piece that is not otherwise stays where it is.
    assert_eq!(file("pieces/step.ron"), "");
}

#[test]
fn an_article_and_a_stage_come_in_and_what_cites_follows() {
    let file = adopted(
        "article",
        r#"(insert_before: "2", heading: (zh: "听证", en: "Hearing"), text: "许可之前听取意见。",
          runs: [
            declare((events: { "hear": (title: "听证", article: "1") })),
            // 先听证。
            stage((machine: "stall", before: "granted", name: "hearing",
              from: use("step", { "event": "hear", "to": "granted", "article": "1" }))),
          ],
          cases_in: { "granted": stay })"#,
    );
    assert_eq!(
        file("text.ron"),
        r#"(
  articles: {
    // 总则
    "1": (heading: "期限", status: carried, text: ["许可有效期为{term:两年}。"]), // 改这里
    "2": (
      heading: (zh: "听证", en: "Hearing"),
      status: carried,
      text: [
        "许可之前听取意见。",
      ],
    ),
    "3": (heading: "申请", status: carried, text: ["依照第一条、第四条申请许可。"]),

    // 附则
    "4": (heading: "附则", status: declaratory(zh: "宣示", en: "declares"), text: ["由许可机关解释。"]),
  },
)
"#
    );
    let declared = DECLARED
        .replace(
            r#""ask": (title: "申请", article: "2"),"#,
            "\"ask\": (title: \"申请\", article: \"3\"), \"hear\": (title: \"听证\", article: \"1\"),",
        )
        .replace(r#"(title: "种类", article: "2""#, r#"(title: "种类", article: "3""#)
        .replace(r#"(title: "费用", article: "3""#, r#"(title: "费用", article: "4""#)
        .replace(r#"(title: "合适", article: "2""#, r#"(title: "合适", article: "3""#);
    assert_eq!(file("d.ron"), declared);
    assert_eq!(file("r.rhai"), RULES.replace("/// 2 ", "/// 3 "));
    let machine = STALL
        .replace(
            r#""to": "granted", "article": "2" }),"#,
            "\"to\": \"hearing\", \"article\": \"3\" }),\n    \"hearing\": use(\"step\", { \"event\": \"hear\", \"to\": \"granted\", \"article\": \"1\" }),",
        );
    assert_eq!(file("machines/stall.ron"), machine);
}

#[test]
fn what_a_shared_piece_gives_is_written_out_where_one_use_is_otherwise() {
    let change = r#"transition((machine: "stall", state: "asked", event: "ask", add: ["known"], without: ["fit"]))"#;
    let file = adopted("piece", &runs(change));
    let written = r#""asked": (
      // 只有一条路。
      transitions: [(event: "ask", target: "granted", article: "2", when: ["known"])],
    ),"#;
    let used = r#""asked": use("step", { "event": "ask", "to": "granted", "article": "2" }),"#;
    assert_eq!(file("machines/stall.ron"), STALL.replace(used, written));
}

#[test]
fn lists_sets_rows_and_groups_are_edited_in_place() {
    let file = adopted(
        "lists",
        &runs(
            r#"members((parameter: "kinds", add: ["goods"])), parameter("fee.food", money("6元")),
               group((group: "fit", without: ["ready"])), choice((choice: "kind", after: "goods", add: { "hot": "热食" })),
               row("fee.hot", money("9元")), titled(parameter, "term", "许可期")"#,
        ),
    );
    let declared = DECLARED
        .replace(r#"["food"])"#, r#"["food", "goods"])"#)
        .replace(
            r#""food": money("5元"), "goods": money("8元") }"#,
            r#""food": money("6元"), "goods": money("8元"), "hot": money("9元") }"#,
        )
        .replace("      \"ready\", // 材料\n", "       // 材料\n")
        .replace(r#""goods": "百货" }"#, r#""goods": "百货", "hot": "热食" }"#)
        .replace(r#""term": (title: "有效期""#, r#""term": (title: "许可期""#);
    assert_eq!(file("d.ron").replace(' ', ""), declared.replace(' ', ""));
}

#[test]
fn a_machine_remembers_more_and_less() {
    let file = adopted(
        "data",
        &runs(
            r#"data((machine: "stall", add: { "told": (title: "告知日", type: date, optional: true) }))"#,
        ),
    );
    let written = r#"    "over": (kind: final),
  }, data: { "told": (title: "告知日", type: date, optional: true) },
)
"#;
    let before = "    \"over\": (kind: final),\n  },\n)\n";
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(plain(&file("machines/stall.ron")), plain(&STALL.replace(before, written)));
}

#[test]
fn another_rule_is_asked_and_one_that_nobody_names_goes() {
    let file = adopted("rule", &runs(r#"rule("ready", "known")"#));
    // `known` itself still asks `ready`, so that stays.
    assert_eq!(file("r.rhai"), RULES);
    assert_eq!(file("d.ron"), DECLARED.replace("\"ready\", // 材料", "\"known\", // 材料"));
}

#[test]
fn states_go_and_what_led_to_them_leads_elsewhere() {
    let edit = r#"(silence: (zh: "无", en: "none"), cases_in: { "granted": to("over") },
      runs: [remove_state((machine: "stall", state: "granted", to: "over")), remove((parameters: ["term"]))]),
      (at: "1", old: "许可有效期为两年", new: "许可长期有效", runs: nothing(zh: "见后", en: "below"))"#;
    let file = adopted("state", edit);
    let gone = r#"    "granted": (
      transitions: [
        // 期满。
        (after: "term", target: "over", article: "1"),
      ],
    ),
"#;
    assert_eq!(
        file("machines/stall.ron"),
        STALL.replace(gone, "").replace(r#""to": "granted""#, r#""to": "over""#)
    );
    assert!(!file("d.ron").contains("years(2)"));
}

#[test]
fn comments_that_hold_replaced_words_are_told_with_their_lines() {
    let root = measure("stale", r#"(at: "1", old: "两年", new: "五年", running: recount)"#);
    let said = banfa(&root, &["adopt", "draft", "--into", "next", "--dry-run"], 0);
    // Lines 9 and 10 of the declarations: `// 许可满两年。` and `// 一般两年`.
    has(&said, &["Nothing was written", "d.ron:9", "d.ron:10", "许可满两年"]);
    assert!(Disk.lies(&root.join("policy/next")).is_none());
}

#[test]
fn what_cannot_be_written_is_told_and_nothing_is_written() {
    // What cites an article that goes would cite nothing.
    let gone = r#"(at: "1", old: "许可有效期为两年。", new: "许可长期有效。", runs: nothing(zh: "x", en: "x")),
      (at: "2", old: "第一条、第三条", new: "第一条", runs: nothing(zh: "x", en: "x")),
      (delete: "3", runs: nothing(zh: "x", en: "x"))"#;
    let calendar = runs("wait_for_the_calendar");
    for (name, edits, words) in
        [("gone", gone, "Art. 3"), ("calendar", calendar.as_str(), "trying out")]
    {
        let root = measure(name, edits);
        let said = banfa(&root, &["adopt", "draft", "--into", "next"], 1);
        has(&said, &["cannot-adopt", words, "draft.ron", "nothing was written"]);
        assert!(Disk.lies(&root.join("policy/next")).is_none());
    }
}

#[test]
fn a_folder_that_is_there_and_names_that_are_none_are_refused() {
    let root = measure("there", r#"(at: "1", old: "两年", new: "五年", running: recount)"#);
    has(&banfa(&root, &["adopt", "draft", "--into", "stalls"], 2), &["is there already"]);
    has(&banfa(&root, &["adopt", "draft", "--into", "../x"], 2), &["../x"]);
    has(&banfa(&root, &["adopt", "darft", "--into", "next"], 1), &["`draft`"]);
    let before = std::fs::read_to_string(root.join("policy/stalls/policy.ron")).unwrap();
    assert_eq!(before, POLICY);
}

#[test]
fn the_text_and_the_articles_say_what_is_continued() {
    let root = measure("said", r#"(at: "1", old: "两年", new: "五年", running: recount)"#);
    banfa(&root, &["adopt", "draft", "--into", "next"], 0);
    has(
        &banfa(&root, &["text", "--bundle", "policy/next"], 0),
        &["续自 stalls", "2026-10-01", "五年"],
    );
    std::fs::rename(root.join("policy/stalls"), root.join("policy/stall")).unwrap();
    has(&banfa(&root, &["check", "policy/next"], 0), &["continues-unknown", "`stall`"]);
}

/// Adopts amendments of a shipped bundle; nothing is written.
fn shipped_adopted(bundle: &str, names: &[&str]) -> Result<Adopted, Box<Refused>> {
    let policy = shipped().join("policy");
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    adopt(&Disk, &policy.join(bundle), &names, &policy.join("adopted"))
}

/// The bundle that these files hold, loaded as it would lie beside the others.
fn loaded(made: &Adopted) -> Loaded {
    let folder = shipped().join("policy/adopted");
    let over = Over::new(&Disk, folder.clone());
    over.write_folder(&folder, &made.files).unwrap();
    load_through(&over, &folder, &Wishes::default())
}

fn words(articles: &[Article]) -> Vec<String> {
    let text = |article: &Article| {
        let texts = article.paragraphs.iter().flat_map(|paragraph| paragraph.texts());
        let texts: String = texts.map(|text| text.value.as_str()).collect();
        format!("{} {} {texts}", article.number.value, article.heading.zh)
    };
    articles.iter().map(text).collect()
}

#[track_caller]
fn made(found: Result<Adopted, Box<Refused>>, name: &str) -> Adopted {
    found.unwrap_or_else(|refused| {
        let style = banfa::diagnostic::Style { lang: Lang::En, color: false, width: 100 };
        let told = refused.problems.sorted();
        let told: Vec<String> = told
            .iter()
            .map(|one| banfa::diagnostic::render(one, &refused.sources, style))
            .collect();
        panic!("{name}: {}", told.join("\n"))
    })
}

/// Each draft can be adopted: what is written is the draft laid over the bundle, as the adopting itself checks;
/// and nothing is told of it that is not told of the draft laid over the bundle.
fn each_draft(bundle: &str, names: &[String]) {
    let folder = shipped().join("policy").join(bundle);
    std::thread::scope(|scope| {
        for half in names.chunks(names.len().div_ceil(2).max(1)) {
            let folder = &folder;
            scope.spawn(move || {
                for name in half {
                    let made = made(shipped_adopted(bundle, &[name]), name);
                    let wishes = Wishes { amendments: vec![name.clone()], ..Wishes::default() };
                    let laid = load_with(folder, &wishes).problems;
                    let known: Vec<Problem> = laid.iter().map(|found| found.problem).collect();
                    let found = made.problems.iter().map(|found| found.problem);
                    let fresh: Vec<Problem> = found.filter(|one| !known.contains(one)).collect();
                    assert!(fresh.iter().all(|one| is_expected(name, *one)), "{name}: {fresh:?}");
                }
            });
        }
    });
}

/// What comes in cites the article before it, since its own number is that of the text after.
fn is_expected(name: &str, problem: Problem) -> bool {
    let of_comers = [Problem::CarriedByNothing, Problem::HeadingElsewhere];
    // The event of the step that is taken away is heard by nobody any more; stories before may have it.
    let left = name == "first-notice-after-review" && problem == Problem::Unused;
    of_comers.contains(&problem) || left
}

/// The names of the drafts of a bundle.
fn drafts(bundle: &str) -> Vec<String> {
    let all = banfa::amend::amendments_in(&Disk, &shipped().join("policy").join(bundle));
    assert!(!all.is_empty(), "{bundle}");
    all.iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn drafts_of_each_kind_are_adopted() {
    // Numbers, other words with rules, a rule instead of another, limits, an article with a stage, one with a
    // register and conditions, longer validity.
    let names = [
        "ban-of-two-editions",
        "defence-after-visit",
        "extended-to-2033",
        "five-at-once",
        "hearing",
        "mayor-places-together",
        "operating-here-5y",
    ];
    each_draft("changning-2023", &names.map(str::to_owned));
    each_draft("wuhan-2021", &drafts("wuhan-2021"));
}

#[test]
#[ignore = "every shipped draft: half a minute; those of each kind are adopted above"]
fn every_draft_is_adopted() {
    for bundle in [
        "baotou-2025",
        "changning-2023",
        "government-information-disclosure",
        "guangzhou-2023",
        "jianhu-2024",
        "model-penalty",
        "pudong-2025",
        "wuhan-2021",
    ] {
        each_draft(bundle, &drafts(bundle));
    }
}

/// What the stories of a folder tell; but for what says that an amendment begins.
fn told(loaded: &Loaded, stories: &[PathBuf]) -> Vec<Vec<String>> {
    let tell = |file: &PathBuf| {
        let story = Story::read(&Disk, file, &loaded.sources).unwrap();
        let (planned, own) = loaded.plan(&story);
        let program = own.as_deref().or(loaded.program.as_ref())?;
        let played = play(planned.plan?, program, false);
        let story = Telling { program, played: &played, detail: Detail::Full, only: None };
        let mut day = String::new();
        let mut lines = Vec::new();
        for line in story_lines(&story, Lang::Zh) {
            if let Some(first) = line.get(..10).filter(|first| first.starts_with("20")) {
                first.clone_into(&mut day);
            }
            let said = line.get(10..).unwrap_or(&line).trim();
            if !said.contains("自今日起施行") && !said.starts_with("（假定") {
                lines.push(format!("{day} {said}"));
            }
        }
        Some(lines)
    };
    stories.iter().filter_map(tell).collect()
}

#[test]
fn stories_after_the_day_of_effect_are_told_alike() {
    // The draft with a day of effect on which the measure begins: every story lies after it.
    let folder = shipped().join("policy/changning-2023");
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adopt/early");
    std::fs::create_dir_all(&kept).unwrap();
    let text = std::fs::read_to_string(folder.join("amendments/five-at-once.ron")).unwrap();
    let text = text.replace("2026-08-28", "2023-10-10").replace("2026-10-01", "2023-11-15");
    let path = kept.join("five-at-once.ron");
    std::fs::write(&path, text).unwrap();
    let name = path.to_str().unwrap();
    let wishes = Wishes { amendments: vec![name.to_owned()], ..Wishes::default() };
    let laid = load_with(&folder, &wishes);
    let adopted = loaded(&made(shipped_adopted("changning-2023", &[name]), name));
    let mut count = 0;
    for theme in ["bans", "money"] {
        let files =
            scenario_files(&shipped().join("scenarios/changning-2023").join(theme)).unwrap();
        let plain =
            |file: &PathBuf| !std::fs::read_to_string(file).unwrap().contains("amendments:");
        let files: Vec<PathBuf> = files.into_iter().filter(plain).collect();
        let (laid, adopted) = (told(&laid, &files), told(&adopted, &files));
        assert_eq!(laid, adopted, "{theme}");
        count += laid.len();
    }
    assert!(count > 5, "{count}");
}

/// The files without `policy.ron`, which says what is continued.
fn files(made: &Adopted) -> Vec<(PathBuf, String)> {
    let all = made.files.iter().filter(|(file, _)| file != Path::new("policy.ron"));
    all.cloned().collect()
}

#[test]
fn an_amendment_of_nothing_copies_the_bundle() {
    let root = measure("nothing", "");
    banfa(&root, &["adopt", "draft", "--into", "next"], 0);
    for (file, text) in
        [("text.ron", TEXT), ("d.ron", DECLARED), ("machines/stall.ron", STALL), ("r.rhai", RULES)]
    {
        let found = std::fs::read_to_string(root.join("policy/next").join(file)).unwrap();
        assert_eq!(found, text);
    }
}

#[test]
fn several_are_adopted_as_one_upon_the_other() {
    let policy = shipped().join("policy");
    let both = made(shipped_adopted("changning-2023", &["defence", "cycle-5y"]), "both");
    let first = made(shipped_adopted("changning-2023", &["defence"]), "first");
    // The second speaks of the text after the first.
    let between = policy.join("between");
    let over = Over::new(&Disk, between.clone());
    over.write_folder(&between, &first.files).unwrap();
    let second = policy.join("changning-2023/amendments/cycle-5y.ron");
    let names = [second.to_string_lossy().into_owned()];
    let second = made(adopt(&over, &between, &names, &policy.join("adopted")), "second");
    assert_eq!(files(&both), files(&second));
    // Article 23 is the defence, and the cycle is five years.
    let text = words(&loaded(&both).bundle.unwrap().articles).join("\n");
    has(&text, &["23 答辩", "{cycle:五年}"]);
}

/// What cites an article by its number, in the declarations, the machine and the rules of the small measure,
/// with these numbers in the place of 2 and 3.
fn cited(text: &str, two: &str, three: &str) -> String {
    text.replace(r#"article: "2""#, r#"article: "@""#)
        .replace(r#""article": "2""#, r#""article": "@""#)
        .replace(r#"article: "3""#, &format!(r#"article: "{three}""#))
        .replace('@', two)
        .replace("/// 2 ", &format!("/// {two} "))
}

#[test]
fn a_split_article_becomes_two_and_what_cites_follows() {
    let file = adopted(
        "split",
        r#"(split: "1", into: [(text: ["许可有效期为{term:两年}。"]), (heading: (zh: "续期", en: "Renewal"), text: ["期满可以续期。"])],
          runs: nothing(zh: "由人决定", en: "people decide it"))"#,
    );
    // The second half is Article 2: what was 2 is 3, what was 3 is 4.
    let renewal = r#"    "2": (
      heading: (zh: "续期", en: "Renewal"),
      status: carried,
      text: [
        "期满可以续期。",
      ],
    ),
    "3": (heading: "申请""#;
    let text = TEXT
        .replace(r#"    "2": (heading: "申请""#, renewal)
        .replace(r#""3": (heading: "附则""#, r#""4": (heading: "附则""#)
        .replace("第一条、第三条申请", "第一条、第四条申请");
    assert_eq!(file("text.ron"), text);
    assert_eq!(file("d.ron"), cited(DECLARED, "3", "4"));
    assert_eq!(file("machines/stall.ron"), cited(STALL, "3", "4"));
    assert_eq!(file("r.rhai"), cited(RULES, "3", "4"));
}

#[test]
fn joined_articles_become_one_and_what_cites_either_cites_it() {
    let file = adopted(
        "join",
        r#"(join: ["2", "3"], heading: (zh: "申请和解释", en: "Filing"), text: "依照第一条申请许可，由许可机关解释。",
          runs: nothing(zh: "只是合并", en: "only joined"))"#,
    );
    let text = file("text.ron");
    has(&text, &["依照第一条申请许可，由许可机关解释。", "申请和解释", "// 总则", "// 附则"]);
    assert!(!text.contains("\"3\"") && !text.contains("由许可机关解释。\"]),\n  },\n)\n    "));
    assert_eq!(text.matches("由许可机关解释").count(), 1, "{text}");
    assert_eq!(file("d.ron"), cited(DECLARED, "2", "2"));
    assert_eq!(file("machines/stall.ron"), STALL);
    assert_eq!(file("r.rhai"), RULES);
}

#[test]
fn a_moved_article_changes_places_and_numbers() {
    let file = adopted("move", r#"(move: "3", before: "2")"#);
    // What was 3 stands before what was 2, which is now 3 and cites the other as 2.
    let text = file("text.ron");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}"));
    assert!(at(r#""1": (heading: "期限""#) < at(r#""2": (heading: "附则""#), "{text}");
    assert!(at(r#""2": (heading: "附则""#) < at(r#""3": (heading: "申请""#), "{text}");
    has(&text, &["依照第一条、第二条申请许可。", "由许可机关解释。"]);
    assert_eq!(file("d.ron"), cited(DECLARED, "3", "2"));
    assert_eq!(file("machines/stall.ron"), cited(STALL, "3", "2"));
    assert_eq!(file("r.rhai"), cited(RULES, "3", "2"));
}

#[test]
fn an_act_that_is_issued_anew_repeals_the_one_before_it() {
    let root = measure("reissue", r#"(at: "1", old: "两年", new: "五年", running: recount)"#);
    let path = root.join("policy/stalls/amendments/draft.ron");
    let draft = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, draft.replace("instrument: decision", "instrument: reissue")).unwrap();
    banfa(&root, &["adopt", "draft", "--into", "next"], 0);
    let head = std::fs::read_to_string(root.join("policy/next/policy.ron")).unwrap();
    has(&head, &[r#"repeals: [(zh: "《摊位办法》", en: "Stalls")]"#, "instrument: reissue"]);
    assert!(!banfa(&root, &["check", "policy/next"], 0).contains("error["));
}

#[test]
fn changes_that_a_piece_or_each_gives_are_written_out_first() {
    let piece = r#"( title: "多几种", takes: { "more": (zh: "种类", en: "kinds") },
      gives: [members((parameter: "kinds", add: "$more"))] )"#;
    for (name, change) in [
        ("given", r#"use("more_kinds", { "more": ["goods"] })"#),
        ("each", r#"each({ "kind": ["goods"] }, members((parameter: "kinds", add: ["$kind"])))"#),
    ] {
        let root = measure(name, &runs(change));
        std::fs::write(root.join("policy/library/more_kinds.ron"), piece).unwrap();
        banfa(&root, &["adopt", "draft", "--into", "next"], 0);
        let declared = std::fs::read_to_string(root.join("policy/next/d.ron")).unwrap();
        assert_eq!(declared, DECLARED.replace(r#"["food"])"#, r#"["food", "goods"])"#), "{name}");
        // The amendment itself stays as it is.
        let draft = std::fs::read_to_string(root.join("policy/stalls/amendments/draft.ron"));
        assert!(draft.unwrap().contains(change));
    }
}

#[test]
fn what_nothing_is_left_of_is_not_written_and_told() {
    let readings = r#"  readings: {
    "R": (
      words: "申请许可", question: "怎样申请", article: "2", chosen: "plain", why: "照字面",
      options: {
        "plain": (title: "照字面"),
        "unready": (title: "不看材料", changes: [
          group((group: "fit", without: ["ready"])),
          parameter("fee.food", money("7元")),
        ]),
        "ends": (title: "申请即止", changes: [remove_state((machine: "stall", state: "granted", to: "asked"))]),
      },
    ),
  },
"#;
    let edits = r#"(silence: (zh: "无", en: "none"), cases_in: { "granted": to("over") }, runs: [
        group((group: "fit", without: ["ready"])),
        remove_state((machine: "stall", state: "granted", to: "over")),
      ]),
      (at: "1", old: "许可有效期为两年", new: "许可长期有效", runs: nothing(zh: "见前", en: "above"))"#;
    let root = measure("dropped", edits);
    let declared = DECLARED.replace("  groups: {", &format!("{readings}  groups: {{"));
    std::fs::write(root.join("policy/stalls/d.ron"), &declared).unwrap();
    let said = banfa(&root, &["adopt", "draft", "--into", "next"], 0);
    // `ready` is no member any more: the meaning has nothing to take out there. A state that the amendment
    // takes away cannot be taken away a second time. The two years are nowhere in the text.
    has(
        &said,
        &[
            "under the amendment nothing is left of what 3 places speak of",
            r#"R=unready changes what is gone: group((group: "fit", without: ["ready"]))"#,
            "R=ends: this meaning cannot stand with the amendment",
            "parameter term: nothing reads it any more",
        ],
    );
    let written = std::fs::read_to_string(root.join("policy/next/d.ron")).unwrap();
    has(&written, &[r#"parameter("fee.food", money("7元")),"#, r#""plain": (title: "照字面"),"#]);
    for gone in ["\"ends\"", "group((group", "\"term\""] {
        assert!(!written.contains(gone), "{gone} in {written}");
    }
    let checked = banfa(&root, &["check", "policy/next"], 0);
    assert!(!checked.contains("error["), "{checked}");
    // The meaning that stays is what it is under the amendment: seven for food.
    let meaning = banfa(&root, &["check", "policy/stalls"], 0);
    assert!(!meaning.contains("error["), "{meaning}");
}

#[test]
fn a_row_that_only_the_amendment_lacks_is_told_before_it_is_adopted_too() {
    // The fee of goods is looked up wherever a fee is owed; nothing asks it where it only asks whether
    // there is one.
    let folder = shipped().join("policy/changning-2023");
    let wishes = Wishes { amendments: vec!["gold-models-only".to_owned()], ..Wishes::default() };
    let told = |loaded: &Loaded| {
        let rows = loaded.problems.iter().filter(|found| found.problem == Problem::RowMissing);
        rows.count()
    };
    // Owed with an award once; the rule that asks whether a prize is set is not told.
    assert_eq!(told(&load_with(&folder, &wishes)), 1);
    assert_eq!(told(&load_with(&folder, &Wishes::default())), 0);
}

#[test]
fn a_paragraph_that_goes_and_one_that_comes_in_its_place_are_written() {
    let nothing = r#"runs: nothing(zh: "宣示", en: "declares")"#;
    let file = adopted(
        "in_place",
        &format!(
            r#"(insert_before: "3.1", text: "本办法由许可机关负责解释。", {nothing}), (delete: "3.1", {nothing})"#
        ),
    );
    let text = TEXT.replace("由许可机关解释。", "本办法由许可机关负责解释。");
    assert_eq!(file("text.ron"), text);
    assert_eq!((file("d.ron"), file("r.rhai")), (DECLARED.to_owned(), RULES.to_owned()));
}

#[test]
fn paragraphs_change_places_within_their_article() {
    let root = measure("paragraphs", r#"(move: "3.2", before: "3.1")"#);
    let two = r#"["由许可机关解释。", "自公布之日起施行。"]"#;
    let text = TEXT.replace(r#"["由许可机关解释。"]"#, two);
    std::fs::write(root.join("policy/stalls/text.ron"), &text).unwrap();
    banfa(&root, &["adopt", "draft", "--into", "next"], 0);
    let written = std::fs::read_to_string(root.join("policy/next/text.ron")).unwrap();
    let plain = |text: &str| {
        let text: String = text.split_whitespace().collect();
        text.replace(",]", "]")
    };
    let moved = r#"["自公布之日起施行。", "由许可机关解释。"]"#;
    assert_eq!(plain(&written), plain(&text.replace(two, moved)));
}

#[test]
fn chapters_are_edited_where_they_stand_and_written_anew_where_one_comes() {
    const CHAPTERS: &str = "  chapters: [\n    (title: \"总则\", from: \"1\"), // 一\n    (title: \"附则\", from: \"3\"),\n  ],\n  articles: {";
    let text = TEXT.replace("  articles: {", CHAPTERS);
    let adopted = |name: &str, edits: &str| {
        let root = measure(name, edits);
        std::fs::write(root.join("policy/stalls/text.ron"), &text).unwrap();
        banfa(&root, &["adopt", "draft", "--into", "next"], 0);
        std::fs::read_to_string(root.join("policy/next/text.ron")).unwrap()
    };
    let found = adopted("chapter-title", r#"(heading_of: "第二章", heading: "其他")"#);
    assert_eq!(found, text.replace("\"附则\", from", "\"其他\", from"));
    let found = adopted("chapter-goes", r#"(delete_heading: "第二章")"#);
    assert_eq!(found, text.replace("    (title: \"附则\", from: \"3\"),\n", ""));
    let found = adopted("chapter-comes", r#"(heading_before: "2", chapter: "申请")"#);
    let anew = "(title: \"总则\", from: \"1\"),\n    (title: \"申请\", from: \"2\"),\n";
    assert_eq!(found, text.replace("(title: \"总则\", from: \"1\"), // 一\n", anew));
}
