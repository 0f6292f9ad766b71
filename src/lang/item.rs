//! The number with which an item or a point begins: （三）, (3), 3., 三、.

use super::{Quantity, chinese_number};

/// The number that a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemMark<'t> {
    open: &'t str,
    numeral: &'t str,
    close: &'t str,
    /// The number.
    pub number: u16,
}

impl<'t> ItemMark<'t> {
    /// The number with which a text begins, where it begins with one.
    pub fn of(text: &'t str) -> Option<Self> {
        let open = text.chars().next().filter(|letter| matches!(letter, '（' | '('));
        let (open, rest) = text.split_at(open.map_or(0, char::len_utf8));
        let numeral = Quantity::of(rest).numeral;
        let dots = numeral.len() - numeral.trim_end_matches(['.', '．']).len();
        let (numeral, rest) = rest.split_at_checked(numeral.len() - dots)?;
        let close = rest.chars().next()?;
        let closes = match open {
            "" => matches!(close, '、' | '.' | '．'),
            _ => matches!(close, '）' | ')'),
        };
        let number = Quantity::of(numeral).number()?;
        let number = u16::try_from(number).ok().filter(|_| closes && !numeral.is_empty())?;
        Some(Self { open, numeral, close: rest.get(..close.len_utf8())?, number })
    }
    /// How many bytes of the text it takes.
    pub const fn length(&self) -> usize {
        self.open.len() + self.numeral.len() + self.close.len()
    }
    /// Another number in its style.
    pub fn written(&self, number: u16) -> String {
        let numeral = match self.numeral.is_ascii() {
            true => number.to_string(),
            false => chinese_number(number.into()),
        };
        format!("{}{numeral}{}", self.open, self.close)
    }
}

/// The mark with which a text ends, where it ends with one.
pub fn end_mark(text: &str) -> Option<char> {
    text.chars()
        .next_back()
        .filter(|last| matches!(last, '。' | '；' | '：' | '，' | ';' | ':' | ','))
}

/// Marks that meet where words between them went: `；。`.
pub fn meeting_marks(text: &str) -> Option<&str> {
    const MEETING: [char; 5] = ['，', '；', '、', '：', '。'];
    let mut before: Option<(usize, char)> = None;
    for (at, letter) in text.char_indices() {
        let is_mark = MEETING.contains(&letter);
        if let Some((start, _)) = before.filter(|_| is_mark) {
            return text.get(start..at + letter.len_utf8());
        }
        before = is_mark.then_some((at, letter));
    }
    None
}

/// The number of an item as official texts write it: （三）.
pub fn item_number(number: u16) -> String {
    format!("（{}）", chinese_number(number.into()))
}

/// The number of a point as official texts write it: 3.
pub fn point_number(number: u16) -> String {
    format!("{number}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_meet_are_found() {
        assert_eq!(meeting_marks("由铁路运输法院管辖；。"), Some("；。"));
        assert_eq!(meeting_marks("甲，乙；丙。“丁。”"), None);
        assert_eq!(end_mark("（二）没有欠费；"), Some('；'));
        assert_eq!(end_mark("（二）没有欠费"), None);
    }

    #[test]
    fn an_item_keeps_its_style() {
        for (text, number, next) in [
            ("（三）无", 3, "（四）"),
            ("(3)无", 3, "(4)"),
            ("3.无", 3, "4."),
            ("3．无", 3, "4．"),
            ("三、无", 3, "四、"),
            ("（十九）", 19, "（二十）"),
        ] {
            let found = ItemMark::of(text).unwrap();
            assert_eq!((found.number, found.written(number + 1).as_str()), (number, next));
            assert_eq!(&text[..found.length()], found.written(number));
        }
        for text in ["无", "三年", "3年", "（以下", "", "（", "3"] {
            assert_eq!(ItemMark::of(text), None, "{text}");
        }
    }
}
