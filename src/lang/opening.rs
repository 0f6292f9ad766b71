//! What a line of a published text opens: a chapter, an article, an item; and what else a line can be that
//! stands for itself: a date, the number of a document, the number of a page.

use std::ops::Range;

use super::{ItemMark, Lang, Phrase, Quantity, chinese_number, simplified};

/// A division above the articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Division {
    /// 编
    Part,
    /// 章
    Chapter,
    /// 节
    Section,
}

impl Division {
    /// As it is numbered: 第二章.
    pub fn name(self, number: u16, lang: Lang) -> String {
        let phrase = match self {
            Self::Part => Phrase::TextsPart,
            Self::Chapter => Phrase::TextsChapter,
            Self::Section => Phrase::TextsSection,
        };
        let number = match lang {
            Lang::Zh => chinese_number(number.into()),
            Lang::En => number.to_string(),
        };
        phrase.with(lang, &[("number", number.into())])
    }
}

/// What a line opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// 第一章 总则
    Division {
        /// Its kind.
        division: Division,
        /// Its number.
        number: u16,
        /// Where its heading begins in the line, in bytes.
        rest: usize,
    },
    /// 第二十三条之一
    Article {
        /// Its number.
        number: u16,
        /// Which of those put in after it; 0 for the number itself.
        inserted: u16,
        /// Where the rest of the line begins.
        rest: usize,
        /// Whether a blank, a bracket or the end of the line sets the number off from what follows.
        is_set_off: bool,
    },
    /// 附件1
    Attachment {
        /// Its number; 0 for a single one.
        number: u16,
        /// Where its title begins, if it stands in the same line.
        rest: usize,
    },
    /// 一、 （一） 1. (1) ①
    Numbered {
        /// How its number is written.
        style: Numbering,
        /// The number.
        number: u16,
        /// Where the rest of the line begins.
        rest: usize,
    },
}

/// How the number of a part, an item or a point is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Numbering {
    /// 一、
    Part,
    /// （一）
    Item,
    /// 1.
    Point,
    /// （1）
    BracketedPoint,
    /// ①
    Circled,
}

impl Opening {
    /// What a line opens, where it opens anything; it begins without blanks.
    pub fn of(line: &str) -> Option<Self> {
        if let Some(rest) = line.strip_prefix('第') {
            return ordinal(line, rest);
        }
        if let Some(rest) = line.strip_prefix("附件") {
            return attachment(line, rest);
        }
        numbered(line)
    }
}

fn whole(numeral: &str) -> Option<u16> {
    if numeral.contains(['.', '．']) {
        return None;
    }
    Quantity::of(numeral).number().and_then(|number| u16::try_from(number).ok())
}

fn ordinal(line: &str, rest: &str) -> Option<Opening> {
    let numeral = Quantity::of(rest.trim_start());
    let number = whole(numeral.numeral).filter(|number| *number > 0)?;
    let mut behind = numeral.unit.chars();
    // A page may be in the other script.
    let kind = simplified(behind.next()?);
    let behind = behind.as_str();
    let at = |rest: &str| line.len() - rest.len();
    let division = match kind {
        '编' => Division::Part,
        '章' => Division::Chapter,
        '节' => Division::Section,
        '条' => {
            let (inserted, behind) = inserted(behind);
            let next = behind.chars().next();
            let is_set_off = next
                .is_none_or(|next| next.is_whitespace() || matches!(next, '（' | '(' | '【' | '['));
            let rest = at(behind.trim_start());
            return Some(Opening::Article { number, inserted, rest, is_set_off });
        }
        _ => return None,
    };
    let heading = behind.trim_start();
    // A sentence that begins with the number of a chapter is none of its headings.
    let is_heading = heading.len() < behind.len() || heading.is_empty();
    (is_heading && !ends_a_sentence(heading)).then(|| Opening::Division {
        division,
        number,
        rest: at(heading),
    })
}

fn inserted(rest: &str) -> (u16, &str) {
    let found = rest.strip_prefix('之').and_then(|rest| {
        let numeral = Quantity::of(rest).numeral;
        let number = whole(numeral).filter(|number| *number > 0)?;
        Some((number, rest.get(numeral.len()..)?))
    });
    found.unwrap_or((0, rest))
}

fn attachment(line: &str, rest: &str) -> Option<Opening> {
    let numeral = Quantity::of(rest.trim_start());
    let (number, rest) = match whole(numeral.numeral) {
        Some(number) => (number, numeral.unit),
        None => (0, rest),
    };
    let title = rest.trim_start();
    let colon = title.strip_prefix(['：', ':']);
    // 附件：1.申报表 lists what is attached and opens nothing.
    let opens = match colon {
        Some(behind) => behind.trim().is_empty(),
        None => title.is_empty() || (title.len() < rest.len() && !ends_a_sentence(title)),
    };
    let rest = line.len() - colon.unwrap_or(title).trim_start().len();
    opens.then_some(Opening::Attachment { number, rest })
}

fn numbered(line: &str) -> Option<Opening> {
    let first = line.chars().next()?;
    if let Some(number) = circled(first) {
        let rest = line.len() - line.get(first.len_utf8()..)?.trim_start().len();
        return Some(Opening::Numbered { style: Numbering::Circled, number, rest });
    }
    let mark = ItemMark::of(line).filter(|mark| mark.number > 0)?;
    let written = line.get(..mark.length())?;
    let is_chinese = Quantity::of(written.trim_start_matches(['（', '('])).is_chinese();
    let style = match (matches!(first, '（' | '('), is_chinese) {
        (true, true) => Numbering::Item,
        (true, false) => Numbering::BracketedPoint,
        (false, true) => Numbering::Part,
        (false, false) => Numbering::Point,
    };
    let rest = line.len() - line.get(mark.length()..)?.trim_start().len();
    Some(Opening::Numbered { style, number: mark.number, rest })
}

/// ①
const FIRST_CIRCLED: u32 = 0x2460;

fn circled(letter: char) -> Option<u16> {
    let number = u32::from(letter).checked_sub(FIRST_CIRCLED).filter(|number| *number < 20)?;
    u16::try_from(number + 1).ok()
}

/// A number in a circle: ①; only so far as there are such letters.
pub fn circled_number(number: u32) -> Option<String> {
    let letter = number.checked_sub(1).filter(|number| *number < 20)? + FIRST_CIRCLED;
    char::from_u32(letter).map(String::from)
}

/// Whether words behind the number of an article go on with it: 第三条的规定, 第三条第二款.
pub fn goes_on_citing(rest: &str) -> bool {
    const WORDS: [&str; 16] = [
        "的", "第", "规定", "、", "，", "和", "或", "所", "至", "及", "与", "款", "中", "以", "；",
        "。",
    ];
    WORDS.iter().any(|word| rest.starts_with(word))
}

/// Where the heading in brackets stands with which words begin, without them; and where they end.
pub fn bracketed_heading(words: &str) -> Option<(Range<usize>, usize)> {
    const PAIRS: [(&[char], &[char]); 4] =
        [(&['（', '('], &['）', ')']), (&['【'], &['】']), (&['['], &[']']), (&['〔'], &['〕'])];
    let open = words.chars().next()?;
    let (opens, close) = PAIRS.iter().find(|(known, _)| known.contains(&open))?;
    let mut depth = 0;
    for (at, letter) in words.char_indices() {
        if opens.contains(&letter) {
            depth += 1;
        } else if close.contains(&letter) {
            depth -= 1;
        }
        if depth == 0 {
            let inner = words.get(open.len_utf8()..at)?;
            // （一）is the number of an item.
            let is_number = numbered(words).is_some_and(|found| match found {
                Opening::Numbered { rest, .. } => rest >= at,
                _ => false,
            });
            let is_heading = !inner.trim().is_empty() && !is_number && !ends_a_sentence(inner);
            return is_heading.then(|| (open.len_utf8()..at, at + letter.len_utf8()));
        }
    }
    None
}

/// Whether words end as a sentence, a clause of a list or a lead-in does; what closes behind the mark does
/// not count.
pub fn ends_a_sentence(words: &str) -> bool {
    const CLOSING: [char; 9] = ['”', '’', '）', ')', '》', '】', '」', '』', '"'];
    let words = words.trim_end().trim_end_matches(CLOSING);
    words.ends_with(['。', '；', '：', '！', '？', '…', '.', ';', ':', '!', '?'])
}

/// Whether words are a date and nothing else: 2023年10月10日, 二〇二三年十月十日.
pub fn is_date(words: &str) -> bool {
    let mut rest = words.trim();
    for unit in ['年', '月', '日'] {
        let found = Quantity::of(rest);
        let Some(behind) = found.unit.trim_start().strip_prefix(unit) else { return false };
        if found.numeral.is_empty() {
            return false;
        }
        rest = behind.trim_start();
    }
    rest.is_empty()
}

/// Whether words are the number of a document and nothing else: 长府规〔2023〕3号.
pub fn is_document_number(words: &str) -> bool {
    let words = words.trim();
    let year = |close: char| words.contains(close);
    let short = words.chars().count() <= 40 && !words.contains(['《', '，', '。']);
    short && (year('〕') || year(']') || words.starts_with('第')) && words.ends_with('号')
}

/// Whether words stand in brackets as a whole: （此件公开发布）.
pub fn is_bracketed(words: &str) -> bool {
    let words = words.trim();
    words.starts_with(['（', '(']) && words.ends_with(['）', ')']) && numbered(words).is_none()
}

/// Whether a line is the number of a page: — 3 —, 第3页 共9页.
pub fn is_page_number(line: &str) -> bool {
    const DASHES: [char; 6] = ['-', '—', '–', '－', '―', '·'];
    let line = line.trim();
    let inner =
        line.trim_matches(|letter: char| DASHES.contains(&letter) || letter.is_whitespace());
    let digits = |text: &str| !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
    if inner.len() < line.len() {
        return digits(inner);
    }
    let page = line.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    page.is_some_and(|(number, rest)| {
        let rest = rest.trim_start_matches([' ', '，', ',', '/', '　']);
        let all = rest.strip_prefix('共').and_then(|rest| rest.strip_suffix('页'));
        digits(number.trim()) && (rest.is_empty() || all.is_some_and(|all| digits(all.trim())))
    })
}

/// Whether a line announces the table of contents.
pub fn is_contents(line: &str) -> bool {
    let plain: String = line.chars().filter(|letter| !letter.is_whitespace()).collect();
    plain == "目录" || plain == "目錄"
}

/// Whether a line lists what is attached: 附件：1.申请表.
pub fn lists_attachments(text: &str) -> bool {
    text.starts_with("附件：") || text.starts_with("附件:")
}

/// Whether words behind the number of an article are its heading though no brackets hold them.
pub fn is_bare_heading(words: &str) -> bool {
    /// The most letters of one.
    const LONGEST: usize = 15;
    let marks =
        |letter: char| matches!(letter, '，' | '、' | '。' | '；' | '：' | '“' | '《' | ',');
    !words.is_empty() && words.chars().count() <= LONGEST && !words.contains(marks)
}

/// How many brackets words open more than they close.
pub fn brackets_left_open(words: &str) -> i32 {
    words
        .chars()
        .map(|letter| match letter {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        })
        .sum()
}

/// Whether words begin with a bracket.
pub fn opens_bracket(words: &str) -> bool {
    words.starts_with(['（', '('])
}

/// Whether words close a notice: 特此通知。
pub fn is_leave(words: &str) -> bool {
    let words = words.trim().trim_end_matches('。');
    words.starts_with("特此") && words.chars().count() <= 6
}

/// Whether words end as the name of an organ does that signs: …人民政府.
pub fn is_organ(words: &str) -> bool {
    const ORGANS: [&str; 9] =
        ["政府", "委员会", "局", "办公室", "厅", "法院", "检察院", "人民代表大会", "国务院"];
    ORGANS.iter().any(|organ| words.trim_end().ends_with(organ))
}

/// Whether words end as the title of an act does: …办法, …条例（试行）.
pub fn is_title(words: &str) -> bool {
    const ACTS: [&str; 21] = [
        "办法",
        "条例",
        "规定",
        "细则",
        "规则",
        "规范",
        "决定",
        "通知",
        "意见",
        "方案",
        "法",
        "解释",
        "准则",
        "章程",
        "规程",
        "通告",
        "公告",
        "批复",
        "指引",
        "标准",
        "修正案",
    ];
    let mut words = words.trim();
    while let Some(inner) = words.strip_suffix(['）', ')']) {
        let Some(open) = inner.rfind(['（', '(']) else { break };
        words = inner.get(..open).unwrap_or("").trim_end();
    }
    ACTS.iter().any(|act| words.ends_with(act))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(number: u16, inserted: u16, rest: &str, line: &str, is_set_off: bool) -> Opening {
        Opening::Article { number, inserted, rest: line.len() - rest.len(), is_set_off }
    }

    #[test]
    fn lines_open_what_their_numbers_say() {
        for (line, number, inserted, rest, set_off) in [
            ("第三条（评选周期）", 3, 0, "（评选周期）", true),
            ("第二十三条之一　本条", 23, 1, "本条", true),
            ("第 三 条", 3, 0, "", true),
            ("第一百零五条为了规范", 105, 0, "为了规范", false),
            ("第12条 甲", 12, 0, "甲", true),
            ("第二十二條(甲)", 22, 0, "(甲)", true),
        ] {
            let found = Opening::of(line);
            assert_eq!(found, Some(article(number, inserted, rest, line, set_off)), "{line}");
        }
        let division = |line: &str| match Opening::of(line) {
            Some(Opening::Division { division, number, rest }) => {
                Some((division, number, line[rest..].to_owned()))
            }
            _ => None,
        };
        assert_eq!(division("第七章 附 则"), Some((Division::Chapter, 7, "附 则".into())));
        assert_eq!(division("第二节　申请"), Some((Division::Section, 2, "申请".into())));
        assert_eq!(division("第二章的规定适用于本条。"), None);
        assert_eq!(division("第二章 规定的事项，由本机关办理。"), None);
        for (line, style, number, rest) in [
            ("一、总体要求", Numbering::Part, 1, "总体要求"),
            ("（十二）甲；", Numbering::Item, 12, "甲；"),
            ("(一) 甲", Numbering::Item, 1, "甲"),
            ("3.甲", Numbering::Point, 3, "甲"),
            ("（2）甲", Numbering::BracketedPoint, 2, "甲"),
            ("③甲", Numbering::Circled, 3, "甲"),
        ] {
            let rest = line.len() - rest.len();
            assert_eq!(
                Opening::of(line),
                Some(Opening::Numbered { style, number, rest }),
                "{line}"
            );
        }
        let attachment = |line: &str| match Opening::of(line) {
            Some(Opening::Attachment { number, rest }) => Some((number, line[rest..].to_owned())),
            _ => None,
        };
        assert_eq!(attachment("附件"), Some((0, String::new())));
        assert_eq!(attachment("附件2"), Some((2, String::new())));
        assert_eq!(attachment("附件1："), Some((1, String::new())));
        assert_eq!(attachment("附件1　申请表"), Some((1, "申请表".into())));
        assert_eq!(attachment("附件：1.申请表"), None);
        assert_eq!(attachment("附件所列的事项，由本机关办理。"), None);
        for line in ["本办法第三条", "3.5%以上", "2023年", "第三届", "（目的）", ""]
        {
            assert_eq!(Opening::of(line), None, "{line}");
        }
    }

    #[test]
    fn headings_stand_in_brackets() {
        let heading = |words: &str| {
            bracketed_heading(words)
                .map(|(at, end)| (words[at].to_owned(), words[end..].to_owned()))
        };
        assert_eq!(heading("（目的）"), Some(("目的".into(), String::new())));
        assert_eq!(heading("【定义】 本办法"), Some(("定义".into(), " 本办法".into())));
        assert_eq!(heading("(甲（乙）丙)丁"), Some(("甲（乙）丙".into(), "丁".into())));
        assert_eq!(heading("（一）甲"), None);
        assert_eq!(heading("（未完"), None);
    }

    #[test]
    fn lines_that_stand_for_themselves() {
        for words in ["2023年10月10日", "2023 年 10 月 10 日", "二〇二三年十月十日"]
        {
            assert!(is_date(words), "{words}");
        }
        for words in ["2023年", "2023年10月10日起", "年月日", ""] {
            assert!(!is_date(words), "{words}");
        }
        for line in ["— 3 —", "-12-", "第3页", "第 3 页 共 9 页", "第3页/共9页"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["12", "第三条", "—", "3-5", "第3页的规定"] {
            assert!(!is_page_number(line), "{line}");
        }
        assert!(
            is_document_number("长府规〔2023〕3号")
                && !is_document_number("依据长府规〔2023〕3号，")
        );
        assert!(is_bracketed("（此件公开发布）") && !is_bracketed("（一）"));
        assert!(is_contents("目　录") && !is_contents("目录管理"));
        for title in [
            "甲市乙奖励办法",
            "丙条例（试行）",
            "关于修改《丁办法》的决定",
            "甲法（2015年修正）（草案）",
        ] {
            assert!(is_title(title), "{title}");
        }
        assert!(!is_title("甲市人民政府") && !is_title("第一章 总则"));
        assert!(ends_a_sentence("甲。”") && ends_a_sentence("如下：") && !ends_a_sentence("甲，"));
    }
}
