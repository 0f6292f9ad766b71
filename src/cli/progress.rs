//! How far a long work is: a bar on the terminal, and nothing where there is none.

use indicatif::{ProgressBar, ProgressStyle};

use crate::lang::{Lang, Phrase};

/// The bar.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many pieces of work; hidden where nobody would see it.
    pub fn new(pieces: usize, lang: Lang) -> Self {
        let bar = ProgressBar::new(u64::try_from(pieces).unwrap_or(u64::MAX));
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_message(Phrase::AtWork.plain(lang));
        Self(bar)
    }
    /// One more is done.
    pub fn step(&self) {
        self.0.inc(1);
    }
    /// All is done: the bar goes.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
