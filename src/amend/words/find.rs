//! Where words stand in a text, and where words stand that are nearest to them.

use std::ops::Range;

/// Where words stand, by position; no two places overlap.
pub(super) fn occurrences(text: &[char], words: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while !words.is_empty() && at + words.len() <= text.len() {
        if text.get(at..at + words.len()) == Some(words) {
            found.push(at..at + words.len());
            at += words.len();
        } else {
            at += 1;
        }
    }
    found
}

/// The most letters of words for which the nearest are looked for.
const LONGEST: usize = 400;

/// The part of a text that is nearest to words, with by how many letters it differs; none where more
/// than half of them are others.
pub(super) fn nearest(text: &[char], words: &[char]) -> Option<(usize, Range<usize>)> {
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    // Row by row over the text, each cell with what it costs and where its part begins.
    let mut row: Vec<(usize, usize)> = (0..=words.len()).map(|cost| (cost, 0)).collect();
    let mut best: Option<(usize, Range<usize>)> = None;
    for (at, letter) in text.iter().enumerate() {
        let mut next = vec![(0, at + 1)];
        for (of, wanted) in words.iter().enumerate() {
            let cell = |row: &[(usize, usize)], at: usize| row.get(at).copied().unwrap_or((0, 0));
            let (through, from) = cell(&row, of);
            let (above, above_from) = cell(&row, of + 1);
            let (left, left_from) = cell(&next, of);
            let through = (through + usize::from(wanted != letter), from);
            let choices = [through, (above + 1, above_from), (left + 1, left_from)];
            let best = choices.into_iter().min_by_key(|(cost, _)| *cost);
            next.push(best.unwrap_or((0, 0)));
        }
        row = next;
        let (cost, from) = row.last().copied().unwrap_or((0, 0));
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, from..at + 1));
        }
    }
    best.filter(|(cost, _)| cost * 2 <= words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        let found = occurrences(&letters("一年内一年内"), &letters("一年"));
        assert_eq!(found, [0..2, 3..5]);
        assert!(occurrences(&letters("一"), &letters("")).is_empty());
    }

    #[test]
    fn the_nearest_words_are_those_with_the_fewest_others() {
        let text = letters("进行不少于5个工作日的公示");
        let (cost, at) = nearest(&text, &letters("不少于5个工作的公示")).unwrap();
        assert_eq!(
            (cost, text[at].iter().collect::<String>().as_str()),
            (1, "不少于5个工作日的公示")
        );
        assert_eq!(nearest(&text, &letters("甲乙丙丁")), None);
    }
}
