//! The measure's text as it reads now: each slot filled with its parameter's value, in the style
//! of numerals, spaces and units of that place.

use num_rational::Ratio;
use rust_decimal::Decimal;

use crate::calendar::{Day, Period, Unit};
use crate::lang::{Lang, Phrase, chinese_number};
use crate::policy::{Piece, pieces};
use crate::program::{ParameterMeaning, Program};
use crate::rule::Value;

/// A piece of the rendered text: the words, and the parameter that they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The words.
    pub text: String,
    /// The path of the parameter.
    pub parameter: Option<String>,
}

/// A text with its slots filled, as of a day; without a day with each parameter's last value.
pub fn rendered(text: &str, program: &Program, on: Option<Day>) -> Vec<Rendered> {
    let words = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => Rendered { text: words.to_owned(), parameter: None },
        Piece::Slot { path, sample, .. } => Rendered {
            text: match slot_value(path, program, on) {
                Some(value) => written_like(value, sample),
                // On a day on which the parameter has no value yet nothing is guessed.
                None if on.is_some() || is_open(path, program) => {
                    Phrase::NoValueThen.plain(Lang::Zh).to_owned()
                }
                None => sample.to_owned(),
            },
            parameter: Some(path.to_owned()),
        },
    });
    words.collect()
}

/// Whether the measure leaves open what a slot names.
fn is_open(path: &str, program: &Program) -> bool {
    let name = path.split('.').next().unwrap_or(path);
    let found = program.parameters.find(|parameter| parameter.name == name);
    found.is_some_and(|(_, parameter)| parameter.is_open())
}

/// The plain text.
pub fn rendered_text(text: &str, program: &Program, on: Option<Day>) -> String {
    rendered(text, program, on).into_iter().map(|piece| piece.text).collect()
}

/// The value that a slot names; none where there is no such parameter.
pub fn slot_value(path: &str, program: &Program, on: Option<Day>) -> Option<Value> {
    let validity = program.validity.as_ref();
    match path {
        "validity.from" => return validity.map(|validity| Value::Date(validity.from)),
        "validity.to" => return validity.and_then(|validity| validity.to).map(Value::Date),
        _ => {}
    }
    let mut parts = path.split('.');
    let name = parts.next()?;
    let (_, parameter) = program.parameters.find(|parameter| parameter.name == name)?;
    let meaning = match on {
        Some(day) => parameter.at(day)?,
        None => parameter.values.last().map(|(_, meaning)| meaning)?,
    };
    let wanted: Vec<&str> = parts.collect();
    match meaning {
        ParameterMeaning::Single(value) => wanted.is_empty().then_some(*value),
        ParameterMeaning::Table(rows) => rows
            .iter()
            .find(|(keys, _)| {
                let names = keys.iter().map(|key| match key {
                    Value::Choice(choice, at) => program.choices[*choice]
                        .values
                        .get(usize::from(*at))
                        .map_or("", |(name, _)| name.as_str()),
                    _ => "",
                });
                names.eq(wanted.iter().copied())
            })
            .map(|(_, value)| *value),
        ParameterMeaning::Open => None,
    }
}

/// A value written in the style of a sample: Chinese or Arabic numerals, spaces, units.
fn written_like(value: Value, sample: &str) -> String {
    let digits: String = sample.chars().take_while(|c| is_numeral(*c)).collect();
    let rest = sample.get(digits.len()..).unwrap_or("");
    let gap: String = rest.chars().take_while(|c| *c == ' ').collect();
    let unit = rest.trim_start();
    let chinese = !digits.is_ascii();
    // 两 before a unit, as in 两年, 两个月; 二 where the sample has it, and in fractions
    // (GB/T 15835 leaves it to usage).
    let ordinal = digits.contains('二') || unit.starts_with('分');
    let number = |number: u32| match (chinese, number) {
        (true, 2) if !ordinal => Phrase::ChineseTwo.plain(Lang::Zh).to_owned(),
        (true, _) => chinese_number(number),
        (false, _) => number.to_string(),
    };
    match value {
        Value::Period(Period { count, unit }) => {
            let phrase = match unit {
                Unit::Workdays => Phrase::PeriodWorkdays,
                Unit::Days => Phrase::PeriodDays,
                Unit::Weeks => Phrase::PeriodWeeks,
                Unit::Months => Phrase::PeriodMonths,
                Unit::Years => Phrase::PeriodYears,
            };
            phrase.with(Lang::Zh, &[("count", format!("{}{gap}", number(count)).into())])
        }
        Value::Count(count) => match u32::try_from(count) {
            Ok(count) => format!("{}{gap}{unit}", number(count)),
            Err(_) => format!("{count}{gap}{unit}"),
        },
        Value::Money(sum) => {
            let wan = unit.starts_with("万元");
            let shown = if wan {
                sum.checked_div(Decimal::from(10_000)).unwrap_or(sum).normalize()
            } else {
                sum.normalize()
            };
            format!("{shown}{gap}{unit}")
        }
        Value::Date(day) => Phrase::ChineseDate.with(
            Lang::Zh,
            &[
                ("year", day.year().to_string().into()),
                ("month", day.month().to_string().into()),
                ("day", day.day().to_string().into()),
            ],
        ),
        Value::Decimal(share) => match ratio_of(share).filter(|_| is_fraction(sample)) {
            Some(ratio) => fraction_like(ratio, sample),
            None => share_like(share, sample, &number),
        },
        Value::Fraction(ratio) => fraction_like(ratio, sample),
        _ => sample.to_owned(),
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
        (Some(over), Some(under)) if is_fraction(sample) && sample.contains(parts) => {
            format!("{}{parts}{}", chinese_number(under), chinese_number(over))
        }
        _ => format!("{}/{}", ratio.numer(), ratio.denom()),
    }
}

/// A share in the style of a sample: 50%, 五成, 百分之五十, 0.5.
fn share_like(share: Decimal, sample: &str, number: &impl Fn(u32) -> String) -> String {
    let times = |factor: u32| share.checked_mul(Decimal::from(factor)).unwrap_or(share).normalize();
    let whole =
        |factor: u32| u32::try_from(times(factor)).ok().filter(|_| times(factor).is_integer());
    let (of_hundred, tenths) = (Phrase::OfHundred.plain(Lang::Zh), Phrase::Tenths.plain(Lang::Zh));
    if sample.starts_with(of_hundred) {
        let hundredths = whole(100).map_or_else(|| times(100).to_string(), chinese_number);
        return format!("{of_hundred}{hundredths}");
    }
    if sample.contains('%') {
        return format!("{}%", times(100));
    }
    match whole(10) {
        Some(count) if sample.ends_with(tenths) => format!("{}{tenths}", number(count)),
        None if sample.ends_with(tenths) => format!("{}%", times(100)),
        _ => {
            let rest = sample.trim_start_matches(is_numeral);
            format!("{}{rest}", share.normalize())
        }
    }
}

const fn is_numeral(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(
            character,
            '.' | '两'
                | '零'
                | '一'
                | '二'
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_keeps_its_numerals_and_spaces() {
        let period = |count, unit| Value::Period(Period { count, unit });
        let wan = |wan: i64| Value::Money(Decimal::from(wan * 10_000));
        for (value, sample, expected) in [
            (period(5, Unit::Years), "两年", "五年"),
            (period(2, Unit::Years), "三年", "两年"),
            (period(7, Unit::Workdays), "5个工作日", "7个工作日"),
            (period(10, Unit::Days), "5个工作日", "10日"),
            (wan(60), "50 万元", "60 万元"),
            (wan(60), "50万元", "60万元"),
            (Value::Money(Decimal::from(15_000)), "2 万元", "1.5 万元"),
            (Value::Count(3), "2", "3"),
            (Value::Count(12), "十个", "十二个"),
            (Value::Count(2), "三分之", "二分之"),
            (Value::Count(2), "三", "两"),
            (Value::Decimal(Decimal::new(6, 1)), "50%", "60%"),
            (Value::Decimal(Decimal::new(125, 3)), "50%", "12.5%"),
            (Value::Decimal(Decimal::new(6, 1)), "五成", "六成"),
            (Value::Decimal(Decimal::new(2, 1)), "五成", "两成"),
            (Value::Decimal(Decimal::new(65, 2)), "五成", "65%"),
            (Value::Decimal(Decimal::new(60, 2)), "百分之五十", "百分之六十"),
            (Value::Decimal(Decimal::new(75, 2)), "0.5", "0.75"),
            (Value::Decimal(Decimal::new(75, 2)), "三分之二", "四分之三"),
            (Value::Decimal(Decimal::new(75, 2)), "2/3", "3/4"),
            (Value::Fraction(Ratio::new(2, 3)), "四分之三", "三分之二"),
            (Value::Fraction(Ratio::new(2, 3)), "3/4", "2/3"),
            (Value::Fraction(Ratio::new(2, 3)), "50%", "2/3"),
        ] {
            assert_eq!(written_like(value, sample), expected);
        }
        let day = Day::parse("2028-11-14").unwrap();
        assert_eq!(written_like(Value::Date(day), "2023年11月15日"), "2028年11月14日");
    }
}
