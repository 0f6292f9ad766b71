//! Where a text cites articles, its own or another's: 第十四条、第十五条第二款、前款.

use std::ops::Range;

use super::Quantity;

/// A part of what is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitedPart {
    /// 条
    Article,
    /// 款
    Paragraph,
    /// 项
    Item,
    /// 目
    Point,
}

/// One number of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedNumber {
    /// What it numbers.
    pub part: CitedPart,
    /// The number.
    pub number: u16,
    /// Which of those put in after it; 0 for the number itself.
    pub inserted: u16,
    /// Where it stands: of 第二十三条之一 the 二十三条之一.
    pub at: Range<usize>,
    /// Whether its numeral is Chinese.
    pub is_chinese: bool,
}

/// A citation in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its numbers, from the article down; a text cites its own article's paragraphs without it.
    pub numbers: Vec<CitedNumber>,
    /// Where it stands.
    pub at: Range<usize>,
}

/// What ends the name of an act.
const ACTS: [&str; 9] = ["法", "条例", "规定", "办法", "细则", "规则", "决定", "通知", "法典"];
/// This act.
const THIS: char = '本';
/// What stands between the citations of one act.
pub(super) const BETWEEN: [&str; 9] = ["、", "和", "或", "或者", "及", "以及", "至", "，", "与"];

/// The citations of this act in a text; those of others are left out.
pub fn citations(text: &str) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    // Where the last citation ended, and whether it was of this act.
    let mut last: Option<(usize, bool)> = None;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('第')).map(|to| at + to) {
        let Some(citation) = one(text, start) else {
            at = start + '第'.len_utf8();
            continue;
        };
        at = citation.at.end;
        let between = last.and_then(|(end, own)| Some((text.get(end..start)?, own)));
        let own = match between.filter(|(between, _)| BETWEEN.contains(between)) {
            Some((_, own)) => own,
            None => is_own(text.get(..start).unwrap_or("")),
        };
        last = Some((at, own));
        if own {
            found.push(citation);
        }
    }
    found
}

/// Words that cite what stands right before: 前款、前条、前两款.
pub fn relative_citations(text: &str) -> Vec<(CitedPart, u16, Range<usize>)> {
    let mut found = Vec::new();
    for (start, before) in text.match_indices(['前', '上']) {
        let rest = text.get(start + before.len()..).unwrap_or("");
        let numeral = Quantity::of(rest).numeral;
        let Some(part) = rest.get(numeral.len()..).and_then(|rest| rest.chars().next()) else {
            continue;
        };
        let count = match numeral.is_empty() {
            true => Some(1),
            false => Quantity::of(rest).number().and_then(|number| u16::try_from(number).ok()),
        };
        if let Some((part, count)) = part_of(part).zip(count) {
            let end = start + before.len() + numeral.len() + '条'.len_utf8();
            found.push((part, count, start..end));
        }
    }
    found
}

const fn part_of(letter: char) -> Option<CitedPart> {
    Some(match letter {
        '条' => CitedPart::Article,
        '款' => CitedPart::Paragraph,
        '项' => CitedPart::Item,
        '目' => CitedPart::Point,
        _ => return None,
    })
}

/// Whether a citation behind these words is of this act.
pub(super) fn is_own(before: &str) -> bool {
    let before = before.trim_end_matches('的');
    if before.ends_with('》') || before.ends_with('〉') {
        return false;
    }
    let act = ACTS.iter().filter_map(|act| before.strip_suffix(act));
    act.min_by_key(|rest| rest.len()).is_none_or(|rest| rest.ends_with(THIS))
}

fn one(text: &str, start: usize) -> Option<Citation> {
    let mut numbers: Vec<CitedNumber> = Vec::new();
    let mut at = start;
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix('第')) {
        let from = at + '第'.len_utf8();
        let bracket = usize::from(rest.starts_with('（')) * '（'.len_utf8()
            + usize::from(rest.starts_with('('));
        let numeral = Quantity::of(rest.get(bracket..)?).numeral;
        let Some(number) = Quantity::of(numeral).number().and_then(|one| u16::try_from(one).ok())
        else {
            break;
        };
        let mut end = from + bracket + numeral.len();
        if bracket > 0 {
            let close = text.get(end..)?.chars().next().filter(|one| matches!(one, '）' | ')'))?;
            end += close.len_utf8();
        }
        let Some(part) = text.get(end..).and_then(|rest| rest.chars().next()).and_then(part_of)
        else {
            break;
        };
        let follows = numbers.last().is_none_or(|last| (last.part as u8) < part as u8);
        if !follows {
            break;
        }
        let inner = from + bracket;
        let mut numbered = inner..inner + numeral.len();
        end += '条'.len_utf8();
        let inserted =
            (part == CitedPart::Article).then(|| inserted(text.get(end..).unwrap_or(""))).flatten();
        if part == CitedPart::Article {
            numbered.end = end + inserted.map_or(0, |(_, length)| length);
            end = numbered.end;
        }
        numbers.push(CitedNumber {
            part,
            number,
            inserted: inserted.map_or(0, |(number, _)| number),
            at: numbered,
            is_chinese: !numeral.is_ascii(),
        });
        at = end;
    }
    (!numbers.is_empty()).then_some(Citation { numbers, at: start..at })
}

/// The 之一 behind 第二十三条: its number, and how many bytes it takes.
fn inserted(rest: &str) -> Option<(u16, usize)> {
    let numeral = Quantity::of(rest.strip_prefix('之')?).numeral;
    let number = u16::try_from(Quantity::of(numeral).number()?).ok()?;
    (number > 0).then_some((number, '之'.len_utf8() + numeral.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(text: &str) -> Vec<String> {
        citations(text).into_iter().map(|found| text[found.at].to_owned()).collect()
    }

    #[test]
    fn citations_of_this_act_are_found() {
        for (text, expected) in [
            (
                "除本条例第十四条、第十五条、第十六条规定的外",
                vec!["第十四条", "第十五条", "第十六条"],
            ),
            ("依照第三十六条第（五）项答复", vec!["第三十六条第（五）项"]),
            ("第二十三条之一第二款", vec!["第二十三条之一第二款"]),
            ("第14条第2款", vec!["第14条第2款"]),
            ("第一款规定的", vec!["第一款"]),
            ("根据《行政许可法》第三十二条和第三十三条", vec![]),
            ("根据民法典第二百零一条、本办法第五条", vec!["第五条"]),
            ("本办法第五条", vec!["第五条"]),
            ("第三方、第一次、第二部分", vec![]),
        ] {
            assert_eq!(cited(text), expected, "{text}");
        }
        let found = citations("本条例第二十三条之一");
        let article = &found[0].numbers[0];
        assert_eq!((article.number, article.inserted), (23, 1));
        assert_eq!(&"本条例第二十三条之一"[article.at.clone()], "二十三条之一");
    }

    #[test]
    fn what_stands_before_is_cited_too() {
        let text = "有前款情形的，依照前两条规定；前一年除外";
        let found: Vec<_> = relative_citations(text)
            .into_iter()
            .map(|(part, count, at)| (part, count, &text[at]))
            .collect();
        let expected = vec![(CitedPart::Paragraph, 1, "前款"), (CitedPart::Article, 2, "前两条")];
        assert_eq!(found, expected);
    }
}
