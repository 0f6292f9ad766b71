//! How wide a text is on a terminal: Chinese characters take two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that `text` takes.
pub fn display_width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` with blanks behind it until it takes `columns`.
pub fn pad_right(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(display_width(text));
    let mut out = String::with_capacity(text.len() + missing);
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// `text` in lines of at most `columns`. English breaks at blanks, Chinese after any character but
/// before no closing mark and after no opening one.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut width = 0;
    for piece in pieces(text) {
        let piece_width = display_width(piece);
        // What is wider than a line, an address for instance, is broken where the line ends.
        if piece_width > columns {
            for character in piece.chars() {
                let own = character.width().unwrap_or(0);
                if width + own > columns {
                    lines.push(line.trim_end().to_owned());
                    line.clear();
                    width = 0;
                }
                line.push(character);
                width += own;
            }
            continue;
        }
        if width + display_width(piece.trim_end()) > columns && width > 0 {
            lines.push(line.trim_end().to_owned());
            line.clear();
            width = 0;
        }
        line.push_str(piece);
        width += piece_width;
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Marks that stand at no line's beginning.
const CLOSING: [char; 11] = ['，', '。', '；', '：', '、', '）', '”', '》', '！', '？', '〕'];
/// Marks that stand at no line's end.
const OPENING: [char; 4] = ['（', '“', '《', '〔'];

/// The parts between which a line may break.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let mut run = Run { end: 0, last_slash: None };
    std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        let mut end = 0;
        let mut before = None;
        // Whether a `/` has joined names since the last blank or mark: an address is not broken.
        let mut joined = false;
        for (at, character) in rest.char_indices() {
            joined = match before {
                Some(before) if named(before) && named(character) => joined,
                _ => run.has_slash_from(text, start + at),
            };
            let wide = |character: char| character.width().unwrap_or(0) > 1;
            let breaks = match before {
                None => false,
                Some(' ') => true,
                Some(before) if OPENING.contains(&before) => false,
                Some(before) if joined && named(before) => false,
                Some(before) => !CLOSING.contains(&character) && (wide(before) || wide(character)),
            };
            if breaks {
                break;
            }
            end = at + character.len_utf8();
            before = Some(character);
        }
        let piece = rest.get(..end)?;
        start += end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// What names and addresses are made of.
fn named(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '/' | '.')
}

/// The names without a gap that were looked through last: once, however many parts they have.
struct Run {
    end: usize,
    last_slash: Option<usize>,
}

impl Run {
    /// Whether a `/` stands among the names at or behind the byte `at`, before the next gap.
    fn has_slash_from(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            let rest = text.get(at..).unwrap_or("");
            let length = rest.find(|part| !named(part)).unwrap_or(rest.len());
            let last_slash = rest.get(..length).and_then(|names| names.rfind('/'));
            *self = Self { end: at + length, last_slash: last_slash.map(|slash| at + slash) };
        }
        self.last_slash.is_some_and(|slash| slash >= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(display_width("第5条"), 5);
        assert_eq!(pad_right("条", 4), "条  ");
    }

    #[test]
    fn lines_break_at_blanks_and_between_characters() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("一二三四五六", 8), ["一二三四", "五六"]);
        assert_eq!(wrap("一二三四。五", 8), ["一二三", "四。五"]);
        assert_eq!(wrap("一二三（四）五六", 8), ["一二三", "（四）五", "六"]);
        assert_eq!(wrap("到 年度/25/件/甲：进入了", 16), ["到", "年度/25/件/甲：", "进入了"]);
        assert_eq!(wrap("到 年度/2025/件/甲公司", 12), ["到 年度/2025", "/件/甲公司"]);
    }

    #[test]
    fn an_address_ends_at_a_mark() {
        // The address ends at the mark; what follows it breaks as any words.
        assert_eq!(wrap("件/甲：一二三四五六", 8), ["件/甲：", "一二三四", "五六"]);
        assert_eq!(wrap("一二 件/甲一二", 12), ["一二 ", "件/甲一二"].map(str::trim_end));
    }
}
