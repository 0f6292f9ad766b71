//! Whether what was written is what the amendment laid over the bundle is: the declared things and machines
//! letter by letter but for their places, the rules as they compile, the words, the citations.

use std::fmt::Debug;

use crate::amend::words::Numbers;
use crate::lang::{Lang, Phrase, Word};
use crate::policy::check::elements;
use crate::policy::{Article, ArticleRef, Bundle, Chapter, Name, ParameterValue, each_section};
use crate::program::Program;

use super::rule::words;

/// Rules that are asked instead of others.
type Swaps = [(String, String)];

/// The rules that one bundle asks instead of others and another does not.
pub(super) fn swaps(laid: &Bundle, written: &Bundle) -> Vec<(String, String)> {
    let own = |bundle: &Bundle| -> Vec<(String, String)> {
        let swaps = bundle.rule_swaps.iter();
        swaps.map(|(name, by)| (name.value.clone(), by.value.clone())).collect()
    };
    let known = own(written);
    own(laid).into_iter().filter(|swap| !known.contains(swap)).collect()
}

/// What something is, without the places where it is written.
fn sign(thing: &impl Debug, swaps: &Swaps) -> String {
    let full = format!("{thing:?}");
    let mut out = String::with_capacity(full.len() / 2);
    let mut rest = full.as_str();
    while let Some((before, after)) = rest.split_once("Span {") {
        out.push_str(before);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    instead(out, swaps)
}

/// A text in which the names of rules are those that are asked.
fn instead(text: String, swaps: &Swaps) -> String {
    let mut text = text;
    for (name, by) in swaps {
        let places = words(&text, name);
        for at in places.into_iter().rev() {
            text.replace_range(at, by);
        }
    }
    text
}

/// What differs first between a bundle as it is laid and one that was written, both with their meanings
/// laid; citations are those of the text before in both.
pub(super) fn otherwise(laid: &Bundle, written: &Bundle) -> Option<Word> {
    let swaps = swaps(laid, written);
    let (laid, written) = (ordered(laid), ordered(written));
    macro_rules! compare {
        ($( $field:ident $kind:ident $word:literal, )*) => {
            $( if let Some(found) = differing(&laid.$field, &written.$field, &swaps) {
                return Some(named(crate::policy::Section::$kind.phrase(), &found));
            } )*
        };
    }
    each_section!(compare);
    let machines = |bundle: &Bundle| -> Vec<(Name, crate::policy::Machine)> {
        bundle.machines.iter().map(|machine| (machine.name.clone(), machine.clone())).collect()
    };
    if let Some(found) = differing(&machines(&laid), &machines(&written), &swaps) {
        return Some(named(Phrase::Machine, &found));
    }
    let head = |bundle: &Bundle| {
        let manifest = &bundle.manifest;
        sign(&(manifest.counting, &manifest.applies, &manifest.calendar), &[])
    };
    (head(&laid) != head(&written)).then(|| Phrase::Bundle.into())
}

fn named(kind: Phrase, name: &str) -> Word {
    Word::Phrase(Phrase::Named, vec![("kind", kind.into()), ("name", name.into())])
}

/// The first thing that one list has otherwise than another.
fn differing<T: Debug>(laid: &[(Name, T)], written: &[(Name, T)], swaps: &Swaps) -> Option<String> {
    for at in 0..laid.len().max(written.len()) {
        match (laid.get(at), written.get(at)) {
            (Some((name, thing)), Some((other, written))) => {
                if name.value != other.value || sign(thing, swaps) != sign(written, swaps) {
                    return Some(name.value.clone());
                }
            }
            (Some((name, _)), None) | (None, Some((name, _))) => return Some(name.value.clone()),
            (None, None) => {}
        }
    }
    None
}

/// A bundle with the rows of its tables in the order of their keys, and its machines in that of their names.
fn ordered(bundle: &Bundle) -> Bundle {
    let mut ordered = bundle.clone();
    for (_, parameter) in &mut ordered.parameters {
        for (_, value) in &mut parameter.values {
            if let ParameterValue::Table { rows, .. } = &mut value.value {
                let key = |row: &crate::policy::TableRow| -> Vec<String> {
                    row.keys.iter().map(|key| key.value.clone()).collect()
                };
                rows.sort_by_key(key);
            }
        }
    }
    ordered.machines.sort_by(|one, other| one.name.value.cmp(&other.name.value));
    ordered
}

/// Whether two texts have the same chapters, above the same articles.
pub(super) fn same_chapters(wanted: &[Chapter], written: &[Chapter]) -> bool {
    let said = |one: &Chapter| (one.head(Lang::Zh), one.head(Lang::En), one.from.value);
    wanted.iter().map(said).eq(written.iter().map(said))
}

/// The first rule that two programs compile otherwise.
pub(super) fn other_rule(laid: &Program, written: &Program, swaps: &Swaps) -> Option<Word> {
    let signs = |program: &Program| -> Vec<String> {
        let mut all: Vec<String> = program
            .rules
            .iter()
            .map(|rule| {
                let text = program.words_of(&rule.tree);
                instead(format!("{} {text} {:?}", rule.name, rule.as_of.is_some()), swaps)
            })
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let (laid, written) = (signs(laid), signs(written));
    let lone = laid.iter().find(|sign| !written.contains(sign));
    let lone = lone.or_else(|| written.iter().find(|sign| !laid.contains(sign)));
    lone.map(|sign| named(Phrase::Rule, sign.split(' ').next().unwrap_or("")))
}

/// The first article that reads otherwise than it should.
pub(super) fn other_words(wanted: &[Article], written: &[Article]) -> Option<ArticleRef> {
    let said = |article: &Article| sign(article, &[]);
    for at in 0..wanted.len().max(written.len()) {
        match (wanted.get(at), written.get(at)) {
            (Some(one), Some(other)) if said(one) == said(other) => {}
            (Some(one), _) | (None, Some(one)) => return Some(ArticleRef::whole(one.number.value)),
            (None, None) => {}
        }
    }
    None
}

/// The first citation that was not written under its number after.
pub(super) fn other_citation(
    before: &Bundle,
    after: &Bundle,
    numbers: &Numbers,
) -> Option<ArticleRef> {
    let cited = |bundle: &Bundle| -> Vec<ArticleRef> {
        let all = elements(bundle);
        let origins = all.iter().filter_map(|element| element.origin);
        let readings = bundle.readings.iter().map(|(_, reading)| &reading.origin);
        let all = origins.chain(readings).flat_map(|origin| &origin.articles);
        all.map(|article| article.value).collect()
    };
    // What is inserted is cited by its number in the text after already.
    let becomes = |one: ArticleRef| match one.is_new {
        true => one.as_new(false),
        false => numbers.after(one).unwrap_or(one),
    };
    let wanted: Vec<ArticleRef> = cited(before).into_iter().map(becomes).collect();
    let written = cited(after);
    let pairs = wanted.iter().zip(&written);
    pairs
        .filter(|(one, other)| one != other)
        .map(|(one, _)| *one)
        .next()
        .or_else(|| (wanted.len() != written.len()).then(|| wanted.first().copied()).flatten())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by a panic")]
mod tests {
    use std::path::Path;

    use super::{other_citation, other_rule, other_words, otherwise};
    use crate::amend::words::{Numbers, rewrite};
    use crate::diagnostic::Problems;
    use crate::lang::Lang;
    use crate::policy::Bundle;
    use crate::policy::read::{read_amendment, read_bundle};
    use crate::program::compile;
    use crate::source::{Door, Memory, Sources};

    const DECLARED: &str = r#"( articles: { "1": (heading: "期限", status: carried, text: ["许可{term:2}年。"]),
        "2": (heading: "申请", status: carried, text: ["申请许可。"]) },
      parameters: { "term": (title: "期限", article: "1", value: count(2)) },
      events: { "ask": (title: "申请", article: "2") } )"#;
    const RULES: &str = "/// 1 有期限\n/// en: a term\nfn ok() { param.term > 1 }\n";

    fn bundle(declared: &str, rules: &str) -> Bundle {
        let memory = Memory::default();
        let head =
            r#"( title: "x", legal_text: false, files: ["d.ron", "m.rhai", "machines/m.ron"] )"#;
        let machine = r#"( key: { "n": count }, opened_by: "ask", states: {
          "a": (transitions: [(event: "ask", when: ["ok"], target: "b", article: "2")]), "b": () } )"#;
        for (name, text) in [
            ("policy.ron", head),
            ("d.ron", declared),
            ("m.rhai", rules),
            ("machines/m.ron", machine),
        ] {
            memory.write(&Path::new("b").join(name), text).unwrap();
        }
        let (found, _, problems) = read_bundle(&memory, Path::new("b"), Sources::default());
        assert!(!problems.has_errors(), "{problems:?}");
        found.unwrap()
    }

    /// The numbers of the text under an amendment that does nothing.
    fn numbers(bundle: &Bundle) -> Numbers {
        let memory = Memory::default();
        let text = r#"( title: "y", instrument: decision, issued: "2024-01-01", effective: "2024-03-01", applies: act, edits: [] )"#;
        let path = Path::new("b/amendments/y.ron");
        memory.write(path, text).unwrap();
        let (mut bundle, mut problems) = (bundle.clone(), Problems::default());
        let sources = &mut bundle.sources;
        let read = read_amendment(&memory, Path::new("b"), path, sources, &mut problems);
        rewrite(&bundle, &read.unwrap(), &mut problems).numbers
    }

    /// What was not written as it should be is found, whichever of the two has it.
    #[test]
    fn what_is_not_alike_is_named() {
        let one = bundle(DECLARED, RULES);
        let numbers = numbers(&one);
        let said = |found: Option<crate::lang::Word>| found.map(|word| word.say(Lang::En));
        let cited = |found: Option<crate::policy::ArticleRef>| found.map(|one| one.to_string());
        assert_eq!(said(otherwise(&one, &bundle(DECLARED, RULES))), None);
        let longer = bundle(&DECLARED.replace("count(2)", "count(3)"), RULES);
        assert!(said(otherwise(&one, &longer)).unwrap().contains("term"));
        // Another condition under the same name, and one rule more.
        let program = |bundle: &Bundle| compile(bundle).0.unwrap();
        let (more, less) = (RULES.replace("> 1", "> 0"), RULES.replace("> 1", ">= 1"));
        for (left, right) in [(more.as_str(), less.as_str()), (less.as_str(), more.as_str())] {
            let (left, right) =
                (program(&bundle(DECLARED, left)), program(&bundle(DECLARED, right)));
            assert!(said(other_rule(&left, &right, &[])).unwrap().contains("ok"));
        }
        assert_eq!(said(other_rule(&program(&one), &program(&one), &[])), None);
        // Another word, another article, another citation.
        let worded = bundle(&DECLARED.replace("申请许可。", "申请准许。"), RULES);
        assert_eq!(cited(other_words(&one.articles, &worded.articles)).as_deref(), Some("2"));
        let shorter = one.articles.get(..1).unwrap();
        assert_eq!(cited(other_words(&one.articles, shorter)).as_deref(), Some("2"));
        assert_eq!(cited(other_words(shorter, &one.articles)).as_deref(), Some("2"));
        assert_eq!(cited(other_words(&one.articles, &one.articles)), None);
        let recited =
            DECLARED.replace(r#"title: "申请", article: "2""#, r#"title: "申请", article: "1""#);
        let recited = bundle(&recited, RULES);
        assert_eq!(cited(other_citation(&one, &recited, &numbers)).as_deref(), Some("2"));
        assert_eq!(cited(other_citation(&one, &one, &numbers)), None);
    }
}
