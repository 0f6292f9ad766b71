//! Shares as they are written: `0.9`, `30%`, `3成`, `2/3`; exact, whatever their form.

use num_rational::Ratio;
use rust_decimal::Decimal;

/// A share, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Share {
    /// One that a decimal can hold.
    Decimal(Decimal),
    /// One that none can, in lowest terms.
    Fraction(Ratio<i64>),
}

/// The forms in which a decimal is a share of a power of ten, each with that power.
const PARTS: [(&str, u32); 4] = [("%", 2), ("％", 2), ("成", 1), ("", 0)];

/// The share that a text writes; none where it writes no share, or one that cannot be held.
pub fn share_of(text: &str) -> Option<Share> {
    let plain = text.trim();
    if let Some((over, under)) = plain.split_once('/') {
        let (over, under) = (whole(over)?, whole(under)?);
        return (under != 0).then(|| Ratio::new(over, under)).map(Share::from);
    }
    let (digits, places) =
        PARTS.iter().find_map(|&(part, places)| Some((plain.strip_suffix(part)?, places)))?;
    let number = decimal(digits.trim_end())?;
    let scale = number.scale().checked_add(places)?;
    Decimal::try_from_i128_with_scale(number.mantissa(), scale).ok().map(Share::Decimal)
}

/// Digits and nothing else.
fn whole(text: &str) -> Option<i64> {
    let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| are_digits)
}

/// A decimal, exactly as written: digits, at most one point between them, a sign.
fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// The decimal that is exactly so much; none where there is none with 28 places.
pub fn exact_decimal(ratio: Ratio<i128>) -> Option<Decimal> {
    let (over, mut rest) = (*ratio.numer(), *ratio.denom());
    let mut places = [0_u32; 2];
    for (count, factor) in places.iter_mut().zip([2, 5]) {
        while rest % factor == 0 {
            rest /= factor;
            *count += 1;
        }
    }
    let scale = places.into_iter().max().filter(|_| rest == 1)?;
    let mantissa = over.checked_mul(10_i128.checked_pow(scale)?)? / ratio.denom();
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

impl From<Ratio<i64>> for Share {
    fn from(ratio: Ratio<i64>) -> Self {
        let wide = Ratio::new_raw(i128::from(*ratio.numer()), i128::from(*ratio.denom()));
        exact_decimal(wide).map_or(Self::Fraction(ratio), Self::Decimal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_in_each_form() {
        let decimal = |text: &str| Some(Share::Decimal(text.parse().expect("a decimal")));
        for (text, share) in [
            ("0.9", "0.9"),
            ("30%", "0.3"),
            ("12.5％", "0.125"),
            ("3成", "0.3"),
            ("3.5 成", "0.35"),
            ("3/4", "0.75"),
            ("6/3", "2"),
            ("80", "80"),
            ("-0.5", "-0.5"),
        ] {
            assert_eq!(share_of(text), decimal(share), "{text}");
        }
        assert_eq!(share_of("4/6"), Some(Share::Fraction(Ratio::new(2, 3))));
        assert_eq!(share_of("1/7"), Some(Share::Fraction(Ratio::new(1, 7))));
        for text in
            ["", "%", "/3", "1/0", "1/-3", "-1/3", "1.5/2", ".5", "1e3", "三成", "1/2/3", "0x1"]
        {
            assert_eq!(share_of(text), None, "{text}");
        }
    }
}
