//! Numbers as official Chinese writes them.

use rust_decimal::Decimal;

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below ten thousand in Chinese: 16 is 十六, 105 is 一百零五. Larger ones in digits.
pub fn chinese_number(number: u32) -> String {
    if number >= 10_000 {
        return number.to_string();
    }
    if number == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        let ten_to_nineteen = unit == 10 && digit == 1 && out.is_empty();
        if !ten_to_nineteen {
            out.extend(DIGITS.get(digit as usize));
        }
        out.push_str(name);
    }
    out
}

/// The units in which a sum is written, each with its yuan.
const MONEY_UNITS: [(&str, i64); 5] =
    [("万元", 10_000), ("亿元", 100_000_000), ("元", 1), ("万", 10_000), ("亿", 100_000_000)];

/// How many yuan make the unit with which words begin: 万元 ten thousand, 元 one.
pub fn money_unit(words: &str) -> Option<i64> {
    MONEY_UNITS.iter().find(|(unit, _)| words.starts_with(unit)).map(|(_, yuan)| *yuan)
}

/// The sum in yuan that a text names: `50万元`, `1234.50元`, `2亿`; none where it is no sum, or has
/// more than two decimals or more than 28 digits.
pub fn money_of(text: &str) -> Option<Decimal> {
    let plain = text.trim();
    let unit = MONEY_UNITS.iter().find_map(|(unit, yuan)| Some((plain.strip_suffix(unit)?, *yuan)));
    let (digits, yuan) = unit.unwrap_or((plain, 1));
    let digits = digits.trim_end();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let number = Decimal::from_str_exact(digits).ok()?;
    let sum = number.checked_mul(Decimal::from(yuan))?.normalize();
    (sum.scale() <= 2).then_some(sum)
}

/// A sum in yuan with thousands apart and no more decimals than it needs: `500,000`, `1,234.50`.
pub fn money_text(sum: Decimal) -> String {
    let sum = sum.normalize();
    let text = if sum.scale() == 0 { sum.to_string() } else { format!("{sum:.2}") };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(w, p)| (w, Some(p)));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_numbers_in_chinese() {
        for (number, text) in [
            (3, "三"),
            (10, "十"),
            (16, "十六"),
            (20, "二十"),
            (39, "三十九"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1005, "一千零五"),
        ] {
            assert_eq!(chinese_number(number), text);
        }
    }

    #[test]
    fn sums_are_grouped() {
        assert_eq!(money_text(Decimal::new(50_000_000, 2)), "500,000");
        assert_eq!(money_text(Decimal::new(-123_450, 2)), "-1,234.50");
        assert_eq!(money_text(Decimal::new(99, 0)), "99");
    }

    #[test]
    fn sums_are_exact() {
        let yuan = |fen: i64| Some(Decimal::new(fen, 2));
        assert_eq!(money_of("50万元"), yuan(50_000_000));
        assert_eq!(money_of("50 万元"), yuan(50_000_000));
        assert_eq!(money_of("0.10元"), yuan(10));
        assert_eq!(money_of("1234.50"), yuan(123_450));
        assert_eq!(money_of("0.12345万元"), yuan(123_450));
        assert_eq!(money_of("1.5亿元"), yuan(15_000_000_000));
        for text in ["", "元", "1.234元", "-5元", "1e3元", "5 0元", "五万元"] {
            assert_eq!(money_of(text), None, "{text}");
        }
    }
}
