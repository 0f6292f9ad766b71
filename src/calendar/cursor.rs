//! A place in a sentence that is read from left to right: words, numbers, dates, what stands in brackets.

/// A date as it is written, with what it leaves out.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
}

/// A place in a sentence.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) rest: &'t str,
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn take(&mut self, word: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(word) else { return false };
        (self.rest, self.at) = (rest, self.at + word.len());
        true
    }
    pub(super) fn take_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.take(word))
    }
    pub(super) fn number(&mut self) -> Option<u32> {
        let end = self.rest.find(|one: char| !one.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let number = digits.parse().ok()?;
        (self.rest, self.at) = (rest, self.at + end);
        Some(number)
    }
    /// `2026年1月1日`; the year or the month may be left out where they are known.
    pub(super) fn date(&mut self, year: Option<i32>, month: Option<u32>) -> Option<Written> {
        let begun = *self;
        let read = self.parts(year, month);
        if read.is_none() {
            *self = begun;
        }
        read
    }
    fn parts(&mut self, mut year: Option<i32>, mut month: Option<u32>) -> Option<Written> {
        let mut number = self.number()?;
        if self.take("年") {
            year = i32::try_from(number).ok();
            number = self.number()?;
        }
        if self.take("月") {
            month = Some(number);
            number = self.number()?;
        }
        let is_whole = self.take("日");
        month.filter(|_| is_whole).map(|month| Written { year, month, day: number })
    }
    /// What follows the number of a paragraph: 三、
    pub(super) fn behind_its_number(mut self) -> Self {
        let is_number = |number: &str| {
            let one = |one: char| one.is_ascii_digit() || "一二三四五六七八九十".contains(one);
            !number.is_empty() && number.chars().all(one)
        };
        if let Some(end) = self.rest.find(['、', '.', '．'])
            && self.rest.get(..end).is_some_and(is_number)
        {
            let rest = self.rest.get(end..).unwrap_or_default();
            let plain = rest.trim_start_matches(['、', '.', '．', ' ']);
            self = Cursor { rest: plain, at: self.at + end + rest.len() - plain.len() };
        }
        self
    }
    /// What stands in brackets here.
    pub(super) fn bracketed(&mut self) -> Option<Cursor<'t>> {
        let closes = match self.rest.chars().next()? {
            '（' => '）',
            '(' => ')',
            _ => return None,
        };
        let open = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest.find(closes)?;
        let inner = Cursor { rest: self.rest.get(open..end)?, at: self.at + open };
        let next = end + closes.len_utf8();
        (self.rest, self.at) = (self.rest.get(next..)?, self.at + next);
        Some(inner)
    }
}
