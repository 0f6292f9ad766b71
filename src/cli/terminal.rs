//! What is printed: collected, and written at the end, or on the way where a command tells much;
//! colours and width are known here only.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::exit::Exit;
use crate::diagnostic::{Diagnostic, Problems, Style, render};
use crate::lang::{Args, Lang, Phrase, Word, marked, wrap};
use crate::policy::read::read_error;
use crate::source::{Disk, Door, ReadError, Sources};

/// Where a command says what it has to say.
pub struct Terminal<'w> {
    /// The language.
    pub lang: Lang,
    /// Where it runs.
    pub surroundings: Surroundings,
    style: Style,
    said: String,
    complained: String,
    /// Where it goes; nowhere while a part is told for itself.
    ways: Option<Ways<'w>>,
    /// Why nothing can be written any more.
    broken: Option<io::Error>,
}

/// Where a command runs.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Whether it runs where nobody looks on and nothing is to be written: `CI` is set.
    pub is_ci: bool,
    /// The file to which the summary of a step is added: `GITHUB_STEP_SUMMARY`.
    pub step_summary: Option<String>,
}

impl Surroundings {
    /// What the environment says.
    pub fn of(environment: impl Fn(&str) -> Option<String>) -> Self {
        let set = |value: &String| !matches!(value.as_str(), "" | "0" | "false");
        let is_ci = environment("CI").as_ref().is_some_and(set);
        let step_summary = environment("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
        Self { is_ci, step_summary }
    }
}

/// Where what is said goes.
pub struct Ways<'w> {
    /// The results.
    pub said: &'w mut dyn Write,
    /// The complaints.
    pub complained: &'w mut dyn Write,
    /// The keys that somebody presses; none when nobody is there any more.
    pub keys: &'w mut dyn FnMut() -> Option<char>,
    /// The lines that somebody types.
    pub answers: &'w mut dyn FnMut() -> Option<String>,
}

impl<'w> Terminal<'w> {
    /// A terminal in a language; `terminal` tells whether output goes to one, and how wide it is.
    pub fn new(
        lang: Lang,
        color: Option<&str>,
        (is_terminal, width): (bool, Option<usize>),
        ways: Ways<'w>,
    ) -> Self {
        let color = match color {
            Some("always") => true,
            Some("never") => false,
            _ => is_terminal,
        };
        let width = width.unwrap_or(100).clamp(30, 160);
        let style = Style { lang, color, width };
        Self { ways: Some(ways), ..Self::of(style) }
    }
    /// A terminal for a part that is told for itself and comes to the others later.
    pub fn of(style: Style) -> Self {
        let (said, complained) = (String::new(), String::new());
        let surroundings = Surroundings::default();
        Self { lang: style.lang, surroundings, style, said, complained, ways: None, broken: None }
    }
    /// How it prints.
    pub fn style(&self) -> Style {
        self.style
    }
    /// What was said so far, for another to say.
    pub fn into_said(self) -> String {
        self.said
    }
    /// Writes what was said so far; answers whether somebody still listens.
    pub fn send(&mut self) -> bool {
        let (said, complained) =
            (std::mem::take(&mut self.said), std::mem::take(&mut self.complained));
        if let Some(ways) = &mut self.ways {
            // A complaint that reaches nobody keeps no result back.
            let _ = ways.complained.write_all(complained.as_bytes());
            if self.broken.is_none() {
                let written = ways.said.write_all(said.as_bytes());
                self.broken = written.and_then(|()| ways.said.flush()).err();
            }
        }
        self.broken.is_none()
    }
    /// Says a line.
    pub fn line(&mut self, text: &str) {
        self.said.push_str(&marked(text));
        self.said.push('\n');
    }
    /// Says a question at once; the answer comes on the same line.
    pub fn say_on(&mut self, text: &str) {
        self.said.push_str(&marked(text));
        self.send();
    }
    /// The next key; none when nobody is there. The line on which it was asked ends.
    pub fn key(&mut self) -> Option<char> {
        let key = self.ways.as_mut().and_then(|ways| (ways.keys)());
        self.said.push('\n');
        key
    }
    /// The next line that is typed; none when nobody is there.
    pub fn answer(&mut self) -> Option<String> {
        self.ways.as_mut().and_then(|ways| (ways.answers)())
    }
    /// Says lines.
    pub fn lines<S: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = S>) {
        for line in lines {
            self.line(line.as_ref());
        }
    }
    /// Says a text as it is: JSON, or a page whose own texts have been escaped.
    pub fn text(&mut self, text: &str) {
        self.said.push_str(text);
        if !text.ends_with('\n') {
            self.said.push('\n');
        }
    }
    /// Writes what was made to a file, whole or not at all.
    ///
    /// # Errors
    /// How the command ends where it cannot be written; why has been told.
    pub fn save(&mut self, path: &str, bytes: &[u8]) -> Result<(), Exit> {
        Disk.write_bytes(Path::new(path), bytes).map_err(|error| {
            let args = vec![("path", Word::from(path)), ("why", read_error(&error))];
            self.complain(Phrase::CannotWritePath, args);
            Exit::CannotRun
        })
    }
    /// Writes a text to the file that was asked for, or says it where none was.
    ///
    /// # Errors
    /// As of `save`.
    pub fn give(&mut self, path: Option<&String>, text: &str) -> Result<(), Exit> {
        match path {
            Some(path) => self.save(path, text.as_bytes()),
            None => {
                self.text(text);
                Ok(())
            }
        }
    }
    /// Says what another has said, and writes it at once; answers whether somebody still listens.
    pub fn as_said(&mut self, text: &str) -> bool {
        self.said.push_str(text);
        self.send()
    }
    /// Complains.
    pub fn complain(&mut self, phrase: Phrase, args: Args) {
        let text = phrase.with(self.lang, &args);
        for line in wrap(&marked(&text), self.style.width) {
            self.complained.push_str(&line);
            self.complained.push('\n');
        }
    }
    /// Complains in words that are laid out already.
    pub fn complain_as_it_is(&mut self, text: &str) {
        self.complained.push_str(text);
    }
    /// Complains that what a path names cannot be read; where only the ending of a file was left out,
    /// the file is offered.
    pub fn cannot_read(&mut self, path: &Path, error: &ReadError) {
        let shown = Word::from(path.to_string_lossy().into_owned());
        self.complain(Phrase::CannotReadPath, vec![("path", shown), ("why", read_error(error))]);
        let mut whole = path.as_os_str().to_owned();
        whole.push(".ron");
        if *error == ReadError::NotFound && Disk.is_file(Path::new(&whole)) {
            let name = whole.to_string_lossy().into_owned();
            self.complain(Phrase::Nearest, vec![("name", name.into())]);
        }
    }
    /// Shows problems, each with its line.
    pub fn problems(&mut self, problems: &[Diagnostic], sources: &Sources) {
        for problem in problems {
            self.complained.push_str(&render(problem, sources, self.style));
            self.complained.push_str("\n\n");
        }
    }
    /// Tells why a bundle does not load, and how the command ends for that.
    pub fn bundle_fails(&mut self, folder: &Path, problems: &Problems, sources: &Sources) -> Exit {
        self.problems(&problems.clone().sorted(), sources);
        let path = Word::from(folder.to_string_lossy().into_owned());
        self.complain(Phrase::BundleDoesNotLoad, vec![("path", path)]);
        if Disk.is_folder(folder) { Exit::FallsShort } else { Exit::CannotRun }
    }
    /// Tells why what was wished for by `--set` or `--reading` cannot be: the command is wrong, not the
    /// bundle.
    pub fn wish_fails(&mut self, problems: &Problems, sources: &Sources) -> Exit {
        self.problems(&problems.clone().sorted(), sources);
        self.complain(Phrase::WishFails, Vec::new());
        Exit::CannotRun
    }
    /// Says why a result is what it is.
    pub fn result(&mut self, phrase: Phrase, args: Args) {
        let text = phrase.with(self.lang, &args);
        for line in wrap(&text, self.style.width.saturating_sub(2)) {
            self.line(&format!("  {line}"));
        }
    }
    /// Shows problems where the results stand, each with its line.
    pub fn show(&mut self, problems: &[Diagnostic], sources: &Sources) {
        for problem in problems {
            self.said.push_str(&render(problem, sources, self.style));
            self.said.push_str("\n\n");
        }
    }
    /// The columns of the terminal.
    pub fn width(&self) -> usize {
        self.style.width
    }
    /// Writes what is left, and answers how the command ends. Whoever reads may have gone away; that
    /// is no failure of ours.
    pub fn finish(mut self, exit: Exit) -> Exit {
        self.send();
        match (&self.broken, &mut self.ways) {
            (Some(error), Some(ways)) if error.kind() != ErrorKind::BrokenPipe => {
                let _ = writeln!(ways.complained, "{error}");
                Exit::CannotRun
            }
            _ => exit,
        }
    }
}

/// A line folded to the width; what follows is indented under it.
pub(super) fn fold(line: &str, width: usize) -> Vec<String> {
    let indent = line.chars().take_while(|character| *character == ' ').count();
    let dated = line.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let indent = if dated { 12 } else { indent + 2 };
    let mut folded = Vec::new();
    let lead = line.len() - line.trim_start().len();
    for (at, piece) in
        wrap(line.trim_start(), width.saturating_sub(lead.max(indent))).into_iter().enumerate()
    {
        let blanks = if at == 0 { lead } else { indent };
        folded.push(format!("{}{piece}", " ".repeat(blanks)));
    }
    folded
}
