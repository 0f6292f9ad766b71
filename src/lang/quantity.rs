//! Numbers in a Chinese sentence: the quantity that stands at a place, and where quantities stand.

use std::ops::Range;

use rust_decimal::Decimal;

/// A number with what follows it: `5` and `个工作日`, `50`, a blank and `万元`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<'t> {
    /// The numeral, Arabic or Chinese; empty where the words begin with none.
    pub numeral: &'t str,
    /// The blanks behind it.
    pub gap: &'t str,
    /// The rest: the unit, or what is counted.
    pub unit: &'t str,
}

impl<'t> Quantity<'t> {
    /// The quantity with which words begin.
    pub fn of(words: &'t str) -> Self {
        let end = |text: &str, of: fn(char) -> bool| {
            text.find(|letter| !of(letter)).unwrap_or(text.len())
        };
        let chinese = words.chars().next().is_some_and(is_chinese_numeral);
        let (numeral, rest) =
            words.split_at(end(words, if chinese { is_chinese_numeral } else { is_arabic }));
        let (gap, unit) = rest.split_at(end(rest, |letter| letter == ' '));
        Self { numeral, gap, unit }
    }
    /// Whether the numeral is Chinese.
    pub fn is_chinese(&self) -> bool {
        self.numeral.chars().any(is_chinese_numeral)
    }
    /// The number; none where the numeral is none.
    pub fn number(&self) -> Option<Decimal> {
        if self.is_chinese() {
            return chinese_value(self.numeral).map(Decimal::from);
        }
        let narrow: String = self.numeral.chars().map(super::fold::folded).collect();
        Decimal::from_str_exact(&narrow).ok()
    }
}

/// An Arabic digit or the point, of either width.
const fn is_arabic(letter: char) -> bool {
    matches!(letter, '0'..='9' | '.' | '０'..='９' | '．')
}

const fn digit(letter: char) -> Option<u64> {
    Some(match letter {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

const fn tens(letter: char) -> Option<u64> {
    Some(match letter {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

const fn is_chinese_numeral(letter: char) -> bool {
    digit(letter).is_some() || tens(letter).is_some()
}

/// The number that a Chinese numeral below ten thousand names: 十六, 一百零五, 二〇二三.
fn chinese_value(numeral: &str) -> Option<u64> {
    if numeral.is_empty() || numeral.chars().count() > 9 {
        return None;
    }
    if numeral.chars().all(|letter| digit(letter).is_some()) {
        return numeral.chars().try_fold(0, |sum: u64, letter| Some(sum * 10 + digit(letter)?));
    }
    let (mut sum, mut last) = (0, None);
    for letter in numeral.chars() {
        match (digit(letter), tens(letter)) {
            (Some(0), _) => {}
            (Some(digit), _) if last.is_none() => last = Some(digit),
            // 十 alone is ten; a unit without a number stands for one of it.
            (None, Some(unit)) => sum += last.take().unwrap_or(1) * unit,
            _ => return None,
        }
    }
    Some(sum + last.unwrap_or(0))
}

/// What is counted in the sentences of a measure. A Chinese numeral before anything else is part of
/// a word: 一般, 统一, 十分.
const COUNTED: [&str; 36] = [
    "年",
    "个",
    "月",
    "日",
    "天",
    "周",
    "星期",
    "季度",
    "小时",
    "分钟",
    "工作日",
    "元",
    "万",
    "亿",
    "倍",
    "成",
    "届",
    "次",
    "名",
    "家",
    "项",
    "人",
    "位",
    "件",
    "份",
    "类",
    "种",
    "大",
    "等",
    "轮",
    "批",
    "处",
    "套",
    "分",
    "票",
    "岁",
];
/// What makes a word of a numeral that follows: 同一年 names no number of years.
const WORD_BEFORE: [char; 8] = ['第', '同', '统', '唯', '任', '某', '逐', '之'];
/// Words that begin like a quantity and are none.
const WORDS: [&str; 6] = ["一次性", "一等", "二等", "三等", "一分为", "一人一"];

/// Where quantities stand in words, in bytes: Arabic numbers, and Chinese numerals before what is
/// counted. What names something is none: 第十八条, （一）, 〔2021〕3号, 《…》, GB/T19580.
pub fn quantities(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = words.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = words.get(at..).unwrap_or("");
        let before = words.get(..at).unwrap_or("");
        if let Some(name) = name_length(rest, before) {
            at += name.max(letter.len_utf8());
            continue;
        }
        let quantity = Quantity::of(rest);
        if quantity.numeral.trim_matches('.').is_empty() {
            at += letter.len_utf8();
            continue;
        }
        let counts = quantity.numeral.is_ascii() || is_counted(rest, &quantity, before);
        let length = quantity.numeral.trim_end_matches('.').len();
        if counts {
            let unit = unit_length(quantity.unit);
            let mut whole = if unit == 0 { length } else { length + quantity.gap.len() + unit };
            whole += rest.get(whole..).filter(|_| is_date(quantity.unit)).map_or(0, date_length);
            found.push(at..at + whole);
            at += whole;
        } else {
            at += quantity.numeral.len();
        }
    }
    found
}

/// The same with both parts of a fraction: 三分之二, 百分之五十.
pub fn whole_quantities(words: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for mut range in quantities(words) {
        if found.last().is_some_and(|last| last.end > range.start) {
            continue;
        }
        if words.get(range.clone()).is_some_and(|own| own.ends_with("分之")) {
            range.end += Quantity::of(words.get(range.end..).unwrap_or("")).numeral.len();
        }
        found.push(range);
    }
    found
}

/// Whether a quantity is one of something: 一次, 一家.
pub fn is_single(words: &str) -> bool {
    let found = Quantity::of(words);
    found.numeral == "一" && !found.unit.starts_with("分之")
}

/// Whether a quantity names a day, a month or a year of the calendar, or counts nothing.
pub fn is_calendar_number(words: &str) -> bool {
    /// The first number that is a year and no length.
    const FIRST_YEAR: u32 = 1000;
    let found = Quantity::of(words);
    let year = found.number().is_some_and(|number| number >= Decimal::from(FIRST_YEAR));
    let of_calendar = found.unit.starts_with('月') || (found.unit.starts_with('年') && year);
    of_calendar || found.unit.is_empty()
}

/// The year, month and day of a date that stands alone: 2023年11月15日.
pub fn full_date(words: &str) -> Option<(i32, u32, u32)> {
    let mut rest = words;
    let mut next = |unit: char| -> Option<u32> {
        let found = Quantity::of(rest.trim_start());
        rest = found.unit.trim_start().strip_prefix(unit)?;
        u32::try_from(found.number()?.normalize()).ok()
    };
    let date = (next('年')?, next('月')?, next('日')?);
    let year = i32::try_from(date.0).ok()?;
    rest.trim().is_empty().then_some((year, date.1, date.2))
}

/// Whether words behind a date say that something is in force from then on.
pub fn takes_effect(behind: &str) -> bool {
    ["起施行", "起实施", "起执行", "起生效"].iter().any(|words| behind.starts_with(words))
}

/// Whether words before a date say that something is in force until then.
pub fn ends_validity(before: &str) -> bool {
    ["有效期至", "有效期到", "有效期截至", "有效期限至"].iter().any(|words| before.ends_with(words))
}

/// The clause in which something stands: the words between the marks around it, not too many.
pub fn clause_around(text: &str, at: usize) -> &str {
    /// The most letters of it.
    const LONGEST: usize = 24;
    let marks = ['，', '。', '；', '：', '、', '（', '）', '(', ')', ',', ';', ':', '“', '”'];
    let start = text.get(..at).and_then(|before| before.rfind(marks).map(|mark| (before, mark)));
    let start = start.map_or(0, |(before, mark)| {
        mark + before.get(mark..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    let rest = text.get(start..).unwrap_or("");
    // The mark that ends it stands behind the number itself.
    let own = at.saturating_sub(start);
    let end =
        rest.get(own..).and_then(|behind| behind.find(marks)).map_or(rest.len(), |end| own + end);
    let clause = rest.get(..end).unwrap_or(rest).trim();
    let longest = clause.char_indices().nth(LONGEST).map_or(clause.len(), |(at, _)| at);
    clause.get(..longest).unwrap_or(clause)
}

fn unit_length(rest: &str) -> usize {
    let all = ["个工作日", "个自然日", "个月", "个星期", "万元", "亿元", "分之", "%"];
    let found = all.iter().chain(&COUNTED).find(|unit| rest.starts_with(**unit));
    found.map_or(0, |unit| unit.len())
}

fn is_date(unit: &str) -> bool {
    unit.starts_with(['年', '月'])
}

/// How far a date goes on: the 11月15日 of 2023年11月15日.
fn date_length(rest: &str) -> usize {
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let next = Quantity::of(rest.get(blanks..).unwrap_or(""));
    let unit = next.unit.chars().next().filter(|unit| matches!(unit, '月' | '日'));
    match unit {
        Some(unit) if !next.numeral.is_empty() && next.numeral.is_ascii() => {
            let length = blanks + next.numeral.len() + next.gap.len() + unit.len_utf8();
            length + rest.get(length..).map_or(0, date_length)
        }
        _ => 0,
    }
}

fn is_counted(rest: &str, quantity: &Quantity<'_>, before: &str) -> bool {
    let word = before.ends_with(WORD_BEFORE) || WORDS.iter().any(|word| rest.starts_with(word));
    // 上一年度, 下一级: the one next to this.
    let next = quantity.numeral == "一" && before.ends_with(['上', '下']);
    let tens_of = quantity.numeral == "十" && quantity.unit.starts_with("分");
    let share = quantity.unit.starts_with("分之");
    !word && !next && (share || (!tens_of && unit_length(quantity.unit) > 0))
}

/// How many bytes here name something: a title, a number of a document, a standard, an address.
fn name_length(rest: &str, before: &str) -> Option<usize> {
    let closed = |open: char, close: char| {
        rest.starts_with(open).then(|| rest.find(close).map(|end| end + close.len_utf8())).flatten()
    };
    if let Some(title) = closed('《', '》') {
        return Some(title);
    }
    if let Some(year) = closed('〔', '〕') {
        let number = rest.get(year..).unwrap_or("");
        let digits = number.chars().take_while(char::is_ascii_digit).count();
        return Some(year + digits);
    }
    let first = rest.chars().next()?;
    // Letters with what follows them: GB/T 19580—2012, ISO9001, A级.
    if first.is_ascii_alphabetic() {
        let code = |letter: char| {
            letter.is_ascii_alphanumeric() || matches!(letter, '/' | '-' | '—' | '.' | ' ' | '_')
        };
        return Some(rest.find(|letter| !code(letter)).unwrap_or(rest.len()));
    }
    if first == '第' {
        let numeral = Quantity::of(rest.get(first.len_utf8()..)?);
        return Some(first.len_utf8() + numeral.numeral.len());
    }
    // An item's number: （一）, (1); a paragraph's at its beginning: 一、
    let bracket = rest.strip_prefix(['（', '(']);
    if let Some(inner) = bracket {
        let numeral = Quantity::of(inner).numeral;
        let after = inner.get(numeral.len()..).unwrap_or("");
        let closes = !numeral.is_empty() && after.starts_with(['）', ')']);
        return closes.then(|| first.len_utf8() + numeral.len());
    }
    let numeral = Quantity::of(rest).numeral;
    let after = rest.get(numeral.len()..)?;
    // 一、 2、 3. at the beginning of a paragraph, an item, a point.
    let dotted = numeral.ends_with('.') && numeral.len() > 1;
    let numbers = !numeral.is_empty() && (dotted || after.starts_with(['、', '．']));
    (before.trim().is_empty() && numbers).then_some(numeral.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_they_are_written() {
        for number in 0..10_000_u32 {
            let text = super::super::chinese_number(number);
            let found = Quantity::of(&text).number();
            assert_eq!(found, Some(Decimal::from(number)), "{text}");
        }
        for (text, number, unit) in [
            ("两年", 2, "年"),
            ("5个工作日", 5, "个工作日"),
            ("50 万元", 50, "万元"),
            ("二〇二三年", 2023, "年"),
            ("十个", 10, "个"),
            ("３个", 3, "个"),
        ] {
            let found = Quantity::of(text);
            assert_eq!((found.number(), found.unit), (Some(Decimal::from(number)), unit));
        }
        assert_eq!(Quantity::of("１０．５万元").number(), Some(Decimal::new(105, 1)));
        assert_eq!(Quantity::of("适时").number(), None);
    }

    #[test]
    fn a_name_is_no_quantity() {
        let found = |text: &str| -> Vec<String> {
            quantities(text).into_iter().map(|at| text[at].to_owned()).collect()
        };
        for (text, expected) in [
            ("每两年评选一次", vec!["两年", "一次"]),
            ("不超过10个。50 万元/家", vec!["10个", "50 万元"]),
            ("近3年内，百分之五十以上", vec!["3年", "百分之"]),
            ("一等奖一名，其余5%", vec!["一名", "5%"]),
            ("依据第十八条、第十六条第（六）项", vec![]),
            ("（长府规〔2021〕3号）同时废止", vec![]),
            ("主要采用国家标准GB/T19580《卓越绩效评价准则2012》", vec![]),
            ("不得在同一年内一次性统一申报，一般十分", vec![]),
            ("（三）公示；一、总则", vec![]),
            ("一、总则", vec![]),
            ("2、总则", vec![]),
            ("1.甲方", vec![]),
            ("第三方意见、第2次", vec![]),
            ("每年1月31日前公布上一年度报告", vec!["1月31日"]),
            ("自2019年5月15日起满五年", vec!["2019年5月15日", "五年"]),
            ("由上一级行政机关处理", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
