//! A value in the style of a place, and back: Chinese or Arabic numerals, blanks, units.

use num_rational::Ratio;
use rust_decimal::Decimal;

use crate::calendar::{Period, Unit};
use crate::lang::{Lang, Phrase, Quantity, Share, chinese_number, money_unit, share_of};
use crate::policy::ParameterValue;

/// The value written as the sample is; none where words cannot show it (yes or no, choices, tables).
pub fn written_like(value: &ParameterValue, sample: &str) -> Option<String> {
    let like = Quantity::of(sample);
    Some(match value {
        ParameterValue::Period(period) => period_like(*period, &like),
        ParameterValue::Count(count) => match u32::try_from(*count) {
            Ok(count) => format!("{}{}{}", numeral(count, &like), like.gap, like.unit),
            Err(_) => format!("{count}{}{}", like.gap, like.unit),
        },
        ParameterValue::Occurrences { count, of } => {
            // So many calls are no length of time: 三届 is not 三年.
            if Unit::of_word(like.unit).is_some() {
                let args = [("count", count.to_string().into()), ("of", of.as_str().into())];
                return Some(Phrase::TimesOf.with(Lang::Zh, &args));
            }
            format!("{}{}{}", numeral(*count, &like), like.gap, like.unit)
        }
        ParameterValue::Money(sum) => money_like(*sum, &like),
        // 2021年: the year alone.
        ParameterValue::Date(day) if Unit::of_word(like.unit) == Some(Unit::Years) => {
            format!("{}{}{}", day.year(), like.gap, like.unit)
        }
        ParameterValue::Date(day) => Phrase::ChineseDate.with(
            Lang::Zh,
            &[
                ("year", day.year().to_string().into()),
                ("month", day.month().to_string().into()),
                ("day", day.day().to_string().into()),
            ],
        ),
        ParameterValue::Share(Share::Decimal(share)) => {
            match ratio_of(*share).filter(|_| is_fraction(sample)) {
                Some(ratio) => fraction_like(ratio, sample),
                None => share_like(*share, sample, &like),
            }
        }
        ParameterValue::Share(Share::Fraction(ratio)) => fraction_like(*ratio, sample),
        ParameterValue::Text(text) => text.zh.clone(),
        ParameterValue::Flag(_)
        | ParameterValue::Choice { .. }
        | ParameterValue::Set { .. }
        | ParameterValue::Unknown { .. }
        | ParameterValue::Table { .. } => return None,
    })
}

/// The number, length or sum of the same kind that words write: 两年, 5个工作日, 50 万元, 三成.
pub fn read_like(kind: &ParameterValue, words: &str) -> Option<ParameterValue> {
    let found = Quantity::of(words);
    let whole = || u32::try_from(found.number()?.normalize()).ok();
    Some(match kind {
        ParameterValue::Period(_) => {
            let count = if found.numeral.is_empty() { 1 } else { whole()? };
            ParameterValue::Period(Period { count, unit: Unit::of_word(found.unit)? })
        }
        ParameterValue::Count(_) => ParameterValue::Count(whole()?.into()),
        ParameterValue::Occurrences { of, .. } => {
            if Unit::of_word(found.unit).is_some() {
                return None;
            }
            ParameterValue::Occurrences { count: whole()?, of: of.clone() }
        }
        ParameterValue::Money(_) => {
            let unit = Decimal::from(money_unit(found.unit)?);
            ParameterValue::Money(found.number()?.checked_mul(unit)?.normalize())
        }
        ParameterValue::Share(_) => ParameterValue::Share(read_share(words)?),
        ParameterValue::Date(_)
        | ParameterValue::Text(_)
        | ParameterValue::Flag(_)
        | ParameterValue::Choice { .. }
        | ParameterValue::Set { .. }
        | ParameterValue::Unknown { .. }
        | ParameterValue::Table { .. } => return None,
    })
}

fn numeral(number: u32, like: &Quantity<'_>) -> String {
    // 两 before a unit, as in 两年, 两个月; 二 where the sample has it, and in fractions
    // (GB/T 15835 leaves it to usage).
    let (two, ordinal) =
        (Phrase::ChineseTwo.plain(Lang::Zh), Phrase::ChineseSecond.plain(Lang::Zh));
    let counts =
        !like.numeral.contains(ordinal) && !like.unit.starts_with(Phrase::PartsOf.plain(Lang::Zh));
    match (like.is_chinese() || like.numeral.is_empty(), number) {
        (true, 2) if counts => two.to_owned(),
        (true, _) => chinese_number(number),
        (false, _) => number.to_string(),
    }
}

fn period_like(Period { count, unit }: Period, like: &Quantity<'_>) -> String {
    // 每年 is every one year: the numeral is written where it is not one.
    if like.numeral.is_empty() && count == 1 && Unit::of_word(like.unit) == Some(unit) {
        return like.unit.to_owned();
    }
    let count = format!("{}{}", numeral(count, like), like.gap);
    if Unit::of_word(like.unit) == Some(unit) {
        return format!("{count}{}", like.unit);
    }
    let phrase = match unit {
        Unit::Workdays => Phrase::PeriodWorkdays,
        Unit::Days => Phrase::PeriodDays,
        Unit::Weeks => Phrase::PeriodWeeks,
        Unit::Months => Phrase::PeriodMonths,
        Unit::Years => Phrase::PeriodYears,
    };
    phrase.with(Lang::Zh, &[("count", count.into())])
}

fn money_like(sum: Decimal, like: &Quantity<'_>) -> String {
    let unit = money_unit(like.unit).map_or(Decimal::ONE, Decimal::from);
    let shown = sum.checked_div(unit).unwrap_or(sum).normalize();
    let whole = u32::try_from(shown).ok().filter(|_| shown.is_integer());
    match whole {
        Some(whole) if like.is_chinese() => {
            format!("{}{}{}", numeral(whole, like), like.gap, like.unit)
        }
        _ => format!("{shown}{}{}", like.gap, like.unit),
    }
}

/// A share in the style of a sample: 50%, 五成, 百分之五十, 0.5.
fn share_like(share: Decimal, sample: &str, like: &Quantity<'_>) -> String {
    let times = |factor: u32| share.checked_mul(Decimal::from(factor)).unwrap_or(share).normalize();
    let whole =
        |factor: u32| u32::try_from(times(factor)).ok().filter(|_| times(factor).is_integer());
    let (of_hundred, tenths) = (Phrase::OfHundred.plain(Lang::Zh), Phrase::Tenths.plain(Lang::Zh));
    if let Some(rest) = sample.strip_prefix(of_hundred) {
        let chinese = Quantity::of(rest).is_chinese();
        let hundredths = whole(100).filter(|_| chinese);
        return format!(
            "{of_hundred}{}",
            hundredths.map_or_else(|| times(100).to_string(), chinese_number)
        );
    }
    if sample.contains('%') {
        return format!("{}{}%", times(100), like.gap);
    }
    match whole(10) {
        Some(count) if sample.ends_with(tenths) => format!("{}{tenths}", numeral(count, like)),
        None if sample.ends_with(tenths) => format!("{}%", times(100)),
        _ if read_share(sample) == Some(Share::Decimal(share)) => sample.to_owned(),
        _ => format!("{}{}{}", share.normalize(), like.gap, like.unit),
    }
}

/// Whether a sample writes a fraction: 三分之二, 2/3.
fn is_fraction(sample: &str) -> bool {
    let (parts, of_hundred) = (Phrase::PartsOf.plain(Lang::Zh), Phrase::OfHundred.plain(Lang::Zh));
    sample.contains('/') || sample.contains(parts) && !sample.starts_with(of_hundred)
}

/// A decimal as a fraction, where it is not too long for one.
fn ratio_of(share: Decimal) -> Option<Ratio<i64>> {
    let over = i64::try_from(share.mantissa()).ok()?;
    Some(Ratio::new(over, 10_i64.checked_pow(share.scale())?))
}

/// A fraction in the style of a sample: 三分之二, or 2/3.
fn fraction_like(ratio: Ratio<i64>, sample: &str) -> String {
    let parts = Phrase::PartsOf.plain(Lang::Zh);
    let whole = |part: &i64| u32::try_from(*part).ok();
    match (whole(ratio.numer()), whole(ratio.denom())) {
        (Some(over), Some(under)) if sample.contains(parts) => {
            format!("{}{parts}{}", chinese_number(under), chinese_number(over))
        }
        _ => format!("{}/{}", ratio.numer(), ratio.denom()),
    }
}

/// The share that words write: 50%, 五成, 百分之五十, 三分之二, 0.5.
fn read_share(words: &str) -> Option<Share> {
    let ratio = |over: Decimal, under: Decimal| {
        let whole = |number: Decimal| i64::try_from(number.normalize()).ok();
        let (over, under) = (whole(over)?, whole(under)?);
        (under != 0).then(|| Share::from(Ratio::new(over, under)))
    };
    if let Some(rest) = words.strip_prefix(Phrase::OfHundred.plain(Lang::Zh)) {
        return ratio(Quantity::of(rest).number()?, Decimal::from(100));
    }
    let found = Quantity::of(words);
    if let Some(rest) = found.unit.strip_prefix(Phrase::PartsOf.plain(Lang::Zh)) {
        return ratio(Quantity::of(rest).number()?, found.number()?);
    }
    if found.is_chinese() && found.unit.starts_with(Phrase::Tenths.plain(Lang::Zh)) {
        return ratio(found.number()?, Decimal::from(10));
    }
    share_of(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;

    #[test]
    fn each_place_keeps_its_numerals_and_spaces() {
        let period = |count, unit| ParameterValue::Period(Period { count, unit });
        let wan = |wan: i64| ParameterValue::Money(Decimal::from(wan * 10_000));
        let share =
            |number, scale| ParameterValue::Share(Share::Decimal(Decimal::new(number, scale)));
        let fraction =
            |over, under| ParameterValue::Share(Share::Fraction(Ratio::new(over, under)));
        for (value, sample, expected) in [
            (period(5, Unit::Years), "两年", "五年"),
            (period(2, Unit::Years), "三年", "两年"),
            (period(7, Unit::Workdays), "5个工作日", "7个工作日"),
            (period(10, Unit::Days), "5个工作日", "10日"),
            (period(10, Unit::Days), "5天", "10天"),
            (period(1, Unit::Years), "年", "年"),
            (period(2, Unit::Years), "年", "两年"),
            (period(3, Unit::Months), "两个月", "三个月"),
            (wan(60), "50 万元", "60 万元"),
            (wan(60), "50万元", "60万元"),
            (wan(60), "五十万元", "六十万元"),
            (wan(30_000), "2亿元", "3亿元"),
            (wan(1), "500元", "10000元"),
            (ParameterValue::Money(Decimal::from(15_000)), "2 万元", "1.5 万元"),
            (ParameterValue::Count(3), "2", "3"),
            (ParameterValue::Count(12), "十个", "十二个"),
            (ParameterValue::Count(2), "三分之", "二分之"),
            (ParameterValue::Count(2), "三", "两"),
            (share(6, 1), "50%", "60%"),
            (share(125, 3), "50%", "12.5%"),
            (share(6, 1), "五成", "六成"),
            (share(2, 1), "五成", "两成"),
            (share(65, 2), "五成", "65%"),
            (share(60, 2), "百分之五十", "百分之六十"),
            (share(75, 2), "0.5", "0.75"),
            (share(75, 2), "三分之二", "四分之三"),
            (share(75, 2), "2/3", "3/4"),
            (fraction(2, 3), "四分之三", "三分之二"),
            (fraction(2, 3), "3/4", "2/3"),
            (fraction(2, 3), "50%", "2/3"),
        ] {
            let written = written_like(&value, sample);
            assert_eq!(written.as_deref(), Some(expected));
            // What is written in the style of a place reads back, and as the same words.
            if let Some(back) = read_like(&value, expected) {
                assert_eq!(written_like(&back, sample).as_deref(), Some(expected), "{expected}");
            }
        }
        let day = Day::parse("2028-11-14").unwrap();
        let written = written_like(&ParameterValue::Date(day), "2023年11月15日");
        assert_eq!(written.as_deref(), Some("2028年11月14日"));
        let written = written_like(&ParameterValue::Date(day), "2023年");
        assert_eq!(written.as_deref(), Some("2028年"));
        assert_eq!(written_like(&ParameterValue::Flag(true), "是"), None);
    }
}
