//! One to four small breakages of a text.

use super::random::Random;

/// What breaks readers: marks of RON and rhai, numbers at the edge, letters that are not what they
/// look like, letters that move a cursor.
const ODD: [&str; 58] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "'",
    "\\",
    "/*",
    "*/",
    "//",
    "r#\"",
    "#{",
    "Some(",
    "None",
    "()",
    "-1",
    "0",
    "00",
    "1e999",
    "NaN",
    "inf",
    "0x7fffffffffffffff",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551616",
    "79228162514264337593543950335",
    "0.1",
    "99999999",
    "\"2024-02-30\"",
    "\"9999-12-31\"",
    "\"0000-01-01\"",
    "\"-9999-01-01\"",
    "\u{1b}[2J",
    "\u{7}",
    "\r",
    "\0",
    "\u{202e}",
    "\u{feff}",
    "\u{200b}",
    "\u{3000}",
    "，",
    "（",
    "“",
    "é",
    "e\u{301}",
    "а",
    "🏆",
    "𠀀",
    "use(\"library//etc/passwd\")",
    "..",
    "&&",
    "while true {}",
    "|x| x",
];

/// The text, broken.
pub fn mutate(text: &[u8], words: &[String], random: &mut Random) -> Vec<u8> {
    let mut broken = text.to_vec();
    for _ in 0..=random.below(4) {
        once(&mut broken, words, random);
    }
    broken.truncate(200_000);
    broken
}

/// A stretch of the text: short ones more often.
fn stretch(len: usize, random: &mut Random) -> (usize, usize) {
    let from = random.below(len + 1);
    let most = if random.below(4) == 0 { 400 } else { 12 };
    (from, (from + random.below(most)).min(len))
}

fn once(text: &mut Vec<u8>, words: &[String], random: &mut Random) {
    let (from, to) = stretch(text.len(), random);
    match random.below(11) {
        0 => drop(text.drain(from..to)),
        1 => {
            let again = text[from..to].to_vec();
            let times = if random.below(10) == 0 { 200 } else { 1 };
            for _ in 0..times {
                text.splice(to..to, again.iter().copied());
            }
        }
        2 => {
            let (other, end) = stretch(text.len(), random);
            let moved = text[other..end].to_vec();
            text.splice(from..to, moved);
        }
        3 | 4 => {
            text.splice(from..from, random.pick(&ODD).bytes());
        }
        5 | 6 => {
            // A word in the place of another.
            let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            let begin = text[..from].iter().rposition(|byte| !is_word(byte)).map_or(0, |at| at + 1);
            let end = text[from..]
                .iter()
                .position(|byte| !is_word(byte))
                .map_or(text.len(), |at| from + at);
            text.splice(begin..end.max(begin), random.pick(words).bytes());
        }
        7 => {
            // A number in the place of another.
            let Some(at) = text[from..].iter().position(u8::is_ascii_digit).map(|at| from + at)
            else {
                return;
            };
            let end = text[at..]
                .iter()
                .position(|byte| !byte.is_ascii_digit())
                .map_or(text.len(), |len| at + len);
            let number = random.pick(&[
                "0",
                "1",
                "-1",
                "2",
                "400",
                "99999999999",
                "9223372036854775807",
                "1.5",
            ]);
            text.splice(at..end, number.bytes());
        }
        8 => {
            if let Some(byte) = text.get_mut(from) {
                *byte = u8::try_from(random.below(256)).unwrap_or(0);
            }
        }
        9 => {
            let depth = if random.below(20) == 0 { 3_000 } else { 3 };
            let (open, close) =
                *random.pick(&[("(", ")"), ("[", "]"), ("{", "}"), ("!", ""), ("\"a\": (", ")")]);
            let end = random.below(2) * close.len();
            text.splice(to..to, close[..end].repeat(depth).bytes());
            text.splice(from..from, open.repeat(depth).bytes());
        }
        _ => text.truncate(from),
    }
}
