//! Whatever is amended, what is not amended stays.

use proptest::prelude::*;

use super::super::address::units;
use super::super::printed::printed;
use super::{Rewritten, amended_with, bundle_in, measures};
use crate::lang::{Quantity, letters, quantities, same_letters};
use crate::policy::{ArticleRef, Bundle};

fn texts(bundle: &Bundle) -> Vec<(ArticleRef, String)> {
    let units = units(&bundle.articles);
    units.into_iter().map(|(place, text)| (place, printed(&text.value, Some(bundle)))).collect()
}

fn texts_after(found: &Rewritten) -> Vec<(ArticleRef, String)> {
    let units = units(&found.articles);
    units.into_iter().map(|(place, text)| (place, printed(&text.value, None))).collect()
}

const HEAD: &str = super::HEAD;

#[test]
fn an_amendment_without_edits_changes_nothing() {
    for folder in measures() {
        let bundle = bundle_in(&folder);
        let (found, _, problems) = amended_with(&bundle, HEAD, "");
        assert!(!problems.has_errors());
        assert_eq!(found.articles.len(), bundle.articles.len());
        for (old, new) in bundle.articles.iter().zip(&found.articles) {
            assert_eq!(old.number, new.number);
            assert_eq!((&old.heading, &old.status), (&new.heading, &new.status));
            let old: Vec<_> = old.paragraphs.iter().flat_map(|one| one.texts()).collect();
            let new: Vec<_> = new.paragraphs.iter().flat_map(|one| one.texts()).collect();
            assert_eq!(old, new);
        }
        assert!(found.numbers.iter().all(|(was, becomes)| becomes == Some(was)));
        assert!(found.consequential.is_empty() && found.validity.is_none());
        assert_eq!(found.title, bundle.manifest.title);
        assert!(found.marked.iter().all(|article| !article.is_changed()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Some words of some text are replaced: the others stay, letter by letter.
    #[test]
    fn words_outside_never_change(measure in 0_usize..7, unit in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(), length in 2_usize..14, all in any::<bool>()) {
        let folder = measures().remove(measure);
        let bundle = bundle_in(&folder);
        let before: Vec<_> = texts(&bundle).into_iter().filter(|(_, text)| letters(text).len() > 20).collect();
        let (place, text) = unit.get(&before).clone();
        let all_letters = letters(&text);
        let start = from.index(all_letters.len() - 14);
        let old = &text[all_letters[start].at.start..all_letters[start + length - 1].at.end];
        prop_assume!(!old.contains(['"', '\\']));
        let edit = format!("(at: \"{place}\", old: \"{old}\", new: \"〔甲〕\", all: {all}, runs: nothing(\"无\"))");
        let (found, _, problems) = amended_with(&bundle, HEAD, &edit);
        let once = text.matches(old).count() == 1;
        if !once && !all {
            return Ok(());
        }
        for ((was, old_text), (is, new_text)) in texts(&bundle).iter().zip(&texts_after(&found)) {
            prop_assert_eq!(was, is);
            let inside = super::super::address::holds(place, *was);
            if !inside {
                prop_assert_eq!(old_text, new_text);
            } else if *was == place && once && !problems.has_errors() {
                // A number that is replaced in part goes as a whole, its rest stays as words.
                prop_assert!(same_letters(&old_text.replacen(old, "〔甲〕", 1), new_text), "{} {}", old_text, new_text);
            }
        }
        prop_assert!(found.numbers.iter().all(|(was, becomes)| becomes == Some(was)));
    }

    /// Some number of some text is raised: its parameter follows, and nothing else.
    #[test]
    fn a_number_is_all_that_changes(measure in 0_usize..7, slot in any::<prop::sample::Index>(), more in 1_u32..7) {
        let folder = measures().remove(measure);
        let bundle = bundle_in(&folder);
        let mut slots = Vec::new();
        for (place, text) in units(&bundle.articles) {
            for slot in crate::policy::slots(&text.value).filter(|slot| !slot.bound.is_empty()) {
                let count = Quantity::of(slot.sample).number();
                if let Some(count) = count.filter(|_| quantities(slot.sample).len() <= 1) {
                    slots.push((place, slot.sample.to_owned(), slot.bound.iter().map(|one| one.path.to_owned()).collect::<Vec<_>>(), count));
                }
            }
        }
        prop_assume!(!slots.is_empty());
        let (place, sample, paths, count) = slot.get(&slots).clone();
        let like = Quantity::of(&sample);
        let raised = (count + rust_decimal::Decimal::from(more)).normalize();
        let new = format!("{raised}{}{}", like.gap, like.unit);
        let edit = format!("(at: \"{place}\", old: \"{sample}\", new: \"{new}\")");
        let (found, _, problems) = amended_with(&bundle, HEAD, &edit);
        if problems.has_errors() {
            // It stands there several times, or is shown elsewhere too.
            return Ok(());
        }
        let derived: Vec<String> = found.edits[0].operation.values.iter().map(|one| one.path.clone()).collect();
        prop_assert_eq!(derived, paths);
        for ((was, old_text), (_, new_text)) in texts(&bundle).iter().zip(&texts_after(&found)) {
            let expected = if *was == place { old_text.replacen(&sample, &new, 1) } else { old_text.clone() };
            prop_assert!(same_letters(&expected, new_text), "{} {}", expected, new_text);
        }
    }

    /// Articles come and go: who stays has one number, and the numbers are those of the text.
    #[test]
    fn numbers_before_and_after_are_one_to_one(measure in 0_usize..7, edits in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4), 1..6)) {
        let folder = measures().remove(measure);
        let bundle = bundle_in(&folder);
        let mut texts = Vec::new();
        let mut taken = Vec::new();
        for (at, kind) in edits {
            let number = at.get(&bundle.articles).number.value;
            if taken.contains(&number) { continue; }
            taken.push(number);
            texts.push(match kind {
                0 => format!("(insert_before: \"{number}\", heading: \"新\", text: \"新。\", runs: nothing(\"无\"))"),
                1 => format!("(insert_after: \"{number}\", heading: \"新\", text: [\"新。\", \"又新。\"], runs: nothing(\"无\"))"),
                2 => format!("(delete: \"{number}\", runs: nothing(\"无\"))"),
                _ => format!("(insert_before: \"{number}.1\", text: \"新款。\", runs: nothing(\"无\"))"),
            });
        }
        let (found, _, _) = amended_with(&bundle, HEAD, &texts.join(", "));
        let mut images = Vec::new();
        for (was, becomes) in found.numbers.iter() {
            if let Some(becomes) = becomes {
                prop_assert!(!images.contains(&becomes), "{was} {becomes}");
                images.push(becomes);
                prop_assert_eq!(found.numbers.before(becomes), Some(was));
                prop_assert_eq!(found.numbers.after(was), Some(becomes));
            }
        }
        let mut before = None;
        for article in &found.articles {
            prop_assert!(article.number.value.follows(before), "{}", article.number.value);
            before = Some(article.number.value);
        }
        // What stays reads as it did, but for the numbers that it cites.
        let old: std::collections::BTreeMap<_, _> = super::property::texts(&bundle).into_iter().collect();
        let cites: Vec<ArticleRef> = found.consequential.iter().map(|one| one.was).collect();
        for (place, text) in texts_after(&found) {
            if let Some(was) = found.numbers.before(place).filter(|was| !cites.contains(was)) {
                prop_assert_eq!(&old[&was], &text);
            }
        }
    }
}
