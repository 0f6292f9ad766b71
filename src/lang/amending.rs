//! The words by which decisions amend a text, and its signs as they are compared.

use std::ops::Range;

use super::fold::{folded, is_blank};

/// A sign of a decision: of half width, without the blanks between, with its place in bytes. A line
/// break is a sign of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The sign.
    pub letter: char,
    /// Its place.
    pub at: Range<usize>,
}

/// The signs of a text. Quotation marks keep whether they open or close, where they tell.
pub fn signs(text: &str) -> Vec<Sign> {
    let mut found: Vec<Sign> = Vec::with_capacity(text.len() / 3);
    for (at, letter) in text.char_indices() {
        if is_blank(letter) && letter != '\n' {
            continue;
        }
        let letter = match letter {
            '“' | '「' | '„' => '“',
            '”' | '」' | '‟' => '”',
            '‘' | '『' => '‘',
            '’' | '』' => '’',
            '<' | '＜' | '〈' => '〈',
            '>' | '＞' | '〉' => '〉',
            '〔' | '［' | '[' => '[',
            '〕' | '］' | ']' => ']',
            other => folded(other),
        };
        found.push(Sign {
            letter,
            at: at..at + text[at..].chars().next().map_or(1, char::len_utf8),
        });
    }
    found
}

/// A part of a text that has a number: 第三条.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbered {
    /// 编.
    Book,
    /// 章.
    Chapter,
    /// 节.
    Section,
    /// 部分.
    Division,
    /// 条.
    Article,
    /// 款.
    Paragraph,
    /// 项.
    Item,
    /// 目.
    Point,
    /// 段 of a text without articles.
    Stretch,
    /// 句.
    Sentence,
}

/// The nouns of parts that have numbers.
pub const NUMBERED: &[(&str, Numbered)] = &[
    ("自然段", Numbered::Stretch),
    ("部分", Numbered::Division),
    ("分编", Numbered::Book),
    ("编", Numbered::Book),
    ("章", Numbered::Chapter),
    ("节", Numbered::Section),
    ("条", Numbered::Article),
    ("款", Numbered::Paragraph),
    ("项", Numbered::Item),
    ("目", Numbered::Point),
    ("段", Numbered::Stretch),
    ("句", Numbered::Sentence),
];

/// What a word of a decision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmendingWord {
    /// 将, 在, 对: what follows is amended.
    Lead,
    /// 决定.
    Decides,
    /// 本决定.
    ThisAct,
    /// 原: by its number before.
    Old,
    /// 修改后的.
    Revised,
    /// 的.
    Of,
    /// 中的.
    In,
    /// 规定.
    Says,
    /// 其中的.
    Therein,
    /// 后.
    After,
    /// 前.
    Before,
    /// 末尾.
    End,
    /// 开始部分.
    Start,
    /// 条首部分.
    LeadIn,
    /// 修改为.
    Become,
    /// 作为.
    As,
    /// 增加.
    Add,
    /// 删去.
    Delete,
    /// 合并.
    Merge,
    /// 分为.
    Split,
    /// 单列.
    Single,
    /// 移至.
    Move,
    /// 均.
    Each,
    /// 分别.
    Respectively,
    /// 相应地, 依次.
    Accordingly,
    /// 并, 同时.
    Also,
    /// 即.
    Namely,
    /// 、 and 和.
    And,
    /// 至.
    To,
    /// 条文顺序.
    Order,
    /// 作相应调整, 顺延.
    Adjust,
    /// 以后各条.
    Rest,
    /// 有关条文, 全文.
    Everywhere,
    /// 标题 of a part.
    Heading,
    /// 名称 of the act.
    Name,
    /// 引言.
    Preamble,
    /// 正文.
    Body,
    /// 一词, 字样.
    Wording,
    /// 重新公布.
    Republish,
    /// 自.
    From,
    /// 起.
    Since,
    /// 公布之日.
    Promulgation,
    /// 施行.
    InForce,
    /// 废止.
    Repeal,
    /// 不再适用.
    NoLonger,
    /// 有效期.
    Term,
    /// 延长.
    Extend,
    /// 修改, 作如下修改.
    Amend,
    /// 适用于, 正在计算的期间: for whom the amendment is.
    AppliesTo,
    /// 作了修改: changes that are told nowhere.
    Done,
    /// 部分条文.
    Several,
    /// 个别条文, 文字.
    Some,
    /// 附件, 附表.
    Annex,
}

/// The words that open a part named before: 该条, 本款.
pub const SAME: &[&str] = &["该", "本", "同", "此"];

/// The endings by which the name of an act is known, where it stands without marks.
pub const ACTS: &[&str] =
    &["法", "法典", "条例", "办法", "规定", "细则", "规则", "解释", "决定", "意见", "通知", "宪法"];

/// What the full name of a law has before its short one.
pub const OF_THE_STATE: &str = "中华人民共和国";

/// The units of a period that is added: with the letters that stand for them.
pub const PERIODS: &[(&str, char)] =
    &[("年", 'Y'), ("个月", 'M'), ("月", 'M'), ("日", 'D'), ("天", 'D')];

/// The letters with which the parts of a day end.
pub const DAY: [char; 3] = ['年', '月', '日'];
/// What opens an ordinal: 第三条.
pub const ORDINAL: char = '第';
/// What stands before the number of what was put in: 第三十七条之一.
pub const PUT_IN: char = '之';
/// What may stand between a number and its noun: 两个条.
pub const PIECE: char = '个';
/// The word before an act's short name: 以下简称.
pub const CALLED: &[&str] = &["以下简称", "下称", "以下称", "简称"];
/// The name of an act in its marks.
pub const TITLE_MARKS: (char, char) = ('《', '》');
/// The marks of a title within a title.
pub const INNER_TITLE_MARKS: (char, char) = ('〈', '〉');
/// The mark between what is listed.
pub const LISTING: char = '、';
/// The word that ends the name of what an amendment of a law amends: 刑法修正案.
pub const AMENDMENT_OF: &str = "修正案";
/// What opens brackets.
pub const BRACKETS: [char; 2] = ['（', '('];
/// The words that open a reason before what is amended: 根据……，.
pub const REASONS: &[&str] = &["根据", "按照", "依照", "依据", "为了"];
/// What decisions are called at the end of their titles, and what their titles hold.
pub const DECISIONS: (&str, &[&str]) = ("关于", &["决定", "通知", "公告"]);
/// A full stop.
pub const STOP: char = '。';

/// What closes brackets.
pub const CLOSING_BRACKETS: [char; 2] = ['）', ')'];

/// The number of a document in a text: 长府规〔2026〕9号, 第七号.
pub fn document_number(text: &str) -> Option<String> {
    let open = text.find(['〔', '［', '[']);
    let Some(open) = open else {
        let start = text.find(ORDINAL)?;
        let end = text.get(start..)?.find('号')? + '号'.len_utf8();
        let number = text.get(start..start + end)?;
        return (number.chars().count() < 10).then(|| number.to_owned());
    };
    let end = open + text.get(open..)?.find('号')? + '号'.len_utf8();
    let ends = |letter: char| {
        letter.is_ascii() || matches!(letter, '日' | '（' | '，' | '。' | '以' | '\u{3000}')
    };
    let before = text.get(..open)?;
    let start = before
        .rfind(ends)
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    text.get(start..end).map(str::to_owned)
}

/// Who decides, by the title of a decision: what stands before 关于.
pub fn issuer_of(title: &str) -> Option<String> {
    let (issuer, _) = title.split_once("关于")?;
    (!issuer.trim().is_empty()).then(|| issuer.trim().to_owned())
}

/// Whether words begin with one that joins: 和, 以及.
pub fn is_joining(text: &str) -> bool {
    ["和", "及", "以及", "与", "或", "并"].iter().any(|word| text.starts_with(word))
}

/// Words of a quotation as the text has them: what is quoted within is quoted once.
pub fn outer_quotes(text: &str) -> String {
    let out = |letter| match letter {
        '‘' => '“',
        '’' => '”',
        other => other,
    };
    text.chars().map(out).collect()
}

/// Whether a letter belongs to a numeral.
pub const fn is_numeral(letter: char) -> bool {
    matches!(
        letter,
        '0'..='9'
            | '零'
            | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
    )
}
