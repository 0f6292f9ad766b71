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
            let texts = std::iter::once(&paragraph.text).chain(&paragraph.items);
            for text in texts.filter(|text| !text.is_empty()) {
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
