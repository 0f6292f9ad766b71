//! From rhai's places to ours. rhai tells where a token begins, in lines and characters; a place of
//! banfa is a range of bytes. The tokens' ends come from a scanner of its own, which decides
//! nothing else: what a rule means is rhai's parser's business alone.

use rhai::Position;

use crate::source::{FileId, LineColumn, SourceFile, Span};

/// rhai counts lines and columns with 16 bits and stays at the last.
pub(super) const LARGEST_POSITION: usize = u16::MAX as usize - 1;

/// Where the text of a rule stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    /// It is the file.
    File(FileId),
    /// It stands in a quoted text whose place, quotes included, is this; with its bytes as they
    /// are, so that every place in it can be told.
    Quoted(Span),
    /// It stands somewhere in this place, with escapes: only the whole can be shown.
    Somewhere(Span),
}

/// A token, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// 1 for an opening bracket, -1 for a closing one, else 0.
    nesting: i8,
}

/// The tokens of a text and the lines of documentation between them.
pub(super) struct Places<'a> {
    text: &'a SourceFile,
    origin: Origin,
    tokens: Vec<Token>,
    /// Lines that begin with `///`, in bytes.
    documentation: Vec<(usize, usize)>,
}

impl<'a> Places<'a> {
    /// The places of a text.
    pub(super) fn new(text: &'a SourceFile, origin: Origin) -> Self {
        let mut scanner = Scanner::new(&text.text);
        scanner.run();
        Self { text, origin, tokens: scanner.tokens, documentation: scanner.documentation }
    }
    /// The text itself.
    pub(super) fn text(&self) -> &'a str {
        &self.text.text
    }
    /// Whether rhai can tell every place of the text.
    pub(super) fn can_be_told(text: &SourceFile) -> bool {
        let mut lines = 0_usize;
        text.text.split('\n').all(|line| {
            lines += 1;
            line.len() <= LARGEST_POSITION || line.chars().count() <= LARGEST_POSITION
        }) && lines <= LARGEST_POSITION
    }
    /// The place of the bytes `start..end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        match self.origin {
            Origin::File(file) => Span::new(file, start, end),
            Origin::Quoted(span) => span.part(1 + start, end.saturating_sub(start)),
            Origin::Somewhere(span) => span,
        }
    }
    /// The byte at which rhai's position lies.
    pub(super) fn byte(&self, position: Position) -> usize {
        let (Some(line), column) = (position.line(), position.position().unwrap_or(1)) else {
            return 0;
        };
        self.text.offset(LineColumn { line, column })
    }
    /// The bytes of the token at rhai's position.
    pub(super) fn token(&self, position: Position) -> (usize, usize) {
        let at = self.byte(position);
        match self.index(at).and_then(|index| self.tokens.get(index)) {
            Some(token) => (token.start, token.end),
            None => (at, at),
        }
    }
    /// Whether nothing more stands at rhai's position or behind it.
    pub(super) fn is_end(&self, position: Position) -> bool {
        let at = self.byte(position);
        self.tokens.last().is_none_or(|last| last.end <= at)
    }
    /// The place of the token at rhai's position.
    pub(super) fn token_span(&self, position: Position) -> Span {
        let (start, end) = self.token(position);
        self.span(start, end)
    }
    /// The end of the brackets that open with the token which begins at the byte `at`, or with the
    /// one after it.
    pub(super) fn end_of_brackets(&self, at: usize) -> usize {
        let Some(first) = self.index(at) else { return at };
        let mut depth = 0_i32;
        for (index, token) in self.tokens.iter().enumerate().skip(first) {
            depth += i32::from(token.nesting);
            if depth == 0 && (index > first || token.nesting != 0) {
                // A name, then something that is no bracket: there are none.
                return if token.nesting < 0 { token.end } else { self.end_of(first) };
            }
        }
        self.end_of(first)
    }
    /// The end of the brackets that open with the first token at or behind the byte `at`.
    pub(super) fn end_of_next_brackets(&self, at: usize) -> usize {
        let next = self.tokens.partition_point(|token| token.start < at);
        self.tokens.get(next).map_or(at, |token| self.end_of_brackets(token.start))
    }
    /// The end of the number that begins at the byte `start`, its sign and its fraction included.
    pub(super) fn end_of_number(&self, start: usize) -> usize {
        let mut index = self.tokens.partition_point(|token| token.start < start);
        while matches!(self.word(index), "-" | "+") {
            index += 1;
        }
        let follows = |index: usize| {
            self.tokens.get(index + 1).is_some_and(|next| next.start == self.end_of(index))
        };
        if follows(index) && self.word(index + 1) == "." && follows(index + 1) {
            index += 2;
        }
        self.end_of(index)
    }
    /// The smallest place that holds both and whose brackets are balanced.
    pub(super) fn cover(&self, one: Span, other: Span) -> Span {
        let (from, to) = (one.start.min(other.start), one.end.max(other.end));
        let shift = match self.origin {
            Origin::File(_) => 0,
            Origin::Quoted(span) => span.start + 1,
            Origin::Somewhere(span) => return span,
        };
        let (start, end) =
            self.balanced(from.saturating_sub(shift) as usize, to.saturating_sub(shift) as usize);
        self.span(start, end)
    }

    /// `start..end`, widened until its brackets are balanced.
    fn balanced(&self, start: usize, end: usize) -> (usize, usize) {
        let (Some(first), Some(last)) = (self.index(start), self.last_before(end)) else {
            return (start, end);
        };
        let (mut open, mut unopened) = (0_usize, 0_usize);
        for token in self.tokens.get(first..=last).unwrap_or(&[]) {
            match token.nesting {
                1 => open += 1,
                -1 if open > 0 => open -= 1,
                -1 => unopened += 1,
                _ => {}
            }
        }
        let (mut first, mut last) = (first, last);
        while unopened > 0 && first > 0 && self.nesting(first - 1) == 1 {
            first -= 1;
            unopened -= 1;
        }
        while open > 0 && self.nesting(last + 1) == -1 {
            last += 1;
            open -= 1;
        }
        (self.tokens.get(first).map_or(start, |token| token.start), self.end_of(last))
    }
    /// The tokens of the head of the function whose body begins at the byte `body`: the place of
    /// its first word, its name, and its parameters.
    pub(super) fn function_head(&self, body: usize) -> Option<FunctionHead> {
        let mut index = self.index(body)?.checked_sub(1)?;
        let mut parameters = Vec::new();
        while self.nesting(index) != 1 {
            if self.nesting(index) == 0 && self.word(index) != "," {
                parameters.push(*self.tokens.get(index)?);
            }
            index = index.checked_sub(1)?;
        }
        parameters.reverse();
        let name = index.checked_sub(1)?;
        let mut first = name;
        while self.word(first) != "fn" {
            first = first.checked_sub(1)?;
        }
        if first > 0 && self.word(first - 1) == "private" {
            first -= 1;
        }
        let begin = self.tokens.get(first)?.start;
        let after = first.checked_sub(1).map_or(0, |before| self.end_of(before));
        let lines = self.documentation.partition_point(|&(start, _)| start < after);
        let lines = self.documentation.iter().skip(lines).copied();
        let documentation = lines.take_while(|&(_, end)| end <= begin).collect();
        Some(FunctionHead { begin, name: *self.tokens.get(name)?, parameters, documentation })
    }

    fn index(&self, at: usize) -> Option<usize> {
        let index = self.tokens.partition_point(|token| token.end <= at);
        self.tokens.get(index).filter(|token| token.start <= at).map(|_| index)
    }
    fn last_before(&self, end: usize) -> Option<usize> {
        self.tokens.partition_point(|token| token.start < end).checked_sub(1)
    }
    fn nesting(&self, index: usize) -> i8 {
        self.tokens.get(index).map_or(0, |token| token.nesting)
    }
    fn end_of(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.text().len(), |token| token.end)
    }
    fn word(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .and_then(|token| self.text().get(token.start..token.end))
            .unwrap_or("fn")
    }
}

/// What stands before the body of a function.
pub(super) struct FunctionHead {
    /// The first byte.
    pub(super) begin: usize,
    pub(super) name: Token,
    pub(super) parameters: Vec<Token>,
    /// The lines of documentation above it, in bytes.
    pub(super) documentation: Vec<(usize, usize)>,
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    documentation: Vec<(usize, usize)>,
}

impl<'a> Scanner<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, at: 0, tokens: Vec::new(), documentation: Vec::new() }
    }
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }
    fn run(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            let start = self.at;
            let rest = self.rest();
            if first.is_whitespace() {
                self.at += first.len_utf8();
            } else if rest.starts_with("//") {
                let line = rest.split('\n').next().unwrap_or("");
                self.at += line.len();
                if line.starts_with("///") && !line.starts_with("////") {
                    self.documentation.push((start, self.at));
                }
            } else if rest.starts_with("/*") {
                self.skip_block_comment();
            } else {
                self.at += token_length(rest, first);
                let nesting = match first {
                    '(' | '[' | '{' => 1,
                    ')' | ']' | '}' => -1,
                    _ => 0,
                };
                self.tokens.push(Token { start, end: self.at, nesting });
            }
        }
    }
    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.text.len() {
            let rest = self.rest();
            if rest.starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if rest.starts_with("*/") {
                depth = depth.saturating_sub(1);
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }
}

/// The length in bytes of the token at the start of `rest`, whose first character is `first`.
fn token_length(rest: &str, first: char) -> usize {
    let run = |of: fn(char) -> bool| {
        rest.find(|character| !of(character)).unwrap_or(rest.len()).max(first.len_utf8())
    };
    match first {
        '"' | '`' | '\'' => quoted_length(rest, first),
        '0'..='9' => run(|character| character == '_' || character.is_alphanumeric()),
        '#' => {
            let hashes = run(|character| character == '#');
            let fence = rest.get(..hashes).unwrap_or("");
            match rest.get(hashes..).and_then(|after| after.strip_prefix('"')) {
                Some(inner) => {
                    let close = format!("\"{fence}");
                    inner.find(&close).map_or(rest.len(), |at| hashes + 1 + at + close.len())
                }
                None => first.len_utf8(),
            }
        }
        _ if first == '_' || unicode_ident::is_xid_start(first) => {
            run(unicode_ident::is_xid_continue)
        }
        _ => first.len_utf8(),
    }
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if character == '\\' && quote != '`' {
            escaped = true;
        } else if character == quote {
            return at + character.len_utf8();
        }
    }
    rest.len()
}
