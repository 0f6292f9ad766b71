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
}
